from typing import Any

import numpy as np
import pytest
import torch

from stillwatch import Reduction


@pytest.mark.parametrize(
    ("shape", "pool", "axes"),
    [
        ((4, 6), "auto", ()),
        ((4, 7, 6), "auto", (1,)),
        ((4, 6, 3, 2), "auto", (2, 3)),
        ((4, 3, 2, 6), "channels_last", (1, 2)),
        ((4, 6, 5), "channels_first", (2,)),
    ],
)
def test_pooling_is_the_mean_over_its_axes(shape: Any, pool: Any, axes: Any) -> None:
    x = np.random.default_rng(3).normal(size=shape)
    reduced = Reduction(pool=pool, dtype="float64").apply(torch.from_numpy(x))
    np.testing.assert_allclose(reduced.numpy(), x.mean(axes) if axes else x, rtol=1e-12)


@pytest.mark.parametrize("width", [300, 40_000])
def test_a_projection_keeps_lengths_about_and_is_the_same_on_arrays(width: int) -> None:
    x = np.random.default_rng(5).normal(size=(20, width)).astype(np.float32)
    tensor = Reduction(dtype="float32", seed=5).apply(torch.from_numpy(x)).numpy()
    array = Reduction(dtype="float32", seed=5).apply(x)
    assert tensor.shape == (20, 256)
    np.testing.assert_allclose(tensor, array, rtol=1e-4, atol=1e-3)
    # Johnson and Lindenstrauss: a relative deviation of sqrt(2/256) = .09 is usual, 4 of them are not.
    ratios = (tensor**2).sum(1) / (x**2).sum(1)
    assert np.abs(ratios - 1).max() < 0.36, f"seed 5: {ratios}"


def test_another_seed_is_another_projection() -> None:
    x = torch.ones(1, 300)
    assert not torch.equal(Reduction(seed=1).apply(x), Reduction(seed=2).apply(x))


def test_a_projection_does_not_touch_the_trainings_random_state() -> None:
    torch.manual_seed(11)
    before = torch.get_rng_state()
    Reduction().apply(torch.zeros(2, 1000))
    assert torch.equal(before, torch.get_rng_state())


def test_what_float16_cannot_hold_is_infinite_and_costs_its_row_alone() -> None:
    reduced = Reduction().apply(torch.tensor([[1e6, 1.0], [1.0, 1.0]]))
    assert torch.isinf(reduced[0, 0])
    assert torch.isfinite(reduced[1]).all()


def test_bfloat16_of_an_array_is_that_of_torch() -> None:
    x = np.random.default_rng(9).normal(size=(50, 20)).astype(np.float32) * 1e5
    expected = torch.from_numpy(x).to(torch.bfloat16).view(torch.int16).numpy().view(np.uint16)
    np.testing.assert_array_equal(Reduction(dtype="bfloat16").apply(x), expected)


@pytest.mark.parametrize("wrong", [{"rows": 0}, {"dimensions": 0}, {"dtype": "int8"}, {"pool": "max"}])
def test_wrong_reductions_are_told_with_their_value(wrong: Any) -> None:
    name, value = next(iter(wrong.items()))
    with pytest.raises(ValueError, match=f"{name} was {value!r}"):
        Reduction(**wrong)
