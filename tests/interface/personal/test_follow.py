"""Following topics and authors, seeing what one follows, and ending it."""

from __future__ import annotations

from datetime import time

import pytest

from bot.personal.follows import Follows
from bot.storage.follow import Follow
from bot.storage.people.follows import MOST_FOLLOWS
from tests.interface.conftest import NOW, Stage, Staging
from tests.interface.look import buttons, menus, text, weigh
from tests.wire.interactions import press
from tests.wire.look import is_private
from tests.wire.payloads import ASKER_ID, STRANGER_ID, dm_id


def kept(stage: Stage) -> Follows:
    """Return what keeps the follows."""
    return Follows(stage.store, lambda: stage.library.corpus, time(9), "UTC")


async def followed(stage: Stage, user_id: int = ASKER_ID) -> list[tuple[str, str]]:
    """Return what a person follows."""
    return [(follow.kind, follow.value) for follow, _ in await kept(stage).follows(user_id)]


async def follow_many(stage: Stage, count: int, value: str = "robot {}") -> None:
    """Follow topics without the commands."""
    for number in range(count):
        await kept(stage).follow(ASKER_ID, Follow("topic", value.format(number)), dm_id(ASKER_ID), "en", NOW)


@pytest.mark.parametrize("where", [{}, {"guild_id": None}, {"installed": "user"}])
async def test_a_topic_is_followed_with_its_newest_match_and_the_way_to_stop(
    stage: Stage, where: dict[str, object]
) -> None:
    answer = await stage.member(**where).slash("follow topic", query="  KV   cache ")
    assert is_private(answer)
    assert "✅ You follow the topic **KV cache**." in text(answer)
    assert "at most one message a day" in text(answer)
    assert "[KV cache compression](https://arxiv.org/abs/2411.00002) · Nov 22, 2024 · votes unknown" in text(answer)
    assert "/following" in text(answer)
    assert await followed(stage) == [("topic", "KV cache")]


async def test_the_messages_go_to_the_direct_channel_in_the_persons_language_from_now_on(stage: Stage) -> None:
    await stage.member(locale="ko").slash("follow topic", query="robot")
    (opened,) = stage.wire.sent("POST", "/users/@me/channels")
    assert str(opened.body["recipient_id"]) == str(ASKER_ID)
    (subscription,) = await kept(stage).subscriptions()
    assert (subscription.channel_id, subscription.language) == (dm_id(ASKER_ID), "ko")
    assert subscription.listed_after == stage.library.corpus.days[0]


async def test_an_author_is_followed_under_the_listed_name_in_korean(stage: Stage) -> None:
    answer = await stage.member(locale="ko").slash("follow author", name="ada lovelace")
    assert "✅ 저자 **Ada Lovelace**를 팔로우합니다." in text(answer)
    assert "지금까지 가장 최근 논문: [" in text(answer)
    assert "2024년 11월 21일 · 추천" in text(answer)
    assert await followed(stage) == [("author", "Ada Lovelace")]


async def test_the_example_is_the_newest_match_however_few_votes_it_has(stage: Stage) -> None:
    paper = "### [A robot at last](https://arxiv.org/abs/2411.30000)\n\nVote: 0\n\n- Robot.\n"
    newest = f"## Daily Papers (2024-11-23)\n\n{paper}"
    (stage.seeds / "c.txt").write_text(newest, "utf-8")
    await stage.library.reload()
    answer = await stage.member().slash("follow topic", query="robot")
    assert "The latest one so far: [A robot at last]" in text(answer)


async def test_what_is_followed_already_is_said(stage: Stage) -> None:
    member = stage.member()
    await member.slash("follow topic", query="Robot")
    assert "You follow the topic **robot** already." in text(await member.slash("follow topic", query="robot"))
    assert len(await followed(stage)) == 1


async def test_a_topic_without_a_match_so_far_is_followed_all_the_same(stage: Stage) -> None:
    answer = await stage.member().slash("follow topic", query="quantum knitting")
    assert "No paper listed so far matches." in text(answer)
    assert len(await followed(stage)) == 1


