"""Made by scripts/gen.py from target/evm/Identity.json. Do not edit: change the program and run `make gen`."""

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
    b"\x03\x1e\xef\xf2": "AlreadyFlagged",
    b"\x21\x24\x10\x41": "AttestationExists",
    b"\x22\x84\x74\x62": "AttestationIsRevoked",
    b"\x34\x2b\xd3\x84": "BadAttestation",
    b"\x07\xcc\x32\x1c": "BadConfig",
    b"\xda\xaa\x9c\x4c": "BadContent",
    b"\xcc\xb7\x20\xaa": "BadGuardians",
    b"\xee\x9f\x2d\x53": "BadKey",
    b"\xfb\xaf\xac\x0f": "BadOpening",
    b"\x7c\xa5\x5c\x77": "BadProof",
    b"\xe1\x2e\x68\xa4": "BadTime",
    b"\xdc\x8d\xe5\x4a": "CaseNotClosed",
    b"\x75\x68\xbc\x35": "ContentExists",
    b"\x86\x22\xd9\xfa": "GenerationIsRevoked",
    b"\xb3\x51\x2b\x0c": "InvalidShortString",
    b"\x58\x7d\x57\x5a": "IssuerIsRetired",
    b"\x7f\xe3\x9a\x23": "IssuerUnderbonded",
    b"\xad\xb8\xca\xb5": "KeyExists",
    b"\x35\xd9\xda\x3f": "KeyIsRevoked",
    b"\x6b\xdc\xd6\x23": "KeyNotInForce",
    b"\x42\xcc\x6e\xab": "NoGuardianChange",
    b"\xc9\x93\xb9\x93": "NoRecovery",
    b"\x23\x01\x9e\x67": "NotController",
    b"\x47\xa2\x37\x5f": "NotDue",
    b"\xef\x6d\x0f\x02": "NotGuardian",
    b"\xbd\xc8\x8c\xe1": "NotGuilty",
    b"\x54\xec\x50\x63": "NotIssuer",
    b"\xe2\x81\x00\x6c": "NotVouched",
    b"\xb1\x02\x05\xed": "NothingToRelease",
    b"\x35\x27\x8d\x12": "Overflow",
    b"\x35\x27\x8d\x12": "Overflow",
    b"\x0e\xa5\x55\x3e": "RecoveryIsUnanimous",
    b"\x08\x19\xbd\xcd": "SignatureExpired",
    b"\x30\x5a\x27\xa9": "StringTooLong",
    b"\x2f\xa3\x6b\x95": "SubjectExists",
    b"\xe5\x29\x84\x00": "TooManyKeys",
    b"\xca\xc5\x24\x29": "UnknownAttestation",
    b"\x0d\x34\xf1\x19": "UnknownCase",
    b"\x49\x24\xed\xb8": "UnknownContent",
    b"\xb4\xc9\xdd\x23": "UnknownFinding",
    b"\x32\x64\xd6\xca": "UnknownIssuer",
    b"\x2e\xa7\x69\xcc": "UnknownKey",
    b"\xcf\xf8\x87\xc5": "UnknownSubject",
    b"\x80\x1a\x73\xa0": "WrongCase",
    b"\xd9\x2e\x23\x3d": "ZeroAddress",
}


@dataclass(frozen=True, slots=True)
class AttestationTerms:
    subject_id: bytes
    kind: int
    generation: int
    expires_at: int
    commitment: bytes

    @classmethod
    def of(cls, raw: Sequence[Any]) -> AttestationTerms:
        return cls(raw[0], raw[1], raw[2], raw[3], raw[4])

    def plain(self) -> tuple[Any, ...]:
        return (self.subject_id, self.kind, self.generation, self.expires_at, self.commitment,)


@dataclass(frozen=True, slots=True)
class AttestationBatch:
    batch_id: bytes
    issuer: bytes
    root: bytes
    count: int
    generation: int
    expires_at: int
    posted_at: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> AttestationBatch:
        return cls(raw[0], _padded(raw[1]), raw[2], raw[3], raw[4], raw[5], raw[6])

    def plain(self) -> tuple[Any, ...]:
        return (self.batch_id, _address(self.issuer), self.root, self.count, self.generation, self.expires_at, self.posted_at,)


@dataclass(frozen=True, slots=True)
class Attestation:
    attestation_id: bytes
    issuer: bytes
    terms: AttestationTerms
    issued_at: int
    revoked_at: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Attestation:
        return cls(raw[0], _padded(raw[1]), AttestationTerms.of(raw[2]), raw[3], raw[4])

    def plain(self) -> tuple[Any, ...]:
        return (self.attestation_id, _address(self.issuer), self.terms.plain(), self.issued_at, self.revoked_at,)


@dataclass(frozen=True, slots=True)
class Content:
    claim_hash: bytes
    soft_binding: bytes
    source_type: int
    tools: bytes
    parents: tuple[bytes, ...]

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Content:
        return cls(raw[0], raw[1], raw[2], raw[3], tuple(x for x in raw[4]))

    def plain(self) -> tuple[Any, ...]:
        return (self.claim_hash, self.soft_binding, self.source_type, self.tools, [x for x in self.parents],)


@dataclass(frozen=True, slots=True)
class Config:
    court: bytes
    chain: bytes
    issuer_stake: int
    exit_secs: int
    recovery_secs: int
    voucher_bps: int
    reward_bps: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Config:
        return cls(_padded(raw[0]), raw[1], raw[2], raw[3], raw[4], raw[5], raw[6])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.court), self.chain, self.issuer_stake, self.exit_secs, self.recovery_secs, self.voucher_bps, self.reward_bps,)


@dataclass(frozen=True, slots=True)
class ContentBatch:
    batch_id: bytes
    key_id: bytes
    root: bytes
    count: int
    signer: bytes
    posted_at: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> ContentBatch:
        return cls(raw[0], raw[1], raw[2], raw[3], _padded(raw[4]), raw[5])

    def plain(self) -> tuple[Any, ...]:
        return (self.batch_id, self.key_id, self.root, self.count, _address(self.signer), self.posted_at,)


@dataclass(frozen=True, slots=True)
class ContentRecord:
    content_id: bytes
    key_id: bytes
    content: Content
    signer: bytes
    recorded_at: int
    flagged: bool

    @classmethod
    def of(cls, raw: Sequence[Any]) -> ContentRecord:
        return cls(raw[0], raw[1], Content.of(raw[2]), _padded(raw[3]), raw[4], raw[5])

    def plain(self) -> tuple[Any, ...]:
        return (self.content_id, self.key_id, self.content.plain(), _address(self.signer), self.recorded_at, self.flagged,)


