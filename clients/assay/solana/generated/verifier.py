"""Made by scripts/gen.py from target/idl/verifier.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import ClassVar

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

PROGRAM = Pubkey.from_string("CahR1Px3xZhqan1p2kR1ftPiwHyhNPna6umpfrzXvX46")
_SYSTEM_PROGRAM = Pubkey.from_string("11111111111111111111111111111111")
_CONFIG = Pubkey.from_string("9WwuQUVS3jMfV9p37wxFPwJpWXcudC4t8HSzUCtBvuGA")
_HOOK = Pubkey.from_string("GvfEDDFmiLp2jNy4APfEjiMLkGbdY3kLg2jtVXbNZ5hr")
_LENGTH = Struct("<I")

# code -> name, as Anchor numbers them
ERRORS: dict[int, str] = {
    6000: "BadConfig",
    6001: "TimelockOpen",
    6002: "ModelExists",
    6003: "UnknownModel",
    6004: "NotModelOwner",
    6005: "UnknownRoute",
    6006: "RouteIsFrozen",
    6007: "BadVerificationKey",
    6008: "BadTimelock",
    6009: "NoKeyProposed",
    6010: "ModelIsTombstoned",
    6011: "ModelIsBroken",
    6012: "NonceUsed",
    6013: "NotInField",
    6014: "MalformedProof",
    6015: "FalseProof",
    6016: "NotContradictory",
    6017: "NotConsumer",
    6018: "NotVerifierAuthority",
}


_CLAIM_0 = Struct("<32sQ8s")


@dataclass(frozen=True, slots=True)
class Claim:
    commitment: bytes
    observed_at: int
    result: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Claim, int]:
        (commitment, observed_at, result,) = _CLAIM_0.unpack_from(_data, _at)
        _at += _CLAIM_0.size
        return cls(commitment, observed_at, result), _at

    def encode(self) -> bytes:
        return _CLAIM_0.pack(self.commitment, self.observed_at, self.result)


_CONSUMER_CALLED_0 = Struct("<32s32sQ32s")


@dataclass(frozen=True, slots=True)
class ConsumerCalled:
    DISCRIMINATOR: ClassVar[bytes] = b"\x60\x6b\x6b\x53\xa4\x04\xbf\xd0"
    model_id: bytes
    consumer: bytes
    nonce: int
    statement: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[ConsumerCalled, int]:
        (model_id, consumer, nonce, statement,) = _CONSUMER_CALLED_0.unpack_from(_data, _at)
        _at += _CONSUMER_CALLED_0.size
        return cls(model_id, consumer, nonce, statement), _at

    def encode(self) -> bytes:
        return _CONSUMER_CALLED_0.pack(self.model_id, self.consumer, self.nonce, self.statement)


_KEY_ACTIVATED_0 = Struct("<32sI32s32s")


@dataclass(frozen=True, slots=True)
class KeyActivated:
    DISCRIMINATOR: ClassVar[bytes] = b"\xbf\x9e\xc2\x6f\xfd\x23\xb0\x41"
    model_id: bytes
    version: int
    key_digest: bytes
    model_digest: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[KeyActivated, int]:
        (model_id, version, key_digest, model_digest,) = _KEY_ACTIVATED_0.unpack_from(_data, _at)
        _at += _KEY_ACTIVATED_0.size
        return cls(model_id, version, key_digest, model_digest), _at

    def encode(self) -> bytes:
        return _KEY_ACTIVATED_0.pack(self.model_id, self.version, self.key_digest, self.model_digest)


_KEY_PROPOSED_0 = Struct("<32sI32s32sQ")


@dataclass(frozen=True, slots=True)
class KeyProposed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x0c\xc0\x38\x37\x01\x6d\xe5\x15"
    model_id: bytes
    version: int
    key_digest: bytes
    model_digest: bytes
    active_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[KeyProposed, int]:
        (model_id, version, key_digest, model_digest, active_at,) = _KEY_PROPOSED_0.unpack_from(_data, _at)
        _at += _KEY_PROPOSED_0.size
        return cls(model_id, version, key_digest, model_digest, active_at), _at

    def encode(self) -> bytes:
        return _KEY_PROPOSED_0.pack(self.model_id, self.version, self.key_digest, self.model_digest, self.active_at)


_MODEL_BROKEN_0 = Struct("<32sI32sQ8s8s")


@dataclass(frozen=True, slots=True)
class ModelBroken:
    DISCRIMINATOR: ClassVar[bytes] = b"\xb9\xff\x1b\x47\xcc\xa4\xc0\x76"
    model_id: bytes
    version: int
    commitment: bytes
    observed_at: int
    result: bytes
    other_result: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[ModelBroken, int]:
        (model_id, version, commitment, observed_at, result, other_result,) = _MODEL_BROKEN_0.unpack_from(_data, _at)
        _at += _MODEL_BROKEN_0.size
        return cls(model_id, version, commitment, observed_at, result, other_result), _at

    def encode(self) -> bytes:
        return _MODEL_BROKEN_0.pack(self.model_id, self.version, self.commitment, self.observed_at, self.result, self.other_result)


_MODEL_REGISTERED_0 = Struct("<32s32s4sQ32s32s")


@dataclass(frozen=True, slots=True)
class ModelRegistered:
    DISCRIMINATOR: ClassVar[bytes] = b"\xdc\xc4\x13\x47\x2a\xed\xdb\x8a"
    model_id: bytes
    owner: bytes
    selector: bytes
    timelock_secs: int
    key_digest: bytes
    model_digest: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[ModelRegistered, int]:
        (model_id, owner, selector, timelock_secs, key_digest, model_digest,) = _MODEL_REGISTERED_0.unpack_from(_data, _at)
        _at += _MODEL_REGISTERED_0.size
        return cls(model_id, owner, selector, timelock_secs, key_digest, model_digest), _at

    def encode(self) -> bytes:
        return _MODEL_REGISTERED_0.pack(self.model_id, self.owner, self.selector, self.timelock_secs, self.key_digest, self.model_digest)


_MODEL_TOMBSTONED_0 = Struct("<32s")


@dataclass(frozen=True, slots=True)
class ModelTombstoned:
    DISCRIMINATOR: ClassVar[bytes] = b"\x9d\xeb\x57\x06\xb7\xd9\xf7\x5e"
    model_id: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[ModelTombstoned, int]:
        (model_id,) = _MODEL_TOMBSTONED_0.unpack_from(_data, _at)
        _at += _MODEL_TOMBSTONED_0.size
        return cls(model_id), _at

    def encode(self) -> bytes:
        return _MODEL_TOMBSTONED_0.pack(self.model_id)


_NONCE_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class Nonce:
    DISCRIMINATOR: ClassVar[bytes] = b"\x8f\xc5\x93\x5f\x6a\xa5\x32\x2b"
    consumer: bytes
    model_id: bytes
    last: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Nonce, int]:
        (consumer, model_id, last,) = _NONCE_0.unpack_from(_data, _at)
        _at += _NONCE_0.size
        return cls(consumer, model_id, last), _at

    def encode(self) -> bytes:
        return _NONCE_0.pack(self.consumer, self.model_id, self.last)


_REGISTERED_MODEL_0 = Struct("<32s32s4sQBI32s32s32s32sQB")


@dataclass(frozen=True, slots=True)
class RegisteredModel:
    DISCRIMINATOR: ClassVar[bytes] = b"\x4a\xed\x29\x93\xff\x53\x8b\x8f"
    model_id: bytes
    owner: bytes
    selector: bytes
    timelock_secs: int
    state: int
    version: int
    key_digest: bytes
    model_digest: bytes
    next_key_digest: bytes
    next_model_digest: bytes
    next_at: int
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RegisteredModel, int]:
        (model_id, owner, selector, timelock_secs, state, version, key_digest, model_digest, next_key_digest, next_model_digest, next_at, bump,) = _REGISTERED_MODEL_0.unpack_from(_data, _at)
        _at += _REGISTERED_MODEL_0.size
        return cls(model_id, owner, selector, timelock_secs, state, version, key_digest, model_digest, next_key_digest, next_model_digest, next_at, bump), _at

    def encode(self) -> bytes:
        return _REGISTERED_MODEL_0.pack(self.model_id, self.owner, self.selector, self.timelock_secs, self.state, self.version, self.key_digest, self.model_digest, self.next_key_digest, self.next_model_digest, self.next_at, self.bump)


_ROUTE_FROZEN_0 = Struct("<4s")


@dataclass(frozen=True, slots=True)
class RouteFrozen:
    DISCRIMINATOR: ClassVar[bytes] = b"\x7c\xee\x9f\xbc\x69\xe7\x82\xe2"
    selector: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RouteFrozen, int]:
        (selector,) = _ROUTE_FROZEN_0.unpack_from(_data, _at)
        _at += _ROUTE_FROZEN_0.size
        return cls(selector), _at

    def encode(self) -> bytes:
        return _ROUTE_FROZEN_0.pack(self.selector)


_STATEMENT_VERIFIED_0 = Struct("<32s32s")


@dataclass(frozen=True, slots=True)
class StatementVerified:
    DISCRIMINATOR: ClassVar[bytes] = b"\x33\xfc\x97\xa6\x0e\x2f\xfa\xa3"
    model_id: bytes
    statement: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[StatementVerified, int]:
        (model_id, statement,) = _STATEMENT_VERIFIED_0.unpack_from(_data, _at)
        _at += _STATEMENT_VERIFIED_0.size
        return cls(model_id, statement), _at

    def encode(self) -> bytes:
        return _STATEMENT_VERIFIED_0.pack(self.model_id, self.statement)


_VERIFIER_CONFIG_0 = Struct("<32s32s")


@dataclass(frozen=True, slots=True)
class VerifierConfig:
    DISCRIMINATOR: ClassVar[bytes] = b"\xb0\x67\xf8\x24\x8a\xa7\xb0\xdc"
    authority: bytes
    chain: bytes
    frozen: tuple[bytes, ...]

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[VerifierConfig, int]:
        (authority, chain,) = _VERIFIER_CONFIG_0.unpack_from(_data, _at)
        _at += _VERIFIER_CONFIG_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _frozen_list: list[bytes] = []
        for _ in range(_length):
            (_frozen_item,) = Struct("<4s").unpack_from(_data, _at)
            _at += 4
            _frozen_list.append(_frozen_item)
        frozen = tuple(_frozen_list)
        return cls(authority, chain, frozen), _at

    def encode(self) -> bytes:
        return _VERIFIER_CONFIG_0.pack(self.authority, self.chain) + _LENGTH.pack(len(self.frozen)) + b"".join(Struct("<4s").pack(x) for x in self.frozen)


Account = Nonce | RegisteredModel | VerifierConfig
ACCOUNTS: dict[bytes, type[Account]] = {
    Nonce.DISCRIMINATOR: Nonce,
    RegisteredModel.DISCRIMINATOR: RegisteredModel,
    VerifierConfig.DISCRIMINATOR: VerifierConfig,
}


def decode_account(data: bytes) -> Account | None:
    """The account that `data` holds, or None where it is none of this program's."""
    kind = ACCOUNTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


