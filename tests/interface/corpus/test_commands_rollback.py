"""/corpus rollback takes the last change back, after a question, and says what that leaves to do."""

from __future__ import annotations

import pytest

from tests.interface.conftest import Stage, Staging
from tests.interface.look import buttons, text
from tests.stories.listings import add_listing
from tests.wire.look import is_private
from tests.wire.payloads import OWNER_ID
from tests.wire.people import Member


@pytest.fixture
def owner(stage: Stage) -> Member:
    return stage.member(user_id=OWNER_ID)


async def load_another(stage: Stage) -> None:
    add_listing(stage.seeds, "2025-03-01", {"2503.90001": "Quokka"})
    await stage.library.reload()


async def test_the_last_change_is_shown_and_taken_back_by_a_red_button(stage: Stage, owner: Member) -> None:
    await load_another(stage)
    asked = await owner.slash("corpus rollback")
    assert is_private(asked)
    assert text(asked).startswith("### Take revision 2 back?\n32 papers, +0 −1")
    assert "**Removed: 1**\n- Quokka" in text(asked)
    assert [button["style"] for button in buttons(asked).values()] == [4]
    assert len(stage.library.corpus.papers) == 33
    done = await owner.press(asked, "Take it back")
    assert "Revision 2 was taken back" in text(done)
    assert "folder of listings still holds the newer files" in text(done)
    assert len(stage.library.corpus.papers) == 32


async def test_status_says_that_it_was_rolled_back_and_a_reload_asks_before_it_brings_that_back(
    stage: Stage, owner: Member
) -> None:
    await load_another(stage)
    await owner.press(await owner.slash("corpus rollback"), "Take it back")
    status = text(await owner.slash("corpus status"))
    assert "Rolled back: revision 3 took revision 2 back <t:" in status
    assert "differ from what is loaded: +1 −0" in status
    asked = await owner.slash("corpus reload")
    assert "this brings back what was taken back" in text(asked)
    assert len(stage.library.corpus.papers) == 32
    await owner.press(asked, "Load them")
    assert len(stage.library.corpus.papers) == 33
    assert "Rolled back" not in text(await owner.slash("corpus status"))


async def test_another_revision_than_the_one_that_was_asked_about_is_not_taken_back(
    stage: Stage, owner: Member
) -> None:
    await load_another(stage)
    asked = await owner.slash("corpus rollback")
    (stage.seeds / "b.txt").unlink()
    await stage.library.reload()
    refused = await owner.press(asked, "Take it back")
    assert "Nothing was taken back" in text(refused)
    assert "**Added: 30**" in text(refused)
    assert len(stage.library.corpus.papers) == 3
    assert "Revision 3 was taken back" in text(await owner.press(refused, "Take it back"))
    assert len(stage.library.corpus.papers) == 33


async def test_the_first_load_cannot_be_taken_back(stage: Stage, owner: Member) -> None:
    assert "there were no papers at all" in text(await owner.slash("corpus rollback"))
    assert "이전에는 논문이 없어" in text(await owner.but(locale="ko").slash("corpus rollback"))
    assert len(stage.library.corpus.papers) == 32


async def test_it_works_after_a_restart_and_lasts(staging: Staging) -> None:
    async with staging() as stage:
        await load_another(stage)
        asked = await stage.member(user_id=OWNER_ID, locale="ko").slash("corpus rollback")
    async with staging() as stage:
        done = await stage.member(user_id=OWNER_ID, locale="ko").press(asked, "되돌리기")
        assert "개정 2를 되돌렸습니다" in text(done)
    async with staging() as stage:
        assert len(stage.library.corpus.papers) == 32
