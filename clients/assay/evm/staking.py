"""market.Staking on the EVM."""

from __future__ import annotations

from ..models import staking as m
from .generated import staking as g
from .session import Session, plain
from .transport import address20


class EvmStaking:
    """market.Staking for one account."""

    def __init__(self, session: Session) -> None:
        self._s, self._at = session, session.staking

    def config(self) -> m.StakingConfig:
        raw = g.decode_config(self._s.read(self._at, g.config()))
        slashers = tuple(m.Slasher(program=x.program, active_at=x.active_at, status=m.SlasherStatus(x.status)) for x in raw.slashers)
        return m.StakingConfig(authority=raw.authority, treasury=raw.treasury, token=raw.token, unbond_secs=raw.unbond_secs, slashers=slashers)

    def stake(self, owner: bytes) -> m.Stake | None:
        address20("owner", owner)
        raw = g.decode_stake_of(self._s.read(self._at, g.stake_of(owner)))
        if not raw.exists:
            return None
        unbondings = tuple(m.Unbonding(amount=u.amount, unlock_at=u.unlock_at) for u in raw.unbondings)
        a, b, c, d = raw.locks
        return m.Stake(owner=owner, bonded=raw.bonded, locks=(a, b, c, d), unbondings=unbondings)

    def fault(self, fault_id: bytes) -> m.Fault | None:
        raw = g.decode_fault_of(self._s.read(self._at, g.fault_of(fault_id)))
        return m.Fault(**plain(raw)) if raw.amount else None

    def bond(self, amount: int) -> m.Bonded:
        return self._s.write("bond", self._at, g.bond(amount), m.Bonded, pays=amount)

    def unbond(self, amount: int) -> m.Unbonded:
        return self._s.write("unbond", self._at, g.unbond(amount), m.Unbonded)

    def withdraw(self) -> m.Withdrawn:
        return self._s.write("withdraw", self._at, g.withdraw(), m.Withdrawn)

    def lock(self, owner: bytes, amount: int) -> m.Locked:
        address20("owner", owner)
        return self._s.write("lock", self._at, g.lock(owner, amount), m.Locked)

    def unlock(self, owner: bytes, amount: int) -> m.Unlocked:
        address20("owner", owner)
        return self._s.write("unlock", self._at, g.unlock(owner, amount), m.Unlocked)

    def slash(self, owner: bytes, amount: int, fault_id: bytes, beneficiary: bytes, reward_bps: int) -> m.Slashed:
        address20("owner", owner)
        address20("beneficiary", beneficiary)
        return self._s.write("slash", self._at, g.slash(owner, amount, fault_id, beneficiary, reward_bps), m.Slashed)

    def sweep(self, fault_id: bytes) -> m.Swept:
        return self._s.write("sweep", self._at, g.sweep(fault_id), m.Swept)

    def propose_slasher(self, slasher: bytes) -> m.SlasherProposed:
        address20("slasher", slasher)
        return self._s.write("propose_slasher", self._at, g.propose_slasher(slasher), m.SlasherProposed)

    def activate_slasher(self, slasher: bytes) -> m.SlasherActivated:
        address20("slasher", slasher)
        return self._s.write("activate_slasher", self._at, g.activate_slasher(slasher), m.SlasherActivated)

    def retire_slasher(self, slasher: bytes) -> m.SlasherRetired:
        address20("slasher", slasher)
        return self._s.write("retire_slasher", self._at, g.retire_slasher(slasher), m.SlasherRetired)
