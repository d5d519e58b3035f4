"""Versions and settings in use, without secrets."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from bot.settings import Settings
from bot.storage.sqlite_version import has_wal_reset_bug, sqlite_version
from bot.texts import Text

__all__ = ["old_sqlite", "settings_in_force", "versions"]

_OLD_SQLITE = Text(
    "SQLite before 3.51.3 is safe with one writing connection only, which the bot has: "
    "while it runs, load with `/corpus reload` and not with `papers-bot load`",
    "3.51.3 이전 SQLite는 쓰기 연결이 하나일 때만 안전하며 봇은 하나만 씁니다. "
    "봇이 실행 중일 때는 `papers-bot load` 대신 `/자료 다시읽기`를 사용해 주세요",
)
_SECRETS = ("token", "feed_token", "model_key")


def versions() -> Mapping[str, str]:
    """Return the versions of papers-bot and its dependencies."""
    return {
        "version": version("papers-bot"),
        "python": platform.python_version(),
        "sqlite": sqlite_version(),
        "discord.py": version("discord.py"),
    }


def old_sqlite(settings: Settings) -> Text | None:
    """Return a warning if the database is an SQLite file and this SQLite has the WAL-reset bug, else None."""
    return _OLD_SQLITE if isinstance(settings.database, Path) and has_wal_reset_bug() else None


def settings_in_force(settings: Settings) -> dict[str, object]:
    """Return the settings without tokens, and without passwords inside URLs."""
    shown: dict[str, object] = settings.model_dump(mode="json", exclude={*_SECRETS, "database", "shards"})
    shown |= {"database": str(settings.database), "shards": str(settings.shards) if settings.shards else None}
    for name in ("discord_api", "feed_url", "model_url"):
        shown[name] = re.sub(r"//[^/@]*@", "//", getattr(settings, name) or "") or None
    return shown | {name: "set" if getattr(settings, name) else "not set" for name in _SECRETS}
