"""What is measured: where the right paper stands, whether the quotes answer, whether silence is kept rightly."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.answers.reply import Reply, plain_text

__all__ = ["Table", "covered", "rank_of", "turn_is_right"]

COVERED = 0.7
QUOTE_CHARACTERS = 400
_SHORTEST_BLOCK = 4

Row = dict[str, Any]


@dataclass
class Table:
    """Collect values by measure and group; a mean of each is what is shown."""

    values: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))

    def put(self, measure: str, groups: Iterable[str], value: float) -> None:
        """Add a value to a measure of every group."""
        for group in groups:
            self.values[measure, group].append(value)

    def mean(self, measure: str, group: str = "all") -> float:
        """Return the mean of a measure in a group, 0 where nothing was asked."""
        found = self.values.get((measure, group), [])
        return sum(found) / len(found) if found else 0.0


def rank_of(paper: str, ranked: Sequence[str]) -> int:
    """Return the rank of `paper` among the first ten, from 1; 0 where it is not among them."""
    return ranked.index(paper) + 1 if paper in ranked[:10] else 0


def covered(gold: str, quotes: Sequence[str]) -> bool:
    """Tell whether the quotes, of which 400 characters count, repeat 70 % of `gold` in its order."""
    wanted, quoted = _folded(gold), _folded(" ".join(quotes))[:QUOTE_CHARACTERS]
    if wanted in quoted:
        return True
    blocks = difflib.SequenceMatcher(None, wanted, quoted, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= _SHORTEST_BLOCK) >= COVERED * len(wanted)


def turn_is_right(expected: Row, reply: Reply) -> bool:
    """Tell whether a turn of a dialogue got the paper, field or sentence that it asked for."""
    ids, text = [hit.paper.arxiv_id for hit in reply.hits], _folded(plain_text(reply))
    paper, answer = expected.get("paper"), expected.get("answer") or ""
    match expected["field"]:
        case "find":
            return paper in ids[:3]
        case "similar":
            accepted = set(expected.get("accept") or []) or set(ids) - {paper}
            return bool(accepted & set(ids[:5]))
        case "link":
            return str(paper) in text
        case "votes" | "date":
            digits = re.findall(r"\d+", answer)
            return paper in ids[:1] and all(re.search(rf"(?<!\d){number}(?!\d)", text) for number in digits)
        case "authors":
            names = [_folded(name.strip(" []'\"")) for name in answer.split(",")][:5]
            return all(name in text for name in names)
        case _:
            quoted = paper in {quote.arxiv_id for quote in reply.quotes}
            return quoted and covered(answer, [quote.text for quote in reply.quotes])


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())
