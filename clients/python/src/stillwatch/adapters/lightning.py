"""A callback for Lightning."""

from __future__ import annotations

from typing import Any

from stillwatch.guard import never_raises
from stillwatch.tap import Tap

try:
    from lightning.pytorch import Callback
except ImportError:
    from pytorch_lightning import Callback


class StillwatchCallback(Callback):
    """Steps a tap that watches both models, and finishes its run with the training.

    ``label`` is where a batch has its labels: an index, or a name. ``None`` sends the probe alone.
    """

    def __init__(self, tap: Tap, label: int | str | None = 1) -> None:
        super().__init__()
        self._tap = tap
        self._label = label

    @never_raises
    def on_train_batch_end(
        self, trainer: Any, pl_module: Any, outputs: Any, batch: Any, batch_idx: int
    ) -> None:
        """Step the tap after each batch."""
        del pl_module, outputs, batch_idx
        labels = None if self._label is None else batch[self._label]
        self._tap.step(int(trainer.global_step), labels=labels, epoch=float(trainer.current_epoch))

    def on_train_end(self, trainer: Any, pl_module: Any) -> None:
        """Finish the run."""
        del trainer, pl_module
        self._tap.finish()

    def on_exception(self, trainer: Any, pl_module: Any, exception: BaseException) -> None:
        """Close without a last word: another attempt may go on with the run."""
        del trainer, pl_module, exception
        self._tap.close()
