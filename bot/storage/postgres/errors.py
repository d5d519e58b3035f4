"""PostgreSQL's errors that people can fix, each as one sentence."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import asyncpg

from bot.addresses import PostgresAddress
from bot.errors import DatabaseFileError, StoreError
from bot.texts import Text

__all__ = ["LOST", "NOT_AS_MADE", "damaged", "mapped_errors", "unreachable"]

# The connection is gone, whatever the server did with what was under way.
LOST = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.IdleInTransactionSessionTimeoutError,
)
# What a statement meets whose tables are not there.
NOT_AS_MADE = (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError)

_DAMAGED = Text(
    "The database {address} is damaged or is not of papers-bot ({reason}): restore a dump into a new database.",
    "데이터베이스 {address}이(가) 손상되었거나 papers-bot의 것이 아닙니다({reason}). 덤프를 새 데이터베이스에 복원해 "
    "주세요.",
)
_UNREACHABLE = Text(
    "The database server of {address} cannot be reached ({reason}): check that it runs and that BOT_DATABASE is right.",
    "{address}의 데이터베이스 서버에 연결할 수 없습니다({reason}). 서버가 실행 중인지, BOT_DATABASE가 맞는지 "
    "확인해 주세요.",
)
_REFUSED = Text(
    "The database server of {address} refuses the login ({reason}): check the user and password in BOT_DATABASE.",
    "{address}의 데이터베이스 서버가 로그인을 거부했습니다({reason}). BOT_DATABASE의 사용자와 비밀번호를 확인해 "
    "주세요.",
)
_MISSING = Text(
    "The server has no database {address}: create it, for example with `createdb`.",
    "서버에 데이터베이스 {address}이(가) 없습니다. `createdb` 등으로 만들어 주세요.",
)
_UNWRITABLE = Text(
    "The database {address} cannot be written ({reason}): name the primary server and the user who owns its tables "
    "in BOT_DATABASE.",
    "데이터베이스 {address}에 쓸 수 없습니다({reason}). BOT_DATABASE에 주 서버와 테이블을 소유한 사용자를 "
    "지정해 주세요.",
)
_BUSY = Text(
    "The database {address} is busy ({reason}): try again in a moment.",
    "데이터베이스 {address}이(가) 바쁩니다({reason}). 잠시 뒤 다시 시도해 주세요.",
)
_FULL = Text(
    "The disk of the database {address} is full: make room and try again; nothing was changed.",
    "데이터베이스 {address}이(가) 있는 디스크가 가득 찼습니다. 공간을 확보한 뒤 다시 시도해 주세요. "
    "바뀐 것은 없습니다.",
)
_TOO_LARGE = Text(
    "A number is larger than the database can hold; nothing was changed.",
    "데이터베이스에 저장할 수 없을 만큼 큰 수가 있습니다. 바뀐 것은 없습니다.",
)
_MEANINGS = (
    (asyncpg.InvalidAuthorizationSpecificationError, _REFUSED),
    (asyncpg.InvalidCatalogNameError, _MISSING),
    ((asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError), _UNWRITABLE),
    ((asyncpg.QueryCanceledError, asyncpg.LockNotAvailableError, asyncpg.TooManyConnectionsError), _BUSY),
    (asyncpg.DiskFullError, _FULL),
    ((asyncpg.DataCorruptedError, asyncpg.IndexCorruptedError), _DAMAGED),
    (LOST, _UNREACHABLE),
)


def damaged(address: PostgresAddress, reason: Text) -> StoreError:
    """Return the error that says that the database is damaged."""
    return DatabaseFileError(_DAMAGED.fill(address=address, reason=reason))


def unreachable(address: PostgresAddress, error: BaseException) -> StoreError:
    """Return the error that says that the server is out of reach."""
    return DatabaseFileError(_UNREACHABLE.fill(address=address, reason=_one_line(error)))


@contextmanager
def mapped_errors(address: PostgresAddress) -> Generator[None]:
    """Turn the errors of a statement that a person can fix into StoreError; bugs are re-raised unchanged."""
    try:
        yield
    except asyncpg.DataError as error:
        # Discord's ids have 64 bits; what claims to be Discord may send others.
        if isinstance(error.__cause__, OverflowError):
            raise StoreError(_TOO_LARGE) from error
        raise
    except (asyncpg.PostgresError, *LOST) as error:
        meaning = next((text for kinds, text in _MEANINGS if isinstance(error, kinds)), None)
        if meaning is None:
            raise
        raise DatabaseFileError(meaning.fill(address=address, reason=_one_line(error))) from error


def _one_line(error: BaseException) -> str:
    # A time-out says nothing.
    return " ".join((str(error) or type(error).__name__).split())
