"""Made by scripts/gen.py from target/evm/Verifier.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from eth_abi.abi import decode, encode


def _padded(address: str) -> bytes:
    return bytes(12) + bytes.fromhex(address[2:])


def _address(padded: bytes) -> bytes:
    return padded[-20:]


# selector -> name
ERRORS: dict[bytes, str] = {
    b"\x07\xcc\x32\x1c": "BadConfig",
    b"\x71\x0e\x1c\xe5": "BadDeadline",
    b"\x27\x18\x3d\x40": "BadTimelock",
    b"\x1a\x12\x47\x73": "BadTip",
    b"\x10\x5e\xc0\x7e": "BadVerificationKey",
    b"\xf1\x89\x98\x66": "FalseProof",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\xf4\xea\x0a\xb0": "MalformedProof",
    b"\x56\xdc\x80\x93": "ModelExists",
    b"\x19\xa6\xd3\x48": "ModelIsBroken",
    b"\xc6\xcb\x21\x9e": "ModelIsTombstoned",
    b"\xfd\x3d\xa0\x01": "NoKeyProposed",
    b"\x1f\x6d\x5a\xef": "NonceUsed",
    b"\x8c\x7d\xc1\x3d": "NotConsumer",
    b"\xaf\x68\x26\x21": "NotContradictory",
    b"\x8e\x97\xc7\xe0": "NotInField",
    b"\x8c\x34\x9c\xf7": "NotModelOwner",
    b"\x09\x09\x1e\x2b": "NotVerifierAuthority",
    b"\xf2\xce\x93\xc5": "NothingDelivered",
    b"\x61\x55\xe8\x24": "RequestClosed",
    b"\xea\xde\xb8\x5a": "RequestExists",
    b"\xfe\xf0\x1c\xd2": "RequestExpired",
    b"\x3a\x7c\x1a\xeb": "RequestOpen",
    b"\x8d\xde\xf1\x19": "RouteIsFrozen",
    b"\xe7\xc0\x01\xa9": "TimelockOpen",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x89\xaa\xab\xd0": "UnknownModel",
    b"\x6d\x08\x02\x97": "UnknownRequest",
    b"\x53\x98\x16\x88": "UnknownRoute",
    b"\xa0\xf3\xfe\xea": "WrongToken",
    b"\xa0\xf3\xfe\xea": "WrongToken",
}


@dataclass(frozen=True, slots=True)
class Config:
    token: bytes
    authority: bytes
    chain: bytes

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Config:
        return cls(_padded(raw[0]), _padded(raw[1]), raw[2])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.token), _address(self.authority), self.chain,)


@dataclass(frozen=True, slots=True)
class Delivery:
    nonce: int
    prover: bytes

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Delivery:
        return cls(raw[0], _padded(raw[1]))

    def plain(self) -> tuple[Any, ...]:
        return (self.nonce, _address(self.prover),)


@dataclass(frozen=True, slots=True)
class RegisteredModel:
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

    @classmethod
    def of(cls, raw: Sequence[Any]) -> RegisteredModel:
        return cls(raw[0], _padded(raw[1]), raw[2], raw[3], raw[4], raw[5], raw[6], raw[7], raw[8], raw[9], raw[10])

    def plain(self) -> tuple[Any, ...]:
        return (self.model_id, _address(self.owner), self.selector, self.timelock_secs, self.state, self.version, self.key_digest, self.model_digest, self.next_key_digest, self.next_model_digest, self.next_at,)


@dataclass(frozen=True, slots=True)
class ProofRequest:
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
    def of(cls, raw: Sequence[Any]) -> ProofRequest:
        return cls(raw[0], _padded(raw[1]), raw[2], _padded(raw[3]), raw[4], raw[5], raw[6], raw[7], raw[8], raw[9], raw[10])

    def plain(self) -> tuple[Any, ...]:
        return (self.request_id, _address(self.requester), self.model_id, _address(self.consumer), self.tip_high, self.tip_low, self.requested_at, self.deadline_at, self.after_nonce, self.left, self.state,)


@dataclass(frozen=True, slots=True)
class Claim:
    commitment: bytes
    observed_at: int
    result: bytes

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Claim:
        return cls(raw[0], raw[1], raw[2])

    def plain(self) -> tuple[Any, ...]:
        return (self.commitment, self.observed_at, self.result,)


@dataclass(frozen=True, slots=True)
class ConsumerCalled:
    TOPIC: ClassVar[bytes] = b"\x34\x82\x2e\x3b\x7b\x99\x52\xf4\x86\x5c\x56\x32\x6b\x8a\x5d\xfb\x92\x31\x32\x45\x9e\x94\x15\xac\xd3\xe7\x08\x84\x6b\xbb\xcc\xf8"
    model_id: bytes
    consumer: bytes
    nonce: int
    prover: bytes
    statement: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> ConsumerCalled:
        raw = decode(["uint64", "bytes32"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], _padded(decode(["address"], topics[3])[0]), raw[1])


@dataclass(frozen=True, slots=True)
class KeyActivated:
    TOPIC: ClassVar[bytes] = b"\x6d\x8d\xdd\xa5\x32\x52\x4c\x97\x50\x9a\x44\xbb\x40\xdb\x19\xc1\x49\x59\xa7\xfb\xa7\x59\x3c\x3b\x36\xcc\x32\xd7\xe4\xdc\x1f\xe7"
    model_id: bytes
    version: int
    key_digest: bytes
    model_digest: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> KeyActivated:
        raw = decode(["uint32", "bytes32", "bytes32"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], raw[2])


@dataclass(frozen=True, slots=True)
class KeyProposed:
    TOPIC: ClassVar[bytes] = b"\x6c\xe1\x2d\xa6\xef\x45\xcd\x7e\x64\x7b\x74\x23\xaf\xe3\xa1\xac\x98\xb9\x31\xe7\xef\xf3\x0e\xe1\xd4\xa8\xf0\x72\x14\xba\xd8\x8c"
    model_id: bytes
    version: int
    key_digest: bytes
    model_digest: bytes
    active_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> KeyProposed:
        raw = decode(["uint32", "bytes32", "bytes32", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], raw[2], raw[3])


@dataclass(frozen=True, slots=True)
class ModelBroken:
    TOPIC: ClassVar[bytes] = b"\xcd\xc1\x93\x98\x97\xa1\x57\xb5\x84\x70\x92\xc3\x1d\xc9\x7b\xca\x13\x85\x6f\x26\x66\xbd\x3c\xef\x45\xca\x57\xfc\x92\x22\xe5\xb3"
    model_id: bytes
    version: int
    commitment: bytes
    observed_at: int
    result: bytes
    other_result: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> ModelBroken:
        raw = decode(["uint32", "bytes32", "uint64", "bytes8", "bytes8"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], raw[2], raw[3], raw[4])


@dataclass(frozen=True, slots=True)
class ModelRegistered:
    TOPIC: ClassVar[bytes] = b"\x63\x89\x07\xb1\xa3\x12\xdc\x3d\x76\x65\x64\xe2\xbd\x8e\x32\x23\x1d\x85\x05\x0e\x21\xd4\x6d\xd4\x88\x6e\xe2\xa4\xce\x46\xc0\x25"
    model_id: bytes
    owner: bytes
    selector: bytes
    timelock_secs: int
    key_digest: bytes
    model_digest: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> ModelRegistered:
        raw = decode(["bytes4", "uint64", "bytes32", "bytes32"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], raw[1], raw[2], raw[3])


@dataclass(frozen=True, slots=True)
class ModelTombstoned:
    TOPIC: ClassVar[bytes] = b"\x3e\xc6\x3c\xd3\x4e\x0b\xc7\xe7\x2d\x3b\xfd\xdf\x21\xef\x81\x2f\x6c\x83\x68\xdf\x66\x86\x4f\x61\x81\x7a\x7d\x17\xf9\xdb\x08\xf4"
    model_id: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> ModelTombstoned:
        return cls(decode(["bytes32"], topics[1])[0])


@dataclass(frozen=True, slots=True)
class ProofRequested:
    TOPIC: ClassVar[bytes] = b"\x22\xae\x0f\xda\x38\xf4\x79\xae\xb7\xf3\x09\x23\xad\x59\xb3\xe8\xe1\xc9\x33\xf3\xbe\x55\x7e\x46\x6c\x76\x3b\xd1\x4f\x16\x9c\x01"
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
    def decode(cls, topics: Sequence[bytes], data: bytes) -> ProofRequested:
        raw = decode(["address", "uint64", "uint64", "uint64", "uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(raw[0]), raw[1], decode(["bytes32"], topics[2])[0], _padded(decode(["address"], topics[3])[0]), raw[2], raw[3], raw[4], raw[5])


@dataclass(frozen=True, slots=True)
class RequestRefunded:
    TOPIC: ClassVar[bytes] = b"\x9a\xb5\xa5\x88\x4c\x51\xa3\x14\x83\x5b\x29\x8e\xce\x12\x92\xb1\xab\x58\x37\x8b\xa1\x62\xfb\x0a\xf1\x48\xe3\x13\xe4\x9c\x03\xe5"
    request_id: bytes
    requester: bytes
    amount: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> RequestRefunded:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class RouteFrozen:
    TOPIC: ClassVar[bytes] = b"\x58\x91\x15\xa3\xe7\x74\xf5\x63\x9f\xd3\xfd\x60\x73\x37\xa5\x06\xf8\xb0\xfe\xa3\xc3\x45\x26\xa8\x1b\xbb\xd1\x21\xdb\x1f\x32\x37"
    selector: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> RouteFrozen:
        return cls(decode(["bytes4"], topics[1])[0])


@dataclass(frozen=True, slots=True)
class StatementVerified:
    TOPIC: ClassVar[bytes] = b"\xd7\x88\x6a\xec\x99\x68\x5e\xb8\xc4\xd2\x73\x46\x21\xcd\x06\x5e\x60\x0e\x27\x19\x6f\xad\x56\x18\x27\xa2\xcf\x5a\xeb\xf8\x56\x7d"
    model_id: bytes
    statement: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> StatementVerified:
        raw = decode(["bytes32"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0])


@dataclass(frozen=True, slots=True)
class TipCollected:
    TOPIC: ClassVar[bytes] = b"\x59\xa3\x1a\x0f\x04\xc6\x25\x3d\xe2\xd3\xe0\xa8\xf7\xee\xbc\x88\xbd\xee\xc8\xc2\x61\x7d\xf7\xd0\x64\xa7\x64\xdf\x4b\x0f\x34\xf1"
    request_id: bytes
    prover: bytes
    amount: int
    left: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> TipCollected:
        raw = decode(["uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


Event = ConsumerCalled | KeyActivated | KeyProposed | ModelBroken | ModelRegistered | ModelTombstoned | ProofRequested | RequestRefunded | RouteFrozen | StatementVerified | TipCollected
EVENTS: dict[bytes, type[Event]] = {
    ConsumerCalled.TOPIC: ConsumerCalled,
    KeyActivated.TOPIC: KeyActivated,
    KeyProposed.TOPIC: KeyProposed,
    ModelBroken.TOPIC: ModelBroken,
    ModelRegistered.TOPIC: ModelRegistered,
    ModelTombstoned.TOPIC: ModelTombstoned,
    ProofRequested.TOPIC: ProofRequested,
    RequestRefunded.TOPIC: RequestRefunded,
    RouteFrozen.TOPIC: RouteFrozen,
    StatementVerified.TOPIC: StatementVerified,
    TipCollected.TOPIC: TipCollected,
}


def decode_event(topics: Sequence[bytes], data: bytes) -> Event | None:
    """The event that a log holds, or None where it is none of this contract's."""
    kind = EVENTS.get(bytes(topics[0])) if topics else None
    return kind.decode(topics, data) if kind else None


