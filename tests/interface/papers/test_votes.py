"""👍 on cards: one vote each, counted in the label, taken back by a second press; and the server's top."""

from __future__ import annotations

import asyncio
import json
from typing import Unpack

import pytest

from bot.interface.papers.threads import PaperThreads
from bot.interface.papers.vote_buttons import VOTE
from bot.storage.discussions import Discussions
from bot.storage.votes import MemberVotes
from tests.interface.conftest import NOW, Stage, Staging
from tests.interface.look import buttons, text
from tests.interface.personal.saving import upload
from tests.wire.interactions import Who, press
from tests.wire.look import is_private
from tests.wire.payloads import GUILD_ID, STRANGER_ID, Payload, guild

_MARCO = "2411.14405"
_PRESSED = f"{VOTE}:{_MARCO}"


async def card_of(stage: Stage, arxiv_id: str = _MARCO, **who: Unpack[Who]) -> Payload:
    """Return the card that somebody asks for."""
    return await stage.member(**who).slash("paper", id_or_title=arxiv_id)


def labels(message: Payload) -> list[str]:
    """Return the labels of the buttons to vote."""
    return [label for label, one in buttons(message).items() if one.get("custom_id", "").startswith(f"{VOTE}:")]


async def test_a_press_counts_and_a_second_one_takes_it_back(stage: Stage) -> None:
    card = await card_of(stage)
    assert labels(card) == ["👍"]
    counted = await stage.member().press(card, "👍")
    assert counted["id"] == card["id"]
    assert labels(counted) == ["👍 1"]
    assert text(counted) == text(card)
    assert [one["custom_id"] for one in buttons(counted).values() if "custom_id" in one] == [
        one["custom_id"] for one in buttons(card).values() if "custom_id" in one
    ]
    assert labels(await stage.member(user_id=STRANGER_ID, locale="ko").press(card, "👍 1")) == ["👍 2"]
    assert labels(await stage.member().press(card, "👍 2")) == ["👍 1"]
    assert await stage.store.rows("SELECT guild_id, arxiv_id, user_id FROM member_vote") == [
        (GUILD_ID, _MARCO, STRANGER_ID)
    ]


async def test_a_new_card_shows_what_was_counted_before(stage: Stage) -> None:
    await stage.member().press(await card_of(stage), "👍")
    assert labels(await card_of(stage, user_id=STRANGER_ID)) == ["👍 1"]


async def test_two_members_at_once_both_count_and_the_label_says_so(stage: Stage) -> None:
    card = await card_of(stage)
    members = [stage.member(user_id=STRANGER_ID + number) for number in range(8)]
    await asyncio.gather(*(member.press(card, _PRESSED) for member in members))
    assert labels(stage.wire.messages.message(card["channel_id"], card["id"])) == ["👍 8"]
    assert await MemberVotes(stage.store).count(GUILD_ID, _MARCO) == 8


async def test_the_button_works_after_a_restart_slowly_and_for_a_paper_that_has_left(staging: Staging) -> None:
    async with staging() as before:
        card = await card_of(before)
        (before.seeds / "a.txt").unlink()
    async with staging(defer_after=0.0) as after:
        await after.library.reload()
        assert after.library.corpus.paper(_MARCO) is None
        assert labels(await after.member().press(card, "👍")) == ["👍 1"]
        top = text(await after.member().slash("top", by="server"))
        assert "Marco-o1" in top
        assert "no longer in the listings" in top


async def test_a_press_that_discord_brings_twice_counts_once(stage: Stage) -> None:
    card = await card_of(stage)
    opened = stage.wire.interactions.open(press(card, _PRESSED))
    await stage.deliver("INTERACTION_CREATE", dict(opened))
    await stage.deliver("INTERACTION_CREATE", dict(opened))
    assert await MemberVotes(stage.store).count(GUILD_ID, _MARCO) == 1


@pytest.mark.parametrize("where", [{"guild_id": None}, {"installed": "user"}])
async def test_where_the_bot_is_no_member_nobody_votes(stage: Stage, where: Who) -> None:
    assert labels(await card_of(stage, **where)) == []
    card = await card_of(stage)
    refused = await stage.member(**where).slash("top", by="server")
    assert is_private(refused)
    assert "on servers that I am a member of" in text(refused)
    await stage.send(press(card, _PRESSED, **where))
    assert "Votes are counted for servers that I am a member of" in text(stage.wire.callbacks()[-1]["data"])
    assert await stage.store.rows("SELECT 1 FROM member_vote") == []


@pytest.mark.parametrize("custom_id", ["vote", "vote:", "vote:🐾", "vote:2411.1; DROP TABLE paper", "vote:" + "9" * 95])
async def test_a_button_that_names_no_paper_counts_nothing(stage: Stage, custom_id: str) -> None:
    answer = await stage.answer(press(await card_of(stage), custom_id))
    assert is_private(answer)
    assert text(answer)
    assert await stage.store.rows("SELECT 1 FROM member_vote") == []


async def test_a_message_that_cannot_be_changed_costs_no_vote_and_the_person_is_told(stage: Stage) -> None:
    card = await card_of(stage)
    async with stage.store.transaction() as transaction:
        await transaction.execute("INSERT INTO member_vote VALUES (?, ?, 5, '2024-11-24')", (GUILD_ID, _MARCO))
    copy = card | {"flags": card["flags"] | 1 << 1}
    for said in ("👍 Your vote is counted. On this server: 2.", "Your 👍 is taken back. On this server: 1."):
        answer = await stage.answer(press(copy, _PRESSED))
        assert is_private(answer)
        assert text(answer) == said
    assert labels(stage.wire.messages.message(card["channel_id"], card["id"])) == ["👍"]


