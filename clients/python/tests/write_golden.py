"""Writes the golden files that both sides' tests hold: run it when the client is to write other bytes."""

from test_record import EXAMPLES, GOLDEN

from stillwatch._record import ENCODINGS, encode

for name, batch in GOLDEN.items():
    for encoding in ENCODINGS:
        (EXAMPLES / "valid" / f"{name}.{encoding}").write_bytes(encode(batch(), encoding).value)
