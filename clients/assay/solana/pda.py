"""Addresses that the programs derive, as the programs derive them."""

from __future__ import annotations

from functools import lru_cache

from solders.pubkey import Pubkey
from solders.token.associated import get_associated_token_address

from .generated import compute, court, identity, matching, pools, rewards, staking, training, verifier
from .generated import vault as vault_program

PAGE_BITS = 8_192  # leaves a page of what was claimed


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
    """Of compute."""
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


def court_config() -> Pubkey:
    return _derived(court.PROGRAM, b"config")


def court_escrow() -> Pubkey:
    return _derived(court.PROGRAM, b"escrow")


def court_slasher() -> Pubkey:
    """The address under which the court slashes: a deployment's `court`."""
    return _derived(court.PROGRAM, b"slasher")


def juror(owner: bytes) -> Pubkey:
    return _derived(court.PROGRAM, b"juror", owner)


def case(case_id: bytes) -> Pubkey:
    return _derived(court.PROGRAM, b"case", case_id)


def round_of(case_id: bytes, round_index: int) -> Pubkey:
    return _derived(court.PROGRAM, b"round", case_id, bytes([round_index]))


def seed(case_id: bytes, round_index: int, contributor: bytes) -> Pubkey:
    return _derived(court.PROGRAM, b"seed", case_id, bytes([round_index]), contributor)


def rewards_config() -> Pubkey:
    """The authority of the purses: a deployment's `rewards`."""
    return _derived(rewards.PROGRAM, b"config")


def purse(token: bytes) -> Pubkey:
    return _derived(rewards.PROGRAM, b"purse", token)


def campaign(campaign_id: bytes) -> Pubkey:
    return _derived(rewards.PROGRAM, b"campaign", campaign_id)


def worker(campaign_id: bytes, owner: bytes) -> Pubkey:
    return _derived(rewards.PROGRAM, b"worker", campaign_id, owner)


def batch(batch_id: bytes) -> Pubkey:
    return _derived(rewards.PROGRAM, b"batch", batch_id)


def epoch(epoch_id: bytes) -> Pubkey:
    return _derived(rewards.PROGRAM, b"epoch", epoch_id)


