"""What people say for what papers write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.corpus.paper import Listing, Paper, Section
from bot.search.analysis import words
from bot.search.corpus import Corpus
from bot.search.glossary import Concept, Glossary
from bot.search.glossary_file import SAYINGS, GlossaryFile, read_glossary
from bot.search.sayings import Sayings

_SAYINGS = Sayings(
    [
        (("make stuff up", "make up", "지어내", "없는 말"), ("hallucination",)),
        (("blurry photo", "흐린 사진"), ("deblurring", "super-resolution")),
        (("slippery",), ("미끄러",)),
    ]
)
_GLOSSARY = Glossary([Concept("§hallucination", ("hallucination",), ("환각",))], _SAYINGS)


def said(text: str) -> list[tuple[str, ...]]:
    return [one.terms for one in _SAYINGS.find(list(words(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "stop chatbots from making stuff up",
        "stuff that they made up: makes up stuff",
        "없는 걸 지어내는 챗봇",
        "있지도 않은 말, 없는 말만 하는",
        "말도 안 되는 없는 소리",
    ],
)
def test_words_of_a_saying_stand_near_each_other_in_any_order(text: str) -> None:
    assert said(text)[:1] == [("hallucination",)]


@pytest.mark.parametrize("text", ["make a video", "photo of a cat", "말", "blurry one two three four five six photo"])
def test_a_part_of_a_saying_or_words_far_apart_are_none(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(("text", "found"), [("춤", 1), ("춤을 추는", 1), ("춤으로", 1), ("춤추", 0), ("춤꾼", 0)])
def test_one_syllable_is_a_saying_with_nothing_but_a_particle_behind_it(text: str, found: int) -> None:
    assert len(list(Sayings([(("춤",), ("dance",))]).find(list(words(text))))) == found


_EITHER = Sayings([(("chest|lung scan|x-ray|photo", "답변|대답 느리|느려", "kv캐시|캐시 줄이"), ("radiology",))])


@pytest.mark.parametrize(
    "text",
    [
        "a scan of the lungs",
        "photos of her chest",
        "chest x-rays",
        "대답이 너무 느려요",
        "kv캐시 줄이기",
        "캐시를 줄이는",
    ],
)
def test_of_words_joined_by_a_bar_one_is_enough(text: str) -> None:
    assert len(list(_EITHER.find(list(words(text))))) == 1


@pytest.mark.parametrize(
    "text", ["chest and lungs", "scan the photo", "an x of the ray", "느린 답변", "답변과 대답", "kv 줄이기"]
)
def test_each_of_them_needs_its_other_words(text: str) -> None:
    assert list(_EITHER.find(list(words(text)))) == []


@pytest.mark.parametrize("text", ["fine-tuning costs", "finetune costs", "cost to fine tune"])
@pytest.mark.parametrize("saying", ["fine-tune cost", "pretrain|fine-tune cost"])
def test_a_word_with_a_hyphen_is_typed_as_one_word_and_as_two(saying: str, text: str) -> None:
    assert len(list(Sayings([((saying,), ("cost",))]).find(list(words(text))))) == 1


def test_a_longer_saying_leaves_nothing_to_a_shorter_one_within_it() -> None:
    found = list(_SAYINGS.find(list(words("make stuff up"))))
    assert [one.places for one in found] == [(0, 1, 2)]


def paper(number: int, title: str, summary: str) -> Paper:
    listing = Listing(date(2025, 1, number), 1, 0, "a.txt")
    return Paper(f"2501.{number:05}", title, ("Ann Lee",), (Section(None, summary),), (listing,))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    papers = [
        paper(1, "Knowing What One Knows", "대형 언어 모델의 환각을 줄입니다."),
        paper(2, "Deblurring in One Step", "사진을 선명하게 합니다."),
        paper(3, "Walking Robots", "미끄러운 바닥에서도 걷습니다."),
        paper(4, "Making Models Large", "규모를 키웁니다."),
    ]
    return Corpus(papers, glossary=_GLOSSARY)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("stop it making stuff up", "Knowing What One Knows"),
        ("sharpen a blurry photo", "Deblurring in One Step"),
        ("slippery floor", "Walking Robots"),
        ("흐린 사진", "Deblurring in One Step"),
    ],
)
def test_papers_are_found_by_what_people_say(corpus: Corpus, query: str, title: str) -> None:
    assert corpus.search(query).hits[0].paper.title == title


def test_a_saying_is_explained_and_no_word_of_it_is_missed(corpus: Corpus) -> None:
    found = corpus.search("it makes stuff up")
    assert found.query.missing == ()
    best = found.hits[0].paper
    (part,) = [one for one in corpus.explain(found.query, best) if one.contribution]
    assert (part.word, part.meant, part.through) == ("makes stuff up", "hallucination", ("§hallucination",))


def test_a_saying_whose_first_term_no_paper_has_means_nothing_here(corpus: Corpus) -> None:
    glossary = Glossary([], Sayings([(("drone",), ("quadrotor", "robot"))]))
    found = Corpus(corpus.papers, glossary=glossary).search("drone robots")
    assert found.query.missing == ("drone",)


def test_a_word_that_papers_have_means_itself_whatever_else_is_said_so(corpus: Corpus) -> None:
    glossary = Glossary([], Sayings([(("robots", "droids"), ("환각",))]))
    found = Corpus(corpus.papers, glossary=glossary)
    assert [hit.paper.title for hit in found.search("robots").hits] == ["Walking Robots"]
    assert [hit.paper.title for hit in found.search("droids").hits] == ["Knowing What One Knows"]


def test_a_lone_word_is_a_span_of_a_saying_only_if_it_means_nothing_else() -> None:
    sayings = Sayings([(("droids",), ("robot",))])
    assert sayings.spans_in("some droids", lambda _: False) == [(5, 11)]
    assert sayings.spans_in("some droids", lambda _: True) == []


def test_a_term_of_several_words_means_itself_whatever_else_is_said_so(corpus: Corpus) -> None:
    concept = Concept("§language model", ("language model",), ("언어 모델",))
    glossary = Glossary([concept], Sayings([(("language model", "language machine"), ("환각",))]))
    found = Corpus(corpus.papers, glossary=glossary)
    assert not any(word.said for word in found.read("a language model").words)
    assert [word.meant for word in found.read("a language machine").words if word.said] == ["환각"]


def test_a_line_that_cannot_be_used_is_reported_and_the_others_stand(tmp_path: Path) -> None:
    (tmp_path / "glossary.tsv").write_text("model\t모델\n", "utf-8")
    (tmp_path / SAYINGS).write_text("# one\nmake up\thallucination\nno tab\n\tnothing said\na\tb\tc\n", "utf-8")
    glossary, problems = read_glossary(tmp_path / "glossary.tsv")
    assert [(problem.path.name, problem.line) for problem in problems] == [(SAYINGS, 3), (SAYINGS, 4), (SAYINGS, 5)]
    assert [one.terms for one in glossary.sayings.find(list(words("made it make it up")))] == [("hallucination",)]


def test_the_files_are_read_again_only_where_one_has_changed(tmp_path: Path) -> None:
    glossary = tmp_path / "glossary.tsv"
    kept = GlossaryFile(glossary)
    assert [problem.path for problem in kept.read()[1]] == [glossary]
    glossary.write_text("model\t모델\n", "utf-8")
    first, problems = kept.read()
    assert (len(first.concepts), problems) == (1, ())
    assert kept.read()[0] is first
    (tmp_path / SAYINGS).write_text("make up\tmodel\nno tab\n", "utf-8")
    second, problems = kept.read()
    assert [one.terms for one in second.sayings.find(list(words("make it up")))] == [("model",)]
    assert [problem.line for problem in problems] == [2]
    (tmp_path / SAYINGS).unlink()
    third, problems = kept.read()
    assert (list(third.sayings.find(list(words("make it up")))), problems) == ([], ())


def test_without_the_file_there_are_no_sayings_and_no_problem(tmp_path: Path) -> None:
    (tmp_path / "glossary.tsv").write_text("model\t모델\n", "utf-8")
    glossary, problems = read_glossary(tmp_path / "glossary.tsv")
    assert problems == ()
    assert list(glossary.sayings.find(list(words("make up")))) == []
