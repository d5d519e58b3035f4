"""The files of the glossary: its concepts, and beside them colloquial phrases and synonyms.

Lines of the first: English terms, a tab, Korean terms; of the second: phrases, a tab, the terms they mean; of the
third: words people type, a tab, the first syllables of the Korean words that summaries use instead. Commas separate
entries; a line starting with # is a comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.search.analysis import normalise
from bot.search.glossary import CONCEPT, Concept, Glossary
from bot.search.sayings import Sayings
from bot.search.synonyms import Synonyms
from bot.texts import Text, system_text

__all__ = [
    "ORGANIZATIONS",
    "SAYINGS",
    "SYNONYMS",
    "GlossaryFile",
    "GlossaryProblem",
    "glossary_problems",
    "read_glossary",
]

# The names of the files beside it.
SAYINGS = "everyday.tsv"
SYNONYMS = "synonyms.tsv"
ORGANIZATIONS = "organizations.tsv"

_UNREADABLE = Text("the glossary cannot be read: {reason}", "용어집을 읽을 수 없습니다: {reason}")
_NOT_UTF8 = Text("it is not UTF-8 (byte {byte})", "UTF-8 파일이 아닙니다(바이트 {byte})")
_ONE_TAB = Text(
    "one tab stands between the English and the Korean terms",
    "영어 용어와 한국어 용어 사이에는 탭이 하나만 있어야 합니다",
)
_BOTH_SIDES = Text("a concept needs a term of each language", "개념에는 두 언어의 용어가 모두 있어야 합니다")
_TWICE = Text("“{term}” begins an earlier line too", "“{term}”(으)로 시작하는 줄이 앞에도 있습니다")
_SAID_TAB = Text(
    "one tab stands between what people say and the terms that it means",
    "사람들이 쓰는 말과 그 뜻인 용어 사이에는 탭이 하나만 있어야 합니다",
)
_SAID_SIDES = Text(
    "a line needs something that people say and a term that it means", "쓰는 말과 그 뜻인 용어가 모두 있어야 합니다"
)


_Pairs = Sequence[tuple[Sequence[str], Sequence[str]]]


@dataclass(frozen=True, slots=True)
class GlossaryProblem:
    """A line of a file that could not be used; None is the whole file."""

    path: Path
    line: int | None
    reason: Text


class _Read(NamedTuple):
    """The glossary read, and the state of its files then."""

    state: object
    glossary: Glossary
    problems: tuple[GlossaryProblem, ...]


class _Lines(NamedTuple):
    """What the files hold, without the tables that finding terms needs."""

    concepts: Sequence[Concept]
    sayings: _Pairs
    synonyms: _Pairs
    names: _Pairs
    problems: tuple[GlossaryProblem, ...]


class GlossaryFile:
    """Read a glossary, again only if one of its files has changed: it takes longer than the seeds."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._read = _Read(None, Glossary(), ())

    def read(self) -> tuple[Glossary, tuple[GlossaryProblem, ...]]:
        """Return the current glossary and the lines that could not be used; without a path it is empty."""
        if self._path is not None:
            # Taken before reading: a change in between is read next time.
            state = tuple(map(_state, (self._path, *map(self._path.with_name, (SAYINGS, SYNONYMS, ORGANIZATIONS)))))
            if state != self._read.state:
                self._read = _Read(state, *read_glossary(self._path))
        return self._read.glossary, self._read.problems


def read_glossary(path: Path) -> tuple[Glossary, tuple[GlossaryProblem, ...]]:
    """Read a glossary, and phrases, synonyms and names of organisations from the files beside it if they exist.

    An unusable line is reported with its number; the others are kept. An unreadable file counts as empty and as one
    problem.
    """
    lines = _read_lines(path)
    return Glossary(lines.concepts, Sayings(lines.sayings), Synonyms(lines.synonyms), lines.names), lines.problems


def glossary_problems(path: Path) -> tuple[GlossaryProblem, ...]:
    """Return what is wrong with a glossary and the files beside it."""
    return _read_lines(path).problems


def _read_lines(path: Path) -> _Lines:
    concepts, problems = _concepts(path)
    sayings, more = _pairs(path.with_name(SAYINGS))
    synonyms, others = _pairs(path.with_name(SYNONYMS))
    names, rest = _pairs(path.with_name(ORGANIZATIONS))
    return _Lines(concepts, sayings, synonyms, names, (*problems, *more, *others, *rest))


def _concepts(path: Path) -> tuple[Sequence[Concept], list[GlossaryProblem]]:
    concepts: dict[str, Concept] = {}
    try:
        lines, problems = _lines(path)
    except FileNotFoundError as error:
        return (), [_unreadable(path, error)]
    for number, line in lines:
        english, tab, korean = line.partition("\t")
        terms = _terms(english)
        concept = Concept(f"{CONCEPT}{terms[0] if terms else ''}", terms, _terms(korean))
        if not tab or "\t" in korean:
            problems.append(GlossaryProblem(path, number, _ONE_TAB))
        elif not concept.english or not concept.korean:
            problems.append(GlossaryProblem(path, number, _BOTH_SIDES))
        elif concept.token in concepts:
            problems.append(GlossaryProblem(path, number, _TWICE.fill(term=concept.token[1:])))
        else:
            concepts[concept.token] = concept
    return tuple(concepts.values()), problems


def _pairs(path: Path) -> tuple[_Pairs, list[GlossaryProblem]]:
    """Return the phrases or words of each line, with their meanings."""
    pairs: list[tuple[Sequence[str], Sequence[str]]] = []
    try:
        lines, problems = _lines(path)
    except FileNotFoundError:
        return pairs, []
    for number, line in lines:
        said, tab, meant = line.partition("\t")
        pair = _terms(said), _terms(meant)
        if not tab or "\t" in meant:
            problems.append(GlossaryProblem(path, number, _SAID_TAB))
        elif not all(pair):
            problems.append(GlossaryProblem(path, number, _SAID_SIDES))
        else:
            pairs.append(pair)
    return pairs, problems


def _lines(path: Path) -> tuple[Iterator[tuple[int, str]], list[GlossaryProblem]]:
    """Return the numbered lines of a file without comments and blanks, and why it cannot be read.

    Raises FileNotFoundError if it does not exist.
    """
    try:
        # As one text: thousands of terms one by one would take as long as reading all the seeds.
        lines = normalise(path.read_text("utf-8-sig")).splitlines()
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError) as error:
        return iter(()), [_unreadable(path, error)]
    numbered = enumerate(lines, start=1)
    return ((number, line) for number, line in numbered if line.strip() and not line.startswith("#")), []


def _state(path: Path) -> tuple[int, ...]:
    """Return a value that changes whenever a file does."""
    try:
        status = path.stat()
    except OSError as error:
        return (error.errno or 0,)
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _unreadable(path: Path, error: OSError | UnicodeDecodeError) -> GlossaryProblem:
    reason = system_text(error) if isinstance(error, OSError) else _NOT_UTF8.fill(byte=error.start)
    return GlossaryProblem(path, None, _UNREADABLE.fill(reason=reason))


def _terms(side: str) -> tuple[str, ...]:
    # Hardly any has runs of spaces, and there are thirty thousand.
    plain = " ".join(side.split()) if "  " in side else side
    return tuple(dict.fromkeys(filter(None, map(str.strip, plain.split(",")))))
