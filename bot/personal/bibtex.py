"""Saved papers as BibTeX, in UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

from bot.corpus.paper import Paper
from bot.personal.kept import KeptPaper, Remark, Remarks
from bot.search.analysis import normalise, terms

__all__ = ["bibtex"]

# No \{ or \}: BibTeX counts braces without looking at the backslash before them.
_LATEX = {
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}
_SPECIAL = re.compile(r"[&%$#_{}~^\\]")
# As pandoc tells a formula from prices: no space inside its ends and no digit behind it.
_FORMULA = re.compile(r"(?<!\\)\$(?=\S)((?:\\.|[^$\\%&#])+)(?<!\s)\$(?!\d)")
_AND = re.compile(r"\band\b", re.IGNORECASE)
# Words that no person is called by: without braces BibTeX would read "Gemini Team" as a person of the family Team.
_GROUP = re.compile(
    r"\b(?:(?:team|group|labs?|laborator(?:y|ies)|research|consortium|collaboration|project|community|contributors|"
    r"foundation|institute|university|initiative|organi[sz]ation|alliance|authors|committee|company|corporation)\b|"
    r"(?-i:AI\b|LLM))|(?-i:(?<=[a-z])Team\b)|팀\b|연구(?:소|실|원)\b|\d",
    re.IGNORECASE,
)
_NOT_KEY = re.compile(r"[^a-z0-9]")
_LONGEST_WORD = 30


def bibtex(papers: Iterable[Paper | KeptPaper], remarks: Remarks | None = None) -> str:
    """Return an entry for each paper, with unique keys; of a KeptPaper only the title is known.

    A note becomes the field `note`, a folder the field `keywords`, by which reference managers group.
    """
    taken: set[str] = set()
    return "\n".join(_entry(paper, taken, (remarks or {}).get(paper.arxiv_id, Remark())) for paper in papers)


def _entry(paper: Paper | KeptPaper, taken: set[str], remark: Remark) -> str:
    names = _names(paper)
    if isinstance(paper, Paper) and paper.more_authors:
        names.append("others")
    fields = {
        "title": f"{{{_title(paper.title)}}}",
        "author": " and ".join(names),
        "year": str(_year(paper.arxiv_id)),
        "eprint": paper.arxiv_id,
        "archivePrefix": "arXiv",
        "url": paper.url,
        "keywords": _escaped(" ".join(remark.folder.replace(",", " ").split())),
        "note": _escaped(" ".join(remark.note.split())),
    }
    key = _key(paper)
    free = next(name for name in _candidates(key) if name not in taken)
    taken.add(free)
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@misc{" + ",\n".join((free, *lines)) + "\n}\n"


def _candidates(key: str) -> Iterator[str]:
    yield key
    yield from (f"{key}-{number}" for number in count(2))


def _key(paper: Paper | KeptPaper) -> str:
    """Return surname, year and first content word of the title, in ASCII."""
    first = paper.authors[0] if isinstance(paper, Paper) and paper.authors else ""
    surname = _plain(_family(first))
    plain = (_plain(term.surface) for term in terms(paper.title))
    word = next((word for word in plain if word), _plain(paper.arxiv_id))
    return f"{surname[:_LONGEST_WORD] or 'anon'}{_year(paper.arxiv_id)}{word[:_LONGEST_WORD]}"


def _family(name: str) -> str:
    """Return the family name of a person, all of a group's name."""
    if _GROUP.search(name):
        return name
    return next(reversed(name.partition(",")[0].split()), "")


def _plain(text: str) -> str:
    return _NOT_KEY.sub("", normalise(text))


def _year(arxiv_id: str) -> int:
    """Return the year in which an id was given: 2411.14405, or hep-th/9711200 before April 2007."""
    short = int(arxiv_id.rpartition("/")[2][:2])
    return short + (1900 if short >= 91 else 2000)


def _names(paper: Paper | KeptPaper) -> list[str]:
    listed = paper.authors if isinstance(paper, Paper) else ()
    return [_name(" ".join(name.split())) for name in listed if name.strip()]


def _name(name: str) -> str:
    """Return a name as BibTeX reads it: "and" parts two people, and Jr. stands between surname and given name.

    Braces keep whole what is no person's name.
    """
    if _AND.search(name) or _GROUP.search(name):
        return f"{{{_escaped(name)}}}"
    whole, comma, suffix = name.partition(", ")
    given, _, surname = whole.rpartition(" ")
    return _escaped(f"{surname}, {suffix}, {given}" if comma and given else name)


def _title(title: str) -> str:
    """Escape a title but for its formulas."""
    title, start, parts = " ".join(title.split()), 0, list[str]()
    for formula in _FORMULA.finditer(title):
        if _balanced(formula[1]):
            parts += [_escaped(title[start : formula.start()]), formula[0]]
            start = formula.end()
    return "".join((*parts, _escaped(title[start:])))


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda special: _LATEX[special[0]], text)
