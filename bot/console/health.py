"""What `check` looks at: settings, database, corpus, index."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bot.addresses import PostgresAddress
from bot.corpus.folder import require_folder
from bot.corpus.revision import Revision
from bot.errors import CorpusError, StoreError, UserError
from bot.feed.report import abstracts_facts, feed_facts, feed_fault, feed_note
from bot.operating.health_socket import ask
from bot.operating.versions import old_sqlite, settings_in_force, versions
from bot.search.glossary_file import GlossaryProblem, glossary_problems
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.enrichment import EnrichmentLedger
from bot.storage.feed import FeedLedger
from bot.storage.papers import Counts, PaperStore
from bot.texts import Text

__all__ = ["Health", "health", "live_health", "require_database", "rolled_back"]

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
_ROLLED_BACK = Text(
    "Rolled back: revision {revision} took revision {undoes} back; the listings in the folder may be newer.",
    "되돌린 상태: 개정 {revision}이(가) 개정 {undoes}을(를) 되돌렸습니다. 폴더의 목록이 더 새로울 수 있습니다.",
)
_GLOSSARY = Text("The glossary {place}: {reason}", "용어집 {place}: {reason}")
Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class Health:
    """What is in use, and what is wrong; without faults all is well, apart from `notes`."""

    facts: Mapping[str, object]
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()


async def health(settings: Settings, *, full: bool = False) -> Health:
    """Check settings, folder, glossary, database and papers, without loading listings.

    A `full` check also verifies every index of the database and the snapshot, which it rebuilds if missing.
    """
    facts: Facts = {**versions(), "settings": settings_in_force(settings)}
    if (note := old_sqlite(settings)) is not None:
        facts["note"] = note.in_(settings.language)
    faults: list[Text] = []
    notes: list[Text] = []
    try:
        require_folder(settings.seeds)
    except CorpusError as error:
        faults.append(error.text)
    # Beside the database: one after the other they take noticeably longer.
    problems = asyncio.create_task(asyncio.to_thread(glossary_problems, settings.glossary))
    try:
        inside = await _look_inside(settings, facts, notes, full)
    except StoreError as error:
        inside = [error.text]
    faults += [*map(_of_glossary, await problems), *inside, *await _model_faults(settings, facts, notes)]
    said = (tuple(one.in_(settings.language) for one in kind) for kind in (faults, notes))
    return Health(facts, *said)


async def live_health(settings: Settings) -> Health:
    """Ask the running bot for its health; no bot, or no answer, is a fault too."""
    try:
        answer = dict(await ask(settings.place))
    except UserError as error:
        return Health({}, (error.in_(settings.language),))
    answer.pop("ok", None)
    said = [cast("list[dict[str, str]]", answer.pop(kind, [])) for kind in ("faults", "notes")]
    # SQLite's own words may have several lines.
    faults, notes = (tuple(" ".join(one[settings.language].split()) for one in kind) for kind in said)
    return Health(answer, faults, notes)


def _of_glossary(problem: GlossaryProblem) -> Text:
    place = problem.path if problem.line is None else f"{problem.path}:{problem.line}"
    return _GLOSSARY.fill(place=place, reason=problem.reason)


async def _model_faults(settings: Settings, facts: Facts, notes: list[Text]) -> list[Text]:
    """Ask the language model, where one is set; return its faults."""
    if not (settings.model_url or settings.model):
        return []
    # What checks its sentences brings the whole search along.
    from bot.console.model_check import look_at_model  # noqa: PLC0415

    return await look_at_model(settings, facts, notes)


async def _look_inside(settings: Settings, facts: Facts, notes: list[Text], full: bool) -> list[Text]:
    """Add the database's content to `facts`; return its faults. Raises StoreError."""
    require_database(settings.database)
    async with Store.open(settings.database, place=settings.place) as store:
        damage = await _damage_of(store, full)
        facts["database"] = {"path": str(settings.database), "integrity": "; ".join(damage) or "ok"}
        faults = [*([_damage(damage)] if damage else []), *await _unwritable(store)]
        try:
            counts, revision = await PaperStore(store).counts(), await PaperStore(store).revision()
            if not counts.papers:
                return [*faults, _NO_PAPERS]
            facts["corpus"] = _corpus_facts(counts, revision)
            if full:
                facts["index"] = await _index_facts(store, settings)
        except StoreError as error:
            return [*faults, error.text]
        if (said := rolled_back(revision)) is not None:
            facts["rolled_back"] = said.in_(settings.language)
        return [*faults, *await _feed_faults(store, settings, facts, notes)]


async def _feed_faults(store: Store, settings: Settings, facts: Facts, notes: list[Text]) -> list[Text]:
    """Add the state of the feed; return its faults, none while it is off. Raises StoreError."""
    state, now = await FeedLedger(store).state(), settings.now()
    facts["feed"] = feed_facts(settings.feed, state)
    facts["abstracts"] = abstracts_facts(await EnrichmentLedger(store).abstracts())
    if settings.feed == "off":
        return []
    notes += [note for note in [feed_note(state, now)] if note is not None]
    return [fault for fault in [feed_fault(state, now)] if fault is not None]


async def _damage_of(store: Store, full: bool) -> Sequence[str]:
    """Return what is wrong with a database: its pages and papers, or all of it."""
    if full:
        return await store.integrity_faults()
    return await store.table_faults()


async def _index_facts(store: Store, settings: Settings) -> Facts:
    """Read every paper and what was analysed; raises StoreError."""
    # Nothing else here needs it, and its dependencies take half a second to import.
    from bot.library.library import Library  # noqa: PLC0415

    await PaperStore(store).papers()
    library = Library(store, settings.seeds, settings.glossary, feed=settings.feed_listings)
    await library.open()
    return {"generation": library.corpus.generation, "terms": len(library.corpus.index.vocabulary)}


async def _unwritable(store: Store) -> list[Text]:
    """Return why the database is not writable, empty if it is, without changing it."""
    try:
        await store.check_writable()
    except StoreError as error:
        return [error.text]
    return []


def rolled_back(revision: Revision | None) -> Text | None:
    """Return the note that the newest revision is a rollback, or None."""
    if revision is None or revision.undoes is None:
        return None
    return _ROLLED_BACK.fill(revision=revision.id, undoes=revision.undoes)


def _damage(found: Sequence[str]) -> Text:
    return (_DAMAGE if len(found) == 1 else _MUCH_DAMAGE).fill(count=len(found), reason=found[0])


def _corpus_facts(counts: Counts, revision: Revision | None) -> Facts:
    return {
        "papers": counts.papers,
        "listings": counts.listings,
        "days": counts.days,
        "newest_day": str(counts.newest),
        "revision": revision.id if revision else None,
        "undoes": revision.undoes if revision else None,
        "loaded_at": revision.loaded_at.isoformat() if revision else None,
    }


def require_database(path: Path | PostgresAddress) -> None:
    """Raise StoreError if the file does not exist; if that cannot be determined, opening it will say why."""
    if isinstance(path, PostgresAddress):
        return
    with suppress(PermissionError):
        if not path.exists():
            raise StoreError(_NO_DATABASE.fill(path=path))
