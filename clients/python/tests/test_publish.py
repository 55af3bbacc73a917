"""What publish makes of tensors and arrays."""

from __future__ import annotations

import base64
import json
import logging
from pathlib import Path
from typing import Any

import cbor2
import numpy as np
import pytest
import torch

import stillwatch
from stillwatch._arrays import Layer, Reducer
from stillwatch._rank import is_first
from stillwatch._spool import read


def sent(path: Path) -> list[Any]:
    return [cbor2.loads(record.value) for _, record in read(path)]


def numbers(activation: Any) -> Any:
    data = activation["data"]
    if activation["dtype"] == "bfloat16":
        wide = np.frombuffer(data, "<u2").astype(np.uint32) << 16
        return wide.view(np.float32).reshape(activation["shape"])
    return np.frombuffer(data, "<" + np.dtype(activation["dtype"]).str[1:]).reshape(activation["shape"])


DTYPES = [torch.float16, torch.bfloat16, torch.float32, torch.float64]


@pytest.mark.parametrize("wire", ["float16", "bfloat16", "float32", "float64"])
@pytest.mark.parametrize("dtype", DTYPES)
def test_any_float_type_arrives_as_any_other(tmp_path: Path, dtype: torch.dtype, wire: str) -> None:
    values = torch.tensor([[1.0, -2.5], [0.0, 96.0], [0.125, -0.5]]).to(dtype)
    with stillwatch.attach("run", spool=tmp_path / "s", reduction=stillwatch.Reduction(dtype=wire)) as tap:
        tap.publish(0, {"logits": values}, {"logits": values}, labels=torch.tensor([0, 1, -100]))
    started, batch, finished = sent(tmp_path / "s")
    assert (started["type"], finished["type"]) == ("started", "finished")
    assert batch["labels"] == {"class": [0, 1, None]}
    for activation in batch["activations"]:
        assert activation["dtype"] == wire
        assert numbers(activation).tolist() == values.to(torch.float64).tolist()


def test_arrays_round_to_bfloat16_as_tensors_do() -> None:
    values = np.random.default_rng(3).normal(size=(50, 40)).astype(np.float32) * 1e3
    values[7, 7], values[8, 8] = np.nan, np.inf
    reducer = Reducer(stillwatch.Reduction(dtype="bfloat16"))
    layer = Layer("teacher", "logits")
    array = reducer.reduced(layer, values, None)()
    tensor = reducer.reduced(layer, torch.from_numpy(values), None)()
    bits, torch_bits = np.frombuffer(array.data, "<u2"), np.frombuffer(tensor.data, "<u2")
    is_number = ~np.isnan(values.reshape(-1))
    assert np.array_equal(bits[is_number], torch_bits[is_number])
    assert np.isnan((bits.astype(np.uint32) << 16).view(np.float32)[~is_number]).all()


@pytest.mark.parametrize("pool, shape", [("channels", [4, 3]), ("tokens", [4, 5]), ("flatten", [4, 7])])
def test_feature_maps_are_pooled_or_projected(tmp_path: Path, pool: str, shape: list[int]) -> None:
    maps = torch.randn(4, 3, 6, 5)
    reduction = stillwatch.Reduction(pool=pool, dimensions=7)
    with stillwatch.attach("run", spool=tmp_path / "s", reduction=reduction) as tap:
        tap.publish(0, {"conv": maps}, {"conv": maps.numpy()}, [0, 1, 2, 0])
    teacher, student = sent(tmp_path / "s")[1]["activations"]
    assert teacher["shape"] == student["shape"] == shape
    assert np.allclose(numbers(teacher), numbers(student), atol=0.02)


def test_a_projection_keeps_distances_and_scores_are_never_projected() -> None:
    reducer = Reducer(stillwatch.Reduction(dimensions=256, dtype="float32"))
    rows = torch.randn(40, 3000, generator=torch.Generator().manual_seed(5))
    few = reducer.reduced(Layer("teacher", "fc"), rows, None)()
    few_rows = torch.frombuffer(bytearray(few.data), dtype=torch.float32).reshape(few.shape)
    ratio = torch.pdist(few_rows) / torch.pdist(rows)
    assert few.shape == (40, 256)
    assert ratio.min() > 0.8 and ratio.max() < 1.2
    assert reducer.reduced(Layer("teacher", "logits"), rows, None)().shape == (40, 3000)


def test_only_every_so_many_steps_and_so_many_rows_are_sent_but_passes_whole(tmp_path: Path) -> None:
    values = torch.randn(10, 3)
    with stillwatch.attach("run", spool=tmp_path / "s", every=3, rows=4, attempt=2) as tap:
        for step in range(7):
            tap.publish(step, {"logits": values}, {"logits": values}, range(10), np.arange(10))
        tap.publish(7, {"logits": values}, {"logits": values}, range(10), pass_=7, held_out=True)
    batches = sent(tmp_path / "s")[1:-1]
    assert [batch["step"] for batch in batches] == [0, 3, 6, 7]
    assert [batch["activations"][0]["shape"] for batch in batches] == [[4, 3]] * 3 + [[10, 3]]
    assert batches[0]["samples"] == [0, 1, 2, 3]
    assert batches[3]["pass"] == {"id": 7, "part": 0, "of": 1}
    assert {batch["attempt"] for batch in batches} == {2}


