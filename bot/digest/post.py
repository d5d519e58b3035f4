"""The daily post as a value, independent of its display."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from bot.digest.schedule import is_late
from bot.search.corpus import Corpus
from bot.search.follows import matches
from bot.search.hits import Hit
from bot.search.sentences import Sentence
from bot.storage.digests.values import Delivery, Due, Kind, Pick, Subscription, Threads
from bot.texts import Language, Text

__all__ = [
    "DigestEntry",
    "DigestPost",
    "choose",
    "compose",
    "fitting",
    "marker_of",
    "nonce_of",
    "parts_of",
    "pick",
    "shown_after",
]

# A paper shown this recently is not posted again: some sources repeat Friday's papers over a weekend or a holiday, and
# a paper may be resubmitted within two weeks.
_NO_NEWS = timedelta(days=14)

_LISTING = Text(
    "Daily papers of {day}: the best {count} of {total}, by votes.",
    "{day} 논문: {total}편 중 추천 상위 {count}편",
)
_SELECTION = Text(
    "Daily papers of {day}: a selection of {count} of {total}.",
    "{day} 논문: {total}편 중 {count}편을 골랐습니다.",
)
_NEWS = Text(
    "Daily papers of {day}: {count} of {total}, without the {left_out} shown here in the last days.",
    "{day} 논문: {total}편 중 {count}편. 최근 이 채널에서 소개한 {left_out}편은 뺐습니다.",
)
_ALL = Text("Daily papers of {day}: all {total}, by votes.", "{day} 논문: 전체 {total}편, 추천순")
_HIGHLIGHTS = Text(
    "Nothing new today; the best-voted papers of the archive not posted here yet.",
    "오늘은 새 논문이 없어, 아직 소개하지 않은 추천 상위 논문을 전해 드립니다.",
)
_ARCHIVE = Text("Papers of the archive, {day}", "지난 논문 소개, {day}")
_PART = Text("From the daily papers of {day}", "{day} 논문 가운데")
_FOLLOWED = Text(
    "New papers on what you follow, up to {day}: {total}.", "{day}까지 올라온 관심 논문입니다: 모두 {total}편"
)

# Papers claimed for a person beyond those shown are counted as "more".
_MOST_FOLLOWED = 100


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """A paper of a post, the followed topic or author that put it on top, and a sentence about it."""

    hit: Hit
    reason: str | None
    telling: Sentence | None


@dataclass(frozen=True, slots=True)
class DigestPost:
    """One message of the daily post in plain text, containing `marker` so that it can be found again.

    Of `total` candidate papers, `rest` are not shown. A `late` post comes noticeably after its hour. With `user_id` it
    is a direct message; a `part` is the post of one paper, given by its arXiv id, in a forum.
    """

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
    entries: tuple[DigestEntry, ...] = ()
    rest: int = 0
    role_id: int | None = None
    user_id: int | None = None
    late: bool = False
    threads: Threads = "none"
    publish: bool = True
    part: str | None = None

    @property
    def title(self) -> str:
        """What a forum shows above the post."""
        if self.part is not None:
            return self.hits[0].paper.title
        if self.kind == "highlights":
            return _ARCHIVE.fill(day=self.day).in_(self.language)
        return self.lead


def choose(due: Due, subscription: Subscription, corpus: Corpus, shown: frozenset[str]) -> tuple[Pick, ...]:
    """Return the papers to post, empty if nothing fits.

    For a listing day: followed papers, then the best by votes; for a person only the former. For highlights: the best
    of the archive. Papers in `shown` are excluded.
    """
    if subscription.user_id is not None:
        followed = (pick for pick in _followed(due, subscription, corpus) if pick.arxiv_id not in shown)
        return tuple(islice(followed, _MOST_FOLLOWED))
    if due.kind == "highlights":
        archive = corpus.top(date.min, due.day, subscription.min_votes or None).ids
        unseen = (arxiv_id for arxiv_id in archive if arxiv_id not in shown)
        return tuple(map(Pick, islice(unseen, subscription.count)))
    unseen = (arxiv_id for arxiv_id in fitting(due.day, subscription, corpus) if arxiv_id not in shown)
    best = {arxiv_id: Pick(arxiv_id) for arxiv_id in unseen}
    pinned = {pick.arxiv_id: pick for pick in _followed(due, subscription, corpus) if pick.arxiv_id in best}
    return tuple((pinned | {key: pick for key, pick in best.items() if key not in pinned}).values())[
        : subscription.count
    ]


def pick(due: Due, subscription: Subscription, corpus: Corpus, shown: frozenset[str]) -> tuple[Due, tuple[Pick, ...]]:
    """Return a post with its papers, and the number of the day's papers excluded because they were `shown`."""
    if subscription.user_id is None and due.kind == "listing":
        due = replace(due, left_out=sum(arxiv_id in shown for arxiv_id in fitting(due.day, subscription, corpus)))
    return due, choose(due, subscription, corpus, shown)


