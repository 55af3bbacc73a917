"""A broker and an agent of one's own, for as long as an example runs."""

from __future__ import annotations

import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parents[3]
_START_SECONDS = 120.0


@dataclass(frozen=True)
class Metered:
    """Where the broker and the agent's page are."""

    bootstrap: str
    page: str

    def metrics(self) -> str:
        """Scrape the agent."""
        with urllib.request.urlopen(self.page + "metrics", timeout=10) as answer:
            return str(answer.read().decode("utf-8"))


@contextmanager
def metered(measurements: Path, settings: Mapping[str, str] | None = None) -> Iterator[Metered]:
    """Run a broker and an agent; the agent's measurements go to a file, one JSON object a line."""
    log = measurements.with_suffix(".log")
    with broker() as bootstrap, measurements.open("w") as out, log.open("w") as err:
        environment = {
            **os.environ,
            "STILLWATCH_KAFKA_BOOTSTRAP_SERVERS": bootstrap,
            "STILLWATCH_HTTP_PORT": "0",
            **(settings or {}),
        }
        agent = subprocess.Popen(
            [str(HOME / "stillwatch"), "run", "--json"], stdout=out, stderr=err, env=environment
        )
        try:
            yield Metered(bootstrap, _page(log, agent))
        finally:
            agent.terminate()
            agent.wait(30)


@contextmanager
def broker() -> Iterator[str]:
    """Run the demonstration's broker in a process of its own; yields its address."""
    # Builds once if needed.
    subprocess.run([str(HOME / "stillwatch"), "--help"], stdout=subprocess.DEVNULL, check=True)
    target = HOME / "demo" / "target"
    java = subprocess.Popen(
        ["java", "-XX:+UseSerialGC", "-Xmx256m", "-cp", f"{target}/classes:{target}/lib/*"]
        + [str(Path(__file__).with_name("Broker.java"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert java.stdin is not None
    assert java.stdout is not None
    try:
        address = java.stdout.readline().strip()
        if not address:
            raise RuntimeError("the broker did not start")
        yield address
    finally:
        java.stdin.close()
        java.wait(30)


def _page(log: Path, agent: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and agent.poll() is None:
        text = log.read_text()
        if "the page is " in text:
            return text.split("the page is ")[1].split(",")[0]
        time.sleep(0.2)
    raise RuntimeError(f"the agent did not start; {log} says why")
