"""The command `check`: what is in use and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from rich.text import Text as Line

from bot.console.health import Health, health, live_health
from bot.console.output import output_console, print_json, show_line
from bot.errors import SettingsError
from bot.settings import Settings
from bot.texts import Language, Text

__all__ = ["check"]

_ALL_WELL = Text("All is well.", "모두 정상입니다.")
_WELL_BUT = Text("Nothing is wrong otherwise.", "그 밖에는 문제가 없습니다.")
_FAULTS = Text("Wrong:", "문제:")
_NOTES = Text("Of note:", "참고:")
_INDENT = 4


async def check(
    read_settings: Callable[[], Settings],
    as_json: bool,
    *,
    live: bool = False,
    full: bool = False,
    cluster: bool = False,
) -> int:
    """Print what is in use and what is wrong; return the exit code.

    With `live` that is as reported by the running bot, with `cluster` it is which processes have which shards.
    """
    language: Language = "en"
    try:
        settings = read_settings()
        language, found = settings.language, await _looked_at(settings, live=live, full=full, cluster=cluster)
    except SettingsError as error:
        found = Health({}, (str(error),))
    if as_json:
        print_json({"ok": not found.faults, **found.facts, "faults": found.faults, "notes": found.notes})
        return 1 if found.faults else 0
    _show(found, language)
    return 1 if found.faults else 0


async def _looked_at(settings: Settings, *, live: bool, full: bool, cluster: bool) -> Health:
    if cluster:
        # What renews leases is of no use to any other check.
        from bot.console.cluster import cluster_health  # noqa: PLC0415

        return await cluster_health(settings)
    return await (live_health(settings) if live else health(settings, full=full))


def _show(found: Health, language: Language) -> None:
    console = output_console()
    for name, fact in found.facts.items():
        if isinstance(fact, Mapping):
            show_line(console, Line(f"{name}:", style="bold"))
            for key, value in cast("Mapping[str, object]", fact).items():
                # A wrapped path can no longer be copied.
                console.print(Line(f"{' ' * _INDENT}{key}: {value}"), soft_wrap=True)
        else:
            show_line(console, Line.assemble((f"{name}: ", "bold"), str(fact)), hang=_INDENT)
    for heading, lines in ((_FAULTS, found.faults), (_NOTES, found.notes)):
        if lines:
            show_line(console, Line(heading.in_(language), style="bold"))
        for line in lines:
            show_line(console, Line(line), _INDENT, mark="  - ")
    if not found.faults:
        show_line(console, Line((_WELL_BUT if found.notes else _ALL_WELL).in_(language), style="bold"))
