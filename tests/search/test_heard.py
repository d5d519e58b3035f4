"""Names drawn at random from 5,487 papers and written in Hangul by ear, found among each other and the seeds' names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.search.corpus import Corpus
from bot.search.sounds import SoundIndex
from bot.search.title_names import head_of

_HEARD = Path(__file__).parent / "heard"


def _pairs(file: str) -> list[tuple[str, str]]:
    lines = (_HEARD / file).read_text(encoding="utf-8").splitlines()
    return [(hangul, name) for hangul, _, name in (line.partition("\t") for line in lines)]


def _share_found(pairs: list[tuple[str, str]], others: Iterable[str], *, spelled: bool) -> float:
    names = list(dict.fromkeys([*(name for _, name in pairs), *others]))
    index = SoundIndex(names, spelled=spelled)
    found = [name in [names[number] for number, _ in index.find(hangul, limit=3)] for hangul, name in pairs]
    return sum(found) / len(found)


@pytest.mark.parametrize(("file", "least"), [("people.tsv", 0.96), ("systems.tsv", 0.96)])
def test_names_written_by_ear_are_among_the_first_three(corpus: Corpus, file: str, least: float) -> None:
    systems = file == "systems.tsv"
    heads = [head_of(title) for title in corpus.table.titles]
    others = filter(None, heads) if systems else corpus.table.names.values
    assert _share_found(_pairs(file), others, spelled=systems) >= least
