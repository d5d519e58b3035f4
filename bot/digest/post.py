"""The daily post as a value, whatever shows it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from bot.digest.schedule import Delivery, Kind, Subscription
from bot.search.corpus import Corpus, Hit
from bot.texts import Language, Text

__all__ = ["DigestPost", "choose", "compose", "marker_of", "nonce_of"]

_LISTING = Text(
    "Daily papers of {day}: the best {count} of {total}, by votes.",
    "{day} 오늘의 논문: {total}편 중 추천 상위 {count}편",
)
_ALL = Text("Daily papers of {day}: all {total}, by votes.", "{day} 오늘의 논문: 전체 {total}편, 추천순")
_HIGHLIGHTS = Text(
    "No new listing today; the best-voted papers of the archive not posted here yet.",
    "오늘은 새 목록이 없어, 아직 소개하지 않은 추천 상위 논문을 전해 드립니다.",
)


@dataclass(frozen=True, slots=True)
class DigestPost:
    """Hold one message of the daily post in plain text; `marker` stands in it, so that it can be found again."""

    guild_id: int
    channel_id: int
    kind: Kind
    day: date
    language: Language
    lead: str
    hits: tuple[Hit, ...]
    total: int
    marker: str
    nonce: str


def choose(kind: Kind, day: date, count: int, corpus: Corpus, shown: frozenset[str]) -> tuple[str, ...]:
    """Return the ids to post: the day's best by votes, or the archive's best that the channel has not `shown`."""
    if kind == "listing":
        return tuple(hit.paper.arxiv_id for hit in corpus.top(day, day, count))
    archive = (hit.paper.arxiv_id for hit in corpus.top(date.min, day))
    unseen = [arxiv_id for arxiv_id in archive if arxiv_id not in shown]
    return tuple(unseen[:count])


def compose(delivery: Delivery, subscription: Subscription, corpus: Corpus) -> DigestPost | None:
    """Return the message of a claimed delivery, or None where none of its papers is in the corpus any more."""
    listing = delivery.kind == "listing"
    papers = (corpus.paper(arxiv_id) for arxiv_id in delivery.paper_ids)
    day = delivery.day if listing else None
    hits = tuple(Hit(p, p.listed_in(day, day) or p.newest, 0.0) for p in papers if p is not None)
    if not hits:
        return None
    # The day may have shrunk since the claim; the post never shows more papers than it says there are.
    total = max(len(corpus.top(delivery.day, delivery.day)) if listing else 0, len(hits))
    text = _HIGHLIGHTS if not listing else _ALL if total <= len(hits) else _LISTING
    lead = text.fill(day=delivery.day, count=len(hits), total=total).in_(subscription.language)
    return DigestPost(
        delivery.guild_id,
        delivery.channel_id,
        delivery.kind,
        delivery.day,
        subscription.language,
        lead,
        hits,
        total,
        marker_of(delivery),
        nonce_of(delivery),
    )


def nonce_of(delivery: Delivery) -> str:
    """Return the nonce of a delivery, the same at each try: Discord takes 25 characters."""
    return _digest(delivery)[:24]


def marker_of(delivery: Delivery) -> str:
    """Return the short text that stands in the message and tells it from every other."""
    return f"#{_digest(delivery)[:10]}"


def _digest(delivery: Delivery) -> str:
    key = f"{delivery.channel_id}:{delivery.kind}:{delivery.day}"
    return hashlib.sha256(key.encode()).hexdigest()
