"""Whole processes: load, ask, and the memory of a chat. `python -m tests.bench.processes`"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7
MEMORY = (
    "import resource, subprocess, sys; "
    "subprocess.run([sys.executable, '-m', 'bot', 'chat'], input='who wrote Hymba?\\n', text=True, "
    "stdout=subprocess.DEVNULL, check=True); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
)


def main() -> None:
    """Print the medians of 7 runs each."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "papers.db")
        environment = {**os.environ, "BOT_DATABASE": str(database), "BOT_SEEDS": str(ROOT / "seeds")}

        def run(*command: str) -> str:
            done = subprocess.run(
                [sys.executable, *command], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
            )
            return done.stdout

        loads: list[float] = []
        for _ in range(RUNS):
            for path in Path(folder).glob("papers.db*"):
                path.unlink()
            started = time.perf_counter()
            run("-m", "bot", "load")
            loads.append(time.perf_counter() - started)
        asks: list[float] = []
        for _ in range(RUNS):
            started = time.perf_counter()
            run("-m", "bot", "ask", "KV 캐시 압축 논문 알려줘")
            asks.append(time.perf_counter() - started)
        memory = [int(run("-c", MEMORY)) for _ in range(RUNS)]
    sys.stdout.write(f"load of the seeds into a new database  {statistics.median(loads):.2f} s\n")
    sys.stdout.write(f"ask on a loaded database               {statistics.median(asks):.2f} s\n")
    sys.stdout.write(f"peak memory of chat after a question   {statistics.median(memory)} MB\n")


if __name__ == "__main__":
    main()
