"""Records to Kafka, keyed by run and partitioned as Java's clients do."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Callable

from stillwatch._record import Record

IN_FLIGHT = 16
RECORD_LIMIT_BYTES = 1_000_000
"""A value that fits with key, header and framing into Kafka's default of 1 MiB."""


class Kafka:
    """A transport to Kafka. At most 16 records are on their way: while brokers are gone, the queue before it fills."""

    def __init__(self, bootstrap: str, topic: str, client: Mapping[str, Any] | None = None) -> None:
        self._topic = topic
        self._settings: dict[str, Any] = {
            "bootstrap.servers": bootstrap,
            "client.id": "stillwatch",
            "message.timeout.ms": 30_000,
            "message.max.bytes": 1 << 20,
            "linger.ms": 5,
            "max.in.flight.requests.per.connection": 1,
            "log.connection.close": False,
            "logger": _quiet(),
            **(client or {}),
            "partitioner": "murmur2_random",  # as Java's clients, so that all of a run is in one partition
        }
        self._producer: Any = None

    def send(self, record: Record, on_lost: Callable[[], None]) -> bool:
        """Hands the record to Kafka's client; whether it took it."""
        if self._producer is None:
            self._producer = self._connected()

        def on_delivery(error: object, _: object) -> None:
            if error is not None:
                on_lost()

        headers = [("content-type", record.content_type.encode())]
        try:
            self._producer.produce(
                self._topic, key=record.key, value=record.value, headers=headers, on_delivery=on_delivery
            )
        except BufferError:
            return False
        self._producer.poll(0)
        return True

    def has_room(self) -> bool:
        """Whether another record may be sent now; waits for it a tenth of a second."""
        if self._producer is None or len(self._producer) < IN_FLIGHT:
            return True
        self._producer.poll(0.1)
        return len(self._producer) < IN_FLIGHT

    def close(self, seconds: float) -> None:
        """Waits so long at most for what is on its way."""
        if self._producer is not None:
            self._producer.flush(seconds)

    def _connected(self) -> Any:
        from confluent_kafka import Producer  # noqa: PLC0415  only who uses Kafka needs its client

        return Producer(self._settings)


def _quiet() -> Any:
    # A broker that is gone is told by the count of dropped samples, not by a line a second.
    logger = logging.getLogger("stillwatch.kafka")
    logger.setLevel(logging.CRITICAL)
    return logger
