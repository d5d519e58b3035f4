"""What `check` and `backup` look at: settings, database, corpus, index."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bot.corpus.paper_store import PaperStore, Revision
from bot.corpus.store import Store
from bot.errors import StoreError, UserError
from bot.operating.live import ask
from bot.operating.versions import old_sqlite, settings_in_force, versions
from bot.search.corpus import Corpus
from bot.search.glossary import GlossaryProblem, read_glossary
from bot.search.library import Library
from bot.settings import Settings
from bot.texts import Text, joined

__all__ = ["Health", "back_up", "health", "live_health"]

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
_NO_SEEDS = Text("There is no folder of listings at {path}.", "{path}에 목록 폴더가 없습니다.")
_NO_DATABASE = Text(
    "There is no database at {path} yet: run `papers-bot load`.",
    "{path}에 아직 데이터베이스가 없습니다. `papers-bot load`를 실행해 주세요.",
)
_NO_PAPERS = Text(
    "The database holds no papers: run `papers-bot load`.",
    "데이터베이스에 논문이 없습니다. `papers-bot load`를 실행해 주세요.",
)
_DAMAGE = Text("The database is damaged: {reason}", "데이터베이스가 손상되었습니다: {reason}")
_GLOSSARY = Text("The glossary {place}: {reason}", "용어집 {place}: {reason}")
Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class Health:
    """Hold what is in use, and what is wrong; no faults means all is well."""

    facts: Mapping[str, object]
    faults: tuple[str, ...]


async def health(settings: Settings) -> Health:
    """Look at everything; nothing is created or loaded by looking."""
    facts: Facts = {**versions(), "settings": settings_in_force(settings)}
    if (note := old_sqlite()) is not None:
        facts["note"] = note.in_(settings.language)
    faults: list[Text] = []
    if not settings.seeds.is_dir():
        faults.append(_NO_SEEDS.fill(path=settings.seeds))
    faults += [_of_glossary(settings.glossary, problem) for problem in read_glossary(settings.glossary)[1]]
    if settings.database.exists():
        try:
            faults += await _look_inside(settings, facts)
        except StoreError as error:
            faults.append(error.text)
    else:
        faults.append(_NO_DATABASE.fill(path=settings.database))
    return Health(facts, tuple(fault.in_(settings.language) for fault in faults))


async def live_health(settings: Settings) -> Health:
    """Ask the running bot how it does; that none runs, or it does not answer, is a fault too."""
    try:
        answer = dict(await ask(settings.database))
    except UserError as error:
        return Health({}, (error.in_(settings.language),))
    said = cast("list[dict[str, str]]", answer.pop("faults", []))
    answer.pop("ok", None)
    return Health(answer, tuple(fault[settings.language] for fault in said))


def _of_glossary(path: Path, problem: GlossaryProblem) -> Text:
    place = path if problem.line is None else f"{path}:{problem.line}"
    return _GLOSSARY.fill(place=place, reason=problem.reason)


async def _look_inside(settings: Settings, facts: Facts) -> list[Text]:
    """Add what the database holds to `facts`; return what is wrong with it."""
    async with Store.open(settings.database) as store:
        damage = await store.integrity_faults()
        facts["database"] = {"path": str(settings.database), "integrity": "; ".join(damage) or "ok"}
        faults = [_DAMAGE.fill(reason=reason) for reason in damage]
        if not await PaperStore(store).papers():
            return [*faults, _NO_PAPERS]
        library = Library(store, settings.seeds, settings.glossary)
        await library.open()
        facts |= _corpus_facts(library.corpus, await library.revision())
        return faults


def _corpus_facts(corpus: Corpus, revision: Revision | None) -> Facts:
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
    if not target.absolute().parent.is_dir():  # noqa: ASYNC240
        raise StoreError(_NO_PLACE.fill(folder=target.parent))
    if not settings.database.exists():
        raise StoreError(_NO_DATABASE.fill(path=settings.database))
    try:
        async with Store.open(settings.database) as store:
            await store.backup(target)
            papers = len(await PaperStore(store).papers())
        if verify and (faults := await _faults_of(target, papers)):
            raise StoreError(_BAD_COPY.fill(path=target, faults=joined(faults, "; ")))
    except BaseException:
        target.unlink(missing_ok=True)  # noqa: ASYNC240
        raise
    return papers


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