async def test_the_copy_of_a_published_post_counts_where_it_is_pressed(stage: Stage) -> None:
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild()))
    card = await card_of(stage)
    elsewhere = press(card | {"flags": card["flags"] | 1 << 1}, _PRESSED)
    elsewhere["authorizing_integration_owners"] = {"0": "1499999999999999999"}
    assert "On this server: 1" in text(await stage.answer(elsewhere))
    assert await MemberVotes(stage.store).count(GUILD_ID, _MARCO) == 1


async def test_a_message_that_is_gone_is_no_reason_to_lose_the_vote(stage: Stage) -> None:
    card = await card_of(stage)
    stage.wire.refuse("POST", "/interactions/.*/callback", 403, 50001, times=1)
    await stage.send(press(card, _PRESSED))
    assert "👍 Your vote is counted" in text(stage.wire.callbacks()[-1]["data"])
    assert await MemberVotes(stage.store).count(GUILD_ID, _MARCO) == 1


async def test_a_thread_about_a_paper_has_the_button_too(stage: Stage) -> None:
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild()))
    await stage.member().press(await card_of(stage), "👍")
    joined = stage.bot.get_guild(GUILD_ID)
    paper = stage.library.corpus.paper(_MARCO)
    assert joined is not None
    assert paper is not None
    threads = PaperThreads(stage.bot, Discussions(stage.store), lambda: NOW, MemberVotes(stage.store))
    thread_id, _ = await threads.of(GUILD_ID, paper, "en", lambda: joined.text_channels[0])
    (shown,) = stage.wire.messages.listed(thread_id)
    assert labels(shown) == ["👍 1"]
    assert labels(await stage.member(user_id=STRANGER_ID, channel_id=thread_id).press(shown, "👍 1")) == ["👍 2"]


@pytest.mark.parametrize(("locale", "said"), [("en-US", "Nobody on this server has voted yet"), ("ko", "아직 아무도")])
async def test_a_server_without_votes_says_how_to_vote(stage: Stage, locale: str, said: str) -> None:
    top = await stage.member(locale=locale).slash("top", by="server")
    assert said in text(top)
    assert "👍" in text(top)
    assert not buttons(top)


async def test_the_servers_top_is_by_its_members_votes_with_days_count_and_pages(stage: Stage) -> None:
    async with stage.store.transaction() as transaction:
        for user_id in range(3):
            await transaction.execute(
                "INSERT INTO member_vote VALUES (?, ?, ?, '2024-11-24')", (GUILD_ID, _MARCO, user_id)
            )
        for number in range(7):
            row = (GUILD_ID, f"2411.1{number:04}", 9)
            await transaction.execute("INSERT INTO member_vote VALUES (?, ?, ?, '2024-11-24')", row)
    member = stage.member()
    top = await member.slash("top", by="server")
    assert text(top).startswith("8 papers with the most 👍 from this server's members\n**1.** [Marco-o1")
    assert "Nov 22, 2024 · 42 votes · " in text(top)
    assert "-# 👍 3 members of this server" in text(top)
    assert "**2.** [Diffusion study number 6]" in text(top), "of equals the newer paper is first"
    assert "-# 👍 1 member of this server" in text(top)
    assert "> Marco-o1은" in text(top)
    assert "Page 2 of 2 · 8 papers" in text(await member.press(top, "Next"))

    few = text(await member.but(locale="ko").slash("top", by="server", count=2))
    assert few.startswith("이 서버 멤버들이 👍를 누른 논문 8편 중 많이 받은 2편\n**1.** [Marco-o1")
    assert "-# 이 서버 👍 3명" in few
    day = text(await member.slash("top", by="server", day="2024-11-21"))
    assert day.startswith("7 papers with the most 👍 from this server's members (listed: Nov 21, 2024)")
    assert "Marco" not in day
    none = text(await member.slash("top", by="server", day="2024-11-20"))
    assert "listed then (Nov 20, 2024) yet" in none
    assert "was not understood as a day" in text(await member.slash("top", by="server", day="sometime"))
    listing = text(await member.slash("top", by="listing"))
    assert "👍" not in listing


async def test_one_goes_on_about_the_servers_top(stage: Stage) -> None:
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild()))
    await stage.member().press(await card_of(stage), "👍")
    await stage.member().slash("top", by="server")
    assert "Yu Zhao" in text(await stage.member().says("who wrote it?", mention=True))


async def test_privacy_shows_votes_and_deletes_them(stage: Stage) -> None:
    member = stage.member()
    await member.press(await card_of(stage), "👍")
    shown = await member.slash("privacy show")
    assert f"**Papers that you gave a 👍 on servers, kept for two years: 1**\n{_MARCO}" in text(shown)
    assert json.loads(upload(stage).data)["votes"] == [
        {"guild_id": str(GUILD_ID), "arxiv_id": _MARCO, "voted_at": "2024-11-25T01:00:00Z"}
    ]
    assert "서버에서 👍를 누른 논문(2년 동안 보관): 1편" in text(await member.but(locale="ko").slash("privacy show"))
    await member.press(await member.slash("privacy delete"), "Delete everything")
    assert await stage.store.rows("SELECT 1 FROM member_vote") == []
