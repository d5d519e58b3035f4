"""What people of a round ask for, and whether it is kept once they were told so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.faults.scene import FREE, MENU, SERVER, Scene
from tests.wire.content import COMPONENTS_V2
from tests.wire.look import texts
from tests.wire.payloads import MANAGE_SERVER, Payload
from tests.wire.people import Member
from tests.wire.role_guilds import RoleIds
from tests.wire.server import Wire

__all__ = ["Wish", "asking", "of_roles", "told", "wishes"]

# Servers with reading lists of their own, so that no paper is there already.
_FIRST_LIST = 1_480_000_000_000_000_000
_PAPERS = ("2502.01061", "2502.90001", "2502.90002")
_TOPICS = ("robots", "quokka", "강화학습", "agents", "video")


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold what somebody asks for: a command, its options, and the query that finds it once it is written.

    Where there is a `message`, they press its button instead. Once it is written, the answer starts with one of
    `thanks`.
    """

    member: Member
    command: str
    options: dict[str, Any]
    sql: str
    values: tuple[object, ...]
    message: Payload | None = None
    thanks: tuple[str, ...] = ("✅", "🔖", "📚")

    def ask(self) -> Coroutine[Any, Any, Payload]:
        """Ask for it."""
        if self.message is not None:
            return self.member.press(self.message, **self.options)
        return self.member.slash(self.command, **self.options)


def wishes(scene: Scene, channel: int) -> list[Wish]:
    """Return what new people ask for: settings, topic roles, saved and listed papers, follows, votes on one card."""
    dice = scene.dice
    count, topics = dice.randint(1, 10), dice.sample(_TOPICS, 2)
    admin = scene.member(permissions=MANAGE_SERVER)
    # Half a day away, so that none is due before tomorrow whenever the rounds are run.
    hour = (datetime.now(UTC) + timedelta(hours=12)).hour
    setting = {"channel": channel, "time": f"{hour:02}:00", "timezone": "UTC", "count": count, "topics": topics[0]}
    found = [
        Wish(
            admin, "digest set", setting,
            "SELECT 1 FROM digest_subscription WHERE channel_id = ? AND set_by = ? AND count = ?",
            (channel, admin.user_id, count),
        )
    ]  # fmt: skip
    for paper in dice.sample(_PAPERS, 2):
        member = scene.member()
        sql = "SELECT 1 FROM saved_paper WHERE user_id = ? AND arxiv_id = ?"
        found.append(Wish(member, "save", {"paper": paper}, sql, (member.user_id, paper)))
    noting = scene.member()
    note = {"paper": _PAPERS[0], "note": topics[0], "folder": topics[1]}
    sql = (
        "SELECT 1 FROM saved_paper JOIN saved_folder ON saved_folder.id = folder_id "
        "WHERE saved_paper.user_id = ? AND arxiv_id = ? AND note = ? AND name = ?"
    )
    found.append(Wish(noting, "save", note, sql, (noting.user_id, _PAPERS[0], topics[0], topics[1])))
    for paper in _PAPERS[:2]:
        member = scene.member(guild_id=_FIRST_LIST + scene.numbers)
        sql = "SELECT 1 FROM reading_list WHERE guild_id = ? AND arxiv_id = ? AND added_by = ? AND note = ?"
        values = (member.guild_id, paper, member.user_id, topics[0])
        found.append(Wish(member, "list add", {"paper": paper, "note": topics[0]}, sql, values))
    found += _reading_on(scene)
    for topic in topics:
        member = scene.member()
        sql = "SELECT 1 FROM follow WHERE user_id = ? AND value = ?"
        found.append(Wish(member, "follow topic", {"query": topic}, sql, (member.user_id, topic)))
    paper = dice.choice(_PAPERS)
    card = _card(scene, paper)
    for _ in range(2):
        member = scene.member()
        sql = "SELECT 1 FROM member_vote WHERE user_id = ? AND arxiv_id = ?"
        found.append(
            Wish(
                member, f"vote of {member.user_id}", {"button": f"vote:{paper}"}, sql, (member.user_id, paper),
                message=card, thanks=("👍",),
            )
        )  # fmt: skip
    return [*found, *of_roles(scene, channel)]


def _reading_on(scene: Scene) -> list[Wish]:
    """Return that somebody marks a paper as read that a list of an earlier kill was told to have."""
    kept = scene.rows("SELECT guild_id, arxiv_id FROM reading_list WHERE done_at IS NULL ORDER BY guild_id LIMIT 1")
    sql = "SELECT 1 FROM reading_list WHERE guild_id = ? AND arxiv_id = ? AND done_by = ?"
    return [
        Wish(member, "list done", {"paper": paper}, sql, (guild_id, paper, member.user_id))
        for guild_id, paper in kept
        if (member := scene.member(guild_id=guild_id))
    ]


def of_roles(scene: Scene, channel: int) -> tuple[Wish, Wish]:
    """Return the role of a topic, the same for a channel each time, and the message that offers it."""
    ids, number = RoleIds(SERVER), FREE.index(channel)
    one, two = scene.member(), scene.member()
    for admin in (one, two):
        scene.wire.rest.roles.hold(SERVER, admin.user_id, ids.admins)
    topic, role_id = f"robots {number}", ids.first + number
    return (
        Wish(
            one, "roles add", {"topic": topic, "role": role_id},
            "SELECT 1 FROM topic_role WHERE guild_id = ? AND role_id = ? AND topic = ?", (SERVER, role_id, topic),
        ),
        Wish(
            two, "roles post", {"channel": MENU},
            "SELECT 1 FROM role_menu WHERE guild_id = ? AND channel_id = ?", (SERVER, MENU),
        ),
    )  # fmt: skip


def _card(scene: Scene, arxiv_id: str) -> Payload:
    """Return a message of the bot on which one can vote for a paper."""
    button: Payload = {"type": 2, "style": 2, "label": "👍", "custom_id": f"vote:{arxiv_id}"}
    shown: list[Payload] = [{"type": 10, "content": f"👍 {arxiv_id}"}, {"type": 1, "components": [button]}]
    body: Payload = {"flags": COMPONENTS_V2, "components": shown}
    return scene.wire.messages.create(str(FREE[0]), body, silent=True)


def told(wire: Wire, member: Member) -> str:
    """Return what a person was told, "" before any answer."""
    for asked in wire.interactions.asked.values():
        payload = asked.payload
        who = payload["member"]["user"] if "member" in payload else payload["user"]
        if who["id"] == str(member.user_id) and asked.answer is not None:
            return texts(asked.answer)
    return ""


@asynccontextmanager
async def asking(*acts: Coroutine[Any, Any, Payload]) -> AsyncGenerator[list[asyncio.Task[Payload]]]:
    """Ask at once; who has no answer at the end gets none."""
    tasks = [asyncio.create_task(act) for act in acts]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
