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
    b"\x27\x18\x3d\x40": "BadTimelock",
    b"\x10\x5e\xc0\x7e": "BadVerificationKey",
    b"\xf1\x89\x98\x66": "FalseProof",
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
    b"\x8d\xde\xf1\x19": "RouteIsFrozen",
    b"\xe7\xc0\x01\xa9": "TimelockOpen",
    b"\x89\xaa\xab\xd0": "UnknownModel",
    b"\x53\x98\x16\x88": "UnknownRoute",
}


@dataclass(frozen=True, slots=True)
class Config:
    authority: bytes
    chain: bytes

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Config:
        return cls(_padded(raw[0]), raw[1])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.authority), self.chain,)


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
    TOPIC: ClassVar[bytes] = b"\x2a\x65\xb3\xbf\x0d\xa4\xed\xc8\x8a\xc8\xd2\xaa\x1a\x55\x6d\xb9\x8d\xf2\x4e\x0f\xbc\x5c\xba\x54\x74\x24\x6a\x38\x60\xf7\x12\x53"
    model_id: bytes
    consumer: bytes
    nonce: int
    statement: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> ConsumerCalled:
        raw = decode(["uint64", "bytes32"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


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


Event = ConsumerCalled | KeyActivated | KeyProposed | ModelBroken | ModelRegistered | ModelTombstoned | RouteFrozen | StatementVerified
EVENTS: dict[bytes, type[Event]] = {
    ConsumerCalled.TOPIC: ConsumerCalled,
    KeyActivated.TOPIC: KeyActivated,
    KeyProposed.TOPIC: KeyProposed,
    ModelBroken.TOPIC: ModelBroken,
    ModelRegistered.TOPIC: ModelRegistered,
    ModelTombstoned.TOPIC: ModelTombstoned,
    RouteFrozen.TOPIC: RouteFrozen,
    StatementVerified.TOPIC: StatementVerified,
}


def decode_event(topics: Sequence[bytes], data: bytes) -> Event | None:
    """The event that a log holds, or None where it is none of this contract's."""
    kind = EVENTS.get(bytes(topics[0])) if topics else None
    return kind.decode(topics, data) if kind else None


def constructor(authority: bytes) -> bytes:
    """What follows the bytecode."""
    return encode(["address"], [_address(authority)])


def activate_key(model_id: bytes) -> bytes:
    return b"\x3f\x8a\xdf\x30" + encode(["bytes32"], [model_id])


def config() -> bytes:
    return b"\x79\x50\x2c\x55"


def decode_config(data: bytes) -> Config:
    raw = decode(["(address,bytes32)"], data)
    value: Config = Config.of(raw[0])
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


def nonce_of(consumer: bytes, model_id: bytes) -> bytes:
    return b"\x18\x46\x6e\x9b" + encode(["address", "bytes32"], [_address(consumer), model_id])


def decode_nonce_of(data: bytes) -> int:
    raw = decode(["uint64"], data)
    value: int = raw[0]
    return value


def propose_key(model_id: bytes, key: bytes, model_digest: bytes) -> bytes:
    return b"\x63\x6a\x2a\x30" + encode(["bytes32", "bytes", "bytes32"], [model_id, key, model_digest])


def register_model(nonce: int, selector: bytes, key: bytes, model_digest: bytes, timelock_secs: int) -> bytes:
    return b"\xac\xe6\x75\x51" + encode(["uint64", "bytes4", "bytes", "bytes32", "uint64"], [nonce, selector, key, model_digest, timelock_secs])


def tombstone(model_id: bytes) -> bytes:
    return b"\xa5\x12\xf1\xa9" + encode(["bytes32"], [model_id])


def trip(model_id: bytes, claim: Claim, context: bytes, proof: bytes, other_result: bytes, other_context: bytes, other_proof: bytes) -> bytes:
    return b"\x5a\x8a\x9f\x47" + encode(["bytes32", "(bytes32,uint64,bytes8)", "bytes18", "bytes", "bytes8", "bytes18", "bytes"], [model_id, claim.plain(), context, proof, other_result, other_context, other_proof])


def verify(model_id: bytes, statement: bytes, proof: bytes) -> bytes:
    return b"\xde\x12\xc6\x40" + encode(["bytes32", "bytes32", "bytes"], [model_id, statement, proof])


def verify_and_call(model_id: bytes, consumer: bytes, nonce: int, claim: Claim, proof: bytes) -> bytes:
    return b"\x73\x51\x6c\x95" + encode(["bytes32", "address", "uint64", "(bytes32,uint64,bytes8)", "bytes"], [model_id, _address(consumer), nonce, claim.plain(), proof])


ABI: list[dict[str, Any]] = [{'inputs': [{'internalType': 'address', 'name': 'authority', 'type': 'address'}], 'stateMutability': 'nonpayable', 'type': 'constructor'},
 {'inputs': [], 'name': 'BadConfig', 'type': 'error'},
 {'inputs': [], 'name': 'BadTimelock', 'type': 'error'},
 {'inputs': [], 'name': 'BadVerificationKey', 'type': 'error'},
 {'inputs': [], 'name': 'FalseProof', 'type': 'error'},
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
 {'inputs': [], 'name': 'RouteIsFrozen', 'type': 'error'},
 {'inputs': [], 'name': 'TimelockOpen', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownModel', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownRoute', 'type': 'error'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'consumer', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
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
  'inputs': [{'indexed': True, 'internalType': 'bytes4', 'name': 'selector', 'type': 'bytes4'}],
  'name': 'RouteFrozen',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'statement', 'type': 'bytes32'}],
  'name': 'StatementVerified',
  'type': 'event'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'}],
  'name': 'activateKey',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'config',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'authority', 'type': 'address'},
                              {'internalType': 'bytes32', 'name': 'chain', 'type': 'bytes32'}],
               'internalType': 'struct IVerifier.Config',
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
 {'inputs': [{'internalType': 'address', 'name': 'consumer', 'type': 'address'}, {'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'}],
  'name': 'nonceOf',
  'outputs': [{'internalType': 'uint64', 'name': '', 'type': 'uint64'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'internalType': 'bytes', 'name': 'key', 'type': 'bytes'},
             {'internalType': 'bytes32', 'name': 'modelDigest', 'type': 'bytes32'}],
  'name': 'proposeKey',
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
