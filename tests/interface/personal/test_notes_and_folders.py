"""Notes on saved papers and folders of them: written, filed, found, exported, and for their owner alone."""

from __future__ import annotations

import pytest

from bot.storage.people.folders import MOST_FOLDERS, Folders
from bot.storage.people.saved import SavedPapers
from tests.interface.conftest import NOW, Stage, Staging
from tests.interface.look import buttons, components, menus, text, weigh
from tests.interface.personal.saving import MARCO, listed, save, save_many, upload
from tests.wire.interactions import press, submit
from tests.wire.look import is_private
from tests.wire.payloads import ASKER_ID, STRANGER_ID, Payload

_DETAILS = "Note and folder"
_MOVE = "Move to a folder"
_KV = "2411.00002"


async def opened(stage: Stage, arxiv_id: str = MARCO, **who: object) -> Payload:
    """Return the card of one saved paper, opened from the list."""
    member = stage.member(**who)
    shown = await member.slash("saved")
    return await member.choose(shown, _DETAILS if not who else "메모와 폴더", arxiv_id)


async def file(stage: Stage, name: str, *arxiv_ids: str, user_id: int = ASKER_ID) -> int:
    """Put saved papers into a folder, and return its id."""
    folders = Folders(stage.store)
    folder = await folders.create(user_id, name, NOW)
    for arxiv_id in arxiv_ids:
        await folders.move(user_id, arxiv_id, folder.id)
    return folder.id


async def saved(stage: Stage, user_id: int = ASKER_ID) -> dict[str, tuple[str, str]]:
    """Return the note and the folder of each saved paper."""
    return {paper.arxiv_id: (paper.note, paper.folder) for paper in await SavedPapers(stage.store).saved(user_id)}


async def test_a_note_is_written_in_a_form_and_shown_as_plain_text(stage: Stage) -> None:
    await save(stage, MARCO)
    member, card = stage.member(), await opened(stage)
    assert "No note yet." in text(card)
    form = await member.press(card, "Write a note")
    note = "# head\n- @everyone **bold** <@1>\n1. [x](https://evil.example)"
    after = await member.submit(form, note=note)
    assert after["id"] == card["id"]
    assert "✅ The note is saved." in text(after)
    for said in ("\\# head\n\\- @\u200beveryone \\*\\*bold\\*\\*", "\\<@1", "1\\. \\[x\\](https://evil.example)"):
        assert said in text(after)
    assert await saved(stage) == {MARCO: (note, "")}
    again = await member.press(after, "Change the note")
    (field,) = [part["component"] for part in again["components"]]
    assert (field["value"], field["max_length"]) == (note, 500)
    assert "🗑️ The note is deleted." in text(await member.submit(again, note="  "))
    assert await saved(stage) == {MARCO: ("", "")}


async def test_the_list_shows_notes_in_one_line_and_leads_back(stage: Stage) -> None:
    await save(stage, MARCO, _KV)
    member = stage.member()
    after = await member.submit(await member.press(await opened(stage), "Write a note"), note="line one\nline two")
    back = await member.press(after, "Back to the list")
    assert "📝 line one line two" in text(back)
    assert listed(back) == [_KV, MARCO]


async def test_a_note_longer_than_the_form_allows_is_refused(stage: Stage) -> None:
    await save(stage, MARCO)
    form = await stage.member().press(await opened(stage), "Write a note")
    refused = await stage.answer(submit(form, {"note": "x" * 501}))
    assert is_private(refused)
    assert "at most 500 characters" in text(refused)
    assert await saved(stage) == {MARCO: ("", "")}


async def test_a_paper_goes_into_a_new_folder_then_into_another_and_out(stage: Stage) -> None:
    await save(stage, MARCO)
    await file(stage, "Later")
    member = stage.member()
    card = await member.submit(await member.press(await opened(stage), "New folder"), name="  To   read ")
    assert "✅ Moved to the folder “To read”." in text(card)
    assert "📁 in the folder “To read”" in text(card)
    card = await member.choose(card, _MOVE, "Later")
    assert await saved(stage) == {MARCO: ("", "Later")}
    card = await member.choose(card, _MOVE, "No folder")
    assert "Taken out of its folder" in text(card)
    assert await saved(stage) == {MARCO: ("", "")}
    assert [folder.name for folder in await Folders(stage.store).all(ASKER_ID)] == ["Later", "To read"]


