"""The panel in which admins set a daily post up: its menus, forms, and what becomes of two panels at once."""

from __future__ import annotations

import pytest

from tests.interface.look import buttons, menus
from tests.stories.town import Server, Town
from tests.wire.look import is_private, texts
from tests.wire.payloads import Payload
from tests.wire.people import Member

pytestmark = pytest.mark.asyncio(loop_scope="module")

_SEND = 1 << 11
_TIMES = {"time": "오후 6시 30분", "zone": "KST", "topics": "diffusion, agents", "votes": "3", "quiet": "주말"}


async def opened(admin: Member) -> Payload:
    return await admin.slash("digest set")


async def placed(admin: Member, channel_id: int) -> Payload:
    """Return a panel with its channel chosen."""
    return await admin.choose(await opened(admin), "Channel", str(channel_id))


def settings(town: Town, channel_id: int) -> tuple[object, ...] | None:
    columns = "post_time, timezone, count, language, topics, min_votes, quiet_days, threads, role_id, notice_channel_id"
    rows = town.rows(f"SELECT {columns} FROM digest_subscription WHERE channel_id = ?", channel_id)
    return rows[0] if rows else None


async def test_every_setting_has_its_place_in_the_panel_and_is_saved(town: Town) -> None:
    server = town.server(channels=2)
    place, other = server.channels
    admin = server.admin()
    panel = await placed(admin, place)
    panel = await admin.choose(panel, "Language", "Korean")
    panel = await admin.choose(panel, "How many papers", "3 papers")
    form = await admin.press(panel, "Time zone, topics, days")
    assert len(form["components"]) == 5
    panel = await admin.submit(form, **_TIMES)
    form = await admin.press(panel, "More")
    assert len(form["components"]) == 5
    more = {"role": str(server.readers), "otherwise": "highlights", "threads": "post", "when": "newest"}
    panel = await admin.submit(form, notices=str(other), **more)
    assert "Not saved yet" in texts(panel)
    assert settings(town, place) is None
    panel = await admin.press(panel, "Save")
    wanted = ("18:30", "Asia/Seoul", 3, "ko", '["diffusion", "agents"]', 3, "[5, 6]", "post", server.readers, other)
    assert settings(town, place) == wanted
    assert "Not saved yet" not in texts(panel)

    form = await admin.press(panel, "More")
    panel = await admin.submit(form, otherwise="nothing", threads="none", when="complete")
    form = await admin.press(panel, "Time zone, topics, days")
    panel = await admin.submit(form, time="9", zone="UTC", topics="", votes="", quiet="")
    assert "Save replaces" in texts(panel)
    await admin.press(panel, "Save")
    assert settings(town, place) == ("09:00", "UTC", 3, "ko", "[]", 0, "[]", "none", None, None)


async def test_what_was_entered_outlives_a_restart_of_the_bot(town: Town) -> None:
    server = town.server()
    admin = server.admin()
    panel = await placed(admin, server.channels[0])
    panel = await admin.choose(panel, "Time", "07:00")
    await town.bot.stop()
    await town.bot.start()
    panel = await admin.choose(panel, "How many papers", "9 papers")
    assert "daily at 07:00" in texts(panel)
    assert "✅ Saved." in texts(await admin.press(panel, "Save"))
    kept = settings(town, server.channels[0])
    assert kept is not None
    assert (kept[0], kept[2]) == ("07:00", 9)


