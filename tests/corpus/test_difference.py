"""The difference of two sets of papers says all that changes, and has a name of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.corpus.difference import Difference, Update, compare
from bot.corpus.loader import read_folder
from bot.corpus.paper import Paper
from tests.corpus.samples import DAY, SEEDS, paper

NEXT_DAY = date(2024, 11, 25)


def test_the_difference_names_what_was_added_updated_and_removed() -> None:
    kept, changed, gone, new = (paper(f"2411.0000{number}") for number in range(4))
    update = replace(changed, title="Another title")
    difference = compare({p.arxiv_id: p for p in (kept, changed, gone)}, {p.arxiv_id: p for p in (new, update, kept)})
    assert (difference.added, difference.removed) == ((new,), (gone,))
    assert difference.updated == (Update(changed, update),)
    assert (difference.unchanged, difference.votes_changed) == (1, 0)
    assert difference


def test_the_same_papers_differ_in_nothing() -> None:
    papers = read_folder(SEEDS, {}).papers
    difference = compare(papers, papers)
    assert not difference
    assert difference.unchanged == 159


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ({DAY: 1}, {DAY: 2}, 1),
        ({DAY: None}, {DAY: 0}, 1),
        ({DAY: 1}, {DAY: None}, 1),
        ({DAY: 1, NEXT_DAY: 2}, {DAY: 3, NEXT_DAY: 4}, 1),
        ({DAY: 1}, {DAY: 1, NEXT_DAY: 5}, 0),
        ({DAY: 1, NEXT_DAY: 5}, {DAY: 1}, 0),
    ],
)
def test_changed_votes_are_counted_by_paper_and_a_new_day_is_no_changed_vote(
    before: dict[date, int | None], after: dict[date, int | None], changed: int
) -> None:
    difference = compare({"2411.14384": paper(days=before)}, {"2411.14384": paper(days=after)})
    assert (len(difference.updated), difference.votes_changed) == (1, changed)


def test_the_newest_day_with_other_votes_is_the_one_that_is_told() -> None:
    update = Update(paper(days={DAY: 1, NEXT_DAY: 2}), paper(days={DAY: 3, NEXT_DAY: 4}))
    assert update.votes is not None
    assert [(listing.day, listing.votes) for listing in update.votes] == [(NEXT_DAY, 2), (NEXT_DAY, 4)]


@pytest.mark.parametrize(
    ("after", "days", "sections"),
    [
        (paper(text="other words", days={DAY: 9, NEXT_DAY: 2}), (), 0),
        (paper(days={DAY: 1}), (NEXT_DAY,), 0),
        (paper(days={date(2024, 11, 26): 1}), (NEXT_DAY, DAY), 0),
        (replace(paper(days={DAY: 1, NEXT_DAY: 2}), sections=()), (), 1),
    ],
)
def test_an_update_that_takes_a_day_or_a_section_away_loses_something(
    after: Paper, days: tuple[date, ...], sections: int
) -> None:
    update = Update(paper(days={DAY: 1, NEXT_DAY: 2}), after)
    assert (update.lost_days, update.lost_sections) == (days, sections)
    assert update.loses is Difference(updated=(update,)).loses is bool(days or sections)


def test_a_digest_stands_for_what_changes_and_for_nothing_else() -> None:
    one, other = paper("2411.00001"), paper("2411.00002")
    new_text = replace(one, title="Another title")
    different = [
        Difference(added=(one,)),
        Difference(added=(other,)),
        Difference(added=(new_text,)),
        Difference(removed=(one,)),
        Difference(added=(one, other)),
        Difference(updated=(Update(one, new_text),)),
        Difference(),
    ]
    assert len({difference.digest for difference in different}) == len(different)
    assert Difference(added=(one, other)).digest == Difference(added=(other, one), unchanged=9).digest
