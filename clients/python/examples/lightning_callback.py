#!/usr/bin/env python3
"""A distillation by Lightning, told to Stillwatch.

./lightning_callback.py                    to Kafka at localhost:9092
./lightning_callback.py run.spool          to a file instead
"""

from __future__ import annotations

import sys
from typing import Any

import clusters
import lightning
import torch
from torch.nn import functional
from torch.utils.data import DataLoader

import stillwatch
from stillwatch.adapters.lightning import StillwatchCallback


class Distillation(lightning.LightningModule):
    """A small network that learns the scores of a larger one."""

    def __init__(self) -> None:
        super().__init__()
        self.teacher, self.student = clusters.teacher(), clusters.student()

    def training_step(self, batch: list[torch.Tensor], batch_idx: int) -> Any:
        x, _ = batch
        return functional.mse_loss(self.student(x), self.teacher(x))

    def configure_optimizers(self) -> Any:
        return torch.optim.Adam(self.student.parameters(), 0.003)


def main() -> None:
    torch.manual_seed(0)
    model = Distillation()
    spool = sys.argv[1] if len(sys.argv) > 1 else None
    tap = stillwatch.attach("lightning", None if spool else "localhost:9092", spool=spool)
    tap.watch(model.teacher, layers=["", "0"])
    tap.watch(model.student, layers=["", "0"])
    tap.probe(DataLoader(clusters.rows(2000, seed=1), 500), every=20)
    callback = StillwatchCallback(tap, labels=lambda batch: batch[1])

    loader = DataLoader(clusters.rows(4000), 100, shuffle=True)
    settings = {"enable_checkpointing": False, "enable_progress_bar": False, "logger": False}
    lightning.Trainer(max_epochs=5, accelerator="cpu", callbacks=[callback], **settings).fit(model, loader)


if __name__ == "__main__":
    main()
