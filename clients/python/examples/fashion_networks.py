"""A teacher, a small student, and five ways for the one to learn from the other."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional

TEMPERATURE = 4.0
HIDDEN_TEACHER, HIDDEN_STUDENT = 64, 16


class Network(nn.Module):
    """Two convolutions, a hidden layer, ten scores."""

    def __init__(self, channels: tuple[int, int], hidden: int) -> None:
        super().__init__()
        first, second = channels
        self.features = nn.Sequential(
            *(nn.Conv2d(1, first, 5, stride=2, padding=2), nn.BatchNorm2d(first), nn.ReLU()),
            *(nn.Conv2d(first, second, 3, stride=2, padding=1), nn.BatchNorm2d(second), nn.ReLU()),
            nn.Flatten(),
        )
        self.hidden = nn.Sequential(nn.Linear(49 * second, hidden), nn.ReLU())
        self.head = nn.Linear(hidden, 10)

    def both(self, images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Hidden layer and scores."""
        hidden = self.hidden(self.features(images))
        return hidden, self.head(hidden)

    def forward(self, images: torch.Tensor) -> Any:
        return self.both(images)[1]


def teacher() -> Network:
    return Network((24, 48), HIDDEN_TEACHER)


def student() -> Network:
    return Network((3, 6), HIDDEN_STUDENT)


class Plain(nn.Module):
    """Labels alone; the base of the others. ``prepare`` is the step that some take before the student's."""

    def prepare(self, hidden: tuple[torch.Tensor, torch.Tensor], labels: torch.Tensor) -> None:
        """Nothing to prepare."""

    def learned(self) -> list[Any]:
        """What the student's optimiser takes along."""
        return list(self.parameters())

    def forward(self, teacher: Any, student: Any, labels: torch.Tensor) -> Any:
        return functional.cross_entropy(student[1], labels)


class Logits(Plain):
    """Hinton et al. 2015: the teacher's softened scores, and the labels."""

    def forward(self, teacher: Any, student: Any, labels: torch.Tensor) -> Any:
        soft = functional.softmax(teacher[1] / TEMPERATURE, 1)
        said = functional.log_softmax(student[1] / TEMPERATURE, 1)
        distilled = functional.kl_div(said, soft, reduction="batchmean") * TEMPERATURE**2
        return 0.9 * distilled + 0.1 * functional.cross_entropy(student[1], labels)


class Features(Plain):
    """Romero et al. 2015, in one phase: a linear map of the student's hidden layer regresses the teacher's."""

    def __init__(self) -> None:
        super().__init__()
        self.map = nn.Linear(HIDDEN_STUDENT, HIDDEN_TEACHER)

    def forward(self, teacher: Any, student: Any, labels: torch.Tensor) -> Any:
        distance = functional.mse_loss(self.map(student[0]), teacher[0])
        return functional.cross_entropy(student[1], labels) + distance


class Vid(Features):
    """Ahn et al. 2019: the same regression with a variance a unit, a bound of the mutual information."""

    def __init__(self) -> None:
        super().__init__()
        self.log_variance = nn.Parameter(torch.zeros(HIDDEN_TEACHER))

    def forward(self, teacher: Any, student: Any, labels: torch.Tensor) -> Any:
        squares = (self.map(student[0]) - teacher[0]) ** 2
        surprise = (squares / self.log_variance.exp() + self.log_variance).mean() / 2
        return functional.cross_entropy(student[1], labels) + surprise


class Rid(Plain):
    """After Dissanayake et al. 2025: the student regresses a filter of the teacher's layer that is trained to tell the
    label and to be near to what the student has. Filter and student take turns, step by step."""

    def __init__(self) -> None:
        super().__init__()
        self.filter = nn.Linear(HIDDEN_TEACHER, HIDDEN_STUDENT)
        self.head = nn.Linear(HIDDEN_STUDENT, 10)
        self.map = nn.Linear(HIDDEN_STUDENT, HIDDEN_STUDENT)
        self.log_variance = nn.Parameter(torch.zeros(HIDDEN_STUDENT))
        inner = [*self.filter.parameters(), *self.head.parameters(), self.log_variance]
        self._filters = torch.optim.Adam(inner, 2e-3)

    def learned(self) -> list[Any]:
        return list(self.map.parameters())

    def prepare(self, hidden: tuple[torch.Tensor, torch.Tensor], labels: torch.Tensor) -> None:
        filtered = self.filter(hidden[0])
        loss = functional.cross_entropy(self.head(filtered), labels)
        self._filters.zero_grad()
        (loss + self._surprise(filtered, self.map(hidden[1].detach()).detach())).backward()
        self._filters.step()

    def forward(self, teacher: Any, student: Any, labels: torch.Tensor) -> Any:
        distance = self._surprise(self.filter(teacher[0]).detach(), self.map(student[0]))
        return functional.cross_entropy(student[1], labels) + distance

    def _surprise(self, filtered: Any, mapped: Any) -> Any:
        return ((filtered - mapped) ** 2 / self.log_variance.exp() + self.log_variance).mean() / 2


METHODS = {"plain": Plain, "logits": Logits, "features": Features, "vid": Vid, "rid": Rid}
