"""The models used for reading, loaded once, and how their output is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.answers.request import Act
from bot.answers.understand.act_model import ActModel, Label
from bot.answers.understand.spans import Span
from bot.answers.understand.topic_model import TopicModel
from bot.answers.understand.words import Word

__all__ = ["Leaning", "leaning"]

# Rules for whole messages of small talk are hardly ever wrong; the model may only outvote them clearly.
_TALK: tuple[Act, ...] = ("help", "about", "greeting", "thanks", "ack")
_TALK_KEPT = 0.02
_OFF = 0.5
# Questions about the bot are known by rules only.
_RULED: tuple[Act, ...] = ("help", "about")
# Below this probability the rules decide.
_SURE = 0.5
# Questions are seldom false positives.
_SURE_AGAINST_QUESTION = 0.7


@dataclass(frozen=True, slots=True)
class Leaning:
    """The likeliest act, the probability of each of the first words to be topical, and that of a list request."""

    act: Act
    carries: tuple[float, ...]
    papers: float = 0.0


@dataclass(frozen=True, slots=True)
class _Models:
    act: ActModel
    topic: TopicModel


@cache
def _models() -> _Models:
    return _Models(ActModel.load(), TopicModel.load())


def leaning(text: str, spans: Sequence[Span], words: Sequence[Word], ruled: Act) -> Leaning:
    """Return the models' view of a text whose act is `ruled` by the rules."""
    models = _models()
    likely = models.act.probabilities(text, spans, words, ruled)
    carries = models.topic.probabilities(text, spans, words, ruled)
    return Leaning(_chosen(likely, ruled), carries, likely.get("papers", 0.0))


def _chosen(likely: Mapping[Label, float], ruled: Act) -> Act:
    if ruled in _TALK and likely[ruled] >= _TALK_KEPT:
        return ruled
    best: Act = ruled
    for label, share in likely.items():
        if label == "more" or label == "refine":  # noqa: PLR1714 - so that the types are told apart
            continue
        if (label == "off" and share < _OFF) or (label in _RULED and ruled != label):
            continue
        if share > likely.get(best, 0.0):
            best = label
    least = _SURE_AGAINST_QUESTION if ruled in ("fact", "authors") else _SURE
    return best if likely[best] >= least else ruled
