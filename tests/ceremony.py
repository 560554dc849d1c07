"""A ceremony whose waste was kept: whoever holds it proves any statement, true or not. So a story can have the proofs of an honest model and of a
hostile one, and the verifiers see real proofs. What a circuit's own prover makes: tests of the circuits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

import eth  # it raises Python's recursion limit when first imported
from assay.commit.routes import FIELD, GROTH16, Route, signals_of
from assay.reference.groth16 import PRIME, g1, g2
from py_ecc.fields import optimized_bn128_FQ2 as FQ2
from py_ecc.optimized_bn128.optimized_curve import G1, G2, b2, multiply, neg, normalize

assert eth


def number(*seed: object) -> int:
    """A number that a seed names, not zero."""
    return int.from_bytes(sha256(repr(seed).encode()).digest(), "big") % (FIELD - 1) + 1


@cache
def g1_bytes(scalar: int) -> bytes:
    return plain(multiply(G1, scalar % FIELD))


@cache
def g2_bytes(scalar: int) -> bytes:
    return twisted(multiply(G2, scalar % FIELD))


def plain(point: Any) -> bytes:
    """64 bytes of a point of G1."""
    return b"".join(int(c).to_bytes(32, "big") for c in normalize(point))


def twisted(point: Any) -> bytes:
    """128 bytes of a point of G2, each coordinate c1 || c0."""
    return b"".join(int(c).to_bytes(32, "big") for coordinate in normalize(point) for c in reversed(coordinate.coeffs))


@dataclass(frozen=True)
class Ceremony:
    """Of a model on a route. `parameters` are the route's own; `model_digest` is what the model is registered with."""

    seed: str = "allocator"
    route: Route = GROTH16
    parameters: bytes = b""
    model_digest: bytes = b"weights".ljust(32, b"\x00")

    def _waste(self, name: str) -> int:
        return number(self.seed, self.route.name, name)

    @property
    def _terms(self) -> list[int]:
        return [self._waste(f"ic {i}") for i in range(self.route.signals + 1)]

    @property
    def key(self) -> bytes:
        g2 = b"".join(g2_bytes(self._waste(name)) for name in ("beta", "gamma", "delta"))
        return self.parameters + g1_bytes(self._waste("alpha")) + g2 + b"".join(map(g1_bytes, self._terms))

    def prove(self, statement: bytes, salt: int = 0) -> bytes:
        """A proof of a statement; another salt gives another proof of the same."""
        return self.prove_signals(signals_of(self.route, self.parameters, self.model_digest, statement), salt)

    def prove_signals(self, signals: Sequence[int], salt: int = 0) -> bytes:
        a, b = number(self.seed, "a", salt), number(self.seed, "b", salt)
        first, *terms = self._terms
        ic = first + sum(term * signal for term, signal in zip(terms, signals, strict=True))
        c = (a * b - self._waste("alpha") * self._waste("beta") - ic * self._waste("gamma")) * pow(self._waste("delta"), -1, FIELD)
        return g1_bytes(a) + g2_bytes(b) + g1_bytes(c % FIELD)


def negated(proof: bytes) -> bytes:
    """(-A, -B, C): as valid as (A, B, C), and other bytes. Who holds a proof can make more of the same statement."""
    return plain(neg(g1(proof[:64]))) + twisted(neg(g2(proof[64:192]))) + proof[192:]


def off_subgroup() -> bytes:
    """A point on the curve of G2 and out of the subgroup, as nearly all of that curve's are."""
    for x in range(1, 100):
        a, b = (int(c) for c in (FQ2([x, 0]) ** 3 + b2).coeffs)
        length = _root(a * a + b * b)
        for half in (a + length, a - length):
            y0 = _root(half * pow(2, -1, PRIME))
            y = FQ2([y0, b * pow(2 * y0, -1, PRIME)])
            if y * y == FQ2([a, b]):
                return b"".join(int(v).to_bytes(32, "big") for v in (0, x, *reversed(y.coeffs)))
    raise AssertionError("no point found")


def _root(square: int) -> int:
    """The square root modulo the prime, which is 3 modulo 4; another number where there is none."""
    return pow(square, (PRIME + 1) // 4, PRIME)
