"""Organisations whose papers are asked for: "papers from Alibaba", "알리바바 논문"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.answers.understand.fillers import is_filler
from bot.answers.understand.meanings import Organization
from bot.answers.understand.spans import Span
from bot.search.corpus import Corpus

__all__ = ["find_organizations"]

# Bounded: a text full of cues must not trigger a look-up at each.
_MOST_CUES, _MOST_WORDS = 4, 4
_WORD = re.compile(r"[^\s,.;:!?()\"“”]{1,60}")
_EN_BEFORE = re.compile(r"\b(?:from|by|at|of|out\s+of)\s{1,9}(?:the\s{1,9})?", re.IGNORECASE)
_EN_PAPERS = re.compile(r"\s{1,9}(?:papers?|ones?|articles?|publications?|work|stuff)\b", re.IGNORECASE)
_VERB = r"(?:(?:새로\s?)?(?:나온|나왔|낸|냈|발표|공개|만든|만들|쓴|썼|올린|올라온|한)\S{0,4}\s{0,9})?"
_KO_PAPERS = re.compile(rf"\s{{0,9}}{_VERB}(?:논문|페이퍼|연구|거|것|꺼|건|게)")
_KO_PARTICLE = re.compile(r"(?:에서만|에서|사에서|의|이|가|은|는|쪽|측|발|표|만)$")
# A spelled name is surer than one that only sounds similar.
_AS_WRITTEN = 101.0
# A word in more papers than this, from other organisations, may be the topic.
_COMMON_SHARE, _FEW = 0.02, 10


def find_organizations(text: str, corpus: Corpus) -> Iterator[Span]:
    """Yield the organisations whose papers `text` asks for."""
    if not len(corpus.organizations):
        return
    end = 0
    for start, stop in sorted({*_behind_cues(text, corpus), *_before_papers(text, corpus)}):
        if start >= end:
            yield Span(start, stop, "organization", Organization(text[start:stop]))
            end = stop


def _behind_cues(text: str, corpus: Corpus) -> Iterator[tuple[int, int]]:
    """Yield the names after "from" and the like, each the longest that matches."""
    for cue in islice(_EN_BEFORE.finditer(text), _MOST_CUES):
        words = list(islice(_WORD.finditer(text, cue.end()), _MOST_WORDS))
        for count in range(len(words), 0, -1):
            start, stop = words[0].start(), words[count - 1].end()
            if corpus.organizations.is_spelled(text[start:stop]):
                yield start, stop
                break
            if count == 1 and (found := _in_hangul(words[0], corpus)):
                yield found


def _before_papers(text: str, corpus: Corpus) -> Iterator[tuple[int, int]]:
    """Yield the names right before "papers" or "논문", without a trailing particle."""
    words = list(_WORD.finditer(text))
    cues = [*_EN_PAPERS.finditer(text), *_KO_PAPERS.finditer(text)][:_MOST_CUES]
    for cue in cues:
        before = [word for word in words if word.end() <= cue.start()][-_MOST_WORDS:]
        if not before or text[before[-1].end() : cue.start()].strip():
            continue
        if found := _in_latin(text, before, corpus) or _in_hangul(before[-1], corpus):
            yield found


def _in_latin(text: str, before: Sequence[re.Match[str]], corpus: Corpus) -> tuple[int, int] | None:
    last = before[-1]
    stop = last.start() + len(_KO_PARTICLE.sub("", last[0]))
    for word in before:
        typed = text[word.start() : stop]
        if not typed.isascii() or is_filler(typed) or not corpus.organizations.is_spelled(typed):
            continue
        if " " in typed or not _is_common(typed, corpus):
            return word.start(), stop
    return None


def _in_hangul(word: re.Match[str], corpus: Corpus) -> tuple[int, int] | None:
    """Return the span of a name in Hangul in a word, with or without its last syllable as a particle."""
    readings = dict.fromkeys((word[0], _KO_PARTICLE.sub("", word[0])))
    likely = [(typed, _likeness(typed, corpus)) for typed in readings if not typed.isascii()]
    typed, likeness = max(likely, key=lambda one: one[1], default=("", 0.0))
    return (word.start(), word.start() + len(typed)) if likeness else None


def _likeness(typed: str, corpus: Corpus) -> float:
    if is_filler(typed) or corpus.glossary.is_term(typed):
        return 0.0
    return _AS_WRITTEN if corpus.organizations.is_spelled(typed) else corpus.organizations.likeness(typed)


def _is_common(typed: str, corpus: Corpus) -> bool:
    """Tell whether too many papers from elsewhere contain a word for it to mean an organisation by itself."""
    elsewhere = corpus.holding(typed) - len(corpus.organizations.papers_of(typed))
    return elsewhere > _FEW + _COMMON_SHARE * len(corpus.papers)
