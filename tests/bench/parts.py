"""The parts of the bench, each in a process of its own."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Literal, get_args

from tests.bench.corpus_scale import measure_restart
from tests.bench.feed import measure_feed
from tests.bench.figures import SizeFigures
from tests.bench.product import measure_product
from tests.bench.search import measure_search
from tests.bench.whole import measure_whole

__all__ = ["PARTS", "Part", "measured_apart"]

Part = Literal["product", "search", "restart", "whole", "feed"]
PARTS: tuple[Part, ...] = get_args(Part)


def measured_apart(part: Part, papers: int, engines: Collection[str], rounds: int) -> SizeFigures:
    """Return the figures of a part, measured in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, part, papers, tuple(engines), rounds).result()


def _measured(part: Part, papers: int, engines: tuple[str, ...], rounds: int) -> SizeFigures:
    match part:
        case "product":
            return SizeFigures(product=measure_product(papers, rounds))
        case "search":
            return SizeFigures(search=measure_search(papers, engines, rounds))
        case "restart":
            return SizeFigures(restart=measure_restart(papers))
        case "whole":
            return SizeFigures(whole=measure_whole(papers))
        case "feed":
            return SizeFigures(feed=measure_feed(papers))
