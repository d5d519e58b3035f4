"""A paper's card keeps Discord's limits and shows what the paper says, not what its text would do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.paper import Listing, Paper, Section
from bot.interface.papers.paper_card import author_pages, paper_card
from bot.interface.ui.markup import size
from bot.texts import Language
from tests.interface.look import buttons, pictures, text
from tests.interface.made_papers import assert_within_limits, nasty, paper, sent

VIDEO = "https://cdn-uploads.huggingface.co/a.mp4"


async def test_a_card_shows_the_paper_whole() -> None:
    card = sent(paper_card(paper(thumbnail="https://example.org/a.png"), "en"))
    said = text(card)
    assert said.startswith("### [A title](https://arxiv.org/abs/2411.00001)\n")
    assert "7 votes" in said
    assert "Ada Lovelace" in said
    assert "**What's new**\n요약입니다." in said
    assert said.endswith("-# arXiv 2411.00001")
    assert pictures(card) == ["https://example.org/a.png"]


@pytest.mark.parametrize(
    ("language", "labels"),
    [("en", ["Similar", "Save", "Discuss"]), ("ko", ["비슷한 논문", "저장", "토론"])],
)
async def test_a_card_offers_what_can_be_done_with_the_paper(language: Language, labels: list[str]) -> None:
    shown = buttons(sent(paper_card(paper(), language)))
    assert list(shown) == ["arXiv", "PDF", "Hugging Face", *labels]
    assert shown["PDF"]["url"] == "https://arxiv.org/pdf/2411.00001"
    assert shown["Hugging Face"]["url"] == "https://huggingface.co/papers/2411.00001"
    assert [shown[label]["custom_id"] for label in labels] == [
        f"{action}:2411.00001" for action in ("similar", "save", "discuss")
    ]


async def test_unknown_votes_are_not_zero() -> None:
    assert "추천 수 모름" in text(sent(paper_card(paper(votes=None), "ko")))
    assert "추천 0" in text(sent(paper_card(paper(votes=0), "ko")))


async def test_a_card_outside_of_servers_offers_no_discussion() -> None:
    assert "Discuss" not in buttons(sent(paper_card(paper(), "en", in_guild=False)))


async def test_a_card_links_to_the_thread_that_discusses_the_paper() -> None:
    card = sent(paper_card(paper(), "en", discussion=77))
    assert "Discussed in <#77>" in text(card)
    # For the button opens a new one where that thread was deleted.
    assert "Discuss" in buttons(card)


async def test_a_paper_listed_twice_names_the_other_day() -> None:
    listings = (Listing(date(2024, 11, 22), 7, 0, "a.txt"), Listing(date(2024, 11, 20), 3, 0, "b.txt"))
    said = text(sent(paper_card(Paper("2411.00001", "T", (), (), listings), "en")))
    assert "Also listed: " in said
    assert "3 votes" in said


@pytest.mark.parametrize("url", ["ftp://a.example/b.png", "https://no dots/", "data:image/png", "https://[bad", "x"])
async def test_an_address_that_discord_would_refuse_is_left_out(url: str) -> None:
    card = sent(paper_card(paper(thumbnail=url, video=url), "en"))
    assert pictures(card) == []
    assert "Video" not in buttons(card)


@pytest.mark.parametrize(
    ("language", "labels"), [("en", ("Code", "Project page")), ("ko", ("코드", "프로젝트 페이지"))]
)
async def test_a_card_leads_to_code_and_project_and_says_quietly_whose_the_paper_is(
    language: Language, labels: tuple[str, str]
) -> None:
    one = replace(
        paper(),
        code="https://github.com/acme/a",
        project="https://acme.example.org/",
        organization="Acme *Lab*",
        keywords=("diffusion", "@everyone"),
    )
    card = sent(paper_card(one, language))
    shown = buttons(card)
    assert list(shown)[:5] == ["arXiv", "PDF", "Hugging Face", *labels]
    assert [shown[label]["url"] for label in labels] == [one.code, one.project]
    assert "\n-# Acme \\*Lab\\* · diffusion, @\u200beveryone\n-# arXiv 2411.00001" in text(card)
    assert_within_limits(paper_card(one, language))


@pytest.mark.parametrize("url", ["http://github.com/a", "https://10.0.0.1/a", "https://a.local/", "javascript:x"])
async def test_an_address_that_nobody_should_be_led_to_gets_no_button(url: str) -> None:
    shown = buttons(sent(paper_card(replace(paper(), code=url, project=url), "en")))
    assert not {"Code", "Project page"} & set(shown)


async def test_an_old_id_has_no_page_at_hugging_face() -> None:
    assert "Hugging Face" not in buttons(sent(paper_card(paper(arxiv_id="cs/0101001"), "en")))


async def test_three_hundred_authors_are_counted_and_all_at_hand() -> None:
    many = paper(authors=tuple(f"Author Number{number}" for number in range(300)))
    card = sent(paper_card(many, "ko"))
    assert "외 2" in text(card)
    assert buttons(card)["저자 300명 모두"]["custom_id"] == "authors:2411.00001"
    pages = author_pages(many, "ko")
    assert all(size(page) <= 4000 for page in pages)
    assert "Author Number0" in pages[0]
    assert pages[-1].endswith("Author Number299")


async def test_the_longest_list_of_authors_is_shown_whole() -> None:
    names = tuple(f"{'*' * 20} {number}" for number in range(400))
    pages = author_pages(paper(authors=names), "en")
    assert len(pages) <= 6
    assert all(size(page) <= 4000 for page in pages)


async def test_twelve_long_sections_share_the_room() -> None:
    sections = tuple(Section(f"Heading {number}", "긴 문장입니다. " * 200) for number in range(12))
    card = paper_card(paper(sections=sections), "ko")
    assert_within_limits(card)
    for number in range(12):
        assert f"**Heading {number}**" in text(sent(card))


async def test_what_a_short_section_leaves_a_long_one_uses() -> None:
    card = paper_card(paper(sections=(Section("A", "short"), Section("B", "word " * 900))), "en")
    assert size(text(sent(card))) > 3500


@settings(max_examples=40, deadline=None)
@given(
    nasty,
    st.lists(nasty, max_size=40),
    st.lists(nasty, max_size=14),
    nasty,
    st.sampled_from(["https://example.org/a.png", None]),
    st.lists(nasty, max_size=50),
)
async def test_whatever_a_paper_holds_the_limits_are_kept(
    title: str, names: list[str], texts: list[str], lead: str, thumbnail: str | None, tags: list[str]
) -> None:
    one = paper(
        title.strip() or "x",
        tuple(name or "x" for name in names),
        tuple(Section(text or None, text) for text in texts),
        thumbnail=thumbnail,
    )
    link = "https://example.org/x"
    one = replace(
        one, keywords=tuple(tags), organization=title.strip() or None, code=link, project=link, video_url=VIDEO
    )
    assert_within_limits(paper_card(one, "ko", lead=lead, discussion=1))
