"""Ask every question of the set, in this process, on the seeds and the project's glossary."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rank_bm25 import BM25Okapi

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply, plain_text
from bot.answers.session import Sessions
from bot.corpus.loader import read_folder
from bot.errors import UserError
from bot.search.corpus import Corpus
from bot.search.glossary_file import read_glossary
from tests.quality.asking_people import put_people, sets
from tests.quality.measure import Table, covered, rank_of, turn_is_right

__all__ = ["baseline", "load", "measure", "project_corpus"]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NOW = datetime(2025, 2, 6, 12, tzinfo=UTC)
# A chat shows so much at once: a list, and what answers a question.
LIST_CHARACTERS = 1_200
FACT_CHARACTERS = 600

Row = dict[str, Any]


def project_corpus() -> Corpus:
    """Return the corpus of the seeds with the project's glossary."""
    glossary, _ = read_glossary(ROOT / "config" / "glossary.tsv")
    return Corpus(read_folder(ROOT / "seeds", {}).papers.values(), 1, glossary)


def load(name: str) -> list[Row]:
    """Return the rows of every file `name.*.jsonl` beside this one."""
    paths = sorted(HERE.glob(f"{name}.*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line]


def measure(corpus: Corpus) -> tuple[Table, list[str]]:
    """Return the measures of all questions, and a line for each that was missed."""
    table, misses = Table(), list[str]()
    service = QueryService(corpus, NOW, "en", Sessions())
    for question in load("questions"):
        _ask_question(question, service, table, misses)
    for question in load("unanswerable"):
        reply = _reply(service, question["question"])
        # A paper may be named whose summary does not state it; nothing may be quoted as if it did.
        unstated = question["kind"] == "not_stated"
        silent = not reply.quotes if unstated else reply.status == "not_found"
        table.put("abstain", (question["kind"],) if unstated else ("all", question["kind"]), silent)
        if not silent:
            misses.append(f"abstain: {question['question']}")
    for dialogue in load("dialogues"):
        for number, turn in enumerate(dialogue["turns"]):
            right = turn_is_right(turn["expect"], _reply(service, turn["user"], dialogue["qid"]))
            table.put("dialogue turn", ("all", "first" if number == 0 else "follow-up"), right)
            if not right:
                misses.append(f"dialogue {dialogue['qid']}: {turn['user']}")
    for name in sets():
        put_people(name, corpus, table, misses)
    return table, misses


def baseline() -> Table:
    """Return where plain BM25 on words split at spaces puts the papers."""
    papers = list(read_folder(ROOT / "seeds", {}).papers.values())
    index = BM25Okapi([f"{paper.title}\n{paper.summary}".lower().split() for paper in papers])
    table = Table()
    for question in load("questions"):
        scores = index.get_scores(question["question"].lower().split())
        order = sorted(range(len(papers)), key=lambda number: -scores[number])
        _put_rank(question, [papers[number].arxiv_id for number in order[:10]], table)
    return table


def _reply(service: QueryService, typed: str, conversation: str | None = None) -> Reply:
    """Return the reply to what was typed; a refusal finds nothing."""
    try:
        return service.ask(typed, conversation)
    except UserError as error:
        return Reply("not_found", "en", error.in_("en"))


def _ask_question(question: Row, service: QueryService, table: Table, misses: list[str]) -> None:
    reply = _reply(service, question["question"])
    ranked = [hit.paper.arxiv_id for hit in reply.hits]
    _put_rank(question, ranked, table)
    table.put("false abstain", _groups(question), reply.status == "not_found")
    kind, most = ("list", LIST_CHARACTERS) if reply.status == "papers" else ("fact", FACT_CHARACTERS)
    table.put(f"{kind} is short", _groups(question), len(plain_text(reply)) <= most)
    if rank_of(question["paper"], ranked) != 1:
        misses.append(f"hit@1 {question['paper']} {ranked[:1]}: {question['question']}")
    if question["kind"] != "find" and question.get("answer"):
        quotes = [quote.text for quote in reply.quotes]
        table.put("answer@1", _groups(question), covered(question["answer"], quotes[:1]))
        right = covered(question["answer"], quotes)
        table.put("answer", _groups(question), right)
        if not right:
            misses.append(f"answer: {question['question']} (wanted: {question['answer']})")


def _put_rank(question: Row, ranked: list[str], table: Table) -> None:
    rank = rank_of(question["paper"], ranked)
    table.put("hit@1", _groups(question), rank == 1)
    table.put("hit@5", _groups(question), 1 <= rank <= 5)
    table.put("MRR@10", _groups(question), 1 / rank if rank else 0.0)


def _groups(question: Row) -> tuple[str, ...]:
    return "all", question["lang"], f"{question['lang']}-{question['kind']}"
