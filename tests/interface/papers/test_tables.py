"""Tables on Discord: cells under their labels, the numbers of the list, pages that survive a restart."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.quote import Quote
from bot.answers.reply import Reply
from bot.answers.table import Cell, Row, Table
from bot.interface.papers.list_card import list_card, page_count
from bot.interface.papers.shown_list import freeze
from bot.texts import Text
from tests.interface.conftest import Stage
from tests.interface.look import buttons, menus, text
from tests.interface.made_papers import assert_within_limits, hit, nasty, paper, sent
from tests.wire.interactions import option, press, slash


def _reply(count: int, said: str, columns: int = 3) -> Reply:
    hits = tuple(hit(paper(f"Title {number}", arxiv_id=f"2411.{number:05}")) for number in range(count))
    rows = tuple(
        Row(one.paper.arxiv_id, number * 2, (Cell(Quote(one.paper.arxiv_id, "S", said)),) * (columns - 1) + (Cell(),))
        for number, one in enumerate(hits, start=1)
    )
    labels = tuple(Text(f"L{number}", f"이름{number}") for number in range(columns))
    return Reply("answered", "en", "lead", hits, shown=count, table=Table(labels, rows))


def test_cells_stand_under_their_labels_and_papers_keep_their_numbers() -> None:
    card = sent(list_card(freeze(_reply(2, "said"))))
    shown = text(card)
    assert shown.count("> **L0:** said — S") == 2
    assert shown.count("**L2:** not stated") == 2
    assert "**2.** [Title 0]" in shown
    assert "**4.** [Title 1]" in shown
    labels = [option["label"] for option in menus(card)["Open a paper"]["options"]]
    assert labels == ["2. Title 0", "4. Title 1"]


@settings(max_examples=25, deadline=None)
@given(nasty, st.integers(1, 10), st.integers(1, 4))
def test_no_table_breaks_the_limits(said: str, count: int, columns: int) -> None:
    shown = freeze(_reply(count, said or "x", columns))
    for page in range(1, page_count(shown) + 1):
        assert_within_limits(list_card(shown, page, 9))


async def test_a_table_is_turned_and_its_pages_are_read_again(stage: Stage) -> None:
    for question in ("papers about diffusion", "more", "compare these"):
        shown = text(await stage.answer(slash("ask", option("question", question))))
    assert "10 papers compared, as their summaries state it" in shown
    assert "**What's new:**" in shown
    table = stage.wire.shown[-1]
    further = text(await stage.answer(press(table, buttons(table)["Next"]["custom_id"])))
    assert "**Code:** not stated" in further
    assert "**1.** " not in further
