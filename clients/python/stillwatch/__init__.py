"""Stillwatch for PyTorch: tells the agent what teacher and student say, and never gets in the training's way.

tap = stillwatch.attach(run="kd-17", bootstrap="localhost:9092")
for step, (x, y) in enumerate(loader):
    ...
    tap.publish(step, teacher={"logits": teacher_logits}, student={"logits": student_logits}, labels=y)
tap.finish()
"""

from stillwatch._arrays import Reduction
from stillwatch._attach import attach
from stillwatch._record import Pass
from stillwatch._tap import Tap

__all__ = ["Pass", "Reduction", "Tap", "attach"]
__version__ = "0.1.0"
