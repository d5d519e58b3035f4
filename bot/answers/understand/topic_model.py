"""Which words are topical, by a linear-chain model, trained by `python -m tests.quality.training`."""

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
# Labels of a word: part of a topic or description, part of a question about a paper, or neither.
LABELS = ("topic", "asked", "other")
# Minimum probability of a topical word: a content word by the rules; a filler or part of a span; and the likeliest word
# if a topic is required.
_CONTENT = 0.2
_OTHER = 0.5
_MAY_CARRY = 0.05
# Bounds the work on long texts; later words get no prediction.
_WORDS = 120


@dataclass(frozen=True, slots=True, eq=False)
class TopicModel:
    """Topic tagger; created once, by `load`, and shared."""

    weights: Weights
    transitions: Floats

    @classmethod
    def load(cls, path: Path = TOPIC_WEIGHTS) -> TopicModel:
        """Load the model from a file."""
        with np.load(path) as stored:
            return cls(Weights.read(stored), stored["transitions"])

    def save(self, path: Path) -> None:
        """Write the model to a file."""
        write_arrays(path, {"transitions": self.transitions, **self.weights.stored()})

    def probabilities(self, text: str, spans: Sequence[Span], words: Sequence[Word], ruled: Act) -> tuple[float, ...]:
        """Return the probability of each of the first words to be topical, for a text with this reading."""
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
        """Return the topical words; if one is `wanted`, the likeliest rather than none."""
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
    """Return, for each word and label, the log of the total weight of all paths leading there."""
    ways = scores.copy()
    for place in range(1, len(scores)):
        ways[place] += np.logaddexp.reduce(ways[place - 1][:, None] + transitions, axis=0)
    return ways
