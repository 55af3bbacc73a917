"""The tap: what a training holds of Stillwatch."""

from __future__ import annotations

import atexit
import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Callable

from stillwatch._arrays import Layer, Reducer, Reduction
from stillwatch._columns import Rows, column, labels_column
from stillwatch._outbox import Outbox
from stillwatch._probe import Forward, Probe
from stillwatch._rank import is_first
from stillwatch._record import Activation, Batch, Event, Fact, Id, Pass
from stillwatch._watch import Watch

log = logging.getLogger("stillwatch")

TASK = "class"
"""The task's name where labels come without one."""


@dataclass(frozen=True)
class Sampling:
    """How much of a training is sent: every ``every`` steps, at most ``rows`` rows; passes are sent whole."""

    every: int = 50
    rows: int = 512

    def __post_init__(self) -> None:
        for name in ("every", "rows"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} was {getattr(self, name)}; must be at least 1")


class Tap:
    """Publishes what teacher and student say. After it is made, nothing here raises or waits for a broker."""

    def __init__(self, run: str, attempt: int, outbox: Outbox, sampling: Sampling, reduction: Reduction) -> None:
        self.run = run
        self.attempt = attempt
        self.sampling = sampling
        self._outbox = outbox
        self._reducer = Reducer(reduction)
        self._watches: list[Watch] = []
        self._probe: Probe | None = None
        self._advanced = 0
        self._told: set[str] = set()
        self._pid = os.getpid()
        self._over = False
        atexit.register(self.close, 2.0)

    def wants(self, step: int) -> bool:
        """Whether a batch of this step would be sent: ask before computing what only the tap needs."""
        return not self._over and step % self.sampling.every == 0

    def publish(
        self,
        step: int,
        teacher: Mapping[str, Any] | None = None,
        student: Mapping[str, Any] | None = None,
        labels: Any = None,
        samples: Any = None,
        *,
        pass_: Pass | Id | None = None,
        held_out: bool = False,
        epoch: float | None = None,
        **rows: Any,
    ) -> None:
        """Sends a batch: activations by layer, (rows, ...) each; labels as one column, or columns by task.

        Without ``pass_`` the batch is one of training: only every so many steps, and at most so many rows, are sent.
        A pass is an evaluation of the probe set; it is sent whole. ``groups``, ``weights`` and ``slice`` as in
        docs/record.md. What is wrong with a batch is logged once, and costs the batch.
        """

        def send() -> None:
            if self._over or (pass_ is None and not self.wants(step)):
                return
            layers = [(Layer("teacher", name), values) for name, values in (teacher or {}).items()]
            layers += [(Layer("student", name), values) for name, values in (student or {}).items()]
            said = Pass(pass_) if isinstance(pass_, (int, str)) else pass_
            moment = {"step": step, "epoch": epoch, "pass_": said, "held_out": held_out}
            self._put(moment, self._reduced(layers, said), Rows(labels, samples, **rows))

        limit = self.sampling.rows if pass_ is None else None
        self.guarded(send, lambda: _length(limit, labels, samples, teacher, student))

    def put(self, moment: dict[str, Any], layers: list[Callable[[], Activation]], rows: Rows) -> None:
        """Queues a batch of layers that were started."""
        self.guarded(lambda: self._put(moment, layers, rows))

    def _reduced(self, layers: list[tuple[Layer, Any]], pass_: Pass | None) -> list[Callable[[], Activation]]:
        return [self.reduce(layer, values, is_whole=pass_ is not None) for layer, values in layers]

    def _put(self, moment: dict[str, Any], layers: list[Callable[[], Activation]], rows: Rows) -> None:
        limit = None if moment["pass_"] is not None else self.sampling.rows
        columns = _columns(rows, limit)
        make = partial(_batch, self.run, self.attempt, moment, layers, columns)
        self._outbox.put(make, _length(limit, rows.labels, rows.samples))

    def watch(
        self,
        model: Any,
        layers: Sequence[str] | Mapping[str, str],
        *,
        role: str | None = None,
        name: str | None = None,
        frozen: bool | None = None,
    ) -> Watch:
        """Collects the outputs of a module's layers by forward hooks: names of ``named_modules``, or names to names.

        ``""`` is the model itself; ``{"": "logits", "layer4": "features"}`` says how layers are called on the wire.
        Layers of the same name are measured against each other. ``advance`` sends what was collected.

        ``role`` is ``teacher`` or ``student``; by default a model of which nothing is trained (no parameter requires
        a gradient) is the teacher, another one the student. Raises ValueError where that would be a second student,
        and for layers that the model does not have.
        """
        watch = Watch(model, layers, role or self._role(model), name=name, frozen=frozen, tap=self)
        self._watches.append(watch)
        return watch

    def _role(self, model: Any) -> str:
        if not any(parameter.requires_grad for parameter in model.parameters()):
            return "teacher"
        if any(watch.role == "student" and watch.model is not model for watch in self._watches):
            raise ValueError(
                "role was absent for a second model that is trained; must be teacher or student, "
                "or freeze the teacher before it is watched: teacher.requires_grad_(False)"
            )
        return "student"

    def probe(self, loader: Iterable[Any], every: int = 500, *, forward: Forward | None = None) -> Probe:
        """Evaluates all watched models on a fixed set, in ``advance``: the first time and after every so many steps.

        The loader gives (inputs, labels) or (inputs, labels, sample ids), or a mapping whose ``labels`` are the labels
        and whose rest is the inputs, in the same order every time. ``forward(model, inputs)`` says how a model is
        called, by default ``model(inputs)``, or ``model(**inputs)`` of a mapping, on the model's device.
        """
        self._probe = Probe(self, loader, every, forward)
        return self._probe

    def advance(self, step: int, labels: Any = None, samples: Any = None, **rows: Any) -> None:
        """Says that a step is over: sends what the hooks collected in it, with its labels, and probes if it is due."""
        if self._over:
            return
        if labels is not None and self.is_collecting:
            lost = partial(_length, self.sampling.rows, labels, samples)
            self.guarded(lambda: self._send_collected(step, Rows(labels, samples, **rows)), lost)
        self._advanced += 1
        if self._probe is not None:
            probe = self._probe
            self.guarded(lambda: probe.run_if_due(step))

    @property
    def is_collecting(self) -> bool:
        """Whether hooks are to keep what they see: in every so many steps."""
        return not self._over and self._advanced % self.sampling.every == 0

    @property
    def watches(self) -> list[Watch]:
        """What is watched."""
        return self._watches

    def reduce(self, layer: Layer, values: Any, *, is_whole: bool) -> Callable[[], Activation]:
        """Starts the reduction and copy of a layer, of at most so many rows unless it is to be whole."""
        return self._reducer.reduced(layer, values, None if is_whole else self.sampling.rows)

    def _send_collected(self, step: int, rows: Rows) -> None:
        layers = [layer for watch in self._watches for layer in watch.take(self._advanced)]
        if layers:
            moment = {"step": step, "epoch": None, "pass_": None, "held_out": False}
            self._put(moment, layers, rows)

    def note(self, **facts: Fact) -> None:
        """Tells facts about the run to the people who watch it."""
        self._outbox.put(Event("note", self.run, self.attempt, facts=facts), 0)

    def finish(self, seconds: float = 10.0) -> bool:
        """Says that the run is over and waits so long at most for everything to leave; whether it did."""
        if not self._over and self._pid == os.getpid() and is_first():
            self._outbox.put(Event("finished", self.run, self.attempt), 0)
        return self.close(seconds)

    def close(self, seconds: float = 10.0) -> bool:
        """Waits so long at most for what is queued; the run is not over, a later attempt may go on with it."""
        self._over = True
        atexit.unregister(self.close)
        return self._outbox.close(seconds)

    @property
    def lost_rows(self) -> int:
        """Rows dropped so far because a broker was too slow or gone, or because they were not right."""
        return self._outbox.lost_rows

    def guarded(self, act: Callable[[], None], lost_rows: Callable[[], int] = lambda: 0) -> None:
        """Does it; what goes wrong is logged once, costs so many rows, and never reaches the training."""
        try:
            act()
        except Exception as e:
            self.warn_once(f"nothing was sent: {type(e).__name__}: {e}")
            self._outbox.lose(lost_rows())

    def warn_once(self, what: str) -> None:
        """Logs a warning the first time."""
        if what not in self._told and len(self._told) < 100:
            self._told.add(what)
            log.warning("%s", what)

    def __enter__(self) -> Tap:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        # A training that failed is not finished: its restart goes on with the run.
        self.finish() if kind is None else self.close()


