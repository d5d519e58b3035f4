"""Words of a request that matched a term of the other language."""

from __future__ import annotations

import re

from bot.corpus.paper import Paper
from bot.search.corpus import Corpus
from bot.search.query import Query

__all__ = ["telling_bridges"]

# Verbs and adjectives of a request need no explanation.
_VERB = re.compile(r"(?<![가-힣])[가-힣]*(?:는거|은거|[는은던게기한할된될]|하는|되는)$")


def telling_bridges(query: Query | None, paper: Paper, corpus: Corpus) -> tuple[tuple[str, str], ...]:
    """Return the words of `query` that `paper` contains only in translation, each with that term."""
    if query is None:
        return ()
    return tuple((word, term) for word, term in corpus.bridges(query, paper) if not _VERB.fullmatch(word))
