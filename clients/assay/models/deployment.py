"""What a chain was deployed with, and where."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import U64, Address, Bps, Model

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


class Deployment(Model):
    """Where the programs of a chain stand. `chain` is its CAIP-2 id. A file of these is clients/assay/deployments/<name>.json."""

    chain: str
    staking: Address
    compute: Address
    token: Address
    token_symbol: str
    treasury: Address
    authority: Address
    settings: Settings
