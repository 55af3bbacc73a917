"""From PyTorch through Kafka and the agent to the metrics: a short version of the Fashion-MNIST run.

Not collected by pytest, for it builds and starts the agent: ``./check`` runs it.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from pathlib import Path

import torch

import stillwatch
from fashion_mnist import PROBE, Plan, load, train_student, train_teacher
from metered import Metered, metered

STEPS = 240
EVERY = 40
PAIR = "teacher/logits>student/logits"
EXPECTED = {"trained": {"distilling"}, "untrained": {"nothing_to_transfer"}}
_PATIENCE_SECONDS = 120.0


def value(scrape: str, name: str, **labels: str) -> float | None:
    """The value of the one series that has these labels."""
    for line in scrape.splitlines():
        if re.match(name + r"[{ ]", line) and all(f'{k}="{v}"' in line for k, v in labels.items()):
            return float(line.rsplit(" ", 1)[1])
    return None


def awaited(agent: Metered, run: str) -> str:
    """The scrape that tells of the run's last pass."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        scrape = agent.metrics()
        if value(scrape, "stillwatch_window_last_step", run=run, pair=PAIR) == STEPS:
            return scrape
        time.sleep(0.2)
    raise AssertionError(f"{run}: no measurement of step {STEPS} came within {_PATIENCE_SECONDS} s")


def verdict(scrape: str, run: str) -> str:
    """The one verdict that is 1."""
    found = re.findall(r"^stillwatch_verdict{(.*)} 1\.0$", scrape, re.MULTILINE)
    mine = [labels for labels in found if f'run="{run}"' in labels and f'pair="{PAIR}"' in labels]
    assert len(mine) == 1, f"{run} has {len(mine)} verdicts"
    return re.findall(r'verdict="(\w+)"', mine[0])[0]


def main() -> None:
    torch.set_num_threads(1)
    train, test = load("train"), load("t10k")
    said: dict[str, str] = {}
    sent = 0
    with tempfile.TemporaryDirectory() as out, metered(Path(out) / "measurements.jsonl") as agent:

        def at_end(run: str, tap: stillwatch.Tap) -> None:
            nonlocal sent
            scrape = awaited(agent, run)
            said[run] = verdict(scrape, run)
            sent += tap.stats.sent
            assert tap.stats.dropped == 0, f"{run} lost {tap.stats.dropped} samples"
            counted = value(scrape, "stillwatch_rows_total", outcome="counted")
            assert counted == 2 * sent, f"{counted} role-rows were counted of {2 * sent}"

        probe, rest = test.some(0, PROBE), test.some(PROBE, 2 * PROBE)
        plan = Plan(agent.bootstrap, STEPS, EVERY, train, probe, rest, at_end=at_end)
        for kind in EXPECTED:
            teacher = train_teacher(train, STEPS if kind == "trained" else 0, seed=0)
            accuracies = train_student(plan, kind, "logits", teacher, seed=0)
            print(f"{kind} teacher: {said[kind]}, accuracy {accuracies[-1]['accuracy']:.3f}")
    for kind, allowed in EXPECTED.items():
        if said[kind] not in allowed:
            sys.exit(f"the {kind} teacher's verdict was {said[kind]}; must be one of {allowed}")


if __name__ == "__main__":
    main()
