"""The act of a text by a linear model, trained by `python -m tests.quality.training`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, cast

import numpy as np

from bot.answers.request import Act
from bot.answers.understand.act_features import act_features
from bot.answers.understand.spans import Span
from bot.answers.understand.weights import Floats, Weights, probabilities_of, write_arrays
from bot.answers.understand.words import Word

__all__ = ["ACT_WEIGHTS", "SHARES", "ActModel", "Label"]

ACT_WEIGHTS = Path(__file__).with_name("act_weights.npz")
# "more" continues a list, "refine" changes it: both modify the previous request.
Label: TypeAlias = Act | Literal["more", "refine"]
# Weights of shape, letters and signs; each kind is divided by the square root of its number of known features.
SHARES = (1.0, 0.7, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class ActModel:
    """Act classifier; created once, by `load`, and shared."""

    labels: tuple[Label, ...]
    vocabulary: frozenset[str]
    weights: Weights
    bias: Floats

    @classmethod
    def load(cls, path: Path = ACT_WEIGHTS) -> ActModel:
        """Load the model from a file."""
        with np.load(path) as stored:
            labels = tuple(cast("list[Label]", stored["labels"].tobytes().decode().split()))
            vocabulary = frozenset(stored["vocabulary"].tobytes().decode().split())
            return cls(labels, vocabulary, Weights.read(stored), stored["bias"])

    def save(self, path: Path) -> None:
        """Write the model to a file."""
        labels, vocabulary = (
            np.frombuffer("\n".join(words).encode(), np.uint8) for words in (self.labels, sorted(self.vocabulary))
        )
        write_arrays(path, {"labels": labels, "vocabulary": vocabulary, "bias": self.bias, **self.weights.stored()})

    def probabilities(
        self, text: str, spans: Sequence[Span], words: Sequence[Word], ruled: Act
    ) -> Mapping[Label, float]:
        """Return the probability of each act for a text with this reading, whose act is `ruled` by the rules."""
        found = act_features(text, spans, words, ruled, self.vocabulary)
        scores = self.bias
        for share, features in zip(SHARES, (found.shape, found.letters, found.signs), strict=True):
            total, count = self.weights.total(features)
            scores = scores + total * (share / max(count, 1) ** 0.5)
        return dict(zip(self.labels, probabilities_of(scores).tolist(), strict=True))