Event = ConsumerCalled | KeyActivated | KeyProposed | ModelBroken | ModelRegistered | ModelTombstoned | RouteFrozen | StatementVerified
EVENTS: dict[bytes, type[Event]] = {
    ConsumerCalled.DISCRIMINATOR: ConsumerCalled,
    KeyActivated.DISCRIMINATOR: KeyActivated,
    KeyProposed.DISCRIMINATOR: KeyProposed,
    ModelBroken.DISCRIMINATOR: ModelBroken,
    ModelRegistered.DISCRIMINATOR: ModelRegistered,
    ModelTombstoned.DISCRIMINATOR: ModelTombstoned,
    RouteFrozen.DISCRIMINATOR: RouteFrozen,
    StatementVerified.DISCRIMINATOR: StatementVerified,
}


def decode_event(data: bytes) -> Event | None:
    """The event that `data` holds, or None where it is none of this program's."""
    kind = EVENTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


_ACTIVATE_KEY_ARGS_0 = Struct("<32s")


def activate_key(*, model: Pubkey, model_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(model, False, True),
    ]
    return Instruction(PROGRAM, b"\x74\x45\x2c\x95\xf8\x10\xe4\x82" + _ACTIVATE_KEY_ARGS_0.pack(model_id), _accounts)


_FREEZE_ROUTE_ARGS_0 = Struct("<4s")


