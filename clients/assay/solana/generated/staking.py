"""Made by scripts/gen.py from target/idl/staking.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import ClassVar

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

PROGRAM = Pubkey.from_string("EscmBxrVGdRZjuyFMtNhSkyNvhkfhaTPXqybZVovzyte")
_SYSTEM_PROGRAM = Pubkey.from_string("11111111111111111111111111111111")
_TOKEN_PROGRAM = Pubkey.from_string("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")
_LENGTH = Struct("<I")

# code -> name, as Anchor numbers them
ERRORS: dict[int, str] = {
    6000: "ZeroAmount",
    6001: "WrongToken",
    6002: "InsufficientFunds",
    6003: "TransferFailed",
    6004: "Overflow",
    6005: "UnknownStake",
    6006: "InsufficientStake",
    6007: "TooManyUnbondings",
    6008: "NothingToWithdraw",
    6009: "NotSlasher",
    6010: "LockTooLarge",
    6011: "FaultAlreadySlashed",
    6012: "NothingToSlash",
    6013: "RewardTooHigh",
    6014: "UnknownFault",
    6015: "AlreadySwept",
    6016: "NotAuthority",
    6017: "SlasherExists",
    6018: "TooManySlashers",
    6019: "UnknownSlasher",
    6020: "SlasherNotProposed",
    6021: "SlasherIsRetired",
    6022: "TimelockOpen",
    6023: "BadConfig",
}


_BONDED_0 = Struct("<32sQQ")


@dataclass(frozen=True, slots=True)
class Bonded:
    DISCRIMINATOR: ClassVar[bytes] = b"\x48\x6a\x1f\x79\x5d\x7d\x54\x00"
    owner: bytes
    amount: int
    bonded: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Bonded, int]:
        (owner, amount, bonded,) = _BONDED_0.unpack_from(_data, _at)
        _at += _BONDED_0.size
        return cls(owner, amount, bonded), _at

    def encode(self) -> bytes:
        return _BONDED_0.pack(self.owner, self.amount, self.bonded)


_FAULT_0 = Struct("<32s32s32sQ32sQ?B")


@dataclass(frozen=True, slots=True)
class Fault:
    DISCRIMINATOR: ClassVar[bytes] = b"\x66\x7d\xa7\xb5\x5d\xa7\xfb\x7f"
    fault_id: bytes
    owner: bytes
    slasher: bytes
    amount: int
    beneficiary: bytes
    reward: int
    swept: bool
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Fault, int]:
        (fault_id, owner, slasher, amount, beneficiary, reward, swept, bump,) = _FAULT_0.unpack_from(_data, _at)
        _at += _FAULT_0.size
        return cls(fault_id, owner, slasher, amount, beneficiary, reward, swept, bump), _at

    def encode(self) -> bytes:
        return _FAULT_0.pack(self.fault_id, self.owner, self.slasher, self.amount, self.beneficiary, self.reward, self.swept, self.bump)


_LOCKED_0 = Struct("<32s32sQQ")


@dataclass(frozen=True, slots=True)
class Locked:
    DISCRIMINATOR: ClassVar[bytes] = b"\xbc\x35\x76\x3e\x40\x0c\xc6\x54"
    owner: bytes
    slasher: bytes
    amount: int
    locked: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Locked, int]:
        (owner, slasher, amount, locked,) = _LOCKED_0.unpack_from(_data, _at)
        _at += _LOCKED_0.size
        return cls(owner, slasher, amount, locked), _at

    def encode(self) -> bytes:
        return _LOCKED_0.pack(self.owner, self.slasher, self.amount, self.locked)


_SLASHED_0 = Struct("<32s32s32sQ32sQQ")


@dataclass(frozen=True, slots=True)
class Slashed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x62\x3b\xf9\x9a\xe9\x35\x62\xc2"
    fault_id: bytes
    owner: bytes
    slasher: bytes
    amount: int
    beneficiary: bytes
    reward: int
    locked: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Slashed, int]:
        (fault_id, owner, slasher, amount, beneficiary, reward, locked,) = _SLASHED_0.unpack_from(_data, _at)
        _at += _SLASHED_0.size
        return cls(fault_id, owner, slasher, amount, beneficiary, reward, locked), _at

    def encode(self) -> bytes:
        return _SLASHED_0.pack(self.fault_id, self.owner, self.slasher, self.amount, self.beneficiary, self.reward, self.locked)


_SLASHER_0 = Struct("<32sQB")


@dataclass(frozen=True, slots=True)
class Slasher:
    program: bytes
    active_at: int
    status: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Slasher, int]:
        (program, active_at, status,) = _SLASHER_0.unpack_from(_data, _at)
        _at += _SLASHER_0.size
        return cls(program, active_at, status), _at

    def encode(self) -> bytes:
        return _SLASHER_0.pack(self.program, self.active_at, self.status)


_SLASHER_ACTIVATED_0 = Struct("<32s")


@dataclass(frozen=True, slots=True)
class SlasherActivated:
    DISCRIMINATOR: ClassVar[bytes] = b"\xda\xec\xfc\x1d\xeb\x73\x43\xf4"
    slasher: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[SlasherActivated, int]:
        (slasher,) = _SLASHER_ACTIVATED_0.unpack_from(_data, _at)
        _at += _SLASHER_ACTIVATED_0.size
        return cls(slasher), _at

    def encode(self) -> bytes:
        return _SLASHER_ACTIVATED_0.pack(self.slasher)


_SLASHER_PROPOSED_0 = Struct("<32sQ")


@dataclass(frozen=True, slots=True)
class SlasherProposed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x1d\xf2\xc1\x70\x0b\xce\xb3\x8c"
    slasher: bytes
    active_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[SlasherProposed, int]:
        (slasher, active_at,) = _SLASHER_PROPOSED_0.unpack_from(_data, _at)
        _at += _SLASHER_PROPOSED_0.size
        return cls(slasher, active_at), _at

    def encode(self) -> bytes:
        return _SLASHER_PROPOSED_0.pack(self.slasher, self.active_at)


_SLASHER_RETIRED_0 = Struct("<32s")


@dataclass(frozen=True, slots=True)
class SlasherRetired:
    DISCRIMINATOR: ClassVar[bytes] = b"\x14\x67\x06\x32\x0e\xea\x8f\x81"
    slasher: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[SlasherRetired, int]:
        (slasher,) = _SLASHER_RETIRED_0.unpack_from(_data, _at)
        _at += _SLASHER_RETIRED_0.size
        return cls(slasher), _at

    def encode(self) -> bytes:
        return _SLASHER_RETIRED_0.pack(self.slasher)


_STAKE_0 = Struct("<32sQ4Q")
_STAKE_2 = Struct("<B")


@dataclass(frozen=True, slots=True)
class Stake:
    DISCRIMINATOR: ClassVar[bytes] = b"\x96\xc5\xb0\x1d\x37\x84\x70\x95"
    owner: bytes
    bonded: int
    locks: tuple[int, ...]
    unbondings: tuple[Unbonding, ...]
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Stake, int]:
        (owner, bonded, _locks_0, _locks_1, _locks_2, _locks_3,) = _STAKE_0.unpack_from(_data, _at)
        _at += _STAKE_0.size
        locks = (_locks_0, _locks_1, _locks_2, _locks_3,)
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _unbondings_list: list[Unbonding] = []
        for _ in range(_length):
            _unbondings_item, _at = Unbonding.decode(_data, _at)
            _unbondings_list.append(_unbondings_item)
        unbondings = tuple(_unbondings_list)
        (bump,) = _STAKE_2.unpack_from(_data, _at)
        _at += _STAKE_2.size
        return cls(owner, bonded, locks, unbondings, bump), _at

    def encode(self) -> bytes:
        return _STAKE_0.pack(self.owner, self.bonded, *self.locks) + _LENGTH.pack(len(self.unbondings)) + b"".join(x.encode() for x in self.unbondings) + _STAKE_2.pack(self.bump)


_STAKING_CONFIG_0 = Struct("<32s32s32sQ")
_STAKING_CONFIG_2 = Struct("<BB")


@dataclass(frozen=True, slots=True)
class StakingConfig:
    DISCRIMINATOR: ClassVar[bytes] = b"\x2d\x86\xfc\x52\x25\x39\x54\x19"
    authority: bytes
    treasury: bytes
    token: bytes
    unbond_secs: int
    slashers: tuple[Slasher, ...]
    bump: int
    vault_bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[StakingConfig, int]:
        (authority, treasury, token, unbond_secs,) = _STAKING_CONFIG_0.unpack_from(_data, _at)
        _at += _STAKING_CONFIG_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _slashers_list: list[Slasher] = []
        for _ in range(_length):
            _slashers_item, _at = Slasher.decode(_data, _at)
            _slashers_list.append(_slashers_item)
        slashers = tuple(_slashers_list)
        (bump, vault_bump,) = _STAKING_CONFIG_2.unpack_from(_data, _at)
        _at += _STAKING_CONFIG_2.size
        return cls(authority, treasury, token, unbond_secs, slashers, bump, vault_bump), _at

    def encode(self) -> bytes:
        return _STAKING_CONFIG_0.pack(self.authority, self.treasury, self.token, self.unbond_secs) + _LENGTH.pack(len(self.slashers)) + b"".join(x.encode() for x in self.slashers) + _STAKING_CONFIG_2.pack(self.bump, self.vault_bump)


_SWEPT_0 = Struct("<32s32sQQ")


@dataclass(frozen=True, slots=True)
class Swept:
    DISCRIMINATOR: ClassVar[bytes] = b"\xfe\x8a\x09\xc6\xc0\x3d\xa5\x87"
    fault_id: bytes
    beneficiary: bytes
    reward: int
    remainder: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Swept, int]:
        (fault_id, beneficiary, reward, remainder,) = _SWEPT_0.unpack_from(_data, _at)
        _at += _SWEPT_0.size
        return cls(fault_id, beneficiary, reward, remainder), _at

    def encode(self) -> bytes:
        return _SWEPT_0.pack(self.fault_id, self.beneficiary, self.reward, self.remainder)


_UNBONDED_0 = Struct("<32sQQ")


@dataclass(frozen=True, slots=True)
class Unbonded:
    DISCRIMINATOR: ClassVar[bytes] = b"\x8a\xc4\x84\xad\xba\x17\x7d\xa4"
    owner: bytes
    amount: int
    unlock_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Unbonded, int]:
        (owner, amount, unlock_at,) = _UNBONDED_0.unpack_from(_data, _at)
        _at += _UNBONDED_0.size
        return cls(owner, amount, unlock_at), _at

    def encode(self) -> bytes:
        return _UNBONDED_0.pack(self.owner, self.amount, self.unlock_at)


_UNBONDING_0 = Struct("<QQ")


@dataclass(frozen=True, slots=True)
class Unbonding:
    amount: int
    unlock_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Unbonding, int]:
        (amount, unlock_at,) = _UNBONDING_0.unpack_from(_data, _at)
        _at += _UNBONDING_0.size
        return cls(amount, unlock_at), _at

    def encode(self) -> bytes:
        return _UNBONDING_0.pack(self.amount, self.unlock_at)


_UNLOCKED_0 = Struct("<32s32sQQ")


@dataclass(frozen=True, slots=True)
class Unlocked:
    DISCRIMINATOR: ClassVar[bytes] = b"\xdb\x68\x4a\x7b\xae\x5c\xb6\x78"
    owner: bytes
    slasher: bytes
    amount: int
    locked: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Unlocked, int]:
        (owner, slasher, amount, locked,) = _UNLOCKED_0.unpack_from(_data, _at)
        _at += _UNLOCKED_0.size
        return cls(owner, slasher, amount, locked), _at

    def encode(self) -> bytes:
        return _UNLOCKED_0.pack(self.owner, self.slasher, self.amount, self.locked)


_WITHDRAWN_0 = Struct("<32sQ")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    DISCRIMINATOR: ClassVar[bytes] = b"\x14\x59\xdf\xc6\xc2\x7c\xdb\x0d"
    owner: bytes
    amount: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Withdrawn, int]:
        (owner, amount,) = _WITHDRAWN_0.unpack_from(_data, _at)
        _at += _WITHDRAWN_0.size
        return cls(owner, amount), _at

    def encode(self) -> bytes:
        return _WITHDRAWN_0.pack(self.owner, self.amount)


Account = Fault | Stake | StakingConfig
ACCOUNTS: dict[bytes, type[Account]] = {
    Fault.DISCRIMINATOR: Fault,
    Stake.DISCRIMINATOR: Stake,
    StakingConfig.DISCRIMINATOR: StakingConfig,
}


def decode_account(data: bytes) -> Account | None:
    """The account that `data` holds, or None where it is none of this program's."""
    kind = ACCOUNTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


