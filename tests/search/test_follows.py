"""Followed topics and authors: what fits them, and what does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.corpus.paper import Listing, Section
from bot.search.corpus import Corpus
from bot.search.follows import matches
from bot.search.glossary import Concept, Glossary
from bot.storage.follow import Follow
from tests.conftest import MakePaper

DAY = date(2024, 10, 25)
GLOSSARY = Glossary(
    (
        Concept("§diffusion", ("diffusion", "diffusion model"), ("확산", "확산 모델")),
        Concept("§moe", ("mixture of experts", "moe"), ("전문가 혼합",)),
        Concept("§video generation", ("video generation",), ("비디오 생성",)),
        Concept("§gpt", ("gpt",), ("지피티",)),
    )
)
Fitting = Callable[..., list[int]]
FILLER = [("Another thing", "전혀 다른 이야기입니다.")]


@pytest.fixture
def fitting(make_paper: MakePaper) -> Fitting:
    """Return a function that tells which of some papers (title, summary), given in this order, fit a topic."""

    def fit(topic: str, *papers: tuple[str, str]) -> list[int]:
        made = [
            make_paper(f"2401.{n:05}", title, text, votes=100 - n) for n, (title, text) in enumerate((*papers, *FILLER))
        ]
        found = matches(Corpus(made, glossary=GLOSSARY), [Follow("topic", topic)], DAY, DAY)
        return [int(match.hit.paper.arxiv_id[5:]) for match in found]

    return fit


@pytest.mark.parametrize("topic", ["diffusion", "diffusion models", "확산 모델", "확산"])
def test_a_topic_finds_papers_of_both_languages(fitting: Fitting, topic: str) -> None:
    papers = [
        ("Diffusion Models Beat GANs", ""),
        ("A Paper", "확산 모델을 더 빠르게 만듭니다."),
        ("Cats", "고양이입니다."),
    ]
    assert fitting(topic, *papers) == [0, 1]


def test_every_telling_word_of_a_topic_is_needed(fitting: Fitting) -> None:
    papers = [("Protein design", ""), ("Protein folding", ""), ("Design of Proteins with Care", "")]
    assert fitting("protein design", *papers) == [0, 2]


def test_a_word_that_no_paper_has_fits_nothing(fitting: Fitting) -> None:
    assert fitting("zebrafish diffusion", ("Diffusion Models", "")) == []
    assert fitting("diffusoin", ("Diffusion Models", "")) == []


def test_a_term_of_several_words_counts_as_a_whole(fitting: Fitting) -> None:
    papers = [("Experts label a mixture of sounds", ""), ("Sparse MoE", ""), ("전문가 혼합을 위한 논문", "")]
    assert fitting("mixture of experts", *papers) == [1, 2]
    papers = [("Text generation from a video", ""), ("Video-generation", ""), ("비디오 생성", "")]
    assert fitting("video generation", *papers) == [1, 2]


def test_a_compound_name_is_not_its_parts(fitting: Fitting) -> None:
    papers = [
        ("Evaluating GPT-4o", ""),
        ("GPT-3 on 4 tasks", ""),
        ("GPT-4o-mini is small", ""),
        ("GPT4o again", ""),
        ("A 4o thing, and a GPT", ""),
    ]
    assert fitting("GPT-4o", *papers) == [0, 2, 3]


def test_korean_words_written_together_need_all_their_parts(fitting: Fitting) -> None:
    papers = [("첫째", "단백질 구조를 다룹니다."), ("둘째", "구조가 다릅니다."), ("셋째", "단백질입니다.")]
    assert fitting("단백질구조", *papers) == [0]


def test_a_lone_mention_after_the_opening_is_no_reason_but_two_are(make_paper: MakePaper) -> None:
    opening = Section("What's New", "새로운 방법입니다.")

    def corpus(details: str) -> Corpus:
        paper = replace(make_paper(), sections=(opening, Section("Technical Details", details)))
        return Corpus([paper], glossary=GLOSSARY)

    follows = [Follow("topic", "diffusion")]
    assert matches(corpus("확산 모델과 비교했습니다."), follows, DAY, DAY) == ()
    assert len(matches(corpus("확산 모델을 씁니다. 확산 과정을 줄입니다."), follows, DAY, DAY)) == 1


def test_an_authors_name_is_no_topic(make_paper: MakePaper) -> None:
    corpus = Corpus([make_paper(authors=("Claude Shannon",)), make_paper("2401.00002", "Claude writes code")])
    (match,) = matches(corpus, [Follow("topic", "Claude")], DAY, DAY)
    assert match.hit.paper.arxiv_id == "2401.00002"


@pytest.mark.parametrize(
    ("name", "found"),
    [("Yann LeCun", 1), ("lecun, yann", 1), ("Yann Lecún", 1), ("LeCun", 0), ("Jann LeKun", 0), ("", 0)],
)
def test_an_author_is_found_in_any_spelling_but_never_by_likeness(make_paper: MakePaper, name: str, found: int) -> None:
    corpus = Corpus([make_paper(authors=("Ada Lovelace", "Yann LeCun")), make_paper("2401.00002")])
    assert len(matches(corpus, [Follow("author", name)], DAY, DAY)) == found


def test_only_papers_listed_in_the_range_come_with_that_listing(make_paper: MakePaper) -> None:
    early, late = (Listing(date(2024, 10, day), votes, 0, "a.txt") for day, votes in ((25, 9), (28, 1)))
    paper = replace(make_paper(title="Diffusion"), listings=(late, early))
    corpus, follows = Corpus([paper], glossary=GLOSSARY), [Follow("topic", "diffusion")]
    assert [match.hit.listing for match in matches(corpus, follows, DAY, DAY)] == [early]
    assert [match.hit.listing for match in matches(corpus, follows, DAY, date(2024, 10, 28))] == [late]
    assert matches(corpus, follows, date(2024, 10, 26), date(2024, 10, 27)) == ()


def test_each_paper_comes_once_with_its_first_reason_most_votes_first(make_paper: MakePaper) -> None:
    corpus = Corpus(
        [
            make_paper("2401.00001", "Diffusion", votes=None, authors=("Ada Lovelace",)),
            make_paper("2401.00002", "Engines", votes=7, authors=("Ada Lovelace",)),
            make_paper("2401.00003", "Diffusion again", votes=9),
        ],
        glossary=GLOSSARY,
    )
    ada, topic = Follow("author", "Ada Lovelace"), Follow("topic", "diffusion")
    found = matches(corpus, [topic, ada], DAY, DAY)
    assert [(match.hit.paper.arxiv_id[-1], match.follow) for match in found] == [("3", topic), ("2", ada), ("1", topic)]


@pytest.mark.parametrize("topic", ["", "the", "!!!", "🙂", "논문", "x" * 500])
def test_a_topic_that_says_nothing_fits_nothing(fitting: Fitting, topic: str) -> None:
    assert fitting(topic, ("The end of x 🙂!!!", "논문입니다.")) == []


def test_topics_on_the_seeds_are_precise(corpus: Corpus) -> None:
    def titles(topic: str) -> Sequence[str]:
        found = matches(corpus, [Follow("topic", topic)], corpus.days[-1], corpus.days[0])
        return [match.hit.paper.title for match in found]

    assert titles("GPT-5") == []
    assert all("robot" in title.lower() for title in titles("robotics"))
    assert 5 <= len(titles("diffusion")) <= 25
