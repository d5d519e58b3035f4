"""Events of the gateway that were damaged on the way: the client survives each, and goes on answering."""

from __future__ import annotations

from copy import deepcopy
from functools import partial
from typing import Any, cast

from hypothesis import strategies as st

from tests.fuzz.damage import VALUES, places
from tests.fuzz.target import Target
from tests.fuzz.texts import texts
from tests.fuzz.theatre import Theatre
from tests.interface.look import components
from tests.wire.interactions import apply, choose, option, press, slash, submit
from tests.wire.payloads import (
    ASKER_ID,
    BOT_ID,
    CHANNEL_ID,
    GUILD_ID,
    MANAGE_SERVER,
    OWNER_ID,
    Payload,
    channel,
    dm_channel,
    guild,
    member,
    role,
    thread,
    user,
)

__all__ = ["targets"]

_TOKEN = "the token"
_ID = "1310000000000000001"


def targets(theatre: Theatre) -> list[Target]:
    """Return what is fuzzed here."""
    events = _events(theatre)
    interactions = [number for number, (name, _) in enumerate(events) if name == "INTERACTION_CREATE"]
    which = st.sampled_from(interactions) | st.integers(0, len(events) - 1)
    return [Target("event", _damaged(events, which), partial(_survives, theatre))]


def _events(theatre: Theatre) -> list[tuple[str, Payload]]:
    """Return what Discord sends, with what it tells of interactions in place of their ids and tokens."""
    messages = theatre.stage.wire.messages
    shown = theatre.ask(slash("top", {"name": "count", "type": 4, "value": 10})).answer or {}
    ids = [one["custom_id"] for one in components(shown) if one["type"] == 2 and "custom_id" in one]
    said = messages.create(str(CHANNEL_ID), {"content": "2411.13676"}, author=user(ASKER_ID), silent=True)
    place, server = channel(), {"guild_id": str(GUILD_ID)}
    settings = [
        {"name": "channel", "type": 7, "value": str(CHANNEL_ID)},
        option("time", "09:00"),
        {"name": "role", "type": 8, "value": "7"},
    ]
    resolved = {"channels": {str(CHANNEL_ID): place}, "roles": {"7": role(7)}}
    form = {"custom_id": "open:2411.13676", "components": [{"type": 1, "components": [{"type": 4, "custom_id": "x"}]}]}
    # Nobody listens there: what matters is what the bot makes of what it is told.
    address = "http://127.0.0.1:9/a.md"
    file = {
        "id": "5",
        "filename": "a.md",
        "size": 9,
        "url": address,
        "proxy_url": address,
        "content_type": "text/plain",
    }
    uploaded = {"attachments": {"5": file}}
    asked = [
        slash("ask", option("question", "who wrote Hymba?")),
        slash("search", option("query", "diffusion"), option("min_votes", 3), guild_id=None),
        slash("digest set", *settings, resolved=resolved, permissions=MANAGE_SERVER),
        slash("paper", option("id_or_title", "hym", focused=True), autocomplete=True),
        apply("Find papers", said),
        *(press(shown, custom_id) for custom_id in ids[:3]),
        choose(shown, "open", "2411.13676"),
        submit(form, {"x": "y"}),
        slash("corpus upload", {"name": "file", "type": 11, "value": "5"}, resolved=uploaded, user_id=OWNER_ID),
    ]
    reply = {"type": 19, "message_reference": {"message_id": shown["id"], "channel_id": str(CHANNEL_ID)}}
    heard = said | {"content": f"<@{BOT_ID}> who wrote Hymba?", "mentions": [user(BOT_ID, bot=True)]}
    direct = said | {"content": "diffusion papers", "channel_id": dm_channel(ASKER_ID)["id"], "channel_type": 1}
    unheard = said | {"content": "", "referenced_message": shown} | reply
    forwarded = direct | {"content": "", "message_snapshots": [{"message": said | {"content": "2411.13676"}}]}
    messages_told = [
        ("MESSAGE_CREATE", heard | server | {"member": member(ASKER_ID)}),
        ("MESSAGE_CREATE", heard | server | {"member": member(ASKER_ID), "referenced_message": shown} | reply),
        ("MESSAGE_CREATE", unheard | server | {"member": member(ASKER_ID)}),
        ("MESSAGE_CREATE", direct),
        ("MESSAGE_CREATE", forwarded),
        ("MESSAGE_UPDATE", heard | server),
        ("MESSAGE_DELETE", {"id": said["id"], "channel_id": str(CHANNEL_ID)} | server),
        ("MESSAGE_DELETE_BULK", {"ids": [said["id"]], "channel_id": str(CHANNEL_ID)} | server),
    ]
    return [
        *(("INTERACTION_CREATE", {"id": _ID, **one, "token": _TOKEN}) for one in asked),
        *messages_told,
        *_told_of(),
    ]


