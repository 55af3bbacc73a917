#!/usr/bin/env python3
"""What the tap costs: the same training steps with and without it, pair by pair in one process.

./overhead.py --bootstrap localhost:9092    present; without it, only absent and hanging brokers are met
"""

from __future__ import annotations

import argparse
import os
import socket
import time
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import stillwatch

BATCH, WARMING, EVERY, DRAWS = 128, 100, 50, 2000


class Training:
    """A small CNN that learns from noise; the same steps every time it is made."""

    def __init__(self) -> None:
        torch.manual_seed(1)
        layers = [nn.Conv2d(1, 8, 5, 2, 2), nn.ReLU(), nn.Conv2d(8, 16, 3, 2, 1), nn.ReLU(), nn.Flatten()]
        self._body = nn.Sequential(*layers, nn.Linear(784, 64), nn.ReLU())
        self._head = nn.Linear(64, 10)
        self._optimiser = torch.optim.SGD([*self._body.parameters(), *self._head.parameters()], 0.01)
        self._images, self._labels = torch.randn(BATCH, 1, 28, 28), torch.randint(0, 10, (BATCH,))
        self._hidden, self._scores = torch.randn(BATCH, 64), torch.randn(BATCH, 10)

    def step(self, number: int, tap: stillwatch.Tap | None) -> tuple[int, int]:
        """One step; the nanoseconds that it took by the wall clock, and those that this thread worked."""
        began, worked = time.perf_counter_ns(), time.thread_time_ns()
        hidden = self._body(self._images)
        scores = self._head(hidden)
        self._optimiser.zero_grad()
        functional.cross_entropy(scores, self._labels).backward()
        self._optimiser.step()
        if tap is not None:
            teacher = {"hidden": self._hidden, "logits": self._scores}
            tap.publish(number, teacher, {"hidden": hidden, "logits": scores}, self._labels)
        return time.perf_counter_ns() - began, time.thread_time_ns() - worked


class Measured(NamedTuple):
    """Nanoseconds by pair and without or with the tap, by the wall clock and of the thread; the sender's milliseconds
    of CPU a sampled step; rows lost."""

    wall: Any
    thread: Any
    sender_millis: float
    lost: int


def measure(bootstrap: str, pairs: int) -> Measured:
    """Steps without and with the tap, pair by pair, on two trainings.

    Two trainings of one kind differ by a per cent, by where their memory lies: they swap the tap every 50 pairs, and
    who goes first alternates.
    """
    tap = stillwatch.attach("overhead", bootstrap)
    trainings = Training(), Training()
    times = np.zeros((2, pairs, 2), np.int64)
    for number in range(-WARMING, pairs):
        if number == 0:
            others = time.process_time() - time.thread_time()
        for which in (0, 1) if number % 2 == 0 else (1, 0):
            training = trainings[(which + number // EVERY) % 2]
            took = training.step(max(number, 1), tap if which else None)
            if number >= 0:
                times[:, number, which] = took
    sender = (time.process_time() - time.thread_time() - others) * 1e3 / (pairs // EVERY)
    lost = tap.lost_rows
    tap.finish(2.0)
    return Measured(times[0], times[1], sender, lost)


def ratio(times: Any) -> str:
    """With to without in total, and a bootstrap interval over blocks of 100 pairs (two of them sampled)."""
    blocks = len(times) // (2 * EVERY)
    sums = times[: blocks * 2 * EVERY].reshape(blocks, 2 * EVERY, 2).sum(1)
    picks = np.random.default_rng(1).integers(0, blocks, (DRAWS, blocks))
    drawn = sums[picks].sum(1)
    lower, upper = np.quantile(drawn[:, 1] / drawn[:, 0], [0.025, 0.975])
    return f"{times[:, 1].sum() / times[:, 0].sum():.4f} ({lower:.4f} to {upper:.4f})"


def row(name: str, measured: Measured) -> str:
    """A line of the table."""
    wall, thread = measured.wall / 1e6, measured.thread / 1e6
    p99 = np.quantile(wall, 0.99, axis=0)
    sampled = thread[::EVERY]
    extra = np.median(sampled[:, 1] - sampled[:, 0])
    cells = [name, ratio(measured.wall), ratio(measured.thread), f"{p99[0]:.1f}", f"{p99[1]:.1f}"]
    cells += [f"{np.quantile(wall[::EVERY, 1], 0.99):.1f}", f"{np.median(thread[:, 0]):.2f}", f"{extra:.2f}"]
    return "| " + " | ".join([*cells, f"{measured.sender_millis:.2f}", str(measured.lost)]) + " |"


HEAD = """
| broker | wall time, with to without | CPU time of the training's thread | p99 of a step without, ms | p99 with, ms \
| p99 of sampled steps, ms | CPU of a step, ms | extra CPU of a sampled step, ms \
| sender's CPU a sampled step, ms | rows lost |
|---|---|---|---|---|---|---|---|---|---|
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bootstrap")
    parser.add_argument("--pairs", type=int, default=2000)
    options = parser.parse_args()
    torch.set_num_threads(1)
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    print(HEAD.replace("\\\n", "").strip(), flush=True)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        where = {"absent": "127.0.0.1:1", "hanging": f"127.0.0.1:{silent.getsockname()[1]}"}
        if options.bootstrap:
            where = {"present": options.bootstrap, **where}
        for name, address in where.items():
            print(row(name, measure(address, options.pairs)), flush=True)


if __name__ == "__main__":
    main()
