"""Adapters, against stand-ins that have what is used of each framework: what a test without the frameworks can say."""

from __future__ import annotations

import importlib
import logging
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import torch
from test_publish import sent

import stillwatch


def stand_in(monkeypatch: pytest.MonkeyPatch, name: str, **content: Any) -> None:
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        monkeypatch.setitem(sys.modules, ".".join(parts[:end]), ModuleType(parts[end - 1]))
    for attribute, value in content.items():
        setattr(sys.modules[name], attribute, value)


def adapter(monkeypatch: pytest.MonkeyPatch, name: str) -> Any:
    monkeypatch.delitem(sys.modules, f"stillwatch.adapters.{name}", raising=False)
    return importlib.import_module(f"stillwatch.adapters.{name}")


def watching(path: Path) -> tuple[stillwatch.Tap, torch.nn.Module]:
    tap = stillwatch.attach("run", spool=path, every=1)
    model = torch.nn.Linear(4, 3)
    tap.watch(model, [""], role="teacher")
    tap.watch(model, [""], role="student")
    return tap, model


def test_a_lightning_callback_sends_steps_and_finishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "lightning.pytorch.callbacks", Callback=object)
    tap, model = watching(tmp_path / "s")
    callback = adapter(monkeypatch, "lightning").StillwatchCallback(tap, labels=lambda batch: batch[1])
    for step in (1, 2):
        batch = torch.randn(5, 4), torch.arange(5) % 3
        model(batch[0])
        callback.on_train_batch_end(SimpleNamespace(global_step=step), None, None, batch, step - 1)
    callback.on_train_end(None, None)
    assert [one.get("step", one.get("type")) for one in sent(tmp_path / "s")] == ["started", 1, 2, "finished"]


def test_a_transformers_callback_probes_and_finishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "transformers", TrainerCallback=object)
    tap, _ = watching(tmp_path / "s")
    tap.probe([(torch.randn(5, 4), torch.arange(5) % 3)], every=2)
    callback = adapter(monkeypatch, "transformers").StillwatchCallback(tap)
    for step in (1, 2, 3, 4):
        callback.on_step_end(None, SimpleNamespace(global_step=step), None, model=None)
    callback.on_train_end(None, None, None)
    assert [one.get("step", one.get("type")) for one in sent(tmp_path / "s")] == ["started", 1, 2, 4, "finished"]


def test_a_torchdistill_loss_is_zero_and_sends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "torchdistill.losses.registry", register_mid_level_loss=lambda kind: kind)
    layers = {"logits": (".", "fc", "output")}
    loss = adapter(monkeypatch, "torchdistill").StillwatchLoss("run", layers, spool=tmp_path / "s", every=2)
    for _ in range(3):
        io = {"output": torch.randn(5, 3)}
        assert float(loss({"fc": io}, {".": io}, torch.arange(5) % 3)) == 0
    with torch.no_grad():
        loss({"fc": io}, {".": io}, torch.arange(5) % 3)
    loss._tap.finish()
    assert [one.get("step", one.get("type")) for one in sent(tmp_path / "s")] == ["started", 0, 2, "finished"]


def test_a_torchdistill_loss_whose_layers_are_not_there_tells_it_and_lets_the_training_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stand_in(monkeypatch, "torchdistill.losses.registry", register_mid_level_loss=lambda kind: kind)
    layers = {"logits": (".", "head", "output")}
    loss = adapter(monkeypatch, "torchdistill").StillwatchLoss("run", layers, spool=tmp_path / "s", every=1)
    io = {"fc": {"output": torch.randn(5, 3)}}
    with caplog.at_level(logging.WARNING):
        assert float(loss(io, io, torch.arange(5) % 3)) == 0
    assert "nothing was sent: KeyError" in caplog.text
    loss._tap.finish()


def test_the_package_needs_no_framework() -> None:
    code = "import sys, stillwatch; assert not {'torch', 'lightning', 'confluent_kafka'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(stillwatch.__file__).parents[1])
