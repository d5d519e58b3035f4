"""Which of several spans that overlap is believed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.understand.meanings import Count, Everything
from bot.answers.understand.spans import Span, believed, blanked, covered


def _span(start: int, end: int) -> Span:
    return Span(start, end, "count", Count(1))


def test_the_surer_span_is_believed_then_the_longer_then_the_first() -> None:
    sure, longer, other = _span(4, 6), _span(0, 9), _span(3, 12)
    assert believed([(2, longer), (1, sure)]) == [sure]
    assert believed([(2, _span(0, 3)), (2, longer)]) == [longer]
    assert believed([(2, other), (2, longer)]) == [longer]


def test_spans_that_only_touch_are_both_believed_and_come_in_order() -> None:
    first, second = _span(0, 3), Span(3, 5, "scope", Everything())
    assert believed([(1, second), (5, first)]) == [first, second]


def test_spans_are_blanked_at_their_places() -> None:
    assert blanked("top 3 agents", [_span(0, 5)]) == "      agents"


def test_what_spans_cover_is_told_for_each_place() -> None:
    assert list(covered(6, [_span(1, 3), _span(2, 4)])) == [0, 1, 1, 1, 0, 0]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 40), st.integers(1, 9)), max_size=12))
def test_no_two_believed_spans_overlap_and_none_that_is_free_is_left_out(drawn: list[tuple[int, int, int]]) -> None:
    candidates = [(order, _span(start, start + length)) for order, start, length in drawn]
    kept = believed(candidates)
    assert not any(one is not other and one.overlaps(other) for one in kept for other in kept)
    assert all(any(span.overlaps(other) for other in kept) for _, span in candidates)
