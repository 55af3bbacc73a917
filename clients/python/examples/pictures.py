"""The tutorial's pictures and tables, from what fashion_mnist.py wrote.

pictures.py DIRECTORY PICTURES    writes SVG files to PICTURES, and tables in Markdown to standard output
"""

from __future__ import annotations

import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WAYS = {"plain": "#000000", "logits": "#0072b2", "features": "#009e73", "vid": "#d55e00", "rid": "#cc79a7"}
TEACHERS = ("trained", "untrained")
LAYERS = ("logits", "hidden")
_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 330, 120, 52, 66, 44


@dataclass(frozen=True)
class Quantity:
    """A row of panels: what it is called, how it is read of a measurement, and its axis' end."""

    name: str
    of: Callable[[dict[str, Any]], float | None]
    end: float


def nats(name: str) -> Callable[[dict[str, Any]], float | None]:
    return lambda line: line["nats"].get(name)


QUANTITIES = (
    Quantity("redundancy, nats", nats("redundancy"), 2.0),
    Quantity("distillation gap, nats", nats("distillation_gap"), 2.0),
    Quantity("student unique, nats", nats("student_unique"), 2.0),
    Quantity("nuisance copying, nats", nats("nuisance_copying"), 0.6),
)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def curves(measured: Sequence[dict[str, Any]], layer: str, of: Quantity) -> dict[tuple[str, str], Any]:
    """By way and teacher: the mean over seeds at each step."""
    values: Any = defaultdict(lambda: defaultdict(list))
    for line in measured:
        if line["pair"].endswith("/" + layer):
            value = of.of(line)
            if value is not None:
                way, teacher, _ = line["run"].split("-")
                values[way, teacher][line["step"]].append(value)
    return {k: sorted((s, statistics.mean(v)) for s, v in by.items()) for k, by in values.items()}


def accuracies(trained: Sequence[dict[str, Any]]) -> dict[tuple[str, str], Any]:
    values: Any = defaultdict(lambda: defaultdict(list))
    for line in trained:
        if "step" in line:
            way, teacher, _ = line["run"].split("-")
            values[way, teacher][line["step"]].append(line["accuracy"])
    return {k: sorted((s, statistics.mean(v)) for s, v in by.items()) for k, by in values.items()}


def picture(title: str, rows: Sequence[tuple[str, float, float, dict[tuple[str, str], Any]]]) -> str:
    """Panels: a row a quantity, a column a teacher, a line a way."""
    width = _LEFT + 2 * (_WIDTH + _GAP)
    height = _TOP + len(rows) * (_HEIGHT + _GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        f'font-size="12"><title>{title}</title><rect width="{width}" height="{height}" fill="#ffffff"/>'
        f'<text x="{_LEFT}" y="20" font-size="15">{title}</text>'
    ]
    for i, (way, colour) in enumerate(WAYS.items()):
        x = _LEFT + 90 * i
        parts.append(f'<path d="M{x} 38h20" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{x + 24}" y="42">{way}</text>')
    for r, (name, low, high, by) in enumerate(rows):
        for c, teacher in enumerate(TEACHERS):
            x, y = _LEFT + c * (_WIDTH + _GAP), _TOP + r * (_HEIGHT + _GAP)
            parts.append(panel((x, y), f"{teacher} teacher: {name}", (low, high), by, teacher))
    return "\n".join([*parts, "</svg>", ""])


def panel(at: tuple[int, int], name: str, axis: tuple[float, float], by: Any, teacher: str) -> str:
    (x, y), (low, high) = at, axis
    last = max((points[-1][0] for points in by.values()), default=1)
    parts = [
        f'<text x="{x}" y="{y - 4}">{name}</text>',
        f'<path d="M{x} {y}v{_HEIGHT}h{_WIDTH}" fill="none" stroke="#888888"/>',
        f'<text x="{x - 6}" y="{y + 10}" text-anchor="end">{high:g}</text>',
        f'<text x="{x - 6}" y="{y + _HEIGHT}" text-anchor="end">{low:g}</text>',
        f'<text x="{x + _WIDTH}" y="{y + _HEIGHT + 14}" text-anchor="end">step {last}</text>',
    ]
    for way, colour in WAYS.items():
        places = [
            f"{x + _WIDTH * step / last:.1f},{y + _HEIGHT * (1 - (min(v, high) - low) / (high - low)):.1f}"
            for step, v in by.get((way, teacher), [])
            if v >= low
        ]
        if places:
            line = " ".join(places)
            parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.6"/>')
    return "\n".join(parts)


def spread(values: Sequence[float], digits: int) -> str:
    """The mean, and from where to where the seeds go."""
    if not values:
        return "–"
    mean = f"{statistics.mean(values):.{digits}f}"
    if len(values) == 1:
        return mean
    return f"{mean} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def table(measured: Sequence[dict[str, Any]], trained: Sequence[dict[str, Any]], layer: str) -> str:
    """The last pass of each way: means over seeds, and their range."""
    last: dict[str, dict[str, Any]] = {}
    for line in measured:
        if line["pair"].endswith("/" + layer):
            last[line["run"]] = line
    right = {line["run"]: line["accuracy"] for line in trained if "step" in line}
    head = ["redundancy", "gap", "student unique", "I(Y;T)", "nuisance copying", "accuracy", "verdicts"]
    rows = [f"| {layer}: teacher, way | " + " | ".join(head) + " |", "|" + "---|" * (1 + len(head))]
    for teacher in TEACHERS:
        for way in WAYS:
            runs = sorted(run for run in last if run.startswith(f"{way}-{teacher}-") and run in right)
            cells = [f"{teacher}, {way}"]
            for name in (
                "redundancy",
                "distillation_gap",
                "student_unique",
                "teacher_information",
                "nuisance_copying",
            ):
                values = [last[run]["nats"].get(name) for run in runs]
                cells.append(spread([v for v in values if v is not None], 2))
            cells.append(spread([right[run] for run in runs], 3))
            cells.append(", ".join(sorted({last[run]["verdict"] for run in runs})) or "–")
            rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def main() -> None:
    directory, pictures = Path(sys.argv[1]), Path(sys.argv[2])
    trained = lines(directory / "training.jsonl")
    # A student that was cut off would bend the means.
    done = {line["done"] for line in trained if "done" in line}
    trained = [line for line in trained if "step" not in line or line["run"] in done]
    measured = [line for line in lines(directory / "measurements.jsonl") if line["run"] in done]
    pictures.mkdir(parents=True, exist_ok=True)
    for layer in LAYERS:
        rows = [(of.name, 0.0, of.end, curves(measured, layer, of)) for of in QUANTITIES]
        rows.append(("test accuracy", 0.5, 0.9, accuracies(trained)))
        title = f"Students of Fashion-MNIST, {layer} against {layer}"
        (pictures / f"fashion-mnist-{layer}.svg").write_text(picture(title, rows))
        print(table(measured, trained, layer), end="\n\n")
    for line in trained:
        if "teacher" in line:
            print(f"{line['teacher']} teacher of seed {line['seed']}: accuracy {line['accuracy']:.3f}")


if __name__ == "__main__":
    main()
