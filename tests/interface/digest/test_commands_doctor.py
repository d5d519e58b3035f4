"""/digest doctor: what is wrong with a daily post, and what to do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Due, Pick
from bot.texts import Text
from tests.interface.conftest import NOW, Stage
from tests.interface.digest.digests import ALL, HISTORY, SEND, THREADS, VIEW, join, role, run, set_up
from tests.interface.look import text
from tests.wire.interactions import option
from tests.wire.payloads import CHANNEL_ID, GUILD_ID


@pytest.fixture
def ledger(stage: Stage) -> DigestLedger:
    return DigestLedger(stage.store)


def leave(stage: Stage) -> None:
    """Take the bot's picture of the server away, to give it another one."""
    stage.bot._connection._guilds.pop(GUILD_ID)  # pyright: ignore[reportPrivateUsage]


async def test_all_is_well(stage: Stage) -> None:
    join(stage, ALL, role())
    await stage.answer(set_up(option("threads", "post"), pinged=role()))
    said = text(await stage.answer(run("doctor")))
    assert said.count("✅") == 6
    assert "❌" not in said
    assert "Next post: <t:" in said
    assert "Newest listing: Nov 22, 2024" in said
    assert "Nothing was posted yet" in said


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (VIEW, "❌ 채널 보기"),
        (SEND, "❌ 메시지 보내기"),
        (HISTORY, "두 번 올리지 않도록"),
        (THREADS, "❌ 공개 스레드 만들기"),
    ],
)
async def test_a_permission_that_was_lost_is_named_with_what_to_do(stage: Stage, lost: int, said: str) -> None:
    join(stage)
    await stage.answer(set_up(option("threads", "papers")))
    leave(stage)
    join(stage, ALL & ~lost)
    shown = text(await stage.answer(run("doctor", locale="ko")))
    assert said in shown
    assert "허용해 주세요" in shown


async def test_a_role_that_cannot_be_pinged_or_is_gone_is_named(stage: Stage) -> None:
    join(stage, ALL, role())
    await stage.answer(set_up(pinged=role()))
    leave(stage)
    join(stage, ALL, role(mentionable=False))
    assert "❌ I cannot ping" in text(await stage.answer(run("doctor")))
    leave(stage)
    join(stage, ALL | 1 << 17, role(mentionable=False))
    assert "✅ I can ping" in text(await stage.answer(run("doctor")))
    leave(stage)
    join(stage)
    assert "role to ping was deleted" in text(await stage.answer(run("doctor")))


async def test_a_channel_that_is_gone_is_named(stage: Stage, ledger: DigestLedger) -> None:
    join(stage)
    await stage.answer(set_up())
    (kept,) = await ledger.subscriptions()
    leave(stage)
    join(stage)
    guild = stage.bot.get_guild(GUILD_ID)
    assert guild is not None
    guild._remove_channel(guild.get_channel(CHANNEL_ID))  # pyright: ignore[reportPrivateUsage, reportArgumentType]
    assert "I cannot see this channel" in text(await stage.answer(run("doctor")))
    assert await ledger.subscriptions() == [kept]


async def test_the_last_posts_are_told_with_what_became_of_them(stage: Stage, ledger: DigestLedger) -> None:
    join(stage)
    await stage.answer(set_up())
    (kept,) = await ledger.subscriptions()
    days = [date(2024, 11, 22), date(2024, 11, 23), date(2024, 11, 24), date(2024, 11, 25)]
    claimed = [NOW - timedelta(days=3), NOW - timedelta(days=2), NOW - timedelta(minutes=9), NOW]
    for day, moment in zip(days, claimed, strict=True):
        await ledger.claim(kept, [(Due("listing", day), (Pick("2411.14405"),))], moment)
    by_day = {item.day: item for item in await ledger.history(CHANNEL_ID)}
    await ledger.sent(by_day[days[0]], 123, NOW)
    reason = Text("the channel *does* not exist", "채널이 *없습니다*")
    await ledger.failed(by_day[days[1]], reason, NOW)
    await ledger.failed(by_day[days[2]], reason, NOW + timedelta(minutes=5))
    said = text(await stage.answer(run("doctor")))
    assert f"✅ Nov 22, 2024: [posted](https://discord.com/channels/{GUILD_ID}/{CHANNEL_ID}/123)" in said
    assert r"❌ Nov 23, 2024: the channel \*does\* not exist. Given up" in said
    assert rf"⏳ Nov 24, 2024: the channel \*does\* not exist; next try <t:{int(NOW.timestamp()) + 300}:R>" in said
    assert "⏳ Nov 25, 2024: on its way" in said
    assert r"채널이 \*없습니다\*" in text(await stage.answer(run("doctor", locale="ko")))
