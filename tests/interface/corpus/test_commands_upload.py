"""/corpus upload keeps a listing and loads it; what is no listing is refused, and no file is lost."""

from __future__ import annotations

import os

import pytest

from tests.corpus.samples import entry, listing
from tests.interface.conftest import Stage, Staging
from tests.interface.look import text
from tests.wire.look import is_private
from tests.wire.payloads import ADMINISTRATOR, OWNER_ID, Payload
from tests.wire.people import Member

LISTING = listing(entry("2503.90001", "Quokka"), "### no link").encode()


@pytest.fixture
def owner(stage: Stage) -> Member:
    return stage.member(user_id=OWNER_ID)


async def upload(who: Member, name: str = "new.md", content: bytes = LISTING) -> Payload:
    return await who.slash("corpus upload", file=who.door.wire.upload(name, content))


def names(stage: Stage) -> list[str]:
    return sorted(path.name for path in stage.seeds.iterdir())


async def test_a_listing_is_kept_and_loaded(stage: Stage, owner: Member) -> None:
    answer = await upload(owner)
    assert is_private(answer)
    assert text(answer).startswith("### ✅ Loaded\n📄 “new.md” is in the folder: 1 of its entries can be read.\n")
    assert "33 papers, +1 −0" in text(answer)
    assert "new.md\\:11: the entry has no link" in text(answer)
    assert (stage.seeds / "new.md").read_bytes() == LISTING
    assert len(stage.library.corpus.papers) == 33


async def test_what_a_kill_left_of_an_earlier_upload_goes_with_the_next(stage: Stage, owner: Member) -> None:
    left = stage.seeds / f".upload-{'0' * 16}.part"
    left.touch()
    os.utime(left, (0, 0))
    await upload(owner)
    assert names(stage) == ["a.txt", "b.txt", "new.md"]
    left.touch()
    os.utime(left, (0, 0))
    await owner.press(await upload(owner, "b.txt"), "Replace the file")
    assert names(stage) == ["a.txt", "b.txt", "new.md"]


async def test_a_name_is_made_safe_before_it_is_used(stage: Stage, owner: Member) -> None:
    await upload(owner, "../../\x07..con.MD")
    assert names(stage) == ["_con.md", "a.txt", "b.txt"]
    assert sorted(path.name for path in stage.seeds.parent.iterdir() if path.suffix.lower() == ".md") == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("new.md", b"hello", "No paper could be read from the file"),
        ("new.md", listing("### no link").encode(), "new.md\\:3: the entry has no link"),
        ("new.md", b"\xff\xfe", "not UTF-8"),
        ("new.exe", LISTING, "is not a listing"),
        ("new.md", b" " * (8 * 1024**2 + 1), "larger than 8 MiB"),
    ],
)
async def test_what_is_no_listing_is_refused_and_not_kept(
    stage: Stage, owner: Member, name: str, content: bytes, said: str
) -> None:
    answer = await upload(owner, name, content)
    assert said in text(answer)
    assert is_private(answer)
    assert names(stage) == ["a.txt", "b.txt"]


async def test_a_file_is_replaced_only_after_a_question(stage: Stage, owner: Member) -> None:
    old = (stage.seeds / "b.txt").read_bytes()
    asked = await upload(owner, "b.txt")
    assert text(asked).startswith("### Replace “b.txt”?")
    assert (stage.seeds / "b.txt").read_bytes() == old
    # Thirty papers would go with the file, which is asked next.
    loading = await owner.press(asked, "Replace the file")
    assert "“b.txt” is in the folder" in text(loading)
    assert "3 papers, +1 −30" in text(loading)
    assert (stage.seeds / "b.txt").read_bytes() == LISTING
    assert len(stage.library.corpus.papers) == 32
    await owner.press(loading, "Load them")
    assert len(stage.library.corpus.papers) == 3


async def test_a_file_that_has_changed_since_the_question_stays(stage: Stage, owner: Member) -> None:
    asked = await upload(owner, "b.txt")
    (stage.seeds / "b.txt").write_bytes(b"mended by hand")
    answer = await owner.press(asked, "Replace the file")
    assert "has changed in the folder since" in text(answer)
    assert (stage.seeds / "b.txt").read_bytes() == b"mended by hand"


async def test_the_question_outlives_a_restart_but_not_its_answer(staging: Staging) -> None:
    async with staging() as stage:
        asked = await upload(stage.member(user_id=OWNER_ID, locale="ko"), "b.txt")
        assert "“b.txt”를 바꿀까요?" in text(asked)
    async with staging() as stage:
        owner = stage.member(user_id=OWNER_ID, locale="ko")
        stale = stage.wire.interactions
        assert stale
        stranger = await owner.but(user_id=OWNER_ID + 7, permissions=ADMINISTRATOR).press(asked, "파일 바꾸기")
        assert "관리자만" in text(stranger)
        assert "“b.txt”를 폴더에 넣었습니다" in text(await owner.press(asked, "파일 바꾸기"))
        assert await stage.store.rows("SELECT id FROM corpus_upload") == []


async def test_the_same_file_again_is_no_question(stage: Stage, owner: Member) -> None:
    await upload(owner)
    answer = await upload(owner)
    assert "“new.md” was in the folder already" in text(answer)
    assert "nothing changed" in text(answer)


async def test_a_file_that_discord_does_not_hand_over_is_said(stage: Stage, owner: Member) -> None:
    number = stage.wire.upload("new.md", LISTING)
    stage.wire.lose_uploads()
    answer = await owner.slash("corpus upload", file=number)
    assert "Discord did not hand the file over" in text(answer)
    assert names(stage) == ["a.txt", "b.txt"]


async def test_only_admins_upload(stage: Stage) -> None:
    answer = await upload(stage.member(permissions=ADMINISTRATOR))
    assert "Only the admins of this bot may do that." in text(answer)
    assert names(stage) == ["a.txt", "b.txt"]
