"""Bringing reduced rows and labels to the host, off the training's stream."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from stillwatch.reduction import is_tensor

# Called later, on the background thread; waits for the copy there.
Fetch = Callable[[], np.ndarray[Any, Any]]


def start(values: Any, *, own: bool = False) -> Fetch:
    """Begin to copy; the training goes on. What is returned waits for the copy and hands it over.

    ``own`` says that nobody else writes to the memory, so on the host there is nothing to copy.
    """
    if not is_tensor(values):
        array = np.array(values, copy=not own)
        return lambda: array
    if values.device.type == "cuda":
        return _from_cuda(values)
    kept = values.detach() if own else values.detach().clone()
    return lambda: _numbers(kept.cpu())


_streams: dict[int, Any] = {}


def _from_cuda(values: Any) -> Fetch:
    import torch

    device = values.device.index
    with torch.cuda.device(device):
        stream = _streams.setdefault(device, torch.cuda.Stream(device))
        stream.wait_stream(torch.cuda.current_stream(device))
        host = torch.empty(values.shape, dtype=values.dtype, pin_memory=True)
        with torch.cuda.stream(stream):
            host.copy_(values, non_blocking=True)
            # The allocator must not hand the memory to the training before the copy is done.
            values.record_stream(stream)
            done = stream.record_event()

    def fetch() -> np.ndarray[Any, Any]:
        done.synchronize()
        return _numbers(host)

    return fetch


def _numbers(tensor: Any) -> np.ndarray[Any, Any]:
    if str(tensor.dtype) == "torch.bfloat16":
        import torch

        bits: np.ndarray[Any, Any] = tensor.view(torch.int16).numpy()
        return bits.view(np.uint16)
    array: np.ndarray[Any, Any] = tensor.numpy()
    return array
