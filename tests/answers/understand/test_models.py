from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from bot.answers.understand.act_model import ACT_WEIGHTS, ActModel
from bot.answers.understand.ruled import Ruled, by_rules
from bot.answers.understand.topic_model import TOPIC_WEIGHTS, TopicModel
from bot.answers.understand.weights import Weights, keys_of
from bot.corpus.loader import read_folder
from bot.search.corpus import Corpus
from tests.conftest import SEEDS


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(read_folder(SEEDS, {}).papers.values())


@pytest.fixture(scope="module")
def acts() -> ActModel:
    return ActModel.load()


@pytest.fixture(scope="module")
def topics() -> TopicModel:
    return TopicModel.load()


def _read(text: str, corpus: Corpus) -> Ruled:
    return by_rules(text, corpus, date(2025, 2, 6))


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("any papers about robots folding laundry?", "papers"),
        ("로봇 관련 논문 있음?", "papers"),
        ("who wrote Hymba?", "authors"),
        ("그거 링크 좀", "link"),
        ("how many papers are there on diffusion", "count"),
        ("thank you so much!", "thanks"),
        ("next page", "more"),
        ("아니 12월거 말고 1월거", "refine"),
    ],
)
def test_plain_wishes_are_told_surely(text: str, act: str, corpus: Corpus, acts: ActModel) -> None:
    read_so = _read(text, corpus)
    chances = acts.probabilities(read_so.text, read_so.spans, read_so.words, read_so.act)
    assert sum(chances.values()) == pytest.approx(1, abs=1e-4)
    assert max(chances, key=lambda label: chances[label]) == act


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("hey does anyone know good stuff on protein folding, thx", ["protein", "folding"]),
        ("내일 발표라 급한데 음성 합성 논문 하나만 골라줘", ["음성", "합성"]),
        ("ok thanks!", []),
    ],
)
def test_words_that_carry_the_topic_are_told_from_talk(
    text: str, topic: list[str], corpus: Corpus, topics: TopicModel
) -> None:
    read_so = _read(text, corpus)
    told = topics.carrying(read_so.text, read_so.spans, read_so.words, read_so.act, wanted=False)
    assert [word.typed for word in told] == topic


def test_where_a_topic_is_wanted_the_likeliest_word_stands_for_none(corpus: Corpus, topics: TopicModel) -> None:
    read_so = _read("so what do you have on that", corpus)
    told = [
        topics.carrying(read_so.text, read_so.spans, read_so.words, "papers", wanted=wanted) for wanted in (False, True)
    ]
    assert set(told[0]) <= set(told[1])


def test_a_text_without_words_has_no_topic(topics: TopicModel) -> None:
    assert topics.probabilities("?", (), (), "papers") == ()
    assert topics.carrying("?", (), (), "papers", wanted=True) == ()


@pytest.mark.parametrize("text", ["a " * 1000, "가" * 2000, "votes " * 333, "?" * 1999 + "a"])
def test_long_texts_are_told_by_their_beginning(text: str, corpus: Corpus, acts: ActModel, topics: TopicModel) -> None:
    read_so = _read(text.strip(), corpus)
    assert acts.probabilities(read_so.text, read_so.spans, read_so.words, read_so.act)
    assert len(topics.probabilities(read_so.text, read_so.spans, read_so.words, read_so.act)) <= 120


def test_weights_are_found_by_name_and_unknown_names_weigh_nothing() -> None:
    names = ["one", "two", "three"]
    values = np.array([[1, -2], [0.5, 0], [0, 0]], np.float32)
    weights = Weights.of(keys_of(names), values)
    assert len(weights.keys) == 2
    total, known = weights.total(["two", "four", "one", "three"])
    assert known == 2
    np.testing.assert_allclose(total, [1.5, -2], atol=0.02)


def test_models_come_back_from_their_files_as_they_were(tmp_path: Path, acts: ActModel, topics: TopicModel) -> None:
    acts.save(tmp_path / "acts.npz")
    topics.save(tmp_path / "topics.npz")
    for copy, shipped in ((tmp_path / "acts.npz", ACT_WEIGHTS), (tmp_path / "topics.npz", TOPIC_WEIGHTS)):
        with np.load(copy) as ours, np.load(shipped) as theirs:
            assert set(ours.files) == set(theirs.files)
            for name in ours.files:
                np.testing.assert_array_equal(ours[name], theirs[name])


def test_the_files_are_small() -> None:
    assert ACT_WEIGHTS.stat().st_size + TOPIC_WEIGHTS.stat().st_size <= 1_500_000
