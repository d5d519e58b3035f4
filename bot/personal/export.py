"""Kept papers as a file to export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.corpus.paper import Paper
from bot.personal.kept import KeptPaper, Remark, Remarks
from bot.search.corpus import Corpus
from bot.search.sentences import split_sentences
from bot.texts import Language, Text

__all__ = ["SAVED", "markdown", "of_corpus"]

SAVED = Text("Saved papers: {count:,}", "저장한 논문 {count:,}편")
_LISTED = Text("listed {day}", "{day} 목록")
_VOTES = Text("{votes:,} votes", "추천 {votes:,}")
_ONE_VOTE = Text("1 vote", "추천 1")
_VOTES_UNKNOWN = Text("votes unknown", "추천 수 모름")
_OTHERS = Text("{names} and others", "{names} 외")
_FOLDER = Text("folder: {folder}", "폴더: {folder}")
_NOTE = Text("note: {note}", "메모: {note}")
_GONE = Text("not in the listings", "목록에 없음")

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$&!]|(?<=:)/(?=/)")
_MARK = re.compile(r"^(\d*)([-+=.)])")


def of_corpus(kept: Iterable[KeptPaper], corpus: Corpus) -> list[Paper | KeptPaper]:
    """Return each kept paper as the corpus has it, or as kept if the corpus has lost it."""
    return [corpus.paper(paper.arxiv_id) or paper for paper in kept]


def markdown(
    papers: Sequence[Paper | KeptPaper], language: Language, remarks: Remarks | None = None, heading: Text = SAVED
) -> str:
    """Return a list of the papers for a Markdown file: link, authors, day, votes, first sentence, folder and note.

    `heading` has a place for their `count`.
    """
    noted = ((paper, (remarks or {}).get(paper.arxiv_id, Remark())) for paper in papers)
    first = heading.fill(count=len(papers)).in_(language)
    return "\n".join((f"# {first}", "", *(_item(paper, remark, language) for paper, remark in noted)))


def _item(paper: Paper | KeptPaper, remark: Remark, language: Language) -> str:
    lines = [f"- [{_escaped(paper.title)}]({paper.url})", *_about(paper, language)]
    if remark.folder:
        lines.append(_FOLDER.fill(folder=_escaped(remark.folder)).in_(language))
    if remark.note:
        lines.append(_NOTE.fill(note=_escaped(remark.note)).in_(language))
    # Two spaces at a line's end break the line inside the item.
    return "  \n  ".join(lines) + "\n"


def _about(paper: Paper | KeptPaper, language: Language) -> Iterable[str]:
    if not isinstance(paper, Paper):
        yield _GONE.in_(language)
        return
    names = _escaped(", ".join(name for name in paper.authors if name.strip()))
    if names:
        yield _OTHERS.fill(names=names).in_(language) if paper.more_authors else names
    day, votes = paper.newest.day, paper.newest.votes
    voted = _VOTES_UNKNOWN if votes is None else _ONE_VOTE if votes == 1 else _VOTES.fill(votes=votes)
    yield f"{_LISTED.fill(day=day).in_(language)} · {voted.in_(language)}"
    if first := next((s for section in paper.sections for s in split_sentences(section.text)), None):
        yield _escaped(first)


def _escaped(text: str) -> str:
    """Return `text` as one line that shows as it stands, formulas and web addresses too."""
    return _MARK.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", " ".join(text.split())))
