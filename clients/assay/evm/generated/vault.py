"""Made by scripts/gen.py from target/evm/Vault.json. Do not edit: change the program and run `make gen`."""

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
    b"\x09\x98\x5b\x1e": "AllocationPaused",
    b"\x07\xcc\x32\x1c": "BadConfig",
    b"\x4a\xdf\xdf\x00": "BadModel",
    b"\x95\x3c\x25\xa0": "BadPolicy",
    b"\xb2\xc0\x27\x22": "BadPool",
    b"\xa4\x87\x5a\x49": "CapExceeded",
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
    b"\x3d\xd2\x12\x37": "GroupCapExceeded",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\x39\x99\x65\x67": "InsufficientShares",
    b"\xf3\x85\x30\x03": "LossTooHigh",
    b"\xce\xfa\x6b\x05": "NoPolicy",
    b"\x0d\xc5\xfd\xe9": "NoProposal",
    b"\x0f\x61\x00\x10": "NotEnoughLiquid",
    b"\xef\xad\xff\xe6": "NotLower",
    b"\xf6\x74\xe4\x70": "NotVaultGuardian",
    b"\x0e\x7f\xea\x9d": "NotVaultOwner",
    b"\x24\x66\x35\x56": "NotVerifier",
    b"\xa3\x35\xed\xb8": "NothingClaimed",
    b"\x9a\xd8\x7e\x7f": "NothingToTrim",
    b"\xeb\xe6\xb3\xd3": "ObservedRecently",
    b"\x35\x27\x8d\x12": "Overflow",
    b"\x02\x6c\x5d\x8e": "PoolInUse",
    b"\x20\x85\xdd\x57": "PoolShortfall",
    b"\x52\x74\xaf\xe7": "SafeERC20FailedOperation",
    b"\x15\x87\x67\xe7": "StaleObservation",
    b"\xe7\xc0\x01\xa9": "TimelockOpen",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x7e\x9f\x54\x27": "UnknownObservation",
    b"\xf7\x13\x9e\x33": "UnknownPool",
    b"\x19\x6e\x9d\x61": "WindowNotFull",
    b"\x54\x59\xa4\x39": "WrongModel",
    b"\x5d\xd5\xa3\x59": "WrongObservation",
    b"\x1f\x2a\x20\x05": "ZeroAmount",
}


@dataclass(frozen=True, slots=True)
class Config:
    token: bytes
    share: bytes
    owner: bytes
    verifier: bytes
    timelock_secs: int
    observe_secs: int
    gain_bps: int
    step_bps: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Config:
        return cls(_padded(raw[0]), _padded(raw[1]), _padded(raw[2]), _padded(raw[3]), raw[4], raw[5], raw[6], raw[7])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.token), _address(self.share), _address(self.owner), _address(self.verifier), self.timelock_secs, self.observe_secs, self.gain_bps, self.step_bps,)


@dataclass(frozen=True, slots=True)
class Limits:
    caps: tuple[int, ...]
    caps_bps: tuple[int, ...]
    group_caps_bps: tuple[int, ...]
    max_move_bps: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Limits:
        return cls(tuple(x for x in raw[0]), tuple(x for x in raw[1]), tuple(x for x in raw[2]), raw[3])

    def plain(self) -> tuple[Any, ...]:
        return ([x for x in self.caps], [x for x in self.caps_bps], [x for x in self.group_caps_bps], self.max_move_bps,)


@dataclass(frozen=True, slots=True)
class Features:
    rate_bps: int
    utilisation_bps: int
    liquidity: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Features:
        return cls(raw[0], raw[1], raw[2])

    def plain(self) -> tuple[Any, ...]:
        return (self.rate_bps, self.utilisation_bps, self.liquidity,)


