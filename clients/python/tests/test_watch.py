"""Hooks and the probe, in trainings of a small network with dropout and batch normalisation."""

from __future__ import annotations

import logging
import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from test_publish import numbers, sent
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

import stillwatch

torch.set_num_threads(1)


def network(seed: int) -> nn.Sequential:
    torch.manual_seed(seed)
    layers = [nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(inplace=True), nn.Dropout(0.3), nn.Flatten()]
    return nn.Sequential(*layers, nn.Linear(144, 3))


def data(rows: int, seed: int) -> TensorDataset:
    generator = torch.Generator().manual_seed(seed)
    images = torch.randn(rows, 1, 8, 8, generator=generator)
    return TensorDataset(images, (images.mean((1, 2, 3)) > 0).long(), torch.arange(rows))


def train(tap: stillwatch.Tap | None, probing: bool = False) -> tuple[dict[str, Any], list[float]]:
    """State of the student and random numbers afterwards."""
    teacher, student = network(1), network(2)
    teacher[3].eval()  # a part that is in evaluation mode stays so
    torch.manual_seed(3)
    random.seed(3)
    np.random.seed(3)
    if tap is not None:
        tap.watch(teacher, {"": "logits", "0": "conv"}, role="teacher")
        tap.watch(student, {"": "logits", "0": "conv"}, role="student")
    if tap is not None and probing:
        tap.probe(DataLoader(data(50, 9), batch_size=20), every=4)
    optimiser = torch.optim.SGD(student.parameters(), 0.1, momentum=0.9)
    for step, (images, labels, _) in enumerate(DataLoader(data(200, 8), batch_size=20, shuffle=True)):
        with torch.no_grad():
            soft = teacher(images).softmax(1)
        optimiser.zero_grad()
        nn.functional.cross_entropy(student(images + random.random()), soft).backward()
        optimiser.step()
        if tap is not None:
            tap.advance(step, labels)
    assert student.training and not teacher[3].training
    return student.state_dict(), [random.random(), float(np.random.random()), float(torch.rand(()))]


def test_training_is_bit_identical_with_and_without_hooks_and_probe(tmp_path: Path) -> None:
    alone, drawn_alone = train(None)
    with stillwatch.attach("run", spool=tmp_path / "s", every=3) as tap:
        watched, drawn = train(tap, probing=True)
    assert drawn == drawn_alone
    assert all(torch.equal(alone[name], watched[name]) for name in alone)
    batches = sent(tmp_path / "s")[1:-1]
    assert [batch["step"] for batch in batches if "pass" in batch] == [0, 4, 8]
    assert [batch["step"] for batch in batches if "pass" not in batch] == [0, 3, 6, 9]


def test_hooks_keep_what_a_layer_said_though_the_next_changes_it_in_place(tmp_path: Path) -> None:
    model = nn.Sequential(nn.Linear(4, 4), nn.ReLU(inplace=True))
    rows = torch.randn(6, 4)
    expected = model[0](rows)
    with stillwatch.attach("run", spool=tmp_path / "s", every=1) as tap:
        tap.watch(model, ["0"], role="teacher")
        model(rows)
        tap.advance(0, [0, 1, 0, 1, 0, 1], samples=range(6))
    (activation,) = sent(tmp_path / "s")[1]["activations"]
    assert activation["layer"] == "0"
    assert np.allclose(numbers(activation), expected.detach().numpy(), atol=1e-2)
    assert numbers(activation).min() < 0


