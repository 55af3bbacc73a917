"""The background thread: encodes what the training left in the queue and hands it on."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import replace

from stillwatch.encoding import CONTENT_TYPES, Encoding, encode
from stillwatch.queueing import DroppingQueue, Losses, Pending
from stillwatch.record import Batch, Message
from stillwatch.transport import Opener, Record, Transport

_log = logging.getLogger("stillwatch")

# Kafka's own limit of a record is 1 MiB with its head; texts are counted roughly.
MOST_BYTES = 700_000
_LOOK_SECONDS = 0.1
_OPEN_SECONDS = 10.0


class Sender:
    """One thread, one transport, one run.

    The transport is opened, used and closed on the thread and known to no other object. So a
    forked child, which has a copy of the memory but not of the thread, can never tear it down.
    """

    def __init__(self, opener: Opener, encoding: Encoding, capacity: int) -> None:
        self._encoding = encoding
        self.losses = Losses()
        self._queue = DroppingQueue(capacity, self.losses)
        self._closing: float | None = None
        self._opened = threading.Event()
        self._refused: BaseException | None = None
        self.sent = 0
        self._thread = threading.Thread(target=self._run, args=(opener,), name="stillwatch", daemon=True)
        self._thread.start()
        self._opened.wait(_OPEN_SECONDS)
        if self._refused is not None:
            raise self._refused

    def put(self, pending: Pending) -> None:
        """Leave something to be sent; never waits."""
        self._queue.put(pending)

    def close(self, timeout_seconds: float) -> None:
        """Wait so long for what is on its way, then give it up. Later puts are lost."""
        if self._closing is None:
            self._closing = time.monotonic() + timeout_seconds
        self._queue.wake()
        self._thread.join(timeout_seconds + 1)

    def _run(self, opener: Opener) -> None:
        try:
            transport = opener()
        except BaseException as refused:
            self._refused = refused
            return
        finally:
            self._opened.set()
        while self._goes_on():
            self._step(transport)
        self._give_up(transport)

    def _goes_on(self) -> bool:
        if self._closing is None:
            return True
        return len(self._queue) > 0 and time.monotonic() < self._closing

    def _step(self, transport: Transport) -> None:
        pending: Pending | None = None
        try:
            # What is not ready leaves everything in the queue, where the oldest goes first.
            if not transport.ready(_LOOK_SECONDS):
                return
            pending = self._queue.take(_LOOK_SECONDS)
            if pending is not None:
                self._send_all(transport, pending)
        except Exception:
            _log.warning("what was to be sent could not be made", exc_info=True)
            if pending is not None:
                self.losses.add(pending.rows)

    def _send_all(self, transport: Transport, pending: Pending) -> None:
        for message in pending.messages():
            for part in _parts(message):
                self._send(transport, part)

    def _send(self, transport: Transport, message: Message) -> None:
        rows, told = 0, 0
        if isinstance(message, Batch):
            rows, told = message.rows, self.losses.take()
            message = replace(message, dropped=told)

        def lost() -> None:
            self.losses.add(rows)
            self.losses.untake(told)
            self.sent -= rows

        self.sent += rows
        try:
            transport.send(self._record(message), lost)
        except Exception:
            _log.warning("a record of %d samples was lost", rows, exc_info=True)
            lost()

    def _record(self, message: Message) -> Record:
        return Record(
            message.run.encode("utf-8"),
            encode(message, self._encoding),
            CONTENT_TYPES[self._encoding],
            time.time_ns() // 1_000_000,
        )

    def _give_up(self, transport: Transport) -> None:
        assert self._closing is not None
        transport.close(max(0.0, self._closing - time.monotonic()))
        while (left := self._queue.take(0)) is not None:
            self.losses.add(left.rows)


def _parts(message: Message) -> Sequence[Message]:
    if isinstance(message, Batch):
        return message.split(MOST_BYTES)
    return [message]
