"""Pages turn for the asker only, and lose their buttons when nobody turns them."""

from __future__ import annotations

import asyncio

import pytest

from tests.interface.conftest import Stage, Staging
from tests.interface.payloads import STRANGER_ID, Payload, option, press, slash

_MANY = slash("top", option("day", "2024-11-21"), option("count", 30))


def buttons(answer: Payload) -> tuple[Payload, Payload]:
    (row,) = answer["components"]
    back, forth = row["components"]
    return back, forth


def page(answer: Payload) -> str:
    return answer["embeds"][0]["footer"]["text"]


@pytest.mark.parametrize(("locale", "labels"), [("en-US", ["Previous", "Next"]), ("ko", ["이전", "다음"])])
async def test_a_long_answer_gets_buttons_in_the_readers_language(stage: Stage, locale: str, labels: list[str]) -> None:
    answer = await stage.answer(_MANY | {"locale": locale})
    back, forth = buttons(answer)
    assert [back["label"], forth["label"]] == labels
    assert (back["disabled"], forth["disabled"]) == (True, False)


async def test_a_short_answer_has_no_buttons(stage: Stage) -> None:
    assert not (await stage.answer(slash("top"))).get("components")


async def test_the_asker_turns_to_the_last_page_and_back(stage: Stage) -> None:
    first = await stage.answer(_MANY)
    message = stage.wire.shown[-1]
    back, forth = buttons(first)
    second = await stage.answer(press(message, forth["custom_id"]))
    third = await stage.answer(press(message, forth["custom_id"]))
    again = await stage.answer(press(message, back["custom_id"]))
    assert [page(x) for x in (first, second, third, again)] == [
        "Page 1 of 3 · 30 papers",
        "Page 2 of 3 · 30 papers",
        "Page 3 of 3 · 30 papers",
        "Page 2 of 3 · 30 papers",
    ]
    assert [button["disabled"] for button in buttons(third)] == [False, True]
    assert stage.wire.callbacks()[1]["type"] == 7


async def test_a_stranger_gets_a_private_line_and_the_page_stays(stage: Stage) -> None:
    first = await stage.answer(_MANY)
    message = stage.wire.shown[-1]
    forth = buttons(first)[1]
    refused = await stage.answer(press(message, forth["custom_id"], user_id=STRANGER_ID, locale="ko"))
    assert refused["flags"] == 64
    assert "명령을 실행한 사람만" in refused["content"]
    assert page(await stage.answer(press(message, forth["custom_id"]))) == "Page 2 of 3 · 30 papers"


async def test_the_buttons_are_taken_off_when_time_is_up(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.interface.pager._IDLE_SECONDS", 0.01)
    await stage.answer(_MANY)
    edit = await stage.wire.until("PATCH", "/webhooks/.*/messages/@original")
    assert edit.body["components"] == []


async def test_buttons_that_cannot_be_taken_off_any_more_harm_nobody(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.interface.pager._IDLE_SECONDS", 0.01)
    stage.wire.refuse("PATCH", "/webhooks/.*", 404, 10008)
    before = asyncio.all_tasks()
    await stage.answer(_MANY)
    await stage.wire.until("PATCH", "/webhooks/.*")
    left = [task for task in asyncio.all_tasks() - before if task.get_name().startswith("discord-ui-view-timeout")]
    await asyncio.gather(*left)


async def test_a_deferred_answer_keeps_its_pages(staging: Staging) -> None:
    async with staging(patience=0.0) as stage:
        await stage.send(_MANY)
        (answer,) = stage.wire.followups()
        assert page(answer) == "Page 1 of 3 · 30 papers"
        assert len(buttons(answer)) == 2
