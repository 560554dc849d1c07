"""What a proof of a model says, as the one field element that it is checked against (docs/circuits.md, "The statement")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .. import ids
from .poseidon import hash_chain, hash_pair

CONTEXT_BYTES = 18
OBSERVED_AT_BYTES = 5  # in a statement; a commitment gives it 8 bytes, of which the circuit demands that the upper 3 are zero
RESULT_BYTES = 8
ELEMENT_BYTES = 31  # what always fits the field

POOLS = 4
# Bytes of a pool's rate_bps, utilisation_bps and liquidity.
POOL_WIDTHS = (4, 2, 4)
CAP_WIDTH = 2


def packed(fields: Iterable[tuple[int, int]]) -> list[int]:
    """(value, bytes) pairs, big-endian, in order, as many in an element as fit 31 bytes."""
    elements: list[bytes] = [b""]
    for value, width in fields:
        encoded = value.to_bytes(width, "big")
        if len(elements[-1]) + width > ELEMENT_BYTES:
            elements.append(b"")
        elements[-1] += encoded
    return [int.from_bytes(element, "big") for element in elements]


def input_commitment(observed_at: int, fields: Iterable[tuple[int, int]]) -> int:
    """Of a model's inputs, (value, bytes) pairs in the order of its card, observed at a time."""
    return hash_chain(packed([(observed_at, 8), *fields]))


def observation_commitment(observed_at: int, pools: Sequence[tuple[int, int, int]], caps_bps: Sequence[int]) -> int:
    """Of what the vault's ring holds: (rate_bps, utilisation_bps, liquidity) of 4 pools, and the caps on their weights."""
    inputs = [(value, width) for pool in pools for value, width in zip(pool, POOL_WIDTHS, strict=True)]
    return input_commitment(observed_at, [*inputs, *((cap, CAP_WIDTH) for cap in caps_bps)])


def weights_result(weights_bps: Sequence[int]) -> bytes:
    """4 target weights as a statement's result: 4 big-endian u16."""
    return b"".join(weight.to_bytes(2, "big") for weight in weights_bps)


def context(domain: bytes, model_id: bytes, nonce: int, prover: bytes) -> bytes:
    """What no circuit reads but every proof is bound to; `nonce` is a u64, `prover` (32 bytes) whom the proof was made for."""
    return ids.derive("statement", domain, model_id, nonce.to_bytes(8, "little"), prover)[:CONTEXT_BYTES]


def statement(context: bytes, commitment: int, observed_at: int, result: bytes) -> int:
    """The public signal: Poseidon(commitment, context || observed_at || result)."""
    if len(context) != CONTEXT_BYTES or len(result) != RESULT_BYTES:
        raise ValueError("a context has 18 bytes, a result 8")
    said = context + observed_at.to_bytes(OBSERVED_AT_BYTES, "big") + result
    return hash_pair(commitment, int.from_bytes(said, "big"))
