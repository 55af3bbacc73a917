"""Records in a file instead of Kafka.

The file begins with ``SWSPOOL1``. Each record follows as

    length of the rest   4 bytes
    timestamp            8 bytes, milliseconds since 1970
    length of the key    2 bytes, then the key
    length of the type   2 bytes, then the content type in ASCII
    the value            what is left of the length
    checksum             4 bytes, CRC-32 of everything from the timestamp to the value's end

with big-endian integers; the length counts from the timestamp to the value's end, without the checksum. Whoever
writes appends; a file cut off in a record ends before that record.
"""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Callable

from stillwatch._record import Record

MAGIC = b"SWSPOOL1"
_LENGTH, _TIMESTAMP, _SHORT, _CHECKSUM = (struct.Struct(form) for form in (">I", ">q", ">H", ">I"))


class Spool:
    """A transport to a file. A file that exists goes on where its last whole record ends."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._file: BinaryIO | None = None

    def send(self, record: Record, on_lost: Callable[[], None]) -> bool:
        """Appends the record; what a file takes, it has: nothing is lost later."""
        if self._file is None:
            self._file = _opened(self._path)
        self._file.write(frame(record, time.time_ns() // 1_000_000))
        self._file.flush()
        return True

    def has_room(self) -> bool:
        """A file always has room."""
        return True

    def close(self, seconds: float) -> None:
        """Closes the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def frame(record: Record, timestamp_millis: int) -> bytes:
    """One record as the file has it."""
    kind = record.content_type.encode("ascii")
    head = _TIMESTAMP.pack(timestamp_millis) + _SHORT.pack(len(record.key)) + record.key
    body = head + _SHORT.pack(len(kind)) + kind + record.value
    return _LENGTH.pack(len(body)) + body + _CHECKSUM.pack(zlib.crc32(body))


def read(path: str | Path) -> Iterator[tuple[int, Record]]:
    """The whole records of a file with their timestamps in milliseconds, up to the first that is cut off or damaged."""
    with Path(path).open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise ValueError(f"{path} does not begin with {MAGIC.decode()}; must be a spool of Stillwatch")
        while (body := _body(file)) is not None:
            (key_length,) = _SHORT.unpack_from(body, 8)
            kind_at = 10 + key_length
            (kind_length,) = _SHORT.unpack_from(body, kind_at)
            value_at = kind_at + 2 + kind_length
            kind = body[kind_at + 2 : value_at].decode("ascii")
            yield _TIMESTAMP.unpack_from(body)[0], Record(body[10:kind_at], body[value_at:], kind)


def _body(file: BinaryIO) -> bytes | None:
    length = file.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    body = file.read(_LENGTH.unpack(length)[0])
    checksum = file.read(_CHECKSUM.size)
    whole = len(checksum) == _CHECKSUM.size and _CHECKSUM.unpack(checksum)[0] == zlib.crc32(body)
    return body if whole else None


def _opened(path: Path) -> BinaryIO:
    if not path.exists() or path.stat().st_size == 0:
        file: BinaryIO = path.open("wb")
        file.write(MAGIC)
        return file
    end = len(MAGIC) + sum(len(frame(record, 0)) for _, record in read(path))
    file = path.open("r+b")
    file.truncate(end)
    file.seek(end)
    return file
