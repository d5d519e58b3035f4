from collections.abc import Sequence

from numpy import float64, int64
from numpy.typing import NDArray

class csr_matrix:  # noqa: N801
    def __init__(
        self, arg1: tuple[NDArray[float64], NDArray[int64], NDArray[int64]], shape: tuple[int, int]
    ) -> None: ...
    def __mul__(self, other: float) -> csr_matrix: ...

def hstack(blocks: Sequence[csr_matrix], format: str) -> csr_matrix: ...  # noqa: A002
