"""Fashion-MNIST from files in the form of MNIST, as Debian's package dataset-fashion-mnist installs them."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.utils.data import TensorDataset

FOLDER = Path("/usr/share/datasets/fashion-mnist")
_HEADER_BYTES = {"images": 16, "labels": 8}


def load(part: str, folder: Path = FOLDER) -> TensorDataset:
    """Images (n, 1, 28, 28) of mean 0 and deviation about 1, labels and ids; ``part`` is ``train`` or ``t10k``."""
    images = _numbers(folder / f"{part}-images-idx3-ubyte.gz", "images").reshape(-1, 1, 28, 28)
    labels = _numbers(folder / f"{part}-labels-idx1-ubyte.gz", "labels")
    scaled = (torch.from_numpy(images.astype(np.float32)) / 255 - 0.286) / 0.353
    return TensorDataset(scaled, torch.from_numpy(labels.astype(np.int64)), torch.arange(len(labels)))


def _numbers(file: Path, kind: str) -> Any:
    with gzip.open(file) as stream:
        return np.frombuffer(stream.read(), np.uint8)[_HEADER_BYTES[kind] :]
