"""The program in a hurry: what processes wait for from each other comes in seconds, not in a minute."""

from __future__ import annotations

from functools import partial

from bot.console import cluster
from bot.interface.app import client, composition
from bot.interface.digest.clock import DigestClock
from bot.interface.discordpy.identify_turns import IdentifyTurns
from bot.operating import lease
from bot.storage.postgres import connections

__all__ = ["DEADLINE", "set_haste"]

# A lease ends after this; the proportions are those of the program.
DEADLINE = 4.0


def set_haste() -> None:
    """Let every wait for another process or for the database end soon, from now on."""
    for name, seconds in (("_RENEW_SECONDS", 0.8), ("DEADLINE_SECONDS", DEADLINE), ("_LOOK_SECONDS", 0.1)):
        setattr(lease, name, seconds)
    cluster.DEADLINE_SECONDS = DEADLINE
    # Who stands still lets go before its lease ends; a machine that is busy gets time for its statements.
    hurried = {"statement_timeout": "15s", "idle_in_transaction_session_timeout": f"{DEADLINE * 20_000 / 45:.0f}ms"}
    connections._SERVER_SETTINGS.update(hurried)  # pyright: ignore[reportPrivateUsage]
    connections._COMMAND_SECONDS = 20.0  # pyright: ignore[reportPrivateUsage]
    client.IdentifyTurns = partial(IdentifyTurns, seconds=0.1)  # pyright: ignore[reportAttributeAccessIssue]
    composition.DigestClock = partial(DigestClock, seconds=1.0)  # pyright: ignore[reportAttributeAccessIssue]
