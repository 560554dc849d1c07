"""State and events of identity (meaning: market.Identity)."""

from __future__ import annotations

from enum import IntEnum
from hashlib import sha256
from typing import Annotated

from pydantic import Field

from .base import U8, U32, U64, ZERO, Address, Bps, Bytes, Bytes32, Event, Model

MAX_GUARDIANS = 5
MAX_KEYS = 16  # in force at once
MAX_PARENTS = 4
MAX_BATCH = 2**20  # leaves of one root


class Algorithm(IntEnum):
    """How a key signs the 32 bytes that `ids` make: Ed25519 (RFC 8032, strict) as its message, secp256k1 as the hash itself, P-256 under SHA-256."""

    ED25519 = 1
    SECP256K1 = 2
    P256 = 3


class Role(IntEnum):
    PERSON = 1
    DEVICE = 2
    TOOL = 3
    ORGANISATION = 4


class AttestationKind(IntEnum):
    """What an issuer verified. The programs take any but 0."""

    DOMAIN = 1
    EMAIL = 2
    GOVERNMENT_ID = 3
    ORGANISATION = 4


class SourceType(IntEnum):
    """Where a content comes from, after IPTC's digital source types: digitalCapture, humanEdits, digitalArt (rendered), trainedAlgorithmicMedia."""

    CAPTURE = 1
    EDITED = 2
    RENDERED = 3
    GENERATED = 4


class IdentityConfig(Model):
    """`court` is the address under which the court slashes: whose rulings count.

    `chain` binds signatures: the EVM's chain id, big-endian, of Solana a hash of its CAIP-2 id (ids.chain_tag)."""

    court: Address
    chain: Bytes32
    issuer_stake: U64
    exit_secs: U64
    recovery_secs: U64
    voucher_bps: Bps
    reward_bps: Bps


class Subject(Model):
    """A person, device, tool or organisation. `controller` acts for it; `threshold` of its `guardians` may name another.

    `keys` are the ids of those not revoked, in the order they were added. `backed[i]` is the controller that guardian i wants, zero where none.
    `recovery_to` has had enough backers since `recovery_secs` before `recovery_at` (0: there is none). `next_guardians` and `next_threshold` take effect after
    `guardians_at` (0: no change is under way).
    """

    subject_id: Bytes32
    controller: Address
    threshold: U8
    guardians: tuple[Address, ...] = ()
    backed: tuple[Address, ...] = ()
    recovery_to: Address = ZERO
    recovery_at: U64 = 0
    next_threshold: U8 = 0
    next_guardians: tuple[Address, ...] = ()
    guardians_at: U64 = 0
    keys: tuple[Bytes32, ...] = ()


class KeyStatus(IntEnum):
    """Of a key at a time. The first that holds counts, from below."""

    UNKNOWN = 0
    VALID = 1
    EXPIRED = 2
    REVOKED = 3
    FLAGGED = 4


class Key(Model):
    """`controller` added it. `expires_at`, `revoked_at` and `flagged_at` are 0 where they do not hold; from them on the key is not in force."""

    key_id: Bytes32
    subject_id: Bytes32
    controller: Address
    algorithm: Algorithm
    role: Role
    public_key: Bytes
    added_at: U64
    expires_at: U64 = 0
    revoked_at: U64 = 0
    flagged_at: U64 = 0

    def status(self, at: int) -> KeyStatus:
        """What a signature made at `at` (unix s) is worth, as far as is known today."""
        if at < self.added_at:
            return KeyStatus.UNKNOWN
        if self.flagged_at and at >= self.flagged_at:
            return KeyStatus.FLAGGED
        if self.revoked_at and at >= self.revoked_at:
            return KeyStatus.REVOKED
        return KeyStatus.EXPIRED if self.expires_at and at >= self.expires_at else KeyStatus.VALID


class Issuer(Model):
    """`locked` of its stake answers for what it attests. `leaves_at` is 0 while it may attest, and then the time from which it may have its stake back."""

    issuer: Address
    profile: Bytes32
    locked: U64
    leaves_at: U64 = 0


class Attested(Event):
    attestation_id: Bytes32
    issuer: Address
    subject_id: Bytes32
    kind: U8
    generation: U32
    expires_at: U64
    commitment: Bytes32


class AttestationTerms(Model):
    """`commitment` is the root over salted fields (commit.disclosure); nothing of them is on chain. `generation` (u32) is the issuer's own count:
    all of one can be revoked at once."""

    subject_id: Bytes32
    kind: U8
    generation: U32
    expires_at: U64
    commitment: Bytes32


class Attestation(Model):
    """`revoked_at` is 0 while it is not revoked by itself; its generation may be. One revoked in a batch before it was claimed has a zero subject."""

    attestation_id: Bytes32
    issuer: Address
    terms: AttestationTerms
    issued_at: U64
    revoked_at: U64 = 0

    def in_force(self, at: int, generation_revoked_at: int = 0) -> bool:
        """Whether it held at `at`, given when its generation was revoked (0: never)."""
        ended = [t for t in (self.terms.expires_at, self.revoked_at, generation_revoked_at) if t]
        return self.issued_at <= at and all(at < t for t in ended)


