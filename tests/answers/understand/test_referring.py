"""Displayed papers that a question describes, names by a part of their name, or places beside another."""

from __future__ import annotations

import pytest

from bot.answers.query_service import QueryService
from bot.answers.request import Request
from bot.answers.session import Session
from bot.search.corpus import Corpus
from tests.answers.understand.kit import NOW

_FEB_5 = "top 8 papers of 2025-02-05"
_OCT_25 = "top 6 papers of 2024-10-25"
_OMNIHUMAN, _PRIME, _LEAKAGE = "2502.01061", "2502.01456", "2502.01534"
_INF_CL, _EDITING, _FRAMER = "2410.17243", "2410.16251", "2410.18978"


def _asked(corpus: Corpus, *texts: str) -> tuple[Request, Session]:
    """Return what the last of the texts asks for, and the session it is asked in."""
    service = QueryService(corpus, NOW, "en")
    for text in texts[:-1]:
        service.ask(text, "c")
    session = service.session("c")
    assert session is not None
    return service.understood(texts[-1], "c"), session


@pytest.mark.parametrize(
    ("opening", "text", "act", "arxiv_id", "left"),
    [
        (_FEB_5, "who wrote the preference one", "authors", _LEAKAGE, ""),
        (_FEB_5, "and the process reward thing, is there code", "code", _PRIME, ""),
        (_FEB_5, "how many hours of data in the human animation one?", "fact", _OMNIHUMAN, "hours data"),
        (_FEB_5, "the one about leakage, what did they find", "fact", _LEAKAGE, ""),
        (_FEB_5, "선호 누출 다룬 논문은 저자가 누구야", "authors", _LEAKAGE, ""),
        (_OCT_25, "the contrastive one, what batch size", "fact", _INF_CL, "batch size"),
        (_OCT_25, "배치 키우는거 메모리 얼마나 줄여?", "fact", _INF_CL, "메모리 줄여"),
        (_OCT_25, "그중에 비디오 다루는건 몇초까지 돼?", "fact", _FRAMER, "몇초까지"),
        (_OCT_25, "환각 관련 논문은 도메인 몇개야", "fact", _EDITING, ""),
    ],
)
def test_what_describes_a_displayed_paper_is_not_part_of_the_question(
    corpus: Corpus, opening: str, text: str, act: str, arxiv_id: str, left: str
) -> None:
    request, session = _asked(corpus, opening, text)
    assert arxiv_id in session.listed
    assert (request.act, request.papers) == (act, (arxiv_id,))
    assert not left or request.topic == left


@pytest.mark.parametrize(
    "text",
    [
        "the most popular one who wrote it", "the last one link", "any preference ones?", "제일 인기 많은거 누가 썼어",
        "선호 누출 다룬거 더 있어?",
    ],
)  # fmt: skip
def test_rankings_places_and_lists_describe_no_paper(corpus: Corpus, text: str) -> None:
    request, _ = _asked(corpus, _FEB_5, text)
    assert request.papers != (_LEAKAGE,)


@pytest.mark.parametrize(("text", "act"), [("camel은 누가 만들었어", "authors"), ("camel's votes?", "votes")])
def test_a_part_of_a_displayed_name_names_the_paper(corpus: Corpus, text: str, act: str) -> None:
    request, _ = _asked(corpus, "compare AIN and CAMEL-Bench", text)
    assert (request.act, request.papers) == (act, ("2410.18976",))


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("who wrote the one right before it", -1), ("the paper after that, who made it", 1),
        ("그 바로 위에꺼 저자", -1), ("그 밑에 있는 논문 링크", 1),
    ],
)  # fmt: skip
def test_a_neighbour_in_the_list_is_named_by_its_place(corpus: Corpus, text: str, step: int) -> None:
    request, session = _asked(corpus, _FEB_5, "votes of the third one", text)
    assert request.papers == (session.listed[2 + step],)


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        (("votes of the second one", "1위 그거 누가 썼어"), 0), (("votes of the second one", "3등 그건 코드 있어?"), 2),
        (("votes of the second one", "그 다음 순위꺼 저자"), 2),
    ],
)  # fmt: skip
def test_a_place_in_the_ranking_is_meant_whatever_was_spoken_of(
    corpus: Corpus, texts: tuple[str, ...], place: int
) -> None:
    request, session = _asked(corpus, _FEB_5, *texts)
    assert request.papers == (session.listed[place],)