@dataclass(frozen=True, slots=True)
class Observation:
    index: int
    observed_at: int
    means: tuple[Features, ...]
    caps_bps: tuple[int, ...]
    spots: tuple[Features, ...]
    cumulative: tuple[int, ...]
    prices: tuple[int, ...]

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Observation:
        return cls(raw[0], raw[1], tuple(Features.of(x) for x in raw[2]), tuple(x for x in raw[3]), tuple(Features.of(x) for x in raw[4]), tuple(x for x in raw[5]), tuple(x for x in raw[6]))

    def plain(self) -> tuple[Any, ...]:
        return (self.index, self.observed_at, [x.plain() for x in self.means], [x for x in self.caps_bps], [x.plain() for x in self.spots], [x for x in self.cumulative], [x for x in self.prices],)


@dataclass(frozen=True, slots=True)
class Claim:
    commitment: bytes
    observed_at: int
    result: bytes

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Claim:
        return cls(raw[0], raw[1], raw[2])

    def plain(self) -> tuple[Any, ...]:
        return (self.commitment, self.observed_at, self.result,)


@dataclass(frozen=True, slots=True)
class PoolLimits:
    pool: bytes
    group: int
    cap: int
    cap_bps: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> PoolLimits:
        return cls(_padded(raw[0]), raw[1], raw[2], raw[3])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.pool), self.group, self.cap, self.cap_bps,)


@dataclass(frozen=True, slots=True)
class Policy:
    model_id: bytes
    guardian: bytes
    pools: tuple[PoolLimits, ...]
    group_caps_bps: tuple[int, ...]
    max_move_bps: int
    max_loss_bps: int
    max_age_secs: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Policy:
        return cls(raw[0], _padded(raw[1]), tuple(PoolLimits.of(x) for x in raw[2]), tuple(x for x in raw[3]), raw[4], raw[5], raw[6])

    def plain(self) -> tuple[Any, ...]:
        return (self.model_id, _address(self.guardian), [x.plain() for x in self.pools], [x for x in self.group_caps_bps], self.max_move_bps, self.max_loss_bps, self.max_age_secs,)


@dataclass(frozen=True, slots=True)
class Position:
    units: int
    recorded: int
    invested: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Position:
        return cls(raw[0], raw[1], raw[2])

    def plain(self) -> tuple[Any, ...]:
        return (self.units, self.recorded, self.invested,)


