"""What is known of rows beside activations: columns with one plain value a row."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Callable

import numpy as np

from stillwatch._device import is_tensor, to_host
from stillwatch._record import Label

IGNORED_LABEL = -100
"""What PyTorch's losses ignore as a target is no label here either."""


@dataclass(frozen=True)
class Rows:
    """What is known of a batch's rows beside the activations; one element a row."""

    labels: Any = None
    samples: Any = None
    groups: Any = None
    weights: Any = None
    slice: Any = None


def column(values: Any, rows: int | None) -> Callable[[], list[Any]]:
    """One plain value a row, read later. Tensors are copied now: the training may reuse their memory."""
    if not is_tensor(values):
        kept = np.array(values[:rows]) if isinstance(values, np.ndarray) else list(values[:rows])
        return lambda: _plain(kept)
    copied = to_host(values.detach()[:rows].clone())
    return lambda: _plain(copied().numpy())


def labels_column(values: Any, rows: int | None) -> Callable[[], list[Label]]:
    """A label column: NaN, None and what PyTorch ignores (-100) are unlabelled."""
    read = column(values, rows)
    return lambda: [None if _is_no_label(label) else label for label in read()]


def _is_no_label(label: Any) -> bool:
    return label is None or label == IGNORED_LABEL or label != label  # noqa: PLR0124  NaN


def _plain(values: Any) -> list[Any]:
    array = values if isinstance(values, np.ndarray) else None
    if array is None:
        return [value.item() if hasattr(value, "item") else value for value in values]
    if array.ndim > 1 and math.prod(array.shape[1:]) != 1:
        raise ValueError(f"a column had shape {array.shape}; must have one value a row")
    plain: list[Any] = array.reshape(-1).tolist()
    return plain
