"""The list of saved papers: pages, search, removal, files; its owner's alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.personal.saved import SavedPapers
from tests.interface.conftest import NOW, Stage, Staging
from tests.interface.look import buttons, menus, pictures, text, weigh
from tests.interface.papers import paper
from tests.wire.interactions import press
from tests.wire.look import files, is_private
from tests.wire.payloads import ASKER_ID, STRANGER_ID, Payload
from tests.wire.requests import Upload

_MARCO = "2411.14405"
_REMOVE = "Remove from your saved papers"


async def save(stage: Stage, *arxiv_ids: str, user_id: int = ASKER_ID) -> None:
    """Save papers of the corpus, the last one last."""
    for minute, arxiv_id in enumerate(arxiv_ids):
        known = stage.library.corpus.paper(arxiv_id)
        assert known is not None
        await SavedPapers(stage.store).save(user_id, known, NOW + timedelta(minutes=minute))


async def save_many(stage: Stage, count: int, title: str = "Lost paper", user_id: int = ASKER_ID) -> None:
    """Save papers that the corpus does not hold."""
    async with stage.store.transaction() as transaction:
        for number in range(count):
            row = (user_id, f"2301.{number:05}", f"{title} {number}", (NOW + timedelta(seconds=number)).isoformat())
            await transaction.execute("INSERT INTO saved_paper VALUES (?, ?, ?, ?)", row)


def listed(message: Payload) -> list[str]:
    """Return the papers of a list, in their order."""
    return re.findall(r"\(https://arxiv\.org/abs/([^)]+)\)", text(message))


def upload(stage: Stage) -> Upload:
    """Return the file that was sent last."""
    return next(request.files[0] for request in stage.wire.requests[::-1] if request.files)


async def test_the_newest_comes_first_with_what_is_known_of_it(stage: Stage) -> None:
    await save(stage, _MARCO, "2411.00002")
    answer = await stage.member().slash("saved")
    assert is_private(answer)
    assert text(answer).startswith("### Saved papers: 2\n")
    assert listed(answer) == ["2411.00002", _MARCO]
    assert "Nov 22, 2024 · 42 votes · Yu Zhao" in text(answer)
    assert "saved on Nov 25, 2024" in text(answer)
    assert pictures(answer) == ["https://example.org/marco.png"]


async def test_in_korean_everything_is_korean(stage: Stage) -> None:
    await save(stage, _MARCO)
    await save_many(stage, 20)
    answer = await stage.member(locale="ko").slash("saved")
    assert "저장한 논문 21편" in text(answer)
    assert "2024년 11월 25일에 저장" in text(answer)
    assert set(buttons(answer)) == {"이전", "다음", "BibTeX", "Markdown"}
    assert set(menus(answer)) == {"논문 자세히 보기", "저장한 논문에서 삭제하기", "다른 쪽으로 가기"}
    last = await stage.member(locale="ko").choose(answer, "다른 쪽으로 가기", "5")
    assert "더 이상 목록에 없음" in text(answer)
    assert "5/5쪽" in text(last)


@pytest.mark.parametrize(("locale", "said"), [("en-US", "no papers yet"), ("ko", "아직 저장한 논문이 없습니다")])
async def test_an_empty_list_is_one_sentence_that_says_how_to_begin(stage: Stage, locale: str, said: str) -> None:
    await save(stage, _MARCO, user_id=STRANGER_ID)
    for values in ({}, {"query": "robot"}):
        answer = await stage.member(locale=locale).slash("saved", **values)
        assert is_private(answer)
        assert said in text(answer)
        assert "\n" not in text(answer)
        assert not buttons(answer)


async def test_a_query_finds_those_that_fit_best_first(stage: Stage) -> None:
    await save(stage, "2411.10005", _MARCO, "2411.10003", "2411.00002")
    answer = await stage.member().slash("saved", query="KV 캐시 압축")
    assert listed(answer) == ["2411.00002"]
    assert "### Saved papers that fit “KV 캐시 압축”: 1" in text(answer)


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en-US", "None of your 1 saved papers fits “robot”"), ("ko", "1편 중에 “robot”에 맞는 논문이 없습니다")],
)
async def test_a_query_that_nothing_fits_is_answered_in_a_sentence(stage: Stage, locale: str, said: str) -> None:
    await save(stage, _MARCO)
    answer = await stage.member(locale=locale).slash("saved", query="robot")
    assert is_private(answer)
    assert said in text(answer)


async def test_a_thousand_papers_can_be_paged_to_the_last_within_the_limits(stage: Stage) -> None:
    await save_many(stage, 1000, "x" * 190)
    member = stage.member()
    page = await member.slash("saved")
    assert "### Saved papers: 1,000\n" in text(page)
    assert "Page 1 of 200" in text(page)
    seen = set(listed(page))
    for target in ("25", "37", "49"):
        page = await member.choose(page, "Go to a page", target)
        seen |= set(listed(page))
    page = await member.press(page, "Next")
    assert "Page 50 of 200" in text(page)
    assert listed(page) == [f"2301.{number:05}" for number in range(754, 749, -1)]
    assert len(seen) == 20
    units, count = weigh(page)
    assert (units <= 4000, count <= 40) == (True, True)


async def test_titles_of_any_kind_show_as_they_stand_within_the_limits(stage: Stage) -> None:
    titles = [
        "@everyone **b** [l](https://evil.example) `x` ~~y~~ <@1> " * 12,
        "[" * 202,
        "\\" * 202,
        "😀_*" * 60,
        "# 가",
    ]
    for number, title in enumerate(titles):
        await SavedPapers(stage.store).save(ASKER_ID, paper(title, arxiv_id=f"2301.0000{number}"), NOW)
    answer = await stage.member().slash("saved")
    assert len(listed(answer)) == 5
    assert "@everyone" not in text(answer)
    assert "](https://evil.example" not in text(answer)
    assert "<@1>" not in text(answer)
    assert weigh(answer)[0] <= 4000
    removed = await stage.member().choose(answer, _REMOVE, "2301.00000")
    assert "@everyone" not in text(removed)


async def test_five_papers_with_long_summaries_fit_in_a_message(stage: Stage) -> None:
    entries = [
        f"### [{'*Long* ' * 28}{number}](https://arxiv.org/abs/2411.2000{number})\n\nVote: 3\n\n"
        f"Authors: {', '.join(['A. Very-Long-Name'] * 9)}\n\n- **What's New**: {'아주_긴 ' * 200}.\n"
        for number in range(5)
    ]
    (stage.seeds / "c.txt").write_text("## Daily Papers (2024-11-23)\n\n" + "\n".join(entries), "utf-8")
    await stage.library.reload()
    await save(stage, *(f"2411.2000{number}" for number in range(5)))
    answer = await stage.member().slash("saved")
    assert len(listed(answer)) == 5
    assert weigh(answer)[0] <= 4000


async def test_the_day_of_saving_is_that_of_the_configured_time_zone(staging: Staging) -> None:
    async with staging(timezone="Asia/Seoul") as stage:
        paper_of_day = stage.library.corpus.paper(_MARCO)
        assert paper_of_day is not None
        await SavedPapers(stage.store).save(ASKER_ID, paper_of_day, NOW.replace(hour=20))
        assert "saved on Nov 26, 2024" in text(await stage.member().slash("saved"))


async def test_a_paper_is_removed_in_its_place_and_the_page_stays(stage: Stage) -> None:
    await save_many(stage, 12)
    member = stage.member()
    second = await member.press(await member.slash("saved"), "Next")
    after = await member.choose(second, _REMOVE, "2301.00006", "2301.00003")
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
    after = await stage.member().choose(answer, _REMOVE, "2301.00001")
    assert "was removed already" in text(after)
    assert listed(after) == ["2301.00000"]


async def test_what_was_found_keeps_its_pages_under_a_reload_and_loses_only_what_is_removed(stage: Stage) -> None:
    await save(stage, *(f"2411.100{number:02}" for number in range(30)))
    member = stage.member()
    first = await member.slash("saved", query="robot")
    assert "fit “robot”: 10" in text(first)
    (stage.seeds / "b.txt").unlink()
    await stage.library.reload()
    second = await member.press(first, "Next")
    assert len(listed(second)) == 5
    assert set(listed(first)).isdisjoint(listed(second))
    assert "no longer in the listings" in text(second)
    gone = listed(second)[0]
    after = await member.choose(second, _REMOVE, gone)
    assert "fit “robot”: 9" in text(after)
    assert gone not in listed(after)
    assert len(await SavedPapers(stage.store).saved(ASKER_ID)) == 29


async def test_a_found_list_of_which_nothing_is_left_says_where_the_rest_is(stage: Stage) -> None:
    await save(stage, _MARCO, "2411.10002")
    found = await stage.member().slash("saved", query="robot")
    after = await stage.member().choose(found, _REMOVE, "2411.10002")
    assert "None of the papers of this list is saved any more" in text(after)
    answer = await stage.answer(press(found, buttons(found)["BibTeX"]["custom_id"]))
    assert "nothing to put into a file" in text(answer)


async def test_a_saved_paper_opens(stage: Stage) -> None:
    await save(stage, _MARCO, "2411.00002")
    card = await stage.member().choose(await stage.member().slash("saved"), "Open a paper", _MARCO)
    assert is_private(card)
    assert "MCTS" in text(card)


@pytest.mark.parametrize("where", [{}, {"guild_id": None}, {"installed": "user"}])
async def test_the_whole_list_is_given_as_bibtex_wherever_it_is_asked_for(
    stage: Stage, where: dict[str, object]
) -> None:
    await save(stage, _MARCO)
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
    await save(stage, _MARCO, "2411.00002", "2411.10002")
    member = stage.member(locale="ko")
    answer = await member.press(await member.slash("saved", query="robot"), "Markdown")
    assert is_private(answer)
    assert files(answer) == ["saved.md"]
    assert "“robot”에 맞는 1편을 Markdown 파일로" in text(answer)
    written = upload(stage).data.decode()
    assert "# 저장한 논문 1편" in written
    assert "2411.10002" in written
    assert _MARCO not in written


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
        assert "fit “robot”: 9" in text(await member.choose(second, _REMOVE, listed(second)[0]))
        assert files(await member.press(whole, "Markdown")) == ["saved.md"]


@pytest.mark.parametrize("query", [{}, {"query": "robot"}])
async def test_a_stranger_may_press_nothing_and_gets_nothing(stage: Stage, query: dict[str, str]) -> None:
    await save(stage, *(f"2411.100{number:02}" for number in range(30)))
    await save(stage, _MARCO, user_id=STRANGER_ID)
    mine = await stage.member().slash("saved", **query)
    stranger = stage.member(user_id=STRANGER_ID, locale="ko")
    acts = [stranger.press(mine, label) for label in ("Next", "BibTeX", "Markdown")]
    acts.append(stranger.choose(mine, _REMOVE, listed(mine)[0]))
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
    await save(stage, _MARCO)
    mine = await stage.member().slash("saved")
    answer = await stage.answer(press(mine, custom_id))
    assert is_private(answer)
    assert "earlier version" in text(answer)


async def test_slow_reading_is_waited_for(staging: Staging) -> None:
    async with staging(patience=0.0) as stage:
        await save_many(stage, 7)
        member = stage.member()
        first = await member.slash("saved")
        assert is_private(first)
        second = await member.press(first, "Next")
        assert second["id"] == first["id"]
        assert [callback["type"] for callback in stage.wire.callbacks()] == [5, 6]
        assert "Page 2 of 2" in text(second)
        assert listed(await member.choose(second, _REMOVE, "2301.00000")) == ["2301.00001"]
        assert files(await member.press(second, "BibTeX")) == ["saved.bib"]
