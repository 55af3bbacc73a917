"""Writes the golden files that the agent's tests decode: run it when the client is to write other bytes."""

from test_record import EXAMPLES, golden

from stillwatch._record import ENCODINGS, encode

for encoding in ENCODINGS:
    (EXAMPLES / "valid" / f"python-client.{encoding}").write_bytes(encode(golden(), encoding).value)
