"""The batch of the golden files; ``GoldenFilesTest.java`` has the same."""

from pathlib import Path

import numpy as np

from stillwatch.record import Activation, Batch, Pass

EXAMPLES = Path(__file__).resolve().parents[3] / "schemas" / "examples" / "valid"

TEACHER = np.array([[0.5, -1.25], [2, 65504]], np.float16)
STUDENT = np.array([[0.125, 0], [-3, 1]], np.float16)

BATCH = Batch(
    run="größe/学習 7",
    attempt=2,
    step=1200,
    epoch=3.25,
    pass_=Pass(1200, 1, 3),
    held_out=True,
    samples=[500, 501],
    labels={"class": [3, None]},
    dropped=12,
    activations=[
        Activation("teacher", "logits", TEACHER, "float16"),
        Activation("student", "logits", STUDENT, "float16"),
        Activation("student", "prototypes", np.array([7, 0]), None, model="tiny"),
    ],
)