def freeze_route(*, authority: Pubkey, selector: bytes) -> Instruction:
    _accounts = [
        AccountMeta(authority, True, False),
        AccountMeta(_CONFIG, False, True),
    ]
    return Instruction(PROGRAM, b"\x1d\x3d\x92\xb3\xce\xbc\x6a\xcf" + _FREEZE_ROUTE_ARGS_0.pack(selector), _accounts)


_INITIALIZE_ARGS_0 = Struct("<32s32s")


def initialize(*, payer: Pubkey, authority: bytes, chain: bytes) -> Instruction:
    _accounts = [
        AccountMeta(payer, True, True),
        AccountMeta(_CONFIG, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xaf\xaf\x6d\x1f\x0d\x98\x9b\xed" + _INITIALIZE_ARGS_0.pack(authority, chain), _accounts)


_PROPOSE_KEY_ARGS_0 = Struct("<32s")
_PROPOSE_KEY_ARGS_2 = Struct("<32s")


def propose_key(*, owner: Pubkey, model: Pubkey, model_id: bytes, key: bytes, model_digest: bytes) -> Instruction:
    _accounts = [
        AccountMeta(owner, True, True),
        AccountMeta(model, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x0e\x38\x54\x40\xc1\x68\xaa\x52" + _PROPOSE_KEY_ARGS_0.pack(model_id) + _LENGTH.pack(len(key)) + key + _PROPOSE_KEY_ARGS_2.pack(model_digest), _accounts)


_REGISTER_MODEL_ARGS_0 = Struct("<Q4s")
_REGISTER_MODEL_ARGS_2 = Struct("<32sQ")


def register_model(*, owner: Pubkey, model: Pubkey, nonce: int, selector: bytes, key: bytes, model_digest: bytes, timelock_secs: int) -> Instruction:
    _accounts = [
        AccountMeta(owner, True, True),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(model, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x6f\xec\x5d\x1f\xc3\xd2\x8e\x7d" + _REGISTER_MODEL_ARGS_0.pack(nonce, selector) + _LENGTH.pack(len(key)) + key + _REGISTER_MODEL_ARGS_2.pack(model_digest, timelock_secs), _accounts)


_TOMBSTONE_ARGS_0 = Struct("<32s")


def tombstone(*, owner: Pubkey, model: Pubkey, model_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(owner, True, False),
        AccountMeta(model, False, True),
    ]
    return Instruction(PROGRAM, b"\x89\x5f\x9f\x1f\x27\xbc\xa1\xaf" + _TOMBSTONE_ARGS_0.pack(model_id), _accounts)


_TRIP_ARGS_0 = Struct("<32s")
_TRIP_ARGS_2 = Struct("<18s")
_TRIP_ARGS_4 = Struct("<8s18s")


def trip(*, model: Pubkey, model_id: bytes, claim: Claim, context: bytes, proof: bytes, other_result: bytes, other_context: bytes, other_proof: bytes) -> Instruction:
    _accounts = [
        AccountMeta(_CONFIG, False, False),
        AccountMeta(model, False, True),
    ]
    return Instruction(PROGRAM, b"\xa3\x0e\x44\xf6\x5e\x4b\x2d\x38" + _TRIP_ARGS_0.pack(model_id) + claim.encode() + _TRIP_ARGS_2.pack(context) + _LENGTH.pack(len(proof)) + proof + _TRIP_ARGS_4.pack(other_result, other_context) + _LENGTH.pack(len(other_proof)) + other_proof, _accounts)


_VERIFY_ARGS_0 = Struct("<32s32s")


def verify(*, model: Pubkey, model_id: bytes, statement: bytes, proof: bytes) -> Instruction:
    _accounts = [
        AccountMeta(_CONFIG, False, False),
        AccountMeta(model, False, False),
    ]
    return Instruction(PROGRAM, b"\x85\xa1\x8d\x30\x78\xc6\x58\x96" + _VERIFY_ARGS_0.pack(model_id, statement) + _LENGTH.pack(len(proof)) + proof, _accounts)


_VERIFY_AND_CALL_ARGS_0 = Struct("<32sQ")


def verify_and_call(*, caller: Pubkey, model: Pubkey, nonce_account: Pubkey, consumer: Pubkey, consumer_program: Pubkey, model_id: bytes, nonce: int, claim: Claim, proof: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(model, False, False),
        AccountMeta(nonce_account, False, True),
        AccountMeta(consumer, False, True),
        AccountMeta(consumer_program, False, False),
        AccountMeta(_HOOK, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x43\x22\x95\x6c\x0e\xd9\xfa\x14" + _VERIFY_AND_CALL_ARGS_0.pack(model_id, nonce) + claim.encode() + _LENGTH.pack(len(proof)) + proof, _accounts)
