"""Suggestions while somebody types."""

from __future__ import annotations

from typing import Any

import pytest

from tests.interface.conftest import Stage
from tests.wire.interactions import option, slash


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
