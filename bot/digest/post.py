"""The daily post as a value, independent of its display."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from bot.digest.favourites import Liked
from bot.digest.leads import ARCHIVE, days_covered, lead_of
from bot.digest.marks import marker_of, nonce_of
from bot.digest.schedule import is_late
from bot.search.corpus import Corpus
from bot.search.follows import matches
from bot.search.hits import Hit
from bot.search.sentences import Sentence
from bot.storage.digests.values import Delivery, Due, Kind, Pick, Subscription, Threads
from bot.texts import Language

__all__ = [
    "DigestEntry",
    "DigestPost",
    "TopicPing",
    "choose",
    "compose",
    "days_of",
    "fitting",
    "pick",
    "shown_after",
]

# A paper shown this recently is not posted again: sources repeat papers over a weekend, people resubmit them.
_NO_NEWS = timedelta(days=14)
# A review has papers that the daily posts have shown, but not those of the review before.
_NO_REVIEW: Mapping[Kind, timedelta] = {"week": timedelta(days=14), "month": timedelta(days=45)}

# Papers claimed for a person beyond those shown are counted as "more".
_MOST_FOLLOWED = 100


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """A paper of a post, the followed topic or author that put it on top, and a sentence about it."""

    hit: Hit
    reason: str | None
    telling: Sentence | None


@dataclass(frozen=True, slots=True)
class TopicPing:
    """A role that a post pings, and the ids of those of its papers that are on the role's topic."""

    role_id: int
    arxiv_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class DigestPost:
    """One message of the daily post in plain text, containing `marker` so that it can be found again.

    Of `total` candidate papers, `rest` are not shown. A `late` post comes noticeably after its hour. With `user_id` it
    is a direct message; a `part` is the post of one paper, given by its arXiv id, in a forum. A review has the papers
    listed from `since` to `until`; `covered` names the days that have a listing unless all do, and `favourites` are
    papers that the server's members liked in that time. `member_votes` are their votes for the papers of the post,
    by arXiv id. Besides `role_id` it pings those of `topic_pings`.
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
    since: date | None = None
    until: date | None = None
    covered: str = ""
    favourites: tuple[Hit, ...] = ()
    member_votes: Mapping[str, int] = field(default_factory=dict[str, int])
    publish: bool = True
    part: str | None = None
    topic_pings: tuple[TopicPing, ...] = ()

    @property
    def pinged(self) -> tuple[int, ...]:
        """The roles that it pings."""
        roles = (ping.role_id for ping in self.topic_pings)
        return tuple(roles) if self.role_id is None else (self.role_id, *roles)

    @property
    def is_divided(self) -> bool:
        """Whether a forum gets a post for each paper; a review is one whole."""
        return self.threads == "papers" and self.kind in ("listing", "highlights")

    @property
    def title(self) -> str:
        """What a forum shows above the post."""
        if self.part is not None:
            return self.hits[0].paper.title
        if self.kind == "highlights":
            return ARCHIVE.fill(day=self.day).in_(self.language)
        return self.lead


def choose(due: Due, subscription: Subscription, corpus: Corpus, shown: frozenset[str]) -> tuple[Pick, ...]:
    """Return the papers to post, empty if nothing fits.

    For a listing day or a review: followed papers, then the best by votes; for a person only the former. For
    highlights: the best of the archive. Papers in `shown` are excluded.
    """
    if subscription.user_id is not None:
        followed = (pick for pick in _followed(due, subscription, corpus) if pick.arxiv_id not in shown)
        return tuple(islice(followed, _MOST_FOLLOWED))
    if _is_of_archive(due):
        archive = corpus.top(date.min, due.day, subscription.min_votes or None).ids
        unseen = (arxiv_id for arxiv_id in archive if arxiv_id not in shown)
        return tuple(map(Pick, islice(unseen, subscription.count)))
    unseen = (arxiv_id for arxiv_id in fitting(due, subscription, corpus) if arxiv_id not in shown)
    best = {arxiv_id: Pick(arxiv_id) for arxiv_id in unseen}
    pinned = {pick.arxiv_id: pick for pick in _followed(due, subscription, corpus) if pick.arxiv_id in best}
    return tuple((pinned | {key: pick for key, pick in best.items() if key not in pinned}).values())[
        : subscription.count
    ]


def pick(due: Due, subscription: Subscription, corpus: Corpus, shown: frozenset[str]) -> tuple[Due, tuple[Pick, ...]]:
    """Return a post with its papers, and the number of the day's papers excluded because they were `shown`."""
    if subscription.user_id is None and due.kind == "listing":
        due = replace(due, left_out=sum(arxiv_id in shown for arxiv_id in fitting(due, subscription, corpus)))
    return due, choose(due, subscription, corpus, shown)


