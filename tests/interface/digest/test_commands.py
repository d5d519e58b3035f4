"""/digest: for those who manage the server, checked on the bot's side too."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Due, Pick
from bot.storage.follow import Follow
from tests.interface.conftest import NOW, Stage
from tests.interface.digest.digests import (
    ALL,
    HISTORY,
    OTHER_ID,
    ROLE_ID,
    SEND,
    THREADS,
    VIEW,
    join,
    role,
    run,
    set_up,
)
from tests.interface.look import components, text
from tests.wire.interactions import option, slash
from tests.wire.payloads import ADMINISTRATOR, ASKER_ID, CHANNEL_ID, GUILD_ID, Payload

_COMMANDS = ["set", "show", "off", "preview", "doctor", "pause", "resume"]


@pytest.fixture
def ledger(stage: Stage) -> DigestLedger:
    return DigestLedger(stage.store)


@pytest.mark.parametrize(("locale", "word"), [("en-US", "Manage Server"), ("ko", "서버 관리하기")])
@pytest.mark.parametrize("name", _COMMANDS)
async def test_who_does_not_manage_the_server_is_refused_privately(
    stage: Stage, ledger: DigestLedger, name: str, locale: str, word: str
) -> None:
    join(stage)
    payload = set_up(permissions=0, locale=locale) if name == "set" else slash(f"digest {name}", locale=locale)
    answer = await stage.answer(payload)
    assert word in answer["content"]
    assert answer["flags"] == 64
    assert await ledger.subscriptions() == []


@pytest.mark.parametrize("name", _COMMANDS[1:])
async def test_there_is_no_daily_post_in_direct_messages(stage: Stage, name: str) -> None:
    answer = await stage.answer(slash(f"digest {name}", guild_id=None, permissions=ADMINISTRATOR))
    assert answer["content"] == "This works in a server only."


async def test_a_channel_and_a_time_are_all_that_is_needed(stage: Stage, ledger: DigestLedger) -> None:
    join(stage)
    answer = await stage.answer(set_up())
    moment = int(datetime(2024, 11, 26, 0, 0, tzinfo=UTC).timestamp())
    assert f"**<#{CHANNEL_ID}>**, daily at 09:00 (Asia/Seoul)" in text(answer)
    assert f"<t:{moment}:f> (<t:{moment}:R>)" in text(answer)
    assert "Papers: 5, in English" in text(answer)
    assert f"<@{ASKER_ID}>" in text(answer)
    assert answer["flags"] & 64
    kept = await ledger.subscription(GUILD_ID, CHANNEL_ID)
    assert kept is not None
    assert (kept.count, kept.when_nothing_new, kept.language, kept.threads) == (5, "nothing", "en", "none")


async def test_every_option_is_kept_and_shown_in_korean(stage: Stage, ledger: DigestLedger) -> None:
    join(stage, ALL, role())
    answer = await stage.answer(
        set_up(
            option("time", "오전 9시"),
            option("count", 3),
            option("language", "en"),
            option("min_votes", 10),
            option("topics", "확산 모델, *agents*"),
            option("quiet_days", "토, 일"),
            option("when_nothing_new", "highlights"),
            option("threads", "post"),
            locale="ko",
            pinged=role(),
            notices=OTHER_ID,
        )
    )
    said = text(answer)
    assert "매일 09:00(Asia/Seoul)" in said
    assert "추천 10 이상인 논문 3편, 영어" in said
    assert r"확산 모델 · \*agents\*" in said
    assert "쉬는 요일: 주말" in said
    assert f"알림 역할: <@&{ROLE_ID}>" in said
    assert "지난 논문 중 추천작" in said
    assert "스레드: 소식마다 하나" in said
    assert f"보낼 수 없으면 <#{OTHER_ID}>" in said
    assert answer["allowed_mentions"] == {"parse": []}
    kept = await ledger.subscription(GUILD_ID, CHANNEL_ID)
    assert kept is not None
    assert kept.follows == (Follow("topic", "확산 모델"), Follow("topic", "*agents*"))
    assert (kept.min_votes, kept.quiet_days, kept.role_id) == (10, frozenset({5, 6}), ROLE_ID)
    assert (kept.threads, kept.notice_channel_id, kept.language) == ("post", OTHER_ID, "en")


async def test_options_left_out_stay_as_they_are_and_none_takes_them_away(stage: Stage, ledger: DigestLedger) -> None:
    join(stage, ALL, role())
    first = (option("count", 3), option("topics", "agents"), option("quiet_days", "sun"), option("min_votes", 4))
    await stage.answer(set_up(*first, option("timezone", "Europe/Berlin"), pinged=role()))
    later = set_up(option("time", "10:30"))
    options = later["data"]["options"][0]["options"]
    later["data"]["options"][0]["options"] = [one for one in options if one["name"] != "timezone"]
    await stage.answer(later)
    kept = await ledger.subscription(GUILD_ID, CHANNEL_ID)
    assert kept is not None
    assert (f"{kept.post_time:%H:%M}", kept.timezone, kept.count, kept.min_votes) == ("10:30", "Europe/Berlin", 3, 4)
    assert (kept.follows, kept.quiet_days, kept.role_id) == ((Follow("topic", "agents"),), frozenset({6}), ROLE_ID)
    everyone = role(role_id=GUILD_ID) | {"name": "@everyone"}
    nothing = (option("topics", "없음"), option("quiet_days", "none"), option("min_votes", 0))
    await stage.answer(set_up(*nothing, pinged=everyone))
    kept = await ledger.subscription(GUILD_ID, CHANNEL_ID)
    assert kept is not None
    assert (kept.follows, kept.quiet_days, kept.role_id, kept.min_votes) == ((), frozenset(), None, 0)


async def test_without_a_time_zone_the_bots_own_is_used(stage: Stage) -> None:
    join(stage)
    payload = set_up()
    options = payload["data"]["options"][0]["options"]
    payload["data"]["options"][0]["options"] = [one for one in options if one["name"] != "timezone"]
    assert "(UTC)" in text(await stage.answer(payload))


@pytest.mark.parametrize(
    ("granted", "threads", "missing"),
    [
        (ALL & ~VIEW, "none", "View Channel"),
        (ALL & ~SEND, "none", "Send Messages"),
        (ALL & ~HISTORY, "none", "Read Message History"),
        (ALL & ~THREADS, "post", "Create Public Threads, Send Messages in Threads"),
    ],
)
async def test_a_channel_that_the_bot_cannot_post_to_is_refused_and_says_what_is_missing(
    stage: Stage, ledger: DigestLedger, granted: int, threads: str, missing: str
) -> None:
    join(stage, granted)
    answer = await stage.answer(set_up(option("threads", threads)))
    assert missing in answer["content"]
    assert answer["flags"] == 64
    assert await ledger.subscriptions() == []


@pytest.mark.parametrize(
    ("locale", "word"), [("en-US", "I cannot see that channel"), ("ko", "해당 채널을 볼 수 없습니다")]
)
async def test_a_channel_that_the_bot_does_not_see_is_refused(stage: Stage, locale: str, word: str) -> None:
    assert word in (await stage.answer(set_up(locale=locale)))["content"]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (option("time", "25:00"), "25:00"),
        (option("timezone", "Moon/Base"), "Moon/Base"),
        (option("time", "**now**"), r"\*\*now\*\*"),
        (option("quiet_days", "someday"), "someday"),
        (option("topics", "a, b, c, d, e, f"), "at most 5"),
        (option("topics", "?!"), "?!"),
        (option("topics", "x" * 100), "at most 60"),
    ],
)
async def test_what_cannot_be_understood_is_refused_and_nothing_is_kept(
    stage: Stage, ledger: DigestLedger, bad: Payload, said: str
) -> None:
    join(stage)
    answer = await stage.answer(set_up(bad))
    assert answer["flags"] == 64
    assert said in answer["content"]
    assert await ledger.subscriptions() == []


async def test_a_role_that_belongs_to_a_program_is_refused(stage: Stage) -> None:
    join(stage, ALL, role(managed=True))
    assert "given by hand" not in text(await stage.answer(set_up(pinged=role(managed=True), locale="ko")))
    assert "by hand" in text(await stage.answer(set_up(pinged=role(managed=True))))


@pytest.mark.parametrize("name", _COMMANDS[1:])
async def test_where_nothing_is_set_up_it_says_how(stage: Stage, name: str) -> None:
    answer = await stage.answer(run(name, locale="ko"))
    assert "/일일소식 설정" in answer["content"]
    assert answer["flags"] == 64


async def test_a_server_posts_in_several_channels_and_is_asked_which_one_is_meant(
    stage: Stage, ledger: DigestLedger
) -> None:
    join(stage)
    await stage.answer(set_up())
    await stage.answer(set_up(channel_id=OTHER_ID))
    shown = text(await stage.answer(run("show")))
    assert f"<#{CHANNEL_ID}>" in shown
    assert f"<#{OTHER_ID}>" in shown
    for name in ("preview", "doctor", "pause", "resume", "off"):
        assert r"\#papers, \#news" in (await stage.answer(run(name)))["content"]
    assert f"**<#{CHANNEL_ID}>**" not in text(await stage.answer(run("show", OTHER_ID)))
    assert "has ended" in text(await stage.answer(run("off", OTHER_ID)))
    assert [item.channel_id for item in await ledger.subscriptions()] == [CHANNEL_ID]
    assert "/digest show" in text(await stage.answer(run("off", OTHER_ID)))


async def test_off_stops_it_once(stage: Stage, ledger: DigestLedger) -> None:
    join(stage)
    await stage.answer(set_up())
    assert "has ended" in (await stage.answer(run("off")))["content"]
    assert "No daily post" in (await stage.answer(run("off")))["content"]
    assert await ledger.subscriptions() == []


async def test_a_pause_lasts_until_it_is_ended(stage: Stage, ledger: DigestLedger) -> None:
    join(stage)
    await stage.answer(set_up())
    assert "not paused" in (await stage.answer(run("resume")))["content"]
    assert "/digest resume" in (await stage.answer(run("pause")))["content"]
    assert "paused already" in (await stage.answer(run("pause")))["content"]
    assert "⏸️ Paused since" in text(await stage.answer(run("show")))
    assert "다음 소식" in text(await stage.answer(run("resume", locale="ko")))
    (kept,) = await ledger.subscriptions()
    assert kept.paused_at is None


async def test_preview_shows_what_would_be_posted_to_the_asker_only(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up(option("count", 1)))
    answer = await stage.answer(run("preview"))
    assert answer["flags"] & 64
    assert "Nov 22, 2024" in text(answer)
    assert "https://arxiv.org/abs/2411.14405" in text(answer)
    assert stage.wire.sent("POST", "/channels/.*") == []
    more = next(part for part in components(answer) if part.get("custom_id") == "day:2024-11-22")
    assert more["label"] == "and 1 more"


async def test_preview_says_where_there_is_nothing_to_post(stage: Stage, ledger: DigestLedger) -> None:
    join(stage)
    await stage.answer(set_up())
    (kept,) = await ledger.subscriptions()
    await ledger.claim(kept, [(Due("listing", date(2024, 11, 22)), (Pick("2411.14405"),))], NOW)
    await ledger.sent((await ledger.deliveries(kept.channel_id))[0], 1, NOW)
    answer = await stage.answer(run("preview"))
    assert "Nov 22, 2024, was posted here already" in answer["content"]


async def test_a_filter_that_nothing_passes_is_named_with_what_would_pass(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up(option("min_votes", 99_999)))
    preview = await stage.answer(run("preview", locale="ko"))
    assert (
        "2024년 11월 22일 목록에는 추천 99,999 이상인 논문이 없습니다. 가장 높은 추천은 42입니다." in preview["content"]
    )
    assert "💤 No paper of Nov 22, 2024 has 99,999 votes or more" in text(await stage.answer(run("doctor")))


async def test_what_will_not_work_is_said_when_it_is_set_up(stage: Stage, ledger: DigestLedger) -> None:
    join(stage, ALL, role(mentionable=False))
    gone = 1400000000000000010
    answer = await stage.answer(set_up(pinged=role(mentionable=False), notices=OTHER_ID))
    assert "❌ I cannot ping" in text(answer)
    assert "the channel for trouble" not in text(answer)
    kept = await ledger.subscription(GUILD_ID, CHANNEL_ID)
    assert kept is not None
    await ledger.subscribe(replace(kept, notice_channel_id=gone))
    assert f"❌ I cannot write in <#{gone}>" in text(await stage.answer(run("doctor")))


async def test_the_posts_own_channel_stands_for_no_second_one(stage: Stage, ledger: DigestLedger) -> None:
    join(stage)
    await stage.answer(set_up(notices=OTHER_ID))
    await stage.answer(set_up(notices=CHANNEL_ID))
    kept = await ledger.subscription(GUILD_ID, CHANNEL_ID)
    assert kept is not None
    assert kept.notice_channel_id is None
