#!/usr/bin/env python3
"""Real distillations on Fashion-MNIST, told to Stillwatch: five methods, each with a trained and an untrained teacher.

./fashion_mnist.py --bootstrap localhost:9092 --short    a minute
./fashion_mnist.py --spool runs.spool --seeds 3          all of it, to a file instead
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
import time
from pathlib import Path
from typing import Any

import torch
from fashion_images import FOLDER, load
from fashion_networks import METHODS, Network, student, teacher
from torch.nn import functional
from torch.utils.data import DataLoader, Subset, TensorDataset

import stillwatch

BATCH = 128
LAYERS = {"": "logits", "hidden": "hidden"}


def trained(images: TensorDataset, epochs: int) -> Network:
    """The teacher, after so many epochs."""
    network = teacher()
    optimiser = torch.optim.Adam(network.parameters(), 2e-3)
    for _ in range(epochs):
        for x, y, _ in DataLoader(images, BATCH, shuffle=True):
            optimiser.zero_grad()
            functional.cross_entropy(network(x), y).backward()
            optimiser.step()
    return network.eval()


def distil(tap: stillwatch.Tap, frozen: Network, method: str, sets: tuple[Any, Any], epochs: int) -> Network:
    """A student that learned by the method; the tap is the only trace of Stillwatch in it."""
    images, probe = sets
    learner, loss = student(), METHODS[method]()
    tap.watch(frozen, LAYERS, role="teacher")
    tap.watch(learner, LAYERS, role="student")
    fixed = tap.probe(DataLoader(probe, 500), every=max(1, epochs * (len(images) // BATCH) // 12))
    optimiser = torch.optim.Adam([*learner.parameters(), *loss.learned()], 2e-3)
    step = 0
    for _ in range(epochs):
        for x, y, _ in DataLoader(images, BATCH, shuffle=True, drop_last=True):
            tap.advance(step)
            with torch.no_grad():
                said = frozen.both(x)
            learned = learner.both(x)
            loss.prepare((said[0], learned[0]), y)
            optimiser.zero_grad()
            loss(said, learned, y).backward()
            optimiser.step()
            step += 1
    fixed.run(step)
    return learner


def accuracy(network: Network, images: Any) -> float:
    """The share of images that it names rightly."""
    network.eval()
    with torch.no_grad():
        right = [(network(x).argmax(1) == y).float().mean().item() * len(y) for x, y, _ in DataLoader(images, 1000)]
    return sum(right) / len(images)


def main() -> None:
    options = arguments()
    torch.set_num_threads(1)
    images, held_out = load("train", options.data), load("t10k", options.data)
    few = Subset(images, range(6_000 if options.short else options.images))
    probe, test = Subset(held_out, range(2_000)), Subset(held_out, range(2_000, 10_000))
    epochs = 4 if options.short else options.epochs
    torch.manual_seed(0)
    untrained = teacher().eval()
    torch.manual_seed(0)
    skilled = trained(few if options.short else images, 3 if options.short else 4)
    say(options, run="teacher", accuracy=accuracy(skilled, test), untrained=accuracy(untrained, test))
    for seed in range(options.seeds):
        for method in options.methods.split(","):
            for name, network in (("trained", skilled), ("untrained", untrained)):
                run = f"fashion-{method}-{name}-{seed}"
                began = time.monotonic()
                torch.manual_seed(seed)
                with stillwatch.attach(run, options.bootstrap, spool=options.spool, every=1 << 40) as tap:
                    learner = distil(tap, copy.deepcopy(network), method, (few, probe), epochs)
                    found = accuracy(learner, test)
                say(options, run=run, accuracy=found, seconds=round(time.monotonic() - began, 1), lost=tap.lost_rows)


def say(options: Any, **found: Any) -> None:
    """A line of JSON."""
    line = json.dumps(found)
    print(line, flush=True)
    if options.results:
        with options.results.open("a") as file:
            file.write(line + "\n")


def arguments() -> Any:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bootstrap", help="Kafka's brokers")
    parser.add_argument("--spool", type=Path, help="a file instead of Kafka")
    parser.add_argument("--short", action="store_true", help="6,000 images and few epochs")
    parser.add_argument("--methods", default=",".join(METHODS), help="of %(default)s")
    parser.add_argument("--seeds", type=int, default=1, help="how many students of each kind")
    parser.add_argument("--epochs", type=int, default=4, help="of a student")
    parser.add_argument("--images", type=int, default=60_000, help="how many the students learn from")
    parser.add_argument("--data", type=Path, default=FOLDER, help="where the images are")
    parser.add_argument("--results", type=Path, help="a file to add the accuracies to")
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"{options.data} is not there; install the package dataset-fashion-mnist, or say --data")
    return options


if __name__ == "__main__":
    main()
