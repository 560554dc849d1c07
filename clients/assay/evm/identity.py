"""market.Identity on the EVM."""

from __future__ import annotations

from collections.abc import Sequence

from eth_account.messages import encode_typed_data
from eth_utils.address import to_checksum_address

from .. import ids
from ..models import identity as m
from .generated import identity as g
from .session import Session, plain
from .transport import address20

# What an issuer signs, as the contract's eip712Domain says it.
_DOMAIN = {"name": "Assay identity", "version": "1"}
_TYPES = {
    "Attestation": [
        {"name": name, "type": kind}
        for name, kind in (
            ("attestationId", "bytes32"), ("subjectId", "bytes32"), ("kind", "uint8"), ("generation", "uint32"), ("expiresAt", "uint64"),
            ("commitment", "bytes32"), ("deadline", "uint64"),
        )
    ]
}  # fmt: skip


class EvmIdentity:
    """market.Identity for one account."""

    def __init__(self, session: Session) -> None:
        self._s, self._at = session, session.identity

    def config(self) -> m.IdentityConfig:
        return m.IdentityConfig(**plain(g.decode_config(self._s.read(self._at, g.config()))))

    def subject(self, subject_id: bytes) -> m.Subject | None:
        raw = g.decode_subject_of(self._s.read(self._at, g.subject_of(subject_id)))
        return m.Subject(**plain(raw)) if any(raw.controller) else None

    def key(self, key_id: bytes) -> m.Key | None:
        raw = g.decode_key_of(self._s.read(self._at, g.key_of(key_id)))
        return m.Key(**plain(raw)) if raw.added_at else None

    def issuer(self, issuer: bytes) -> m.Issuer | None:
        address20("issuer", issuer)
        raw = g.decode_issuer_of(self._s.read(self._at, g.issuer_of(issuer)))
        return m.Issuer(**plain(raw)) if any(raw.issuer) else None

    def attestation(self, attestation_id: bytes) -> m.Attestation | None:
        raw = g.decode_attestation_of(self._s.read(self._at, g.attestation_of(attestation_id)))
        return m.Attestation(**plain(raw)) if any(raw.issuer) else None

    def attestation_batch(self, batch_id: bytes) -> m.AttestationBatch | None:
        raw = g.decode_attestation_batch_of(self._s.read(self._at, g.attestation_batch_of(batch_id)))
        return m.AttestationBatch(**plain(raw)) if any(raw.issuer) else None

    def generation_revoked_at(self, issuer: bytes, generation: int) -> int:
        address20("issuer", issuer)
        return g.decode_generation_revoked_at(self._s.read(self._at, g.generation_revoked_at(issuer, generation)))

    def content(self, content_id: bytes) -> m.ContentRecord | None:
        raw = g.decode_content_of(self._s.read(self._at, g.content_of(content_id)))
        return m.ContentRecord(**plain(raw)) if any(raw.signer) else None

    def content_batch(self, batch_id: bytes) -> m.ContentBatch | None:
        raw = g.decode_content_batch_of(self._s.read(self._at, g.content_batch_of(batch_id)))
        return m.ContentBatch(**plain(raw)) if any(raw.signer) else None

    def finding(self, case_id: bytes) -> m.Finding | None:
        raw = g.decode_finding_of(self._s.read(self._at, g.finding_of(case_id)))
        if not any(raw.accuser):
            return None
        values = plain(raw)
        return m.Finding(**{k: v for k, v in values.items() if k != "found_at"} | {"at": raw.found_at})

    # ---- subjects

    def create_subject(self, nonce: int, guardians: Sequence[bytes] = (), threshold: int = 0) -> m.SubjectCreated:
        data = g.create_subject(nonce, _addresses(guardians), threshold)
        return self._s.write("create_subject", self._at, data, m.SubjectCreated)

    def change_guardians(self, subject_id: bytes, guardians: Sequence[bytes], threshold: int) -> m.GuardiansProposed:
        data = g.change_guardians(subject_id, _addresses(guardians), threshold)
        return self._s.write("change_guardians", self._at, data, m.GuardiansProposed)

    def apply_guardians(self, subject_id: bytes) -> m.GuardiansChanged:
        return self._s.write("apply_guardians", self._at, g.apply_guardians(subject_id), m.GuardiansChanged)

    def back_recovery(self, subject_id: bytes, controller: bytes) -> m.RecoveryBacked:
        address20("controller", controller)
        return self._s.write("back_recovery", self._at, g.back_recovery(subject_id, controller), m.RecoveryBacked)

    def cancel_recovery(self, subject_id: bytes) -> m.RecoveryCancelled:
        return self._s.write("cancel_recovery", self._at, g.cancel_recovery(subject_id), m.RecoveryCancelled)

    def recover(self, subject_id: bytes) -> m.Recovered:
        return self._s.write("recover", self._at, g.recover(subject_id), m.Recovered)

    # ---- keys

    def add_key(self, subject_id: bytes, algorithm: int, role: int, expires_at: int, public_key: bytes, proof: bytes) -> m.KeyAdded:
        data = g.add_key(subject_id, algorithm, role, expires_at, public_key, proof)
        return self._s.write("add_key", self._at, data, m.KeyAdded)

    def rotate_key(self, subject_id: bytes, old_key_id: bytes, algorithm: int, expires_at: int, public_key: bytes, proof: bytes) -> m.KeyRotated:
        data = g.rotate_key(subject_id, old_key_id, algorithm, expires_at, public_key, proof)
        return self._s.write("rotate_key", self._at, data, m.KeyRotated)

    def revoke_key(self, key_id: bytes, effective_at: int) -> m.KeyRevoked:
        return self._s.write("revoke_key", self._at, g.revoke_key(key_id, effective_at), m.KeyRevoked)

    # ---- issuers

    def register_issuer(self, profile: bytes) -> m.IssuerRegistered:
        return self._s.write("register_issuer", self._at, g.register_issuer(profile), m.IssuerRegistered)

    def retire_issuer(self) -> m.IssuerRetired:
        return self._s.write("retire_issuer", self._at, g.retire_issuer(), m.IssuerRetired)

    def release_issuer(self, issuer: bytes) -> m.IssuerReleased:
        address20("issuer", issuer)
        return self._s.write("release_issuer", self._at, g.release_issuer(issuer), m.IssuerReleased)

    # ---- attestations

    def sign_attestation(self, nonce: int, terms: m.AttestationTerms, deadline: int) -> bytes:
        domain = _DOMAIN | {"chainId": self._s.transport.chain_id, "verifyingContract": to_checksum_address(self._at)}
        said = {
            "attestationId": ids.attestation_id(self._s.deployment.identity, self._s.account, nonce), "subjectId": terms.subject_id, "kind": terms.kind,
            "generation": terms.generation, "expiresAt": terms.expires_at, "commitment": terms.commitment, "deadline": deadline,
        }  # fmt: skip
        return bytes(self._s.signer.sign_message(encode_typed_data(domain, _TYPES, said)).signature)

    def attest(self, nonce: int, terms: m.AttestationTerms) -> m.Attested:
        return self._s.write("attest", self._at, g.attest(nonce, g.AttestationTerms(**dict(terms))), m.Attested)

    def attest_for(self, issuer: bytes, nonce: int, terms: m.AttestationTerms, deadline: int, signature: bytes) -> m.Attested:
        address20("issuer", issuer)
        data = g.attest_for(issuer, nonce, g.AttestationTerms(**dict(terms)), deadline, signature)
        return self._s.write("attest_for", self._at, data, m.Attested)

    def attest_batch(self, nonce: int, root: bytes, count: int, generation: int, expires_at: int) -> m.AttestationBatchPosted:
        return self._s.write("attest_batch", self._at, g.attest_batch(nonce, root, count, generation, expires_at), m.AttestationBatchPosted)

    def claim_attestation(self, batch_id: bytes, index: int, subject_id: bytes, kind: int, commitment: bytes, path: bytes) -> m.Attested:
        data = g.claim_attestation(batch_id, index, subject_id, kind, commitment, path)
        return self._s.write("claim_attestation", self._at, data, m.Attested)

    def revoke_attestation(self, attestation_id: bytes) -> m.AttestationRevoked:
        return self._s.write("revoke_attestation", self._at, g.revoke_attestation(attestation_id), m.AttestationRevoked)

    def revoke_in_batch(self, batch_id: bytes, index: int) -> m.AttestationRevoked:
        return self._s.write("revoke_in_batch", self._at, g.revoke_in_batch(batch_id, index), m.AttestationRevoked)

    def revoke_generation(self, generation: int) -> m.GenerationRevoked:
        return self._s.write("revoke_generation", self._at, g.revoke_generation(generation), m.GenerationRevoked)

    # ---- contents

    def record(self, key_id: bytes, content: m.Content, proof: bytes) -> m.Recorded:
        return self._s.write("record", self._at, g.record(key_id, g.Content(**dict(content)), proof), m.Recorded)

    def record_batch(self, key_id: bytes, nonce: int, root: bytes, count: int, proof: bytes) -> m.RecordBatchPosted:
        return self._s.write("record_batch", self._at, g.record_batch(key_id, nonce, root, count, proof), m.RecordBatchPosted)

    def claim_record(self, batch_id: bytes, index: int, content: m.Content, path: bytes) -> m.Recorded:
        data = g.claim_record(batch_id, index, g.Content(**dict(content)), path)
        return self._s.write("claim_record", self._at, data, m.Recorded)

    # ---- rulings

    def flag_record(self, case_id: bytes, content_id: bytes) -> m.RecordFlagged:
        return self._s.write("flag_record", self._at, g.flag_record(case_id, content_id), m.RecordFlagged)

    def flag_key(self, case_id: bytes, key_id: bytes) -> m.KeyFlagged:
        return self._s.write("flag_key", self._at, g.flag_key(case_id, key_id), m.KeyFlagged)

    def punish_voucher(self, case_id: bytes, attestation_id: bytes) -> m.VoucherPunished:
        return self._s.write("punish_voucher", self._at, g.punish_voucher(case_id, attestation_id), m.VoucherPunished)


def _addresses(guardians: Sequence[bytes]) -> tuple[bytes, ...]:
    for i, guardian in enumerate(guardians):
        address20(f"guardians[{i}]", guardian)
    return tuple(guardians)
