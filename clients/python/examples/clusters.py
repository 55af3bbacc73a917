"""What the small examples are about: rows in four overlapping clusters, a teacher who learned which, and a student."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import TensorDataset

CLASSES, NUMBERS = 4, 16


def rows(count: int, seed: int = 0) -> TensorDataset:
    """Rows (count, 16) and their clusters."""
    generator = torch.Generator().manual_seed(7)
    centres = torch.randn(CLASSES, NUMBERS, generator=generator)
    generator.manual_seed(seed)
    labels = torch.randint(0, CLASSES, (count,), generator=generator)
    return TensorDataset(centres[labels] + 1.5 * torch.randn(count, NUMBERS, generator=generator), labels)


def network(hidden: int) -> nn.Sequential:
    """Its layers are called 0, 1 and 2."""
    return nn.Sequential(nn.Linear(NUMBERS, hidden), nn.ReLU(), nn.Linear(hidden, CLASSES))


def teacher() -> nn.Sequential:
    """A network that learned from labels and is trained no more."""
    learner = network(64)
    optimiser = torch.optim.Adam(learner.parameters(), 0.01)
    for x, y in [rows(500, seed).tensors for seed in range(100, 200)]:
        optimiser.zero_grad()
        functional.cross_entropy(learner(x), y).backward()
        optimiser.step()
    return learner.eval().requires_grad_(False)


def student() -> nn.Sequential:
    """A smaller network that learned nothing yet."""
    return network(8)
