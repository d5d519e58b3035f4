"""What the models are fitted to: every message as it is read on two corpora, and with other names in it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.quality.training.messages import ROOT, Example, Message, corpus_of, read_all, rotated, with_names

__all__ = ["views"]

_START = 7


def views(messages: Sequence[Message]) -> list[Example]:
    """Return the messages as read on the seeds and with made-up papers, and as they are with other names."""
    random = Random(_START)
    seeds, named = corpus_of(ROOT / "seeds"), with_names(messages, random)
    turned = rotated(messages, random)
    return [*read_all(messages, seeds), *read_all(messages, named), *read_all(turned, named)]
