"""Made by scripts/gen.py from target/idl/identity.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import ClassVar

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

PROGRAM = Pubkey.from_string("A6dsYSCe6AEVxk6KTGtRPpq4N211ksbnUvjd9AjPD45F")
_SYSTEM_PROGRAM = Pubkey.from_string("11111111111111111111111111111111")
_SLASHER = Pubkey.from_string("6c1J52xnyCSRGbtohAeYsxZAGmYdQKv6KLoj2aewiVLA")
_CONFIG = Pubkey.from_string("CRA4HUxC7VZhkLqiGhMHR6QiKsM1v969LHzCfR88wETV")
_STAKING_PROGRAM = Pubkey.from_string("EscmBxrVGdRZjuyFMtNhSkyNvhkfhaTPXqybZVovzyte")
_INSTRUCTIONS = Pubkey.from_string("Sysvar1nstructions1111111111111111111111111")
_LENGTH = Struct("<I")

# code -> name, as Anchor numbers them
ERRORS: dict[int, str] = {
    6000: "Overflow",
    6001: "BadConfig",
    6002: "BadOpening",
    6003: "NotDue",
    6004: "UnknownCase",
    6005: "CaseNotClosed",
    6006: "WrongCase",
    6007: "NotGuilty",
    6008: "UnknownSubject",
    6009: "SubjectExists",
    6010: "NotController",
    6011: "NotGuardian",
    6012: "BadGuardians",
    6013: "NoGuardianChange",
    6014: "NoRecovery",
    6015: "RecoveryIsUnanimous",
    6016: "ZeroAddress",
    6017: "BadKey",
    6018: "BadProof",
    6019: "KeyExists",
    6020: "UnknownKey",
    6021: "TooManyKeys",
    6022: "KeyIsRevoked",
    6023: "KeyNotInForce",
    6024: "BadTime",
    6025: "UnknownIssuer",
    6026: "IssuerIsRetired",
    6027: "IssuerUnderbonded",
    6028: "NothingToRelease",
    6029: "AttestationExists",
    6030: "UnknownAttestation",
    6031: "BadAttestation",
    6032: "AttestationIsRevoked",
    6033: "GenerationIsRevoked",
    6034: "NotIssuer",
    6035: "SignatureExpired",
    6036: "ContentExists",
    6037: "UnknownContent",
    6038: "BadContent",
    6039: "AlreadyFlagged",
    6040: "UnknownFinding",
    6041: "NotVouched",
}


_ATTESTATION_0 = Struct("<32s")
_ATTESTATION_2 = Struct("<QQB")


@dataclass(frozen=True, slots=True)
class Attestation:
    DISCRIMINATOR: ClassVar[bytes] = b"\x98\x7d\xb7\x56\x24\x92\x79\x49"
    issuer: bytes
    terms: AttestationTerms
    issued_at: int
    revoked_at: int
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Attestation, int]:
        (issuer,) = _ATTESTATION_0.unpack_from(_data, _at)
        _at += _ATTESTATION_0.size
        terms, _at = AttestationTerms.decode(_data, _at)
        (issued_at, revoked_at, bump,) = _ATTESTATION_2.unpack_from(_data, _at)
        _at += _ATTESTATION_2.size
        return cls(issuer, terms, issued_at, revoked_at, bump), _at

    def encode(self) -> bytes:
        return _ATTESTATION_0.pack(self.issuer) + self.terms.encode() + _ATTESTATION_2.pack(self.issued_at, self.revoked_at, self.bump)


_ATTESTATION_BATCH_0 = Struct("<32s32sIIQQB")


@dataclass(frozen=True, slots=True)
class AttestationBatch:
    DISCRIMINATOR: ClassVar[bytes] = b"\x53\x43\x05\xde\x6e\xf7\x3d\x17"
    issuer: bytes
    root: bytes
    count: int
    generation: int
    expires_at: int
    posted_at: int
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[AttestationBatch, int]:
        (issuer, root, count, generation, expires_at, posted_at, bump,) = _ATTESTATION_BATCH_0.unpack_from(_data, _at)
        _at += _ATTESTATION_BATCH_0.size
        return cls(issuer, root, count, generation, expires_at, posted_at, bump), _at

    def encode(self) -> bytes:
        return _ATTESTATION_BATCH_0.pack(self.issuer, self.root, self.count, self.generation, self.expires_at, self.posted_at, self.bump)


_ATTESTATION_BATCH_POSTED_0 = Struct("<32s32s32sIIQ")


@dataclass(frozen=True, slots=True)
class AttestationBatchPosted:
    DISCRIMINATOR: ClassVar[bytes] = b"\x1f\x33\xaf\xba\x5b\xe1\x9a\xcc"
    batch_id: bytes
    issuer: bytes
    root: bytes
    count: int
    generation: int
    expires_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[AttestationBatchPosted, int]:
        (batch_id, issuer, root, count, generation, expires_at,) = _ATTESTATION_BATCH_POSTED_0.unpack_from(_data, _at)
        _at += _ATTESTATION_BATCH_POSTED_0.size
        return cls(batch_id, issuer, root, count, generation, expires_at), _at

    def encode(self) -> bytes:
        return _ATTESTATION_BATCH_POSTED_0.pack(self.batch_id, self.issuer, self.root, self.count, self.generation, self.expires_at)


_ATTESTATION_REVOKED_0 = Struct("<32s32s")


@dataclass(frozen=True, slots=True)
class AttestationRevoked:
    DISCRIMINATOR: ClassVar[bytes] = b"\x2f\x6a\x41\xee\xc8\x7f\xa3\x32"
    attestation_id: bytes
    issuer: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[AttestationRevoked, int]:
        (attestation_id, issuer,) = _ATTESTATION_REVOKED_0.unpack_from(_data, _at)
        _at += _ATTESTATION_REVOKED_0.size
        return cls(attestation_id, issuer), _at

    def encode(self) -> bytes:
        return _ATTESTATION_REVOKED_0.pack(self.attestation_id, self.issuer)


_ATTESTATION_TERMS_0 = Struct("<32sBIQ32s")


@dataclass(frozen=True, slots=True)
class AttestationTerms:
    subject_id: bytes
    kind: int
    generation: int
    expires_at: int
    commitment: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[AttestationTerms, int]:
        (subject_id, kind, generation, expires_at, commitment,) = _ATTESTATION_TERMS_0.unpack_from(_data, _at)
        _at += _ATTESTATION_TERMS_0.size
        return cls(subject_id, kind, generation, expires_at, commitment), _at

    def encode(self) -> bytes:
        return _ATTESTATION_TERMS_0.pack(self.subject_id, self.kind, self.generation, self.expires_at, self.commitment)


_ATTESTED_0 = Struct("<32s32s32sBIQ32s")


@dataclass(frozen=True, slots=True)
class Attested:
    DISCRIMINATOR: ClassVar[bytes] = b"\xb8\x66\x71\xc7\xdc\xc5\x60\x32"
    attestation_id: bytes
    issuer: bytes
    subject_id: bytes
    kind: int
    generation: int
    expires_at: int
    commitment: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Attested, int]:
        (attestation_id, issuer, subject_id, kind, generation, expires_at, commitment,) = _ATTESTED_0.unpack_from(_data, _at)
        _at += _ATTESTED_0.size
        return cls(attestation_id, issuer, subject_id, kind, generation, expires_at, commitment), _at

    def encode(self) -> bytes:
        return _ATTESTED_0.pack(self.attestation_id, self.issuer, self.subject_id, self.kind, self.generation, self.expires_at, self.commitment)


_CONTENT_0 = Struct("<32s32sB32s")


@dataclass(frozen=True, slots=True)
class Content:
    claim_hash: bytes
    soft_binding: bytes
    source_type: int
    tools: bytes
    parents: tuple[bytes, ...]

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Content, int]:
        (claim_hash, soft_binding, source_type, tools,) = _CONTENT_0.unpack_from(_data, _at)
        _at += _CONTENT_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _parents_list: list[bytes] = []
        for _ in range(_length):
            (_parents_item,) = Struct("<32s").unpack_from(_data, _at)
            _at += 32
            _parents_list.append(_parents_item)
        parents = tuple(_parents_list)
        return cls(claim_hash, soft_binding, source_type, tools, parents), _at

    def encode(self) -> bytes:
        return _CONTENT_0.pack(self.claim_hash, self.soft_binding, self.source_type, self.tools) + _LENGTH.pack(len(self.parents)) + b"".join(Struct("<32s").pack(x) for x in self.parents)


_CONTENT_BATCH_0 = Struct("<32s32sI32sQB")


@dataclass(frozen=True, slots=True)
class ContentBatch:
    DISCRIMINATOR: ClassVar[bytes] = b"\x8e\xb3\x61\x9b\x0c\x52\x5b\x1d"
    key_id: bytes
    root: bytes
    count: int
    signer: bytes
    posted_at: int
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[ContentBatch, int]:
        (key_id, root, count, signer, posted_at, bump,) = _CONTENT_BATCH_0.unpack_from(_data, _at)
        _at += _CONTENT_BATCH_0.size
        return cls(key_id, root, count, signer, posted_at, bump), _at

    def encode(self) -> bytes:
        return _CONTENT_BATCH_0.pack(self.key_id, self.root, self.count, self.signer, self.posted_at, self.bump)


_CONTENT_RECORD_0 = Struct("<32s")
_CONTENT_RECORD_2 = Struct("<32sQ?B")


@dataclass(frozen=True, slots=True)
class ContentRecord:
    DISCRIMINATOR: ClassVar[bytes] = b"\x16\x1e\x77\xa1\xfb\x7c\xed\x3c"
    key_id: bytes
    content: Content
    signer: bytes
    recorded_at: int
    flagged: bool
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[ContentRecord, int]:
        (key_id,) = _CONTENT_RECORD_0.unpack_from(_data, _at)
        _at += _CONTENT_RECORD_0.size
        content, _at = Content.decode(_data, _at)
        (signer, recorded_at, flagged, bump,) = _CONTENT_RECORD_2.unpack_from(_data, _at)
        _at += _CONTENT_RECORD_2.size
        return cls(key_id, content, signer, recorded_at, flagged, bump), _at

    def encode(self) -> bytes:
        return _CONTENT_RECORD_0.pack(self.key_id) + self.content.encode() + _CONTENT_RECORD_2.pack(self.signer, self.recorded_at, self.flagged, self.bump)


_FINDING_0 = Struct("<32s32sQQ32sB")


@dataclass(frozen=True, slots=True)
class Finding:
    DISCRIMINATOR: ClassVar[bytes] = b"\xcf\x17\x38\x0e\xc5\xaa\xcb\x22"
    subject_id: bytes
    matter: bytes
    at: int
    penalty: int
    accuser: bytes
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Finding, int]:
        (subject_id, matter, at, penalty, accuser, bump,) = _FINDING_0.unpack_from(_data, _at)
        _at += _FINDING_0.size
        return cls(subject_id, matter, at, penalty, accuser, bump), _at

    def encode(self) -> bytes:
        return _FINDING_0.pack(self.subject_id, self.matter, self.at, self.penalty, self.accuser, self.bump)


_GENERATION_0 = Struct("<Q")


@dataclass(frozen=True, slots=True)
class Generation:
    DISCRIMINATOR: ClassVar[bytes] = b"\x53\xad\x41\xb8\x50\xc9\x42\xdd"
    revoked_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Generation, int]:
        (revoked_at,) = _GENERATION_0.unpack_from(_data, _at)
        _at += _GENERATION_0.size
        return cls(revoked_at), _at

    def encode(self) -> bytes:
        return _GENERATION_0.pack(self.revoked_at)


_GENERATION_REVOKED_0 = Struct("<32sI")


@dataclass(frozen=True, slots=True)
class GenerationRevoked:
    DISCRIMINATOR: ClassVar[bytes] = b"\x1f\x42\x46\xee\x3e\x65\xf9\xf5"
    issuer: bytes
    generation: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[GenerationRevoked, int]:
        (issuer, generation,) = _GENERATION_REVOKED_0.unpack_from(_data, _at)
        _at += _GENERATION_REVOKED_0.size
        return cls(issuer, generation), _at

    def encode(self) -> bytes:
        return _GENERATION_REVOKED_0.pack(self.issuer, self.generation)


_GUARDIANS_CHANGED_0 = Struct("<32sBB")


@dataclass(frozen=True, slots=True)
class GuardiansChanged:
    DISCRIMINATOR: ClassVar[bytes] = b"\xb2\xaa\xbf\xe9\xec\x95\x00\x7c"
    subject_id: bytes
    guardians: int
    threshold: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[GuardiansChanged, int]:
        (subject_id, guardians, threshold,) = _GUARDIANS_CHANGED_0.unpack_from(_data, _at)
        _at += _GUARDIANS_CHANGED_0.size
        return cls(subject_id, guardians, threshold), _at

    def encode(self) -> bytes:
        return _GUARDIANS_CHANGED_0.pack(self.subject_id, self.guardians, self.threshold)


_GUARDIANS_PROPOSED_0 = Struct("<32sBBQ")


@dataclass(frozen=True, slots=True)
class GuardiansProposed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x7b\x9a\x62\x70\xeb\x43\x1f\xab"
    subject_id: bytes
    guardians: int
    threshold: int
    effective_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[GuardiansProposed, int]:
        (subject_id, guardians, threshold, effective_at,) = _GUARDIANS_PROPOSED_0.unpack_from(_data, _at)
        _at += _GUARDIANS_PROPOSED_0.size
        return cls(subject_id, guardians, threshold, effective_at), _at

    def encode(self) -> bytes:
        return _GUARDIANS_PROPOSED_0.pack(self.subject_id, self.guardians, self.threshold, self.effective_at)


_IDENTITY_CONFIG_0 = Struct("<32s32sQQQHH")


@dataclass(frozen=True, slots=True)
class IdentityConfig:
    DISCRIMINATOR: ClassVar[bytes] = b"\xd3\xa9\x33\x50\xa4\x6c\x9d\x24"
    court: bytes
    chain: bytes
    issuer_stake: int
    exit_secs: int
    recovery_secs: int
    voucher_bps: int
    reward_bps: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[IdentityConfig, int]:
        (court, chain, issuer_stake, exit_secs, recovery_secs, voucher_bps, reward_bps,) = _IDENTITY_CONFIG_0.unpack_from(_data, _at)
        _at += _IDENTITY_CONFIG_0.size
        return cls(court, chain, issuer_stake, exit_secs, recovery_secs, voucher_bps, reward_bps), _at

    def encode(self) -> bytes:
        return _IDENTITY_CONFIG_0.pack(self.court, self.chain, self.issuer_stake, self.exit_secs, self.recovery_secs, self.voucher_bps, self.reward_bps)


_ISSUER_0 = Struct("<32s32sQQQB")


@dataclass(frozen=True, slots=True)
class Issuer:
    DISCRIMINATOR: ClassVar[bytes] = b"\xd8\x13\x53\xe6\x6c\x35\x50\x0e"
    issuer: bytes
    profile: bytes
    locked: int
    leaves_at: int
    revoked_below: int
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Issuer, int]:
        (issuer, profile, locked, leaves_at, revoked_below, bump,) = _ISSUER_0.unpack_from(_data, _at)
        _at += _ISSUER_0.size
        return cls(issuer, profile, locked, leaves_at, revoked_below, bump), _at

    def encode(self) -> bytes:
        return _ISSUER_0.pack(self.issuer, self.profile, self.locked, self.leaves_at, self.revoked_below, self.bump)


_ISSUER_REGISTERED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class IssuerRegistered:
    DISCRIMINATOR: ClassVar[bytes] = b"\x62\x6c\x9c\xe0\x09\x00\xc3\x15"
    issuer: bytes
    profile: bytes
    locked: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[IssuerRegistered, int]:
        (issuer, profile, locked,) = _ISSUER_REGISTERED_0.unpack_from(_data, _at)
        _at += _ISSUER_REGISTERED_0.size
        return cls(issuer, profile, locked), _at

    def encode(self) -> bytes:
        return _ISSUER_REGISTERED_0.pack(self.issuer, self.profile, self.locked)


_ISSUER_RELEASED_0 = Struct("<32sQ")


@dataclass(frozen=True, slots=True)
class IssuerReleased:
    DISCRIMINATOR: ClassVar[bytes] = b"\x2c\xf0\x29\x85\xa7\x49\x3b\x3a"
    issuer: bytes
    unlocked: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[IssuerReleased, int]:
        (issuer, unlocked,) = _ISSUER_RELEASED_0.unpack_from(_data, _at)
        _at += _ISSUER_RELEASED_0.size
        return cls(issuer, unlocked), _at

    def encode(self) -> bytes:
        return _ISSUER_RELEASED_0.pack(self.issuer, self.unlocked)


_ISSUER_RETIRED_0 = Struct("<32sQ")


@dataclass(frozen=True, slots=True)
class IssuerRetired:
    DISCRIMINATOR: ClassVar[bytes] = b"\xdd\x8d\x89\x3c\x40\x0e\x97\x8f"
    issuer: bytes
    leaves_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[IssuerRetired, int]:
        (issuer, leaves_at,) = _ISSUER_RETIRED_0.unpack_from(_data, _at)
        _at += _ISSUER_RETIRED_0.size
        return cls(issuer, leaves_at), _at

    def encode(self) -> bytes:
        return _ISSUER_RETIRED_0.pack(self.issuer, self.leaves_at)


_KEY_ADDED_0 = Struct("<32s32sBBQ")


@dataclass(frozen=True, slots=True)
class KeyAdded:
    DISCRIMINATOR: ClassVar[bytes] = b"\x25\x84\x62\x94\xe3\xab\x97\x10"
    key_id: bytes
    subject_id: bytes
    algorithm: int
    role: int
    expires_at: int
    public_key: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[KeyAdded, int]:
        (key_id, subject_id, algorithm, role, expires_at,) = _KEY_ADDED_0.unpack_from(_data, _at)
        _at += _KEY_ADDED_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        public_key = _data[_at + 4 : _at + 4 + _length]
        _at += 4 + _length
        return cls(key_id, subject_id, algorithm, role, expires_at, public_key), _at

    def encode(self) -> bytes:
        return _KEY_ADDED_0.pack(self.key_id, self.subject_id, self.algorithm, self.role, self.expires_at) + _LENGTH.pack(len(self.public_key)) + self.public_key


_KEY_FLAGGED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class KeyFlagged:
    DISCRIMINATOR: ClassVar[bytes] = b"\x21\x29\x3e\xdc\x88\xf2\x6d\x65"
    key_id: bytes
    case_id: bytes
    flagged_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[KeyFlagged, int]:
        (key_id, case_id, flagged_at,) = _KEY_FLAGGED_0.unpack_from(_data, _at)
        _at += _KEY_FLAGGED_0.size
        return cls(key_id, case_id, flagged_at), _at

    def encode(self) -> bytes:
        return _KEY_FLAGGED_0.pack(self.key_id, self.case_id, self.flagged_at)


_KEY_REVOKED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class KeyRevoked:
    DISCRIMINATOR: ClassVar[bytes] = b"\x07\xa3\x9b\x92\xaf\xbc\xc5\xf3"
    key_id: bytes
    subject_id: bytes
    effective_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[KeyRevoked, int]:
        (key_id, subject_id, effective_at,) = _KEY_REVOKED_0.unpack_from(_data, _at)
        _at += _KEY_REVOKED_0.size
        return cls(key_id, subject_id, effective_at), _at

    def encode(self) -> bytes:
        return _KEY_REVOKED_0.pack(self.key_id, self.subject_id, self.effective_at)


_KEY_ROTATED_0 = Struct("<32s32s32sBBQ")


@dataclass(frozen=True, slots=True)
class KeyRotated:
    DISCRIMINATOR: ClassVar[bytes] = b"\xae\x25\x12\x68\xc6\x1e\x21\x5f"
    old_key_id: bytes
    key_id: bytes
    subject_id: bytes
    algorithm: int
    role: int
    expires_at: int
    public_key: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[KeyRotated, int]:
        (old_key_id, key_id, subject_id, algorithm, role, expires_at,) = _KEY_ROTATED_0.unpack_from(_data, _at)
        _at += _KEY_ROTATED_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        public_key = _data[_at + 4 : _at + 4 + _length]
        _at += 4 + _length
        return cls(old_key_id, key_id, subject_id, algorithm, role, expires_at, public_key), _at

    def encode(self) -> bytes:
        return _KEY_ROTATED_0.pack(self.old_key_id, self.key_id, self.subject_id, self.algorithm, self.role, self.expires_at) + _LENGTH.pack(len(self.public_key)) + self.public_key


_RECORD_BATCH_POSTED_0 = Struct("<32s32s32sI")


@dataclass(frozen=True, slots=True)
class RecordBatchPosted:
    DISCRIMINATOR: ClassVar[bytes] = b"\x68\xd8\x59\x6c\x83\xb1\xad\x85"
    batch_id: bytes
    key_id: bytes
    root: bytes
    count: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RecordBatchPosted, int]:
        (batch_id, key_id, root, count,) = _RECORD_BATCH_POSTED_0.unpack_from(_data, _at)
        _at += _RECORD_BATCH_POSTED_0.size
        return cls(batch_id, key_id, root, count), _at

    def encode(self) -> bytes:
        return _RECORD_BATCH_POSTED_0.pack(self.batch_id, self.key_id, self.root, self.count)


_RECORD_FLAGGED_0 = Struct("<32s32s32sQ")


@dataclass(frozen=True, slots=True)
class RecordFlagged:
    DISCRIMINATOR: ClassVar[bytes] = b"\x18\x91\x98\x96\xe0\x8a\x6c\xef"
    content_id: bytes
    key_id: bytes
    case_id: bytes
    flagged_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RecordFlagged, int]:
        (content_id, key_id, case_id, flagged_at,) = _RECORD_FLAGGED_0.unpack_from(_data, _at)
        _at += _RECORD_FLAGGED_0.size
        return cls(content_id, key_id, case_id, flagged_at), _at

    def encode(self) -> bytes:
        return _RECORD_FLAGGED_0.pack(self.content_id, self.key_id, self.case_id, self.flagged_at)


_RECORDED_0 = Struct("<32s32s32s32sB32s")


@dataclass(frozen=True, slots=True)
class Recorded:
    DISCRIMINATOR: ClassVar[bytes] = b"\x4c\x24\x27\xbc\x96\x44\x18\xf1"
    content_id: bytes
    key_id: bytes
    claim_hash: bytes
    soft_binding: bytes
    source_type: int
    tools: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Recorded, int]:
        (content_id, key_id, claim_hash, soft_binding, source_type, tools,) = _RECORDED_0.unpack_from(_data, _at)
        _at += _RECORDED_0.size
        return cls(content_id, key_id, claim_hash, soft_binding, source_type, tools), _at

    def encode(self) -> bytes:
        return _RECORDED_0.pack(self.content_id, self.key_id, self.claim_hash, self.soft_binding, self.source_type, self.tools)


_RECOVERED_0 = Struct("<32s32s")


@dataclass(frozen=True, slots=True)
class Recovered:
    DISCRIMINATOR: ClassVar[bytes] = b"\x75\x00\x36\xc0\xbb\x18\xf0\x82"
    subject_id: bytes
    controller: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Recovered, int]:
        (subject_id, controller,) = _RECOVERED_0.unpack_from(_data, _at)
        _at += _RECOVERED_0.size
        return cls(subject_id, controller), _at

    def encode(self) -> bytes:
        return _RECOVERED_0.pack(self.subject_id, self.controller)


_RECOVERY_BACKED_0 = Struct("<32s32s32sBQ")


@dataclass(frozen=True, slots=True)
class RecoveryBacked:
    DISCRIMINATOR: ClassVar[bytes] = b"\x42\x55\xf9\xf5\xe1\x00\x12\x83"
    subject_id: bytes
    guardian: bytes
    controller: bytes
    backers: int
    recovery_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RecoveryBacked, int]:
        (subject_id, guardian, controller, backers, recovery_at,) = _RECOVERY_BACKED_0.unpack_from(_data, _at)
        _at += _RECOVERY_BACKED_0.size
        return cls(subject_id, guardian, controller, backers, recovery_at), _at

    def encode(self) -> bytes:
        return _RECOVERY_BACKED_0.pack(self.subject_id, self.guardian, self.controller, self.backers, self.recovery_at)


_RECOVERY_CANCELLED_0 = Struct("<32s")


@dataclass(frozen=True, slots=True)
class RecoveryCancelled:
    DISCRIMINATOR: ClassVar[bytes] = b"\xbf\x19\xec\x56\x19\x4d\x75\x60"
    subject_id: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RecoveryCancelled, int]:
        (subject_id,) = _RECOVERY_CANCELLED_0.unpack_from(_data, _at)
        _at += _RECOVERY_CANCELLED_0.size
        return cls(subject_id), _at

    def encode(self) -> bytes:
        return _RECOVERY_CANCELLED_0.pack(self.subject_id)


_SUBJECT_0 = Struct("<32s32sB")
_SUBJECT_3 = Struct("<32sQB")
_SUBJECT_5 = Struct("<Q")
_SUBJECT_7 = Struct("<B")


@dataclass(frozen=True, slots=True)
class Subject:
    DISCRIMINATOR: ClassVar[bytes] = b"\x34\xa1\x29\xa5\xca\xee\x8a\xa6"
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
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Subject, int]:
        (subject_id, controller, threshold,) = _SUBJECT_0.unpack_from(_data, _at)
        _at += _SUBJECT_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _guardians_list: list[bytes] = []
        for _ in range(_length):
            (_guardians_item,) = Struct("<32s").unpack_from(_data, _at)
            _at += 32
            _guardians_list.append(_guardians_item)
        guardians = tuple(_guardians_list)
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _backed_list: list[bytes] = []
        for _ in range(_length):
            (_backed_item,) = Struct("<32s").unpack_from(_data, _at)
            _at += 32
            _backed_list.append(_backed_item)
        backed = tuple(_backed_list)
        (recovery_to, recovery_at, next_threshold,) = _SUBJECT_3.unpack_from(_data, _at)
        _at += _SUBJECT_3.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _next_guardians_list: list[bytes] = []
        for _ in range(_length):
            (_next_guardians_item,) = Struct("<32s").unpack_from(_data, _at)
            _at += 32
            _next_guardians_list.append(_next_guardians_item)
        next_guardians = tuple(_next_guardians_list)
        (guardians_at,) = _SUBJECT_5.unpack_from(_data, _at)
        _at += _SUBJECT_5.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _keys_list: list[bytes] = []
        for _ in range(_length):
            (_keys_item,) = Struct("<32s").unpack_from(_data, _at)
            _at += 32
            _keys_list.append(_keys_item)
        keys = tuple(_keys_list)
        (bump,) = _SUBJECT_7.unpack_from(_data, _at)
        _at += _SUBJECT_7.size
        return cls(subject_id, controller, threshold, guardians, backed, recovery_to, recovery_at, next_threshold, next_guardians, guardians_at, keys, bump), _at

    def encode(self) -> bytes:
        return _SUBJECT_0.pack(self.subject_id, self.controller, self.threshold) + _LENGTH.pack(len(self.guardians)) + b"".join(Struct("<32s").pack(x) for x in self.guardians) + _LENGTH.pack(len(self.backed)) + b"".join(Struct("<32s").pack(x) for x in self.backed) + _SUBJECT_3.pack(self.recovery_to, self.recovery_at, self.next_threshold) + _LENGTH.pack(len(self.next_guardians)) + b"".join(Struct("<32s").pack(x) for x in self.next_guardians) + _SUBJECT_5.pack(self.guardians_at) + _LENGTH.pack(len(self.keys)) + b"".join(Struct("<32s").pack(x) for x in self.keys) + _SUBJECT_7.pack(self.bump)


_SUBJECT_CREATED_0 = Struct("<32s32sBB")


@dataclass(frozen=True, slots=True)
class SubjectCreated:
    DISCRIMINATOR: ClassVar[bytes] = b"\xba\xed\x35\x05\x04\xfc\xfc\x5f"
    subject_id: bytes
    controller: bytes
    guardians: int
    threshold: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[SubjectCreated, int]:
        (subject_id, controller, guardians, threshold,) = _SUBJECT_CREATED_0.unpack_from(_data, _at)
        _at += _SUBJECT_CREATED_0.size
        return cls(subject_id, controller, guardians, threshold), _at

    def encode(self) -> bytes:
        return _SUBJECT_CREATED_0.pack(self.subject_id, self.controller, self.guardians, self.threshold)


_SUBJECT_KEY_0 = Struct("<32s32sBB")
_SUBJECT_KEY_2 = Struct("<QQQQB")


@dataclass(frozen=True, slots=True)
class SubjectKey:
    DISCRIMINATOR: ClassVar[bytes] = b"\xdb\xc0\x2f\x07\xc1\xee\xe9\xde"
    subject_id: bytes
    controller: bytes
    algorithm: int
    role: int
    public_key: bytes
    added_at: int
    expires_at: int
    revoked_at: int
    flagged_at: int
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[SubjectKey, int]:
        (subject_id, controller, algorithm, role,) = _SUBJECT_KEY_0.unpack_from(_data, _at)
        _at += _SUBJECT_KEY_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        public_key = _data[_at + 4 : _at + 4 + _length]
        _at += 4 + _length
        (added_at, expires_at, revoked_at, flagged_at, bump,) = _SUBJECT_KEY_2.unpack_from(_data, _at)
        _at += _SUBJECT_KEY_2.size
        return cls(subject_id, controller, algorithm, role, public_key, added_at, expires_at, revoked_at, flagged_at, bump), _at

    def encode(self) -> bytes:
        return _SUBJECT_KEY_0.pack(self.subject_id, self.controller, self.algorithm, self.role) + _LENGTH.pack(len(self.public_key)) + self.public_key + _SUBJECT_KEY_2.pack(self.added_at, self.expires_at, self.revoked_at, self.flagged_at, self.bump)


_VOUCHER_PUNISHED_0 = Struct("<32s32s32s32sQ")


@dataclass(frozen=True, slots=True)
class VoucherPunished:
    DISCRIMINATOR: ClassVar[bytes] = b"\xd0\xbe\x65\x07\x15\x11\x0b\xa4"
    case_id: bytes
    attestation_id: bytes
    issuer: bytes
    fault_id: bytes
    slashed: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[VoucherPunished, int]:
        (case_id, attestation_id, issuer, fault_id, slashed,) = _VOUCHER_PUNISHED_0.unpack_from(_data, _at)
        _at += _VOUCHER_PUNISHED_0.size
        return cls(case_id, attestation_id, issuer, fault_id, slashed), _at

    def encode(self) -> bytes:
        return _VOUCHER_PUNISHED_0.pack(self.case_id, self.attestation_id, self.issuer, self.fault_id, self.slashed)


Account = Attestation | AttestationBatch | ContentBatch | ContentRecord | Finding | Generation | IdentityConfig | Issuer | Subject | SubjectKey
ACCOUNTS: dict[bytes, type[Account]] = {
    Attestation.DISCRIMINATOR: Attestation,
    AttestationBatch.DISCRIMINATOR: AttestationBatch,
    ContentBatch.DISCRIMINATOR: ContentBatch,
    ContentRecord.DISCRIMINATOR: ContentRecord,
    Finding.DISCRIMINATOR: Finding,
    Generation.DISCRIMINATOR: Generation,
    IdentityConfig.DISCRIMINATOR: IdentityConfig,
    Issuer.DISCRIMINATOR: Issuer,
    Subject.DISCRIMINATOR: Subject,
    SubjectKey.DISCRIMINATOR: SubjectKey,
}


def decode_account(data: bytes) -> Account | None:
    """The account that `data` holds, or None where it is none of this program's."""
    kind = ACCOUNTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


