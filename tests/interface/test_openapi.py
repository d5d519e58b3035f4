"""The check against Discord's description finds what it should."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.interface.openapi import description, faults

pytestmark = pytest.mark.skipif(description() is None, reason="Discord's description is not at hand")


@pytest.mark.parametrize(
    ("method", "path", "body", "fault"),
    [
        ("POST", "/channels/1/messages", {"content": "x"}, ""),
        ("POST", "/channels/1/messages", {"content": "x" * 4001}, "body.content has the length 4001"),
        ("POST", "/channels/1/messages", {"nonce": "x" * 26}, "body.nonce"),
        ("POST", "/channels/1/messages", {"embeds": [{"title": "x" * 257}]}, "body.embeds[0].title"),
        (
            "POST",
            "/channels/1/messages",
            {"embeds": [{"fields": [{"name": "x"}]}]},
            "body.embeds[0].fields[0] lacks value",
        ),
        ("POST", "/interactions/1/t/callback", {"type": 4, "data": {"content": 5}}, "body"),
        ("POST", "/nowhere", {}, "no such address"),
    ],
)
def test_a_fault_is_found_at_its_place(method: str, path: str, body: dict[str, Any], fault: str) -> None:
    found = faults(method, path, json.dumps(body))
    assert bool(found) is bool(fault)
    assert all(fault in line for line in found)
