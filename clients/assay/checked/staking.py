"""Staking's input checks."""

from __future__ import annotations

from ..market import Staking
from ..models import staking as s
from ..models.deployment import Deployment
from ..units import Amount
from .arguments import Amounts, bytes32, whole


class CheckedStaking:
    """market.Staking around any other."""

    def __init__(self, inner: Staking, deployment: Deployment) -> None:
        self._inner, self._amount = inner, Amounts(deployment)

    def config(self) -> s.StakingConfig:
        return self._inner.config()

    def stake(self, owner: bytes) -> s.Stake | None:
        return self._inner.stake(bytes32("owner", owner))

    def fault(self, fault_id: bytes) -> s.Fault | None:
        return self._inner.fault(bytes32("fault_id", fault_id))

    def bond(self, amount: int | Amount) -> s.Bonded:
        return self._inner.bond(self._amount("amount", amount))

    def unbond(self, amount: int | Amount) -> s.Unbonded:
        return self._inner.unbond(self._amount("amount", amount))

    def withdraw(self) -> s.Withdrawn:
        return self._inner.withdraw()

    def lock(self, owner: bytes, amount: int | Amount) -> s.Locked:
        return self._inner.lock(bytes32("owner", owner), self._amount("amount", amount))

    def unlock(self, owner: bytes, amount: int | Amount) -> s.Unlocked:
        return self._inner.unlock(bytes32("owner", owner), self._amount("amount", amount))

    def slash(self, owner: bytes, amount: int | Amount, fault_id: bytes, beneficiary: bytes, reward_bps: int) -> s.Slashed:
        return self._inner.slash(
            bytes32("owner", owner),
            self._amount("amount", amount),
            bytes32("fault_id", fault_id),
            bytes32("beneficiary", beneficiary),
            whole("reward_bps", reward_bps, s.MAX_REWARD_BPS),
        )

    def sweep(self, fault_id: bytes) -> s.Swept:
        return self._inner.sweep(bytes32("fault_id", fault_id))

    def propose_slasher(self, slasher: bytes) -> s.SlasherProposed:
        return self._inner.propose_slasher(bytes32("slasher", slasher))

    def activate_slasher(self, slasher: bytes) -> s.SlasherActivated:
        return self._inner.activate_slasher(bytes32("slasher", slasher))

    def retire_slasher(self, slasher: bytes) -> s.SlasherRetired:
        return self._inner.retire_slasher(bytes32("slasher", slasher))
