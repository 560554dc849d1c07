"""staking as plain objects: the executable spec of market.Staking."""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import errors as e
from ..models import staking as m
from ..models.deployment import MAX_SECS
from ..units import U64_MAX, share_down
from .chain import Ledger, checked

VAULT = b"staking vault".ljust(32, b"\x00")


@dataclass
class _Stake:
    bonded: int = 0
    locks: list[int] = field(default_factory=lambda: [0] * m.MAX_SLASHERS)
    unbondings: list[m.Unbonding] = field(default_factory=list)

    @property
    def reachable(self) -> int:
        return self.bonded + sum(u.amount for u in self.unbondings)


class StakingState:
    """What the program stores. Methods take the caller first; `ReferenceStaking` binds it."""

    def __init__(self, ledger: Ledger, config: m.StakingConfig) -> None:
        if not 1 <= config.unbond_secs <= MAX_SECS:
            raise e.BadConfig
        self.ledger, self.config = ledger, config
        self.slashers: list[m.Slasher] = list(config.slashers)
        self.stakes: dict[bytes, _Stake] = {}
        self.faults: dict[bytes, m.Fault] = {}

    def known(self, owner: bytes) -> _Stake:
        if owner not in self.stakes:
            raise e.UnknownStake
        return self.stakes[owner]

    def find(self, program: bytes) -> int | None:
        return next((i for i, s in enumerate(self.slashers) if s.program == program), None)

    def slasher(self, program: bytes, *, retired_too: bool) -> int:
        at = self.find(program)
        allowed = (m.SlasherStatus.ACTIVE, m.SlasherStatus.RETIRED) if retired_too else (m.SlasherStatus.ACTIVE,)
        if at is None or self.slashers[at].status not in allowed:
            raise e.NotSlasher
        return at

    def bond(self, caller: bytes, amount: int) -> m.Bonded:
        if amount == 0:
            raise e.ZeroAmount
        self.ledger.require(caller, amount)
        stake = self.stakes.get(caller, _Stake())
        stake.bonded = checked(stake.bonded + amount)
        self.stakes[caller] = stake
        self.ledger.move(caller, VAULT, amount)
        return self.ledger.log(m.Bonded(owner=caller, amount=amount, bonded=stake.bonded))

    def unbond(self, caller: bytes, amount: int) -> m.Unbonded:
        stake = self.known(caller)
        if amount == 0:
            raise e.ZeroAmount
        if stake.bonded < sum(stake.locks) + amount:
            raise e.InsufficientStake
        if len(stake.unbondings) == m.MAX_UNBONDINGS:
            raise e.TooManyUnbondings
        unlock_at = checked(self.ledger.now + self.config.unbond_secs)
        stake.bonded -= amount
        stake.unbondings.append(m.Unbonding(amount=amount, unlock_at=unlock_at))
        return self.ledger.log(m.Unbonded(owner=caller, amount=amount, unlock_at=unlock_at))

    def withdraw(self, caller: bytes) -> m.Withdrawn:
        stake = self.known(caller)
        amount, kept = 0, []
        for u in stake.unbondings:
            # What would make the sum too large for one payment waits for the next one: it must not hold up the rest.
            if u.unlock_at <= self.ledger.now and amount + u.amount <= U64_MAX:
                amount += u.amount
            else:
                kept.append(u)
        if amount == 0:
            raise e.NothingToWithdraw
        stake.unbondings = kept
        self.ledger.move(VAULT, caller, amount)
        return self.ledger.log(m.Withdrawn(owner=caller, amount=amount))

    def lock(self, caller: bytes, owner: bytes, amount: int) -> m.Locked:
        at = self.slasher(caller, retired_too=False)
        stake = self.known(owner)
        if amount == 0:
            raise e.ZeroAmount
        if stake.bonded < sum(stake.locks) + amount:
            raise e.InsufficientStake
        stake.locks[at] += amount
        return self.ledger.log(m.Locked(owner=owner, slasher=caller, amount=amount, locked=stake.locks[at]))

    def unlock(self, caller: bytes, owner: bytes, amount: int) -> m.Unlocked:
        at = self.slasher(caller, retired_too=True)
        stake = self.known(owner)
        if amount == 0:
            raise e.ZeroAmount
        if stake.locks[at] < amount:
            raise e.LockTooLarge
        stake.locks[at] -= amount
        return self.ledger.log(m.Unlocked(owner=owner, slasher=caller, amount=amount, locked=stake.locks[at]))

    def slash(self, caller: bytes, owner: bytes, amount: int, fault_id: bytes, beneficiary: bytes, reward_bps: int) -> m.Slashed:
        if fault_id in self.faults:
            raise e.FaultAlreadySlashed
        at = self.slasher(caller, retired_too=True)
        if amount == 0:
            raise e.ZeroAmount
        if reward_bps > m.MAX_REWARD_BPS:
            raise e.RewardTooHigh
        stake = self.known(owner)
        if self.slashers[at].status is m.SlasherStatus.RETIRED and amount > stake.locks[at]:
            raise e.LockTooLarge
        taken = min(amount, stake.reachable)
        if taken == 0:
            raise e.NothingToSlash
        _take(stake, taken)
        stake.locks[at] -= min(stake.locks[at], amount)
        reward = share_down(taken, reward_bps)
        self.faults[fault_id] = m.Fault(fault_id=fault_id, owner=owner, slasher=caller, amount=taken, beneficiary=beneficiary, reward=reward, swept=False)
        return self.ledger.log(
            m.Slashed(fault_id=fault_id, owner=owner, slasher=caller, amount=taken, beneficiary=beneficiary, reward=reward, locked=stake.locks[at])
        )

    def sweep(self, fault_id: bytes) -> m.Swept:
        fault = self.faults.get(fault_id)
        if fault is None:
            raise e.UnknownFault
        if fault.swept:
            raise e.AlreadySwept
        self.faults[fault_id] = fault.model_copy(update={"swept": True})
        remainder = fault.amount - fault.reward
        self.ledger.move(VAULT, fault.beneficiary, fault.reward)
        self.ledger.move(VAULT, self.config.treasury, remainder)
        return self.ledger.log(m.Swept(fault_id=fault_id, beneficiary=fault.beneficiary, reward=fault.reward, remainder=remainder))

    def propose_slasher(self, caller: bytes, slasher: bytes) -> m.SlasherProposed:
        if caller != self.config.authority:
            raise e.NotAuthority
        if self.find(slasher) is not None:
            raise e.SlasherExists
        if len(self.slashers) == m.MAX_SLASHERS:
            raise e.TooManySlashers
        active_at = checked(self.ledger.now + self.config.timelock_secs)
        self.slashers.append(m.Slasher(program=slasher, active_at=active_at, status=m.SlasherStatus.PROPOSED))
        return self.ledger.log(m.SlasherProposed(slasher=slasher, active_at=active_at))

    def activate_slasher(self, slasher: bytes) -> m.SlasherActivated:
        at = self.find(slasher)
        if at is None:
            raise e.UnknownSlasher
        if self.slashers[at].status is not m.SlasherStatus.PROPOSED:
            raise e.SlasherNotProposed
        if self.ledger.now < self.slashers[at].active_at:
            raise e.TimelockOpen
        self._set_status(at, m.SlasherStatus.ACTIVE)
        return self.ledger.log(m.SlasherActivated(slasher=slasher))

    def retire_slasher(self, caller: bytes, slasher: bytes) -> m.SlasherRetired:
        if caller != self.config.authority:
            raise e.NotAuthority
        at = self.find(slasher)
        if at is None:
            raise e.UnknownSlasher
        if self.slashers[at].status is m.SlasherStatus.RETIRED:
            raise e.SlasherIsRetired
        self._set_status(at, m.SlasherStatus.RETIRED)
        return self.ledger.log(m.SlasherRetired(slasher=slasher))

    def _set_status(self, at: int, status: m.SlasherStatus) -> None:
        self.slashers[at] = self.slashers[at].model_copy(update={"status": status})


