"""/corpus reload shows what changes, asks before papers go, and does just what was shown."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.search.glossary_file import GlossaryFile
from tests.interface.conftest import Stage, Staging
from tests.interface.look import buttons, text, weigh
from tests.stories.listings import add_listing
from tests.wire.interactions import press, slash
from tests.wire.look import is_private
from tests.wire.payloads import OWNER_ID, Payload
from tests.wire.people import Member


@pytest.fixture
def owner(stage: Stage) -> Member:
    return stage.member(user_id=OWNER_ID)


def remove(seeds: Path) -> None:
    """Take thirty papers away."""
    (seeds / "b.txt").unlink()


def only_button(message: Payload) -> Payload:
    (found,) = buttons(message).values()
    return found


@pytest.mark.parametrize(("locale", "word"), [("en-US", "32 papers, nothing changed"), ("ko", "논문 32편, ")])
async def test_a_reload_reports_that_nothing_changed(stage: Stage, locale: str, word: str) -> None:
    answer = await stage.member(user_id=OWNER_ID, locale=locale).slash("corpus reload")
    assert word in text(answer)
    assert is_private(answer)
    assert buttons(answer) == {}


async def test_what_only_adds_is_shown_and_loaded_at_once(stage: Stage, owner: Member) -> None:
    add_listing(stage.seeds, "2025-03-01", {f"2503.9{number:04}": f"Quokka *{number}*" for number in range(7)})
    listing = stage.seeds / "a.txt"
    listing.write_text(listing.read_text("utf-8").replace("Vote: 42", "Vote: 1234"), "utf-8")
    answer = await owner.slash("corpus reload")
    said = text(answer).splitlines()
    assert said[:4] == ["### ✅ Loaded", "39 papers, +7 −0, 1 vote changed", "**Added: 7**", "- Quokka \\*0\\*"]
    assert "- … and 2 more" in said
    assert "- Marco-o1: Towards \\*Open\\* Reasoning Models \\[v1\\]: 42 → 1,234" in said
    assert buttons(answer) == {}
    assert len(stage.library.corpus.papers) == 39


async def test_what_takes_papers_away_waits_for_a_red_button(stage: Stage, owner: Member) -> None:
    remove(stage.seeds)
    broken = "".join(f"### no link *{number}*\n\n- text\n\n" for number in range(14))
    (stage.seeds / "c.txt").write_text(f"## Daily Papers (2024-11-23)\n\n{broken}", "utf-8")
    before = stage.library.corpus
    asked = await owner.slash("corpus reload")
    assert is_private(asked)
    assert "2 papers, +0 −30" in text(asked)
    assert "**Removed: 30**" in text(asked)
    assert "- c.txt\\:3: the entry has no link" in text(asked)
    assert only_button(asked)["style"] == 4
    assert stage.library.corpus is before
    done = await owner.press(asked, "Load them")
    assert done["id"] == asked["id"], "it stands in the place of the question"
    assert text(done).startswith("### ✅ Loaded\n2 papers, +0 −30")
    assert buttons(done) == {}
    assert len(stage.library.corpus.papers) == 2


@pytest.mark.parametrize(
    ("locale", "head", "lost"),
    [
        ("en-US", "Losing days or sections: 30", "−Nov 21, 2024"),
        ("ko", "날짜나 요약 항목이 빠지는 논문: 30편", "−2024년 11월 21일"),
    ],
)
async def test_what_takes_days_from_papers_waits_for_the_button_too(
    stage: Stage, locale: str, head: str, lost: str
) -> None:
    listing = stage.seeds / "b.txt"
    listing.write_text(listing.read_text("utf-8").replace("2024-11-21", "2025-01-02"), "utf-8")
    before = stage.library.corpus
    asked = await stage.member(user_id=OWNER_ID, locale=locale).slash("corpus reload")
    assert f"**{head}**" in text(asked)
    assert lost in text(asked)
    assert only_button(asked)["style"] == 4
    assert stage.library.corpus is before


async def test_korean_admins_are_asked_in_korean(stage: Stage) -> None:
    remove(stage.seeds)
    owner = stage.member(user_id=OWNER_ID, locale="ko")
    asked = await owner.slash("corpus reload")
    assert text(asked).startswith("### 이 목록을 불러올까요?\n논문 2편, +0 −30")
    assert "### ✅ 불러왔습니다" in text(await owner.press(asked, "불러오기"))


@pytest.mark.parametrize("what", ["the files", "the papers"])
async def test_a_button_does_not_load_what_its_message_did_not_show(stage: Stage, owner: Member, what: str) -> None:
    remove(stage.seeds)
    asked = await owner.slash("corpus reload")
    if what == "the files":
        add_listing(stage.seeds, "2025-03-01", {"2503.90001": "Quokka"})
    else:
        await stage.library.reload()
        add_listing(stage.seeds, "2025-03-01", {"2503.90001": "Quokka"})
    before = stage.library.corpus
    refused = await owner.press(asked, "Load them")
    assert "Nothing was loaded" in text(refused)
    assert "- Quokka" in text(refused)
    assert stage.library.corpus is before
    assert "✅ Loaded" in text(await owner.press(refused, "Load them"))
    assert len(stage.library.corpus.papers) == 3


async def test_a_button_that_was_pressed_twice_loads_once(stage: Stage, owner: Member) -> None:
    remove(stage.seeds)
    asked = await owner.slash("corpus reload")
    custom_id = only_button(asked)["custom_id"]
    await asyncio.gather(*(stage.send(press(asked, custom_id, user_id=OWNER_ID)) for _ in range(3)))
    revision = await stage.library.revision()
    assert revision is not None
    assert revision.id == 2


async def test_the_button_works_after_a_restart(staging: Staging) -> None:
    async with staging() as stage:
        remove(stage.seeds)
        asked = await stage.member(user_id=OWNER_ID).slash("corpus reload")
    async with staging() as stage:
        assert len(stage.library.corpus.papers) == 32
        assert "✅ Loaded" in text(await stage.member(user_id=OWNER_ID).press(asked, "Load them"))
        assert len(stage.library.corpus.papers) == 2


@pytest.mark.parametrize("custom_id", ["corpus_apply", "corpus_apply:1", "corpus_apply:x:y", "corpus_undo:"])
async def test_a_button_of_another_version_is_refused(stage: Stage, owner: Member, custom_id: str) -> None:
    message = await owner.slash("top")
    answer = await stage.answer(press(message, custom_id, user_id=OWNER_ID))
    assert "earlier version" in answer["content"]


async def test_a_reload_that_fails_keeps_the_papers_and_says_why(stage: Stage, owner: Member) -> None:
    for file in stage.seeds.iterdir():
        file.unlink()
    answer = await owner.slash("corpus reload")
    assert "No paper could be read" in text(answer)
    assert is_private(answer)
    assert len(stage.library.corpus.papers) == 32


async def test_a_slow_reload_is_deferred_privately_while_questions_are_answered(staging: Staging) -> None:
    async with staging(defer_after=0.0) as stage:
        reload = asyncio.create_task(stage.send(slash("corpus reload", user_id=OWNER_ID)))
        await stage.wire.until("POST", "/interactions/.*")
        assert stage.wire.callbacks()[0] == {"type": 5, "data": {"flags": 64}}
        await reload
        assert "32 papers" in text(stage.wire.followups()[0])


async def test_a_slow_press_is_acknowledged_first(staging: Staging) -> None:
    async with staging(defer_after=0.0) as stage:
        remove(stage.seeds)
        owner = stage.member(user_id=OWNER_ID)
        asked = await owner.slash("corpus reload")
        custom_id = only_button(asked)["custom_id"]
        await stage.send(press(asked, custom_id, user_id=OWNER_ID))
        assert stage.wire.callbacks()[-1] == {"type": 6}
        assert "✅ Loaded" in text(stage.wire.shown[-1])


async def test_however_much_changes_and_however_long_titles_are_it_fits_in_a_message(
    stage: Stage, owner: Member
) -> None:
    remove(stage.seeds)
    titles = {f"2503.{number:05}": f"{number} " + "*_[긴]_* " * 40 for number in range(300)}
    add_listing(stage.seeds, "2025-03-01", titles)
    broken = "".join(f"### {'no link ' * 30}{number}\n\n#### {'what ' * 40}\n\n" for number in range(300))
    (stage.seeds / "c.txt").write_text(f"## Daily Papers (2024-11-23)\n\n{broken}", "utf-8")
    units, parts = weigh(await owner.slash("corpus reload"))
    assert units <= 4000
    assert parts <= 40


async def test_the_glossary_alone_is_read_again_too(stage: Stage, owner: Member) -> None:
    glossary = stage.seeds.parent / "glossary.tsv"
    glossary.write_text("zeppelin\t확산 모델\n", "utf-8")
    stage.library._glossary = GlossaryFile(glossary)  # pyright: ignore[reportPrivateUsage]
    assert not stage.library.corpus.search("zeppelin").hits
    assert "nothing changed" in text(await owner.slash("corpus reload"))
    assert stage.library.corpus.search("zeppelin").hits