def constructor(token: bytes, authority: bytes) -> bytes:
    """What follows the bytecode."""
    return encode(["address", "address"], [_address(token), _address(authority)])


def activate_key(model_id: bytes) -> bytes:
    return b"\x3f\x8a\xdf\x30" + encode(["bytes32"], [model_id])


def collect_tip(request_id: bytes) -> bytes:
    return b"\x14\x1b\x1b\x51" + encode(["bytes32"], [request_id])


def config() -> bytes:
    return b"\x79\x50\x2c\x55"


def decode_config(data: bytes) -> Config:
    raw = decode(["(address,address,bytes32)"], data)
    value: Config = Config.of(raw[0])
    return value


def delivery_of(consumer: bytes, model_id: bytes) -> bytes:
    return b"\xbe\xc7\x33\x6e" + encode(["address", "bytes32"], [_address(consumer), model_id])


def decode_delivery_of(data: bytes) -> Delivery:
    raw = decode(["(uint64,address)"], data)
    value: Delivery = Delivery.of(raw[0])
    return value


def freeze_route(selector: bytes) -> bytes:
    return b"\x81\x48\x56\xf4" + encode(["bytes4"], [selector])


def is_frozen(selector: bytes) -> bytes:
    return b"\x49\x5a\x98\x25" + encode(["bytes4"], [selector])


