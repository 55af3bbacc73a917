"""Making representations small where they lie, before anything is copied.

Everything here takes torch tensors, on any device, and NumPy arrays alike, and never waits for a
device: no value is looked at.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from stillwatch.record import ITEM_BYTES, DType

Pool = Literal["auto", "flatten", "channels_first", "channels_last"]

# A projection of more numbers than this is kept sparse: 16 MB of float32.
_LARGEST_DENSE = 4_000_000
_NONZEROS_A_COLUMN = 4


def is_tensor(values: Any) -> bool:
    """Whether something is a torch tensor, without importing torch."""
    return type(values).__module__.partition(".")[0] == "torch" or hasattr(values, "requires_grad")


@dataclass(frozen=True)
class Reduction:
    """How a representation is made small: rows, then pooling, then projection, then precision.

    ``dimensions`` is the most numbers a row may keep; wider rows are projected at random, by a
    matrix that ``seed``, the width and ``dimensions`` settle, the same on every machine.
    """

    rows: int = 256
    pool: Pool = "auto"
    dimensions: int = 256
    seed: int = 0
    dtype: DType = "float16"
    _projections: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.rows < 1:
            raise ValueError(f"rows was {self.rows}; must be at least 1")
        if not 1 <= self.dimensions <= 4096:
            raise ValueError(f"dimensions was {self.dimensions}; must be 1 to 4096")
        if self.dtype not in ITEM_BYTES:
            raise ValueError(f"dtype was {self.dtype!r}; must be one of {', '.join(ITEM_BYTES)}")
        if self.pool not in ("auto", "flatten", "channels_first", "channels_last"):
            raise ValueError(
                f"pool was {self.pool!r}; must be auto, flatten, channels_first or channels_last"
            )

    def apply(self, values: Any) -> Any:
        """The reduced rows: two axes, of memory that the training does not write to."""
        if not is_tensor(values):
            values = _array(values)
        else:
            values = values.detach()
        rows = _widened(values[: self.rows])
        pooled = _pooled(rows, self.pool)
        flat = pooled.reshape(pooled.shape[0], -1)
        return _cast(self._projected(flat), self.dtype)

    def _projected(self, flat: Any) -> Any:
        width = int(flat.shape[1])
        if width <= self.dimensions:
            return flat
        place = (width, str(flat.device) if is_tensor(flat) else "array")
        if place not in self._projections:
            self._projections[place] = _on(flat, _matrix(width, self.dimensions, self.seed))
        projection = self._projections[place]
        return projection(flat)


class _Dense:
    def __init__(self, matrix: Any) -> None:
        self._matrix = matrix

    def __call__(self, flat: Any) -> Any:
        return flat @ self._matrix


class _Sparse:
    """A few places of plus or minus one for each number of a row."""

    def __init__(self, places: Any, signs: Any, dimensions: int) -> None:
        self._places = places
        self._signs = signs
        self._dimensions = dimensions

    def __call__(self, flat: Any) -> Any:
        if is_tensor(flat):
            sum_ = flat.new_zeros((flat.shape[0], self._dimensions))
            for places, signs in zip(self._places, self._signs):
                sum_.index_add_(1, places, flat * signs)
            return sum_
        sum_ = np.zeros((flat.shape[0], self._dimensions), flat.dtype)
        for places, signs in zip(self._places, self._signs):
            np.add.at(sum_.T, places, (flat * signs).T)
        return sum_


def _matrix(width: int, dimensions: int, seed: int) -> Any:
    """Signs and places, from a generator of its own: the training's random state is not touched."""
    digest = hashlib.sha256(f"{seed}/{width}/{dimensions}".encode()).digest()
    random = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:8], "big")))
    if width * dimensions <= _LARGEST_DENSE:
        signs = random.integers(0, 2, (width, dimensions)) * 2 - 1
        return (signs / np.sqrt(dimensions)).astype(np.float32)
    places = random.integers(0, dimensions, (_NONZEROS_A_COLUMN, width))
    signs = random.integers(0, 2, (_NONZEROS_A_COLUMN, width)) * 2 - 1
    return places, (signs / np.sqrt(_NONZEROS_A_COLUMN)).astype(np.float32), dimensions


def _on(flat: Any, matrix: Any) -> Any:
    if not isinstance(matrix, tuple):
        return _Dense(_beside(flat, matrix))
    places, signs, dimensions = matrix
    return _Sparse(_beside(flat, places), _beside(flat, signs), dimensions)


def _beside(flat: Any, array: np.ndarray[Any, Any]) -> Any:
    if not is_tensor(flat):
        return array
    import torch

    return torch.from_numpy(array).to(flat.device)


def _array(values: Any) -> np.ndarray[Any, Any]:
    array = np.asarray(values)
    if array.dtype.name == "bfloat16":
        # The upper half of a float32.
        return (array.view(np.uint16).astype(np.uint32) << 16).view(np.float32)
    return array


def _widened(values: Any) -> Any:
    """As float32, or float64 where it is: half precision does not add up."""
    if is_tensor(values):
        return values if str(values.dtype) == "torch.float64" else values.float()
    return values if values.dtype == np.float64 else values.astype(np.float32)


def _pooled(values: Any, pool: Pool) -> Any:
    axes = len(values.shape)
    if axes < 3 or pool == "flatten":
        return values
    first = pool == "channels_first" or (pool == "auto" and axes > 3)
    return values.mean(tuple(range(2, axes)) if first else tuple(range(1, axes - 1)))


def _cast(values: Any, dtype: DType) -> Any:
    """A copy in the precision of the wire; numbers too large for it become infinite."""
    if is_tensor(values):
        import torch

        # One copy, whether or not the type changes: the training may write over its own memory.
        return values.to(getattr(torch, dtype), copy=True)
    if dtype == "bfloat16":
        return _bfloat16(values.astype(np.float32))
    with np.errstate(over="ignore"):
        return values.astype(dtype)


def _bfloat16(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The bits of the nearest bfloat16, ties to even; NaN stays NaN."""
    bits = np.ascontiguousarray(values).view(np.uint32).astype(np.uint64)
    rounded = ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)
    return np.where(np.isnan(values), np.uint16(0x7FC0), rounded)
