from __future__ import annotations

import pytest

from bot.answers.engine.passages import answer_passages, matching_passages
from bot.search.corpus import Corpus
from bot.search.glossary import Glossary
from bot.search.synonyms import Synonyms
from tests.answers.engine.fleet import paper

SHIP = paper(
    "2411.00001",
    "Airship: Steering by Wind",
    "비행선을 바람으로 조종하는 방법입니다. 조종에는 강화 학습을 씁니다.",
    "데이터는 GPT-4와 Claude, Llama로 만들었습니다. 비행선 10척에서 모았습니다.",
    "비행선의 속도는 3배 빨라졌습니다. 비행선은 비용도 낮습니다.",
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    others = [paper(f"2401.0000{number}", f"Boat {number}", "배의 속도를 다룹니다.") for number in range(5)]
    return Corpus([SHIP, *others])


def first(question: str, corpus: Corpus) -> str:
    return answer_passages(question, corpus.read(question), SHIP, corpus)[0].quote.text


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("비행선 속도는 얼마나 빨라졌어?", "비행선의 속도는 3배 빨라졌습니다."),
        ("비행선 데이터는 어떤 모델로 만들었어?", "데이터는 GPT-4와 Claude, Llama로 만들었습니다."),
        ("비행선 조종에 강화 학습을 써?", "조종에는 강화 학습을 씁니다."),
        ("비행선 비용은?", "비행선은 비용도 낮습니다."),
    ],
)
def test_the_words_that_ask_outweigh_those_that_describe(corpus: Corpus, question: str, sentence: str) -> None:
    assert first(question, corpus) == sentence


def test_a_word_that_the_summary_does_not_have_counts_by_its_synonyms() -> None:
    glossary = Glossary(synonyms=Synonyms([(("cheap", "싸"), ("비용",)), (("gathered",), ("모았",))]))
    corpus = Corpus([SHIP, paper("2401.00001", "Boat", "배의 속도를 다룹니다.")], 1, glossary)
    assert first("how are things gathered?", corpus) == "비행선 10척에서 모았습니다."
    assert first("is it cheap?", corpus) == "비행선은 비용도 낮습니다."


def test_every_sentence_is_ranked_once_and_verbatim(corpus: Corpus) -> None:
    ranked = answer_passages("속도", corpus.read("속도"), SHIP, corpus)
    assert sorted(item.quote.text for item in ranked) == sorted(x.text for x in corpus.sentences(SHIP))
    assert [item.score for item in ranked] == sorted((item.score for item in ranked), reverse=True)
    assert all(item.quote.text in SHIP.summary and 0 <= item.share <= 1 for item in ranked)


def test_a_question_without_a_known_word_shares_nothing(corpus: Corpus) -> None:
    assert {item.share for item in answer_passages("qwxyz?", corpus.read("qwxyz"), SHIP, corpus)} == {0.0}


def test_what_a_paper_was_found_by_stands_in_the_sentence_that_shows_it(corpus: Corpus) -> None:
    assert matching_passages(corpus.read("강화 학습"), SHIP, corpus)[0].quote.text == "조종에는 강화 학습을 씁니다."
    assert matching_passages(corpus.read("강화 학습"), SHIP, corpus)[0].quote.figure is None
