"""What a morning of many servers is measured by: rows of a table, wanted beside measured."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.bench.servers_chat import p99
from tests.bench.servers_run import Outcome

__all__ = ["Row", "idle_rows", "posting_rows", "printed"]


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a figure: its name, what is wanted ("" for nothing), what was measured, and whether that is good."""

    name: str
    wanted: str
    measured: str
    good: bool | None = None


def printed(title: str, rows: Sequence[Row]) -> str:
    """Return rows as a table in Markdown."""
    marks = {True: "yes", False: "**no**", None: ""}
    lines = [f"| {title} | wanted | measured | met |", "| --- | --- | --- | --- |"]
    return "\n".join([*lines, *(f"| {row.name} | {row.wanted} | {row.measured} | {marks[row.good]} |" for row in rows)])


def posting_rows(outcome: Outcome, seconds: float) -> list[Row]:
    """Return the figures of a morning; where nothing is down, all is to be out within so many seconds."""
    rows = [Row("stopped early", "", failure, False) for failure in outcome.failures]
    rows += _start(outcome)
    rows += _outage(outcome) if outcome.down is not None else [*_speed(outcome, seconds), *_chat(outcome)]
    return [*rows, *_truth(outcome), *_cost(outcome)]


def idle_rows(ticks: Sequence[float]) -> list[Row]:
    """Return the figures of minutes in which nothing is due."""
    first, *others = ticks
    median, worst = statistics.median(others), max(others)
    return [
        Row("an idle minute, the worst", "≤ 100 ms", f"{worst * 1000:.1f} ms", worst <= 0.1),
        Row("its median", "", f"{median * 1000:.1f} ms"),
        Row("the minute that looks everywhere for the first time", "", _ms(first)),
    ]


def _start(outcome: Outcome) -> Iterator[Row]:
    ready = "never" if outcome.ready is None else f"{outcome.ready:.1f} s, {outcome.ready_memory:.0f} MB"
    town = outcome.plan.town
    yield Row(f"READY, {town.servers:,} servers on {town.shards} shards", "", ready)


def _speed(outcome: Outcome, seconds: float) -> Iterator[Row]:
    out, expected = outcome.out, len(outcome.expected)
    whole = len(out) == expected
    count = f"{len(out):,} of {expected:,}"
    if not out:
        yield Row("posts out", f"≤ {seconds:.0f} s", "none", False)
        return
    # One post needs no time from itself on.
    first, last = out[0] - outcome.minute, out[-1] - outcome.minute
    rate = (len(out) - 1) / max(last - first, 0.001)
    within = last - first
    yield Row(
        "posts out, from the first one on",
        f"≤ {seconds:.0f} s",
        f"{within:.1f} s ({count}, {rate:.1f} a second)",
        whole and within <= seconds,
    )
    if not outcome.plan.at_once:
        wanted = f"≤ {seconds:.0f} s"
        measured = f"{last:.1f} s (the first after {first:.1f} s)"
        yield Row("posts out, from the minute on", wanted, measured, whole and last <= seconds)


def _chat(outcome: Outcome) -> Iterator[Row]:
    out, talk = outcome.out, outcome.talk
    if not outcome.plan.chat or not out:
        return
    meanwhile = talk.took(out[0], out[-1])
    slowest = p99(meanwhile)
    wanted = "≤ 250 ms"
    yield Row(f"chat meanwhile, p99 of {len(meanwhile)}", wanted, _ms(slowest), slowest <= 0.25)
    for kind in ("mention", "/ask"):
        took = talk.took(out[0], out[-1], kind)
        middle = statistics.median(took) if took else math.nan
        yield Row(
            f"… {kind}: median, p99, longest", "", f"{_ms(middle)}, {_ms(p99(took))}, {_ms(max(took, default=0))}"
        )
    before = talk.took(0, out[0])
    yield Row(f"… before the posts, p99 of {len(before)}", "", _ms(p99(before)))
    yield Row("questions without an answer", "0", str(len(talk.unanswered)), not talk.unanswered)


def _outage(outcome: Outcome) -> Iterator[Row]:
    plan, out, up = outcome.plan, outcome.out, outcome.up
    after = [at - up for at in out if up is not None and at >= up]
    first = min(after, default=math.inf)
    yield Row("down", "", f"{plan.outage:.0f} s, 502 for everything{' and the gateway' * plan.with_gateway}")
    yield Row("first post after its end", "≤ 60 s", f"{first:.1f} s" if after else "none", first <= 60)
    last = f"{max(after):.1f} s" if after else "none"
    yield Row("last post after its end", "", f"{last} ({len(out):,} of {len(outcome.expected):,})")
    kinds = Counter(f"{one.method} …/{one.path.rpartition('/')[2]}" for one in outcome.during_outage)
    most = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common(3))
    minutes = max(plan.outage / 60, 0.001)
    asked = len(outcome.during_outage)
    yield Row("requests meanwhile", "", f"{asked:,}, {asked / minutes:.0f} a minute ({most or 'none'})")
    if outcome.silence is not None:
        lives = outcome.silence <= plan.watchdog
        measured = f"{outcome.silence:.1f} s ({outcome.signs} signs)"
        yield Row("longest without a sign of life", f"≤ {plan.watchdog:.0f} s", measured, lives)


def _truth(outcome: Outcome) -> Iterator[Row]:
    lost, doubled = len(outcome.lost), len(outcome.doubled)
    later = f" ({len(outcome.late)} came only after a restart with a clock 2½ hours ahead)" if outcome.late else ""
    yield Row("lost", "0", f"{lost}{later}", not lost)
    yield Row("doubled", "0", str(doubled), not doubled)
    code = outcome.exit_code
    if not outcome.plan.abruptly:
        yield Row("the process lives until it is stopped", "exit code 0", f"exit code {code}", code == 0)


def _cost(outcome: Outcome) -> Iterator[Row]:
    yield Row("highest memory", "", f"{outcome.memory:.0f} MB")
    came = len(outcome.out)
    each = f", {outcome.cpu / came * 1000:.1f} ms a post" if came else ""
    yield Row("work of the bot's process meanwhile", "", f"{outcome.cpu:.1f} s{each}")
    yield Row("answers that say it came too often", "", f"{outcome.limited:,}")
    yield Row("tracebacks in the log", "", str(outcome.tracebacks))


def _ms(seconds: float) -> str:
    return "–" if math.isnan(seconds) else f"{seconds * 1000:,.0f} ms"
