"""Made by scripts/gen.py from target/evm/Pool.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from eth_abi.abi import decode, encode


def _padded(address: str) -> bytes:
    return bytes(12) + bytes.fromhex(address[2:])


def _address(padded: bytes) -> bytes:
    return padded[-20:]


# selector -> name
ERRORS: dict[bytes, str] = {
    b"\xfb\x8f\x41\xb2": "ERC20InsufficientAllowance",
    b"\xe4\x50\xd3\x8c": "ERC20InsufficientBalance",
    b"\xe6\x02\xdf\x05": "ERC20InvalidApprover",
    b"\xec\x44\x2f\x05": "ERC20InvalidReceiver",
    b"\x96\xc6\xfd\x1e": "ERC20InvalidSender",
    b"\x94\x28\x0d\x62": "ERC20InvalidSpender",
    b"\x79\x01\x2f\xb2": "ERC4626ExceededMaxDeposit",
    b"\x28\x4f\xf6\x67": "ERC4626ExceededMaxMint",
    b"\xb9\x4a\xbe\xec": "ERC4626ExceededMaxRedeem",
    b"\xfe\x9c\xce\xec": "ERC4626ExceededMaxWithdraw",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\x60\x84\x5c\xde": "InsufficientUnits",
    b"\x35\x27\x8d\x12": "Overflow",
    b"\xc3\xfa\x3e\x19": "PoolIlliquid",
    b"\x1e\x49\x67\x0c": "PoolIsStuck",
    b"\x52\x74\xaf\xe7": "SafeERC20FailedOperation",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x1f\x2a\x20\x05": "ZeroAmount",
}


@dataclass(frozen=True, slots=True)
class PoolTerms:
    base_bps: int
    slope_bps: int
    kink_bps: int
    steep_bps: int
    stuck: bool
    skim_bps: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> PoolTerms:
        return cls(raw[0], raw[1], raw[2], raw[3], raw[4], raw[5])

    def plain(self) -> tuple[Any, ...]:
        return (self.base_bps, self.slope_bps, self.kink_bps, self.steep_bps, self.stuck, self.skim_bps,)


@dataclass(frozen=True, slots=True)
class State:
    pool: bytes
    terms: PoolTerms
    cash: int
    debt: int
    units: int
    accrued_at: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> State:
        return cls(_padded(raw[0]), PoolTerms.of(raw[1]), raw[2], raw[3], raw[4], raw[5])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.pool), self.terms.plain(), self.cash, self.debt, self.units, self.accrued_at,)


@dataclass(frozen=True, slots=True)
class Approval:
    TOPIC: ClassVar[bytes] = b"\x8c\x5b\xe1\xe5\xeb\xec\x7d\x5b\xd1\x4f\x71\x42\x7d\x1e\x84\xf3\xdd\x03\x14\xc0\xf7\xb2\x29\x1e\x5b\x20\x0a\xc8\xc7\xc3\xb9\x25"
    owner: bytes
    spender: bytes
    value: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Approval:
        raw = decode(["uint256"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class Deposit:
    TOPIC: ClassVar[bytes] = b"\xdc\xbc\x1c\x05\x24\x0f\x31\xff\x3a\xd0\x67\xef\x1e\xe3\x5c\xe4\x99\x77\x62\x75\x2e\x3a\x09\x52\x84\x75\x45\x44\xf4\xc7\x09\xd7"
    sender: bytes
    owner: bytes
    assets: int
    shares: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Deposit:
        raw = decode(["uint256", "uint256"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class PoolChanged:
    TOPIC: ClassVar[bytes] = b"\x19\x35\xcc\x15\x18\x2c\x9a\xcd\x29\x47\x2f\x35\xa7\x4f\x47\xd8\x54\x2a\x64\xef\x3f\xef\xef\x33\x2f\x94\x86\x81\x29\x11\x4c\xcf"
    pool: bytes
    cash: int
    debt: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> PoolChanged:
        raw = decode(["uint64", "uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class PoolDeposited:
    TOPIC: ClassVar[bytes] = b"\xe4\x6a\xf0\xa9\x75\xce\xe8\xf9\x3f\x3a\x29\x1a\xa0\x43\x28\x64\x49\x66\x25\x22\x4e\x25\x8c\xbb\x1c\xe6\x4b\x49\x8e\x88\xaf\x90"
    pool: bytes
    owner: bytes
    assets: int
    units: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> PoolDeposited:
        raw = decode(["uint64", "uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class PoolRedeemed:
    TOPIC: ClassVar[bytes] = b"\x54\xc6\x68\x3f\xfa\x82\x7e\xc9\xbf\xfe\xbe\x11\x11\xdc\x6c\xc2\x45\xa4\x48\x6c\xed\x89\x6b\x66\x6f\x63\x56\xac\x96\x12\x20\xb9"
    pool: bytes
    owner: bytes
    receiver: bytes
    assets: int
    units: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> PoolRedeemed:
        raw = decode(["uint64", "uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), _padded(decode(["address"], topics[2])[0]), _padded(decode(["address"], topics[3])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class Transfer:
    TOPIC: ClassVar[bytes] = b"\xdd\xf2\x52\xad\x1b\xe2\xc8\x9b\x69\xc2\xb0\x68\xfc\x37\x8d\xaa\x95\x2b\xa7\xf1\x63\xc4\xa1\x16\x28\xf5\x5a\x4d\xf5\x23\xb3\xef"
    from_: bytes
    to: bytes
    value: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Transfer:
        raw = decode(["uint256"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class Withdraw:
    TOPIC: ClassVar[bytes] = b"\xfb\xde\x79\x7d\x20\x1c\x68\x1b\x91\x05\x65\x29\x11\x9e\x0b\x02\x40\x7c\x7b\xb9\x6a\x4a\x2c\x75\xc0\x1f\xc9\x66\x72\x32\xc8\xdb"
    sender: bytes
    receiver: bytes
    owner: bytes
    assets: int
    shares: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Withdraw:
        raw = decode(["uint256", "uint256"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), _padded(decode(["address"], topics[2])[0]), _padded(decode(["address"], topics[3])[0]), raw[0], raw[1])


Event = Approval | Deposit | PoolChanged | PoolDeposited | PoolRedeemed | Transfer | Withdraw
EVENTS: dict[bytes, type[Event]] = {
    Approval.TOPIC: Approval,
    Deposit.TOPIC: Deposit,
    PoolChanged.TOPIC: PoolChanged,
    PoolDeposited.TOPIC: PoolDeposited,
    PoolRedeemed.TOPIC: PoolRedeemed,
    Transfer.TOPIC: Transfer,
    Withdraw.TOPIC: Withdraw,
}


def decode_event(topics: Sequence[bytes], data: bytes) -> Event | None:
    """The event that a log holds, or None where it is none of this contract's."""
    kind = EVENTS.get(bytes(topics[0])) if topics else None
    return kind.decode(topics, data) if kind else None


