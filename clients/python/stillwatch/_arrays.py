"""From tensors or arrays to few numbers a row, on their own device, and from there to bytes."""

from __future__ import annotations

import math
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Callable, Union

import numpy as np

from stillwatch._device import is_tensor, to_host
from stillwatch._record import ITEM_BYTES, SCORE_LAYERS, Activation

Pooling = Union[str, Callable[[Any], Any]]
POOLINGS = ("flatten", "channels", "tokens")


@dataclass(frozen=True)
class Reduction:
    """How a layer's rows get few numbers.

    ``pool`` says what happens to the axes after the first: ``flatten`` keeps all numbers, ``channels`` takes the mean
    over all axes after the second (a feature map's pixels), ``tokens`` the mean over all axes but the first and the
    last; or a function of the tensor. Rows of more than ``dimensions`` numbers are then projected onto so many, by a
    random projection that ``seed``, layer and length determine. Scores are never pooled nor projected.
    """

    pool: Pooling | Mapping[str, Pooling] = "channels"
    dimensions: int = 256
    dtype: str = "float16"
    seed: int = 0

    def __post_init__(self) -> None:
        poolings = list(self.pool.values()) if isinstance(self.pool, Mapping) else [self.pool]
        for pool in poolings:
            if not callable(pool) and pool not in POOLINGS:
                raise ValueError(f"pool was {pool!r}; must be one of {', '.join(POOLINGS)}, or a function")
        if self.dimensions < 1:
            raise ValueError(f"dimensions was {self.dimensions}; must be at least 1")
        if self.dtype not in ITEM_BYTES:
            raise ValueError(f"dtype was {self.dtype!r}; must be one of {', '.join(ITEM_BYTES)}")

    def pooling(self, layer: str) -> Pooling:
        """How this layer is pooled."""
        return self.pool.get(layer, "channels") if isinstance(self.pool, Mapping) else self.pool


@dataclass(frozen=True)
class Layer:
    """Whose numbers they are."""

    role: str
    name: str
    model: str | None = None
    kind: str | None = None
    frozen: bool | None = None

    @property
    def is_scores(self) -> bool:
        """Whether the largest number is the code."""
        return self.kind == "scores" or (self.kind is None and self.name in SCORE_LAYERS)


class Reducer:
    """Reduces rows where they are; keeps the projections on the devices it met."""

    def __init__(self, reduction: Reduction) -> None:
        self._reduction = reduction
        self._projections: dict[tuple[str, int, str], tuple[Any, Any]] = {}

    def reduced(self, layer: Layer, values: Any, rows: int | None) -> Callable[[], Activation]:
        """Starts the copy of at most so many rows; the function that is returned waits for it, on another thread."""
        values = values.detach() if is_tensor(values) else _floating(np.asarray(values))
        if values.ndim == 0 or math.prod(values.shape) == 0:
            raise ValueError(f"{layer.role}/{layer.name} had shape {tuple(values.shape)}; must have rows of numbers")
        few = self._few(layer, values if rows is None else values[:rows])
        dtype, kind = self._reduction.dtype, layer.kind or ("scores" if layer.is_scores else None)
        copied = _copied(few, dtype)

        def finished() -> Activation:
            array = copied()
            shape, data = tuple(array.shape), _bytes(array, dtype)
            return Activation(layer.role, layer.name, shape, dtype, data, layer.model, kind, layer.frozen)

        return finished

    def _few(self, layer: Layer, values: Any) -> Any:
        if layer.is_scores:
            return values.reshape(len(values), -1)
        values = _pooled(values, self._reduction.pooling(layer.name)).reshape(len(values), -1)
        length = values.shape[1]
        dimensions = self._reduction.dimensions
        return values if length <= dimensions else self._projected(layer, values)

    def _projected(self, layer: Layer, values: Any) -> Any:
        """A hashed projection: numbers in random order and with random signs, summed in groups of one size.

        Inner products keep their expected value (Weinberger et al. 2009, with hash buckets of equal size); it takes
        one pass over the numbers and no matrix.
        """
        length, dimensions = values.shape[1], self._reduction.dimensions
        order, signs = self._projection(layer.name, length, values)
        groups = -(-length // dimensions)
        return (values[:, order] * signs).reshape(len(values), dimensions, groups).sum(2)

    def _projection(self, name: str, length: int, values: Any) -> tuple[Any, Any]:
        device = str(values.device) if is_tensor(values) else ""
        key = (name, length, device)
        if key not in self._projections:
            order, signs = _order_and_signs(self._reduction.seed, name, length, self._reduction.dimensions)
            if is_tensor(values):
                torch = sys.modules["torch"]
                self._projections[key] = (
                    torch.as_tensor(order, device=values.device),
                    torch.as_tensor(signs, device=values.device),
                )
            else:
                self._projections[key] = (order, signs)
        return self._projections[key]


def _pooled(values: Any, pool: Pooling) -> Any:
    if callable(pool):
        return pool(values)
    if pool == "channels" and values.ndim > 2:
        return values.reshape(*values.shape[:2], -1).mean(2)
    if pool == "tokens" and values.ndim > 2:
        return values.reshape(len(values), -1, values.shape[-1]).mean(1)
    return values


def _order_and_signs(seed: int, name: str, length: int, dimensions: int) -> tuple[Any, Any]:
    # The layer's name without its role: teacher and student of one shape are projected alike.
    random = np.random.Generator(np.random.PCG64([seed, zlib.crc32(name.encode()), length]))
    padded = -(-length // dimensions) * dimensions
    signs = random.integers(0, 2, padded).astype(np.float32) * 2 - 1
    order = random.permutation(padded)
    # What pads to equal groups reads some number and weighs nothing.
    signs[order >= length] = 0
    return np.minimum(order, length - 1), signs


def _floating(array: Any) -> Any:
    if array.dtype.name not in ("float16", "float32", "float64"):
        return array.astype(np.float32)
    return array


def _copied(values: Any, dtype: str) -> Callable[[], Any]:
    """A function that returns the array; bfloat16 as the integers of its bits."""
    if not is_tensor(values):
        narrow = np.array(_bfloat16_bits(values) if dtype == "bfloat16" else _quiet_cast(values, dtype))
        return lambda: narrow
    torch = sys.modules["torch"]
    # A cast may return the tensor itself, whose memory the training goes on to use.
    narrow = values.to(getattr(torch, dtype), copy=True).contiguous()
    host = to_host(narrow.view(torch.int16) if dtype == "bfloat16" else narrow)
    return lambda: host().numpy()


def _quiet_cast(values: Any, dtype: str) -> Any:
    with np.errstate(over="ignore"):
        return values.astype(np.dtype(dtype).newbyteorder("<"))


def _bfloat16_bits(values: Any) -> Any:
    """Rounded to nearest, ties to even; NaN stays NaN."""
    bits = values.astype(np.float32).view(np.uint32)
    rounded = ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)
    return np.where(np.isnan(values), np.uint16(0x7FC0), rounded)


def _bytes(array: Any, dtype: str) -> bytes:
    little = np.dtype("<u2") if dtype == "bfloat16" else np.dtype(dtype).newbyteorder("<")
    data: bytes = array.astype(little, copy=False).tobytes() if dtype != "bfloat16" else array.tobytes()
    return data
