"""What is pressed in the list of saved papers: removal, files, pages; by its owner alone, after a restart too."""

from __future__ import annotations

import pytest

from bot.storage.people.saved import SavedPapers
from tests.interface.conftest import Stage, Staging
from tests.interface.look import buttons, menus, text
from tests.interface.personal.saving import MARCO, REMOVE, listed, save, save_many, upload
from tests.wire.interactions import press
from tests.wire.look import files, is_private
from tests.wire.payloads import ASKER_ID, STRANGER_ID


async def test_a_paper_is_removed_in_its_place_and_the_page_stays(stage: Stage) -> None:
    await save_many(stage, 12)
    member = stage.member()
    second = await member.press(await member.slash("saved"), "Next")
    after = await member.choose(second, REMOVE, "2301.00006", "2301.00003")
    assert after["id"] == second["id"]
    assert "🗑️ Removed 2 papers." in text(after)
    assert "### Saved papers: 10\n" in text(after)
    assert "Page 2 of 2" in text(after)
    assert listed(after) == [f"2301.{number:05}" for number in (5, 4, 2, 1, 0)]


async def test_removing_the_last_page_shows_the_one_before_and_removing_all_says_so(stage: Stage) -> None:
    await save_many(stage, 6)
    member = stage.member(locale="ko")
    last = await member.press(await member.slash("saved"), "다음")
    (remove,) = [menu["custom_id"] for menu in menus(last).values() if menu["custom_id"].startswith("unsave")]
    first = await member.choose(last, remove, "2301.00000")
    assert "“Lost paper 0”을 삭제했습니다." in text(first)
    assert len(listed(first)) == 5
    empty = await member.choose(first, "저장한 논문에서 삭제하기", *(f"2301.0000{number}" for number in range(1, 6)))
    assert "아직 저장한 논문이 없습니다" in text(empty)
    assert not menus(empty)


async def test_a_paper_that_was_removed_meanwhile_is_no_error(stage: Stage) -> None:
    await save_many(stage, 2)
    answer = await stage.member().slash("saved")
    await SavedPapers(stage.store).remove(ASKER_ID, "2301.00001")
    after = await stage.member().choose(answer, REMOVE, "2301.00001")
    assert "was removed already" in text(after)
    assert listed(after) == ["2301.00000"]


async def test_what_was_found_keeps_its_pages_under_a_reload_and_loses_only_what_is_removed(stage: Stage) -> None:
    await save(stage, *(f"2411.100{number:02}" for number in range(30)))
    member = stage.member()
    first = await member.slash("saved", query="robot")
    assert "match “robot”: 10" in text(first)
    (stage.seeds / "b.txt").unlink()
    await stage.library.reload()
    second = await member.press(first, "Next")
    assert len(listed(second)) == 5
    assert set(listed(first)).isdisjoint(listed(second))
    assert "not in the listings" in text(second)
    gone = listed(second)[0]
    after = await member.choose(second, REMOVE, gone)
    assert "match “robot”: 9" in text(after)
    assert gone not in listed(after)
    assert len(await SavedPapers(stage.store).saved(ASKER_ID)) == 29


async def test_a_found_list_of_which_nothing_is_left_says_where_the_rest_is(stage: Stage) -> None:
    await save(stage, MARCO, "2411.10002")
    found = await stage.member().slash("saved", query="robot")
    after = await stage.member().choose(found, REMOVE, "2411.10002")
    assert "None of the papers of this list is saved any more" in text(after)
    answer = await stage.answer(press(found, buttons(found)["BibTeX"]["custom_id"]))
    assert "nothing to put into a file" in text(answer)


async def test_a_saved_paper_opens(stage: Stage) -> None:
    await save(stage, MARCO, "2411.00002")
    card = await stage.member().choose(await stage.member().slash("saved"), "Open a paper", MARCO)
    assert is_private(card)
    assert "MCTS" in text(card)


@pytest.mark.parametrize("where", [{}, {"guild_id": None}, {"installed": "user"}])
async def test_the_whole_list_is_given_as_bibtex_wherever_it_is_asked_for(
    stage: Stage, where: dict[str, object]
) -> None:
    await save(stage, MARCO)
    await save_many(stage, 1)
    member = stage.member(**where)
    answer = await member.press(await member.slash("saved"), "BibTeX")
    assert is_private(answer)
    assert files(answer) == ["saved.bib"]
    assert "All your saved papers (2) as BibTeX." in text(answer)
    written = upload(stage).data.decode()
    assert written.count("@misc{") == 2
    assert "eprint = {2411.14405}" in written
    assert "Lost paper 0" in written


