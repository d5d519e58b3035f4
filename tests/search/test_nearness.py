from __future__ import annotations

import random

import numpy as np
import pytest

from bot.search.corpus import Corpus
from bot.search.forward_index import NEW
from bot.search.nearness import nearness
from bot.search.sentence_tokens import SentenceTokens, digests_of
from tests.conftest import MakePaper

WORDS = [["a", "b"], ["c"], ["d", "e", "f"], ["g"]]
WEIGHTS = [3.0, 1.0, 2.0, 0.5]


def naively(sentences: list[list[str]]) -> float:
    """Return what nearness is, word by word and pair by pair."""
    held = [[not set(word).isdisjoint(tokens) for word in WORDS] for tokens in sentences]
    pairs = [(one, other) for one in range(4) for other in range(one + 1, 4)]
    weights = {pair: WEIGHTS[pair[0]] * WEIGHTS[pair[1]] for pair in pairs}
    together = sum(weights[pair] for pair in pairs if any(own[pair[0]] and own[pair[1]] for own in held))
    titled = sum(weight for weight, has in zip(WEIGHTS, held[0], strict=True) if has)
    return 0.8 * together / sum(weights.values()) + 0.4 * titled / sum(WEIGHTS)


def drawn(chance: random.Random) -> list[list[str]]:
    return [chance.choices("abcdefghijkl", k=chance.randint(0, 5)) for _ in range(chance.randint(1, 5))]


def test_it_is_the_share_of_pairs_in_one_sentence_and_of_words_in_the_title() -> None:
    chance = random.Random(4)
    papers = [drawn(chance) for _ in range(200)]
    asked = chance.sample(range(200), 60)
    words = [(digests_of(word), weight) for word, weight in zip(WORDS, WEIGHTS, strict=True)]
    found = nearness(np.array(asked), words, SentenceTokens.of(papers))
    assert found.tolist() == pytest.approx([naively(papers[number]) for number in asked])


def test_one_word_is_near_itself_in_the_title_only() -> None:
    sentences = SentenceTokens.of([[["a"], ["b"]], [["c"], ["a"]], [[], []]])
    assert nearness(np.arange(3), [(digests_of("a"), 1.0)], sentences).tolist() == pytest.approx([0.4, 0.0, 0.0])


def test_nothing_is_near_nothing() -> None:
    sentences = SentenceTokens.of([[["a"]]])
    assert nearness(np.arange(0), [(digests_of("a"), 1.0)], sentences).tolist() == []
    assert nearness(np.arange(1), [(digests_of(()), 1.0), (digests_of("a"), 0.0)], sentences).tolist() == [0.0]


def test_sentences_that_follow_others_are_as_if_made_anew() -> None:
    chance = random.Random(5)
    papers = [drawn(chance) for _ in range(9)]
    rows, fresh = [3, NEW, 0, 8, NEW, NEW], [drawn(chance) for _ in range(3)]
    coming = iter(fresh)
    wanted = SentenceTokens.of([next(coming) if row == NEW else papers[row] for row in rows])
    parts = [SentenceTokens.of(fresh[:1]), SentenceTokens.of(fresh[1:])]
    found = SentenceTokens.of(papers).updated(np.array(rows), parts)
    assert found.starts.tolist() == wanted.starts.tolist()
    assert found.digests.tolist() == wanted.digests.tolist()


def test_words_of_one_sentence_beat_words_of_two(make_paper: MakePaper) -> None:
    papers = [
        make_paper("2401.00001", "Alpha", "steer the hidden states. the camera is far away."),
        make_paper("2401.00002", "Beta", "steer the camera. the hidden states are far away."),
        *(make_paper(f"2402.{n:05}", text="other things entirely") for n in range(20)),
    ]
    first, second = Corpus(papers).search("steer camera").hits
    assert (first.paper.arxiv_id, second.near) == ("2401.00002", 0.0)
    assert first.near > 0
    assert first.score - first.near == pytest.approx(second.score)
