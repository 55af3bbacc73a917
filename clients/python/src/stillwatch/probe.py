"""Evaluating both models on a fixed probe set, as if nothing had happened."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from stillwatch.hooks import Watched, Watches, tensor_of
from stillwatch.record import Role
from stillwatch.reduction import Reduction


@dataclass(frozen=True)
class Evaluated:
    """What both models said about the probe set, and its labels."""

    activations: dict[Role, dict[str, Any]]
    labels: Any


class Probe:
    """A probe set, read once, and what the teacher said about it."""

    def __init__(self, loader: Any, every: int, held_out: bool) -> None:
        self._loader = loader
        self._every = every
        self.held_out = held_out
        self._next_step = 0
        self._batches: list[tuple[Any, Any]] = []
        self._teacher: dict[str, Any] | None = None

    def due(self, step: int) -> bool:
        """Whether the probe is to be evaluated; asking settles when it is next."""
        if step < self._next_step:
            return False
        self._next_step = (step // self._every + 1) * self._every
        return True

    def evaluate(self, watches: Watches, reduction: Reduction) -> Evaluated:
        """Both models on all of the probe set; the teacher only the first time."""
        import torch

        student, teacher = watches.of("student"), watches.of("teacher")
        with untouched(student.model, teacher.model), torch.no_grad():
            if not self._batches:
                self._batches = [(batch[0], batch[1]) for batch in self._loader]
                if not self._batches:
                    raise ValueError("the probe's loader was empty; must yield pairs of inputs and labels")
            if self._teacher is None:
                self._teacher = self._said_by(teacher, reduction)
            said = self._said_by(student, reduction)
        labels = torch.cat([torch.as_tensor(y) for _, y in self._batches])
        return Evaluated({"teacher": self._teacher, "student": said}, labels)

    def _said_by(self, watched: Watched, reduction: Reduction) -> dict[str, Any]:
        import torch

        said: dict[str, list[Any]] = {name: [] for name in watched.layers}

        def listener(name: str) -> Any:
            return lambda _module, _inputs, output: said[name].append(reduction.apply(tensor_of(output)))

        handles = [m.register_forward_hook(listener(n)) for n, m in watched.layers.items()]
        try:
            device = next(iter(watched.model.parameters())).device
            for inputs, _ in self._batches:
                _forward(watched.model, inputs, device)
        finally:
            for handle in handles:
                handle.remove()
        return {name: torch.cat(parts) for name, parts in said.items()}


def _forward(model: Any, inputs: Any, device: Any) -> None:
    if isinstance(inputs, dict):
        model(**{name: _at(values, device) for name, values in inputs.items()})
    else:
        model(_at(inputs, device))


def _at(values: Any, device: Any) -> Any:
    return values.to(device) if hasattr(values, "to") else values


@contextmanager
def untouched(*models: Any) -> Iterator[None]:
    """Models in evaluation mode; afterwards every module's mode and all random state are as before."""
    modes = [(module, module.training) for model in models for module in model.modules()]
    state = _random_state()
    try:
        for model in models:
            model.eval()
        yield
    finally:
        for module, training in modes:
            # Not train(): it would set the modules below too.
            module.training = training
        _restore(state)


def _random_state() -> tuple[Any, ...]:
    import torch

    cuda = torch.cuda.get_rng_state_all() if torch.cuda.is_initialized() else None
    return random.getstate(), np.random.get_state(), torch.get_rng_state(), cuda


def _restore(state: tuple[Any, ...]) -> None:
    import torch

    python, numpy, cpu, cuda = state
    random.setstate(python)
    np.random.set_state(numpy)
    torch.set_rng_state(cpu)
    if cuda is not None:
        torch.cuda.set_rng_state_all(cuda)
