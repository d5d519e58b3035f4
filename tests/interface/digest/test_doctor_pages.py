"""The pages of /digest doctor: the papers of the newest day, the last posts, a try in private."""

from __future__ import annotations

from datetime import timedelta

from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Due, Pick
from tests.interface.conftest import NOW, Stage
from tests.interface.digest.digests import ALL, join, run, set_up
from tests.interface.look import buttons, text
from tests.wire.interactions import option, press
from tests.wire.payloads import CHANNEL_ID, GUILD_ID, MANAGE_SERVER, Payload, forum, guild

FORUM_ID = 1400000000000000044


async def pressed(stage: Stage, label: str, **who: object) -> Payload:
    """Press a button of the message that was shown last."""
    shown = stage.wire.shown[-1]
    return await stage.answer(
        press(shown, buttons(shown)[label]["custom_id"], **{"permissions": MANAGE_SERVER, **who})  # type: ignore[arg-type]
    )


async def test_every_paper_of_the_day_stands_there_with_its_stage(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up(option("min_votes", 20)))
    shown = text(await stage.answer(run("doctor")))
    assert "**Papers of Nov 22, 2024** (2):" in shown
    papers = text(await pressed(stage, "Why not posted?"))
    assert "### Papers of Nov 22, 2024, 1–2 of 2" in papers
    assert r"- Marco-o1: Towards \*Open\* Reasoning Models \[v1\] (42 votes): 🕘 goes into the next post" in papers
    assert "- KV cache compression (votes not known): 🔻 below 20 votes" in papers
    back = await pressed(stage, "Check")
    assert "Next post" in text(back)


async def test_it_reads_in_korean(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up())
    assert "2024년 11월 22일 논문" in text(await stage.answer(run("doctor", locale="ko")))
    assert "다음 소식에 올림" in text(await pressed(stage, "왜 안 올라왔나요?", locale="ko"))


async def test_the_last_thirty_posts_are_told_on_two_pages(stage: Stage) -> None:
    ledger = DigestLedger(stage.store)
    join(stage)
    await stage.answer(set_up())
    (kept,) = await ledger.subscriptions()
    for number in range(40):
        moment = NOW - timedelta(days=40 - number)
        (claimed,) = await ledger.claim(kept, [(Due("listing", moment.date()), (Pick("2411.14405"),))], moment)
        await ledger.sent(claimed, 1000 + number, moment)
    check = text(await stage.answer(run("doctor")))
    assert check.count("[posted]") == 5
    first = text(await pressed(stage, "Last 30 posts"))
    assert first.count("[posted]") == 15
    assert "/1039) <t:" in first
    second = await pressed(stage, "Next")
    assert text(second).count("[posted]") == 15
    assert "/1010)" in text(second)
    assert buttons(second)["Next"]["disabled"] is True
    assert stage.wire.faults == []


async def test_a_try_draws_the_post_for_who_asks_and_posts_nothing(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up())
    await stage.answer(run("doctor"))
    tried = await pressed(stage, "Try now, privately")
    assert tried["flags"] & 64
    assert "Daily papers of Nov 22, 2024" in text(tried)
    assert stage.wire.sent("POST", f"/channels/{CHANNEL_ID}/messages") == []
    assert await DigestLedger(stage.store).deliveries(CHANNEL_ID) == []


async def test_a_try_for_a_forum_shows_title_and_tags(stage: Stage) -> None:
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild(ALL, channels=(forum(FORUM_ID, "논문", required=True),))))
    ledger = DigestLedger(stage.store)
    answer = set_up(option("threads", "papers"), option("topics", "KV cache"), channel_id=FORUM_ID, kind=15)
    assert "one post for each paper" in text(await stage.answer(answer))
    assert [one.channel_id for one in await ledger.subscriptions()] == [FORUM_ID]
    await stage.answer(run("doctor"))
    tried = text(await pressed(stage, "Try now, privately"))
    assert "The first of 2 posts, titled “" in tried
    assert "tags: 논문" in tried
    assert stage.wire.faults == []


async def test_a_stranger_and_an_ended_post_get_one_sentence(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up())
    await stage.answer(run("doctor"))
    shown = stage.wire.shown[-1]
    for label in ("Why not posted?", "Try now, privately"):
        refused = await stage.answer(press(shown, buttons(shown)[label]["custom_id"], permissions=0))
        assert "Manage Server" in text(refused)
    (kept,) = await DigestLedger(stage.store).subscriptions()
    await DigestLedger(stage.store).unsubscribe(GUILD_ID, kept.channel_id)
    for label in ("Why not posted?", "Try now, privately"):
        ended = await stage.answer(press(shown, buttons(shown)[label]["custom_id"], permissions=MANAGE_SERVER))
        assert "has ended meanwhile" in text(ended)


async def test_a_forged_button_changes_nothing(stage: Stage) -> None:
    join(stage)
    await stage.answer(set_up())
    await stage.answer(run("doctor"))
    shown = stage.wire.shown[-1]
    for forged in ("doctor", "doctor:x", f"doctor:{CHANNEL_ID}", f"doctor:{CHANNEL_ID}:posts:{10**30}"):
        refused = await stage.answer(press(shown, forged, permissions=MANAGE_SERVER))
        assert "earlier version" in text(refused)
    far = await stage.answer(press(shown, f"doctor:{CHANNEL_ID}:papers:99999", permissions=MANAGE_SERVER))
    assert "1–2 of 2" in text(far)
