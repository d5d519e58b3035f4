"""People's saved papers are found again."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.personal.saved import find
from bot.search.corpus import Corpus
from bot.search.glossary import Concept, Glossary
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