def decode_is_frozen(data: bytes) -> bool:
    raw = decode(["bool"], data)
    value: bool = raw[0]
    return value


def key_of(model_id: bytes, version: int) -> bytes:
    return b"\x77\x20\xdc\x23" + encode(["bytes32", "uint32"], [model_id, version])


def decode_key_of(data: bytes) -> bytes:
    raw = decode(["bytes"], data)
    value: bytes = raw[0]
    return value


def model_of(model_id: bytes) -> bytes:
    return b"\x48\x53\xaa\x6b" + encode(["bytes32"], [model_id])


def decode_model_of(data: bytes) -> RegisteredModel:
    raw = decode(["(bytes32,address,bytes4,uint64,uint8,uint32,bytes32,bytes32,bytes32,bytes32,uint64)"], data)
    value: RegisteredModel = RegisteredModel.of(raw[0])
    return value


def propose_key(model_id: bytes, key: bytes, model_digest: bytes) -> bytes:
    return b"\x63\x6a\x2a\x30" + encode(["bytes32", "bytes", "bytes32"], [model_id, key, model_digest])


def refund_request(request_id: bytes) -> bytes:
    return b"\x91\x6a\x06\x4c" + encode(["bytes32"], [request_id])


def register_model(nonce: int, selector: bytes, key: bytes, model_digest: bytes, timelock_secs: int) -> bytes:
    return b"\xac\xe6\x75\x51" + encode(["uint64", "bytes4", "bytes", "bytes32", "uint64"], [nonce, selector, key, model_digest, timelock_secs])


