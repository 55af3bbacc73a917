#!/usr/bin/env python3
"""Pictures and tables of docs/tutorial.md, from what the agent measured and what fashion_mnist.py said.

./tutorial_figures.py measured.jsonl accuracy.jsonl ../../../docs/tutorial

``measured.jsonl`` is what ``stillwatch demo --json`` printed, ``accuracy.jsonl`` what ``--results`` names; tutorial.sh
makes both. Writes ``logits.svg``, ``hidden.svg`` and ``tables.md``.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

METHODS = ("plain", "logits", "features", "vid", "rid")
TEACHERS = ("trained", "untrained")
LINES = {
    "teacher_information": ("I(Y;T), what the teacher knows", "#888888", "5,4"),
    "student_information": ("I(Y;S), what the student knows", "#0072b2", "none"),
    "redundancy": ("redundancy, distilled", "#009e73", "none"),
    "distillation_gap": ("gap, left to distil", "#d55e00", "none"),
}
WIDTH, HEIGHT, GAP, LEFT, TOP = 170, 130, 18, 40, 70
MOST_NATS = 2.2

Runs = dict[tuple[str, str, str], dict[int, list[Any]]]


def by_method(file: Path) -> Runs:
    """Layer, method, teacher to step to the measurements of all seeds."""
    runs: Runs = defaultdict(lambda: defaultdict(list))
    for line in file.read_text("utf-8").splitlines():
        one = json.loads(line)
        if one["run"].startswith("fashion-"):
            _, method, teacher, _ = one["run"].split("-")
            layer = one["pair"].rsplit("/", 1)[1]
            runs[layer, method, teacher][one["step"]].append(one)
    return runs


def methods(runs: Runs) -> list[str]:
    """Those that ran."""
    ran = {method for _, method, _ in runs}
    return [method for method in METHODS if method in ran]


def mean(measurements: list[Any], name: str) -> float:
    """Over the seeds."""
    return statistics.fmean(one["nats"][name] for one in measurements)


def lost(measurements: list[Any]) -> str:
    """What the student's clusters do not tell of the label and a readout would: mean, least and most of the seeds."""
    losses = [one.get("health", {}).get("student", {}).get("resolution_loss_nats") for one in measurements]
    if None in losses:  # codes that are classes have none
        return ""
    return f"{statistics.fmean(losses):.2f} ({min(losses):.2f} to {max(losses):.2f})"


def picture(runs: Runs, layer: str) -> str:
    """A panel a method and teacher; lines are means over the seeds."""
    # The legend wants the width of all of them.
    width, height = LEFT + len(METHODS) * (WIDTH + GAP), TOP + len(TEACHERS) * (HEIGHT + 2 * GAP)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">']
    out.append('<rect width="100%" height="100%" fill="white"/>')
    for i, (text, colour, dash) in enumerate(LINES.values()):
        x = LEFT + i * 225
        out.append(f'<path d="M{x},18h24" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>')
        out.append(f'<text x="{x + 30}" y="22" font-size="12">{text}</text>')
    for row, teacher in enumerate(TEACHERS):
        for place, method in enumerate(methods(runs)):
            x, y = LEFT + place * (WIDTH + GAP), TOP + row * (HEIGHT + 2 * GAP)
            out += panel(runs[layer, method, teacher], f"{method}, {teacher} teacher", (x, y))
    return "\n".join([*out, "</svg>", ""])


def panel(passes: dict[int, list[Any]], title: str, corner: tuple[int, int]) -> list[str]:
    x, y = corner
    out = [f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#cccccc"/>']
    out.append(f'<text x="{x}" y="{y - 6}" font-size="12">{title}</text>')
    for nats in (0, 1, 2):
        level = y + HEIGHT * (1 - nats / MOST_NATS)
        out.append(f'<path d="M{x},{level:.1f}h{WIDTH}" stroke="#eeeeee"/>')
        out.append(f'<text x="{x - 5}" y="{level + 4:.1f}" font-size="10" text-anchor="end">{nats}</text>')
    last = max(passes, default=1) or 1
    for name, (_, colour, dash) in LINES.items():
        points = [
            f"{x + WIDTH * step / last:.1f},{y + HEIGHT * (1 - mean(found, name) / MOST_NATS):.1f}"
            for step, found in sorted(passes.items())
        ]
        dashed = f'stroke-dasharray="{dash}"'
        out.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" stroke-width="2" {dashed}/>')
    out.append(f'<text x="{x + WIDTH}" y="{y + HEIGHT + 12}" font-size="10" text-anchor="end">{last} steps</text>')
    return out


def table(runs: Runs, accuracies: dict[tuple[str, str], list[float]], layer: str) -> str:
    """What there was after the last step: means over the seeds, verdicts as often as they fell."""
    head = "method, teacher | accuracy, % | I(Y;T) | I(Y;S) | redundancy | gap | nuisance copying \
| resolution loss | verdicts"
    out = [f"| {head} |", "|---" * 9 + "|"]
    for teacher in TEACHERS:
        for method in methods(runs):
            passes = runs[layer, method, teacher]
            found = passes[max(passes)]
            right = accuracies[method, teacher]
            said = [one["verdict"] for one in found]
            counted = ", ".join(f"{said.count(one)} {one}" for one in sorted(set(said)))
            nats = [f"{mean(found, name):.2f}" for name in ("teacher_information", "student_information")]
            nats += [f"{mean(found, name):.2f}" for name in ("redundancy", "distillation_gap")]
            known = all("nuisance_copying" in one["nats"] for one in found)
            nats.append(f"{mean(found, 'nuisance_copying'):.2f}" if known else "")
            nats.append(lost(found))
            spread = f"{100 * statistics.fmean(right):.1f} ({100 * min(right):.1f} to {100 * max(right):.1f})"
            out.append("| " + " | ".join([f"{method}, {teacher}", spread, *nats, counted]) + " |")
    return "\n".join(out) + "\n"


def main() -> None:
    measured, said, folder = map(Path, sys.argv[1:4])
    runs = by_method(measured)
    accuracies: dict[tuple[str, str], list[float]] = defaultdict(list)
    for line in map(json.loads, said.read_text("utf-8").splitlines()):
        if line["run"] != "teacher":
            _, method, teacher, _ = line["run"].split("-")
            accuracies[method, teacher].append(line["accuracy"])
    folder.mkdir(parents=True, exist_ok=True)
    tables = []
    for layer in ("logits", "hidden"):
        (folder / f"{layer}.svg").write_text(picture(runs, layer), "utf-8")
        tables.append(f"### {layer}\n\n{table(runs, accuracies, layer)}")
    (folder / "tables.md").write_text("\n".join(tables), "utf-8")


if __name__ == "__main__":
    main()