@dataclass(frozen=True, slots=True)
class Finding:
    case_id: bytes
    subject_id: bytes
    matter: bytes
    found_at: int
    penalty: int
    accuser: bytes

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Finding:
        return cls(raw[0], raw[1], raw[2], raw[3], raw[4], _padded(raw[5]))

    def plain(self) -> tuple[Any, ...]:
        return (self.case_id, self.subject_id, self.matter, self.found_at, self.penalty, _address(self.accuser),)


@dataclass(frozen=True, slots=True)
class Issuer:
    issuer: bytes
    profile: bytes
    locked: int
    leaves_at: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Issuer:
        return cls(_padded(raw[0]), raw[1], raw[2], raw[3])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.issuer), self.profile, self.locked, self.leaves_at,)


@dataclass(frozen=True, slots=True)
class Key:
    key_id: bytes
    subject_id: bytes
    controller: bytes
    algorithm: int
    role: int
    public_key: bytes
    added_at: int
    expires_at: int
    revoked_at: int
    flagged_at: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Key:
        return cls(raw[0], raw[1], _padded(raw[2]), raw[3], raw[4], raw[5], raw[6], raw[7], raw[8], raw[9])

    def plain(self) -> tuple[Any, ...]:
        return (self.key_id, self.subject_id, _address(self.controller), self.algorithm, self.role, self.public_key, self.added_at, self.expires_at, self.revoked_at, self.flagged_at,)


@dataclass(frozen=True, slots=True)
class Subject:
    subject_id: bytes
    controller: bytes
    threshold: int
    guardians: tuple[bytes, ...]
    backed: tuple[bytes, ...]
    recovery_to: bytes
    recovery_at: int
    next_threshold: int
    next_guardians: tuple[bytes, ...]
    guardians_at: int
    keys: tuple[bytes, ...]

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Subject:
        return cls(raw[0], _padded(raw[1]), raw[2], tuple(_padded(x) for x in raw[3]), tuple(_padded(x) for x in raw[4]), _padded(raw[5]), raw[6], raw[7], tuple(_padded(x) for x in raw[8]), raw[9], tuple(x for x in raw[10]))

    def plain(self) -> tuple[Any, ...]:
        return (self.subject_id, _address(self.controller), self.threshold, [_address(x) for x in self.guardians], [_address(x) for x in self.backed], _address(self.recovery_to), self.recovery_at, self.next_threshold, [_address(x) for x in self.next_guardians], self.guardians_at, [x for x in self.keys],)


@dataclass(frozen=True, slots=True)
class AttestationBatchPosted:
    TOPIC: ClassVar[bytes] = b"\x09\xa8\xb1\x21\x14\xe6\xb4\xe1\x69\x09\x5b\x39\x94\xfd\xb5\x4f\x67\x8f\xcb\x44\xde\x55\xb0\xf9\xdc\x0a\x2a\x23\x9b\x9d\x39\x93"
    batch_id: bytes
    issuer: bytes
    root: bytes
    count: int
    generation: int
    expires_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> AttestationBatchPosted:
        raw = decode(["bytes32", "uint32", "uint32", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], raw[1], raw[2], raw[3])


@dataclass(frozen=True, slots=True)
class AttestationRevoked:
    TOPIC: ClassVar[bytes] = b"\x59\xd1\xb9\x8a\x5d\xa8\xbb\xc1\xdb\x92\xf7\xd8\xd2\xe2\x1c\x30\x67\xda\x65\xed\xbe\x08\xf4\xae\x23\xdf\x11\x48\x7e\xe4\xc8\xb0"
    attestation_id: bytes
    issuer: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> AttestationRevoked:
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]))


@dataclass(frozen=True, slots=True)
class Attested:
    TOPIC: ClassVar[bytes] = b"\x07\x5a\x99\xe0\x7a\x40\x59\x26\x99\x00\xc9\xad\x92\x48\xab\xe7\xff\xb4\x75\x6d\x76\xb5\xf6\xb5\x1a\x44\xf5\x07\xb7\x6c\x03\x6f"
    attestation_id: bytes
    issuer: bytes
    subject_id: bytes
    kind: int
    generation: int
    expires_at: int
    commitment: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Attested:
        raw = decode(["uint8", "uint32", "uint64", "bytes32"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), decode(["bytes32"], topics[3])[0], raw[0], raw[1], raw[2], raw[3])


@dataclass(frozen=True, slots=True)
class EIP712DomainChanged:
    TOPIC: ClassVar[bytes] = b"\x0a\x63\x87\xc9\xea\x36\x28\xb8\x8a\x63\x3b\xb4\xf3\xb1\x51\x77\x0f\x70\x08\x51\x17\xa1\x5f\x9b\xf3\x78\x7c\xda\x53\xf1\x3d\x31"

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> EIP712DomainChanged:
        return cls()


@dataclass(frozen=True, slots=True)
class GenerationRevoked:
    TOPIC: ClassVar[bytes] = b"\xbd\x37\x09\xb9\x15\xc7\x32\x5b\xd6\xf4\xd6\x4c\xed\x87\xad\xc4\xc0\xcf\x4b\x63\xec\x1f\x12\x85\x99\x8f\xa5\x65\xbd\x5f\x17\x80"
    issuer: bytes
    generation: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> GenerationRevoked:
        return cls(_padded(decode(["address"], topics[1])[0]), decode(["uint32"], topics[2])[0])


