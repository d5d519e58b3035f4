"""The authors line gives names, in its order, each once."""

from __future__ import annotations

import pytest

from bot.corpus.names import parse_authors


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ada Lovelace, Alan Turing", ("Ada Lovelace", "Alan Turing")),
        ("Ada Lovelace; Alan Turing", ("Ada Lovelace", "Alan Turing")),
        ("김철수，이영희", ("김철수", "이영희")),
        ("Ada Lovelace and Alan Turing", ("Ada Lovelace", "Alan Turing")),
        ("Ada Lovelace & Alan Turing", ("Ada Lovelace", "Alan Turing")),
        ("Ada Lovelace, Alan Turing, and Lei Bai", ("Ada Lovelace", "Alan Turing", "Lei Bai")),
        ("and Lei Bai", ("Lei Bai",)),
        ("['Ada Lovelace', 'and Lei Bai']", ("Ada Lovelace", "Lei Bai")),
        ("Andy Anderson, Xiao Landand", ("Andy Anderson", "Xiao Landand")),
        ("  Ada \t  Lovelace ,, Alan Turing, ", ("Ada Lovelace", "Alan Turing")),
        ("['Ada Lovelace', 'Alan Turing']", ("Ada Lovelace", "Alan Turing")),
        ('["Ada Lovelace", "Alan Turing"]', ("Ada Lovelace", "Alan Turing")),
        ("['Ada Lovelace','Alan Turing',]", ("Ada Lovelace", "Alan Turing")),
        ("[Ada Lovelace, Alan Turing]", ("Ada Lovelace", "Alan Turing")),
        ("['Ada Lovelace', 'Alan Tu", ("Ada Lovelace", "Alan Tu")),
        ("['Solo']", ("Solo",)),
    ],
)
def test_names_are_read_from_lists_and_from_literals(line: str, names: tuple[str, ...]) -> None:
    assert parse_authors(line) == (names, False)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("""['A', "D'arcy Thompson"]""", ("A", "D'arcy Thompson")),
        ("D'arcy Thompson, A", ("D'arcy Thompson", "A")),
        ("['O'Brien', 'A']", ("O'Brien", "A")),
        (r"['O\'Brien', 'A']", ("O'Brien", "A")),
        ("""["'t Hooft", 'A']""", ("'t Hooft", "A")),
    ],
)
def test_an_apostrophe_belongs_to_its_name(line: str, names: tuple[str, ...]) -> None:
    assert parse_authors(line) == (names, False)


@pytest.mark.parametrize(
    "line",
    [
        "A, B, +",
        "['A', 'B', '+']",
        "A, B et al.",
        "A, B, et al.",
        "A, B, et al",
        "A, B, + 12 others",
        "A, B, +3 more authors",
        "A, B, and others",
    ],
)
def test_a_mark_for_others_is_no_name(line: str) -> None:
    assert parse_authors(line) == (("A", "B"), True)


def test_a_name_that_stands_twice_is_one_author_at_its_first_place() -> None:
    assert parse_authors("['A', 'B', 'A']") == (("A", "B"), False)


@pytest.mark.parametrize("suffix", ["Jr.", "Jr", "Sr.", "III"])
def test_a_generation_belongs_to_the_name_before_it(suffix: str) -> None:
    assert parse_authors(f"Martin King, {suffix}, Ada Lovelace") == ((f"Martin King, {suffix}", "Ada Lovelace"), False)


@pytest.mark.parametrize("line", ["", "  ", "-", "None", "N/A", "unknown", "[]", "['']", ","])
def test_a_line_without_names_gives_nobody(line: str) -> None:
    assert parse_authors(line) == ((), False)


def test_ten_thousand_characters_of_names_are_all_kept() -> None:
    names = tuple(f"Author Number{number}" for number in range(600))
    assert parse_authors(", ".join(names)) == (names, False)
