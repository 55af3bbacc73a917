"""The tap: what a training job holds."""

from __future__ import annotations

import atexit
import os
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Union

from stillwatch import copying
from stillwatch.guard import never_raises, warn_once
from stillwatch.hooks import Watches
from stillwatch.probe import Probe
from stillwatch.queueing import Pending
from stillwatch.record import Activation, Batch, Event, Fact, Label, Message, Pass, Role
from stillwatch.reduction import Reduction
from stillwatch.sender import Sender

Layers = Mapping[str, Any]
Labels = Union[Mapping[str, Any], Any]


@dataclass(frozen=True)
class Identity:
    """Which start of which run, and the names of its models and of its label column."""

    run: str
    attempt: int
    task: str = "class"
    models: Mapping[Role, str] | None = None


@dataclass(frozen=True)
class Stats:
    """What became of the samples so far: handed over to the transport, or lost."""

    sent: int
    dropped: int


@dataclass(frozen=True)
class PassLabels:
    """What a pass says about its rows beside the activations."""

    labels: Labels
    samples: Any = None
    groups: Any = None


class Tap:
    """Publishes what teacher and student say; made by :func:`stillwatch.attach`.

    Every method may be called at every step. None waits, none raises into the training; what
    cannot be sent is lost and counted. Not to be shared by threads.
    """

    def __init__(self, identity: Identity, sender: Sender | None, every: int, reduction: Reduction) -> None:
        self._identity = identity
        self._sender = sender
        self._every = every
        self._reduction = reduction
        self._pid = os.getpid()
        self._next_step = 0
        self._last_step = 0
        self._watches = Watches(self._reduce_rows)
        self._probe: Probe | None = None
        self._finished = False
        if sender is not None:
            atexit.register(_close_at_exit, weakref.ref(self))

    @property
    def stats(self) -> Stats:
        """Samples sent and lost so far."""
        if self._sender is None:
            return Stats(0, 0)
        return Stats(self._sender.sent, self._sender.losses.total)

    def due(self, step: int) -> bool:
        """Whether :meth:`publish` would send this step; else the features need not be computed."""
        return self._speaks() and step >= self._next_step

    @never_raises
    def publish(
        self,
        *,
        step: int,
        teacher: Layers,
        student: Layers,
        labels: Labels,
        epoch: float | None = None,
        samples: Any = None,
    ) -> None:
        """Send some rows of a training batch, every so many steps.

        ``teacher`` and ``student`` map names of layers to tensors or arrays, rows first.
        ``labels`` is one column, or a mapping of tasks to columns.
        """
        if not self.due(step):
            return
        self._next_step = (step // self._every + 1) * self._every
        reduced = self._reduced(teacher, student)
        beside = PassLabels(_first(labels, self._reduction.rows), _rows(samples, self._reduction.rows))
        moment = Batch(self._identity.run, step, self._identity.attempt, epoch)
        self._put(moment, reduced, beside)

    @never_raises
    def publish_pass(
        self,
        *,
        step: int,
        teacher: Layers,
        student: Layers,
        labels: Labels,
        samples: Any = None,
        groups: Any = None,
        held_out: bool = True,
    ) -> None:
        """Send all rows of an evaluation of a fixed probe set that the caller made.

        Neither steps nor rows are left out. Without ``samples`` the rows are numbered.
        """
        if not self._speaks():
            return
        whole = self._whole_reduction()
        reduced = {
            "teacher": {name: whole.apply(values) for name, values in teacher.items()},
            "student": {name: whole.apply(values) for name, values in student.items()},
        }
        self._put_pass(step, reduced, PassLabels(labels, samples, groups), held_out)

    def watch(
        self, model: Any, layers: Sequence[str] | Mapping[str, str], role: Role | None = None
    ) -> None:
        """Collect the outputs of modules of a model whenever it runs forward.

        ``layers`` has the modules' names, as ``model.named_modules()`` has them, or maps the names
        to send to the modules'; ``""`` is the model itself. The first model watched is the
        teacher, the next the student, unless ``role`` says otherwise.

        Raises ``ValueError`` where a module does not exist or a role is taken.
        """
        self._watches.add(model, layers, role)

    def probe(self, loader: Any, *, every: int = 500, held_out: bool = True) -> None:
        """Let :meth:`step` evaluate both watched models on a fixed probe set every so many steps.

        ``loader`` yields pairs of inputs and labels; it is read once and kept. Models are in
        evaluation mode and without gradients meanwhile; training mode and random state are restored.
        """
        if every < 1:
            raise ValueError(f"every was {every}; must be at least 1")
        self._probe = Probe(loader, every, held_out)

    @never_raises
    def step(self, step: int, *, labels: Labels | None = None, epoch: float | None = None) -> None:
        """After an optimiser step: send what the hooks collected, and evaluate the probe if due.

        Without ``labels`` nothing is sent of the training batch.
        """
        if not self._speaks():
            return
        if labels is not None and self.due(step):
            self._next_step = (step // self._every + 1) * self._every
            collected = self._watches.collected()
            if collected is not None:
                beside = PassLabels(_first(labels, self._reduction.rows))
                moment = Batch(self._identity.run, step, self._identity.attempt, epoch)
                self._put(moment, collected, beside)
        # Steps may come by more than one at a time.
        stride, self._last_step = max(1, step - self._last_step), step
        self._watches.listen(labels is not None and self.due(step + stride))
        if self._probe is not None and self._probe.due(step):
            self._evaluate(step)

    def finish(self, timeout_seconds: float = 10.0) -> None:
        """The run's last word: send what is left, for so long at most, and end its series."""
        self._end(timeout_seconds, finished=True)

    def close(self, timeout_seconds: float = 10.0) -> None:
        """Stop without a last word: another attempt will go on with the run."""
        self._end(timeout_seconds, finished=False)

    def __enter__(self) -> Tap:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.finish()
        else:
            self.close()

    def _speaks(self) -> bool:
        if self._sender is None or self._finished:
            return False
        if os.getpid() != self._pid:
            warn_once("this process was forked from the one that attached; it publishes nothing")
            return False
        return True

    def _reduce_rows(self, values: Any) -> Any:
        return self._reduction.apply(values)

    def _whole_reduction(self) -> Reduction:
        of = self._reduction
        return Reduction(2**31 - 1, of.pool, of.dimensions, of.seed, of.dtype)

    def _reduced(self, teacher: Layers, student: Layers) -> dict[Role, dict[str, Any]]:
        return {
            "teacher": {name: self._reduction.apply(values) for name, values in teacher.items()},
            "student": {name: self._reduction.apply(values) for name, values in student.items()},
        }

    @never_raises
    def _evaluate(self, step: int) -> None:
        assert self._probe is not None
        with self._watches.elsewhere():
            evaluated = self._probe.evaluate(self._watches, self._whole_reduction())
        beside = PassLabels(evaluated.labels)
        self._put_pass(step, evaluated.activations, beside, self._probe.held_out)

    def _put_pass(self, step: int, reduced: Any, beside: PassLabels, held_out: bool) -> None:
        identity = self._identity
        rows = int(next(iter(reduced["student"].values())).shape[0])
        if beside.samples is None:
            beside = PassLabels(beside.labels, range(rows), beside.groups)
        moment = Batch(identity.run, step, identity.attempt, pass_=Pass(step), held_out=held_out)
        self._put(moment, reduced, beside)

    def _put(self, moment: Batch, reduced: Any, beside: PassLabels) -> None:
        fetches = [
            (role, name, copying.start(values, own=True))
            for role, layers in reduced.items()
            for name, values in layers.items()
        ]
        columns = _columns(beside.labels, self._identity.task)
        samples, groups = _column(beside.samples), _column(beside.groups)

        def messages() -> list[Message]:
            return [
                replace(
                    moment,
                    activations=[self._activation(*fetch) for fetch in fetches],
                    labels={task: column() for task, column in columns.items()},
                    samples=None if samples is None else samples(),
                    groups=None if groups is None else groups(),
                )
            ]

        assert self._sender is not None
        rows = int(next(iter(reduced["student"].values())).shape[0])
        self._sender.put(Pending(rows, messages))

    def _activation(self, role: Role, layer: str, fetch: copying.Fetch) -> Activation:
        models = self._identity.models or {}
        return Activation(role, layer, fetch(), self._reduction.dtype, models.get(role))

    def say(self, event: str, facts: Mapping[str, Fact] | None = None) -> None:
        """Send a run event: ``started``, ``note`` or ``finished``."""
        if self._speaks():
            assert self._sender is not None
            of = self._identity
            message = Event(event, of.run, of.attempt, facts=facts or {})  # type: ignore[arg-type]
            self._sender.put(Pending(0, lambda: [message]))

    @never_raises
    def _end(self, timeout_seconds: float, *, finished: bool) -> None:
        if not self._speaks():
            return
        if finished:
            self.say("finished")
        self._finished = True
        self._watches.remove()
        assert self._sender is not None
        self._sender.close(timeout_seconds)
        if self.stats.dropped > 0:
            warn_once(f"{self._identity.run}: {self.stats.dropped} samples were lost in all")


def _close_at_exit(tap: weakref.ref[Tap]) -> None:
    known = tap()
    if known is not None:
        known.close(timeout_seconds=2.0)


def _rows(values: Any, rows: int) -> Any:
    return None if values is None else values[:rows]


def _first(labels: Labels, rows: int) -> Labels:
    if isinstance(labels, Mapping):
        return {task: column[:rows] for task, column in labels.items()}
    return labels[:rows]


def _columns(labels: Labels, task: str) -> dict[str, Callable[[], Sequence[Label]]]:
    named = labels if isinstance(labels, Mapping) else {task: labels}
    return {name: _known(column) for name, column in named.items()}


def _column(values: Any) -> Callable[[], Sequence[Any]] | None:
    return None if values is None else _known(values)


def _known(values: Any) -> Callable[[], Sequence[Any]]:
    """A column of one axis, copied now and listed later."""
    if hasattr(values, "shape"):
        if len(values.shape) != 1:
            raise ValueError(f"a column had {len(values.shape)} axes; must have one value a row")
        fetch = copying.start(values)
        return lambda: list(fetch().tolist())
    listed = list(values)
    return lambda: listed
