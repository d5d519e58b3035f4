"""The whole path of a question, on the seeds and on 35 times as many papers. `python -m tests.bench.questions`

The larger corpus recombines the seeds' sentences: each paper takes two of each section from anywhere, and four words
that no other paper has, so that the vocabulary has the long tail of a real one.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.answers.desk import Desk
from bot.corpus.loader import read_folder
from bot.corpus.paper import Paper, Section
from bot.search.corpus import Corpus
from bot.search.glossary import read_glossary
from bot.search.sentences import split_sentences

__all__ = ["main", "recombined"]

ROOT = Path(__file__).resolve().parents[2]
TIMES = 35
SYLLABLES = (
    "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후"
)


def recombined(papers: list[Paper], count: int, chance: random.Random) -> list[Paper]:
    """Return `count` papers made of the sentences of `papers`."""
    headings = [section.heading for section in papers[0].sections]
    pools = [[s for paper in papers for s in split_sentences(paper.sections[n].text)] for n in range(len(headings))]

    def word() -> str:
        letters = SYLLABLES if chance.random() < 0.5 else "abcdefghijklmnopqrstuvwxyz"
        return "".join(chance.choice(letters) for _ in range(4))

    made: list[Paper] = []
    for number in range(count):
        base = chance.choice(papers)
        sections = tuple(
            Section(heading, " ".join((*chance.sample(pool, 2), word(), word(), word(), word())))
            for heading, pool in zip(headings, pools, strict=True)
        )
        arxiv_id = f"{1000 + number // 10_000}.{number % 100_000:05}"
        made.append(replace(base, arxiv_id=arxiv_id, title=f"{word()} {base.title}", sections=sections))
    return made


def main() -> None:
    """Print build time, medians, p95 and resident memory for both corpora."""
    papers = list(read_folder(ROOT / "seeds", {}).papers.values())
    glossary, _ = read_glossary(ROOT / "config" / "glossary.tsv")
    asked = (ROOT / "tests" / "quality" / "questions.dev.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in asked]
    large = [*papers, *recombined(papers, len(papers) * (TIMES - 1), random.Random(1))]
    for name, corpus_papers in (("seeds", papers), (f"{TIMES} times the seeds", large)):
        started = time.perf_counter()
        corpus = Corpus(corpus_papers, 1, glossary)
        built = time.perf_counter() - started
        desk = Desk(corpus, datetime.now(UTC), "en")
        spent: list[float] = []
        for question in questions:
            started = time.perf_counter()
            desk.ask(question)
            spent.append((time.perf_counter() - started) * 1000)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(
            f"{name}: {len(corpus.papers):,} papers, analysis and index {built:.2f} s, a question "
            f"{statistics.median(spent):.1f} ms (p95 {statistics.quantiles(spent, n=20)[-1]:.1f} ms), {memory} MB\n"
        )


if __name__ == "__main__":
    main()
