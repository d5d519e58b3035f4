"""How a question was read, and term pairs mined from summaries: for people who maintain the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from bot.answers.reply import Reply
from bot.console.output import print_json, show_line
from bot.search.corpus import Corpus
from bot.search.hits import Hit
from bot.search.ranking import COVERAGE, Part
from bot.texts import Language, Text, joined

__all__ = ["show_explanation", "show_mined"]

_MINED = Text(
    "{count:,} pairs beyond the glossary's {known:,} concepts; a line each, with the papers that support it.",
    "용어집의 개념 {known:,}개 외에 요약문에서 찾은 짝 {count:,}개입니다. 뒷받침하는 논문 수와 함께 보여 드립니다.",
)
_COLUMNS = (Text("word", "단어"), Text("read as", "해석"), Text("idf", "희소도"), Text("score", "점수"))
_SUM = Text(
    "sum {total:.2f}, {covered:.0%} of the question covered, score {score:.2f}",
    "합계 {total:.2f}, 질문의 {covered:.0%} 포함, 점수 {score:.2f}",
)
_LIKENESS = Text(
    "of that {likeness:.2f} for what the first papers have in common",
    "그중 {likeness:.2f}은(는) 상위 논문들의 공통점에 따른 점수",
)
_NEAR = Text(
    "of that {near:.2f} for words that stand in one sentence or in the title",
    "그중 {near:.2f}은(는) 단어들이 한 문장이나 제목에 함께 있어 더한 점수",
)
_ALIKE = Text("a synonym", "비슷한 말")
_LEAST_SHOWN = 0.005
_SHOWN_PAPERS, _RANKED = 3, 100


def show_mined(console: Console, corpus: Corpus, language: Language, as_json: bool) -> None:
    """Print the mined term pairs, best supported first."""
    if as_json:
        print_json([asdict(pair) for pair in corpus.mined])
        return
    known = len(corpus.glossary.concepts)
    show_line(console, Line(_MINED.fill(count=len(corpus.mined), known=known).in_(language)))
    for pair in corpus.mined:
        show_line(console, Line(f"{pair.support:>4}  {pair.korean} = {pair.english}"))


def show_explanation(console: Console, corpus: Corpus, question: str, reply: Reply) -> None:
    """Print each search word's contribution to the first papers of the reply."""
    topic = reply.request.topic if reply.request else ""
    found = corpus.search(topic or question)
    ranked = {hit.paper.arxiv_id: hit for hit in found.hits[:_RANKED]}
    for shown in reply.hits[:_SHOWN_PAPERS]:
        # A reply may order its papers differently, or take them from elsewhere.
        hit = ranked.get(shown.paper.arxiv_id)
        parts = corpus.explain(found.query, shown.paper)
        show_line(console, Line(shown.paper.title, style="bold"))
        table = Table(*(column.in_(reply.language) for column in _COLUMNS), box=None)
        for part in parts:
            read_as = _read_as(part).in_(reply.language)
            table.add_row(part.word, read_as, f"{part.idf:.2f}", f"{part.contribution:.2f}")
        console.print(table)
        show_line(console, Line(_summed(parts, hit or shown, ranked=hit is not None).in_(reply.language)))


def _read_as(part: Part) -> Text:
    """Return what a word matched, if not itself."""
    if part.alike:
        return _ALIKE
    found = ", ".join(token[1:] for token in part.through) or part.meant or ("" if part.literal else "–")
    return Text(found, found)


def _summed(parts: Sequence[Part], hit: Hit, *, ranked: bool) -> Text:
    """Return the sum of the parts and the factors that raised it; unranked hits have none."""
    total = sum(part.contribution for part in parts)
    said = [_SUM.fill(total=total, covered=hit.coverage, score=hit.score)]
    likeness = hit.score - hit.near - total * (1 + COVERAGE * hit.coverage)
    if hit.near >= _LEAST_SHOWN:
        said.append(_NEAR.fill(near=hit.near))
    if ranked and likeness >= _LEAST_SHOWN:
        said.append(_LIKENESS.fill(likeness=likeness))
    return joined(said, ", ")