def shown_after(due: Due, subscription: Subscription) -> datetime | None:
    """Return the moment since which shown papers are excluded from a post, None for ever.

    In a channel it depends on the listing day, not on the present: a day without new papers must not be posted later.
    """
    if subscription.user_id is not None or _is_of_archive(due):
        return None
    return datetime.combine(due.day, time(), UTC) - _NO_REVIEW.get(due.kind, _NO_NEWS)


def compose(
    delivery: Delivery, subscription: Subscription, corpus: Corpus, now: datetime, liked: Liked | None = None
) -> DigestPost | None:
    """Return the message of a claimed delivery, or None if the corpus has none of its papers any more.

    `liked` is what the server's members think of papers.
    """
    liked = liked or Liked()
    found = tuple(_entries(delivery, corpus))
    if not found:
        return None
    personal = subscription.user_id is not None
    entries = found[: subscription.count] if personal else found
    # The days may have shrunk since the claim; the post never shows more papers than it says there are.
    total = max(0 if personal else _listed(delivery, corpus), len(found))
    post = _begun(delivery, subscription, entries, total)
    covered = days_covered(delivery, corpus)
    return replace(
        post,
        rest=total - len(entries),
        late=is_late(delivery, subscription, now),
        covered=covered.in_(subscription.language) if covered is not None else "",
        favourites=tuple(_named(liked.favourites, corpus)),
        member_votes=liked.votes,
    )


def _begun(delivery: Delivery, subscription: Subscription, entries: tuple[DigestEntry, ...], total: int) -> DigestPost:
    """Return a post as far as it follows from its delivery, its subscription and its papers."""
    pinned = any(entry.reason for entry in entries)
    personal = subscription.user_id is not None
    lead = lead_of(delivery, personal=personal, pinned=pinned, count=len(entries), total=total)
    return DigestPost(
        guild_id=delivery.guild_id,
        channel_id=delivery.channel_id,
        kind=delivery.kind,
        day=delivery.day,
        language=subscription.language,
        lead=lead.in_(subscription.language),
        hits=tuple(entry.hit for entry in entries),
        total=total,
        marker=marker_of(*delivery.key),
        nonce=nonce_of(*delivery.key),
        entries=entries,
        role_id=subscription.role_id,
        user_id=subscription.user_id,
        threads=subscription.threads,
        publish=subscription.publish,
        since=delivery.since,
        until=delivery.until,
    )


def fitting(due: Due, subscription: Subscription, corpus: Corpus) -> Iterable[str]:
    """Return the papers of a listing day or a review with the votes a channel requires, best first."""
    return corpus.top(*days_of(due), subscription.min_votes or None).ids


def days_of(due: Due) -> tuple[date, date]:
    """Return the first and last day of a channel's listing post or review."""
    return (due.day, due.day) if due.until is None else (due.since or due.until, due.until)


def _is_of_archive(due: Due) -> bool:
    """Tell whether a post shows highlights of the archive."""
    return due.kind == "highlights" or (due.kind != "listing" and due.until is None)


def _listed(delivery: Delivery, corpus: Corpus) -> int:
    """Return how many papers were listed in the days of a post, 0 for highlights."""
    since, until = _days(delivery)
    return len(corpus.top(since, until)) if since is not None and until is not None else 0


def _days(delivery: Delivery) -> tuple[date | None, date | None]:
    return (delivery.day, delivery.day) if delivery.kind == "listing" else (delivery.since, delivery.until)


def _followed(due: Due, subscription: Subscription, corpus: Corpus) -> Iterator[Pick]:
    for match in matches(corpus, subscription.follows, due.since or due.day, due.until or due.day):
        yield Pick(match.hit.paper.arxiv_id, match.follow.value)


def _named(arxiv_ids: Sequence[str], corpus: Corpus) -> Iterator[Hit]:
    for paper in filter(None, map(corpus.paper, arxiv_ids)):
        yield Hit(paper, paper.newest, 0.0)


def _entries(delivery: Delivery, corpus: Corpus) -> Iterator[DigestEntry]:
    since, until = _days(delivery)
    for pick in delivery.picks:
        if paper := corpus.paper(pick.arxiv_id):
            listing = paper.listed_in(since, until) or paper.newest
            telling = next(iter(corpus.sentences(paper)), None)
            yield DigestEntry(Hit(paper, listing, 0.0), pick.reason, telling)
