"""INV-OPS-6: the fixed polynomials stay close to the real functions; a defined bit is also a good one.

Errors are in units in the last place of the float32 result, against float64.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from assay.commit import Map
from assay_worker import ops
from assay_worker.ops import Array


def ulps(got: Array, exact: Array) -> Array:
    """How far `got` is from `exact`, in units in the last place of `exact` rounded to float32."""
    with np.errstate(all="ignore"):
        unit = np.spacing(np.abs(exact).astype(np.float32)).astype(np.float64)
    distance: Array = np.abs(got.astype(np.float64) - exact) / unit
    return distance


def over(low: float, high: float, count: int = 200_001) -> Array:
    return np.linspace(low, high, count).astype(np.float32).reshape(1, 1, 1, -1)


erf64: Callable[[Array], Array] = np.vectorize(math.erf, otypes=[np.float64])


@pytest.mark.parametrize(
    ("fn", "exact", "low", "high", "bound"),
    [
        (Map.EXP, np.exp, -87.3, 88.72, 1.5),
        (Map.TANH, np.tanh, -12.0, 12.0, 2.0),
        (Map.ERF, erf64, -5.0, 5.0, 7.0),
        (Map.SQRT, np.sqrt, 0.0, 1e30, 0.5),
    ],
    ids=["exp", "tanh", "erf", "sqrt"],
)
def test_functions_are_within_a_few_units_in_the_last_place(fn: Map, exact: Callable[[Array], Array], low: float, high: float, bound: float) -> None:
    """INV-OPS-6"""
    x = over(low, high)
    assert ulps(ops.map_fn(fn, x), exact(x.astype(np.float64))).max() <= bound


def test_gelu_is_within_a_millionth() -> None:
    """INV-OPS-6: relative to the input, for the value itself vanishes where x is very negative."""
    x = over(-10.0, 10.0)
    wide = x.astype(np.float64)
    exact = wide * 0.5 * (1 + erf64(wide / math.sqrt(2)))
    assert (np.abs(ops.map_fn(Map.GELU, x) - exact) <= 1e-6 * np.maximum(1.0, np.abs(wide))).all()


def test_rsqrt_rounds_twice() -> None:
    """INV-OPS-6"""
    x = over(1e-3, 1e6)
    assert ulps(ops.map_fn(Map.RSQRT, x), 1 / np.sqrt(x.astype(np.float64))).max() <= 1.5


def test_results_past_the_range_are_exact() -> None:
    """INV-OPS-6: overflow is infinity, underflow is +0, saturation is 1."""
    x = np.array([89.0, np.inf, -88.0, -np.inf], np.float32).reshape(1, 1, 1, 4)
    assert ops.map_fn(Map.EXP, x).ravel().tolist() == [math.inf, math.inf, 0.0, 0.0]
    assert ops.map_fn(Map.TANH, x).ravel().tolist() == [1.0, 1.0, -1.0, -1.0]
    assert ops.map_fn(Map.ERF, x).ravel().tolist() == [1.0, 1.0, -1.0, -1.0]


def test_a_long_product_keeps_the_accuracy_of_its_order() -> None:
    """INV-OPS-6: a chain of K fused steps errs by at most about K half units; random signs make it far less."""
    rng = np.random.default_rng(1)
    a, b = (rng.standard_normal((1, 1, 50, 4096), dtype=np.float32) for _ in range(2))
    exact = a[0, 0].astype(np.float64) @ b[0, 0].astype(np.float64).T
    assert np.abs(ops.matmul_f32(a, b)[0, 0] - exact).max() < 1e-3