def test_a_frozen_teacher_is_evaluated_once_and_sent_with_every_pass(tmp_path: Path) -> None:
    calls = {"teacher": 0, "student": 0}
    teacher, student = network(1), network(2)

    teacher.requires_grad_(False)

    def forward(model: nn.Module, inputs: torch.Tensor) -> Any:
        calls["teacher" if model is teacher else "student"] += 1
        assert not model.training and not torch.is_grad_enabled()
        return model(inputs)

    with stillwatch.attach("run", spool=tmp_path / "s") as tap:
        tap.watch(teacher, layers=[""])
        tap.watch(student, layers=[""])
        tap.probe(DataLoader(data(50, 9), batch_size=20), every=10, forward=forward)
        for step in range(21):
            tap.advance(step)
    assert calls == {"teacher": 3, "student": 9}
    passes = sent(tmp_path / "s")[1:-1]
    assert [one["pass"]["id"] for one in passes] == [0, 10, 20]
    assert all(one["held_out"] and one["samples"] == list(range(50)) for one in passes)
    assert passes[0]["activations"] == passes[2]["activations"]
    assert [one["shape"] for one in passes[2]["activations"]] == [[50, 3], [50, 3]]
    expected = teacher.eval()(data(50, 9).tensors[0]).detach().numpy()
    assert np.allclose(numbers(passes[2]["activations"][0]), expected, atol=1e-2)


