"""The program with a clock that is ahead: `python -m tests.wire.ahead SECONDS run`.

What waits for hours is due then; nothing else is changed.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

from bot.__main__ import main as run
from bot.settings import Settings

__all__ = ["main", "set_ahead"]


def set_ahead(seconds: float) -> None:
    """Let the program's clock be ahead by so many seconds from now on."""
    ahead, now = timedelta(seconds=seconds), Settings.now

    def later(self: Settings) -> datetime:
        return now(self) + ahead

    Settings.now = later


def main() -> None:
    """Take the seconds off the command line, and run what is left of it."""
    set_ahead(float(sys.argv.pop(1)))
    run()


if __name__ == "__main__":
    main()
