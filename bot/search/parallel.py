"""Analysis of thousands of papers on all cores.

The workers are Python processes that run this module, each connected by two pipes: if the parent is gone, for any
reason, a worker reads the end of its input and exits too.
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
# For fewer papers, starting processes costs more than it saves.
_MANY = 2_000
_AT_ONCE = 250
# More would wait for the one process that merges their results; each takes some 60 MB.
_MOST = 4
# Errors raised when a worker is missing, exits early or sends garbage.
_NO_HELP = (OSError, EOFError, pickle.PickleError, ValueError, TypeError, LookupError, AttributeError, ImportError)


def document_features(papers: Sequence[Paper], glossary: Glossary) -> list[DocumentFeatures]:
    """Yield the features of papers in batches, in order."""
    parts = [papers[start : start + _AT_ONCE] for start in range(0, len(papers), _AT_ONCE)]
    count = min(_cores(), _MOST, len(parts))
    if len(papers) < _MANY or count < 2:
        return [features_of(part, glossary) for part in parts]
    with ExitStack() as stack:
        # Started all at once: Python takes a while to start.
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
    # Not every system reports the cores available to this process.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Worker:
    """A process that analyses papers."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self._concepts = concepts
        self._knows_concepts = False
        self._process: subprocess.Popen[bytes] | None = None
        try:
            # In its own session: Ctrl-C is for the parent.
            self._process = subprocess.Popen(  # noqa: S603 - no part of it comes from outside
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
        """Return the features of papers, or None if the process failed."""
        if self._process is None:
            return None
        try:
            return self._answer(self._process, papers)
        except _NO_HELP as error:
            _log.warning("a worker process failed, analysing its papers here (%r)", error)
            self.close()
            return None

    def close(self) -> None:
        """End the process."""
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
        answer = pickle.load(answers)  # noqa: S301 - from the worker started here
        if not isinstance(answer, DocumentFeatures) or answer.terms.size != len(papers):
            message = "this is no answer"
            raise ValueError(message)
        return answer


def _serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until the input ends."""
    # Nothing here creates reference cycles.
    gc.disable()
    with suppress(EOFError, BrokenPipeError):
        glossary = Glossary(pickle.load(asked))  # noqa: S301 - from the parent process
        while True:
            pickle.dump(features_of(pickle.load(asked), glossary), answers, pickle.HIGHEST_PROTOCOL)  # noqa: S301
            answers.flush()


# Another version of this program may be installed; do not use its results.
if __name__ == "__main__" and sys.argv[1:] == [__file__]:
    _serve(sys.stdin.buffer, sys.stdout.buffer)
