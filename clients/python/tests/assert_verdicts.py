"""Asserts what the agent measured of ``fashion_mnist.py --short --methods logits``: called by ./check with its lines.

python3 assert_verdicts.py measurements.jsonl
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

PAIR = "teacher/logits>student/logits"


def of_run(lines: list[Any], run: str) -> list[Any]:
    """The measurements of the scores of a run, by step."""
    found = [line for line in lines if line["run"] == run and line["pair"] == PAIR]
    return sorted(found, key=lambda line: int(line["step"]))


def main() -> None:
    lines = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    trained = of_run(lines, "fashion-logits-trained-0")
    untrained = of_run(lines, "fashion-logits-untrained-0")
    assert len(trained) >= 12, f"{len(trained)} passes were measured of the run with a trained teacher"
    assert len(untrained) == len(trained), f"{len(untrained)} passes of the other"
    assert all(line["samples"] == 2000 for line in [*trained, *untrained]), "not all rows came"

    first, last = trained[0]["nats"], trained[-1]["nats"]
    assert trained[-1]["verdict"] in ("distilling", "stalled", "done"), trained[-1]["verdict"]
    assert last["distillation_gap"] < first["distillation_gap"] / 2, (first, last)
    assert last["teacher_information"] > 1.5, last
    assert untrained[-1]["verdict"] == "nothing_to_transfer", untrained[-1]["verdict"]
    assert untrained[-1]["nats"]["teacher_information"] < 0.15 * 2.3, untrained[-1]

    for name, line in (("trained", trained[-1]), ("untrained", untrained[-1])):
        nats = line["nats"]
        print(
            f"{name} teacher: redundancy {nats['redundancy']:.3f}, gap {nats['distillation_gap']:.3f} of "
            f"{nats['teacher_information']:.3f} nats after {line['step']} steps: {line['verdict']}"
        )


if __name__ == "__main__":
    main()
