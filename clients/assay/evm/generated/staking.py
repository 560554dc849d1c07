"""Made by scripts/gen.py from target/evm/Staking.json. Do not edit: change the program and run `make gen`."""

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
    b"\xb0\x5f\x1f\xbf": "AlreadySwept",
    b"\x07\xcc\x32\x1c": "BadConfig",
    b"\x27\xb7\x0a\x66": "FaultAlreadySlashed",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\xf1\xbc\x94\xd2": "InsufficientStake",
    b"\x41\xf8\xc1\x87": "LockTooLarge",
    b"\x31\x21\x26\x86": "NotAuthority",
    b"\xda\xbc\x4a\xd9": "NotSlasher",
    b"\x38\xfb\xeb\x34": "NothingToSlash",
    b"\xd0\xd0\x4f\x60": "NothingToWithdraw",
    b"\x35\x27\x8d\x12": "Overflow",
    b"\x47\x4c\x24\x71": "RewardTooHigh",
    b"\x8b\x13\xba\xa3": "SlasherExists",
    b"\x97\xfc\x71\xbe": "SlasherIsRetired",
    b"\x33\x52\x05\xdc": "SlasherNotProposed",
    b"\xe7\xc0\x01\xa9": "TimelockOpen",
    b"\x6f\x25\x44\xbf": "TooManySlashers",
    b"\x46\x25\x17\x67": "TooManyUnbondings",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x59\xe7\x03\xe0": "UnknownFault",
    b"\xaa\x89\xfb\x56": "UnknownSlasher",
    b"\xa4\x8a\xc0\xc6": "UnknownStake",
    b"\xa0\xf3\xfe\xea": "WrongToken",
    b"\x1f\x2a\x20\x05": "ZeroAmount",
}


@dataclass(frozen=True, slots=True)
class Slasher:
    program: bytes
    active_at: int
    status: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Slasher:
        return cls(_padded(raw[0]), raw[1], raw[2])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.program), self.active_at, self.status,)


@dataclass(frozen=True, slots=True)
class Config:
    authority: bytes
    treasury: bytes
    token: bytes
    unbond_secs: int
    slashers: tuple[Slasher, ...]

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Config:
        return cls(_padded(raw[0]), _padded(raw[1]), _padded(raw[2]), raw[3], tuple(Slasher.of(x) for x in raw[4]))

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.authority), _address(self.treasury), _address(self.token), self.unbond_secs, [x.plain() for x in self.slashers],)


@dataclass(frozen=True, slots=True)
class Fault:
    fault_id: bytes
    owner: bytes
    slasher: bytes
    amount: int
    beneficiary: bytes
    reward: int
    swept: bool

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Fault:
        return cls(raw[0], _padded(raw[1]), _padded(raw[2]), raw[3], _padded(raw[4]), raw[5], raw[6])

    def plain(self) -> tuple[Any, ...]:
        return (self.fault_id, _address(self.owner), _address(self.slasher), self.amount, _address(self.beneficiary), self.reward, self.swept,)


@dataclass(frozen=True, slots=True)
class Unbonding:
    amount: int
    unlock_at: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Unbonding:
        return cls(raw[0], raw[1])

    def plain(self) -> tuple[Any, ...]:
        return (self.amount, self.unlock_at,)


@dataclass(frozen=True, slots=True)
class Stake:
    exists: bool
    bonded: int
    locks: tuple[int, ...]
    unbondings: tuple[Unbonding, ...]

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Stake:
        return cls(raw[0], raw[1], tuple(x for x in raw[2]), tuple(Unbonding.of(x) for x in raw[3]))

    def plain(self) -> tuple[Any, ...]:
        return (self.exists, self.bonded, [x for x in self.locks], [x.plain() for x in self.unbondings],)