def _columns(rows: Rows, limit: int | None) -> dict[str, Any]:
    labels = rows.labels if isinstance(rows.labels, Mapping) else {TASK: rows.labels}
    read: dict[str, Any] = {
        "labels": {task: labels_column(values, limit) for task, values in labels.items() if values is not None}
    }
    for name in ("samples", "groups", "weights", "slice"):
        values = getattr(rows, name)
        if values is not None:
            read[name] = values if isinstance(values, str) else column(values, limit)
    return read


def _length(limit: int | None, *columns: Any) -> int:
    """How many rows would be sent, by the first column that can say it; at least 1."""
    for values in columns:
        try:
            length = len(next(iter(values.values()))) if isinstance(values, Mapping) else len(values)
        except (TypeError, StopIteration):
            continue
        return max(1, length if limit is None else min(limit, length))
    return 1


def _batch(
    run: str,
    attempt: int,
    moment: dict[str, Any],
    layers: list[Callable[[], Activation]],
    columns: dict[str, Any],
) -> Batch:
    others = ((name, value) for name, value in columns.items() if name != "labels")
    read: dict[str, Any] = {name: value if isinstance(value, str) else value() for name, value in others}
    labels = {task: labels() for task, labels in columns["labels"].items()}
    activations = tuple(layer() for layer in layers)
    return Batch(run=run, attempt=attempt, activations=activations, labels=labels, **moment, **read)
