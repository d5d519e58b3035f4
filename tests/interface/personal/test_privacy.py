"""What is kept about a person: shown whole, deleted whole, to them alone."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from bot.storage.packing import packed
from bot.storage.people.kept import Privacy
from tests.interface.conftest import NOW, Stage, Staging
from tests.interface.look import buttons, text, weigh
from tests.interface.personal.saving import upload
from tests.wire.interactions import press, slash
from tests.wire.look import files, is_private
from tests.wire.payloads import ASKER_ID, OWNER_ID, STRANGER_ID, dm_id

_DELETE = "Delete everything"


async def use(stage: Stage, user_id: int = ASKER_ID) -> None:
    """Save, follow and search, as a person does."""
    member = stage.member(user_id=user_id)
    await member.slash("save", paper="2411.14405")
    await member.slash("follow topic", query="robot")
    await member.slash("top", day="2024-11-21", count=30)


async def set_digest(stage: Stage) -> None:
    """Let the person be the one who set a server's daily post up."""
    row = (1, 77, "09:00", "UTC", 5, "en", "nothing", ASKER_ID, NOW.isoformat())
    async with stage.store.transaction() as transaction:
        await transaction.execute(
            "INSERT INTO digest_subscription (guild_id, channel_id, post_time, timezone, count, language, "
            "when_nothing_new, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )


def data(stage: Stage) -> Any:
    """Return the data of the file that was sent last."""
    return json.loads(upload(stage).data)


@pytest.mark.parametrize("where", [{}, {"guild_id": None}, {"installed": "user"}])
async def test_all_that_is_kept_is_shown_and_given_as_a_file(stage: Stage, where: dict[str, object]) -> None:
    await use(stage)
    await use(stage, STRANGER_ID)
    answer = await stage.member(**where).slash("privacy show")
    assert is_private(answer)
    assert "**Saved papers: 1**\nMarco-o1: Towards \\*Open\\*" in text(answer)
    assert "**Topics and authors that you follow: 1**\nrobot" in text(answer)
    assert f"<#{dm_id(ASKER_ID)}>, since <t:" in text(answer)
    assert "**Lists shown to you, kept for a month: 1**" in text(answer)
    assert files(answer) == ["my-data.json"]
    assert [paper["arxiv_id"] for paper in data(stage)["saved"]] == ["2411.14405"]
    assert len(data(stage)["shown_lists"]) == 1
    assert str(STRANGER_ID) not in upload(stage).data.decode()


async def test_in_korean_everything_is_korean(stage: Stage) -> None:
    await use(stage)
    await set_digest(stage)
    member = stage.member(locale="ko")
    shown = text(await member.slash("privacy show"))
    for said in ("저장한 논문: 1편", "주제와 저자: 1개", "채널 1개", "서버의 일일 소식: 1개", "그대로 남습니다"):
        assert said in shown
    asked = await member.slash("privacy delete")
    assert "삭제할까요?" in text(asked)
    assert "되돌릴 수 없습니다" in text(asked)
    assert "### 삭제했습니다\n- 저장한 논문: 1편" in text(await member.press(asked, "모두 삭제"))


@pytest.mark.parametrize(("locale", "said"), [("en-US", "Nothing"), ("ko", "없습니다")])
async def test_of_a_newcomer_nothing_is_kept(stage: Stage, locale: str, said: str) -> None:
    member = stage.member(user_id=STRANGER_ID, locale=locale)
    assert said in text(await member.slash("privacy show"))
    asked = await member.slash("privacy delete")
    assert is_private(asked)
    assert said in text(asked)
    assert not buttons(asked)


async def test_nothing_is_deleted_before_the_red_button_and_all_of_it_after(stage: Stage) -> None:
    await use(stage)
    await use(stage, STRANGER_ID)
    member = stage.member()
    asked = await member.slash("privacy delete")
    assert is_private(asked)
    assert buttons(asked)[_DELETE]["style"] == 4
    assert "- Saved papers: 1" in text(asked)
    assert not (await Privacy(stage.store).kept(ASKER_ID)).nothing
    done = await member.press(asked, _DELETE)
    assert done["id"] == asked["id"]
    assert "### Deleted\n- Saved papers: 1\n- Topics and authors that you follow: 1" in text(done)
    assert not buttons(done)
    assert (await Privacy(stage.store).kept(ASKER_ID)).nothing
    assert len((await Privacy(stage.store).kept(STRANGER_ID)).saved) == 1


async def test_a_servers_daily_post_stays_and_that_is_said(stage: Stage) -> None:
    await set_digest(stage)
    member = stage.member()
    assert "Daily posts of servers that you set up: 1" in text(await member.slash("privacy show"))
    assert "A server's daily post stays" in text(await member.slash("privacy delete"))
    await use(stage)
    done = text(await member.press(await member.slash("privacy delete"), _DELETE))
    assert "A server's daily post stays" in done
    assert "Daily posts of servers" not in done
    assert len(await stage.store.rows("SELECT 1 FROM digest_subscription")) == 1


@pytest.mark.parametrize(
    ("locale", "said"), [("en-US", "What you did as an admin: 1"), ("ko", "관리자로서 한 일: 1건")]
)
async def test_what_somebody_did_as_an_admin_is_shown_and_stays(stage: Stage, locale: str, said: str) -> None:
    owner = stage.member(user_id=OWNER_ID, locale=locale)
    await owner.slash("corpus reload")
    shown = text(await owner.slash("privacy show"))
    assert f"**{said}**\ncorpus.reload (<t:" in shown
    assert data(stage)["acts"][0]["action"] == "corpus.reload"
    assert "10,000" in text(await owner.slash("privacy delete"))


async def test_a_second_press_finds_nothing_left(stage: Stage) -> None:
    await use(stage)
    asked = await stage.member().slash("privacy delete")
    button = buttons(asked)[_DELETE]["custom_id"]
    await stage.member().press(asked, _DELETE)
    assert "Nothing is kept" in text(await stage.answer(press(asked, button)))


async def test_a_stranger_may_not_delete(stage: Stage) -> None:
    await use(stage)
    asked = await stage.member().slash("privacy delete")
    refused = await stage.member(user_id=STRANGER_ID, locale="ko").press(asked, _DELETE)
    assert is_private(refused)
    assert "본인만 누를 수 있습니다" in text(refused)
    assert len((await Privacy(stage.store).kept(ASKER_ID)).saved) == 1


async def test_the_button_works_after_a_restart_also_when_writing_is_slow(staging: Staging) -> None:
    async with staging() as before:
        await use(before)
        asked = await before.member().slash("privacy delete")
    async with staging(defer_after=0.0) as after:
        assert "### Deleted" in text(await after.member().press(asked, _DELETE))
        assert (await Privacy(after.store).kept(ASKER_ID)).nothing


async def test_very_much_is_counted_shown_in_part_and_given_whole(stage: Stage) -> None:
    title = "@everyone *_[]<> " * 11
    async with stage.store.transaction() as transaction:
        for number in range(1000):
            row = (ASKER_ID, f"2301.{number:05}", f"{title}{number}", NOW.isoformat())
            await transaction.execute(
                "INSERT INTO saved_paper (user_id, arxiv_id, title, saved_at) VALUES (?, ?, ?, ?)", row
            )
            vote = (number, f"2301.{number:05}", ASKER_ID, NOW.isoformat())
            await transaction.execute("INSERT INTO member_vote VALUES (?, ?, ?, ?)", vote)
            await transaction.execute(
                "INSERT INTO shown_list (id, user_id, shown_at, content) VALUES (?, ?, ?, '{}')", (number, *row[::3])
            )
            await transaction.execute(
                "INSERT INTO audit (at, user_id, action, detail) VALUES (?, ?, 'digest set', '')", row[3::-3]
            )
    await use_follows(stage)
    await set_digest(stage)
    async with stage.store.transaction() as transaction:
        months = [(dm_id(ASKER_ID), f"20{year}-12", packed("2409.00001 " * 99)) for year in range(10, 99)]
        await transaction.execute_many("INSERT INTO digest_posted VALUES (?, 0, ?, ?)", months)
    answer = await stage.member().slash("privacy show")
    assert "**Saved papers: 1,000**" in text(answer)
    assert "more\n" in text(answer)
    assert "@everyone" not in text(answer)
    assert weigh(answer)[0] <= 4000
    assert len(data(stage)["saved"]) == 1000


async def use_follows(stage: Stage) -> None:
    """Follow as much as there is room for."""
    for number in range(25):
        await stage.member().slash("follow topic", query=f"robot {number:02} {'*_' * 40}")


async def test_a_file_larger_than_discord_takes_is_packed(stage: Stage) -> None:
    await use(stage)
    await stage.answer(slash("privacy show") | {"attachment_size_limit": 1000})
    assert upload(stage).filename == "my-data.json.gz"
    assert json.loads(gzip.decompress(upload(stage).data))["saved"][0]["arxiv_id"] == "2411.14405"


async def test_saved_papers_can_be_kept_again_after_all_was_deleted(stage: Stage) -> None:
    await use(stage)
    await stage.member().press(await stage.member().slash("privacy delete"), _DELETE)
    await use(stage)
    kept = await Privacy(stage.store).kept(ASKER_ID)
    assert (len(kept.saved), len(kept.follows)) == (1, 1)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en-US", "Papers in older messages, kept for about a year so that none comes twice: 3"),
        ("ko", "그 전에 보내 드린 논문(다시 보내지 않도록 1년 남짓 보관): 3편"),
    ],
)
async def test_papers_of_messages_that_are_no_longer_kept_are_told_and_deleted(
    stage: Stage, locale: str, said: str
) -> None:
    member = stage.member(user_id=ASKER_ID)
    await member.slash("follow topic", query="robot")
    rows = [(dm_id(ASKER_ID), month, packed(ids)) for month, ids in (("2024-09", "2409.1 2409.2"), ("2024-10", "a/1"))]
    async with stage.store.transaction() as transaction:
        await transaction.execute_many("INSERT INTO digest_posted VALUES (?, 0, ?, ?)", rows)
    answer = await stage.member(user_id=ASKER_ID, locale=locale).slash("privacy show")
    assert said in text(answer)
    assert "2024-10 (1) · 2024-09 (2)" in text(answer)
    await Privacy(stage.store).delete(ASKER_ID)
    assert await stage.store.rows("SELECT * FROM digest_posted") == []