class AttestationBatch(Model):
    """`count` attestations under one keccak root (commit.attestations)."""

    batch_id: Bytes32
    issuer: Address
    root: Bytes32
    count: U32
    generation: U32
    expires_at: U64
    posted_at: U64


class Content(Model):
    """What is said of a content: sha256 of its C2PA claim, its perceptual hash (zero: none), where it comes from, sha256 over the tools that made it
    (docs/tools.md; zero: none) and what it was made of."""

    claim_hash: Bytes32
    soft_binding: Bytes32
    source_type: U8
    tools: Bytes32
    parents: Annotated[tuple[Bytes32, ...], Field(max_length=255)] = ()

    @property
    def payload(self) -> bytes:
        """claim_hash || soft_binding || source_type (1) || tools || the number of parents (1) || parents."""
        return self.claim_hash + self.soft_binding + bytes([self.source_type]) + self.tools + bytes([len(self.parents)]) + b"".join(self.parents)

    @property
    def digest(self) -> bytes:
        """sha256 of the payload."""
        return sha256(self.payload).digest()


class ContentRecord(Model):
    """`signer` added the key, and answers for what it signs. `flagged`: a final ruling found it false."""

    content_id: Bytes32
    key_id: Bytes32
    content: Content
    signer: Address
    recorded_at: U64
    flagged: bool = False


class ContentBatch(Model):
    """`count` contents under one keccak root, signed once."""

    batch_id: Bytes32
    key_id: Bytes32
    root: Bytes32
    count: U32
    signer: Address
    posted_at: U64


class Finding(Model):
    """What a final ruling found, carried out: about `matter` (a content's or a key's id) of a subject, as of `at`."""

    case_id: Bytes32
    subject_id: Bytes32
    matter: Bytes32
    at: U64
    penalty: U64
    accuser: Address


class SubjectCreated(Event):
    subject_id: Bytes32
    controller: Address
    guardians: U8
    threshold: U8


class KeyAdded(Event):
    key_id: Bytes32
    subject_id: Bytes32
    algorithm: U8
    role: U8
    expires_at: U64
    public_key: Bytes


class KeyRotated(Event):
    old_key_id: Bytes32
    key_id: Bytes32
    subject_id: Bytes32
    algorithm: U8
    role: U8
    expires_at: U64
    public_key: Bytes


class KeyRevoked(Event):
    key_id: Bytes32
    subject_id: Bytes32
    effective_at: U64


class GuardiansProposed(Event):
    subject_id: Bytes32
    guardians: U8
    threshold: U8
    effective_at: U64


class GuardiansChanged(Event):
    subject_id: Bytes32
    guardians: U8
    threshold: U8


class RecoveryBacked(Event):
    subject_id: Bytes32
    guardian: Address
    controller: Address
    backers: U8
    recovery_at: U64


class RecoveryCancelled(Event):
    subject_id: Bytes32


class Recovered(Event):
    subject_id: Bytes32
    controller: Address


class IssuerRegistered(Event):
    issuer: Address
    profile: Bytes32
    locked: U64


class IssuerRetired(Event):
    issuer: Address
    leaves_at: U64


class IssuerReleased(Event):
    issuer: Address
    unlocked: U64


class AttestationBatchPosted(Event):
    batch_id: Bytes32
    issuer: Address
    root: Bytes32
    count: U32
    generation: U32
    expires_at: U64


class AttestationRevoked(Event):
    attestation_id: Bytes32
    issuer: Address


class GenerationRevoked(Event):
    issuer: Address
    generation: U32


class Recorded(Event):
    content_id: Bytes32
    key_id: Bytes32
    claim_hash: Bytes32
    soft_binding: Bytes32
    source_type: U8
    tools: Bytes32


class RecordBatchPosted(Event):
    batch_id: Bytes32
    key_id: Bytes32
    root: Bytes32
    count: U32


class RecordFlagged(Event):
    content_id: Bytes32
    key_id: Bytes32
    case_id: Bytes32
    flagged_at: U64


class KeyFlagged(Event):
    key_id: Bytes32
    case_id: Bytes32
    flagged_at: U64


class VoucherPunished(Event):
    case_id: Bytes32
    attestation_id: Bytes32
    issuer: Address
    fault_id: Bytes32
    slashed: U64


EVENTS: tuple[type[Event], ...] = (
    SubjectCreated, KeyAdded, KeyRotated, KeyRevoked, GuardiansProposed, GuardiansChanged, RecoveryBacked, RecoveryCancelled, Recovered,
    IssuerRegistered, IssuerRetired, IssuerReleased, Attested, AttestationBatchPosted, AttestationRevoked, GenerationRevoked, Recorded, RecordBatchPosted,
    RecordFlagged, KeyFlagged, VoucherPunished,
)  # fmt: skip
