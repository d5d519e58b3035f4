from __future__ import annotations

from pathlib import Path

import pytest

from bot.corpus.paper_reader import PaperReader
from bot.corpus.store import Store
from bot.errors import StoreError
from bot.search.library import Library
from bot.search.stored import StoredPapers
from tests.conftest import SEEDS


async def test_papers_come_in_the_order_of_their_ids_one_by_one_in_slices_and_all(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "papers.db") as store:
        library = Library(store, SEEDS)
        await library.open()
        ids = list(reversed(library.corpus.catalog.ids))
        reader = PaperReader(store.path, 1)
        papers = StoredPapers(reader, ids)
        assert len(papers) == 159
        assert [paper.arxiv_id for paper in papers] == ids
        assert [paper.arxiv_id for paper in papers[3:9:2]] == ids[3:9:2]
        assert papers[-1].arxiv_id == ids[-1]
        assert papers[7] is papers[7]
        with pytest.raises(IndexError):
            papers[159]
        reader.close()
        library.close()


async def test_a_database_that_is_gone_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        StoredPapers(PaperReader(tmp_path / "gone.db", 1), ["2411.00001"])[0]
