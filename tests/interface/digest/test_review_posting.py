"""A weekly or monthly post over the wire: its chart, its words without one, and its buttons."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from datetime import date

import pytest

from bot.digest.post import DigestPost
from bot.errors import NotFoundError
from bot.interface.digest.card import digest_card
from bot.interface.digest.posting import ChannelPoster
from bot.interface.digest.review_pictures import ReviewPictures
from bot.interface.papers.threads import PaperThreads
from bot.interface.papers.trend_pictures import TrendPicture, TrendRequest, try_to_draw
from bot.search.corpus import Corpus
from bot.storage.discussions import Discussions
from bot.storage.votes import MemberVotes
from bot.texts import Text
from tests.interface.conftest import NOW, Stage
from tests.interface.digest.digests import ALL, join, run, set_up
from tests.interface.digest.test_posting import post
from tests.interface.look import buttons, components, menus, pictures, text
from tests.interface.made_papers import assert_within_limits, hit, paper
from tests.wire.interactions import option, press
from tests.wire.look import is_private
from tests.wire.payloads import CHANNEL_ID, MANAGE_SERVER, Payload

_MESSAGES = f"/channels/{CHANNEL_ID}/messages"
ATTACH = 1 << 15
WEEK = (date(2024, 11, 16), date(2024, 11, 22))


def weekly(stage: Stage) -> DigestPost:
    since, until = WEEK
    covered = "Days with a listing: Nov 21–22, 2024."
    return replace(post(stage), kind="week", day=date(2024, 11, 23), since=since, until=until, covered=covered)


def charts(message: Payload) -> list[Payload]:
    return [one for one in components(message) if one["type"] == 12]


async def sent(stage: Stage, pictures: ReviewPictures, meant: DigestPost) -> list[Payload]:
    """Return what was sent for a post, with the names of attached files."""
    threads = PaperThreads(stage.bot, Discussions(stage.store), lambda: NOW, MemberVotes(stage.store))
    poster = ChannelPoster(stage.bot, threads, lambda: stage.library.corpus, pictures)
    await pictures.prepare(meant)
    await poster.send(meant)
    return [
        request.body | {"files": [one.filename for one in request.files]}
        for request in stage.wire.sent("POST", _MESSAGES)
    ]


def pictures_of(stage: Stage) -> ReviewPictures:
    return ReviewPictures(lambda: stage.library.corpus)


@pytest.fixture
async def rising(stage: Stage) -> Stage:
    """Return a stage whose newest papers speak of something new."""
    entry = "### [{title}](https://arxiv.org/abs/2410.{number:05})\n\nVote: 1\n\nAuthors: A B\n\n- {said}\n"
    plain = [entry.format(title=f"Study {n}", number=n, said="로봇(robot)을 다룹니다.") for n in range(1, 31)]
    fresh = [entry.format(title=f"LoRA {n}", number=n, said="`LoRA` 학습입니다.") for n in range(101, 106)]
    (stage.seeds / "old.txt").write_text("## Daily Papers (2024-10-10)\n\n" + "\n".join(plain), "utf-8")
    (stage.seeds / "new.txt").write_text("## Daily Papers (2024-11-22)\n\n" + "\n".join(fresh), "utf-8")
    await stage.library.reload()
    return stage


async def test_a_review_comes_with_the_rising_terms_and_the_chart(rising: Stage) -> None:
    join(rising, ALL | ATTACH)
    (body,) = await sent(rising, pictures_of(rising), weekly(rising))
    assert body["files"] == ["trends.png"]
    (gallery,) = charts(body)
    assert gallery["items"][0]["media"] == {"url": "attachment://trends.png"}
    said = text(body)
    assert "**Rising in all papers**" in said
    assert "\n-# Days with a listing: Nov 21–22, 2024." in said
    assert said.index("**1.**") < said.index("**Rising in all papers**") < said.index("#0123456789")
    shown = rising.wire.messages.listed(CHANNEL_ID)[0]
    assert charts(shown)[0]["items"][0]["media"]["url"].startswith("https://cdn.")


async def test_without_the_right_to_attach_files_it_comes_in_words(rising: Stage) -> None:
    join(rising, ALL)
    (body,) = await sent(rising, pictures_of(rising), weekly(rising))
    assert body["files"] == []
    assert charts(body) == []
    assert "**Rising in all papers**" in text(body)


async def test_without_the_library_of_pictures_it_comes_in_words(
    rising: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "bot.discovery.chart", None)
    join(rising, ALL | ATTACH)
    (body,) = await sent(rising, pictures_of(rising), weekly(rising))
    assert body["files"] == []
    assert "**Rising in all papers**" in text(body)


@pytest.mark.parametrize("error", [RuntimeError("a bug"), NotFoundError(Text("none", "없음"))])
async def test_a_chart_that_fails_costs_no_post(stage: Stage, error: Exception) -> None:
    def failing(_: Corpus, __: TrendRequest) -> TrendPicture:
        raise error

    join(stage, ALL | ATTACH)
    (body,) = await sent(stage, ReviewPictures(lambda: stage.library.corpus, failing), weekly(stage))
    assert body["files"] == []
    assert "Marco-o1" in text(body)


async def test_a_chart_that_takes_too_long_is_not_waited_for(stage: Stage) -> None:
    drawing = threading.Event()

    def slowly(corpus: Corpus, request: TrendRequest) -> TrendPicture:
        drawing.wait(5)
        return try_to_draw(corpus, request)

    join(stage, ALL | ATTACH)
    try:
        (body,) = await sent(stage, ReviewPictures(lambda: stage.library.corpus, slowly, 0.05), weekly(stage))
    finally:
        drawing.set()
    assert body["files"] == []


async def test_a_picture_that_discord_refuses_is_left_out_and_the_post_comes(rising: Stage) -> None:
    join(rising, ALL | ATTACH)
    rising.wire.refuse("POST", _MESSAGES, 400, 50035, times=1)
    refused, taken = await sent(rising, pictures_of(rising), weekly(rising))
    assert (refused["files"], taken["files"]) == (["trends.png"], [])
    assert (charts(taken), pictures(taken)) == ([], [])
    assert text(taken) == text(refused)
    assert taken["nonce"] == refused["nonce"]


async def test_channels_of_one_language_share_a_chart(stage: Stage) -> None:
    drawn: list[TrendRequest] = []

    def counting(corpus: Corpus, request: TrendRequest) -> TrendPicture:
        drawn.append(request)
        return try_to_draw(corpus, request)

    shared = ReviewPictures(lambda: stage.library.corpus, counting)
    for language in ("en", "en", "ko", "ko"):
        await shared.prepare(replace(weekly(stage), language=language))
    assert [request.language for request in drawn] == ["en", "ko"]
    assert shared.ready(post(stage)) is None, "a daily post has none"


async def test_the_other_papers_of_the_week_are_a_press_away(stage: Stage) -> None:
    join(stage)
    (body,) = await sent(stage, pictures_of(stage), weekly(stage))
    assert buttons(body)["and 58 more"]["custom_id"] == "day:2024-11-16:2024-11-22"
    shown = await stage.answer(press(stage.wire.shown[-1], "day:2024-11-16:2024-11-22"))
    assert is_private(shown)
    assert text(shown).startswith("5 of 32 papers (Nov 16–22, 2024 · most votes first).")


async def test_favourites_are_named_and_can_be_opened(stage: Stage) -> None:
    join(stage)
    favourite = hit(paper(arxiv_id="2411.00009", title="A [link](https://evil.example) @everyone"))
    liked = replace(weekly(stage), entries=weekly(stage).entries[:1], favourites=(favourite,))
    (body,) = await sent(stage, pictures_of(stage), liked)
    assert "**❤️ Favourites of this server**\n- [A ［link］" in text(body)
    assert "](https://arxiv.org/abs/2411.00009)" in text(body)
    assert "@everyone" not in text(body).split("Favourites")[1]
    (menu,) = menus(body).values()
    assert [one["value"] for one in menu["options"]] == [
        liked.entries[0].hit.paper.arxiv_id, "2411.00009"
    ]  # fmt: skip


def test_a_full_review_of_hostile_texts_is_within_discords_limits(stage: Stage) -> None:
    drawn = try_to_draw(stage.library.corpus, TrendRequest(None, 12, WEEK[1], "ko"))
    hits = tuple(hit(paper(arxiv_id=f"2411.{number:05}", title="@everyone **[" * 60)) for number in range(13))
    entries = tuple(replace(post(stage).entries[0], hit=one, reason="r" * 300) for one in hits[:10])
    full = replace(weekly(stage), entries=entries, favourites=hits[10:], covered="x" * 900, role_id=7, late=True)
    assert_within_limits(digest_card(full, drawn))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((option("every", "week"), option("weekday", "4")), "every Friday at 09:00"),
        ((option("every", "week"),), "every Monday at 09:00"),
        ((option("every", "month"),), "on the first day of each month at 09:00"),
        ((option("every", "month"), option("weekday", "0")), "on the first Monday of each month at 09:00"),
        ((option("every", "day-week"), option("weekday", "6")), "daily and every Sunday at 09:00"),
        ((option("weekday", "4"),), "choose “every” too"),
        ((option("every", "week"), option("weekday", "first")), "needs a day of the week"),
    ],
)
async def test_how_often_is_set_with_a_command(stage: Stage, options: tuple[Payload, ...], says: str) -> None:
    join(stage)
    assert says in text(await stage.answer(set_up(*options)))


async def test_what_no_menu_offers_changes_nothing(stage: Stage) -> None:
    join(stage)
    forged = set_up(option("every", "always"), option("weekday", "99"))
    assert "daily at 09:00" in text(await stage.answer(forged))


async def test_the_doctor_says_that_a_chart_needs_a_right_and_the_panel_offers_the_days(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up(option("every", "week"), option("weekday", "4")))
    diagnosis = text(await stage.answer(run("doctor")))
    assert f"## Weekly post in <#{CHANNEL_ID}>" in diagnosis
    assert "Without Attach Files" in diagnosis
    admin = stage.member(permissions=MANAGE_SERVER)
    panel = await admin.slash("digest show")
    assert [one["label"] for one in menus(panel)["On which day"]["options"] if one.get("default")] == ["Friday"]
    monthly = await admin.choose(panel, "How often", "Every month, the best of the month")
    monthly = await admin.choose(monthly, "On which day", "The first day of the month")
    assert "on the first day of each month at 09:00" in text(monthly)
    daily = await admin.choose(monthly, "How often", "Every day")
    assert "On which day" not in menus(daily)


async def test_a_preview_shows_the_review_with_its_chart_to_one_person(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up(option("every", "week"), option("weekday", "0"), locale="ko"))
    shown = await stage.answer(run("preview", locale="ko"))
    assert is_private(shown)
    assert text(shown).startswith("### 주간 논문(2024년 11월 ")
    assert len(charts(shown)) == 1
    assert stage.wire.messages.listed(CHANNEL_ID) == []


async def test_a_weekly_post_is_paused_and_ended_under_its_own_name(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up(option("every", "week")))
    assert f"The weekly post in <#{CHANNEL_ID}> is paused" in text(await stage.answer(run("pause")))
    assert f"<#{CHANNEL_ID}> 채널의 주간 소식을 끝냈습니다." in text(await stage.answer(run("off", locale="ko")))
    assert await stage.store.rows("SELECT * FROM digest_period") == []
