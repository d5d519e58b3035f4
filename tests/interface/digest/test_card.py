"""The daily post keeps Discord's limits, whatever papers it shows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.paper import Section
from bot.digest.post import DigestEntry, DigestPost
from bot.interface.digest.card import digest_card
from tests.interface.look import buttons, menus, pictures, text, weigh
from tests.interface.made_papers import DAY, assert_within_limits, hit, nasty, paper, sent

POST = DigestPost(
    1, 2, "listing", DAY, "ko", "오늘의 논문", (), 1, "#abc", "nonce", (DigestEntry(hit(paper()), None, None),)
)


async def test_a_post_shows_each_paper_with_a_sentence_and_opens_it() -> None:
    card = sent(digest_card(POST))
    assert text(card).startswith("### 오늘의 논문\n**1.** [A title](https://arxiv.org/abs/2411.00001)")
    assert "> 요약입니다." in text(card)
    assert text(card).endswith("\n-# #abc")
    (menu,) = menus(card).values()
    assert [option["value"] for option in menu["options"]] == ["2411.00001"]
    assert list(buttons(card)) == ["👍"]


async def test_each_paper_of_a_servers_post_can_be_voted_for_by_its_number() -> None:
    papers = [replace(paper(thumbnail="https://example.org/a.png"), arxiv_id=f"2411.{n:05}") for n in range(1, 11)]
    entries = tuple(DigestEntry(hit(one), None, None) for one in papers)
    post = replace(POST, entries=entries, member_votes={"2411.00002": 1_234}, rest=5)
    card = sent(digest_card(post))
    votes = [one for one in buttons(card).values() if one["custom_id"].startswith("vote:")]
    assert [one["label"] for one in votes] == ["1. 👍", "2. 👍 1,234", *(f"{n}. 👍" for n in range(3, 11))]
    assert [one["custom_id"] for one in votes][:2] == ["vote:2411.00001:1", "vote:2411.00002:2"]
    assert weigh(card)[1] == 39, "one more picture takes two"
    assert len(pictures(card)) == 5, "the first ones keep their pictures"
    assert len(pictures(sent(digest_card(replace(post, entries=entries[:5]))))) == 5
    assert_within_limits(digest_card(post))
    assert len(pictures(sent(digest_card(replace(post, user_id=5, guild_id=0))))) == 10


async def test_a_late_post_says_so() -> None:
    assert "늦게 전해 드립니다" in text(sent(digest_card(replace(POST, late=True))))
    assert "late" in text(sent(digest_card(replace(POST, late=True, language="en"))))


async def test_a_persons_own_post_can_be_stopped_in_it() -> None:
    card = sent(digest_card(replace(POST, user_id=5, guild_id=0)))
    assert buttons(card)["그만 받기"]["custom_id"] == "unfollow_all"


@settings(max_examples=30, deadline=None)
@given(nasty, st.lists(nasty, max_size=20), nasty, st.integers(1, 10))
async def test_ten_papers_of_any_kind_fit_in_one_message(title: str, names: list[str], told: str, count: int) -> None:
    one = paper(
        title.strip() or "x",
        tuple(name or "x" for name in names),
        (Section(told or None, told),),
        thumbnail="https://example.org/a.png",
    )
    entries = tuple(DigestEntry(hit(replace(one, arxiv_id=f"2411.{n:05}")), told or None, None) for n in range(count))
    post = replace(POST, lead=title or "x", entries=entries, rest=5, user_id=7, role_id=10**19, late=True)
    assert_within_limits(digest_card(post))
    assert_within_limits(digest_card(replace(post, user_id=None, member_votes={"2411.00000": 10**9})))
