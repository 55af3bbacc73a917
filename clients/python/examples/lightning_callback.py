#!/usr/bin/env python3
"""A distillation by Lightning, told to Stillwatch.

./lightning_callback.py                    to Kafka at localhost:9092
./lightning_callback.py run.spool          to a file instead
"""

from __future__ import annotations

import sys
from typing import Any

import lightning
import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

import stillwatch
from stillwatch.adapters.lightning import StillwatchCallback


class Distillation(lightning.LightningModule):
    """A small network that learns the scores of a larger one."""

    def __init__(self) -> None:
        super().__init__()
        self.teacher = nn.Sequential(nn.Linear(16, 64), nn.ReLU(), nn.Linear(64, 4)).requires_grad_(False)
        self.student = nn.Sequential(nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 4))

    def training_step(self, batch: list[torch.Tensor], batch_idx: int) -> Any:
        rows, _ = batch
        return functional.mse_loss(self.student(rows), self.teacher(rows))

    def configure_optimizers(self) -> Any:
        return torch.optim.Adam(self.student.parameters(), 0.01)


def main() -> None:
    torch.manual_seed(0)
    model = Distillation()
    rows = torch.randn(3000, 16)
    data = TensorDataset(rows, model.teacher(rows).argmax(1))
    spool = sys.argv[1] if len(sys.argv) > 1 else None
    tap = stillwatch.attach("lightning", None if spool else "localhost:9092", spool=spool)

    tap.watch(model.teacher, layers=["", "0"])
    tap.watch(model.student, layers=["", "0"])
    tap.probe(DataLoader(TensorDataset(*data[:1000]), 500), every=25)
    callback = StillwatchCallback(tap, labels=lambda batch: batch[1])

    loader = DataLoader(TensorDataset(*data[1000:]), 100, shuffle=True)
    settings = {"enable_checkpointing": False, "enable_progress_bar": False, "logger": False}
    lightning.Trainer(max_epochs=5, accelerator="cpu", callbacks=[callback], **settings).fit(model, loader)


if __name__ == "__main__":
    main()
