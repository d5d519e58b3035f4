"""Texts for admins: the changes of a load or a rollback, and the state of the corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from discord.utils import format_dt

from bot.corpus.difference import Update
from bot.corpus.paper import Paper
from bot.corpus.plan import Plan
from bot.corpus.problem import Problem
from bot.corpus.revision import Revision
from bot.interface.ui.markup import inline, plain, shorten
from bot.search.corpus import Corpus
from bot.storage.enrichment import Abstracts
from bot.storage.feed import FeedState
from bot.texts import Language, Text, day_text

__all__ = ["abstracts_lines", "plan_text", "problem_lines", "status_text"]

_ITEMS_SHOWN = 5
_PROBLEMS_SHOWN = 10
_TITLE_UNITS = 90
_PROBLEM_UNITS = 120
_LOSS_UNITS = 120
_PLAN_UNITS = 3200

_ADDED = Text("Added: {count:,}", "새 논문: {count:,}편")
_REMOVED = Text("Removed: {count:,}", "빠지는 논문: {count:,}편")
_VOTES = Text("Votes changed: {count:,}", "추천 수가 바뀐 논문: {count:,}편")
_LOSING = Text("Losing days or sections: {count:,}", "날짜나 요약 항목이 빠지는 논문: {count:,}편")
_SECTIONS_LOST = Text("sections −{count:,}", "요약 항목 −{count:,}")
_UPDATED = Text("Otherwise changed: {count:,}", "그 밖에 바뀐 논문: {count:,}편")
_REJECTED = Text("Rejected entries: {count:,}", "거부된 항목: {count:,}건")
_BARREN = Text("Files of which nothing could be read: {count:,}", "아무것도 읽지 못한 파일: {count:,}개")
_WARNED = Text("Warnings: {count:,}", "경고: {count:,}건")
_FURTHER = Text("… and {count:,} more", "… 외 {count:,}건")

_HOLDS = Text(
    "{papers} papers of {days} days, the newest {newest}. Index builds since the start: {generation}.",
    "논문 {papers}편, {days}일치, 최신 {newest}. 시작한 뒤 색인을 {generation}번 만들었습니다.",
)
_EMPTY = Text(
    "No papers are loaded. Use /corpus upload, or put listings in the folder of listings and use /corpus reload.",
    "불러온 논문이 없습니다. /자료 올리기를 실행하거나, 목록 폴더에 목록을 넣고 /자료 다시읽기를 실행해 주세요.",
)
_REVISION = Text(
    "Revision {revision}, loaded {age}: +{added:,} −{removed:,}, {updated:,} changed, {rejected:,} entries rejected.",
    "개정 {revision}, {age}에 불러옴: +{added:,} −{removed:,}, 바뀐 논문 {updated:,}편, 거부된 항목 {rejected:,}건.",
)
_ROLLED_BACK = Text(
    "↩️ Rolled back: revision {revision} took revision {undoes} back {age} "
    "(+{added:,} −{removed:,}, {updated:,} changed).",
    "↩️ 되돌린 상태: 개정 {revision}이(가) {age}에 개정 {undoes}을(를) 되돌렸습니다"
    "(+{added:,} −{removed:,}, 바뀐 논문 {updated:,}편).",
)
_FEED_OFF = Text(
    "The feed is off: new days come as listings only.", "피드가 꺼져 있어 새 날짜는 목록 파일로만 들어옵니다."
)
_FED = Text("New days were last fetched {moment}.", "새 날짜를 마지막으로 가져온 때: {moment}.")
_NEVER_FED = Text("No new days were fetched yet.", "아직 새 날짜를 가져오지 않았습니다.")
_FAILING = Text("Fetching them has failed since {since}: {reason}", "{since}부터 가져오지 못하고 있습니다. {reason}")
_NOT_ALL = Text("Not all days could be fetched: {reason}", "가져오지 못한 날짜가 있습니다. {reason}")
_ABSTRACTS = Text(
    "Papers with an abstract: {present}, without: {lacking}.", "초록이 있는 논문 {present}편, 없는 논문 {lacking}편."
)
_ABSTRACTS_ASKED = Text(
    "Papers with an abstract: {present}, without: {lacking}, last asked for {moment}.",
    "초록이 있는 논문 {present}편, 없는 논문 {lacking}편. 마지막 요청: {moment}.",
)
_ABSTRACTS_FAILED = Text("Abstracts could not be fetched: {reason}", "초록을 가져오지 못했습니다. {reason}")
_SAME = Text("The folder holds just what is loaded.", "폴더의 목록은 불러온 자료와 같습니다.")
_DIFFERS = Text(
    "The listings in the folder differ from what is loaded: +{added:,} −{removed:,}, {updated:,} changed. "
    "/corpus reload shows them.",
    "폴더의 목록이 불러온 자료와 다릅니다: +{added:,} −{removed:,}, 바뀐 논문 {updated:,}편. "
    "/자료 다시읽기로 볼 수 있습니다.",
)


def plan_text(plan: Plan, language: Language) -> str:
    """Return as markdown what a plan changes and what could not be read, the first of each kind."""
    difference = plan.difference
    with_votes = [update for update in difference.updated if update.votes]
    losing = [update for update in difference.updated if update.loses]
    others = [update.after for update in difference.updated if not (update.votes or update.loses)]
    lines = [plain(plan.report().summary(language), 500)]
    lines += _listed(_ADDED, map(_title, difference.added), len(difference.added), language)
    lines += _listed(_REMOVED, map(_title, difference.removed), len(difference.removed), language)
    lines += _listed(_LOSING, (_loss(update, language) for update in losing), len(losing), language)
    lines += _listed(_VOTES, map(_vote, with_votes), len(with_votes), language)
    lines += _listed(_UPDATED, map(_title, others), len(others), language)
    return shorten("\n".join([*lines, *problem_lines(plan, language)]), _PLAN_UNITS)


def problem_lines(plan: Plan, language: Language) -> list[str]:
    """Return as markdown the unreadable parts of the listings, with file and line."""
    barren = (inline(name, _PROBLEM_UNITS) for name in plan.barren)
    nothing = _listed(_BARREN, barren, len(plan.barren), language)
    rejected = _listed(_REJECTED, _problems(plan.rejected, language), len(plan.rejected), language, _PROBLEMS_SHOWN)
    warned = _listed(_WARNED, _problems(plan.warnings, language), len(plan.warnings), language, _ITEMS_SHOWN)
    return [*nothing, *rejected, *warned]


def status_text(
    corpus: Corpus, revision: Revision | None, plan: Plan | Text, feed: FeedState | None, language: Language
) -> str:
    """Return as markdown the state of the corpus; `plan` compares it with the folder, or says why it cannot be
    compared.

    Without `feed` it is off.
    """
    return "\n".join([*_status(corpus, revision, plan, language), *_feed(feed, language)])


def _status(corpus: Corpus, revision: Revision | None, plan: Plan | Text, language: Language) -> Iterator[str]:
    if corpus.days:
        counts = {"papers": f"{len(corpus.papers):,}", "days": len(corpus.days), "newest": corpus.days[0]}
        yield _HOLDS.fill(generation=corpus.generation, **counts).in_(language)
    else:
        yield _EMPTY.in_(language)
    if revision is not None:
        text = _REVISION if revision.undoes is None else _ROLLED_BACK
        yield text.fill(
            revision=revision.id,
            undoes=revision.undoes,
            age=format_dt(revision.loaded_at, "R"),
            added=revision.added,
            removed=revision.removed,
            updated=revision.updated,
            rejected=revision.rejected,
        ).in_(language)
    if isinstance(plan, Text):
        yield f"⚠️ {plain(plan.in_(language), 600)}"
        return
    if plan.difference:
        report = plan.report()
        counted = _DIFFERS.fill(added=report.added, removed=report.removed, updated=report.updated)
        yield counted.in_(language)
    else:
        yield _SAME.in_(language)
    yield from problem_lines(plan, language)


def _feed(feed: FeedState | None, language: Language) -> Iterator[str]:
    """Yield when new days were last fetched, and what failed."""
    if feed is None:
        yield _FEED_OFF.in_(language)
        return
    if feed.succeeded_at is None:
        yield _NEVER_FED.in_(language)
    else:
        yield _FED.fill(moment=format_dt(feed.succeeded_at, "R")).in_(language)
    if feed.fault is not None:
        reason = plain(feed.fault.in_(language), _PROBLEM_UNITS * 3)
        if feed.failing_since is None:
            failing = _NOT_ALL.fill(reason=reason)
        else:
            failing = _FAILING.fill(since=format_dt(feed.failing_since, "R"), reason=reason)
        yield f"⚠️ {failing.in_(language)}"


def abstracts_lines(found: Abstracts, language: Language) -> Iterator[str]:
    """Yield as markdown how many papers have an abstract, and what failed."""
    counts = {"present": f"{found.present:,}", "lacking": f"{found.lacking:,}"}
    if found.asked_at is None:
        yield _ABSTRACTS.fill(**counts).in_(language)
    else:
        yield _ABSTRACTS_ASKED.fill(moment=format_dt(found.asked_at, "R"), **counts).in_(language)
    if found.fault is not None:
        reason = plain(found.fault.in_(language), _PROBLEM_UNITS * 3)
        yield f"⚠️ {_ABSTRACTS_FAILED.fill(reason=reason).in_(language)}"


def _listed(
    head: Text, items: Iterable[str], count: int, language: Language, most: int = _ITEMS_SHOWN
) -> Iterator[str]:
    """Yield a heading and the first items, nothing if there are none."""
    if not count:
        return
    yield f"**{head.fill(count=count).in_(language)}**"
    for item, _ in zip(items, range(most), strict=False):
        yield f"- {item}"
    if count > most:
        yield f"- {_FURTHER.fill(count=count - most).in_(language)}"


def _title(paper: Paper) -> str:
    return inline(paper.title, _TITLE_UNITS)


def _vote(update: Update) -> str:
    counts = ("–" if listing.votes is None else f"{listing.votes:,}" for listing in update.votes or ())
    return f"{_title(update.after)}: {' → '.join(counts)}"


def _loss(update: Update, language: Language) -> str:
    lost = [f"−{day_text(day, language)}" for day in update.lost_days]
    if update.lost_sections:
        lost.append(_SECTIONS_LOST.fill(count=update.lost_sections).in_(language))
    return f"{_title(update.after)}: {shorten(', '.join(lost), _LOSS_UNITS)}"


def _problems(problems: Sequence[Problem], language: Language) -> Iterator[str]:
    return (inline(problem.text.in_(language), _PROBLEM_UNITS) for problem in problems)
