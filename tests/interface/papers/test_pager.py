"""Pages turn for the asker only, after a restart and a reload too."""

from __future__ import annotations

import pytest

from tests.interface.chatting import message as written
from tests.interface.chatting import say
from tests.interface.conftest import Stage, Staging
from tests.interface.look import buttons, menus, text
from tests.wire.interactions import choose, option, press, slash
from tests.wire.payloads import BOT_ID, STRANGER_ID

_MANY = slash("top", option("day", "2024-11-21"), option("count", 30))


@pytest.mark.parametrize(("locale", "labels"), [("en-US", ["Previous", "Next"]), ("ko", ["이전", "다음"])])
async def test_a_long_answer_gets_buttons_in_the_readers_language(stage: Stage, locale: str, labels: list[str]) -> None:
    answer = await stage.answer(_MANY | {"locale": locale})
    back, forth = (buttons(answer)[label] for label in labels)
    assert (back["disabled"], forth["disabled"]) == (True, False)


async def test_a_short_answer_has_no_buttons_to_turn(stage: Stage) -> None:
    assert not {"Previous", "Next"} & set(buttons(await stage.answer(slash("top"))))


async def test_the_asker_turns_to_the_next_page_and_back_and_jumps_to_the_last(stage: Stage) -> None:
    first = await stage.answer(_MANY)
    message = stage.wire.shown[-1]
    second = await stage.answer(press(message, buttons(first)["Next"]["custom_id"]))
    again = await stage.answer(press(message, buttons(second)["Previous"]["custom_id"]))
    last = await stage.answer(choose(message, menus(first)["Go to a page"]["custom_id"], "6"))
    for number, page in ((1, first), (2, second), (1, again), (6, last)):
        assert f"Page {number} of 6 · 30 papers" in text(page)
    assert buttons(last)["Next"]["disabled"] is True
    assert [callback["type"] for callback in stage.wire.callbacks()] == [4, 7, 7, 7]


async def test_a_stranger_gets_a_private_line_and_the_page_stays(stage: Stage) -> None:
    first = await stage.answer(_MANY)
    message = stage.wire.shown[-1]
    forth = buttons(first)["Next"]["custom_id"]
    refused = await stage.answer(press(message, forth, user_id=STRANGER_ID, locale="ko"))
    assert refused["flags"] == 64
    assert "명령을 실행한 사람만" in refused["content"]
    assert "Page 2 of 6" in text(await stage.answer(press(message, forth)))


async def test_pages_turn_after_a_restart(staging: Staging) -> None:
    async with staging() as before:
        first = await before.answer(_MANY)
        message = before.wire.shown[-1]
    async with staging() as after:
        assert "Page 2 of 6" in text(await after.answer(press(message, buttons(first)["Next"]["custom_id"])))


async def test_pages_do_not_change_under_a_reload(stage: Stage) -> None:
    first = await stage.answer(_MANY)
    message = stage.wire.shown[-1]
    (stage.seeds / "b.txt").unlink()
    await stage.library.reload()
    second = await stage.answer(press(message, buttons(first)["Next"]["custom_id"]))
    assert "number 24" in text(second)


async def test_a_deferred_answer_keeps_its_pages(staging: Staging) -> None:
    async with staging(defer_after=0.0) as stage:
        await stage.send(_MANY)
        (answer,) = stage.wire.followups()
        assert "Page 1 of 6" in text(answer)
        message = stage.wire.shown[-1]
        assert "Page 2 of 6" in text(await stage.answer(press(message, buttons(answer)["Next"]["custom_id"])))


@pytest.mark.parametrize(
    "custom_id", ["page:1:2", f"page:{10**20}:2", "page:x:2", "page:1", "jump:1", "gone:1", "", "가", "page:-1:²"]
)
async def test_a_button_that_means_nothing_any_more_says_so(stage: Stage, custom_id: str) -> None:
    await stage.answer(_MANY)
    answer = await stage.answer(press(stage.wire.shown[-1], custom_id, locale="ko"))
    assert answer["flags"] == 64
    assert "다시 실행해 주세요" in answer["content"]


async def test_a_person_may_go_on_about_the_pages_that_they_turned_to(stage: Stage) -> None:
    first = await stage.answer(slash("search", option("query", "diffusion")))
    message = stage.wire.shown[-1]
    second = await stage.answer(press(message, buttons(first)["Next"]["custom_id"]))
    seventh = menus(second)["Open a paper"]["options"][1]["label"]
    assert seventh.startswith("7. ")
    (answer,) = await say(stage, written(f"<@{BOT_ID}> summarise the 7th paper"))
    assert seventh.removeprefix("7. ") in text(answer)


async def test_what_follows_in_a_list_keeps_its_numbers(stage: Stage) -> None:
    await say(stage, written(f"<@{BOT_ID}> papers about diffusion"))
    (further,) = await say(stage, written(f"<@{BOT_ID}> more"))
    assert "6–10 of 10 papers" in text(further)
    labels = [option["label"] for option in menus(further)["Open a paper"]["options"]]
    assert [label.partition(" ")[0] for label in labels] == ["6.", "7.", "8.", "9.", "10."]
    (answer,) = await say(stage, written(f"<@{BOT_ID}> summarise the 7th paper"))
    assert labels[1].removeprefix("7. ") in text(answer)


async def test_more_of_what_is_similar_goes_on_and_ends(stage: Stage) -> None:
    (first,) = await say(stage, written(f"<@{BOT_ID}> papers similar to 2411.10001"))
    (further,) = await say(stage, written(f"<@{BOT_ID}> more"))
    assert "**6.** " in text(further)
    assert "**1.** " not in text(further)
    (end,) = await say(stage, written(f"<@{BOT_ID}> more"))
    assert "That's all" in text(end)
    assert "**1.** " in text(first)
