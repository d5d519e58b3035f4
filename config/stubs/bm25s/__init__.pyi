from collections.abc import Mapping, Sequence

from bm25s.tokenization import Tokenized
from numpy import float32
from numpy.typing import NDArray

class BM25:
    scores: Mapping[str, object]
    vocab_dict: dict[str, int]
    unique_token_ids_set: set[int]
    nonoccurrence_array: NDArray[float32] | None
    def __init__(self, *, method: str = "lucene", backend: str = "numpy") -> None: ...
    def index(self, corpus: Tokenized, *, show_progress: bool = True) -> None: ...
    def retrieve(
        self, query_tokens: Sequence[Sequence[str]], *, k: int = 10, show_progress: bool = True, n_threads: int = 0
    ) -> object: ...