@pytest.mark.parametrize(
    ("command", "values", "english", "korean"),
    [
        ("follow topic", {"query": "the of"}, "too general", "논문을 가려낼 수 없습니다"),
        ("follow topic", {"query": "x" * 101}, "at most 100 characters", "100자까지"),
        ("follow author", {"name": "Nobody Whatsoever"}, "No listed paper has an author", "저자가 목록에 없습니다"),
        ("follow author", {"name": "Author"}, "may be 300 authors", "300명"),
    ],
)
async def test_what_cannot_be_followed_is_refused_in_a_sentence_and_opens_no_channel(
    stage: Stage, command: str, values: dict[str, str], english: str, korean: str
) -> None:
    for locale, said in (("en-US", english), ("ko", korean)):
        answer = await stage.member(locale=locale).slash(command, **values)
        assert is_private(answer)
        assert said in text(answer)
    assert await followed(stage) == []
    assert stage.wire.sent("POST", "/users/@me/channels") == []


async def test_the_twenty_sixth_is_refused_with_what_to_do(stage: Stage) -> None:
    await follow_many(stage, MOST_FOLLOWS)
    answer = await stage.member().slash("follow topic", query="one more robot")
    assert "end one in /following" in text(answer)
    assert len(await followed(stage)) == MOST_FOLLOWS


@pytest.mark.parametrize(("locale", "said"), [("en-US", "allow them in your privacy"), ("ko", "허용한 뒤 다시 시도")])
async def test_without_a_direct_channel_nothing_is_followed(stage: Stage, locale: str, said: str) -> None:
    stage.wire.troubles.refuse("POST", "/users/@me/channels", 403, 50007)
    answer = await stage.member(locale=locale).slash("follow topic", query="robot")
    assert is_private(answer)
    assert said in text(answer)
    assert await followed(stage) == []


async def test_authors_are_suggested(stage: Stage) -> None:
    assert await stage.member().suggestions("follow author", "name", "ada") == ["Ada Lovelace"]


@pytest.mark.parametrize(("locale", "said"), [("en-US", "You follow nothing."), ("ko", "팔로우하는 것이 없습니다.")])
async def test_who_follows_nothing_reads_how_to_begin(stage: Stage, locale: str, said: str) -> None:
    answer = await stage.member(locale=locale).slash("following")
    assert is_private(answer)
    assert said in text(answer)
    assert not buttons(answer)


async def test_the_list_shows_all_of_them_and_a_menu_ends_some(stage: Stage) -> None:
    member = stage.member(locale="ko")
    await member.slash("follow topic", query="robot")
    await member.slash("follow topic", query="강화학습")
    await member.slash("follow author", name="Ada Lovelace")
    answer = await member.slash("following")
    assert is_private(answer)
    assert "### 팔로우 3개 (최대 25개)" in text(answer)
    assert "- 저자: **Ada Lovelace** · <t:" in text(answer)
    after = await member.choose(answer, "팔로우 끝내기", "주제: robot", "저자: Ada Lovelace")
    assert after["id"] == answer["id"]
    assert "🔕 Ada Lovelace, robot 팔로우를 끝냈습니다." in text(after)
    assert "### 팔로우 1개" in text(after)
    assert await followed(stage) == [("topic", "강화학습")]


async def test_what_ended_meanwhile_is_said_so(stage: Stage) -> None:
    await follow_many(stage, 2)
    answer = await stage.member().slash("following")
    await kept(stage).unfollow(ASKER_ID, Follow("topic", "robot 0"))
    after = await stage.member().choose(answer, "Stop following", "Topic: robot 0")
    assert "You did not follow that any more." in text(after)
    assert await followed(stage) == [("topic", "robot 1")]


async def test_the_longest_list_keeps_the_limits_and_hostile_topics_show_as_they_stand(stage: Stage) -> None:
    await follow_many(stage, MOST_FOLLOWS, "robot {:02} @everyone " + "*_[]<>" * 13)
    answer = await stage.member().slash("following")
    assert text(answer).count("@\u200beveryone") == MOST_FOLLOWS
    assert "@everyone" not in text(answer)
    units, count = weigh(answer)
    assert (units <= 4000, count <= 40) == (True, True)
    labels = [option["label"] for option in menus(answer)["Stop following"]["options"]]
    ended = await stage.member().choose(answer, "Stop following", *labels[:-1])
    assert "@everyone" not in text(ended)
    assert len(await followed(stage)) == 1


