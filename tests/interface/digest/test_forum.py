"""A daily post in a forum over the wire: once, with a title and tags, and found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.digest.divided import parts_of
from bot.digest.post import DigestPost
from bot.digest.poster import CannotPostError
from bot.interface.digest.posting import ChannelPoster
from bot.interface.papers.threads import PaperThreads
from bot.search.corpus import Corpus
from bot.search.glossary import Concept, Glossary
from bot.storage.discussions import Discussions
from bot.storage.votes import MemberVotes
from tests.interface.conftest import NOW, Stage
from tests.interface.digest.digests import ALL, HISTORY
from tests.interface.digest.test_posting import post as post_of
from tests.interface.digest.test_posting import poster_of
from tests.interface.look import pictures, text
from tests.wire.payloads import GUILD_ID, Payload, forum, guild

FORUM_ID = 1400000000000000044
_THREADS = f"/channels/{FORUM_ID}/threads"
_GLOSSARY = Glossary((Concept("§rl", ("reinforcement learning",), ("강화학습",)),))
_CORPUS = Corpus((), glossary=_GLOSSARY)


async def enter(stage: Stage, *tags: str, permissions: int = ALL, required: bool = False) -> ChannelPoster:
    """Put the bot into a server with a forum."""
    server = guild(permissions, channels=(forum(FORUM_ID, *tags, required=required),))
    await stage.deliver("GUILD_CREATE", stage.wire.join(server))
    return ChannelPoster(
        stage.bot,
        PaperThreads(stage.bot, Discussions(stage.store), lambda: NOW, MemberVotes(stage.store)),
        lambda: _CORPUS,
    )


def post(stage: Stage) -> DigestPost:
    return replace(post_of(stage), channel_id=FORUM_ID)


def threads(stage: Stage) -> list[Payload]:
    return [one for one in stage.wire.messages.channels.values() if one.get("parent_id") == str(FORUM_ID)]


async def test_a_post_has_a_title_and_the_tags_of_its_topics_in_either_language(stage: Stage) -> None:
    poster = await enter(stage, "기타", "강화 학습", "Vision")
    asked = replace(post(stage), lead="Daily papers of Nov 22, 2024")
    entry = replace(asked.entries[0], reason="Reinforcement Learning")
    sent = await poster.send(replace(asked, entries=(entry,)))
    (opened,) = threads(stage)
    assert (sent, opened["name"]) == (int(opened["id"]), "Daily papers of Nov 22, 2024")
    assert opened["applied_tags"] == [str(FORUM_ID + 501)]
    (request,) = stage.wire.sent("POST", _THREADS)
    assert request.body["message"]["allowed_mentions"] == {"parse": []}
    assert "\n-# #0123456789" in text(request.body["message"])
    assert stage.wire.faults == []


async def test_a_tag_that_names_what_a_paper_is_about_is_given_too(stage: Stage) -> None:
    await enter(stage, "🔥", "kv cache", "compression", "the of", "Vision")
    poster = poster_of(stage)
    for part in parts_of(post(stage)):
        await poster.send(part)
    first, second = threads(stage)
    assert first["applied_tags"] == []
    assert second["name"] == "KV cache compression"
    assert second["applied_tags"] == [str(FORUM_ID + 501), str(FORUM_ID + 502)]


async def test_of_many_tags_that_fit_a_post_carries_five(stage: Stage) -> None:
    names = [f"topic-{number}" for number in range(8)]
    poster = await enter(stage, *names)
    asked = post(stage)
    hit = asked.entries[0].hit
    tagged = replace(hit, paper=replace(hit.paper, keywords=tuple(name.replace("-", " ").title() for name in names)))
    await poster.send(replace(asked, entries=(replace(asked.entries[0], hit=tagged),)))
    assert threads(stage)[0]["applied_tags"] == [str(FORUM_ID + 500 + number) for number in range(5)]


async def test_the_post_of_a_paper_is_titled_like_the_paper(stage: Stage) -> None:
    poster = await enter(stage)
    for part in parts_of(post(stage)):
        await poster.send(part)
    titles = [hit.paper.title for hit in post(stage).hits]
    assert [one["name"] for one in threads(stage)] == titles
    assert stage.wire.faults == []


@pytest.mark.parametrize("in_parts", [False, True])
async def test_a_post_whose_answer_was_lost_is_found_though_renamed_or_closed(stage: Stage, in_parts: bool) -> None:
    poster = await enter(stage)
    asked = parts_of(post(stage))[1] if in_parts else post(stage)
    begun = NOW - timedelta(days=9000)
    assert await poster.find(asked, begun) is None
    stage.wire.troubles.lose("POST", _THREADS)
    with pytest.raises(CannotPostError):
        await poster.send(asked)
    (opened,) = threads(stage)
    others = [await poster.send(replace(asked, marker=f"#{number:010}")) for number in range(5)]
    assert await poster.find(asked, begun) == int(opened["id"])
    opened["name"] = "renamed by a moderator"
    for one in threads(stage):
        one["thread_metadata"]["archived"] = True
    assert await poster.find(asked, begun) == int(opened["id"])
    assert len(threads(stage)) == 1 + len(others)


async def test_a_post_whose_first_message_was_deleted_is_known_by_its_title(stage: Stage) -> None:
    poster = await enter(stage)
    sent = await poster.send(post(stage))
    stage.wire.messages.delete(str(sent), str(sent))
    begun = NOW - timedelta(days=9000)
    assert await poster.find(post(stage), begun) == sent
    assert await poster.find(replace(post(stage), lead="Another day"), begun) is None


async def test_what_was_begun_before_the_attempt_is_not_looked_at(stage: Stage) -> None:
    poster = await enter(stage)
    await poster.send(post(stage))
    later = stage.wire.messages.now() + timedelta(seconds=5)
    assert await poster.find(post(stage), later) is None


async def test_without_the_right_to_read_the_history_nothing_is_sent_again(stage: Stage) -> None:
    poster = await enter(stage, permissions=ALL & ~HISTORY)
    with pytest.raises(CannotPostError, match="Read Message History") as raised:
        await poster.find(post(stage), NOW)
    assert raised.value.kind == "forbidden"


async def test_a_post_that_is_answered_with_an_error_page_is_not_sent_a_second_time(stage: Stage) -> None:
    poster = await enter(stage)
    stage.wire.troubles.outage("POST", _THREADS, times=1)
    with pytest.raises(CannotPostError, match="could not be reached") as raised:
        await poster.send(post(stage))
    assert raised.value.unanswered
    assert len(stage.wire.sent("POST", _THREADS)) == 1, "Discord may have done it all the same"


async def test_a_forum_that_requires_a_tag_gets_the_one_for_papers_or_says_what_to_do(stage: Stage) -> None:
    poster = await enter(stage, "Vision", "논문", required=True)
    await poster.send(post(stage))
    assert threads(stage)[0]["applied_tags"] == [str(FORUM_ID + 501)]
    bare = await enter(stage, "Vision", required=True)
    with pytest.raises(CannotPostError, match="requires a tag") as raised:
        await bare.send(post(stage))
    assert raised.value.kind == "forbidden"


@pytest.mark.parametrize(
    ("status", "code", "reason", "kind"),
    [
        (403, 50013, "may not post there", "forbidden"),
        (400, 40067, "HTTP 400", "passing"),
        (404, 10003, "does not exist", "gone"),
    ],
)
async def test_a_forum_that_cannot_be_posted_to_says_why(
    stage: Stage, status: int, code: int, reason: str, kind: str
) -> None:
    poster = await enter(stage)
    stage.wire.refuse("(POST|GET)", f"/channels/{FORUM_ID}(/threads)?", status, code)
    with pytest.raises(CannotPostError, match=reason) as raised:
        await poster.send(post(stage))
    assert raised.value.kind == kind


async def test_a_post_that_was_made_though_it_was_refused_is_not_made_again(stage: Stage) -> None:
    poster = await enter(stage, permissions=ALL | HISTORY)
    stage.wire.troubles.deny("POST", _THREADS, 400, 50035, times=1)
    sent = await poster.send(post(stage))
    assert [int(one["id"]) for one in threads(stage)] == [sent]


async def test_a_post_that_was_refused_comes_without_pictures_whatever_was_posted_before(stage: Stage) -> None:
    poster = await enter(stage, permissions=ALL | HISTORY)
    before = await poster.send(post(stage))
    stage.wire.refuse("POST", _THREADS, 400, 50035, times=1)
    sent = await poster.send(replace(post(stage), marker="#9876543210"))
    assert [int(one["id"]) for one in threads(stage)] == [before, sent]
    assert [bool(pictures(one.body["message"])) for one in stage.wire.sent("POST", _THREADS)] == [True, True, False]


async def test_a_post_that_cannot_be_looked_at_for_another_reason_than_discords_counts_as_there_perhaps(
    stage: Stage,
) -> None:
    poster = await enter(stage, permissions=ALL | HISTORY)
    sent = await poster.send(post(stage))
    stage.wire.refuse("GET", f"/channels/{sent}/messages/{sent}", 404, 0, times=1)
    with pytest.raises(CannotPostError):
        await poster.find(post(stage), NOW - timedelta(days=1))
    assert await poster.find(post(stage), NOW - timedelta(days=1)) == sent


async def test_how_a_channel_takes_posts_is_seen_in_its_kind(stage: Stage) -> None:
    poster = await enter(stage)
    assert poster.venue(post(stage)) == "forum"
    assert poster.venue(replace(post(stage), channel_id=GUILD_ID)) == "messages"
