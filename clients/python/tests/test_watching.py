import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

import stillwatch
from spooled import batches

X = torch.randn(200, 6, generator=torch.Generator().manual_seed(1))
Y = (X[:, 0] > 0).long()


def net(seed: int) -> nn.Sequential:
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(6, 8), nn.BatchNorm1d(8), nn.Dropout(0.5), nn.ReLU(), nn.Linear(8, 2))


def train(tap: stillwatch.Tap | None, steps: int = 30) -> dict[str, torch.Tensor]:
    """A training with everything that random state moves: dropout, shuffling, augmentation."""
    teacher, student = net(1), net(2)
    student[2].eval()
    if tap is not None:
        tap.watch(teacher, ["0", "4"])
        tap.watch(student, ["0", "4"])
        # Reading a shuffled loader draws random numbers, too.
        tap.probe(DataLoader(TensorDataset(X, Y), 64, shuffle=True), every=4)
    torch.manual_seed(3)
    random.seed(3)
    np.random.seed(3)
    optimiser = torch.optim.SGD(student.parameters(), 0.1, momentum=0.9)
    step = 0
    while step < steps:
        for x, y in DataLoader(TensorDataset(X, Y), 32, shuffle=True):
            x = x + random.random() * np.random.random()
            optimiser.zero_grad()
            with torch.no_grad():
                t = teacher(x)
            nn.functional.mse_loss(student(x), t).backward()
            optimiser.step()
            step += 1
            student[2].train(step % 2 == 0)
            if tap is not None:
                tap.step(step, labels=y)
    return {**student.state_dict(), "random": torch.rand(3), "teacher": teacher[1].running_mean}


def test_a_training_is_bit_identical_with_and_without_hooks_and_probe(tmp_path: Path) -> None:
    plain = train(None)
    with stillwatch.attach("kd", spool=tmp_path / "s") as tap:
        metered = train(tap)
    assert {b.get("pass") is not None for b in batches(tmp_path / "s")} == {True, False}
    for name, values in plain.items():
        assert torch.equal(values, metered[name]), name


def test_a_pass_is_what_both_models_say_in_evaluation_mode(tmp_path: Path) -> None:
    teacher, student = net(1), net(2)
    with stillwatch.attach("kd", spool=tmp_path / "s") as tap:
        tap.watch(teacher, {"logits": "4"})
        tap.watch(student, {"logits": ""})
        tap.probe(DataLoader(TensorDataset(X, Y), 64), every=10)
        for step in range(0, 25):
            tap.step(step)
    passes = batches(tmp_path / "s")
    assert [b["pass"]["id"] for b in passes] == [0, 10, 20]
    with torch.no_grad():
        expected = [model.eval()(X).half().numpy().tobytes() for model in (teacher, student)]
    assert [a["data"] for a in passes[0]["activations"]] == expected
    assert passes[0]["labels"]["class"] == Y.tolist()
    assert passes[0]["samples"] == list(range(200))


def test_the_teacher_is_asked_about_the_probe_once(tmp_path: Path) -> None:
    teacher, student = net(1), net(2)
    asked = []
    teacher.register_forward_hook(lambda *_: asked.append(1))
    with stillwatch.attach("kd", spool=tmp_path / "s") as tap:
        tap.watch(teacher, ["4"])
        tap.watch(student, ["4"])
        tap.probe([(X, Y)], every=1)
        for step in range(5):
            tap.step(step)
    assert len(asked) == 1
    assert len(batches(tmp_path / "s")) == 5


def test_a_batch_is_what_the_hooks_saw_at_its_step(tmp_path: Path) -> None:
    teacher, student = net(1), net(2)
    with stillwatch.attach("kd", spool=tmp_path / "s", every=2) as tap:
        tap.watch(teacher, ["4"])
        tap.watch(student, ["4"])
        said = []
        for step in range(4):
            x = X[step : step + 3]
            teacher(x)
            said.append(student(x).detach().half().numpy().tobytes())
            tap.step(step, labels=Y[step : step + 3])
    sent = batches(tmp_path / "s")
    assert [b["step"] for b in sent] == [0, 2]
    assert [b["activations"][1]["data"] for b in sent] == [said[0], said[2]]


def test_batches_are_sent_where_steps_come_several_at_a_time(tmp_path: Path) -> None:
    teacher, student = net(1), net(2)
    with stillwatch.attach("kd", spool=tmp_path / "s", every=10) as tap:
        tap.watch(teacher, ["4"])
        tap.watch(student, ["4"])
        for step in range(0, 45, 5):
            teacher(X), student(X)
            tap.step(step, labels=Y)
    assert [b["step"] for b in batches(tmp_path / "s")] == [0, 10, 20, 30, 40]


def test_hooks_are_gone_when_the_run_is_finished(tmp_path: Path) -> None:
    teacher = net(1)
    with stillwatch.attach("kd", spool=tmp_path / "s") as tap:
        tap.watch(teacher, ["0", "4"])
        assert teacher[0]._forward_hooks
    assert not teacher[0]._forward_hooks


class Compiled(nn.Module):
    """What ``torch.compile`` makes of a model, as far as names go."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self._orig_mod = model


def test_a_model_compiled_before_is_told_apart_and_its_names_are_the_usual_ones(
    tmp_path: Path, caplog: Any
) -> None:
    with stillwatch.attach("kd", spool=tmp_path / "s") as tap:
        tap.watch(Compiled(net(1)), ["4"])
    assert "call watch before torch.compile" in caplog.text


def test_a_layer_that_says_nothing_is_told_of(tmp_path: Path, caplog: Any) -> None:
    teacher, student = net(1), net(2)
    with stillwatch.attach("kd", spool=tmp_path / "s", every=1) as tap:
        tap.watch(teacher, {"scores": "4"})
        tap.watch(student, {"scores": "4"})
        for step in range(25):
            student(X)
            tap.step(step, labels=Y)
    assert "the teacher's layer 'scores' said nothing at 20 sampled steps" in caplog.text
    assert "the student's layer" not in caplog.text
    assert batches(tmp_path / "s") == []


def test_a_module_that_does_not_exist_is_told_at_once(tmp_path: Path) -> None:
    with stillwatch.attach("kd", spool=tmp_path / "s") as tap, pytest.raises(ValueError, match="'layer9'"):
        tap.watch(net(1), ["layer9"])
