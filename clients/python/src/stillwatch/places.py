"""Where and when a process stands among the processes and starts of its run."""

from __future__ import annotations

import os
import sys
import time
from typing import Literal

Ranks = Literal["first", "all"]


def rank() -> int:
    """This process's rank in the distributed training; 0 where there is none."""
    torch = sys.modules.get("torch")
    distributed = getattr(torch, "distributed", None)
    if distributed is not None and distributed.is_available() and distributed.is_initialized():
        return int(distributed.get_rank())
    return int(os.environ.get("RANK", "0"))


def attempt(given: int | None, ranks: Ranks) -> int:
    """The number of this start: given, from the environment, or the clock's seconds.

    A later start must have the higher number, and a counter that a job begins anew at every
    submission would make it late. The clock only rises; but two ranks may read it differently.
    """
    text = os.environ.get("STILLWATCH_ATTEMPT")
    number = given if given is not None else None if text is None else int(text)
    if number is None:
        if ranks == "all":
            raise ValueError(
                "attempt was not given; where all ranks publish they must agree on it: give attempt "
                "or set STILLWATCH_ATTEMPT"
            )
        number = int(time.time())
    if not 0 <= number < 2**31:
        raise ValueError(f"attempt was {number}; must be 0 to 2147483647")
    return number
