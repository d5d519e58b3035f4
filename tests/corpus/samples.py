"""Listings to read: the real seed files, and one small entry to vary."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.corpus.markdown import parse_listing
from bot.corpus.paper import Listing, Paper, Section

__all__ = [
    "BLURB",
    "DAY",
    "DAY_HEADING",
    "ENTRY_HEADING",
    "SEEDS",
    "TAIL",
    "entry",
    "listing",
    "paper",
    "read_one",
    "seed_texts",
]

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
DAY = date(2024, 11, 22)
DAY_HEADING = "## Daily Papers (2024-11-22)"
ENTRY_HEADING = "### [A Title](https://arxiv.org/abs/2411.14384)"
BLURB = """# Daily Papers

## Project Description

This project translates [daily papers](https://huggingface.co/papers).

Thanks to [@someone](https://github.com/someone).

"""
TAIL = """
## License

Licensed under [CC BY-NC 4.0](https://creativecommons.org/licenses/by-nc/4.0/).

## Citation

Please cite as:

```bibtex
@misc{daily_papers,
  title = {Daily Papers},
# a comment
  year = {2023}
}
```

## Star History

![Star History Chart](https://api.star-history.com/svg?repos=a/b&type=Date)
"""


def seed_texts() -> dict[str, str]:
    """Return the text of every seed file by its name."""
    return {path.name: path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))}


def listing(*entries: str, heading: str = DAY_HEADING) -> str:
    """Return a file with one day and its entries."""
    return "\n\n".join((heading, *entries)) + "\n"


def entry(arxiv_id: str, title: str = "A Title", votes: str = "1", text: str = "요약입니다.") -> str:
    """Return an entry in the usual form."""
    return f"### [{title}](https://arxiv.org/abs/{arxiv_id})\n\nVote: {votes}\n\nAuthors: Ada Lovelace\n\n- {text}"


def read_one(body: str, heading: str = ENTRY_HEADING) -> Paper:
    """Read an entry of which everything is understood."""
    parsed = parse_listing(listing(heading, body), "a.txt")
    assert parsed.rejected == ()
    assert parsed.warnings == ()
    (only,) = parsed.papers
    return only


def paper(arxiv_id: str = "2411.14384", *, text: str = "요약", days: dict[date, int | None] | None = None) -> Paper:
    """Return a paper as the loader makes it, with its votes by day."""
    days = {DAY: 1} if days is None else days
    listings = tuple(Listing(day, days[day], 0, "a.txt") for day in sorted(days, reverse=True))
    return Paper(arxiv_id, f"Title of {arxiv_id}", ("Ada Lovelace",), (Section("What's New", text),), listings)
