"""What tests share: the seeds as a corpus, papers made by hand, and permissions that bind root too."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from datetime import date
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from bot.corpus.loader import read_folder
from bot.corpus.paper import Listing, Paper, Section
from bot.search.corpus import Corpus
from tests.postgres import Server, serving
from tests.wire.nursery import Nursery, open_nursery

SEEDS = Path(__file__).resolve().parent.parent / "seeds"

_NOBODY = 65534
_TOGETHER = "tests/stories/"

MakePaper = Callable[..., Paper]

# Hundreds of processes of the program are started, which need not compile it each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What tests write is gone a moment later: memory takes it quicker than a disk does.
_MEMORY = Path("/dev/shm")
_ENOUGH = 4 * 1024**3
if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    os.environ["TMPDIR"] = str(_MEMORY)
    tempfile.tempdir = None


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Start no further processes for a file or a test that is named: they take longer to start than most files run."""
    return 0 if any(".py" in argument for argument in config.args) else None


class _Spreading(LoadFileScheduling):
    """Keep each file in one process, as its tests share fixtures, and the stories, which share what they used."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return _TOGETHER if file.startswith(_TOGETHER) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    """Spread the tests over the processes."""
    return _Spreading(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the garbage collector from looking through thousands of tests again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what is slow, so that no process is left alone with it in the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Return the corpus of the seed files."""
    return Corpus(read_folder(SEEDS, {}).papers.values(), 1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Return a PostgreSQL server, which is started when the first test asks for it."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Return what forks processes of the bot, which is started when the first test asks for it."""
    with open_nursery() as nursery:
        yield nursery


@pytest.fixture
def make_paper() -> MakePaper:
    """Return a function that makes a paper with one listing."""

    def make(
        arxiv_id: str = "2401.00001",
        title: str = "A Paper",
        text: str = "",
        day: str = "2024-10-25",
        votes: int | None = 1,
        authors: tuple[str, ...] = (),
    ) -> Paper:
        sections = (Section("What's New", text),) if text else ()
        return Paper(arxiv_id, title, authors, sections, (Listing(date.fromisoformat(day), votes, 0, "a.txt"),))

    return make


@pytest.fixture
def bound_folder() -> Iterator[Path]:
    """Return a folder of somebody who is not root, as whom the test runs: root ignores permission bits."""
    folder = Path(tempfile.mkdtemp())
    is_root = os.geteuid() == 0
    try:
        if is_root:
            folder.chmod(0o755)
            os.chown(folder, _NOBODY, _NOBODY)
            try:
                os.seteuid(_NOBODY)
            except PermissionError:
                pytest.skip("root may not become anybody else here")
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        for place, _, _ in os.walk(folder):
            Path(place).chmod(0o755)
        shutil.rmtree(folder)
