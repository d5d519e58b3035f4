"""Changed listings are told to the bot's owners once, or loaded by themselves where nothing would be lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from bot.interface.corpus.watch import CorpusWatch
from tests.corpus.samples import entry, listing
from tests.interface.conftest import Stage, Staging
from tests.interface.look import buttons, text
from tests.stories.listings import add_listing
from tests.wire.payloads import ASKER_ID, BOT_ID, OWNER_ID, Payload, dm_id, user
from tests.wire.server import Wire


def watch(stage: Stage) -> CorpusWatch:
    cog = stage.bot.get_cog("CorpusWatch")
    assert isinstance(cog, CorpusWatch)
    return cog


def told(wire: Wire, user_id: int = OWNER_ID) -> list[Payload]:
    """Return what the bot wrote to a person."""
    channel_id = str(dm_id(user_id))
    if channel_id not in wire.messages.channels:
        return []
    return [one for one in wire.messages.listed(channel_id)[::-1] if one["author"]["id"] == str(BOT_ID)]


def add(stage: Stage, number: int = 1) -> None:
    add_listing(stage.seeds, f"2025-03-{number:02}", {f"2503.9000{number}": f"Quokka {number}"})


async def acts(stage: Stage) -> list[tuple[object, ...]]:
    return await stage.store.rows("SELECT user_id, action FROM audit")


async def test_owners_are_told_once_of_each_change_and_load_it_with_the_button(stage: Stage) -> None:
    await watch(stage).see_to_change()
    assert told(stage.wire) == []
    add(stage)
    for _ in range(2):
        await watch(stage).see_to_change()
    (offer,) = told(stage.wire)
    assert "The listings in the folder have changed" in text(offer)
    assert "33 papers, +1 −0" in text(offer)
    assert [button["style"] for button in buttons(offer).values()] == [1]
    assert len(stage.library.corpus.papers) == 32
    add(stage, 2)
    await watch(stage).see_to_change()
    first, second = told(stage.wire)
    owner = stage.member(user_id=OWNER_ID, guild_id=None)
    assert "Nothing was loaded" in text(await owner.press(first, "Load them"))
    assert "✅ Loaded" in text(await owner.press(second, "Load them"))
    assert len(stage.library.corpus.papers) == 34
    await watch(stage).see_to_change()
    assert len(told(stage.wire)) == 2


async def test_a_change_that_an_admin_was_asked_about_already_is_not_told_again(stage: Stage) -> None:
    (stage.seeds / "b.txt").unlink()
    await stage.member(user_id=OWNER_ID).slash("corpus reload")
    await watch(stage).see_to_change()
    assert told(stage.wire) == []


def add_broken(stage: Stage, name: str = "broken.md", title: str = "no link") -> None:
    (stage.seeds / name).write_text(listing(f"### {title}"), "utf-8")


@pytest.mark.parametrize("mode", ["offer", "auto"])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ["Not all listings in the folder can be read", "nothing could be read: 1", "\\:3: the entry has no link"],
        ),
        ("ko", ["목록 일부를 읽을 수 없습니다", "아무것도 읽지 못한 파일: 1개", "\\:3: 항목에 링크가 없습니다"]),
    ],
)
async def test_owners_are_told_once_of_a_file_in_which_nothing_can_be_read(
    staging: Staging, mode: str, language: str, said: list[str]
) -> None:
    for _ in range(2):
        async with staging(reload_on_change=mode, language=language) as stage:
            add_broken(stage)
            for at_start in (True, False):
                await watch(stage).see_to_change(at_start=at_start)
            (one,) = told(stage.wire)
            assert [word for word in [*said, "- broken.md"] if word not in text(one)] == []
            assert buttons(one) == {}
            assert len(stage.library.corpus.papers) == 32
    async with staging(reload_on_change=mode, language=language) as stage:
        add_broken(stage, "other.md")
        await watch(stage).see_to_change()
        assert len(told(stage.wire)) == 2


async def test_a_file_that_is_empty_of_papers_is_told_with_the_change_beside_it(stage: Stage) -> None:
    add(stage)
    await watch(stage).see_to_change()
    add_broken(stage)
    await watch(stage).see_to_change()
    _, offer = told(stage.wire)
    assert "33 papers, +1 −0" in text(offer)
    assert "Files of which nothing could be read: 1" in text(offer)
    owner = stage.member(user_id=OWNER_ID, guild_id=None)
    assert "✅ Loaded" in text(await owner.press(offer, "Load them"))
    await watch(stage).see_to_change()
    assert len(told(stage.wire)) == 2


async def test_what_could_not_be_read_is_told_too_where_the_rest_was_loaded_by_itself(staging: Staging) -> None:
    async with staging(reload_on_change="auto") as stage:
        add(stage)
        add_broken(stage)
        for _ in range(2):
            await watch(stage).see_to_change()
        (one,) = told(stage.wire)
        assert "broken.md\\:3: the entry has no link" in text(one)
        assert len(stage.library.corpus.papers) == 33


async def test_what_an_admin_saw_rejected_is_not_told_again(stage: Stage) -> None:
    add_broken(stage)
    assert "broken.md\\:3" in text(await stage.member(user_id=OWNER_ID).slash("corpus reload"))
    await watch(stage).see_to_change()
    assert told(stage.wire) == []


async def test_a_restart_tells_nothing_twice(staging: Staging) -> None:
    for _ in range(2):
        async with staging(language="ko") as stage:
            add(stage)
            await watch(stage).see_to_change(at_start=True)
            (offer,) = told(stage.wire)
            assert "폴더의 목록이 바뀌었습니다" in text(offer)


async def test_the_whole_team_is_told(stage: Stage) -> None:
    one = {"role": "admin", "membership_state": 2, "permissions": ["*"], "team_id": "9", "user": user(ASKER_ID)}
    stage.wire.team = {"id": "9", "name": "t", "icon": None, "owner_user_id": str(OWNER_ID), "members": [one]}
    stage.bot._application = await stage.bot.application_info()  # pyright: ignore[reportPrivateUsage]
    add(stage)
    await watch(stage).see_to_change()
    assert (len(told(stage.wire)), len(told(stage.wire, ASKER_ID))) == (1, 1)


async def test_where_nobody_can_be_told_the_log_says_so_and_the_next_try_tells(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    add(stage)
    stage.wire.refuse("POST", "/channels/.*/messages", 403, 50007)
    await watch(stage).see_to_change()
    assert "nobody could be notified" in caplog.text
    stage.wire.accept()
    await watch(stage).see_to_change()
    assert len(told(stage.wire)) == 1


async def test_auto_loads_what_takes_nothing_away_and_offers_the_rest(staging: Staging) -> None:
    async with staging(reload_on_change="auto") as stage:
        add(stage)
        await watch(stage).see_to_change()
        assert len(stage.library.corpus.papers) == 33
        assert told(stage.wire) == []
        assert await acts(stage) == [(None, "corpus.reload")]
        (stage.seeds / "b.txt").unlink()
        await watch(stage).see_to_change()
        (offer,) = told(stage.wire)
        assert [button["style"] for button in buttons(offer).values()] == [4]
        assert len(stage.library.corpus.papers) == 33


async def test_auto_offers_what_takes_a_day_from_papers(staging: Staging) -> None:
    async with staging(reload_on_change="auto") as stage:
        listing = stage.seeds / "b.txt"
        listing.write_text(listing.read_text("utf-8").replace("2024-11-21", "2024-11-20"), "utf-8")
        before = stage.library.corpus
        await watch(stage).see_to_change()
        (offer,) = told(stage.wire)
        assert [button["style"] for button in buttons(offer).values()] == [4]
        assert stage.library.corpus is before


async def test_auto_does_not_redo_what_was_taken_back(staging: Staging) -> None:
    async with staging(reload_on_change="auto") as stage:
        add(stage)
        await stage.library.reload()
        await stage.library.rollback()
        await watch(stage).see_to_change(at_start=True)
        assert told(stage.wire) == []
        add(stage, 2)
        await watch(stage).see_to_change()
        (offer,) = told(stage.wire)
        assert "this brings back what was taken back" in text(offer)
        assert len(stage.library.corpus.papers) == 32


async def test_off_watches_nothing(staging: Staging) -> None:
    async with staging(reload_on_change="off") as stage:
        assert stage.bot.get_cog("CorpusWatch") is None


async def test_listings_that_cannot_be_loaded_are_a_line_in_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    for file in stage.seeds.iterdir():
        file.unlink()
    await watch(stage).see_to_change()
    assert "cannot be loaded: No paper could be read" in caplog.text
    assert told(stage.wire) == []


async def test_watching_goes_on_whatever_goes_wrong(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    usual = watch(stage)
    done = asyncio.Event()

    async def changes(stop: asyncio.Event) -> AsyncIterator[None]:
        for _ in range(2):
            yield
        done.set()
        await stop.wait()

    cog = CorpusWatch(stage.bot, usual._admin, changes, "offer", "en")  # pyright: ignore[reportPrivateUsage]
    await usual.cog_unload()
    stage.bot._ready.set()  # pyright: ignore[reportPrivateUsage]
    stage.library._papers = None  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]
    with caplog.at_level(logging.ERROR):
        await cog.cog_load()
        await asyncio.wait_for(done.wait(), 2)
        await asyncio.wait_for(cog.cog_unload(), 1)
    assert caplog.text.count("could not handle a change") == 2


async def test_what_an_upload_adds_is_nobody_elses_change(staging: Staging) -> None:
    async with staging(reload_on_change="auto") as stage:
        owner = stage.member(user_id=OWNER_ID)
        number = stage.wire.upload("new.md", listing(entry("2503.90001", "Quokka")).encode())
        answer, _ = await asyncio.gather(owner.slash("corpus upload", file=number), watch(stage).see_to_change())
        assert "✅ Loaded" in text(answer)
        await watch(stage).see_to_change()
        assert await acts(stage) == [(OWNER_ID, "corpus.upload")]
        assert told(stage.wire) == []
