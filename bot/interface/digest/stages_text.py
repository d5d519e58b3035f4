"""The stages of a post's papers as people read them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.digest.stages import PostStages, Stage
from bot.interface.ui.markup import inline
from bot.search.hits import Hit
from bot.storage.digests.values import Subscription
from bot.texts import Language, Text, span_text

__all__ = ["PAGE", "stage_lines", "stage_summary"]

PAGE = 20
_TITLE_UNITS = 80

_STAGES: Mapping[Stage, Text] = {
    "sent": Text("✅ posted", "✅ 올림"),
    "claimed": Text("⏳ on its way", "⏳ 올리는 중"),
    "waiting": Text("⏳ waits for the next try", "⏳ 다음 시도를 기다림"),
    "failed": Text("❌ could not be posted", "❌ 올리지 못함"),
    "next": Text("🕘 goes into the next post", "🕘 다음 소식에 올림"),
    "incomplete": Text("⏳ the day's list may still grow", "⏳ 그날 목록이 아직 늘어날 수 있음"),
    "late": Text("🚪 listed after the day was posted", "🚪 그날 소식을 올린 뒤에 추가됨"),
    "votes": Text("🔻 below {least:,} votes", "🔻 추천 {least:,} 미만"),
    "shown": Text("♻️ shown here in the last days", "♻️ 최근 이 채널에서 소개함"),
    "topic": Text("📌 not on a topic, and papers that are took its place", "📌 주제에 맞는 논문에 밀림"),
    "count": Text("✂️ over the count of {count}", "✂️ 한 번에 올리는 {count}편 밖"),
}
_SUMMARY = Text("**Papers of {days}** ({total}): {counts}", "**{days} 논문**({total}편): {counts}")
_COUNT = Text("{count:,} {stage}", "{stage} {count:,}편")
_HEAD = Text("### Papers of {days}, {first}–{last} of {total}", "### {days} 논문, {total}편 중 {first}–{last}")
_VOTES = Text("{votes:,} votes", "추천 {votes:,}")
_NO_VOTES = Text("votes not known", "추천 수 모름")


def stage_summary(stages: PostStages, subscription: Subscription, language: Language) -> str:
    """Return how many papers of a post stand at which stage, as markdown."""
    counts = (
        _COUNT.fill(count=count, stage=_stage(stage, subscription)).in_(language)
        for stage, count in stages.counts().items()
    )
    return _SUMMARY.fill(
        days=span_text(stages.since, stages.until), total=len(stages.papers), counts=" · ".join(counts)
    ).in_(language)


def stage_lines(stages: PostStages, subscription: Subscription, page: int, language: Language) -> str:
    """Return one page of the papers with their stages, as markdown."""
    first = page * PAGE
    shown = stages.papers[first : first + PAGE]
    head = _HEAD.fill(
        days=span_text(stages.since, stages.until), first=first + 1, last=first + len(shown), total=len(stages.papers)
    )
    lines = (_line(hit, stage, subscription, language) for hit, stage in shown)
    return "\n".join([head.in_(language), *lines])


def _line(hit: Hit, stage: Stage, subscription: Subscription, language: Language) -> str:
    votes = _NO_VOTES if hit.listing.votes is None else _VOTES.fill(votes=hit.listing.votes)
    title = inline(hit.paper.title, _TITLE_UNITS)
    return f"- {title} ({votes.in_(language)}): {_stage(stage, subscription).in_(language)}"


def _stage(stage: Stage, subscription: Subscription) -> Text:
    return _STAGES[stage].fill(least=subscription.min_votes, count=subscription.count)
