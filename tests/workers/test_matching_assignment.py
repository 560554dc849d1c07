"""Batches: the best assignment, and dual prices that prove it to whoever never saw the search."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from assay.errors import InputError
from assay_worker.matching.assignment import INFEASIBLE, MAX_GAIN, assign
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

small = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.tuples(arrays(np.int64, shape, elements=st.integers(-1, 6)), arrays(np.int64, (shape[1],), elements=st.integers(1, 3)))
)


def best_by_hand(gains: np.ndarray, capacity: np.ndarray) -> tuple[int, int]:
    """Of all assignments: the most gain, and the most jobs that one of that gain matches."""
    jobs, providers = gains.shape
    best = (0, 0)
    for choice in itertools.product(range(-1, providers), repeat=jobs):
        counts = np.bincount([c for c in choice if c >= 0], minlength=providers)
        pairs = [(j, c) for j, c in enumerate(choice) if c >= 0]
        if (counts <= capacity).all() and all(gains[p] >= 0 for p in pairs):
            best = max(best, (int(sum(gains[p] for p in pairs)), len(pairs)))
    return best


@given(small)
@settings(max_examples=300)
def test_nothing_gains_more_and_of_equals_most_jobs_are_matched(case: tuple[np.ndarray, np.ndarray]) -> None:
    """INV-MATCH-1"""
    gains, capacity = case
    found = assign(gains, capacity)
    assert (found.gain, int((found.provider >= 0).sum())) == best_by_hand(gains, capacity)


@given(small)
@settings(max_examples=300)
def test_the_duals_prove_it_and_slots_are_within_their_capacity(case: tuple[np.ndarray, np.ndarray]) -> None:
    """INV-MATCH-1"""
    gains, capacity = case
    found = assign(gains, capacity)
    assert found.proves(gains, capacity)
    taken = {(int(p), int(s)) for p, s in zip(found.provider, found.slot, strict=True) if p >= 0}
    assert len(taken) == (found.provider >= 0).sum()
    assert all(0 <= s < capacity[p] for p, s in taken)


def test_a_thousand_by_a_thousand_prove_themselves() -> None:
    rng = np.random.default_rng(7)
    gains = rng.integers(1, 2_000_000_000, 1_000)[:, None] - rng.integers(1, 1_500_000_000, 1_000)[None, :]
    gains[(gains < 0) | (rng.random(gains.shape) < 0.5)] = INFEASIBLE
    capacity = rng.integers(1, 4, 1_000)
    found = assign(gains, capacity)
    assert found.proves(gains, capacity)
    worse = found.u.copy()
    worse[int(np.argmax(found.u))] -= 1
    assert not type(found)(found.provider, found.slot, worse, found.v, found.gain).proves(gains, capacity)


def test_a_provider_that_everybody_wants_costs_what_the_last_of_them_would_have_gained() -> None:
    found = assign(np.array([[9], [7], [4]]), np.array([2]))
    assert list(found.provider) == [0, 0, -1]
    assert list(found.v) == [4]
    assert list(found.u) == [5, 3, 0]


def test_gains_that_floats_would_round_are_refused() -> None:
    with pytest.raises(InputError, match="split the batch"):
        assign(np.array([[MAX_GAIN]]), np.array([1]))
    with pytest.raises(InputError, match="without a free slot"):
        assign(np.array([[1]]), np.array([0]))
