"""The daily post keeps Discord's limits, whatever papers it shows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.paper import Section
from bot.digest.post import DigestEntry, DigestPost
from bot.interface.digest.card import digest_card
from tests.interface.look import buttons, menus, text
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
    assert not buttons(card)


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
