#!/usr/bin/env python3
"""A distillation in a loop of one's own, told to Stillwatch: the smallest example.

./plain_pytorch.py                         to Kafka at localhost:9092
./plain_pytorch.py 127.0.0.1:40001         to Kafka there
./plain_pytorch.py run.spool               to a file instead
"""

from __future__ import annotations

import sys

import clusters
import torch
from torch.nn import functional
from torch.utils.data import DataLoader

import stillwatch


def main() -> None:
    torch.manual_seed(0)
    teacher, student = clusters.teacher(), clusters.student()
    where = sys.argv[1] if len(sys.argv) > 1 else "localhost:9092"
    is_file = ":" not in where
    with stillwatch.attach("plain-pytorch", None if is_file else where, spool=where if is_file else None) as tap:
        tap.watch(teacher, layers=["", "0"])
        tap.watch(student, layers=["", "0"])
        tap.probe(DataLoader(clusters.rows(2000, seed=1), 500), every=20)
        optimiser = torch.optim.Adam(student.parameters(), 0.003)
        step = 0
        for _ in range(5):
            for x, y in DataLoader(clusters.rows(4000), 100, shuffle=True):
                loss = functional.mse_loss(student(x), teacher(x))
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()
                tap.advance(step, labels=y)
                step += 1
    print(f"{step} steps, loss {loss.item():.3f}; rows lost: {tap.lost_rows}")


if __name__ == "__main__":
    main()
