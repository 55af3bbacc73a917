"""Reading back what a tap wrote to a spool."""

from pathlib import Path
from typing import Any

import cbor2

from stillwatch import spool


def messages(path: Path) -> list[dict[str, Any]]:
    """All messages, decoded."""
    return [cbor2.loads(record.value) for record in spool.read(path)]


def batches(path: Path) -> list[dict[str, Any]]:
    """The batches alone."""
    return [message for message in messages(path) if "type" not in message]
