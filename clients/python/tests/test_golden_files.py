"""What Python writes Java reads, byte for byte, and the other way."""

import base64
import json
from typing import Any

import cbor2
import numpy as np
import pytest

from golden import BATCH, EXAMPLES, STUDENT, TEACHER
from stillwatch.encoding import Encoding, encode

ENCODINGS: tuple[Encoding, ...] = ("cbor", "json")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_golden_batch_has_the_bytes_that_java_reads(encoding: Encoding) -> None:
    assert encode(BATCH, encoding) == (EXAMPLES / f"from-python.{encoding}").read_bytes()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_java_wrote_is_the_golden_batch(encoding: Encoding) -> None:
    raw = (EXAMPLES / f"from-java.{encoding}").read_bytes()
    read: dict[str, Any] = cbor2.loads(raw) if encoding == "cbor" else json.loads(raw)

    assert {name: read[name] for name in ("run", "attempt", "step", "epoch", "held_out", "dropped")} == {
        "run": "größe/学習 7",
        "attempt": 2,
        "step": 1200,
        "epoch": 3.25,
        "held_out": True,
        "dropped": 12,
    }
    assert read["pass"] == {"id": "1200", "part": 1, "of": 3}
    assert read["samples"] == [500, 501]
    assert read["labels"] == {"class": [3, None]}
    teacher, student, codes = read["activations"]
    np.testing.assert_array_equal(_numbers(teacher), TEACHER.astype(np.float32))
    np.testing.assert_array_equal(_numbers(student), STUDENT.astype(np.float32))
    assert codes["codes"] == [7, 0]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda p: p.name)
def test_every_example_is_read_by_pythons_own_json(path: Any) -> None:
    assert json.loads(path.read_bytes())["run"]


def _numbers(activation: dict[str, Any]) -> Any:
    data = activation["data"]
    raw = data if isinstance(data, bytes) else base64.b64decode(data)
    return np.frombuffer(raw, "<f4").reshape(activation["shape"])
