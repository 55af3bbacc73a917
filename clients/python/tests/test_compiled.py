"""Hooks in a model that ``torch.compile`` compiles; PyTorch has it from 2.0 on, and there are no tests here without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from test_publish import numbers, sent
from torch import nn

import stillwatch

STEPS = 8

if hasattr(torch, "compile"):

    @pytest.mark.parametrize("is_watched_first", [True, False])
    def test_a_compiled_model_says_what_it_says_and_is_compiled_no_more_often(
        tmp_path: Path, is_watched_first: bool
    ) -> None:
        model = nn.Sequential(nn.Linear(6, 8), nn.ReLU(inplace=True), nn.Linear(8, 3))
        graphs: list[Any] = []

        def backend(graph: Any, _: Any) -> Any:
            graphs.append(graph)
            return graph.forward

        layers = {"": "logits", "0": "hidden"} if is_watched_first else {"": "logits"}
        told = []
        torch._dynamo.reset()
        with stillwatch.attach("run", spool=tmp_path / "s", every=2) as tap:
            if is_watched_first:
                tap.watch(model, layers)
            compiled = torch.compile(model, backend=backend)
            if not is_watched_first:
                tap.watch(compiled, layers)
            for step in range(STEPS):
                rows = torch.randn(5, 6)
                compiled(rows)
                hidden = nn.functional.linear(rows, model[0].weight, model[0].bias).detach()
                said = {"hidden": hidden, "logits": model[2](hidden.relu()).detach()}
                tap.advance(step, [0, 1, 2, 0, 1], samples=range(5))
                told.append(said)
                if step == 0:
                    graphs_at_first = len(graphs)
        assert graphs_at_first > 0
        assert len(graphs) == graphs_at_first
        batches = sent(tmp_path / "s")[1:-1]
        assert [one["step"] for one in batches] == list(range(0, STEPS, 2))
        for one in batches:
            assert [layer["layer"] for layer in one["activations"]] == list(layers.values())
            for layer in one["activations"]:
                expected = told[one["step"]][layer["layer"]].numpy()
                assert numbers(layer) == pytest.approx(expected, abs=1e-2)
