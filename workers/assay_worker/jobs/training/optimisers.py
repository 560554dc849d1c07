"""Optimiser steps as lists of operators. Moments are kept unscaled, and the constants that scale them are folded into one factor a step.

    SGD      v = momentum v + g;  w = w - rate v
    AdamW    m = b1 m + g;  s = b2 s + g g;  w = (1 - rate decay) w - c m / (sqrt(s) + e)

With k1 = (1 - b1) / (1 - b1^t) and k2 = (1 - b2) / (1 - b2^t), c = rate k1 / sqrt(k2) and e = eps / sqrt(k2): the published AdamW
(decoupled decay, bias correction, eps beside the root). b^t is exp(t ln b), of the step number that is part of the state.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from assay.commit.program import Input
from assay.errors import InputError

from ..lowering import Lowering


class Rule(Protocol):
    """How one parameter moves, given what is the same for all parameters of a step."""

    def __call__(self, parameter: Input, gradient: Input, moments: tuple[Input, ...], /) -> tuple[Input, tuple[Input, ...]]: ...


class Optimiser(Protocol):
    """`moments` tensors of each parameter's own dims are kept beside it, all zero at first."""

    @property
    def moments(self) -> int: ...

    def rule(self, low: Lowering, step: Input) -> Rule:
        """Writes what is the same for all parameters at step number `step` (1 at first), and returns the rule for one."""
        ...


@dataclass(frozen=True)
class Sgd:
    """Stochastic gradient descent with momentum."""

    rate: float = 0.1
    momentum: float = 0.9

    def __post_init__(self) -> None:
        _positive("rate", self.rate)
        _share("momentum", self.momentum)

    @property
    def moments(self) -> int:
        return 1

    def rule(self, low: Lowering, step: Input) -> Rule:
        def move(parameter: Input, gradient: Input, moments: tuple[Input, ...], /) -> tuple[Input, tuple[Input, ...]]:
            velocity = low.scale_add(moments[0], self.momentum, gradient)
            return low.scale_add(velocity, -self.rate, parameter), (velocity,)

        return move


@dataclass(frozen=True)
class AdamW:
    """Adam with decoupled weight decay."""

    rate: float = 1e-3
    beta1: float = 0.9
    beta2: float = 0.99
    eps: float = 1e-8
    decay: float = 0.01

    def __post_init__(self) -> None:
        _positive("rate", self.rate)
        _positive("eps", self.eps)
        for name, value in (("beta1", self.beta1), ("beta2", self.beta2), ("decay", self.decay)):
            _share(name, value)
        if not self.beta1 or not self.beta2:
            raise InputError("beta", 0, "above 0", "use Sgd where nothing is remembered")

    @property
    def moments(self) -> int:
        return 2

    def rule(self, low: Lowering, step: Input) -> Rule:
        # With r = 1 - b^t: c = -rate (1 - b1) / sqrt(1 - b2) * sqrt(r2) / r1, e = eps / sqrt(1 - b2) * sqrt(r2).
        r1, r2 = (low.affine(low.exp(low.affine(step, math.log(beta))), -1.0, 1.0) for beta in (self.beta1, self.beta2))
        spread = math.sqrt(1 - self.beta2)
        root = low.sqrt(r2)
        factor = low.affine(low.div(root, r1), -self.rate * (1 - self.beta1) / spread)
        floor = low.affine(root, self.eps / spread)

        def move(parameter: Input, gradient: Input, moments: tuple[Input, ...], /) -> tuple[Input, tuple[Input, ...]]:
            mean = low.scale_add(moments[0], self.beta1, gradient)
            square = low.scale_add(moments[1], self.beta2, low.mul(gradient, gradient))
            towards = low.div(mean, low.add(low.sqrt(square), floor))
            return low.fma(towards, factor, low.affine(parameter, 1 - self.rate * self.decay)), (mean, square)

        return move


def _positive(name: str, value: float) -> None:
    if not value > 0:
        raise InputError(name, value, "above 0", "a step has to move")


def _share(name: str, value: float) -> None:
    if not 0 <= value < 1:
        raise InputError(name, value, "0..<1", "see jobs/training/optimisers.py")
