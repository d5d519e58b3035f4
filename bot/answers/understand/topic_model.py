"""Which words carry the topic, by a linear chain whose weights `python -m tests.quality.training` makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path

import numpy as np

from bot.answers.request import Act
from bot.answers.understand.spans import Span
from bot.answers.understand.topic_features import topic_features
from bot.answers.understand.weights import Floats, Weights, write_arrays
from bot.answers.understand.words import Word

__all__ = ["LABELS", "TOPIC_WEIGHTS", "TopicModel"]

TOPIC_WEIGHTS = Path(__file__).with_name("topic_weights.npz")
# What a word is part of: a topic or a described paper, what is asked of a paper, or nothing of both.
LABELS = ("topic", "asked", "other")
# From here on a word carries the topic: one that the rules hold for content; a filler, or a part of a span; and where a
# topic must be there and no word comes so far, the likeliest one.
_CONTENT = 0.2
_OTHER = 0.5
_MAY_CARRY = 0.05
# Work on long texts stays bounded; nothing is said of words behind these.
_WORDS = 120


@dataclass(frozen=True, slots=True, eq=False)
class TopicModel:
    """Tell how likely each word carries the topic; made once, by `load`, and shared."""

    weights: Weights
    transitions: Floats

    @classmethod
    def load(cls, path: Path = TOPIC_WEIGHTS) -> TopicModel:
        """Return the model that a file holds."""
        with np.load(path) as stored:
            return cls(Weights.read(stored), stored["transitions"])

    def save(self, path: Path) -> None:
        """Write the model to a file."""
        write_arrays(path, {"transitions": self.transitions, **self.weights.stored()})

    def probabilities(self, text: str, spans: Sequence[Span], words: Sequence[Word], ruled: Act) -> tuple[float, ...]:
        """Return how likely each of the first words carries the topic of a text that was read so."""
        features = topic_features(text, spans, words[:_WORDS], ruled)
        if not features:
            return ()
        scores = self._scores(features)
        before = _forward(scores, self.transitions)
        behind = _forward(scores[::-1], self.transitions.T)[::-1]
        both = before + behind - scores
        raised = np.exp(both - both.max(1, keepdims=True))
        return tuple((raised[:, 0] / raised.sum(1)).tolist())

    def carrying(
        self, text: str, spans: Sequence[Span], words: Sequence[Word], ruled: Act, *, wanted: bool
    ) -> tuple[Word, ...]:
        """Return the words that carry the topic; where one is `wanted`, the likeliest one rather than none."""
        pairs = list(zip(words, self.probabilities(text, spans, words, ruled), strict=False))
        kept = tuple(w for w, chance in pairs if chance >= (_CONTENT if w.role in ("known", "unknown") else _OTHER))
        if kept or not wanted or not pairs:
            return kept
        likeliest, chance = max(pairs, key=lambda pair: pair[1])
        return (likeliest,) if chance >= _MAY_CARRY else ()

    def _scores(self, features: Sequence[Sequence[str]]) -> Floats:
        """Return the score of each label for each word, from one look-up for all of them."""
        ends = list(accumulate(len(own) for own in features))
        places, owners = self.weights.owned(list(chain.from_iterable(features)), ends)
        scores = np.zeros((len(features), len(LABELS)), np.float32)
        np.add.at(scores, owners, self.weights.rows[places])
        return scores * self.weights.scale


def _forward(scores: Floats, transitions: Floats) -> Floats:
    """Return, for each word and label, the logarithm of the weight of all ways that lead there."""
    ways = scores.copy()
    for place in range(1, len(scores)):
        ways[place] += np.logaddexp.reduce(ways[place - 1][:, None] + transitions, axis=0)
    return ways
