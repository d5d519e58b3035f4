"""Health of the database in the running bot: an hourly integrity check, and whether it is writable."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass

from bot.errors import StoreError
from bot.storage.database import Store
from bot.texts import Text

__all__ = ["Database", "DatabaseWatch"]

_log = logging.getLogger(__name__)

_CHECK_SECONDS = 3600.0
_WRITE_SECONDS = 30.0
# After a failed check or write, try again sooner.
_AGAIN_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Database:
    """Findings of the quick check, the seconds since, and why the file cannot be read or written, if so.

    Before the first check has ended, `checked` is None.
    """

    checked: float | None = None
    damage: tuple[str, ...] = ()
    troubles: tuple[Text, ...] = ()


class DatabaseWatch:
    """Monitor of the database of `store`; `watch` must end before that is closed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._checked: float | None = None
        self._damage: tuple[str, ...] = ()
        self._unreadable: Text | None = None
        self._unwritable: Text | None = None

    def found(self) -> Database:
        """Return the last findings."""
        checked = None if self._checked is None else time.monotonic() - self._checked
        troubles = dict.fromkeys(trouble for trouble in (self._unreadable, self._unwritable) if trouble is not None)
        return Database(checked, self._damage, tuple(troubles))

    async def watch(self) -> None:
        """Check periodically."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_checking(), name="quick check")
            group.create_task(self._keep_writing(), name="writing")

    async def check(self) -> None:
        """Check the integrity of the database."""
        try:
            damage = await self._store.quick_faults()
        except StoreError as error:
            self._unreadable = error.text
            _log.error("the database could not be checked: %s", error)
        except Exception:
            _log.exception("the database could not be checked")
        else:
            if damage and damage != self._damage:
                _log.error("the database is damaged: %s", "; ".join(damage))
            self._checked, self._damage, self._unreadable = time.monotonic(), damage, None

    async def write(self) -> None:
        """Check that the database is writable."""
        try:
            await self._store.try_writing()
        except StoreError as error:
            if self._unwritable is None:
                _log.error("the database cannot be written: %s", error)
            self._unwritable = error.text
        except Exception:
            _log.exception("cannot tell whether the database can be written")
        else:
            self._unwritable = None

    async def _keep_checking(self) -> None:
        while True:
            before = self._checked
            await self.check()
            await asyncio.sleep(_AGAIN_SECONDS if self._checked == before else _CHECK_SECONDS)

    async def _keep_writing(self) -> None:
        while True:
            # Opening it wrote to it.
            await asyncio.sleep(_AGAIN_SECONDS if self._unwritable else _WRITE_SECONDS)
            await self.write()
