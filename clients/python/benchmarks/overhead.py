#!/usr/bin/env python3
"""What the tap costs: one training that goes on with and without the tap by turns, ten steps each.

./overhead.py              brokers that are absent and that hang
./overhead.py --present    also one that is there; it runs on another core (needs what ./stillwatch builds)
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import stillwatch

BATCH, TURN, EVERY, WARMING, DRAWS = 128, 10, 50, 4, 4000
HOME = Path(__file__).resolve().parents[3]


class Training:
    """A small CNN that learns from noise."""

    def __init__(self) -> None:
        torch.manual_seed(1)
        layers = [nn.Conv2d(1, 8, 5, 2, 2), nn.ReLU(), nn.Conv2d(8, 16, 3, 2, 1), nn.ReLU(), nn.Flatten()]
        self._body = nn.Sequential(*layers, nn.Linear(784, 64), nn.ReLU())
        self._head = nn.Linear(64, 10)
        self._optimiser = torch.optim.SGD([*self._body.parameters(), *self._head.parameters()], 0.01)
        self._images, self._labels = torch.randn(BATCH, 1, 28, 28), torch.randint(0, 10, (BATCH,))
        self._teacher = {"hidden": torch.randn(BATCH, 64), "logits": torch.randn(BATCH, 10)}

    def step(self, number: int, tap: stillwatch.Tap | None) -> None:
        """One step, told to the tap if there is one."""
        hidden = self._body(self._images)
        scores = self._head(hidden)
        self._optimiser.zero_grad()
        functional.cross_entropy(scores, self._labels).backward()
        self._optimiser.step()
        if tap is not None:
            tap.publish(number, self._teacher, {"hidden": hidden, "logits": scores}, self._labels)


class Clocks(NamedTuple):
    """What time it is, in nanoseconds: by the wall, of the CPU for this thread and for all of the process, and what
    this thread has waited for a CPU that somebody else had."""

    wall: int
    thread: int
    process: int
    waited: int

    @classmethod
    def now(cls) -> Clocks:
        waited = int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1])
        return cls(time.perf_counter_ns(), time.thread_time_ns(), time.process_time_ns(), waited)

    def spent(self, until: Clocks) -> tuple[int, int]:
        """CPU time of all threads, and the wall's time without what other programs took.

        Of what this thread waited for, that is all but what the process's own other threads worked meanwhile; if they
        worked while it was held up by them otherwise, the tap is charged twice.
        """
        wall, thread, process, waited = (after - before for before, after in zip(self, until))
        return process, wall - max(0, waited - (process - thread))


class Measured(NamedTuple):
    """``wall`` by pair, without or with the tap, and step; ``cpu`` of all threads and ``own``, the wall's time without
    what other programs took, by pair and without or with; rows lost. Nanoseconds."""

    wall: Any
    cpu: Any
    own: Any
    lost: int


def measure(bootstrap: str, pairs: int) -> Measured:
    """A pair is 50 steps with the tap, of which the first is sampled, and 50 without, in turns of ten.

    What the sender does after a sampled step is over long before the turn is, so it falls to the steps with the tap.
    Which of the two goes first is drawn for every ten.
    """
    tap, training = stillwatch.attach("overhead", bootstrap), Training()
    wall, cpu, own = np.zeros((pairs, 2, EVERY), np.int64), *np.zeros((2, pairs, 2), np.int64)
    draw = np.random.default_rng(1)
    for pair in range(-WARMING, pairs):
        for first in range(0, EVERY, TURN):
            for which in draw.permutation(2):
                before = Clocks.now()
                for place in range(first, first + TURN):
                    began = time.perf_counter_ns()
                    training.step((pair + WARMING) * EVERY + place, tap if which else None)
                    wall[pair, which, place] = time.perf_counter_ns() - began
                worked, took = before.spent(Clocks.now())
                cpu[pair, which] += worked * (pair >= 0)
                own[pair, which] += took * (pair >= 0)
    lost = tap.lost_rows
    tap.finish(2.0)
    return Measured(wall, cpu, own, lost)


def of_draws(pairs: Any, statistic: Any) -> str:
    """A statistic of (pairs, without or with), and its interval of 95 % by a bootstrap over the pairs."""
    draw = np.random.default_rng(2)
    drawn = [statistic(pairs[draw.integers(0, len(pairs), len(pairs))]) for _ in range(DRAWS)]
    lower, upper = np.quantile(drawn, [0.025, 0.975])
    return f"{statistic(pairs):.4f} ({lower:.4f} to {upper:.4f})"


def of_totals(pairs: Any) -> float:
    return float(pairs[:, 1].sum() / pairs[:, 0].sum())


def median_of_pairs(pairs: Any) -> float:
    return float(np.median(pairs[:, 1] / pairs[:, 0]))


def row(name: str, measured: Measured) -> str:
    """A line of the table."""
    wall, steps = measured.wall.sum(2), measured.wall / 1e6
    cells = [name, of_draws(wall, of_totals), of_draws(measured.own, of_totals)]
    cells += [of_draws(measured.own, median_of_pairs), of_draws(measured.cpu, of_totals)]
    cells += [f"{np.median(steps[:, 0]):.2f}"]
    cells += [f"{np.quantile(one, 0.99):.2f}" for one in (steps[:, 0], steps[:, 1], steps[:, 1, 0])]
    return "| " + " | ".join([*cells, str(measured.lost)]) + " |"


HEAD = (
    "broker",
    "total time, with to without",
    "without what other programs took",
    "the same, median of the pairs",
    "CPU time of all threads",
    "median step without, ms",
    "p99 without, ms",
    "p99 with, ms",
    "p99 of sampled steps, ms",
    "rows lost",
)


@contextmanager
def broker(cores: set[int]) -> Iterator[str]:
    """The demonstration's broker in a process of its own on these cores; its address."""
    places = [str(HOME / "demo" / "target" / "classes"), str(HOME / "demo" / "target" / "lib" / "*")]
    java_options = ["-XX:+UseSerialGC", "-Xmx256m", "-cp", ":".join(places)]
    command = ["java", *java_options, str(Path(__file__).with_name("Broker.java"))]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet, text=True) as java:
        os.sched_setaffinity(java.pid, cores)
        assert java.stdin is not None and java.stdout is not None
        try:
            yield java.stdout.readline().strip()
        finally:
            java.stdin.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--present", action="store_true", help="also with a broker that is there")
    parser.add_argument("--pairs", type=int, default=400, help="of 50 steps with and 50 without the tap")
    options = parser.parse_args()
    torch.set_num_threads(1)
    first, *others = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {first})
    print(f"{options.pairs} pairs; load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"\n| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}", flush=True)
    if options.present:
        with broker(set(others) or {first}) as address:
            print(row("present", measure(address, options.pairs)), flush=True)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        for name, address in (("absent", "127.0.0.1:1"), ("hanging", f"127.0.0.1:{silent.getsockname()[1]}")):
            print(row(name, measure(address, options.pairs)), flush=True)


if __name__ == "__main__":
    main()