async def test_one_button_ends_all_in_its_place(stage: Stage) -> None:
    await follow_many(stage, 3)
    answer = await stage.member().slash("following")
    after = await stage.member().press(answer, "Stop all")
    assert after["id"] == answer["id"]
    assert "you no longer follow robot 0, robot 1, robot 2" in text(after)
    assert "You follow nothing." in text(after)
    assert await kept(stage).subscriptions() == []


async def test_the_button_of_a_direct_message_ends_all_and_leaves_the_message(stage: Stage) -> None:
    await follow_many(stage, 2)
    card = await stage.member(guild_id=None).slash("top")
    for locale, said in (("ko", "robot 0, robot 1 팔로우를 끝냈습니다"), ("en-US", "You follow nothing, so")):
        answer = await stage.answer(press(card, "unfollow_all", guild_id=None, locale=locale))
        assert is_private(answer)
        assert said in text(answer)
    assert [one["type"] for one in stage.wire.callbacks()] == [4, 4, 4]
    assert await followed(stage) == []


async def test_a_stranger_may_end_nothing(stage: Stage) -> None:
    await follow_many(stage, 2)
    mine = await stage.member().slash("following")
    stranger = stage.member(user_id=STRANGER_ID, locale="ko")
    menu = menus(mine)["Stop following"]["options"][0]["value"]
    for act in (stranger.press(mine, "Stop all"), stranger.choose(mine, "Stop following", menu)):
        refused = await act
        assert is_private(refused)
        assert "본인만 누를 수 있습니다" in text(refused)
    assert len(await followed(stage)) == 2


@pytest.mark.parametrize(
    ("locale", "label", "warning", "said"),
    [
        ("en-US", "Start again", "No messages have come since <t:1732496400:d>", "Your messages start again"),
        ("ko", "다시 받기", "<t:1732496400:d>부터 보내지 못하고 있습니다", "메시지를 다시 보내 드립니다"),
    ],
)
async def test_messages_that_discord_refused_are_told_and_started_again_by_a_button(
    stage: Stage, locale: str, label: str, warning: str, said: str
) -> None:
    await follow_many(stage, MOST_FOLLOWS, "robot {:02} " + "*_[]<>" * 13)
    assert label not in buttons(await stage.member(locale=locale).slash("following"))
    await kept(stage).stop(ASKER_ID, NOW)
    answer = await stage.member(locale=locale).slash("following")
    assert warning in text(answer)
    after = await stage.member(locale=locale).press(answer, label)
    assert after["id"] == answer["id"]
    assert said in text(after)
    assert "⚠️" not in text(after)
    units, count = weigh(answer)
    assert (units <= 4000, count <= 40) == (True, True)
    assert len(await kept(stage).subscriptions()) == 1
    again = await stage.answer(press(answer, f"follow_again:{ASKER_ID}", locale=locale))
    assert ("멈춰 있지 않습니다" if locale == "ko" else "are not stopped") in text(again)


async def test_a_stranger_may_not_start_them_again(stage: Stage) -> None:
    await follow_many(stage, 1)
    await kept(stage).stop(ASKER_ID, NOW)
    answer = await stage.member().slash("following")
    refused = await stage.member(user_id=STRANGER_ID).press(answer, "Start again")
    assert is_private(refused)
    assert await kept(stage).subscriptions() == []


@pytest.mark.parametrize(("locale", "said"), [("en-US", "already, and your messages start"), ("ko", "다시 보내 드립")])
async def test_following_the_same_again_starts_messages_again_and_says_so(stage: Stage, locale: str, said: str) -> None:
    await follow_many(stage, 1)
    await kept(stage).stop(ASKER_ID, NOW)
    assert said in text(await stage.member(locale=locale).slash("follow topic", query="robot 0"))
    assert said not in text(await stage.member(locale=locale).slash("follow topic", query="robot 0"))
    assert len(await kept(stage).subscriptions()) == 1


async def test_the_list_works_after_a_restart(staging: Staging) -> None:
    async with staging() as before:
        await follow_many(before, 2)
        answer = await before.member().slash("following")
    async with staging(defer_after=0.0) as after:
        await after.member().choose(answer, "Stop following", "Topic: robot 1")
        assert await followed(after) == [("topic", "robot 0")]
        ended = await after.member().press(answer, "Stop all")
        assert "You follow nothing." in text(ended)
