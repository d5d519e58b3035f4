"""What a request writes into a message, as Discord gives it back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

from tests.interface.look import components
from tests.wire.look import texts
from tests.wire.payloads import Payload, parts, user
from tests.wire.requests import Upload

__all__ = ["COMPONENTS_V2", "EPHEMERAL", "LOADING", "mentioned", "written"]

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15

_ATTACHED = "attachment://"
_EVERYBODY = {"parse": ["users", "roles", "everyone"]}
_CDN = "https://cdn.discordapp.com/attachments"
_EDITABLE = (1 << 2) | COMPONENTS_V2


def written(
    message: Payload, body: Payload, files: Sequence[Upload], new_id: Callable[[], str], *, created: bool
) -> Payload:
    """Return `message` with what `body` and its files write into it."""
    flags, asked = message["flags"], body.get("flags") or 0
    changed = message | {"flags": flags | (asked if created else asked & _EDITABLE)}
    if "attachments" in body or files:
        kept = {one["id"]: one for one in message["attachments"]}
        asked_for = body.get("attachments") or [{"id": str(number)} for number in range(len(files))]
        changed["attachments"] = [
            kept.get(str(one["id"])) or _attachment(one, files, message["channel_id"], new_id()) for one in asked_for
        ]
    addresses = {_ATTACHED + one["filename"]: one for one in changed["attachments"]}
    if "content" in body:
        changed["content"] = body["content"] or ""
    if "embeds" in body:
        changed["embeds"] = [{"type": "rich"} | _resolved(embed, addresses) for embed in parts(body, "embeds")]
    if "components" in body:
        taken = {part["id"] for part in components(body) if "id" in part}
        numbers = (number for number in count(1) if number not in taken)
        changed["components"] = [_component(one, addresses, numbers) for one in parts(body, "components")]
    return changed | mentioned(
        texts(changed), body.get("allowed_mentions") or {"parse": ["users", "roles", "everyone"]}
    )


def mentioned(said: str, allowed: Payload) -> Payload:
    """Return whom a text pings, of those that may be."""
    parse: list[str] = allowed.get("parse") or []

    def of(kind: str, pattern: str) -> list[str]:
        found = list(dict.fromkeys(re.findall(pattern, said)))
        return found if kind in parse else [one for one in found if one in map(str, allowed.get(kind) or [])]

    return {
        "mentions": [user(int(one)) for one in of("users", r"<@!?(\d+)>")],
        "mention_roles": of("roles", r"<@&(\d+)>"),
        "mention_everyone": "everyone" in parse and bool(re.search("@(everyone|here)", said)),
    }


def _attachment(asked: Payload, files: Sequence[Upload], channel_id: str, attachment_id: str) -> Payload:
    upload = files[int(asked["id"])]
    address = f"{_CDN}/{channel_id}/{attachment_id}/{upload.filename}"
    described = {"description": asked["description"]} if asked.get("description") else {}
    return described | {
        "id": attachment_id, "filename": upload.filename, "size": len(upload.data), "url": address,
        "proxy_url": address, "content_type": upload.content_type,
    }  # fmt: skip


def _component(component: Payload, addresses: dict[str, Payload], numbers: Iterator[int]) -> Payload:
    """Return a component as Discord gives it back: with an id, what is in it too, and media found."""
    given: Payload = {"id": component["id"] if component.get("id") is not None else next(numbers)}
    for key, value in component.items():
        if key == "components":
            given[key] = [_component(inner, addresses, numbers) for inner in value]
        elif key == "accessory":
            given[key] = _component(value, addresses, numbers)
        else:
            given[key] = _resolved(value, addresses)
            if key == "file" and value["url"] in addresses:
                given |= {"name": addresses[value["url"]]["filename"], "size": addresses[value["url"]]["size"]}
    return given


def _resolved(value: Any, addresses: dict[str, Payload]) -> Any:
    """Return a value whose media have what Discord knows of them."""
    if isinstance(value, list):
        return [_resolved(one, addresses) for one in value]  # pyright: ignore[reportUnknownVariableType]
    if not isinstance(value, dict):
        return value
    known: Payload = {key: _resolved(one, addresses) for key, one in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if set(known) == {"url"}:
        attachment = addresses.get(known["url"])
        url = attachment["url"] if attachment else known["url"]
        of_file = {"attachment_id": attachment["id"]} if attachment else {}
        return {"url": url, "proxy_url": url, "height": 1, "width": 1, "content_type": "image/png", **of_file}
    return known
