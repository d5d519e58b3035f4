"""What a post shows: chosen once, kept with its reasons, composed the same at every try."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.digest.post import choose, compose
from bot.search.corpus import Corpus
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Delivery, Due, Pick, Subscription
from bot.storage.follow import Follow
from tests.conftest import MakePaper

DAY = date(2024, 10, 25)
NOW = datetime(2024, 10, 25, 9, tzinfo=UTC)
LISTING = Due("listing", DAY)
SUB = Subscription(1, 2, time(9), "UTC", 3, "en", "nothing", 3, NOW - timedelta(days=1))
TOPIC = Follow("topic", "robot hands")
NOBODY = frozenset[str]()


def corpus(make_paper: MakePaper) -> Corpus:
    """Return a day of six papers, 1 to 6 votes but for one unknown, and an older day of one."""
    return Corpus(
        [
            make_paper("2410.00001", "Robot Hands That Grasp", "손입니다. 그리고 더 있습니다.", votes=1),
            *(make_paper(f"2410.0000{n}", f"Thing {n}", f"{n}번입니다.", votes=n) for n in (2, 3, 4, 5)),
            make_paper("2410.00006", "Thing 6", "", votes=None, authors=("Ada Lovelace",)),
            make_paper("2410.00007", "Old Robot Hands", "", day="2024-10-24", votes=99),
        ]
    )


def chosen(
    make_paper: MakePaper, subscription: Subscription, due: Due = LISTING, shown: frozenset[str] = NOBODY
) -> str:
    """Return the last digits of what is chosen; a followed one carries a star."""
    picks = choose(due, subscription, corpus(make_paper), shown)
    return " ".join(pick.arxiv_id[-1] + ("*" if pick.reason else "") for pick in picks)


def claimed(*ids: str, kind: str = "listing") -> Delivery:
    return Delivery(1, 2, kind, DAY, NOW, tuple(Pick(f"2410.0000{n}") for n in ids))  # type: ignore[arg-type]


def test_the_best_by_votes_come_first_unknown_votes_last(make_paper: MakePaper) -> None:
    assert chosen(make_paper, SUB) == "5 4 3"
    assert chosen(make_paper, replace(SUB, count=10)) == "5 4 3 2 1 6"


def test_followed_papers_stand_on_top_and_count(make_paper: MakePaper) -> None:
    assert chosen(make_paper, replace(SUB, follows=(TOPIC,))) == "1* 5 4"
    assert choose(LISTING, replace(SUB, follows=(TOPIC,)), corpus(make_paper), NOBODY)[0].reason == "robot hands"


def test_too_few_and_unknown_votes_do_not_pass_not_even_followed(make_paper: MakePaper) -> None:
    ada = Follow("author", "Ada Lovelace")
    assert chosen(make_paper, replace(SUB, min_votes=4, count=10, follows=(TOPIC, ada))) == "5 4"
    assert chosen(make_paper, replace(SUB, min_votes=6)) == ""
    assert chosen(make_paper, replace(SUB, min_votes=99), Due("highlights", DAY)) == "7"


def test_a_person_gets_what_they_follow_only_of_all_days_and_nothing_twice(make_paper: MakePaper) -> None:
    person = replace(SUB, user_id=7, guild_id=0, follows=(TOPIC,), count=1)
    both = Due("listing", DAY, DAY - timedelta(days=1))
    assert chosen(make_paper, person, both) == "7* 1*"
    assert chosen(make_paper, person) == "1*"
    assert chosen(make_paper, person, both, frozenset({"2410.00007"})) == "1*"
    assert chosen(make_paper, replace(person, follows=(Follow("topic", "zebras"),)), both) == ""


def test_a_post_tells_what_is_left_of_the_day_and_a_sentence_of_each_paper(make_paper: MakePaper) -> None:
    subscription = replace(SUB, role_id=5, threads="post")
    post = compose(claimed("5", "1", "6"), subscription, corpus(make_paper), NOW)
    assert post is not None
    assert (post.total, post.rest, post.role_id, post.threads, post.late) == (6, 3, 5, "post", False)
    assert [entry.telling and entry.telling.text for entry in post.entries] == ["5번입니다.", "손입니다.", None]
    assert post.hits == tuple(entry.hit for entry in post.entries)
    assert post.lead == "Daily papers of Oct 25, 2024: the best 3 of 6, by votes."
    late = compose(claimed("5"), subscription, corpus(make_paper), NOW + timedelta(hours=1))
    assert late is not None
    assert late.late
    assert (late.marker, late.nonce) == (post.marker, post.nonce)


def test_a_person_is_told_how_many_more_there_were(make_paper: MakePaper) -> None:
    person = replace(SUB, user_id=7, guild_id=0, follows=(TOPIC,), count=2)
    post = compose(claimed("7", "1", "5"), person, corpus(make_paper), NOW)
    assert post is not None
    assert (len(post.entries), post.total, post.rest, post.user_id) == (2, 3, 1, 7)
    assert post.lead == "New papers on what you follow, up to Oct 25, 2024: 3."


def test_what_left_the_corpus_is_left_out_and_a_post_of_nothing_is_none(make_paper: MakePaper) -> None:
    post = compose(claimed("5", "9"), SUB, corpus(make_paper), NOW)
    assert post is not None
    assert len(post.entries) == 1
    assert compose(claimed("9"), SUB, corpus(make_paper), NOW) is None


async def test_the_reasons_are_kept_with_the_claim(make_paper: MakePaper, tmp_path: Path) -> None:
    picks = choose(LISTING, replace(SUB, follows=(TOPIC,)), corpus(make_paper), NOBODY)
    async with Store.open(tmp_path / "db") as store:
        ledger = DigestLedger(store)
        await ledger.subscribe(SUB)
        await ledger.claim(SUB, [(LISTING, picks)], NOW)
        (delivery,) = await ledger.deliveries(2)
    assert delivery.picks == picks
    # The topic is followed no more, yet what was claimed is what is sent.
    post = compose(delivery, SUB, corpus(make_paper), NOW)
    assert post is not None
    assert [entry.reason for entry in post.entries] == ["robot hands", None, None]
    assert "a selection of 3 of 6" in post.lead
