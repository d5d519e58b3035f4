"""The program with a clock that is ahead: `python -m tests.wire.ahead SECONDS run`.

What waits for hours is due then; nothing else is changed.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

from bot.__main__ import main as run
from bot.settings import Settings

__all__ = ["main"]


def main() -> None:
    """Take the seconds off the command line, and run what is left of it."""
    ahead, now = timedelta(seconds=float(sys.argv.pop(1))), Settings.now

    def later(self: Settings) -> datetime:
        return now(self) + ahead

    Settings.now = later
    run()


if __name__ == "__main__":
    main()
