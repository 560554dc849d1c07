"""The part of identity about issuers and what they attest (see identity.py)."""

from __future__ import annotations

from hashlib import sha256

from .. import errors as e
from .. import ids
from ..commit import attestations
from ..models import identity as m
from ..models.base import ZERO
from .chain import Ledger, checked
from .staking import StakingState


class Issuers:
    """Issuers, attestations, batches of them and revoked generations."""

    ledger: Ledger
    staking: StakingState
    config: m.IdentityConfig
    program: bytes
    domain: bytes

    def __init__(self) -> None:
        self.issuers: dict[bytes, m.Issuer] = {}
        self.attestations: dict[bytes, m.Attestation] = {}
        self.attestation_batches: dict[bytes, m.AttestationBatch] = {}
        self.generations: dict[tuple[bytes, int], int] = {}

    def known_subject(self, subject_id: bytes) -> m.Subject:
        raise NotImplementedError

    def _known_issuer(self, issuer: bytes) -> m.Issuer:
        if issuer not in self.issuers:
            raise e.UnknownIssuer
        return self.issuers[issuer]

    def register_issuer(self, caller: bytes, profile: bytes) -> m.IssuerRegistered:
        before = self.issuers.get(caller, m.Issuer(issuer=caller, profile=profile, locked=0))
        missing = self.config.issuer_stake - before.locked
        if missing > 0:
            self.staking.lock(self.program, caller, missing)
        locked = before.locked + max(missing, 0)
        self.issuers[caller] = m.Issuer(issuer=caller, profile=profile, locked=locked)
        return self.ledger.log(m.IssuerRegistered(issuer=caller, profile=profile, locked=locked))

    def retire_issuer(self, caller: bytes) -> m.IssuerRetired:
        issuer = self._known_issuer(caller)
        if issuer.leaves_at:
            raise e.IssuerIsRetired
        leaves_at = checked(self.ledger.now + self.config.exit_secs)
        self.issuers[caller] = issuer.model_copy(update={"leaves_at": leaves_at})
        return self.ledger.log(m.IssuerRetired(issuer=caller, leaves_at=leaves_at))

    def release_issuer(self, issuer: bytes) -> m.IssuerReleased:
        known = self._known_issuer(issuer)
        if known.leaves_at == 0 or self.ledger.now < known.leaves_at:
            raise e.NotDue
        if known.locked == 0:
            raise e.NothingToRelease
        self.issuers[issuer] = known.model_copy(update={"locked": 0})
        self.staking.unlock(self.program, issuer, known.locked)
        return self.ledger.log(m.IssuerReleased(issuer=issuer, unlocked=known.locked))

    # ---- attestations

    def _attesting(self, issuer: bytes, generation: int) -> None:
        """Raises where this address may not attest in this generation."""
        known = self._known_issuer(issuer)
        if known.leaves_at:
            raise e.IssuerIsRetired
        if known.locked < self.config.issuer_stake:
            raise e.IssuerUnderbonded
        if (issuer, generation) in self.generations:
            raise e.GenerationIsRevoked

    def attest(self, issuer: bytes, nonce: int, terms: m.AttestationTerms) -> m.Attested:
        attestation_id = ids.attestation_id(self.program, issuer, nonce)
        if attestation_id in self.attestations:
            raise e.AttestationExists
        self._attesting(issuer, terms.generation)
        self.known_subject(terms.subject_id)
        if terms.kind == 0 or terms.commitment == ZERO or terms.expires_at <= self.ledger.now:
            raise e.BadAttestation
        return self._issue(attestation_id, issuer, terms, self.ledger.now)

    def _issue(self, attestation_id: bytes, issuer: bytes, terms: m.AttestationTerms, issued_at: int) -> m.Attested:
        self.attestations[attestation_id] = m.Attestation(attestation_id=attestation_id, issuer=issuer, terms=terms, issued_at=issued_at)
        return self.ledger.log(
            m.Attested(
                attestation_id=attestation_id, issuer=issuer, subject_id=terms.subject_id, kind=terms.kind, generation=terms.generation,
                expires_at=terms.expires_at, commitment=terms.commitment,
            )
        )  # fmt: skip

    def delegated(self, issuer: bytes, nonce: int, terms: m.AttestationTerms, deadline: int) -> bytes:
        """What the issuer signs."""
        attestation_id = ids.attestation_id(self.program, issuer, nonce)
        return ids.delegated(self.domain, attestation_id, terms.subject_id, terms.kind, terms.generation, terms.expires_at, terms.commitment, deadline)

    def sign(self, account: bytes, message: bytes) -> bytes:
        """Accounts of the reference have no keys: a signature is what only ReferenceNetwork.sign gives out."""
        return sha256(b"assay/reference/signature/v1" + account + message).digest()

    def attest_for(self, issuer: bytes, nonce: int, terms: m.AttestationTerms, deadline: int, signature: bytes) -> m.Attested:
        if signature != self.sign(issuer, self.delegated(issuer, nonce, terms, deadline)):
            raise e.BadProof
        if self.ledger.now > deadline:
            raise e.SignatureExpired
        return self.attest(issuer, nonce, terms)

    def attest_batch(self, caller: bytes, nonce: int, root: bytes, count: int, generation: int, expires_at: int) -> m.AttestationBatchPosted:
        batch_id = ids.attestation_id(self.program, caller, nonce)
        if batch_id in self.attestation_batches:
            raise e.AttestationExists
        self._attesting(caller, generation)
        if root == ZERO or not 1 <= count <= m.MAX_BATCH or expires_at <= self.ledger.now:
            raise e.BadAttestation
        self.attestation_batches[batch_id] = m.AttestationBatch(
            batch_id=batch_id, issuer=caller, root=root, count=count, generation=generation, expires_at=expires_at, posted_at=self.ledger.now
        )
        return self.ledger.log(m.AttestationBatchPosted(batch_id=batch_id, issuer=caller, root=root, count=count, generation=generation, expires_at=expires_at))

    def _known_batch(self, batch_id: bytes) -> m.AttestationBatch:
        if batch_id not in self.attestation_batches:
            raise e.UnknownAttestation
        return self.attestation_batches[batch_id]

    def claim_attestation(self, batch_id: bytes, index: int, subject_id: bytes, kind: int, commitment: bytes, path: bytes) -> m.Attested:
        batch = self._known_batch(batch_id)
        attestation_id = ids.batched_id(batch_id, index)
        if attestation_id in self.attestations:
            raise e.AttestationExists
        if not attestations.opens(attestations.attestation_payload(subject_id, kind, commitment), index, batch.count, path, batch.root):
            raise e.BadOpening
        self.known_subject(subject_id)
        if kind == 0 or commitment == ZERO:
            raise e.BadAttestation
        terms = m.AttestationTerms(subject_id=subject_id, kind=kind, generation=batch.generation, expires_at=batch.expires_at, commitment=commitment)
        return self._issue(attestation_id, batch.issuer, terms, batch.posted_at)

    def revoke_attestation(self, caller: bytes, attestation_id: bytes) -> m.AttestationRevoked:
        if attestation_id not in self.attestations:
            raise e.UnknownAttestation
        attestation = self.attestations[attestation_id]
        if attestation.issuer != caller:
            raise e.NotIssuer
        if attestation.revoked_at:
            raise e.AttestationIsRevoked
        self.attestations[attestation_id] = attestation.model_copy(update={"revoked_at": self.ledger.now})
        return self.ledger.log(m.AttestationRevoked(attestation_id=attestation_id, issuer=caller))

    def revoke_in_batch(self, caller: bytes, batch_id: bytes, index: int) -> m.AttestationRevoked:
        batch = self._known_batch(batch_id)
        if batch.issuer != caller:
            raise e.NotIssuer
        if index >= batch.count:
            raise e.BadOpening
        attestation_id = ids.batched_id(batch_id, index)
        if attestation_id in self.attestations:
            raise e.AttestationExists
        nothing = m.AttestationTerms(subject_id=ZERO, kind=0, generation=batch.generation, expires_at=batch.expires_at, commitment=ZERO)
        self.attestations[attestation_id] = m.Attestation(
            attestation_id=attestation_id, issuer=caller, terms=nothing, issued_at=batch.posted_at, revoked_at=self.ledger.now
        )
        return self.ledger.log(m.AttestationRevoked(attestation_id=attestation_id, issuer=caller))

    def revoke_generation(self, caller: bytes, generation: int) -> m.GenerationRevoked:
        self._known_issuer(caller)
        if (caller, generation) in self.generations:
            raise e.GenerationIsRevoked
        self.generations[caller, generation] = self.ledger.now
        return self.ledger.log(m.GenerationRevoked(issuer=caller, generation=generation))
