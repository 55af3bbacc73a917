"""From a record to its bytes: CBOR for volume, JSON for eyes."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any, Literal

import cbor2
import numpy as np

from stillwatch.record import Activation, Batch, Event, Message

Encoding = Literal["cbor", "json"]

CONTENT_TYPES: dict[Encoding, str] = {
    "cbor": "application/vnd.stillwatch.batch+cbor; v=1",
    "json": "application/vnd.stillwatch.batch+json; v=1",
}


def encode(message: Message, encoding: Encoding = "cbor") -> bytes:
    """Encode a record's value.

    Fields stand in one order and absent ones are left out, so equal records have equal bytes.
    ``ValueError`` where a number that must be finite is not: a weight, a label, an epoch.
    """
    if encoding == "cbor":
        return bytes(cbor2.dumps(_tree(message, bytes)))
    tree = _tree(message, lambda data: base64.b64encode(data).decode("ascii"))
    text = json.dumps(tree, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8")


def _tree(message: Message, binary: Callable[[bytes], Any]) -> dict[str, Any]:
    return _batch(message, binary) if isinstance(message, Batch) else _event(message)


def _batch(batch: Batch, binary: Callable[[bytes], Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "run": batch.run,
        "attempt": batch.attempt,
        "step": batch.step,
        "epoch": batch.epoch,
        "pass": None,
        "held_out": batch.held_out or None,
        "slice": _column(batch.slices) if not isinstance(batch.slices, str) else batch.slices,
        "samples": _column(batch.samples),
        "groups": _column(batch.groups),
        "weights": _column(batch.weights),
        "labels": {task: _column(column) for task, column in batch.labels.items()} or None,
        "dropped": batch.dropped or None,
        "activations": [_activation(a, binary) for a in batch.activations] or None,
    }
    if batch.pass_ is not None:
        pass_ = batch.pass_
        fields["pass"] = {"id": pass_.id, "part": pass_.part, "of": pass_.of}
    return _present(fields)


def _activation(activation: Activation, binary: Callable[[bytes], Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "role": activation.role,
        "model": activation.model,
        "layer": activation.layer,
        "frozen": activation.frozen,
        "kind": activation.kind,
    }
    if activation.dtype is None:
        fields["codes"] = activation.data.tolist()
    else:
        fields["shape"] = list(activation.data.shape)
        fields["dtype"] = activation.dtype
        fields["data"] = binary(_little_endian(activation.data))
    return _present(fields)


def _little_endian(data: np.ndarray[Any, Any]) -> bytes:
    return np.ascontiguousarray(data).astype(data.dtype.newbyteorder("<"), copy=False).tobytes()


def _event(event: Event) -> dict[str, Any]:
    return _present(
        {
            "type": event.type,
            "run": event.run,
            "attempt": event.attempt,
            "control": event.control,
            "facts": dict(event.facts) or None,
        }
    )


def _column(column: Any) -> Any:
    return None if column is None else list(column)


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
