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
from bot.search.document_features import DocumentFeatures, features_of
from bot.search.glossary import Concept, Glossary

__all__ = ["document_features"]

_log = logging.getLogger(__name__)

_MODULE = "bot.search.parallel"
# For fewer papers than these, starting Python again costs more than it spares.
_MANY = 2_000
_AT_ONCE = 250
# More would wait for the one process that puts together what they find; each takes some 60 MB.
_MOST = 4
# What a process that is not there, ends early or sends something else leads to.
_NO_HELP = (OSError, EOFError, pickle.PickleError, ValueError, TypeError, LookupError, AttributeError, ImportError)


def document_features(papers: Sequence[Paper], glossary: Glossary) -> list[DocumentFeatures]:
    """Return what is found in papers, some of them at a time, in order."""
    parts = [papers[start : start + _AT_ONCE] for start in range(0, len(papers), _AT_ONCE)]
    count = min(_cores(), _MOST, len(parts))
    if len(papers) < _MANY or count < 2:
        return [features_of(part, glossary) for part in parts]
    with ExitStack() as stack:
        # Started all at once: Python takes a while to begin.
        workers = [_Worker(glossary.concepts) for _ in range(count)]
        for worker in workers:
            stack.callback(worker.close)
        return _shared_out(parts, glossary, workers)


def _shared_out(
    parts: Sequence[Sequence[Paper]], glossary: Glossary, workers: Sequence[_Worker]
) -> list[DocumentFeatures]:
    free = SimpleQueue[_Worker]()
    for worker in workers:
        free.put(worker)

    def found(part: Sequence[Paper]) -> DocumentFeatures:
        worker = free.get()
        try:
            return worker.features_of(part) or features_of(part, glossary)
        finally:
            free.put(worker)

    with ThreadPoolExecutor(len(workers)) as pool:
        return list(pool.map(found, parts))


def _cores() -> int:
    # Not all systems can say how many of their cores are for this process.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Worker:
    """Run a process that analyses papers, as long as it can."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self._concepts = concepts
        self._knows_concepts = False
        self._process: subprocess.Popen[bytes] | None = None
        try:
            # Of a session of its own: Ctrl-C is for the program that waits for it.
            self._process = subprocess.Popen(  # noqa: S603 - nothing of it comes from outside
                # No modules from the working directory.
                [sys.executable, "-P", "-m", _MODULE, __file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except _NO_HELP as error:
            _log.warning("cannot start a worker process, analysing its papers here (%r)", error)

    def features_of(self, papers: Sequence[Paper]) -> DocumentFeatures | None:
        """Return what is found in papers, None where the process is of no help."""
        if self._process is None:
            return None
        try:
            return self._answer(self._process, papers)
        except _NO_HELP as error:
            _log.warning("a worker process failed, analysing its papers here (%r)", error)
            self.close()
            return None

    def close(self) -> None:
        """Let the process end."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError), process:
                cast("IO[bytes]", process.stdin).close()

    def _answer(self, process: subprocess.Popen[bytes], papers: Sequence[Paper]) -> DocumentFeatures:
        asked, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        for what in (papers,) if self._knows_concepts else (self._concepts, papers):
            pickle.dump(what, asked, pickle.HIGHEST_PROTOCOL)
        self._knows_concepts = True
        asked.flush()
        answer = pickle.load(answers)  # noqa: S301 - of our own process
        if not isinstance(answer, DocumentFeatures) or answer.terms.size != len(papers):
            message = "this is no answer"
            raise ValueError(message)
        return answer


def _serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until nobody asks any more."""
    # Nothing here makes cycles.
    gc.disable()
    with suppress(EOFError, BrokenPipeError):
        glossary = Glossary(pickle.load(asked))  # noqa: S301 - of the program that started this one
        while True:
            pickle.dump(features_of(pickle.load(asked), glossary), answers, pickle.HIGHEST_PROTOCOL)  # noqa: S301
            answers.flush()


# Another version of this program may be installed: it is not to help.
if __name__ == "__main__" and sys.argv[1:] == [__file__]:
    _serve(sys.stdin.buffer, sys.stdout.buffer)
