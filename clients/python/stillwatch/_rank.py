"""Which of several processes this one is, by what launchers say in the environment; no collective is called."""

from __future__ import annotations

import os

# Of all machines together first: torchrun, Slurm; then Lightning's own launcher, which says the place on one machine.
_NAMES = ("RANK", "SLURM_PROCID", "LOCAL_RANK")


def is_first() -> bool:
    """Whether this is rank 0, or the only process."""
    return next((os.environ[name] for name in _NAMES if name in os.environ), "0") == "0"
