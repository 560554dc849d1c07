"""State and events of staking (meaning: market.Staking)."""

from __future__ import annotations

from enum import IntEnum

from .base import U64, Address, Bytes32, Event, Model

MAX_SLASHERS = 4
MAX_UNBONDINGS = 4
MAX_REWARD_BPS = 5_000


class SlasherStatus(IntEnum):
    PROPOSED = 1
    ACTIVE = 2
    RETIRED = 3


class Slasher(Model):
    """A program that may lock and slash. `program` is its signing address (a PDA on Solana, the contract on the EVM)."""

    program: Address
    active_at: U64
    status: SlasherStatus


class StakingConfig(Model):
    authority: Address
    treasury: Address
    token: Address
    unbond_secs: U64
    slashers: tuple[Slasher, ...] = ()

    @property
    def timelock_secs(self) -> int:
        """From a slasher's proposal to its activation: whoever unbonds in the first half has left before."""
        return 2 * self.unbond_secs


class Unbonding(Model):
    amount: U64
    unlock_at: U64


class Stake(Model):
    """`locks[i]` is what slasher i of the config has locked of `bonded`."""

    owner: Address
    bonded: U64
    locks: tuple[U64, U64, U64, U64] = (0, 0, 0, 0)
    unbondings: tuple[Unbonding, ...] = ()

    @property
    def locked(self) -> int:
        return sum(self.locks)

    @property
    def free(self) -> int:
        """Bonded and not locked. Zero where other slashes have eaten into locked stake."""
        return max(self.bonded - self.locked, 0)

    @property
    def reachable(self) -> int:
        """What a slash can take: everything still held, matured or not."""
        return self.bonded + sum(u.amount for u in self.unbondings)


class Fault(Model):
    fault_id: Bytes32
    owner: Address
    slasher: Address
    amount: U64
    beneficiary: Address
    reward: U64
    swept: bool


class Bonded(Event):
    owner: Address
    amount: U64
    bonded: U64


class Unbonded(Event):
    owner: Address
    amount: U64
    unlock_at: U64


class Withdrawn(Event):
    owner: Address
    amount: U64


class Locked(Event):
    owner: Address
    slasher: Address
    amount: U64
    locked: U64


class Unlocked(Event):
    owner: Address
    slasher: Address
    amount: U64
    locked: U64


class Slashed(Event):
    fault_id: Bytes32
    owner: Address
    slasher: Address
    amount: U64
    beneficiary: Address
    reward: U64
    locked: U64


class Swept(Event):
    fault_id: Bytes32
    beneficiary: Address
    reward: U64
    remainder: U64


class SlasherProposed(Event):
    slasher: Address
    active_at: U64


class SlasherActivated(Event):
    slasher: Address


class SlasherRetired(Event):
    slasher: Address


EVENTS: tuple[type[Event], ...] = (Bonded, Unbonded, Withdrawn, Locked, Unlocked, Slashed, Swept, SlasherProposed, SlasherActivated, SlasherRetired)
