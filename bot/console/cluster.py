"""Which processes have which shards, for `check --cluster`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.addresses import PostgresAddress
from bot.console.cluster_readings import reading_notes
from bot.console.health import Health
from bot.errors import StoreError
from bot.operating.lease import COMMON, DEADLINE_SECONDS, is_of_a_bot, shards_of
from bot.operating.vitals import LONGEST_LAG
from bot.settings import Settings
from bot.shards import Served, Shards
from bot.storage.database import Store
from bot.storage.digests.unsent import Unsent, unsent_of_each
from bot.storage.leases import Holder, Leases
from bot.storage.process_readings import ProcessReadings
from bot.texts import Text

__all__ = ["cluster_health"]

_ONE_FILE = Text(
    "Only a database on PostgreSQL has several processes: {database} is a file, whose bot `check --live` asks.",
    "여러 프로세스는 PostgreSQL 데이터베이스에만 있습니다. {database}은(는) 파일이며, 그 봇은 `check --live`로 "
    "확인할 수 있습니다.",
)
_NOBODY = Text("No bot runs on {database}.", "{database}에서 실행 중인 봇이 없습니다.")
_FREE = Text(
    "Nobody has shard {free} of {count}: its servers get no answers and no posts. "
    "Start a process with it in BOT_SHARDS.",
    "샤드 {count}개 중 {free}번을 맡은 프로세스가 없어 그 서버들은 답변과 소식을 받지 못합니다. BOT_SHARDS에 이 샤드를 "
    "지정한 프로세스를 시작해 주세요.",
)
_SILENT = Text(
    "The process with {shards} ({process}) has shown no sign of life for {age:.0f} s.",
    "{shards}을(를) 맡은 프로세스({process})이(가) {age:.0f}초째 응답하지 않습니다.",
)
_NO_COMMON = Text(
    "Nobody sends people's messages and runs the feed at present; a process takes that over within a minute.",
    "지금은 개인 메시지와 새 논문 가져오기를 맡은 프로세스가 없습니다. 1분 안에 다른 프로세스가 넘겨받습니다.",
)
_LATE = Text(
    "A post of {shards} has been due for {age:.0f} s and is not sent.",
    "{shards}의 소식 하나가 {age:.0f}초째 전송되지 않았습니다.",
)
_ALL, _SOME = Text("all shards", "모든 샤드"), Text("shards {shards}", "샤드 {shards}")


async def cluster_health(settings: Settings) -> Health:
    """Return who has which shards, since when, its last sign of life and how late its posts are."""
    language, database = settings.language, settings.database
    if not isinstance(database, PostgresAddress):
        return Health({}, (_ONE_FILE.fill(database=database).in_(language),))
    try:
        async with Store.open(database, place=settings.place) as store:
            held = await Leases(store, DEADLINE_SECONDS).all()
            common = next((one for one in held if one.name == COMMON and _lives(one)), None)
            bots = sorted((one for one in held if is_of_a_bot(one.name)), key=_order)
            unsent = await unsent_of_each(store, settings.now(), [_served(one, common) for one in bots])
            notes = reading_notes(await ProcessReadings(store).all(), [one for one in bots if _lives(one)])
    except StoreError as error:
        return Health({}, (error.in_(language),))
    facts = {_named(bot).in_(language): _fact(bot, common, due) for bot, due in zip(bots, unsent, strict=True)}
    faults = [*_faults(bots, common, database), *_late(bots, unsent)]
    said = (tuple(one.in_(language) for one in kind) for kind in (faults, notes))
    return Health({"database": str(database), **facts}, *said)


def _late(bots: Sequence[Holder], unsent: Sequence[Unsent]) -> list[Text]:
    late = [(bot, due.lag) for bot, due in zip(bots, unsent, strict=True) if due.lag is not None]
    return [_LATE.fill(shards=_named(bot), age=lag) for bot, lag in late if lag > LONGEST_LAG]


def _faults(bots: Sequence[Holder], common: Holder | None, database: PostgresAddress) -> list[Text]:
    living = [one for one in bots if _lives(one)]
    faults = [_SILENT.fill(shards=_named(one), process=one.process, age=one.age) for one in bots if one not in living]
    if not living:
        return [*faults, _NOBODY.fill(database=database)]
    shards = [found for one in living if (found := shards_of(one.name)) is not None]
    if not shards:
        return faults
    count = shards[0].count
    free = sorted(set(range(count)).difference(*(one.ids for one in shards)))
    faults += [_FREE.fill(free=_ranges(free), count=count)] if free else []
    return faults if common is not None else [*faults, _NO_COMMON]


def _fact(one: Holder, common: Holder | None, unsent: Unsent) -> dict[str, object]:
    return {
        "process": one.process,
        "since": one.since,
        "seen": f"{one.age:.0f} s ago",
        "common": _is_common(one, common),
        "unsent": unsent.count,
        "lag": None if unsent.lag is None else f"{unsent.lag:.0f} s",
    }


def _is_common(one: Holder, common: Holder | None) -> bool:
    return shards_of(one.name) is None or (common is not None and common.holder == one.holder)


def _served(one: Holder, common: Holder | None) -> Served:
    shards = shards_of(one.name) or Shards(0, 0, 1)
    return Served(frozenset(shards.ids), shards.count, _is_common(one, common))


def _named(one: Holder) -> Text:
    shards = shards_of(one.name)
    return _ALL if shards is None else _SOME.fill(shards=shards)


def _order(one: Holder) -> int:
    return (shards_of(one.name) or Shards(0, 0, 1)).first


def _lives(one: Holder) -> bool:
    return one.age <= DEADLINE_SECONDS


def _ranges(numbers: Sequence[int]) -> str:
    """Return sorted numbers as people write them: `0-3, 7`."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}-{part[-1]}" for part in parts)
