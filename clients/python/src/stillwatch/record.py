"""The record: what is sent, before it is bytes. ``docs/record.md`` says what each field means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Optional, Union

import numpy as np

Role = Literal["teacher", "student"]
Kind = Literal["scores", "vectors", "codes"]
DType = Literal["float16", "bfloat16", "float32", "float64"]
Label = Optional[Union[int, str, float]]
Fact = Union[str, int, float, bool]

ITEM_BYTES: Mapping[str, int] = {"float16": 2, "bfloat16": 2, "float32": 4, "float64": 8}


@dataclass(frozen=True)
class Activation:
    """What one layer said: one row a sample.

    ``data`` has the rows first and the numbers of ``dtype``; those of bfloat16 stand as their bits
    in uint16, for NumPy has no such type. Codes are integers of one axis and have no ``dtype``.
    """

    role: Role
    layer: str
    data: np.ndarray[Any, Any]
    dtype: DType | None
    model: str | None = None
    kind: Kind | None = None
    frozen: bool | None = None

    @property
    def rows(self) -> int:
        """The number of samples."""
        return int(self.data.shape[0])

    @property
    def row_bytes(self) -> int:
        """What one row takes on the wire."""
        return int(self.data.itemsize * self.data[:1].size)

    def some(self, start: int, end: int) -> Activation:
        """The rows from ``start`` up to ``end``, without it."""
        return replace(self, data=self.data[start:end])


@dataclass(frozen=True)
class Pass:
    """A part of one evaluation of the probe set."""

    id: int | str
    part: int = 0
    of: int = 1


@dataclass(frozen=True)
class Batch:
    """What teacher and student said about some samples at one step."""

    run: str
    step: int
    attempt: int = 0
    epoch: float | None = None
    pass_: Pass | None = None
    held_out: bool = False
    slices: str | Sequence[str] | None = None
    samples: Sequence[int] | Sequence[str] | None = None
    groups: Sequence[int] | Sequence[str] | None = None
    weights: Sequence[float] | None = None
    labels: Mapping[str, Sequence[Label]] = field(default_factory=dict)
    dropped: int = 0
    activations: Sequence[Activation] = ()

    @property
    def rows(self) -> int:
        """The number of samples."""
        if self.activations:
            return self.activations[0].rows
        return len(next(iter(self.labels.values()), ()))

    def some(self, start: int, end: int) -> Batch:
        """The rows from ``start`` up to ``end``, without it."""
        slices = self.slices
        return replace(
            self,
            slices=slices if slices is None or isinstance(slices, str) else slices[start:end],
            samples=None if self.samples is None else self.samples[start:end],
            groups=None if self.groups is None else self.groups[start:end],
            weights=None if self.weights is None else self.weights[start:end],
            labels={task: column[start:end] for task, column in self.labels.items()},
            activations=[activation.some(start, end) for activation in self.activations],
        )

    def split(self, most_bytes: int) -> list[Batch]:
        """The batch in parts of about ``most_bytes`` at most, rows kept whole and in order."""
        # A label, an id and a group take up to about 16 bytes a row each in either encoding.
        row_bytes = sum(a.row_bytes for a in self.activations) + 16 * (3 + len(self.labels))
        step = max(1, most_bytes // row_bytes)
        starts = range(0, self.rows, step)
        parts = [self.some(start, min(start + step, self.rows)) for start in starts]
        if self.pass_ is None:
            return parts
        numbered = [Pass(self.pass_.id, part, len(parts)) for part in range(len(parts))]
        return [replace(part, pass_=number) for part, number in zip(parts, numbered)]


@dataclass(frozen=True)
class Event:
    """Something that happened to the run as a whole."""

    type: Literal["started", "note", "finished"]
    run: str
    attempt: int = 0
    control: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


Message = Union[Batch, Event]
