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


GARBAGE = [
    "x" * 101,
    "lorem ipsum " * 800,
    "['" + "A B' 'C D" * 500 + "']",
    "<html>" + "<p>text</p>" * 300,
    "QUJD" * 2_000,
    "".join(f"\\u{number:04x}" for number in range(2_000)),
    "[" * 5_000,
    "1234",
    "***",
    "http://" + "a" * 200,
]


@pytest.mark.parametrize("garbage", GARBAGE, ids=range(len(GARBAGE)))
def test_what_cannot_be_a_name_is_none_and_is_told(garbage: str) -> None:
    dropped: list[str] = []
    names, _ = parse_authors(f"Ada Lovelace, {garbage}, Alan Turing", dropped)
    assert (names[0], names[-1]) == ("Ada Lovelace", "Alan Turing")
    assert all(len(name) <= 100 for name in names)
    assert dropped


def test_the_longest_name_that_is_taken_has_a_hundred_characters() -> None:
    dropped: list[str] = []
    assert parse_authors(f"{'x' * 100}, {'y' * 101}", dropped) == (("x" * 100,), False)
    assert dropped == ["y" * 101]


def test_generations_do_not_pile_up_on_a_name() -> None:
    names, _ = parse_authors("Martin King" + ", Jr." * 20_000)
    assert all(len(name) <= 100 for name in names)


def test_thousands_of_authors_are_all_kept() -> None:
    names = tuple(f"Author Number{number}" for number in range(4_000))
    assert parse_authors(", ".join(names)) == (names, False)
    assert parse_authors(str(list(names))) == (names, False)