@pytest.mark.parametrize(
    ("text", "arxiv_id"),
    [
        ("the latter, how many votes", "2410.18976"), ("뒤에거 저자 누구", "2410.18976"),
        ("앞에거 저자 누구", "2502.00094"),
        ("who wrote the former", "2502.00094"),
    ],
)  # fmt: skip
def test_of_two_compared_papers_each_has_its_place(corpus: Corpus, text: str, arxiv_id: str) -> None:
    request, _ = _asked(corpus, "compare AIN and CAMEL-Bench", text)
    assert request.papers == (arxiv_id,)


@pytest.mark.parametrize(
    "text", ["첨에 말한 논문 저자좀", "who wrote the paper i asked about first", "맨 처음 물어본거 저자"]
)
def test_what_was_asked_about_first_is_remembered(corpus: Corpus, text: str) -> None:
    request, _ = _asked(corpus, "Hymba", "taipan", "CAMEL-Bench", text)
    assert (request.act, request.papers) == ("authors", ("2411.13676",))


@pytest.mark.parametrize(
    ("text", "arxiv_id"),
    [
        ("now the protein paper, what tokenizer do they use", "2410.13782"),
        ("단백질 다루는 논문은 추천수 몇개?", "2410.13782"),
        ("the 'near infinite batch size' one, who wrote it", _INF_CL),
    ],
)
def test_what_no_displayed_paper_fits_may_be_said_of_one_other(corpus: Corpus, text: str, arxiv_id: str) -> None:
    request, _ = _asked(corpus, "Hymba", text)
    assert request.papers == (arxiv_id,)


def test_a_question_for_confirmation_stays_with_its_paper(corpus: Corpus) -> None:
    request, _ = _asked(corpus, "taipan", "how many tokens can it handle", "mamba 쓴거 맞죠")
    assert request.papers == ("2410.18572",)


def test_one_picked_from_a_list_leaves_the_list(corpus: Corpus) -> None:
    request, session = _asked(
        corpus, "top 4 on 2024-10-23", "of these only the japanese ones", "number 1, who wrote it"
    )
    assert len(session.listed) > 1
    assert request.papers == (session.listed[0],)


@pytest.mark.parametrize("text", ["방어법 이름은", "방어법 이름 뭐임"])
def test_a_fragment_that_the_paper_speaks_of_is_asked_of_it(corpus: Corpus, text: str) -> None:
    request, _ = _asked(corpus, "2502.00840 공격 성공률 몇이야", text)
    assert (request.act, request.papers) == ("fact", ("2502.00840",))


def test_a_neighbour_beyond_the_list_is_none(corpus: Corpus) -> None:
    request, session = _asked(corpus, _FEB_5, "votes of the first one", "그 바로 위에꺼 저자")
    assert request.papers in ((), (session.listed[0],))


@pytest.mark.parametrize("text", ["not the benchmark, the other one. who wrote it", "벤치마크 말고 다른거 저자 누구야"])
def test_the_other_of_two_is_the_one_that_is_not_rejected(corpus: Corpus, text: str) -> None:
    request, session = _asked(corpus, "compare AIN and CAMEL-Bench", text)
    assert session.pair == ("2502.00094", "2410.18976")
    assert (request.act, request.papers) == ("authors", ("2502.00094",))


def test_the_only_paper_of_a_table_that_states_it_is_spoken_of(corpus: Corpus) -> None:
    request, session = _asked(corpus, _FEB_5, "which of these mention matting?", "who wrote it")
    assert session.focus is not None
    assert (request.act, request.papers) == ("authors", (session.focus,))
    assert session.exchanges[-1].shown == (session.focus,)


