"""Replies and papers as JSON values: the documented output of the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.answers.reply import Reply, plain_text
from bot.answers.table import Cell, Table
from bot.corpus.paper import Paper
from bot.corpus.problem import Problem
from bot.corpus.report import LoadReport
from bot.feed.enriching import EnrichReport
from bot.feed.fetching import FetchReport
from bot.search.hits import Hit
from bot.texts import Language

__all__ = ["Row", "fetch_row", "hit_rows", "paper_row", "reply_row", "report_row"]

Row = dict[str, Any]
_RANKED = 10


def hit_rows(hits: Iterable[Hit]) -> list[Row]:
    """Return the papers of `hits`; day and votes are those of the newest listing in range."""
    return [_hit_row(hit) for hit in hits]


def paper_row(paper: Paper) -> Row:
    """Return one paper with its sections, its listings and their data."""
    return {
        **_hit_row(Hit(paper, paper.newest, 0.0)),
        "organization": paper.organization,
        "keywords": list(paper.keywords),
        "code": paper.code,
        "project": paper.project,
        "sections": [{"heading": section.heading, "text": section.text} for section in paper.sections],
        "listings": [{"day": x.day.isoformat(), "votes": x.votes, "file": x.source_file} for x in paper.listings],
    }


def reply_row(reply: Reply, name: object) -> Row:
    """Return the answer to the question called `name`."""
    ranked = [{"arxiv_id": hit.paper.arxiv_id, "score": round(hit.score, 4)} for hit in reply.hits[:_RANKED]]
    quotes = [{"arxiv_id": q.arxiv_id, "section": q.section, "text": q.text} for q in reply.quotes]
    row: Row = {"id": name, "status": reply.status, "text": plain_text(reply), "papers": ranked, "quotes": quotes}
    return row if reply.table is None else {**row, "table": _table_row(reply.table, reply.language)}


def _table_row(table: Table, language: Language) -> Row:
    """Return a table: its columns, and for each paper a value or quote in each of them, null where it is not stated."""
    return {
        "columns": [column.in_(language) for column in table.columns],
        "rows": [
            {
                "arxiv_id": row.arxiv_id,
                "number": row.number,
                "cells": [_cell_text(cell, language) for cell in row.cells],
            }
            for row in table.rows
        ],
    }


def _cell_text(cell: Cell, language: Language) -> str | None:
    if cell.quote is not None:
        return cell.quote.text
    return cell.value.in_(language) if cell.value else None


def report_row(report: LoadReport) -> Row:
    """Return what a load did."""
    counts = ("files", "papers", "added", "updated", "removed", "unchanged", "listings", "votes_changed")
    return {
        **{name: getattr(report, name) for name in counts},
        "rejected": _problem_rows(report.rejected),
        "warnings": _problem_rows(report.warnings),
        "seconds": report.seconds,
    }


def fetch_row(
    report: FetchReport, load: LoadReport | None, seconds: float, enriched: EnrichReport | None = None
) -> Row:
    """Return what a fetch did; `load` is None if nothing was loaded, `enriched` if not requested."""
    row: Row = {
        "days": [
            {
                "day": one.day.isoformat(),
                "papers": one.papers,
                "new": one.new,
                "votes_changed": one.votes_changed,
                "file": None if one.file is None else str(one.file),
                "left_out": [reason.en for reason in one.left_out],
            }
            for one in report.days
        ],
        "failed": [{"day": one.day.isoformat(), "reason": one.reason.en} for one in report.failed],
        "load": None if load is None else report_row(load),
        "seconds": round(seconds, 3),
    }
    if enriched is not None:
        row["enriched"] = {
            "asked": len(enriched.outcomes),
            **{outcome: enriched.count(outcome) for outcome in ("found", "unknown", "withdrawn")},
            "left": enriched.left,
            "failed": None if enriched.fault is None else enriched.fault.en,
        }
    return row


def _problem_rows(problems: Iterable[Problem]) -> list[Row]:
    return [{"file": x.file, "line": x.line, "reason": x.reason.en} for x in problems]


def _hit_row(hit: Hit) -> Row:
    return {
        "arxiv_id": hit.paper.arxiv_id,
        "title": hit.paper.title,
        "authors": list(hit.paper.authors),
        "day": hit.listing.day.isoformat(),
        "votes": hit.listing.votes,
        "url": hit.paper.url,
        "score": round(hit.score, 4),
    }
