"""People's saved papers: kept, counted, found again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.corpus.store import Store
from bot.errors import InputError
from bot.personal.saved import MOST_SAVED, SavedPaper, SavedPapers, find
from bot.search.corpus import Corpus
from bot.search.glossary import Concept, Glossary
from tests.conftest import MakePaper

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)


def _kept(*papers: tuple[str, str]) -> list[SavedPaper]:
    return [SavedPaper(arxiv_id, title, NOW) for arxiv_id, title in papers]


def _ids(papers: list[SavedPaper]) -> list[str]:
    return [paper.arxiv_id for paper in papers]


async def test_papers_are_kept_newest_first_for_each_person_alone(store: Store, make_paper: MakePaper) -> None:
    saved = SavedPapers(store)
    assert await saved.save(1, make_paper("2401.00001", "First"), NOW)
    assert await saved.save(1, make_paper("2401.00002", "Second"), NOW + timedelta(microseconds=1))
    assert await saved.save(2, make_paper("2401.00003", "Another's"), NOW)
    assert _ids(await saved.saved(1)) == ["2401.00002", "2401.00001"]
    assert await saved.saved(2) == [SavedPaper("2401.00003", "Another's", NOW)]


async def test_a_paper_is_saved_once_and_keeps_its_moment(store: Store, make_paper: MakePaper) -> None:
    saved = SavedPapers(store)
    assert await saved.save(1, make_paper(), NOW)
    assert not await saved.save(1, make_paper(), NOW + timedelta(days=1))
    assert [paper.saved_at for paper in await saved.saved(1)] == [NOW]


async def test_of_presses_at_one_moment_a_single_one_saves(store: Store, make_paper: MakePaper) -> None:
    saved = SavedPapers(store)
    assert sorted(await asyncio.gather(*(saved.save(1, make_paper(), NOW) for _ in range(5)))) == [False] * 4 + [True]


async def test_what_was_removed_is_gone(store: Store, make_paper: MakePaper) -> None:
    saved = SavedPapers(store)
    for user in (1, 2):
        await saved.save(user, make_paper(), NOW)
    assert await saved.remove(1, make_paper().arxiv_id)
    assert not await saved.remove(1, make_paper().arxiv_id)
    assert (await saved.saved(1), len(await saved.saved(2))) == ([], 1)


async def test_saved_papers_outlive_a_restart(tmp_path: Path, make_paper: MakePaper) -> None:
    async with Store.open(tmp_path / "a.db") as store:
        await SavedPapers(store).save(1, make_paper(title="가"), NOW)
    async with Store.open(tmp_path / "a.db") as store:
        assert await SavedPapers(store).saved(1) == [SavedPaper("2401.00001", "가", NOW)]


async def test_one_paper_too_many_is_refused_and_nothing_is_lost(store: Store, make_paper: MakePaper) -> None:
    saved = SavedPapers(store)
    async with store.transaction() as transaction:
        await transaction.execute_many(
            "INSERT INTO saved_paper VALUES (1, ?, 'x', ?)", [(str(n), NOW.isoformat()) for n in range(MOST_SAVED)]
        )
    with pytest.raises(InputError, match=r"1,000 papers.*remove some"):
        await saved.save(1, make_paper(), NOW)
    assert len(await saved.saved(1)) == MOST_SAVED
    assert make_paper().arxiv_id not in _ids(await saved.saved(1))
    await saved.remove(1, "7")
    assert await saved.save(1, make_paper(), NOW)
    assert not await saved.save(1, make_paper(), NOW)


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
