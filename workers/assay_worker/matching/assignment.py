"""The best assignment of jobs to providers and the dual prices that prove it.

Each job takes at most one slot, each provider has a capacity of slots, a pair gains (price - ask) where the provider will do. Duals u of jobs
and v of slots with u[j] + v[i] >= gain[j, i] and a sum (each slot counts) equal to the total gain show that no assignment gains more: weak
duality, in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from assay.errors import InputError
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

# scipy's solver adds and subtracts in float64: whole numbers below this stay whole. 4.5 billion tokens of 6 decimals.
MAX_GAIN = 2**52
INFEASIBLE = -1

Gains = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Assignment:
    """`provider[j]` and `slot[j]` of each job (-1: none), `u[j]` of jobs and `v[i]` of one slot of each provider, all int64 base units."""

    provider: NDArray[np.int64]
    slot: NDArray[np.int64]
    u: NDArray[np.int64]
    v: NDArray[np.int64]
    gain: int

    def proves(self, gains: Gains, capacity: NDArray[np.int64]) -> bool:
        """Whether the duals are feasible and pay for the gain to the unit."""
        feasible = gains >= 0
        holds = bool(np.all(self.u[:, None] + self.v[None, :] >= np.where(feasible, gains, 0)))
        return holds and bool(np.all(self.u >= 0) and np.all(self.v >= 0)) and int(self.u.sum()) + int((self.v * capacity).sum()) == self.gain


def assign(gains: Gains, capacity: NDArray[np.int64]) -> Assignment:
    """`gains`: (jobs, providers) int64, INFEASIBLE where a provider will not do, else 0 .. MAX_GAIN / (jobs + 1). `capacity`: (providers,), at least 1 each.

    Of assignments that gain the same it takes one that matches most jobs. Raises InputError for gains out of range or shapes that do not fit.
    """
    jobs, providers = gains.shape
    if capacity.shape != (providers,) or (providers and capacity.min() < 1):
        raise InputError("capacity", capacity.shape, f"({providers},), at least 1 each", "leave providers without a free slot out")
    if gains.size and (gains.max() > MAX_GAIN // (jobs + 1) or gains.min() < INFEASIBLE):
        raise InputError("gains", int(gains.max()), f"-1 (infeasible), or 0 to {MAX_GAIN // (jobs + 1)}", "split the batch, or leave the job out")
    slots = np.minimum(capacity, jobs)
    owner = np.repeat(np.arange(providers), slots)
    number = np.arange(owner.size) - np.repeat(np.cumsum(slots) - slots, slots)
    # One more for each match, too little for all of them together to outweigh a unit of gain.
    wanted = np.where(gains >= 0, gains * (jobs + 1) + 1, 0)
    rows, columns = linear_sum_assignment(wanted[:, owner], maximize=True)
    taken = gains[rows, owner[columns]] >= 0
    provider, slot = np.full(jobs, -1), np.full(jobs, -1)
    provider[rows[taken]] = owner[columns[taken]]
    # Slots of a provider are alike: number them by job, so that none stands unused between used ones.
    order = np.flatnonzero(provider >= 0)
    order = order[np.argsort(provider[order], kind="stable")]
    counts = np.bincount(provider[order], minlength=providers)
    slot[order] = np.arange(order.size) - np.repeat(np.cumsum(counts) - counts, counts)
    assert number.size == owner.size
    v = _prices(gains, provider, counts >= capacity)
    matched = np.flatnonzero(provider >= 0)
    u = np.zeros(jobs, np.int64)
    u[matched] = gains[matched, provider[matched]] - v[provider[matched]]
    return Assignment(provider, slot, u, v, int(gains[matched, provider[matched]].sum()))


def _prices(gains: Gains, provider: NDArray[np.int64], full: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The least v that bears the assignment out: what a slot must cost so that no job would rather have it.

    v[k] >= gains[j, k] for whoever got nothing, and v[k] >= v[i] + gains[j, k] - gains[j, i] for whoever got i: longest paths. An optimal assignment has no
    cycle that gains, so the rounds end, after at most as many as there are providers.
    """
    providers = gains.shape[1]
    matched = np.flatnonzero(provider >= 0)
    left = np.flatnonzero(provider < 0)
    v: NDArray[np.int64] = np.maximum(gains[left].max(axis=0, initial=0), 0)
    # rather[i, k]: how much more one of i's jobs would gain at k; far below zero where none could go.
    never = -(2**62)
    rather = np.full((providers, providers), never, np.int64)
    more = np.where(gains[matched] >= 0, gains[matched] - gains[matched, provider[matched]][:, None], never)
    np.maximum.at(rather, provider[matched], more)
    busy = np.flatnonzero(np.bincount(provider[matched], minlength=providers))
    rather = rather[busy]
    for _ in range(providers + 1):
        raised = np.maximum(v, (rather + v[busy][:, None]).max(axis=0, initial=0))
        if np.array_equal(raised, v):
            break
        v = raised
    else:
        raise AssertionError("the assignment is not optimal")
    assert not v[~full].any()
    return v
