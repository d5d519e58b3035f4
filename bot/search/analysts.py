"""Thousands of papers, analysed on all cores.

The processes are this module run by Python, at the other end of two pipes: one whose caller is gone, however it went,
reads the end of its input and ends too.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from queue import SimpleQueue
from typing import IO, cast

from bot.corpus.paper import Paper
from bot.search.findings import Findings, found_in
from bot.search.glossary import Concept, Glossary

__all__ = ["findings"]

_log = logging.getLogger(__name__)

_MODULE = "bot.search.analysts"
# For fewer papers than these, starting Python again costs more than it spares.
_MANY = 2_000
_AT_ONCE = 250


def findings(papers: Sequence[Paper], glossary: Glossary) -> list[Findings]:
    """Return what is found in papers, some of them at a time, in order."""
    parts = [papers[start : start + _AT_ONCE] for start in range(0, len(papers), _AT_ONCE)]
    cores = os.cpu_count() or 1
    if len(papers) >= _MANY and cores > 1:
        try:
            return _shared_out(parts, glossary, min(cores, len(parts)))
        except (OSError, EOFError, pickle.PickleError) as error:
            # Too little memory, or a sandbox that lets no process start: here it takes longer.
            _log.info("papers are analysed by one process, as others cannot help (%r)", error)
    return [found_in(part, glossary) for part in parts]


def _shared_out(parts: Sequence[Sequence[Paper]], glossary: Glossary, count: int) -> list[Findings]:
    free = SimpleQueue[_Analyst]()

    def found(part: Sequence[Paper]) -> Findings:
        analyst = free.get()
        try:
            return analyst.found_in(part)
        finally:
            free.put(analyst)

    with ExitStack() as stack, ThreadPoolExecutor(count) as pool:
        for _ in range(count):
            analyst = _Analyst()
            stack.callback(analyst.close)
            analyst.take(glossary.concepts)
            free.put(analyst)
        return list(pool.map(found, parts))


class _Analyst:
    """Run a process that analyses papers; raises OSError or EOFError where it cannot."""

    def __init__(self) -> None:
        # Of a session of its own: Ctrl-C is for the program that waits for it.
        self._process = subprocess.Popen(  # noqa: S603 - nothing of it comes from outside
            [sys.executable, "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def take(self, what: Sequence[Concept] | Sequence[Paper]) -> None:
        """Send the concepts of a glossary, which come first, or papers."""
        pipe = cast("IO[bytes]", self._process.stdin)
        pickle.dump(what, pipe, pickle.HIGHEST_PROTOCOL)
        pipe.flush()

    def found_in(self, papers: Sequence[Paper]) -> Findings:
        """Return what is found in papers."""
        self.take(papers)
        return cast("Findings", pickle.load(cast("IO[bytes]", self._process.stdout)))  # noqa: S301 - our own process

    def close(self) -> None:
        """Let the process end."""
        with suppress(OSError), self._process:
            cast("IO[bytes]", self._process.stdin).close()


def _serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until nobody asks any more."""
    # Nothing here makes cycles.
    gc.disable()
    with suppress(EOFError, BrokenPipeError):
        glossary = Glossary(pickle.load(asked))  # noqa: S301 - of the program that started this one
        while True:
            pickle.dump(found_in(pickle.load(asked), glossary), answers, pickle.HIGHEST_PROTOCOL)  # noqa: S301
            answers.flush()


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
