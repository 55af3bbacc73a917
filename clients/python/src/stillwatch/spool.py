"""A file as a transport: the very bytes that would have gone to Kafka, for a later replay.

The file begins with the eight bytes ``SWSPOOL1``. Then, for each record, all numbers big-endian:

====================  ==============================================================
4 bytes, unsigned     how many bytes of this record follow, the checksum not counted
8 bytes, signed       timestamp, milliseconds since 1970 UTC
2 bytes, unsigned     length of the key
the key               UTF-8 of the run
2 bytes, unsigned     length of the content type
the content type      ASCII
the value             what is left
4 bytes, unsigned     CRC-32 of everything from the timestamp to the value
====================  ==============================================================

A file that was cut in a record ends before that record. A restart writes on where the file ends.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from stillwatch.transport import Record

MAGIC = b"SWSPOOL1"

# The agent takes values up to 8 MiB; a length beyond is no length.
_LARGEST = 16 * 1024 * 1024


class SpoolTransport:
    """Appends to one file; each record is with the operating system before the next is taken."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._file = _opened(Path(path))

    def ready(self, timeout_seconds: float) -> bool:  # noqa: ARG002 - a file is always ready
        """A file always takes another record."""
        return True

    def send(self, record: Record, lost: Callable[[], None]) -> None:
        """Append a record."""
        try:
            self._file.write(frame(record))
        except OSError:
            lost()

    def close(self, timeout_seconds: float) -> None:  # noqa: ARG002 - a file does not wait
        """Close the file."""
        self._file.close()


def frame(record: Record) -> bytes:
    """A record as it lies in the file."""
    content_type = record.content_type.encode("ascii")
    body = b"".join(
        (
            struct.pack(">qH", record.timestamp_millis, len(record.key)),
            record.key,
            struct.pack(">H", len(content_type)),
            content_type,
            record.value,
        )
    )
    return struct.pack(">I", len(body)) + body + struct.pack(">I", zlib.crc32(body))


def read(path: str | os.PathLike[str]) -> Iterator[Record]:
    """The records of a file, up to the first that is cut or damaged."""
    with Path(path).open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise ValueError(f"{path} does not begin with {MAGIC.decode()}; it is no spool")
        while (body := _body(file)) is not None:
            yield _record(body)


def _opened(path: Path) -> IO[bytes]:
    if path.exists() and path.stat().st_size > 0:
        with path.open("r+b") as known:
            if known.read(len(MAGIC)) != MAGIC:
                raise ValueError(f"{path} is there and is no spool; name another file")
            end = known.tell()
            while _body(known) is not None:
                end = known.tell()
            # Half a record would hide all that come after it.
            known.truncate(end)
        return path.open("ab", buffering=0)
    file = path.open("wb", buffering=0)
    file.write(MAGIC)
    return file


def _body(file: IO[bytes]) -> bytes | None:
    head = file.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">I", head)
    if not 12 <= length <= _LARGEST:
        return None
    body, tail = file.read(length), file.read(4)
    if len(body) < length or tail != struct.pack(">I", zlib.crc32(body)):
        return None
    return body


def _record(body: bytes) -> Record:
    timestamp_millis, key_length = struct.unpack_from(">qH", body)
    at = 10 + key_length
    key = body[10:at]
    (type_length,) = struct.unpack_from(">H", body, at)
    at += 2 + type_length
    return Record(key, body[at:], body[at - type_length : at].decode("ascii"), timestamp_millis)
