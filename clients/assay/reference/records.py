"""The part of identity about contents and rulings over them (see identity.py)."""

from __future__ import annotations

from .. import errors as e
from .. import ids, signatures
from ..commit import attestations
from ..models import court as k
from ..models import identity as m
from ..models.base import ZERO
from ..units import share_down
from .chain import Ledger
from .court import CourtState
from .staking import StakingState


class Records:
    """Content records, batches of them, and what rulings found."""

    ledger: Ledger
    staking: StakingState
    court: CourtState
    config: m.IdentityConfig
    program: bytes
    domain: bytes
    keys: dict[bytes, m.Key]
    issuers: dict[bytes, m.Issuer]
    attestations: dict[bytes, m.Attestation]
    generations: dict[tuple[bytes, int], int]

    def __init__(self) -> None:
        self.contents: dict[bytes, m.ContentRecord] = {}
        self.content_batches: dict[bytes, m.ContentBatch] = {}
        self.findings: dict[bytes, m.Finding] = {}

    def known_key(self, key_id: bytes) -> m.Key:
        raise NotImplementedError

    def _is_good(self, content: m.Content) -> bool:
        return content.claim_hash != ZERO and 1 <= content.source_type <= len(m.SourceType) and len(content.parents) <= m.MAX_PARENTS

    def record(self, key_id: bytes, content: m.Content, proof: bytes) -> m.Recorded:
        key = self.known_key(key_id)
        content_id = ids.content_id(self.program, key_id, content.claim_hash)
        if not signatures.verify(key.algorithm, key.public_key, ids.content_proof(self.domain, content_id, content.payload), proof):
            raise e.BadProof
        if not self._is_good(content):
            raise e.BadContent
        if content_id in self.contents:
            raise e.ContentExists
        if key.status(self.ledger.now) is not m.KeyStatus.VALID:
            raise e.KeyNotInForce
        return self._keep(content_id, key_id, content, key.controller, self.ledger.now)

    def _keep(self, content_id: bytes, key_id: bytes, content: m.Content, signer: bytes, recorded_at: int) -> m.Recorded:
        self.contents[content_id] = m.ContentRecord(content_id=content_id, key_id=key_id, content=content, signer=signer, recorded_at=recorded_at)
        return self.ledger.log(
            m.Recorded(
                content_id=content_id, key_id=key_id, claim_hash=content.claim_hash, soft_binding=content.soft_binding, source_type=content.source_type,
                tools=content.tools,
            )
        )  # fmt: skip

    def record_batch(self, key_id: bytes, nonce: int, root: bytes, count: int, proof: bytes) -> m.RecordBatchPosted:
        key = self.known_key(key_id)
        batch_id = ids.content_batch_id(self.program, key_id, nonce)
        if not signatures.verify(key.algorithm, key.public_key, ids.content_batch_proof(self.domain, batch_id, root, count), proof):
            raise e.BadProof
        if root == ZERO or not 1 <= count <= m.MAX_BATCH:
            raise e.BadContent
        if batch_id in self.content_batches:
            raise e.ContentExists
        if key.status(self.ledger.now) is not m.KeyStatus.VALID:
            raise e.KeyNotInForce
        self.content_batches[batch_id] = m.ContentBatch(
            batch_id=batch_id, key_id=key_id, root=root, count=count, signer=key.controller, posted_at=self.ledger.now
        )
        return self.ledger.log(m.RecordBatchPosted(batch_id=batch_id, key_id=key_id, root=root, count=count))

    def claim_record(self, batch_id: bytes, index: int, content: m.Content, path: bytes) -> m.Recorded:
        if batch_id not in self.content_batches:
            raise e.UnknownContent
        batch = self.content_batches[batch_id]
        if not attestations.opens(content.payload, index, batch.count, path, batch.root):
            raise e.BadOpening
        if not self._is_good(content):
            raise e.BadContent
        content_id = ids.content_id(self.program, batch.key_id, content.claim_hash)
        if content_id in self.contents:
            raise e.ContentExists
        return self._keep(content_id, batch.key_id, content, batch.signer, batch.posted_at)

    # ---- rulings

    def _ruling(self, case_id: bytes, matter: bytes, answerable: bytes, since: int) -> k.Case:
        """The final ruling of guilty about `matter`, against who answers for it, and opened when it was there."""
        case = self.court.known(case_id)
        a = case.accusation
        if a.subject != matter or a.accused != answerable or case.accused_at < since:
            raise e.WrongCase
        if not case.is_closed:
            raise e.CaseNotClosed
        if not case.is_guilty:
            raise e.NotGuilty
        return case

    def _find(self, case: k.Case, key: m.Key, matter: bytes, at: int) -> None:
        self.findings[case.case_id] = m.Finding(
            case_id=case.case_id, subject_id=key.subject_id, matter=matter, at=at, penalty=case.accusation.penalty, accuser=case.accuser
        )

    def _flag(self, key: m.Key, since: int) -> int:
        """From when on the key is flagged: the earliest that any ruling said."""
        at = min(since, key.flagged_at) if key.flagged_at else since
        self.keys[key.key_id] = key.model_copy(update={"flagged_at": at})
        return at

    def flag_record(self, case_id: bytes, content_id: bytes) -> m.RecordFlagged:
        if case_id in self.findings:
            raise e.AlreadyFlagged
        if content_id not in self.contents:
            raise e.UnknownContent
        record = self.contents[content_id]
        case = self._ruling(case_id, content_id, record.signer, record.recorded_at)
        key = self.keys[record.key_id]
        self._find(case, key, content_id, record.recorded_at)
        self.contents[content_id] = record.model_copy(update={"flagged": True})
        at = self._flag(key, min(max(case.accusation.since_at, key.added_at), record.recorded_at))
        return self.ledger.log(m.RecordFlagged(content_id=content_id, key_id=record.key_id, case_id=case_id, flagged_at=at))

    def flag_key(self, case_id: bytes, key_id: bytes) -> m.KeyFlagged:
        if case_id in self.findings:
            raise e.AlreadyFlagged
        key = self.known_key(key_id)
        case = self._ruling(case_id, key_id, key.controller, key.added_at)
        since = max(case.accusation.since_at, key.added_at)
        self._find(case, key, key_id, since)
        at = self._flag(key, since)
        return self.ledger.log(m.KeyFlagged(key_id=key_id, case_id=case_id, flagged_at=at))

    def punish_voucher(self, case_id: bytes, attestation_id: bytes) -> m.VoucherPunished:
        if case_id not in self.findings:
            raise e.UnknownFinding
        finding = self.findings[case_id]
        if attestation_id not in self.attestations:
            raise e.UnknownAttestation
        attestation = self.attestations[attestation_id]
        revoked_at = self.generations.get((attestation.issuer, attestation.terms.generation), 0)
        if attestation.terms.subject_id != finding.subject_id or not attestation.in_force(finding.at, revoked_at):
            raise e.NotVouched
        amount = share_down(finding.penalty, self.config.voucher_bps)
        fault_id = ids.voucher_fault(self.program, case_id, attestation.issuer)
        issuer = self.issuers[attestation.issuer]
        slashed = self.staking.slash(self.program, issuer.issuer, amount, fault_id, finding.accuser, self.config.reward_bps)
        self.issuers[issuer.issuer] = issuer.model_copy(update={"locked": issuer.locked - min(issuer.locked, amount)})
        return self.ledger.log(
            m.VoucherPunished(case_id=case_id, attestation_id=attestation_id, issuer=issuer.issuer, fault_id=fault_id, slashed=slashed.amount)
        )
