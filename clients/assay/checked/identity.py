"""Identity's input checks."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from ..errors import InputError
from ..market import Chain, Identity
from ..models import identity as i
from ..models.base import ZERO
from ..signatures import KEY_BYTES
from ..units import U64_MAX
from .arguments import U32_MAX, bytes32, data_of, said_by, somebody, whole

# The largest tree of a batch is twenty levels high.
MAX_SIBLINGS = (i.MAX_BATCH - 1).bit_length()
# No algorithm's is longer than 65. What is shorter or wrong is the programs' to refuse.
MAX_PROOF = 128


class CheckedIdentity:
    """market.Identity around any other. Terms and contents are models and have checked their own fields' widths."""

    def __init__(self, inner: Identity, chain: Chain) -> None:
        self._inner, self._chain = inner, chain

    def config(self) -> i.IdentityConfig:
        return self._inner.config()

    def subject(self, subject_id: bytes) -> i.Subject | None:
        return self._inner.subject(bytes32("subject_id", subject_id))

    def key(self, key_id: bytes) -> i.Key | None:
        return self._inner.key(bytes32("key_id", key_id))

    def issuer(self, issuer: bytes) -> i.Issuer | None:
        return self._inner.issuer(bytes32("issuer", issuer))

    def attestation(self, attestation_id: bytes) -> i.Attestation | None:
        return self._inner.attestation(bytes32("attestation_id", attestation_id))

    def attestation_batch(self, batch_id: bytes) -> i.AttestationBatch | None:
        return self._inner.attestation_batch(bytes32("batch_id", batch_id))

    def generation_revoked_at(self, issuer: bytes, generation: int) -> int:
        return self._inner.generation_revoked_at(bytes32("issuer", issuer), whole("generation", generation, U32_MAX))

    def content(self, content_id: bytes) -> i.ContentRecord | None:
        return self._inner.content(bytes32("content_id", content_id))

    def content_batch(self, batch_id: bytes) -> i.ContentBatch | None:
        return self._inner.content_batch(bytes32("batch_id", batch_id))

    def finding(self, case_id: bytes) -> i.Finding | None:
        return self._inner.finding(bytes32("case_id", case_id))

    # ---- subjects

    def create_subject(self, nonce: int, guardians: Sequence[bytes] = (), threshold: int = 0) -> i.SubjectCreated:
        whole("nonce", nonce, U64_MAX)
        return self._inner.create_subject(nonce, *self._guarded(guardians, threshold))

    def change_guardians(self, subject_id: bytes, guardians: Sequence[bytes], threshold: int) -> i.GuardiansProposed:
        return self._inner.change_guardians(bytes32("subject_id", subject_id), *self._guarded(guardians, threshold))

    def _guarded(self, guardians: Sequence[bytes], threshold: int) -> tuple[tuple[bytes, ...], int]:
        """Guardians of whom the caller, who controls the subject, is none."""
        if not isinstance(guardians, (list, tuple)) or len(guardians) > i.MAX_GUARDIANS:
            raise InputError("guardians", guardians, f"at most {i.MAX_GUARDIANS} addresses", "name fewer")
        for at, guardian in enumerate(guardians):
            somebody(f"guardians[{at}]", guardian)
            if guardian == self._chain.account:
                raise InputError(f"guardians[{at}]", guardian, "somebody other than the controller", "name whom you trust to give it back")
            if guardian in guardians[:at]:
                raise InputError(f"guardians[{at}]", guardian, "named once", "name another")
        return tuple(guardians), whole("threshold", threshold, len(guardians), min(1, len(guardians)))

    def apply_guardians(self, subject_id: bytes) -> i.GuardiansChanged:
        return self._inner.apply_guardians(bytes32("subject_id", subject_id))

    def back_recovery(self, subject_id: bytes, controller: bytes) -> i.RecoveryBacked:
        return self._inner.back_recovery(bytes32("subject_id", subject_id), somebody("controller", controller))

    def cancel_recovery(self, subject_id: bytes) -> i.RecoveryCancelled:
        return self._inner.cancel_recovery(bytes32("subject_id", subject_id))

    def recover(self, subject_id: bytes) -> i.Recovered:
        return self._inner.recover(bytes32("subject_id", subject_id))

    # ---- keys

    def add_key(self, subject_id: bytes, algorithm: int, role: int, expires_at: int, public_key: bytes, proof: bytes) -> i.KeyAdded:
        bytes32("subject_id", subject_id)
        _public_key(algorithm, public_key)
        role = _named("role", role, i.Role, "say what the key belongs to")
        return self._inner.add_key(subject_id, int(algorithm), role, self._expiry(expires_at), public_key, data_of("proof", proof, MAX_PROOF))

    def rotate_key(self, subject_id: bytes, old_key_id: bytes, algorithm: int, expires_at: int, public_key: bytes, proof: bytes) -> i.KeyRotated:
        bytes32("subject_id", subject_id)
        bytes32("old_key_id", old_key_id)
        _public_key(algorithm, public_key)
        expires_at = self._expiry(expires_at)
        return self._inner.rotate_key(subject_id, old_key_id, int(algorithm), expires_at, public_key, data_of("proof", proof, MAX_PROOF))

    def _expiry(self, expires_at: int) -> int:
        if whole("expires_at", expires_at, U64_MAX):
            self._future("expires_at", expires_at)
        return expires_at

    def _future(self, field: str, at: int) -> int:
        return whole(field, at, U64_MAX, self._chain.now() + 1)

    def revoke_key(self, key_id: bytes, effective_at: int) -> i.KeyRevoked:
        bytes32("key_id", key_id)
        return self._inner.revoke_key(key_id, said_by("effective_at", whole("effective_at", effective_at, U64_MAX), self._chain.now()))

    # ---- issuers

    def register_issuer(self, profile: bytes) -> i.IssuerRegistered:
        return self._inner.register_issuer(bytes32("profile", profile))

    def retire_issuer(self) -> i.IssuerRetired:
        return self._inner.retire_issuer()

    def release_issuer(self, issuer: bytes) -> i.IssuerReleased:
        return self._inner.release_issuer(bytes32("issuer", issuer))

    # ---- attestations

    def sign_attestation(self, nonce: int, terms: i.AttestationTerms, deadline: int) -> bytes:
        return self._inner.sign_attestation(whole("nonce", nonce, U64_MAX), self._good(terms), whole("deadline", deadline, U64_MAX))

    def attest(self, nonce: int, terms: i.AttestationTerms) -> i.Attested:
        return self._inner.attest(whole("nonce", nonce, U64_MAX), self._good(terms))

    def attest_for(self, issuer: bytes, nonce: int, terms: i.AttestationTerms, deadline: int, signature: bytes) -> i.Attested:
        bytes32("issuer", issuer)
        whole("nonce", nonce, U64_MAX)
        # On the EVM a contract signs by EIP-1271, and in any length.
        return self._inner.attest_for(issuer, nonce, self._good(terms), whole("deadline", deadline, U64_MAX), data_of("signature", signature))

    def _good(self, terms: i.AttestationTerms) -> i.AttestationTerms:
        whole("terms.kind", terms.kind, 255, 1)
        self._future("terms.expires_at", terms.expires_at)
        _something("terms.commitment", terms.commitment, "take it from commit.disclosure")
        return terms

    def attest_batch(self, nonce: int, root: bytes, count: int, generation: int, expires_at: int) -> i.AttestationBatchPosted:
        whole("nonce", nonce, U64_MAX)
        _something("root", root, "take it from commit.attestations.Batch")
        whole("count", count, i.MAX_BATCH, 1)
        return self._inner.attest_batch(nonce, root, count, whole("generation", generation, U32_MAX), self._future("expires_at", expires_at))

    def claim_attestation(self, batch_id: bytes, index: int, subject_id: bytes, kind: int, commitment: bytes, path: bytes) -> i.Attested:
        bytes32("batch_id", batch_id)
        whole("index", index, i.MAX_BATCH - 1)
        bytes32("subject_id", subject_id)
        whole("kind", kind, 255, 1)
        _something("commitment", commitment, "take it from commit.disclosure")
        return self._inner.claim_attestation(batch_id, index, subject_id, kind, commitment, _path(path))

    def revoke_attestation(self, attestation_id: bytes) -> i.AttestationRevoked:
        return self._inner.revoke_attestation(bytes32("attestation_id", attestation_id))

    def revoke_in_batch(self, batch_id: bytes, index: int) -> i.AttestationRevoked:
        return self._inner.revoke_in_batch(bytes32("batch_id", batch_id), whole("index", index, i.MAX_BATCH - 1))

    def revoke_generation(self, generation: int) -> i.GenerationRevoked:
        return self._inner.revoke_generation(whole("generation", generation, U32_MAX))

    # ---- contents

    def record(self, key_id: bytes, content: i.Content, proof: bytes) -> i.Recorded:
        return self._inner.record(bytes32("key_id", key_id), _said(content), data_of("proof", proof, MAX_PROOF))

    def record_batch(self, key_id: bytes, nonce: int, root: bytes, count: int, proof: bytes) -> i.RecordBatchPosted:
        bytes32("key_id", key_id)
        whole("nonce", nonce, U64_MAX)
        _something("root", root, "take it from commit.attestations.Batch")
        return self._inner.record_batch(key_id, nonce, root, whole("count", count, i.MAX_BATCH, 1), data_of("proof", proof, MAX_PROOF))

    def claim_record(self, batch_id: bytes, index: int, content: i.Content, path: bytes) -> i.Recorded:
        bytes32("batch_id", batch_id)
        return self._inner.claim_record(batch_id, whole("index", index, i.MAX_BATCH - 1), _said(content), _path(path))

    # ---- rulings

    def flag_record(self, case_id: bytes, content_id: bytes) -> i.RecordFlagged:
        return self._inner.flag_record(bytes32("case_id", case_id), bytes32("content_id", content_id))

    def flag_key(self, case_id: bytes, key_id: bytes) -> i.KeyFlagged:
        return self._inner.flag_key(bytes32("case_id", case_id), bytes32("key_id", key_id))

    def punish_voucher(self, case_id: bytes, attestation_id: bytes) -> i.VoucherPunished:
        return self._inner.punish_voucher(bytes32("case_id", case_id), bytes32("attestation_id", attestation_id))


