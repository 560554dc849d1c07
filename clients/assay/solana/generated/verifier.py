"""Made by scripts/gen.py from target/idl/verifier.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import ClassVar

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

PROGRAM = Pubkey.from_string("CahR1Px3xZhqan1p2kR1ftPiwHyhNPna6umpfrzXvX46")
_SYSTEM_PROGRAM = Pubkey.from_string("11111111111111111111111111111111")
_ESCROW = Pubkey.from_string("6xML83QUUfyU6toy4zqBPafb2Nt7CjFRsHvsixH5Jgav")
_CONFIG = Pubkey.from_string("9WwuQUVS3jMfV9p37wxFPwJpWXcudC4t8HSzUCtBvuGA")
_TOKEN_PROGRAM = Pubkey.from_string("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")
_LENGTH = Struct("<I")

# code -> name, as Anchor numbers them
ERRORS: dict[int, str] = {
    6000: "WrongToken",
    6001: "InsufficientFunds",
    6002: "TransferFailed",
    6003: "BadConfig",
    6004: "TimelockOpen",
    6005: "ModelExists",
    6006: "UnknownModel",
    6007: "NotModelOwner",
    6008: "UnknownRoute",
    6009: "RouteIsFrozen",
    6010: "BadVerificationKey",
    6011: "BadTimelock",
    6012: "NoKeyProposed",
    6013: "ModelIsTombstoned",
    6014: "ModelIsBroken",
    6015: "NonceUsed",
    6016: "NotInField",
    6017: "MalformedProof",
    6018: "FalseProof",
    6019: "NotContradictory",
    6020: "NotConsumer",
    6021: "NotVerifierAuthority",
    6022: "RequestExists",
    6023: "UnknownRequest",
    6024: "BadTip",
    6025: "BadDeadline",
    6026: "NothingDelivered",
    6027: "RequestExpired",
    6028: "RequestOpen",
    6029: "RequestClosed",
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


_CONSUMER_CALLED_0 = Struct("<32s32sQ32s32s")


@dataclass(frozen=True, slots=True)
class ConsumerCalled:
    DISCRIMINATOR: ClassVar[bytes] = b"\x60\x6b\x6b\x53\xa4\x04\xbf\xd0"
    model_id: bytes
    consumer: bytes
    nonce: int
    prover: bytes
    statement: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[ConsumerCalled, int]:
        (model_id, consumer, nonce, prover, statement,) = _CONSUMER_CALLED_0.unpack_from(_data, _at)
        _at += _CONSUMER_CALLED_0.size
        return cls(model_id, consumer, nonce, prover, statement), _at

    def encode(self) -> bytes:
        return _CONSUMER_CALLED_0.pack(self.model_id, self.consumer, self.nonce, self.prover, self.statement)


_DELIVERY_0 = Struct("<32s32sQ32s")


@dataclass(frozen=True, slots=True)
class Delivery:
    DISCRIMINATOR: ClassVar[bytes] = b"\x79\x20\x1f\x70\x07\x4a\xc1\x13"
    consumer: bytes
    model_id: bytes
    nonce: int
    prover: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Delivery, int]:
        (consumer, model_id, nonce, prover,) = _DELIVERY_0.unpack_from(_data, _at)
        _at += _DELIVERY_0.size
        return cls(consumer, model_id, nonce, prover), _at

    def encode(self) -> bytes:
        return _DELIVERY_0.pack(self.consumer, self.model_id, self.nonce, self.prover)


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


_PROOF_REQUEST_0 = Struct("<32s32s32s32sQQQQQQB")


@dataclass(frozen=True, slots=True)
class ProofRequest:
    DISCRIMINATOR: ClassVar[bytes] = b"\x4e\x0a\xb0\xfe\xe7\x21\x6f\xe0"
    request_id: bytes
    requester: bytes
    model_id: bytes
    consumer: bytes
    tip_high: int
    tip_low: int
    requested_at: int
    deadline_at: int
    after_nonce: int
    left: int
    state: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[ProofRequest, int]:
        (request_id, requester, model_id, consumer, tip_high, tip_low, requested_at, deadline_at, after_nonce, left, state,) = _PROOF_REQUEST_0.unpack_from(_data, _at)
        _at += _PROOF_REQUEST_0.size
        return cls(request_id, requester, model_id, consumer, tip_high, tip_low, requested_at, deadline_at, after_nonce, left, state), _at

    def encode(self) -> bytes:
        return _PROOF_REQUEST_0.pack(self.request_id, self.requester, self.model_id, self.consumer, self.tip_high, self.tip_low, self.requested_at, self.deadline_at, self.after_nonce, self.left, self.state)


_PROOF_REQUESTED_0 = Struct("<32s32sQ32s32sQQQQ")


@dataclass(frozen=True, slots=True)
class ProofRequested:
    DISCRIMINATOR: ClassVar[bytes] = b"\x02\x19\xbf\xfa\x35\x20\x72\x44"
    request_id: bytes
    requester: bytes
    nonce: int
    model_id: bytes
    consumer: bytes
    tip_high: int
    tip_low: int
    deadline_at: int
    after_nonce: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[ProofRequested, int]:
        (request_id, requester, nonce, model_id, consumer, tip_high, tip_low, deadline_at, after_nonce,) = _PROOF_REQUESTED_0.unpack_from(_data, _at)
        _at += _PROOF_REQUESTED_0.size
        return cls(request_id, requester, nonce, model_id, consumer, tip_high, tip_low, deadline_at, after_nonce), _at

    def encode(self) -> bytes:
        return _PROOF_REQUESTED_0.pack(self.request_id, self.requester, self.nonce, self.model_id, self.consumer, self.tip_high, self.tip_low, self.deadline_at, self.after_nonce)


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


_REQUEST_REFUNDED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class RequestRefunded:
    DISCRIMINATOR: ClassVar[bytes] = b"\x7e\xff\x30\xe1\x7a\x75\x1a\x9f"
    request_id: bytes
    requester: bytes
    amount: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RequestRefunded, int]:
        (request_id, requester, amount,) = _REQUEST_REFUNDED_0.unpack_from(_data, _at)
        _at += _REQUEST_REFUNDED_0.size
        return cls(request_id, requester, amount), _at

    def encode(self) -> bytes:
        return _REQUEST_REFUNDED_0.pack(self.request_id, self.requester, self.amount)


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


_TIP_COLLECTED_0 = Struct("<32s32sQQ")


@dataclass(frozen=True, slots=True)
class TipCollected:
    DISCRIMINATOR: ClassVar[bytes] = b"\x4d\xa5\x6a\x8c\x00\x54\xa3\xfe"
    request_id: bytes
    prover: bytes
    amount: int
    left: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[TipCollected, int]:
        (request_id, prover, amount, left,) = _TIP_COLLECTED_0.unpack_from(_data, _at)
        _at += _TIP_COLLECTED_0.size
        return cls(request_id, prover, amount, left), _at

    def encode(self) -> bytes:
        return _TIP_COLLECTED_0.pack(self.request_id, self.prover, self.amount, self.left)


_VERIFIER_CONFIG_0 = Struct("<32s32s32s")


@dataclass(frozen=True, slots=True)
class VerifierConfig:
    DISCRIMINATOR: ClassVar[bytes] = b"\xb0\x67\xf8\x24\x8a\xa7\xb0\xdc"
    token: bytes
    authority: bytes
    chain: bytes
    frozen: tuple[bytes, ...]

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[VerifierConfig, int]:
        (token, authority, chain,) = _VERIFIER_CONFIG_0.unpack_from(_data, _at)
        _at += _VERIFIER_CONFIG_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _frozen_list: list[bytes] = []
        for _ in range(_length):
            (_frozen_item,) = Struct("<4s").unpack_from(_data, _at)
            _at += 4
            _frozen_list.append(_frozen_item)
        frozen = tuple(_frozen_list)
        return cls(token, authority, chain, frozen), _at

    def encode(self) -> bytes:
        return _VERIFIER_CONFIG_0.pack(self.token, self.authority, self.chain) + _LENGTH.pack(len(self.frozen)) + b"".join(Struct("<4s").pack(x) for x in self.frozen)


Account = Delivery | ProofRequest | RegisteredModel | VerifierConfig
ACCOUNTS: dict[bytes, type[Account]] = {
    Delivery.DISCRIMINATOR: Delivery,
    ProofRequest.DISCRIMINATOR: ProofRequest,
    RegisteredModel.DISCRIMINATOR: RegisteredModel,
    VerifierConfig.DISCRIMINATOR: VerifierConfig,
}


def decode_account(data: bytes) -> Account | None:
    """The account that `data` holds, or None where it is none of this program's."""
    kind = ACCOUNTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


