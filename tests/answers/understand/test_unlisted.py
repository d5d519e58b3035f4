"""A fact that a paper does not state is said to be not stated, whatever words ask for it."""

from __future__ import annotations

import pytest

from bot.answers.phrases import NOT_STATED
from bot.answers.query_service import QueryService
from bot.answers.session import Sessions
from bot.search.corpus import Corpus
from bot.texts import language_of
from tests.answers.understand.kit import NOW, understood

TITLE = "MatAnyone: Stable Video Matting with Consistent Memory Propagation"


@pytest.mark.parametrize(
    "text",
    [
        "e-mail of the matanyone authors",
        "how many hours did matanyone train for",
        "matanyone contact info?",
        "matanyone 저자 메일주소 알려줘",
        "matanyone 데모 링크 좀",
        "matanyone 학습 며칠이나 걸렸대",
    ],
)
def test_a_name_is_meant_beside_what_its_summary_does_not_state(corpus: Corpus, text: str) -> None:
    reply = QueryService(corpus, NOW, "en").ask(text)
    assert reply.lead == NOT_STATED.fill(title=TITLE).in_(language_of(text) or "en")
    assert not reply.quotes


@pytest.mark.parametrize(
    "text",
    ["phone number?", "how do i reach them", "is there a youtube demo", "연락처 있음?", "램 얼마나 먹음", "메일주소는"],
)
def test_such_a_question_is_about_the_paper_spoken_of(corpus: Corpus, text: str) -> None:
    service = QueryService(corpus, NOW, "en", Sessions())
    service.ask("matanyone", "somebody")
    reply = service.ask(text, "somebody")
    if "램" in text:
        # It speaks of memory, so what it says of it is quoted.
        assert reply.request is not None
        assert reply.request.papers == ("2501.14677",)
    else:
        assert NOT_STATED.fill(title=TITLE).in_(reply.language) == reply.lead


@pytest.mark.parametrize("text", ["any on memory usage", "해상도 높은 논문 추천"])
def test_a_search_for_papers_on_such_things_is_none(corpus: Corpus, text: str) -> None:
    sessions = Sessions()
    QueryService(corpus, NOW, "en", sessions).ask("matanyone", "somebody")
    assert understood(corpus, text, sessions).act == "papers"


def test_a_name_beside_a_word_that_no_paper_has_is_meant(corpus: Corpus) -> None:
    reply = QueryService(corpus, NOW, "en").ask("which gpus did Inf-CL use")
    assert "A800" in " ".join(quote.text for quote in reply.quotes)