def _named(field: str, value: int, names: type[IntEnum], remedy: str) -> int:
    if isinstance(value, bool) or value not in list(names):
        raise InputError(field, value, f"one of {', '.join(f'{n.value} {n.name}' for n in names)}", remedy)
    return int(value)


def _public_key(algorithm: int, public_key: bytes) -> None:
    known = i.Algorithm(_named("algorithm", algorithm, i.Algorithm, "name what the key signs by"))
    if not isinstance(public_key, bytes) or len(public_key) != KEY_BYTES[known]:
        raise InputError("public_key", public_key, f"{KEY_BYTES[known]} bytes for {known.name}", "take it from signatures.SoftwareKey, or from its device")


def _something(field: str, value: bytes, remedy: str) -> bytes:
    if bytes32(field, value) == ZERO:
        raise InputError(field, value, "other than zero", remedy)
    return value


def _path(path: bytes) -> bytes:
    if len(data_of("path", path, 32 * MAX_SIBLINGS)) % 32:
        raise InputError("path", path, "32 bytes a sibling", "take it from commit.attestations.Batch")
    return path


def _said(content: i.Content) -> i.Content:
    _something("content.claim_hash", content.claim_hash, "hash the C2PA claim's bytes")
    _named("content.source_type", content.source_type, i.SourceType, "say where the content comes from")
    if len(content.parents) > i.MAX_PARENTS:
        raise InputError("content.parents", len(content.parents), f"at most {i.MAX_PARENTS}", "name the nearest")
    return content
