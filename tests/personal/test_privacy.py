"""What is kept of a person is a file that they can read, and what stays is said."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from bot.personal.privacy import STAYS, as_json
from bot.storage.follow import Follow
from bot.storage.people.folders import KeptFolder
from bot.storage.people.follows import Followed
from bot.storage.people.kept import Kept, KeptList
from bot.storage.people.kept_messages import KeptDelivery, KeptFeed
from bot.storage.people.on_lists import KeptListed, KeptRead
from bot.storage.people.saved import SavedPaper

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)
DAY = date(2024, 11, 25)
PAPERS = (("2411.00001", "강화학습"), ("2411.00002", None))
KEPT = Kept(
    saved=(SavedPaper("2411.00001", "A Paper", NOW, "for 강의", "To read"),),
    follows=(Followed(Follow("topic", "강화학습"), NOW, DAY),),
    feed=KeptFeed("70", "ko", NOW, None),
    shown_lists=(KeptList(NOW, '{"lead": "a lead"}'),),
    deliveries=(KeptDelivery(DAY, NOW, NOW, "123456789012345678", PAPERS),),
    digests_set=(),
    folders=(KeptFolder("To read", NOW),),
    listed=(KeptListed("5", "2411.00003", "Another", "a note", NOW),),
    marked_read=(KeptRead("123456789012345678", "2411.00003", "Another", NOW),),
)


def test_the_file_is_json_that_people_can_read() -> None:
    text = as_json(KEPT)
    assert "강화학습" in text
    read = json.loads(text)
    assert read["saved"] == [
        {
            "arxiv_id": "2411.00001",
            "title": "A Paper",
            "saved_at": "2024-11-25T09:00:00Z",
            "note": "for 강의",
            "folder": "To read",
        }
    ]
    assert read["folders"] == [{"name": "To read", "created_at": "2024-11-25T09:00:00Z"}]
    assert read["listed"][0]["note"] == "a note"
    assert read["marked_read"][0]["guild_id"] == "123456789012345678"
    assert read["follows"][0]["follow"] == {"kind": "topic", "value": "강화학습"}
    assert read["feed"]["channel_id"] == "70"
    assert read["shown_lists"][0]["content"]["lead"] == "a lead"
    assert read["deliveries"][0]["papers"] == [["2411.00001", "강화학습"], ["2411.00002", None]]
    assert read["deliveries"][0]["message_id"] == "123456789012345678"
    assert text.count("\n") > 20


@pytest.mark.parametrize(
    ("language", "words"), [("en", ["server", "admins did"]), ("ko", ["서버", "관리자로서 한 일"])]
)
def test_what_stays_is_said(language: str, words: list[str]) -> None:
    assert [word for word in words if word not in getattr(STAYS, language)] == []
