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
