"""Discord's answers that were damaged on the way: whoever asks next is answered, and a day is posted once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from itertools import count
from typing import cast

from hypothesis import strategies as st

from bot.digest.delivery import DigestService
from bot.interface.digest.notices import ChannelWatch
from bot.storage.digests.values import Subscription, Threads
from tests.fuzz.spoiler import spoils
from tests.fuzz.target import Target
from tests.fuzz.theatre import LAB_ID, NOW, Theatre
from tests.interface.chatting import message
from tests.interface.look import buttons, text
from tests.wire.interactions import Who, apply, option, press, slash
from tests.wire.payloads import (
    ADMINISTRATOR,
    ASKER_ID,
    BOT_ID,
    CHANNEL_ID,
    GUILD_ID,
    MANAGE_SERVER,
    ORDINARY,
    OWNER_ID,
    READ_HISTORY,
    Payload,
    channel,
    forum,
    guild,
    member,
    role,
    user,
)
from tests.wire.server import Wire

__all__ = ["targets"]

_FORUM = 15
_THREADS = (1 << 35) | (1 << 38)
_MAY = ORDINARY | READ_HISTORY | _THREADS | MANAGE_SERVER
_OWNER: Who = {"user_id": OWNER_ID, "permissions": ADMINISTRATOR}

Asked = Callable[[Theatre], Payload]


def targets(theatre: Theatre) -> list[Target]:
    """Return what is fuzzed here."""
    _open(theatre)
    asked = st.fixed_dictionaries(
        {"asked": st.sampled_from(sorted(_ASKED)), "late": st.booleans(), "spoils": spoils()},
    )
    posted = st.fixed_dictionaries(
        {
            "threads": st.sampled_from(("none", "post", "papers")),
            "kind": st.sampled_from((0, 5, 15)),
            "language": st.sampled_from(("en", "ko")),
            "spoils": spoils(8),
            "minutes": st.lists(st.integers(1, 120), min_size=1, max_size=6),
        }
    )
    numbers = count(1)
    return [
        Target("answer", asked, partial(_goes_on, theatre)),
        Target("post", posted, partial(_posts_once, theatre, numbers.__next__)),
    ]


def _open(theatre: Theatre) -> None:
    """Let the client see its servers, in one of which it may do all that it needs."""
    papers = guild(_MAY, roles=(role(7),))
    theatre.stage.wire.guilds[:] = [papers]
    theatre.deliver("GUILD_CREATE", papers)
    theatre.deliver("GUILD_CREATE", guild(guild_id=LAB_ID, channels=()))
    theatre.stage.wire.rest.members[str(LAB_ID), str(ASKER_ID)] = member(ASKER_ID)


def _chat(content: str, theatre: Theatre, guild_id: int | None = GUILD_ID) -> Payload:
    theatre.stage.wire.messages.direct(ASKER_ID)
    return message(content, guild_id=guild_id)


def _slash(name: str, *options: Payload, **who: object) -> Asked:
    return lambda _: slash(name, *options, **cast("Who", who))


def _pressed(label: str, shown: Asked) -> Asked:
    def pressed(theatre: Theatre) -> Payload:
        answer = theatre.ask(shown(theatre)).answer or {}
        return press(answer, buttons(answer)[label]["custom_id"], **_OWNER)

    return pressed


def _applied(theatre: Theatre) -> Payload:
    said = {"content": "2411.13676"}
    return apply("Find papers", theatre.stage.wire.messages.create(str(CHANNEL_ID), said, author=user(9), silent=True))


def _uploaded(theatre: Theatre) -> Payload:
    path = min(theatre.stage.seeds.iterdir())
    number = theatre.stage.wire.upload(path.name, path.read_bytes())
    uploads = theatre.stage.wire.uploads
    address = f"http://{theatre.spoiler.base}/attachments/{number}"
    resolved = {"attachments": {str(number): uploads[str(number)] | {"url": address}}}
    return slash("corpus upload", {"name": "file", "type": 11, "value": str(number)}, resolved=resolved, **_OWNER)


def _set_up(_: Theatre) -> Payload:
    place = {"name": "channel", "type": 7, "value": str(CHANNEL_ID)}
    resolved = {"channels": {str(CHANNEL_ID): channel()}}
    return slash("digest set", place, option("time", "09:00"), resolved=resolved, permissions=MANAGE_SERVER)


def _examined(theatre: Theatre) -> Payload:
    theatre.ask(_set_up(theatre))
    where = {"name": "channel", "type": 7, "value": str(CHANNEL_ID)}
    return slash("digest doctor", where, resolved={"channels": {str(CHANNEL_ID): channel()}}, permissions=MANAGE_SERVER)


_TOP = _slash("top", option("count", 25), **_OWNER)
_ASKED: dict[str, Asked] = {
    "ask": _slash("ask", option("question", "who wrote Hymba?")),
    "search": _slash("search", option("query", "diffusion"), guild_id=None),
    "typing": lambda _: slash("paper", option("id_or_title", "hym", focused=True), autocomplete=True),
    "paper": _slash("paper", option("id_or_title", "Hymba"), locale="ko"),
    "save": _slash("save", option("paper", "Hymba")),
    "saved": _slash("saved"),
    "follow": _slash("follow topic", option("query", "diffusion")),
    "privacy": _slash("privacy show"),
    "trends": _slash("trends"),
    "discuss": _slash("discuss", option("paper", "Hymba"), permissions=_MAY),
    "set": _set_up,
    "stages": _pressed("Why not posted?", _examined),
    "doctor": _slash("digest doctor", permissions=MANAGE_SERVER),
    "status": _slash("corpus status"),
    "upload": _uploaded,
    "reload": _slash("corpus reload", **_OWNER),
    "turn": _pressed("Next", _TOP),
    "find": _applied,
    "mention": partial(_chat, f"<@{BOT_ID}> who wrote Hymba?"),
    "direct": partial(_chat, "diffusion 논문 3편", guild_id=None),
    "empty": partial(_chat, f"<@{BOT_ID}>"),
}
_REPORTED = ("reference ", "the interaction ", "the answer to message ", "suggestions for ")
_CHATS = frozenset({"mention", "direct", "empty"})


def _goes_on(theatre: Theatre, case: Payload) -> None:
    """Hold that nothing escapes, that a stranger sees nothing, and that the next person is answered."""
    wire = theatre.stage.wire
    payload = _ASKED[case["asked"]](theatre)
    is_chat = case["asked"] in _CHATS
    opened = payload if is_chat else wire.interactions.open(payload)
    with theatre.patient(0.0 if case["late"] else 5.0), theatre.spoiled(case["spoils"]):
        theatre.deliver("MESSAGE_CREATE" if is_chat else "INTERACTION_CREATE", opened)
    # What was done although its answer was spoilt is done again, which Discord may not take.
    wire.faults.clear()
    escaped = [defect for defect in theatre.defects() if not defect.startswith(_REPORTED)]
    assert not escaped, escaped[0]
    if not is_chat:
        asked = wire.interactions.asked.pop(opened["token"])
        assert case["asked"] != "status" or "revision" not in text(asked.answer or {}).lower(), "a stranger sees it"
    theatre.end_pauses()
    after = theatre.ask(slash("help"))
    assert after.answer is not None
    assert text(theatre.hear(_chat(f"<@{BOT_ID}> who wrote Hymba?", theatre)))
    assert not (defects := theatre.defects()), defects[0]


def _posts_once(theatre: Theatre, number: Callable[[], int], case: Payload) -> None:
    """Hold that a channel gets its day once, whatever Discord answers, and at last with what it is to have."""
    number_of_place, kind = 1_600_000_000_000_000_000 + 1000 * number(), case.get("kind", 0)
    place = forum(number_of_place, "Papers", required=True) if kind == _FORUM else channel(number_of_place, kind)
    wire, service = theatre.stage.wire, _service(theatre)
    wire.messages.add(place)
    threads: Threads = case["threads"]
    nine = datetime.combine(NOW.date(), time(9), NOW.tzinfo)
    wanted = Subscription(
        GUILD_ID, int(place["id"]), time(9), "UTC", 2, case["language"], "highlights", OWNER_ID, NOW, threads=threads
    )
    moment = nine
    wire.messages.now = lambda: moment
    _open(theatre)
    theatre.deliver("CHANNEL_CREATE", place)
    theatre.run(service.subscribe(wanted))
    try:
        with theatre.spoiled(case["spoils"], safe=("GET",)):
            for minutes in case["minutes"]:
                theatre.run(service.tick(moment))
                moment += timedelta(minutes=minutes)
        for _ in range(12):
            theatre.run(service.tick(moment))
            moment += timedelta(minutes=45)
        kept = theatre.run(service.subscription(GUILD_ID, int(place["id"])))
        posts = _posts(wire, place)
    finally:
        theatre.run(service.unsubscribe(GUILD_ID, int(place["id"])))
        theatre.deliver("CHANNEL_DELETE", place)
        wire.messages.remove_channel(place["id"])
    wire.faults.clear()
    escaped = [defect for defect in theatre.defects() if not _is_told(defect)]
    assert not escaped, escaped[0]
    # Where Discord says that the channel is gone, nothing more is to come.
    most = 2 if kind == _FORUM and threads == "papers" else 1
    assert len(set(posts)) == len(posts) == most or (kept is None and len(set(posts)) == len(posts)), posts


def _posts(wire: Wire, place: Payload) -> list[str]:
    """Return the posts of a channel: in a forum their titles."""
    if place["type"] == _FORUM:
        return [one["name"] for one in wire.messages.channels.values() if one.get("parent_id") == place["id"]]
    said = [one for one in wire.messages.listed(place["id"]) if one["author"]["id"] == str(BOT_ID)]
    return ["a post"] * len(said)


def _is_told(defect: str) -> bool:
    """Tell whether a failure was recorded: it is what the next try is for."""
    if defect.startswith("the daily post of channel"):
        # An id that no column holds: the post is found in the channel by the next try.
        return "StoreError" in defect
    return defect.startswith(
        ("a daily post failed unexpectedly", "Discord refused the daily post", "could not notify anyone in guild")
    )


def _service(theatre: Theatre) -> DigestService:
    watch = next(cog for cog in theatre.stage.bot.cogs.values() if isinstance(cog, ChannelWatch))
    return watch._service  # pyright: ignore[reportPrivateUsage]
