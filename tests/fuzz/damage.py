"""Payloads that were damaged on the way: parts dropped, of other types, nested, said otherwise, added."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, cast

from hypothesis import strategies as st

from tests.fuzz.texts import texts
from tests.wire.payloads import Payload

__all__ = ["VALUES", "blows", "places", "struck"]

VALUES: tuple[Any, ...] = (
    None,
    0,
    -1,
    1,
    2**31,
    2**63,
    2**70,
    "",
    "x",
    "0",
    "-1",
    "9" * 40,
    True,
    False,
    1.5,
    "가",
    "\x00",
    [],
    {},
)
_KINDS = ("drop", "replace", "nest", "say", "add")
_NESTS = ("list", "object", "thrice", "id")


def blows(most: int = 4) -> st.SearchStrategy[list[Payload]]:
    """Return what befalls a payload, whatever is in it: places by number, and what happens there."""
    value = st.one_of(st.sampled_from(VALUES), texts(400))
    blow = st.fixed_dictionaries(
        {
            "place": st.integers(0, 400),
            "kind": st.sampled_from(_KINDS),
            "nest": st.sampled_from(_NESTS),
            "key": st.text(max_size=5),
            "value": value,
        }
    )
    return st.lists(blow, min_size=1, max_size=most)


def struck(whole: Any, blows: list[Payload]) -> Any:
    """Return a payload after some blows; the payload itself stays as it is."""
    holder: Payload = {"all": deepcopy(whole)}
    for blow in blows:
        found = list(places(holder))
        if not found:
            break
        inside, key = found[int(blow["place"]) % len(found)]
        if blow["kind"] == "drop":
            # Nothing at all is said by an empty body, which is no payload.
            inside[key] = None
            if inside is not holder:
                del inside[key]
        elif blow["kind"] in ("replace", "say"):
            inside[key] = deepcopy(blow["value"])
        elif blow["kind"] == "nest":
            inside[key] = _nested(inside[key], blow["nest"])
        elif isinstance(inside, dict) and inside is not holder:
            inside[blow["key"]] = deepcopy(blow["value"])
    return holder["all"]


def _nested(value: Any, how: str) -> Any:
    return {"list": [value], "object": {"x": value}, "thrice": [value] * 3, "id": {"id": value}}[how]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place in a payload: what it is in, and its key there."""
    keys: list[Any] = []
    if isinstance(value, dict):
        keys = list(cast("Payload", value))
    elif isinstance(value, list):
        keys = list(range(len(cast("list[Any]", value))))
    for key in keys:
        yield value, key
        yield from places(value[key])
