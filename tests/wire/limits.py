"""What Discord refuses though its description does not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tests.interface.look import components, weigh
from tests.wire.content import COMPONENTS_V2, EPHEMERAL
from tests.wire.payloads import Payload, part, parts
from tests.wire.requests import Request

__all__ = ["limits"]

_BUTTON = 2
_V2 = (9, 10, 11, 12, 13, 14, 17)
_LINK, _PREMIUM = 5, 6
_SAYS = ("content", "embeds", "components", "attachments")
_MESSAGES = re.compile(r"/channels/\d+/messages(/\d+)?|/webhooks/\d+/[^/]+(/messages/[^/]+)?")

_POSTS = re.compile(r"/channels/\d+/threads")


def limits(request: Request) -> list[str]:
    """Return what is wrong with a request beyond its form."""
    message, private, new = _message(request)
    if message is None:
        return []
    found = [*_mentions(message), *_content(message), *_components(message, new), *_files(message, request, new)]
    if (message.get("flags") or 0) & EPHEMERAL and not private:
        found.append("nothing but the first answer and follow-ups may be ephemeral")
    return [f"{request.method} {request.path}: {fault}" for fault in found]


def _message(request: Request) -> tuple[Payload | None, bool, bool]:
    """Return the message in a request, whether it may be ephemeral, and whether it is a new one."""
    if request.body and request.path.endswith("/callback"):
        kind = request.body["type"]
        return (request.body.get("data") or {} if kind in (4, 5, 7) else None), kind in (4, 5), kind == 4
    if request.body and request.method == "POST" and _POSTS.fullmatch(request.path) and "message" in request.body:
        return request.body["message"], False, True
    if request.method in ("POST", "PATCH") and _MESSAGES.fullmatch(request.path):
        new = request.method == "POST"
        return request.body or {}, new and request.path.startswith("/webhooks/"), new
    return None, False, False


def _mentions(message: Payload) -> Iterator[str]:
    allowed = message.get("allowed_mentions")
    if allowed is None:
        if any(message.get(key) for key in _SAYS):
            yield "allowed_mentions is missing: whatever the message quotes may ping"
    elif "everyone" in (allowed.get("parse") or []):
        yield "allowed_mentions lets everyone be pinged"
    else:
        for kind in ("users", "roles"):
            if kind in (allowed.get("parse") or []) and allowed.get(kind):
                yield f"allowed_mentions parses {kind} and names some"


def _content(message: Payload) -> Iterator[str]:
    if _units(message.get("content") or "") > 2000:
        yield "content is longer than 2,000"
    if len(str(message.get("nonce") or "")) > 25:
        yield "nonce is longer than 25"
    embeds: Sequence[Payload] = message.get("embeds") or []
    if sum(_embed_units(embed) for embed in embeds) > 6000:
        yield "the embeds have more than 6,000 together"


def _embed_units(embed: Payload) -> int:
    said: list[str | None] = [embed.get("title"), embed.get("description"), part(embed, "footer").get("text")]
    said += [part(embed, "author").get("name")]
    said += [field[key] for field in parts(embed, "fields") for key in ("name", "value")]
    return sum(_units(one or "") for one in said)


def _components(message: Payload, new: bool) -> Iterator[str]:
    found = list(components(message))
    if (message.get("flags") or 0) & COMPONENTS_V2:
        for other in ("content", "embeds", "poll", "sticker_ids"):
            if message.get(other):
                yield f"components of the second kind stand beside {other}"
        units, count = weigh(message)
        if units > 4000:
            yield f"{units} characters are shown, more than 4,000"
        if count > 40:
            yield f"there are {count} components, more than 40"
        if "components" in message and not found:
            yield "there are no components"
    elif new and any(one["type"] in _V2 for one in found):
        yield "components of the second kind need their flag"
    elif new and len(message.get("components") or []) > 5:
        yield "there are more than 5 rows"
    yield from _shared([one["custom_id"] for one in found if one.get("custom_id")], "custom id")
    yield from _shared([one["id"] for one in found if one.get("id")], "component id")
    for one in found:
        yield from _component(one)


def _component(one: Payload) -> Iterator[str]:
    match one["type"]:
        case 1:
            inner = [inner_part["type"] for inner_part in one["components"]]
            if not inner or len(inner) > 5 or (set(inner) != {_BUTTON} and len(inner) > 1):
                yield "a row holds up to five buttons or one menu"
        case 2:
            yield from _button(one)
        case 3:
            yield from _menu(one)
        case 9:
            if not 1 <= len(one["components"]) <= 3 or one.get("accessory", {}).get("type") not in (2, 11):
                yield "a section holds up to three texts and a button or picture"
        case 10:
            if not one["content"].strip():
                yield "a text is empty"
        case _:
            pass
    if len(one.get("custom_id") or "") > 100:
        yield "a custom id is longer than 100"


def _button(one: Payload) -> Iterator[str]:
    style = one.get("style")
    if style == _LINK and (not one.get("url") or one.get("custom_id")):
        yield "a link has an address and no custom id"
    if style not in (_LINK, _PREMIUM) and (one.get("url") or not one.get("custom_id")):
        yield "a button has a custom id and no address"
    if style != _PREMIUM and not one.get("label") and not one.get("emoji"):
        yield "a button has a label or an emoji"
    if _units(one.get("label") or "") > 80:
        yield "a button's label is longer than 80"


def _menu(one: Payload) -> Iterator[str]:
    options: list[Payload] = one["options"]
    least, most = one.get("min_values"), one.get("max_values")
    if not 1 <= len(options) <= 25:
        yield f"a menu has {len(options)} options"
    yield from _shared([option["value"] for option in options], "value of an option")
    for option in options:
        if any(_units(option.get(key) or "") > 100 for key in ("label", "value", "description")) or not option["label"]:
            yield f"an option does not fit: {option['label']!r}"
    if (1 if least is None else least) > (most or 1) or (most or 1) > len(options):
        yield "a menu asks for more than it has"
    if sum(bool(option.get("default")) for option in options) > (most or 1):
        yield "a menu has more defaults than may be chosen"


def _files(message: Payload, request: Request, new: bool) -> Iterator[str]:
    names = {upload.filename for upload in request.files}
    used = {url.removeprefix("attachment://") for url in _addresses(message) if url.startswith("attachment://")}
    # A changed message keeps its files unless the request says which.
    kept = any("filename" not in one for one in parts(message, "attachments")) or not (new or "attachments" in message)
    if used - names and not kept:
        yield f"there is no file {sorted(used - names)}"
    if (message.get("flags") or 0) & COMPONENTS_V2 and names - used:
        yield f"no component shows the file {sorted(names - used)}"
    if sum(len(upload.data) for upload in request.files) > 10 * 1024 * 1024:
        yield "the files have more than 10 MiB"


def _addresses(message: Payload) -> Iterator[str]:
    for one in components(message):
        media = [part(one, "media"), part(one, "file"), *(part(item, "media") for item in parts(one, "items"))]
        yield from (address["url"] for address in media if address)
    for embed in parts(message, "embeds"):
        yield from (embed[key]["url"] for key in ("image", "thumbnail") if part(embed, key))


def _shared(values: Sequence[str | int], name: str) -> Iterator[str]:
    for value in sorted({value for value in values if values.count(value) > 1}, key=str):
        yield f"the {name} {value!r} is there more than once"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
