"""Menus open papers, to whoever presses; a paper that is gone is said to be gone."""

from __future__ import annotations

from tests.interface.conftest import Stage
from tests.interface.look import buttons, menus, text
from tests.wire.interactions import choose, option, press, slash
from tests.wire.payloads import STRANGER_ID


async def test_anybody_opens_a_paper_from_a_list_for_themselves(stage: Stage) -> None:
    answer = await stage.answer(slash("top"))
    (menu,) = menus(answer).values()
    message = stage.wire.shown[-1]
    opened = await stage.answer(choose(message, menu["custom_id"], "2411.14405", user_id=STRANGER_ID, locale="ko"))
    assert opened["flags"] & 64
    assert "개방형" in text(opened)
    assert "비슷한 논문" in buttons(opened)


async def test_what_was_opened_is_what_the_next_question_goes_on_about(stage: Stage) -> None:
    await stage.answer(slash("top"))
    await stage.answer(choose(stage.wire.shown[-1], "open", "2411.14405"))
    assert "Yu Zhao" in text(await stage.answer(slash("ask", option("question", "who wrote it?"))))
    second = await stage.answer(slash("ask", option("question", "the second one")))
    assert "KV cache compression" in text(second)


async def test_all_authors_come_to_whoever_wants_them(stage: Stage) -> None:
    card = await stage.answer(slash("paper", option("id_or_title", "2411.00002")))
    await stage.send(press(stage.wire.shown[-1], buttons(card)["All 300 authors"]["custom_id"]))
    pages = [stage.wire.callbacks()[-1]["data"], *stage.wire.followups()]
    said = "".join(map(text, pages))
    assert all(f"Author Number{number}" in said for number in range(300))
    assert all(page["flags"] & 64 for page in pages)


async def test_a_paper_that_has_left_the_corpus_is_said_to_be_gone(stage: Stage) -> None:
    await stage.answer(slash("top", option("day", "2024-11-21")))
    message = stage.wire.shown[-1]
    (stage.seeds / "b.txt").unlink()
    await stage.library.reload()
    answer = await stage.answer(choose(message, "open", "2411.10003"))
    assert "no longer in the corpus" in answer["content"]
    assert "https://arxiv.org/abs/2411.10003" in answer["content"]
