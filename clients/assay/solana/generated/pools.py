"""Made by scripts/gen.py from target/idl/pools.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import ClassVar

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

PROGRAM = Pubkey.from_string("FLREboaVMgXAmyo869PnSjavfr9bato1BRYn2aHQtwPn")
_SYSTEM_PROGRAM = Pubkey.from_string("11111111111111111111111111111111")
_TOKEN_PROGRAM = Pubkey.from_string("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")
_LENGTH = Struct("<I")

# code -> name, as Anchor numbers them
ERRORS: dict[int, str] = {
    6000: "ZeroAmount",
    6001: "InsufficientFunds",
    6002: "TransferFailed",
    6003: "Overflow",
    6004: "PoolIsStuck",
    6005: "PoolIlliquid",
    6006: "InsufficientUnits",
}


_HOLDER_0 = Struct("<32sQ")


@dataclass(frozen=True, slots=True)
class Holder:
    owner: bytes
    units: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Holder, int]:
        (owner, units,) = _HOLDER_0.unpack_from(_data, _at)
        _at += _HOLDER_0.size
        return cls(owner, units), _at

    def encode(self) -> bytes:
        return _HOLDER_0.pack(self.owner, self.units)


_POOL_0 = Struct("<32s32sQQQ")
_POOL_2 = Struct("<BB")


@dataclass(frozen=True, slots=True)
class Pool:
    DISCRIMINATOR: ClassVar[bytes] = b"\xf1\x9a\x6d\x04\x11\xb1\x6d\xbc"
    token: bytes
    purse: bytes
    debt: int
    units: int
    accrued_at: int
    terms: PoolTerms
    number: int
    bump: int
    holders: tuple[Holder, ...]

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Pool, int]:
        (token, purse, debt, units, accrued_at,) = _POOL_0.unpack_from(_data, _at)
        _at += _POOL_0.size
        terms, _at = PoolTerms.decode(_data, _at)
        (number, bump,) = _POOL_2.unpack_from(_data, _at)
        _at += _POOL_2.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        _at += 4
        _holders_list: list[Holder] = []
        for _ in range(_length):
            _holders_item, _at = Holder.decode(_data, _at)
            _holders_list.append(_holders_item)
        holders = tuple(_holders_list)
        return cls(token, purse, debt, units, accrued_at, terms, number, bump, holders), _at

    def encode(self) -> bytes:
        return _POOL_0.pack(self.token, self.purse, self.debt, self.units, self.accrued_at) + self.terms.encode() + _POOL_2.pack(self.number, self.bump) + _LENGTH.pack(len(self.holders)) + b"".join(x.encode() for x in self.holders)


_POOL_CHANGED_0 = Struct("<32sQQ")


@dataclass(frozen=True, slots=True)
class PoolChanged:
    DISCRIMINATOR: ClassVar[bytes] = b"\x4f\x51\x26\xe4\x39\xc8\xa8\x8e"
    pool: bytes
    cash: int
    debt: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[PoolChanged, int]:
        (pool, cash, debt,) = _POOL_CHANGED_0.unpack_from(_data, _at)
        _at += _POOL_CHANGED_0.size
        return cls(pool, cash, debt), _at

    def encode(self) -> bytes:
        return _POOL_CHANGED_0.pack(self.pool, self.cash, self.debt)


_POOL_DEPOSITED_0 = Struct("<32s32sQQ")


@dataclass(frozen=True, slots=True)
class PoolDeposited:
    DISCRIMINATOR: ClassVar[bytes] = b"\x94\x11\x56\x32\x71\x7d\x46\x84"
    pool: bytes
    owner: bytes
    assets: int
    units: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[PoolDeposited, int]:
        (pool, owner, assets, units,) = _POOL_DEPOSITED_0.unpack_from(_data, _at)
        _at += _POOL_DEPOSITED_0.size
        return cls(pool, owner, assets, units), _at

    def encode(self) -> bytes:
        return _POOL_DEPOSITED_0.pack(self.pool, self.owner, self.assets, self.units)


_POOL_REDEEMED_0 = Struct("<32s32s32sQQ")


@dataclass(frozen=True, slots=True)
class PoolRedeemed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x13\x5c\x08\x60\x45\x33\xaa\x7f"
    pool: bytes
    owner: bytes
    receiver: bytes
    assets: int
    units: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[PoolRedeemed, int]:
        (pool, owner, receiver, assets, units,) = _POOL_REDEEMED_0.unpack_from(_data, _at)
        _at += _POOL_REDEEMED_0.size
        return cls(pool, owner, receiver, assets, units), _at

    def encode(self) -> bytes:
        return _POOL_REDEEMED_0.pack(self.pool, self.owner, self.receiver, self.assets, self.units)


_POOL_TERMS_0 = Struct("<IIHI?H")


@dataclass(frozen=True, slots=True)
class PoolTerms:
    base_bps: int
    slope_bps: int
    kink_bps: int
    steep_bps: int
    stuck: bool
    skim_bps: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[PoolTerms, int]:
        (base_bps, slope_bps, kink_bps, steep_bps, stuck, skim_bps,) = _POOL_TERMS_0.unpack_from(_data, _at)
        _at += _POOL_TERMS_0.size
        return cls(base_bps, slope_bps, kink_bps, steep_bps, stuck, skim_bps), _at

    def encode(self) -> bytes:
        return _POOL_TERMS_0.pack(self.base_bps, self.slope_bps, self.kink_bps, self.steep_bps, self.stuck, self.skim_bps)


Account = Pool
ACCOUNTS: dict[bytes, type[Account]] = {
    Pool.DISCRIMINATOR: Pool,
}


def decode_account(data: bytes) -> Account | None:
    """The account that `data` holds, or None where it is none of this program's."""
    kind = ACCOUNTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