async def test_a_folder_is_opened_and_its_papers_alone_are_shown_and_exported(stage: Stage) -> None:
    await save(stage, MARCO, _KV)
    await file(stage, "To read", MARCO)
    await SavedPapers(stage.store).note(ASKER_ID, MARCO, "50% {of}\nthis")
    member = stage.member()
    folders = await member.press(await member.slash("saved"), "Folders")
    assert "### Folders: 1 (at most 24)\n- 📁 **To read** · 1 paper" in text(folders)
    inside = await member.choose(folders, "Open a folder", "To read")
    assert "### Saved papers in “To read”: 1" in text(inside)
    assert listed(inside) == [MARCO]
    assert "in “To read” (1) as BibTeX" in text(await member.press(inside, "BibTeX"))
    written = upload(stage).data.decode()
    assert "keywords = {To read}" in written
    assert "note = {50\\% \\textbraceleft{}of\\textbraceright{} this}" in written
    await member.press(inside, "Markdown")
    assert "  \n  folder: To read  \n  note: 50% \\{of\\} this\n" in upload(stage).data.decode()
    folders = await member.press(inside, "Folders")
    assert listed(await member.press(folders, "All saved papers")) == [_KV, MARCO]


async def test_a_folder_is_renamed_and_a_taken_name_is_refused(stage: Stage) -> None:
    await save(stage, MARCO)
    await file(stage, "One", MARCO)
    await file(stage, "Two")
    member = stage.member()
    inside = await member.choose(await member.press(await member.slash("saved"), "Folders"), "Open a folder", "One")
    form = await member.press(inside, "Rename the folder")
    refused = await member.submit(form, name="ｔｗｏ")
    assert is_private(refused)
    assert "You have a folder named “Two” already" in text(refused)
    after = await member.submit(form, name="ONE")
    assert "✅ The folder is called “ONE” now." in text(after)
    assert await saved(stage) == {MARCO: ("", "ONE")}


@pytest.mark.parametrize("name", ["", " \u200b ", "x" * 51])
async def test_a_name_that_cannot_be_is_refused(stage: Stage, name: str) -> None:
    await save(stage, MARCO)
    form = await stage.member().press(await opened(stage), "New folder")
    refused = await stage.answer(submit(form, {"name": name}))
    assert is_private(refused)
    assert await Folders(stage.store).all(ASKER_ID) == []


async def test_deleting_a_folder_asks_what_becomes_of_its_papers(stage: Stage) -> None:
    await save(stage, MARCO, _KV)
    folder_id = await file(stage, "To read", MARCO, _KV)
    member = stage.member()
    inside = await member.choose(await member.press(await member.slash("saved"), "Folders"), "Open a folder", "To read")
    asked = await member.press(inside, "Delete the folder")
    assert "Papers in it: 2" in text(asked)
    assert len(await saved(stage)) == 2
    assert listed(await member.press(asked, "Cancel")) == [_KV, MARCO]
    kept = await member.press(await member.press(inside, "Delete the folder"), "Delete the folder, keep the papers")
    assert "Its papers (2) are still saved." in text(kept)
    assert await saved(stage) == {MARCO: ("", ""), _KV: ("", "")}
    gone = await stage.answer(press(asked, f"folder_gone:{ASKER_ID}:{folder_id}:1"))
    assert "was deleted already" in text(gone)
    assert len(await saved(stage)) == 2


async def test_the_papers_of_a_folder_go_with_it_after_the_red_button_only(stage: Stage) -> None:
    await save(stage, MARCO, _KV)
    await file(stage, "To read", MARCO)
    member = stage.member()
    inside = await member.choose(await member.press(await member.slash("saved"), "Folders"), "Open a folder", "To read")
    asked = await member.press(inside, "Delete the folder")
    assert buttons(asked)["Delete the papers too"]["style"] == 4
    after = await member.press(asked, "Delete the papers too")
    assert "🗑️ Deleted the folder “To read” and its papers (1)." in text(after)
    assert await saved(stage) == {_KV: ("", "")}
    stale = await stage.answer(press(inside, buttons(inside)["Markdown"]["custom_id"]))
    assert "That folder was deleted meanwhile" in text(stale)


