"""What the tap costs a training, with and without it in one run, pair by pair.

Two equal students of one teacher are trained side by side in one process, one of them tapped; which
goes first changes from block to block, so whatever slows the machine slows both.

    overhead.py [--steps 2000]      broker present (started for it), absent, and hanging
"""

from __future__ import annotations

import argparse
import random
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 - the usual name

import stillwatch
from metered import broker

# As many as from one sampled step to the next, so that each block has one, its first.
BLOCK = 10
BATCH = 128


@dataclass(frozen=True)
class Pair:
    """What one block took without and with the tap: by the clock each step, and of the processor."""

    plain: list[int]
    tapped: list[int]
    plain_cpu: int
    tapped_cpu: int


def net(channels: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, channels, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(channels, 2 * channels, 3, padding=1),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(4),
        nn.Flatten(),
        nn.Linear(32 * channels, 10),
    )


class Training:
    """A distillation, step by step; its tap is published to at every step, and samples by itself."""

    def __init__(self, tap: stillwatch.Tap | None) -> None:
        torch.manual_seed(7)
        self._tap = tap
        self._teacher = net(8).requires_grad_(False)
        self._student = net(4)
        self._optimiser = torch.optim.SGD(self._student.parameters(), 0.01, momentum=0.9)
        self._generator = torch.Generator().manual_seed(7)
        self._step = 0

    def steps(self, count: int) -> tuple[list[int], int]:
        """Nanoseconds of each of so many steps by the clock, and of the process's CPU in all."""
        took = []
        cpu = time.process_time_ns()
        for _ in range(count):
            began = time.perf_counter_ns()
            self._one()
            took.append(time.perf_counter_ns() - began)
        return took, time.process_time_ns() - cpu

    def _one(self) -> None:
        x = torch.randn(BATCH, 1, 28, 28, generator=self._generator)
        y = torch.randint(0, 10, (BATCH,), generator=self._generator)
        with torch.no_grad():
            t = self._teacher(x)
        self._optimiser.zero_grad()
        s = self._student(x)
        F.mse_loss(s, t).backward()
        self._optimiser.step()
        if self._tap is not None:
            self._tap.publish(step=self._step, teacher={"logits": t}, student={"logits": s}, labels=y)
        self._step += 1


def pairs(bootstrap: str, steps: int) -> tuple[list[Pair], stillwatch.Stats]:
    """Train, in blocks, so many steps with and without the tap."""
    tap = stillwatch.attach("overhead", bootstrap)
    plain, tapped = Training(None), Training(tap)
    plain.steps(BLOCK)
    tapped.steps(BLOCK)
    measured = []
    for block in range(steps // BLOCK):
        if block % 2:
            p, t = plain.steps(BLOCK), tapped.steps(BLOCK)
        else:
            t, p = tapped.steps(BLOCK), plain.steps(BLOCK)
        measured.append(Pair(p[0], t[0], p[1], t[1]))
    tap.finish(1.0)
    return measured, tap.stats


def interval(sums: list[tuple[int, int]], seed: int = 7) -> str:
    """The ratio of total times, and its 95 % interval by bootstrap over the pairs."""
    source = random.Random(seed)

    def ratio(chosen: list[tuple[int, int]]) -> float:
        return sum(t for t, _ in chosen) / sum(p for _, p in chosen)

    drawn = sorted(ratio(source.choices(sums, k=len(sums))) for _ in range(2000))
    return f"{ratio(sums):.4f} ({drawn[50]:.4f} to {drawn[1949]:.4f})"


def row(name: str, measured: list[Pair], stats: stillwatch.Stats) -> str:
    """A line of the table in RESULTS.md."""
    clock = interval([(sum(pair.tapped), sum(pair.plain)) for pair in measured])
    cpu = interval([(pair.tapped_cpu, pair.plain_cpu) for pair in measured])
    plain = [t for pair in measured for t in pair.plain]
    tapped = [t for pair in measured for t in pair.tapped]
    sampled = tapped[::BLOCK]

    def p(values: list[int], of_hundred: int) -> str:
        return f"{statistics.quantiles(values, n=100)[of_hundred - 1] / 1e6:.2f}"

    cells = [name, str(len(tapped)), clock, cpu]
    cells += [p(plain, 50), p(plain, 99), p(sampled, 50), p(sampled, 99)]
    return "| " + " | ".join([*cells, str(stats.sent), str(stats.dropped)]) + " |"


@contextmanager
def hanging() -> Iterator[str]:
    """Accept connections and never answer."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        yield f"127.0.0.1:{silent.getsockname()[1]}"


@contextmanager
def absent() -> Iterator[str]:
    """Hold a port that nobody listens on."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{unused.getsockname()[1]}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--brokers", default="present,absent,hanging")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    ways = {"present": broker, "absent": absent, "hanging": hanging}
    print(
        "| broker | steps | ratio of times by the clock | ratio of CPU times | plain p50 ms | plain p99 ms "
        "| sampled p50 ms | sampled p99 ms | samples sent | samples lost |"
    )
    print("|" + "---|" * 10)
    for name in arguments.brokers.split(","):
        with ExitStack() as stack:
            address = stack.enter_context(ways[name]())
            print(row(name, *pairs(address, arguments.steps)), flush=True)


if __name__ == "__main__":
    main()
