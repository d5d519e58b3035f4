"""Whatever a model writes, nothing is shown that its quotes do not carry: 2,000 lies over a connection, none shown."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from bot.model.breaker import Budget
from bot.model.client import ModelClient
from bot.model.drafts import Asked
from bot.model.writer import Writer
from bot.search.corpus import Corpus
from tests.model.lies import cases
from tests.model.samples import GLOSSARY
from tests.model.server import model_server

NOW = datetime(2026, 9, 12, tzinfo=UTC)
COUNT = 2_000


@pytest.mark.slow
async def test_none_of_two_thousand_lies_is_shown(corpus: Corpus) -> None:
    shown: Counter[str] = Counter()
    true = 0
    async with model_server() as server:
        writer = Writer(ModelClient(server.url, "liar"), lambda: NOW, budget=Budget(COUNT, COUNT))
        await writer.open()
        for number, case in enumerate(cases(corpus, COUNT)):
            server.answer = f"{case.lie}\n{case.true}\n"
            asked = Asked(f"question {number}", (case.quote,), case.language, 1, GLOSSARY, 1, 1)
            said = [sentence.text async for sentence in writer.sentences(asked)]
            honest = case.true.removesuffix(" [1]")
            true += honest in said
            shown.update(case.kind for sentence in said if sentence != honest)
        await writer.close()
    assert len(server.requests) == COUNT
    assert shown == {}
    # It is not that nothing passes.
    assert true > COUNT * 0.8
