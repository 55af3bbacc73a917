"""Where encoded records go. A transport lives on the background thread alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Record:
    """A record as it lies in a topic or a spool."""

    key: bytes
    value: bytes
    content_type: str
    timestamp_millis: int


class Transport(Protocol):
    """Takes records in their order."""

    def ready(self, timeout_seconds: float) -> bool:
        """Whether another record can be taken; may wait for it so long."""

    def send(self, record: Record, lost: Callable[[], None]) -> None:
        """Take a record; ``lost`` is called, on the same thread, if it does not arrive."""

    def close(self, timeout_seconds: float) -> None:
        """Give what was taken so long to arrive, then give it up and call its ``lost``."""


Opener = Callable[[], Transport]