Event = AttestationBatchPosted | AttestationRevoked | Attested | GenerationRevoked | GuardiansChanged | GuardiansProposed | IssuerRegistered | IssuerReleased | IssuerRetired | KeyAdded | KeyFlagged | KeyRevoked | KeyRotated | RecordBatchPosted | RecordFlagged | Recorded | Recovered | RecoveryBacked | RecoveryCancelled | SubjectCreated | VoucherPunished
EVENTS: dict[bytes, type[Event]] = {
    AttestationBatchPosted.DISCRIMINATOR: AttestationBatchPosted,
    AttestationRevoked.DISCRIMINATOR: AttestationRevoked,
    Attested.DISCRIMINATOR: Attested,
    GenerationRevoked.DISCRIMINATOR: GenerationRevoked,
    GuardiansChanged.DISCRIMINATOR: GuardiansChanged,
    GuardiansProposed.DISCRIMINATOR: GuardiansProposed,
    IssuerRegistered.DISCRIMINATOR: IssuerRegistered,
    IssuerReleased.DISCRIMINATOR: IssuerReleased,
    IssuerRetired.DISCRIMINATOR: IssuerRetired,
    KeyAdded.DISCRIMINATOR: KeyAdded,
    KeyFlagged.DISCRIMINATOR: KeyFlagged,
    KeyRevoked.DISCRIMINATOR: KeyRevoked,
    KeyRotated.DISCRIMINATOR: KeyRotated,
    RecordBatchPosted.DISCRIMINATOR: RecordBatchPosted,
    RecordFlagged.DISCRIMINATOR: RecordFlagged,
    Recorded.DISCRIMINATOR: Recorded,
    Recovered.DISCRIMINATOR: Recovered,
    RecoveryBacked.DISCRIMINATOR: RecoveryBacked,
    RecoveryCancelled.DISCRIMINATOR: RecoveryCancelled,
    SubjectCreated.DISCRIMINATOR: SubjectCreated,
    VoucherPunished.DISCRIMINATOR: VoucherPunished,
}


