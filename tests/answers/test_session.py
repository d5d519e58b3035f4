"""What is remembered of what was displayed: the list, the focus, the pair, and for how long."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from bot.answers.request import Act, Request
from bot.answers.session import Session, Sessions

_NOW = datetime(2025, 2, 7, tzinfo=UTC)


def _asked(act: Act, *papers: str, among: tuple[str, ...] | None = None) -> Request:
    return Request(act, "en", papers=papers, among=among)


def _after(*steps: tuple[Request, tuple[str, ...]]) -> Session:
    session = Session(_NOW)
    for request, shown in steps:
        session = session.after(request, shown, shown, _NOW)
    return session


def test_a_list_is_remembered_as_displayed_and_its_first_paper_is_it() -> None:
    request = _asked("papers")
    session = Session(_NOW).after(request, ("a", "b", "c"), ("a", "b", "c", "d"), _NOW)
    assert (session.listed, session.matched, session.list_request) == (("a", "b", "c"), ("a", "b", "c", "d"), request)
    assert (session.focus, session.pair, session.last) == ("a", None, request)


def test_one_paper_takes_the_focus_and_the_list_stays() -> None:
    session = _after((_asked("papers"), ("a", "b", "c")), (_asked("summary", "c"), ("c",)))
    assert (session.focus, session.listed) == ("c", ("a", "b", "c"))


def test_what_shows_nothing_changes_nothing_but_the_time() -> None:
    before = _after((_asked("summary", "a"), ("a",)))
    later = _NOW + timedelta(minutes=5)
    after = before.after(Request("thanks", "en"), (), (), later)
    assert (after.at, after.focus, after.exchanges) == (later, before.focus, before.exchanges)


def test_a_list_of_similar_papers_leaves_the_focus_with_the_one_they_are_like() -> None:
    session = _after((_asked("similar", "a"), ("b", "c")))
    assert (session.focus, session.listed) == ("a", ("b", "c"))


@pytest.mark.parametrize(
    ("steps", "pair"),
    [
        ([(_asked("compare", "a", "b"), ("a", "b"))], ("a", "b")),
        ([(_asked("summary", "a"), ("a",)), (_asked("votes", "b"), ("b",))], ("a", "b")),
        ([(_asked("papers"), ("a", "b"))], ("a", "b")),
        ([(_asked("papers"), ("a", "b", "c"))], None),
        ([(_asked("papers"), ("a",)), (_asked("papers"), ("b",))], ("a", "b")),
        ([(_asked("compare", "a", "b"), ("a", "b")), (_asked("authors", "b"), ("b",))], ("a", "b")),
    ],
)
def test_a_pair_is_what_was_compared_or_the_last_two_in_focus(
    steps: list[tuple[Request, tuple[str, ...]]], pair: tuple[str, str] | None
) -> None:
    assert _after(*steps).pair == pair


def test_one_chosen_of_a_pair_is_in_focus_and_the_pair_stays() -> None:
    session = _after((_asked("compare", "a", "b"), ("a", "b")), (_asked("papers", among=("a", "b")), ("b",)))
    assert (session.focus, session.pair, session.list_request) == ("b", ("a", "b"), None)


def test_the_last_ten_exchanges_and_sixty_papers_are_kept_the_latest_first() -> None:
    steps = [(_asked("summary", str(number)), (str(number),)) for number in range(70)]
    session = _after(*steps)
    assert [exchange.shown for exchange in session.exchanges] == [(str(number),) for number in range(60, 70)]
    assert session.mentioned == tuple(str(number) for number in range(69, 9, -1))


def test_a_session_lasts_fifteen_minutes_and_keys_stay_apart() -> None:
    sessions = Sessions()
    sessions.record("a", _asked("summary", "x"), ("x",), ("x",), _NOW)
    assert sessions.find("a", _NOW + timedelta(minutes=15)) is not None
    assert sessions.find("b", _NOW) is None
    assert sessions.find("a", _NOW + timedelta(minutes=16)) is None
    assert sessions.find("a", _NOW) is None


def test_each_exchange_makes_it_last_longer_small_talk_too() -> None:
    sessions = Sessions()
    sessions.record("a", _asked("summary", "x"), ("x",), ("x",), _NOW)
    sessions.record("a", Request("ack", "en"), (), (), _NOW + timedelta(minutes=10))
    found = sessions.find("a", _NOW + timedelta(minutes=20))
    assert found is not None
    assert found.focus == "x"


def test_papers_that_are_referred_to_are_the_list_unless_they_stand_in_it() -> None:
    sessions = Sessions()
    sessions.refer("a", ["x", "y"], _NOW)
    session = sessions.find("a", _NOW)
    assert session is not None
    assert (session.listed, session.focus, session.list_request) == (("x", "y"), "x", None)
    request = _asked("papers")
    sessions.record("a", request, ("p", "q", "r"), ("p", "q", "r"), _NOW)
    sessions.refer("a", ["q"], _NOW)
    session = sessions.find("a", _NOW)
    assert session is not None
    assert (session.listed, session.focus, session.list_request) == (("p", "q", "r"), "q", request)


def test_a_list_that_is_turned_over_is_displayed_up_to_its_last_paper() -> None:
    sessions = Sessions()
    request = _asked("papers")
    sessions.record("a", request, ("p", "q"), ("p", "q", "r", "s"), _NOW)
    sessions.turned("a", ["p", "q", "r", "s"], _NOW)
    session = sessions.find("a", _NOW)
    assert session is not None
    assert (session.listed, session.list_request) == (("p", "q", "r", "s"), request)
    sessions.turned("a", ["p", "q"], _NOW)
    session = sessions.find("a", _NOW)
    assert session is not None
    assert session.listed == ("p", "q", "r", "s")


def test_another_list_that_is_turned_over_is_the_one_meant_from_then_on() -> None:
    sessions = Sessions()
    sessions.record("a", _asked("papers"), ("p", "q"), ("p", "q"), _NOW)
    sessions.turned("a", ["x", "y"], _NOW)
    session = sessions.find("a", _NOW)
    assert session is not None
    assert (session.listed, session.focus) == (("x", "y"), "x")


def test_only_the_latest_sessions_are_kept_whoever_writes() -> None:
    sessions = Sessions(most=50)

    def write(start: int) -> None:
        for number in range(start, start + 200):
            sessions.record(number, _asked("summary", "x"), ("x",), ("x",), _NOW)

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 1_000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = [key for key in (*range(200), *range(1_000, 1_200)) if sessions.find(key, _NOW)]
    assert len(kept) == 50


def test_a_persons_sessions_are_forgotten_and_no_others() -> None:
    sessions = Sessions()
    for key in ((1, 7), (2, 7), (1, 8)):
        sessions.refer(key, ["x"], _NOW)
    sessions.forget(lambda key: key in ((1, 7), (2, 7)))
    assert [sessions.find(key, _NOW) is None for key in ((1, 7), (2, 7), (1, 8))] == [True, True, False]
