"""What somebody might ask of a vault or of a pool that could not work, and the field that the answer must name (tests/test_bad_input.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import assay
from assay.models.base import ZERO
from assay.models.deployment import MAX_SECS
from assay.models.pools import PoolTerms
from assay.models.vault import Limits, Policy, PoolLimits
from assay.models.verifier import Claim
from assay.units import Amount, Token

WRONG = Token("WRONG", 6, b"\x07" * 32)
ID = b"\x01" * 32
CLAIM = Claim(commitment=bytes(32), observed_at=1, result=bytes(8))
Case = tuple[str, Callable[[assay.Sandbox], object]]


def vault_refusals() -> dict[str, Case]:
    def proposed(**changes: object) -> Callable[[assay.Sandbox], object]:
        sound: dict[str, Any] = {
            "model_id": ID, "guardian": ID, "pools": (PoolLimits(pool=ID, cap=1, cap_bps=1), *[PoolLimits()] * 3), "group_caps_bps": (1, 0, 0, 0),
            "max_move_bps": 1, "max_loss_bps": 1, "max_age_secs": 60,
        }  # fmt: skip
        return lambda c: c.vault.propose(Policy(**(sound | changes)))

    def lowered(**changes: object) -> Callable[[assay.Sandbox], object]:
        sound: dict[str, Any] = {"caps": (0,) * 4, "caps_bps": (0,) * 4, "group_caps_bps": (0,) * 4, "max_move_bps": 0}
        return lambda c: c.vault.lower(Limits(**(sound | changes)))

    limits = PoolLimits(pool=ID, cap=1, cap_bps=1)
    return {
        "a deposit of nothing": ("assets", lambda c: c.vault.deposit(0, c.account)),
        "a deposit beyond u64": ("assets", lambda c: c.vault.deposit(2**64, c.account)),
        "half a deposit": ("assets", lambda c: c.vault.deposit(0.5, c.account)),
        "a deposit of another token": ("assets", lambda c: c.vault.deposit(Amount(5, WRONG), c.account)),
        "a deposit for nobody": ("receiver", lambda c: c.vault.deposit(1, ZERO)),
        "a deposit for half of somebody": ("receiver", lambda c: c.vault.deposit(1, ID[:20])),
        "no shares": ("shares", lambda c: c.vault.mint(0, c.account)),
        "shares counted in coins": ("shares", lambda c: c.vault.mint(Amount(5, Token("USDX", 6, c.deployment().token)), c.account)),
        "shares for nobody": ("receiver", lambda c: c.vault.mint(1, ZERO)),
        "a withdrawal of nothing": ("assets", lambda c: c.vault.withdraw(0, c.account)),
        "a withdrawal below 0": ("assets", lambda c: c.vault.withdraw(-1, c.account)),
        "a withdrawal to nobody": ("receiver", lambda c: c.vault.withdraw(1, ZERO)),
        "a redemption of nothing": ("shares", lambda c: c.vault.redeem(0, c.account)),
        "a redemption beyond u64": ("shares", lambda c: c.vault.redeem(2**64, c.account)),
        "a redemption to nobody": ("receiver", lambda c: c.vault.redeem(1, ZERO)),
        "leaving with nothing": ("shares", lambda c: c.vault.redeem_in_kind(0, c.account)),
        "leaving to nobody": ("receiver", lambda c: c.vault.redeem_in_kind(1, ZERO)),
        "a claim on no pool": ("pool", lambda c: c.vault.collect_claim(ZERO, c.account)),
        "a claim of nobody's": ("owner", lambda c: c.vault.collect_claim(ID, ZERO)),
        "a look at half a pool's claim": ("pool", lambda c: c.vault.claim(ID, ID[:20])),
        "a look at half an owner's claim": ("owner", lambda c: c.vault.claim(ID[:20], ID)),
        "an observation before the first": ("index", lambda c: c.vault.observation(-1)),
        "an observation beyond u64": ("index", lambda c: c.vault.observation(2**64)),
        "a preview below 0": ("assets", lambda c: c.vault.preview_deposit(-1)),
        "a preview beyond u64": ("shares", lambda c: c.vault.preview_mint(2**64)),
        "a preview of another token": ("assets", lambda c: c.vault.preview_withdraw(Amount(5, WRONG))),
        "half a preview": ("shares", lambda c: c.vault.preview_redeem(0.5)),
        "what half of somebody could withdraw": ("owner", lambda c: c.vault.max_withdraw(ID[:20])),
        "what half of somebody could redeem": ("owner", lambda c: c.vault.max_redeem(ID[:20])),
        "a claim of half a model": ("model_id", lambda c: c.vault.on_verified(ID[:16], 1, CLAIM)),
        "a claim about no observation": ("nonce", lambda c: c.vault.on_verified(ID, 0, CLAIM)),
        "a fifth pool": ("pool_index", lambda c: c.vault.trim(4)),
        "a pool before the first": ("pool_index", lambda c: c.vault.trim(-1)),
        "a policy of no pools": ("policy.pools", proposed(pools=(PoolLimits(),) * 4)),
        "a policy of one pool twice": ("policy.pools", proposed(pools=(limits, limits, PoolLimits(), PoolLimits()))),
        "a policy of three places": ("Policy.pools", proposed(pools=(limits, PoolLimits(), PoolLimits()))),
        "a cap on no pool": ("policy.pools[1]", proposed(pools=(limits, PoolLimits(cap=1), PoolLimits(), PoolLimits()))),
        "a fifth group": ("policy.pools[0].group", proposed(pools=(limits.model_copy(update={"group": 4}), *[PoolLimits()] * 3))),
        "a policy for no time": ("policy.max_age_secs", proposed(max_age_secs=0)),
        "a policy for ever": ("policy.max_age_secs", proposed(max_age_secs=MAX_SECS + 1)),
        "a move of more than all": ("Policy.max_move_bps", proposed(max_move_bps=10_001)),
        "a loss of more than all": ("Policy.max_loss_bps", proposed(max_loss_bps=10_001)),
        "a group of more than all": ("Policy.group_caps_bps.0", proposed(group_caps_bps=(10_001, 0, 0, 0))),
        "a policy of half a model": ("Policy.model_id", proposed(model_id=ID[:16])),
        "a cap beyond u64": ("PoolLimits.cap", lambda c: c.vault.propose(PoolLimits(pool=ID, cap=2**64))),
        "limits of three pools": ("Limits.caps", lowered(caps=(0,) * 3)),
        "a limit below 0": ("Limits.caps.0", lowered(caps=(-1, 0, 0, 0))),
        "a limit of more than all": ("Limits.caps_bps.3", lowered(caps_bps=(0, 0, 0, 10_001))),
    }


def pool_refusals() -> dict[str, Case]:
    return {
        "a pool's deposit of nothing": ("assets", lambda c: c.pools[0].deposit(0)),
        "a pool's deposit of another token": ("assets", lambda c: c.pools[0].deposit(Amount(5, WRONG))),
        "a loan of nothing": ("assets", lambda c: c.pools[0].borrow(0)),
        "a loan beyond u64": ("assets", lambda c: c.pools[0].borrow(2**64)),
        "half a repayment": ("assets", lambda c: c.pools[0].repay(0.5)),
        "a debt below 0": ("debt", lambda c: c.pools[0].restate(-1)),
        "no units": ("units", lambda c: c.pools[0].redeem(0, c.account)),
        "units beyond u64": ("units", lambda c: c.pools[0].redeem(2**64, c.account)),
        "units redeemed to nobody": ("receiver", lambda c: c.pools[0].redeem(1, ZERO)),
        "half of somebody's units": ("owner", lambda c: c.pools[0].units(ID[:20])),
        "a kink above all": ("PoolTerms.kink_bps", lambda c: c.pools[0].configure(PoolTerms(kink_bps=10_001))),
        "a skim of more than all": ("PoolTerms.skim_bps", lambda c: c.pools[0].configure(PoolTerms(skim_bps=10_001))),
        "a rate below 0": ("PoolTerms.base_bps", lambda c: c.pools[0].configure(PoolTerms(base_bps=-1))),
        "a steepness beyond u32": ("PoolTerms.steep_bps", lambda c: c.pools[0].configure(PoolTerms(steep_bps=2**32))),
    }
