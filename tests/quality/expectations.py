"""Does a reply hold what somebody expected of it? `people/README.md` says what an expectation may name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.console.rows import Row

__all__ = ["faults"]

_SHORT = 600


def faults(expected: Row, reply: Row) -> list[str]:
    """Return what of `expected` does not hold of a reply as `ask --jsonl` prints it; nothing where all does."""
    shown = _shown(reply)
    if expected.get("asks_back_ok") and reply["status"] != "papers" and not shown and not reply["quotes"]:
        return []
    return [*_of_the_answer(expected, reply, shown), *_of_the_papers(expected, shown), *_of_the_text(expected, reply)]


def _shown(reply: Row) -> list[str]:
    """Return the papers that a person sees: those whose id stands in the text, in its order."""
    text: str = reply["text"]
    ids: list[str] = [paper["arxiv_id"] for paper in reply["papers"]]
    return sorted((arxiv_id for arxiv_id in ids if arxiv_id in text), key=text.index)


def _of_the_answer(expected: Row, reply: Row, shown: Sequence[str]) -> Iterator[str]:
    if expected.get("refuses") and reply["status"] != "not_found" and (shown or reply["quotes"]):
        yield "answers what it should refuse"
    if reply["status"] not in expected.get("status", [reply["status"]]):
        yield f"is {reply['status']}"


def _of_the_papers(expected: Row, shown: Sequence[str]) -> Iterator[str]:
    top: list[str] = expected.get("top", [])
    if list(shown[: len(top)]) != top:
        yield f"begins with {shown[: len(top)]}"
    if (rule := expected.get("set")) is not None and not _all_among(rule, shown):
        yield f"has others among {shown[: rule['first']]}"
    if (rule := expected.get("any")) is not None:
        fitting = len(set(rule["ids"]).intersection(shown[: rule["first"]]))
        if fitting < rule.get("least", 1):
            yield f"has {fitting} that fit in {shown[: rule['first']]}"
    if unwanted := set(expected.get("none", ())).intersection(shown):
        yield f"shows {sorted(unwanted)}"
    if not expected.get("at_least", 0) <= len(shown) <= expected.get("at_most", len(shown)):
        yield f"shows {len(shown)} papers"


def _all_among(rule: dict[str, Any], shown: Sequence[str]) -> bool:
    first = shown[: rule["first"]]
    return len(first) >= min(rule["first"], len(set(rule["ids"]))) and set(first) <= set(rule["ids"])


def _of_the_text(expected: Row, reply: Row) -> Iterator[str]:
    text: str = reply["text"].casefold()
    for spellings in expected.get("say", ()):
        if not any(spelling.casefold() in text for spelling in spellings):
            yield f"does not say {spellings[0]!r}"
    for unwanted in expected.get("not_say", ()):
        if unwanted.casefold() in text:
            yield f"says {unwanted!r}"
    if expected.get("short") and len(reply["text"]) > _SHORT:
        yield f"is {len(reply['text'])} characters long"
