from __future__ import annotations

import numpy as np
import pytest

from bot.answers.understand.act_model import ActModel
from bot.answers.understand.topic_model import TopicModel
from bot.answers.understand.weights import Weights
from tests.quality.training.fitting import fit_acts, fit_topics
from tests.quality.training.held_out import measured
from tests.quality.training.messages import ROOT, Example, corpus_of, load_messages
from tests.quality.training.views import views

# Other processors add in another order, so that a weight may fall on the next step of its byte.
_STEPS_APART = 3
_CHANCES_APART = 0.05

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return views(load_messages())


def _assert_like(shipped: Weights, made: Weights) -> None:
    both, ours, theirs = np.intersect1d(shipped.keys, made.keys, return_indices=True)
    assert len(both) >= 0.99 * max(len(shipped.keys), len(made.keys))
    apart = np.abs(shipped.rows[ours].astype(int) - made.rows[theirs].astype(int))
    assert np.quantile(apart, 0.999) <= _STEPS_APART
    np.testing.assert_allclose(shipped.scale, made.scale, rtol=0.02)


def test_the_shipped_weights_of_the_act_are_those_that_training_makes(examples: list[Example]) -> None:
    shipped, made = ActModel.load(), fit_acts(examples)
    assert (shipped.labels, shipped.vocabulary) == (made.labels, made.vocabulary)
    _assert_like(shipped.weights, made.weights)
    for example in examples[::20]:
        read = example.reading
        ours = shipped.probabilities(read.text, read.spans, read.words, read.act)
        theirs = made.probabilities(read.text, read.spans, read.words, read.act)
        assert ours == pytest.approx(theirs, abs=_CHANCES_APART), read.text


def test_the_shipped_weights_of_the_topic_are_those_that_training_makes(examples: list[Example]) -> None:
    shipped, made = TopicModel.load(), fit_topics(examples)
    _assert_like(shipped.weights, made.weights)
    np.testing.assert_allclose(shipped.transitions, made.transitions, atol=0.05)
    for example in examples[::20]:
        read = example.reading
        ours = shipped.probabilities(read.text, read.spans, read.words, read.act)
        theirs = made.probabilities(read.text, read.spans, read.words, read.act)
        assert ours == pytest.approx(theirs, abs=_CHANCES_APART), read.text


def test_on_a_writer_whom_training_has_not_seen_the_models_tell_more_than_the_rules() -> None:
    acts, topics = measured(load_messages(), corpus_of(ROOT / "seeds"), writers=(2,))
    assert acts["model"].share("of rules") >= max(0.8, acts["rules"].share("of rules") + 0.05)
    assert topics["model"].f1 >= max(0.7, topics["rules"].f1 + 0.1)


def test_every_annotated_piece_stands_in_its_message() -> None:
    for message in load_messages():
        for kind, typed in message.spans:
            assert typed in message.text, (kind, message)
