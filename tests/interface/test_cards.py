"""Embeds keep Discord's limits and show what papers say, not what they would do."""

from __future__ import annotations

from datetime import date

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.reply import Quote, Reply
from bot.corpus.paper import Listing, Paper, Section
from bot.digest.post import DigestPost
from bot.interface.cards import byline, digest_card, pages, paper_card
from bot.interface.markup import size
from bot.search.corpus import Hit

_DAY = date(2024, 11, 22)
_nasty = st.text(st.sampled_from("*_`~|[]<>@# ab가.😀\n"), max_size=3000)


def paper(
    title: str = "A title",
    authors: tuple[str, ...] = ("Ada Lovelace",),
    sections: tuple[Section, ...] = (Section("What's New", "요약입니다."),),
    *,
    votes: int | None = 7,
    more: bool = False,
    thumbnail: str | None = None,
) -> Paper:
    return Paper("2411.00001", title, authors, sections, (Listing(_DAY, votes, 0, "a.txt"),), more, thumbnail)


def hit(of: Paper) -> Hit:
    return Hit(of, of.newest, 1.0)


def assert_within_limits(embed: discord.Embed) -> None:
    assert size(embed.title or "") <= 256
    assert size(embed.description or "") <= 4096
    assert len(embed.fields) <= 25
    for field in embed.fields:
        assert 1 <= size(field.name or "") <= 256
        assert 1 <= size(field.value or "") <= 1024
    parts = [embed.title, embed.description, embed.footer.text, *(x.name for x in embed.fields)]
    parts += [x.value for x in embed.fields]
    assert sum(size(part or "") for part in parts) <= 6000


def test_a_card_shows_the_paper_whole() -> None:
    card = paper_card(paper(thumbnail="https://example.org/a.png"), "en")
    assert card.title == "A title"
    assert card.url == "https://arxiv.org/abs/2411.00001"
    assert card.description == "**What's New**\n요약입니다."
    assert [(field.name, field.value) for field in card.fields] == [
        ("Authors", "Ada Lovelace"),
        ("Listed", "2024-11-22 · 7 votes"),
    ]
    assert card.footer.text == "arXiv 2411.00001"
    assert card.image.url == "https://example.org/a.png"


def test_a_card_speaks_korean() -> None:
    card = paper_card(paper(votes=None), "ko")
    assert [(field.name, field.value) for field in card.fields] == [
        ("저자", "Ada Lovelace"),
        ("수록일", "2024-11-22 · 추천 수 모름"),
    ]


@pytest.mark.parametrize("url", ["ftp://a.example/b.png", "https://no dots/", "data:image/png", "https://[bad", "x"])
def test_a_picture_that_discord_would_refuse_is_left_out(url: str) -> None:
    assert paper_card(paper(thumbnail=url), "en").image.url is None


def test_three_hundred_authors_are_counted() -> None:
    many = paper(authors=tuple(f"Author {number}" for number in range(300)))
    english, korean = byline(many, "en", 120), byline(many, "ko", 120)
    shown = english.count(",") + 1
    assert english.endswith(f"and {300 - shown} more")
    assert korean.endswith(f"외 {300 - korean.count(',') - 1}명")
    assert size(english) <= 120


def test_a_list_that_goes_on_elsewhere_says_so() -> None:
    assert byline(paper(more=True), "en", 100) == "Ada Lovelace and others"
    assert byline(paper(more=True), "ko", 100) == "Ada Lovelace 외"
    assert byline(paper(authors=("A" * 30, "B" * 30), more=True), "en", 60) == "A" * 30 + " and at least 1 more"


def test_no_authors_are_said_to_be_none() -> None:
    assert byline(paper(authors=()), "en", 100) == "authors not listed"


def test_names_of_blanks_are_no_names() -> None:
    assert byline(paper(authors=(" ", "\n")), "ko", 100) == "저자 정보 없음"


def test_ten_papers_with_the_longest_titles_fit_in_one_post() -> None:
    long = paper("*T* " * 50, tuple("_A_ " * 20 for _ in range(300)))
    post = DigestPost(1, 2, "listing", _DAY, "en", "The lead " * 60, (hit(long),) * 10, 50, "#abc", "nonce")
    card = digest_card(post)
    assert_within_limits(card)
    assert (card.description or "").count("](https://arxiv.org/abs/2411.00001)") == 10
    assert card.footer.text == "#abc"


def test_one_endless_name_is_cut() -> None:
    assert size(byline(paper(authors=("x" * 10_389,)), "en", 100)) <= 100


def test_twelve_long_sections_share_the_room() -> None:
    sections = tuple(Section(f"Heading {number}", "긴 문장입니다. " * 200) for number in range(12))
    card = paper_card(paper(sections=sections), "ko")
    assert_within_limits(card)
    for number in range(12):
        assert f"**Heading {number}**" in (card.description or "")


def test_what_a_short_section_leaves_a_long_one_uses() -> None:
    card = paper_card(paper(sections=(Section("A", "short"), Section("B", "word " * 700))), "en")
    assert size(card.description or "") > 3400


def test_a_reply_with_only_a_sentence_is_one_page() -> None:
    (page,) = pages(Reply("not_found", "en", "Nothing on *that*."))
    assert page.description == r"Nothing on \*that\*."


def test_hits_are_numbered_over_the_pages() -> None:
    reply = Reply("papers", "en", "25 papers", tuple(hit(paper(f"Title {number}")) for number in range(25)))
    shown = pages(reply)
    assert [(page.description or "").count("](https://arxiv.org") for page in shown] == [10, 10, 5]
    assert "**11.** [Title 10]" in (shown[1].description or "")
    assert [page.footer.text for page in shown] == [f"Page {number} of 3 · 25 papers" for number in (1, 2, 3)]


def test_a_quote_stands_under_its_paper() -> None:
    reply = Reply("answered", "en", "", (hit(paper()),), (Quote("2411.00001", "What's New", "요약입니다."),))
    (page,) = pages(reply)
    assert page.description == (
        "**1.** [A title](https://arxiv.org/abs/2411.00001)\n2024-11-22 · 7 votes · Ada Lovelace\n"
        "> 요약입니다. — What's New"
    )


def test_a_paper_shown_whole_is_not_listed_again() -> None:
    assert len(pages(Reply("answered", "en", "", (hit(paper()),), (), paper()))) == 1


@settings(max_examples=60, deadline=None)
@given(_nasty, st.lists(_nasty, max_size=40), st.lists(_nasty, max_size=14), st.sampled_from(["en", "ko"]))
def test_whatever_a_paper_holds_the_limits_are_kept(
    title: str, names: list[str], texts: list[str], language: str
) -> None:
    one = paper(
        title or "x", tuple(name or "x" for name in names), tuple(Section(text or None, text) for text in texts)
    )
    quotes = tuple(Quote(one.arxiv_id, text[:50] or None, text) for text in texts)
    shown = "ko" if language == "ko" else "en"
    for page in pages(Reply("answered", shown, title, (hit(one),) * 12, quotes)):
        assert_within_limits(page)
    for page in pages(Reply("answered", shown, title, (), quotes, one)):
        assert_within_limits(page)
