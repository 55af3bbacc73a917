"""The queue between a training, which never waits, and the thread that encodes and sends."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from dataclasses import replace
from functools import partial
from typing import Callable, Protocol, Union

from stillwatch._kafka import RECORD_LIMIT_BYTES
from stillwatch._record import Batch, Event, Pass, Record, encode

log = logging.getLogger("stillwatch")

Later = Union[Event, Callable[[], Batch]]
"""What waits: an event, or what makes a batch of arrays that were copied."""


class Transport(Protocol):
    """Where records go."""

    def send(self, record: Record, on_lost: Callable[[], None]) -> bool:
        """Whether the record was taken; ``on_lost`` is called, on this thread, if it is lost later."""

    def has_room(self) -> bool:
        """Whether another may be sent; may wait a moment."""

    def close(self, seconds: float) -> None:
        """Waits so long at most for what is on its way."""


class Outbox:
    """At most ``capacity`` batches wait; another one drops the oldest, whose rows the next record tells as lost."""

    def __init__(self, connect: Callable[[], Transport], encoding: str = "cbor", capacity: int = 64) -> None:
        self._connect = connect
        self._encoding = encoding
        self._capacity = capacity
        self._told: set[str] = set()
        self._begin()

    def _begin(self) -> None:
        self._pid = os.getpid()
        self._waiting: deque[tuple[int, Later]] = deque()
        self._changed = threading.Condition()
        self._dropped_rows = 0
        self._told_rows = 0
        self._busy = False
        self._closing = False
        self._thread: threading.Thread | None = None

    def put(self, later: Later, rows: int) -> None:
        """Never waits for Kafka. A forked process begins anew: what waits is its parent's."""
        if self._pid != os.getpid():
            self._begin()
        with self._changed:
            if self._closing:
                return
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="stillwatch", daemon=True)
                self._thread.start()
            batches = [waiting for waiting in self._waiting if waiting[0] > 0]
            if rows > 0 and len(batches) >= self._capacity:
                self._waiting.remove(batches[0])
                self.lose(batches[0][0])
            self._waiting.append((rows, later))
            self._changed.notify_all()

    def lose(self, rows: int) -> None:
        """Counts rows that will not arrive."""
        if self._pid != os.getpid():
            self._begin()
        with self._changed:
            self._dropped_rows += rows

    @property
    def lost_rows(self) -> int:
        """All rows lost so far."""
        return self._told_rows + self._dropped_rows

    def close(self, seconds: float) -> bool:
        """Waits so long at most for what is queued to leave; whether it did."""
        if self._pid != os.getpid():
            return True
        end = time.monotonic() + seconds
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(max(0.0, end - time.monotonic()))
        return not self._waiting and not self._busy

    def _run(self) -> None:
        transport: Transport | None = None
        while (taken := self._take(transport)) is not None:
            rows, later = taken
            try:
                transport = transport or self._connect()
                self._deliver(transport, later)
            except Exception as e:  # nothing of this may reach the training
                self.lose(rows)
                self._warn(f"{type(e).__name__}: {e}")
            finally:
                self._busy = False
        if transport is not None:
            transport.close(5.0)

    def _take(self, transport: Transport | None) -> tuple[int, Later] | None:
        with self._changed:
            while not self._waiting:
                if self._closing:
                    return None
                self._changed.wait()
        # Not under the lock: a hanging broker must not make put wait.
        while transport is not None and not transport.has_room():
            pass
        with self._changed:
            if not self._waiting:
                return self._take(transport)
            self._busy = True
            return self._waiting.popleft()

    def _deliver(self, transport: Transport, later: Later) -> None:
        if isinstance(later, Event):
            transport.send(encode(later, self._encoding), lambda: None)
            return
        batch = later()
        batch.check()
        dropped = self._dropped_rows
        parts = split(replace(batch, dropped=dropped), self._encoding)
        self._tell(dropped)
        for part in parts:
            while not transport.has_room():
                pass
            on_lost = partial(self._take_back, part)
            if not transport.send(encode(part, self._encoding), on_lost):
                on_lost()

    def _tell(self, rows: int) -> None:
        with self._changed:
            self._dropped_rows -= rows
            self._told_rows += rows

    def _take_back(self, part: Batch) -> None:
        """What was told in a record that got lost is to be told again, with its own rows."""
        self._tell(-part.dropped)
        self.lose(part.rows)

    def _warn(self, what: str) -> None:
        if what not in self._told and len(self._told) < 100:
            self._told.add(what)
            log.warning("samples were not sent: %s", what)


def split(batch: Batch, encoding: str, limit_bytes: int = RECORD_LIMIT_BYTES) -> list[Batch]:
    """The batch in as few parts as let each record stay within the limit; a pass is told how many they are."""
    parts = 1
    while True:
        made = _parts(batch, parts)
        largest = max(len(encode(part, encoding).value) for part in made)
        if largest <= limit_bytes:
            return made
        if parts >= batch.rows:
            raise ValueError(f"a row had {largest} bytes; must have at most {limit_bytes}: pool or project the layers")
        if batch.pass_ is not None and batch.pass_.of > 1:
            raise ValueError(f"part {batch.pass_.part} of a pass had {largest} bytes; send it in more parts")
        parts = min(batch.rows, max(parts + 1, parts * largest // limit_bytes))


def _parts(batch: Batch, parts: int) -> list[Batch]:
    if parts == 1:
        return [batch]
    edges = [batch.rows * i // parts for i in range(parts + 1)]
    made = []
    for i, (first, end) in enumerate(zip(edges, edges[1:])):
        part = replace(batch.part(first, end), dropped=batch.dropped if i == 0 else 0)
        made.append(part if batch.pass_ is None else replace(part, pass_=Pass(batch.pass_.id, i, parts)))
    return made
