"""What `check` and `backup` look at: settings, database, corpus, index."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bot.corpus.loader import require_folder
from bot.corpus.paper_store import PaperStore, Revision
from bot.corpus.store import Store
from bot.corpus.upload import put_in_place, remove_leftovers, temporary_beside
from bot.errors import CorpusError, StoreError, UserError
from bot.operating.live import ask
from bot.operating.versions import old_sqlite, settings_in_force, versions
from bot.search.corpus import Corpus
from bot.search.glossary import GlossaryProblem, read_glossary
from bot.search.library import Library
from bot.settings import Settings
from bot.texts import Text, joined, system_text

__all__ = ["Health", "back_up", "health", "live_health", "rolled_back"]

_EXISTS = Text(
    "{path} already exists: name a new file, so that no earlier backup is lost.",
    "{path} 파일이 이미 있습니다. 이전 백업을 지키기 위해 새 파일 이름을 적어 주세요.",
)
_NO_PLACE = Text(
    "There is no folder {folder} for the backup: create it or name another file.",
    "백업할 폴더 {folder}이(가) 없습니다. 폴더를 만들거나 다른 파일 이름을 적어 주세요.",
)
_BAD_COPY = Text("The backup {path} is not usable: {faults}.", "백업 {path}을(를) 사용할 수 없습니다: {faults}.")
_UNREADABLE = Text("it cannot be opened and read", "열어서 읽을 수 없습니다")
_FEWER = Text("{found:,} papers instead of {expected:,}", "논문 {expected:,}편 대신 {found:,}편")
_NO_DATABASE = Text(
    "There is no database at {path} yet: run `papers-bot load`.",
    "{path}에 아직 데이터베이스가 없습니다. `papers-bot load`를 실행해 주세요.",
)
_NO_PAPERS = Text(
    "The database holds no papers: run `papers-bot load`.",
    "데이터베이스에 논문이 없습니다. `papers-bot load`를 실행해 주세요.",
)
_DAMAGE = Text("The database is damaged: {reason}", "데이터베이스가 손상되었습니다: {reason}")
_MUCH_DAMAGE = Text(
    "The database is damaged in {count:,} places, the first: {reason}",
    "데이터베이스가 {count:,}곳에서 손상되었습니다. 처음: {reason}",
)
_NO_WRITING = Text(
    "The backup {path} cannot be written ({reason}): make room or name another file.",
    "백업 {path}을(를) 쓸 수 없습니다({reason}). 공간을 확보하거나 다른 파일 이름을 적어 주세요.",
)
_ROLLED_BACK = Text(
    "Rolled back: revision {revision} took revision {undoes} back; the listings in the folder may be newer.",
    "되돌린 상태: 개정 {revision}이(가) 개정 {undoes}을(를) 되돌렸습니다. 폴더의 목록이 더 새로울 수 있습니다.",
)
_GLOSSARY = Text("The glossary {place}: {reason}", "용어집 {place}: {reason}")
_SHOWN_FAULTS = 3
Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class Health:
    """Hold what is in use, and what is wrong; without faults all is well but for the `notes`."""

    facts: Mapping[str, object]
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()


async def health(settings: Settings) -> Health:
    """Look at everything; nothing is created or loaded by looking."""
    facts: Facts = {**versions(), "settings": settings_in_force(settings)}
    if (note := old_sqlite()) is not None:
        facts["note"] = note.in_(settings.language)
    faults: list[Text] = []
    try:
        require_folder(settings.seeds)
    except CorpusError as error:
        faults.append(error.text)
    faults += [_of_glossary(settings.glossary, problem) for problem in read_glossary(settings.glossary)[1]]
    try:
        faults += await _look_inside(settings, facts)
    except StoreError as error:
        faults.append(error.text)
    return Health(facts, tuple(fault.in_(settings.language) for fault in faults))


async def live_health(settings: Settings) -> Health:
    """Ask the running bot how it does; that none runs, or it does not answer, is a fault too."""
    try:
        answer = dict(await ask(settings.database))
    except UserError as error:
        return Health({}, (error.in_(settings.language),))
    answer.pop("ok", None)
    said = [cast("list[dict[str, str]]", answer.pop(kind, [])) for kind in ("faults", "notes")]
    # SQLite's own words may have several lines.
    faults, notes = (tuple(" ".join(one[settings.language].split()) for one in kind) for kind in said)
    return Health(answer, faults, notes)


def _of_glossary(path: Path, problem: GlossaryProblem) -> Text:
    place = path if problem.line is None else f"{path}:{problem.line}"
    return _GLOSSARY.fill(place=place, reason=problem.reason)


async def _look_inside(settings: Settings, facts: Facts) -> list[Text]:
    """Add what the database holds to `facts`; return what is wrong with it. Raises StoreError."""
    _require_database(settings.database)
    async with Store.open(settings.database) as store:
        damage = await store.integrity_faults()
        facts["database"] = {"path": str(settings.database), "integrity": "; ".join(damage) or "ok"}
        faults = [*([_damage(damage)] if damage else []), *await _unwritable(store)]
        if not await PaperStore(store).papers():
            return [*faults, _NO_PAPERS]
        library = Library(store, settings.seeds, settings.glossary)
        await library.open()
        revision = await library.revision()
        facts |= _corpus_facts(library.corpus, revision)
        if (said := rolled_back(revision)) is not None:
            facts["rolled_back"] = said.in_(settings.language)
        return faults


async def _unwritable(store: Store) -> list[Text]:
    """Return why nothing can be written to the database, nothing where it can; looking changes nothing."""
    try:
        async with store.transaction() as transaction:
            # BEGIN IMMEDIATE alone is content with reading where the file may only be read.
            await transaction.execute("UPDATE corpus_revision SET state = state WHERE 0")
    except StoreError as error:
        return [error.text]
    return []


def rolled_back(revision: Revision | None) -> Text | None:
    """Return what says that the newest revision is a rollback, None where it is none."""
    if revision is None or revision.undoes is None:
        return None
    return _ROLLED_BACK.fill(revision=revision.id, undoes=revision.undoes)


def _damage(found: Sequence[str]) -> Text:
    return (_DAMAGE if len(found) == 1 else _MUCH_DAMAGE).fill(count=len(found), reason=found[0])


def _corpus_facts(corpus: Corpus, revision: Revision | None) -> Facts:
    return {
        "corpus": {
            "papers": len(corpus.papers),
            "listings": len(corpus.catalog.days),
            "days": len(corpus.days),
            "newest_day": str(corpus.days[0]),
            "revision": revision.id if revision else None,
            "undoes": revision.undoes if revision else None,
            "loaded_at": revision.loaded_at.isoformat() if revision else None,
        },
        "index": {"generation": corpus.generation, "terms": len(corpus.index.vocabulary)},
    }


async def back_up(settings: Settings, target: Path, verify: bool) -> int:
    """Copy the database, while it may be in use, into the new file `target`; return how many papers it holds.

    The copy gets its name when it is whole, with `verify` after it was restored into a file of its own and checked.
    Raises StoreError; what a failure or a kill leaves has another name, and goes with the next backup at the latest.
    """
    try:
        return await _back_up(settings, target, verify)
    except FileExistsError as error:
        raise StoreError(_EXISTS.fill(path=target)) from error
    except OSError as error:
        raise StoreError(_NO_WRITING.fill(path=target, reason=system_text(error))) from error


async def _back_up(settings: Settings, target: Path, verify: bool) -> int:
    _require_place(target)
    _require_database(settings.database)
    remove_leftovers(target.parent, "backup", settings.now())
    temporary = temporary_beside(target, "backup")
    try:
        async with Store.open(settings.database) as store:
            await store.backup(temporary, target)
            papers = len(await PaperStore(store).papers())
        if verify and (faults := await _faults_of(temporary, papers)):
            raise StoreError(_BAD_COPY.fill(path=target, faults=joined(faults[:_SHOWN_FAULTS], "; ")))
        put_in_place(temporary, target)
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            temporary.with_name(f"{temporary.name}{suffix}").unlink(missing_ok=True)
    return papers


def _require_place(path: Path) -> None:
    """Raise StoreError where something has that name, even a link to nowhere, or there is no folder for it."""
    if os.path.lexists(path):
        raise StoreError(_EXISTS.fill(path=path))
    if not path.absolute().parent.is_dir():
        raise StoreError(_NO_PLACE.fill(folder=path.parent))


def _require_database(path: Path) -> None:
    """Raise StoreError where no such file is; where that cannot be seen, opening it says why."""
    with suppress(PermissionError):
        if not path.exists():
            raise StoreError(_NO_DATABASE.fill(path=path))


async def _faults_of(backup: Path, papers: int) -> list[Text]:
    """Restore `backup` into a file of its own and return what is wrong there."""
    with tempfile.TemporaryDirectory() as folder:
        restored = Path(folder, "restored.db")
        shutil.copyfile(backup, restored)
        try:
            async with Store.open(restored) as store:
                faults = [Text(fault, fault) for fault in await store.integrity_faults()]
                found = len(await PaperStore(store).papers())
        except StoreError:
            return [_UNREADABLE]
    return faults if found == papers else [*faults, _FEWER.fill(found=found, expected=papers)]
