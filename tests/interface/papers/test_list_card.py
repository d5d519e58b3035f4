"""A list's pages keep Discord's limits, number their papers, and turn."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.reply import Quote, Reply
from bot.corpus.paper import Section
from bot.interface.papers.list_card import list_card, page_count
from bot.interface.papers.shown_list import ShownList, freeze, freeze_hit
from bot.texts import Language
from tests.interface.look import buttons, menus, pictures, text
from tests.interface.made_papers import assert_within_limits, hit, nasty, paper, sent


def reply(count: int, language: Language = "en", **of: str) -> Reply:
    hits = tuple(hit(paper(f"Title {number}", arxiv_id=f"2411.{number:05}", **of)) for number in range(count))  # pyright: ignore[reportArgumentType]
    return Reply("papers", language, f"{count} papers", hits)


def turned_to(given: Reply) -> ShownList:
    """Return a list as it is once its later pages have been read, too."""
    return replace(freeze(given), papers=tuple(freeze_hit(one, given.language) for one in given.hits))


async def test_a_reply_with_only_a_sentence_is_one_page() -> None:
    shown = freeze(Reply("not_found", "en", "Nothing on *that*."))
    assert page_count(shown) == 1
    card = sent(list_card(shown))
    assert text(card) == r"Nothing on \*that\*."
    assert not buttons(card)


async def test_papers_are_numbered_over_the_pages() -> None:
    shown = turned_to(reply(12))
    pages = [text(sent(list_card(shown, page, 9))) for page in (1, 2, 3)]
    assert [page.count("](https://arxiv.org") for page in pages] == [5, 5, 2]
    assert "**6.** [Title 5]" in pages[1]
    assert [f"Page {number} of 3 · 12 papers" in page for number, page in enumerate(pages, 1)] == [True] * 3


async def test_papers_of_later_pages_are_read_when_they_are_turned_to() -> None:
    assert [one.bare for one in freeze(reply(12)).papers] == [False] * 5 + [True] * 7


async def test_a_page_beyond_the_end_is_the_last_one() -> None:
    shown = freeze(reply(12))
    assert text(sent(list_card(shown, 99, 9))) == text(sent(list_card(shown, 3, 9)))
    assert text(sent(list_card(shown, 0, 9))) == text(sent(list_card(shown, 1, 9)))


async def test_a_quote_stands_under_its_paper_with_its_figure_in_bold() -> None:
    quote = Quote("2411.00001", "Results", "정확도가 6.17% 향상되었습니다.", "6.17%")
    said = text(sent(list_card(freeze(Reply("answered", "en", "", (hit(paper()),), (quote,))))))
    assert said.endswith("> 정확도가 **6.17%** 향상되었습니다. — Results")


async def test_a_paper_without_a_quote_shows_how_its_summary_opens() -> None:
    one = paper(sections=(Section("What's New", "첫 문장입니다. 둘째 문장입니다."),))
    said = text(sent(list_card(freeze(Reply("papers", "ko", "", (hit(one),))))))
    assert said.endswith("> 첫 문장입니다.")


async def test_a_menu_opens_each_paper_of_the_page() -> None:
    card = sent(list_card(turned_to(reply(12)), 2, 9))
    (menu,) = (menu for label, menu in menus(card).items() if label == "Open a paper")
    assert menu["custom_id"] == "open"
    assert [option["value"] for option in menu["options"]] == [f"2411.{number:05}" for number in range(5, 10)]
    assert menu["options"][0]["label"] == "6. Title 5"


async def test_one_paper_is_opened_by_a_button() -> None:
    card = sent(list_card(freeze(reply(1, "ko"))))
    assert buttons(card)["논문 자세히 보기"]["custom_id"] == "open:2411.00000"


async def test_buttons_turn_and_a_menu_jumps_in_a_long_list() -> None:
    shown = freeze(reply(30))
    card = sent(list_card(shown, 1, 77))
    assert (buttons(card)["Previous"]["disabled"], buttons(card)["Next"]["disabled"]) == (True, False)
    assert buttons(card)["Next"]["custom_id"] == "page:77:2"
    jump = menus(card)["Go to a page"]
    assert jump["custom_id"] == "jump:77"
    assert jump["options"][2] == {"label": "Page 3: papers 11–15", "value": "3", "default": False}
    assert buttons(sent(list_card(shown, 6, 77)))["Next"]["disabled"] is True


async def test_every_page_of_a_very_long_list_can_be_reached() -> None:
    shown = freeze(reply(250))
    reached, page = {1}, 1
    while page < page_count(shown):
        options = menus(sent(list_card(shown, page, 7)))["Go to a page"]["options"]
        assert len(options) == 25
        page = int(options[-1]["value"])
        reached |= {int(option["value"]) for option in options}
    assert reached == set(range(1, page_count(shown) + 1))


async def test_a_short_list_has_no_buttons_to_turn() -> None:
    assert "Next" not in buttons(sent(list_card(freeze(reply(3)), 1, None)))


async def test_a_paper_shown_whole_is_not_listed_again() -> None:
    assert freeze(Reply("answered", "en", "", (hit(paper()),), (), paper())).papers == ()


async def test_pictures_stand_beside_their_papers() -> None:
    one = paper(thumbnail="https://example.org/a.png")
    assert pictures(sent(list_card(freeze(Reply("papers", "en", "", (hit(one), hit(paper()))))))) == [
        "https://example.org/a.png"
    ]


@settings(max_examples=40, deadline=None)
@given(nasty, st.lists(nasty, max_size=20), st.lists(nasty, max_size=5), st.integers(1, 12), st.integers(-1, 4))
async def test_whatever_papers_hold_the_limits_are_kept(
    title: str, names: list[str], texts: list[str], count: int, page: int
) -> None:
    one = paper(
        title.strip() or "x",
        tuple(name or "x" for name in names),
        tuple(Section(part or None, part) for part in texts),
        thumbnail="https://example.org/a.png",
    )
    quotes = tuple(Quote(one.arxiv_id, part[:50] or None, part) for part in texts)
    shown = freeze(Reply("answered", "ko", title or "x", (hit(one),) * count, quotes), {one.arxiv_id: title})
    # Later pages are filled in when they are turned to; any paper may stand on any page.
    shown = replace(shown, papers=(shown.papers[0],) * count)
    assert_within_limits(list_card(shown, page, 5))
