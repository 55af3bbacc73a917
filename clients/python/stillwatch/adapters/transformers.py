"""A callback for Hugging Face's Trainer: ``Trainer(..., callbacks=[StillwatchCallback(tap)])``."""

from __future__ import annotations

from typing import Any

from transformers import TrainerCallback

from stillwatch._tap import Tap


class StillwatchCallback(TrainerCallback):
    """Says to the tap that a step is over; the probe does the rest. Watch both models and set the probe before.

    The Trainer shows callbacks no batch, so batches of the training are not sent.
    """

    def __init__(self, tap: Tap) -> None:
        self._tap = tap

    def on_step_end(self, args: Any, state: Any, control: Any, **rest: Any) -> None:
        """Called by the Trainer."""
        self._tap.advance(state.global_step)

    def on_train_end(self, args: Any, state: Any, control: Any, **rest: Any) -> None:
        """Called by the Trainer."""
        self._tap.finish()
