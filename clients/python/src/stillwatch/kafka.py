"""Kafka as a transport, by librdkafka."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from stillwatch.transport import Record

_log = logging.getLogger("stillwatch")

# Beyond this the newest waits in the queue, where the oldest goes first, and not in librdkafka.
_MOST_IN_FLIGHT = 16
_DELIVERY_MILLIS = 30_000

# What the agent rests on: one partition a run by murmur2 (librdkafka hashes otherwise by default),
# and the order of a run's records.
_OURS = {"partitioner": "murmur2_random", "enable.idempotence": True}


def settings(bootstrap: str, client: Mapping[str, Any]) -> dict[str, Any]:
    """The producer's settings; ``client`` may set all but what the agent rests on."""
    for name in ("bootstrap.servers", *_OURS):
        if name in client:
            raise ValueError(f"client sets {name!r}; that is set by the client itself")
    usual = {
        "client.id": "stillwatch-python",
        "linger.ms": 20,
        "compression.type": "lz4",
        "message.timeout.ms": _DELIVERY_MILLIS,
    }
    return {**usual, **client, **_OURS, "bootstrap.servers": bootstrap}


class KafkaTransport:
    """Sends to one topic. The producer's own thread never calls into Python but by ``poll``."""

    def __init__(self, bootstrap: str, topic: str, client: Mapping[str, Any]) -> None:
        import confluent_kafka

        config = settings(bootstrap, client)
        config["error_cb"] = lambda error: _log.debug("Kafka: %s", error)
        self._topic = topic
        self._producer = confluent_kafka.Producer(config, logger=logging.getLogger("stillwatch.kafka"))
        self._in_flight: dict[int, Callable[[], None]] = {}
        self._next = 0

    def ready(self, timeout_seconds: float) -> bool:
        """Whether another record can be taken; serves deliveries while it waits."""
        self._producer.poll(0)
        if len(self._in_flight) >= _MOST_IN_FLIGHT:
            self._producer.poll(timeout_seconds)
        return len(self._in_flight) < _MOST_IN_FLIGHT

    def send(self, record: Record, lost: Callable[[], None]) -> None:
        """Hand a record to librdkafka, which sends it when it can."""
        number = self._next
        self._next += 1

        def delivered(error: Any, _: Any) -> None:
            known = self._in_flight.pop(number, None)
            if error is not None and known is not None:
                _log.debug("a record was not delivered: %s", error)
                known()

        self._in_flight[number] = lost
        try:
            self._producer.produce(
                self._topic,
                key=record.key,
                value=record.value,
                headers=[("content-type", record.content_type.encode("ascii"))],
                timestamp=record.timestamp_millis,
                on_delivery=delivered,
            )
        except Exception:
            del self._in_flight[number]
            raise

    def close(self, timeout_seconds: float) -> None:
        """Wait for deliveries so long; the rest is lost."""
        deadline = time.monotonic() + timeout_seconds
        while self._in_flight and time.monotonic() < deadline:
            self._producer.poll(0.05)
        lost = list(self._in_flight.values())
        self._in_flight.clear()
        for one in lost:
            one()
