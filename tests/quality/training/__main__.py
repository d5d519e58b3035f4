"""Make the weights of the act and the topic, or measure them on writers held out: `python -m tests.quality.training`"""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from bot.answers.understand.act_model import ACT_WEIGHTS
from bot.answers.understand.topic_model import TOPIC_WEIGHTS
from tests.quality.training.fitting import fit_acts, fit_topics
from tests.quality.training.held_out import measured
from tests.quality.training.messages import ROOT, corpus_of, load_messages
from tests.quality.training.views import views


def main() -> None:
    """Train and write, or measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true", help="measure on each writer in turn; nothing is written")
    parser.add_argument("--listings", type=Path, default=ROOT / "seeds", help="the listings to read messages on")
    arguments = parser.parse_args()
    console = Console(width=160)
    messages = load_messages()
    if not arguments.measure:
        examples = views(messages)
        fit_acts(examples).save(ACT_WEIGHTS)
        fit_topics(examples).save(TOPIC_WEIGHTS)
        return
    acts, topics = measured(messages, corpus_of(arguments.listings))
    for name, told in acts.items():
        shares = " ".join(f"{group} {told.share(group):.2f}" for group in sorted(told.asked))
        console.print(f"act, {name}: {shares}", soft_wrap=True)
    for name, words in topics.items():
        console.print(f"topic, {name}: {words.line()}", soft_wrap=True)


if __name__ == "__main__":
    main()
