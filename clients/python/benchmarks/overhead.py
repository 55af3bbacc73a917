#!/usr/bin/env python3
"""What the tap costs: the same training steps with and without it, pair by pair in one process.

./overhead.py --bootstrap localhost:9092    present; without it, only absent and hanging brokers are met
"""

from __future__ import annotations

import argparse
import os
import socket
import time
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import stillwatch

BATCH, WARMING, BLOCKS = 128, 100, 2000


class Training:
    """A small CNN that learns from noise; the same steps every time it is made."""

    def __init__(self, tap: stillwatch.Tap | None) -> None:
        torch.manual_seed(1)
        layers = [nn.Conv2d(1, 8, 5, 2, 2), nn.ReLU(), nn.Conv2d(8, 16, 3, 2, 1), nn.ReLU(), nn.Flatten()]
        self._body = nn.Sequential(*layers, nn.Linear(784, 64), nn.ReLU())
        self._head = nn.Linear(64, 10)
        self._optimiser = torch.optim.SGD([*self._body.parameters(), *self._head.parameters()], 0.01)
        self._images, self._labels = torch.randn(BATCH, 1, 28, 28), torch.randint(0, 10, (BATCH,))
        self._hidden, self._scores = torch.randn(BATCH, 64), torch.randn(BATCH, 10)
        self._tap = tap

    def step(self, number: int) -> int:
        """One step; the nanoseconds that it took."""
        began = time.perf_counter_ns()
        hidden = self._body(self._images)
        scores = self._head(hidden)
        self._optimiser.zero_grad()
        functional.cross_entropy(scores, self._labels).backward()
        self._optimiser.step()
        if self._tap is not None:
            teacher = {"hidden": self._hidden, "logits": self._scores}
            self._tap.publish(number, teacher, {"hidden": hidden, "logits": scores}, self._labels)
        return time.perf_counter_ns() - began


def measure(bootstrap: str, pairs: int) -> tuple[Any, Any, int]:
    """Nanoseconds without and with the tap of each pair, and the rows lost; who goes first alternates."""
    tap = stillwatch.attach("overhead", bootstrap)
    plain, tapped = Training(None), Training(tap)
    times = np.zeros((pairs, 2), np.int64)
    for number in range(-WARMING, pairs):
        order = (0, 1) if number % 2 == 0 else (1, 0)
        for which in order:
            took = (plain, tapped)[which].step(max(number, 1))
            if number >= 0:
                times[number, which] = took
    lost = tap.lost_rows
    tap.finish(2.0)
    return times[:, 0], times[:, 1], lost


def row(name: str, plain: Any, tapped: Any, lost: int) -> str:
    """A line of the table, with a bootstrap interval of the ratio of totals over blocks of 50 pairs (one sampled)."""
    every = 50
    blocks = len(plain) // every
    sums = np.stack([one[: blocks * every].reshape(blocks, every).sum(1) for one in (plain, tapped)])
    picks = np.random.default_rng(1).integers(0, blocks, (BLOCKS, blocks))
    lower, upper = np.quantile(sums[1][picks].sum(1) / sums[0][picks].sum(1), [0.025, 0.975])
    p99 = [np.quantile(one, 0.99) / 1e6 for one in (plain, tapped)]
    extra = np.median((tapped - plain)[::every]) / 1e6
    total = tapped.sum() / plain.sum()
    cells = [name, f"{total:.4f}", f"{lower:.4f} to {upper:.4f}", f"{np.median(plain) / 1e6:.2f}"]
    return "| " + " | ".join([*cells, *(f"{one:.2f}" for one in p99), f"{extra:.2f}", str(lost)]) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bootstrap")
    parser.add_argument("--pairs", type=int, default=2000)
    options = parser.parse_args()
    torch.set_num_threads(1)
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    head = "broker | ratio of totals | 95 % interval | median step, ms | p99 without, ms | p99 with, ms"
    print(f"| {head} | median extra of a sampled step, ms | rows lost |\n|---|---|---|---|---|---|---|---|", flush=True)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        where = {"absent": "127.0.0.1:1", "hanging": f"127.0.0.1:{silent.getsockname()[1]}"}
        if options.bootstrap:
            where = {"present": options.bootstrap, **where}
        for name, address in where.items():
            print(row(name, *measure(address, options.pairs)), flush=True)


if __name__ == "__main__":
    main()
