"""A small real model, where it is installed: real tokens from end to end, and its nonsense is caught."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress

import pytest
import pytest_asyncio

from bot.corpus.paper import Listing, Paper, Section
from bot.model.abstract_check import AbstractCheck
from bot.model.check import Check
from bot.model.client import Limits, Message, ModelClient
from bot.model.drafts import Asked, drafts
from bot.model.faults import ModelError
from bot.model.quotes import NumberedQuote
from bot.model.summarising import Summariser
from tests.feed.dozen import ABSTRACTS, QUESTIONS
from tests.feed.test_enriching import NOW
from tests.model.real import is_there, real_model
from tests.model.samples import GLOSSARY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not is_there(), reason="the packages of a real model are not installed"),
    pytest.mark.asyncio(loop_scope="module"),
]

_ASKED = 3
_SENTENCES = 3
_CITED = re.compile(r" *\[1\]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client() -> AsyncGenerator[ModelClient]:
    async with real_model() as url:
        client = ModelClient(url, "smollm2", limits=Limits(200.0, 300.0))
        yield client
        await client.close()


async def test_its_words_come_one_by_one_and_stop_where_no_more_are_wanted(client: ModelClient) -> None:
    prompt = [Message("system", "You are helpful."), Message("user", "Write a long story about a cat.")]
    async with aclosing(client.stream(prompt, most_tokens=24)) as stream:
        pieces = [piece async for piece in stream]
    # It ended for its length, in the middle.
    assert 8 < len(pieces) <= 24
    assert not "".join(pieces).rstrip().endswith(".")


async def test_of_what_it_writes_over_quotes_only_what_they_carry_would_be_shown(client: ModelClient) -> None:
    found: Counter[str] = Counter()
    for question, arxiv_id, _ in QUESTIONS[:_ASKED]:
        quote = NumberedQuote(1, arxiv_id, question.split()[-1], ABSTRACTS[arxiv_id])
        check = Check((quote,), "en", GLOSSARY)
        for written in await _written(client, Asked(question, (quote,), "en", 1, GLOSSARY)):
            # It forgets the citation; with one, the rest of the check has to hold.
            for text in (written, f"{_CITED.sub('', written)} [1]"):
                verdict = check(text)
                found[verdict.reason or "shown"] += 1
                if verdict.sentence is not None:
                    said = _NUMBER.findall(verdict.sentence.text)
                    assert set(said) <= set(_NUMBER.findall(f"{quote.text} {quote.title}")), verdict.sentence.text
    print(f"of {found.total()} sentences {found['shown']} would be shown: {dict(found)}")
    assert found.total() >= _ASKED
    assert found["shown"] < found.total()


async def _written(client: ModelClient, asked: Asked) -> list[str]:
    """Return the first sentences that it writes, also where it is too slow for more."""
    found: list[str] = []
    with suppress(ModelError):
        async with aclosing(drafts(client, asked)) as written:
            async for draft in written:
                found.append(draft.text)
                if len(found) == _SENTENCES:
                    break
    return found


async def test_its_summaries_in_korean_are_left_out(client: ModelClient) -> None:
    summariser = Summariser(client, lambda: GLOSSARY)
    listing = Listing(NOW.date(), 1, 1, "a.md")
    for arxiv_id in list(ABSTRACTS)[:1]:
        source = Section("Abstract", ABSTRACTS[arxiv_id])
        paper = Paper(arxiv_id, "A Paper", (), (source,), (listing,))
        check = AbstractCheck((NumberedQuote(1, arxiv_id, paper.title, source.text),), "ko", GLOSSARY)
        for said in (await summariser.sections(paper, source)).values():
            assert all(check(f"{text} [1]").sentence for text in said)