@dataclass(frozen=True, slots=True)
class GuardiansChanged:
    TOPIC: ClassVar[bytes] = b"\xc8\xa0\xf4\x54\x23\xdc\x0b\x03\xda\x9c\x41\x55\x58\x78\x34\x2f\xf6\x2a\x7d\x5c\x0c\x1f\x9f\x3f\x3e\xaa\xd3\x24\x3a\xc0\x80\xfc"
    subject_id: bytes
    guardians: int
    threshold: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> GuardiansChanged:
        raw = decode(["uint8", "uint8"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class GuardiansProposed:
    TOPIC: ClassVar[bytes] = b"\x8e\x31\xf3\x76\x2a\x49\x24\x2d\x69\x55\xc0\x3f\x9d\xbd\x98\x11\x27\x37\x64\x88\xd4\x6a\x17\xab\xe0\x44\x92\x5d\x52\x2e\xcd\xf7"
    subject_id: bytes
    guardians: int
    threshold: int
    effective_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> GuardiansProposed:
        raw = decode(["uint8", "uint8", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], raw[2])


@dataclass(frozen=True, slots=True)
class IssuerRegistered:
    TOPIC: ClassVar[bytes] = b"\xe4\xae\x09\x8c\x7d\x4f\x9d\x5e\xdc\x75\x9f\x14\xe5\x0b\x78\xe1\xd8\x3d\xd0\x6d\xd9\x74\xa2\xe8\xa7\x29\xe4\xf2\x21\xbd\x15\x75"
    issuer: bytes
    profile: bytes
    locked: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> IssuerRegistered:
        raw = decode(["bytes32", "uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class IssuerReleased:
    TOPIC: ClassVar[bytes] = b"\xb0\x5d\x29\x2c\xd1\x98\x80\x24\x10\x7a\xd6\x09\xb1\xa6\x6c\x8c\x67\x67\x4d\xec\xae\xc1\x53\xdb\x8d\xe2\x75\x25\x1f\x9c\x3f\x45"
    issuer: bytes
    unlocked: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> IssuerReleased:
        raw = decode(["uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class IssuerRetired:
    TOPIC: ClassVar[bytes] = b"\x9d\xf8\x9e\xc9\x9b\x79\x6c\xe6\x00\x14\x2b\x5c\x4f\x70\x5b\x60\x7b\xd5\x9f\x82\xc2\x3b\x02\x6d\xa8\x5c\x95\xc3\x76\x5d\xea\x3f"
    issuer: bytes
    leaves_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> IssuerRetired:
        raw = decode(["uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class KeyAdded:
    TOPIC: ClassVar[bytes] = b"\x76\xac\x2f\x80\xc5\x20\x00\xf9\x9a\x2c\x65\x00\xce\xdf\x41\xa8\x42\x81\x8b\xaf\x72\x9c\xdb\x90\x65\xd6\x3f\x51\x52\xb8\xb5\xe9"
    key_id: bytes
    subject_id: bytes
    algorithm: int
    role: int
    expires_at: int
    public_key: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> KeyAdded:
        raw = decode(["uint8", "uint8", "uint64", "bytes"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], raw[0], raw[1], raw[2], raw[3])


@dataclass(frozen=True, slots=True)
class KeyFlagged:
    TOPIC: ClassVar[bytes] = b"\x06\xec\x6d\x2c\xea\xb5\x83\x84\x1b\xea\x5b\x7e\xc1\xac\x61\xfd\xae\x82\xb4\x88\xf4\xed\xe5\x18\x48\x74\x7c\xef\xda\x92\x70\x97"
    key_id: bytes
    case_id: bytes
    flagged_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> KeyFlagged:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], raw[0])


@dataclass(frozen=True, slots=True)
class KeyRevoked:
    TOPIC: ClassVar[bytes] = b"\x16\x3b\xe9\xf4\x9c\x26\x78\xe3\x8f\x95\x8e\xa5\xfc\xd2\x1f\xb6\x67\x72\x53\x36\x65\x8a\xe4\x24\x84\x84\xb2\x87\xd9\x21\x61\x4d"
    key_id: bytes
    subject_id: bytes
    effective_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> KeyRevoked:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], raw[0])


@dataclass(frozen=True, slots=True)
class KeyRotated:
    TOPIC: ClassVar[bytes] = b"\x55\x89\x9b\xdd\x85\xae\x47\x9c\x8a\xfa\x5b\xc0\x56\xf4\x2d\x81\xdd\x20\xcb\x25\xa5\x53\x59\xef\x0d\x13\x32\x69\xd9\x3f\x53\x32"
    old_key_id: bytes
    key_id: bytes
    subject_id: bytes
    algorithm: int
    role: int
    expires_at: int
    public_key: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> KeyRotated:
        raw = decode(["uint8", "uint8", "uint64", "bytes"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], decode(["bytes32"], topics[3])[0], raw[0], raw[1], raw[2], raw[3])


@dataclass(frozen=True, slots=True)
class RecordBatchPosted:
    TOPIC: ClassVar[bytes] = b"\x01\xc0\x26\x91\x6d\x2f\xbf\x96\xd3\x91\x9b\x41\x33\xe2\x19\x7b\x63\x2a\x5d\x98\xc1\x00\x69\x15\x47\x04\xf2\x6a\xa1\x9b\x9c\x57"
    batch_id: bytes
    key_id: bytes
    root: bytes
    count: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> RecordBatchPosted:
        raw = decode(["bytes32", "uint32"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class RecordFlagged:
    TOPIC: ClassVar[bytes] = b"\xf8\x16\xe9\xce\x4e\x42\x8c\x90\x46\xec\x86\x9e\xcf\xd1\xb5\x3d\xbb\xf2\x61\xb7\x5a\xb4\xfb\x1e\x40\x32\xdb\x6c\x0e\xa5\x5d\xb2"
    content_id: bytes
    key_id: bytes
    case_id: bytes
    flagged_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> RecordFlagged:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], decode(["bytes32"], topics[3])[0], raw[0])


@dataclass(frozen=True, slots=True)
class Recorded:
    TOPIC: ClassVar[bytes] = b"\xf6\x9b\x5b\xfc\x48\xa0\xcc\x76\x83\x9e\x80\xde\x67\x0c\x6c\xca\x47\x73\xf5\x3f\x56\x61\xfb\x73\x3d\x23\x92\xa5\x1e\x73\x1b\x6c"
    content_id: bytes
    key_id: bytes
    claim_hash: bytes
    soft_binding: bytes
    source_type: int
    tools: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Recorded:
        raw = decode(["bytes32", "uint8", "bytes32"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], raw[0], decode(["bytes32"], topics[3])[0], raw[1], raw[2])


@dataclass(frozen=True, slots=True)
class Recovered:
    TOPIC: ClassVar[bytes] = b"\x5d\x76\x19\xde\x44\x30\xa3\xee\x28\x52\x0e\xd0\xb2\x96\xed\xf7\xfd\x25\x7c\xa8\x1b\x0c\xf4\x60\x44\xdc\xdd\xeb\xc1\x56\x06\x08"
    subject_id: bytes
    controller: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Recovered:
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]))


@dataclass(frozen=True, slots=True)
class RecoveryBacked:
    TOPIC: ClassVar[bytes] = b"\x0d\xf3\xcd\x84\x5f\x6d\xa2\xe2\xb7\xfa\x08\x77\xd8\xb2\xd1\x45\xa0\x6b\x42\x8d\x1e\xf7\xc8\x01\x05\xac\xcf\xc1\xc2\x37\x8d\xf5"
    subject_id: bytes
    guardian: bytes
    controller: bytes
    backers: int
    recovery_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> RecoveryBacked:
        raw = decode(["uint8", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), _padded(decode(["address"], topics[3])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class RecoveryCancelled:
    TOPIC: ClassVar[bytes] = b"\x7d\x6d\xce\xb0\xad\x9e\x1c\x7d\x90\x34\x68\xb0\xd4\x9a\x31\x51\xdc\xb4\xd9\xf5\xfb\x0c\x5d\x09\x40\xb3\xee\x2a\x7a\x8f\xd5\xd1"
    subject_id: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> RecoveryCancelled:
        return cls(decode(["bytes32"], topics[1])[0])


@dataclass(frozen=True, slots=True)
class SubjectCreated:
    TOPIC: ClassVar[bytes] = b"\x37\x2c\xba\xab\x86\x5b\x94\x89\xbe\x37\xdc\xda\x76\xb5\x4c\x79\x7c\x05\xf2\x1f\x1a\x64\xd9\xc0\xa1\xd1\x35\xa6\x25\x16\x7c\x6c"
    subject_id: bytes
    controller: bytes
    guardians: int
    threshold: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> SubjectCreated:
        raw = decode(["uint8", "uint8"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class VoucherPunished:
    TOPIC: ClassVar[bytes] = b"\x76\xff\x66\xf7\x7c\xa3\x7a\x19\x60\x99\xac\xde\x96\xab\xfb\xd6\xd2\x77\x81\x70\xf0\xfe\xa5\x71\x21\x77\x60\x60\xa8\x1a\x5b\x05"
    case_id: bytes
    attestation_id: bytes
    issuer: bytes
    fault_id: bytes
    slashed: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> VoucherPunished:
        raw = decode(["bytes32", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], _padded(decode(["address"], topics[3])[0]), raw[0], raw[1])


Event = AttestationBatchPosted | AttestationRevoked | Attested | EIP712DomainChanged | GenerationRevoked | GuardiansChanged | GuardiansProposed | IssuerRegistered | IssuerReleased | IssuerRetired | KeyAdded | KeyFlagged | KeyRevoked | KeyRotated | RecordBatchPosted | RecordFlagged | Recorded | Recovered | RecoveryBacked | RecoveryCancelled | SubjectCreated | VoucherPunished
EVENTS: dict[bytes, type[Event]] = {
    AttestationBatchPosted.TOPIC: AttestationBatchPosted,
    AttestationRevoked.TOPIC: AttestationRevoked,
    Attested.TOPIC: Attested,
    EIP712DomainChanged.TOPIC: EIP712DomainChanged,
    GenerationRevoked.TOPIC: GenerationRevoked,
    GuardiansChanged.TOPIC: GuardiansChanged,
    GuardiansProposed.TOPIC: GuardiansProposed,
    IssuerRegistered.TOPIC: IssuerRegistered,
    IssuerReleased.TOPIC: IssuerReleased,
    IssuerRetired.TOPIC: IssuerRetired,
    KeyAdded.TOPIC: KeyAdded,
    KeyFlagged.TOPIC: KeyFlagged,
    KeyRevoked.TOPIC: KeyRevoked,
    KeyRotated.TOPIC: KeyRotated,
    RecordBatchPosted.TOPIC: RecordBatchPosted,
    RecordFlagged.TOPIC: RecordFlagged,
    Recorded.TOPIC: Recorded,
    Recovered.TOPIC: Recovered,
    RecoveryBacked.TOPIC: RecoveryBacked,
    RecoveryCancelled.TOPIC: RecoveryCancelled,
    SubjectCreated.TOPIC: SubjectCreated,
    VoucherPunished.TOPIC: VoucherPunished,
}


def decode_event(topics: Sequence[bytes], data: bytes) -> Event | None:
    """The event that a log holds, or None where it is none of this contract's."""
    kind = EVENTS.get(bytes(topics[0])) if topics else None
    return kind.decode(topics, data) if kind else None


def constructor(staking: bytes, court: bytes, issuer_stake: int, exit_secs: int, recovery_secs: int, voucher_bps: int, reward_bps: int, keys: bytes) -> bytes:
    """What follows the bytecode."""
    return encode(["address", "address", "uint64", "uint64", "uint64", "uint16", "uint16", "address"], [_address(staking), _address(court), issuer_stake, exit_secs, recovery_secs, voucher_bps, reward_bps, _address(keys)])


def add_key(subject_id: bytes, algorithm: int, role: int, expires_at: int, public_key: bytes, proof: bytes) -> bytes:
    return b"\x6c\x49\xd7\x46" + encode(["bytes32", "uint8", "uint8", "uint64", "bytes", "bytes"], [subject_id, algorithm, role, expires_at, public_key, proof])


def apply_guardians(subject_id: bytes) -> bytes:
    return b"\x2a\xec\xaa\x68" + encode(["bytes32"], [subject_id])


def attest(nonce: int, terms: AttestationTerms) -> bytes:
    return b"\xb7\x48\x4e\x36" + encode(["uint64", "(bytes32,uint8,uint32,uint64,bytes32)"], [nonce, terms.plain()])


def attest_batch(nonce: int, root: bytes, count: int, generation: int, expires_at: int) -> bytes:
    return b"\x96\xc4\xba\xb3" + encode(["uint64", "bytes32", "uint32", "uint32", "uint64"], [nonce, root, count, generation, expires_at])


def attest_for(issuer: bytes, nonce: int, terms: AttestationTerms, deadline: int, signature: bytes) -> bytes:
    return b"\x5b\x82\xd4\x8d" + encode(["address", "uint64", "(bytes32,uint8,uint32,uint64,bytes32)", "uint64", "bytes"], [_address(issuer), nonce, terms.plain(), deadline, signature])


def attestation_batch_of(batch_id: bytes) -> bytes:
    return b"\x2b\xc2\x34\xc6" + encode(["bytes32"], [batch_id])


def decode_attestation_batch_of(data: bytes) -> AttestationBatch:
    raw = decode(["(bytes32,address,bytes32,uint32,uint32,uint64,uint64)"], data)
    value: AttestationBatch = AttestationBatch.of(raw[0])
    return value


def attestation_of(attestation_id: bytes) -> bytes:
    return b"\xb1\x74\xa9\xc4" + encode(["bytes32"], [attestation_id])


def decode_attestation_of(data: bytes) -> Attestation:
    raw = decode(["(bytes32,address,(bytes32,uint8,uint32,uint64,bytes32),uint64,uint64)"], data)
    value: Attestation = Attestation.of(raw[0])
    return value


def back_recovery(subject_id: bytes, controller: bytes) -> bytes:
    return b"\xe7\x8c\x26\x3d" + encode(["bytes32", "address"], [subject_id, _address(controller)])


def cancel_recovery(subject_id: bytes) -> bytes:
    return b"\x63\x1f\xec\x7f" + encode(["bytes32"], [subject_id])


def change_guardians(subject_id: bytes, guardians: tuple[bytes, ...], threshold: int) -> bytes:
    return b"\x9d\xc7\x1c\x31" + encode(["bytes32", "address[]", "uint8"], [subject_id, [_address(x) for x in guardians], threshold])


def claim_attestation(batch_id: bytes, index: int, subject_id: bytes, kind: int, commitment: bytes, path: bytes) -> bytes:
    return b"\xc6\x4f\x01\x2c" + encode(["bytes32", "uint32", "bytes32", "uint8", "bytes32", "bytes"], [batch_id, index, subject_id, kind, commitment, path])


def claim_record(batch_id: bytes, index: int, content: Content, path: bytes) -> bytes:
    return b"\x6d\xac\x98\xf8" + encode(["bytes32", "uint32", "(bytes32,bytes32,uint8,bytes32,bytes32[])", "bytes"], [batch_id, index, content.plain(), path])


def config() -> bytes:
    return b"\x79\x50\x2c\x55"


def decode_config(data: bytes) -> Config:
    raw = decode(["(address,bytes32,uint64,uint64,uint64,uint16,uint16)"], data)
    value: Config = Config.of(raw[0])
    return value


def content_batch_of(batch_id: bytes) -> bytes:
    return b"\x11\xad\x49\x21" + encode(["bytes32"], [batch_id])


def decode_content_batch_of(data: bytes) -> ContentBatch:
    raw = decode(["(bytes32,bytes32,bytes32,uint32,address,uint64)"], data)
    value: ContentBatch = ContentBatch.of(raw[0])
    return value


def content_of(content_id: bytes) -> bytes:
    return b"\xe9\xb5\x3d\xc4" + encode(["bytes32"], [content_id])


def decode_content_of(data: bytes) -> ContentRecord:
    raw = decode(["(bytes32,bytes32,(bytes32,bytes32,uint8,bytes32,bytes32[]),address,uint64,bool)"], data)
    value: ContentRecord = ContentRecord.of(raw[0])
    return value


def create_subject(nonce: int, guardians: tuple[bytes, ...], threshold: int) -> bytes:
    return b"\x91\xcc\xc3\xd0" + encode(["uint64", "address[]", "uint8"], [nonce, [_address(x) for x in guardians], threshold])


def eip712_domain() -> bytes:
    return b"\x84\xb0\x19\x6e"


def decode_eip712_domain(data: bytes) -> tuple[bytes, str, str, int, bytes, bytes, tuple[int, ...]]:
    raw = decode(["bytes1", "string", "string", "uint256", "address", "bytes32", "uint256[]"], data)
    value: tuple[bytes, str, str, int, bytes, bytes, tuple[int, ...]] = (raw[0], raw[1], raw[2], raw[3], _padded(raw[4]), raw[5], tuple(x for x in raw[6]))
    return value


def finding_of(case_id: bytes) -> bytes:
    return b"\x13\xdb\x5c\x24" + encode(["bytes32"], [case_id])


def decode_finding_of(data: bytes) -> Finding:
    raw = decode(["(bytes32,bytes32,bytes32,uint64,uint64,address)"], data)
    value: Finding = Finding.of(raw[0])
    return value


def flag_key(case_id: bytes, key_id: bytes) -> bytes:
    return b"\x79\x14\xe3\x68" + encode(["bytes32", "bytes32"], [case_id, key_id])


def flag_record(case_id: bytes, content_id: bytes) -> bytes:
    return b"\xf6\x9f\x93\xb4" + encode(["bytes32", "bytes32"], [case_id, content_id])


def generation_revoked_at(issuer: bytes, generation: int) -> bytes:
    return b"\x19\xf0\x16\x10" + encode(["address", "uint32"], [_address(issuer), generation])


def decode_generation_revoked_at(data: bytes) -> int:
    raw = decode(["uint64"], data)
    value: int = raw[0]
    return value


def issuer_of(issuer: bytes) -> bytes:
    return b"\xc0\x4d\x32\xe5" + encode(["address"], [_address(issuer)])


def decode_issuer_of(data: bytes) -> Issuer:
    raw = decode(["(address,bytes32,uint64,uint64)"], data)
    value: Issuer = Issuer.of(raw[0])
    return value


def key_of(key_id: bytes) -> bytes:
    return b"\xdf\x78\xbc\xe2" + encode(["bytes32"], [key_id])


def decode_key_of(data: bytes) -> Key:
    raw = decode(["(bytes32,bytes32,address,uint8,uint8,bytes,uint64,uint64,uint64,uint64)"], data)
    value: Key = Key.of(raw[0])
    return value


def keys_contract() -> bytes:
    return b"\x74\x1f\xd8\x72"


def decode_keys_contract(data: bytes) -> bytes:
    raw = decode(["address"], data)
    value: bytes = _padded(raw[0])
    return value


def punish_voucher(case_id: bytes, attestation_id: bytes) -> bytes:
    return b"\xcd\x71\xcb\xcd" + encode(["bytes32", "bytes32"], [case_id, attestation_id])


def record(key_id: bytes, content: Content, proof: bytes) -> bytes:
    return b"\xd6\xd4\xb3\xa1" + encode(["bytes32", "(bytes32,bytes32,uint8,bytes32,bytes32[])", "bytes"], [key_id, content.plain(), proof])


def record_batch(key_id: bytes, nonce: int, root: bytes, count: int, proof: bytes) -> bytes:
    return b"\x09\x99\xa4\x57" + encode(["bytes32", "uint64", "bytes32", "uint32", "bytes"], [key_id, nonce, root, count, proof])


def recover(subject_id: bytes) -> bytes:
    return b"\xd0\x71\xf7\xb1" + encode(["bytes32"], [subject_id])


def register_issuer(profile: bytes) -> bytes:
    return b"\xd9\xe1\x9a\x27" + encode(["bytes32"], [profile])


def release_issuer(issuer: bytes) -> bytes:
    return b"\x5b\xe3\x7c\xb2" + encode(["address"], [_address(issuer)])


def retire_issuer() -> bytes:
    return b"\xca\xc3\xd2\x11"


def revoke_attestation(attestation_id: bytes) -> bytes:
    return b"\x4d\x5e\x1d\xa6" + encode(["bytes32"], [attestation_id])


def revoke_generation(generation: int) -> bytes:
    return b"\x58\x0d\x55\xe8" + encode(["uint32"], [generation])


def revoke_in_batch(batch_id: bytes, index: int) -> bytes:
    return b"\xfe\x4b\x65\x0e" + encode(["bytes32", "uint32"], [batch_id, index])


def revoke_key(key_id: bytes, effective_at: int) -> bytes:
    return b"\xa6\x75\xc9\xa9" + encode(["bytes32", "uint64"], [key_id, effective_at])


def rotate_key(subject_id: bytes, old_key_id: bytes, algorithm: int, expires_at: int, public_key: bytes, proof: bytes) -> bytes:
    return b"\x89\x1a\x06\x52" + encode(["bytes32", "bytes32", "uint8", "uint64", "bytes", "bytes"], [subject_id, old_key_id, algorithm, expires_at, public_key, proof])


def staking_contract() -> bytes:
    return b"\xee\x99\x20\x5c"


def decode_staking_contract(data: bytes) -> bytes:
    raw = decode(["address"], data)
    value: bytes = _padded(raw[0])
    return value


def subject_of(subject_id: bytes) -> bytes:
    return b"\x43\x66\x44\x63" + encode(["bytes32"], [subject_id])


def decode_subject_of(data: bytes) -> Subject:
    raw = decode(["(bytes32,address,uint8,address[],address[],address,uint64,uint8,address[],uint64,bytes32[])"], data)
    value: Subject = Subject.of(raw[0])
    return value


ABI: list[dict[str, Any]] = [{'inputs': [{'internalType': 'address', 'name': 'staking', 'type': 'address'},
             {'internalType': 'address', 'name': 'court', 'type': 'address'},
             {'internalType': 'uint64', 'name': 'issuerStake', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'exitSecs', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'recoverySecs', 'type': 'uint64'},
             {'internalType': 'uint16', 'name': 'voucherBps', 'type': 'uint16'},
             {'internalType': 'uint16', 'name': 'rewardBps', 'type': 'uint16'},
             {'internalType': 'address', 'name': 'keys', 'type': 'address'}],
  'stateMutability': 'nonpayable',
  'type': 'constructor'},
 {'inputs': [], 'name': 'AlreadyFlagged', 'type': 'error'},
 {'inputs': [], 'name': 'AttestationExists', 'type': 'error'},
 {'inputs': [], 'name': 'AttestationIsRevoked', 'type': 'error'},
 {'inputs': [], 'name': 'BadAttestation', 'type': 'error'},
 {'inputs': [], 'name': 'BadConfig', 'type': 'error'},
 {'inputs': [], 'name': 'BadContent', 'type': 'error'},
 {'inputs': [], 'name': 'BadGuardians', 'type': 'error'},
 {'inputs': [], 'name': 'BadKey', 'type': 'error'},
 {'inputs': [], 'name': 'BadOpening', 'type': 'error'},
 {'inputs': [], 'name': 'BadProof', 'type': 'error'},
 {'inputs': [], 'name': 'BadTime', 'type': 'error'},
 {'inputs': [], 'name': 'CaseNotClosed', 'type': 'error'},
 {'inputs': [], 'name': 'ContentExists', 'type': 'error'},
 {'inputs': [], 'name': 'GenerationIsRevoked', 'type': 'error'},
 {'inputs': [], 'name': 'InvalidShortString', 'type': 'error'},
 {'inputs': [], 'name': 'IssuerIsRetired', 'type': 'error'},
 {'inputs': [], 'name': 'IssuerUnderbonded', 'type': 'error'},
 {'inputs': [], 'name': 'KeyExists', 'type': 'error'},
 {'inputs': [], 'name': 'KeyIsRevoked', 'type': 'error'},
 {'inputs': [], 'name': 'KeyNotInForce', 'type': 'error'},
 {'inputs': [], 'name': 'NoGuardianChange', 'type': 'error'},
 {'inputs': [], 'name': 'NoRecovery', 'type': 'error'},
 {'inputs': [], 'name': 'NotController', 'type': 'error'},
 {'inputs': [], 'name': 'NotDue', 'type': 'error'},
 {'inputs': [], 'name': 'NotGuardian', 'type': 'error'},
 {'inputs': [], 'name': 'NotGuilty', 'type': 'error'},
 {'inputs': [], 'name': 'NotIssuer', 'type': 'error'},
 {'inputs': [], 'name': 'NotVouched', 'type': 'error'},
 {'inputs': [], 'name': 'NothingToRelease', 'type': 'error'},
 {'inputs': [], 'name': 'Overflow', 'type': 'error'},
 {'inputs': [], 'name': 'Overflow', 'type': 'error'},
 {'inputs': [], 'name': 'RecoveryIsUnanimous', 'type': 'error'},
 {'inputs': [], 'name': 'SignatureExpired', 'type': 'error'},
 {'inputs': [{'internalType': 'string', 'name': 'str', 'type': 'string'}], 'name': 'StringTooLong', 'type': 'error'},
 {'inputs': [], 'name': 'SubjectExists', 'type': 'error'},
 {'inputs': [], 'name': 'TooManyKeys', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownAttestation', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownCase', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownContent', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownFinding', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownIssuer', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownKey', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownSubject', 'type': 'error'},
 {'inputs': [], 'name': 'WrongCase', 'type': 'error'},
 {'inputs': [], 'name': 'ZeroAddress', 'type': 'error'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'issuer', 'type': 'address'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'root', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'count', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'generation', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'expiresAt', 'type': 'uint64'}],
  'name': 'AttestationBatchPosted',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'attestationId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'issuer', 'type': 'address'}],
  'name': 'AttestationRevoked',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'attestationId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'issuer', 'type': 'address'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'kind', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'generation', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'expiresAt', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'commitment', 'type': 'bytes32'}],
  'name': 'Attested',
  'type': 'event'},
 {'anonymous': False, 'inputs': [], 'name': 'EIP712DomainChanged', 'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'issuer', 'type': 'address'},
             {'indexed': True, 'internalType': 'uint32', 'name': 'generation', 'type': 'uint32'}],
  'name': 'GenerationRevoked',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'guardians', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'threshold', 'type': 'uint8'}],
  'name': 'GuardiansChanged',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'guardians', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'threshold', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'effectiveAt', 'type': 'uint64'}],
  'name': 'GuardiansProposed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'issuer', 'type': 'address'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'profile', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'locked', 'type': 'uint64'}],
  'name': 'IssuerRegistered',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'issuer', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'unlocked', 'type': 'uint64'}],
  'name': 'IssuerReleased',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'issuer', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'leavesAt', 'type': 'uint64'}],
  'name': 'IssuerRetired',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'algorithm', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'role', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'expiresAt', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'bytes', 'name': 'publicKey', 'type': 'bytes'}],
  'name': 'KeyAdded',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'flaggedAt', 'type': 'uint64'}],
  'name': 'KeyFlagged',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'effectiveAt', 'type': 'uint64'}],
  'name': 'KeyRevoked',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'oldKeyId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'algorithm', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'role', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'expiresAt', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'bytes', 'name': 'publicKey', 'type': 'bytes'}],
  'name': 'KeyRotated',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'root', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'count', 'type': 'uint32'}],
  'name': 'RecordBatchPosted',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'contentId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'flaggedAt', 'type': 'uint64'}],
  'name': 'RecordFlagged',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'contentId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'claimHash', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'softBinding', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'sourceType', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'tools', 'type': 'bytes32'}],
  'name': 'Recorded',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'controller', 'type': 'address'}],
  'name': 'Recovered',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'guardian', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'controller', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'backers', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'recoveryAt', 'type': 'uint64'}],
  'name': 'RecoveryBacked',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'}],
  'name': 'RecoveryCancelled',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'controller', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'guardians', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'threshold', 'type': 'uint8'}],
  'name': 'SubjectCreated',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'attestationId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'issuer', 'type': 'address'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'faultId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'slashed', 'type': 'uint64'}],
  'name': 'VoucherPunished',
  'type': 'event'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
             {'internalType': 'uint8', 'name': 'algorithm', 'type': 'uint8'},
             {'internalType': 'uint8', 'name': 'role', 'type': 'uint8'},
             {'internalType': 'uint64', 'name': 'expiresAt', 'type': 'uint64'},
             {'internalType': 'bytes', 'name': 'publicKey', 'type': 'bytes'},
             {'internalType': 'bytes', 'name': 'proof', 'type': 'bytes'}],
  'name': 'addKey',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'}],
  'name': 'applyGuardians',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'components': [{'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
                             {'internalType': 'uint8', 'name': 'kind', 'type': 'uint8'},
                             {'internalType': 'uint32', 'name': 'generation', 'type': 'uint32'},
                             {'internalType': 'uint64', 'name': 'expiresAt', 'type': 'uint64'},
                             {'internalType': 'bytes32', 'name': 'commitment', 'type': 'bytes32'}],
              'internalType': 'struct IIdentity.AttestationTerms',
              'name': 'terms',
              'type': 'tuple'}],
  'name': 'attest',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'internalType': 'bytes32', 'name': 'root', 'type': 'bytes32'},
             {'internalType': 'uint32', 'name': 'count', 'type': 'uint32'},
             {'internalType': 'uint32', 'name': 'generation', 'type': 'uint32'},
             {'internalType': 'uint64', 'name': 'expiresAt', 'type': 'uint64'}],
  'name': 'attestBatch',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'issuer', 'type': 'address'},
             {'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'components': [{'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
                             {'internalType': 'uint8', 'name': 'kind', 'type': 'uint8'},
                             {'internalType': 'uint32', 'name': 'generation', 'type': 'uint32'},
                             {'internalType': 'uint64', 'name': 'expiresAt', 'type': 'uint64'},
                             {'internalType': 'bytes32', 'name': 'commitment', 'type': 'bytes32'}],
              'internalType': 'struct IIdentity.AttestationTerms',
              'name': 'terms',
              'type': 'tuple'},
             {'internalType': 'uint64', 'name': 'deadline', 'type': 'uint64'},
             {'internalType': 'bytes', 'name': 'signature', 'type': 'bytes'}],
  'name': 'attestFor',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'}],
  'name': 'attestationBatchOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'issuer', 'type': 'address'},
                              {'internalType': 'bytes32', 'name': 'root', 'type': 'bytes32'},
                              {'internalType': 'uint32', 'name': 'count', 'type': 'uint32'},
                              {'internalType': 'uint32', 'name': 'generation', 'type': 'uint32'},
                              {'internalType': 'uint64', 'name': 'expiresAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'postedAt', 'type': 'uint64'}],
               'internalType': 'struct IIdentity.AttestationBatch',
               'name': 'batch',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'attestationId', 'type': 'bytes32'}],
  'name': 'attestationOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'attestationId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'issuer', 'type': 'address'},
                              {'components': [{'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
                                              {'internalType': 'uint8', 'name': 'kind', 'type': 'uint8'},
                                              {'internalType': 'uint32', 'name': 'generation', 'type': 'uint32'},
                                              {'internalType': 'uint64', 'name': 'expiresAt', 'type': 'uint64'},
                                              {'internalType': 'bytes32', 'name': 'commitment', 'type': 'bytes32'}],
                               'internalType': 'struct IIdentity.AttestationTerms',
                               'name': 'terms',
                               'type': 'tuple'},
                              {'internalType': 'uint64', 'name': 'issuedAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'revokedAt', 'type': 'uint64'}],
               'internalType': 'struct IIdentity.Attestation',
               'name': 'attestation',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
             {'internalType': 'address', 'name': 'controller', 'type': 'address'}],
  'name': 'backRecovery',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'}],
  'name': 'cancelRecovery',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
             {'internalType': 'address[]', 'name': 'guardians', 'type': 'address[]'},
             {'internalType': 'uint8', 'name': 'threshold', 'type': 'uint8'}],
  'name': 'changeGuardians',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'},
             {'internalType': 'uint32', 'name': 'index', 'type': 'uint32'},
             {'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
             {'internalType': 'uint8', 'name': 'kind', 'type': 'uint8'},
             {'internalType': 'bytes32', 'name': 'commitment', 'type': 'bytes32'},
             {'internalType': 'bytes', 'name': 'path', 'type': 'bytes'}],
  'name': 'claimAttestation',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'},
             {'internalType': 'uint32', 'name': 'index', 'type': 'uint32'},
             {'components': [{'internalType': 'bytes32', 'name': 'claimHash', 'type': 'bytes32'},
                             {'internalType': 'bytes32', 'name': 'softBinding', 'type': 'bytes32'},
                             {'internalType': 'uint8', 'name': 'sourceType', 'type': 'uint8'},
                             {'internalType': 'bytes32', 'name': 'tools', 'type': 'bytes32'},
                             {'internalType': 'bytes32[]', 'name': 'parents', 'type': 'bytes32[]'}],
              'internalType': 'struct IIdentity.Content',
              'name': 'content',
              'type': 'tuple'},
             {'internalType': 'bytes', 'name': 'path', 'type': 'bytes'}],
  'name': 'claimRecord',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'config',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'court', 'type': 'address'},
                              {'internalType': 'bytes32', 'name': 'chain', 'type': 'bytes32'},
                              {'internalType': 'uint64', 'name': 'issuerStake', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'exitSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'recoverySecs', 'type': 'uint64'},
                              {'internalType': 'uint16', 'name': 'voucherBps', 'type': 'uint16'},
                              {'internalType': 'uint16', 'name': 'rewardBps', 'type': 'uint16'}],
               'internalType': 'struct IIdentity.Config',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'}],
  'name': 'contentBatchOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'root', 'type': 'bytes32'},
                              {'internalType': 'uint32', 'name': 'count', 'type': 'uint32'},
                              {'internalType': 'address', 'name': 'signer', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'postedAt', 'type': 'uint64'}],
               'internalType': 'struct IIdentity.ContentBatch',
               'name': 'batch',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'contentId', 'type': 'bytes32'}],
  'name': 'contentOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'contentId', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'},
                              {'components': [{'internalType': 'bytes32', 'name': 'claimHash', 'type': 'bytes32'},
                                              {'internalType': 'bytes32', 'name': 'softBinding', 'type': 'bytes32'},
                                              {'internalType': 'uint8', 'name': 'sourceType', 'type': 'uint8'},
                                              {'internalType': 'bytes32', 'name': 'tools', 'type': 'bytes32'},
                                              {'internalType': 'bytes32[]', 'name': 'parents', 'type': 'bytes32[]'}],
                               'internalType': 'struct IIdentity.Content',
                               'name': 'content',
                               'type': 'tuple'},
                              {'internalType': 'address', 'name': 'signer', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'recordedAt', 'type': 'uint64'},
                              {'internalType': 'bool', 'name': 'flagged', 'type': 'bool'}],
               'internalType': 'struct IIdentity.ContentRecord',
               'name': 'shown',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'internalType': 'address[]', 'name': 'guardians', 'type': 'address[]'},
             {'internalType': 'uint8', 'name': 'threshold', 'type': 'uint8'}],
  'name': 'createSubject',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'eip712Domain',
  'outputs': [{'internalType': 'bytes1', 'name': 'fields', 'type': 'bytes1'},
              {'internalType': 'string', 'name': 'name', 'type': 'string'},
              {'internalType': 'string', 'name': 'version', 'type': 'string'},
              {'internalType': 'uint256', 'name': 'chainId', 'type': 'uint256'},
              {'internalType': 'address', 'name': 'verifyingContract', 'type': 'address'},
              {'internalType': 'bytes32', 'name': 'salt', 'type': 'bytes32'},
              {'internalType': 'uint256[]', 'name': 'extensions', 'type': 'uint256[]'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}],
  'name': 'findingOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'matter', 'type': 'bytes32'},
                              {'internalType': 'uint64', 'name': 'foundAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'penalty', 'type': 'uint64'},
                              {'internalType': 'address', 'name': 'accuser', 'type': 'address'}],
               'internalType': 'struct IIdentity.Finding',
               'name': 'finding',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}, {'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'}],
  'name': 'flagKey',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}, {'internalType': 'bytes32', 'name': 'contentId', 'type': 'bytes32'}],
  'name': 'flagRecord',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'issuer', 'type': 'address'}, {'internalType': 'uint32', 'name': 'generation', 'type': 'uint32'}],
  'name': 'generationRevokedAt',
  'outputs': [{'internalType': 'uint64', 'name': '', 'type': 'uint64'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'issuer', 'type': 'address'}],
  'name': 'issuerOf',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'issuer', 'type': 'address'},
                              {'internalType': 'bytes32', 'name': 'profile', 'type': 'bytes32'},
                              {'internalType': 'uint64', 'name': 'locked', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'leavesAt', 'type': 'uint64'}],
               'internalType': 'struct IIdentity.Issuer',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'}],
  'name': 'keyOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'controller', 'type': 'address'},
                              {'internalType': 'uint8', 'name': 'algorithm', 'type': 'uint8'},
                              {'internalType': 'uint8', 'name': 'role', 'type': 'uint8'},
                              {'internalType': 'bytes', 'name': 'publicKey', 'type': 'bytes'},
                              {'internalType': 'uint64', 'name': 'addedAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'expiresAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'revokedAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'flaggedAt', 'type': 'uint64'}],
               'internalType': 'struct IIdentity.Key',
               'name': 'key',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [],
  'name': 'keysContract',
  'outputs': [{'internalType': 'address', 'name': '', 'type': 'address'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'internalType': 'bytes32', 'name': 'attestationId', 'type': 'bytes32'}],
  'name': 'punishVoucher',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'},
             {'components': [{'internalType': 'bytes32', 'name': 'claimHash', 'type': 'bytes32'},
                             {'internalType': 'bytes32', 'name': 'softBinding', 'type': 'bytes32'},
                             {'internalType': 'uint8', 'name': 'sourceType', 'type': 'uint8'},
                             {'internalType': 'bytes32', 'name': 'tools', 'type': 'bytes32'},
                             {'internalType': 'bytes32[]', 'name': 'parents', 'type': 'bytes32[]'}],
              'internalType': 'struct IIdentity.Content',
              'name': 'content',
              'type': 'tuple'},
             {'internalType': 'bytes', 'name': 'proof', 'type': 'bytes'}],
  'name': 'record',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'},
             {'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'internalType': 'bytes32', 'name': 'root', 'type': 'bytes32'},
             {'internalType': 'uint32', 'name': 'count', 'type': 'uint32'},
             {'internalType': 'bytes', 'name': 'proof', 'type': 'bytes'}],
  'name': 'recordBatch',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'}],
  'name': 'recover',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'profile', 'type': 'bytes32'}],
  'name': 'registerIssuer',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'issuer', 'type': 'address'}],
  'name': 'releaseIssuer',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [], 'name': 'retireIssuer', 'outputs': [], 'stateMutability': 'nonpayable', 'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'attestationId', 'type': 'bytes32'}],
  'name': 'revokeAttestation',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint32', 'name': 'generation', 'type': 'uint32'}],
  'name': 'revokeGeneration',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'}, {'internalType': 'uint32', 'name': 'index', 'type': 'uint32'}],
  'name': 'revokeInBatch',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'keyId', 'type': 'bytes32'}, {'internalType': 'uint64', 'name': 'effectiveAt', 'type': 'uint64'}],
  'name': 'revokeKey',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
             {'internalType': 'bytes32', 'name': 'oldKeyId', 'type': 'bytes32'},
             {'internalType': 'uint8', 'name': 'algorithm', 'type': 'uint8'},
             {'internalType': 'uint64', 'name': 'expiresAt', 'type': 'uint64'},
             {'internalType': 'bytes', 'name': 'publicKey', 'type': 'bytes'},
             {'internalType': 'bytes', 'name': 'proof', 'type': 'bytes'}],
  'name': 'rotateKey',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'stakingContract',
  'outputs': [{'internalType': 'address', 'name': '', 'type': 'address'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'}],
  'name': 'subjectOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'subjectId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'controller', 'type': 'address'},
                              {'internalType': 'uint8', 'name': 'threshold', 'type': 'uint8'},
                              {'internalType': 'address[]', 'name': 'guardians', 'type': 'address[]'},
                              {'internalType': 'address[]', 'name': 'backed', 'type': 'address[]'},
                              {'internalType': 'address', 'name': 'recoveryTo', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'recoveryAt', 'type': 'uint64'},
                              {'internalType': 'uint8', 'name': 'nextThreshold', 'type': 'uint8'},
                              {'internalType': 'address[]', 'name': 'nextGuardians', 'type': 'address[]'},
                              {'internalType': 'uint64', 'name': 'guardiansAt', 'type': 'uint64'},
                              {'internalType': 'bytes32[]', 'name': 'keys', 'type': 'bytes32[]'}],
               'internalType': 'struct IIdentity.Subject',
               'name': 'subject',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'}]
