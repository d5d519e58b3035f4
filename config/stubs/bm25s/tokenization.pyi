from collections.abc import Iterable
from typing import NamedTuple

class Tokenized(NamedTuple):
    ids: Iterable[list[int]]
    vocab: dict[str, int]
