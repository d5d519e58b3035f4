"""What each paper has, as numbers: a model of plain counters says what is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.forward_index import NEW, ForwardIndex, rows_of

Bags = list[list[str]]

_BAG = st.lists(st.sampled_from(["a", "b", "c", "d", "희소", "e f", ""]), max_size=6)
_BAGS = st.lists(_BAG, max_size=8)


@st.composite
def _changes(draw: st.DrawFn) -> tuple[Bags, list[tuple[list[int], Bags]]]:
    """Return bags, and changes that one after the other keep some rows in any order and bring new ones."""
    first = draw(_BAGS)
    count, changes = len(first), list[tuple[list[int], Bags]]()
    for _ in range(draw(st.integers(1, 3))):
        kept = draw(st.permutations(range(count)).map(list))[: draw(st.integers(0, count))]
        fresh = draw(_BAGS)
        former = draw(st.permutations([*kept, *[NEW] * len(fresh)]))
        changes.append((former, fresh))
        count = len(former)
    return first, changes


def counters(field: ForwardIndex) -> list[Counter[str]]:
    """Return what a field says of each paper."""
    spans = zip(field.starts[:-1].tolist(), field.starts[1:].tolist(), strict=True)
    return [
        Counter({field.values[field.numbers[place]]: int(field.counts[place]) for place in range(start, end)})
        for start, end in spans
    ]


def assert_holds(field: ForwardIndex, bags: Sequence[Sequence[str]]) -> None:
    assert field.size == len(bags)
    assert counters(field) == [Counter(bag) for bag in bags]
    assert field.totals.tolist() == [len(bag) for bag in bags]
    # Each value once, and none that no paper has.
    assert Counter(field.values) == Counter({value for bag in bags for value in bag})
    assert [field.number_of[value] for value in field.values] == list(range(len(field.values)))
    assert (field.numbers.dtype, field.counts.dtype, field.starts.dtype) == (np.int32, np.int32, np.int64)


@settings(deadline=None)
@given(_BAGS)
def test_a_field_holds_what_each_paper_has_and_how_often(bags: Bags) -> None:
    assert_holds(ForwardIndex.of(bags), bags)


def _in_parts(bags: Bags) -> list[ForwardIndex]:
    return [ForwardIndex.of(bags[start : start + 2]) for start in range(0, len(bags), 2)]


@settings(deadline=None)
@given(_changes())
def test_a_field_that_follows_another_is_as_one_made_anew(given: tuple[Bags, list[tuple[list[int], Bags]]]) -> None:
    bags, changes = given
    field = ForwardIndex.of(bags)
    for former, fresh in changes:
        coming = iter(fresh)
        bags = [next(coming) if row == NEW else bags[row] for row in former]
        field = field.updated(np.array(former, np.int64), _in_parts(fresh))
        assert_holds(field, bags)


@settings(deadline=None)
@given(_BAGS)
def test_holders_are_the_papers_of_each_value(bags: Bags) -> None:
    field = ForwardIndex.of(bags)
    inverted = field.inverted()
    for number, value in enumerate(field.values):
        span = slice(inverted.starts[number], inverted.starts[number + 1])
        having = [(paper, Counter(bag)[value]) for paper, bag in enumerate(bags) if value in bag]
        assert list(zip(inverted.papers[span].tolist(), inverted.counts[span].tolist(), strict=True)) == having


def test_holders_of_very_many_values_are_in_order_too() -> None:
    values = [f"v{number}" for number in range(70_000)]
    field = ForwardIndex.of([values[::2], values[::-1], values[65_000:], values[:3]])
    inverted = field.inverted()
    for number, having in ((0, [0, 1, 3]), (1, [1, 3]), (65_535, [1, 2]), (65_536, [0, 1, 2]), (69_999, [1, 2])):
        own = field.number_of[f"v{number}"]
        assert inverted.papers[inverted.starts[own] : inverted.starts[own + 1]].tolist() == having


@settings(deadline=None)
@given(_BAGS, st.data())
def test_rows_are_found_whole_and_in_the_order_asked(bags: Bags, data: st.DataObject) -> None:
    field = ForwardIndex.of(bags)
    rows = data.draw(st.lists(st.integers(0, len(bags) - 1), max_size=5)) if bags else []
    places = rows_of(field.starts, np.array(rows, np.int64))
    wanted = [value for row in rows for value in counters(field)[row]]
    assert [field.values[number] for number in field.numbers[places].tolist()] == wanted


def test_a_row_that_does_not_come_back_takes_its_values_along() -> None:
    field = ForwardIndex.of([["only here"], ["both", "there"]]).updated(
        np.array([1, NEW]), [ForwardIndex.of([["new"]])]
    )
    assert set(field.values) == {"both", "there", "new"}


@pytest.mark.parametrize("former", [[], [NEW, NEW]])
def test_papers_without_values_are_papers(former: list[int]) -> None:
    field = ForwardIndex.empty().updated(np.array(former, np.int64), [ForwardIndex.of([()] * len(former))])
    assert (field.size, field.values, len(field.inverted().papers)) == (len(former), (), 0)
