"""What a chain was deployed with, and where."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import U8, U32, U64, ZERO, Address, Bps, Model

# Ten years: a delay beyond it is a mistake, and no clock plus it can overflow and so hold up a verdict.
MAX_SECS = 315_360_000
Secs = Annotated[int, Field(ge=1, le=MAX_SECS)]


class Settings(Model):
    """The constants of a deployment, the same on every chain. The defaults suit a test network."""

    unbond_secs: Secs = 7 * 86_400
    window_secs: Secs = 3_600
    move_secs: Secs = 600
    challenge_bond: U64 = 5_000_000
    reward_bps: Bps = 5_000
    late_bps: Bps = 1_000
    contest_secs: Secs = 86_400
    # With contest_secs, six of these a round are less than unbond_secs: nobody outlasts a case.
    phase_secs: Secs = 18_000
    case_bond: U64 = 10_000_000
    seed_bond: U64 = 1_000_000
    seat_stake: U64 = 5_000_000
    max_penalty: U64 = 1_000_000_000
    jurors: U8 = 7
    max_rounds: U8 = 4
    post_bond: U64 = 20_000_000
    post_secs: Secs = 86_400
    claim_secs: Secs = 30 * 86_400
    rotate_secs: Secs = 2 * 86_400
    issuer_stake: U64 = 100_000_000
    exit_secs: Secs = 7 * 86_400
    recovery_secs: Secs = 2 * 86_400
    voucher_bps: Bps = 2_000
    # Nothing for the accuser: else whoever got itself attested could misuse its key, accuse itself and be paid by its issuer.
    voucher_reward_bps: Bps = 0
    vault_timelock_secs: Secs = 2 * 86_400
    observe_secs: Secs = 3_600
    gain_bps: U32 = 10_000
    step_bps: Bps = 500
    match_secs: Secs = 1_800
    answer_secs: Secs = 600
    seen_secs: Secs = 600
    accept_secs: Secs = 900
    fallback_secs: Secs = 7_200
    offer_bond: U64 = 10_000_000
    assignment_bond: U64 = 100_000_000
    demand_bond: U64 = 1_000_000
    lapse_bps: Bps = 1_000
    train_secs: Secs = 86_400


class Deployment(Model):
    """Where the programs of a chain stand. `chain` is its CAIP-2 id. A file of these is clients/assay/deployments/<name>.json.

    `compute`, `court` and `identity` are the addresses under which they slash, `rewards`, `vault` and `training` those that hold their funds,
    `verifier` the one that proofs are made for, `matching` the one that names providers and holds its bonds: contracts on the EVM, PDAs on Solana.
    `grant_token` is a second test token, for grants; zero where campaigns bring their own. `pools` are the markets that a sandbox has for its vault.
    """

    chain: str
    staking: Address
    compute: Address
    token: Address
    token_symbol: str
    treasury: Address
    authority: Address
    settings: Settings
    court: Address = ZERO
    rewards: Address = ZERO
    identity: Address = ZERO
    verifier: Address = ZERO
    vault: Address = ZERO
    matching: Address = ZERO
    training: Address = ZERO
    grant_token: Address = ZERO
    pools: tuple[Address, ...] = ()
