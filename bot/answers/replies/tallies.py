"""Replies that count over all listings: papers by author and by day, votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np

from bot.answers import phrases
from bot.answers.reply import Reply
from bot.answers.request import Request
from bot.answers.understand.about_listings import Tally
from bot.search.corpus import Corpus
from bot.search.hits import Hit
from bot.texts import Text, joined

__all__ = ["tally_reply"]

_MOST_DAYS, _MOST_NAMES, _SHOWN = 12, 5, 5

_MOST_PAPERS = Text("Most papers here: {names}.", "논문이 가장 많은 저자: {names}.")
_TIED = Text(
    "{count:,} authors have the most papers here, {papers} each, among them {names}.",
    "논문이 가장 많은 저자는 {count:,}명이고, 각각 {papers}입니다. 그중 {names}.",
)
_THEIRS = Text("The papers of {name}:", "{name}의 논문:")
_AUTHORS = Text("{count:,} authors", "저자 {count:,}명")
_ONE_AUTHOR = Text("one author", "저자 1명")
_LARGEST = Text("“{title}” has the most authors: {authors}.", "저자가 가장 많은 논문은 “{title}”, {authors}입니다.")
_SMALLEST = Text("“{title}” has the fewest authors: {authors}.", "저자가 가장 적은 논문은 “{title}”, {authors}입니다.")
_IN_ORDER = Text("In order: {authors}.", "차례로 {authors}.")
_NO_AUTHORS = Text("The listings name no authors.", "목록에 저자가 적혀 있지 않습니다.")
_BY_DAY = Text("Papers by day: {days}.", "날짜별 논문 수: {days}.")
_SOME_BY_DAY = Text("Papers on the {count:,} newest days: {days}.", "최근 {count:,}일의 날짜별 논문 수: {days}.")
_FULLEST = Text("The most papers are of {days}: {papers}.", "논문이 가장 많은 날은 {days}, {papers}입니다.")
_EMPTIEST = Text("The fewest papers are of {days}: {papers}.", "논문이 가장 적은 날은 {days}, {papers}입니다.")
_MOST_VOTED = Text(
    "The papers of {days} have the most votes together: {votes:,}.",
    "추천 수를 합치면 {days}이(가) 가장 많습니다: {votes:,}.",
)
_PEOPLE = Text("The papers here name {count:,} different authors.", "여기 논문들의 저자는 모두 {count:,}명입니다.")
_VOTES = Text(
    "All papers together have {votes:,} votes, {mean:.1f} on average.",
    "모든 논문의 추천 수를 합치면 {votes:,}, 평균은 {mean:.1f}입니다.",
)
_NO_VOTES = Text("The listings give no votes.", "목록에 추천 수가 적혀 있지 않습니다.")


def tally_reply(tally: Tally, request: Request, corpus: Corpus) -> Reply:
    """Return what is counted over all listings, with the papers of the first author."""
    hits: Sequence[Hit] = ()
    if tally == "most_papers":
        text, hits = _authors(corpus)
    elif tally in ("most_authors", "fewest_authors"):
        text, hits = _teams(tally, corpus)
    elif tally == "people_in_all":
        text = _PEOPLE.fill(count=len(corpus.table.names.values))
    elif tally == "votes_in_all":
        text = _votes(corpus)
    else:
        text = _days(tally, corpus)
    shown = min(len(hits), _SHOWN)
    return Reply("answered", request.language, text.in_(request.language), hits, shown=shown, total=len(hits))


def _authors(corpus: Corpus) -> tuple[Text, Sequence[Hit]]:
    """Return who has most papers, and the papers of the only or first one."""
    names = corpus.table.names
    counts: list[int] = np.bincount(names.numbers, minlength=len(names.values)).tolist()
    order = sorted(range(len(counts)), key=lambda number: -counts[number])[:_MOST_NAMES]
    if not order:
        return _NO_AUTHORS, ()
    most = counts[order[0]]
    tied, first = counts.count(most), [names.values[number] for number in order]
    papers = {number for person in corpus.authors.find(first[0]).people for number in person.papers}
    if tied > _MOST_NAMES:
        head = _TIED.fill(count=tied, papers=phrases.papers(most), names=", ".join(first))
    else:
        named = (f"{name} ({counts[number]})" for name, number in zip(first, order, strict=True))
        head = _MOST_PAPERS.fill(names=", ".join(named))
    return joined((head, _THEIRS.fill(name=first[0])), " "), corpus.by_authors(papers)


def _teams(tally: Tally, corpus: Corpus) -> tuple[Text, Sequence[Hit]]:
    """Return the papers with the most or the fewest authors."""
    counts: list[int] = np.diff(corpus.table.names.starts).tolist()
    named = [number for number, count in enumerate(counts) if count]
    if not named:
        return _NO_AUTHORS, ()
    most = tally == "most_authors"
    named.sort(key=lambda number: -counts[number] if most else counts[number])
    papers = [corpus.papers[number] for number in named[:_SHOWN]]
    first = _author_count(counts[named[0]])
    told = joined([_author_count(counts[number]) for number in named[:_SHOWN]])
    head = (_LARGEST if most else _SMALLEST).fill(title=papers[0].title, authors=first)
    return joined((head, _IN_ORDER.fill(authors=told)), " "), tuple(Hit(one, one.newest, 0.0) for one in papers)


def _author_count(count: int) -> Text:
    return _ONE_AUTHOR if count == 1 else _AUTHORS.fill(count=count)


def _days(tally: Tally, corpus: Corpus) -> Text:
    """Return how many papers the days have, the fullest, emptiest or most voted day first."""
    days, counts = np.unique(corpus.table.days, return_counts=True)
    by_day = {date.fromordinal(day): count for day, count in zip(days.tolist(), counts.tolist(), strict=True)}
    if tally == "most_voted_day":
        return _most_voted(corpus)
    newest = sorted(by_day, reverse=True)[:_MOST_DAYS]
    listed = joined([_day_and_papers(day, by_day[day]) for day in reversed(newest)])
    whole = _BY_DAY if len(newest) == len(by_day) else _SOME_BY_DAY.fill(count=len(newest))
    counted = whole.fill(days=listed)
    if tally == "papers_a_day":
        return counted
    wanted = max(by_day.values()) if tally == "fullest_day" else min(by_day.values())
    first = joined([day for day, count in sorted(by_day.items()) if count == wanted][:_MOST_NAMES])
    head = _FULLEST if tally == "fullest_day" else _EMPTIEST
    return joined((head.fill(days=first, papers=phrases.papers(wanted)), counted), " ")


def _day_and_papers(day: date, count: int) -> Text:
    return Text("{day}: {count:,}", "{day} {count:,}편").fill(day=day, count=count)


def _most_voted(corpus: Corpus) -> Text:
    sums = Counter[date]()
    for day, votes in zip(corpus.table.days.tolist(), corpus.table.votes.tolist(), strict=True):
        sums[date.fromordinal(day)] += max(votes, 0)
    most = max(sums.values())
    if not most:
        return _NO_VOTES
    return _MOST_VOTED.fill(days=joined([day for day, votes in sorted(sums.items()) if votes == most]), votes=most)


def _votes(corpus: Corpus) -> Text:
    """Return all votes of the papers' newest listings, and their mean."""
    votes = corpus.table.votes[corpus.table.listed[:-1]]
    known = votes[votes >= 0]
    return _VOTES.fill(votes=int(known.sum()), mean=float(known.mean())) if len(known) else _NO_VOTES
