"""How well acts and topics are told on messages of a writer whom the models have not seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.answers.understand.act_model import ActModel
from bot.answers.understand.topic_model import TopicModel
from bot.search.corpus import Corpus
from tests.quality.training.fitting import fit_acts, fit_topics, label_of
from tests.quality.training.messages import WRITERS, Example, Message, read_all
from tests.quality.training.views import views

__all__ = ["Acts", "Topics", "measured"]

_LISTS = ("papers", "count", "refine", "similar")
_HARD = ("work", "absent", "person", "period")


@dataclass(slots=True)
class Acts:
    """Count messages whose act is told right, by act."""

    right: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    asked: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def put(self, wanted: str, got: str) -> None:
        """Count one message."""
        groups = (wanted, "all") if wanted in ("more", "refine") else (wanted, "all", "of rules")
        for group in groups:
            self.asked[group] += 1
            self.right[group] += wanted == got

    def share(self, group: str) -> float:
        """Return the share of right ones."""
        return self.right[group] / max(self.asked[group], 1)


@dataclass(slots=True)
class Topics:
    """Count words that carry a topic, and messages with a topic all of whose words are told right."""

    both: int = 0
    told: int = 0
    wanted: int = 0
    messages: int = 0
    exact: int = 0

    def put(self, example: Example, carries: Sequence[bool]) -> None:
        """Count the words of one message that no named work, person or period covers, nor what is asked of a paper."""
        hard = [span for span in example.reading.spans if span.kind in _HARD]
        pairs = [
            (label_of(kind) == "topic", told)
            for word, kind, told in zip(example.reading.words, example.types, carries, strict=False)
            if kind != "asked" and not any(span.start < word.end and word.start < span.end for span in hard)
        ]
        self.both += sum(wanted and told for wanted, told in pairs)
        self.told += sum(told for _, told in pairs)
        self.wanted += sum(wanted for wanted, _ in pairs)
        if any(wanted for wanted, _ in pairs):
            self.messages += 1
            self.exact += all(wanted == told for wanted, told in pairs)

    @property
    def precision(self) -> float:
        """The share of words told to carry a topic that do."""
        return self.both / max(self.told, 1)

    @property
    def recall(self) -> float:
        """The share of words that carry a topic that are told to."""
        return self.both / max(self.wanted, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.both / max(self.told + self.wanted, 1)

    def line(self) -> str:
        """Return precision, recall, F1 and the share of exact messages."""
        exact = self.exact / max(self.messages, 1)
        return f"precision {self.precision:.3f} recall {self.recall:.3f} F1 {self.f1:.3f} exact {exact:.3f}"


Measured = tuple[dict[str, Acts], dict[str, Topics]]


def measured(messages: Sequence[Message], corpus: Corpus, writers: Sequence[int] = WRITERS) -> Measured:
    """Return the measures of rules and models on `corpus`, each writer's by models of all others' messages."""
    found: Measured = ({"rules": Acts(), "model": Acts()}, {"rules": Topics(), "model": Topics()})
    for writer in writers:
        examples = views([message for message in messages if message.writer != writer])
        act_model, topic_model = fit_acts(examples), fit_topics(examples)
        for example in read_all([message for message in messages if message.writer == writer], corpus):
            _put(example, act_model, topic_model, found)
    return found


def _put(example: Example, act_model: ActModel, topic_model: TopicModel, found: Measured) -> None:
    acts, topics = found
    reading = example.reading
    read_so = (reading.text, reading.spans, reading.words, reading.act)
    likely = act_model.probabilities(*read_so)
    acts["rules"].put(example.message.act, reading.act)
    acts["model"].put(example.message.act, max(likely, key=lambda label: likely[label]))
    topics["rules"].put(example, [word.role in ("known", "unknown") for word in reading.words])
    carrying = topic_model.carrying(*read_so, wanted=example.message.act in _LISTS)
    topics["model"].put(example, [word in carrying for word in reading.words])
