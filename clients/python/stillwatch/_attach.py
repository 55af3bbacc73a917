"""From settings to a tap."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stillwatch._arrays import Reduction
from stillwatch._kafka import Kafka
from stillwatch._outbox import Outbox, Transport
from stillwatch._rank import is_first
from stillwatch._record import ENCODINGS, Event, Fact
from stillwatch._spool import Spool
from stillwatch._tap import Sampling, Tap

_EPOCH_SECONDS = 1_577_836_800  # 2020-01-01, so that an attempt fits into 31 bits until 2088


def attach(
    run: str,
    bootstrap: str | None = None,
    *,
    spool: str | Path | None = None,
    attempt: int | None = None,
    every: int = 50,
    rows: int = 512,
    reduction: Reduction | None = None,
    control: str | None = None,
    facts: Mapping[str, Fact] | None = None,
    topic: str = "stillwatch",
    encoding: str = "cbor",
    queue: int = 64,
    ranks: str = "zero",
    client: Mapping[str, Any] | None = None,
) -> Tap:
    """Attaches to a run: to the brokers at ``bootstrap``, or to a file ``spool`` that is replayed later.

    ``attempt`` defaults to the seconds since 2020: each start of a run is a higher one. With ``ranks="all"`` every
    rank publishes, and needs to be told the same attempt; by default rank 0 alone does, as the environment says.
    ``client`` holds settings of Kafka's client (security, compression). Raises ValueError for settings that cannot be.
    """
    _check(run, (bootstrap is None) == (spool is None), encoding, queue)
    if ranks not in ("zero", "all") or (ranks == "all" and attempt is None):
        raise ValueError(f"ranks was {ranks!r}; must be zero, or all together with one attempt on every rank")
    started = int(time.time()) - _EPOCH_SECONDS if attempt is None else attempt

    def connect() -> Transport:
        if spool is not None:
            return Spool(spool)
        return Kafka(str(bootstrap), topic, client)

    outbox = Outbox(connect, encoding, queue)
    tap = Tap(run, started, outbox, Sampling(every, rows), reduction or Reduction())
    if ranks == "zero" and not is_first():
        tap.close(0.0)
    if is_first():
        outbox.put(Event("started", run, started, control, dict(facts) if facts else None), 0)
    return tap


def _check(run: str, is_ambiguous: bool, encoding: str, queue: int) -> None:
    if not 1 <= len(run.encode()) <= 256:
        raise ValueError(f"run was {run!r}; must have 1 to 256 bytes")
    if is_ambiguous:
        raise ValueError("bootstrap and spool were both given or both absent; must be one of the two")
    if encoding not in ENCODINGS:
        raise ValueError(f"encoding was {encoding!r}; must be one of {', '.join(ENCODINGS)}")
    if queue < 1:
        raise ValueError(f"queue was {queue}; must be at least 1")
