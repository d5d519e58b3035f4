"""Replies that compare papers: a table of what each of them states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.answers import phrases, table_phrases
from bot.answers.column_words import without_amount
from bot.answers.engine.result import Result
from bot.answers.engine.tables import Compared, Line
from bot.answers.quote import Quote, checked
from bot.answers.replies.lists import shortened
from bot.answers.reply import Reply
from bot.answers.request import Column, Request
from bot.answers.table import Cell, Row, Table
from bot.search.corpus import Corpus
from bot.texts import Language, Text, joined, language_of

__all__ = ["table_reply"]

# All quotes together, and each one; a pair has room for whole sentences.
_CHARACTERS = 2_400
_LONGEST, _LONGEST_OF_PAIR, _LEAST = 180, 320, 60
_PAIR = 2
_LONGEST_LABEL = 60


def table_reply(result: Result, corpus: Corpus) -> Reply:
    """Return the table, and what is to be seen in it."""
    compared = result.compared or Compared((), ())
    request, language = result.request, result.request.language
    rows = tuple(_row(line, compared, corpus) for line in compared.lines)
    table = Table(tuple(map(_label, compared.columns)), rows)
    quotes = tuple(cell.quote for row in rows for cell in row.cells if cell.quote)
    parts = [_lead(request, compared), _note(quotes, language)]
    lead = joined(filter(None, parts), " ").in_(language)
    status = "answered" if any(line.stated for line in compared.lines) else "papers"
    return Reply(status, language, lead, result.hits, quotes, shown=len(rows), table=table)


def _row(line: Line, compared: Compared, corpus: Corpus) -> Row:
    return Row(line.paper.arxiv_id, line.number, tuple(_cell(cell, compared, corpus) for cell in line.cells))


def _cell(cell: Cell, compared: Compared, corpus: Corpus) -> Cell:
    """Return a cell with its quote checked and short."""
    if cell.quote is None:
        return cell
    count = len(compared.lines)
    longest = _LONGEST_OF_PAIR if count <= _PAIR else _LONGEST
    room = max(min(longest, _CHARACTERS // (count * len(compared.columns))), _LEAST)
    short = shortened(cell.quote, room)
    if cell.quote.figure:
        # The figure is what was asked for.
        short = cell.quote if cell.quote.figure not in short.text else _with_figure(short, cell.quote.figure)
    return Cell(next(iter(checked((short,), corpus)), None))


def _with_figure(quote: Quote, figure: str) -> Quote:
    return Quote(quote.arxiv_id, quote.section, quote.text, figure, quote.cut)


def _label(column: Column) -> Text:
    if column.of not in ("fact", "figure"):
        return _LABELS[column.of]
    asked = without_amount(column.question)
    typed = asked if len(asked) <= _LONGEST_LABEL else f"{asked[:_LONGEST_LABEL]}…"
    return Text(typed, typed) if typed else table_phrases.RESULTS


_LABELS: Mapping[str, Text] = {
    "new": table_phrases.NEW,
    "method": table_phrases.METHOD,
    "results": table_phrases.RESULTS,
    "authors": table_phrases.AUTHORS,
    "votes": table_phrases.VOTES,
    "day": table_phrases.DAY,
    "link": table_phrases.LINK,
    "code": table_phrases.CODE,
    "project": table_phrases.PROJECT,
    "organization": table_phrases.ORGANIZATION,
}


def _lead(request: Request, compared: Compared) -> Text:
    papers, wanted = phrases.papers(len(compared.lines)), compared.wanted
    if not any(line.stated for line in compared.lines) and request.choice not in ("most", "least"):
        return table_phrases.NONE_STATES.fill(papers=papers)
    match request.choice:
        case "all":
            return table_phrases.COMPARED.fill(papers=papers)
        case "stated" | "unstated":
            text = _COUNTED[request.choice][min(wanted, 2)]
            return text.fill(papers=papers, count=wanted, numbers=_numbers(compared))
        case _:
            return _by_figure(request, compared)


# What is said where none, one, or several papers do or do not state something.
_COUNTED: Mapping[str, tuple[Text, Text, Text]] = {
    "stated": (table_phrases.NONE_STATES, table_phrases.ONE_STATES, table_phrases.SOME_STATE),
    "unstated": (table_phrases.ALL_STATE, table_phrases.ONE_DOES_NOT, table_phrases.SOME_DO_NOT),
}


def _by_figure(request: Request, compared: Compared) -> Text:
    """Return which figure is the highest or lowest, or why that cannot be said."""
    ranking, papers = compared.ranking, phrases.papers(len(compared.lines))
    if ranking is None:
        return table_phrases.NOTHING_NAMED.fill(papers=papers)
    asked = without_amount(compared.columns[0].question)
    measure = asked if request.language == "ko" and asked else ranking.measure.label
    if not ranking.figures:
        return table_phrases.NO_FIGURE.fill(papers=papers, measure=measure)
    first, number = ranking.figures[0], compared.lines[0].number
    if len(ranking.figures) == 1:
        return table_phrases.ONE_FIGURE.fill(number=number, figure=first.text, measure=measure)
    if not ranking.comparable:
        return table_phrases.UNLIKE.fill(measure=measure)
    least = request.choice == "least" or (request.choice == "best" and ranking.measure.less_is_better)
    text = table_phrases.LOWEST if least else table_phrases.HIGHEST
    told = text.fill(number=number, figure=first.text, measure=measure, count=len(ranking.figures))
    return told if ranking.measure.benchmarks else joined((told, table_phrases.MAY_DIFFER), " ")


def _numbers(compared: Compared) -> str:
    return ", ".join(str(line.number) for line in compared.lines[: compared.wanted])


def _note(quotes: Iterable[Quote], language: Language) -> Text | None:
    """Return the note on quotes in another language than the reply, or None."""
    languages = {language_of(quote.text) for quote in quotes}
    if language == "en":
        return table_phrases.IN_KOREAN if "ko" in languages else None
    return table_phrases.IN_ENGLISH if languages and "ko" not in languages else None
