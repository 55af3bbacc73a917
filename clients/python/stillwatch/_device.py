"""Tensors on their way to the host; PyTorch is used where it is and never imported."""

from __future__ import annotations

import sys
from typing import Any, Callable


def is_tensor(values: Any) -> bool:
    """Whether it is PyTorch's; does not import PyTorch."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(values, torch.Tensor)


def to_host(tensor: Any) -> Callable[[], Any]:
    """Starts the copy of a tensor that nobody else writes to; off the training's stream where there are streams."""
    if tensor.device.type != "cuda":
        return tensor.cpu  # type: ignore[no-any-return]
    torch = sys.modules["torch"]
    stream = _copy_stream(torch, tensor.device)
    stream.wait_stream(torch.cuda.current_stream(tensor.device))
    with torch.cuda.stream(stream):
        host = torch.empty(tensor.shape, dtype=tensor.dtype, pin_memory=True)
        host.copy_(tensor, non_blocking=True)
        tensor.record_stream(stream)
        done = torch.cuda.Event()
        done.record(stream)

    def finished() -> Any:
        done.synchronize()
        return host

    return finished


_STREAMS: dict[str, Any] = {}


def _copy_stream(torch: Any, device: Any) -> Any:
    if str(device) not in _STREAMS:
        _STREAMS[str(device)] = torch.cuda.Stream(device)
    return _STREAMS[str(device)]
