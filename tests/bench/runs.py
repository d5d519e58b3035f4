"""The program's own commands as processes: how long they take, and how much memory at their highest."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.corpora import ROOT

__all__ = ["Finished", "environment", "run"]


@dataclass(frozen=True, slots=True)
class Finished:
    """Hold what a process wrote, its seconds, and its highest resident memory in MB."""

    output: str
    seconds: float
    highest: float


def environment(database: Path, seeds: Path) -> dict[str, str]:
    """Return the environment of a program that works on this database and these listings."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return {**own, "BOT_DATABASE": str(database), "BOT_SEEDS": str(seeds), "PYTHONIOENCODING": "utf-8"}


def run(command: list[str], variables: dict[str, str], standard_input: Path | None = None) -> Finished:
    """Run Python with `command` to its end; raises CalledProcessError where that is a failure."""
    with (standard_input or Path(os.devnull)).open("rb") as asked:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=variables, stdin=asked, stdout=subprocess.PIPE, text=True
        )
        with process:
            output = process.stdout.read() if process.stdout else ""
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Finished(output, seconds, usage.ru_maxrss / 1024)
