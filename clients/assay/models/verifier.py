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
    """`authority` may freeze routes, and nothing else. `chain` names the chain: see ids.chain_tag."""

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
    statement: Bytes32


EVENTS: tuple[type[Event], ...] = (
    ModelRegistered, KeyProposed, KeyActivated, ModelTombstoned, ModelBroken, RouteFrozen, StatementVerified, ConsumerCalled,
)  # fmt: skip