@dataclass(frozen=True, slots=True)
class Bonded:
    TOPIC: ClassVar[bytes] = b"\xdf\xb5\x2a\x86\x13\xe7\x8e\xf9\xc6\x0a\x11\xe2\x42\x8b\xf5\x74\x0f\x27\x75\x96\x3e\x40\x46\x34\xa0\x8e\x0b\x81\x40\x16\x9b\x1c"
    owner: bytes
    amount: int
    bonded: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Bonded:
        raw = decode(["uint64", "uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class Locked:
    TOPIC: ClassVar[bytes] = b"\xb0\xd6\x84\x34\x7e\x1c\xf6\x98\xe7\xd6\xff\x63\x9b\xdc\x0a\x7a\x99\x03\x8c\x53\x23\x3f\x96\x47\x9f\xa5\xa3\x4d\x49\x85\xff\x13"
    owner: bytes
    slasher: bytes
    amount: int
    locked: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Locked:
        raw = decode(["uint64", "uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class Slashed:
    TOPIC: ClassVar[bytes] = b"\x0f\x58\x42\x6f\xf2\x79\xd8\x47\x35\xbc\x7e\x2f\x2a\x6d\x5d\x37\xf2\xd5\x74\xe7\x2f\x86\x12\x65\xdc\xe3\x85\xb1\x0e\x18\x97\x96"
    fault_id: bytes
    owner: bytes
    slasher: bytes
    amount: int
    beneficiary: bytes
    reward: int
    locked: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Slashed:
        raw = decode(["uint64", "address", "uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), _padded(decode(["address"], topics[3])[0]), raw[0], _padded(raw[1]), raw[2], raw[3])


@dataclass(frozen=True, slots=True)
class SlasherActivated:
    TOPIC: ClassVar[bytes] = b"\xae\x30\x69\x02\x14\x43\x87\xa7\xc5\x9c\x90\x5a\x65\x9f\x02\x81\x99\x29\x85\xdd\xce\xaa\xa4\x2e\x24\x8e\x84\x2f\x0e\xce\xc5\x81"
    slasher: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> SlasherActivated:
        return cls(_padded(decode(["address"], topics[1])[0]))


@dataclass(frozen=True, slots=True)
class SlasherProposed:
    TOPIC: ClassVar[bytes] = b"\x18\x78\x3e\x75\x50\xb1\xb7\x28\x9d\x86\xde\x97\xe4\x9d\x56\x89\xa7\x5c\x63\x9c\x10\x0f\x27\xb5\x24\x16\x9e\x12\x13\xe8\x0e\xd3"
    slasher: bytes
    active_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> SlasherProposed:
        raw = decode(["uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class SlasherRetired:
    TOPIC: ClassVar[bytes] = b"\x86\x9a\x79\xd0\x38\x1c\x0a\x75\x31\x4c\x76\x39\x05\x38\x11\x7d\x50\xff\xc9\x57\x15\x55\x05\xbf\x4a\xfd\xe0\xe6\x7b\x3f\x8d\x22"
    slasher: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> SlasherRetired:
        return cls(_padded(decode(["address"], topics[1])[0]))


@dataclass(frozen=True, slots=True)
class Swept:
    TOPIC: ClassVar[bytes] = b"\x5b\xdf\x6f\xfa\x76\xd3\xfe\xb0\xa4\x08\xe6\x00\xd7\x2f\xaf\xf5\xa1\xd1\x44\x2a\xe1\xb0\x45\x67\xc1\x11\xd7\xd9\x9f\xd9\x20\xb4"
    fault_id: bytes
    beneficiary: bytes
    reward: int
    remainder: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Swept:
        raw = decode(["uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class Unbonded:
    TOPIC: ClassVar[bytes] = b"\xde\x04\x7c\xb7\x90\x2c\x1b\x0e\x8c\x87\x18\xe4\x05\x08\x4a\x76\xff\x05\xe3\x31\x72\x5b\x81\x14\xaa\x3b\x47\x16\x98\xab\xcc\x82"
    owner: bytes
    amount: int
    unlock_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Unbonded:
        raw = decode(["uint64", "uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class Unlocked:
    TOPIC: ClassVar[bytes] = b"\x27\x0f\x8f\x92\x66\x42\x7a\x76\xd1\xa9\xbb\xce\x04\x5a\x6c\xb4\x1d\x1d\xce\x14\x0c\x61\xfe\x11\x74\xc7\x47\xad\xe1\xa7\x5a\x38"
    owner: bytes
    slasher: bytes
    amount: int
    locked: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Unlocked:
        raw = decode(["uint64", "uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class Withdrawn:
    TOPIC: ClassVar[bytes] = b"\xba\xe9\x5d\x59\x33\x2d\x6e\x1e\x8f\x1a\xe7\x8e\x7b\xeb\xda\xee\xf0\x72\xd5\x7b\x73\x1c\x87\x90\xa6\x36\x66\x7e\x3a\x0a\x87\xee"
    owner: bytes
    amount: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Withdrawn:
        raw = decode(["uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0])


Event = Bonded | Locked | Slashed | SlasherActivated | SlasherProposed | SlasherRetired | Swept | Unbonded | Unlocked | Withdrawn
EVENTS: dict[bytes, type[Event]] = {
    Bonded.TOPIC: Bonded,
    Locked.TOPIC: Locked,
    Slashed.TOPIC: Slashed,
    SlasherActivated.TOPIC: SlasherActivated,
    SlasherProposed.TOPIC: SlasherProposed,
    SlasherRetired.TOPIC: SlasherRetired,
    Swept.TOPIC: Swept,
    Unbonded.TOPIC: Unbonded,
    Unlocked.TOPIC: Unlocked,
    Withdrawn.TOPIC: Withdrawn,
}


def decode_event(topics: Sequence[bytes], data: bytes) -> Event | None:
    """The event that a log holds, or None where it is none of this contract's."""
    kind = EVENTS.get(bytes(topics[0])) if topics else None
    return kind.decode(topics, data) if kind else None


def constructor(token: bytes, authority: bytes, treasury: bytes, unbond_secs: int, slashers_: tuple[bytes, ...]) -> bytes:
    """What follows the bytecode."""
    return encode(["address", "address", "address", "uint64", "address[]"], [_address(token), _address(authority), _address(treasury), unbond_secs, [_address(x) for x in slashers_]])


def activate_slasher(slasher: bytes) -> bytes:
    return b"\x1a\x9f\xe2\x01" + encode(["address"], [_address(slasher)])


def bond(amount: int) -> bytes:
    return b"\x6b\x04\x32\xef" + encode(["uint64"], [amount])


def config() -> bytes:
    return b"\x79\x50\x2c\x55"


def decode_config(data: bytes) -> Config:
    raw = decode(["(address,address,address,uint64,(address,uint64,uint8)[])"], data)
    value: Config = Config.of(raw[0])
    return value


def fault_of(fault_id: bytes) -> bytes:
    return b"\xf5\x50\xf9\x22" + encode(["bytes32"], [fault_id])


def decode_fault_of(data: bytes) -> Fault:
    raw = decode(["(bytes32,address,address,uint64,address,uint64,bool)"], data)
    value: Fault = Fault.of(raw[0])
    return value


def lock(owner: bytes, amount: int) -> bytes:
    return b"\xae\x15\x3b\x1e" + encode(["address", "uint64"], [_address(owner), amount])


def propose_slasher(slasher: bytes) -> bytes:
    return b"\xd6\x58\xda\xea" + encode(["address"], [_address(slasher)])


def reachable_of(owner: bytes) -> bytes:
    return b"\x8d\xc2\x51\x44" + encode(["address"], [_address(owner)])


def decode_reachable_of(data: bytes) -> int:
    raw = decode(["uint256"], data)
    value: int = raw[0]
    return value


def retire_slasher(slasher: bytes) -> bytes:
    return b"\xbe\xe7\x9c\xfe" + encode(["address"], [_address(slasher)])


def slash(owner: bytes, amount: int, fault_id: bytes, beneficiary: bytes, reward_bps: int) -> bytes:
    return b"\x2c\xa7\x32\x40" + encode(["address", "uint64", "bytes32", "address", "uint16"], [_address(owner), amount, fault_id, _address(beneficiary), reward_bps])


def slashers() -> bytes:
    return b"\x5a\x98\xfd\x88"


def decode_slashers(data: bytes) -> tuple[Slasher, ...]:
    raw = decode(["(address,uint64,uint8)[]"], data)
    value: tuple[Slasher, ...] = tuple(Slasher.of(x) for x in raw[0])
    return value


def stake_of(owner: bytes) -> bytes:
    return b"\x42\x62\x33\x60" + encode(["address"], [_address(owner)])


def decode_stake_of(data: bytes) -> Stake:
    raw = decode(["(bool,uint64,uint64[4],(uint64,uint64)[])"], data)
    value: Stake = Stake.of(raw[0])
    return value


def sweep(fault_id: bytes) -> bytes:
    return b"\x24\x8e\xb4\xec" + encode(["bytes32"], [fault_id])


def unbond(amount: int) -> bytes:
    return b"\x87\x4f\xcc\x22" + encode(["uint64"], [amount])


def unlock(owner: bytes, amount: int) -> bytes:
    return b"\x02\xda\x0e\x70" + encode(["address", "uint64"], [_address(owner), amount])


def withdraw() -> bytes:
    return b"\x3c\xcf\xd6\x0b"


ABI: list[dict[str, Any]] = [{'inputs': [{'internalType': 'address', 'name': 'token', 'type': 'address'},
             {'internalType': 'address', 'name': 'authority', 'type': 'address'},
             {'internalType': 'address', 'name': 'treasury', 'type': 'address'},
             {'internalType': 'uint64', 'name': 'unbondSecs', 'type': 'uint64'},
             {'internalType': 'address[]', 'name': 'slashers_', 'type': 'address[]'}],
  'stateMutability': 'nonpayable',
  'type': 'constructor'},
 {'inputs': [], 'name': 'AlreadySwept', 'type': 'error'},
 {'inputs': [], 'name': 'BadConfig', 'type': 'error'},
 {'inputs': [], 'name': 'FaultAlreadySlashed', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientStake', 'type': 'error'},
 {'inputs': [], 'name': 'LockTooLarge', 'type': 'error'},
 {'inputs': [], 'name': 'NotAuthority', 'type': 'error'},
 {'inputs': [], 'name': 'NotSlasher', 'type': 'error'},
 {'inputs': [], 'name': 'NothingToSlash', 'type': 'error'},
 {'inputs': [], 'name': 'NothingToWithdraw', 'type': 'error'},
 {'inputs': [], 'name': 'Overflow', 'type': 'error'},
 {'inputs': [], 'name': 'RewardTooHigh', 'type': 'error'},
 {'inputs': [], 'name': 'SlasherExists', 'type': 'error'},
 {'inputs': [], 'name': 'SlasherIsRetired', 'type': 'error'},
 {'inputs': [], 'name': 'SlasherNotProposed', 'type': 'error'},
 {'inputs': [], 'name': 'TimelockOpen', 'type': 'error'},
 {'inputs': [], 'name': 'TooManySlashers', 'type': 'error'},
 {'inputs': [], 'name': 'TooManyUnbondings', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownFault', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownSlasher', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownStake', 'type': 'error'},
 {'inputs': [], 'name': 'WrongToken', 'type': 'error'},
 {'inputs': [], 'name': 'ZeroAmount', 'type': 'error'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'bonded', 'type': 'uint64'}],
  'name': 'Bonded',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'slasher', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'locked', 'type': 'uint64'}],
  'name': 'Locked',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'faultId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'slasher', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'address', 'name': 'beneficiary', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'reward', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'locked', 'type': 'uint64'}],
  'name': 'Slashed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'slasher', 'type': 'address'}],
  'name': 'SlasherActivated',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'slasher', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'activeAt', 'type': 'uint64'}],
  'name': 'SlasherProposed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'slasher', 'type': 'address'}],
  'name': 'SlasherRetired',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'faultId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'beneficiary', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'reward', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'remainder', 'type': 'uint64'}],
  'name': 'Swept',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'unlockAt', 'type': 'uint64'}],
  'name': 'Unbonded',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'slasher', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'locked', 'type': 'uint64'}],
  'name': 'Unlocked',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'}],
  'name': 'Withdrawn',
  'type': 'event'},
 {'inputs': [{'internalType': 'address', 'name': 'slasher', 'type': 'address'}],
  'name': 'activateSlasher',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'}],
  'name': 'bond',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'config',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'authority', 'type': 'address'},
                              {'internalType': 'address', 'name': 'treasury', 'type': 'address'},
                              {'internalType': 'address', 'name': 'token', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'unbondSecs', 'type': 'uint64'},
                              {'components': [{'internalType': 'address', 'name': 'program', 'type': 'address'},
                                              {'internalType': 'uint64', 'name': 'activeAt', 'type': 'uint64'},
                                              {'internalType': 'enum IStaking.SlasherStatus', 'name': 'status', 'type': 'uint8'}],
                               'internalType': 'struct IStaking.Slasher[]',
                               'name': 'slashers',
                               'type': 'tuple[]'}],
               'internalType': 'struct IStaking.Config',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'faultId', 'type': 'bytes32'}],
  'name': 'faultOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'faultId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'owner', 'type': 'address'},
                              {'internalType': 'address', 'name': 'slasher', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'},
                              {'internalType': 'address', 'name': 'beneficiary', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'reward', 'type': 'uint64'},
                              {'internalType': 'bool', 'name': 'swept', 'type': 'bool'}],
               'internalType': 'struct IStaking.Fault',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'owner', 'type': 'address'}, {'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'}],
  'name': 'lock',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'slasher', 'type': 'address'}],
  'name': 'proposeSlasher',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'owner', 'type': 'address'}],
  'name': 'reachableOf',
  'outputs': [{'internalType': 'uint256', 'name': '', 'type': 'uint256'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'slasher', 'type': 'address'}],
  'name': 'retireSlasher',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'owner', 'type': 'address'},
             {'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'},
             {'internalType': 'bytes32', 'name': 'faultId', 'type': 'bytes32'},
             {'internalType': 'address', 'name': 'beneficiary', 'type': 'address'},
             {'internalType': 'uint16', 'name': 'rewardBps', 'type': 'uint16'}],
  'name': 'slash',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'slashers',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'program', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'activeAt', 'type': 'uint64'},
                              {'internalType': 'enum IStaking.SlasherStatus', 'name': 'status', 'type': 'uint8'}],
               'internalType': 'struct IStaking.Slasher[]',
               'name': 'list',
               'type': 'tuple[]'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'owner', 'type': 'address'}],
  'name': 'stakeOf',
  'outputs': [{'components': [{'internalType': 'bool', 'name': 'exists', 'type': 'bool'},
                              {'internalType': 'uint64', 'name': 'bonded', 'type': 'uint64'},
                              {'internalType': 'uint64[4]', 'name': 'locks', 'type': 'uint64[4]'},
                              {'components': [{'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'},
                                              {'internalType': 'uint64', 'name': 'unlockAt', 'type': 'uint64'}],
                               'internalType': 'struct IStaking.Unbonding[]',
                               'name': 'unbondings',
                               'type': 'tuple[]'}],
               'internalType': 'struct IStaking.Stake',
               'name': 'stake',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'faultId', 'type': 'bytes32'}],
  'name': 'sweep',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'}],
  'name': 'unbond',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'owner', 'type': 'address'}, {'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'}],
  'name': 'unlock',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [], 'name': 'withdraw', 'outputs': [], 'stateMutability': 'nonpayable', 'type': 'function'}]
