"""Fit the models of the act and of the topic to messages that were read."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pycrfsuite
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from bot.answers.understand.act_features import act_features
from bot.answers.understand.act_model import SHARES, ActModel, Label
from bot.answers.understand.topic_features import topic_features
from bot.answers.understand.topic_model import LABELS, TopicModel
from bot.answers.understand.weights import Floats, Keys, Weights, keys_of
from tests.quality.training.messages import Example

__all__ = ["fit_acts", "fit_topics", "label_of"]

_NAMING = ("topic", "paper", "person")
_LEAST_MESSAGES = 4
# A feature that fewer examples have says more of them than of messages.
_LEAST_EXAMPLES = 3
_STRENGTH = 1.0
# The weights are rounded to bytes: nearer to the optimum than this hardly moves one by a step.
_NEAR = 1e-3
# By this the scores of writers held out make the truest probabilities (least logarithmic loss of 2 to 6).
_SHARPNESS = 3.3
# The others marked whole descriptions: with theirs the chain takes more words for a topic than a topic has (F1 0.73
# instead of 0.79 on a writer held out).
_MARKED_TOPICS = (1, 2, 3, 4)
_CHAIN = {"c1": 0.2, "c2": 0.5, "max_iterations": 80, "feature.minfreq": 3}


def fit_acts(examples: Sequence[Example]) -> ActModel:
    """Return the model of the act: a linear support vector machine for each act, over three kinds of features."""
    vocabulary = _vocabulary(examples)
    found = [
        act_features(e.reading.text, e.reading.spans, e.reading.words, e.reading.act, vocabulary) for e in examples
    ]
    blocks = [_block(kind) for kind in zip(*((each.shape, each.letters, each.signs) for each in found), strict=True)]
    matrix = hstack([block * share for (_, block), share in zip(blocks, SHARES, strict=True)], format="csr")
    # The dual problem has the same answer and takes a tenth of the time, as there are more features than examples.
    model = LinearSVC(C=_STRENGTH, dual=True, tol=_NEAR, max_iter=5_000, random_state=0)
    model.fit(matrix, [example.message.act for example in examples])
    keys = np.concatenate([keys for keys, _ in blocks])
    return ActModel(
        cast("tuple[Label, ...]", tuple(model.classes_.tolist())),
        vocabulary,
        Weights.of(keys, (model.coef_.T * _SHARPNESS).astype(np.float32)),
        (model.intercept_ * _SHARPNESS).astype(np.float32),
    )


def _vocabulary(examples: Iterable[Example]) -> frozenset[str]:
    """Return the words of several messages that mostly stand outside of topics and names."""
    messages: Counter[str] = Counter()
    naming: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for example in examples:
        for word, kind in zip(example.reading.words, example.types, strict=True):
            typed = word.typed.lower()
            if (example.message.text, typed) not in seen:
                seen.add((example.message.text, typed))
                messages[typed] += 1
                naming[typed] += kind in _NAMING
    return frozenset(w for w, count in messages.items() if count >= _LEAST_MESSAGES and naming[w] * 2 <= count)


def _block(rows: Sequence[Sequence[str]]) -> tuple[Keys, csr_matrix]:
    """Return the hashes of the features that enough rows have, and the rows in them, each of length 1."""
    counts = Counter(feature for row in rows for feature in row)
    kept = {name: at for at, name in enumerate(sorted(n for n, c in counts.items() if c >= _LEAST_EXAMPLES))}
    columns = [[kept[feature] for feature in row if feature in kept] for row in rows]
    ends = np.cumsum([0, *(len(row) for row in columns)])
    values = np.concatenate([np.full(len(row), max(len(row), 1) ** -0.5) for row in columns])
    matrix = csr_matrix(
        (values, np.concatenate([np.array(row, np.int64) for row in columns]), ends), (len(rows), len(kept))
    )
    return keys_of(kept), matrix


def label_of(kind: str) -> str:
    """Return what the chain calls a word of an annotated type."""
    if kind in ("topic", "paper", "without"):
        return "topic"
    return "asked" if kind == "asked" else "other"


def fit_topics(examples: Sequence[Example]) -> TopicModel:
    """Return the model of the topic: a linear-chain conditional random field."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(_CHAIN)
    for example in examples:
        reading = example.reading
        if reading.words and example.message.writer in _MARKED_TOPICS:
            features = topic_features(reading.text, reading.spans, reading.words, reading.act)
            trainer.append(features, [label_of(kind) for kind in example.types])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "chain")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return _chain(info.state_features, info.transitions)


def _chain(states: dict[tuple[str, str], float], ways: dict[tuple[str, str], float]) -> TopicModel:
    names = sorted({name for name, _ in states})
    at = {name: number for number, name in enumerate(names)}
    rows: Floats = np.zeros((len(names), len(LABELS)), np.float32)
    for (name, label), weight in states.items():
        rows[at[name], LABELS.index(label)] = weight
    transitions = np.array([[ways.get((one, other), 0.0) for other in LABELS] for one in LABELS], np.float32)
    return TopicModel(Weights.of(keys_of(names), rows), transitions)
