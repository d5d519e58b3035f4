"""What is found in papers before anybody asks: pure and slow, about a millisecond a paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.corpus.paper import Paper
from bot.search.analysis import tokens
from bot.search.field import Field
from bot.search.glossary import Glossary
from bot.search.introductions import introduced
from bot.search.mining import glosses_of
from bot.search.scripts import SCRIPTS, script_of
from bot.search.sentence_tokens import SentenceTokens
from bot.search.sentences import split_sentences

__all__ = ["Findings", "found_in", "terms_of", "tokens_of"]


class Findings(NamedTuple):
    """Hold what was found in some papers, in their order.

    These are the tokens of their texts, in all and sentence by sentence, their authors, their organisation (one at the
    most) and the terms that they gloss;
    `scripts` index SCRIPTS, `aliases` are the names that a summary introduces, with spaces between.
    """

    terms: Field
    sentences: SentenceTokens
    names: Field
    organizations: Field
    glosses: Field
    scripts: NDArray[np.uint8]
    aliases: tuple[str, ...]


def found_in(papers: Sequence[Paper], glossary: Glossary) -> Findings:
    """Return what is found in papers."""
    sentences = [tokens_of(paper, glossary) for paper in papers]
    return Findings(
        terms=Field.of(_terms(paper, own, glossary) for paper, own in zip(papers, sentences, strict=True)),
        sentences=SentenceTokens.of(sentences),
        names=Field.of(paper.authors for paper in papers),
        organizations=Field.of([paper.organization] if paper.organization else [] for paper in papers),
        glosses=Field.of(sorted(glosses_of(paper)) for paper in papers),
        scripts=np.array([SCRIPTS.index(script_of(paper)) for paper in papers], np.uint8),
        aliases=tuple(" ".join(introduced(paper)) for paper in papers),
    )


def terms_of(paper: Paper, glossary: Glossary) -> list[str]:
    """Return the tokens of a paper's text, keywords, organisation and authors, with repeats."""
    return _terms(paper, tokens_of(paper, glossary), glossary)


def tokens_of(paper: Paper, glossary: Glossary) -> list[list[str]]:
    """Return the tokens of a paper's title and of each sentence of its summary, with repeats."""
    texts = (paper.title, *(text for section in paper.sections for text in split_sentences(section.text)))
    return [glossary.tokens(text) for text in texts]


def _terms(paper: Paper, sentences: Sequence[Sequence[str]], glossary: Glossary) -> list[str]:
    # A keyword counts as a mention in a sentence does: it says what the paper is about, but so does the title.
    marked = (glossary.tokens(text) for text in (*paper.keywords, paper.organization or ""))
    return [*chain.from_iterable(sentences), *chain.from_iterable(marked), *tokens("\n".join(paper.authors))]
