"""People's saved papers are found again."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.personal.saved import find
from bot.search.corpus import Corpus
from bot.search.glossary import Concept, Glossary
from bot.search.hits import Filters
from bot.storage.people.saved import SavedPaper
from tests.conftest import MakePaper

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)


def _kept(*papers: tuple[str, str]) -> list[SavedPaper]:
    return [SavedPaper(arxiv_id, title, NOW) for arxiv_id, title in papers]


def _ids(papers: list[SavedPaper]) -> list[str]:
    return [paper.arxiv_id for paper in papers]


def test_no_query_shows_all_as_they_stand(corpus: Corpus) -> None:
    saved = _kept(("b", "B"), ("a", "A"))
    assert find(saved, "  ", corpus) == saved


def test_saved_papers_are_found_in_the_order_of_the_search(corpus: Corpus) -> None:
    ranked = [hit.paper for hit in corpus.search("diffusion image generation").hits[:6]]
    saved = _kept(*((paper.arxiv_id, paper.title) for paper in reversed(ranked[1:])))
    assert _ids(find(saved, "diffusion image generation", corpus)) == [paper.arxiv_id for paper in ranked[1:]]


def test_a_saved_paper_is_found_by_what_its_summary_says_and_others_are_left_out(make_paper: MakePaper) -> None:
    corpus = Corpus([make_paper("2401.00001", "Quiet", "a robot walks"), make_paper("2401.00002", "Loud", "it sings")])
    saved = _kept(("2401.00002", "Loud"), ("2401.00001", "Quiet"))
    assert _ids(find(saved, "robot", corpus)) == ["2401.00001"]
    assert find(saved, "harpsichord", corpus) == []
    assert find(saved, "the", corpus) == []


def test_a_paper_that_left_the_corpus_is_found_by_its_title_in_either_language(make_paper: MakePaper) -> None:
    glossary = Glossary([Concept("강화 학습", ("reinforcement learning",), ("강화 학습",))])
    corpus = Corpus([make_paper("2401.00001", "Reinforcement Learning")], glossary=glossary)
    saved = _kept(("2312.00001", "Zorblax: Reinforcement Learning of Games"), ("2312.00002", "Images"))
    assert _ids(find(saved, "zorblax", corpus)) == ["2312.00001"]
    assert _ids(find(saved, "강화학습", corpus)) == ["2312.00001"]


def test_a_paper_that_the_corpus_has_is_found_as_it_is_there(make_paper: MakePaper) -> None:
    corpus = Corpus([make_paper("2401.00001", "New name"), make_paper("2401.00002", "Old robots")])
    assert find(_kept(("2401.00001", "Old name")), "old", corpus) == []


def test_a_lost_paper_that_has_the_whole_query_stands_before_those_that_have_a_part(make_paper: MakePaper) -> None:
    corpus = Corpus([make_paper("2401.00001", "Robot arms walking"), make_paper("2401.00002", "Robot eyes")])
    saved = _kept(("2401.00001", "x"), ("2401.00002", "x"), ("2312.00001", "Robot walking"), ("2312.00002", "Images"))
    assert _ids(find(saved, "robot walking", corpus)) == ["2401.00001", "2312.00001", "2401.00002"]


def test_a_paper_is_found_by_its_id(corpus: Corpus) -> None:
    one, other = corpus.papers[0], corpus.papers[1]
    saved = _kept((one.arxiv_id, one.title), (other.arxiv_id, other.title), ("1001.00001", "Lost"))
    assert _ids(find(saved, f"https://arxiv.org/abs/{other.arxiv_id}v2", corpus))[0] == other.arxiv_id
    assert _ids(find(saved, "1001.00001", corpus)) == ["1001.00001"]


def test_a_paper_is_found_by_its_note_in_either_language_and_stands_by_what_of_the_query_it_has(
    make_paper: MakePaper,
) -> None:
    glossary = Glossary([Concept("강화 학습", ("reinforcement learning",), ("강화 학습",))])
    corpus = Corpus(
        [make_paper("2401.00001", "Robot arms"), make_paper("2401.00002", "Reinforcement Learning robot")],
        glossary=glossary,
    )
    saved = [
        SavedPaper("2401.00001", "Robot arms", NOW, "강화학습 robot, for the talk"),
        SavedPaper("2401.00002", "x", NOW),
        SavedPaper("2312.00001", "Lost", NOW, "reinforcement learning"),
        SavedPaper("2312.00002", "Lost", NOW, "nothing of it"),
    ]
    assert _ids(find(saved, "talk", corpus)) == ["2401.00001"]
    assert _ids(find(saved, "reinforcement learning", corpus)) == ["2401.00002", "2401.00001", "2312.00001"]


def test_filters_and_orders_are_those_of_the_search(make_paper: MakePaper) -> None:
    corpus = Corpus(
        [
            make_paper("2401.00001", "Robot one", day="2024-10-21", votes=5, authors=("Ada Lovelace",)),
            make_paper("2401.00002", "Robot two", day="2024-10-22", votes=9, authors=("Ada Lovelace",)),
            make_paper("2401.00003", "Robot three", day="2024-10-23", votes=None, authors=("Alan Turing",)),
            make_paper("2401.00004", "Robot of somebody else", day="2024-10-23", votes=50),
        ]
    )
    saved = _kept(*((f"2401.0000{number}", "x") for number in (1, 2, 3)), ("2312.00001", "Lost robot"))
    assert _ids(find(saved, "", corpus, sort="votes")) == [f"2401.0000{n}" for n in (2, 1, 3)] + ["2312.00001"]
    assert _ids(find(saved, "robot", corpus, sort="newest")) == [f"2401.0000{n}" for n in (3, 2, 1)] + ["2312.00001"]
    assert _ids(find(saved, "", corpus, Filters(min_votes=6))) == ["2401.00002"]
    since = Filters(since=date(2024, 10, 22))
    assert _ids(find(saved, "robot", corpus, since, "votes")) == ["2401.00002", "2401.00003"]
    assert _ids(find(saved, "robot", corpus, Filters(author="Ada Lovelace"), "oldest")) == ["2401.00001", "2401.00002"]
    assert find(saved, "robot", corpus, Filters(author="Nobody")) == []