Event = Bonded | Locked | Slashed | SlasherActivated | SlasherProposed | SlasherRetired | Swept | Unbonded | Unlocked | Withdrawn
EVENTS: dict[bytes, type[Event]] = {
    Bonded.DISCRIMINATOR: Bonded,
    Locked.DISCRIMINATOR: Locked,
    Slashed.DISCRIMINATOR: Slashed,
    SlasherActivated.DISCRIMINATOR: SlasherActivated,
    SlasherProposed.DISCRIMINATOR: SlasherProposed,
    SlasherRetired.DISCRIMINATOR: SlasherRetired,
    Swept.DISCRIMINATOR: Swept,
    Unbonded.DISCRIMINATOR: Unbonded,
    Unlocked.DISCRIMINATOR: Unlocked,
    Withdrawn.DISCRIMINATOR: Withdrawn,
}


def decode_event(data: bytes) -> Event | None:
    """The event that `data` holds, or None where it is none of this program's."""
    kind = EVENTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


_ACTIVATE_SLASHER_ARGS_0 = Struct("<32s")


def activate_slasher(*, config: Pubkey, slasher: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, True),
    ]
    return Instruction(PROGRAM, b"\xc7\x61\x0c\xf4\x37\x5c\x50\xde" + _ACTIVATE_SLASHER_ARGS_0.pack(slasher), _accounts)