def decode_event(data: bytes) -> Event | None:
    """The event that `data` holds, or None where it is none of this program's."""
    kind = EVENTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


_ADD_KEY_ARGS_0 = Struct("<32sBBQ")


def add_key(*, caller: Pubkey, subject: Pubkey, key: Pubkey, subject_id: bytes, algorithm: int, role: int, expires_at: int, public_key: bytes, proof: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(subject, False, True),
        AccountMeta(key, False, True),
        AccountMeta(_INSTRUCTIONS, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xfb\x13\xb7\x6d\xa8\xb3\x12\xc3" + _ADD_KEY_ARGS_0.pack(subject_id, algorithm, role, expires_at) + _LENGTH.pack(len(public_key)) + public_key + _LENGTH.pack(len(proof)) + proof, _accounts)


_APPLY_GUARDIANS_ARGS_0 = Struct("<32s")


def apply_guardians(*, subject: Pubkey, subject_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(subject, False, True),
    ]
    return Instruction(PROGRAM, b"\x8b\xe6\xd3\x66\x59\x89\xdd\x94" + _APPLY_GUARDIANS_ARGS_0.pack(subject_id), _accounts)


_ATTEST_ARGS_0 = Struct("<Q")


def attest(*, caller: Pubkey, issuer: Pubkey, generation: Pubkey, subject: Pubkey, attestation: Pubkey, nonce: int, terms: AttestationTerms) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(issuer, False, False),
        AccountMeta(generation, False, False),
        AccountMeta(subject, False, False),
        AccountMeta(attestation, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x53\x94\x78\x77\x90\x8b\x75\xa0" + _ATTEST_ARGS_0.pack(nonce) + terms.encode(), _accounts)


_ATTEST_BATCH_ARGS_0 = Struct("<Q32sIIQ")


def attest_batch(*, caller: Pubkey, issuer: Pubkey, generation_account: Pubkey, attestation_batch: Pubkey, nonce: int, root: bytes, count: int, generation: int, expires_at: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(issuer, False, False),
        AccountMeta(generation_account, False, False),
        AccountMeta(attestation_batch, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x6d\xdc\x60\x96\x6b\x01\x77\xd9" + _ATTEST_BATCH_ARGS_0.pack(nonce, root, count, generation, expires_at), _accounts)


_ATTEST_FOR_ARGS_0 = Struct("<32sQ")
_ATTEST_FOR_ARGS_2 = Struct("<Q")


def attest_for(*, caller: Pubkey, issuer_account: Pubkey, generation: Pubkey, subject: Pubkey, attestation: Pubkey, issuer: bytes, nonce: int, terms: AttestationTerms, deadline: int, signature: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(issuer_account, False, False),
        AccountMeta(generation, False, False),
        AccountMeta(subject, False, False),
        AccountMeta(attestation, False, True),
        AccountMeta(_INSTRUCTIONS, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x59\xa4\x85\x8c\x6f\x84\xd3\x31" + _ATTEST_FOR_ARGS_0.pack(issuer, nonce) + terms.encode() + _ATTEST_FOR_ARGS_2.pack(deadline) + _LENGTH.pack(len(signature)) + signature, _accounts)


_BACK_RECOVERY_ARGS_0 = Struct("<32s32s")


def back_recovery(*, caller: Pubkey, subject: Pubkey, subject_id: bytes, controller: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(subject, False, True),
    ]
    return Instruction(PROGRAM, b"\xef\x5c\x28\x50\x27\x54\xcc\x1a" + _BACK_RECOVERY_ARGS_0.pack(subject_id, controller), _accounts)


_CANCEL_RECOVERY_ARGS_0 = Struct("<32s")


def cancel_recovery(*, caller: Pubkey, subject: Pubkey, subject_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(subject, False, True),
    ]
    return Instruction(PROGRAM, b"\xb0\x17\xcb\x25\x79\xfb\xe3\x53" + _CANCEL_RECOVERY_ARGS_0.pack(subject_id), _accounts)


_CHANGE_GUARDIANS_ARGS_0 = Struct("<32s")
_CHANGE_GUARDIANS_ARGS_2 = Struct("<B")


def change_guardians(*, caller: Pubkey, subject: Pubkey, subject_id: bytes, guardians: tuple[bytes, ...], threshold: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(subject, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xbd\xc4\x09\x46\x39\x33\x3f\x0f" + _CHANGE_GUARDIANS_ARGS_0.pack(subject_id) + _LENGTH.pack(len(guardians)) + b"".join(Struct("<32s").pack(x) for x in guardians) + _CHANGE_GUARDIANS_ARGS_2.pack(threshold), _accounts)


_CLAIM_ATTESTATION_ARGS_0 = Struct("<32sI32sB32s")


def claim_attestation(*, caller: Pubkey, attestation_batch: Pubkey, subject: Pubkey, attestation: Pubkey, batch_id: bytes, index: int, subject_id: bytes, kind: int, commitment: bytes, path: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(attestation_batch, False, False),
        AccountMeta(subject, False, False),
        AccountMeta(attestation, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x7b\x56\x4f\xfc\x82\x1c\x21\x4e" + _CLAIM_ATTESTATION_ARGS_0.pack(batch_id, index, subject_id, kind, commitment) + _LENGTH.pack(len(path)) + path, _accounts)


_CLAIM_RECORD_ARGS_0 = Struct("<32sI")


def claim_record(*, caller: Pubkey, content_batch: Pubkey, content_account: Pubkey, batch_id: bytes, index: int, content: Content, path: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(content_batch, False, False),
        AccountMeta(content_account, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x85\x1b\x7b\x19\x8e\x9c\x20\x93" + _CLAIM_RECORD_ARGS_0.pack(batch_id, index) + content.encode() + _LENGTH.pack(len(path)) + path, _accounts)


_CREATE_SUBJECT_ARGS_0 = Struct("<Q")
_CREATE_SUBJECT_ARGS_2 = Struct("<B")


def create_subject(*, caller: Pubkey, subject: Pubkey, nonce: int, guardians: tuple[bytes, ...], threshold: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(subject, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xf3\x18\x65\xd0\xaa\x05\xf2\x1a" + _CREATE_SUBJECT_ARGS_0.pack(nonce) + _LENGTH.pack(len(guardians)) + b"".join(Struct("<32s").pack(x) for x in guardians) + _CREATE_SUBJECT_ARGS_2.pack(threshold), _accounts)


_FLAG_KEY_ARGS_0 = Struct("<32s32s")


def flag_key(*, caller: Pubkey, finding: Pubkey, key: Pubkey, case: Pubkey, case_id: bytes, key_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(finding, False, True),
        AccountMeta(key, False, True),
        AccountMeta(case, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x7b\x3c\xc7\x76\x09\x8d\x09\xd2" + _FLAG_KEY_ARGS_0.pack(case_id, key_id), _accounts)


_FLAG_RECORD_ARGS_0 = Struct("<32s32s")


def flag_record(*, caller: Pubkey, finding: Pubkey, content: Pubkey, key: Pubkey, case: Pubkey, case_id: bytes, content_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(finding, False, True),
        AccountMeta(content, False, True),
        AccountMeta(key, False, True),
        AccountMeta(case, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xfa\x82\xff\x83\x48\x69\x67\x75" + _FLAG_RECORD_ARGS_0.pack(case_id, content_id), _accounts)


_INITIALIZE_ARGS_0 = Struct("<32s32sQQQHH")


def initialize(*, payer: Pubkey, court: bytes, chain: bytes, issuer_stake: int, exit_secs: int, recovery_secs: int, voucher_bps: int, reward_bps: int) -> Instruction:
    _accounts = [
        AccountMeta(payer, True, True),
        AccountMeta(_CONFIG, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xaf\xaf\x6d\x1f\x0d\x98\x9b\xed" + _INITIALIZE_ARGS_0.pack(court, chain, issuer_stake, exit_secs, recovery_secs, voucher_bps, reward_bps), _accounts)


_PUNISH_VOUCHER_ARGS_0 = Struct("<32s32s")


def punish_voucher(*, caller: Pubkey, finding: Pubkey, attestation: Pubkey, issuer: Pubkey, generation: Pubkey, stake: Pubkey, fault: Pubkey, staking_config: Pubkey, case_id: bytes, attestation_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(finding, False, False),
        AccountMeta(attestation, False, False),
        AccountMeta(issuer, False, True),
        AccountMeta(generation, False, False),
        AccountMeta(stake, False, True),
        AccountMeta(fault, False, True),
        AccountMeta(_SLASHER, False, False),
        AccountMeta(staking_config, False, False),
        AccountMeta(_STAKING_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x0f\x10\x08\x65\xa3\x53\x61\x0f" + _PUNISH_VOUCHER_ARGS_0.pack(case_id, attestation_id), _accounts)


_RECORD_ARGS_0 = Struct("<32s")


def record(*, caller: Pubkey, key: Pubkey, content_account: Pubkey, key_id: bytes, content: Content, proof: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(key, False, False),
        AccountMeta(content_account, False, True),
        AccountMeta(_INSTRUCTIONS, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xde\x39\xc9\xd8\xc7\x5a\xf7\x88" + _RECORD_ARGS_0.pack(key_id) + content.encode() + _LENGTH.pack(len(proof)) + proof, _accounts)


_RECORD_BATCH_ARGS_0 = Struct("<32sQ32sI")


def record_batch(*, caller: Pubkey, key: Pubkey, content_batch: Pubkey, key_id: bytes, nonce: int, root: bytes, count: int, proof: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(key, False, False),
        AccountMeta(content_batch, False, True),
        AccountMeta(_INSTRUCTIONS, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x39\xf6\xd2\x2f\xc3\x70\xa2\x41" + _RECORD_BATCH_ARGS_0.pack(key_id, nonce, root, count) + _LENGTH.pack(len(proof)) + proof, _accounts)


_RECOVER_ARGS_0 = Struct("<32s")


def recover(*, subject: Pubkey, subject_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(subject, False, True),
    ]
    return Instruction(PROGRAM, b"\x6c\xd8\x26\x3a\x6d\x92\x74\x11" + _RECOVER_ARGS_0.pack(subject_id), _accounts)


_REGISTER_ISSUER_ARGS_0 = Struct("<32s")


def register_issuer(*, caller: Pubkey, issuer: Pubkey, stake: Pubkey, staking_config: Pubkey, profile: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(issuer, False, True),
        AccountMeta(stake, False, True),
        AccountMeta(_SLASHER, False, False),
        AccountMeta(staking_config, False, False),
        AccountMeta(_STAKING_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x91\x75\x34\x3b\xbd\x1b\x7f\x12" + _REGISTER_ISSUER_ARGS_0.pack(profile), _accounts)


_RELEASE_ISSUER_ARGS_0 = Struct("<32s")


def release_issuer(*, issuer_account: Pubkey, stake: Pubkey, staking_config: Pubkey, issuer: bytes) -> Instruction:
    _accounts = [
        AccountMeta(issuer_account, False, True),
        AccountMeta(stake, False, True),
        AccountMeta(_SLASHER, False, False),
        AccountMeta(staking_config, False, False),
        AccountMeta(_STAKING_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x20\xad\xb3\x62\x13\x07\xe9\x6c" + _RELEASE_ISSUER_ARGS_0.pack(issuer), _accounts)


def retire_issuer(*, caller: Pubkey, issuer: Pubkey) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(issuer, False, True),
    ]
    return Instruction(PROGRAM, b"\x74\x17\xf2\x7b\x66\xf2\x8f\x99", _accounts)


_REVOKE_ATTESTATION_ARGS_0 = Struct("<32s")


def revoke_attestation(*, caller: Pubkey, attestation: Pubkey, attestation_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(attestation, False, True),
    ]
    return Instruction(PROGRAM, b"\x0c\x9c\x67\xa1\xc2\xf6\xd3\xb3" + _REVOKE_ATTESTATION_ARGS_0.pack(attestation_id), _accounts)


_REVOKE_GENERATION_ARGS_0 = Struct("<I")


def revoke_generation(*, caller: Pubkey, issuer: Pubkey, generation_account: Pubkey, generation: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(issuer, False, True),
        AccountMeta(generation_account, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xbb\xc5\x45\x75\x3f\xa2\x52\x74" + _REVOKE_GENERATION_ARGS_0.pack(generation), _accounts)


_REVOKE_IN_BATCH_ARGS_0 = Struct("<32sI")


def revoke_in_batch(*, caller: Pubkey, attestation_batch: Pubkey, attestation: Pubkey, batch_id: bytes, index: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(attestation_batch, False, False),
        AccountMeta(attestation, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xd0\x2b\xb3\xa9\x95\x61\xda\x70" + _REVOKE_IN_BATCH_ARGS_0.pack(batch_id, index), _accounts)


_REVOKE_KEY_ARGS_0 = Struct("<32sQ")


def revoke_key(*, caller: Pubkey, key: Pubkey, subject: Pubkey, key_id: bytes, effective_at: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(key, False, True),
        AccountMeta(subject, False, True),
    ]
    return Instruction(PROGRAM, b"\xa2\x2c\xb4\x76\x87\x6a\x73\xe8" + _REVOKE_KEY_ARGS_0.pack(key_id, effective_at), _accounts)


_ROTATE_KEY_ARGS_0 = Struct("<32s32sBQ")


def rotate_key(*, caller: Pubkey, subject: Pubkey, old_key: Pubkey, key: Pubkey, subject_id: bytes, old_key_id: bytes, algorithm: int, expires_at: int, public_key: bytes, proof: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(_CONFIG, False, False),
        AccountMeta(subject, False, True),
        AccountMeta(old_key, False, True),
        AccountMeta(key, False, True),
        AccountMeta(_INSTRUCTIONS, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x56\xf0\xc2\x74\x1f\x03\xac\xc8" + _ROTATE_KEY_ARGS_0.pack(subject_id, old_key_id, algorithm, expires_at) + _LENGTH.pack(len(public_key)) + public_key + _LENGTH.pack(len(proof)) + proof, _accounts)
