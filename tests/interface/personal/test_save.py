"""Saving a paper, by command and by the button of its card."""

from __future__ import annotations

import pytest

from bot.storage.people.saved import MOST_SAVED, SavedPapers
from tests.interface.conftest import NOW, Stage, Staging
from tests.interface.look import menus, text
from tests.wire.look import is_private
from tests.wire.payloads import ASKER_ID, STRANGER_ID

_MARCO = "2411.14405"


async def ids(stage: Stage, user_id: int = ASKER_ID) -> list[str]:
    """Return what a person saved."""
    return [saved.arxiv_id for saved in await SavedPapers(stage.store).saved(user_id)]


@pytest.mark.parametrize(
    "named", [_MARCO, f"https://arxiv.org/abs/{_MARCO}v2", "marco-o1: towards *open* reasoning models [v1]"]
)
async def test_a_paper_is_saved_by_id_link_or_title_and_only_its_saver_knows(stage: Stage, named: str) -> None:
    answer = await stage.member().slash("save", paper=named)
    assert is_private(answer)
    assert text(answer) == ("🔖 Saved “Marco-o1: Towards \\*Open\\* Reasoning Models \\[v1\\]”. /saved shows it.")
    assert await ids(stage) == [_MARCO]
    assert await ids(stage, STRANGER_ID) == []


async def test_in_korean_the_particle_fits_the_title(stage: Stage) -> None:
    member = stage.member(locale="ko")
    assert "compression”을 저장했습니다. /저장한논문에서" in text(await member.slash("save", paper="2411.00002"))
    assert "compression”은 이미 저장한 논문입니다" in text(await member.slash("save", paper="2411.00002"))


async def test_what_is_saved_already_is_said_and_stays_once(stage: Stage) -> None:
    member = stage.member()
    await member.slash("save", paper=_MARCO)
    assert "was saved already" in text(await member.slash("save", paper=_MARCO))
    assert await ids(stage) == [_MARCO]


async def test_a_title_that_is_not_known_shows_the_nearest_papers_and_saves_none(stage: Stage) -> None:
    answer = await stage.member().slash("save", paper="diffusion studies")
    assert is_private(answer)
    assert "No paper is called “diffusion studies”" in text(answer)
    assert "Open a paper" in menus(answer)
    assert await ids(stage) == []


@pytest.mark.parametrize(("locale", "said"), [("en-US", "No paper here matches"), ("ko", "논문이 없습니다")])
async def test_a_paper_that_does_not_exist_is_refused_in_a_sentence(stage: Stage, locale: str, said: str) -> None:
    answer = await stage.member(locale=locale).slash("save", paper="9999.99999")
    assert is_private(answer)
    assert said in text(answer)


async def test_titles_are_suggested_and_what_is_picked_is_the_id(stage: Stage) -> None:
    assert await stage.member().suggestions("save", "paper", "KV cache") == ["KV cache compression"]


@pytest.mark.parametrize("where", [{}, {"guild_id": None}, {"installed": "user"}])
async def test_the_button_of_a_card_saves_privately_wherever_the_card_stands(
    stage: Stage, where: dict[str, object]
) -> None:
    member = stage.member(**where)
    card = await member.slash("paper", id_or_title=_MARCO)
    assert is_private(answer := await member.press(card, "Save"))
    assert "Saved “Marco-o1" in text(answer)
    assert await ids(stage) == [_MARCO]


async def test_everybody_saves_for_themself_from_the_same_card(stage: Stage) -> None:
    card = await stage.member().slash("paper", id_or_title=_MARCO)
    await stage.member(user_id=STRANGER_ID).press(card, "Save")
    assert await ids(stage) == []
    assert await ids(stage, STRANGER_ID) == [_MARCO]


async def test_the_button_works_after_a_restart(staging: Staging) -> None:
    async with staging() as before:
        card = await before.member().slash("paper", id_or_title=_MARCO)
    async with staging() as after:
        await after.member().press(card, "Save")
        assert await ids(after) == [_MARCO]


async def test_a_paper_that_has_left_the_corpus_cannot_be_saved_from_an_old_card(stage: Stage) -> None:
    card = await stage.member().slash("paper", id_or_title="2411.10003")
    (stage.seeds / "b.txt").unlink()
    await stage.library.reload()
    answer = await stage.member().press(card, "Save")
    assert is_private(answer)
    assert "no longer in the corpus" in text(answer)
    assert await ids(stage) == []


async def test_there_is_room_for_a_thousand_papers_and_the_next_one_is_refused_in_a_sentence(stage: Stage) -> None:
    rows = [(ASKER_ID, f"2301.{number:05}", "A title", NOW.isoformat()) for number in range(MOST_SAVED)]
    async with stage.store.transaction() as transaction:
        for row in rows:
            await transaction.execute(
                "INSERT INTO saved_paper (user_id, arxiv_id, title, saved_at) VALUES (?, ?, ?, ?)", row
            )
    answer = await stage.member(locale="ko").slash("save", paper=_MARCO)
    assert is_private(answer)
    assert "1,000편까지" in text(answer)
    assert len(await ids(stage)) == MOST_SAVED


async def test_slow_writing_is_waited_for_and_the_answer_stays_private(staging: Staging) -> None:
    async with staging(defer_after=0.0) as stage:
        answer = await stage.member().slash("save", paper=_MARCO)
        assert is_private(answer)
        assert "Saved “Marco-o1" in text(answer)
