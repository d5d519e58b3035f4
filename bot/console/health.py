"""What `check` and `backup` look at: settings, database, corpus, index."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bot.corpus.paper_store import PaperStore
from bot.corpus.store import Store
from bot.errors import StoreError
from bot.search.corpus import Corpus
from bot.settings import Settings
from bot.texts import Text

__all__ = ["Health", "back_up", "health"]

_EXISTS = Text(
    "{path} already exists: name a new file, so that no earlier backup is lost.",
    "{path} 파일이 이미 있습니다. 이전 백업을 지키기 위해 새 파일 이름을 적어 주세요.",
)
_BAD_COPY = Text("The backup {path} is not usable: {faults}.", "백업 {path}을(를) 사용할 수 없습니다: {faults}.")
_WAL_RESET_FIXED = (3, 51, 3)


@dataclass(frozen=True, slots=True)
class Health:
    """Hold what is in use, and what is wrong; no faults means all is well."""

    facts: Mapping[str, str | Mapping[str, object]]
    faults: tuple[str, ...]


async def health(settings: Settings) -> Health:
    """Look at everything; nothing is created or loaded by looking."""
    faults: list[str] = []
    shown = settings.model_dump(mode="json", exclude={"token"}) | {"token": "set" if settings.token else "not set"}
    facts: dict[str, str | Mapping[str, object]] = {
        "version": version("papers-bot"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "settings": shown,
    }
    if sqlite3.sqlite_version_info < _WAL_RESET_FIXED:
        facts["note"] = "SQLite older than 3.51.3: one writing connection only, which is how papers-bot works"
    if not settings.seeds.is_dir():
        faults.append(f"the folder of listings {settings.seeds} does not exist")
    if not settings.database.exists():
        faults.append(f"there is no database at {settings.database} yet: run `papers-bot load`")
        return Health(facts, tuple(faults))
    try:
        async with Store.open(settings.database) as store:
            damage = await store.integrity_faults()
            faults += [f"database: {fault}" for fault in damage]
            facts["database"] = {"path": str(settings.database), "integrity": "; ".join(damage) or "ok"}
            facts |= await _corpus_facts(PaperStore(store))
            if not facts["index"]:
                faults.append("the database holds no papers: run `papers-bot load`")
    except StoreError as error:
        faults.append(str(error))
    return Health(facts, tuple(faults))


async def _corpus_facts(papers: PaperStore) -> dict[str, Mapping[str, object]]:
    corpus = Corpus((await papers.papers()).values(), 1)
    if not corpus.papers:
        return {"corpus": {"papers": 0}, "index": {}}
    revision = await papers.revision()
    return {
        "corpus": {
            "papers": len(corpus.papers),
            "listings": sum(len(paper.listings) for paper in corpus.papers),
            "days": len(corpus.days),
            "newest_day": str(corpus.days[0]),
            "revision": revision.id if revision else None,
            "loaded_at": revision.loaded_at.isoformat() if revision else None,
        },
        "index": {"generation": corpus.generation, "terms": len(corpus.index.vocabulary)},
    }


async def back_up(settings: Settings, target: Path, verify: bool) -> int:
    """Copy the database, while it may be in use, into the new file `target`; return how many papers it holds.

    With `verify` the copy is restored into a file of its own and checked. Raises StoreError; a copy that is not
    usable is taken away again.
    """
    if target.exists():  # noqa: ASYNC240 - a look at a local file, in a program with nothing else to do
        raise StoreError(_EXISTS.fill(path=target))
    async with Store.open(settings.database) as store:
        await store.backup(target)
        expected = len(await PaperStore(store).papers())
    if verify:
        with tempfile.TemporaryDirectory() as folder:
            restored = Path(folder, "restored.db")
            shutil.copyfile(target, restored)
            async with Store.open(restored) as copy:
                faults = await copy.integrity_faults()
                found = len(await PaperStore(copy).papers())
        if found != expected:
            faults.append(f"{found} papers instead of {expected}")
        if faults:
            target.unlink()  # noqa: ASYNC240
            raise StoreError(_BAD_COPY.fill(path=target, faults="; ".join(faults)))
    return expected
