"""The probe: both models on a fixed set, in evaluation mode, without a trace in the training."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Callable

import numpy as np

from stillwatch._columns import Rows, column, labels_column
from stillwatch._record import Activation, Pass

if TYPE_CHECKING:
    from stillwatch._tap import Tap
    from stillwatch._watch import Watch

Forward = Callable[[Any, Any], Any]


class Probe:
    """Evaluates what the tap watches. A frozen teacher is evaluated once and its representation kept."""

    def __init__(self, tap: Tap, loader: Iterable[Any], every: int, forward: Forward | None) -> None:
        if every < 1:
            raise ValueError(f"every was {every}; must be at least 1")
        self._tap = tap
        self._loader = loader
        self._every = every
        self._forward = forward or _call
        self._kept: dict[int, list[Callable[[], Activation]]] = {}
        self._rows: Rows | None = None
        self._period: int | None = None

    def run_if_due(self, step: int) -> None:
        """Runs the first time, and after every so many steps: whoever counts may begin at 1, skip or repeat a step."""
        if step // self._every != self._period:
            self._period = step // self._every
            self.run(step)

    def run(self, step: int) -> None:
        """Evaluates now, as the pass of this step, and puts modes and random states back as they were."""
        self._tap.guarded(lambda: self._run(step), lambda: len(self._rows.labels) if self._rows else 0)

    def _run(self, step: int) -> None:
        watches = self._tap.watches
        with _undisturbed([watch.model for watch in watches], self._loader):
            due = [watch for watch in watches if id(watch) not in self._kept]
            said = self._evaluate(due)
        for watch, activations in zip(due, said):
            if watch.is_frozen:
                self._kept[id(watch)] = activations
        fresh = dict(zip(map(id, due), said))
        layers = [one for watch in watches for one in fresh.get(id(watch)) or self._kept[id(watch)]]
        moment = {"step": step, "epoch": None, "pass_": Pass(step), "held_out": True}
        self._tap.put(moment, layers, self._rows or Rows())

    def _evaluate(self, watches: list[Watch]) -> list[list[Callable[[], Activation]]]:
        """A list a watch. Batches are reduced as they come and joined on the sending thread."""
        parts: list[list[list[Callable[[], Activation]]]] = [[] for _ in watches]
        columns: list[tuple[Any, Any]] = []
        for batch in self._loader:
            inputs, labels, samples = _inputs_labels_samples(batch)
            columns.append((labels, samples))
            for watch, found in zip(watches, parts):
                said = watch.evaluate(partial(self._forward, watch.model, inputs))
                found.append([self._tap.reduce(layer, values, is_whole=True) for layer, values in said])
        rows = _rows(columns)
        if self._rows is not None and rows != self._rows:
            raise ValueError(
                "the probe's loader gave other labels or ids than at first; must give the same in the same order"
            )
        self._rows = rows
        return [[_joined(layer) for layer in zip(*found)] for found in parts]


def _rows(columns: list[tuple[Any, Any]]) -> Rows:
    labels = [label for part, _ in columns for label in labels_column(part, None)()]
    if columns and columns[0][1] is not None:
        return Rows(labels, [sample for _, part in columns for sample in column(part, None)()])
    return Rows(labels, list(range(len(labels))))


def _joined(parts: tuple[Callable[[], Activation], ...]) -> Callable[[], Activation]:
    whole: list[Activation] = []

    def joined() -> Activation:
        if not whole:
            read = [part() for part in parts]
            rows = sum(one.shape[0] for one in read)
            first = read[0]
            data = b"".join(one.data for one in read)
            shape = (rows, *first.shape[1:])
            model, kind, frozen = first.model, first.kind, first.frozen
            whole.append(Activation(first.role, first.layer, shape, first.dtype, data, model, kind, frozen))
        return whole[0]

    return joined


def _inputs_labels_samples(batch: Any) -> tuple[Any, Any, Any]:
    if isinstance(batch, Mapping):
        return {name: values for name, values in batch.items() if name != "labels"}, batch["labels"], None
    inputs, labels, samples = (*batch, None)[:3]
    return inputs, labels, samples


def _call(model: Any, inputs: Any) -> Any:
    parameter = next(model.parameters(), None)

    def placed(values: Any) -> Any:
        return values if parameter is None else values.to(parameter.device)

    if isinstance(inputs, Mapping):
        return model(**{name: placed(values) for name, values in inputs.items()})
    return model(placed(inputs))


@contextmanager
def _undisturbed(models: list[Any], loader: Any) -> Iterator[None]:
    """Evaluation mode without gradients; afterwards the modes, and every random state that a loader or a model may
    have drawn from, are what they were."""
    torch: Any = sys.modules["torch"]
    modes = [(module, module.training) for model in models for module in model.modules()]
    generators = [one for one in (getattr(loader, "generator", None),) if one is not None]
    sampler = getattr(getattr(loader, "sampler", None), "generator", None)
    generators += [sampler] if sampler is not None else []
    states = [(generator, generator.get_state()) for generator in generators]
    python, numpy_state, host = random.getstate(), np.random.get_state(), torch.get_rng_state()
    cuda = torch.cuda.get_rng_state_all() if torch.cuda.is_available() and torch.cuda.is_initialized() else None
    try:
        for model in models:
            model.eval()
        with torch.no_grad():
            yield
    finally:
        for module, training in modes:
            module.training = training
        for generator, state in states:
            generator.set_state(state)
        random.setstate(python)
        np.random.set_state(numpy_state)
        torch.set_rng_state(host)
        if cuda is not None:
            torch.cuda.set_rng_state_all(cuda)
