"""/trends: a picture over the wire, with what it shows in words."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest

from bot.corpus.paper import Section
from bot.errors import InputError, NotFoundError
from bot.interface.papers.trend_pictures import TrendPicture, TrendPictures, TrendRequest, draw_trend
from bot.interface.papers.trends import trend_card
from bot.search.corpus import Corpus
from bot.texts import Text
from tests.interface.conftest import NOW, Stage, Staging
from tests.interface.look import components, menus, text
from tests.interface.made_papers import assert_within_limits, paper
from tests.wire.interactions import choose, option, slash
from tests.wire.look import is_private
from tests.wire.payloads import Payload
from tests.wire.requests import Request

_PNG = b"\x89PNG\r\n\x1a\n"


def last_sent(stage: Stage) -> Request:
    """Return the last answer as it came over the wire."""
    return stage.wire.sent("POST", "/interactions/.*/callback")[-1]


def gallery(message: Payload) -> Payload:
    """Return the one picture of a message's gallery."""
    (found,) = [part for part in components(message) if part["type"] == 12]
    (item,) = found["items"]
    return item


@pytest.mark.parametrize(
    ("locale", "head", "alt"),
    [
        (
            "en-US",
            "### 📈 Trends: “diffusion”\n10 papers · 135 votes · Sep 2, 2024 – Nov 22, 2024",
            "Chart of papers and votes a week, Sep 2, 2024 – Nov 22, 2024. 10 papers in all.",
        ),
        (
            "ko",
            "### 📈 “diffusion” 동향\n논문 10편 · 추천 135 · 2024년 9월 2일 ~ 2024년 11월 22일",
            "주별 논문 수와 추천 수 그래프, 2024년 9월 2일 ~ 2024년 11월 22일. 모두 논문 10편.",
        ),
    ],
)
async def test_a_topic_is_shown_as_a_picture_and_in_words(stage: Stage, locale: str, head: str, alt: str) -> None:
    answer = await stage.answer(slash("trends", option("topic", "diffusion"), locale=locale))
    assert text(answer).startswith(head)
    assert not is_private(answer)
    assert gallery(answer) == {"media": {"url": "attachment://trends.png"}, "description": alt, "spoiler": False}
    (picture,) = last_sent(stage).files
    assert picture.filename == "trends.png"
    assert picture.data.startswith(_PNG)
    assert len(picture.data) < 200_000
    shown = gallery(stage.wire.shown[-1])
    assert shown["media"]["url"].startswith("https://cdn.")


async def test_the_best_papers_of_the_topic_can_be_opened(stage: Stage) -> None:
    answer = await stage.answer(slash("trends", option("topic", "diffusion")))
    (menu,) = menus(answer).values()
    assert [one["value"] for one in menu["options"]] == [f"2411.1{number:04}" for number in (27, 24, 21, 18, 15)]
    card = await stage.answer(choose(stage.wire.shown[-1], menu["custom_id"], "2411.10024"))
    assert "Diffusion study number 24" in text(card)


async def test_the_next_question_goes_on_about_these_papers(stage: Stage) -> None:
    await stage.answer(slash("trends", option("topic", "diffusion")))
    assert "number 24" in text(await stage.answer(slash("ask", option("question", "the second one"))))


async def test_without_a_topic_all_papers_are_shown_in_direct_messages_too(stage: Stage) -> None:
    answer = await stage.answer(slash("trends", option("weeks", 1), guild_id=None))
    assert text(answer).startswith("### 📈 Trends of all papers\n32 papers · 477 votes · Nov 18–22, 2024")
    assert "There is too little history" in text(answer)


@pytest.fixture
async def rising(stage: Stage) -> Stage:
    """Return a stage whose newest papers speak of something new."""
    entry = "### [{title}](https://arxiv.org/abs/2410.{number:05})\n\nVote: 1\n\nAuthors: A B\n\n- {said}\n"
    plain = [entry.format(title=f"Study {n}", number=n, said="로봇(robot)을 다룹니다.") for n in range(1, 31)]
    old = "## Daily Papers (2024-10-10)\n\n" + "\n".join(plain)
    fresh = [entry.format(title=f"LoRA {n}", number=n, said="`LoRA` 학습입니다.") for n in range(101, 106)]
    new = "## Daily Papers (2024-11-22)\n\n" + "\n".join(fresh)
    (stage.seeds / "old.txt").write_text(old, "utf-8")
    (stage.seeds / "new.txt").write_text(new, "utf-8")
    await stage.library.reload()
    return stage


@pytest.mark.parametrize(
    ("locale", "head"),
    [
        ("en-US", "**Rising in all papers**: share of the 16 weeks before, and of the last 4 weeks"),
        ("ko", "**전체 논문에서 떠오르는 용어**: 그 전 16주 비율과 최근 4주 비율"),
    ],
)
async def test_rising_terms_are_named_with_their_shares(rising: Stage, locale: str, head: str) -> None:
    answer = await rising.answer(slash("trends", locale=locale))
    lines = text(answer).splitlines()
    assert "↗ **LoRA** 0% → 14%" in lines[lines.index(head) + 1 :]
    assert "LoRA" in gallery(answer)["description"]


