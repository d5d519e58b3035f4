"""What the bench measures, as values that go to JSON and back."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from pydantic import TypeAdapter

from tests.bench.machine import Machine

__all__ = [
    "EngineFigures",
    "FeedFigures",
    "Figures",
    "ProductFigures",
    "RestartFigures",
    "SearchFigures",
    "SizeFigures",
    "Times",
    "WholeFigures",
]


@dataclass(frozen=True, slots=True)
class Times:
    """Hold times in milliseconds."""

    count: int
    median: float
    p95: float
    p99: float


@dataclass(frozen=True, slots=True)
class EngineFigures:
    """Hold an engine's figures on one corpus.

    `cold` are the first answers of all; `plain` are warm times of the questions, `rare` of those with a rare word more.
    `ratio` is the median of plain questions over that of the project's own index on the same questions. Memory is what
    building left resident, `disk` what it wrote, in MB.
    """

    name: str
    build_seconds: float
    memory: float
    disk: float
    cold: Times
    plain: Times
    rare: Times | None
    ratio: float
    rare_ratio: float | None


@dataclass(frozen=True, slots=True)
class SearchFigures:
    """Hold the figures of all engines; a peer that is not installed is named in `absent`."""

    vocabulary: int
    tokens: int
    generated_seconds: float
    engines: tuple[EngineFigures, ...]
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductFigures:
    """Hold the times of `Corpus.search` from a text to ten hits, those of bm25s, and its median over ours, by round."""

    search: Times
    peer: Times | None
    ratios: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RestartFigures:
    """Hold what a start on a loaded database takes, in seconds and MB.

    `first` is the first start of all, `open` and `answer` lead from a later process' start to an open library and to
    the first answer, `ask` is that process as a user runs it.
    """

    written_seconds: float
    database: float
    first: float
    open: float
    answer: float
    resident: float
    highest: float
    ask: float
    ask_highest: float


@dataclass(frozen=True, slots=True)
class WholeFigures:
    """Hold what a user meets: loads in seconds, questions in ms, `ask --jsonl` in questions a second, stalls in ms."""

    load_new: float
    load_unchanged: float
    ask: Times
    jsonl: float
    crowd: Times
    crowd_reloading: Times
    reload_seconds: float
    stall: float
    stall_reloading: float


@dataclass(frozen=True, slots=True)
class FeedFigures:
    """Hold what the feed takes.

    `day` and `day_cpu` are the seconds from the first request for a day of 100 papers until they are searchable,
    `stall` the longest one of the event loop meanwhile in ms, `resident` the memory after the last of the days in MB,
    and `memory` how much of it came with them. `year` is a whole `papers-bot fetch` of 250 days of 50 papers. `idle`
    are the requests of 24 hours, `idle_beyond` those beyond the plan.
    """

    day: float
    day_cpu: float
    stall: float
    resident: float
    memory: float
    year: float
    idle: int
    idle_beyond: int


@dataclass(frozen=True, slots=True)
class SizeFigures:
    """Hold what was measured with one number of papers."""

    product: ProductFigures | None = None
    search: SearchFigures | None = None
    restart: RestartFigures | None = None
    whole: WholeFigures | None = None
    feed: FeedFigures | None = None

    def updated(self, other: SizeFigures) -> SizeFigures:
        """Return these figures with all that `other` has."""
        own = {part.name: getattr(other, part.name) for part in fields(other)}
        return replace(self, **{name: value for name, value in own.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Figures:
    """Hold everything, by number of papers."""

    machine: Machine
    sizes: dict[int, SizeFigures] = field(default_factory=dict[int, SizeFigures])

    @classmethod
    def read(cls, path: Path) -> Figures:
        """Return the figures of a file; raises OSError or ValueError."""
        return TypeAdapter(cls).validate_json(path.read_bytes())

    def write(self, path: Path) -> None:
        """Write the figures as JSON."""
        path.write_bytes(TypeAdapter(Figures).dump_json(self, indent=1) + b"\n")

    def updated(self, papers: int, found: SizeFigures) -> Figures:
        """Return these figures with those of one number of papers."""
        sizes = {**self.sizes, papers: self.sizes.get(papers, SizeFigures()).updated(found)}
        return replace(self, sizes=dict(sorted(sizes.items())))
