"""Groth16 over BN254. The chains have pairings as precompiles and syscalls; here py_ecc computes them, in half a second a proof, each once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ..commit.routes import FIELD, G1_BYTES, G2_BYTES, PROOF_BYTES

# Of the coordinates; FIELD is the groups' order.
PRIME = 21888242871839275222246405745257275088696311157297823662689037894645226208583
BETA, GAMMA, DELTA, IC = (G1_BYTES + n * G2_BYTES for n in range(4))


def is_key(key: bytes, signals: int) -> bool:
    """Whether these are a key's points (docs/circuits.md) for that many signals, in exact length and each valid."""
    if len(key) != IC + (signals + 1) * G1_BYTES:
        return False
    gamma_x, delta_x = key[GAMMA : GAMMA + 64], key[DELTA : DELTA + 64]
    # With gamma = -delta anybody makes proofs, as with gamma = delta.
    if gamma_x == delta_x:
        return False
    twisted = (key[at : at + G2_BYTES] for at in (BETA, GAMMA, DELTA))
    plain = (key[:G1_BYTES], *(key[at : at + G1_BYTES] for at in range(IC, len(key), G1_BYTES)))
    return all(g1(point) is not None for point in plain) and all(g2(point) is not None for point in twisted)


def is_proof(proof: bytes) -> bool:
    """Whether these are a proof's three valid points, in exact length."""
    return len(proof) == PROOF_BYTES and all(point is not None for point in _points(proof))


@lru_cache(maxsize=1024)
def holds(key: bytes, signals: tuple[int, ...], proof: bytes) -> bool:
    """Whether the proof (is_proof) holds for the signals (below FIELD) under the key (is_key): e(-A, B) e(alpha, beta) e(IC, gamma) e(C, delta) = 1."""
    from py_ecc.fields import optimized_bn128_FQ12 as FQ12
    from py_ecc.optimized_bn128 import optimized_curve as curve
    from py_ecc.optimized_bn128.optimized_pairing import final_exponentiate, pairing

    a, b, c = _points(proof)
    terms = [g1(key[at : at + G1_BYTES]) for at in range(IC, len(key), G1_BYTES)]
    ic = terms[0]
    for signal, term in zip(signals, terms[1:], strict=True):
        ic = curve.add(ic, curve.multiply(term, signal))
    pairs = [(curve.neg(a), b), (g1(key[:G1_BYTES]), g2(key[BETA:GAMMA])), (ic, g2(key[GAMMA:DELTA])), (c, g2(key[DELTA:IC]))]
    product = FQ12.one()
    for left, right in pairs:
        product *= pairing(right, left, final_exponentiate=False)
    return bool(final_exponentiate(product) == FQ12.one())


def _points(proof: bytes) -> tuple[Any, Any, Any]:
    return g1(proof[:G1_BYTES]), g2(proof[G1_BYTES : G1_BYTES + G2_BYTES]), g1(proof[G1_BYTES + G2_BYTES :])


@lru_cache(maxsize=1024)
def g1(point: bytes) -> Any:
    """The point of G1, or None where it is not canonical, not on the curve or at infinity."""
    from py_ecc.fields import optimized_bn128_FQ as FQ
    from py_ecc.optimized_bn128 import optimized_curve as curve

    x, y = (int.from_bytes(point[at : at + 32], "big") for at in (0, 32))
    found = (FQ(x), FQ(y), FQ.one())
    return found if max(x, y) < PRIME and (x, y) != (0, 0) and curve.is_on_curve(found, curve.b) else None


@lru_cache(maxsize=1024)
def g2(point: bytes) -> Any:
    """As g1, and None where the point is out of the subgroup. Each coordinate is c1 || c0."""
    from py_ecc.fields import optimized_bn128_FQ2 as FQ2
    from py_ecc.optimized_bn128 import optimized_curve as curve

    x1, x0, y1, y0 = numbers = [int.from_bytes(point[at : at + 32], "big") for at in (0, 32, 64, 96)]
    found = (FQ2([x0, x1]), FQ2([y0, y1]), FQ2.one())
    valid = max(numbers) < PRIME and any(numbers) and curve.is_on_curve(found, curve.b2) and curve.is_inf(curve.multiply(found, FIELD))
    return found if valid else None
