from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from rank_bm25 import BM25Plus

from bot.corpus.loader import read_folder
from bot.library.library import Library
from bot.search.document_features import paper_terms
from bot.search.glossary import Glossary
from bot.search.index import Index
from bot.storage.database import Store
from tests.bench.chart import draw
from tests.bench.corpora import ROOT, Recombined
from tests.bench.corpus_scale import write_database
from tests.bench.figures import EngineFigures, Figures, SearchFigures, SizeFigures, Times
from tests.bench.invented import invented
from tests.bench.machine import this_machine
from tests.bench.numbered import Tokens, numbered, project_glossary
from tests.bench.peers import BEST, ENGINES, OWN, Materials, field_of
from tests.bench.questions import questions
from tests.bench.table import table

PAPERS = 400
# What numba compiles would take longer than all the rest.
QUICK = [name for name in ENGINES if "numba" not in name]


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return project_glossary()


@pytest.fixture(scope="module")
def corpus() -> Recombined:
    return Recombined(PAPERS)


@pytest.fixture(scope="module")
def tokens(corpus: Recombined, glossary: Glossary) -> Tokens:
    return numbered(corpus, glossary)


def test_the_same_size_is_the_same_corpus_and_another_chance_another_one(
    corpus: Recombined, glossary: Glossary, tokens: Tokens
) -> None:
    again = numbered(Recombined(PAPERS), glossary)
    assert again.vocabulary == tokens.vocabulary
    assert list(again.papers) == list(tokens.papers)
    assert list(Recombined(PAPERS).papers()) == list(corpus.papers())
    assert list(Recombined(PAPERS, chance=2).papers()) != list(corpus.papers())


def test_the_tokens_are_those_of_the_papers(corpus: Recombined, glossary: Glossary, tokens: Tokens) -> None:
    papers = list(corpus.papers())
    assert len(tokens.papers) == len(papers) == len({paper.arxiv_id for paper in papers}) == PAPERS
    for paper, numbers in zip(papers, tokens.papers, strict=True):
        found = Counter(paper_terms(paper, glossary))
        given = Counter(tokens.vocabulary[number] for number in numbers)
        # Only where sentences meet may a concept begin that no sentence has, instead of a shorter one.
        assert all(token.startswith("§") for token in (found - given) + (given - found)), paper.title


def test_the_listing_files_hold_the_papers(corpus: Recombined, tmp_path: Path) -> None:
    corpus.write_listings(tmp_path)
    reading = read_folder(tmp_path, {})
    assert reading.rejected == reading.warnings == ()
    assert reading.papers == {paper.arxiv_id: paper for paper in corpus.papers()}


async def test_a_written_database_opens_as_that_corpus(corpus: Recombined, tmp_path: Path) -> None:
    await write_database(corpus, tmp_path / "papers.db", at_once=150)
    async with Store.open(tmp_path / "papers.db") as store:
        library = Library(store, tmp_path / "no listings")
        assert await library.open() is None
        assert len(library.corpus.papers) == PAPERS
        for paper in corpus.papers():
            assert library.corpus.paper(paper.arxiv_id) == paper


def test_an_invented_word_is_one_token_that_nothing_else_is(glossary: Glossary) -> None:
    numbers = [*range(2_000), *(1 << power for power in range(12, 41)), *((1 << power) + 1 for power in range(12, 41))]
    words = [invented(number) for number in numbers]
    assert [glossary.tokens(word.capitalize()) for word in words] == [[word] for word in words]
    assert len(set(words)) == len(set(numbers))
    assert not set(words) & set(numbered(Recombined(159), glossary).vocabulary)


def test_the_vocabulary_grows_as_that_of_real_collections(glossary: Glossary) -> None:
    few, many = (len(numbered(Recombined(size), glossary).vocabulary) for size in (1_000, 10_000))
    assert 0.55 < np.log10(many / few) < 0.75


