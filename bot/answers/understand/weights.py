"""Linear weights in a file: rows found by the hashes of features, summed with numpy."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
import numpy.typing as npt

__all__ = ["Floats", "Keys", "Weights", "keys_of", "probabilities_of", "write_arrays"]

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint32]
_STEPS = 127
_SQUEEZE = 9


def keys_of(features: Iterable[str]) -> Keys:
    """Return the hash of each feature."""
    return np.fromiter((zlib.crc32(feature.encode()) for feature in features), np.uint32)


def probabilities_of(scores: Floats) -> Floats:
    """Return the softmax of each row of scores."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)


def write_arrays(path: Path, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Write arrays to an npz file, the same bytes for the same arrays."""
    with ZipFile(path, "w") as archive:
        for name, array in sorted(arrays.items()):
            stream = BytesIO()
            np.save(stream, array, allow_pickle=False)
            archive.writestr(ZipInfo(f"{name}.npy"), stream.getvalue(), ZIP_DEFLATED, _SQUEEZE)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """One row of weights for each feature (by hash, ascending), as bytes with a scale for each label."""

    keys: Keys
    rows: npt.NDArray[np.int8]
    scale: Floats

    @classmethod
    def of(cls, keys: Keys, weights: Floats) -> Weights:
        """Quantise weights (features by labels) to bytes; of features with equal hashes the first is kept."""
        kept, first = np.unique(keys, return_index=True)
        weights = weights[first]
        scale = (np.abs(weights).max(0, initial=1e-6) / _STEPS).astype(np.float32)
        rows = np.rint(weights / scale).astype(np.int8)
        telling = rows.any(1)
        return cls(kept[telling], rows[telling], scale)

    @classmethod
    def read(cls, stored: Any) -> Weights:
        """Read the weights from `stored`, an open npz file."""
        return cls(stored["keys"], stored["rows"], stored["scale"])

    def stored(self) -> dict[str, npt.NDArray[Any]]:
        """Return the arrays that `read` wants."""
        return {"keys": self.keys, "rows": self.rows, "scale": self.scale}

    def owned(
        self, features: Sequence[str], ends: Sequence[int]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return the rows of known features, and for each the number of its group; groups end at `ends`."""
        wanted = keys_of(features)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        known = np.flatnonzero(self.keys[places] == wanted)
        return places[known], np.searchsorted(np.asarray(ends), known, side="right")

    def total(self, features: Sequence[str]) -> tuple[Floats, int]:
        """Return the sum of the rows of `features`, one value per label, and the number of rows."""
        places, _ = self.owned(features, (len(features),))
        return self.rows[places].sum(0, dtype=np.int32) * self.scale, len(places)
