"""Trends: papers and votes of a topic, week by week."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.corpus.paper import Listing, Paper
from bot.discovery.trends import trend
from bot.errors import InputError, NotFoundError
from bot.search.corpus import Corpus
from bot.search.glossary import Concept, Glossary
from tests.conftest import MakePaper
from tests.search.shelf import random_papers, shelved

# A Monday, and the Wednesday of the week after the next.
MONDAY, TODAY = date(2024, 10, 21), date(2024, 11, 6)
GLOSSARY = Glossary((Concept("§diffusion", ("diffusion model", "diffusion"), ("확산 모델", "확산")),))


@pytest.fixture
def listed(make_paper: MakePaper) -> Corpus:
    """Return three weeks: papers in the first and in the last, none in between."""
    papers = [
        make_paper("2410.00001", "Diffusion for Cats", day="2024-10-21", votes=5),
        make_paper("2410.00002", "Cats", "고양이를 위한 확산 모델을 소개합니다.", day="2024-10-27", votes=7),
        make_paper("2410.00003", "Dogs", "강아지입니다.", day="2024-10-23", votes=90),
        make_paper("2411.00001", "Birds by Diffusion", day="2024-11-05", votes=None),
        make_paper("2411.00002", "Fish", day="2024-11-06", votes=4),
    ]
    return Corpus(papers, glossary=GLOSSARY)


def test_a_week_goes_from_monday_to_sunday_and_counts_papers_of_both_languages(listed: Corpus) -> None:
    first = trend(listed, "diffusion", 3, TODAY).weeks[0]
    assert (first.monday, first.listed, first.papers, first.votes) == (MONDAY, 3, 2, 12)
    assert first.share == pytest.approx(2 / 3)


def test_a_week_without_a_listing_is_unknown_and_not_zero(listed: Corpus) -> None:
    gap = trend(listed, None, 3, TODAY).weeks[1]
    assert (gap.listed, gap.papers, gap.votes, gap.share) == (0, None, None, None)


def test_unknown_votes_are_not_zero_and_no_papers_have_none(listed: Corpus) -> None:
    assert trend(listed, "diffusion", 3, TODAY).weeks[2].votes is None
    assert (trend(listed, "dogs", 3, TODAY).weeks[2].papers, trend(listed, "dogs", 3, TODAY).weeks[2].votes) == (0, 0)


def test_without_a_topic_all_papers_count(listed: Corpus) -> None:
    everything = trend(listed, None, 3, TODAY)
    assert [week.papers for week in everything.weeks] == [3, None, 2]
    assert [hit.paper.title for hit in everything.best][:2] == ["Dogs", "Cats"]
    assert everything.papers == 5


def test_the_weeks_end_with_the_newest_listing_that_is_not_in_the_future(listed: Corpus) -> None:
    assert trend(listed, None, 1, date(2025, 3, 1)).until == date(2024, 11, 6)
    before = trend(listed, None, 1, date(2024, 11, 1))
    assert (before.until, before.since, before.papers) == (date(2024, 10, 27), MONDAY, 3)


def test_a_paper_listed_twice_in_a_week_counts_once_there_and_in_each_of_its_weeks(make_paper: MakePaper) -> None:
    days = [Listing(date(2024, 10, day), votes, 0, "a.txt") for day, votes in ((30, 9), (23, 4), (22, 3))]
    twice: Paper = replace(make_paper(), listings=tuple(days))
    both = trend(Corpus([twice]), None, 2, TODAY)
    assert [(week.papers, week.votes) for week in both.weeks] == [(1, 4), (1, 9)]
    assert both.papers == 1


def test_the_best_papers_have_the_most_votes_and_unknown_ones_come_last(listed: Corpus) -> None:
    best = trend(listed, "diffusion", 3, TODAY).best
    assert [hit.listing.votes for hit in best] == [7, 5, None]


def test_an_author_is_no_topic(make_paper: MakePaper) -> None:
    corpus = Corpus([make_paper("1", "Cats", authors=("Quan Gan",)), make_paper("2", "Training a GAN", votes=3)])
    assert [hit.paper.arxiv_id for hit in trend(corpus, "gan", 1, TODAY).best] == ["2"]


def test_parts_of_a_compound_name_do_not_stand_for_it(make_paper: MakePaper) -> None:
    corpus = Corpus([make_paper("1", "GPT with 4 heads"), make_paper("2", "GPT-4 at work")])
    assert [hit.paper.arxiv_id for hit in trend(corpus, "GPT-4", 1, TODAY).best] == ["2"]


def test_a_topic_in_a_name_and_in_the_text_is_one_and_other_names_do_not_matter(make_paper: MakePaper) -> None:
    papers = [
        make_paper("1", "A GAN", authors=("Quan Gan",)),
        make_paper("2", "Cats", authors=("Mo Organ", "Quan Gan")),
        make_paper("3", "Of a GAN", authors=("Mo Organ",)),
        make_paper("4", "With a GAN"),
    ]
    corpus, shelf = shelved(papers)
    assert {hit.paper.arxiv_id for hit in trend(corpus, "gan", 1, TODAY).best} == {"1", "3", "4"}
    # The three that are shown; before that those of a name like the topic, to look where else it stands.
    assert shelf.reads.total() == 3 + 3


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("topic", [None, "diffusion", "mamba", "환각"])
def test_weeks_are_those_of_a_count_paper_by_paper(seed: int, topic: str | None) -> None:
    papers = random_papers(random.Random(seed), 50)
    corpus, shelf = shelved(papers)
    count = 1 + seed
    found = trend(corpus, topic, count, TODAY)
    reads = shelf.reads.total()
    own = [one for one in papers if topic is None or topic in "\n".join((one.title, one.summary, *one.keywords))]
    for week in found.weeks:
        end = min(week.monday + timedelta(days=6), TODAY)
        votes = [one.votes for paper in own if (one := paper.listed_in(week.monday, end))]
        known = [each for each in votes if each is not None]
        assert week.listed == sum(paper.listed_in(week.monday, end) is not None for paper in papers)
        assert week.papers == (len(votes) if week.listed else None)
        assert week.votes == (sum(known) if week.listed and (known or not votes) else None)
    listed = [one for paper in own if (one := paper.listed_in(found.since, found.until))]
    best = sorted((-1 if one.votes is None else one.votes for one in listed), reverse=True)[:5]
    assert found.papers == len(listed)
    assert [-1 if hit.listing.votes is None else hit.listing.votes for hit in found.best] == best
    # Of a topic, those are read too whose author's name it is (of mamba: Bo Mamba).
    named = sum("Mamba" in "".join(paper.authors) for paper in papers) if topic == "mamba" else 0
    assert reads <= len(found.best) + named


def test_a_topic_that_no_paper_has_is_not_replaced_by_another(listed: Corpus) -> None:
    with pytest.raises(NotFoundError, match="diffusoin"):
        trend(listed, "diffusoin", 3, TODAY)


def test_a_topic_of_earlier_weeks_is_pointed_to(listed: Corpus) -> None:
    with pytest.raises(NotFoundError, match="the newest before is of Oct 23, 2024") as caught:
        trend(listed, "dogs", 1, TODAY)
    assert "2024년 10월 23일" in caught.value.in_("ko")


@pytest.mark.parametrize("topic", ["", " the of ", "은 는"])
def test_a_topic_without_a_telling_word_is_refused(listed: Corpus, topic: str) -> None:
    with pytest.raises(InputError, match="nothing to search for"):
        trend(listed, topic, 3, TODAY)


@pytest.mark.parametrize("weeks", [0, 53, -1])
def test_only_some_numbers_of_weeks_can_be_asked_for(listed: Corpus, weeks: int) -> None:
    with pytest.raises(InputError, match="1 to 52"):
        trend(listed, None, weeks, TODAY)


def test_an_empty_corpus_and_a_day_before_all_listings_are_told_apart(listed: Corpus) -> None:
    with pytest.raises(NotFoundError, match="no listings yet"):
        trend(Corpus(()), None, 3, TODAY)
    with pytest.raises(NotFoundError, match="first listings are of Oct 21, 2024"):
        trend(listed, None, 3, date(2024, 10, 20))


def test_the_seeds_have_three_weeks_with_listings(corpus: Corpus) -> None:
    seeds = trend(corpus, None, 16, date(2025, 3, 1))
    assert [week.papers for week in seeds.weeks if week.papers is not None] == [93, 16, 50]
    assert (seeds.papers, len(seeds.weeks), seeds.since) == (159, 16, MONDAY)
