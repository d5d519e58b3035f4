from collections.abc import Sequence

from numpy import float64
from numpy.typing import NDArray

class BM25Plus:
    k1: float
    b: float
    delta: float
    avgdl: float
    corpus_size: int
    idf: dict[str, float]
    doc_freqs: list[dict[str, int]]
    doc_len: list[int]
    def __init__(
        self, corpus: Sequence[Sequence[str]], *, k1: float = 1.5, b: float = 0.75, delta: float = 1
    ) -> None: ...
    def get_scores(self, query: Sequence[str]) -> NDArray[float64]: ...
    def _initialize(self, corpus: Sequence[Sequence[str]]) -> dict[str, int]: ...

class BM25Okapi:
    def __init__(self, corpus: Sequence[Sequence[str]]) -> None: ...
    def get_scores(self, query: Sequence[str]) -> NDArray[float64]: ...
