"""Five ways to train a small student on Fashion-MNIST, each metered by Stillwatch.

Every way is gone with a trained teacher and with one that was never trained. The images are those
of the Debian package dataset-fashion-mnist. Without ``--bootstrap`` a broker and an agent are
started for the run, and the agent's measurements are written beside the accuracies:

    fashion_mnist.py --out DIRECTORY [--seeds 0,1,2] [--steps 1500] [--ways plain,logits,...]
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 - the usual name

import stillwatch
from metered import metered

IMAGES = Path("/usr/share/datasets/fashion-mnist")
PROBE = 2000
BATCH = 128
WAYS = ("plain", "logits", "features", "vid", "rid")
TEACHERS = ("trained", "untrained")


@dataclass(frozen=True)
class Data:
    """Images as (rows, 1, 28, 28) of numbers around 0, and their labels."""

    x: torch.Tensor
    y: torch.Tensor

    def some(self, start: int, end: int | None = None) -> Data:
        return Data(self.x[start:end], self.y[start:end])


def load(part: str) -> Data:
    """The part ``train`` (60,000 images) or ``t10k`` (10,000)."""
    with gzip.open(IMAGES / f"{part}-images-idx3-ubyte.gz") as file:
        x = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 1, 28, 28)
    with gzip.open(IMAGES / f"{part}-labels-idx1-ubyte.gz") as file:
        y = np.frombuffer(file.read(), np.uint8, offset=8)
    return Data(torch.tensor(x, dtype=torch.float32) / 128 - 0.57, torch.tensor(y, dtype=torch.int64))


class Net(nn.Module):
    """Two convolutions, a hidden layer, and scores of ten classes."""

    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.maps = nn.Sequential(
            nn.Conv2d(1, channels, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.Conv2d(channels, 2 * channels, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.Flatten(),
        )
        self.hidden = nn.Sequential(nn.Linear(2 * channels * 49, hidden), nn.ReLU())
        self.logits = nn.Linear(hidden, 10)
        self.width = hidden

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        hidden = self.hidden(self.maps(x))
        return hidden, self.logits(hidden)


def teacher_net() -> Net:
    return Net(16, 64)


def student_net() -> Net:
    return Net(3, 16)


class Way(nn.Module):
    """How a student is trained: a loss of what both models say. What it learns itself is a parameter.

    ``weight`` is that of the teacher's hidden layer beside the label.
    """

    weight = 1.0

    def forward(self, t: Any, s: Any, y: torch.Tensor) -> torch.Tensor:
        del t
        return F.cross_entropy(s[1], y)


class Logits(Way):
    """Hinton, Vinyals and Dean 2015: match softened class probabilities."""

    def forward(self, t: Any, s: Any, y: torch.Tensor, temperature: float = 4.0) -> torch.Tensor:
        soft = F.kl_div(
            F.log_softmax(s[1] / temperature, 1), F.softmax(t[1] / temperature, 1), reduction="batchmean"
        )
        return 0.1 * F.cross_entropy(s[1], y) + 0.9 * temperature**2 * soft


class Features(Way):
    """Romero et al. 2015: regress the teacher's hidden layer."""

    def __init__(self, student: int, teacher: int) -> None:
        super().__init__()
        self.to_teacher = nn.Linear(student, teacher)

    def forward(self, t: Any, s: Any, y: torch.Tensor) -> torch.Tensor:
        return F.cross_entropy(s[1], y) + self.weight * F.mse_loss(self.to_teacher(s[0]), t[0])


class Vid(Way):
    """Ahn et al. 2019: a Gaussian of the teacher's hidden layer around what the student says of it."""

    def __init__(self, student: int, teacher: int) -> None:
        super().__init__()
        self.mean = nn.Sequential(nn.Linear(student, teacher), nn.ReLU(), nn.Linear(teacher, teacher))
        self.raw_variance = nn.Parameter(torch.full((teacher,), 0.54))

    def forward(self, t: Any, s: Any, y: torch.Tensor) -> torch.Tensor:
        variance = F.softplus(self.raw_variance) + 1e-3
        miss = (t[0] - self.mean(s[0])) ** 2
        matches = (miss / (2 * variance) + variance.log() / 2).mean()
        return F.cross_entropy(s[1], y) + self.weight * matches


class Rid(Way):
    """After Dissanayake et al. 2025: match what of the teacher tells about the label.

    A filter of the teacher's hidden layer learns to tell the label; the student's filter is to
    match it, and the teacher's filter does not follow the student. Both are learned side by side
    here, where the paper takes turns.
    """

    def __init__(self, student: int, teacher: int, filtered: int = 16) -> None:
        super().__init__()
        self.of_teacher = nn.Linear(teacher, filtered)
        self.of_student = nn.Linear(student, filtered)
        self.head = nn.Linear(filtered, 10)
        self.raw_variance = nn.Parameter(torch.full((filtered,), 0.54))

    def forward(self, t: Any, s: Any, y: torch.Tensor) -> torch.Tensor:
        filtered = self.of_teacher(t[0])
        tells = F.cross_entropy(self.head(filtered), y)
        variance = F.softplus(self.raw_variance) + 1e-3
        miss = (filtered.detach() - self.of_student(s[0])) ** 2
        matches = (miss / (2 * variance) + variance.log() / 2).mean()
        return F.cross_entropy(s[1], y) + tells + self.weight * matches