def request_of(request_id: bytes) -> bytes:
    return b"\xea\xcb\x14\x08" + encode(["bytes32"], [request_id])


def decode_request_of(data: bytes) -> ProofRequest:
    raw = decode(["(bytes32,address,bytes32,address,uint64,uint64,uint64,uint64,uint64,uint64,uint8)"], data)
    value: ProofRequest = ProofRequest.of(raw[0])
    return value


def request_proof(nonce: int, model_id: bytes, consumer: bytes, tip_high: int, tip_low: int, deadline_at: int) -> bytes:
    return b"\x9f\x96\xd5\xfc" + encode(["uint64", "bytes32", "address", "uint64", "uint64", "uint64"], [nonce, model_id, _address(consumer), tip_high, tip_low, deadline_at])


def tombstone(model_id: bytes) -> bytes:
    return b"\xa5\x12\xf1\xa9" + encode(["bytes32"], [model_id])


def trip(model_id: bytes, claim: Claim, context: bytes, proof: bytes, other_result: bytes, other_context: bytes, other_proof: bytes) -> bytes:
    return b"\x5a\x8a\x9f\x47" + encode(["bytes32", "(bytes32,uint64,bytes8)", "bytes18", "bytes", "bytes8", "bytes18", "bytes"], [model_id, claim.plain(), context, proof, other_result, other_context, other_proof])


def verify(model_id: bytes, statement: bytes, proof: bytes) -> bytes:
    return b"\xde\x12\xc6\x40" + encode(["bytes32", "bytes32", "bytes"], [model_id, statement, proof])


def verify_and_call(model_id: bytes, consumer: bytes, nonce: int, prover: bytes, claim: Claim, proof: bytes) -> bytes:
    return b"\x33\x48\x28\x35" + encode(["bytes32", "address", "uint64", "address", "(bytes32,uint64,bytes8)", "bytes"], [model_id, _address(consumer), nonce, _address(prover), claim.plain(), proof])


