"""A daily post over the wire: once, plain, and found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.digest.delivery import DigestService
from bot.digest.post import DigestEntry, DigestPost
from bot.digest.poster import CannotPostError
from bot.digest.times import parse_time
from bot.interface.digest.posting import ChannelPoster
from bot.interface.papers.threads import PaperThreads
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Subscription
from bot.storage.discussions import Discussions
from bot.storage.votes import MemberVotes
from tests.interface.conftest import NOW, Stage
from tests.interface.digest.digests import ALL, join
from tests.interface.look import buttons, text
from tests.wire.interactions import press
from tests.wire.payloads import ASKER_ID, BOT_ID, CHANNEL_ID, GUILD_ID, ORDINARY, READ_HISTORY, Payload, guild, user

_MESSAGES = f"/channels/{CHANNEL_ID}/messages"


def poster_of(stage: Stage) -> ChannelPoster:
    return ChannelPoster(
        stage.bot,
        PaperThreads(stage.bot, Discussions(stage.store), lambda: NOW, MemberVotes(stage.store)),
        lambda: stage.library.corpus,
    )


def post(stage: Stage, role_id: int | None = None) -> DigestPost:
    day = date(2024, 11, 22)
    hits = tuple(stage.library.corpus.top(day, day))
    entries = tuple(DigestEntry(hit, "KV *cache*" if number else None, None) for number, hit in enumerate(hits))
    return DigestPost(
        GUILD_ID,
        CHANNEL_ID,
        "listing",
        day,
        "en",
        "Daily *papers* @everyone",
        hits,
        60,
        "#0123456789",
        "0123456789ab",
        entries,
        rest=58,
        role_id=role_id,
    )


def earlier(stage: Stage, marker: str, author: int = BOT_ID) -> Payload:
    panel = {"type": 17, "components": [{"type": 10, "content": "papers"}, {"type": 10, "content": f"-# {marker}"}]}
    message = stage.wire.messages.create(str(CHANNEL_ID), {"components": [panel]})
    message["author"] = user(author, bot=True)
    return message


async def test_a_post_is_plain_and_carries_its_nonce_and_marker(stage: Stage) -> None:
    message_id = await poster_of(stage).send(post(stage))
    (sent,) = stage.wire.sent("POST", _MESSAGES)
    assert sent.body["nonce"] == "0123456789ab"
    assert sent.body["enforce_nonce"] is True
    assert sent.body["allowed_mentions"] == {"parse": []}
    said = text(sent.body)
    assert "### Daily \\*papers\\* @\u200beveryone\n" in said
    assert r"📌 Topic: KV \*cache\*" in said
    assert buttons(sent.body)["and 58 more"]["custom_id"] == "day:2024-11-22"
    assert "\n-# #0123456789" in said
    assert "**1.** [Marco-o1: Towards ＊Open＊ Reasoning Models ［v1］](https://arxiv.org/abs/2411.14405)" in said
    assert str(message_id) == stage.wire.shown[-1]["id"]


async def test_a_post_pings_the_role_that_was_chosen_and_nobody_else(stage: Stage) -> None:
    await poster_of(stage).send(post(stage, role_id=77))
    (sent,) = stage.wire.sent("POST", _MESSAGES)
    assert text(sent.body).startswith("<@&77>\n")
    assert sent.body["allowed_mentions"] == {"parse": [], "roles": [77]}


async def test_more_of_the_day_is_shown_to_whoever_wants_it(stage: Stage) -> None:
    await poster_of(stage).send(post(stage))
    shown = await stage.answer(press(stage.wire.shown[-1], "day:2024-11-22", locale="ko"))
    assert shown["flags"] & 64
    assert "KV cache compression" in text(shown)
    gone = await stage.answer(press(stage.wire.shown[-1], "day:2023-01-01"))
    assert "There is no listing" in gone["content"]


async def test_what_was_posted_is_found_by_its_marker(stage: Stage) -> None:
    mine = earlier(stage, "#0123456789")
    earlier(stage, "#other")
    earlier(stage, "#0123456789", author=7)
    assert await poster_of(stage).find(post(stage), NOW) == int(mine["id"])
    assert len(stage.wire.sent("GET", _MESSAGES)) == 1


async def test_a_busy_channel_hides_no_post(stage: Stage) -> None:
    for number in range(1200):
        stage.wire.messages.create(str(CHANNEL_ID), {"content": str(number)}, author=user(ASKER_ID), silent=True)
    mine = earlier(stage, "#0123456789")
    assert await poster_of(stage).find(post(stage), NOW) == int(mine["id"])
    assert len(stage.wire.sent("GET", _MESSAGES)) == 1, "the newest come first"
    for number in range(250):
        stage.wire.messages.create(str(CHANNEL_ID), {"content": str(number)}, author=user(ASKER_ID), silent=True)
    assert await poster_of(stage).find(post(stage), NOW) == int(mine["id"])


async def test_what_was_said_before_the_attempt_is_not_read(stage: Stage) -> None:
    old = earlier(stage, "#0123456789")
    moment = datetime.fromisoformat(old["timestamp"])
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild(ORDINARY | READ_HISTORY)))
    assert await poster_of(stage).find(post(stage), moment + timedelta(seconds=2)) is None
    assert await poster_of(stage).find(post(stage), moment - timedelta(seconds=2)) == int(old["id"])


async def test_a_post_of_an_earlier_version_is_found_too(stage: Stage) -> None:
    embed = {"type": "rich", "footer": {"text": "#0123456789"}}
    old = stage.wire.messages.create(str(CHANNEL_ID), {"embeds": [embed]})
    assert await poster_of(stage).find(post(stage), NOW) == int(old["id"])


async def test_what_was_not_posted_is_not_found(stage: Stage) -> None:
    stage.wire.messages.create(str(CHANNEL_ID), {"content": "What is #0123456789?"})
    earlier(stage, "#other")
    await stage.deliver("GUILD_CREATE", guild(ORDINARY | READ_HISTORY))
    assert await poster_of(stage).find(post(stage), NOW) is None


async def test_an_empty_history_tells_nothing_to_whoever_may_not_read_it(stage: Stage) -> None:
    with pytest.raises(CannotPostError, match="could not be reached"):
        await poster_of(stage).find(post(stage), NOW)
    earlier(stage, "#0123456789")
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild(ORDINARY)))
    with pytest.raises(CannotPostError, match="Read Message History") as raised:
        await poster_of(stage).find(post(stage), NOW)
    assert raised.value.kind == "forbidden"
    assert await poster_of(stage).find(replace(post(stage), guild_id=0), NOW) is None, "a direct message"


@pytest.mark.parametrize(
    ("status", "code", "reason", "korean"),
    [
        (403, 50001, "Read Message History", "권한이 필요합니다"),
        (404, 10003, "does not exist any more", "채널이 더 이상 없습니다"),
        (400, 50035, "HTTP 400", "HTTP 400"),
        (503, 0, "HTTP 503", "HTTP 503"),
    ],
)
async def test_a_channel_that_cannot_be_posted_to_says_why(
    stage: Stage, status: int, code: int, reason: str, korean: str
) -> None:
    stage.wire.refuse(".*", ".*/messages", status, code)
    await stage.deliver("GUILD_CREATE", guild())
    poster = poster_of(stage)
    for action in (poster.send(post(stage)), poster.find(post(stage), NOW)):
        with pytest.raises(CannotPostError) as raised:
            await action
        assert reason in raised.value.reason.en
        assert korean in raised.value.reason.ko


async def test_a_discord_that_is_not_there_says_so(stage: Stage) -> None:
    await stage.wire.leave()
    with pytest.raises(CannotPostError, match="could not be reached"):
        await poster_of(stage).send(post(stage))


async def test_an_answer_that_comes_after_the_patience_has_ended_doubles_nothing(stage: Stage) -> None:
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild(ORDINARY | READ_HISTORY)))
    ledger = DigestLedger(stage.store)
    service = DigestService(ledger, lambda: stage.library.corpus, poster_of(stage), patience=0.1)
    since = NOW - timedelta(days=2)
    await ledger.subscribe(
        Subscription(GUILD_ID, CHANNEL_ID, parse_time("09:00"), "Asia/Seoul", 5, "ko", "nothing", 1, since)
    )
    stage.wire.messages.nonce_window = timedelta(seconds=-1)
    stage.wire.troubles.delay("POST", _MESSAGES, 0.3, times=1)
    stage.wire.troubles.delay("GET", _MESSAGES, 0.3, times=1)
    states: list[tuple[bool, bool]] = []
    for minutes in (0, 6, 30):
        await service.tick(NOW + timedelta(minutes=minutes))
        (delivery,) = await ledger.deliveries(CHANNEL_ID)
        states.append((delivery.last_error is not None, delivery.message_id is not None))
    assert states == [(True, False), (True, False), (False, True)]
    assert len(stage.wire.sent("POST", _MESSAGES)) == 1
    assert [one["id"] for one in stage.wire.messages.listed(CHANNEL_ID)] == [str(delivery.message_id)]


@pytest.mark.parametrize(("then", "later"), [(9, 9), (9, 0), (-9, -9), (-9, 0), (0, 9)])
async def test_a_clock_that_is_hours_wrong_doubles_no_post_whose_answer_was_lost(
    stage: Stage, then: int, later: int
) -> None:
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild(ORDINARY | READ_HISTORY)))
    ledger = DigestLedger(stage.store)
    service = DigestService(ledger, lambda: stage.library.corpus, poster_of(stage))
    since = NOW - timedelta(days=3)
    await ledger.subscribe(
        Subscription(GUILD_ID, CHANNEL_ID, parse_time("09:00"), "Asia/Seoul", 5, "ko", "nothing", 1, since)
    )
    true = NOW - timedelta(hours=then)
    stage.wire.messages.now = lambda: true
    stage.wire.messages.nonce_window = timedelta(seconds=-1)
    stage.wire.troubles.lose("POST", _MESSAGES)
    await service.tick(NOW)
    for minutes in range(20, 24 * 60, 60):
        true = NOW - timedelta(hours=then) + timedelta(minutes=minutes)
        await service.tick(true + timedelta(hours=later))
    assert len(stage.wire.sent("POST", _MESSAGES)) == 1
    (delivery,) = await ledger.deliveries(CHANNEL_ID)
    assert [one["id"] for one in stage.wire.messages.listed(CHANNEL_ID)] == [str(delivery.message_id)]


async def test_a_due_post_is_sent_once_however_often_it_ticks(stage: Stage) -> None:
    ledger = DigestLedger(stage.store)
    service = DigestService(ledger, lambda: stage.library.corpus, poster_of(stage))
    since = NOW - timedelta(days=2)
    await ledger.subscribe(
        Subscription(GUILD_ID, CHANNEL_ID, parse_time("09:00"), "Asia/Seoul", 5, "ko", "nothing", 1, since)
    )
    for minutes in range(3):
        await service.tick(NOW + timedelta(minutes=minutes))
    (sent,) = stage.wire.sent("POST", _MESSAGES)
    assert "2024년 11월 22일" in text(sent.body)
    (delivery,) = await ledger.deliveries(CHANNEL_ID)
    assert str(delivery.message_id) == stage.wire.shown[-1]["id"]


_THREADS = f"{_MESSAGES}/.*/threads"


@pytest.mark.parametrize(
    ("status", "code", "reason", "kind"),
    [
        (403, 50013, "Create Public Threads", "forbidden"),
        (400, 160006, "as many open threads", "forbidden"),
        (400, 50035, "HTTP 400", "forbidden"),
        (404, 10008, "HTTP 404", "forbidden"),
        (503, 0, "HTTP 503", "passing"),
    ],
)
async def test_a_thread_that_cannot_be_opened_says_why(
    stage: Stage, status: int, code: int, reason: str, kind: str
) -> None:
    join(stage)
    stage.wire.refuse("POST", _THREADS, status, code)
    message_id = await poster_of(stage).send(post(stage))
    with pytest.raises(CannotPostError, match=reason) as raised:
        await poster_of(stage).open_threads(replace(post(stage), threads="post"), message_id)
    assert raised.value.kind == kind


async def test_a_thread_whose_answer_was_lost_is_the_posts(stage: Stage) -> None:
    join(stage)
    stage.wire.troubles.lose("POST", _THREADS)
    message_id = await poster_of(stage).send(post(stage))
    asked = replace(post(stage), threads="post")
    with pytest.raises(CannotPostError, match="could not be reached") as raised:
        await poster_of(stage).open_threads(asked, message_id)
    assert raised.value.kind == "passing"
    assert await poster_of(stage).open_threads(asked, message_id) == message_id


async def test_a_thread_that_is_there_already_is_the_posts(stage: Stage) -> None:
    join(stage)
    stage.wire.refuse("POST", _THREADS, 400, 160004)
    message_id = await poster_of(stage).send(post(stage))
    opened = await poster_of(stage).open_threads(replace(post(stage), threads="post"), message_id)
    assert opened == message_id


async def test_a_paper_whose_thread_is_refused_keeps_no_other_from_its_own(stage: Stage) -> None:
    join(stage)
    stage.wire.refuse("POST", f"/channels/{CHANNEL_ID}/threads", 400, 160006, times=1)
    with pytest.raises(CannotPostError, match=r"1 of 2 threads: .* as many open threads"):
        await poster_of(stage).open_threads(replace(post(stage), threads="papers"), 1)
    discussed = [await Discussions(stage.store).find(GUILD_ID, hit.paper.arxiv_id) for hit in post(stage).hits]
    assert sum(thread is not None for thread in discussed) == 1


async def test_threads_of_papers_whose_answers_were_lost_are_finished_and_not_opened_anew(stage: Stage) -> None:
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild(ALL)))
    asked = replace(post(stage), threads="papers")
    stage.wire.troubles.lose("POST", f"/channels/{CHANNEL_ID}/threads")
    with pytest.raises(CannotPostError, match=r"1 of 2 threads: .*could not be reached") as raised:
        await poster_of(stage).open_threads(asked, 1)
    assert raised.value.kind == "passing"
    # A later process hears of all threads that are open in a server.
    await stage.deliver("GUILD_CREATE", stage.wire.guilds[0])
    await poster_of(stage).open_threads(asked, 1)
    await poster_of(stage).open_threads(asked, 1)
    threads = [one for one in stage.wire.messages.channels.values() if one.get("parent_id") == str(CHANNEL_ID)]
    assert len(threads) == len(asked.entries) == 2
    assert [len(stage.wire.messages.listed(one["id"])) for one in threads] == [1, 1], "each has its card"
    discussed = [await Discussions(stage.store).find(GUILD_ID, hit.paper.arxiv_id) for hit in asked.hits]
    assert {str(one) for one in discussed} == {one["id"] for one in threads}


async def test_threads_of_a_channel_out_of_sight_are_not_lost_in_silence(stage: Stage) -> None:
    with pytest.raises(CannotPostError, match="not in sight"):
        await poster_of(stage).open_threads(replace(post(stage), threads="papers"), 1)