def test_what_the_training_does_to_a_tensor_afterwards_is_not_sent(tmp_path: Path) -> None:
    values, labels = torch.ones(4, 3, dtype=torch.float16), torch.ones(4, dtype=torch.int64)
    with stillwatch.attach("run", spool=tmp_path / "s") as tap:
        tap.publish(0, {"logits": values}, {"logits": values}, labels)
        values.zero_()
        labels.zero_()
    batch = sent(tmp_path / "s")[1]
    assert batch["labels"]["class"] == [1] * 4
    assert numbers(batch["activations"][1]).min() == 1


def test_nothing_raises_into_the_training(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    values = torch.randn(4, 3)
    tap = stillwatch.attach("run", spool=tmp_path / "no" / "such" / "folder")
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            tap.publish(0, {"logits": "scores"}, {"logits": values}, [0, 1, 2, 0])
            tap.publish(0, {"logits": values}, {"logits": values}, [0, 1])
            tap.publish(0, {"logits": values}, {}, [0, 1, 2, 0], no_such_column=3)
            tap.publish(0, values, None, None)
            tap.publish(None, {"logits": values}, {"logits": values}, [0, 1, 2, 0])  # type: ignore[arg-type]
        tap.finish()
        tap.publish(0, {"logits": values}, {"logits": values}, [0, 1, 2, 0])
    assert len(caplog.records) == 6  # each said once
    assert tap.lost_rows == 3 * (4 + 2 + 4 + 4 + 4)


def test_what_could_not_be_sent_is_told_in_the_next_record(tmp_path: Path) -> None:
    values = torch.randn(4, 3)
    with stillwatch.attach("run", spool=tmp_path / "s", rows=3) as tap:
        tap.publish(0, {"logits": "scores"}, {"logits": values}, [0, 1, 2, 0])
        tap.publish(0, {"logits": "scores"}, {"logits": values}, None, range(2))
        tap.publish(0, {"logits": values}, {"logits": values}, [0, 1, 2, 0])
    assert sent(tmp_path / "s")[1]["dropped"] == 5
    assert tap.lost_rows == 5


def test_a_training_that_failed_is_not_finished(tmp_path: Path) -> None:
    with pytest.raises(KeyError), stillwatch.attach("run", spool=tmp_path / "s"):
        raise KeyError("training")
    assert [record["type"] for record in sent(tmp_path / "s")] == ["started"]


def test_only_rank_zero_speaks_unless_all_shall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = torch.randn(4, 3)
    monkeypatch.setenv("RANK", "1")
    with stillwatch.attach("run", spool=tmp_path / "zero") as tap:
        tap.publish(0, {"logits": values}, {"logits": values}, [0, 1, 2, 0])
    assert not (tmp_path / "zero").exists()
    with stillwatch.attach("run", spool=tmp_path / "all", ranks="all", attempt=0) as tap:
        tap.publish(0, {"logits": values}, {"logits": values}, [0, 1, 2, 0])
    assert "step" in sent(tmp_path / "all")[0]


@pytest.mark.parametrize(
    "said, first",
    [
        ({}, True),
        ({"RANK": "0", "LOCAL_RANK": "0"}, True),
        ({"RANK": "8", "LOCAL_RANK": "0"}, False),
        ({"SLURM_PROCID": "8", "LOCAL_RANK": "0"}, False),
        ({"LOCAL_RANK": "1"}, False),
    ],
)
def test_the_rank_of_all_machines_counts_and_one_machine_s_where_there_is_no_other(
    said: dict[str, str], first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("RANK", "SLURM_PROCID", "LOCAL_RANK"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert is_first() is first


@pytest.mark.parametrize(
    "settings",
    [
        {"run": ""},
        {"bootstrap": "localhost:9092"},
        {"encoding": "xml"},
        {"every": 0},
        {"ranks": "all"},
        {"ranks": "some"},
        {"queue": 0},
    ],
)
def test_settings_that_cannot_be_are_told_at_once(tmp_path: Path, settings: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must (be|have)"):
        attach: Any = stillwatch.attach
        attach(**{"run": "run", "spool": tmp_path / "s", **settings})


def test_json_carries_the_same(tmp_path: Path) -> None:
    values = torch.randn(4, 3)
    with stillwatch.attach("run", spool=tmp_path / "s", encoding="json") as tap:
        tap.publish(0, {"logits": values}, {"logits": values}, [0, 1, 2, 0])
    batch = json.loads([record.value for _, record in read(tmp_path / "s")][1])
    data = base64.b64decode(batch["activations"][0]["data"])
    assert np.array_equal(np.frombuffer(data, "<f2").reshape(4, 3), values.half().numpy())
