from collections.abc import Sequence

from numpy import float64, str_
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

class LogisticRegression:
    classes_: NDArray[str_]
    coef_: NDArray[float64]
    intercept_: NDArray[float64]
    def __init__(self, *, C: float = 1.0, max_iter: int = 100, tol: float = 1e-4) -> None: ...  # noqa: N803
    def fit(self, X: csr_matrix, y: Sequence[str]) -> LogisticRegression: ...  # noqa: N803
