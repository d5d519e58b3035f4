"""What a person sees of a message as Discord keeps it, beyond what tests/interface/look.py tells."""

from __future__ import annotations

from tests.interface.look import menus, text
from tests.wire.payloads import Payload, part, parts

__all__ = ["files", "is_private", "options", "texts"]


def texts(message: Payload) -> str:
    """Return all that a message says: its content, components and embeds."""
    said: list[str] = [text(message)]
    for embed in parts(message, "embeds"):
        said += [embed.get("title") or "", embed.get("description") or ""]
        said += [f"{field['name']}\n{field['value']}" for field in parts(embed, "fields")]
        said += [part(embed, "footer").get("text") or ""]
    return "\n".join(said).strip()


def options(message: Payload) -> dict[str, str]:
    """Return what can be chosen in the menus of a message: values by their labels."""
    return {option["label"]: option["value"] for menu in menus(message).values() for option in menu.get("options", [])}


def files(message: Payload) -> list[str]:
    """Return the names of a message's files."""
    return [attachment["filename"] for attachment in parts(message, "attachments")]


def is_private(message: Payload) -> bool:
    """Tell whether only one person sees a message."""
    return bool((message.get("flags") or 0) & 64)
