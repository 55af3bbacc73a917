"""A callback for Lightning: ``Trainer(callbacks=[StillwatchCallback(tap)])``."""

from __future__ import annotations

from typing import Any

try:
    from lightning.pytorch.callbacks import Callback
except ImportError:  # the package's older name
    from pytorch_lightning.callbacks import Callback

from stillwatch._tap import Tap


class StillwatchCallback(Callback):
    """Says to the tap that a step is over. Watch the models and set the probe in ``setup`` or before.

    ``labels`` finds a batch's labels, if the batches of the training are to be sent as well as the probe.
    """

    def __init__(self, tap: Tap, labels: Any = None) -> None:
        super().__init__()
        self._tap = tap
        self._labels = labels

    def on_train_batch_end(self, trainer: Any, module: Any, outputs: Any, batch: Any, batch_idx: int) -> None:
        """Called by Lightning."""
        self._tap.advance(trainer.global_step, self._labels(batch) if self._labels else None)

    def on_train_end(self, trainer: Any, module: Any) -> None:
        """Called by Lightning."""
        self._tap.finish()

    def on_exception(self, trainer: Any, module: Any, exception: BaseException) -> None:
        """Called by Lightning; the run stays open for its restart."""
        self._tap.close()
