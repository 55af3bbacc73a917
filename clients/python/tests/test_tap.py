import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import stillwatch
from spooled import batches, messages
from stillwatch import Reduction


def test_a_run_begins_with_started_and_ends_with_finished(tmp_path: Path) -> None:
    with stillwatch.attach("kd", spool=tmp_path / "s", attempt=4, facts={"teacher": "resnet50"}):
        pass
    assert messages(tmp_path / "s") == [
        {"type": "started", "run": "kd", "attempt": 4, "facts": {"teacher": "resnet50"}},
        {"type": "finished", "run": "kd", "attempt": 4},
    ]


def test_a_training_that_fails_leaves_its_run_open(tmp_path: Path) -> None:
    with pytest.raises(KeyError), stillwatch.attach("kd", spool=tmp_path / "s"):
        raise KeyError
    assert [m["type"] for m in messages(tmp_path / "s")] == ["started"]


def test_a_restart_is_a_later_attempt_in_the_same_spool(tmp_path: Path, monkeypatch: Any) -> None:
    for now in (100.0, 200.0):
        monkeypatch.setattr("stillwatch.places.time.time", lambda now=now: now)
        stillwatch.attach("kd", spool=tmp_path / "s").close()
    assert [m["attempt"] for m in messages(tmp_path / "s")] == [100, 200]


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
@pytest.mark.parametrize("wire", ["float16", "bfloat16", "float32", "float64"])
def test_any_float_type_goes_on_any_float_wire(tmp_path: Path, dtype: str, wire: Any) -> None:
    rows = torch.tensor([[0.5, -1.25], [2.0, 3.0]]).to(getattr(torch, dtype))
    with stillwatch.attach("kd", spool=tmp_path / "s", reduction=Reduction(dtype=wire)) as tap:
        tap.publish(step=0, teacher={"a": rows}, student={"a": rows}, labels=torch.tensor([1, 0]))
    activation = batches(tmp_path / "s")[0]["activations"][0]
    assert activation["dtype"] == wire
    assert (
        activation["data"] == rows.to(getattr(torch, wire)).contiguous().view(torch.uint8).numpy().tobytes()
    )


def test_arrays_and_tensors_have_the_same_bytes(tmp_path: Path) -> None:
    x = np.random.default_rng(7).normal(size=(4, 3, 5, 5)).astype(np.float32)
    for name, values in (("array", x), ("tensor", torch.from_numpy(x))):
        with stillwatch.attach("kd", spool=tmp_path / name, reduction=Reduction(pool="flatten")) as tap:
            tap.publish(step=0, teacher={"a": values}, student={"a": values}, labels=[0, 1, 2, 3])
    array, tensor = batches(tmp_path / "array"), batches(tmp_path / "tensor")
    assert array[0]["activations"] == tensor[0]["activations"]


def test_what_the_training_writes_over_later_is_sent_as_it_was(tmp_path: Path) -> None:
    rows, labels = torch.zeros(2, 3), torch.zeros(2, dtype=torch.int64)
    reduction = Reduction(dtype="float32")
    with stillwatch.attach("kd", spool=tmp_path / "s", reduction=reduction) as tap:
        tap.publish(step=0, teacher={"a": rows}, student={"a": rows}, labels=labels)
        rows.fill_(9)
        labels.fill_(9)
    batch = batches(tmp_path / "s")[0]
    assert batch["labels"] == {"class": [0, 0]}
    assert batch["activations"][0]["data"] == bytes(24)


def test_every_tenth_step_is_sent_and_so_many_rows(tmp_path: Path) -> None:
    rows = torch.zeros(8, 3)
    with stillwatch.attach("kd", spool=tmp_path / "s", every=10, reduction=Reduction(rows=5)) as tap:
        for step in range(0, 40, 3):
            tap.publish(step=step, teacher={"a": rows}, student={"a": rows}, labels=range(8))
    sent = batches(tmp_path / "s")
    assert [b["step"] for b in sent] == [0, 12, 21, 30]
    assert all(
        b["activations"][0]["shape"] == [5, 3] and b["labels"] == {"class": [0, 1, 2, 3, 4]} for b in sent
    )


def test_a_pass_too_large_for_a_record_comes_in_parts_with_ids(tmp_path: Path) -> None:
    rows = torch.zeros(5000, 200)
    with stillwatch.attach("kd", spool=tmp_path / "s") as tap:
        tap.publish_pass(step=7, teacher={"a": rows}, student={"a": rows}, labels=torch.zeros(5000).long())
    parts = batches(tmp_path / "s")
    assert [b["pass"] for b in parts] == [{"id": 7, "part": p, "of": len(parts)} for p in range(len(parts))]
    assert len(parts) > 1
    assert [s for b in parts for s in b["samples"]] == list(range(5000))
    assert all(b["held_out"] for b in parts)


def test_mistakes_in_the_loop_never_reach_the_training(tmp_path: Path, caplog: Any) -> None:
    with stillwatch.attach("kd", spool=tmp_path / "s") as tap:
        tap.publish(step=0, teacher={"a": object()}, student={}, labels=None)
        tap.publish(step=10, teacher={}, student={}, labels=[])
        tap.step(20, labels=torch.zeros(2, 2))
    assert "Tap.publish" in caplog.text
    assert [m["type"] for m in messages(tmp_path / "s")] == ["started", "finished"]


def test_a_forked_child_publishes_nothing_and_ends(tmp_path: Path) -> None:
    rows = torch.zeros(2, 3)
    with stillwatch.attach("kd", spool=tmp_path / "s") as tap:
        child = os.fork()
        if child == 0:
            tap.publish(step=0, teacher={"a": rows}, student={"a": rows}, labels=[0, 1])
            tap.finish()
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        tap.publish(step=10, teacher={"a": rows}, student={"a": rows}, labels=[0, 1])
    assert [b["step"] for b in batches(tmp_path / "s")] == [10]


def test_only_the_first_rank_publishes_unless_all_may(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("RANK", "3")
    stillwatch.attach("kd", spool=tmp_path / "first").finish()
    stillwatch.attach("kd", spool=tmp_path / "all", ranks="all", attempt=1).finish()
    assert not (tmp_path / "first").exists()
    assert len(messages(tmp_path / "all")) == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"run": ""}, "run was ''"),
        ({"run": "kd", "every": 0}, "every was 0"),
        ({"run": "kd", "attempt": -1}, "attempt was -1"),
        ({"run": "kd", "ranks": "all"}, "attempt was not given"),
        ({"run": "kd", "encoding": "xml"}, "encoding was 'xml'"),
        ({"run": "kd", "bootstrap": "b:1"}, "both given"),
    ],
)
def test_wrong_settings_are_told_at_once(tmp_path: Path, wrong: Any, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        stillwatch.attach(**wrong, spool=tmp_path / "s")