def test_a_layer_that_says_nothing_is_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Half(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.used, self.idle = nn.Linear(4, 4), nn.Linear(4, 4)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            out: torch.Tensor = self.used(x)
            return out

    model = Half()
    with caplog.at_level(logging.WARNING), stillwatch.attach("run", spool=tmp_path / "s", every=1) as tap:
        tap.watch(model, ["used", "idle"], role="student")
        for step in range(9):
            model(torch.randn(3, 4))
            tap.advance(step, [0, 1, 2], range(3))
    (told,) = caplog.records
    assert "nothing came from 'idle'" in told.getMessage()


def test_a_model_compiled_before_it_is_watched_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Compiled(nn.Module):  # what torch.compile returns, in what matters here
        def __init__(self, inner: nn.Module) -> None:
            super().__init__()
            self._orig_mod = inner

    with caplog.at_level(logging.WARNING), stillwatch.attach("run", spool=tmp_path / "s") as tap:
        tap.watch(Compiled(network(1)), {"": "logits"}, role="student")
        assert not caplog.records
        tap.watch(Compiled(network(1)), ["0"], role="student")
    assert "compiled before" in caplog.text


def test_layers_keep_their_names_when_a_part_of_the_model_is_compiled(tmp_path: Path) -> None:
    class Compiled(nn.Module):
        def __init__(self, inner: nn.Module) -> None:
            super().__init__()
            self._orig_mod = inner

        def forward(self, x: torch.Tensor) -> Any:
            return self._orig_mod(x)

    model = nn.Sequential(Compiled(nn.Sequential(nn.Linear(4, 4))), nn.Linear(4, 3))
    with stillwatch.attach("run", spool=tmp_path / "s", every=1) as tap:
        tap.watch(model, ["0", "0.0", "1"])
        model(torch.randn(2, 4))
        tap.advance(0, [0, 1], samples=range(2))
    assert [one["layer"] for one in sent(tmp_path / "s")[1]["activations"]] == ["0", "0.0", "1"]


def test_a_probe_of_one_rank_does_not_call_what_would_wait_for_the_others(tmp_path: Path) -> None:
    class DistributedDataParallel(nn.Module):
        def __init__(self, module: nn.Module) -> None:
            super().__init__()
            self.module = module

        def forward(self, x: torch.Tensor) -> Any:
            assert torch.is_grad_enabled(), "a probe that waits for other ranks waits for ever"
            return self.module(x)

    student = DistributedDataParallel(network(1))
    with stillwatch.attach("run", spool=tmp_path / "s", every=1) as tap:
        tap.watch(network(2).requires_grad_(False), ["0"])
        tap.watch(student, ["", "0"])
        tap.probe(DataLoader(data(50, 9), batch_size=20), every=1)
        student(data(50, 9).tensors[0])
        tap.advance(0, [0] * 50, samples=range(50))
    training, probed = sent(tmp_path / "s")[1:-1]
    assert [one["layer"] for one in training["activations"]] == ["logits", "0"]
    assert len(probed["activations"]) == 3


def test_hooks_are_kept_out_of_what_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_out, model = [], network(1)

    def disable(hook: Any) -> Any:
        kept_out.append(hook)
        return hook

    monkeypatch.setattr(torch, "compiler", SimpleNamespace(disable=disable), raising=False)
    with stillwatch.attach("run", spool=tmp_path / "s") as tap:
        tap.watch(model, ["", "0"])
    assert len(kept_out) == 2


def test_a_model_that_is_not_trained_is_the_teacher_and_another_the_student(tmp_path: Path) -> None:
    teacher, student = network(1).requires_grad_(False), network(2)
    student[0].requires_grad_(False)
    with stillwatch.attach("run", spool=tmp_path / "s") as tap:
        assert tap.watch(student, layers=["0"]).role == "student"
        assert tap.watch(teacher, layers=["0"]).role == "teacher"
        assert tap.watch(student, layers=["5"]).role == "student"
        with pytest.raises(ValueError, match="role was absent for a second model that is trained"):
            tap.watch(network(3), layers=["0"])
        assert tap.watch(network(3), layers=["0"], role="teacher").role == "teacher"


def test_a_layer_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with stillwatch.attach("run", spool=tmp_path / "s") as tap:
        with pytest.raises(ValueError, match=r"layers had 'layer4'; must be of the model: '', '0', '1'"):
            tap.watch(network(1), ["layer4"], role="teacher")
        with pytest.raises(ValueError, match="role was 'pupil'"):
            tap.watch(network(1), ["0"], role="pupil")


def test_a_probe_is_due_after_so_many_steps_whoever_counts_them(tmp_path: Path) -> None:
    with stillwatch.attach("run", spool=tmp_path / "s") as tap:
        tap.watch(network(1).requires_grad_(False), [""])
        tap.watch(network(2), [""])
        tap.probe(DataLoader(data(50, 9), batch_size=20), every=10)
        for step in (1, 2, 2, 9, 11, 11, 20, 20, 21, 43):
            tap.advance(step)
    assert [one["step"] for one in sent(tmp_path / "s")[1:-1]] == [1, 11, 20, 43]


def test_a_probe_of_mappings_calls_the_model_by_their_names(tmp_path: Path) -> None:
    class Adding(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.scale = nn.Parameter(torch.ones(()))

        def forward(self, one: torch.Tensor, other: torch.Tensor) -> Any:
            return {"logits": (one + other) * self.scale}

    rows = torch.arange(8.0).reshape(4, 2)
    with stillwatch.attach("run", spool=tmp_path / "s") as tap:
        tap.watch(Adding(), {"": "logits"})
        tap.watch(Adding().requires_grad_(False), {"": "logits"})
        tap.probe([{"one": rows, "other": rows, "labels": [0, 1, 1, 0]}])
        tap.advance(0)
    (batch,) = sent(tmp_path / "s")[1:-1]
    assert batch["labels"]["class"] == [0, 1, 1, 0]
    assert numbers(batch["activations"][0]).tolist() == (2 * rows).tolist()


def test_a_probe_whose_order_changes_is_not_sent(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    model = network(1)
    with caplog.at_level(logging.WARNING), stillwatch.attach("run", spool=tmp_path / "s") as tap:
        tap.watch(model, {"": "logits"}, role="teacher")
        tap.watch(model, {"": "logits"}, role="student")
        tap.probe(DataLoader(data(50, 9), batch_size=20, shuffle=True), every=1)
        for step in range(3):
            torch.manual_seed(step)
            tap.advance(step)
    assert [one["step"] for one in sent(tmp_path / "s")[1:-1]] == [0]
    assert "in the same order" in caplog.text


def test_a_probe_that_fails_leaves_the_training_as_it_was(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    model = network(1)
    before = torch.get_rng_state()

    def forward(_model: nn.Module, _inputs: torch.Tensor) -> None:
        torch.rand(3)
        raise RuntimeError("out of memory")

    with caplog.at_level(logging.WARNING), stillwatch.attach("run", spool=tmp_path / "s") as tap:
        tap.watch(model, {"": "logits"}, role="student")
        probe = tap.probe(DataLoader(data(50, 9), batch_size=20), every=1, forward=forward)
        tap.advance(0)
        probe.run(1)
    assert model.training
    assert torch.equal(before, torch.get_rng_state())
    assert "out of memory" in caplog.text
