"""A callback for Hugging Face's Trainer."""

from __future__ import annotations

from typing import Any

from transformers import TrainerCallback

from stillwatch.tap import Tap


class StillwatchCallback(TrainerCallback):
    """Steps a tap that watches both models, and finishes its run with the training.

    The Trainer shows its callbacks no labels, so the probe alone is sent.
    """

    def __init__(self, tap: Tap) -> None:
        self._tap = tap

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Step the tap after each optimiser step."""
        del args, control, kwargs
        self._tap.step(int(state.global_step))

    def on_train_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Finish the run."""
        del args, state, control, kwargs
        self._tap.finish()