async def test_an_empty_folder_is_deleted_at_once(stage: Stage) -> None:
    await save(stage, MARCO)
    member = stage.member()
    folders = await member.press(await member.slash("saved"), "Folders")
    assert "You have no folders yet" in text(folders)
    folders = await member.submit(await member.press(folders, "New folder"), name="Empty")
    inside = await member.choose(folders, "Open a folder", "Empty")
    assert "The folder “Empty” is empty" in text(inside)
    assert "🗑️ Deleted the folder “Empty”." in text(await member.press(inside, "Delete the folder"))


async def test_one_folder_too_many_is_refused_before_anything_is_saved(stage: Stage) -> None:
    for number in range(MOST_FOLDERS):
        await file(stage, f"Folder {number}")
    refused = await stage.member().slash("save", paper=MARCO, folder="one more")
    assert "24 folders, the maximum" in text(refused)
    assert await saved(stage) == {}
    await stage.member().slash("save", paper=MARCO, folder="FOLDER 3")
    assert await saved(stage) == {MARCO: ("", "Folder 3")}
    card = await opened(stage)
    assert len(menus(card)[_MOVE]["options"]) == MOST_FOLDERS + 1


async def test_save_takes_a_note_and_a_folder_also_of_a_paper_that_is_saved(stage: Stage) -> None:
    member = stage.member()
    first = await member.slash("save", paper=MARCO, note="for the talk", folder="Talk")
    assert "🔖 Saved “Marco-o1" in text(first)
    assert "📝 Your note is saved with it.\n📁 It is in the folder “Talk”." in text(first)
    second = await member.slash("save", paper=MARCO, note="for another talk")
    assert "was saved already" in text(second)
    assert await saved(stage) == {MARCO: ("for another talk", "Talk")}
    assert await member.suggestions("save", "folder", "ta") == ["Talk"]
    assert await stage.member(user_id=STRANGER_ID).suggestions("save", "folder", "") == []


async def test_saved_papers_are_searched_by_their_notes_and_within_a_folder(stage: Stage) -> None:
    await save(stage, MARCO, *(f"2411.100{number:02}" for number in range(6)))
    await SavedPapers(stage.store).note(ASKER_ID, MARCO, "the quokka seminar")
    await file(stage, "Robots", "2411.10002")
    member = stage.member()
    assert listed(await member.slash("saved", query="quokka")) == [MARCO]
    assert set(listed(await member.slash("saved", query="robot"))) == {"2411.10002", "2411.10005"}
    inside = await member.slash("saved", query="robot", folder="robots")
    assert listed(inside) == ["2411.10002"]
    assert "-# folder: robots" in text(inside)
    assert listed(await member.slash("saved", folder="Robots")) == ["2411.10002"]
    assert "You have no folder named “zzz”" in text(await member.slash("saved", folder="zzz"))
    assert await member.suggestions("saved", "folder", "rob") == ["Robots"]


async def test_the_filters_and_orders_of_the_search_hold_for_saved_papers(stage: Stage) -> None:
    await save(stage, "2411.10003", "2411.10009", "2411.10006", MARCO)
    await save_many(stage, 1, "Diffusion lost")
    member = stage.member()
    assert listed(await member.slash("saved", min_votes=6, sort="votes")) == [MARCO, "2411.10009", "2411.10006"]
    assert listed(await member.slash("saved", author="Ada Lovelace", since="2024-11-21", sort="votes")) == [
        "2411.10009", "2411.10006", "2411.10003",
    ]  # fmt: skip
    found = await member.slash("saved", query="diffusion study", min_votes=4, sort="votes")
    assert listed(found) == ["2411.10009", "2411.10006"]
    assert "-# 4 votes or more" in text(found)
    assert listed(await member.slash("saved", until="2024-11-21", sort="votes"))[0] == "2411.10009"
    assert "passes these filters" in text(await member.slash("saved", min_votes=500))
    assert is_private(await member.slash("saved", since="2024-13-45"))
    assert listed(await member.slash("saved", sort="newest"))[-1] == "2301.00000"