async def test_what_was_found_is_given_as_markdown_in_the_persons_language(stage: Stage) -> None:
    await save(stage, MARCO, "2411.00002", "2411.10002")
    member = stage.member(locale="ko")
    answer = await member.press(await member.slash("saved", query="robot"), "Markdown")
    assert is_private(answer)
    assert files(answer) == ["saved.md"]
    assert "“robot”에 맞는 1편을 Markdown 파일로" in text(answer)
    written = upload(stage).data.decode()
    assert "# 저장한 논문 1편" in written
    assert "2411.10002" in written
    assert MARCO not in written


async def test_a_thousand_papers_fit_in_a_file(stage: Stage) -> None:
    await save_many(stage, 1000)
    await stage.member().press(await stage.member().slash("saved"), "BibTeX")
    assert upload(stage).data.count(b"@misc{") == 1000


async def test_everything_works_after_a_restart(staging: Staging) -> None:
    async with staging() as before:
        await save_many(before, 7)
        await save(before, *(f"2411.100{number:02}" for number in range(30)))
        whole = await before.member().slash("saved")
        found = await before.member().slash("saved", query="robot")
    async with staging() as after:
        member = after.member()
        assert "Page 2 of 8" in text(await member.press(whole, "Next"))
        assert "Page 2 of 2" in text(second := await member.press(found, "Next"))
        assert "match “robot”: 9" in text(await member.choose(second, REMOVE, listed(second)[0]))
        assert files(await member.press(whole, "Markdown")) == ["saved.md"]


@pytest.mark.parametrize("query", [{}, {"query": "robot"}])
async def test_a_stranger_may_press_nothing_and_gets_nothing(stage: Stage, query: dict[str, str]) -> None:
    await save(stage, *(f"2411.100{number:02}" for number in range(30)))
    await save(stage, MARCO, user_id=STRANGER_ID)
    mine = await stage.member().slash("saved", **query)
    stranger = stage.member(user_id=STRANGER_ID, locale="ko")
    acts = [stranger.press(mine, label) for label in ("Next", "BibTeX", "Markdown")]
    acts.append(stranger.choose(mine, REMOVE, listed(mine)[0]))
    for act in acts:
        refused = await act
        assert is_private(refused)
        assert "본인만 누를 수 있습니다" in text(refused)
    assert not any(request.files for request in stage.wire.requests)
    assert len(await SavedPapers(stage.store).saved(ASKER_ID)) == 30
    assert len(await SavedPapers(stage.store).saved(STRANGER_ID)) == 1


async def test_a_strangers_list_cannot_be_had_by_naming_it_with_ones_own_id(stage: Stage) -> None:
    await save(stage, *(f"2411.100{number:02}" for number in range(30)))
    mine = await stage.member().slash("saved", query="robot")
    forged = buttons(mine)["Next"]["custom_id"].replace(str(ASKER_ID), str(STRANGER_ID))
    refused = await stage.answer(press(mine, forged, user_id=STRANGER_ID))
    assert is_private(refused)
    assert "robot" not in text(refused)


@pytest.mark.parametrize("custom_id", ["saved", "saved:1", "saved:x:0:1", "unsave:1:0", "saved_bib", "saved_md:x:0"])
async def test_a_button_that_means_nothing_is_answered_privately(stage: Stage, custom_id: str) -> None:
    await save(stage, MARCO)
    mine = await stage.member().slash("saved")
    answer = await stage.answer(press(mine, custom_id))
    assert is_private(answer)
    assert "earlier version" in text(answer)


async def test_slow_reading_is_waited_for(staging: Staging) -> None:
    async with staging(defer_after=0.0) as stage:
        await save_many(stage, 7)
        member = stage.member()
        first = await member.slash("saved")
        assert is_private(first)
        second = await member.press(first, "Next")
        assert second["id"] == first["id"]
        assert [callback["type"] for callback in stage.wire.callbacks()] == [5, 6]
        assert "Page 2 of 2" in text(second)
        assert listed(await member.choose(second, REMOVE, "2301.00000")) == ["2301.00001"]
        assert files(await member.press(second, "BibTeX")) == ["saved.bib"]