async def test_of_two_admins_the_later_save_holds_and_says_what_it_replaced(town: Town) -> None:
    server = town.server()
    place = server.channels[0]
    one, two = server.admin(), server.admin(locale="ko")
    first = await one.choose(await placed(one, place), "Time", "06:00")
    second = await two.choose(await opened(two), "채널", str(place))
    second = await two.choose(second, "시각", "20:00")
    assert "meanwhile" not in texts(await one.press(first, "Save"))
    warned = await two.choose(second, "논문 수", "논문 7편")
    assert f"그사이 <@{one.user_id}> 님이" in texts(warned), "it is marked before saving"
    said = texts(await two.press(second, "저장"))
    assert f"그사이 <@{one.user_id}> 님이" in said
    assert "매일 06:00" in said
    kept = settings(town, place)
    assert kept is not None
    assert (kept[0], kept[2]) == ("20:00", 7)
    again = await one.press(first, "Save")
    assert f"<@{two.user_id}> had saved other settings" in texts(again)
    assert "had saved" not in texts(await one.press(again, "Save")), "it is said once"


async def test_a_daily_post_that_somebody_ended_meanwhile_goes_on_and_that_is_said(town: Town) -> None:
    server = town.server()
    one, two = server.admin(), server.admin()
    panel = await one.press(await placed(one, server.channels[0]), "Save")
    await two.slash("digest off")
    assert "had been ended meanwhile" in texts(await one.press(panel, "Save"))
    assert settings(town, server.channels[0]) is not None


async def test_a_setup_is_copied_to_another_channel_with_one_choice(town: Town) -> None:
    server = town.server(channels=2)
    place, other = server.channels
    admin = server.admin()
    panel = await admin.choose(await placed(admin, place), "How many papers", "2 papers")
    assert "Copy to another channel" not in menus(panel)
    panel = await admin.press(panel, "Save")
    copied = await admin.choose(panel, "Copy to another channel", str(other))
    assert "Not saved yet" in texts(copied)
    assert settings(town, other) is None
    await admin.press(copied, "Save")
    assert settings(town, other) == settings(town, place)

    both = await admin.slash("digest show")
    assert f"<#{place}>" in texts(both)
    assert f"<#{other}>" in texts(both)
    panel = await admin.press(both, "Change one")
    assert "Other daily posts here" in texts(panel)
    panel = await admin.choose(panel, "Channel", str(other))
    assert "Papers: 2" in texts(panel), "a channel's own settings are shown"


async def test_show_opens_the_panel_of_the_daily_post_that_there_is(town: Town) -> None:
    server = town.server()
    admin = server.admin()
    await admin.slash("digest set", channel=server.channels[0], time="11:45")
    panel = await admin.slash("digest show")
    assert is_private(panel)
    assert "daily at 11:45" in texts(panel)
    chosen = [option["label"] for option in menus(panel)["Time"]["options"] if option.get("default")]
    assert chosen == ["11:45"]
    assert len(menus(panel)["Time"]["options"]) == 25
    preview = await admin.press(panel, "Preview")
    assert is_private(preview)
    changed = await admin.slash("digest set", count=2)
    assert "Papers: 2" in texts(changed), "with options the only daily post is meant"
    assert "daily at 11:45" in texts(changed)


async def test_what_the_bot_lacks_is_marked_before_saving_and_saving_is_refused(town: Town) -> None:
    server = town.server(permissions=(1 << 10) | (1 << 16))
    admin = server.admin()
    panel = await placed(admin, server.channels[0])
    assert "❌ Send Messages: grant it" in texts(panel)
    assert "I lack permissions for that: Send Messages" in texts(await admin.press(panel, "Save"))
    assert settings(town, server.channels[0]) is None


async def test_a_form_that_is_refused_says_what_was_typed_and_opens_again(town: Town) -> None:
    server = town.server()
    admin = server.admin()
    panel = await placed(admin, server.channels[0])
    for wrong in (
        {"time": "half past never"},
        {"time": ""},
        {"zone": "Mars/Olympus"},
        {"topics": "a,b,c,d,e,f"},
        {"votes": "many"},
        {"votes": "100001"},
        {"quiet": "someday"},
        {"quiet": "x" * 101},
    ):
        refused = await admin.submit(await admin.press(panel, "Time zone, topics, days"), **(_TIMES | wrong))
        assert is_private(refused)
        assert "You had typed" in texts(refused)
        assert list(buttons(refused)) == ["Fill in again"]
    panel = await admin.submit(await admin.press(refused, "Fill in again"), **_TIMES)
    assert "daily at 18:30" in texts(panel)


