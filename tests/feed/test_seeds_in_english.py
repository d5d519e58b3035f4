"""The seeds get English abstracts from sources on loopback, and questions in English are answered from them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.answers.query_service import QueryService
from bot.corpus.loader import read_folder
from bot.feed.arxiv import arxiv_client
from bot.feed.client import feed_client
from bot.feed.enriching import EnrichReport, enricher, lacking
from bot.feed.files import EnrichedFiles
from bot.feed.turns import Turns
from bot.library.library import Library
from bot.search.corpus import Corpus
from bot.storage.database import Store
from bot.storage.enrichment import EnrichmentLedger
from bot.texts import language_of
from tests.corpus.samples import SEEDS
from tests.feed.dozen import ABSTRACTS, QUESTIONS
from tests.wire.hub import item, open_hub

NOW = datetime(2026, 9, 11, 12, tzinfo=UTC)


async def _enriched(folder: Path) -> tuple[Corpus, list[EnrichReport], list[int]]:
    """Load the seeds, enrich them twice and load what came; every third of them only arXiv knows."""
    async with Store.open(folder / "papers.db") as store, open_hub() as hub:
        library = Library(store, SEEDS, feed=folder / "feed")
        await library.open()
        for number, paper in enumerate(library.corpus.papers):
            summary = ABSTRACTS.get(paper.arxiv_id, "We report what others have found. Nothing in it is new.")
            known = item(paper.arxiv_id, paper.title, summary=summary, ai_summary="", ai_keywords=[])["paper"]
            known["authors"] = [{"name": name} for name in sorted(paper.authors)]
            (hub.arxiv if number % 3 == 0 else hub.papers)[paper.arxiv_id] = known
        ledger, files = EnrichmentLedger(store), EnrichedFiles(folder / "feed")
        reports: list[EnrichReport] = []
        asked: list[int] = []
        for _ in range(2):
            clients = feed_client(hub.url, None), arxiv_client(hub.url, Turns(0.0, 0.0))
            async with enricher(*clients, files, ledger) as asking:
                due = lacking(library.corpus.papers, await ledger.asked(), NOW)
                reports.append(await asking.enrich(due, NOW))
            asked.append(len(hub.asked_papers) + len(hub.asked_arxiv))
            plan = await library.plan_fetched(reports[-1].changed)
            assert plan.papers == (await library.plan()).papers
            await library.carry_out(plan)
        before = {paper.arxiv_id: paper for paper in library.corpus.papers}
        await library.rollback()
        assert not any(section.name == "abstract" for paper in library.corpus.papers for section in paper.sections)
        await library.reload()
        assert {paper.arxiv_id: paper for paper in library.corpus.papers} == before
        return library.corpus, reports, asked


# Some the source knows, the others arXiv.
SOURCED = {"Abstract (Hugging Face)", "Abstract (arXiv)"}


@pytest.fixture(scope="module")
def enriched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, list[EnrichReport], list[int]]:
    return asyncio.run(_enriched(tmp_path_factory.mktemp("enriched")))


@pytest.fixture(scope="module")
def seeds() -> Corpus:
    return Corpus(read_folder(SEEDS, {}).papers.values())


def test_every_seed_gets_its_abstract_and_a_second_run_asks_for_nothing(
    enriched: tuple[Corpus, list[EnrichReport], list[int]],
) -> None:
    corpus, (first, second), (once, twice) = enriched
    assert (first.count("found"), first.left, first.fault) == (len(corpus.papers), 0, None)
    assert (second.outcomes, once) == ({}, twice)
    assert {paper.sections[-1].heading for paper in corpus.papers} == SOURCED
    assert all(paper.authors == tuple(sorted(paper.authors)) for paper in corpus.papers)


@pytest.mark.parametrize(("question", "arxiv_id"), [(question, arxiv_id) for question, arxiv_id, _ in QUESTIONS])
def test_a_question_in_english_is_answered_from_the_abstract(
    enriched: tuple[Corpus, list[EnrichReport], list[int]], question: str, arxiv_id: str
) -> None:
    quotes = QueryService(enriched[0], NOW, "en").ask(question).quotes
    assert quotes[0].arxiv_id == arxiv_id
    assert quotes[0].section in SOURCED


def test_the_first_quote_answers_ten_questions_of_twelve(
    enriched: tuple[Corpus, list[EnrichReport], list[int]],
) -> None:
    service = QueryService(enriched[0], NOW, "en")
    answered = [question for question, _, said in QUESTIONS if said in service.ask(question).quotes[0].text]
    assert len(answered) >= 10


@pytest.mark.parametrize(
    "question",
    [
        "JMMMU는 질문이 몇 개야?",
        "FastKV는 HeadKV보다 처리량이 얼마나 높아?",
        "ACECODER는 보상 모델을 어떻게 학습했어?",
        "EvoPress는 어떤 알고리즘을 써?",
    ],
)
def test_a_question_in_korean_is_answered_as_before(
    enriched: tuple[Corpus, list[EnrichReport], list[int]], seeds: Corpus, question: str
) -> None:
    quote = QueryService(enriched[0], NOW, "ko").ask(question).quotes[0]
    assert quote == QueryService(seeds, NOW, "ko").ask(question).quotes[0]
    assert language_of(quote.text) == "ko"
