"""Identifiers: the same 32 bytes are a PDA seed on Solana, a mapping key on the EVM and a key of the reference."""

from __future__ import annotations

from hashlib import sha256


def derive(kind: str, *fields: bytes) -> bytes:
    """sha256("assay/<kind>/v1" || fields). Fields are of fixed width, so the concatenation is unambiguous."""
    return sha256(b"assay/" + kind.encode() + b"/v1" + b"".join(fields)).digest()


def job_id(program: bytes, requester: bytes, nonce: int) -> bytes:
    """The job that `requester` (32 bytes) posts under `nonce` (u64) to the compute program that slashes as `program` (Deployment.compute).

    Disputes and faults take their ids from it, so two compute programs over one staking never meet in an id, and no trace can be copied
    from one to the other.
    """
    return derive("job", program, requester, nonce.to_bytes(8, "little"))


def dispute_id(job: bytes, attempt: int) -> bytes:
    """The `attempt`-th (u32, from 0) dispute of a job."""
    return derive("dispute", job, attempt.to_bytes(4, "little"))


def fault_id(subject: bytes) -> bytes:
    """The fault that a lost dispute (its id) or a missed deadline (the job's id) proves."""
    return derive("fault", subject)


def case_id(program: bytes, accuser: bytes, nonce: int) -> bytes:
    """The case that `accuser` opens under `nonce` (u64) at the court that slashes as `program` (Deployment.court). It is the ruling's id too."""
    return derive("case", program, accuser, nonce.to_bytes(8, "little"))


def seed_commitment(case: bytes, round_index: int, contributor: bytes, secret: bytes) -> bytes:
    """What a contributor (32 bytes) of randomness to a round (u8) commits to; `secret` is 32 bytes that nobody can guess."""
    return derive("seed_commitment", case, bytes([round_index]), contributor, secret)


def seed_share(case: bytes, round_index: int, contributor: bytes, secret: bytes) -> bytes:
    """What a revealed secret adds (by xor) to the round's seed."""
    return derive("seed", case, bytes([round_index]), contributor, secret)


def ticket(case: bytes, round_index: int, seed: bytes, juror: bytes, unit: int) -> bytes:
    """The ticket (12 bytes, a big-endian number) of a juror's `unit`-th (u32, from 0) seat in a round's draw."""
    return derive("ticket", case, bytes([round_index]), seed, juror, unit.to_bytes(4, "little"))[:12]


def vote_commitment(case: bytes, round_index: int, juror: bytes, guilty: bool, salt: bytes) -> bytes:
    """What a juror commits to; `salt` is 32 bytes that nobody can guess."""
    return derive("vote", case, bytes([round_index]), juror, bytes([guilty]), salt)


def campaign_id(program: bytes, sponsor: bytes, nonce: int) -> bytes:
    """The campaign that `sponsor` opens under `nonce` (u64) at the rewards program that holds funds as `program` (Deployment.rewards)."""
    return derive("campaign", program, sponsor, nonce.to_bytes(8, "little"))


def epoch_id(campaign: bytes, epoch: int) -> bytes:
    """The `epoch`-th (u32, from 0) epoch of a campaign."""
    return derive("epoch", campaign, epoch.to_bytes(4, "little"))


def batch_id(campaign: bytes, epoch: int, worker: bytes) -> bytes:
    """The one batch of judgments that a worker may commit in an epoch."""
    return derive("batch", campaign, epoch.to_bytes(4, "little"), worker)


def posting_id(epoch: bytes, attempt: int) -> bytes:
    """The `attempt`-th (u32, from 0) roots posted for an epoch (its id): the subject of an accusation against them."""
    return derive("posting", epoch, attempt.to_bytes(4, "little"))


def grant_id(program: bytes, source: bytes, beneficiary: bytes, nonce: int) -> bytes:
    """The grant under `nonce` (u64) from `source` (who created it; for a campaign's, the campaign's id and nonce 0) to its first beneficiary."""
    return derive("grant", program, source, beneficiary, nonce.to_bytes(8, "little"))


def domain(program: bytes, chain: bytes) -> bytes:
    """What keys of identity's subjects sign for: `program` is Deployment.identity, `chain` IdentityConfig.chain."""
    return derive("domain", program, chain)


def subject_id(program: bytes, controller: bytes, nonce: int) -> bytes:
    """The subject that its first controller creates under `nonce` (u64) at the identity program that slashes as `program`."""
    return derive("subject", program, controller, nonce.to_bytes(8, "little"))


def key_id(algorithm: int, public_key: bytes) -> bytes:
    """A public key of at most 64 bytes, the same wherever it is registered."""
    return derive("key", bytes([algorithm]), public_key.ljust(64, b"\x00"))


