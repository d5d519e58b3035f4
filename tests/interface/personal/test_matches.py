"""The button below a person's own message shows what they follow, all of it, and to them only."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from bot.personal.follows import Follows
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Due, Pick
from bot.storage.follow import Follow
from tests.interface.conftest import NOW, Stage
from tests.interface.look import text
from tests.wire.interactions import option, press, slash
from tests.wire.payloads import ASKER_ID, STRANGER_ID, Payload


@pytest.fixture
async def message(stage: Stage) -> Payload:
    """Give the asker a message of six papers."""
    direct = stage.wire.messages.direct(ASKER_ID)["id"]
    follows = Follows(stage.store, lambda: stage.library.corpus, time(9), "UTC")
    await follows.follow(ASKER_ID, Follow("topic", "확산 모델"), int(direct), "ko", NOW - timedelta(days=1))
    (feed,) = await follows.subscriptions()
    picks = tuple(Pick(f"2411.1{number:04}", "확산 *모델*") for number in range(6))
    await DigestLedger(stage.store).claim(feed, [(Due("listing", date(2024, 11, 21)), picks)], NOW)
    return stage.wire.messages.create(direct, {"content": "x"})


async def test_all_of_it_is_shown_with_the_reason_to_the_person(stage: Stage, message: Payload) -> None:
    answer = await stage.answer(press(message, "matches:2024-11-21", locale="ko", guild_id=None))
    assert answer["flags"] & 64
    assert "2024년 11월 21일까지 올라온 관심 논문 6편입니다." in text(answer)
    assert r"📌 관심: 확산 \*모델\*" in text(answer)
    assert "1/2쪽 · 논문 6편" in text(answer)


async def test_its_papers_can_be_asked_about(stage: Stage, message: Payload) -> None:
    await stage.answer(press(message, "matches:2024-11-21", guild_id=None))
    asked = slash("ask", option("question", "who wrote the second one?"), guild_id=None)
    assert "Ada Lovelace" in text(await stage.answer(asked))


@pytest.mark.parametrize(
    ("user_id", "custom_id"),
    [(STRANGER_ID, "matches:2024-11-21"), (ASKER_ID, "matches:2024-11-20"), (ASKER_ID, "matches:soon")],
)
async def test_there_is_nothing_for_others_and_for_other_days(
    stage: Stage, message: Payload, user_id: int, custom_id: str
) -> None:
    answer = await stage.answer(press(message, custom_id, user_id=user_id, guild_id=None))
    assert answer["flags"] & 64
    assert "/following" in answer["content"]
