"""Features extracted from papers ahead of any query: pure and slow, about a millisecond per paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.corpus.paper import Paper
from bot.search.analysis import tokens
from bot.search.forward_index import ForwardIndex
from bot.search.glossary import Glossary
from bot.search.introductions import introduced
from bot.search.language import SUMMARY_LANGUAGES, summary_language
from bot.search.mining import glosses_of
from bot.search.sentence_tokens import SentenceTokens
from bot.search.sentences import split_sentences

__all__ = ["DocumentFeatures", "features_of", "paper_terms", "tokens_of"]


class DocumentFeatures(NamedTuple):
    """Features of some papers, in their order.

    The tokens of their texts, in total and per sentence, their authors, their organisation (at most one) and the terms
    they gloss; `languages` index SCRIPTS, `aliases` are the names a summary introduces, separated by spaces.
    """

    terms: ForwardIndex
    sentences: SentenceTokens
    names: ForwardIndex
    organizations: ForwardIndex
    glosses: ForwardIndex
    languages: NDArray[np.uint8]
    aliases: tuple[str, ...]


def features_of(papers: Sequence[Paper], glossary: Glossary) -> DocumentFeatures:
    """Return the features of papers."""
    sentences = [tokens_of(paper, glossary) for paper in papers]
    return DocumentFeatures(
        terms=ForwardIndex.of(_terms(paper, own, glossary) for paper, own in zip(papers, sentences, strict=True)),
        sentences=SentenceTokens.of(sentences),
        names=ForwardIndex.of(paper.authors for paper in papers),
        organizations=ForwardIndex.of([paper.organization] if paper.organization else [] for paper in papers),
        glosses=ForwardIndex.of(sorted(glosses_of(paper)) for paper in papers),
        languages=np.array([SUMMARY_LANGUAGES.index(summary_language(paper)) for paper in papers], np.uint8),
        aliases=tuple(" ".join(introduced(paper)) for paper in papers),
    )


def paper_terms(paper: Paper, glossary: Glossary) -> list[str]:
    """Return the tokens of a paper's text, keywords, organisation and authors, with repeats."""
    return _terms(paper, tokens_of(paper, glossary), glossary)


def tokens_of(paper: Paper, glossary: Glossary) -> list[list[str]]:
    """Return the tokens of a paper's title and of each sentence of its summary, with repeats."""
    texts = (paper.title, *(text for section in paper.sections for text in split_sentences(section.text)))
    return [glossary.tokens(text) for text in texts]


def _terms(paper: Paper, sentences: Sequence[Sequence[str]], glossary: Glossary) -> list[str]:
    # A keyword counts like a mention in a sentence: it says what the paper is about, but so does the title.
    marked = (glossary.tokens(text) for text in (*paper.keywords, paper.organization or ""))
    return [*chain.from_iterable(sentences), *chain.from_iterable(marked), *tokens("\n".join(paper.authors))]