_BOND_ARGS_0 = Struct("<Q")


def bond(*, caller: Pubkey, config: Pubkey, stake: Pubkey, caller_token: Pubkey, vault: Pubkey, amount: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(stake, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(vault, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x12\x6c\x60\xf4\xa2\x23\x8e\xca" + _BOND_ARGS_0.pack(amount), _accounts)


_INITIALIZE_ARGS_0 = Struct("<32s32sQ")


def initialize(*, payer: Pubkey, config: Pubkey, vault: Pubkey, token: Pubkey, authority: bytes, treasury: bytes, unbond_secs: int, slashers: tuple[bytes, ...]) -> Instruction:
    _accounts = [
        AccountMeta(payer, True, True),
        AccountMeta(config, False, True),
        AccountMeta(vault, False, True),
        AccountMeta(token, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xaf\xaf\x6d\x1f\x0d\x98\x9b\xed" + _INITIALIZE_ARGS_0.pack(authority, treasury, unbond_secs) + _LENGTH.pack(len(slashers)) + b"".join(Struct("<32s").pack(x) for x in slashers), _accounts)


_LOCK_ARGS_0 = Struct("<32sQ")


def lock(*, slasher: Pubkey, config: Pubkey, stake: Pubkey, owner: bytes, amount: int) -> Instruction:
    _accounts = [
        AccountMeta(slasher, True, False),
        AccountMeta(config, False, False),
        AccountMeta(stake, False, True),
    ]
    return Instruction(PROGRAM, b"\x15\x13\xd0\x2b\xed\x3e\xff\x57" + _LOCK_ARGS_0.pack(owner, amount), _accounts)


_PROPOSE_SLASHER_ARGS_0 = Struct("<32s")


def propose_slasher(*, caller: Pubkey, config: Pubkey, slasher: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, True),
    ]
    return Instruction(PROGRAM, b"\xe6\x91\x33\x3c\xe5\x7f\x09\x56" + _PROPOSE_SLASHER_ARGS_0.pack(slasher), _accounts)


_RETIRE_SLASHER_ARGS_0 = Struct("<32s")


def retire_slasher(*, caller: Pubkey, config: Pubkey, slasher: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, True),
    ]
    return Instruction(PROGRAM, b"\xd4\x9d\xaf\x41\x42\xbe\x32\x93" + _RETIRE_SLASHER_ARGS_0.pack(slasher), _accounts)


_SLASH_ARGS_0 = Struct("<32sQ32s32sH")


def slash(*, slasher: Pubkey, payer: Pubkey, config: Pubkey, fault: Pubkey, stake: Pubkey, owner: bytes, amount: int, fault_id: bytes, beneficiary: bytes, reward_bps: int) -> Instruction:
    _accounts = [
        AccountMeta(slasher, True, False),
        AccountMeta(payer, True, True),
        AccountMeta(config, False, False),
        AccountMeta(fault, False, True),
        AccountMeta(stake, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xcc\x8d\x12\xa1\x08\xb1\x5c\x8e" + _SLASH_ARGS_0.pack(owner, amount, fault_id, beneficiary, reward_bps), _accounts)


_SWEEP_ARGS_0 = Struct("<32s")


def sweep(*, config: Pubkey, fault: Pubkey, beneficiary_token: Pubkey, treasury_token: Pubkey, vault: Pubkey, fault_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(fault, False, True),
        AccountMeta(beneficiary_token, False, True),
        AccountMeta(treasury_token, False, True),
        AccountMeta(vault, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x28\x17\xea\xaf\x0e\x3d\x9a\xb1" + _SWEEP_ARGS_0.pack(fault_id), _accounts)


_UNBOND_ARGS_0 = Struct("<Q")


def unbond(*, caller: Pubkey, config: Pubkey, stake: Pubkey, amount: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(stake, False, True),
    ]
    return Instruction(PROGRAM, b"\x97\x81\x24\x2e\x66\xc3\x6f\x7a" + _UNBOND_ARGS_0.pack(amount), _accounts)


_UNLOCK_ARGS_0 = Struct("<32sQ")


def unlock(*, slasher: Pubkey, config: Pubkey, stake: Pubkey, owner: bytes, amount: int) -> Instruction:
    _accounts = [
        AccountMeta(slasher, True, False),
        AccountMeta(config, False, False),
        AccountMeta(stake, False, True),
    ]
    return Instruction(PROGRAM, b"\x65\x9b\x28\x15\x9e\xbd\x38\xcb" + _UNLOCK_ARGS_0.pack(owner, amount), _accounts)


def withdraw(*, caller: Pubkey, config: Pubkey, stake: Pubkey, caller_token: Pubkey, vault: Pubkey) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(stake, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(vault, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xb7\x12\x46\x9c\x94\x6d\xa1\x22", _accounts)
