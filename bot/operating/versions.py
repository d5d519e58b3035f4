"""What is in use: versions and settings, as whoever runs the bot may see them."""

from __future__ import annotations

import platform
import re
import sqlite3
from collections.abc import Mapping
from importlib.metadata import version

from bot.settings import Settings
from bot.texts import Text

__all__ = ["old_sqlite", "settings_in_force", "versions"]

_OLD_SQLITE = Text(
    "SQLite before 3.51.3 allows one writing connection only, which is how papers-bot works",
    "3.51.3 이전 SQLite에서는 쓰기 연결을 하나만 두어야 하며, papers-bot은 그렇게 동작합니다",
)
_WAL_RESET_FIXED = (3, 51, 3)


def versions() -> Mapping[str, str]:
    """Return the versions of papers-bot and of what it stands on."""
    return {
        "version": version("papers-bot"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "discord.py": version("discord.py"),
    }


def old_sqlite() -> Text | None:
    """Return what to know about a SQLite that has the WAL-reset bug, None where it is mended."""
    return _OLD_SQLITE if sqlite3.sqlite_version_info < _WAL_RESET_FIXED else None


def settings_in_force(settings: Settings) -> dict[str, object]:
    """Return the settings without secrets: not the token, nor a password within an address."""
    shown: dict[str, object] = settings.model_dump(mode="json", exclude={"token"})
    shown["discord_api"] = re.sub(r"//[^/@]*@", "//", settings.discord_api)
    return shown | {"token": "set" if settings.token else "not set"}
