from __future__ import annotations

import time

import pytest

from bot.search.authors import AuthorDirectory
from bot.search.forward_index import ForwardIndex
from bot.search.names import letters_of


@pytest.fixture
def directory() -> AuthorDirectory:
    names = [
        ("Kaiming He", "Jian-Wei Zhang"),
        ("Jianwei Zhang", "José García"),
        ("Jose Garcia", "Yann LeCun"),
        ("L. Fei-Fei", "Wei Wang"),
        ("Wen Wang", "He Kaiming"),
        ("Tianqi Chen", "Xiang T. Chen", "Shih-Yang Liu"),
    ]
    field = ForwardIndex.of(names)
    return AuthorDirectory(field, [letters_of(name) for name in field.values])


@pytest.mark.parametrize(
    ("typed", "papers"),
    [
        ("Kaiming He", (0,)),
        ("kaiming he", (0,)),
        ("Jian Wei Zhang", (0, 1)),
        ("JIANWEI ZHANG", (0, 1)),
        ("Zhang Jianwei", (0, 1)),
        ("José García", (1, 2)),
        ("Garcia Jose", (1, 2)),
        ("L Fei-Fei", (3,)),
        ("Yann Le Cun", (2,)),
    ],
)
def test_a_name_is_found_in_any_spelling(directory: AuthorDirectory, typed: str, papers: tuple[int, ...]) -> None:
    match = directory.find(typed)
    assert match.kind == "spelling"
    assert match.people[0].papers == papers


def test_both_orders_of_a_name_that_the_listings_hold_are_offered(directory: AuthorDirectory) -> None:
    assert {person.name for person in directory.find("Kaiming He").people} == {"Kaiming He", "He Kaiming"}


def test_a_surname_gives_everybody_who_has_it(directory: AuthorDirectory) -> None:
    match = directory.find("wang")
    assert match.kind == "part"
    assert {person.name for person in match.people} == {"Wei Wang", "Wen Wang"}


def test_an_initial_stands_for_the_given_name(directory: AuthorDirectory) -> None:
    assert [person.name for person in directory.find("Y. LeCun").people] == ["Yann LeCun"]
    assert directory.find("X. LeCun").people == ()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("T. Chen", ["Tianqi Chen"]),
        ("X. T. Chen", ["Xiang T. Chen"]),
        ("Chen T", ["Tianqi Chen"]),
        ("S. Y. Liu", ["Shih-Yang Liu"]),
        ("Y. Liu", []),
    ],
)
def test_the_given_name_begins_with_the_initial(directory: AuthorDirectory, typed: str, names: list[str]) -> None:
    assert [person.name for person in directory.find(typed).people] == names


@pytest.mark.parametrize(
    ("typed", "name"),
    [("카이밍 허", "Kaiming He"), ("얀 르쿤", "Yann LeCun"), ("르쿤", "Yann LeCun"), ("호세 가르시아", "José García")],
)
def test_a_name_in_hangul_is_found_by_its_sound(directory: AuthorDirectory, typed: str, name: str) -> None:
    match = directory.find(typed)
    assert match.kind == "sound"
    assert name in [person.name for person in match.people]


def test_nobody_sounds_like_other_words(directory: AuthorDirectory) -> None:
    assert directory.find("강화학습 로봇").people == ()


@pytest.mark.parametrize("piece", ["wang ", "a", "카이밍 ", "W. ", "He Kaiming "])
def test_a_page_instead_of_a_name_is_looked_up_in_no_time(directory: AuthorDirectory, piece: str) -> None:
    typed = (piece * 6000)[:6000]
    directory.find(typed)
    started = time.perf_counter()
    directory.find(typed)
    directory.complete(typed, 25)
    assert time.perf_counter() - started < 0.1


def test_a_slip_of_the_pen_finds_the_nearest_name(directory: AuthorDirectory) -> None:
    match = directory.find("Yan LeCunn")
    assert match.kind == "likeness"
    assert [person.name for person in match.people] == ["Yann LeCun"]


@pytest.mark.parametrize("typed", ["Quentin Tarantino", "", "!!!", "x"])
def test_nobody_is_meant_by_a_name_like_no_other(directory: AuthorDirectory, typed: str) -> None:
    assert directory.find(typed).people == ()


def test_full_names_are_seen_inside_a_sentence(directory: AuthorDirectory) -> None:
    assert [person.name for person in directory.named_in("Yann LeCun이 쓴 논문 있어?")] == ["Yann LeCun"]
    assert directory.named_in("what did Wang write?") == []


def test_names_are_completed_from_beginnings_of_their_words(directory: AuthorDirectory) -> None:
    assert directory.complete("wan", 25) == ["Wei Wang", "Wen Wang"]
    assert directory.complete("wan we", 1) == ["Wei Wang"]
    assert len(directory.complete("", 3)) == 3


def test_what_is_prepared_is_found_alike(directory: AuthorDirectory) -> None:
    directory.prepare()
    assert [person.name for person in directory.find("르쿤").people] == ["Yann LeCun"]


def test_a_name_in_hangul_that_only_begins_like_somebodys_is_nobodys() -> None:
    field = ForwardIndex.of([("Rui Yan", "Yong Lin", "Kaiming He")])
    directory = AuthorDirectory(field, [letters_of(name) for name in field.values])
    assert directory.find("얀 르쿤").people == ()
    assert [person.name for person in directory.find("카이밍 허").people] == ["Kaiming He"]
