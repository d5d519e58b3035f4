"""What Discord would not take is found, at its place; what it takes is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.wire.limits import limits
from tests.wire.payloads import Payload
from tests.wire.reduced import reduced
from tests.wire.requests import Request, Upload
from tests.wire.schema import DESCRIPTION, faults

_QUIET: Payload = {"allowed_mentions": {"parse": []}}
_V2 = 1 << 15
_MESSAGES = "/channels/1/messages"


def text(content: str) -> Payload:
    return {"type": 10, "content": content}


def button(custom_id: str = "a", **further: Any) -> Payload:
    return {"type": 2, "style": 1, "label": "x", "custom_id": custom_id} | further


def row(*parts: Payload) -> Payload:
    return {"type": 1, "components": list(parts)}


def menu(*values: str, **further: Any) -> Payload:
    options = [{"label": "x", "value": value} for value in values]
    return {"type": 3, "custom_id": "m", "options": options} | further


def v2(*parts: Payload, **further: Any) -> Payload:
    return {"components": list(parts), "flags": _V2, **_QUIET, **further}


@pytest.mark.parametrize(
    ("method", "path", "body", "fault"),
    [
        ("POST", _MESSAGES, {"content": "x", "allowed_mentions": {"parse": [], "roles": [1]}}, ""),
        ("POST", _MESSAGES, {"content": "x" * 4001}, "body.content: "),
        ("POST", _MESSAGES, {"nonce": "x" * 26}, "body.nonce: "),
        ("POST", _MESSAGES, {"embeds": [{"title": "x" * 257}]}, "body.embeds[0].title: "),
        ("POST", _MESSAGES, {"embeds": [{"fields": [{"name": "x"}]}]}, "body.embeds[0].fields[0]: 'value' is a req"),
        ("POST", _MESSAGES, v2({"type": 17, "components": [row(button(label="x" * 81))]}), ".components[0].label: "),
        ("POST", _MESSAGES, v2({"type": 9, "components": [text("x")]}), "body.components[0]: 'accessory' is a req"),
        ("POST", _MESSAGES, v2({"type": 99}), "body.components[0]: "),
        ("POST", "/interactions/1/t/callback", {"type": 4, "data": {"content": 5}}, "body.data.content: "),
        ("POST", "/interactions/1/t/callback", {"type": 4, "data": {"content": "x"}}, ""),
        ("PATCH", "/webhooks/1/t/messages/@original", {"content": "x" * 2001}, "body.content: "),
        ("POST", "/channels/1/messages/2/threads", {"name": ""}, "body.name: "),
        ("POST", "/channels/1/typing", None, ""),
        ("POST", "/nowhere", {}, "no such address"),
        ("DELETE", "/users/@me", None, "no such address"),
    ],
)
def test_a_fault_of_form_is_found_at_its_place(method: str, path: str, body: Any, fault: str) -> None:
    found = faults(method, path, "" if body is None else json.dumps(body))
    assert bool(found) is bool(fault)
    assert all(fault in line for line in found)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"content": "x", **_QUIET}, ""),
        ({"content": "x"}, "allowed_mentions is missing"),
        ({"content": "x", "allowed_mentions": {"parse": ["everyone"]}}, "lets everyone be pinged"),
        ({"content": "x", "allowed_mentions": {"parse": ["roles"], "roles": ["1"]}}, "parses roles and names some"),
        ({"content": "😀" * 1001, **_QUIET}, "content is longer"),
        ({"content": "x", "nonce": "1" * 26, **_QUIET}, "nonce is longer"),
        ({"content": "x", "flags": 64, **_QUIET}, "may be ephemeral"),
        ({"embeds": [{"description": "x" * 3001}] * 2, **_QUIET}, "more than 6,000"),
        (v2(text("x"), row(button("a"), button("b"))), ""),
        (v2(text("x"), content="y"), "beside content"),
        (v2(text("x"), embeds=[{"title": "y"}]), "beside embeds"),
        (v2(*[text("x" * 2001)] * 2), "more than 4,000"),
        (v2({"type": 17, "components": [text("x")] * 40}), "41 components"),
        (v2(text(" ")), "a text is empty"),
        (v2(), "there are no components"),
        ({"components": [text("x")], **_QUIET}, "need their flag"),
        (v2(row(button("a"), button("a"))), "custom id 'a' is there more than once"),
        (v2(row(button("x" * 101))), "custom id is longer"),
        (v2(row(button(), menu("1"))), "five buttons or one menu"),
        (v2(row(*(button(str(number)) for number in range(6)))), "five buttons or one menu"),
        (v2(row(button(url="https://a.b"))), "a custom id and no address"),
        (v2(row({"type": 2, "style": 5, "label": "x", "url": "https://a.b", "custom_id": "c"})), "no custom id"),
        (v2(row(button(label=""))), "a label or an emoji"),
        (v2(row(menu(*map(str, range(26))))), "26 options"),
        (v2(row(menu("1", "1"))), "value of an option '1' is there more than once"),
        (v2(row(menu("1", max_values=2))), "more than it has"),
        (v2({"type": 9, "components": [text("x")] * 4, "accessory": button()}), "up to three texts"),
        (v2({"type": 13, "file": {"url": "attachment://a.bib"}}), "there is no file ['a.bib']"),
    ],
)
def test_a_limit_that_is_not_kept_is_found(body: Payload, fault: str) -> None:
    found = limits(Request("POST", _MESSAGES, {}, body))
    assert bool(found) is bool(fault)
    assert all(fault in line for line in found)


def test_a_file_that_no_component_shows_is_found() -> None:
    file = Upload("a.bib", "text/plain", b"x")
    shown = v2(text("x"), {"type": 13, "file": {"url": "attachment://a.bib"}})
    assert limits(Request("POST", _MESSAGES, {}, shown, (file,))) == []
    assert "no component shows" in limits(Request("POST", _MESSAGES, {}, v2(text("x")), (file,)))[0]


def test_a_changed_message_may_show_the_files_that_it_keeps() -> None:
    shown = v2({"type": 13, "file": {"url": "attachment://a.bib"}})
    assert limits(Request("PATCH", f"{_MESSAGES}/1", {}, shown)) == []
    assert "there is no file" in limits(Request("PATCH", f"{_MESSAGES}/1", {}, shown | {"attachments": []}))[0]


@pytest.mark.parametrize(("kind", "faulty"), [(4, False), (5, False), (7, True)])
def test_only_new_answers_may_be_ephemeral(kind: int, faulty: bool) -> None:
    body = {"type": kind, "data": {"content": "x", "flags": 64, **_QUIET}}
    assert bool(limits(Request("POST", "/interactions/1/t/callback", {}, body))) is faulty


def test_the_copy_of_the_description_is_whole_and_nothing_else() -> None:
    copy = json.loads(DESCRIPTION.read_text("utf-8"))
    assert reduced(copy) == copy
    assert {"/channels/{channel_id}/messages", "/applications/{application_id}/commands"} <= copy["paths"].keys()
    assert "MIT License" in DESCRIPTION.with_suffix(".LICENSE").read_text("utf-8")


def test_a_property_that_is_called_like_a_word_for_readers_is_kept() -> None:
    body = {"properties": {"title": {"type": "string", "title": "x"}, "at": {"$ref": "#/components/schemas/At"}}}
    content = {"content": {"application/json": {"schema": body}}}
    whole: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "x", "license": {"name": "MIT"}, "version": "10", "description": "x"},
        "paths": {"/a": {"parameters": [], "post": {"requestBody": content, "responses": {}}, "get": {"tags": []}}},
        "components": {"schemas": {"At": {"type": "integer", "description": "x"}, "Unused": {}}},
    }
    smaller = reduced(whole)
    schema = smaller["paths"]["/a"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert schema == {"properties": {"title": {"type": "string"}, "at": {"$ref": "#/components/schemas/At"}}}
    assert smaller["paths"]["/a"]["get"] == {}
    assert smaller["components"]["schemas"] == {"At": {"type": "integer"}}
