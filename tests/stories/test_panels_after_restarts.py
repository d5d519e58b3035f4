"""Every panel and form goes on after the bot was killed, and of two admins at once the later save holds and says so."""

from __future__ import annotations

import asyncio

import pytest

from tests.interface.look import buttons, menus
from tests.stories.town import Town
from tests.wire.look import is_private, texts
from tests.wire.payloads import Payload

pytestmark = pytest.mark.asyncio(loop_scope="module")

_MARCO, _HYMBA = "2411.14405", "2411.13676"
_TIMES = {"time": "18:30", "zone": "KST", "topics": "diffusion", "votes": "3", "quiet": "주말"}


async def restarted(town: Town) -> None:
    await town.bot.kill()
    await town.bot.start()


async def test_the_panel_of_the_daily_post_and_its_forms_go_on_after_a_kill(town: Town) -> None:
    server = town.server(channels=2)
    place, other = server.channels
    admin = server.admin()
    panel = await admin.choose(await admin.slash("digest set"), "Channel", str(place))
    panel = await admin.press(panel, "Save")
    form = await admin.press(panel, "Time zone, topics, days")
    doctor = await admin.slash("digest doctor", channel=place)
    await restarted(town)
    panel = await admin.submit(form, **_TIMES)
    assert "daily at 18:30" in texts(panel)
    panel = await admin.choose(panel, "How many papers", "2 papers")
    assert is_private(await admin.press(panel, "Preview"))
    assert "✅ Saved." in texts(await admin.press(panel, "Save"))
    copied = await admin.choose(panel, "Copy to another channel", str(other))
    await admin.press(copied, "Save")
    kept = town.rows(
        "SELECT post_time, count FROM digest_subscription WHERE guild_id = ? ORDER BY channel_id", server.id
    )
    assert kept == [("18:30", 2)] * 2
    for label, pressed in buttons(doctor).items():
        if pressed.get("custom_id") and not pressed.get("disabled"):
            assert "earlier version" not in texts(await admin.press(doctor, label)), label


async def test_the_panels_of_what_somebody_saved_go_on_after_a_kill(town: Town) -> None:
    member = town.server().member()
    await member.slash("save", paper=_MARCO, folder="Mine")
    await member.slash("save", paper=_HYMBA)
    shelf, card = await member.slash("saved"), await member.slash("saved")
    folders = await member.press(shelf, "Folders")
    card = await member.choose(card, "Note and folder", _HYMBA)
    note, moved = await member.press(card, "Write a note"), await member.press(card, "New folder")
    made = await member.press(folders, "New folder")
    await restarted(town)
    assert "The note is saved" in texts(await member.submit(note, note="mine"))
    await member.submit(moved, name="Later")
    await member.submit(made, name="Empty")
    assert sorted(town.rows("SELECT name FROM saved_folder WHERE user_id = ?", member.user_id)) == [
        ("Empty",),
        ("Later",),
        ("Mine",),
    ]
    inside = await member.choose(folders, "Open a folder", "Mine")
    assert _MARCO in texts(inside)
    renamed = await member.press(inside, "Rename the folder")
    await restarted(town)
    await member.submit(renamed, name="Ours")
    folders = await member.press(await member.slash("saved"), "Folders")
    asked = await member.press(await member.choose(folders, "Open a folder", "Ours"), "Delete the folder")
    await restarted(town)
    await member.press(asked, "Delete the folder, keep the papers")
    assert ("Ours",) not in town.rows("SELECT name FROM saved_folder WHERE user_id = ?", member.user_id)


async def test_a_list_of_what_was_read_goes_on_after_a_kill(town: Town) -> None:
    server = town.server()
    member = server.member()
    await member.slash("list add", paper=_MARCO)
    await member.slash("list done", paper=_MARCO)
    read = await member.slash("list show", done=True)
    await restarted(town)
    assert "is on the list again" in texts(await member.choose(read, "Put back on the list", _MARCO))


async def test_of_two_admins_who_save_at_the_same_moment_one_holds_and_reads_what_it_replaced(town: Town) -> None:
    server = town.server()
    place = server.channels[0]
    one, two = server.admin(), server.admin()

    async def opened(number: int) -> Payload:
        admin = (one, two)[number]
        panel = await admin.choose(await admin.slash("digest set"), "Channel", str(place))
        return await admin.choose(panel, "How many papers", f"{number + 2} papers")

    panels = await asyncio.gather(opened(0), opened(1))
    said = [texts(card) for card in await asyncio.gather(one.press(panels[0], "Save"), two.press(panels[1], "Save"))]
    assert all("✅ Saved." in text for text in said)
    (kept,) = town.rows("SELECT count, set_by FROM digest_subscription WHERE channel_id = ?", place)
    later = int(kept[0]) - 2
    assert kept[1] == (one, two)[later].user_id
    assert f"<@{(two, one)[later].user_id}> had saved other settings" in said[later]
    assert "had saved" not in said[1 - later]


async def test_two_members_mark_a_paper_as_read_at_the_same_moment_and_one_reads_that_nothing_was_left(
    town: Town,
) -> None:
    server = town.server()
    one, two = server.member(), server.member()
    await one.slash("list add", paper=_MARCO)
    shown = await asyncio.gather(one.slash("list show"), two.slash("list show"))
    assert all(menus(card) for card in shown)
    said = await asyncio.gather(
        one.choose(shown[0], "Mark as read", _MARCO), two.choose(shown[1], "Mark as read", _MARCO)
    )
    assert sum("✅ Marked" in texts(card) for card in said) == 1
    assert sum("changed meanwhile" in texts(card) for card in said) == 1
