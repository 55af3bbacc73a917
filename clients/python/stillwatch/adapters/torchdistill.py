"""A loss of weight 0 for torchdistill: a training is metered by its YAML alone, as ``examples/torchdistill.yaml`` is.

dependencies:
  - name: stillwatch.adapters.torchdistill
...
criterion:
  key: WeightedSumLoss
  kwargs:
    sub_terms:
      stillwatch:
        weight: 0
        criterion:
          key: StillwatchLoss
          kwargs: {run: kd-17, bootstrap: 'localhost:9092', layers: {logits: ['.', '.', output]}}
"""

from __future__ import annotations

from typing import Any

import torch
from torchdistill.losses.registry import register_mid_level_loss

import stillwatch


@register_mid_level_loss
class StillwatchLoss(torch.nn.Module):
    """Reads what torchdistill's forward hooks collected. ``layers``: name on the wire to the module paths in teacher
    and student and the key, ``input`` or ``output``; other settings go to ``attach``.

    A step is a call with gradients. torchdistill says nobody when a training is over, so the run is not finished.
    """

    def __init__(self, run: str, layers: dict[str, tuple[str, str, str]], **settings: Any) -> None:
        super().__init__()
        self._layers = layers
        self._tap = stillwatch.attach(run, **settings)
        self._step = 0

    def forward(self, student_io_dict: Any, teacher_io_dict: Any, targets: Any, *args: Any, **kwargs: Any) -> Any:
        """Publishes; the loss is a 0 that hangs on nothing."""
        if torch.is_grad_enabled():
            self._tap.guarded(lambda: self._publish(student_io_dict, teacher_io_dict, targets))
            self._step += 1
        return torch.zeros(())

    def _publish(self, student_io_dict: Any, teacher_io_dict: Any, targets: Any) -> None:
        if self._tap.wants(self._step):
            teacher = {name: teacher_io_dict[path][key] for name, (path, _, key) in self._layers.items()}
            student = {name: student_io_dict[path][key] for name, (_, path, key) in self._layers.items()}
            self._tap.publish(self._step, teacher, student, targets)