def key_proof(domain: bytes, subject: bytes, key: bytes) -> bytes:
    """What a key signs to show that whoever adds it to the subject holds it."""
    return derive("key_proof", domain, subject, key)


def attestation_id(program: bytes, issuer: bytes, nonce: int) -> bytes:
    """The attestation, or the batch of them, that an issuer makes under `nonce` (u64)."""
    return derive("attestation", program, issuer, nonce.to_bytes(8, "little"))


def batched_id(batch: bytes, index: int) -> bytes:
    """The attestation at `index` (u32) of a batch."""
    return derive("batched", batch, index.to_bytes(4, "little"))


def delegated(domain: bytes, attestation: bytes, subject: bytes, kind: int, generation: int, expires_at: int, commitment: bytes, deadline: int) -> bytes:
    """What an issuer's account signs on Solana to let anyone post its attestation until `deadline`. On the EVM it signs EIP-712 of the same fields."""
    numbers = bytes([kind]) + generation.to_bytes(4, "little") + expires_at.to_bytes(8, "little")
    return derive("delegated", domain, attestation, subject, numbers, commitment, deadline.to_bytes(8, "little"))


def content_id(program: bytes, key: bytes, claim_hash: bytes) -> bytes:
    """What a key recorded under a claim's hash, alone or in a batch."""
    return derive("content", program, key, claim_hash)


def content_proof(domain: bytes, content: bytes, payload: bytes) -> bytes:
    """What a key signs to record a content; `payload` is Content.payload."""
    return derive("content_proof", domain, content, sha256(payload).digest())


def content_batch_id(program: bytes, key: bytes, nonce: int) -> bytes:
    """The batch of records that a key makes under `nonce` (u64)."""
    return derive("content_batch", program, key, nonce.to_bytes(8, "little"))


def content_batch_proof(domain: bytes, batch: bytes, root: bytes, count: int) -> bytes:
    """What a key signs to record a batch of `count` (u32) contents."""
    return derive("content_batch_proof", domain, batch, root, count.to_bytes(4, "little"))


def voucher_fault(program: bytes, case: bytes, issuer: bytes) -> bytes:
    """The fault of an issuer that vouched for whom a ruling found guilty: one for each ruling."""
    return derive("voucher", program, case, issuer)


def model_id(program: bytes, owner: bytes, nonce: int) -> bytes:
    """The model that `owner` registers under `nonce` (u64) at the verifier that stands as `program` (Deployment.verifier)."""
    return derive("model", program, owner, nonce.to_bytes(8, "little"))


def consumer_domain(program: bytes, chain: bytes, consumer: bytes) -> bytes:
    """Whom a proof is for: `consumer` at the verifier `program` on the chain `chain` (VerifierConfig.chain). The statement's context is made of it."""
    return derive("consumer", program, chain, consumer)


def assignment_id(program: bytes, matcher: bytes, nonce: int) -> bytes:
    """The assignment that `matcher` posts under `nonce` (u64) at the matching program that names providers as `program` (Deployment.matching)."""
    return derive("assignment", program, matcher, nonce.to_bytes(8, "little"))


def demand_id(assignment: bytes, leaves: int, index: int) -> bytes:
    """The demand to see leaf `index` (u32) of one of an assignment's trees (models.matching.Leaves, u8)."""
    return derive("demand", assignment, bytes([leaves]), index.to_bytes(4, "little"))


def request_id(program: bytes, requester: bytes, nonce: int) -> bytes:
    """The request for a proof that `requester` makes under `nonce` (u64) at the verifier that stands as `program`."""
    return derive("request", program, requester, nonce.to_bytes(8, "little"))


def run_id(program: bytes, sponsor: bytes, nonce: int) -> bytes:
    """The run that `sponsor` opens under `nonce` (u64) at the training program that holds funds as `program` (Deployment.training)."""
    return derive("run", program, sponsor, nonce.to_bytes(8, "little"))


def proposal_id(run: bytes, round_index: int, seat: int) -> bytes:
    """The one proposal that a seat (u8) may make in a round (u16) of a run."""
    return derive("proposal", run, round_index.to_bytes(2, "little"), bytes([seat]))


def work_claim(proposal: bytes, state: bytes) -> bytes:
    """What a proposal (its id) claims: the root of the state after its work. Bound to the proposal, so that no seat can copy another's."""
    return derive("work_claim", proposal, state)


def doubt_id(proposal: bytes, job: bytes) -> bytes:
    """The doubt that a compute job will show a proposal to be wrong."""
    return derive("doubt", proposal, job)


def chain_tag(caip2: str) -> bytes:
    """IdentityConfig.chain: the EVM's chain id as 32 big-endian bytes, of any other chain sha256 of its CAIP-2 id."""
    namespace, _, reference = caip2.partition(":")
    return int(reference).to_bytes(32, "big") if namespace == "eip155" else sha256(caip2.encode()).digest()
