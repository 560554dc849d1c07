"""identity as plain objects: the executable spec of market.Identity. Subjects and their keys here, the rest in issuers.py and records.py."""

from __future__ import annotations

from collections.abc import Sequence

from .. import errors as e
from .. import ids, signatures
from ..models import identity as m
from ..models.base import ZERO
from ..models.deployment import MAX_SECS
from ..models.staking import MAX_REWARD_BPS
from .chain import Ledger, checked
from .court import CourtState
from .issuers import Issuers
from .records import Records
from .staking import StakingState


class IdentityState(Issuers, Records):
    """What the program stores. Methods take the caller first; `ReferenceIdentity` binds it. `program` is the address under which it locks and slashes."""

    def __init__(self, ledger: Ledger, staking: StakingState, court: CourtState, config: m.IdentityConfig, program: bytes) -> None:
        if not (1 <= config.exit_secs <= MAX_SECS and 1 <= config.recovery_secs <= MAX_SECS // 2 and config.issuer_stake >= 1):
            raise e.BadConfig
        if config.voucher_bps > 10_000 or config.reward_bps > MAX_REWARD_BPS:
            raise e.BadConfig
        self.ledger, self.staking, self.court, self.config, self.program = ledger, staking, court, config, program
        self.domain = ids.domain(program, config.chain)
        self.subjects: dict[bytes, m.Subject] = {}
        self.keys: dict[bytes, m.Key] = {}
        Issuers.__init__(self)
        Records.__init__(self)

    # ---- subjects

    def _controlled(self, caller: bytes, subject_id: bytes) -> m.Subject:
        subject = self.known_subject(subject_id)
        if subject.controller != caller:
            raise e.NotController
        return subject

    def known_subject(self, subject_id: bytes) -> m.Subject:
        if subject_id not in self.subjects:
            raise e.UnknownSubject
        return self.subjects[subject_id]

    def _save_subject(self, subject: m.Subject, **changes: object) -> m.Subject:
        self.subjects[subject.subject_id] = subject.model_copy(update=changes)
        return self.subjects[subject.subject_id]

    def _check_guardians(self, controller: bytes, guardians: Sequence[bytes], threshold: int) -> None:
        few = len(guardians) <= m.MAX_GUARDIANS and len(set(guardians)) == len(guardians)
        if not few or ZERO in guardians or controller in guardians or not min(1, len(guardians)) <= threshold <= len(guardians):
            raise e.BadGuardians

    def create_subject(self, caller: bytes, nonce: int, guardians: Sequence[bytes], threshold: int) -> m.SubjectCreated:
        subject_id = ids.subject_id(self.program, caller, nonce)
        if subject_id in self.subjects:
            raise e.SubjectExists
        self._check_guardians(caller, guardians, threshold)
        self.subjects[subject_id] = m.Subject(
            subject_id=subject_id, controller=caller, threshold=threshold, guardians=tuple(guardians), backed=(ZERO,) * len(guardians)
        )
        return self.ledger.log(m.SubjectCreated(subject_id=subject_id, controller=caller, guardians=len(guardians), threshold=threshold))

    def change_guardians(self, caller: bytes, subject_id: bytes, guardians: Sequence[bytes], threshold: int) -> m.GuardiansProposed:
        subject = self._controlled(caller, subject_id)
        self._check_guardians(caller, guardians, threshold)
        # Twice as long as a recovery: whoever stole the controller's key cannot change the guardians before those in office can act.
        at = checked(self.ledger.now + 2 * self.config.recovery_secs)
        self._save_subject(subject, next_guardians=tuple(guardians), next_threshold=threshold, guardians_at=at)
        return self.ledger.log(m.GuardiansProposed(subject_id=subject_id, guardians=len(guardians), threshold=threshold, effective_at=at))

    def apply_guardians(self, subject_id: bytes) -> m.GuardiansChanged:
        subject = self.known_subject(subject_id)
        if subject.guardians_at == 0:
            raise e.NoGuardianChange
        # A recovery that is on its way ends first.
        if self.ledger.now < subject.guardians_at or subject.recovery_at:
            raise e.NotDue
        guardians, threshold = subject.next_guardians, subject.next_threshold
        self._save_subject(
            subject, guardians=guardians, threshold=threshold, backed=(ZERO,) * len(guardians), next_guardians=(), next_threshold=0, guardians_at=0
        )
        return self.ledger.log(m.GuardiansChanged(subject_id=subject_id, guardians=len(guardians), threshold=threshold))

    def back_recovery(self, caller: bytes, subject_id: bytes, controller: bytes) -> m.RecoveryBacked:
        subject = self.known_subject(subject_id)
        if caller not in subject.guardians:
            raise e.NotGuardian
        if controller == ZERO:
            raise e.ZeroAddress
        backed = list(subject.backed)
        backed[subject.guardians.index(caller)] = controller
        backers = backed.count(controller)
        to, at = subject.recovery_to, subject.recovery_at
        if at and backed.count(to) < subject.threshold:
            to, at = ZERO, 0
        if not at and backers >= subject.threshold:
            to, at = controller, checked(self.ledger.now + self.config.recovery_secs)
        self._save_subject(subject, backed=tuple(backed), recovery_to=to, recovery_at=at)
        due_at = at if to == controller else 0
        return self.ledger.log(m.RecoveryBacked(subject_id=subject_id, guardian=caller, controller=controller, backers=backers, recovery_at=due_at))

    def cancel_recovery(self, caller: bytes, subject_id: bytes) -> m.RecoveryCancelled:
        subject = self._controlled(caller, subject_id)
        if not any(b != ZERO for b in subject.backed):
            raise e.NoRecovery
        if len(subject.guardians) >= 2 and subject.recovery_at and subject.backed.count(subject.recovery_to) == len(subject.guardians):
            raise e.RecoveryIsUnanimous
        self._save_subject(subject, backed=(ZERO,) * len(subject.guardians), recovery_to=ZERO, recovery_at=0)
        return self.ledger.log(m.RecoveryCancelled(subject_id=subject_id))

    def recover(self, subject_id: bytes) -> m.Recovered:
        subject = self.known_subject(subject_id)
        if subject.recovery_at == 0:
            raise e.NoRecovery
        if self.ledger.now < subject.recovery_at:
            raise e.NotDue
        to = subject.recovery_to
        # A change of guardians that the lost controller asked for goes with it.
        self._save_subject(
            subject,
            controller=to,
            backed=(ZERO,) * len(subject.guardians),
            recovery_to=ZERO,
            recovery_at=0,
            next_guardians=(),
            next_threshold=0,
            guardians_at=0,
        )
        return self.ledger.log(m.Recovered(subject_id=subject_id, controller=to))

    # ---- keys

    def known_key(self, key_id: bytes) -> m.Key:
        if key_id not in self.keys:
            raise e.UnknownKey
        return self.keys[key_id]

    def _possessed(self, subject_id: bytes, algorithm: int, public_key: bytes, proof: bytes) -> bytes:
        """The id of a key that whoever adds it holds."""
        key_id = ids.key_id(algorithm, public_key)
        if not signatures.verify(m.Algorithm(algorithm), public_key, ids.key_proof(self.domain, subject_id, key_id), proof):
            raise e.BadProof
        return key_id

    def _is_expiry(self, expires_at: int) -> bool:
        return expires_at == 0 or expires_at > self.ledger.now

    def add_key(self, caller: bytes, subject_id: bytes, algorithm: int, role: int, expires_at: int, public_key: bytes, proof: bytes) -> m.KeyAdded:
        if not signatures.is_key(algorithm, public_key) or not 1 <= role <= len(m.Role):
            raise e.BadKey
        key_id = self._possessed(subject_id, algorithm, public_key, proof)
        subject = self._controlled(caller, subject_id)
        if key_id in self.keys:
            raise e.KeyExists
        if not self._is_expiry(expires_at):
            raise e.BadTime
        if len(subject.keys) == m.MAX_KEYS:
            raise e.TooManyKeys
        self._save_subject(subject, keys=(*subject.keys, key_id))
        self._add(subject, key_id, algorithm, role, expires_at, public_key)
        return self.ledger.log(m.KeyAdded(key_id=key_id, subject_id=subject_id, algorithm=algorithm, role=role, expires_at=expires_at, public_key=public_key))

    def _add(self, subject: m.Subject, key_id: bytes, algorithm: int, role: int, expires_at: int, public_key: bytes) -> None:
        self.keys[key_id] = m.Key(
            key_id=key_id, subject_id=subject.subject_id, controller=subject.controller, algorithm=m.Algorithm(algorithm), role=m.Role(role),
            public_key=public_key, added_at=self.ledger.now, expires_at=expires_at,
        )  # fmt: skip

    def rotate_key(self, caller: bytes, subject_id: bytes, old_key_id: bytes, algorithm: int, expires_at: int, public_key: bytes, proof: bytes) -> m.KeyRotated:
        if not signatures.is_key(algorithm, public_key):
            raise e.BadKey
        key_id = self._possessed(subject_id, algorithm, public_key, proof)
        subject = self._controlled(caller, subject_id)
        old = self.known_key(old_key_id)
        if old.subject_id != subject_id:
            raise e.UnknownKey
        if old.revoked_at:
            raise e.KeyIsRevoked
        if key_id in self.keys:
            raise e.KeyExists
        if not self._is_expiry(expires_at):
            raise e.BadTime
        self.keys[old_key_id] = old.model_copy(update={"revoked_at": self.ledger.now})
        self._save_subject(subject, keys=tuple(key_id if k == old_key_id else k for k in subject.keys))
        self._add(subject, key_id, algorithm, old.role, expires_at, public_key)
        return self.ledger.log(
            m.KeyRotated(
                old_key_id=old_key_id, key_id=key_id, subject_id=subject_id, algorithm=algorithm, role=old.role, expires_at=expires_at, public_key=public_key
            )
        )

    def revoke_key(self, caller: bytes, key_id: bytes, effective_at: int) -> m.KeyRevoked:
        key = self.known_key(key_id)
        subject = self._controlled(caller, key.subject_id)
        if not key.added_at <= effective_at <= self.ledger.now:
            raise e.BadTime
        if key.revoked_at and effective_at >= key.revoked_at:
            raise e.KeyIsRevoked
        self.keys[key_id] = key.model_copy(update={"revoked_at": effective_at})
        self._save_subject(subject, keys=tuple(k for k in subject.keys if k != key_id))
        return self.ledger.log(m.KeyRevoked(key_id=key_id, subject_id=key.subject_id, effective_at=effective_at))


class ReferenceIdentity:
    """market.Identity for one caller."""

    def __init__(self, state: IdentityState, caller: bytes) -> None:
        self._state, self._caller = state, caller

    def config(self) -> m.IdentityConfig:
        return self._state.config

    def subject(self, subject_id: bytes) -> m.Subject | None:
        return self._state.subjects.get(subject_id)

    def key(self, key_id: bytes) -> m.Key | None:
        return self._state.keys.get(key_id)

    def issuer(self, issuer: bytes) -> m.Issuer | None:
        return self._state.issuers.get(issuer)

    def attestation(self, attestation_id: bytes) -> m.Attestation | None:
        return self._state.attestations.get(attestation_id)

    def attestation_batch(self, batch_id: bytes) -> m.AttestationBatch | None:
        return self._state.attestation_batches.get(batch_id)

    def generation_revoked_at(self, issuer: bytes, generation: int) -> int:
        return self._state.generations.get((issuer, generation), 0)

    def content(self, content_id: bytes) -> m.ContentRecord | None:
        return self._state.contents.get(content_id)

    def content_batch(self, batch_id: bytes) -> m.ContentBatch | None:
        return self._state.content_batches.get(batch_id)

    def finding(self, case_id: bytes) -> m.Finding | None:
        return self._state.findings.get(case_id)

    def sign_attestation(self, nonce: int, terms: m.AttestationTerms, deadline: int) -> bytes:
        return self._state.sign(self._caller, self._state.delegated(self._caller, nonce, terms, deadline))

    def create_subject(self, nonce: int, guardians: Sequence[bytes] = (), threshold: int = 0) -> m.SubjectCreated:
        return self._state.create_subject(self._caller, nonce, guardians, threshold)

    def add_key(self, subject_id: bytes, algorithm: int, role: int, expires_at: int, public_key: bytes, proof: bytes) -> m.KeyAdded:
        return self._state.add_key(self._caller, subject_id, algorithm, role, expires_at, public_key, proof)

    def rotate_key(self, subject_id: bytes, old_key_id: bytes, algorithm: int, expires_at: int, public_key: bytes, proof: bytes) -> m.KeyRotated:
        return self._state.rotate_key(self._caller, subject_id, old_key_id, algorithm, expires_at, public_key, proof)

    def revoke_key(self, key_id: bytes, effective_at: int) -> m.KeyRevoked:
        return self._state.revoke_key(self._caller, key_id, effective_at)

    def change_guardians(self, subject_id: bytes, guardians: Sequence[bytes], threshold: int) -> m.GuardiansProposed:
        return self._state.change_guardians(self._caller, subject_id, guardians, threshold)

    def apply_guardians(self, subject_id: bytes) -> m.GuardiansChanged:
        return self._state.apply_guardians(subject_id)

    def back_recovery(self, subject_id: bytes, controller: bytes) -> m.RecoveryBacked:
        return self._state.back_recovery(self._caller, subject_id, controller)

    def cancel_recovery(self, subject_id: bytes) -> m.RecoveryCancelled:
        return self._state.cancel_recovery(self._caller, subject_id)

    def recover(self, subject_id: bytes) -> m.Recovered:
        return self._state.recover(subject_id)

    def register_issuer(self, profile: bytes) -> m.IssuerRegistered:
        return self._state.register_issuer(self._caller, profile)

    def retire_issuer(self) -> m.IssuerRetired:
        return self._state.retire_issuer(self._caller)

    def release_issuer(self, issuer: bytes) -> m.IssuerReleased:
        return self._state.release_issuer(issuer)

    def attest(self, nonce: int, terms: m.AttestationTerms) -> m.Attested:
        return self._state.attest(self._caller, nonce, terms)

    def attest_for(self, issuer: bytes, nonce: int, terms: m.AttestationTerms, deadline: int, signature: bytes) -> m.Attested:
        return self._state.attest_for(issuer, nonce, terms, deadline, signature)

    def attest_batch(self, nonce: int, root: bytes, count: int, generation: int, expires_at: int) -> m.AttestationBatchPosted:
        return self._state.attest_batch(self._caller, nonce, root, count, generation, expires_at)

    def claim_attestation(self, batch_id: bytes, index: int, subject_id: bytes, kind: int, commitment: bytes, path: bytes) -> m.Attested:
        return self._state.claim_attestation(batch_id, index, subject_id, kind, commitment, path)

    def revoke_attestation(self, attestation_id: bytes) -> m.AttestationRevoked:
        return self._state.revoke_attestation(self._caller, attestation_id)

    def revoke_in_batch(self, batch_id: bytes, index: int) -> m.AttestationRevoked:
        return self._state.revoke_in_batch(self._caller, batch_id, index)

    def revoke_generation(self, generation: int) -> m.GenerationRevoked:
        return self._state.revoke_generation(self._caller, generation)

    def record(self, key_id: bytes, content: m.Content, proof: bytes) -> m.Recorded:
        return self._state.record(key_id, content, proof)

    def record_batch(self, key_id: bytes, nonce: int, root: bytes, count: int, proof: bytes) -> m.RecordBatchPosted:
        return self._state.record_batch(key_id, nonce, root, count, proof)

    def claim_record(self, batch_id: bytes, index: int, content: m.Content, path: bytes) -> m.Recorded:
        return self._state.claim_record(batch_id, index, content, path)

    def flag_record(self, case_id: bytes, content_id: bytes) -> m.RecordFlagged:
        return self._state.flag_record(case_id, content_id)

    def flag_key(self, case_id: bytes, key_id: bytes) -> m.KeyFlagged:
        return self._state.flag_key(case_id, key_id)

    def punish_voucher(self, case_id: bytes, attestation_id: bytes) -> m.VoucherPunished:
        return self._state.punish_voucher(case_id, attestation_id)
