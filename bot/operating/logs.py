"""Logs: one line per record as text or JSON, with its interaction, without secrets."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal, TextIO

from bot.operating.activities import current_activity

__all__ = ["JsonLines", "LogFormat", "TextLines", "open_logs", "set_level"]

LogFormat = Literal["text", "json"]

_OWN = "bot"
# An interaction's token lets anybody reply as the bot for 15 minutes, and HTTP libraries log URLs.
_IN_ADDRESS = r"(?<=/)(?P<place>webhooks|interactions)/(?P<id>\d+)/[\w.~-]{8,}"
# A proxy URL in BOT_DISCORD_API may contain a password.
_BEFORE_HOST = r"(?<=//)[^/@\s]+:[^/@\s]*(?=@)"
_HIDDEN = "[hidden]"


class _Redaction:
    """Remove secrets from a text."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = (re.escape(secret) for secret in secrets if secret)
        self._pattern = re.compile("|".join([*known, _IN_ADDRESS, _BEFORE_HOST]))

    def __call__(self, text: str) -> str:
        return self._pattern.sub(_without_secret, text)


class TextLines(logging.Formatter):
    """Format a record for people; further lines are indented, so that they cannot look like a record."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._redacted = _Redaction(secrets)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        """Return the record's first lines."""
        act = current_activity()
        place = f"{record.name} [{act.id} {act.name}]" if act else record.name
        message = "\n    ".join(record.message.splitlines())
        return f"{record.asctime} {record.levelname} {place}: {message}"

    def format(self, record: logging.LogRecord) -> str:
        """Return the record with its traceback."""
        return self._redacted(super().format(record))


class JsonLines(logging.Formatter):
    """Format a record for programs: one JSON object per line."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._redacted = _Redaction(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as an object, without unknown fields."""
        row: dict[str, str] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._redacted(record.getMessage()),
        }
        if (act := current_activity()) is not None:
            row |= {"interaction": str(act.id), "kind": act.kind, "name": act.name}
            if act.reference:
                row["reference"] = act.reference
        if record.exc_info:
            row["error"] = self._redacted(self.formatException(record.exc_info))
        if record.stack_info:
            row["stack"] = self._redacted(record.stack_info)
        return json.dumps(row, ensure_ascii=False)


def open_logs(stream: TextIO, log_format: LogFormat, secrets: Iterable[str]) -> None:
    """Send warnings to `stream`, unless logging is already configured."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines(secrets) if log_format == "json" else TextLines(secrets))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)


def set_level(level: str) -> None:
    """Log from `level` on.

    Libraries never log below INFO: their DEBUG lines contain user text, Discord's payloads and SQL values.
    """
    wanted = logging.getLevelNamesMapping()[level]
    logging.getLogger(_OWN).setLevel(wanted)
    logging.getLogger().setLevel(max(wanted, logging.INFO))
    # It would tell of each request to a language model, with the whole address.
    logging.getLogger("httpx2").setLevel(logging.WARNING)


def _without_secret(match: re.Match[str]) -> str:
    return f"{match['place']}/{match['id']}/{_HIDDEN}" if match["place"] else _HIDDEN
