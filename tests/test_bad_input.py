"""INV-INPUT-1: what could not work is refused before anything is sent, by an error that names the field, its bound and the remedy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import assay
import pytest
from assay.commit import check_tile, judgments
from assay.commit.program import Operator, Program
from assay.commit.routes import GROTH16
from assay.commit.tensor import Dims, DType, Tensor, dims
from assay.errors import ConnectionFailed, InputError
from assay.models.compute import Spec, Terms
from assay.models.court import Accusation
from assay.models.deployment import MAX_SECS
from assay.models.identity import AttestationTerms
from assay.models.matching import AssignmentTerms
from assay.models.rewards import Fault, GrantTerms, Posting, Schedule
from assay.units import Amount, Token

from tests import classroom
from tests.bad_vault_input import pool_refusals, vault_refusals
from tests.jobs import honest_outputs, small_job
from tests.registry import content_of, key_of
from tests.stories.test_verifier import claim

WRONG = Token("WRONG", 6, b"\x07" * 32)
ID = b"\x01" * 32
NOBODY = bytes(32)
Case = tuple[str, Callable[[assay.Sandbox], object]]


def refusals() -> dict[str, Case]:
    """What somebody might do, and the field that the answer must name."""
    job = small_job()
    return {
        "an amount of another token": ("amount", lambda c: c.staking.bond(Amount(5, WRONG))),  # type: ignore[arg-type]
        "an amount of nothing": ("amount", lambda c: c.staking.bond(0)),
        "a negative amount": ("amount", lambda c: c.staking.unbond(-1)),
        "an amount beyond u64": ("amount", lambda c: c.staking.bond(2**64)),
        "half an amount": ("amount", lambda c: c.staking.bond(1.5)),  # type: ignore[arg-type]
        "a price of nothing": ("terms.price", lambda c: c.compute.post(1, job.terms(price=0))),
        "a stake of nothing": ("terms.stake", lambda c: c.compute.post(1, job.terms(stake=0))),
        "a deadline in the past": ("terms.deadline_at", lambda c: c.compute.post(1, job.terms(deadline_at=c.now()))),
        "a nonce beyond u64": ("nonce", lambda c: c.compute.post(2**64, job.terms())),
        "no operators": ("terms.op_count", lambda c: c.compute.post(1, job.terms(op_count=0))),
        "too many operators": ("terms.op_count", lambda c: c.compute.post(1, job.terms(op_count=65_537))),
        "too many tensors": ("terms.model_count", lambda c: c.compute.post(1, job.terms(model_count=65_537))),
        "a short root": ("Terms.program_root", lambda c: c.compute.post(1, job.terms(program_root=b"\x01" * 31))),
        "a long root": ("Terms.model_root", lambda c: c.compute.post(1, job.terms(model_root=b"\x01" * 33))),
        "a short job id": ("job_id", lambda c: c.compute.accept(b"\x01" * 20)),
        "a device nobody knows": ("spec.device", lambda c: c.compute.register(Spec(device=9, memory_mib=1, units=1))),
        "a machine without memory": ("spec.memory_mib", lambda c: c.compute.register(Spec(device=1, memory_mib=0, units=1))),
        "a memory beyond u32": ("Spec.memory_mib", lambda c: c.compute.register(Spec(device=1, memory_mib=2**32, units=1))),
        "a field nobody knows": ("Spec.colour", lambda c: c.compute.register(Spec(device=1, memory_mib=1, units=1, colour="red"))),  # type: ignore[call-arg]
        "a path of odd length": ("path", lambda c: c.compute.commit(b"\x01" * 32, bytes(32), bytes(32), b"\x01" * 33)),
        "a result root cut short": ("result_root", lambda c: c.compute.commit(b"\x01" * 32, bytes(31), bytes(32), b"")),
        "a reward above half": ("reward_bps", lambda c: c.staking.slash(bytes(32), 1, bytes(32), bytes(32), 5_001)),
    }


def accusation(chain: assay.Sandbox, **changes: object) -> Accusation:
    sound: dict[str, Any] = {"accused": chain.as_account("bob").account, "subject": ID, "kind": 1, "since_at": chain.now(), "penalty": 1, "evidence": NOBODY}
    return Accusation(**(sound | changes))


def court_refusals() -> dict[str, Case]:
    def accused(**changes: object) -> Callable[[assay.Sandbox], object]:
        return lambda c: c.court.accuse(1, accusation(c, **changes))

    return {
        "no seats": ("seats", lambda c: c.court.enroll(0)),
        "seats beyond u32": ("seats", lambda c: c.court.enroll(2**32)),
        "half a seat": ("seats", lambda c: c.court.resign(0.5)),
        "a resignation from nothing": ("seats", lambda c: c.court.resign(0)),
        "a juror's short address": ("owner", lambda c: c.court.juror(b"\x01" * 20)),
        "a case's nonce below 0": ("nonce", lambda c: c.court.accuse(-1, accusation(c))),
        "an accusation of nothing": ("accusation.kind", accused(kind=0)),
        "a kind beyond u8": ("Accusation.kind", accused(kind=256)),
        "a penalty above the court's": ("accusation.penalty", accused(penalty=1_000_000_001)),
        "an accusation about tomorrow": ("accusation.since_at", lambda c: c.court.accuse(1, accusation(c, since_at=c.now() + 86_400))),
        "an accusation against oneself": ("accusation.accused", lambda c: c.court.accuse(1, accusation(c, accused=c.account))),
        "an accused nobody could pay": ("Accusation.accused", accused(accused=b"\x01" * 31)),
        "a subject cut short": ("Accusation.subject", accused(subject=b"\x01" * 31)),
        "evidence that is no hash": ("Accusation.evidence", accused(evidence=b"he did it")),
        "a contest of half a case": ("case_id", lambda c: c.court.contest(ID[:16])),
        "a seed's commitment cut short": ("commitment", lambda c: c.court.commit_seed(ID, ID[:31])),
        "a seed for no case": ("case_id", lambda c: c.court.commit_seed(b"", ID)),
        "a secret cut short": ("secret", lambda c: c.court.reveal_seed(ID, b"secret")),
        "a secret for no case": ("case_id", lambda c: c.court.reveal_seed(b"", ID)),
        "a seat below 0": ("unit", lambda c: c.court.seat(ID, ID, -1)),
        "a seat beyond u32": ("unit", lambda c: c.court.seat(ID, ID, 2**32)),
        "a seat for half a juror": ("juror", lambda c: c.court.seat(ID, ID[:20], 0)),
        "a vote's commitment to nothing": ("commitment", lambda c: c.court.commit_vote(ID, NOBODY)),
        "a vote's commitment in hex": ("commitment", lambda c: c.court.commit_vote(ID, "0x" + "01" * 32)),
        "a vote that is neither": ("guilty", lambda c: c.court.reveal_vote(ID, 2, ID)),
        "a salt cut short": ("salt", lambda c: c.court.reveal_vote(ID, True, b"salt")),
        "a tally of no case": ("case_id", lambda c: c.court.tally(b"")),
        "an appeal in no case": ("case_id", lambda c: c.court.appeal(b"")),
        "an end of no case": ("case_id", lambda c: c.court.close(b"")),
        "a round that no case has": ("round_index", lambda c: c.court.release(ID, 4, ID)),
        "a round before the first": ("round_index", lambda c: c.court.round(ID, -1)),
        "a release of half a juror": ("juror", lambda c: c.court.release(ID, 0, ID[:20])),
        "half a party": ("party", lambda c: c.court.collect(ID, ID[:20])),
        "a party of no case": ("case_id", lambda c: c.court.collect(b"", ID)),
    }


def campaign_refusals() -> dict[str, Case]:
    def opened(**changes: object) -> Callable[[assay.Sandbox], object]:
        return lambda c: c.rewards.open(1, classroom.cash(**changes))

    def granting(**changes: object) -> Callable[[assay.Sandbox], object]:
        return lambda c: c.rewards.open(1, classroom.hybrid(c, **changes))

    day = classroom.DAY
    return {
        "a campaign's nonce beyond u64": ("nonce", lambda c: c.rewards.open(2**64, classroom.cash())),
        "a domain nobody knows": ("terms.domain", opened(domain=9)),
        "no domain": ("terms.domain", opened(domain=0)),
        "no tasks": ("terms.task_count", opened(task_count=0)),
        "an empty pool": ("terms.epoch_pool", opened(epoch_pool=0)),
        "no epochs": ("terms.epochs", opened(epochs=0)),
        "no bond of batches": ("terms.batch_bond", opened(batch_bond=0)),
        "epochs of no time": ("terms.epoch_secs", opened(epoch_secs=0)),
        "epochs of a century": ("terms.epoch_secs", opened(epoch_secs=MAX_SECS + 1)),
        "no time to reveal": ("terms.reveal_secs", opened(reveal_secs=0)),
        "more than all vests": ("CampaignTerms.vest_bps", opened(vest_bps=10_001)),
        "a rubric cut short": ("CampaignTerms.rubric_root", opened(rubric_root=b"rubric")),
        "a price of what is not granted": ("terms.price", opened(price=1)),
        "a token of what is not granted": ("terms.grant_token", opened(grant_token=ID)),
        "a schedule of what is not granted": ("terms.schedule", opened(schedule=Schedule(cliff_secs=0, duration_secs=1))),
        "grants for nothing": ("terms.price", granting(price=0)),
        "grants in no token": ("terms.grant_token", granting(grant_token=NOBODY)),
        "grants in cash": ("terms.grant_token", lambda c: c.rewards.open(1, classroom.hybrid(c, grant_token=c.deployment().token))),
        "grants that never vest": ("terms.schedule.duration_secs", granting(schedule=Schedule(cliff_secs=0, duration_secs=MAX_SECS + 1))),
        "a cliff behind the end": ("terms.schedule.cliff_secs", granting(schedule=Schedule(cliff_secs=day + 1, duration_secs=day))),
        "too many steps": ("terms.schedule.steps", granting(schedule=Schedule(cliff_secs=0, duration_secs=day, steps=1_001))),
        "funds of nothing": ("cash", lambda c: c.rewards.fund(ID, 0, 0)),
        "funds of another token": ("cash", lambda c: c.rewards.fund(ID, Amount(5, WRONG))),
        "grants of another token": ("tokens", lambda c: c.rewards.fund(ID, 1, Amount(5, WRONG))),
        "funds below nothing": ("tokens", lambda c: c.rewards.fund(ID, 1, -1)),
        "funds for no campaign": ("campaign_id", lambda c: c.rewards.fund(b"", 1)),
        "a price of zero": ("price", lambda c: c.rewards.set_price(ID, 0)),
        "a price for no campaign": ("campaign_id", lambda c: c.rewards.set_price(b"", 1)),
        "an end of no campaign": ("campaign_id", lambda c: c.rewards.close(b"")),
        "a refund of no campaign": ("campaign_id", lambda c: c.rewards.refund(b"")),
        "work for no campaign": ("campaign_id", lambda c: c.rewards.join(b"")),
    }


def epoch_refusals() -> dict[str, Case]:
    records = [judgments.judgment(task, 1) for task in range(257)]
    leaf = bytes(48)

    def posted(**changes: object) -> Callable[[assay.Sandbox], object]:
        sound: dict[str, Any] = {"reward_root": ID, "leaf_count": 1, "total_score": 1, "dataset_root": ID, "row_count": 1}
        return lambda c: c.rewards.post_epoch(ID, 0, Posting(**(sound | changes)))

    def refuted(fault: int, data: bytes) -> Callable[[assay.Sandbox], object]:
        return lambda c: c.rewards.refute(ID, fault, data)

    return {
        "an empty batch": ("count", lambda c: c.rewards.commit_batch(ID, ID, 0)),
        "too large a batch": ("count", lambda c: c.rewards.commit_batch(ID, ID, 257)),
        "a batch's root cut short": ("root", lambda c: c.rewards.commit_batch(ID, ID[:31], 1)),
        "a batch for no campaign": ("campaign_id", lambda c: c.rewards.commit_batch(b"", ID, 1)),
        "bytes from below 0": ("offset", lambda c: c.rewards.provide(-1, b"")),
        "bytes from beyond the end": ("offset", lambda c: c.rewards.provide(8_193, b"")),
        "bytes past the end": ("data", lambda c: c.rewards.provide(8_000, bytes(193))),
        "a batch's seed cut short": ("seed", lambda c: c.rewards.reveal_batch(ID, b"seed", records[0])),
        "a reveal of half a batch": ("batch_id", lambda c: c.rewards.reveal_batch(ID[:16], ID, records[0])),
        "half a judgment": ("data", lambda c: c.rewards.reveal_batch(ID, ID, records[0] + records[1][:10])),
        "too many judgments": ("data", lambda c: c.rewards.reveal_batch(ID, ID, b"".join(records))),
        "judgments out of order": ("data", lambda c: c.rewards.reveal_batch(ID, ID, records[1] + records[0])),
        "a task judged twice": ("data", lambda c: c.rewards.reveal_batch(ID, ID, records[1] + records[1])),
        "a forfeit of no batch": ("batch_id", lambda c: c.rewards.forfeit(b"")),
        "a posting for no campaign": ("campaign_id", lambda c: c.rewards.post_epoch(b"", 0, Posting(reward_root=ID, leaf_count=1, total_score=1))),
        "an epoch beyond u32": ("epoch", lambda c: c.rewards.post_epoch(ID, 2**32, Posting(reward_root=ID, leaf_count=1, total_score=1))),
        "a posting without leaves": ("posting.leaf_count", posted(leaf_count=0)),
        "a posting without a score": ("posting.total_score", posted(total_score=0)),
        "rows without a dataset": ("posting.row_count", posted(dataset_root=NOBODY)),
        "a dataset without rows": ("posting.row_count", posted(row_count=0)),
        "a root of rewards cut short": ("Posting.reward_root", posted(reward_root=b"root")),
        "a fault nobody knows": ("fault", refuted(6, leaf)),
        "no fault": ("fault", refuted(0, leaf)),
        "evidence of half a sum": ("data", refuted(Fault.SUM, bytes(58))),
        "evidence of one leaf that is twice": ("data", refuted(Fault.DUPLICATE, leaf)),
        "evidence with half a sibling": ("data", refuted(Fault.COUNT, leaf + bytes(20))),
        "evidence of half a row": ("data", refuted(Fault.ROW, bytes(59))),
        "evidence of one row that is twice": ("data", refuted(Fault.ROW_TWICE, bytes(60))),
        "evidence without an end": ("data", refuted(Fault.COUNT, leaf + bytes(40 * 300))),
        "a refutation of no epoch": ("epoch_id", lambda c: c.rewards.refute(b"", Fault.COUNT, leaf)),
        "a suspension by no case": ("case_id", lambda c: c.rewards.suspend(ID, b"")),
        "a suspension of no epoch": ("epoch_id", lambda c: c.rewards.suspend(b"", ID)),
        "a resolution of no epoch": ("epoch_id", lambda c: c.rewards.resolve(b"")),
        "a payment for no epoch": ("epoch_id", lambda c: c.rewards.pay_poster(b"")),
        "half a leaf": ("data", lambda c: c.rewards.claim(ID, leaf[:47])),
        "a leaf with half a sibling": ("data", lambda c: c.rewards.claim(ID, leaf + bytes(39))),
        "a leaf too deep": ("data", lambda c: c.rewards.claim(ID, leaf + bytes(40 * 33))),
        "a claim of no epoch": ("epoch_id", lambda c: c.rewards.claim(b"", leaf)),
        "an end of no epoch": ("epoch_id", lambda c: c.rewards.expire(b"")),
        "a leaf below 0": ("index", lambda c: c.rewards.is_claimed(ID, -1)),
    }


def grant_refusals() -> dict[str, Case]:
    day = classroom.DAY

    def granted(nonce: int = 1, **changes: object) -> Callable[[assay.Sandbox], object]:
        def call(c: assay.Sandbox) -> object:
            sound: dict[str, Any] = {
                "beneficiary": c.as_account("bob").account, "token": c.deployment().grant_token, "amount": 1, "start_at": c.now(),
                "schedule": Schedule(cliff_secs=0, duration_secs=day),
            }  # fmt: skip
            return c.rewards.create_grant(nonce, GrantTerms(**(sound | changes)))

        return call

    return {
        "a grant's nonce beyond u64": ("nonce", granted(2**64)),
        "a grant for nobody": ("terms.beneficiary", granted(beneficiary=NOBODY)),
        "a grant in no token": ("terms.token", granted(token=NOBODY)),
        "a grant of nothing": ("terms.amount", granted(amount=0)),
        "a grant beyond u64": ("GrantTerms.amount", granted(amount=2**64)),
        "a grant that starts in a lifetime": ("terms.start_at", granted(start_at=2_100_000_000 + MAX_SECS)),
        "a grant over no time": ("terms.schedule.duration_secs", granted(schedule=Schedule(cliff_secs=0, duration_secs=0))),
        "a grant whose cliff is behind its end": ("terms.schedule.cliff_secs", granted(schedule=Schedule(cliff_secs=2, duration_secs=1))),
        "a grant in too many steps": ("terms.schedule.steps", granted(schedule=Schedule(cliff_secs=0, duration_secs=day, steps=1_001))),
        "half a schedule": ("Schedule.duration_secs", lambda c: Schedule(cliff_secs=0)),  # type: ignore[call-arg]
        "a top-up of nothing": ("amount", lambda c: c.rewards.top_up(ID, 0)),
        "a top-up in another token": ("amount", lambda c: c.rewards.top_up(ID, Amount(5, WRONG))),  # type: ignore[arg-type]
        "a top-up of no grant": ("grant_id", lambda c: c.rewards.top_up(b"", 1)),
        "a withdrawal from no grant": ("grant_id", lambda c: c.rewards.withdraw(b"")),
        "a rotation to nobody": ("to", lambda c: c.rewards.rotate(ID, NOBODY)),
        "a rotation to half a key": ("to", lambda c: c.rewards.rotate(ID, ID[:20])),
        "a rotation of no grant": ("grant_id", lambda c: c.rewards.rotate(b"", ID)),
        "a clawback by no case": ("case_id", lambda c: c.rewards.clawback(ID, b"")),
        "a clawback of no grant": ("grant_id", lambda c: c.rewards.clawback(b"", ID)),
        "a renunciation of no grant": ("grant_id", lambda c: c.rewards.renounce(b"")),
        "a balance of no token": ("token", lambda c: c.balance(ID, b"")),
        "a token that nobody mints here": ("token", lambda c: c.faucet(c.account, 1, ID)),
        "grant tokens by an amount of another": ("amount", lambda c: c.faucet(c.account, Amount(5, WRONG), c.deployment().grant_token)),  # type: ignore[arg-type]
    }


def subject_refusals() -> dict[str, Case]:
    key = key_of("alice")

    def added(**changes: object) -> Callable[[assay.Sandbox], object]:
        sound: dict[str, Any] = {"subject_id": ID, "algorithm": 2, "role": 1, "expires_at": 0, "public_key": key.public_key, "proof": bytes(65)}
        return lambda c: c.identity.add_key(**(sound | changes))

    def rotated(**changes: object) -> Callable[[assay.Sandbox], object]:
        sound: dict[str, Any] = {
            "subject_id": ID, "old_key_id": ID, "algorithm": 2, "expires_at": 0, "public_key": key.public_key, "proof": bytes(65),
        }  # fmt: skip
        return lambda c: c.identity.rotate_key(**(sound | changes))

    def founded(*names: str, threshold: int = 1) -> Callable[[assay.Sandbox], object]:
        return lambda c: c.identity.create_subject(1, [c.as_account(n).account for n in names], threshold)

    return {
        "a subject's nonce beyond u64": ("nonce", lambda c: c.identity.create_subject(2**64)),
        "six guardians": ("guardians", founded("g0", "g1", "g2", "g3", "g4", "g5")),
        "a guardian and no list": ("guardians", lambda c: c.identity.create_subject(1, c.account, 1)),
        "a guardian of itself": ("guardians[1]", founded("bob", "alice")),
        "a guardian named twice": ("guardians[1]", founded("bob", "bob")),
        "nobody as a guardian": ("guardians[0]", lambda c: c.identity.create_subject(1, [NOBODY], 1)),
        "half a guardian": ("guardians[0]", lambda c: c.identity.change_guardians(ID, [ID[:20]], 1)),
        "a threshold above the guardians": ("threshold", founded("bob", threshold=2)),
        "a threshold of none": ("threshold", founded("bob", threshold=0)),
        "a threshold of no guardians": ("threshold", lambda c: c.identity.create_subject(1, (), 1)),
        "guardians of half a subject": ("subject_id", lambda c: c.identity.change_guardians(ID[:16], (), 0)),
        "a change for no subject": ("subject_id", lambda c: c.identity.apply_guardians(b"")),
        "a recovery for nobody": ("controller", lambda c: c.identity.back_recovery(ID, NOBODY)),
        "a recovery of no subject": ("subject_id", lambda c: c.identity.back_recovery(b"", ID)),
        "a recovery of half a subject": ("subject_id", lambda c: c.identity.recover(ID[:16])),
        "no recovery to call off": ("subject_id", lambda c: c.identity.cancel_recovery(b"")),
        "an algorithm nobody knows": ("algorithm", added(algorithm=4)),
        "a role nobody has": ("role", added(role=0)),
        "a key cut short": ("public_key", added(public_key=key.public_key[1:])),
        "a key of another algorithm": ("public_key", added(algorithm=1)),
        "a proof in hex": ("proof", added(proof="00" * 65)),
        "a proof like a book": ("proof", added(proof=bytes(129))),
        "a key that has expired": ("expires_at", added(expires_at=1)),
        "a key for no subject": ("subject_id", added(subject_id=b"")),
        "an algorithm of True": ("algorithm", rotated(algorithm=True)),
        "a new key cut short": ("public_key", rotated(public_key=b"")),
        "a new key that has expired": ("expires_at", rotated(expires_at=5)),
        "a new proof like a book": ("proof", rotated(proof=bytes(500))),
        "a rotation of half a key": ("old_key_id", rotated(old_key_id=ID[:16])),
        "a new key for half a subject": ("subject_id", rotated(subject_id=ID[:16])),
        "a revocation to come": ("effective_at", lambda c: c.identity.revoke_key(ID, c.now() + 86_400)),
        "a revocation before all time": ("effective_at", lambda c: c.identity.revoke_key(ID, -1)),
        "a revocation of no key": ("key_id", lambda c: c.identity.revoke_key(b"", 1)),
        "a look at half a subject": ("subject_id", lambda c: c.identity.subject(ID[:16])),
        "a look at half a key": ("key_id", lambda c: c.identity.key(ID[:16])),
    }


def issuer_refusals() -> dict[str, Case]:
    def terms(c: assay.Sandbox, **changes: object) -> AttestationTerms:
        sound: dict[str, Any] = {"subject_id": ID, "kind": 1, "generation": 0, "expires_at": c.now() + 100, "commitment": ID}
        return AttestationTerms(**(sound | changes))

    def batched(nonce: int = 1, root: bytes = ID, count: int = 1, generation: int = 0, in_secs: int = 100) -> Callable[[assay.Sandbox], object]:
        return lambda c: c.identity.attest_batch(nonce, root, count, generation, c.now() + in_secs)

    def claimed(*changes: object) -> Callable[[assay.Sandbox], object]:
        sound: tuple[object, ...] = (ID, 0, ID, 1, ID, b"")
        return lambda c: c.identity.claim_attestation(*changes, *sound[len(changes) :])  # type: ignore[arg-type]

    return {
        "a profile cut short": ("profile", lambda c: c.identity.register_issuer(b"profile")),
        "a release of half an issuer": ("issuer", lambda c: c.identity.release_issuer(ID[:20])),
        "an attestation's nonce below 0": ("nonce", lambda c: c.identity.attest(-1, terms(c))),
        "an attestation of nothing": ("terms.kind", lambda c: c.identity.attest(1, terms(c, kind=0))),
        "an attestation that has expired": ("terms.expires_at", lambda c: c.identity.attest(1, terms(c, expires_at=c.now()))),
        "an attestation without a commitment": ("terms.commitment", lambda c: c.identity.attest(1, terms(c, commitment=NOBODY))),
        "a generation beyond u32": ("AttestationTerms.generation", lambda c: c.identity.attest(1, terms(c, generation=2**32))),
        "a signature for half an issuer": ("issuer", lambda c: c.identity.attest_for(ID[:20], 1, terms(c), 5, bytes(64))),
        "a signature for no nonce": ("nonce", lambda c: c.identity.attest_for(ID, 2**64, terms(c), 5, bytes(64))),
        "a deadline beyond u64": ("deadline", lambda c: c.identity.attest_for(ID, 1, terms(c), 2**64, bytes(64))),
        "a signature in hex": ("signature", lambda c: c.identity.attest_for(ID, 1, terms(c), 5, "00")),
        "a signature of nothing": ("terms.kind", lambda c: c.identity.sign_attestation(1, terms(c, kind=0), 5)),
        "a signature until never": ("deadline", lambda c: c.identity.sign_attestation(1, terms(c), -1)),
        "a batch's nonce beyond u64": ("nonce", batched(nonce=2**64)),
        "a batch of nothing": ("root", batched(root=NOBODY)),
        "a batch without leaves": ("count", batched(count=0)),
        "a batch beyond the largest": ("count", batched(count=2**20 + 1)),
        "a batch of no generation": ("generation", batched(generation=-1)),
        "a batch that has expired": ("expires_at", batched(in_secs=0)),
        "a claim of half a batch": ("batch_id", claimed(ID[:16])),
        "a claim beyond the largest": ("index", claimed(ID, 2**20)),
        "a claim for half a subject": ("subject_id", claimed(ID, 0, ID[:16])),
        "a claim of no kind": ("kind", claimed(ID, 0, ID, 0)),
        "a claim to nothing": ("commitment", claimed(ID, 0, ID, 1, NOBODY)),
        "a claim by half a sibling": ("path", claimed(ID, 0, ID, 1, ID, bytes(33))),
        "a claim too deep": ("path", claimed(ID, 0, ID, 1, ID, bytes(32 * 21))),
        "a revocation of half an attestation": ("attestation_id", lambda c: c.identity.revoke_attestation(ID[:16])),
        "a revocation in half a batch": ("batch_id", lambda c: c.identity.revoke_in_batch(ID[:16], 0)),
        "a revocation beyond the largest": ("index", lambda c: c.identity.revoke_in_batch(ID, 2**20)),
        "a revocation of no generation": ("generation", lambda c: c.identity.revoke_generation(2**32)),
        "a look at half an issuer": ("issuer", lambda c: c.identity.issuer(ID[:16])),
        "a look at no generation": ("generation", lambda c: c.identity.generation_revoked_at(ID, -1)),
        "a look at half an attestation": ("attestation_id", lambda c: c.identity.attestation(ID[:16])),
        "a look at half a batch": ("batch_id", lambda c: c.identity.attestation_batch(ID[:16])),
    }


def verifier_refusals() -> dict[str, Case]:
    said = claim()

    def registered(**changes: object) -> Callable[[assay.Sandbox], object]:
        sound: dict[str, Any] = {"nonce": 1, "selector": GROTH16.selector, "key": bytes(576), "model_digest": ID, "timelock_secs": 60}
        return lambda c: c.verifier.register_model(**(sound | changes))

    def tripped(**changes: object) -> Callable[[assay.Sandbox], object]:
        sound: dict[str, Any] = {
            "model_id": ID, "claim": said, "context": bytes(18), "proof": bytes(256), "other_result": bytes(8), "other_context": bytes(18),
            "other_proof": bytes(256),
        }  # fmt: skip
        return lambda c: c.verifier.trip(**(sound | changes))

    def called(**changes: object) -> Callable[[assay.Sandbox], object]:
        sound: dict[str, Any] = {"model_id": ID, "consumer": ID, "nonce": 1, "prover": ID, "claim": said, "proof": bytes(256)}
        return lambda c: c.verifier.verify_and_call(**(sound | changes))

    def asked(**changes: object) -> Callable[[assay.Sandbox], object]:
        sound: dict[str, Any] = {"nonce": 1, "model_id": ID, "consumer": ID, "tip_high": 2, "tip_low": 1, "deadline_at": 2**33}
        return lambda c: c.verifier.request_proof(**(sound | changes))

    return {
        "a model's nonce beyond u64": ("nonce", registered(nonce=2**64)),
        "a model on half a route": ("selector", registered(selector=GROTH16.selector[:2])),
        "a model whose key no route has": ("key", registered(key=bytes(1_025))),
        "a model with half a digest": ("model_digest", registered(model_digest=ID[:16])),
        "a model without a timelock": ("timelock_secs", registered(timelock_secs=0)),
        "a model that changes in a lifetime": ("timelock_secs", registered(timelock_secs=MAX_SECS + 1)),
        "a key for half a model": ("model_id", lambda c: c.verifier.propose_key(ID[:16], bytes(576), ID)),
        "a key that is too long for any route": ("key", lambda c: c.verifier.propose_key(ID, bytes(1_025), ID)),
        "a key of half a digest": ("model_digest", lambda c: c.verifier.propose_key(ID, bytes(576), b"")),
        "a key of no model": ("model_id", lambda c: c.verifier.activate_key(b"")),
        "a tombstone on no model": ("model_id", lambda c: c.verifier.tombstone(b"")),
        "a freeze of half a route": ("selector", lambda c: c.verifier.freeze_route(b"x")),
        "a look at half a route": ("selector", lambda c: c.verifier.is_frozen(b"x")),
        "a look at half a model": ("model_id", lambda c: c.verifier.model(ID[:16])),
        "a look at a key before the first": ("version", lambda c: c.verifier.key(ID, -1)),
        "a look at a key beyond u32": ("version", lambda c: c.verifier.key(ID, 2**32)),
        "a look at half a model's key": ("model_id", lambda c: c.verifier.key(ID[:16], 0)),
        "a delivery to half a consumer": ("consumer", lambda c: c.verifier.delivery(ID[:20], ID)),
        "a delivery of half a model": ("model_id", lambda c: c.verifier.delivery(ID, ID[:20])),
        "a look at half a request": ("request_id", lambda c: c.verifier.request(ID[:16])),
        "a request under a nonce beyond u64": ("nonce", asked(nonce=2**64)),
        "a request of half a model": ("model_id", asked(model_id=ID[:16])),
        "a request for nobody": ("consumer", asked(consumer=bytes(32))),
        "a request that pays nothing": ("tip_high", asked(tip_high=0)),
        "a request that pays more than there is": ("tip_high", asked(tip_high=2**64)),
        "a request that pays nothing in the end": ("tip_low", asked(tip_low=0)),
        "a request that pays more in the end": ("tip_low", asked(tip_low=3)),
        "a request that pays half a unit": ("tip_low", asked(tip_low=1.5)),
        "a request without a deadline": ("deadline_at", asked(deadline_at=0)),
        "a request until the end of time": ("deadline_at", asked(deadline_at=2**64)),
        "a collection of half a request": ("request_id", lambda c: c.verifier.collect_tip(ID[:16])),
        "a refund of half a request": ("request_id", lambda c: c.verifier.refund_request(ID[:16])),
        "a contradiction of no model": ("model_id", tripped(model_id=b"")),
        "a contradiction in half a context": ("context", tripped(context=bytes(17))),
        "a contradiction in half of another context": ("other_context", tripped(other_context=bytes(32))),
        "a contradiction of half a result": ("other_result", tripped(other_result=bytes(7))),
        "a contradiction by an endless proof": ("proof", tripped(proof=bytes(513))),
        "a contradiction by another endless proof": ("other_proof", tripped(other_proof=bytes(513))),
        "a proof of half a statement": ("statement", lambda c: c.verifier.verify(ID, ID[:16], bytes(256))),
        "a proof by no model": ("model_id", lambda c: c.verifier.verify(b"", ID, bytes(256))),
        "an endless proof": ("proof", lambda c: c.verifier.verify(ID, ID, bytes(513))),
        "a claim of no model": ("model_id", called(model_id=b"")),
        "a claim for nobody": ("consumer", called(consumer=NOBODY)),
        "a claim for half a consumer": ("consumer", called(consumer=ID[:20])),
        "a claim without a nonce": ("nonce", called(nonce=0)),
        "a claim with a nonce beyond u64": ("nonce", called(nonce=2**64)),
        "a claim proved by half an account": ("prover", called(prover=ID[:20])),
        "a claim by an endless proof": ("proof", called(proof=bytes(513))),
        "half a result": ("Claim.result", lambda c: claim(bytes(7))),
        "a claim at no time": ("Claim.observed_at", lambda c: claim(observed_at=-1)),
        "half a commitment": ("Claim.commitment", lambda c: claim(commitment=bytes(31))),
    }


def content_refusals() -> dict[str, Case]:
    good = content_of("picture")

    def recorded(**changes: object) -> Callable[[assay.Sandbox], object]:
        return lambda c: c.identity.record(ID, content_of("picture", **changes), bytes(65))

    return {
        "a content of no claim": ("content.claim_hash", recorded(claim_hash=NOBODY)),
        "a content from nowhere": ("content.source_type", recorded(source_type=0)),
        "a content of five others": ("content.parents", recorded(parents=(ID,) * 5)),
        "a content's hash cut short": ("Content.claim_hash", recorded(claim_hash=ID[:31])),
        "a record by half a key": ("key_id", lambda c: c.identity.record(ID[:16], good, bytes(65))),
        "a record with too long a proof": ("proof", lambda c: c.identity.record(ID, good, bytes(129))),
        "a batch by half a key": ("key_id", lambda c: c.identity.record_batch(ID[:16], 1, ID, 1, bytes(65))),
        "a batch of records beyond u64": ("nonce", lambda c: c.identity.record_batch(ID, 2**64, ID, 1, bytes(65))),
        "a batch of no records": ("root", lambda c: c.identity.record_batch(ID, 1, NOBODY, 1, bytes(65))),
        "a batch of half a record": ("count", lambda c: c.identity.record_batch(ID, 1, ID, 0.5, bytes(65))),
        "a batch with too long a proof": ("proof", lambda c: c.identity.record_batch(ID, 1, ID, 1, bytes(129))),
        "a record of half a batch": ("batch_id", lambda c: c.identity.claim_record(ID[:16], 0, good, b"")),
        "a record below 0": ("index", lambda c: c.identity.claim_record(ID, -1, good, b"")),
        "a record of no claim": ("content.claim_hash", lambda c: c.identity.claim_record(ID, 0, content_of("x", claim_hash=NOBODY), b"")),
        "a record by half a sibling": ("path", lambda c: c.identity.claim_record(ID, 0, good, bytes(31))),
        "a flag by half a case": ("case_id", lambda c: c.identity.flag_record(ID[:16], ID)),
        "a flag on half a content": ("content_id", lambda c: c.identity.flag_record(ID, ID[:16])),
        "a key's flag by half a case": ("case_id", lambda c: c.identity.flag_key(ID[:16], ID)),
        "a flag on half a key": ("key_id", lambda c: c.identity.flag_key(ID, ID[:16])),
        "a punishment by half a case": ("case_id", lambda c: c.identity.punish_voucher(ID[:16], ID)),
        "a punishment for half an attestation": ("attestation_id", lambda c: c.identity.punish_voucher(ID, ID[:16])),
        "a look at half a content": ("content_id", lambda c: c.identity.content(ID[:16])),
        "a look at half a batch of contents": ("batch_id", lambda c: c.identity.content_batch(ID[:16])),
        "a look at half a finding": ("case_id", lambda c: c.identity.finding(ID[:16])),
    }


def matching_refusals() -> dict[str, Case]:
    def assigned(**changes: object) -> Callable[[assay.Sandbox], object]:
        sound: dict[str, Any] = {"seen_at": 1, "rent": 0, "jobs_root": ID, "jobs_count": 1, "offers_root": ID, "offers_count": 1}
        return lambda c: c.matching.assign(1, AssignmentTerms(**(sound | changes)))

    def shown(length: int) -> Callable[[assay.Sandbox], object]:
        return lambda c: c.matching.answer(ID, 1, 0, bytes(length))

    return {
        "an offer of nothing": ("capacity", lambda c: c.matching.offer(0)),
        "an offer beyond u16": ("capacity", lambda c: c.matching.offer(2**16)),
        "half a job on the list": ("job_id", lambda c: c.matching.list_job(ID[:16], 0, b"")),
        "too many allowed": ("allowed_count", lambda c: c.matching.list_job(ID, 65, bytes(65 * 32))),
        "one allowed and two named": ("data", lambda c: c.matching.list_job(ID, 1, bytes(64))),
        "nobody allowed and one named": ("data", lambda c: c.matching.list_job(ID, 0, ID)),
        "one allowed twice": ("data", lambda c: c.matching.list_job(ID, 2, ID + ID)),
        "an assignment beyond u64": ("nonce", lambda c: c.matching.assign(2**64, AssignmentTerms.model_construct())),
        "an assignment of no jobs": ("terms.jobs_count", assigned(jobs_count=0)),
        "an assignment of too many jobs": ("terms.jobs_count", assigned(jobs_count=65_537)),
        "an assignment to no offers": ("terms.offers_count", assigned(offers_count=0)),
        "an assignment to too many offers": ("terms.offers_count", assigned(offers_count=65_537)),
        "an assignment of what is to come": ("terms.seen_at", lambda c: assigned(seen_at=c.now() + 61)(c)),
        "an assignment with half a root": ("AssignmentTerms.jobs_root", assigned(jobs_root=ID[:16])),
        "a rent below 0": ("AssignmentTerms.rent", assigned(rent=-1)),
        "a demand of half an assignment": ("assignment_id", lambda c: c.matching.demand(ID[:16], 1, 0)),
        "a demand in no tree": ("leaves", lambda c: c.matching.demand(ID, 3, 0)),
        "a demand of a leaf below 0": ("index", lambda c: c.matching.demand(ID, 2, -1)),
        "a demand of a leaf that no tree has": ("index", lambda c: c.matching.demand(ID, 2, 65_536)),
        "a leaf cut short": ("data", shown(81)),
        "a leaf with half a sibling": ("data", shown(82 + 39)),
        "a leaf with too many siblings": ("data", shown(82 + 17 * 40)),
        "an offer's leaf for a job's": ("data", shown(42)),
        "a leaf of half an assignment": ("assignment_id", lambda c: c.matching.answer(ID[:16], 1, 0, bytes(82))),
        "an end of no demand": ("leaves", lambda c: c.matching.expire(ID, 0, 0)),
        "a fault nobody knows": ("fault", lambda c: c.matching.refute(ID, 10, b"")),
        "silence by evidence": ("fault", lambda c: c.matching.refute(ID, 0, b"")),
        "evidence like a book": ("data", lambda c: c.matching.refute(ID, 1, bytes(8_193))),
        "a fault of half an assignment": ("assignment_id", lambda c: c.matching.refute(ID[:16], 1, b"")),
        "an end of half an assignment": ("assignment_id", lambda c: c.matching.close(ID[:16])),
        "an award of half an assignment": ("assignment_id", lambda c: c.matching.award(ID[:16], b"")),
        "an award in hex": ("data", lambda c: c.matching.award(ID, "00")),
        "half a job taken": ("job_id", lambda c: c.matching.take(ID[:16], b"")),
        "half a job declined": ("job_id", lambda c: c.matching.decline(ID[:16])),
        "half a job released": ("job_id", lambda c: c.matching.release(ID[:16])),
        "bytes before the first": ("offset", lambda c: c.matching.provide(-1, b"")),
        "a look at half a provider": ("provider", lambda c: c.matching.standing_offer(ID[:20])),
        "a look at half a listing": ("job_id", lambda c: c.matching.listing(ID[:16])),
        "a look at half an assignment": ("assignment_id", lambda c: c.matching.assignment(ID[:16])),
        "a look at a demand in no tree": ("leaves", lambda c: c.matching.demanded(ID, 0, 0)),
        "a look at half a party": ("party", lambda c: c.matching.openings(ID[:16])),
    }


TABLES = (
    refusals, court_refusals, campaign_refusals, epoch_refusals, grant_refusals, subject_refusals, issuer_refusals, content_refusals,
    verifier_refusals, matching_refusals, vault_refusals, pool_refusals,
)  # fmt: skip


@pytest.mark.parametrize("target", ["reference", "solana:litesvm", "evm:pyevm"])
def test_nothing_is_sent_that_could_not_work(target: str) -> None:
    """INV-INPUT-1."""
    chain = assay.sandbox(target, account="alice")
    chain.faucet(chain.account, 10**12)
    before, balance = len(chain.receipts()), chain.balance(chain.account)
    for what, (field, call) in [case for table in TABLES for case in table().items()]:
        with pytest.raises(InputError) as refused:
            call(chain)
        assert refused.value.field == field, what
        assert refused.value.bound, what
        assert refused.value.remedy, what
    assert (len(chain.receipts()), chain.balance(chain.account)) == (before, balance)


def types(tensors: tuple[Tensor, ...]) -> list[tuple[DType, Dims]]:
    return [(t.dtype, t.dims) for t in tensors]


def test_a_program_that_does_not_fit_is_named_by_its_operator() -> None:
    """INV-INPUT-1."""
    job = small_job()
    ops = list(job.program.operators)
    misfits = {
        0: replace(ops[0], dims=dims(12, 69)),
        1: replace(ops[1], dims=dims(12, 5)),
        2: replace(ops[2], function=77),
        3: replace(ops[3], attributes=(1, 1, 12, 5)),
        6: replace(ops[6], inputs=ops[6].inputs[:1]),
        10: replace(ops[10], inputs=(replace(ops[10].inputs[0], index=10), *ops[10].inputs[1:])),
        11: replace(ops[11], dtype=DType.F32),
        12: replace(ops[12], inputs=(replace(ops[12].inputs[0], dtype=DType.F32), ops[12].inputs[1])),
    }
    for at, op in misfits.items():
        spoilt = Program((*ops[:at], op, *ops[at + 1 :]))
        with pytest.raises(InputError) as refused:
            spoilt.validate(types(job.model), types(job.inputs))
        assert refused.value.field.startswith(f"operator {at}"), refused.value


def test_bytes_that_are_no_operator_are_refused() -> None:
    """INV-INPUT-1."""
    good = small_job().program.operators[1].encode()
    for at, value in ((0, 9), (0, 0), (2, 4), (3, 4), (36, 4), (37, 0)):
        with pytest.raises(InputError, match="descriptor"):
            Operator.decode(good[:at] + bytes([value]) + good[at + 1 :])
    with pytest.raises(InputError, match="102"):
        Operator.decode(good[:-1])
    padded = small_job().program.operators[4].encode()
    with pytest.raises(InputError, match="canonical"):
        Operator.decode(padded[:-1] + b"\x01")
    with pytest.raises(InputError, match="multiple"):
        Program.decode(good + b"\0")


def test_a_tile_that_is_not_in_its_tree_is_refused() -> None:
    """INV-INPUT-1."""
    t = honest_outputs(small_job())[0]
    good, path = t.tile(5), t.tree.path(5)
    check_tile(t.dtype, t.dims, t.root, 5, good, path)
    for field, index, data, siblings in (
        ("index", 24, good, path),
        ("data", 5, good[:-1], path),
        ("tile", 5, bytes([good[0] ^ 1]) + good[1:], path),
        ("tile", 13, good, path),
        ("tile", 5, good, path[:-32]),
    ):
        with pytest.raises(InputError) as refused:
            check_tile(t.dtype, t.dims, t.root, index, data, siblings)
        assert refused.value.field == field


def test_a_node_that_is_down_and_a_target_nobody_knows(tmp_path: Path) -> None:
    """INV-INPUT-1: and no key's content is ever in a message."""
    with pytest.raises(InputError, match="target"):
        assay.connect("bitcoin:mainnet")
    key = tmp_path / "key.json"
    key.write_text("[1, 2, 3, 99]")
    deployment = assay.sandbox("solana:litesvm").deployment()
    with pytest.raises(InputError) as refused:
        assay.connect("solana+http://127.0.0.1:9", account=key, deployment=deployment)
    assert "99" not in str(refused.value)
    evm_key = tmp_path / "evm.key"
    evm_key.write_text("11" * 32)
    with pytest.raises(ConnectionFailed, match=r"127\.0\.0\.1:9"):
        assay.connect("evm+http://127.0.0.1:9", account=evm_key, deployment=assay.sandbox("evm:pyevm").deployment())


def test_terms_say_which_of_their_fields_is_wrong() -> None:
    """INV-INPUT-1."""
    with pytest.raises(InputError) as refused:
        Terms(price=1)  # type: ignore[call-arg]
    assert refused.value.field == "Terms.stake"
