"""Discord refuses a message for a picture: it is sent once more without, whatever the message is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.digest.poster import CannotPostError
from bot.interface.digest.card import digest_card
from bot.interface.papers.paper_card import paper_card
from bot.interface.papers.threads import open_paper_thread
from bot.interface.ui.components import Layout
from bot.interface.ui.without_pictures import or_bare
from tests.interface.conftest import Stage
from tests.interface.digest.test_posting import post, poster_of
from tests.interface.look import buttons, pictures, text
from tests.interface.made_papers import paper, sent
from tests.wire.look import texts
from tests.wire.payloads import ASKER_ID, CHANNEL_ID, GUILD_ID, guild
from tests.wire.pictures import refuse_media

_MESSAGES = f"/channels/{CHANNEL_ID}/messages"
_PICTURE = "https://example.org/a.png"
_VIDEO = "https://cdn-uploads.huggingface.co/a.mp4"


@pytest.mark.parametrize("own", [False, True])
async def test_a_daily_post_loses_its_pictures_and_nothing_else(stage: Stage, own: bool) -> None:
    refuse_media(stage.wire)
    meant = replace(post(stage), guild_id=0, user_id=ASKER_ID) if own else post(stage)
    message_id = await poster_of(stage).send(meant)
    refused, taken = stage.wire.sent("POST", _MESSAGES)
    assert pictures(refused.body) == ["https://example.org/marco.png"]
    assert pictures(taken.body) == []
    assert text(taken.body) == text(refused.body)
    assert buttons(taken.body) == buttons(refused.body)
    assert {key: value for key, value in taken.body.items() if key != "components"} == {
        key: value for key, value in refused.body.items() if key != "components"
    }, "its nonce and mentions too"
    assert [one["id"] for one in stage.wire.messages.listed(CHANNEL_ID)] == [str(message_id)]


async def test_a_post_that_is_refused_without_pictures_too_has_failed_after_two_tries(stage: Stage) -> None:
    stage.wire.refuse("POST", _MESSAGES, 400, 50035)
    with pytest.raises(CannotPostError, match="HTTP 400"):
        await poster_of(stage).send(post(stage))
    assert len(stage.wire.sent("POST", _MESSAGES)) == 2


async def test_a_post_without_pictures_is_not_sent_again_as_it_was(stage: Stage) -> None:
    stage.wire.refuse("POST", _MESSAGES, 400, 50035)
    plain = post(stage)
    with pytest.raises(CannotPostError, match="HTTP 400"):
        await poster_of(stage).send(replace(plain, hits=plain.hits[1:], entries=plain.entries[1:]))
    assert len(stage.wire.sent("POST", _MESSAGES)) == 1


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10003), (413, 0), (400, 40060), (400, 160002)])
async def test_other_refusals_are_no_matter_of_pictures(stage: Stage, status: int, code: int) -> None:
    stage.wire.refuse("POST", _MESSAGES, status, code)
    with pytest.raises(CannotPostError):
        await poster_of(stage).send(post(stage))
    assert len(stage.wire.sent("POST", _MESSAGES)) == 1


async def test_commands_presses_and_chat_answer_without_pictures(stage: Stage) -> None:
    refuse_media(stage.wire)
    member = stage.member()
    card = await member.slash("paper", id_or_title="2411.14405")
    assert "몬테카를로" in texts(card)
    assert pictures(card) == []
    listed = await member.slash("search", query="reasoning models")
    assert "Marco-o1" in texts(listed)
    opened = await member.choose(await member.slash("top", day="2024-11-22"), "open", "2411.14405")
    assert "몬테카를로" in texts(opened)
    assert "Marco-o1" in texts(await member.says("Marco-o1", mention=True))
    await member.slash("save", paper="2411.14405")
    saved = await member.slash("saved")
    assert "Marco-o1" in texts(saved)


async def test_a_late_answer_and_a_changed_one_come_without_pictures_too(stage: Stage) -> None:
    member = stage.member()
    first = await member.slash("top", count=32, day="2024-11-21")
    refuse_media(stage.wire)
    assert "Page 2" in texts(await member.press(first, "Next"))


async def test_a_papers_thread_gets_its_card_without_a_picture(stage: Stage) -> None:
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild()))
    joined = stage.bot.get_guild(GUILD_ID)
    assert joined is not None
    refuse_media(stage.wire)
    thread = await open_paper_thread(joined.text_channels[0], stage.library.corpus.papers[0], "en")
    (card,) = stage.wire.messages.listed(thread.id)
    assert "Marco-o1" in text(card)


def cards() -> Iterator[Layout]:
    yield paper_card(paper(thumbnail=_PICTURE, video=_VIDEO), "ko")
    yield paper_card(paper(thumbnail=_PICTURE), "en")
    yield paper_card(paper(video=_VIDEO), "en")
    yield paper_card(replace(paper(), code="https://github.com/acme/a"), "ko")


@pytest.mark.parametrize("card", list(cards()))
async def test_a_card_without_media_is_the_same_card_but_for_them(card: Layout) -> None:
    before = sent(card)
    bare = card.without_media()
    assert bare is not None
    after = sent(bare)
    assert text(after) == text(before)
    assert pictures(after) == []
    outward = {"Video", "영상", "코드"}
    assert set(buttons(before)) - set(buttons(after)) <= outward
    assert not outward & set(buttons(after))
    assert [part["type"] for part in after["components"]] == [part["type"] for part in before["components"]]
    assert bare.without_media() is None


async def test_a_message_that_was_taken_is_sent_once(stage: Stage) -> None:
    tries: list[Layout] = []

    async def send(card: Layout) -> int:
        tries.append(card)
        return 7

    assert await or_bare(digest_card(post(stage)), send) == 7
    assert len(tries) == 1
