"""The words of a request that were found as a term of the other language."""

from __future__ import annotations

import re

from bot.corpus.paper import Paper
from bot.search.corpus import Corpus
from bot.search.query import Query

__all__ = ["telling_bridges"]

# A verb or an adjective of a request is no term that anybody needs explained.
_VERB = re.compile(r"(?<![가-힣])[가-힣]*(?:는거|은거|[는은던게기한할된될]|하는|되는)$")


def telling_bridges(query: Query | None, paper: Paper, corpus: Corpus) -> tuple[tuple[str, str], ...]:
    """Return the words of `query` that `paper` has as another term, each with that term, where it is a translation."""
    if query is None:
        return ()
    return tuple((word, term) for word, term in corpus.bridges(query, paper) if not _VERB.fullmatch(word))