def constructor(token: bytes) -> bytes:
    """What follows the bytecode."""
    return encode(["address"], [_address(token)])


def accrue() -> bytes:
    return b"\xf8\xba\x4c\xff"


def allowance(owner: bytes, spender: bytes) -> bytes:
    return b"\xdd\x62\xed\x3e" + encode(["address", "address"], [_address(owner), _address(spender)])


def decode_allowance(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def approve(spender: bytes, value: int) -> bytes:
    return b"\x09\x5e\xa7\xb3" + encode(["address", "uint256"], [_address(spender), value])


def decode_approve(data: bytes) -> bool:
    raw = decode(["bool"], data)
    value: bool = raw[0]
    return value


def asset() -> bytes:
    return b"\x38\xd5\x2e\x0f"


def decode_asset(data: bytes) -> bytes:
    raw = decode(["address"], data)
    value: bytes = _padded(raw[0])
    return value


def balance_of(account: bytes) -> bytes:
    return b"\x70\xa0\x82\x31" + encode(["address"], [_address(account)])


def decode_balance_of(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def borrow(assets: int) -> bytes:
    return b"\x83\x0c\x40\x8d" + encode(["uint64"], [assets])


def configure(terms: PoolTerms) -> bytes:
    return b"\x8a\xab\xf8\x9f" + encode(["(uint32,uint32,uint16,uint32,bool,uint16)"], [terms.plain()])


def convert_to_assets(shares: int) -> bytes:
    return b"\x07\xa2\xd1\x3a" + encode(["uint256"], [shares])


def decode_convert_to_assets(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def convert_to_shares(assets: int) -> bytes:
    return b"\xc6\xe6\xf5\x92" + encode(["uint256"], [assets])


def decode_convert_to_shares(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def decimals() -> bytes:
    return b"\x31\x3c\xe5\x67"


def decode_decimals(data: bytes) -> int:
    raw = decode(["uint8"], data)
    value: int = raw[0]
    return value


def deposit(assets: int, receiver: bytes) -> bytes:
    return b"\x6e\x55\x3f\x65" + encode(["uint256", "address"], [assets, _address(receiver)])


def decode_deposit(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def max_deposit(arg0: bytes) -> bytes:
    return b"\x40\x2d\x26\x7d" + encode(["address"], [_address(arg0)])


def decode_max_deposit(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def max_mint(arg0: bytes) -> bytes:
    return b"\xc6\x3d\x75\xb6" + encode(["address"], [_address(arg0)])


def decode_max_mint(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def max_redeem(owner: bytes) -> bytes:
    return b"\xd9\x05\x77\x7e" + encode(["address"], [_address(owner)])


def decode_max_redeem(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def max_withdraw(owner: bytes) -> bytes:
    return b"\xce\x96\xcb\x77" + encode(["address"], [_address(owner)])


def decode_max_withdraw(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def mint(shares: int, receiver: bytes) -> bytes:
    return b"\x94\xbf\x80\x4d" + encode(["uint256", "address"], [shares, _address(receiver)])


def decode_mint(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def name() -> bytes:
    return b"\x06\xfd\xde\x03"


def decode_name(data: bytes) -> str:
    raw = decode(["string"], data)
    value: str = raw[0]
    return value


def preview_deposit(assets: int) -> bytes:
    return b"\xef\x8b\x30\xf7" + encode(["uint256"], [assets])


def decode_preview_deposit(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def preview_mint(shares: int) -> bytes:
    return b"\xb3\xd7\xf6\xb9" + encode(["uint256"], [shares])


def decode_preview_mint(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def preview_redeem(shares: int) -> bytes:
    return b"\x4c\xda\xd5\x06" + encode(["uint256"], [shares])


def decode_preview_redeem(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def preview_withdraw(assets: int) -> bytes:
    return b"\x0a\x28\xa4\x77" + encode(["uint256"], [assets])


def decode_preview_withdraw(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def redeem(units: int, receiver: bytes, owner: bytes) -> bytes:
    return b"\xba\x08\x76\x52" + encode(["uint256", "address", "address"], [units, _address(receiver), _address(owner)])


def decode_redeem(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def repay(assets: int) -> bytes:
    return b"\xe1\x10\xb7\x19" + encode(["uint64"], [assets])


def restate(debt: int) -> bytes:
    return b"\x9b\xb8\x16\xe7" + encode(["uint64"], [debt])


def state() -> bytes:
    return b"\xc1\x9d\x93\xfb"


def decode_state(data: bytes) -> State:
    raw = decode(["(address,(uint32,uint32,uint16,uint32,bool,uint16),uint64,uint64,uint64,uint64)"], data)
    value: State = State.of(raw[0])
    return value


def symbol() -> bytes:
    return b"\x95\xd8\x9b\x41"


def decode_symbol(data: bytes) -> str:
    raw = decode(["string"], data)
    value: str = raw[0]
    return value


def total_assets() -> bytes:
    return b"\x01\xe1\xd1\x14"


def decode_total_assets(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def total_supply() -> bytes:
    return b"\x18\x16\x0d\xdd"


def decode_total_supply(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def transfer(to: bytes, value: int) -> bytes:
    return b"\xa9\x05\x9c\xbb" + encode(["address", "uint256"], [_address(to), value])


def decode_transfer(data: bytes) -> bool:
    raw = decode(["bool"], data)
    value: bool = raw[0]
    return value


def transfer_from(from_: bytes, to: bytes, value: int) -> bytes:
    return b"\x23\xb8\x72\xdd" + encode(["address", "address", "uint256"], [_address(from_), _address(to), value])


def decode_transfer_from(data: bytes) -> bool:
    raw = decode(["bool"], data)
    value: bool = raw[0]
    return value


def withdraw(assets: int, receiver: bytes, owner: bytes) -> bytes:
    return b"\xb4\x60\xaf\x94" + encode(["uint256", "address", "address"], [assets, _address(receiver), _address(owner)])


def decode_withdraw(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


ABI: list[dict[str, Any]] = [{'inputs': [{'internalType': 'address', 'name': 'token', 'type': 'address'}], 'stateMutability': 'nonpayable', 'type': 'constructor'},
 {'inputs': [{'internalType': 'address', 'name': 'spender', 'type': 'address'},
             {'internalType': 'uint256', 'name': 'allowance', 'type': 'uint256'},
             {'internalType': 'uint256', 'name': 'needed', 'type': 'uint256'}],
  'name': 'ERC20InsufficientAllowance',
  'type': 'error'},
 {'inputs': [{'internalType': 'address', 'name': 'sender', 'type': 'address'},
             {'internalType': 'uint256', 'name': 'balance', 'type': 'uint256'},
             {'internalType': 'uint256', 'name': 'needed', 'type': 'uint256'}],
  'name': 'ERC20InsufficientBalance',
  'type': 'error'},
 {'inputs': [{'internalType': 'address', 'name': 'approver', 'type': 'address'}], 'name': 'ERC20InvalidApprover', 'type': 'error'},
 {'inputs': [{'internalType': 'address', 'name': 'receiver', 'type': 'address'}], 'name': 'ERC20InvalidReceiver', 'type': 'error'},
 {'inputs': [{'internalType': 'address', 'name': 'sender', 'type': 'address'}], 'name': 'ERC20InvalidSender', 'type': 'error'},
 {'inputs': [{'internalType': 'address', 'name': 'spender', 'type': 'address'}], 'name': 'ERC20InvalidSpender', 'type': 'error'},
 {'inputs': [{'internalType': 'address', 'name': 'receiver', 'type': 'address'},
             {'internalType': 'uint256', 'name': 'assets', 'type': 'uint256'},
             {'internalType': 'uint256', 'name': 'max', 'type': 'uint256'}],
  'name': 'ERC4626ExceededMaxDeposit',
  'type': 'error'},
 {'inputs': [{'internalType': 'address', 'name': 'receiver', 'type': 'address'},
             {'internalType': 'uint256', 'name': 'shares', 'type': 'uint256'},
             {'internalType': 'uint256', 'name': 'max', 'type': 'uint256'}],
  'name': 'ERC4626ExceededMaxMint',
  'type': 'error'},
 {'inputs': [{'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'internalType': 'uint256', 'name': 'shares', 'type': 'uint256'},
             {'internalType': 'uint256', 'name': 'max', 'type': 'uint256'}],
  'name': 'ERC4626ExceededMaxRedeem',
  'type': 'error'},
 {'inputs': [{'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'internalType': 'uint256', 'name': 'assets', 'type': 'uint256'},
             {'internalType': 'uint256', 'name': 'max', 'type': 'uint256'}],
  'name': 'ERC4626ExceededMaxWithdraw',
  'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientUnits', 'type': 'error'},
 {'inputs': [], 'name': 'Overflow', 'type': 'error'},
 {'inputs': [], 'name': 'PoolIlliquid', 'type': 'error'},
 {'inputs': [], 'name': 'PoolIsStuck', 'type': 'error'},
 {'inputs': [{'internalType': 'address', 'name': 'token', 'type': 'address'}], 'name': 'SafeERC20FailedOperation', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'ZeroAmount', 'type': 'error'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'spender', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint256', 'name': 'value', 'type': 'uint256'}],
  'name': 'Approval',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'sender', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint256', 'name': 'assets', 'type': 'uint256'},
             {'indexed': False, 'internalType': 'uint256', 'name': 'shares', 'type': 'uint256'}],
  'name': 'Deposit',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'pool', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'cash', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'debt', 'type': 'uint64'}],
  'name': 'PoolChanged',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'pool', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'assets', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'units', 'type': 'uint64'}],
  'name': 'PoolDeposited',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'pool', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'receiver', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'assets', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'units', 'type': 'uint64'}],
  'name': 'PoolRedeemed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'from', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'to', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint256', 'name': 'value', 'type': 'uint256'}],
  'name': 'Transfer',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'sender', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'receiver', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint256', 'name': 'assets', 'type': 'uint256'},
             {'indexed': False, 'internalType': 'uint256', 'name': 'shares', 'type': 'uint256'}],
  'name': 'Withdraw',
  'type': 'event'},
 {'inputs': [], 'name': 'accrue', 'outputs': [], 'stateMutability': 'nonpayable', 'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'owner', 'type': 'address'}, {'internalType': 'address', 'name': 'spender', 'type': 'address'}],
  'name': 'allowance',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'spender', 'type': 'address'}, {'internalType': 'uint256', 'name': 'value', 'type': 'uint256'}],
  'name': 'approve',
  'outputs': [{'internalType': 'bool', 'name': '', 'type': 'bool'}],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'asset',
  'outputs': [{'internalType': 'address', 'name': '', 'type': 'address'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'account', 'type': 'address'}],
  'name': 'balanceOf',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'assets', 'type': 'uint64'}],
  'name': 'borrow',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'components': [{'internalType': 'uint32', 'name': 'baseBps', 'type': 'uint32'},
                             {'internalType': 'uint32', 'name': 'slopeBps', 'type': 'uint32'},
                             {'internalType': 'uint16', 'name': 'kinkBps', 'type': 'uint16'},
                             {'internalType': 'uint32', 'name': 'steepBps', 'type': 'uint32'},
                             {'internalType': 'bool', 'name': 'stuck', 'type': 'bool'},
                             {'internalType': 'uint16', 'name': 'skimBps', 'type': 'uint16'}],
              'internalType': 'struct Pool.PoolTerms',
              'name': 'terms',
              'type': 'tuple'}],
  'name': 'configure',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint256', 'name': 'shares', 'type': 'uint256'}],
  'name': 'convertToAssets',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint256', 'name': 'assets', 'type': 'uint256'}],
  'name': 'convertToShares',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [],
  'name': 'decimals',
  'outputs': [{'internalType': 'uint8', 'name': '', 'type': 'uint8'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint256', 'name': 'assets', 'type': 'uint256'}, {'internalType': 'address', 'name': 'receiver', 'type': 'address'}],
  'name': 'deposit',
  'outputs': [{'internalType': 'uint256', 'name': 'units', 'type': 'uint256'}],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': '', 'type': 'address'}],
  'name': 'maxDeposit',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': '', 'type': 'address'}],
  'name': 'maxMint',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'owner', 'type': 'address'}],
  'name': 'maxRedeem',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'owner', 'type': 'address'}],
  'name': 'maxWithdraw',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint256', 'name': 'shares', 'type': 'uint256'}, {'internalType': 'address', 'name': 'receiver', 'type': 'address'}],
  'name': 'mint',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [], 'name': 'name', 'outputs': [{'internalType': 'string', 'name': '', 'type': 'string'}], 'stateMutability': 'view', 'type': 'function'},
 {'inputs': [{'internalType': 'uint256', 'name': 'assets', 'type': 'uint256'}],
  'name': 'previewDeposit',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint256', 'name': 'shares', 'type': 'uint256'}],
  'name': 'previewMint',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint256', 'name': 'shares', 'type': 'uint256'}],
  'name': 'previewRedeem',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint256', 'name': 'assets', 'type': 'uint256'}],
  'name': 'previewWithdraw',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint256', 'name': 'units', 'type': 'uint256'},
             {'internalType': 'address', 'name': 'receiver', 'type': 'address'},
             {'internalType': 'address', 'name': 'owner', 'type': 'address'}],
  'name': 'redeem',
  'outputs': [{'internalType': 'uint256', 'name': 'assets', 'type': 'uint256'}],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'assets', 'type': 'uint64'}],
  'name': 'repay',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'debt', 'type': 'uint64'}],
  'name': 'restate',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'state',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'pool', 'type': 'address'},
                              {'components': [{'internalType': 'uint32', 'name': 'baseBps', 'type': 'uint32'},
                                              {'internalType': 'uint32', 'name': 'slopeBps', 'type': 'uint32'},
                                              {'internalType': 'uint16', 'name': 'kinkBps', 'type': 'uint16'},
                                              {'internalType': 'uint32', 'name': 'steepBps', 'type': 'uint32'},
                                              {'internalType': 'bool', 'name': 'stuck', 'type': 'bool'},
                                              {'internalType': 'uint16', 'name': 'skimBps', 'type': 'uint16'}],
                               'internalType': 'struct Pool.PoolTerms',
                               'name': 'terms',
                               'type': 'tuple'},
                              {'internalType': 'uint64', 'name': 'cash', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'debt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'units', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'accruedAt', 'type': 'uint64'}],
               'internalType': 'struct Pool.State',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [],
  'name': 'symbol',
  'outputs': [{'internalType': 'string', 'name': '', 'type': 'string'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [],
  'name': 'totalAssets',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [],
  'name': 'totalSupply',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'to', 'type': 'address'}, {'internalType': 'uint256', 'name': 'value', 'type': 'uint256'}],
  'name': 'transfer',
  'outputs': [{'internalType': 'bool', 'name': '', 'type': 'bool'}],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'from', 'type': 'address'},
             {'internalType': 'address', 'name': 'to', 'type': 'address'},
             {'internalType': 'uint256', 'name': 'value', 'type': 'uint256'}],
  'name': 'transferFrom',
  'outputs': [{'internalType': 'bool', 'name': '', 'type': 'bool'}],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint256', 'name': 'assets', 'type': 'uint256'},
             {'internalType': 'address', 'name': 'receiver', 'type': 'address'},
             {'internalType': 'address', 'name': 'owner', 'type': 'address'}],
  'name': 'withdraw',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'nonpayable',
  'type': 'function'}]