Event = PoolChanged | PoolDeposited | PoolRedeemed
EVENTS: dict[bytes, type[Event]] = {
    PoolChanged.DISCRIMINATOR: PoolChanged,
    PoolDeposited.DISCRIMINATOR: PoolDeposited,
    PoolRedeemed.DISCRIMINATOR: PoolRedeemed,
}


def decode_event(data: bytes) -> Event | None:
    """The event that `data` holds, or None where it is none of this program's."""
    kind = EVENTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


def accrue(*, pool: Pubkey, purse: Pubkey) -> Instruction:
    _accounts = [
        AccountMeta(pool, False, True),
        AccountMeta(purse, False, False),
    ]
    return Instruction(PROGRAM, b"\x17\x4c\x80\x95\xe5\xf7\x48\xe4", _accounts)


_BORROW_ARGS_0 = Struct("<Q")


def borrow(*, caller: Pubkey, pool: Pubkey, purse: Pubkey, target: Pubkey, assets: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(pool, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(target, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xe4\xfd\x83\xca\xcf\x74\x59\x12" + _BORROW_ARGS_0.pack(assets), _accounts)


def configure(*, pool: Pubkey, purse: Pubkey, terms: PoolTerms) -> Instruction:
    _accounts = [
        AccountMeta(pool, False, True),
        AccountMeta(purse, False, False),
    ]
    return Instruction(PROGRAM, b"\xf5\x07\x6c\x75\x5f\xc4\x36\xd9" + terms.encode(), _accounts)


_DEPOSIT_ARGS_0 = Struct("<Q")


def deposit(*, owner: Pubkey, pool: Pubkey, purse: Pubkey, source: Pubkey, assets: int) -> Instruction:
    _accounts = [
        AccountMeta(owner, True, False),
        AccountMeta(pool, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(source, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xf2\x23\xc6\x89\x52\xe1\xf2\xb6" + _DEPOSIT_ARGS_0.pack(assets), _accounts)


_INITIALIZE_ARGS_0 = Struct("<B")


def initialize(*, payer: Pubkey, pool: Pubkey, purse: Pubkey, token: Pubkey, number: int) -> Instruction:
    _accounts = [
        AccountMeta(payer, True, True),
        AccountMeta(pool, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(token, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xaf\xaf\x6d\x1f\x0d\x98\x9b\xed" + _INITIALIZE_ARGS_0.pack(number), _accounts)


_REDEEM_ARGS_0 = Struct("<Q32s")


def redeem(*, owner: Pubkey, pool: Pubkey, purse: Pubkey, target: Pubkey, units: int, receiver: bytes) -> Instruction:
    _accounts = [
        AccountMeta(owner, True, False),
        AccountMeta(pool, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(target, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xb8\x0c\x56\x95\x46\xc4\x61\xe1" + _REDEEM_ARGS_0.pack(units, receiver), _accounts)


_REPAY_ARGS_0 = Struct("<Q")


def repay(*, caller: Pubkey, pool: Pubkey, purse: Pubkey, source: Pubkey, assets: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(pool, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(source, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xea\x67\x43\x52\xd0\xea\xdb\xa6" + _REPAY_ARGS_0.pack(assets), _accounts)


_RESTATE_ARGS_0 = Struct("<Q")


def restate(*, pool: Pubkey, purse: Pubkey, debt: int) -> Instruction:
    _accounts = [
        AccountMeta(pool, False, True),
        AccountMeta(purse, False, False),
    ]
    return Instruction(PROGRAM, b"\x12\x70\x77\x06\x70\x80\x83\xdf" + _RESTATE_ARGS_0.pack(debt), _accounts)
