"""The list of saved papers: what it shows, in pages, and how it is searched."""

from __future__ import annotations

import pytest

from bot.storage.people.saved import SavedPapers
from tests.interface.conftest import NOW, Stage, Staging
from tests.interface.look import buttons, menus, pictures, text, weigh
from tests.interface.made_papers import paper
from tests.interface.personal.saving import MARCO, REMOVE, listed, save, save_many
from tests.wire.look import is_private
from tests.wire.payloads import ASKER_ID, STRANGER_ID


async def test_the_newest_comes_first_with_what_is_known_of_it(stage: Stage) -> None:
    await save(stage, MARCO, "2411.00002")
    answer = await stage.member().slash("saved")
    assert is_private(answer)
    assert text(answer).startswith("### Saved papers: 2\n")
    assert listed(answer) == ["2411.00002", MARCO]
    assert "Nov 22, 2024 · 42 votes · Yu Zhao" in text(answer)
    assert "saved on Nov 25, 2024" in text(answer)
    assert pictures(answer) == ["https://example.org/marco.png"]


async def test_in_korean_everything_is_korean(stage: Stage) -> None:
    await save(stage, MARCO)
    await save_many(stage, 20)
    answer = await stage.member(locale="ko").slash("saved")
    assert "저장한 논문 21편" in text(answer)
    assert "2024년 11월 25일에 저장" in text(answer)
    assert set(buttons(answer)) == {"이전", "다음", "BibTeX", "Markdown", "폴더"}
    assert set(menus(answer)) == {"논문 자세히 보기", "메모와 폴더", "저장한 논문에서 삭제하기", "다른 쪽으로 가기"}
    last = await stage.member(locale="ko").choose(answer, "다른 쪽으로 가기", "5")
    assert "목록에 없음" in text(answer)
    assert "5/5쪽" in text(last)


@pytest.mark.parametrize(("locale", "said"), [("en-US", "no papers yet"), ("ko", "아직 저장한 논문이 없습니다")])
async def test_an_empty_list_is_one_sentence_that_says_how_to_begin(stage: Stage, locale: str, said: str) -> None:
    await save(stage, MARCO, user_id=STRANGER_ID)
    for values in ({}, {"query": "robot"}):
        answer = await stage.member(locale=locale).slash("saved", **values)
        assert is_private(answer)
        assert said in text(answer)
        assert "\n" not in text(answer)
        assert not buttons(answer)


async def test_a_query_finds_those_that_fit_best_first(stage: Stage) -> None:
    await save(stage, "2411.10005", MARCO, "2411.10003", "2411.00002")
    answer = await stage.member().slash("saved", query="KV 캐시 압축")
    assert listed(answer) == ["2411.00002"]
    assert "### Saved papers that match “KV 캐시 압축”: 1" in text(answer)


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en-US", "None of your 1 saved papers matches “robot”"), ("ko", "1편 중에 “robot”에 맞는 논문이 없습니다")],
)
async def test_a_query_that_nothing_fits_is_answered_in_a_sentence(stage: Stage, locale: str, said: str) -> None:
    await save(stage, MARCO)
    answer = await stage.member(locale=locale).slash("saved", query="robot")
    assert is_private(answer)
    assert said in text(answer)


async def test_a_thousand_papers_can_be_paged_to_the_last_within_the_limits(stage: Stage) -> None:
    await save_many(stage, 1000, "x" * 190)
    member = stage.member()
    page = await member.slash("saved")
    assert "### Saved papers: 1,000\n" in text(page)
    assert "Page 1 of 200" in text(page)
    seen = set(listed(page))
    for target in ("25", "37", "49"):
        page = await member.choose(page, "Go to a page", target)
        seen |= set(listed(page))
    page = await member.press(page, "Next")
    assert "Page 50 of 200" in text(page)
    assert listed(page) == [f"2301.{number:05}" for number in range(754, 749, -1)]
    assert len(seen) == 20
    units, count = weigh(page)
    assert (units <= 4000, count <= 40) == (True, True)


async def test_titles_of_any_kind_show_as_they_stand_within_the_limits(stage: Stage) -> None:
    titles = [
        "@everyone **b** [l](https://evil.example) `x` ~~y~~ <@1> " * 12,
        "[" * 202,
        "\\" * 202,
        "😀_*" * 60,
        "# 가",
    ]
    for number, title in enumerate(titles):
        await SavedPapers(stage.store).save(ASKER_ID, paper(title, arxiv_id=f"2301.0000{number}"), NOW)
    answer = await stage.member().slash("saved")
    assert len(listed(answer)) == 5
    assert "@everyone" not in text(answer)
    assert "](https://evil.example" not in text(answer)
    assert "<@1>" not in text(answer)
    assert weigh(answer)[0] <= 4000
    removed = await stage.member().choose(answer, REMOVE, "2301.00000")
    assert "@everyone" not in text(removed)


async def test_five_papers_with_long_summaries_fit_in_a_message(stage: Stage) -> None:
    entries = [
        f"### [{'*Long* ' * 28}{number}](https://arxiv.org/abs/2411.2000{number})\n\nVote: 3\n\n"
        f"Authors: {', '.join(['A. Very-Long-Name'] * 9)}\n\n- **What's New**: {'아주_긴 ' * 200}.\n"
        for number in range(5)
    ]
    (stage.seeds / "c.txt").write_text("## Daily Papers (2024-11-23)\n\n" + "\n".join(entries), "utf-8")
    await stage.library.reload()
    await save(stage, *(f"2411.2000{number}" for number in range(5)))
    answer = await stage.member().slash("saved")
    assert len(listed(answer)) == 5
    assert weigh(answer)[0] <= 4000


async def test_the_day_of_saving_is_that_of_the_configured_time_zone(staging: Staging) -> None:
    async with staging(timezone="Asia/Seoul") as stage:
        paper_of_day = stage.library.corpus.paper(MARCO)
        assert paper_of_day is not None
        await SavedPapers(stage.store).save(ASKER_ID, paper_of_day, NOW.replace(hour=20))
        assert "saved on Nov 26, 2024" in text(await stage.member().slash("saved"))
