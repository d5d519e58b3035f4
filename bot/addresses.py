"""Addresses in settings: of web services, and of a database on a PostgreSQL server."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.texts import Text

__all__ = ["PostgresAddress", "database_named", "is_url", "web_address"]

_NO_ADDRESS = Text("{text} is not a web address, such as {example}", "{text}은(는) {example} 같은 웹 주소가 아닙니다")
_WEB_EXAMPLE = "https://discord.com/api/v10"
_NO_DATABASE = Text(
    "{text} is neither a file nor an address such as {example}", "{text}은(는) 파일이나 {example} 같은 주소가 아닙니다"
)
_EXAMPLE = "postgresql://user@host/papers"
# A scheme has more than one letter: C:// is a drive.
_URL = re.compile(r"[A-Za-z][\w+.-]{1,40}+://")


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """A database on a PostgreSQL server; as text it has no password."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        """Return the address without user, password and options."""
        parts = urlsplit(self.url)
        return f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}"

    @property
    def password(self) -> str | None:
        """The password in the address, which must never be shown."""
        return urlsplit(self.url).password


def is_url(text: str) -> bool:
    """Whether a text is an address and no path."""
    return _URL.match(text) is not None


def database_named(value: object) -> object:
    """Read the setting of the database: an address or a file; raises ValueError with a Text."""
    if not isinstance(value, str) or not is_url(value):
        return value
    # Not the text itself, which may have a password.
    shown = value.partition(":")[0] + "://"
    if not re.fullmatch(r"postgres(ql)?://\S+", value):
        raise ValueError(_NO_DATABASE.fill(text=shown, example=_EXAMPLE))
    try:
        _ = urlsplit(value).port
    except ValueError:
        raise ValueError(_NO_DATABASE.fill(text=shown, example=_EXAMPLE)) from None
    return PostgresAddress(value)


def web_address(text: str) -> str:
    """Return an address of the web; raises ValueError with a Text."""
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", text):
        raise ValueError(_NO_ADDRESS.fill(text=repr(text), example=_WEB_EXAMPLE))
    return text
