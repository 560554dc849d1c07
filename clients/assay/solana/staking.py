"""market.Staking on Solana."""

from __future__ import annotations

from ..errors import InputError
from ..models import staking as m
from ..models.base import ZERO
from . import pda
from .generated import staking as g
from .session import Session, key, plain


class SolanaStaking:
    """market.Staking for one account."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def config(self) -> m.StakingConfig:
        data = self._s.read(pda.staking_config())
        if data is None:
            raise InputError("deployment.staking", self._s.deployment.staking, "deployed", "deploy it with scripts/deploy.py")
        raw = g.StakingConfig.decode(data, 8)[0]
        slashers = tuple(m.Slasher(program=x.program, active_at=x.active_at, status=m.SlasherStatus(x.status)) for x in raw.slashers)
        return m.StakingConfig(authority=raw.authority, treasury=raw.treasury, token=raw.token, unbond_secs=raw.unbond_secs, slashers=slashers)

    def stake(self, owner: bytes) -> m.Stake | None:
        key("owner", owner)
        data = self._s.read(pda.stake(owner))
        if data is None:
            return None
        raw = g.Stake.decode(data, 8)[0]
        unbondings = tuple(m.Unbonding(amount=u.amount, unlock_at=u.unlock_at) for u in raw.unbondings)
        a, b, c, d = raw.locks
        return m.Stake(owner=raw.owner, bonded=raw.bonded, locks=(a, b, c, d), unbondings=unbondings)

    def fault(self, fault_id: bytes) -> m.Fault | None:
        raw = self._fault(fault_id)
        if raw is None:
            return None
        return m.Fault(**{k: v for k, v in plain(raw).items() if k != "bump"})

    def _fault(self, fault_id: bytes) -> g.Fault | None:
        key("fault_id", fault_id)
        data = self._s.read(pda.fault(fault_id))
        return None if data is None else g.Fault.decode(data, 8)[0]

    def bond(self, amount: int) -> m.Bonded:
        ix = g.bond(
            caller=self._s.caller, config=pda.staking_config(), stake=pda.stake(self._s.account), caller_token=self._s.caller_token,
            vault=pda.staking_vault(), amount=amount,
        )  # fmt: skip
        return self._s.write("bond", [ix], m.Bonded)

    def unbond(self, amount: int) -> m.Unbonded:
        ix = g.unbond(caller=self._s.caller, config=pda.staking_config(), stake=pda.stake(self._s.account), amount=amount)
        return self._s.write("unbond", [ix], m.Unbonded)

    def withdraw(self) -> m.Withdrawn:
        ix = g.withdraw(
            caller=self._s.caller, config=pda.staking_config(), stake=pda.stake(self._s.account), caller_token=self._s.caller_token,
            vault=pda.staking_vault(),
        )  # fmt: skip
        return self._s.write("withdraw", [*self._s.opened(self._s.account), ix], m.Withdrawn)

    def lock(self, owner: bytes, amount: int) -> m.Locked:
        key("owner", owner)
        ix = g.lock(slasher=self._s.caller, config=pda.staking_config(), stake=pda.stake(owner), owner=owner, amount=amount)
        return self._s.write("lock", [ix], m.Locked)

    def unlock(self, owner: bytes, amount: int) -> m.Unlocked:
        key("owner", owner)
        ix = g.unlock(slasher=self._s.caller, config=pda.staking_config(), stake=pda.stake(owner), owner=owner, amount=amount)
        return self._s.write("unlock", [ix], m.Unlocked)

    def slash(self, owner: bytes, amount: int, fault_id: bytes, beneficiary: bytes, reward_bps: int) -> m.Slashed:
        for name, value in (("owner", owner), ("fault_id", fault_id), ("beneficiary", beneficiary)):
            key(name, value)
        ix = g.slash(
            slasher=self._s.caller, payer=self._s.caller, config=pda.staking_config(), fault=pda.fault(fault_id), stake=pda.stake(owner),
            owner=owner, amount=amount, fault_id=fault_id, beneficiary=beneficiary, reward_bps=reward_bps,
        )  # fmt: skip
        return self._s.write("slash", [ix], m.Slashed)

    def sweep(self, fault_id: bytes) -> m.Swept:
        raw = self._fault(fault_id)
        # The program refuses an unknown fault; until then any address will do for its beneficiary.
        beneficiary = raw.beneficiary if raw else ZERO
        treasury = self._s.deployment.treasury
        paid = [] if raw is None or raw.swept else [o for o, n in ((beneficiary, raw.reward), (treasury, raw.amount - raw.reward)) if n]
        ix = g.sweep(
            config=pda.staking_config(), fault=pda.fault(fault_id), beneficiary_token=self._s.token_account(beneficiary),
            treasury_token=self._s.token_account(treasury), vault=pda.staking_vault(), fault_id=fault_id,
        )  # fmt: skip
        return self._s.write("sweep", [*self._s.opened(*paid), ix], m.Swept)

    def propose_slasher(self, slasher: bytes) -> m.SlasherProposed:
        key("slasher", slasher)
        ix = g.propose_slasher(caller=self._s.caller, config=pda.staking_config(), slasher=slasher)
        return self._s.write("propose_slasher", [ix], m.SlasherProposed)

    def activate_slasher(self, slasher: bytes) -> m.SlasherActivated:
        key("slasher", slasher)
        ix = g.activate_slasher(config=pda.staking_config(), slasher=slasher)
        return self._s.write("activate_slasher", [ix], m.SlasherActivated)

    def retire_slasher(self, slasher: bytes) -> m.SlasherRetired:
        key("slasher", slasher)
        ix = g.retire_slasher(caller=self._s.caller, config=pda.staking_config(), slasher=slasher)
        return self._s.write("retire_slasher", [ix], m.SlasherRetired)
