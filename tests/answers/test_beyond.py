"""Questions about papers that the corpus lacks: which are to be looked up, and what is answered from them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.answers.beyond import MOST_ABSENT, Absent, BeyondService, absent_in
from bot.answers.query_service import QueryService
from bot.answers.reply import Reply
from bot.answers.session import Sessions
from bot.corpus.paper import Listing, Paper, Section
from bot.errors import NotFoundError
from bot.search.corpus import Corpus
from bot.texts import Language, Text

NOW = datetime(2026, 9, 12, 12, tzinfo=UTC)
TIDE = "2609.10715"
SHELLS = "2609.20001"
HYMBA = "2411.13676"
GONE = Text("2609.40001 is nowhere.", "2609.40001은 없습니다.")
KEY = (1, 2)


def _paper(arxiv_id: str, title: str, abstract: str, *authors: str) -> Paper:
    listing = Listing(date(2026, 9, 9), None, 0, "")
    return Paper(arxiv_id, title, authors, (Section("Abstract", abstract),), (listing,))


PAPERS = {
    TIDE: _paper(
        TIDE,
        "TideCache: Tidal Caching for Long Context",
        "Long context inference is limited by memory. TideCache evicts tokens of the KV cache by attention entropy. "
        "It is trained on the PG-19 dataset with 64 GPUs. It uses 38% less memory than SnapKV.",
        "Ada Okafor",
        "Jonas Weber",
    ),
    SHELLS: _paper(SHELLS, "Counting Shells", "We present a benchmark of 300 sea shells.", "Vera Kim"),
}


class _Talk:
    """A conversation in which PAPERS can be looked up, and nothing else."""

    def __init__(self, corpus: Corpus, language: Language = "en") -> None:
        self._corpus = corpus
        self._language: Language = language
        self._sessions = Sessions()
        self.asked: list[str] = []

    def service(self, text: str) -> QueryService:
        here = QueryService(self._corpus, NOW, self._language, self._sessions)
        absent = absent_in(text, here, KEY)
        if absent is None:
            return here
        self.asked += absent.arxiv_ids
        found = [PAPERS[one] for one in absent.arxiv_ids if one in PAPERS]
        return BeyondService(here, absent, found, [GONE] * (len(absent.arxiv_ids) - len(found)))

    def ask(self, text: str) -> Reply:
        return self.service(text).ask(text, KEY)


def _absent(text: str, corpus: Corpus) -> Absent | None:
    return absent_in(text, QueryService(corpus, NOW, "en"))


@pytest.mark.parametrize(
    "text",
    [
        "what is 2609.10715 about?",
        "https://arxiv.org/abs/2609.10715v2",
        "https://huggingface.co/papers/2609.10715",
        "arXiv:2609.10715는 무슨 논문이야?",
        "２６０９.１０７１５ 요약",
    ],
)
def test_an_id_that_the_corpus_lacks_is_to_be_looked_up_in_every_form(corpus: Corpus, text: str) -> None:
    assert _absent(text, corpus) == Absent((TIDE,))


@pytest.mark.parametrize("text", ["who wrote 2411.13676?", "top papers today", "what is pi, 3.14159?", "", "2024.11"])
def test_what_names_no_other_paper_is_answered_from_the_corpus(corpus: Corpus, text: str) -> None:
    assert _absent(text, corpus) is None


def test_of_many_ids_a_few_are_looked_up_and_that_is_said(corpus: Corpus) -> None:
    absent = _absent(" ".join(f"2609.{number:05}" for number in range(50)), corpus)
    assert absent is not None
    assert absent.arxiv_ids == ("2609.00000", "2609.00001", "2609.00002")
    assert len(absent.arxiv_ids) == MOST_ABSENT
    assert [note.en for note in absent.notes] == [
        "I look up at most 3 papers for one message: ask again about the others."
    ]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("what is 2699.12345 about?", "2699.12345"),
        ("2609.1071", "2609.1071"),
        ("2609.107155?", "2609.107155"),
        ("https://arxiv.org/abs/2609.107", "2609.107"),
        ("arXiv:260.10715 뭐야", "260.10715"),
    ],
)
def test_what_is_like_an_id_and_is_none_is_not_looked_up_and_has_a_sentence(
    corpus: Corpus, text: str, typed: str
) -> None:
    absent = _absent(text, corpus)
    assert absent is not None
    assert absent.arxiv_ids == ()
    assert absent.notes[0].en.startswith(f"{typed} is not an arXiv id")
    assert "arXiv 번호가 아닙니다" in absent.notes[0].ko
    reply = _Talk(corpus).ask(text)
    assert reply.status == "not_found"
    assert reply.lead == absent.notes[0].in_(reply.language)


@pytest.mark.parametrize(
    ("language", "first", "mark", "turns"),
    [
        (
            "en",
            "what is 2609.10715 about?",
            "This paper is not in the corpus",
            [
                ("who wrote it?", "Ada Okafor, Jonas Weber"),
                ("what dataset does it use?", "It is trained on the PG-19 dataset with 64 GPUs."),
                ("how much memory does it save?", "It uses 38% less memory than SnapKV."),
                ("when was it published?", "was published on arXiv on Sep 9, 2026"),
            ],
        ),
        (
            "ko",
            "2609.10715 무슨 논문이야?",
            "이 봇의 목록에는 없는 논문",
            [
                ("누가 썼어?", "Ada Okafor, Jonas Weber"),
                ("데이터셋은 뭐 써?", "It is trained on the PG-19 dataset with 64 GPUs."),
                ("언제 나왔어?", "2026년 9월 9일에 arXiv에 공개됐습니다."),
            ],
        ),
    ],
)
def test_a_conversation_goes_on_about_a_paper_that_was_looked_up(
    corpus: Corpus, language: Language, first: str, mark: str, turns: list[tuple[str, str]]
) -> None:
    talk = _Talk(corpus, language)
    card = talk.ask(first)
    assert card.paper == PAPERS[TIDE]
    assert card.absent == (TIDE,)
    assert card.lead.startswith(mark)
    for question, said in turns:
        reply = talk.ask(question)
        assert reply.lead.startswith(mark), question
        assert said in f"{reply.lead} {[quote.text for quote in reply.quotes]}", question
    assert set(talk.asked) == {TIDE}


def test_a_question_for_a_fact_is_quoted_word_for_word_and_what_is_not_stated_is_said(corpus: Corpus) -> None:
    talk = _Talk(corpus)
    (quote,) = talk.ask("what dataset does 2609.10715 use?").quotes
    assert (quote.section, quote.text in PAPERS[TIDE].summary) == ("Abstract", True)
    assert "does not state this" in talk.ask("how many parameters does 2609.10715 have?").lead


def test_the_conversation_returns_to_the_corpus(corpus: Corpus) -> None:
    talk = _Talk(corpus)
    talk.ask("2609.10715")
    reply = talk.ask("who wrote Hymba?")
    assert (reply.hits[0].paper.arxiv_id, reply.absent) == (HYMBA, ())
    assert talk.ask("papers about diffusion").absent == ()
    assert talk.asked == [TIDE]


@pytest.mark.parametrize("question", ["similar papers?", "비슷한 논문은?"])
def test_papers_of_the_corpus_that_are_like_it_are_found(corpus: Corpus, question: str) -> None:
    talk = _Talk(corpus)
    talk.ask("2609.10715")
    reply = talk.ask(question)
    assert PAPERS[TIDE].title in reply.lead
    assert all(corpus.paper(hit.paper.arxiv_id) for hit in reply.hits)
    assert "Long" in reply.hits[0].paper.title


def test_it_can_be_held_against_a_paper_of_the_corpus(corpus: Corpus) -> None:
    reply = _Talk(corpus).ask("compare 2609.10715 with 2411.13676")
    assert [hit.paper.arxiv_id for hit in reply.hits] == [TIDE, HYMBA]
    assert reply.lead.startswith("Not in the corpus, looked up: 2609.10715.")


def test_what_is_not_found_is_said_beside_what_is(corpus: Corpus) -> None:
    reply = _Talk(corpus).ask("2609.10715 2609.20001 2609.40001")
    assert {hit.paper.arxiv_id for hit in reply.hits} == {TIDE, SHELLS}
    assert reply.lead.startswith("2609.40001 is nowhere. Not in the corpus, looked up: ")


@pytest.mark.parametrize(("text", "said"), [("what is 2609.40001?", GONE.en), ("2609.40001 뭐야?", GONE.ko)])
def test_where_nothing_is_found_the_reason_is_the_answer(corpus: Corpus, text: str, said: str) -> None:
    talk = _Talk(corpus)
    reply = talk.ask(text)
    assert (reply.status, reply.lead, reply.hits) == ("not_found", said, ())
    service = talk.service("2609.40001")
    for answer in (service.paper, service.similar):
        with pytest.raises(NotFoundError) as raised:
            answer("2609.40001")
        assert raised.value.text.en == GONE.en


def test_a_message_that_names_it_shows_it_beside_those_of_the_corpus(corpus: Corpus) -> None:
    talk = _Talk(corpus)
    text = "read https://arxiv.org/abs/2609.10715 and https://arxiv.org/abs/2411.13676"
    assert {hit.paper.arxiv_id for hit in talk.service(text).found_in(text).hits} == {TIDE, HYMBA}
    lost = "see 2609.40001"
    with pytest.raises(NotFoundError, match="nowhere"):
        talk.service(lost).found_in(lost)


def test_an_empty_corpus_answers_about_a_paper_that_is_looked_up() -> None:
    talk = _Talk(Corpus(()))
    assert talk.ask("what is 2609.10715?").paper == PAPERS[TIDE]
    assert "Ada Okafor" in talk.ask("who wrote it?").lead


def test_the_corpus_wins_once_it_has_the_paper(corpus: Corpus) -> None:
    talk = _Talk(corpus)
    talk.ask("2609.10715")
    talk._corpus = Corpus((*corpus.papers, PAPERS[TIDE]))  # pyright: ignore[reportPrivateUsage]
    reply = talk.ask("who wrote it?")
    assert "Ada Okafor" in reply.lead
    assert reply.absent == ()
    assert talk.asked == [TIDE]
