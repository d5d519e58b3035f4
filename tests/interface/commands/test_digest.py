"""/digest: for those who manage the server, checked on the bot's side too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.digest.ledger import DigestLedger
from bot.digest.schedule import Due
from bot.texts import Text
from tests.interface.conftest import NOW, Stage
from tests.interface.look import text
from tests.interface.payloads import (
    ADMINISTRATOR,
    CHANNEL_ID,
    GUILD_ID,
    MANAGE_SERVER,
    Payload,
    channel,
    guild,
    option,
    slash,
)

_VIEW, _SEND, _HISTORY = 1 << 10, 1 << 11, 1 << 16
_ALL = _VIEW | _SEND | _HISTORY
_COMMANDS = ["digest set", "digest show", "digest off", "digest preview"]


def set_up(*options: Payload, locale: str = "en-US", permissions: int = MANAGE_SERVER, kind: int = 0) -> Payload:
    """Return /digest set for the channel, at 09:00 in Seoul unless the options say otherwise."""
    where = {"name": "channel", "type": 7, "value": str(CHANNEL_ID)}
    given = {one["name"] for one in options}
    usual = [one for one in (option("time", "09:00"), option("timezone", "Asia/Seoul")) if one["name"] not in given]
    resolved = {"channels": {str(CHANNEL_ID): channel(kind=kind)}}
    return slash("digest set", where, *usual, *options, locale=locale, permissions=permissions, resolved=resolved)


def join(stage: Stage, permissions: int = _ALL) -> None:
    """Put the bot into the server."""
    stage.bot._connection._add_guild_from_data(guild(permissions))  # pyright: ignore[reportPrivateUsage, reportArgumentType]


@pytest.fixture
def ledger(stage: Stage) -> DigestLedger:
    return DigestLedger(stage.store)


@pytest.mark.parametrize(("locale", "word"), [("en-US", "Manage Server"), ("ko", "서버 관리하기")])
@pytest.mark.parametrize("name", _COMMANDS)
async def test_who_does_not_manage_the_server_is_refused_privately(
    stage: Stage, ledger: DigestLedger, name: str, locale: str, word: str
) -> None:
    join(stage)
    payload = set_up(permissions=0, locale=locale) if name == "digest set" else slash(name, locale=locale)
    answer = await stage.answer(payload)
    assert word in answer["content"]
    assert answer["flags"] == 64
    assert await ledger.subscriptions() == []


@pytest.mark.parametrize("name", _COMMANDS[1:])
async def test_there_is_no_daily_post_in_direct_messages(stage: Stage, name: str) -> None:
    answer = await stage.answer(slash(name, guild_id=None, permissions=ADMINISTRATOR))
    assert answer["content"] == "This works in a server only."


async def test_set_is_kept_and_says_when_the_next_post_comes(stage: Stage, ledger: DigestLedger) -> None:
    join(stage)
    answer = await stage.answer(set_up(option("count", 3), option("when_nothing_new", "highlights")))
    moment = int(datetime(2024, 11, 26, 0, 0, tzinfo=UTC).timestamp())
    assert f"3 papers a day at 09:00 (Asia/Seoul) in <#{CHANNEL_ID}>" in answer["content"]
    assert f"<t:{moment}:f>" in answer["content"]
    assert "best-voted ones of the archive" in answer["content"]
    assert answer["flags"] == 64
    kept = await ledger.subscription(GUILD_ID)
    assert kept is not None
    assert (kept.channel_id, kept.count, kept.when_nothing_new, kept.language) == (CHANNEL_ID, 3, "highlights", "en")


async def test_set_in_korean_makes_korean_posts(stage: Stage, ledger: DigestLedger) -> None:
    join(stage)
    answer = await stage.answer(set_up(option("time", "오전 9시"), locale="ko"))
    assert "매일 09:00(Asia/Seoul)에" in answer["content"]
    assert "새 논문이 없는 날에는 올리지 않습니다." in answer["content"]
    kept = await ledger.subscription(GUILD_ID)
    assert kept is not None
    assert kept.language == "ko"


async def test_without_a_time_zone_the_bots_own_is_used(stage: Stage, ledger: DigestLedger) -> None:
    join(stage)
    payload = set_up()
    options = payload["data"]["options"][0]["options"]
    payload["data"]["options"][0]["options"] = [one for one in options if one["name"] != "timezone"]
    assert "(UTC)" in (await stage.answer(payload))["content"]


@pytest.mark.parametrize(
    ("granted", "missing"),
    [
        (_ALL & ~_VIEW, "View Channel"),
        (_ALL & ~_SEND, "Send Messages"),
        (_ALL & ~_HISTORY, "Read Message History"),
    ],
)
async def test_a_channel_that_the_bot_cannot_post_to_is_refused_and_says_what_is_missing(
    stage: Stage, ledger: DigestLedger, granted: int, missing: str
) -> None:
    join(stage, granted)
    answer = await stage.answer(set_up())
    assert missing in answer["content"]
    assert answer["flags"] == 64
    assert await ledger.subscriptions() == []


@pytest.mark.parametrize(
    ("locale", "word"), [("en-US", "I cannot see that channel"), ("ko", "해당 채널을 볼 수 없습니다")]
)
async def test_a_channel_that_the_bot_does_not_see_is_refused(stage: Stage, locale: str, word: str) -> None:
    assert word in (await stage.answer(set_up(locale=locale)))["content"]


@pytest.mark.parametrize("bad", [option("time", "25:00"), option("timezone", "Moon/Base"), option("time", "**now**")])
async def test_a_time_that_does_not_exist_is_refused(stage: Stage, ledger: DigestLedger, bad: Payload) -> None:
    join(stage)
    answer = await stage.answer(set_up(bad))
    assert answer["flags"] == 64
    assert bad["value"].replace("*", r"\*") in answer["content"]
    assert await ledger.subscriptions() == []


async def test_show_says_what_is_set_and_what_is_wrong(stage: Stage, ledger: DigestLedger) -> None:
    join(stage)
    await stage.answer(set_up())
    shown = await stage.answer(slash("digest show", permissions=MANAGE_SERVER))
    assert "5 papers a day at 09:00 (Asia/Seoul)" in shown["content"]
    assert "failed" not in shown["content"]
    (kept,) = await ledger.subscriptions()
    await ledger.claim(kept, [(Due("listing", NOW.date()), ["2411.14405"])], NOW)
    (delivery,) = await ledger.deliveries(CHANNEL_ID)
    await ledger.failed(delivery, Text("the channel *does* not exist", "채널이 *없습니다*"), NOW + timedelta(minutes=5))
    shown = await stage.answer(slash("digest show", permissions=MANAGE_SERVER))
    assert r"the channel \*does\* not exist" in shown["content"]
    assert f"<t:{int(NOW.timestamp()) + 300}:R>" in shown["content"]


@pytest.mark.parametrize("name", ["digest show", "digest preview"])
async def test_where_nothing_is_set_up_it_says_how(stage: Stage, name: str) -> None:
    answer = await stage.answer(slash(name, permissions=MANAGE_SERVER, locale="ko"))
    assert "/digest set" in answer["content"]
    assert answer["flags"] == 64


async def test_off_stops_it_once(stage: Stage, ledger: DigestLedger) -> None:
    join(stage)
    await stage.answer(set_up())
    first = await stage.answer(slash("digest off", permissions=MANAGE_SERVER))
    again = await stage.answer(slash("digest off", permissions=MANAGE_SERVER))
    assert "stopped" in first["content"]
    assert "No daily post" in again["content"]
    assert await ledger.subscriptions() == []


async def test_preview_shows_the_next_post_to_the_asker_only(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up())
    answer = await stage.answer(slash("digest preview", permissions=MANAGE_SERVER))
    assert answer["flags"] & 64
    assert "2024-11-22" in text(answer)
    assert "https://arxiv.org/abs/2411.14405" in text(answer)
    assert stage.wire.sent("POST", "/channels/.*") == []


async def test_preview_says_where_there_is_nothing_to_post(stage: Stage, ledger: DigestLedger) -> None:
    join(stage)
    await stage.answer(set_up())
    (kept,) = await ledger.subscriptions()
    await ledger.claim(kept, [(Due("listing", datetime(2024, 11, 22, tzinfo=UTC).date()), ["2411.14405"])], NOW)
    await ledger.sent((await ledger.deliveries(kept.channel_id))[0], 1, NOW)
    answer = await stage.answer(slash("digest preview", permissions=MANAGE_SERVER))
    assert answer["content"] == "As things stand there is nothing new to post."