def test_rare_questions_have_a_word_that_few_papers_have(
    corpus: Recombined, glossary: Glossary, tokens: Tokens
) -> None:
    asked = questions(corpus, glossary)
    rare = [question.tokens[-1] for question in asked if question.rare]
    frequencies = Counter(tokens.vocabulary[number] for numbers in tokens.papers for number in set(numbers))
    assert len(rare) == 116
    assert {frequencies[word] for word in rare} <= set(range(1, PAPERS // 20))
    assert not any(question.rare for question in questions(Recombined(159), glossary))


def test_the_kernel_scores_the_seeds_as_rank_bm25_does(glossary: Glossary) -> None:
    seeds = Recombined(159)
    tokens = numbered(seeds, glossary)
    index = Index(field_of(tokens))
    definition = BM25Plus([[tokens.vocabulary[number] for number in numbers] for numbers in tokens.papers])
    for question in questions(seeds, glossary):
        defined = definition.get_scores(question.tokens)
        scores = index.scores({token: float(count) for token, count in Counter(question.tokens).items()})
        # Plus gives every paper the same beside.
        assert np.ptp(defined - scores) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("name", QUICK)
def test_every_engine_finds_much_the_same(name: str, glossary: Glossary, tmp_path: Path) -> None:
    if missing := ENGINES[name].missing:
        pytest.skip(f"{' and '.join(missing)} is not installed")
    seeds = Recombined(159)
    tokens = numbered(seeds, glossary)
    definition = BM25Plus([[tokens.vocabulary[number] for number in numbers] for numbers in tokens.papers])
    engine = ENGINES[name].make(Materials(tokens, tmp_path))
    shared: list[float] = []
    for question in questions(seeds, glossary)[:40]:
        defined = definition.get_scores(question.tokens)
        best = set(np.argsort(-defined)[: min(BEST, int((defined > defined.min()).sum()))].tolist())
        found = engine.numbers(engine.run(question.tokens)())
        shared.append(len(best.intersection(found)) / len(best))
    # FTS5 and tantivy have another k1 and another idf.
    assert np.mean(shared) > (0.99 if "bm25" in name or name == OWN else 0.85)


def test_the_command_prints_its_table_and_keeps_what_was_measured_before(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    _figures().write(file)
    command = ["-m", "tests.bench", "--papers", "159", "--only", "search", "--rounds", "1", "--json", str(file)]
    done = subprocess.run(
        [sys.executable, *command, "--engines", *QUICK], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = Figures.read(file)
    assert sorted(found.sizes) == [159, 5_500, 110_000]
    search = found.sizes[159].search
    assert search is not None
    assert {engine.name for engine in search.engines} | set(search.absent) == set(QUICK)
    assert [engine.ratio for engine in search.engines if engine.name == OWN] == [1.0]
    assert done.stdout == f"{table(found)}\n"
    for name in (engine.name for engine in search.engines):
        assert f"| {name} | " in done.stdout
    assert f"{search.vocabulary:,} distinct tokens" in done.stdout


def test_the_growth_is_drawn(tmp_path: Path) -> None:
    draw(_figures(), tmp_path / "growth.png")
    assert (tmp_path / "growth.png").read_bytes().startswith(b"\x89PNG")


def _figures() -> Figures:
    """Return made-up figures of two engines and sizes."""

    def engine(name: str, milliseconds: float) -> EngineFigures:
        spent = Times(232, milliseconds, 2 * milliseconds, 3 * milliseconds)
        return EngineFigures(name, 1.0, 20.0, 0.0, spent, spent, spent, milliseconds, milliseconds)

    def size(factor: float) -> SizeFigures:
        return SizeFigures(search=SearchFigures(1, 1, 1.0, (engine(OWN, factor), engine("rank_bm25", 200 * factor))))

    return Figures(this_machine(), {5_500: size(1.0), 110_000: size(8.0)})
