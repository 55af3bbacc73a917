import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cbor2
import numpy as np
import pytest
import torch

import stillwatch
from stillwatch import kafka, spool
from stillwatch.queueing import DroppingQueue, Losses, Pending
from stillwatch.record import Activation, Batch
from stillwatch.sender import Sender
from stillwatch.transport import Record


class Gate:
    """A transport that takes nothing until it is opened, and loses what it is told to."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.lose: set[int] = set()
        self.values: list[dict[str, Any]] = []

    def ready(self, timeout_seconds: float) -> bool:
        return self.open.wait(timeout_seconds)

    def send(self, record: Record, lost: Callable[[], None]) -> None:
        self.values.append(cbor2.loads(record.value))
        if self.values[-1]["step"] in self.lose:
            lost()

    def close(self, timeout_seconds: float) -> None:
        pass


def pending(step: int, rows: int = 10) -> Pending:
    scores = Activation("student", "logits", np.zeros((rows, 2), np.float16), "float16")
    batch = Batch("kd", step, labels={"class": [0] * rows}, activations=[scores])
    return Pending(rows, lambda: [batch])


def test_a_full_queue_drops_the_oldest_and_the_next_record_tells_of_it() -> None:
    gate = Gate()
    sender = Sender(lambda: gate, "cbor", capacity=3)
    for step in range(10):
        sender.put(pending(step))
    gate.open.set()
    sender.close(10)
    assert [v["step"] for v in gate.values] == [7, 8, 9]
    assert [v.get("dropped", 0) for v in gate.values] == [70, 0, 0]
    assert (sender.sent, sender.losses.total) == (30, 70)


def test_what_a_lost_record_told_is_told_again() -> None:
    gate = Gate()
    gate.lose = {1}
    sender = Sender(lambda: gate, "cbor", capacity=2)
    for step in range(3):
        sender.put(pending(step))
    gate.open.set()
    sender.close(10)
    assert [(v["step"], v.get("dropped", 0)) for v in gate.values] == [(1, 10), (2, 20)]
    assert (sender.sent, sender.losses.total) == (10, 20)


def test_what_cannot_be_made_is_lost_and_the_rest_goes_on() -> None:
    def fails() -> Any:
        raise RuntimeError("seeded failure")

    gate = Gate()
    gate.open.set()
    sender = Sender(lambda: gate, "cbor", capacity=5)
    sender.put(Pending(4, fails))
    sender.put(pending(1))
    sender.close(10)
    assert [(v["step"], v["dropped"]) for v in gate.values] == [(1, 4)]


def test_a_queue_that_is_not_full_drops_nothing() -> None:
    losses = Losses()
    queue = DroppingQueue(2, losses)
    queue.put(pending(0))
    queue.put(pending(1))
    assert (len(queue), losses.total) == (2, 0)


def test_a_broker_that_is_away_costs_samples_and_nothing_else() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{unused.getsockname()[1]}"
        tap = stillwatch.attach("kd", address, queue_records=4)
        publish(tap, steps=50)
        tap.finish(timeout_seconds=0.5)
    assert (tap.stats.sent, tap.stats.dropped) == (0, 100)


def test_a_broker_that_accepts_and_never_answers_costs_samples_and_nothing_else() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        tap = stillwatch.attach("kd", f"127.0.0.1:{silent.getsockname()[1]}", queue_records=4)
        publish(tap, steps=50)
        tap.finish(timeout_seconds=0.5)
    assert (tap.stats.sent, tap.stats.dropped) == (0, 100)


def publish(tap: stillwatch.Tap, steps: int) -> None:
    rows = torch.zeros(2, 3)
    for step in range(0, 10 * steps, 10):
        tap.publish(step=step, teacher={"a": rows}, student={"a": rows}, labels=[0, 1])


def test_a_run_is_partitioned_by_murmur2_whatever_the_user_sets() -> None:
    settings = kafka.settings("b:9092", {"linger.ms": 5})
    assert (settings["partitioner"], settings["linger.ms"]) == ("murmur2_random", 5)
    with pytest.raises(ValueError, match="partitioner"):
        kafka.settings("b:9092", {"partitioner": "random"})


def test_a_setting_that_kafka_refuses_is_told_at_once() -> None:
    with pytest.raises(Exception, match=r"no\.such\.setting"):
        stillwatch.attach("kd", "b:9092", client={"no.such.setting": 1})


def test_a_spool_gives_back_what_was_written_up_to_where_it_was_cut(tmp_path: Path) -> None:
    records = [Record(b"kd", bytes([n]) * n, "application/json", 1000 + n) for n in range(1, 4)]
    whole = spool.MAGIC + b"".join(spool.frame(record) for record in records)
    path = tmp_path / "s"
    for end in range(len(spool.MAGIC), len(whole) + 1):
        path.write_bytes(whole[:end])
        read = list(spool.read(path))
        assert read == records[: len(read)]
    assert len(read) == 3


def test_a_spool_that_was_cut_is_written_on_after_its_last_whole_record(tmp_path: Path) -> None:
    first, second = (Record(b"kd", value, "application/json", 1) for value in (b"{1}", b"{2}"))
    path = tmp_path / "s"
    path.write_bytes(spool.MAGIC + spool.frame(first) + spool.frame(second)[:-3])
    transport = spool.SpoolTransport(path)
    transport.send(second, lambda: None)
    transport.close(0)
    assert list(spool.read(path)) == [first, second]


def test_another_file_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("my thesis")
    with pytest.raises(ValueError, match="no spool"):
        stillwatch.attach("kd", spool=tmp_path / "s")
    assert (tmp_path / "s").read_text() == "my thesis"
