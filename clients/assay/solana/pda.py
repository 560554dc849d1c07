"""Addresses that the programs derive, as the programs derive them."""

from __future__ import annotations

from functools import lru_cache

from solders.pubkey import Pubkey
from solders.token.associated import get_associated_token_address

from .generated import compute, staking


@lru_cache(maxsize=65_536)
def _derived(program: Pubkey, *seeds: bytes) -> Pubkey:
    return Pubkey.find_program_address(list(seeds), program)[0]


def staking_config() -> Pubkey:
    return _derived(staking.PROGRAM, b"config")


def staking_vault() -> Pubkey:
    return _derived(staking.PROGRAM, b"vault")


def stake(owner: bytes) -> Pubkey:
    return _derived(staking.PROGRAM, b"stake", owner)


def fault(fault_id: bytes) -> Pubkey:
    return _derived(staking.PROGRAM, b"fault", fault_id)


def compute_config() -> Pubkey:
    return _derived(compute.PROGRAM, b"config")


def escrow() -> Pubkey:
    return _derived(compute.PROGRAM, b"escrow")


def slasher() -> Pubkey:
    """The address under which compute locks and slashes: a deployment's `compute`."""
    return _derived(compute.PROGRAM, b"slasher")


def provider(owner: bytes) -> Pubkey:
    return _derived(compute.PROGRAM, b"provider", owner)


def job(job_id: bytes) -> Pubkey:
    return _derived(compute.PROGRAM, b"job", job_id)


def dispute(dispute_id: bytes) -> Pubkey:
    return _derived(compute.PROGRAM, b"dispute", dispute_id)


def opening(dispute_id: bytes, party: bytes) -> Pubkey:
    return _derived(compute.PROGRAM, b"opening", dispute_id, party)


@lru_cache(maxsize=65_536)
def token_account(owner: bytes, token: bytes) -> Pubkey:
    return get_associated_token_address(Pubkey.from_bytes(owner), Pubkey.from_bytes(token))
