"""👍 on cards: one vote each, counted in the label, taken back by a second press."""

from __future__ import annotations

import asyncio

from bot.interface.papers.vote_buttons import VOTE
from bot.storage.votes import MemberVotes
from tests.interface.conftest import Stage, Staging
from tests.interface.look import buttons, text
from tests.wire.payloads import GUILD_ID, STRANGER_ID, Payload

_MARCO = "2411.14405"
_PRESSED = f"{VOTE}:{_MARCO}"


async def card_of(stage: Stage, arxiv_id: str = _MARCO, **who: object) -> Payload:
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
