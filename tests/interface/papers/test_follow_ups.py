"""Below an answer about one paper stand the likely next questions; a press asks them."""

from __future__ import annotations

from tests.interface.chatting import message, say
from tests.interface.conftest import Stage, Staging
from tests.interface.look import buttons, text
from tests.wire.interactions import option, press, slash
from tests.wire.payloads import ASKER_ID, BOT_ID, STRANGER_ID, Payload

_ME = f"<@{BOT_ID}>"
_ENGLISH = """## Daily Papers (2024-11-20)

### [Plainspoken: Summaries in English](https://arxiv.org/abs/2411.09999)

Vote: 3

Authors: Ada Lovelace

- **What's New**: Plainspoken is a corpus of summaries.
- **Technical Details**: It uses a transformer model with a module for each stage of training.
- **Performance Highlights**: The results show an improvement of 4.2% in performance.
"""


def offered(said: Payload) -> dict[str, str]:
    """Return the custom ids of the next questions by their labels."""
    pressable = {label: part.get("custom_id", "") for label, part in buttons(said).items()}
    return {label: custom_id for label, custom_id in pressable.items() if custom_id.startswith("next:")}


async def ask(stage: Stage, question: str) -> Payload:
    return await stage.answer(slash("ask", option("question", question)))


async def test_an_answer_offers_what_it_has_not_said_yet_in_its_language(stage: Stage) -> None:
    english = await ask(stage, "who wrote Marco-o1?")
    assert list(offered(english)) == ["How well does it do?", "How does it work?", "Similar papers?", "Sum it up"]
    korean = await ask(stage, "Marco-o1은 얼마나 향상되었나요?")
    assert "6.17%" in text(korean).replace("*", "")
    assert list(offered(korean)) == ["어떤 방법인가요?", "비슷한 논문은요?", "누가 썼나요?", "요약해 주세요"]


async def test_a_card_offers_only_what_has_no_button_on_it(stage: Stage) -> None:
    (card,) = await say(stage, message(f"{_ME} Marco-o1 요약해 줘"))
    assert list(offered(card)) == ["성능은 어때요?", "어떤 방법인가요?"]


async def test_a_question_that_has_no_answer_is_not_offered(stage: Stage) -> None:
    said = await ask(stage, "who wrote 2411.00002?")
    assert list(offered(said)) == ["Sum it up"]


async def test_lists_and_what_is_not_found_offer_nothing(stage: Stage) -> None:
    assert offered(await ask(stage, "papers about diffusion")) == {}
    assert offered(await ask(stage, "medieval pottery glazes of Qzrtland")) == {}


async def test_who_asked_gets_the_next_answer_in_the_channel_and_further_questions(stage: Stage) -> None:
    said = await ask(stage, "who wrote Marco-o1?")
    pressed = press(stage.wire.shown[-1], offered(said)["How does it work?"], locale="ko")
    answer = await stage.answer(pressed)
    assert not (answer.get("flags") or 0) & 64
    assert "몬테카를로" in text(answer)
    assert list(offered(answer)) == ["How well does it do?", "Similar papers?", "Who wrote it?", "Sum it up"]


async def test_a_stranger_gets_it_privately_and_may_go_on_about_the_paper(stage: Stage) -> None:
    said = await ask(stage, "who wrote Marco-o1?")
    answer = await stage.answer(press(stage.wire.shown[-1], offered(said)["Sum it up"], user_id=STRANGER_ID))
    assert answer["flags"] & 64
    assert "개방형" in text(answer)
    (further,) = await say(stage, message(f"{_ME} who wrote it?", user_id=STRANGER_ID))
    assert "Yu Zhao" in text(further)


async def test_each_question_is_answered_in_its_buttons_language_after_a_restart(staging: Staging) -> None:
    async with staging() as stage:
        english = offered(await ask(stage, "who wrote Marco-o1?"))
        korean = offered(await ask(stage, "Marco-o1은 얼마나 향상되었나요?"))
        shown = stage.wire.shown[-1]
    async with staging() as stage:
        for label, part in {
            "How well does it do?": "6.17%",
            "How does it work?": "몬테카를로",
            "Similar papers?": "like “Marco-o1",
            "Sum it up": "Similar",
        }.items():
            answer = await stage.answer(press(shown, english[label]))
            assert part in str(answer).replace("*", "").replace("\\", ""), label
            assert "찾지 못했습니다" not in text(answer)
        for label, part in {"누가 썼나요?": "명: Yu Zhao", "비슷한 논문은요?": "비슷한 것부터"}.items():
            answer = await stage.answer(press(shown, korean[label]))
            assert part in str(answer).replace("*", "").replace("\\", ""), label


async def test_the_context_of_the_list_from_which_a_paper_came_is_kept(stage: Stage) -> None:
    await say(stage, message(f"{_ME} newest papers"))
    (said,) = await say(stage, message(f"{_ME} who wrote the first one?"))
    await stage.send(press(stage.wire.shown[-1], offered(said)["How does it work?"]))
    (second,) = await say(stage, message(f"{_ME} who wrote the second one?"))
    assert "Author Number0" in text(second)


async def test_summaries_in_english_are_asked_in_english(stage: Stage) -> None:
    (stage.seeds / "c.txt").write_text(_ENGLISH, "utf-8")
    await stage.library.reload()
    said = await ask(stage, "2411.09999 저자는 누구야?")
    assert list(offered(said)) == ["성능은 어때요?", "어떤 방법인가요?", "비슷한 논문은요?", "요약해 주세요"]
    results = await stage.answer(press(stage.wire.shown[-1], offered(said)["성능은 어때요?"]))
    assert "improvement of 4.2%" in text(results).replace("*", "")
    assert "누가 썼나요?" in offered(results)


async def test_a_paper_that_is_gone_and_a_question_that_is_not_known_are_one_sentence(stage: Stage) -> None:
    await ask(stage, "who wrote Marco-o1?")
    shown = stage.wire.shown[-1]
    gone = await stage.answer(press(shown, f"next:1234.56789:results:en:{ASKER_ID}"))
    assert "no longer in the corpus" in gone["content"]
    for custom_id in (
        f"next:2411.14405:odd:en:{ASKER_ID}",
        f"next:2411.14405:results:fr:{ASKER_ID}",
        f"next:2411.14405:{ASKER_ID}",
    ):
        unknown = await stage.answer(press(shown, custom_id))
        assert unknown["flags"] & 64
        assert any(word in unknown["content"] for word in ("not offered any more", "earlier version"))