def _take(stake: _Stake, amount: int) -> None:
    """Bonded first, then unbondings from the newest; an emptied one is removed, so that it holds no slot."""
    from_bonded = min(amount, stake.bonded)
    stake.bonded -= from_bonded
    amount -= from_bonded
    while amount:
        last = stake.unbondings.pop()
        part = min(amount, last.amount)
        amount -= part
        if part < last.amount:
            stake.unbondings.append(last.model_copy(update={"amount": last.amount - part}))


class ReferenceStaking:
    """market.Staking for one caller."""

    def __init__(self, state: StakingState, caller: bytes) -> None:
        self._state, self._caller = state, caller

    def config(self) -> m.StakingConfig:
        return self._state.config.model_copy(update={"slashers": tuple(self._state.slashers)})

    def stake(self, owner: bytes) -> m.Stake | None:
        s = self._state.stakes.get(owner)
        if s is None:
            return None
        return m.Stake(owner=owner, bonded=s.bonded, locks=(s.locks[0], s.locks[1], s.locks[2], s.locks[3]), unbondings=tuple(s.unbondings))

    def fault(self, fault_id: bytes) -> m.Fault | None:
        return self._state.faults.get(fault_id)

    def bond(self, amount: int) -> m.Bonded:
        return self._state.bond(self._caller, amount)

    def unbond(self, amount: int) -> m.Unbonded:
        return self._state.unbond(self._caller, amount)

    def withdraw(self) -> m.Withdrawn:
        return self._state.withdraw(self._caller)

    def lock(self, owner: bytes, amount: int) -> m.Locked:
        return self._state.lock(self._caller, owner, amount)

    def unlock(self, owner: bytes, amount: int) -> m.Unlocked:
        return self._state.unlock(self._caller, owner, amount)

    def slash(self, owner: bytes, amount: int, fault_id: bytes, beneficiary: bytes, reward_bps: int) -> m.Slashed:
        return self._state.slash(self._caller, owner, amount, fault_id, beneficiary, reward_bps)

    def sweep(self, fault_id: bytes) -> m.Swept:
        return self._state.sweep(fault_id)

    def propose_slasher(self, slasher: bytes) -> m.SlasherProposed:
        return self._state.propose_slasher(self._caller, slasher)

    def activate_slasher(self, slasher: bytes) -> m.SlasherActivated:
        return self._state.activate_slasher(slasher)

    def retire_slasher(self, slasher: bytes) -> m.SlasherRetired:
        return self._state.retire_slasher(self._caller, slasher)
