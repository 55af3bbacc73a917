"""The queue, and the file."""

from __future__ import annotations

import multiprocessing
import socket
import threading
import time
from pathlib import Path
from typing import Callable

import cbor2
import pytest
from test_record import golden

from stillwatch._kafka import Kafka
from stillwatch._outbox import Outbox, split
from stillwatch._record import Activation, Batch, Event, Pass, Record, encode
from stillwatch._spool import Spool, read


class Gate:
    """A transport that takes records only while it is open."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.records: list[Record] = []
        self.losing = 0

    def send(self, record: Record, on_lost: Callable[[], None]) -> bool:
        if self.losing > 0:
            self.losing -= 1
            on_lost()
        else:
            self.records.append(record)
        return True

    def has_room(self) -> bool:
        return self.open.wait(0.01)

    def close(self, seconds: float) -> None:
        pass


def batch(step: int, rows: int = 3, numbers: int = 2) -> Batch:
    both = (Activation(role, "logits", (rows, numbers), "float16", bytes(2 * rows * numbers)) for role in ROLES)
    return Batch("run", step, tuple(both), {"class": [1] * rows})


ROLES = ("teacher", "student")


def later(step: int) -> Callable[[], Batch]:
    return lambda: batch(step)


def test_a_full_queue_drops_the_oldest_and_the_next_record_tells_how_many() -> None:
    gate = Gate()
    outbox = Outbox(lambda: gate, capacity=4)
    gate.open.set()
    outbox.put(Event("started", "run"), 0)
    wait_until(lambda: len(gate.records) == 1)
    gate.open.clear()
    for step in range(10):
        outbox.put(later(step), 3)
    gate.open.set()
    assert outbox.close(10)
    said = [cbor2.loads(record.value) for record in gate.records[1:]]
    assert [one["step"] for one in said] == [6, 7, 8, 9]
    assert sum(one.get("dropped", 0) for one in said) == outbox.lost_rows == 18


def test_what_fails_costs_its_rows_and_the_next_is_sent() -> None:
    gate = Gate()
    gate.open.set()
    outbox = Outbox(lambda: gate)

    def broken() -> Batch:
        raise RuntimeError("no such tensor")

    outbox.put(broken, 5)
    outbox.put(later(1), 3)
    assert outbox.close(10)
    (record,) = gate.records
    assert cbor2.loads(record.value)["dropped"] == 5


def test_what_a_lost_record_told_is_told_again_with_its_own_rows() -> None:
    gate = Gate()
    gate.open.set()
    gate.losing = 2
    outbox = Outbox(lambda: gate)
    outbox.lose(5)
    for step in range(3):
        outbox.put(later(step), 3)
    assert outbox.close(10)
    (record,) = gate.records
    assert cbor2.loads(record.value)["dropped"] == outbox.lost_rows == 11


def test_nobody_listening_and_somebody_silent_cost_samples_only() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        for address in ("127.0.0.1:1", f"127.0.0.1:{silent.getsockname()[1]}"):
            kafka = Kafka(address, "stillwatch", {"message.timeout.ms": 500})
            outbox = Outbox(lambda kafka=kafka: kafka, capacity=2)  # type: ignore[misc]
            for step in range(100):
                outbox.put(later(step), 3)
            wait_until(lambda outbox=outbox: outbox.lost_rows > 0)  # type: ignore[misc]
            outbox.close(0.1)


def forked(outbox: Outbox) -> None:
    outbox.put(later(7), 3)
    assert outbox.close(10)


def test_a_forked_process_has_a_queue_of_its_own(tmp_path: Path) -> None:
    outbox = Outbox(lambda: Spool(tmp_path / "spool"))
    child = multiprocessing.get_context("fork").Process(target=forked, args=(outbox,))
    child.start()
    child.join(30)
    assert child.exitcode == 0
    assert [cbor2.loads(record.value)["step"] for _, record in read(tmp_path / "spool")] == [7]


def test_a_spool_holds_the_very_bytes(tmp_path: Path) -> None:
    records = [encode(golden(), "cbor"), encode(golden(), "json"), encode(Event("finished", "run"))]
    for record in records:
        spool = Spool(tmp_path / "spool")
        spool.send(record, never)
        spool.close(1)
    assert [record for _, record in read(tmp_path / "spool")] == records


@pytest.mark.parametrize("kept", [9, 40, 200])
def test_a_spool_that_was_cut_off_goes_on_after_its_last_whole_record(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "spool"
    for _ in range(2):
        spool = Spool(path)
        spool.send(encode(batch(0)), never)
        spool.close(1)
    path.write_bytes(path.read_bytes()[:kept])
    whole = list(read(path))
    spool = Spool(path)
    spool.send(encode(batch(8)), never)
    spool.close(1)
    assert [record for _, record in read(path)] == [*(record for _, record in whole), encode(batch(8))]


def test_a_record_beyond_the_limit_is_split_by_rows_and_a_pass_knows_its_parts() -> None:
    whole = Batch("run", 3, batch(3, 1000, 64).activations, {"class": [2] * 1000}, pass_=Pass(3))
    parts = split(whole, "cbor", 50_000)
    assert sum(part.rows for part in parts) == 1000
    assert [part.pass_ for part in parts] == [Pass(3, i, len(parts)) for i in range(len(parts))]
    assert all(len(encode(part).value) <= 50_000 for part in parts)
    with pytest.raises(ValueError, match="a row had"):
        split(whole, "cbor", 100)


def never() -> None:
    raise AssertionError("a file loses nothing")


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)
