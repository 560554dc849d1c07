"""market.Identity on Solana."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import ids
from ..errors import InputError
from ..models import identity as m
from ..models.base import ZERO
from . import pda
from .generated import identity as g
from .proofs import proven
from .session import Session, fields_of, key, plain

_ROLES = tuple(m.Role)


class SolanaIdentity:
    """market.Identity for one account.

    Accounts whose address depends on a key, a record or an attestation are looked up first. Where that is unknown any address will do: the program
    refuses before it looks.
    """

    def __init__(self, session: Session) -> None:
        self._s, self._program = session, session.deployment.identity
        self._domain = ids.domain(self._program, ids.chain_tag(session.deployment.chain))

    def config(self) -> m.IdentityConfig:
        data = self._s.read(pda.identity_config())
        if data is None:
            raise InputError("deployment.identity", self._program, "deployed", "deploy it with scripts/deploy.py")
        return m.IdentityConfig(**_kept(g.IdentityConfig.decode(data, 8)[0]))

    def subject(self, subject_id: bytes) -> m.Subject | None:
        key("subject_id", subject_id)
        data = self._s.read(pda.subject(subject_id))
        return None if data is None else m.Subject(**_kept(g.Subject.decode(data, 8)[0]))

    def key(self, key_id: bytes) -> m.Key | None:
        raw = self._key(key_id)
        if raw is None:
            return None
        return m.Key(**_kept(raw) | {"key_id": key_id, "algorithm": m.Algorithm(raw.algorithm), "role": m.Role(raw.role)})

    def issuer(self, issuer: bytes) -> m.Issuer | None:
        key("issuer", issuer)
        data = self._s.read(pda.issuer(issuer))
        return None if data is None else m.Issuer(**_kept(g.Issuer.decode(data, 8)[0]))

    def attestation(self, attestation_id: bytes) -> m.Attestation | None:
        raw = self._attestation(attestation_id)
        return None if raw is None else m.Attestation(**_kept(raw) | {"attestation_id": attestation_id, "terms": m.AttestationTerms(**plain(raw.terms))})

    def attestation_batch(self, batch_id: bytes) -> m.AttestationBatch | None:
        key("batch_id", batch_id)
        data = self._s.read(pda.attestation_batch(batch_id))
        return None if data is None else m.AttestationBatch(**_kept(g.AttestationBatch.decode(data, 8)[0]) | {"batch_id": batch_id})

    def generation_revoked_at(self, issuer: bytes, generation: int) -> int:
        key("issuer", issuer)
        data = self._s.read(pda.generation(issuer, generation))
        return 0 if data is None else g.Generation.decode(data, 8)[0].revoked_at

    def content(self, content_id: bytes) -> m.ContentRecord | None:
        raw = self._content(content_id)
        return None if raw is None else m.ContentRecord(**_kept(raw) | {"content_id": content_id, "content": m.Content(**plain(raw.content))})

    def content_batch(self, batch_id: bytes) -> m.ContentBatch | None:
        key("batch_id", batch_id)
        data = self._s.read(pda.content_batch(batch_id))
        return None if data is None else m.ContentBatch(**_kept(g.ContentBatch.decode(data, 8)[0]) | {"batch_id": batch_id})

    def finding(self, case_id: bytes) -> m.Finding | None:
        raw = self._finding(case_id)
        return None if raw is None else m.Finding(**_kept(raw) | {"case_id": case_id})

    def _key(self, key_id: bytes) -> g.SubjectKey | None:
        key("key_id", key_id)
        data = self._s.read(pda.subject_key(key_id))
        return None if data is None else g.SubjectKey.decode(data, 8)[0]

    def _attestation(self, attestation_id: bytes) -> g.Attestation | None:
        key("attestation_id", attestation_id)
        data = self._s.read(pda.attestation(attestation_id))
        return None if data is None else g.Attestation.decode(data, 8)[0]

    def _content(self, content_id: bytes) -> g.ContentRecord | None:
        key("content_id", content_id)
        data = self._s.read(pda.content(content_id))
        return None if data is None else g.ContentRecord.decode(data, 8)[0]

    def _finding(self, case_id: bytes) -> g.Finding | None:
        key("case_id", case_id)
        data = self._s.read(pda.finding(case_id))
        return None if data is None else g.Finding.decode(data, 8)[0]

    # ---- subjects

    def create_subject(self, nonce: int, guardians: Sequence[bytes] = (), threshold: int = 0) -> m.SubjectCreated:
        subject = pda.subject(ids.subject_id(self._program, self._s.account, nonce))
        ix = g.create_subject(caller=self._s.caller, subject=subject, nonce=nonce, guardians=tuple(guardians), threshold=threshold)
        return self._s.write("create_subject", [ix], m.SubjectCreated)

    def change_guardians(self, subject_id: bytes, guardians: Sequence[bytes], threshold: int) -> m.GuardiansProposed:
        ix = g.change_guardians(
            caller=self._s.caller, subject=pda.subject(subject_id), subject_id=subject_id, guardians=tuple(guardians),
            threshold=threshold,
        )  # fmt: skip
        return self._s.write("change_guardians", [ix], m.GuardiansProposed)

    def apply_guardians(self, subject_id: bytes) -> m.GuardiansChanged:
        return self._s.write("apply_guardians", [g.apply_guardians(subject=pda.subject(subject_id), subject_id=subject_id)], m.GuardiansChanged)

    def back_recovery(self, subject_id: bytes, controller: bytes) -> m.RecoveryBacked:
        key("controller", controller)
        ix = g.back_recovery(caller=self._s.caller, subject=pda.subject(subject_id), subject_id=subject_id, controller=controller)
        return self._s.write("back_recovery", [ix], m.RecoveryBacked)

    def cancel_recovery(self, subject_id: bytes) -> m.RecoveryCancelled:
        ix = g.cancel_recovery(caller=self._s.caller, subject=pda.subject(subject_id), subject_id=subject_id)
        return self._s.write("cancel_recovery", [ix], m.RecoveryCancelled)

    def recover(self, subject_id: bytes) -> m.Recovered:
        return self._s.write("recover", [g.recover(subject=pda.subject(subject_id), subject_id=subject_id)], m.Recovered)

    # ---- keys

    def add_key(self, subject_id: bytes, algorithm: int, role: int, expires_at: int, public_key: bytes, proof: bytes) -> m.KeyAdded:
        key_id = _key_id(algorithm, public_key)
        ix = g.add_key(
            caller=self._s.caller, subject=pda.subject(subject_id), key=pda.subject_key(key_id), subject_id=subject_id,
            algorithm=algorithm, role=role, expires_at=expires_at, public_key=public_key, proof=proof,
        )  # fmt: skip
        # A proof is looked at before the program runs, and a role that does not exist would come too late.
        before = proven(algorithm, public_key, ids.key_proof(self._domain, subject_id, key_id), proof) if role in _ROLES else []
        return self._s.write("add_key", [*before, ix], m.KeyAdded)

    def rotate_key(self, subject_id: bytes, old_key_id: bytes, algorithm: int, expires_at: int, public_key: bytes, proof: bytes) -> m.KeyRotated:
        key("old_key_id", old_key_id)
        key_id = _key_id(algorithm, public_key)
        ix = g.rotate_key(
            caller=self._s.caller, subject=pda.subject(subject_id), old_key=pda.subject_key(old_key_id),
            key=pda.subject_key(key_id), subject_id=subject_id, old_key_id=old_key_id, algorithm=algorithm, expires_at=expires_at,
            public_key=public_key, proof=proof,
        )  # fmt: skip
        before = proven(algorithm, public_key, ids.key_proof(self._domain, subject_id, key_id), proof)
        return self._s.write("rotate_key", [*before, ix], m.KeyRotated)

    def revoke_key(self, key_id: bytes, effective_at: int) -> m.KeyRevoked:
        known = self._key(key_id)
        subject = pda.subject(known.subject_id if known else ZERO)
        ix = g.revoke_key(caller=self._s.caller, key=pda.subject_key(key_id), subject=subject, key_id=key_id, effective_at=effective_at)
        return self._s.write("revoke_key", [ix], m.KeyRevoked)

    # ---- issuers

    def register_issuer(self, profile: bytes) -> m.IssuerRegistered:
        key("profile", profile)
        account = self._s.account
        ix = g.register_issuer(
            caller=self._s.caller, issuer=pda.issuer(account), stake=pda.stake(account),
            staking_config=pda.staking_config(), profile=profile,
        )  # fmt: skip
        return self._s.write("register_issuer", [ix], m.IssuerRegistered)

    def retire_issuer(self) -> m.IssuerRetired:
        ix = g.retire_issuer(caller=self._s.caller, issuer=pda.issuer(self._s.account))
        return self._s.write("retire_issuer", [ix], m.IssuerRetired)

    def release_issuer(self, issuer: bytes) -> m.IssuerReleased:
        key("issuer", issuer)
        ix = g.release_issuer(
            issuer_account=pda.issuer(issuer), stake=pda.stake(issuer),
            staking_config=pda.staking_config(), issuer=issuer,
        )  # fmt: skip
        return self._s.write("release_issuer", [ix], m.IssuerReleased)

    # ---- attestations

    def sign_attestation(self, nonce: int, terms: m.AttestationTerms, deadline: int) -> bytes:
        return bytes(self._s.signer.sign_message(self._delegated(self._s.account, nonce, terms, deadline)))

    def _delegated(self, issuer: bytes, nonce: int, terms: m.AttestationTerms, deadline: int) -> bytes:
        attestation_id = ids.attestation_id(self._program, issuer, nonce)
        return ids.delegated(self._domain, attestation_id, terms.subject_id, terms.kind, terms.generation, terms.expires_at, terms.commitment, deadline)

    def attest(self, nonce: int, terms: m.AttestationTerms) -> m.Attested:
        account = self._s.account
        ix = g.attest(
            caller=self._s.caller, issuer=pda.issuer(account), generation=pda.generation(account, terms.generation),
            subject=pda.subject(terms.subject_id), attestation=pda.attestation(ids.attestation_id(self._program, account, nonce)), nonce=nonce,
            terms=g.AttestationTerms(**dict(terms)),
        )  # fmt: skip
        return self._s.write("attest", [ix], m.Attested)

    def attest_for(self, issuer: bytes, nonce: int, terms: m.AttestationTerms, deadline: int, signature: bytes) -> m.Attested:
        key("issuer", issuer)
        ix = g.attest_for(
            caller=self._s.caller, issuer_account=pda.issuer(issuer), generation=pda.generation(issuer, terms.generation),
            subject=pda.subject(terms.subject_id), attestation=pda.attestation(ids.attestation_id(self._program, issuer, nonce)), issuer=issuer,
            nonce=nonce, terms=g.AttestationTerms(**dict(terms)), deadline=deadline, signature=signature,
        )  # fmt: skip
        before = proven(m.Algorithm.ED25519, issuer, self._delegated(issuer, nonce, terms, deadline), signature)
        return self._s.write("attest_for", [*before, ix], m.Attested)

    def attest_batch(self, nonce: int, root: bytes, count: int, generation: int, expires_at: int) -> m.AttestationBatchPosted:
        key("root", root)
        account = self._s.account
        ix = g.attest_batch(
            caller=self._s.caller, issuer=pda.issuer(account), generation_account=pda.generation(account, generation),
            attestation_batch=pda.attestation_batch(ids.attestation_id(self._program, account, nonce)), nonce=nonce, root=root, count=count,
            generation=generation, expires_at=expires_at,
        )  # fmt: skip
        return self._s.write("attest_batch", [ix], m.AttestationBatchPosted)

    def claim_attestation(self, batch_id: bytes, index: int, subject_id: bytes, kind: int, commitment: bytes, path: bytes) -> m.Attested:
        key("batch_id", batch_id)
        key("commitment", commitment)
        ix = g.claim_attestation(
            caller=self._s.caller, attestation_batch=pda.attestation_batch(batch_id), subject=pda.subject(subject_id),
            attestation=pda.attestation(ids.batched_id(batch_id, index)), batch_id=batch_id, index=index, subject_id=subject_id, kind=kind,
            commitment=commitment, path=path,
        )  # fmt: skip
        return self._s.write("claim_attestation", [ix], m.Attested)

    def revoke_attestation(self, attestation_id: bytes) -> m.AttestationRevoked:
        key("attestation_id", attestation_id)
        ix = g.revoke_attestation(caller=self._s.caller, attestation=pda.attestation(attestation_id), attestation_id=attestation_id)
        return self._s.write("revoke_attestation", [ix], m.AttestationRevoked)

    def revoke_in_batch(self, batch_id: bytes, index: int) -> m.AttestationRevoked:
        key("batch_id", batch_id)
        ix = g.revoke_in_batch(
            caller=self._s.caller, attestation_batch=pda.attestation_batch(batch_id), attestation=pda.attestation(ids.batched_id(batch_id, index)),
            batch_id=batch_id, index=index,
        )  # fmt: skip
        return self._s.write("revoke_in_batch", [ix], m.AttestationRevoked)

    def revoke_generation(self, generation: int) -> m.GenerationRevoked:
        account = self._s.account
        ix = g.revoke_generation(
            caller=self._s.caller, issuer=pda.issuer(account), generation_account=pda.generation(account, generation), generation=generation
        )
        return self._s.write("revoke_generation", [ix], m.GenerationRevoked)

    # ---- contents

    def record(self, key_id: bytes, content: m.Content, proof: bytes) -> m.Recorded:
        known = self._key(key_id)
        content_id = ids.content_id(self._program, key_id, content.claim_hash)
        ix = g.record(
            caller=self._s.caller, key=pda.subject_key(key_id),
            content_account=pda.content(content_id), key_id=key_id, content=g.Content(**dict(content)), proof=proof,
        )  # fmt: skip
        digest = ids.content_proof(self._domain, content_id, content.payload)
        return self._s.write("record", [*_proven_by(known, digest, proof), ix], m.Recorded)

    def record_batch(self, key_id: bytes, nonce: int, root: bytes, count: int, proof: bytes) -> m.RecordBatchPosted:
        key("root", root)
        known = self._key(key_id)
        batch_id = ids.content_batch_id(self._program, key_id, nonce)
        ix = g.record_batch(
            caller=self._s.caller, key=pda.subject_key(key_id),
            content_batch=pda.content_batch(batch_id), key_id=key_id, nonce=nonce, root=root, count=count, proof=proof,
        )  # fmt: skip
        digest = ids.content_batch_proof(self._domain, batch_id, root, count)
        return self._s.write("record_batch", [*_proven_by(known, digest, proof), ix], m.RecordBatchPosted)

    def claim_record(self, batch_id: bytes, index: int, content: m.Content, path: bytes) -> m.Recorded:
        key("batch_id", batch_id)
        data = self._s.read(pda.content_batch(batch_id))
        key_id = g.ContentBatch.decode(data, 8)[0].key_id if data else ZERO
        ix = g.claim_record(
            caller=self._s.caller, content_batch=pda.content_batch(batch_id),
            content_account=pda.content(ids.content_id(self._program, key_id, content.claim_hash)), batch_id=batch_id, index=index,
            content=g.Content(**dict(content)), path=path,
        )  # fmt: skip
        return self._s.write("claim_record", [ix], m.Recorded)

    # ---- rulings

    def flag_record(self, case_id: bytes, content_id: bytes) -> m.RecordFlagged:
        key("case_id", case_id)
        record = self._content(content_id)
        ix = g.flag_record(
            caller=self._s.caller, finding=pda.finding(case_id), content=pda.content(content_id), key=pda.subject_key(record.key_id if record else ZERO),
            case=pda.case(case_id), case_id=case_id, content_id=content_id,
        )  # fmt: skip
        return self._s.write("flag_record", [ix], m.RecordFlagged)

    def flag_key(self, case_id: bytes, key_id: bytes) -> m.KeyFlagged:
        key("case_id", case_id)
        key("key_id", key_id)
        ix = g.flag_key(
            caller=self._s.caller, finding=pda.finding(case_id), key=pda.subject_key(key_id),
            case=pda.case(case_id), case_id=case_id, key_id=key_id,
        )  # fmt: skip
        return self._s.write("flag_key", [ix], m.KeyFlagged)

    def punish_voucher(self, case_id: bytes, attestation_id: bytes) -> m.VoucherPunished:
        attestation = self._attestation(attestation_id)
        issuer, generation = (attestation.issuer, attestation.terms.generation) if attestation else (ZERO, 0)
        ix = g.punish_voucher(
            caller=self._s.caller, finding=pda.finding(case_id), attestation=pda.attestation(attestation_id),
            issuer=pda.issuer(issuer), generation=pda.generation(issuer, generation), stake=pda.stake(issuer),
            fault=pda.fault(ids.voucher_fault(self._program, case_id, issuer)), staking_config=pda.staking_config(),
            case_id=case_id, attestation_id=attestation_id,
        )  # fmt: skip
        return self._s.write("punish_voucher", [ix], m.VoucherPunished)


def _kept(raw: Any) -> dict[str, Any]:
    """An account's fields without those that are Solana's own."""
    return {k: v for k, v in fields_of(raw).items() if k != "revoked_below"}


def _key_id(algorithm: int, public_key: bytes) -> bytes:
    # What has not a key's length is refused by the program, before it looks at the address.
    return ids.key_id(algorithm, public_key[:64])


def _proven_by(known: g.SubjectKey | None, digest: bytes, proof: bytes) -> list[Any]:
    return proven(known.algorithm, known.public_key, digest, proof) if known else []