def way_of(name: str, student: Net, teacher: Net) -> Way:
    made: dict[str, Callable[[], Way]] = {
        "plain": Way,
        "logits": Logits,
        "features": lambda: Features(student.width, teacher.width),
        "vid": lambda: Vid(student.width, teacher.width),
        "rid": lambda: Rid(student.width, teacher.width),
    }
    return made[name]()


def batches(data: Data, steps: int, seed: int) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """So many batches, each pass over the data in an order of its own."""
    generator = torch.Generator().manual_seed(seed)
    done = 0
    while True:
        order = torch.randperm(len(data.y), generator=generator)
        for start in range(0, len(order) - BATCH + 1, BATCH):
            if done == steps:
                return
            done += 1
            chosen = order[start : start + BATCH]
            yield data.x[chosen], data.y[chosen]


def accuracy(net: Net, data: Data) -> float:
    """The share of rightly named images."""
    with torch.no_grad():
        right = sum(
            int((net(data.x[i : i + 1000])[1].argmax(1) == data.y[i : i + 1000]).sum())
            for i in range(0, len(data.y), 1000)
        )
    return right / len(data.y)


def train_teacher(train: Data, steps: int, seed: int) -> Net:
    torch.manual_seed(1000 + seed)
    net = teacher_net()
    optimiser = torch.optim.Adam(net.parameters(), 2e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, max(1, steps))
    for x, y in batches(train, steps, 1000 + seed):
        optimiser.zero_grad()
        F.cross_entropy(net(x)[1], y).backward()
        optimiser.step()
        schedule.step()
    return net.requires_grad_(False)


@dataclass(frozen=True)
class Plan:
    """What all students of a run of this example have in common."""

    bootstrap: str
    steps: int
    every: int
    train: Data
    probe: Data
    test: Data
    weight: float = 1.0
    at_end: Callable[[str, stillwatch.Tap], None] = lambda _run, _tap: None
    """Called after a student's last step, before its run is finished."""


def train_student(plan: Plan, run: str, way_name: str, teacher: Net, seed: int) -> list[dict[str, Any]]:
    """Train one student, metered as a run of its own; returns its accuracies by step."""
    torch.manual_seed(seed)
    student = student_net()
    way = way_of(way_name, student, teacher)
    way.weight = plan.weight
    optimiser = torch.optim.Adam([*student.parameters(), *way.parameters()], 2e-3)
    accuracies = []
    with stillwatch.attach(run, plan.bootstrap) as tap:
        tap.watch(teacher, ["hidden", "logits"])
        tap.watch(student, ["hidden", "logits"])
        probe = torch.utils.data.TensorDataset(plan.probe.x, plan.probe.y)
        tap.probe(torch.utils.data.DataLoader(probe, 500), every=plan.every)
        tap.step(0)
        for step, (x, y) in enumerate(batches(plan.train, plan.steps, seed), 1):
            optimiser.zero_grad()
            with torch.no_grad():
                t = teacher(x)
            way(t, student(x), y).backward()
            optimiser.step()
            tap.step(step)
            if step % plan.every == 0:
                accuracies.append({"run": run, "step": step, "accuracy": accuracy(student, plan.test)})
        plan.at_end(run, tap)
    return accuracies


def students(arguments: argparse.Namespace, bootstrap: str) -> Iterator[dict[str, Any]]:
    """Train everything that was asked for; yields what is worth keeping, as it comes."""
    train, test = load("train"), load("t10k")
    probe, rest = test.some(0, PROBE), test.some(PROBE)
    plan = Plan(bootstrap, arguments.steps, arguments.every, train, probe, rest, arguments.weight)
    for seed in arguments.seeds:
        for kind in arguments.teachers:
            steps = arguments.teacher_steps if kind == "trained" else 0
            teacher = train_teacher(train, steps, seed)
            yield {"teacher": kind, "seed": seed, "accuracy": accuracy(teacher, plan.test)}
            for way in arguments.ways:
                began = time.monotonic()
                run = f"{way}-{kind}-{seed}"
                yield from train_student(plan, run, way, teacher, seed)
                yield {"done": run, "seconds": round(time.monotonic() - began, 1)}


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    words = lambda text: text.split(",")  # noqa: E731 - a type for argparse
    parser.add_argument("--out", type=Path, required=True, help="a directory for the results")
    parser.add_argument("--bootstrap", help="brokers of your own, whose agent you read yourself")
    parser.add_argument("--seeds", type=lambda text: [int(s) for s in text.split(",")], default=[0])
    parser.add_argument("--ways", type=words, default=list(WAYS))
    parser.add_argument("--teachers", type=words, default=list(TEACHERS))
    parser.add_argument("--steps", type=int, default=1500, help="steps of each student")
    parser.add_argument("--every", type=int, default=100, help="steps between probe passes")
    parser.add_argument("--weight", type=float, default=1.0, help="of the teacher's hidden layer")
    parser.add_argument("--teacher-steps", type=int, default=2400)
    return parser.parse_args()


def main() -> None:
    arguments = options()
    torch.set_num_threads(1)
    arguments.out.mkdir(parents=True, exist_ok=True)
    agent = nullcontext(None) if arguments.bootstrap else metered(arguments.out / "measurements.jsonl")
    with agent as own, (arguments.out / "training.jsonl").open("w") as out:
        bootstrap = own.bootstrap if own is not None else arguments.bootstrap
        for line in students(arguments, bootstrap):
            print(json.dumps(line), file=out, flush=True)
            if "step" not in line:
                print(json.dumps(line), file=sys.stderr, flush=True)
        if own is not None:
            (arguments.out / "metrics.txt").write_text(own.metrics())


if __name__ == "__main__":
    main()