@dataclass(frozen=True, slots=True)
class State:
    policy: Policy
    proposal: Policy
    adopt_at: int
    idle: int
    supply: int
    positions: tuple[Position, ...]
    surplus: int
    looked_at: int
    observed: int
    observed_from: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> State:
        return cls(Policy.of(raw[0]), Policy.of(raw[1]), raw[2], raw[3], raw[4], tuple(Position.of(x) for x in raw[5]), raw[6], raw[7], raw[8], raw[9])

    def plain(self) -> tuple[Any, ...]:
        return (self.policy.plain(), self.proposal.plain(), self.adopt_at, self.idle, self.supply, [x.plain() for x in self.positions], self.surplus, self.looked_at, self.observed, self.observed_from,)


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
class ClaimCollected:
    TOPIC: ClassVar[bytes] = b"\x79\x89\xc7\xe0\x0c\x05\x6d\x68\x79\x9b\x88\x2f\x34\x37\xca\x2a\x62\xf9\x44\xf6\xf9\x53\x76\xdc\x4c\x39\x7a\x3f\x8a\x24\x22\xec"
    pool: bytes
    owner: bytes
    units: int
    assets: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> ClaimCollected:
        raw = decode(["uint64", "uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


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
class Deposited:
    TOPIC: ClassVar[bytes] = b"\x57\x08\x22\x0e\x2a\xa5\xda\x7c\x84\xa1\x90\x40\x68\x74\x2d\x42\x78\x47\x53\xfd\xb8\x08\x4e\xed\x48\xea\x9f\xd3\xd9\xc8\x5e\x10"
    sender: bytes
    receiver: bytes
    assets: int
    shares: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Deposited:
        raw = decode(["uint64", "uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class LimitsLowered:
    TOPIC: ClassVar[bytes] = b"\x2c\x72\x06\x02\x23\x76\x11\x4e\xca\x07\x9d\x98\x59\xc0\xe9\x37\xa5\x41\xdc\x6f\x9f\xc3\xa5\xe9\xd9\xbf\xb2\x56\xd4\x43\x0c\x67"
    guardian: bytes
    max_move_bps: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> LimitsLowered:
        raw = decode(["uint16"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class PolicyAdopted:
    TOPIC: ClassVar[bytes] = b"\x15\x83\xd6\x46\x4e\x18\x4a\x49\x7d\x4d\x51\xc9\x96\x23\x3a\x2b\x95\xe3\xb7\xbc\x6a\xf0\x89\x76\x45\x3a\xcb\xf4\x96\x27\xe1\x72"
    model_id: bytes
    guardian: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> PolicyAdopted:
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]))


@dataclass(frozen=True, slots=True)
class PolicyProposed:
    TOPIC: ClassVar[bytes] = b"\xf1\xe5\x1e\x55\x84\xf4\x25\xaf\x10\x1a\xd2\x60\x3c\xe0\x88\x44\x97\xd6\xe2\x38\x66\x3c\x8a\x4a\x38\xd5\x85\x4b\x41\xab\x3b\xa6"
    model_id: bytes
    guardian: bytes
    adopt_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> PolicyProposed:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class PoolTrimmed:
    TOPIC: ClassVar[bytes] = b"\x8c\xdf\x9c\x1d\x4a\x92\xc5\xab\x48\x54\x8c\x48\x8f\x33\xf4\xa6\x95\x04\xa7\x8e\xbb\x9f\x55\xb0\x7d\x9e\x64\x86\x9c\x2e\x66\x18"
    pool: bytes
    assets: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> PoolTrimmed:
        raw = decode(["uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class PoolsObserved:
    TOPIC: ClassVar[bytes] = b"\x6e\x50\x6f\xc9\x86\xc7\xbf\xcb\xc7\x4f\xdb\x3b\x64\x0d\x9d\xf0\x83\x74\xd6\x53\x8e\x79\xf7\x9f\x2d\x72\xe3\x9b\xb9\x65\x42\x49"
    index: int
    observed_at: int
    first: bytes
    second: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> PoolsObserved:
        raw = decode(["uint64", "bytes32", "bytes32"], data)
        return cls(decode(["uint64"], topics[1])[0], raw[0], raw[1], raw[2])


@dataclass(frozen=True, slots=True)
class Rebalanced:
    TOPIC: ClassVar[bytes] = b"\x73\x83\xa2\x90\x2f\xf2\x33\x1c\x0a\x5d\x4c\x50\x69\x96\x52\x26\xea\x09\x9d\x26\xdf\x57\xd9\xc2\x96\xc6\x6d\x82\xc0\x4e\x84\xb0"
    observation: int
    model_id: bytes
    result: bytes
    moved_in: int
    moved_out: int
    total: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Rebalanced:
        raw = decode(["bytes8", "uint64", "uint64", "uint64"], data)
        return cls(decode(["uint64"], topics[1])[0], decode(["bytes32"], topics[2])[0], raw[0], raw[1], raw[2], raw[3])


@dataclass(frozen=True, slots=True)
class Redeemed:
    TOPIC: ClassVar[bytes] = b"\x00\x24\xc9\x5f\xdd\x5a\x01\x8e\xa8\x5a\x91\x94\xd2\x3a\xea\x71\xf7\x16\xce\x85\xfd\x59\x42\x7f\xf2\x6d\x77\x66\x03\x93\xa2\xee"
    owner: bytes
    receiver: bytes
    assets: int
    shares: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Redeemed:
        raw = decode(["uint64", "uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class RedeemedInKind:
    TOPIC: ClassVar[bytes] = b"\xec\x7d\x1a\x77\x79\x26\x2e\x51\x95\x9c\xac\xd8\xe7\xfa\x61\x8d\x82\x63\x29\xc4\x37\xfa\x46\x8a\x6b\xbf\x78\xd2\xa6\xf8\x80\x0a"
    owner: bytes
    receiver: bytes
    shares: int
    assets: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> RedeemedInKind:
        raw = decode(["uint64", "uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


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


Event = Approval | ClaimCollected | Deposit | Deposited | LimitsLowered | PolicyAdopted | PolicyProposed | PoolTrimmed | PoolsObserved | Rebalanced | Redeemed | RedeemedInKind | Transfer | Withdraw
EVENTS: dict[bytes, type[Event]] = {
    Approval.TOPIC: Approval,
    ClaimCollected.TOPIC: ClaimCollected,
    Deposit.TOPIC: Deposit,
    Deposited.TOPIC: Deposited,
    LimitsLowered.TOPIC: LimitsLowered,
    PolicyAdopted.TOPIC: PolicyAdopted,
    PolicyProposed.TOPIC: PolicyProposed,
    PoolTrimmed.TOPIC: PoolTrimmed,
    PoolsObserved.TOPIC: PoolsObserved,
    Rebalanced.TOPIC: Rebalanced,
    Redeemed.TOPIC: Redeemed,
    RedeemedInKind.TOPIC: RedeemedInKind,
    Transfer.TOPIC: Transfer,
    Withdraw.TOPIC: Withdraw,
}


def decode_event(topics: Sequence[bytes], data: bytes) -> Event | None:
    """The event that a log holds, or None where it is none of this contract's."""
    kind = EVENTS.get(bytes(topics[0])) if topics else None
    return kind.decode(topics, data) if kind else None


def constructor(token: bytes, verifier: bytes, owner: bytes, timelock_secs: int, observe_secs: int, gain_bps: int, step_bps: int, observatory: bytes) -> bytes:
    """What follows the bytecode."""
    return encode(["address", "address", "address", "uint64", "uint64", "uint32", "uint16", "address"], [_address(token), _address(verifier), _address(owner), timelock_secs, observe_secs, gain_bps, step_bps, _address(observatory)])


def adopt() -> bytes:
    return b"\xb0\xf5\xd8\xa4"


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


def claim_of(owner: bytes, pool: bytes) -> bytes:
    return b"\x06\xb6\xbf\x55" + encode(["address", "address"], [_address(owner), _address(pool)])


def decode_claim_of(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def collect_claim(pool: bytes, owner: bytes) -> bytes:
    return b"\xeb\x9a\x3d\x4a" + encode(["address", "address"], [_address(pool), _address(owner)])


def config() -> bytes:
    return b"\x79\x50\x2c\x55"


def decode_config(data: bytes) -> Config:
    raw = decode(["(address,address,address,address,uint64,uint64,uint32,uint16)"], data)
    value: Config = Config.of(raw[0])
    return value


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


def lower(limits: Limits) -> bytes:
    return b"\xbf\x2b\x94\x52" + encode(["(uint64[4],uint16[4],uint16[4],uint16)"], [limits.plain()])


def max_deposit(receiver: bytes) -> bytes:
    return b"\x40\x2d\x26\x7d" + encode(["address"], [_address(receiver)])


def decode_max_deposit(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def max_mint(receiver: bytes) -> bytes:
    return b"\xc6\x3d\x75\xb6" + encode(["address"], [_address(receiver)])


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


def observation_of(index: int) -> bytes:
    return b"\x85\xac\x66\x9d" + encode(["uint64"], [index])


def decode_observation_of(data: bytes) -> Observation:
    raw = decode(["(uint64,uint64,(uint32,uint16,uint32)[4],uint16[4],(uint32,uint16,uint32)[4],uint64[12],uint64[4])"], data)
    value: Observation = Observation.of(raw[0])
    return value


def observatory_contract() -> bytes:
    return b"\xb4\x3f\xce\x14"


def decode_observatory_contract(data: bytes) -> bytes:
    raw = decode(["address"], data)
    value: bytes = _padded(raw[0])
    return value


def observe() -> bytes:
    return b"\x14\xfc\x78\xfc"


def on_verified(model_id: bytes, nonce: int, claim: Claim) -> bytes:
    return b"\x0f\x5a\x20\xfb" + encode(["bytes32", "uint64", "(bytes32,uint64,bytes8)"], [model_id, nonce, claim.plain()])


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


def propose(policy: Policy) -> bytes:
    return b"\x4b\xe0\x3d\x13" + encode(["(bytes32,address,(address,uint8,uint64,uint16)[4],uint16[4],uint16,uint16,uint64)"], [policy.plain()])


def redeem(shares: int, receiver: bytes, owner: bytes) -> bytes:
    return b"\xba\x08\x76\x52" + encode(["uint256", "address", "address"], [shares, _address(receiver), _address(owner)])


def decode_redeem(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def redeem_in_kind(shares: int, receiver: bytes) -> bytes:
    return b"\xb4\x4e\x74\x60" + encode(["uint64", "address"], [shares, _address(receiver)])


def state() -> bytes:
    return b"\xc1\x9d\x93\xfb"


def decode_state(data: bytes) -> State:
    raw = decode(["((bytes32,address,(address,uint8,uint64,uint16)[4],uint16[4],uint16,uint16,uint64),(bytes32,address,(address,uint8,uint64,uint16)[4],uint16[4],uint16,uint16,uint64),uint64,uint64,uint64,(uint64,uint64,uint64)[4],uint64,uint64,uint64,uint64)"], data)
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


def trim(pool_index: int) -> bytes:
    return b"\x66\xa8\xdb\xf0" + encode(["uint8"], [pool_index])


def withdraw(assets: int, receiver: bytes, owner: bytes) -> bytes:
    return b"\xb4\x60\xaf\x94" + encode(["uint256", "address", "address"], [assets, _address(receiver), _address(owner)])


def decode_withdraw(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


ABI: list[dict[str, Any]] = [{'inputs': [{'internalType': 'address', 'name': 'token', 'type': 'address'},
             {'internalType': 'address', 'name': 'verifier', 'type': 'address'},
             {'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'internalType': 'uint64', 'name': 'timelockSecs', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'observeSecs', 'type': 'uint64'},
             {'internalType': 'uint32', 'name': 'gainBps', 'type': 'uint32'},
             {'internalType': 'uint16', 'name': 'stepBps', 'type': 'uint16'},
             {'internalType': 'address', 'name': 'observatory', 'type': 'address'}],
  'stateMutability': 'nonpayable',
  'type': 'constructor'},
 {'inputs': [], 'name': 'AllocationPaused', 'type': 'error'},
 {'inputs': [], 'name': 'BadConfig', 'type': 'error'},
 {'inputs': [], 'name': 'BadModel', 'type': 'error'},
 {'inputs': [], 'name': 'BadPolicy', 'type': 'error'},
 {'inputs': [], 'name': 'BadPool', 'type': 'error'},
 {'inputs': [], 'name': 'CapExceeded', 'type': 'error'},
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
 {'inputs': [], 'name': 'GroupCapExceeded', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientShares', 'type': 'error'},
 {'inputs': [], 'name': 'LossTooHigh', 'type': 'error'},
 {'inputs': [], 'name': 'NoPolicy', 'type': 'error'},
 {'inputs': [], 'name': 'NoProposal', 'type': 'error'},
 {'inputs': [], 'name': 'NotEnoughLiquid', 'type': 'error'},
 {'inputs': [], 'name': 'NotLower', 'type': 'error'},
 {'inputs': [], 'name': 'NotVaultGuardian', 'type': 'error'},
 {'inputs': [], 'name': 'NotVaultOwner', 'type': 'error'},
 {'inputs': [], 'name': 'NotVerifier', 'type': 'error'},
 {'inputs': [], 'name': 'NothingClaimed', 'type': 'error'},
 {'inputs': [], 'name': 'NothingToTrim', 'type': 'error'},
 {'inputs': [], 'name': 'ObservedRecently', 'type': 'error'},
 {'inputs': [], 'name': 'Overflow', 'type': 'error'},
 {'inputs': [], 'name': 'PoolInUse', 'type': 'error'},
 {'inputs': [], 'name': 'PoolShortfall', 'type': 'error'},
 {'inputs': [{'internalType': 'address', 'name': 'token', 'type': 'address'}], 'name': 'SafeERC20FailedOperation', 'type': 'error'},
 {'inputs': [], 'name': 'StaleObservation', 'type': 'error'},
 {'inputs': [], 'name': 'TimelockOpen', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownObservation', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownPool', 'type': 'error'},
 {'inputs': [], 'name': 'WindowNotFull', 'type': 'error'},
 {'inputs': [], 'name': 'WrongModel', 'type': 'error'},
 {'inputs': [], 'name': 'WrongObservation', 'type': 'error'},
 {'inputs': [], 'name': 'ZeroAmount', 'type': 'error'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'spender', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint256', 'name': 'value', 'type': 'uint256'}],
  'name': 'Approval',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'pool', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'units', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'assets', 'type': 'uint64'}],
  'name': 'ClaimCollected',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'sender', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint256', 'name': 'assets', 'type': 'uint256'},
             {'indexed': False, 'internalType': 'uint256', 'name': 'shares', 'type': 'uint256'}],
  'name': 'Deposit',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'sender', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'receiver', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'assets', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'shares', 'type': 'uint64'}],
  'name': 'Deposited',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'guardian', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint16', 'name': 'maxMoveBps', 'type': 'uint16'}],
  'name': 'LimitsLowered',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'guardian', 'type': 'address'}],
  'name': 'PolicyAdopted',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'guardian', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'adoptAt', 'type': 'uint64'}],
  'name': 'PolicyProposed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'pool', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'assets', 'type': 'uint64'}],
  'name': 'PoolTrimmed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'uint64', 'name': 'index', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'observedAt', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'first', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'second', 'type': 'bytes32'}],
  'name': 'PoolsObserved',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'uint64', 'name': 'observation', 'type': 'uint64'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes8', 'name': 'result', 'type': 'bytes8'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'movedIn', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'movedOut', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'total', 'type': 'uint64'}],
  'name': 'Rebalanced',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'receiver', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'assets', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'shares', 'type': 'uint64'}],
  'name': 'Redeemed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'receiver', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'shares', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'assets', 'type': 'uint64'}],
  'name': 'RedeemedInKind',
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
 {'inputs': [], 'name': 'adopt', 'outputs': [], 'stateMutability': 'nonpayable', 'type': 'function'},
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
 {'inputs': [{'internalType': 'address', 'name': 'owner', 'type': 'address'}, {'internalType': 'address', 'name': 'pool', 'type': 'address'}],
  'name': 'claimOf',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'pool', 'type': 'address'}, {'internalType': 'address', 'name': 'owner', 'type': 'address'}],
  'name': 'collectClaim',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'config',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'token', 'type': 'address'},
                              {'internalType': 'address', 'name': 'share', 'type': 'address'},
                              {'internalType': 'address', 'name': 'owner', 'type': 'address'},
                              {'internalType': 'address', 'name': 'verifier', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'timelockSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'observeSecs', 'type': 'uint64'},
                              {'internalType': 'uint32', 'name': 'gainBps', 'type': 'uint32'},
                              {'internalType': 'uint16', 'name': 'stepBps', 'type': 'uint16'}],
               'internalType': 'struct IVault.Config',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
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
  'outputs': [{'internalType': 'uint256', 'name': 'shares', 'type': 'uint256'}],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'components': [{'internalType': 'uint64[4]', 'name': 'caps', 'type': 'uint64[4]'},
                             {'internalType': 'uint16[4]', 'name': 'capsBps', 'type': 'uint16[4]'},
                             {'internalType': 'uint16[4]', 'name': 'groupCapsBps', 'type': 'uint16[4]'},
                             {'internalType': 'uint16', 'name': 'maxMoveBps', 'type': 'uint16'}],
              'internalType': 'struct IVault.Limits',
              'name': 'limits',
              'type': 'tuple'}],
  'name': 'lower',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'receiver', 'type': 'address'}],
  'name': 'maxDeposit',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'receiver', 'type': 'address'}],
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
  'outputs': [{'internalType': 'uint256', 'name': 'assets', 'type': 'uint256'}],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [], 'name': 'name', 'outputs': [{'internalType': 'string', 'name': '', 'type': 'string'}], 'stateMutability': 'view', 'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'index', 'type': 'uint64'}],
  'name': 'observationOf',
  'outputs': [{'components': [{'internalType': 'uint64', 'name': 'index', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'observedAt', 'type': 'uint64'},
                              {'components': [{'internalType': 'uint32', 'name': 'rateBps', 'type': 'uint32'},
                                              {'internalType': 'uint16', 'name': 'utilisationBps', 'type': 'uint16'},
                                              {'internalType': 'uint32', 'name': 'liquidity', 'type': 'uint32'}],
                               'internalType': 'struct IVault.Features[4]',
                               'name': 'means',
                               'type': 'tuple[4]'},
                              {'internalType': 'uint16[4]', 'name': 'capsBps', 'type': 'uint16[4]'},
                              {'components': [{'internalType': 'uint32', 'name': 'rateBps', 'type': 'uint32'},
                                              {'internalType': 'uint16', 'name': 'utilisationBps', 'type': 'uint16'},
                                              {'internalType': 'uint32', 'name': 'liquidity', 'type': 'uint32'}],
                               'internalType': 'struct IVault.Features[4]',
                               'name': 'spots',
                               'type': 'tuple[4]'},
                              {'internalType': 'uint64[12]', 'name': 'cumulative', 'type': 'uint64[12]'},
                              {'internalType': 'uint64[4]', 'name': 'prices', 'type': 'uint64[4]'}],
               'internalType': 'struct IVault.Observation',
               'name': 'observation',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [],
  'name': 'observatoryContract',
  'outputs': [{'internalType': 'address', 'name': '', 'type': 'address'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [], 'name': 'observe', 'outputs': [], 'stateMutability': 'nonpayable', 'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
             {'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'components': [{'internalType': 'bytes32', 'name': 'commitment', 'type': 'bytes32'},
                             {'internalType': 'uint64', 'name': 'observedAt', 'type': 'uint64'},
                             {'internalType': 'bytes8', 'name': 'result', 'type': 'bytes8'}],
              'internalType': 'struct IVerifier.Claim',
              'name': 'claim',
              'type': 'tuple'}],
  'name': 'onVerified',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
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
 {'inputs': [{'components': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
                             {'internalType': 'address', 'name': 'guardian', 'type': 'address'},
                             {'components': [{'internalType': 'address', 'name': 'pool', 'type': 'address'},
                                             {'internalType': 'uint8', 'name': 'group', 'type': 'uint8'},
                                             {'internalType': 'uint64', 'name': 'cap', 'type': 'uint64'},
                                             {'internalType': 'uint16', 'name': 'capBps', 'type': 'uint16'}],
                              'internalType': 'struct IVault.PoolLimits[4]',
                              'name': 'pools',
                              'type': 'tuple[4]'},
                             {'internalType': 'uint16[4]', 'name': 'groupCapsBps', 'type': 'uint16[4]'},
                             {'internalType': 'uint16', 'name': 'maxMoveBps', 'type': 'uint16'},
                             {'internalType': 'uint16', 'name': 'maxLossBps', 'type': 'uint16'},
                             {'internalType': 'uint64', 'name': 'maxAgeSecs', 'type': 'uint64'}],
              'internalType': 'struct IVault.Policy',
              'name': 'policy',
              'type': 'tuple'}],
  'name': 'propose',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint256', 'name': 'shares', 'type': 'uint256'},
             {'internalType': 'address', 'name': 'receiver', 'type': 'address'},
             {'internalType': 'address', 'name': 'owner', 'type': 'address'}],
  'name': 'redeem',
  'outputs': [{'internalType': 'uint256', 'name': 'assets', 'type': 'uint256'}],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'shares', 'type': 'uint64'}, {'internalType': 'address', 'name': 'receiver', 'type': 'address'}],
  'name': 'redeemInKind',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'state',
  'outputs': [{'components': [{'components': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
                                              {'internalType': 'address', 'name': 'guardian', 'type': 'address'},
                                              {'components': [{'internalType': 'address', 'name': 'pool', 'type': 'address'},
                                                              {'internalType': 'uint8', 'name': 'group', 'type': 'uint8'},
                                                              {'internalType': 'uint64', 'name': 'cap', 'type': 'uint64'},
                                                              {'internalType': 'uint16', 'name': 'capBps', 'type': 'uint16'}],
                                               'internalType': 'struct IVault.PoolLimits[4]',
                                               'name': 'pools',
                                               'type': 'tuple[4]'},
                                              {'internalType': 'uint16[4]', 'name': 'groupCapsBps', 'type': 'uint16[4]'},
                                              {'internalType': 'uint16', 'name': 'maxMoveBps', 'type': 'uint16'},
                                              {'internalType': 'uint16', 'name': 'maxLossBps', 'type': 'uint16'},
                                              {'internalType': 'uint64', 'name': 'maxAgeSecs', 'type': 'uint64'}],
                               'internalType': 'struct IVault.Policy',
                               'name': 'policy',
                               'type': 'tuple'},
                              {'components': [{'internalType': 'bytes32', 'name': 'modelId', 'type': 'bytes32'},
                                              {'internalType': 'address', 'name': 'guardian', 'type': 'address'},
                                              {'components': [{'internalType': 'address', 'name': 'pool', 'type': 'address'},
                                                              {'internalType': 'uint8', 'name': 'group', 'type': 'uint8'},
                                                              {'internalType': 'uint64', 'name': 'cap', 'type': 'uint64'},
                                                              {'internalType': 'uint16', 'name': 'capBps', 'type': 'uint16'}],
                                               'internalType': 'struct IVault.PoolLimits[4]',
                                               'name': 'pools',
                                               'type': 'tuple[4]'},
                                              {'internalType': 'uint16[4]', 'name': 'groupCapsBps', 'type': 'uint16[4]'},
                                              {'internalType': 'uint16', 'name': 'maxMoveBps', 'type': 'uint16'},
                                              {'internalType': 'uint16', 'name': 'maxLossBps', 'type': 'uint16'},
                                              {'internalType': 'uint64', 'name': 'maxAgeSecs', 'type': 'uint64'}],
                               'internalType': 'struct IVault.Policy',
                               'name': 'proposal',
                               'type': 'tuple'},
                              {'internalType': 'uint64', 'name': 'adoptAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'idle', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'supply', 'type': 'uint64'},
                              {'components': [{'internalType': 'uint64', 'name': 'units', 'type': 'uint64'},
                                              {'internalType': 'uint64', 'name': 'recorded', 'type': 'uint64'},
                                              {'internalType': 'uint64', 'name': 'invested', 'type': 'uint64'}],
                               'internalType': 'struct IVault.Position[4]',
                               'name': 'positions',
                               'type': 'tuple[4]'},
                              {'internalType': 'uint64', 'name': 'surplus', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'lookedAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'observed', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'observedFrom', 'type': 'uint64'}],
               'internalType': 'struct IVault.State',
               'name': 'shown',
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
 {'inputs': [{'internalType': 'uint8', 'name': 'poolIndex', 'type': 'uint8'}],
  'name': 'trim',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint256', 'name': 'assets', 'type': 'uint256'},
             {'internalType': 'address', 'name': 'receiver', 'type': 'address'},
             {'internalType': 'address', 'name': 'owner', 'type': 'address'}],
  'name': 'withdraw',
  'outputs': [{'internalType': 'uint256', 'name': 'shares', 'type': 'uint256'}],
  'stateMutability': 'nonpayable',
  'type': 'function'}]