ABI: list[dict[str, Any]] = [{'inputs': [{'internalType': 'address', 'name': 'token', 'type': 'address'}, {'internalType': 'address', 'name': 'authority', 'type': 'address'}],
  'stateMutability': 'nonpayable',
  'type': 'constructor'},
 {'inputs': [], 'name': 'BadConfig', 'type': 'error'},
 {'inputs': [], 'name': 'BadDeadline', 'type': 'error'},
 {'inputs': [], 'name': 'BadTimelock', 'type': 'error'},
 {'inputs': [], 'name': 'BadTip', 'type': 'error'},
 {'inputs': [], 'name': 'BadVerificationKey', 'type': 'error'},
 {'inputs': [], 'name': 'FalseProof', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'MalformedProof', 'type': 'error'},
 {'inputs': [], 'name': 'ModelExists', 'type': 'error'},
 {'inputs': [], 'name': 'ModelIsBroken', 'type': 'error'},
 {'inputs': [], 'name': 'ModelIsTombstoned', 'type': 'error'},
 {'inputs': [], 'name': 'NoKeyProposed', 'type': 'error'},
 {'inputs': [], 'name': 'NonceUsed', 'type': 'error'},
 {'inputs': [], 'name': 'NotConsumer', 'type': 'error'},
 {'inputs': [], 'name': 'NotContradictory', 'type': 'error'},
 {'inputs': [], 'name': 'NotInField', 'type': 'error'},
 {'inputs': [], 'name': 'NotModelOwner', 'type': 'error'},
 {'inputs': [], 'name': 'NotVerifierAuthority', 'type': 'error'},
 {'inputs': [], 'name': 'NothingDelivered', 'type': 'error'},
 {'inputs': [], 'name': 'RequestClosed', 'type': 'error'},
 {'inputs': [], 'name': 'RequestExists', 'type': 'error'},
 {'inputs': [], 'name': 'RequestExpired', 'type': 'error'},
 {'inputs': [], 'name': 'RequestOpen', 'type': 'error'},
 {'inputs': [], 'name': 'RouteIsFrozen', 'type': 'error'},
 {'inputs': [], 'name': 'TimelockOpen', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownModel', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownRequest', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownRoute', 'type': 'error'},
 {'inputs': [], 'name': 'WrongToken', 'type': 'error'},
 {'inputs': [], 'name': 'WrongToken', 'type': 'error'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'consumer', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'indexed': True, 'internalType': 'address', 'name': 'prover', 'type': 'address'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'statement', 'type': 'bytes32'}],
  'name': 'ConsumerCalled',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'version', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'keyDigest', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'modelDigest', 'type': 'bytes32'}],
  'name': 'KeyActivated',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'version', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'keyDigest', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'modelDigest', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'activeAt', 'type': 'uint64'}],
  'name': 'KeyProposed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'version', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'commitment', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'observedAt', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'bytes8', 'name': 'result', 'type': 'bytes8'},
             {'indexed': False, 'internalType': 'bytes8', 'name': 'otherResult', 'type': 'bytes8'}],
  'name': 'ModelBroken',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': False, 'internalType': 'bytes4', 'name': 'selector', 'type': 'bytes4'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'timelockSecs', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'keyDigest', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'modelDigest', 'type': 'bytes32'}],
  'name': 'ModelRegistered',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'}],
  'name': 'ModelTombstoned',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'requestId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'address', 'name': 'requester', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'consumer', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'tipHigh', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'tipLow', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'deadlineAt', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'afterNonce', 'type': 'uint64'}],
  'name': 'ProofRequested',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'requestId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'requester', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'}],
  'name': 'RequestRefunded',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes4', 'name': 'selector', 'type': 'bytes4'}],
  'name': 'RouteFrozen',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'statement', 'type': 'bytes32'}],
  'name': 'StatementVerified',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'requestId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'prover', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'left', 'type': 'uint64'}],
  'name': 'TipCollected',
  'type': 'event'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'}],
  'name': 'activateKey',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'requestId', 'type': 'bytes32'}],
  'name': 'collectTip',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'config',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'token', 'type': 'address'},
                              {'internalType': 'address', 'name': 'authority', 'type': 'address'},
                              {'internalType': 'bytes32', 'name': 'chain', 'type': 'bytes32'}],
               'internalType': 'struct IVerifier.Config',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'consumer', 'type': 'address'}, {'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'}],
  'name': 'deliveryOf',
  'outputs': [{'components': [{'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
                              {'internalType': 'address', 'name': 'prover', 'type': 'address'}],
               'internalType': 'struct IVerifier.Delivery',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes4', 'name': 'selector', 'type': 'bytes4'}],
  'name': 'freezeRoute',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes4', 'name': 'selector', 'type': 'bytes4'}],
  'name': 'isFrozen',
  'outputs': [{'internalType': 'bool', 'name': '', 'type': 'bool'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'}, {'internalType': 'uint32', 'name': 'version', 'type': 'uint32'}],
  'name': 'keyOf',
  'outputs': [{'internalType': 'bytes', 'name': '', 'type': 'bytes'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'}],
  'name': 'modelOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'owner', 'type': 'address'},
                              {'internalType': 'bytes4', 'name': 'selector', 'type': 'bytes4'},
                              {'internalType': 'uint64', 'name': 'timelockSecs', 'type': 'uint64'},
                              {'internalType': 'enum IVerifier.ModelState', 'name': 'state', 'type': 'uint8'},
                              {'internalType': 'uint32', 'name': 'version', 'type': 'uint32'},
                              {'internalType': 'bytes32', 'name': 'keyDigest', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'modelDigest', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'nextKeyDigest', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'nextModelDigest', 'type': 'bytes32'},
                              {'internalType': 'uint64', 'name': 'nextAt', 'type': 'uint64'}],
               'internalType': 'struct IVerifier.RegisteredModel',
               'name': 'shown',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'internalType': 'bytes', 'name': 'key', 'type': 'bytes'},
             {'internalType': 'bytes32', 'name': 'modelDigest', 'type': 'bytes32'}],
  'name': 'proposeKey',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'requestId', 'type': 'bytes32'}],
  'name': 'refundRequest',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'internalType': 'bytes4', 'name': 'selector', 'type': 'bytes4'},
             {'internalType': 'bytes', 'name': 'key', 'type': 'bytes'},
             {'internalType': 'bytes32', 'name': 'modelDigest', 'type': 'bytes32'},
             {'internalType': 'uint64', 'name': 'timelockSecs', 'type': 'uint64'}],
  'name': 'registerModel',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'requestId', 'type': 'bytes32'}],
  'name': 'requestOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'requestId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'requester', 'type': 'address'},
                              {'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'consumer', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'tipHigh', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'tipLow', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'requestedAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'deadlineAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'afterNonce', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'left', 'type': 'uint64'},
                              {'internalType': 'enum IVerifier.RequestState', 'name': 'state', 'type': 'uint8'}],
               'internalType': 'struct IVerifier.ProofRequest',
               'name': 'shown',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'internalType': 'address', 'name': 'consumer', 'type': 'address'},
             {'internalType': 'uint64', 'name': 'tipHigh', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'tipLow', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'deadlineAt', 'type': 'uint64'}],
  'name': 'requestProof',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'}],
  'name': 'tombstone',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'components': [{'internalType': 'bytes32', 'name': 'commitment', 'type': 'bytes32'},
                             {'internalType': 'uint64', 'name': 'observedAt', 'type': 'uint64'},
                             {'internalType': 'bytes8', 'name': 'result', 'type': 'bytes8'}],
              'internalType': 'struct IVerifier.Claim',
              'name': 'claim',
              'type': 'tuple'},
             {'internalType': 'bytes18', 'name': 'context', 'type': 'bytes18'},
             {'internalType': 'bytes', 'name': 'proof', 'type': 'bytes'},
             {'internalType': 'bytes8', 'name': 'otherResult', 'type': 'bytes8'},
             {'internalType': 'bytes18', 'name': 'otherContext', 'type': 'bytes18'},
             {'internalType': 'bytes', 'name': 'otherProof', 'type': 'bytes'}],
  'name': 'trip',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'internalType': 'bytes32', 'name': 'statement', 'type': 'bytes32'},
             {'internalType': 'bytes', 'name': 'proof', 'type': 'bytes'}],
  'name': 'verify',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'internalType': 'address', 'name': 'consumer', 'type': 'address'},
             {'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'internalType': 'address', 'name': 'prover', 'type': 'address'},
             {'components': [{'internalType': 'bytes32', 'name': 'commitment', 'type': 'bytes32'},
                             {'internalType': 'uint64', 'name': 'observedAt', 'type': 'uint64'},
                             {'internalType': 'bytes8', 'name': 'result', 'type': 'bytes8'}],
              'internalType': 'struct IVerifier.Claim',
              'name': 'claim',
              'type': 'tuple'},
             {'internalType': 'bytes', 'name': 'proof', 'type': 'bytes'}],
  'name': 'verifyAndCall',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'}]
