"""Terms: a paper's topics, in words that people would put on a chart.

Korean summaries write their terms in English, mostly in brackets behind the Korean ones, so every run of Latin letters
in a Korean text is read as terms; in an English text only names and titles are. A concept of the glossary is a term
where its English form is written out; its Korean forms count too, where they cannot be mistaken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator

from bot.corpus.paper import Paper
from bot.discovery.generic import GENERIC, HOLDING
from bot.search.corpus import Corpus
from bot.search.glossary import Concept
from bot.search.kept import kept
from bot.search.mining import mined_concepts
from bot.texts import Text

__all__ = ["concepts_of", "is_plain", "is_stem", "is_telling", "is_topic", "key_of", "label", "surface", "topic_terms"]

_WORD = r"[A-Za-z\d]+(?:\.\d+)*(?:-[A-Za-z\d]+(?:\.\d+)*)*"
_RUN = re.compile(rf"(?<![A-Za-z\d.\\-]){_WORD}(?: {_WORD})*")
# A capital inside (LoRA, GPT), or a digit beside a letter (o1, Qwen2.5).
_NAME = re.compile(r"(?<![A-Za-z-])(?:[A-Za-z]+[A-Z]|[A-Za-z-]+\d)")
_HANGUL = re.compile(r"[가-힣]")
_MOST_WORDS = 3


def key_of(term: str) -> str:
    """Return what all spellings of an English term share: case, hyphens and plurals do not matter."""
    return " ".join(map(_word_key, term.split()))


def topic_terms(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield the English terms of a paper, of one to three words: each one's key, and how it is written there."""
    yield from _terms(paper.title, names_only=False)
    for section in paper.sections:
        yield from _terms(section.text, names_only=_HANGUL.search(section.text) is None)


def is_telling(key: str) -> bool:
    """Whether a term says something by itself: "method" and "large language" do not."""
    words = [word for word in key.split() if not word.replace(".", "").isdigit()]
    return any(len(word) > 1 and word not in GENERIC for word in words)


def is_topic(key: str) -> bool:
    """Whether a concept's term is one: of several words, or telling."""
    return " " in key or is_telling(key)


def concepts_of(corpus: Corpus, tokens: Container[str] | None = None) -> Iterator[Concept]:
    """Yield the concepts of these tokens or, without any, all: those that the summaries explain and the glossary's."""
    for concept in (*mined_concepts(corpus.mined), *corpus.glossary.concepts):
        if tokens is None or concept.token in tokens:
            yield concept


def is_stem(korean: str) -> bool:
    """Whether a Korean term of the glossary is a verb's stem, which search needs and nobody writes."""
    return korean.endswith("하")


def is_plain(concept: Concept) -> bool:
    """Whether the Korean terms are found as they stand: of "3D 생성" search keeps 생성, which is everywhere."""
    return not any(re.search(r"[^가-힣\s-]", term) for term in concept.korean)


def surface(papers: Iterable[Paper], keys: Iterable[str]) -> str | None:
    """Return how `papers` mostly write the term of any of `keys`; None where they do not write it."""
    wanted = frozenset(keys)
    seen = Counter(written for paper in papers for key, written in topic_terms(paper) if key in wanted)
    if not seen:
        return None
    most = max(seen, key=lambda written: (seen[written], written))
    # A heading's capitals are no name's.
    return next((written for written in seen if written == most.lower()), most)


def label(concept: Concept, written: str | None) -> Text:
    """Return a concept's name: as written, or as the glossary spells it; in Korean with the Korean term before it."""
    english = written or concept.english[0]
    korean = next((term for term in concept.korean if not is_stem(term)), None)
    return Text(english, f"{korean} ({english})" if korean else english)


def _terms(text: str, *, names_only: bool) -> Iterator[tuple[str, str]]:
    for run in _RUN.findall(text):
        yield from _of_run(run, names_only)


@kept(20_000)
def _of_run(run: str, names_only: bool) -> tuple[tuple[str, str], ...]:
    """Return the terms of words that stand in a row."""
    words = run.split(" ")
    keys = [_word_key(word) for word in words]
    return tuple(
        (" ".join(keys[first:end]), " ".join(words[first:end]))
        for first in range(len(keys))
        for end in range(first + 1, min(first + _MOST_WORDS, len(keys)) + 1)
        if not (keys[first] in HOLDING or keys[end - 1] in HOLDING or (names_only and not _is_name(words[first:end])))
    )


def _word_key(word: str) -> str:
    word = word.lower().replace("-", " ")
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "sui" else word


def _is_name(words: list[str]) -> bool:
    return all(_NAME.match(word) for word in words)
