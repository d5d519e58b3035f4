"""A person's data as a text for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discord.utils import format_dt

from bot.interface.ui.components import SHOWN_UNITS
from bot.interface.ui.markup import inline, size
from bot.personal.privacy import STAYS
from bot.storage.people.kept import Kept
from bot.storage.people.kept_messages import KeptFeed
from bot.texts import Language, Text, day_text, joined

__all__ = ["counted", "kept_text"]

# Ten kinds, their names and the footer fit in the 4,000 units of a message.
_ITEMS_UNITS = 360
_ITEM_UNITS = 120
_MORE_UNITS = 20

_HEAD = Text("### What is kept about you", "### 보관 중인 내 데이터")
_NOTHING = Text("Nothing.", "없습니다.")
_SAVED = Text("Saved papers: {count:,}", "저장한 논문: {count:,}편")
_WITH_NOTES = Text(
    "Saved papers: {count:,} (folders: {folders:,}, notes: {notes:,})",
    "저장한 논문: {count:,}편(폴더 {folders:,}개, 메모 {notes:,}개)",
)
_LISTED = Text(
    "Papers that you put on reading lists of servers: {count:,} (they stay there, without your name and notes)",
    "서버의 읽을 논문에 추가한 논문: {count:,}편(논문은 이름과 메모 없이 남습니다)",
)
_READ = Text(
    "Papers of servers' reading lists that you marked as read: {count:,} (the mark stays, without your name)",
    "서버의 읽을 논문에서 읽었다고 표시한 논문: {count:,}편(표시는 이름 없이 남습니다)",
)
_FOLLOWS = Text("Topics and authors that you follow: {count:,}", "팔로우하는 주제와 저자: {count:,}개")
_SENT = Text(
    "Direct messages to you, by listing day, kept for a month: {count:,}",
    "보내 드린 다이렉트 메시지(목록 날짜별, 한 달 동안 보관): {count:,}개",
)
_MONTHS = Text(
    "Papers in older messages, kept for about a year so that none comes twice: {count:,}",
    "그 전에 보내 드린 논문(다시 보내지 않도록 1년 남짓 보관): {count:,}편",
)
_SHOWN = Text("Lists shown to you, kept for a month: {count:,}", "보여 드린 목록(한 달 동안 보관): {count:,}개")
_DRAFTS = Text(
    "Settings of daily posts that you have not saved, kept for a day: {count:,}",
    "저장하지 않은 일일 소식 설정(하루 동안 보관): {count:,}개",
)
_VOTES = Text(
    "Papers that you gave a 👍 on servers, kept for two years: {count:,}",
    "서버에서 👍를 누른 논문(2년 동안 보관): {count:,}편",
)
_MODEL_OFF = Text(
    "That no language model writes about your answers (if you delete this, it may again)",
    "답변에 언어 모델을 쓰지 않도록 한 설정(삭제하면 다시 쓸 수 있습니다)",
)
_FEED = Text("Where your direct messages go: 1 channel", "다이렉트 메시지를 보내는 곳: 채널 1개")
_DIGESTS = Text("Daily posts of servers that you set up: {count:,}", "내가 설정한 서버의 일일 소식: {count:,}개")
_ACTS = Text("What you did as an admin: {count:,}", "관리자로서 한 일: {count:,}건")
_SINCE = Text("<#{channel}>, since {since}", "<#{channel}>, {since}부터")
_STOPPED = Text(
    "stopped on {moment} because Discord refused them; following something starts them again",
    "{moment}에 Discord가 거절하여 중단됨. 다시 무언가를 팔로우하면 재개됩니다",
)
_MORE = Text("and {count:,} more", "외 {count:,}개")
_FOOT = Text(
    "The file holds all of it. Your questions are not kept: what was shown to you last stays in memory for 15 "
    "minutes, for follow-up questions. /privacy delete deletes what is kept.",
    "전체 내용은 파일에 있습니다. 질문은 보관하지 않습니다. 마지막으로 보여 드린 논문만 이어지는 질문을 위해 15분 동안 "
    "메모리에 둡니다. /개인정보 삭제로 보관 중인 데이터를 삭제할 수 있습니다.",
)


def kept_text(kept: Kept, language: Language) -> str:
    """Return the data as markdown, each kind with as many items as fit."""
    kinds = [*_deletable(kept, language), *_staying(kept)]
    lines = [_HEAD.in_(language), *([] if kinds else [_NOTHING.in_(language)])]
    feet = [f"-# {text.in_(language)}" for text in ((STAYS, _FOOT) if kept.stays else (_FOOT,))]
    heads = [f"**{text.in_(language)}**" for text, _ in kinds]
    room = SHOWN_UNITS - sum(size(line) + 2 for line in (*lines, *heads, *feet))
    for head, (_, items) in zip(heads, kinds, strict=True):
        lines += [head, *_some(items, min(_ITEMS_UNITS, room // len(kinds) - _MORE_UNITS), language)]
    return "\n".join([*lines, *feet])


def counted(kept: Kept, language: Language) -> str:
    """Return the counts of each kind of deletable data."""
    return "\n".join(f"- {text.in_(language)}" for text, _ in _deletable(kept, language))


def _deletable(kept: Kept, language: Language) -> Iterator[tuple[Text, list[str]]]:
    """Yield each non-empty kind, and its items as markdown."""
    if kept.saved or kept.folders:
        yield _saved(kept), [inline(paper.title, _ITEM_UNITS) for paper in kept.saved]
    if kept.listed:
        yield _LISTED.fill(count=len(kept.listed)), [inline(paper.title, _ITEM_UNITS) for paper in kept.listed]
    if kept.marked_read:
        titles = [inline(paper.title, _ITEM_UNITS) for paper in kept.marked_read]
        yield _READ.fill(count=len(titles)), titles
    if kept.follows:
        values = [inline(known.follow.value, _ITEM_UNITS) for known in kept.follows]
        yield _FOLLOWS.fill(count=len(kept.follows)), values
    if kept.feed:
        yield _FEED, [_where(kept.feed).in_(language)]
    if kept.deliveries:
        yield _SENT.fill(count=len(kept.deliveries)), [day_text(each.day, language) for each in kept.deliveries]
    if kept.months:
        months = [f"{month.month} ({len(month.papers):,})" for month in kept.months]
        yield _MONTHS.fill(count=sum(len(month.papers) for month in kept.months)), months
    if kept.shown_lists:
        yield _SHOWN.fill(count=len(kept.shown_lists)), [format_dt(shown.shown_at, "d") for shown in kept.shown_lists]

    if kept.votes:
        yield _VOTES.fill(count=len(kept.votes)), [inline(vote.arxiv_id, _ITEM_UNITS) for vote in kept.votes]
    if kept.model_off:
        yield _MODEL_OFF, [format_dt(kept.model_off, "d")]
    if kept.drafts:
        yield _DRAFTS.fill(count=len(kept.drafts)), [format_dt(draft.updated_at, "f") for draft in kept.drafts]


def _saved(kept: Kept) -> Text:
    notes = sum(bool(paper.note) for paper in kept.saved)
    text = _WITH_NOTES if kept.folders or notes else _SAVED
    return text.fill(count=len(kept.saved), folders=len(kept.folders), notes=notes)


def _staying(kept: Kept) -> Iterator[tuple[Text, list[str]]]:
    if kept.digests_set:
        channels = [f"<#{digest.channel_id}>" for digest in kept.digests_set]
        yield _DIGESTS.fill(count=len(channels)), channels
    if kept.acts:
        acts = [f"{inline(act.action, _ITEM_UNITS)} ({format_dt(act.at, 'd')})" for act in kept.acts]
        yield _ACTS.fill(count=len(acts)), acts


def _where(feed: KeptFeed) -> Text:
    where = _SINCE.fill(channel=feed.channel_id, since=format_dt(feed.since, "d"))
    if feed.stopped_at is None:
        return where
    return joined([where, _STOPPED.fill(moment=format_dt(feed.stopped_at, "d"))])


def _some(items: Sequence[str], most: int, language: Language) -> Iterator[str]:
    """Yield a line of the first items in `most` units, and the number of others."""
    shown = 0
    used = 0
    while shown < len(items) and used + size(items[shown]) + 3 <= most:
        used += size(items[shown]) + 3
        shown += 1
    rest = [_MORE.fill(count=len(items) - shown).in_(language)] if shown < len(items) else []
    yield " · ".join([*items[:shown], *rest])
