"""What belongs to somebody else, or to admins, is refused privately and stays as it is."""

from __future__ import annotations

import pytest

from tests.stories.mornings import subscribe
from tests.stories.town import Town
from tests.wire.look import is_private, options, texts
from tests.wire.payloads import ADMINISTRATOR, Payload

pytestmark = pytest.mark.asyncio(loop_scope="module")

_TABLES = ("saved_paper", "follow", "follower", "shown_list", "digest_subscription", "digest_delivery", "discussion")


def kept(town: Town) -> list[object]:
    return [town.rows(f"SELECT * FROM {table}") for table in _TABLES]


async def test_a_stranger_presses_what_belongs_to_a_member(town: Town) -> None:
    server = town.server()
    member, stranger = server.member(), server.member()
    found = await member.slash("search", query="diffusion")
    for arxiv_id in options(await member.slash("top", count=5)).values():
        await member.slash("save", paper=arxiv_id)
    await member.slash("save", paper="2411.14405")
    await member.slash("follow topic", query="diffusion")
    saved = await member.slash("saved")
    following = await member.slash("following")
    forgetting = await member.slash("privacy delete")

    before, edits = kept(town), len(town.wire.sent("PATCH", ".*"))
    mine = f"{member.user_id}:0"
    refused: list[Payload] = [
        await stranger.press(found, "Next"),
        await stranger.press(saved, "Next"),
        await stranger.press(saved, "BibTeX"),
        await stranger.press(saved, f"saved_md:{mine}"),
        await stranger.choose(saved, f"unsave:{mine}:1", next(iter(options(saved).values()))),
        await stranger.choose(following, f"unfollow:{member.user_id}", next(iter(options(following).values()))),
        await stranger.press(following, "Stop all"),
        await stranger.press(forgetting, "Delete everything"),
    ]
    for answer in refused:
        assert is_private(answer)
        assert texts(answer).startswith("Only the person who")
    assert kept(town) == before
    assert len(town.wire.sent("PATCH", ".*")) == edits
    for message in (found, saved, following, forgetting):
        assert town.wire.messages.message(message["channel_id"], message["id"]) == message


async def test_a_stranger_asks_on_below_anothers_answer_to_see_it_alone(town: Town) -> None:
    server = town.server()
    asked = await server.member().slash("ask", question="Marco-o1은 어떤 방법을 사용하나요?")
    question = next(part["custom_id"] for part in asked["components"][-1]["components"])
    answered = await server.member().press(asked, question)
    assert is_private(answered)
    assert "Marco-o1" in texts(answered)


@pytest.mark.parametrize("name", ["set", "show", "preview", "doctor", "pause", "resume", "off"])
async def test_a_member_who_does_not_manage_the_server_gets_nothing_of_its_digest(town: Town, name: str) -> None:
    server = town.server()
    channel_id = server.channels[0]
    await subscribe(server.admin(), channel_id)
    before = kept(town)
    given: dict[str, object] = {"time": "09:00"} if name == "set" else {}
    member = server.member(locale="ko", permissions=0)
    refused = await member.slash(f"digest {name}", channel=channel_id, **given)
    assert is_private(refused)
    assert "서버 관리하기" in texts(refused)
    assert kept(town) == before


@pytest.mark.parametrize("name", ["reload", "status"])
async def test_somebody_who_is_no_admin_of_the_bot_gets_nothing_of_its_corpus(town: Town, name: str) -> None:
    loaded = town.rows("SELECT * FROM corpus_revision")
    refused = await town.server().member(permissions=ADMINISTRATOR).slash(f"corpus {name}")
    assert is_private(refused)
    assert texts(refused) == "Only the admins of this bot may do that."
    assert town.rows("SELECT * FROM corpus_revision") == loaded
