"""A distillation by Lightning, metered: ``python lightning_callback.py [spool file]``."""

from __future__ import annotations

import sys

import lightning
import torch
from torch.nn import functional as F  # noqa: N812 - the usual name
from torch.utils.data import DataLoader, TensorDataset

import stillwatch
from stillwatch.adapters.lightning import StillwatchCallback


class Distillation(lightning.LightningModule):
    def __init__(self) -> None:
        super().__init__()
        self.teacher = torch.nn.Linear(8, 3).requires_grad_(False)
        self.student = torch.nn.Linear(8, 3)

    def training_step(self, batch: list[torch.Tensor], batch_idx: int) -> torch.Tensor:
        del batch_idx
        return F.mse_loss(self.student(batch[0]), self.teacher(batch[0]))

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return torch.optim.Adam(self.student.parameters(), 0.01)


def main() -> None:
    model = Distillation()
    x = torch.randn(2000, 8)
    loader = DataLoader(TensorDataset(x, model.teacher(x).argmax(1)), 50)
    tap = stillwatch.attach("lightning", spool=sys.argv[1] if len(sys.argv) > 1 else None)
    tap.watch(model.teacher, {"logits": ""})
    tap.watch(model.student, {"logits": ""})
    tap.probe(loader, every=20)
    lightning.Trainer(max_epochs=5, callbacks=[StillwatchCallback(tap)], accelerator="cpu").fit(
        model, loader
    )


if __name__ == "__main__":
    main()
