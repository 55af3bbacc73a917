"""The bounded queue between the training and the background thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stillwatch.record import Message


@dataclass(frozen=True)
class Pending:
    """What is to be sent: how many samples, and how to make the messages of them."""

    rows: int
    messages: Callable[[], Sequence[Message]]


class Losses:
    """Samples that were lost and not yet told of."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._untold = 0
        self._total = 0

    def add(self, rows: int) -> None:
        """Count what was just lost."""
        with self._lock:
            self._untold += rows
            self._total += rows

    def take(self) -> int:
        """What is to be told now; it counts as told."""
        with self._lock:
            untold, self._untold = self._untold, 0
            return untold

    def untake(self, rows: int) -> None:
        """The record that told of these was lost itself."""
        with self._lock:
            self._untold += rows

    @property
    def total(self) -> int:
        """All samples that were ever lost."""
        with self._lock:
            return self._total


class DroppingQueue:
    """Never makes the one who puts wait: what is too much pushes out the oldest, counted."""

    def __init__(self, capacity: int, losses: Losses) -> None:
        if capacity < 1:
            raise ValueError(f"capacity was {capacity}; must be at least 1")
        self._capacity = capacity
        self._losses = losses
        self._items: deque[Pending] = deque()
        self._changed = threading.Condition()

    def put(self, item: Pending) -> None:
        """Called by the training."""
        oldest = None
        with self._changed:
            if len(self._items) == self._capacity:
                oldest = self._items.popleft()
            self._items.append(item)
            self._changed.notify()
        if oldest is not None:
            self._losses.add(oldest.rows)

    def take(self, timeout_seconds: float) -> Pending | None:
        """Called by the background thread: the oldest, or none where none came in time."""
        with self._changed:
            if not self._items:
                self._changed.wait(timeout_seconds)
            return self._items.popleft() if self._items else None

    def wake(self) -> None:
        """Let a waiting ``take`` look again."""
        with self._changed:
            self._changed.notify_all()

    def __len__(self) -> int:
        return len(self._items)
