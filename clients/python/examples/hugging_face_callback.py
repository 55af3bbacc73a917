"""A distillation by Hugging Face's Trainer, metered: ``python hugging_face_callback.py [spool file]``."""

from __future__ import annotations

import sys
from typing import Any

import torch
from torch.nn import functional as F  # noqa: N812 - the usual name
from torch.utils.data import DataLoader, TensorDataset
from transformers import Trainer, TrainingArguments

import stillwatch
from stillwatch.adapters.hugging_face import StillwatchCallback


class Student(torch.nn.Module):
    def __init__(self, teacher: torch.nn.Module) -> None:
        super().__init__()
        self.net = torch.nn.Linear(8, 3)
        # In a list, so that it is no part of the student.
        self._teacher = [teacher]

    def forward(self, x: torch.Tensor, labels: torch.Tensor | None = None) -> dict[str, Any]:
        del labels
        logits = self.net(x)
        return {"loss": F.mse_loss(logits, self._teacher[0](x)), "logits": logits}


def main() -> None:
    teacher = torch.nn.Linear(8, 3).requires_grad_(False)
    student = Student(teacher)
    x = torch.randn(2000, 8)
    y = teacher(x).argmax(1)
    tap = stillwatch.attach("hugging-face", spool=sys.argv[1] if len(sys.argv) > 1 else None)
    tap.watch(teacher, {"logits": ""})
    tap.watch(student, {"logits": "net"})
    tap.probe(DataLoader(TensorDataset(x, y), 500), every=20)
    rows = [{"x": a, "labels": b} for a, b in zip(x, y)]
    arguments = TrainingArguments("out", num_train_epochs=5, report_to=[], use_cpu=True)
    Trainer(student, arguments, train_dataset=rows, callbacks=[StillwatchCallback(tap)]).train()


if __name__ == "__main__":
    main()
