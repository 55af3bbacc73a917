#!/usr/bin/env python3
"""A distillation by Hugging Face's Trainer, told to Stillwatch.

./hugging_face_callback.py                 to Kafka at localhost:9092
./hugging_face_callback.py run.spool       to a file instead
"""

from __future__ import annotations

import sys
from typing import Any

import torch
from torch.nn import functional
from torch.utils.data import DataLoader
from transformers import BertConfig, BertForSequenceClassification, Trainer, TrainingArguments

import stillwatch
from stillwatch.adapters.transformers import StillwatchCallback

WORDS, LENGTH, CLASSES = 30, 8, 3


class Distilling(Trainer):
    """Learns the scores of a teacher."""

    def __init__(self, teacher: torch.nn.Module, *settings: Any, **more: Any) -> None:
        super().__init__(*settings, **more)
        self._teacher = teacher

    def compute_loss(self, model: Any, inputs: Any, *settings: Any, **more: Any) -> Any:
        words = inputs["input_ids"]
        with torch.no_grad():
            said = self._teacher(words).logits
        return functional.mse_loss(model(words).logits, said)


def network(layers: int, width: int) -> Any:
    """A classifier of sentences with weights that nobody trained."""
    sizes = {"num_hidden_layers": layers, "hidden_size": width, "intermediate_size": 2 * width}
    more = {"num_attention_heads": 2, "vocab_size": WORDS, "num_labels": CLASSES, "max_position_embeddings": LENGTH}
    return BertForSequenceClassification(BertConfig(**sizes, **more))


def sentences(count: int) -> list[dict[str, Any]]:
    """Sentences whose class hangs on their first word."""
    words = torch.randint(0, WORDS, (count, LENGTH))
    return [{"input_ids": one, "labels": one[0] % CLASSES} for one in words]


def arguments(steps: int) -> TrainingArguments:
    settings = {"save_strategy": "no", "report_to": [], "use_cpu": True, "disable_tqdm": True, "learning_rate": 2e-3}
    return TrainingArguments("target", max_steps=steps, per_device_train_batch_size=64, **settings)


def main() -> None:
    torch.manual_seed(0)
    teacher, student = network(2, 64), network(1, 16)
    learned, held_out = sentences(6000), sentences(1000)
    Trainer(teacher, arguments(150), train_dataset=learned).train()
    teacher.eval().requires_grad_(False)

    spool = sys.argv[1] if len(sys.argv) > 1 else None
    tap = stillwatch.attach("hugging-face", None if spool else "localhost:9092", spool=spool)
    tap.watch(teacher, layers=["", "bert.pooler"])
    tap.watch(student, layers=["", "bert.pooler"])
    tap.probe(DataLoader(held_out, 500), every=25)
    Distilling(teacher, student, arguments(200), train_dataset=learned, callbacks=[StillwatchCallback(tap)]).train()


if __name__ == "__main__":
    main()
