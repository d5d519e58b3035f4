"""Commands with any values, and buttons with any custom ids: each is answered, and none with a defect."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from hypothesis import strategies as st

from bot.interface.ui.custom_ids import ComponentInteractions
from tests.fuzz.listings import contents
from tests.fuzz.target import Target
from tests.fuzz.texts import changed, texts
from tests.fuzz.theatre import Theatre
from tests.fuzz.uploads import names
from tests.interface.look import components
from tests.wire.interactions import Who, apply, choose, press, slash
from tests.wire.payloads import (
    ADMINISTRATOR,
    ASKER_ID,
    CHANNEL_ID,
    GUILD_ID,
    MANAGE_SERVER,
    OWNER_ID,
    Payload,
    channel,
    parts,
    role,
    user,
)
from tests.wire.role_guilds import RoleIds, role_guild
from tests.wire.roles import MANAGE_ROLES

__all__ = ["leaves", "targets", "who"]

_STRING, _USER, _CHANNEL, _ROLE, _FILE = 3, 6, 7, 8, 11
_MESSAGE = 3
_MOST_UPLOADED = 30
_MAY = (1 << 10) | (1 << 11) | (1 << 16) | (1 << 35) | (1 << 38)
_ROLES = RoleIds(GUILD_ID)
_ROLE_IDS = (GUILD_ID, _ROLES.first, _ROLES.first + 1, _ROLES.banning, 7)
_DAYS = (
    "2024-10-21",
    "어제",
    "2024-13-01",
    "last week",
    "09:00",
    "25:99",
    "Asia/Seoul",
    "America/New_York",
    "UTC",
    "mon",
)
_WARM_UP = (
    "top", "stats", "help", "saved", "following", "privacy show", "privacy delete", "digest set", "digest show",
    "corpus status", "corpus reload", "corpus rollback", "list show",
)  # fmt: skip


def targets(theatre: Theatre) -> list[Target]:
    """Return what is fuzzed here, with the commands and the buttons that this client has."""
    commands = dict(leaves(theatre.stage.wire.rest.commands))
    ids = _custom_ids(theatre)
    cog = next(cog for cog in theatre.stage.bot.cogs.values() if isinstance(cog, ComponentInteractions))
    actions = sorted(cog._handlers)  # pyright: ignore[reportPrivateUsage]
    argument = st.one_of(
        st.integers(-1, 2**70).map(str),
        st.sampled_from(("2411.13676", "2410.13863", "", str(_ROLES.first))),
        st.text(max_size=8),
    )
    made = st.builds(_joined, st.sampled_from(actions), st.lists(argument, max_size=4))
    custom_id = st.one_of(st.sampled_from(ids), changed(st.sampled_from(ids), argument, most=2), made)
    pressed = st.fixed_dictionaries(
        {
            "custom_id": custom_id.map(lambda text: text[:100]),
            "values": st.none() | st.lists(argument.map(lambda text: text[:100]), min_size=1, max_size=3),
            "who": who(),
        }
    )
    return [
        Target("command", _commands(commands), partial(_is_answered, theatre, commands)),
        Target("press", pressed, partial(_press_is_answered, theatre)),
    ]


def leaves(commands: list[Payload], path: str = "") -> Iterator[tuple[str, Payload]]:
    """Yield every command that can be run, by its whole name."""
    for one in commands:
        name = f"{path} {one['name']}".strip()
        inner = [option for option in parts(one, "options") if option["type"] in (1, 2)]
        if inner:
            yield from leaves(inner, name)
        else:
            yield name, one


def who() -> st.SearchStrategy[Payload]:
    """Return who asks, and where."""
    return st.fixed_dictionaries(
        {
            "locale": st.sampled_from(("en-US", "ko", "ja")),
            "user_id": st.sampled_from((ASKER_ID, OWNER_ID)),
            "guild_id": st.sampled_from((GUILD_ID, GUILD_ID, None)),
            "permissions": st.sampled_from((0, MANAGE_SERVER, ADMINISTRATOR, MANAGE_ROLES)),
            "installed": st.sampled_from(("guild", "guild", "user")),
        }
    )


@st.composite
def _commands(draw: st.DrawFn, commands: dict[str, Payload]) -> Payload:
    name = draw(st.one_of(*(st.sampled_from(sorted(commands)) for _ in range(4)), st.just("corpus upload")))
    given = {
        option["name"]: draw(_values(option))
        for option in parts(commands[name], "options")
        if option.get("required") or draw(st.booleans())
    }
    suggested: list[str] = [option["name"] for option in parts(commands[name], "options") if option.get("autocomplete")]
    typing = draw(st.none() | st.sampled_from(suggested)) if suggested else None
    message = draw(texts()) if commands[name].get("type") == _MESSAGE else None
    then = draw(st.lists(st.integers(0, 9), max_size=3))
    return {"name": name, "options": given, "typing": typing, "message": message, "who": draw(who()), "then": then}


def _values(option: Payload) -> st.SearchStrategy[Any]:
    if option.get("choices"):
        return st.sampled_from([choice["value"] for choice in option["choices"]])
    match option["type"]:
        case 3:
            longest = min(option.get("max_length") or 6_000, 6_000)
            words = st.sampled_from(_DAYS) | texts(longest)
            return words.map(lambda text: text[:longest].ljust(option.get("min_length") or 0, "x"))
        case 4:
            return st.integers(option.get("min_value", -(2**53)), option.get("max_value", 2**53))
        case 5:
            return st.booleans()
        case 11:
            # Few names, so that there is something to be asked about.
            name = st.one_of(names(), st.sampled_from(("a.md", "a.md", "b.txt")))
            return st.tuples(name, contents()).map(list)
        case kind:
            return st.sampled_from(_ROLE_IDS if kind == _ROLE else (CHANNEL_ID, GUILD_ID, ASKER_ID))


def _in_lab(theatre: Theatre) -> None:
    """Let the client see a server whose owner offers roles for topics."""
    lab = role_guild(GUILD_ID, _MAY) | {"owner_id": str(OWNER_ID)}
    theatre.stage.wire.guilds[:] = [lab]
    theatre.deliver("GUILD_CREATE", lab)


def _is_answered(theatre: Theatre, commands: dict[str, Payload], case: Payload) -> None:
    if case["name"].startswith("roles "):
        _in_lab(theatre)
    if case["message"] is not None:
        payload = apply(case["name"], _message(theatre, case["message"], case["who"]), **case["who"])
    else:
        kinds = {option["name"]: option["type"] for option in parts(commands[case["name"]], "options")}
        payload = _slash(theatre, case, kinds)
    answer = _hold(theatre, payload)
    if case["typing"] is None:
        _is_pressed(theatre, answer, case)
    _make_room(theatre)


def _is_pressed(theatre: Theatre, answer: Payload, case: Payload) -> None:
    """Press what the answer shows, and what is shown then: a question may lead to another one."""
    numbers: list[int] = case.get("then") or []
    for number in numbers:
        shown: list[Payload] = [one for one in components(answer) if "custom_id" in one and not one.get("disabled")]
        if not shown:
            return
        one = shown[number % len(shown)]
        if one["type"] == 3:
            offered = parts(one, "options")
            value: str = offered[number % len(offered)]["value"]
            answer = _hold(theatre, choose(answer, one["custom_id"], value, **case["who"]))
        else:
            answer = _hold(theatre, press(answer, one["custom_id"], **case["who"]))


def _make_room(theatre: Theatre) -> None:
    """Take away what was uploaded where it is much: every look at the folder reads it all."""
    uploaded = sorted(set(theatre.stage.seeds.iterdir()) - theatre.listings)
    for path in uploaded if len(uploaded) > _MOST_UPLOADED else ():
        path.unlink()


def _slash(theatre: Theatre, case: Payload, kinds: dict[str, int]) -> Payload:
    given: list[Payload] = []
    resolved: Payload = {}
    for name, value in case["options"].items():
        kind, whole = kinds[name], value
        if kind == _FILE:
            file_name, content = value
            whole = str(theatre.stage.wire.upload(file_name, content.encode("latin-1")))
            resolved["attachments"] = {whole: theatre.stage.wire.uploads[whole]}
        elif kind in (_USER, _CHANNEL, _ROLE):
            whole = str(value)
            place = {_USER: "users", _CHANNEL: "channels", _ROLE: "roles"}[kind]
            made = {_USER: user, _CHANNEL: channel, _ROLE: role}[kind]
            resolved.setdefault(place, {})[whole] = made(value)
        focused = {"focused": True} if name == case["typing"] else {}
        given.append({"name": name, "type": kind, "value": whole} | focused)
    typing = any("focused" in one for one in given)
    return slash(case["name"], *given, resolved=resolved, autocomplete=typing, **case["who"])


def _press_is_answered(theatre: Theatre, case: Payload) -> None:
    if case["custom_id"].startswith("topic_roles"):
        _in_lab(theatre)
    message = _message(theatre, "2411.13676", case["who"])
    if case["values"] is None:
        payload = press(message, case["custom_id"], **case["who"])
    else:
        payload = choose(message, case["custom_id"], *case["values"], **case["who"])
    _hold(theatre, payload)


def _hold(theatre: Theatre, payload: Payload) -> Payload:
    asked = theatre.ask(payload)
    assert not (defects := theatre.defects()), defects[0]
    assert asked.kind is not None, "it was not answered"
    assert not asked.waiting, "it was never finished"
    return asked.answer or {}


def _message(theatre: Theatre, content: str, asker: Payload) -> Payload:
    """Return a message of somebody where the asker is; it says at least something."""
    messages = theatre.stage.wire.messages
    place = str(CHANNEL_ID) if asker["guild_id"] else messages.direct(asker["user_id"])["id"]
    said = {"content": content[:2_000].strip() or "x"}
    return messages.create(place, said, author=user(ASKER_ID), silent=True)


def _joined(action: str, arguments: list[str]) -> str:
    return ":".join((action, *arguments))


def _custom_ids(theatre: Theatre) -> list[str]:
    """Return the custom ids of what usual commands show."""
    owner: Who = {"user_id": OWNER_ID, "permissions": ADMINISTRATOR}
    options = {"ask": "who wrote Hymba?", "search": "diffusion", "paper": "Hymba", "similar": "Hymba", "save": "Hymba"}
    names = {"ask": "question", "search": "query", "paper": "id_or_title", "similar": "paper", "save": "paper"}
    payloads = [
        slash(name, {"name": names[name], "type": _STRING, "value": value}, **owner) for name, value in options.items()
    ]
    topic: Payload = {"name": "topic", "type": _STRING, "value": "diffusion"}
    read: Payload = {"name": "paper", "type": _STRING, "value": "Hymba"}
    payloads += [slash("follow topic", topic, **owner), slash("list add", read, **owner)]
    payloads += [*(slash(name, **owner) for name in _WARM_UP)]
    found: set[str] = set()
    _in_lab(theatre)
    role_option: Payload = {"name": "role", "type": _ROLE, "value": str(_ROLES.first)}
    resolved = {"roles": {str(_ROLES.first): role(_ROLES.first)}}
    owner["permissions"] = ADMINISTRATOR | MANAGE_ROLES
    payloads.append(slash("roles add", topic, role_option, resolved=resolved, **owner))
    payloads.append(slash("roles post", **owner))
    for payload in payloads:
        answer = theatre.ask(payload).answer
        assert not (defects := theatre.defects()), defects[0]
        found |= {one["custom_id"] for one in components(answer or {}) if "custom_id" in one}
    return sorted(found)
