from collections.abc import Sequence

from numpy import float64, str_
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

class LinearSVC:
    classes_: NDArray[str_]
    coef_: NDArray[float64]
    intercept_: NDArray[float64]
    def __init__(
        self,
        *,
        C: float = 1.0,  # noqa: N803
        dual: bool | str = "auto",
        tol: float = 1e-4,
        max_iter: int = 1000,
        random_state: int | None = None,
    ) -> None: ...
    def fit(self, X: csr_matrix, y: Sequence[str]) -> LinearSVC: ...  # noqa: N803
