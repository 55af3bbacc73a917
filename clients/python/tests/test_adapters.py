"""Against stubs of the frameworks: what of their interfaces the adapters rest on."""

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import torch

import stillwatch
from spooled import batches, messages

X, Y = torch.randn(4, 3, generator=torch.Generator().manual_seed(1)), torch.tensor([0, 1, 1, 0])


def stub(monkeypatch: Any, name: str, **contents: Any) -> None:
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        module = ModuleType(".".join(parts[:end]))
        module.__path__ = []
        monkeypatch.setitem(sys.modules, module.__name__, module)
    vars(module).update(contents)


def imported(monkeypatch: Any, name: str) -> Any:
    monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module(name)


def watching(path: Path) -> tuple[stillwatch.Tap, torch.nn.Module, torch.nn.Module]:
    teacher, student = torch.nn.Linear(3, 2), torch.nn.Linear(3, 2)
    tap = stillwatch.attach("kd", spool=path, every=1)
    tap.watch(teacher, {"logits": ""})
    tap.watch(student, {"logits": ""})
    tap.probe([(X, Y)], every=2)
    return tap, teacher, student


def test_lightnings_callback_steps_the_tap_and_finishes(tmp_path: Path, monkeypatch: Any) -> None:
    stub(monkeypatch, "lightning.pytorch", Callback=object)
    adapter = imported(monkeypatch, "stillwatch.adapters.lightning")
    tap, teacher, student = watching(tmp_path / "s")
    callback = adapter.StillwatchCallback(tap)
    for step in range(1, 4):
        teacher(X), student(X)
        callback.on_train_batch_end(
            SimpleNamespace(global_step=step, current_epoch=0), None, None, (X, Y), 0
        )
    callback.on_train_end(None, None)
    sent = batches(tmp_path / "s")
    assert [(b["step"], "pass" in b) for b in sent] == [
        (1, False),
        (1, True),
        (2, False),
        (2, True),
        (3, False),
    ]
    assert messages(tmp_path / "s")[-1]["type"] == "finished"


def test_hugging_faces_callback_sends_the_probe(tmp_path: Path, monkeypatch: Any) -> None:
    stub(monkeypatch, "transformers", TrainerCallback=object)
    adapter = imported(monkeypatch, "stillwatch.adapters.hugging_face")
    tap, _, _ = watching(tmp_path / "s")
    callback = adapter.StillwatchCallback(tap)
    for step in range(1, 5):
        callback.on_step_end(None, SimpleNamespace(global_step=step), None, model=None)
    callback.on_train_end(None, None, None)
    assert [b["pass"]["id"] for b in batches(tmp_path / "s")] == [1, 2, 4]
    assert messages(tmp_path / "s")[-1]["type"] == "finished"


def test_torchdistills_loss_is_nought_and_publishes(tmp_path: Path, monkeypatch: Any) -> None:
    registered: list[type] = []

    def register(loss: type) -> type:
        registered.append(loss)
        return loss

    stub(monkeypatch, "torchdistill.losses.registry", register_mid_level_loss=register)
    adapter = imported(monkeypatch, "stillwatch.adapters.torchdistill")
    layers = {"logits": {"path": ".", "io": "output"}}
    loss = adapter.StillwatchLoss({"run": "kd", "spool": str(tmp_path / "s"), "every": 2}, layers, layers)
    total = sum(loss({".": {"output": X}}, {".": {"output": X}}, Y) for _ in range(4))
    with torch.no_grad():
        loss({".": {"output": X}}, {".": {"output": X}}, Y)
    loss._tap.finish()
    assert registered == [adapter.StillwatchLoss]
    assert float(total) == 0
    assert [b["step"] for b in batches(tmp_path / "s")] == [0, 2]


def test_nothing_but_the_adapters_imports_a_framework() -> None:
    frameworks = ("torch", "lightning", "transformers", "torchdistill")
    code = f"import sys, stillwatch; print([m for m in {frameworks} if m in sys.modules])"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": "src"}
    )
    assert answer.stdout.strip() == "[]"


@pytest.fixture(autouse=True)
def _forget(monkeypatch: Any) -> Any:
    yield
    for name in list(sys.modules):
        if name.startswith("stillwatch.adapters."):
            del sys.modules[name]
