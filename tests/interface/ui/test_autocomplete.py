"""Suggestions while somebody types."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import Any

import pytest

from bot.answers.query_service import QueryService
from bot.search.corpus import Corpus
from tests.interface.conftest import Stage
from tests.wire.interactions import option, slash
from tests.wire.payloads import STRANGER_ID, Payload


async def suggested(stage: Stage, command: str, name: str, typed: str) -> list[dict[str, Any]]:
    """Return the choices for what is typed, checked against Discord's limits."""
    answer = await stage.answer(slash(command, option(name, typed, focused=True), autocomplete=True))
    choices = answer["choices"]
    assert len(choices) <= 25
    for choice in choices:
        assert 1 <= len(choice["name"]) <= 100
        assert 1 <= len(choice["value"]) <= 100
    return choices


async def test_papers_are_suggested_by_title_and_chosen_by_id(stage: Stage) -> None:
    (choice,) = await suggested(stage, "paper", "id_or_title", "kv cach")
    assert choice == {"name": "KV cache compression", "value": "2411.00002"}


async def test_at_most_twenty_five_are_suggested(stage: Stage) -> None:
    assert len(await suggested(stage, "paper", "id_or_title", "")) == 25


@pytest.mark.parametrize(("command", "name"), [("author", "name"), ("search", "author")])
async def test_authors_are_suggested(stage: Stage, command: str, name: str) -> None:
    assert await suggested(stage, command, name, "ada") == [{"name": "Ada Lovelace", "value": "Ada Lovelace"}]


async def test_listed_days_are_suggested_newest_first(stage: Stage) -> None:
    days = [choice["value"] for choice in await suggested(stage, "top", "day", "2024-11")]
    assert days == ["2024-11-22", "2024-11-21"]
    assert await suggested(stage, "top", "day", "2023") == []


async def test_time_zones_are_suggested_where_a_part_of_the_name_begins_so(stage: Stage) -> None:
    zones = [choice["value"] for choice in await suggested(stage, "digest set", "timezone", "seo")]
    assert zones[0] == "Asia/Seoul"
    assert "America/New_York" in [x["value"] for x in await suggested(stage, "digest set", "timezone", "new york")]
    assert await suggested(stage, "digest set", "timezone", "no such place") == []


async def test_endless_titles_and_names_are_cut_or_left_out(stage: Stage) -> None:
    title, name = "Long " + "word " * 60, "Someone " + "x" * 120
    entry = f"### [{title}](https://arxiv.org/abs/2411.99999)\n\nAuthors: {name}, Someone Short\n\n- text\n"
    (stage.seeds / "c.txt").write_text(f"## Daily Papers (2024-11-23)\n\n{entry}", "utf-8")
    await stage.library.reload()
    (choice,) = await suggested(stage, "paper", "id_or_title", "long")
    assert choice["name"].endswith("…")
    assert [x["value"] for x in await suggested(stage, "author", "name", "someone")] == ["Someone Short"]


@pytest.mark.parametrize("typed", ["2024-11-22", "nov 22", "11월 22일", "2024년 11월 2"])
async def test_a_day_is_suggested_however_it_is_written(stage: Stage, typed: str) -> None:
    answer = await stage.answer(slash("top", option("day", typed, focused=True), autocomplete=True))
    assert answer["choices"][0]["value"] == "2024-11-22"


def typing(text: str, **who: Any) -> Payload:
    return slash("author", option("name", text, focused=True), autocomplete=True, **who)


class Looking:
    """Stand in the place of the search for names: note what is looked for, and let one text take its time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts = list[str]()
        self.threads = set[str]()
        self.gate = threading.Event()
        self.begun = {"slow": threading.Event(), "other": threading.Event()}

        def look(_: Corpus, text: str, __: int) -> list[str]:
            return self.look(text)

        monkeypatch.setattr(Corpus, "complete_authors", look)

    def look(self, text: str) -> list[str]:
        """Look for a text."""
        if text in self.begun:
            self.begun[text].set()
        self.texts.append(text)
        self.threads.add(threading.current_thread().name.rpartition("_")[0])
        if text == "slow":
            self.gate.wait(5)
        return [text or "nothing"]


@pytest.fixture
def looking(monkeypatch: pytest.MonkeyPatch) -> Looking:
    return Looking(monkeypatch)


async def test_of_a_person_who_types_on_the_newest_text_only_is_looked_for(stage: Stage, looking: Looking) -> None:
    sent = [asyncio.create_task(stage.send(typing("slow")))]
    await asyncio.to_thread(looking.begun["slow"].wait, 5)
    sent += [asyncio.create_task(stage.send(typing(text))) for text in ("a", "ab", "abc")]
    await asyncio.sleep(0)
    sent.append(asyncio.create_task(stage.send(typing("other", user_id=STRANGER_ID))))
    await asyncio.to_thread(looking.begun["other"].wait, 5)
    looking.gate.set()
    await asyncio.gather(*sent)
    assert looking.texts == ["slow", "other", "abc"]
    assert len(stage.wire.callbacks()) == 3
    assert looking.threads == {"suggestions"}


async def test_what_is_typed_is_cut_before_anything_reads_it(stage: Stage, looking: Looking) -> None:
    await stage.send(typing("x" * 6_000))
    assert looking.texts == ["x" * 100]


@pytest.mark.parametrize(("command", "name"), [("top", "day"), ("digest set", "timezone"), ("paper", "id_or_title")])
async def test_whatever_is_typed_something_is_answered(stage: Stage, command: str, name: str) -> None:
    assert await suggested(stage, command, name, "2024 a-" * 900) == []


async def test_suggestions_do_not_wait_for_answers(
    stage: Stage, looking: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended, begun = threading.Event(), threading.Barrier(5)

    def busy(*_: object, **__: object) -> None:
        begun.wait(5)
        ended.wait(5)
        message = "enough"
        raise RuntimeError(message)

    monkeypatch.setattr(QueryService, "author", busy)
    people = [slash("author", option("name", "x"), user_id=STRANGER_ID + number) for number in range(4)]
    asked = [asyncio.create_task(stage.send(one)) for one in people]
    await asyncio.to_thread(begun.wait, 5)
    await stage.send(typing("quick"))
    ended.set()
    await asyncio.gather(*asked)
    assert stage.wire.callbacks()[0]["data"]["choices"] == [{"name": "quick", "value": "quick"}]


async def test_suggestions_that_come_too_late_are_one_line_in_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.wire.refuse("POST", "/interactions/.*", 404, 10062)
    with caplog.at_level(logging.WARNING):
        await stage.send(typing("ada"))
    assert [(one.getMessage(), one.exc_info) for one in caplog.records] == [
        ("suggestions for /author came too late", None)
    ]


async def test_suggestions_that_fail_are_one_line_without_what_was_typed(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Corpus, typed: str, __: int) -> list[str]:
        raise ValueError(typed)

    monkeypatch.setattr(Corpus, "complete_authors", broken)
    await stage.send(typing("my secret"))
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.exc_info is None
    assert "/author failed: ValueError at broken in test_autocomplete.py" in record.getMessage()
    assert "my secret" not in caplog.text