def _told_of() -> list[tuple[str, Payload]]:
    """Return what Discord tells of servers, channels and people."""
    place, server = channel(), {"guild_id": str(GUILD_ID)}
    talk = thread("1400000000000000009", place, {"name": "a talk"})
    joined = {"id": talk["id"], "user_id": str(BOT_ID), "join_timestamp": "2024-11-25T00:00:00+00:00", "flags": 0}
    rules = {
        "id": str(CHANNEL_ID),
        "application_id": str(BOT_ID),
        "permissions": [{"id": "7", "type": 1, "permission": True}],
    }
    return [
        ("GUILD_CREATE", guild(roles=(role(7),))),
        ("GUILD_CREATE", {"id": str(GUILD_ID), "unavailable": True}),
        ("GUILD_UPDATE", guild()),
        ("GUILD_DELETE", {"id": str(GUILD_ID), "unavailable": False}),
        ("GUILD_DELETE", {"id": str(GUILD_ID), "unavailable": True}),
        ("GUILD_ROLE_CREATE", server | {"role": role(8)}),
        ("GUILD_ROLE_UPDATE", server | {"role": role(7)}),
        ("GUILD_ROLE_DELETE", server | {"role_id": "7"}),
        ("GUILD_MEMBER_ADD", server | member(ASKER_ID)),
        ("GUILD_MEMBER_UPDATE", server | member(BOT_ID)),
        ("GUILD_MEMBER_REMOVE", server | {"user": user(ASKER_ID)}),
        ("GUILD_EMOJIS_UPDATE", server | {"emojis": [{"id": "3", "name": "x", "roles": [], "user": user(ASKER_ID)}]}),
        ("GUILD_INTEGRATIONS_UPDATE", server),
        ("CHANNEL_CREATE", place),
        ("CHANNEL_UPDATE", place),
        ("CHANNEL_DELETE", place),
        (
            "CHANNEL_PINS_UPDATE",
            server | {"channel_id": place["id"], "last_pin_timestamp": "2024-11-25T00:00:00+00:00"},
        ),
        ("THREAD_CREATE", talk),
        ("THREAD_UPDATE", talk),
        ("THREAD_DELETE", {"id": talk["id"], "type": 11, "parent_id": place["id"]} | server),
        ("THREAD_LIST_SYNC", server | {"channel_ids": [place["id"]], "threads": [talk], "members": [joined]}),
        ("THREAD_MEMBER_UPDATE", server | joined),
        ("THREAD_MEMBERS_UPDATE", server | {"id": talk["id"], "member_count": 1, "added_members": [joined]}),
        ("INTEGRATION_UPDATE", {"id": "1"} | server),
        ("WEBHOOKS_UPDATE", server | {"channel_id": place["id"]}),
        (
            "TYPING_START",
            server | {"channel_id": place["id"], "user_id": str(ASKER_ID), "timestamp": 1, "member": member(ASKER_ID)},
        ),
        ("USER_UPDATE", user(BOT_ID, bot=True)),
        ("APPLICATION_COMMAND_PERMISSIONS_UPDATE", server | rules),
        ("RESUMED", {}),
    ]


@st.composite
def _damaged(draw: st.DrawFn, events: list[tuple[str, Payload]], which: st.SearchStrategy[int]) -> Payload:
    name, whole = events[draw(which)]
    data = deepcopy(whole)
    for _ in range(draw(st.integers(1, 4))):
        found = list(places(data))
        if not found:
            break
        inside, key = draw(st.sampled_from(found))
        kind = draw(st.sampled_from(("drop", "replace", "nest", "say", "add")))
        if kind == "drop":
            del inside[key]
        elif kind == "replace":
            inside[key] = deepcopy(draw(st.sampled_from(VALUES)))
        elif kind == "nest":
            value: Any = inside[key]
            inside[key] = draw(st.sampled_from(([value], {"x": value}, [value] * 3, {"id": value})))
        elif kind == "say":
            inside[key] = draw(texts(400))
        elif isinstance(inside, dict):
            inside[draw(st.text(max_size=5))] = deepcopy(draw(st.sampled_from(VALUES)))
    return {"event": name, "data": data}


def _survives(theatre: Theatre, case: Payload) -> None:
    """Hold that nothing escapes the client's own handling, and that the next person is answered."""
    wire = theatre.stage.wire
    kind = case["data"].get("type")
    # So that Discord would take the answer that fits what was asked.
    known = {"type": kind if kind in (2, 3, 4, 5) else 2}
    opened = wire.interactions.open(slash("help") | known)
    theatre.deliver(case["event"], _told(case["data"], opened["id"], opened["token"]))
    del wire.interactions.asked[opened["token"]]
    # What was sent in answer to nonsense may be nonsense to Discord too.
    wire.faults.clear()
    escaped = [defect for defect in theatre.defects() if not _is_handled(defect)]
    assert not escaped, escaped[0]
    asked = theatre.ask(slash("help"))
    assert asked.answer is not None
    assert theatre.stage.bot.user is not None
    assert theatre.stage.bot.user.id == BOT_ID, "it takes itself for somebody else"
    assert not (defects := theatre.defects()), defects[0]


def _is_handled(defect: str) -> bool:
    """Tell whether what went wrong was dealt with: passed over, reported, or left without suggestions."""
    first = defect.partition("\n")[0]
    # A message that nobody can read needs no answer; whoever presses or asks is to get one.
    unread = first.startswith("Ignoring exception in on_") and not first.endswith("on_interaction")
    reported = first.startswith(("reference ", "the interaction ", "suggestions for "))
    return unread or reported or "skipping a malformed" in first


def _told(value: Any, number: str, token: str) -> Any:
    """Return a payload with the id and the token of an interaction that can be answered."""
    if isinstance(value, dict):
        return {key: _told(inner, number, token) for key, inner in cast("Payload", value).items()}
    if isinstance(value, list):
        return [_told(inner, number, token) for inner in cast("list[Any]", value)]
    return {_TOKEN: token, _ID: number}.get(value, value) if isinstance(value, str) else value
