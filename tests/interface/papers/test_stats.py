"""/stats: the figures of the corpus, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from bot.discovery.statistics import statistics
from bot.interface.papers.stats import stats_card
from bot.search.corpus import Corpus
from tests.interface.conftest import Stage, Staging
from tests.interface.look import buttons, text
from tests.interface.made_papers import assert_within_limits, paper, sent
from tests.wire.interactions import press, slash
from tests.wire.look import is_private


async def test_the_figures_are_told_in_english(stage: Stage) -> None:
    answer = await stage.answer(slash("stats"))
    assert not is_private(answer)
    said = text(answer)
    assert "**32 papers** by 304 authors" in said
    assert "Nov 21–22, 2024: 32 listings on 2 days, 16 on a typical day" in said
    assert "**Languages of the summaries**\nKorean 100%" in said
    assert "**Most listed authors**\nAda Lovelace (30), " in said
    assert "[Marco-o1: Towards ＊Open＊ Reasoning Models ［v1］](https://arxiv.org/abs/2411.14405)" in said
    assert "Nov 22, 2024 · 42 votes" in said
    assert "Votes are unknown for 1, authors for 0 of the papers." in said


async def test_the_figures_are_told_in_korean(stage: Stage) -> None:
    said = text(await stage.answer(slash("stats", locale="ko", guild_id=None)))
    assert "**논문 32편**, 저자 304명" in said
    assert "2024년 11월 21일~22일: 2일 동안 목록 32건, 하루 보통 16편" in said
    assert "한국어 100%" in said
    assert "Ada Lovelace (30편), " in said
    assert "추천 42" in said
    assert "추천 수를 모르는 논문 1편" in said


async def test_the_most_voted_paper_can_be_opened(stage: Stage) -> None:
    answer = await stage.answer(slash("stats"))
    card = await stage.answer(press(stage.wire.shown[-1], buttons(answer)["Open the paper"]["custom_id"]))
    assert is_private(card)
    assert "개방형" in text(card)


async def test_after_a_reload_the_figures_are_the_new_ones(stage: Stage) -> None:
    await stage.answer(slash("stats"))
    (stage.seeds / "b.txt").unlink()
    await stage.library.reload()
    said = text(await stage.answer(slash("stats")))
    assert "**2 papers**" in said
    assert "2 listings on one day" in said


async def test_an_empty_corpus_is_said_to_be_empty(staging: Staging) -> None:
    async with staging() as stage:
        stage.library._corpus = Corpus(())  # pyright: ignore[reportPrivateUsage]
        english, korean = await stage.answer(slash("stats")), await stage.answer(slash("stats", locale="ko"))
    assert is_private(english)
    assert "No papers are loaded yet" in english["content"]
    assert "아직 불러온 논문이 없습니다" in korean["content"]


async def test_large_numbers_have_separators_and_small_shares_are_not_nothing() -> None:
    papers = [paper(arxiv_id=f"2411.{number:05}", votes=1_234_567) for number in range(1, 1201)]
    english = paper("In English", arxiv_id="2412.00001", votes=None, sections=())
    said = text(sent(stats_card(statistics(Corpus([*papers, english])), "en")))
    assert "**1,201 papers**" in said
    assert "1,201 listings on one day" in said
    assert "1,234,567 votes" in said
    assert "Korean > 99% · no summary < 1%" in said


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_long_titles_and_names_keep_the_limits(language: str) -> None:
    people = tuple(f"{'*Very_Long* ' * 40}{number}" for number in range(12))
    counted = statistics(Corpus([paper("[x] *" * 400, people), paper(arxiv_id="2411.00002", authors=())]))
    card = stats_card(counted, "ko" if language == "ko" else "en")
    assert counted.newest == date(2024, 11, 22)
    assert_within_limits(card)