def shown_after(due: Due, subscription: Subscription) -> datetime | None:
    """Return the moment since which shown papers are excluded from a post, None for ever.

    In a channel it depends on the listing day, not on the present: a day without new papers must not be posted later.
    """
    if subscription.user_id is not None or due.kind == "highlights":
        return None
    return datetime.combine(due.day, time(), UTC) - _NO_NEWS


def compose(delivery: Delivery, subscription: Subscription, corpus: Corpus, now: datetime) -> DigestPost | None:
    """Return the message of a claimed delivery, or None if the corpus has none of its papers any more."""
    found = tuple(_entries(delivery, corpus))
    if not found:
        return None
    listing, personal = delivery.kind == "listing", subscription.user_id is not None
    entries = found[: subscription.count] if personal else found
    # The day may have shrunk since the claim; the post never shows more papers than it says there are.
    of_day = len(corpus.top(delivery.day, delivery.day)) if listing and not personal else 0
    total = max(of_day, len(found))
    text = _NEWS if listing and delivery.left_out and not personal else None
    text = text or _lead(delivery, personal, len(entries), total, any(entry.reason for entry in entries))
    return DigestPost(
        guild_id=delivery.guild_id,
        channel_id=delivery.channel_id,
        kind=delivery.kind,
        day=delivery.day,
        language=subscription.language,
        lead=text.fill(day=delivery.day, count=len(entries), total=total, left_out=delivery.left_out).in_(
            subscription.language
        ),
        hits=tuple(entry.hit for entry in entries),
        total=total,
        marker=marker_of(delivery),
        nonce=nonce_of(delivery),
        entries=entries,
        rest=total - len(entries),
        role_id=subscription.role_id,
        user_id=subscription.user_id,
        late=is_late(delivery, subscription, now),
        threads=subscription.threads,
        publish=subscription.publish,
    )


def parts_of(post: DigestPost) -> tuple[DigestPost, ...]:
    """Return a post as one for each of its papers, in their order; only the first one pings."""
    lead = post.lead if post.kind == "highlights" else _PART.fill(day=post.day).in_(post.language)
    return tuple(
        replace(
            post,
            lead=lead,
            hits=(entry.hit,),
            entries=(entry,),
            marker=f"#{_digest(post.nonce, entry.hit.paper.arxiv_id)[:10]}",
            nonce=_digest(post.nonce, entry.hit.paper.arxiv_id)[:24],
            rest=0,
            role_id=post.role_id if number == 0 else None,
            threads="none",
            part=entry.hit.paper.arxiv_id,
        )
        for number, entry in enumerate(post.entries)
    )


def nonce_of(delivery: Delivery) -> str:
    """Return the nonce of a delivery, the same for each attempt: Discord accepts 25 characters."""
    return _digest(delivery.channel_id, delivery.kind, delivery.day)[:24]


def marker_of(delivery: Delivery) -> str:
    """Return the short text in the message that distinguishes it from all others."""
    return f"#{_digest(delivery.channel_id, delivery.kind, delivery.day)[:10]}"


def fitting(day: date, subscription: Subscription, corpus: Corpus) -> Iterable[str]:
    """Return the papers of a listing day with the votes a channel requires, best first."""
    return corpus.top(day, day, subscription.min_votes or None).ids


def _followed(due: Due, subscription: Subscription, corpus: Corpus) -> Iterator[Pick]:
    for match in matches(corpus, subscription.follows, due.since or due.day, due.day):
        yield Pick(match.hit.paper.arxiv_id, match.follow.value)


def _entries(delivery: Delivery, corpus: Corpus) -> Iterator[DigestEntry]:
    day = delivery.day if delivery.kind == "listing" else None
    for pick in delivery.picks:
        if paper := corpus.paper(pick.arxiv_id):
            listing = paper.listed_in(day, day) or paper.newest
            telling = next(iter(corpus.sentences(paper)), None)
            yield DigestEntry(Hit(paper, listing, 0.0), pick.reason, telling)


def _lead(delivery: Delivery, personal: bool, count: int, total: int, pinned: bool) -> Text:
    if personal:
        return _FOLLOWED
    if delivery.kind == "highlights":
        return _HIGHLIGHTS
    if total <= count:
        return _ALL
    return _SELECTION if pinned else _LISTING


def _digest(*parts: object) -> str:
    return hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()
