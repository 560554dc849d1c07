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
