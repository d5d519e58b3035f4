"""What a person sees of a message as it was sent."""

from __future__ import annotations

from collections.abc import Iterator

from tests.wire.payloads import Payload

__all__ = ["buttons", "components", "menus", "pictures", "text", "weigh"]


def components(message: Payload) -> Iterator[Payload]:
    """Yield every component of a message, nested ones too."""
    waiting: list[Payload] = list(message.get("components") or [])
    while waiting:
        component = waiting.pop(0)
        yield component
        inner = [*component.get("components", []), *([component["accessory"]] if "accessory" in component else [])]
        waiting = [*inner, *waiting]


def text(message: Payload) -> str:
    """Return all that a message says."""
    said = [component["content"] for component in components(message) if component["type"] == 10]
    return "\n".join([message.get("content") or "", *said]).strip()


def buttons(message: Payload) -> dict[str, Payload]:
    """Return the buttons of a message by their labels."""
    return {component["label"]: component for component in components(message) if component["type"] == 2}


def menus(message: Payload) -> dict[str, Payload]:
    """Return the menus of a message by what stands in them before anything is chosen."""
    return {component["placeholder"]: component for component in components(message) if component["type"] in (3, 8)}


def pictures(message: Payload) -> list[str]:
    """Return the addresses of a message's thumbnails."""
    return [component["media"]["url"] for component in components(message) if component["type"] == 11]


def weigh(message: Payload) -> tuple[int, int]:
    """Return how many units a message shows, and how many components it has."""
    parts = list(components(message))
    return sum(len(part["content"].encode("utf-16-le")) // 2 for part in parts if part["type"] == 10), len(parts)
