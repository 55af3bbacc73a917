"""Records, against the examples that the agent is tested with."""

from __future__ import annotations

import base64
import json
import math
import random
import struct
from pathlib import Path
from typing import Any

import cbor2
import pytest

from stillwatch import _cbor
from stillwatch._record import Activation, Batch, Event, Pass, encode

EXAMPLES = Path(__file__).resolve().parents[3] / "schemas" / "examples"
VALID = sorted((EXAMPLES / "valid").glob("*.json"))


def example(name: str) -> Any:
    return json.loads((EXAMPLES / "valid" / f"{name}.json").read_text("utf-8"))


def with_bytes(fields: Any) -> Any:
    for activation in fields.get("activations", []):
        if "data" in activation:
            activation["data"] = base64.b64decode(activation["data"])
    return fields


def golden() -> Batch:
    """Every field that the client can send, in the forms that the client alone writes."""
    teacher = Activation("teacher", "logits", (3, 2), "float16", b"\x00<\x00\x00\x00\xbc\x00@\x008\x00\xb8")
    student = Activation("student", "logits", (3, 2), "bfloat16", b"\x80?\x00\x00\x80\xbf\x00@\x00?\x00\xbf")
    pooled = Activation("student", "pool", (3, 1, 1), "float32", bytes(12), "resnet18", "vectors", frozen=False)
    return of(teacher, student, pooled)


def golden_of_both() -> Batch:
    """The same in the forms of the agent's encoder: float32, and what could be left out is said."""

    def said(role: str, model: str, layer: str, kind: str, *numbers: float) -> Activation:
        shape, data = (3, len(numbers) // 3), struct.pack(f"<{len(numbers)}f", *numbers)
        return Activation(role, layer, shape, "float32", data, model, kind, role == "teacher")

    return of(
        said("teacher", "teacher", "logits", "scores", 0.5, -1.25, 2, 65504, 0, 1),
        said("student", "student", "logits", "scores", 0.125, 0, -3, 1, 1e-8, 3e38),
        said("student", "tiny", "pool", "vectors", 1, 2, 3),
    )


GOLDEN = {"python-client": golden, "both-encoders": golden_of_both}
"""The files of these names; ``GoldenFilesTest.java`` has the same batches."""


def of(*activations: Activation) -> Batch:
    return Batch(
        run="größe/学習 7",
        step=1200,
        activations=activations,
        labels={"class": [1, None, 0], "name": ["one", "two", None], "angle": [0.5, None, 1.0]},
        attempt=2,
        epoch=3.25,
        pass_=Pass("probe-12", 1, 3),
        held_out=True,
        slice=["clean", "noisy", "clean"],
        samples=[-1, 24, 2**40],
        groups=["a", "a", "b"],
        weights=[1.0, 0.5, 0.0],
        dropped=12,
    )


@pytest.mark.parametrize("file", VALID, ids=[file.stem for file in VALID])
def test_another_decoder_reads_what_was_encoded(file: Path) -> None:
    fields = with_bytes(json.loads(file.read_text("utf-8")))
    decoded: object = cbor2.loads(_cbor.encode(fields))
    assert decoded == fields


def test_every_field_has_the_very_bytes_of_the_example() -> None:
    expected: bytes = (EXAMPLES / "valid" / "every-field.cbor").read_bytes()
    assert _cbor.encode(with_bytes(example("every-field"))) == expected


@pytest.mark.parametrize("encoding", ["cbor", "json"])
@pytest.mark.parametrize("name", GOLDEN)
def test_the_client_writes_the_golden_files_byte_for_byte(name: str, encoding: str) -> None:
    expected = (EXAMPLES / "valid" / f"{name}.{encoding}").read_bytes()
    assert encode(GOLDEN[name](), encoding).value == expected


@pytest.mark.parametrize("name", ["run-started", "run-note", "run-finished"])
def test_an_event_says_what_the_example_says(name: str) -> None:
    said = example(name)
    said.pop("step", None)  # what an event ignores
    event = Event(said["type"], said["run"], said.get("attempt", 0), said.get("control"), said.get("facts"))
    assert json.loads(encode(event, "json").value) == {"attempt": 0, **said}


def test_random_values_have_the_bytes_of_another_encoder() -> None:
    chance = random.Random(7)
    for _ in range(2000):
        value = random_value(chance, 3)
        assert _cbor.encode(value) == cbor2.dumps(value), value


def random_value(chance: random.Random, depth: int) -> Any:
    whole = chance.choice([1, -1]) * chance.getrandbits(chance.randrange(1, 64))
    text = "".join(chance.choice("aß学") for _ in range(chance.randrange(30)))
    simple = [None, True, False, whole, chance.gauss(0, 1e9), text, chance.randbytes(chance.randrange(300))]
    if depth == 0 or chance.random() < 0.5:
        return chance.choice(simple)
    elements = [random_value(chance, depth - 1) for _ in range(chance.randrange(30))]
    return elements if chance.random() < 0.5 else {str(i): element for i, element in enumerate(elements)}


def test_what_no_record_may_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="was a set"):
        _cbor.encode({"run": {1}})  # type: ignore[dict-item]
    with pytest.raises(OverflowError):
        _cbor.encode(2**64)
    with pytest.raises(ValueError):
        encode(Batch("run", 0, epoch=math.nan), "json")


def test_parts_together_are_the_whole() -> None:
    whole = golden()
    first, rest = whole.part(0, 1), whole.part(1, 3)
    assert first.labels["class"] + rest.labels["class"] == whole.labels["class"]
    assert (first.samples or []) + (rest.samples or []) == whole.samples
    for one, other, both in zip(first.activations, rest.activations, whole.activations):
        assert one.data + other.data == both.data
        assert one.shape[0] + other.shape[0] == both.shape[0]


def test_columns_that_disagree_are_told_before_they_are_sent() -> None:
    with pytest.raises(ValueError, match="labels/class had 2 rows; must have 3"):
        Batch("run", 0, golden().activations, {"class": [1, 2]}).check()
    with pytest.raises(ValueError, match="samples were absent"):
        Batch("run", 0, labels={"class": [1, 2]}).check()
    golden().check()
