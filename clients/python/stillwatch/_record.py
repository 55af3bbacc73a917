"""What goes over the wire: sample batches and run events, as ``docs/record.md`` has them."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field, replace
from typing import Union

from stillwatch import _cbor

Id = Union[int, str]
Label = Union[int, float, str, None]
Fact = Union[str, int, float, bool]

ENCODINGS = ("cbor", "json")
ROLES = ("teacher", "student")
SCORE_LAYERS = ("logits", "scores", "probabilities")
ITEM_BYTES = {"float16": 2, "bfloat16": 2, "float32": 4, "float64": 8}


@dataclass(frozen=True)
class Activation:
    """What one layer said about the rows: ``data`` holds ``shape`` numbers of ``dtype``, little-endian."""

    role: str
    layer: str
    shape: tuple[int, ...]
    dtype: str
    data: bytes
    model: str | None = None
    kind: str | None = None
    frozen: bool | None = None

    def rows(self, first: int, end: int) -> Activation:
        """Rows ``first`` to ``end`` without ``end``."""
        row = len(self.data) // self.shape[0]
        return replace(self, shape=(end - first, *self.shape[1:]), data=self.data[first * row : end * row])

    def fields(self) -> dict[str, _cbor.Value]:
        """The activation as a record has it; what is not set is absent."""
        said: dict[str, object] = {"role": self.role, "model": self.model, "layer": self.layer}
        said.update({"frozen": self.frozen, "kind": self.kind})
        said.update({"shape": list(self.shape), "dtype": self.dtype, "data": self.data})
        return _present(said)


@dataclass(frozen=True)
class Pass:
    """A part of one evaluation of the probe set."""

    id: Id
    part: int = 0
    of: int = 1

    def fields(self) -> dict[str, _cbor.Value]:
        """The pass as a record has it."""
        return {"id": self.id, "part": self.part, "of": self.of}


@dataclass(frozen=True)
class Batch:
    """What teacher and student said about some samples at one step. Columns have one element a row."""

    run: str
    step: int
    activations: tuple[Activation, ...] = ()
    labels: dict[str, list[Label]] = field(default_factory=dict)
    attempt: int = 0
    epoch: float | None = None
    pass_: Pass | None = None
    held_out: bool = False
    slice: str | list[str] | None = None
    samples: list[Id] | None = None
    groups: list[Id] | None = None
    weights: list[float] | None = None
    dropped: int = 0

    @property
    def rows(self) -> int:
        """The number of rows that the first column has."""
        if self.activations:
            return self.activations[0].shape[0]
        return len(next(iter(self.labels.values()), []))

    def check(self) -> None:
        """Raises ValueError where the agent would refuse the batch for its columns."""
        for name, length in self._lengths():
            if length != self.rows or length == 0:
                raise ValueError(f"{name} had {length} rows; must have {self.rows or 'at least 1'}, as all columns")
        roles = {activation.role for activation in self.activations}
        if self.samples is None and not (self.labels and roles == set(ROLES)):
            raise ValueError("samples were absent; must be given unless teacher, student and labels come together")

    def _lengths(self) -> list[tuple[str, int]]:
        lengths = [(f"{one.role}/{one.layer}", one.shape[0]) for one in self.activations]
        lengths += [(f"labels/{task}", len(column)) for task, column in self.labels.items()]
        for name in ("samples", "groups", "weights", "slice"):
            column = getattr(self, name)
            if column is not None and not isinstance(column, str):
                lengths.append((name, len(column)))
        return lengths

    def part(self, first: int, end: int) -> Batch:
        """Rows ``first`` to ``end`` without ``end``; the pass and the count of dropped samples stay."""
        columns = {
            name: column[first:end]
            for name in ("samples", "groups", "weights", "slice")
            if (column := getattr(self, name)) is not None and not isinstance(column, str)
        }
        labels = {task: column[first:end] for task, column in self.labels.items()}
        activations = tuple(one.rows(first, end) for one in self.activations)
        return replace(self, activations=activations, labels=labels, **columns)

    def fields(self) -> dict[str, _cbor.Value]:
        """The batch as a record has it; what is not set is absent."""
        said: dict[str, object] = {"run": self.run, "attempt": self.attempt, "step": self.step}
        said.update({"epoch": self.epoch, "pass": self.pass_ and self.pass_.fields(), "held_out": self.held_out})
        said.update({"slice": self.slice, "samples": self.samples, "groups": self.groups})
        said.update({"weights": self.weights, "labels": self.labels or None, "dropped": self.dropped or None})
        said["activations"] = [one.fields() for one in self.activations] or None
        return _present(said)


@dataclass(frozen=True)
class Event:
    """Something that happened to a run as a whole: ``started``, ``note`` or ``finished``."""

    type: str
    run: str
    attempt: int = 0
    control: str | None = None
    facts: dict[str, Fact] | None = None

    def fields(self) -> dict[str, _cbor.Value]:
        """The event as a record has it; what is not set is absent."""
        said: dict[str, object] = {"type": self.type, "run": self.run, "attempt": self.attempt}
        said.update({"control": self.control, "facts": self.facts or None})
        return _present(said)


@dataclass(frozen=True)
class Record:
    """A record as Kafka or a spool takes it."""

    key: bytes
    value: bytes
    content_type: str


def encode(message: Batch | Event, encoding: str = "cbor") -> Record:
    """The record of a batch or an event."""
    fields = message.fields()
    value = _cbor.encode(fields) if encoding == "cbor" else _json(fields)
    return Record(message.run.encode(), value, f"application/vnd.stillwatch.batch+{encoding}; v=1")


def _json(fields: dict[str, _cbor.Value]) -> bytes:
    return json.dumps(fields, default=_base64, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode()


def _base64(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"value was a {type(value).__name__}; must be what JSON can say, or bytes")


def _present(fields: dict[str, object]) -> dict[str, _cbor.Value]:
    return {name: value for name, value in fields.items() if value is not None}  # type: ignore[misc]
