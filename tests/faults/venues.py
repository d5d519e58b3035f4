"""What a kill may not break in a forum with a post for each paper, and in an announcement channel."""

from __future__ import annotations

import re
from collections import Counter

from tests.faults.scene import FORUM, NEWS, Scene
from tests.wire.look import texts
from tests.wire.payloads import Payload

__all__ = ["forum_doubled", "forum_lost", "unpublished"]

_MARKER = re.compile(r"^-# (#[0-9a-f]{10})$", re.MULTILINE)
_PARTS = "SELECT message_id FROM digest_part WHERE channel_id = ?"
_PAPERS = "SELECT day, arxiv_id FROM digest_delivery_paper WHERE channel_id = ?"
_RECORDED = "SELECT day, arxiv_id FROM digest_part WHERE channel_id = ?"


def forum_doubled(scene: Scene) -> list[str]:
    """Return the posts that stand in the forum more than once."""
    said = (texts(message) for one in _posts(scene) for message in scene.wire.messages.listed(one["id"]))
    markers = Counter(marker for text in said for marker in _MARKER.findall(text))
    return [f"{count} times {marker} in the forum" for marker, count in markers.items() if count > 1]


def forum_lost(scene: Scene) -> list[str]:
    """Return the papers that have no post in the forum, and where the database says something else."""
    papers, recorded = (set(scene.rows(sql, FORUM)) for sql in (_PAPERS, _RECORDED))
    found = [f"no post of {arxiv_id} on {day}" for day, arxiv_id in sorted(papers - recorded)]
    standing, known = {int(one["id"]) for one in _posts(scene)}, {row[0] for row in scene.rows(_PARTS, FORUM)}
    return found + ([f"{standing} in the forum; the database says {known}"] if standing != known else [])


def unpublished(scene: Scene) -> list[str]:
    """Return the announcements that were not published."""
    said = [one for one in scene.wire.messages.listed(NEWS) if _MARKER.search(texts(one))]
    return [f"{one['id']} is not published" for one in said if not one["flags"] & 1]


def _posts(scene: Scene) -> list[Payload]:
    return [one for one in scene.wire.messages.channels.values() if one.get("parent_id") == str(FORUM)]