async def test_all_of_it_survives_a_restart_and_a_slow_disk(staging: Staging) -> None:
    async with staging() as before:
        await save(before, MARCO)
        card = await opened(before)
        form = await before.member().press(card, "Write a note")
        folders = await before.member().press(await before.member().slash("saved"), "Folders")
    async with staging(defer_after=0.0) as after:
        member = after.member()
        assert "✅ The note is saved." in text(await member.submit(form, note="later"))
        made = await member.submit(await member.press(folders, "New folder"), name="X")
        assert "✅ The folder “X” is there." in text(made)
        card = await opened(after)
        assert "✅ Moved to the folder “X”." in text(await member.choose(card, _MOVE, "X"))
        assert await saved(after) == {MARCO: ("later", "X")}


async def test_a_stranger_may_press_and_send_nothing(stage: Stage) -> None:
    await save(stage, MARCO)
    folder_id = await file(stage, "Mine", MARCO)
    card, stranger = await opened(stage), stage.member(user_id=STRANGER_ID)
    form = await stage.member().press(card, "Write a note")
    for act in (
        stranger.press(card, "Change the note" if "Change the note" in buttons(card) else "Write a note"),
        stranger.choose(card, _MOVE, "No folder"),
        stranger.submit(form, note="gotcha"),
    ):
        refused = await act
        assert is_private(refused)
        assert "Only the person whom this belongs to" in text(refused)
    forged = await stage.answer(press(card, f"folder_gone:{STRANGER_ID}:{folder_id}:1", user_id=STRANGER_ID))
    assert "was deleted already" in text(forged)
    assert await saved(stage) == {MARCO: ("", "Mine")}


async def test_a_paper_that_was_removed_meanwhile_takes_no_note(stage: Stage) -> None:
    await save(stage, MARCO)
    form = await stage.member().press(await opened(stage), "Write a note")
    await SavedPapers(stage.store).remove(ASKER_ID, MARCO)
    refused = await stage.member().submit(form, note="too late")
    assert is_private(refused)
    assert "This paper is not saved any more" in text(refused)


async def test_everything_fits_in_a_message_whatever_it_is_named(stage: Stage) -> None:
    await save_many(stage, 130, "@everyone *_[]<> " * 30)
    folders = [await file(stage, f"{'*_~|' * 12}{number:02}") for number in range(MOST_FOLDERS)]
    async with stage.store.transaction() as transaction:
        await transaction.execute("UPDATE saved_paper SET note = ?, folder_id = ?", ("*_" * 250, folders[0]))
    for locale in ("en-US", "ko"):
        member = stage.member(locale=locale)
        labels = (_DETAILS, "Folders") if locale == "en-US" else ("메모와 폴더", "폴더")
        shown = await member.slash("saved")
        inside = await member.choose(await member.slash("saved"), labels[0], "2301.00129")
        overview = await member.press(await member.slash("saved"), labels[1])
        for message in (shown, inside, overview):
            units, parts = weigh(message)
            assert units <= 4000
            assert parts <= 40
            assert "@everyone" not in text(message)


async def test_everything_is_said_in_korean(stage: Stage) -> None:
    await save(stage, MARCO)
    member = stage.member(locale="ko")
    card = await opened(stage, locale="ko")
    assert "아직 메모가 없습니다" in text(card)
    card = await member.submit(await member.press(card, "메모 쓰기"), note="강의용")
    assert "메모를 저장했습니다" in text(card)
    card = await member.submit(await member.press(card, "새 폴더"), name="읽을 것")
    assert "✅ “읽을 것” 폴더로 옮겼습니다." in text(card)
    inside = await member.slash("saved", folder="읽을 것")
    assert "### “읽을 것” 폴더의 논문 1편" in text(inside)
    asked = await member.press(inside, "폴더 삭제")
    assert "### “읽을 것” 폴더를 삭제할까요?" in text(asked)
    assert "논문 1편은 저장한 논문에 남아 있습니다" in text(await member.press(asked, "폴더만 삭제"))


@pytest.mark.parametrize(
    "custom_id",
    ["saved_one", "saved_note:1", "saved_noted", "saved_move:x:0:1:2", "folders", "folder_open:x", "folder_gone:1",
     f"saved:{ASKER_ID}:f99999999999999999999:1", f"saved_note:{ASKER_ID}:0:1", f"folder_open:{ASKER_ID}"],
)  # fmt: skip
async def test_a_button_that_means_nothing_is_answered_privately(stage: Stage, custom_id: str) -> None:
    await save(stage, MARCO)
    answer = await stage.answer(press(await stage.member().slash("saved"), custom_id))
    assert is_private(answer)
    assert not list(components(answer))
