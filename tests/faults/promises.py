"""The promises, looked at from outside: what stands in the channels, and what the database files hold."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from tests.faults.people import Wish, told
from tests.faults.scene import CHANNELS, FREE, Scene
from tests.faults.templates import Templates, schema
from tests.wire.look import texts
from tests.wire.payloads import BOT_ID, Payload
from tests.wire.server import Wire

__all__ = [
    "acknowledged",
    "broken_files",
    "broken_words",
    "damage",
    "doubled",
    "lost",
    "not_due",
    "threads_doubled",
    "threads_lost",
    "titles",
]

_MARKER = re.compile(r"^(?:-# )?(#[0-9a-f]{10})$", re.MULTILINE)
_TITLES = "SELECT arxiv_id, title FROM paper WHERE title LIKE ? || '%'"
_OF_PAPERS = "SELECT arxiv_id FROM digest_delivery_paper JOIN digest_delivery USING (channel_id, kind, day) WHERE "


def broken_files(scene: Scene, templates: Templates) -> list[str]:
    """Return what is wrong with the database as the bot's end left it; the bot's own files are not touched."""
    copy = scene.folder / "copy" / "papers.db"
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir()
    for suffix in ("", "-wal", "-journal"):
        file = scene.database.with_name(scene.database.name + suffix)
        if file.exists():
            shutil.copyfile(file, copy.with_name(file.name))
    return damage(copy, templates)


def damage(database: Path, templates: Templates) -> list[str]:
    """Return what is wrong with a database: its pages, its references, its schema, the corpus in it."""
    if schema(database) not in templates.schemas:
        return ["a schema that no version has"]
    with closing(sqlite3.connect(database)) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"{row[0]} without its {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
        told_of = connection.execute("SELECT papers FROM corpus_revision ORDER BY id DESC LIMIT 1").fetchone()
        papers = connection.execute("SELECT count(*) FROM paper").fetchone()
        found += [f"{papers[0]} papers, while the last load says {told_of[0]}"] if told_of != papers else []
    return found


def doubled(wire: Wire, places: Iterable[int], mornings: int = 1) -> list[str]:
    """Return the posts that stand in a channel more than once, and channels with more posts than mornings."""
    found: list[str] = []
    for place in places:
        posts = Counter(marker for message in _said(wire, place) for marker in _MARKER.findall(message))
        found += [f"{count} times {marker} in {place}" for marker, count in posts.items() if count > 1]
        if len(posts) > mornings:
            found.append(f"{len(posts)} posts in {mornings} days in {place}")
    return found


def lost(scene: Scene) -> list[str]:
    """Return the channels whose posts are not all there, or are not what the database says."""
    found: list[str] = []
    for place in scene.expected:
        standing = {int(one["id"]) for one in scene.wire.messages.listed(place) if one["author"]["id"] == str(BOT_ID)}
        recorded = {row[0] for row in scene.rows("SELECT message_id FROM digest_delivery WHERE channel_id = ?", place)}
        if len(standing) < scene.due_in(place) or recorded != standing:
            found.append(f"{standing} in {place}; the database says {recorded}")
    return found


def not_due(wire: Wire) -> list[str]:
    """Return the channels that got something although their post is not due before tomorrow."""
    return [f"a post in {place}, where none is due" for place in FREE if any(map(_MARKER.search, _said(wire, place)))]


def acknowledged(scene: Scene, wishes: Sequence[Wish]) -> list[Wish]:
    """Return the wishes whose people were told that they are fulfilled."""
    return [wish for wish in wishes if told(scene.wire, wish.member).startswith(wish.thanks)]


def broken_words(scene: Scene) -> list[str]:
    """Return what people were told is kept, and is not; of a bot that does not run."""
    with closing(sqlite3.connect(scene.database)) as database:
        return [what for what, query in scene.promised.items() if database.execute(*query).fetchone() is None]


def titles(database: Path, name: str) -> dict[str, str]:
    """Return the papers of a database whose titles begin with a name, titles by ids."""
    with closing(sqlite3.connect(database)) as connection:
        return dict(connection.execute(_TITLES, (name,)).fetchall())


def threads_doubled(scene: Scene) -> list[str]:
    """Return what has more than one thread: posts cannot, papers must not."""
    names = Counter((one["parent_id"], one["name"]) for one in _threads(scene.wire))
    doubled = {name: count for (_, name), count in names.items() if count > 1 and "papers of" not in name}
    return [f"{count} threads named {name!r}" for name, count in doubled.items()]


def threads_lost(scene: Scene) -> list[str]:
    """Return the posts and papers that were to have a thread and have none."""
    threads = {int(one["id"]) for one in _threads(scene.wire)}
    discussed = dict(scene.rows("SELECT arxiv_id, thread_id FROM discussion"))
    found: list[str] = []
    for place, wanted in CHANNELS.items():
        if scene.rows("SELECT 1 FROM digest_subscription WHERE channel_id = ? AND threads = 'none'", place):
            continue
        posts = [row[0] for row in scene.rows("SELECT message_id FROM digest_delivery WHERE channel_id = ?", place)]
        papers = [row[0] for row in scene.rows(f"{_OF_PAPERS} channel_id = ?", place)]
        lacking = posts if wanted == "post" else [discussed.get(paper) for paper in papers]
        found += [f"{wanted} {one} in {place}" for one in lacking if one not in threads]
    return found


def _threads(wire: Wire) -> list[Payload]:
    return [one for one in wire.messages.channels.values() if "thread_metadata" in one]


def _said(wire: Wire, place: int) -> list[str]:
    return [texts(one) for one in wire.messages.listed(place) if one["author"]["id"] == str(BOT_ID)]
