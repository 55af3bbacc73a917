"""A loss of weight 0 for torchdistill: a run is metered by its YAML alone.

List ``stillwatch.adapters.torchdistill`` under ``dependencies`` and add the loss to the criterion's
``sub_terms`` with ``weight: 0.0``; ``examples/torchdistill.yaml`` shows both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torchdistill.losses.registry import register_mid_level_loss

import stillwatch
from stillwatch.guard import never_raises


@register_mid_level_loss
class StillwatchLoss(torch.nn.Module):
    """Publishes what passes by and is always 0.

    ``teacher`` and ``student`` map names of layers to ``{path, io}`` as torchdistill's own losses
    have them; ``attach`` holds the arguments of :func:`stillwatch.attach`. Steps are its own calls
    while gradients are on, so with accumulated gradients they are the micro-batches.
    """

    def __init__(
        self,
        attach: Mapping[str, Any],
        teacher: Mapping[str, Mapping[str, str]],
        student: Mapping[str, Mapping[str, str]],
        **_: Any,
    ) -> None:
        super().__init__()
        self._tap = stillwatch.attach(**attach)
        self._teacher = teacher
        self._student = student
        self._calls = 0

    def forward(
        self, student_io_dict: Any, teacher_io_dict: Any, targets: Any = None, *_: Any, **__: Any
    ) -> torch.Tensor:
        """Publish every so many calls; the loss is 0."""
        self._publish(student_io_dict, teacher_io_dict, targets)
        device = getattr(targets, "device", None)
        return torch.zeros((), device=device)

    @never_raises
    def _publish(self, student_io_dict: Any, teacher_io_dict: Any, targets: Any) -> None:
        if not torch.is_grad_enabled():
            return
        step, self._calls = self._calls, self._calls + 1
        if self._tap.due(step):
            self._tap.publish(
                step=step,
                teacher=_said(teacher_io_dict, self._teacher),
                student=_said(student_io_dict, self._student),
                labels=targets,
            )


def _said(io_dict: Any, layers: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    return {name: io_dict[at["path"]][at.get("io", "output")] for name, at in layers.items()}
