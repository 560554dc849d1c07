"""State and events of verifier (meaning: market.Verifier)."""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated

from pydantic import Field

from .base import U32, U64, ZERO, Address, Bytes, Bytes32, Event, Model

OBSERVED_AT_BITS = 40


Bytes4 = Annotated[Bytes, Field(min_length=4, max_length=4)]
Bytes8 = Annotated[Bytes, Field(min_length=8, max_length=8)]


class VerifierConfig(Model):
    """`token` is what tips are paid in. `authority` may freeze routes, and nothing else. `chain` names the chain: see ids.chain_tag."""

    token: Address
    authority: Address
    chain: Bytes32


class ModelState(IntEnum):
    ACTIVE = 1
    TOMBSTONED = 2
    BROKEN = 3


class RegisteredModel(Model):
    """`key_digest` is the sha256 of the verification key in force, the `version`-th from 0. `model_digest` says what the model is: a hash of its
    weights, or what its route makes of it (docs/verifier.md). The `next_` fields are zero where no key waits; `next_at` is when it may come into force."""

    model_id: Bytes32
    owner: Address
    selector: Bytes4
    timelock_secs: U64
    state: ModelState
    version: U32
    key_digest: Bytes32
    model_digest: Bytes32
    next_key_digest: Bytes32 = ZERO
    next_model_digest: Bytes32 = ZERO
    next_at: U64 = 0


class Claim(Model):
    """What a model says of what it saw: `commitment` of its inputs (an element of the field, big-endian), when they were observed (unix s, below
    2**40), and `result` (docs/circuits.md)."""

    commitment: Bytes32
    observed_at: U64
    result: Bytes8


class Delivery(Model):
    """The last claim of a model that a consumer took: its nonce, and whom the proof was made for (zero: nobody). All zero before the first."""

    nonce: U64 = 0
    prover: Address = ZERO


class RequestState(IntEnum):
    OPEN = 1
    COLLECTED = 2
    REFUNDED = 3


class ProofRequest(Model):
    """A tip for whoever delivers a proof of the model to the consumer: `tip_high` at `requested_at`, `tip_low` at `deadline_at`, and in proportion
    between. What was delivered up to `after_nonce` does not count. `left` of the tip is held for the requester or a prover."""

    request_id: Bytes32
    requester: Address
    model_id: Bytes32
    consumer: Address
    tip_high: U64
    tip_low: U64
    requested_at: U64
    deadline_at: U64
    after_nonce: U64
    left: U64
    state: RequestState

    def tip_down(self, at: int) -> int:
        """The tip at a time up to the deadline, rounded down: what it fell by is rounded up, so that no prover gets more than is due."""
        fell = (self.tip_high - self.tip_low) * max(0, at - self.requested_at)
        return self.tip_high + -fell // (self.deadline_at - self.requested_at)


class ModelRegistered(Event):
    model_id: Bytes32
    owner: Address
    selector: Bytes4
    timelock_secs: U64
    key_digest: Bytes32
    model_digest: Bytes32


class KeyProposed(Event):
    model_id: Bytes32
    version: U32
    key_digest: Bytes32
    model_digest: Bytes32
    active_at: U64


class KeyActivated(Event):
    model_id: Bytes32
    version: U32
    key_digest: Bytes32
    model_digest: Bytes32


class ModelTombstoned(Event):
    model_id: Bytes32


class ModelBroken(Event):
    model_id: Bytes32
    version: U32
    commitment: Bytes32
    observed_at: U64
    result: Bytes8
    other_result: Bytes8


class RouteFrozen(Event):
    selector: Bytes4


class StatementVerified(Event):
    model_id: Bytes32
    statement: Bytes32


class ConsumerCalled(Event):
    model_id: Bytes32
    consumer: Address
    nonce: U64
    prover: Address
    statement: Bytes32


class ProofRequested(Event):
    request_id: Bytes32
    requester: Address
    nonce: U64
    model_id: Bytes32
    consumer: Address
    tip_high: U64
    tip_low: U64
    deadline_at: U64
    after_nonce: U64


class TipCollected(Event):
    request_id: Bytes32
    prover: Address
    amount: U64
    left: U64


class RequestRefunded(Event):
    request_id: Bytes32
    requester: Address
    amount: U64


EVENTS: tuple[type[Event], ...] = (
    ModelRegistered, KeyProposed, KeyActivated, ModelTombstoned, ModelBroken, RouteFrozen, StatementVerified, ConsumerCalled,
    ProofRequested, TipCollected, RequestRefunded,
)  # fmt: skip
