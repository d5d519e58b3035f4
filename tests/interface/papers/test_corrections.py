"""Below an answer to a message stand buttons that take back a part of how it was read, or choose another reading."""

from __future__ import annotations

import pytest

from bot.storage.packing import unpacked
from tests.interface.chatting import message, say
from tests.interface.conftest import Stage, Staging
from tests.interface.look import buttons, text
from tests.wire.interactions import option, press, slash
from tests.wire.payloads import BOT_ID, STRANGER_ID, Payload

_ME = f"<@{BOT_ID}>"
_ASKED = f"{_ME} diffusion papers of 2024-11-21, most upvoted first"
_DAY = """## Daily Papers ({day})

### [{title}](https://arxiv.org/abs/{arxiv_id})

Vote: 5

Authors: Grace Hopper

- **What's New**: 확산 모델 연구입니다.
"""


def _offered(said: Payload, kind: str) -> dict[str, str]:
    """Return the custom ids of the buttons of a kind by their labels."""
    ids = {label: part.get("custom_id", "") for label, part in buttons(said).items()}
    return {label: custom_id for label, custom_id in ids.items() if custom_id.startswith(f"{kind}:")}


async def _ask(stage: Stage, content: str) -> tuple[Payload, Payload]:
    """Return what the bot writes, and the message as Discord shows it."""
    (said,) = await say(stage, message(content))
    return said, stage.wire.shown[-1]


async def test_a_list_that_several_parts_narrow_offers_to_drop_each_of_them(stage: Stage) -> None:
    said, _ = await _ask(stage, _ASKED)
    assert list(_offered(said, "drop")) == ["✕ “diffusion”", "✕ Nov 21, 2024", "✕ most votes first"]
    korean, _ = await _ask(stage, f"{_ME} 2024-11-21 diffusion 논문 추천순으로")
    assert list(_offered(korean, "drop")) == ["✕ “diffusion”", "✕ 2024년 11월 21일", "✕ 추천순"]


@pytest.mark.parametrize("content", ["papers about diffusion", "top 3", "who wrote Marco-o1?", "thanks"])
async def test_what_nothing_or_one_part_alone_narrows_offers_nothing(stage: Stage, content: str) -> None:
    said, _ = await _ask(stage, f"{_ME} {content}")
    assert _offered(said, "drop") == {}


async def test_a_command_says_what_it_narrows_itself(stage: Stage) -> None:
    search = slash("search", option("query", "diffusion"), option("since", "2024-11-01"), option("sort", "votes"))
    assert _offered(await stage.answer(search), "drop") == {}


async def test_a_press_answers_again_without_that_part_and_the_person_may_go_on(stage: Stage) -> None:
    said, shown = await _ask(stage, _ASKED)
    wider = await stage.answer(press(shown, _offered(said, "drop")["✕ “diffusion”"]))
    assert "of 30 papers (Nov 21, 2024 · most votes first)" in text(wider)
    assert not (wider.get("flags") or 0) & 64
    assert list(_offered(wider, "drop")) == ["✕ Nov 21, 2024", "✕ most votes first"]
    first = await stage.answer(press(shown, _offered(said, "drop")["✕ most votes first"]))
    assert "“diffusion” (Nov 21, 2024)" in text(first)
    (further,) = await say(stage, message(f"{_ME} who wrote the first one?"))
    assert "Ada Lovelace" in text(further)


async def test_what_was_asked_is_still_known_after_a_restart_and_on_every_page(staging: Staging) -> None:
    async with staging() as stage:
        said, shown = await _ask(stage, _ASKED)
        turned = await stage.answer(press(shown, buttons(said)["Next"]["custom_id"]))
        assert _offered(turned, "drop") == _offered(said, "drop")
    async with staging() as stage:
        wider = await stage.answer(press(shown, _offered(said, "drop")["✕ Nov 21, 2024"]))
        assert "most votes first" in text(wider)
        assert "Nov 21, 2024)" not in text(wider)


async def test_where_nothing_is_within_the_limits_they_can_be_dropped(stage: Stage) -> None:
    said, shown = await _ask(stage, f"{_ME} diffusion papers with more than 900 votes on 2024-11-21")
    assert "No paper matches all of this" in text(said)
    (label,) = [label for label in _offered(said, "drop") if "votes" in label]
    assert "10 papers" in text(await stage.answer(press(shown, _offered(said, "drop")[label])))


async def test_only_who_asked_may_correct(stage: Stage) -> None:
    said, shown = await _ask(stage, _ASKED)
    custom_id = _offered(said, "drop")["✕ “diffusion”"]
    refused = await stage.answer(press(shown, custom_id, user_id=STRANGER_ID, locale="ko"))
    assert refused["flags"] & 64
    assert "질문한 사람만" in refused["content"]


async def test_what_is_no_part_or_no_longer_kept_is_one_sentence(stage: Stage) -> None:
    said, shown = await _ask(stage, _ASKED)
    list_id = next(iter(_offered(said, "drop").values())).split(":")[1]
    for custom_id in (f"drop:{list_id}:people", f"drop:{list_id}", f"meant:{list_id}:0", f"meant:{list_id}:x"):
        answer = await stage.answer(press(shown, custom_id))
        assert answer["flags"] & 64
        assert any(word in answer["content"] for word in ("cannot be changed any more", "earlier version"))
    expired = await stage.answer(press(shown, "drop:1:topic"))
    assert "expired" in expired["content"]


async def test_a_day_that_can_be_read_in_two_ways_offers_the_other_one(stage: Stage) -> None:
    for number, day in enumerate(("2024-10-11", "2024-11-10")):
        listing = _DAY.format(day=day, title=f"Two Days {number}", arxiv_id=f"2410.0000{number + 1}")
        (stage.seeds / f"d{number}.txt").write_text(listing, "utf-8")
    await stage.library.reload()
    said, shown = await _ask(stage, f"{_ME} papers of 10/11/2024")
    ((label, custom_id),) = _offered(said, "meant").items()
    days = {"Oct 11, 2024", "Nov 10, 2024"}
    (other,) = [day for day in days if f"Did you mean {day}?" == label]
    assert (days - {other}).pop() in text(said)
    answer = await stage.answer(press(shown, custom_id))
    assert other in text(answer)
    assert _offered(answer, "meant") == {}


async def test_a_name_of_two_papers_offers_the_other_one_also_below_a_card(stage: Stage) -> None:
    titles = ("Zetanet: Learning to Sort", "Zetanet: Learning to Draw")
    for number, title in enumerate(titles):
        listing = _DAY.format(day="2024-11-20", title=title, arxiv_id=f"2410.0000{number + 1}")
        (stage.seeds / f"d{number}.txt").write_text(listing, "utf-8")
    await stage.library.reload()
    for content in ("who wrote Zetanet?", "summarise Zetanet"):
        said, shown = await _ask(stage, f"{_ME} {content}")
        ((label, custom_id),) = _offered(said, "meant").items()
        (other,) = [title for title in titles if label == f"Did you mean “{title}”?"]
        assert other in text(await stage.answer(press(shown, custom_id)))


async def test_what_is_kept_of_a_list_holds_no_sentence_of_the_message(stage: Stage) -> None:
    await _ask(stage, f"{_ME} hey could you kindly dig up diffusion papers of 2024-11-21, most upvoted first")
    ((packed,),) = await stage.store.rows("SELECT packed FROM shown_list", ())
    content = unpacked(packed)
    assert "diffusion" in content
    assert "kindly" not in content
