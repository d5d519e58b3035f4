"""Names are compared in bulk: with the same result as one by one."""

from __future__ import annotations

import pytest
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.search.name_likeness import NameLikeness

_NAMES = {
    "kaiminghe": ("kaiming", "he"),
    "yannlecun": ("yann", "lecun"),
    "geoffreyhinton": ("geoffrey", "hinton"),
    "geoffhinton": ("geoff", "hinton"),
    "christophermanning": ("christopher", "manning"),
}
_WORDS = {word for words in _NAMES.values() for word in words}


@pytest.mark.parametrize("typed", ["kaiming he", "hinton geofrey", "lecun yan", "manning christofer", "nobody"])
def test_names_are_as_much_like_as_the_kinder_of_both_comparisons_says(typed: str) -> None:
    found = dict(NameLikeness(_NAMES, _WORDS).alike(tuple(typed.split())))
    each = {key: " ".join(words) for key, words in _NAMES.items()}
    scores = {key: max(fuzz.ratio(typed, name), fuzz.token_sort_ratio(typed, name)) for key, name in each.items()}
    assert found == pytest.approx({key: score for key, score in scores.items() if score >= 82})


@pytest.mark.parametrize("typed", ["lecum", "hiton", "inton", "manningg", "kaimign", "nobody", ""])
def test_words_one_slip_away_are_found_whatever_their_length(typed: str) -> None:
    near = {word for word in _WORDS if OSA.distance(word, typed) <= 1}
    assert set(NameLikeness(_NAMES, _WORDS).slips(typed)) == near


def test_of_equals_the_first_in_order_is_found() -> None:
    words = ["ccccd", "ccccb", "cccca", "ccccx", "cccc"]
    assert NameLikeness({}, words).slips("cccce") == ("cccc", "cccca", "ccccb")