def claimed(epoch_id: bytes, index: int) -> Pubkey:
    """The page that notes whether leaf `index` was claimed."""
    return _derived(rewards.PROGRAM, b"claimed", epoch_id, (index // PAGE_BITS).to_bytes(4, "little"))


def provided(party: bytes) -> Pubkey:
    """What a party laid down for its next call of rewards."""
    return _derived(rewards.PROGRAM, b"openings", party)


def grant(grant_id: bytes) -> Pubkey:
    return _derived(rewards.PROGRAM, b"grant", grant_id)


def identity_config() -> Pubkey:
    return _derived(identity.PROGRAM, b"config")


def identity_slasher() -> Pubkey:
    """The address under which identity locks and slashes: a deployment's `identity`."""
    return _derived(identity.PROGRAM, b"slasher")


def subject(subject_id: bytes) -> Pubkey:
    return _derived(identity.PROGRAM, b"subject", subject_id)


def subject_key(key_id: bytes) -> Pubkey:
    return _derived(identity.PROGRAM, b"key", key_id)


def issuer(owner: bytes) -> Pubkey:
    return _derived(identity.PROGRAM, b"issuer", owner)


def generation(issuer: bytes, number: int) -> Pubkey:
    """Where it stands that an issuer revoked a generation."""
    return _derived(identity.PROGRAM, b"generation", issuer, number.to_bytes(4, "little"))


def attestation(attestation_id: bytes) -> Pubkey:
    return _derived(identity.PROGRAM, b"attestation", attestation_id)


def attestation_batch(batch_id: bytes) -> Pubkey:
    return _derived(identity.PROGRAM, b"attestation_batch", batch_id)


def content(content_id: bytes) -> Pubkey:
    return _derived(identity.PROGRAM, b"content", content_id)


def content_batch(batch_id: bytes) -> Pubkey:
    return _derived(identity.PROGRAM, b"content_batch", batch_id)


def finding(case_id: bytes) -> Pubkey:
    return _derived(identity.PROGRAM, b"finding", case_id)


@lru_cache(maxsize=65_536)
def token_account(owner: bytes, token: bytes) -> Pubkey:
    return get_associated_token_address(Pubkey.from_bytes(owner), Pubkey.from_bytes(token))


def verifier_config() -> Pubkey:
    """What proofs are made for, and the authority of the escrow: a deployment's `verifier`."""
    return _derived(verifier.PROGRAM, b"config")


def verifier_escrow() -> Pubkey:
    """Where tips for proofs lie."""
    return _derived(verifier.PROGRAM, b"escrow")


def model(model_id: bytes) -> Pubkey:
    return _derived(verifier.PROGRAM, b"model", model_id)


def delivery(consumer: bytes, model_id: bytes) -> Pubkey:
    return _derived(verifier.PROGRAM, b"delivery", consumer, model_id)


def proof_request(request_id: bytes) -> Pubkey:
    return _derived(verifier.PROGRAM, b"request", request_id)


def matching_config() -> Pubkey:
    return _derived(matching.PROGRAM, b"config")


def namer() -> Pubkey:
    """The address under which matching names providers: a deployment's `matching`."""
    return _derived(matching.PROGRAM, b"namer")


def matching_purse() -> Pubkey:
    return _derived(matching.PROGRAM, b"purse")


def offer(provider: bytes) -> Pubkey:
    return _derived(matching.PROGRAM, b"offer", provider)


def listing(job_id: bytes) -> Pubkey:
    return _derived(matching.PROGRAM, b"listing", job_id)


def assignment(assignment_id: bytes) -> Pubkey:
    return _derived(matching.PROGRAM, b"assignment", assignment_id)


def demand(demand_id: bytes) -> Pubkey:
    return _derived(matching.PROGRAM, b"demand", demand_id)


def matching_openings(party: bytes) -> Pubkey:
    return _derived(matching.PROGRAM, b"openings", party)


def training_config() -> Pubkey:
    """The authority of the purse, and training's name in ids: a deployment's `training`."""
    return _derived(training.PROGRAM, b"config")


def training_purse() -> Pubkey:
    return _derived(training.PROGRAM, b"purse")


def run(run_id: bytes) -> Pubkey:
    return _derived(training.PROGRAM, b"run", run_id)


def training_round(run_id: bytes, round_index: int) -> Pubkey:
    return _derived(training.PROGRAM, b"round", run_id, round_index.to_bytes(2, "little"))


def proposal(proposal_id: bytes) -> Pubkey:
    return _derived(training.PROGRAM, b"proposal", proposal_id)


def doubt(doubt_id: bytes) -> Pubkey:
    return _derived(training.PROGRAM, b"doubt", doubt_id)


def training_openings(party: bytes) -> Pubkey:
    return _derived(training.PROGRAM, b"openings", party)


def hook(consumer: bytes) -> Pubkey:
    """As whom the verifier calls a consumer."""
    return _derived(verifier.PROGRAM, b"hook", consumer)


def vault() -> Pubkey:
    """The authority of the purse and of the shares: a deployment's `vault`."""
    return _derived(vault_program.PROGRAM, b"vault")


def share() -> Pubkey:
    """The mint of the vault's shares."""
    return _derived(vault_program.PROGRAM, b"share")


def vault_purse() -> Pubkey:
    return _derived(vault_program.PROGRAM, b"purse")


def pool_claim(owner: bytes, pool: bytes) -> Pubkey:
    """What an owner is owed of a pool since it left the vault in kind."""
    return _derived(vault_program.PROGRAM, b"claim", owner, pool)


def pool(number: int) -> Pubkey:
    """A market that a sandbox has for its vault."""
    return _derived(pools.PROGRAM, b"pool", bytes([number]))


def pool_purse(pool: bytes) -> Pubkey:
    return _derived(pools.PROGRAM, b"purse", pool)
