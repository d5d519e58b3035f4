"""What short messages mean after a list: its papers, an earlier list, or all papers where it has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.request import NOT_IN_LIST
from bot.search.analysis import words
from bot.search.corpus import Corpus
from bot.search.glossary_file import read_glossary
from tests.answers.understand.kit import Talk, shown

_LIST = "2024-11-22 top 5"
_TOP = ("2411.10442", "2411.14402", "2411.14405", "2411.13676", "2411.14251")


@pytest.fixture
def talk(corpus: Corpus) -> Talk:
    return Talk(corpus)


@pytest.mark.parametrize("question", ["what base llm?", "param count?", "데이터셋 이름 뭐더라", "무슨 모델 기반이야"])
def test_a_question_whose_words_tell_no_papers_apart_asks_the_list(talk: Talk, question: str) -> None:
    request, _ = talk.say(_LIST, question)
    assert (request.act, request.papers) == ("compare", _TOP)


@pytest.mark.parametrize("question", ["what is the FID on COCO?", "어떤 논문이 단백질을 만들어?", "축구 분석은?"])
def test_a_question_with_words_of_its_own_is_not_asked_of_the_list(talk: Talk, question: str) -> None:
    request, _ = talk.say(_LIST, question)
    assert request.papers != _TOP


@pytest.mark.parametrize(
    "again", ["gimme all five again", "아까 다섯개 다시 보여줘", "the first list again", "처음 목록 다시"]
)
def test_an_earlier_list_is_shown_again(talk: Talk, again: str) -> None:
    _, reply = talk.say(_LIST, "first two only", "who wrote the second one?", again)
    assert shown(reply) == _TOP


@pytest.mark.parametrize("typed", ["minus the hybrid-head one", "hybrid-head꺼 빼고"])
def test_one_paper_of_a_list_is_left_out_by_its_name(talk: Talk, typed: str) -> None:
    request, reply = talk.say(_LIST, typed)
    assert (request.without.topic, request.without.papers) == ("", ("2411.13676",))
    assert shown(reply) == (*_TOP[:3], _TOP[4], "2411.12364")


def test_a_list_with_links_is_a_list(talk: Talk) -> None:
    _, reply = talk.say("2024-11-22 top 5 with links please :)")
    assert shown(reply) == _TOP
    _, reply = talk.say("2024-11-22에서 20표 이상만")
    assert shown(reply) == _TOP[:3]


def test_a_named_paper_is_shown_though_its_other_words_find_none(talk: Talk) -> None:
    _, reply = talk.say("Taipan 셀렉티브 메커니즘 그 논문")
    assert shown(reply) == ("2410.18572",)


@pytest.mark.parametrize("fewer", ["too many, 2", "cut it down to two", "둘로 줄여줘"])
def test_a_list_is_cut_to_a_number(talk: Talk, fewer: str) -> None:
    _, reply = talk.say(_LIST, fewer)
    assert shown(reply) == _TOP[:2]


@pytest.mark.parametrize(
    "text",
    [
        "my grandma's language prob has like 3 webpages total.. anyone working on langs w/ barely any data",
    ],
)
def test_the_papers_nearest_to_a_long_description_are_shown(talk: Talk, text: str) -> None:
    _, reply = talk.say(text)
    assert reply.status == "not_found"
    assert "The nearest papers here" in reply.lead
    assert shown(reply)


@pytest.mark.parametrize("text", ["blockchain consensus", "지진 조기 경보", "quilting patterns for beginners"])
def test_nothing_is_near_a_topic_of_which_no_word_is_here(talk: Talk, text: str) -> None:
    _, reply = talk.say(text)
    assert (reply.status, shown(reply)) == ("not_found", ())


def test_one_syllable_may_be_a_topic() -> None:
    sayings = read_glossary(Path("config/glossary.tsv"))[0].sayings
    assert [said.terms[0] for said in sayings.find(list(words("웹 관련 논문")))] == ["web page"]


def test_the_first_few_are_those_of_the_list(talk: Talk) -> None:
    _, reply = talk.say(_LIST, "first two only")
    assert shown(reply) == _TOP[:2]
    request, _ = talk.say(_LIST, "the first one")
    assert request.papers == _TOP[:1]


@pytest.mark.parametrize(
    ("narrowing", "lead"), [("japanese only", "None of the papers listed before"), ("일본어만", "앞 목록에는 없어")]
)
def test_what_a_list_has_none_of_is_sought_in_all_papers(talk: Talk, narrowing: str, lead: str) -> None:
    request, reply = talk.say("3d gaussian splatting", narrowing)
    assert request.detail == NOT_IN_LIST
    assert lead in reply.lead
    assert shown(reply)[0] == "2410.17250"


@pytest.mark.parametrize(
    ("typed", "place"), [("the winner's link", 0), ("silver medalist, link?", 1), ("2등꺼 링크", 1)]
)
def test_the_places_of_a_ranking_have_names(talk: Talk, typed: str, place: int) -> None:
    _, reply = talk.say(_LIST, typed)
    assert shown(reply)[:1] == _TOP[place : place + 1]


@pytest.mark.parametrize("typed", ["nvm. watermarking", "forget robots. watermarking", "주제 바꿔서 워터마크"])
def test_who_changes_the_subject_narrows_nothing(talk: Talk, typed: str) -> None:
    request, _ = talk.say("robot papers from feb 5 2025", typed)
    assert (request.act, request.period, request.within) == ("papers", None, "")


@pytest.mark.parametrize(
    ("question", "quoted"),
    [("중국 이미지 벤치마크 문항 몇개야?", "800"), ("how many questions are in JMMMU?", "1,320")],
)
def test_a_number_of_questions_is_quoted(talk: Talk, question: str, quoted: str) -> None:
    _, reply = talk.say(question)
    assert any(quoted in quote.text for quote in reply.quotes[:2])