async def test_a_preview_needs_no_channel(town: Town) -> None:
    server = town.server()
    admin = server.admin()
    panel = await admin.choose(await opened(admin), "How many papers", "1 paper")
    preview = await admin.press(panel, "Preview")
    assert is_private(preview)
    assert len(list(menus(preview)["Open a paper"]["options"])) == 1


async def test_saving_ends_a_pause_and_nothing_before_does(town: Town) -> None:
    server = town.server()
    place, admin = server.channels[0], server.admin()
    await admin.slash("digest set", channel=place, time="9")
    await admin.slash("digest pause")
    panel = await admin.choose(await opened(admin), "Time", "10:00")
    assert "Paused since" in texts(panel)
    paused = "SELECT count(*) FROM digest_subscription WHERE channel_id = ? AND paused_at IS NOT NULL"
    assert town.rows(paused, place) == [(1,)]
    assert "no longer paused" in texts(await admin.press(panel, "Save"))
    assert town.rows(paused, place) == [(0,)]


async def test_a_channel_with_a_daily_post_takes_nothing_away_that_was_entered(town: Town) -> None:
    server = town.server()
    place, admin = server.channels[0], server.admin()
    panel = await admin.choose(await opened(admin), "Time", "05:00")
    await server.admin().slash("digest set", channel=place, time="22:00")
    panel = await admin.choose(panel, "Channel", str(place))
    assert "daily at 05:00" in texts(panel)
    assert "Save replaces" in texts(panel)


async def test_who_no_longer_manages_the_server_can_press_nothing(town: Town) -> None:
    server = town.server()
    admin = server.admin()
    panel = await placed(admin, server.channels[0])
    former = admin.but(permissions=0)
    for press in ("Save", "Preview", "More"):
        assert "Manage Server" in texts(await former.press(panel, press))
    assert "Manage Server" in texts(await former.choose(panel, "Time", "07:00"))
    assert "Manage Server" in texts(await former.choose(panel, "Channel", str(server.channels[0])))
    assert "belongs to" in texts(await server.admin().press(panel, "Save"))
    assert settings(town, server.channels[0]) is None


async def test_a_panel_that_is_no_longer_kept_says_where_a_new_one_is(town: Town) -> None:
    server = town.server()
    admin = server.admin()
    panel = await placed(admin, server.channels[0])
    asked = await admin.slash("privacy delete")
    assert "not saved" in texts(asked)
    await admin.press(asked, next(label for label in buttons(asked) if "elete" in label))
    gone = await admin.choose(panel, "Time", "07:00")
    assert "/digest set" in texts(gone)
    assert is_private(gone)


async def test_an_old_draft_is_no_longer_used(town: Town) -> None:
    server = town.server()
    admin = server.admin()
    panel = await placed(admin, server.channels[0])
    await town.bot.stop()
    assert town.change("UPDATE digest_draft SET updated_at = earlier(updated_at) WHERE user_id = ?", admin.user_id)
    town.change("UPDATE digest_draft SET updated_at = earlier(updated_at) WHERE user_id = ?", admin.user_id)
    await town.bot.start()
    assert "/digest set" in texts(await admin.press(panel, "Save"))


async def test_a_channel_that_is_not_of_the_server_is_refused(town: Town) -> None:
    server, elsewhere = town.server(), town.server()
    refused = await placed(server.admin(), elsewhere.channels[0])
    assert "a forum of this server that I can see" in texts(refused)


async def test_a_server_without_a_daily_post_needs_a_channel_beside_options(town: Town) -> None:
    server: Server = town.server()
    assert "No daily post" in texts(await server.admin().slash("digest set", count=3))