Event = ConsumerCalled | KeyActivated | KeyProposed | ModelBroken | ModelRegistered | ModelTombstoned | ProofRequested | RequestRefunded | RouteFrozen | StatementVerified | TipCollected
EVENTS: dict[bytes, type[Event]] = {
    ConsumerCalled.DISCRIMINATOR: ConsumerCalled,
    KeyActivated.DISCRIMINATOR: KeyActivated,
    KeyProposed.DISCRIMINATOR: KeyProposed,
    ModelBroken.DISCRIMINATOR: ModelBroken,
    ModelRegistered.DISCRIMINATOR: ModelRegistered,
    ModelTombstoned.DISCRIMINATOR: ModelTombstoned,
    ProofRequested.DISCRIMINATOR: ProofRequested,
    RequestRefunded.DISCRIMINATOR: RequestRefunded,
    RouteFrozen.DISCRIMINATOR: RouteFrozen,
    StatementVerified.DISCRIMINATOR: StatementVerified,
    TipCollected.DISCRIMINATOR: TipCollected,
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


_COLLECT_TIP_ARGS_0 = Struct("<32s")


def collect_tip(*, request: Pubkey, delivery: Pubkey, prover_token: Pubkey, request_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(_CONFIG, False, False),
        AccountMeta(request, False, True),
        AccountMeta(delivery, False, False),
        AccountMeta(prover_token, False, True),
        AccountMeta(_ESCROW, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x7c\xc8\xf4\x8e\xe8\x7e\x4e\xea" + _COLLECT_TIP_ARGS_0.pack(request_id), _accounts)


_FREEZE_ROUTE_ARGS_0 = Struct("<4s")


def freeze_route(*, authority: Pubkey, selector: bytes) -> Instruction:
    _accounts = [
        AccountMeta(authority, True, False),
        AccountMeta(_CONFIG, False, True),
    ]
    return Instruction(PROGRAM, b"\x1d\x3d\x92\xb3\xce\xbc\x6a\xcf" + _FREEZE_ROUTE_ARGS_0.pack(selector), _accounts)


_INITIALIZE_ARGS_0 = Struct("<32s32s")


def initialize(*, payer: Pubkey, token: Pubkey, authority: bytes, chain: bytes) -> Instruction:
    _accounts = [
        AccountMeta(payer, True, True),
        AccountMeta(_CONFIG, False, True),
        AccountMeta(_ESCROW, False, True),
        AccountMeta(token, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
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


_REFUND_REQUEST_ARGS_0 = Struct("<32s")


def refund_request(*, request: Pubkey, requester_token: Pubkey, request_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(_CONFIG, False, False),
        AccountMeta(request, False, True),
        AccountMeta(requester_token, False, True),
        AccountMeta(_ESCROW, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xd1\x35\x63\xab\x80\x8b\xa9\x9b" + _REFUND_REQUEST_ARGS_0.pack(request_id), _accounts)


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


_REQUEST_PROOF_ARGS_0 = Struct("<Q32s32sQQQ")


def request_proof(*, caller: Pubkey, request: Pubkey, model: Pubkey, delivery: Pubkey, caller_token: Pubkey, nonce: int, model_id: bytes, consumer: bytes, tip_high: int, tip_low: int, deadline_at: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(request, False, True),
        AccountMeta(model, False, False),
        AccountMeta(delivery, False, False),
        AccountMeta(caller_token, False, True),
        AccountMeta(_ESCROW, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x53\xe6\xfc\x1f\x4a\xf2\x6f\x05" + _REQUEST_PROOF_ARGS_0.pack(nonce, model_id, consumer, tip_high, tip_low, deadline_at), _accounts)


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


_VERIFY_AND_CALL_ARGS_0 = Struct("<32sQ32s")


def verify_and_call(*, caller: Pubkey, model: Pubkey, delivery: Pubkey, consumer: Pubkey, consumer_program: Pubkey, hook: Pubkey, model_id: bytes, nonce: int, prover: bytes, claim: Claim, proof: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(model, False, False),
        AccountMeta(delivery, False, True),
        AccountMeta(consumer, False, True),
        AccountMeta(consumer_program, False, False),
        AccountMeta(hook, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x43\x22\x95\x6c\x0e\xd9\xfa\x14" + _VERIFY_AND_CALL_ARGS_0.pack(model_id, nonce, prover) + claim.encode() + _LENGTH.pack(len(proof)) + proof, _accounts)