@pytest.mark.parametrize(
    ("options", "english", "korean"),
    [
        ((option("topic", "?!"),), "has nothing to search for", "찾을 만한 단어가 없습니다"),
        ((option("topic", "zeppelins"),), "No paper speaks of “zeppelins”", "“zeppelins”를 다룬 논문이 없습니다"),
    ],
)
async def test_a_topic_that_there_is_not_is_said_privately_not_to_be_there(
    stage: Stage, options: tuple[Payload, ...], english: str, korean: str
) -> None:
    first = await stage.answer(slash("trends", *options))
    second = await stage.answer(slash("trends", *options, locale="ko"))
    assert is_private(first)
    assert english in first["content"]
    assert korean in second["content"]


async def test_an_empty_corpus_is_said_to_be_empty(stage: Stage) -> None:
    stage.library._corpus = Corpus(())  # pyright: ignore[reportPrivateUsage]
    assert "There are no listings yet" in (await stage.answer(slash("trends")))["content"]
    assert "목록이 없습니다" in (await stage.answer(slash("trends", locale="ko")))["content"]


async def test_a_picture_that_takes_long_comes_after_a_sign_that_it_will(staging: Staging) -> None:
    async with staging(defer_after=0.0) as stage:
        await stage.send(slash("trends", option("topic", "diffusion")))
        assert stage.wire.callbacks()[-1]["type"] == 5
        (followup,) = stage.wire.sent("POST", "/webhooks/.*")
        assert followup.files[0].data.startswith(_PNG)
        assert "attachment://trends.png" in followup.text


async def test_what_is_wrong_with_a_topic_is_private_after_that_sign_too(staging: Staging) -> None:
    async with staging(defer_after=0.0) as stage:
        await stage.send(slash("trends", option("topic", "zeppelins")))
        (followup,) = stage.wire.followups()
        assert "No paper speaks of" in followup["content"]
        assert is_private(followup)
        assert stage.wire.sent("DELETE", "/webhooks/.*")


_CORPUS = Corpus([paper("Diffusion", sections=(Section(None, "diffusion"),))], generation=1)
_REQUEST = TrendRequest(None, 4, NOW.date(), "en")


async def test_the_same_picture_is_drawn_once_for_a_corpus() -> None:
    drawn: list[TrendRequest] = []

    def counting(corpus: Corpus, request: TrendRequest) -> TrendPicture:
        drawn.append(request)
        return draw_trend(corpus, request)

    pictures = TrendPictures(counting)
    first, second = await asyncio.gather(*(pictures.draw(_CORPUS, _REQUEST, person) for person in range(2)))
    assert first is second
    assert len(drawn) == 1
    await pictures.draw(_CORPUS, replace(_REQUEST, language="ko"), 0)
    await pictures.draw(Corpus(_CORPUS.papers, generation=2), _REQUEST, 0)
    assert len(drawn) == 3


async def test_one_picture_is_drawn_at_a_time_and_too_many_that_wait_are_refused() -> None:
    drawing: list[str | None] = []
    at_once: list[int] = []

    def slowly(_: Corpus, request: TrendRequest) -> TrendPicture:
        drawing.append(request.topic)
        time.sleep(0.002)
        at_once.append(len(drawing))
        drawing.clear()
        raise NotFoundError(Text("nothing", "없음"))

    pictures = TrendPictures(slowly)
    requests = [replace(_REQUEST, topic=str(number)) for number in range(25)]
    drawings = (pictures.draw(_CORPUS, one, person) for person, one in enumerate(requests))
    outcomes = await asyncio.gather(*drawings, return_exceptions=True)
    assert at_once == [1] * 20
    assert [type(one) for one in outcomes] == [NotFoundError] * 20 + [InputError] * 5
    with pytest.raises(NotFoundError):
        await pictures.draw(_CORPUS, _REQUEST, 0)


async def test_one_person_gets_one_picture_at_a_time_and_is_told_so() -> None:
    def slowly(_: Corpus, __: TrendRequest) -> TrendPicture:
        time.sleep(0.01)
        raise NotFoundError(Text("nothing", "없음"))

    pictures = TrendPictures(slowly)
    requests = [replace(_REQUEST, topic=str(number)) for number in range(3)]
    drawings = (pictures.draw(_CORPUS, one, person) for one, person in zip(requests, (1, 1, 2), strict=True))
    first, second, other = await asyncio.gather(*drawings, return_exceptions=True)
    assert (type(first), type(other)) == (NotFoundError, NotFoundError)
    assert isinstance(second, InputError)
    assert "still drawing" in second.text.en
    assert "아직 그리고" in second.text.ko
    with pytest.raises(NotFoundError):
        await pictures.draw(_CORPUS, _REQUEST, 1)


async def test_only_the_last_pictures_are_kept() -> None:
    drawn: list[TrendRequest] = []
    whole = draw_trend(_CORPUS, _REQUEST)

    def counting(_: Corpus, request: TrendRequest) -> TrendPicture:
        drawn.append(request)
        return whole

    pictures = TrendPictures(counting)
    for number in (*range(40), 39, 0):
        await pictures.draw(_CORPUS, replace(_REQUEST, topic=str(number)), 0)
    assert [one.topic for one in drawn[-2:]] == ["39", "0"]
    assert len(drawn) == 41


async def test_the_longest_topic_and_titles_keep_the_limits() -> None:
    topic = "*Diffusion* " * 8
    corpus = Corpus(
        [paper(f"{topic}[x](y) {'long ' * 60}{n}", arxiv_id=f"2411.{n:05}") for n in range(1, 9)], generation=1
    )
    drawn = await TrendPictures().draw(corpus, TrendRequest(topic, 52, NOW.date(), "ko"), 0)
    card = trend_card(drawn, "ko")
    assert_within_limits(card)