@pytest.mark.parametrize(
    ("texts", "place"),
    [(("3rd most upvoted paper of feb 5 2025", "and oct 25 2024?"), 2), (("2월 5일 3위가 뭐야", "10월 25일은?"), 2)],
)
def test_the_place_in_a_ranking_is_kept_for_another_day(corpus: Corpus, texts: tuple[str, str], place: int) -> None:
    request, _ = _asked(corpus, *texts)
    assert (request.offset, request.count, request.order) == (place, 1, "votes")


def test_that_day_is_the_day_of_the_paper_spoken_of(corpus: Corpus) -> None:
    request, _ = _asked(corpus, "Hymba", "그날 2등은 뭐였어")
    assert request.period is not None
    assert (str(request.period.day), request.offset, request.count) == ("2024-11-22", 1, 1)


def test_what_was_shown_before_the_last_reply_is_meant_by_earlier(corpus: Corpus) -> None:
    request, _ = _asked(corpus, "JudgeBench", "Hymba", "who made the benchmark from before")
    assert (request.act, request.papers) == ("authors", ("2410.12784",))


def test_what_is_said_beside_a_description_decides_between_papers_that_fit_it_alike(corpus: Corpus) -> None:
    request, session = _asked(
        corpus, "papers about hallucination", "the one for pictures, w the circle attention. how much better did it get"
    )
    assert "2410.15926" in session.listed
    assert request.papers == ("2410.15926",)


def test_a_word_before_that_one_says_which(corpus: Corpus) -> None:
    request, _ = _asked(corpus, _FEB_5, "선호 누출 그거 누가 썼어")
    assert (request.act, request.papers) == ("authors", (_LEAKAGE,))


def test_the_next_of_the_list_is_one_paper_if_something_is_asked_of_it(corpus: Corpus) -> None:
    request, session = _asked(corpus, _FEB_5, "1번 요약", "그 다음거는 무슨 내용이야")
    assert request.papers == (session.listed[1],)


def test_each_means_the_two_compared_last(corpus: Corpus) -> None:
    request, _ = _asked(corpus, "loldu랑 randlora 뭐가 달라", "각각 며칠자꺼야")
    assert (request.act, set(request.papers)) == ("day", {"2410.13618", "2502.00987"})


def test_another_paper_of_somebody_leaves_the_topic_before(corpus: Corpus) -> None:
    request, _ = _asked(corpus, "게임 논문 있어?", "mohit bansal 다른것도 있나")
    assert request.people
    assert request.topic == ""


def test_papers_on_something_else_are_no_question_about_the_last_one(corpus: Corpus) -> None:
    request, _ = _asked(corpus, "단백질 논문 있지 않았나", "이거 뭐랑 뭐 같이 만드는거야", "축구 경기 분석하는 논문은?")
    assert (request.act, request.papers) == ("papers", ())


def test_one_kind_and_not_another_is_picked_from_the_list_that_has_both(corpus: Corpus) -> None:
    request, session = _asked(corpus, "arabic papers", "multimodal 말고 benchmark 쪽")
    assert len(session.listed) > 1
    assert (request.within, request.topic) == ("arabic", "benchmark")


def test_one_of_the_two_compared_is_chosen_by_its_description(corpus: Corpus) -> None:
    request, _ = _asked(corpus, "LVSM이랑 Long-LRM 비교해주세요", "둘 중에 mamba2 쓰는 건 어느 쪽이죠?")
    assert (request.act, request.papers) == ("summary", ("2410.12781",))


def test_any_day_leaves_the_day_of_the_list(corpus: Corpus) -> None:
    request, _ = _asked(corpus, "top 3 of feb 5", "ok got anything w robots instead, any day")
    assert (request.period, request.topic, request.of_all_days) == (None, "robots", True)


def test_what_fits_several_papers_is_not_taken_for_one(corpus: Corpus) -> None:
    request, _ = _asked(corpus, "Hymba", "the language model paper, who wrote it")
    assert len(request.papers) < 1 or request.papers == ("2411.13676",)
