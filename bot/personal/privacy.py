"""A person's data as a file, and what stays when they delete it."""

from __future__ import annotations

import json

from pydantic import TypeAdapter

from bot.storage.people.kept import Kept
from bot.texts import Text

__all__ = ["STAYS", "as_json"]

STAYS = Text(
    "A server's daily post stays as it is set: it belongs to the server, and names who set it until somebody sets it "
    "anew or turns it off with /digest off. What admins did stays for a year for those who run this bot, in a record "
    "of at most the last 10,000 acts.",
    "서버의 일일 소식 설정은 서버의 것이므로 그대로 남습니다. 누군가 새로 설정하거나 /일일소식 끄기로 끌 때까지 "
    "설정한 사람의 ID가 함께 보관됩니다. 관리자로서 한 일은 봇을 운영하는 사람을 위해 1년 동안, 최근 10,000건까지 "
    "기록에 남습니다.",
)

_IDS = ("_id", "set_by")


def as_json(kept: Kept) -> str:
    """Return the data as indented JSON, for a file; slow for large lists, so use a worker thread."""
    # What a follow leaves out follows from when it began, which is there.
    inner = {"follows": {"__all__": {"follow": {"after"}}}}
    written = TypeAdapter(Kept).dump_python(kept, mode="json", exclude=inner)
    for shown in written["shown_lists"]:
        shown["content"] = json.loads(shown["content"])
    for draft in written["drafts"]:
        # Ids are text, for they are too large for the numbers of some programs.
        settings = json.loads(draft["settings"])
        draft["settings"] = {
            name: str(value) if value is not None and name.endswith(_IDS) else value for name, value in settings.items()
        }
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"
