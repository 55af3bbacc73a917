"""CBOR (RFC 8949), only writing, only what a record is made of."""

from __future__ import annotations

import struct
from typing import Union

Value = Union[None, bool, int, float, str, bytes, "list[Value]", "dict[str, Value]"]

_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP = range(6)
_FALSE, _TRUE, _NULL, _FLOAT64 = b"\xf4", b"\xf5", b"\xf6", b"\xfb"


def encode(value: Value) -> bytes:
    """The bytes of a value: maps in their own order, integers as short as they go, numbers as float64."""
    out = bytearray()
    _write(out, value)
    return bytes(out)


def _write(out: bytearray, value: Value) -> None:
    if value is None:
        out += _NULL
    elif isinstance(value, bool):
        out += _TRUE if value else _FALSE
    elif isinstance(value, int):
        out += _integer(value)
    elif isinstance(value, float):
        out += _FLOAT64 + struct.pack(">d", value)
    elif isinstance(value, str):
        text = value.encode()
        out += _head(_TEXT, len(text)) + text
    elif isinstance(value, (bytes, bytearray, memoryview)):
        out += _head(_BYTES, len(value)) + value
    else:
        _write_container(out, value)


def _write_container(out: bytearray, value: Value) -> None:
    if isinstance(value, list):
        out += _head(_ARRAY, len(value))
        for element in value:
            _write(out, element)
    elif isinstance(value, dict):
        out += _head(_MAP, len(value))
        for name, element in value.items():
            _write(out, name)
            _write(out, element)
    else:
        raise TypeError(f"value was a {type(value).__name__}; must be what JSON can say, or bytes")


def _integer(value: int) -> bytes:
    return _head(_UNSIGNED, value) if value >= 0 else _head(_NEGATIVE, -1 - value)


def _head(major: int, argument: int) -> bytes:
    kind = major << 5
    if argument < 24:
        return bytes((kind | argument,))
    for info, form in ((24, ">BB"), (25, ">BH"), (26, ">BI"), (27, ">BQ")):
        if argument < 1 << (8 << (info - 24)):
            return struct.pack(form, kind | info, argument)
    raise OverflowError(f"integer or length was {argument}; must fit into 64 bits")
