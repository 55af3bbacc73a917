"""Attach a PyTorch training to Stillwatch, the live meter for knowledge distillation."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from stillwatch import places
from stillwatch.encoding import Encoding
from stillwatch.record import Fact, Role
from stillwatch.reduction import Reduction
from stillwatch.sender import Sender
from stillwatch.tap import Identity, Stats, Tap

__all__ = ["Reduction", "Stats", "Tap", "attach"]
__version__ = "0.1.0"


def attach(
    run: str,
    bootstrap: str | None = None,
    *,
    spool: str | os.PathLike[str] | None = None,
    topic: str = "stillwatch",
    attempt: int | None = None,
    ranks: places.Ranks = "first",
    every: int = 10,
    reduction: Reduction | None = None,
    task: str = "class",
    models: Mapping[Role, str] | None = None,
    encoding: Encoding = "cbor",
    client: Mapping[str, Any] | None = None,
    queue_records: int = 64,
    facts: Mapping[str, Fact] | None = None,
) -> Tap:
    """Attach a training to Stillwatch. A broker that is away is no error: samples are lost, counted.

    :param run: the run's id, the same through all its restarts; 1 to 256 bytes
    :param bootstrap: the brokers, ``host:port``; by default of STILLWATCH_KAFKA_BOOTSTRAP_SERVERS,
        else ``localhost:9092``
    :param spool: a file to write to instead of a broker
    :param topic: the topic
    :param attempt: which start of the run; by default STILLWATCH_ATTEMPT, else the clock's seconds
    :param ranks: which processes of a distributed training publish: the ``first``, or ``all``
    :param every: steps from one published training batch to the next
    :param reduction: how representations are made small before they are copied
    :param task: the name of a label column that is given without one
    :param models: the models' names, by role
    :param encoding: ``cbor``, or ``json`` for eyes
    :param client: further settings of librdkafka, such as ``security.protocol``
    :param queue_records: batches that may wait; then the oldest is dropped and counted
    :param facts: facts about the run, for people
    :raises ValueError: where an argument is out of its range
    """
    if not 1 <= len(run.encode("utf-8")) <= 256:
        raise ValueError(f"run was {run!r}; must be 1 to 256 bytes of UTF-8")
    if every < 1:
        raise ValueError(f"every was {every}; must be at least 1")
    if ranks not in ("first", "all"):
        raise ValueError(f"ranks was {ranks!r}; must be first or all")
    if encoding not in ("cbor", "json"):
        raise ValueError(f"encoding was {encoding!r}; must be cbor or json")
    if spool is not None and bootstrap is not None:
        raise ValueError("bootstrap and spool were both given; must be one of them")
    identity = Identity(run, places.attempt(attempt, ranks), task, models)
    sender = None
    if ranks == "all" or places.rank() == 0:
        sender = Sender(_opener(bootstrap, spool, topic, client or {}), encoding, queue_records)
    tap = Tap(identity, sender, every, reduction or Reduction())
    tap.say("started", facts)
    return tap


def _opener(bootstrap: str | None, spool: Any, topic: str, client: Mapping[str, Any]) -> Any:
    if spool is not None:
        from stillwatch.spool import SpoolTransport

        return lambda: SpoolTransport(spool)
    from stillwatch.kafka import KafkaTransport

    servers = bootstrap or os.environ.get("STILLWATCH_KAFKA_BOOTSTRAP_SERVERS") or "localhost:9092"
    return lambda: KafkaTransport(servers, topic, client)
