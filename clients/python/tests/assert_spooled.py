"""Asserts what an adapter's example told: called by ./check with the spool that it wrote.

python3 assert_spooled.py run.spool
"""

from __future__ import annotations

import sys

import cbor2

from stillwatch._spool import read


def main() -> None:
    said = [cbor2.loads(record.value) for _, record in read(sys.argv[1])]
    assert said[0].get("type") == "started", said[0]
    batches = [one for one in said if "step" in one]
    steps = [one["step"] for one in batches]
    assert len(batches) >= 5, steps
    assert steps == sorted(steps), steps
    for one in batches:
        layers = sorted((layer["role"], layer["layer"]) for layer in one["activations"])
        assert len(layers) == 4, layers
        assert {layer for role, layer in layers if role == "teacher"} == {layer for _, layer in layers}, layers
        assert "dropped" not in one, one["dropped"]
        (labels,) = one["labels"].values()
        assert all(layer["shape"][0] == len(labels) for layer in one["activations"])
    # torchdistill says nobody when it is over.
    assert said[-1].get("type") == "finished" or said[0]["run"] == "torchdistill", said[-1]
    passes = sum("pass" in one for one in batches)
    print(f"{said[0]['run']}: {passes} passes of the probe and {len(batches) - passes} batches of the training")


if __name__ == "__main__":
    main()
