"""How a command of the terminal starts: its streams and its settings."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.operating.logs import open_logs
from bot.settings import Settings, load_settings
from bot.texts import Language

__all__ = ["Start", "ready_streams"]


@dataclass(slots=True)
class Start:
    """Start options known before the settings: their file, and the language of errors."""

    config: Path | None = None
    language: Language = "en"

    def settings(self, config: Path | None) -> Settings:
        """Read the settings, preferably from `config`, and send warnings to stderr."""
        settings = load_settings(config or self.config)
        self.language = settings.language
        open_logs(sys.stderr, settings.log_format, settings.secrets)
        return settings


def ready_streams() -> None:
    """Keep a closed stream, or a character that the terminal's encoding lacks, from stopping the program."""
    for name, mode in (("stdin", "r"), ("stdout", "w")):
        # A stream that was closed before the start is None, which the types of sys do not say.
        stream: object = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
