"""Made by scripts/gen.py from target/evm/Rewards.json. Do not edit: change the program and run `make gen`."""

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
    b"\x64\x6c\xf5\x58": "AlreadyClaimed",
    b"\xa0\xd6\x4f\x8a": "AlreadyExpired",
    b"\x00\x3b\x26\x82": "AlreadyJoined",
    b"\x56\x0f\xf9\x00": "AlreadySettled",
    b"\x86\xbd\xc2\x5c": "BadBatch",
    b"\xfc\x88\xd3\xe2": "BadCampaign",
    b"\x07\xcc\x32\x1c": "BadConfig",
    b"\x1f\xc6\x7e\xfa": "BadCount",
    b"\x57\xaa\x51\xca": "BadEvidence",
    b"\xdf\x7a\xf0\xc0": "BadOffset",
    b"\xdf\x7a\xf0\xc0": "BadOffset",
    b"\x12\x6b\x3d\xa0": "BadPosting",
    b"\xfd\x1e\xe3\x49": "BadPrice",
    b"\xd8\x68\xb8\x3a": "BadSchedule",
    b"\x46\xad\x16\x7c": "BatchExists",
    b"\xc2\x6a\x32\x94": "BatchNotCommitted",
    b"\x79\x52\x76\xb1": "CampaignExists",
    b"\xeb\xd7\xe1\x29": "CampaignIsClosed",
    b"\xda\x91\x94\x56": "CampaignIsOpen",
    b"\xdd\x15\x7a\x6f": "CampaignOver",
    b"\x34\x83\xd2\x26": "CaseIsClosed",
    b"\xdc\x8d\xe5\x4a": "CaseNotClosed",
    b"\xf6\xe8\x50\x41": "ClaimClosed",
    b"\x26\xef\x92\x0c": "EpochIsPosted",
    b"\x64\x3d\x70\x55": "EpochNotDue",
    b"\xd1\xd4\x76\x1b": "EpochNotPosted",
    b"\x37\x4a\xc8\x1d": "EpochNotSuspended",
    b"\x1a\x06\x7d\x14": "GrantExists",
    b"\x08\x9f\x5d\xa7": "GrantIsRenounced",
    b"\x18\x64\xd4\xd0": "GrantIsRevoked",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\x64\x4d\x87\x1f": "NotBeneficiary",
    b"\x47\xa2\x37\x5f": "NotDue",
    b"\x19\x92\x21\x1e": "NotGrantor",
    b"\xbd\xc8\x8c\xe1": "NotGuilty",
    b"\xc3\x94\xa4\x33": "NotJoined",
    b"\xe2\x52\xb7\xc1": "NotRefuted",
    b"\xdf\x47\x95\xc7": "NotSponsor",
    b"\xfb\x55\xad\xaf": "NotWorker",
    b"\xf7\x6a\xef\x65": "NothingToRefund",
    b"\x43\xab\x16\x75": "NothingUnvested",
    b"\xc8\x63\x01\xc5": "NothingVested",
    b"\x35\x27\x8d\x12": "Overflow",
    b"\x35\x27\x8d\x12": "Overflow",
    b"\x8d\x3f\x5f\xe8": "PoolExhausted",
    b"\x15\x28\x24\xac": "PostClosed",
    b"\xd8\x96\x05\x46": "RevealClosed",
    b"\xcc\xc8\x7f\xea": "RevealNotOpen",
    b"\x15\xeb\x29\xee": "TooMuchData",
    b"\x15\xeb\x29\xee": "TooMuchData",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x11\x9a\x76\x27": "UnknownBatch",
    b"\x2d\x59\x38\x62": "UnknownCampaign",
    b"\x0d\x34\xf1\x19": "UnknownCase",
    b"\xfe\x47\x2b\xaa": "UnknownEpoch",
    b"\xf4\x1b\xc4\x14": "UnknownGrant",
    b"\x2f\x23\xcf\xcd": "WindowClosed",
    b"\xa4\x22\x9f\xab": "WindowOpen",
    b"\x80\x1a\x73\xa0": "WrongCase",
    b"\xa0\xf3\xfe\xea": "WrongToken",
    b"\xa0\xf3\xfe\xea": "WrongToken",
    b"\xd9\x2e\x23\x3d": "ZeroAddress",
    b"\x1f\x2a\x20\x05": "ZeroAmount",
}


@dataclass(frozen=True, slots=True)
class Batch:
    campaign_id: bytes
    epoch: int
    worker: bytes
    root: bytes
    count: int
    state: int
    seed: bytes

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Batch:
        return cls(raw[0], raw[1], _padded(raw[2]), raw[3], raw[4], raw[5], raw[6])

    def plain(self) -> tuple[Any, ...]:
        return (self.campaign_id, self.epoch, _address(self.worker), self.root, self.count, self.state, self.seed,)


@dataclass(frozen=True, slots=True)
class Schedule:
    cliff_secs: int
    duration_secs: int
    steps: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Schedule:
        return cls(raw[0], raw[1], raw[2])

    def plain(self) -> tuple[Any, ...]:
        return (self.cliff_secs, self.duration_secs, self.steps,)


@dataclass(frozen=True, slots=True)
class CampaignTerms:
    domain: int
    rubric_root: bytes
    gold_root: bytes
    task_root: bytes
    task_count: int
    epoch_pool: int
    epochs: int
    epoch_secs: int
    reveal_secs: int
    batch_bond: int
    vest_bps: int
    grant_token: bytes
    price: int
    schedule: Schedule

    @classmethod
    def of(cls, raw: Sequence[Any]) -> CampaignTerms:
        return cls(raw[0], raw[1], raw[2], raw[3], raw[4], raw[5], raw[6], raw[7], raw[8], raw[9], raw[10], _padded(raw[11]), raw[12], Schedule.of(raw[13]))

    def plain(self) -> tuple[Any, ...]:
        return (self.domain, self.rubric_root, self.gold_root, self.task_root, self.task_count, self.epoch_pool, self.epochs, self.epoch_secs, self.reveal_secs, self.batch_bond, self.vest_bps, _address(self.grant_token), self.price, self.schedule.plain(),)


@dataclass(frozen=True, slots=True)
class Campaign:
    sponsor: bytes
    terms: CampaignTerms
    opened_at: int
    price: int
    least_price: int
    cash_free: int
    tokens_free: int
    closed_at: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Campaign:
        return cls(_padded(raw[0]), CampaignTerms.of(raw[1]), raw[2], raw[3], raw[4], raw[5], raw[6], raw[7])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.sponsor), self.terms.plain(), self.opened_at, self.price, self.least_price, self.cash_free, self.tokens_free, self.closed_at,)


@dataclass(frozen=True, slots=True)
class Config:
    token: bytes
    treasury: bytes
    court: bytes
    window_secs: int
    post_secs: int
    claim_secs: int
    rotate_secs: int
    post_bond: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Config:
        return cls(_padded(raw[0]), _padded(raw[1]), _padded(raw[2]), raw[3], raw[4], raw[5], raw[6], raw[7])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.token), _address(self.treasury), _address(self.court), self.window_secs, self.post_secs, self.claim_secs, self.rotate_secs, self.post_bond,)


@dataclass(frozen=True, slots=True)
class GrantTerms:
    beneficiary: bytes
    token: bytes
    amount: int
    start_at: int
    schedule: Schedule

    @classmethod
    def of(cls, raw: Sequence[Any]) -> GrantTerms:
        return cls(_padded(raw[0]), _padded(raw[1]), raw[2], raw[3], Schedule.of(raw[4]))

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.beneficiary), _address(self.token), self.amount, self.start_at, self.schedule.plain(),)


@dataclass(frozen=True, slots=True)
class Posting:
    reward_root: bytes
    leaf_count: int
    total_score: int
    dataset_root: bytes
    row_count: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Posting:
        return cls(raw[0], raw[1], raw[2], raw[3], raw[4])

    def plain(self) -> tuple[Any, ...]:
        return (self.reward_root, self.leaf_count, self.total_score, self.dataset_root, self.row_count,)


@dataclass(frozen=True, slots=True)
class Epoch:
    campaign_id: bytes
    epoch: int
    state: int
    cash: int
    tokens: int
    post_by: int
    attempt: int
    posting: Posting
    poster: bytes
    bond: int
    claim_from: int
    case_id: bytes

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Epoch:
        return cls(raw[0], raw[1], raw[2], raw[3], raw[4], raw[5], raw[6], Posting.of(raw[7]), _padded(raw[8]), raw[9], raw[10], raw[11])

    def plain(self) -> tuple[Any, ...]:
        return (self.campaign_id, self.epoch, self.state, self.cash, self.tokens, self.post_by, self.attempt, self.posting.plain(), _address(self.poster), self.bond, self.claim_from, self.case_id,)


@dataclass(frozen=True, slots=True)
class Grant:
    grantor: bytes
    beneficiary: bytes
    token: bytes
    deposited: int
    withdrawn: int
    created_at: int
    start_at: int
    schedule: Schedule
    next_beneficiary: bytes
    rotate_at: int
    revoked: bool
    renounced: bool

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Grant:
        return cls(_padded(raw[0]), _padded(raw[1]), _padded(raw[2]), raw[3], raw[4], raw[5], raw[6], Schedule.of(raw[7]), _padded(raw[8]), raw[9], raw[10], raw[11])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.grantor), _address(self.beneficiary), _address(self.token), self.deposited, self.withdrawn, self.created_at, self.start_at, self.schedule.plain(), _address(self.next_beneficiary), self.rotate_at, self.revoked, self.renounced,)


@dataclass(frozen=True, slots=True)
class Worker:
    price: int
    joined_at: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Worker:
        return cls(raw[0], raw[1])

    def plain(self) -> tuple[Any, ...]:
        return (self.price, self.joined_at,)


@dataclass(frozen=True, slots=True)
class BatchCommitted:
    TOPIC: ClassVar[bytes] = b"\x3f\xb0\xa9\xa6\x36\xe4\x8a\xd3\xbe\xdc\xfc\x79\x8e\x0e\xfb\x44\x4f\x9f\x0c\x4d\x1f\xb8\x1d\x38\x6c\x76\xa3\xb3\x43\x59\xd9\xd4"
    batch_id: bytes
    campaign_id: bytes
    epoch: int
    worker: bytes
    root: bytes
    count: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> BatchCommitted:
        raw = decode(["uint32", "bytes32", "uint16"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], raw[0], _padded(decode(["address"], topics[3])[0]), raw[1], raw[2])


@dataclass(frozen=True, slots=True)
class BatchForfeited:
    TOPIC: ClassVar[bytes] = b"\x63\xaf\x7c\xf8\x3d\x55\x16\x84\x36\x99\x75\x77\xae\x50\x4c\xc9\x01\xc1\x74\x01\x21\x52\xd6\x40\xde\x14\x7c\xc1\x1e\x6c\xbb\x04"
    batch_id: bytes
    bond: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> BatchForfeited:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0])


@dataclass(frozen=True, slots=True)
class BatchRevealed:
    TOPIC: ClassVar[bytes] = b"\xd0\x6b\x1a\x3f\x63\x7d\x17\xa2\x7e\x9d\x93\xfa\xde\x52\x8b\x9a\xf4\x41\x3a\x7b\xcb\x0c\x64\xfc\x99\x6f\x3f\xff\x69\x5f\x22\x56"
    batch_id: bytes
    seed: bytes
    judgments: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> BatchRevealed:
        raw = decode(["bytes32", "bytes"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class BytesProvided:
    TOPIC: ClassVar[bytes] = b"\xbd\x34\x27\xc3\x83\xba\x59\x34\x22\x35\xf1\xea\xe9\x53\xda\xd9\x96\x9f\x24\x0b\xb1\x9b\xc5\xee\xe3\xa9\x74\x4e\x2d\x23\xc8\x34"
    party: bytes
    length: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> BytesProvided:
        raw = decode(["uint32"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class CampaignClosed:
    TOPIC: ClassVar[bytes] = b"\x2e\xee\x18\x99\xf8\x57\x4d\xbd\xed\x64\x13\x2c\xc8\xd6\xe5\x5c\xda\x48\x93\xb1\xf8\x62\x7e\x75\x1a\x90\xbe\x20\xf9\xac\x71\x7b"
    campaign_id: bytes
    closed_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> CampaignClosed:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0])


@dataclass(frozen=True, slots=True)
class CampaignFunded:
    TOPIC: ClassVar[bytes] = b"\xaf\xfe\x73\xc9\x7f\x39\x0e\x39\x55\x27\xfb\x8f\xd2\x41\x2f\xe0\x9c\x1d\xa5\x75\xd8\xc9\xe2\xaa\x4a\x75\x10\xcb\x72\x5e\xce\xa6"
    campaign_id: bytes
    funder: bytes
    cash: int
    tokens: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> CampaignFunded:
        raw = decode(["uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class CampaignOpened:
    TOPIC: ClassVar[bytes] = b"\xdd\x5f\x15\xc1\x9a\x6f\xde\x69\x4f\xce\xe4\xd3\xb0\x39\xdc\xe6\x0f\x60\x5c\x5c\xdb\x82\x4b\x20\x18\xeb\xb6\x6a\xf1\xe6\xfd\x4b"
    campaign_id: bytes
    sponsor: bytes
    domain: int
    rubric_root: bytes
    gold_root: bytes
    task_root: bytes
    task_count: int
    epoch_pool: int
    epochs: int
    epoch_secs: int
    vest_bps: int
    price: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> CampaignOpened:
        raw = decode(["bytes32", "bytes32", "bytes32", "uint32", "uint64", "uint32", "uint64", "uint16", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), decode(["uint8"], topics[3])[0], raw[0], raw[1], raw[2], raw[3], raw[4], raw[5], raw[6], raw[7], raw[8])


@dataclass(frozen=True, slots=True)
class CampaignRefunded:
    TOPIC: ClassVar[bytes] = b"\x78\x91\x4a\x34\x96\x85\x4c\x30\xc0\x79\x10\x05\x1d\x0b\x1f\x81\x04\x87\x5a\x42\xaf\x16\x0d\xfe\x97\x0f\x57\x04\x65\xef\x88\x5e"
    campaign_id: bytes
    cash: int
    tokens: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> CampaignRefunded:
        raw = decode(["uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class EpochExpired:
    TOPIC: ClassVar[bytes] = b"\xc4\x5c\xa6\xe0\x47\x0b\x57\xa4\xd2\x5b\x48\x58\x21\xcc\x56\x88\xf1\xb7\xa8\x71\x0c\x85\xf5\x60\x92\x39\x43\x84\x8e\x47\xae\x49"
    epoch_id: bytes
    cash: int
    tokens: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> EpochExpired:
        raw = decode(["uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class EpochPosted:
    TOPIC: ClassVar[bytes] = b"\x28\xc0\x76\xcd\x78\xda\x80\xfc\xfb\x23\xb8\x15\xa1\xa6\x6a\x55\xdc\x1d\xb2\x24\xa1\xf6\x83\x9c\x86\x08\x9b\x3a\xf8\xaa\x73\x0f"
    epoch_id: bytes
    campaign_id: bytes
    epoch: int
    attempt: int
    poster: bytes
    reward_root: bytes
    leaf_count: int
    total_score: int
    dataset_root: bytes
    row_count: int
    claim_from: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> EpochPosted:
        raw = decode(["uint32", "uint32", "bytes32", "uint32", "uint64", "bytes32", "uint32", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], raw[0], raw[1], _padded(decode(["address"], topics[3])[0]), raw[2], raw[3], raw[4], raw[5], raw[6], raw[7])


@dataclass(frozen=True, slots=True)
class EpochRefuted:
    TOPIC: ClassVar[bytes] = b"\x91\xae\x6d\x6a\xaa\xad\x91\x2b\xe6\xcc\x66\x54\x0e\xb3\xc8\xe1\x45\x17\x5c\xa6\xc8\x88\xe6\x06\x22\x60\xbc\x4c\x83\x84\x28\xa2"
    epoch_id: bytes
    attempt: int
    fault: int
    refuter: bytes
    reward: int
    post_by: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> EpochRefuted:
        raw = decode(["uint32", "uint8", "uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], _padded(decode(["address"], topics[2])[0]), raw[2], raw[3])


@dataclass(frozen=True, slots=True)
class EpochResolved:
    TOPIC: ClassVar[bytes] = b"\xea\xc6\x91\xd7\x9f\x1b\xf3\xa9\x35\xb3\xba\x4a\x1a\x32\xb6\x32\x7c\x77\xee\x6d\xb7\x68\xf0\xff\x19\x30\x7e\x08\xc7\x37\x6b\xad"
    epoch_id: bytes
    case_id: bytes
    overturned: bool
    post_by: int
    claim_from: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> EpochResolved:
        raw = decode(["bool", "uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], raw[0], raw[1], raw[2])


@dataclass(frozen=True, slots=True)
class EpochSuspended:
    TOPIC: ClassVar[bytes] = b"\x99\x62\xb4\xe8\x56\x73\xfb\x5d\x66\xd3\x4f\xca\xc2\xf9\x25\xbe\x53\x78\xd2\xcd\x04\x34\x47\x8d\x21\x0d\x26\xf8\xfc\xb5\x30\x96"
    epoch_id: bytes
    case_id: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> EpochSuspended:
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0])


@dataclass(frozen=True, slots=True)
class GrantClawedBack:
    TOPIC: ClassVar[bytes] = b"\xca\x9b\x65\x23\xac\x30\xab\x5f\x43\x6b\x9b\xab\xab\x84\x0a\x0f\xab\x4f\x2a\x31\xd8\x5f\xf5\x25\x2f\xc6\xea\x2d\x81\x58\x15\x6c"
    grant_id: bytes
    case_id: bytes
    taken: int
    kept: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> GrantClawedBack:
        raw = decode(["uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], decode(["bytes32"], topics[2])[0], raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class GrantCreated:
    TOPIC: ClassVar[bytes] = b"\xa4\x72\x4f\xf5\x8c\x5b\xcb\x37\x22\xfb\x55\x59\x89\xd9\xee\x30\x67\x0e\xa9\x64\xa0\x10\x76\x33\xbf\x01\x94\x19\xcb\xdc\xa9\x59"
    grant_id: bytes
    grantor: bytes
    beneficiary: bytes
    token: bytes
    amount: int
    start_at: int
    cliff_secs: int
    duration_secs: int
    steps: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> GrantCreated:
        raw = decode(["address", "uint64", "uint64", "uint64", "uint64", "uint16"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), _padded(decode(["address"], topics[3])[0]), _padded(raw[0]), raw[1], raw[2], raw[3], raw[4], raw[5])


@dataclass(frozen=True, slots=True)
class GrantRenounced:
    TOPIC: ClassVar[bytes] = b"\xc0\xe8\xfd\x5c\x7e\x69\x14\x7c\xb0\x13\xfd\xe8\x66\x92\xe9\x3a\xbc\xce\xad\x3f\xd4\xc0\x80\x98\x08\x1c\x14\x64\xd0\x44\x33\xab"
    grant_id: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> GrantRenounced:
        return cls(decode(["bytes32"], topics[1])[0])


@dataclass(frozen=True, slots=True)
class GrantRotated:
    TOPIC: ClassVar[bytes] = b"\x67\x91\x6c\x3e\x5f\xb8\x9f\xde\xbf\xa9\x26\x75\xd0\xe8\x02\xab\x3b\x52\xe9\xbd\x84\x01\x2b\x12\x52\xea\x87\xdd\x9c\xfd\x72\xf7"
    grant_id: bytes
    beneficiary: bytes
    next_beneficiary: bytes
    rotate_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> GrantRotated:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), _padded(decode(["address"], topics[3])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class GrantToppedUp:
    TOPIC: ClassVar[bytes] = b"\x12\xb6\x19\x4f\x6f\x61\xe0\x34\x5f\xbb\xc1\x43\x24\x07\xb8\xcd\xa8\xb8\xce\x9a\x4d\x4b\x0e\x6f\x31\x35\x5a\x5a\x53\x8f\xd3\xd2"
    grant_id: bytes
    funder: bytes
    amount: int
    deposited: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> GrantToppedUp:
        raw = decode(["uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class GrantWithdrawn:
    TOPIC: ClassVar[bytes] = b"\xc0\xbb\x4d\x0f\xad\x57\x1e\x81\x0c\xd7\x48\xd5\x18\x97\x18\x96\xca\x2f\xe1\x8f\xb6\xce\x3c\xff\xb2\x78\x67\xd2\xed\x27\x94\x52"
    grant_id: bytes
    beneficiary: bytes
    amount: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> GrantWithdrawn:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class Joined:
    TOPIC: ClassVar[bytes] = b"\xb6\x38\x41\x4d\x5c\x6a\x24\xcd\xda\xcb\x28\x5d\x16\x92\xc7\x7f\x39\xb5\x55\x70\x57\x0d\x2d\x8c\xe0\x34\x79\x45\x43\x85\x40\x1c"
    campaign_id: bytes
    worker: bytes
    price: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Joined:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class PosterPaid:
    TOPIC: ClassVar[bytes] = b"\x1f\x62\xf0\x33\x3b\x09\x09\x41\x88\xd9\xb1\xbe\xc4\x0b\x98\x94\x1f\xdb\x86\x7e\xbe\xa9\x68\xda\x63\xc8\x40\xc0\xde\xcf\x74\x0e"
    epoch_id: bytes
    poster: bytes
    bond: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> PosterPaid:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class PriceSet:
    TOPIC: ClassVar[bytes] = b"\xdd\x39\xf0\x85\x29\x35\x95\x34\xb3\x66\x0c\x69\xf6\x82\x19\x02\xa7\xd1\xca\x7b\xc0\xc8\xdf\x20\x72\x92\xae\x83\x65\xf3\xfe\x7c"
    campaign_id: bytes
    price: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> PriceSet:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0])


@dataclass(frozen=True, slots=True)
class RewardClaimed:
    TOPIC: ClassVar[bytes] = b"\x89\x5e\x52\xfc\x57\x40\x11\xce\x5f\xa4\xb5\x5f\x1e\x0b\x46\x53\x1a\x8e\xa7\x43\xda\xbd\x51\x67\x2c\xc0\xa9\xeb\x9b\x17\x68\x1d"
    epoch_id: bytes
    index: int
    worker: bytes
    score: int
    cash: int
    tokens: int
    grant_id: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> RewardClaimed:
        raw = decode(["uint32", "uint64", "uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], _padded(decode(["address"], topics[2])[0]), raw[1], raw[2], raw[3], decode(["bytes32"], topics[3])[0])


Event = BatchCommitted | BatchForfeited | BatchRevealed | BytesProvided | CampaignClosed | CampaignFunded | CampaignOpened | CampaignRefunded | EpochExpired | EpochPosted | EpochRefuted | EpochResolved | EpochSuspended | GrantClawedBack | GrantCreated | GrantRenounced | GrantRotated | GrantToppedUp | GrantWithdrawn | Joined | PosterPaid | PriceSet | RewardClaimed
EVENTS: dict[bytes, type[Event]] = {
    BatchCommitted.TOPIC: BatchCommitted,
    BatchForfeited.TOPIC: BatchForfeited,
    BatchRevealed.TOPIC: BatchRevealed,
    BytesProvided.TOPIC: BytesProvided,
    CampaignClosed.TOPIC: CampaignClosed,
    CampaignFunded.TOPIC: CampaignFunded,
    CampaignOpened.TOPIC: CampaignOpened,
    CampaignRefunded.TOPIC: CampaignRefunded,
    EpochExpired.TOPIC: EpochExpired,
    EpochPosted.TOPIC: EpochPosted,
    EpochRefuted.TOPIC: EpochRefuted,
    EpochResolved.TOPIC: EpochResolved,
    EpochSuspended.TOPIC: EpochSuspended,
    GrantClawedBack.TOPIC: GrantClawedBack,
    GrantCreated.TOPIC: GrantCreated,
    GrantRenounced.TOPIC: GrantRenounced,
    GrantRotated.TOPIC: GrantRotated,
    GrantToppedUp.TOPIC: GrantToppedUp,
    GrantWithdrawn.TOPIC: GrantWithdrawn,
    Joined.TOPIC: Joined,
    PosterPaid.TOPIC: PosterPaid,
    PriceSet.TOPIC: PriceSet,
    RewardClaimed.TOPIC: RewardClaimed,
}


def decode_event(topics: Sequence[bytes], data: bytes) -> Event | None:
    """The event that a log holds, or None where it is none of this contract's."""
    kind = EVENTS.get(bytes(topics[0])) if topics else None
    return kind.decode(topics, data) if kind else None


def constructor(token: bytes, treasury: bytes, court: bytes, window_secs: int, post_secs: int, claim_secs: int, rotate_secs: int, post_bond: int, evidence: bytes) -> bytes:
    """What follows the bytecode."""
    return encode(["address", "address", "address", "uint64", "uint64", "uint64", "uint64", "uint64", "address"], [_address(token), _address(treasury), _address(court), window_secs, post_secs, claim_secs, rotate_secs, post_bond, _address(evidence)])


def batch_of(batch_id: bytes) -> bytes:
    return b"\xae\xe0\x57\x32" + encode(["bytes32"], [batch_id])


def decode_batch_of(data: bytes) -> Batch:
    raw = decode(["(bytes32,uint32,address,bytes32,uint16,uint8,bytes32)"], data)
    value: Batch = Batch.of(raw[0])
    return value


def campaign_of(campaign_id: bytes) -> bytes:
    return b"\xc7\x9e\x54\x16" + encode(["bytes32"], [campaign_id])


def decode_campaign_of(data: bytes) -> Campaign:
    raw = decode(["(address,(uint8,bytes32,bytes32,bytes32,uint32,uint64,uint32,uint64,uint64,uint64,uint16,address,uint64,(uint64,uint64,uint16)),uint64,uint64,uint64,uint64,uint64,uint64)"], data)
    value: Campaign = Campaign.of(raw[0])
    return value


def claim(epoch_id: bytes, data: bytes) -> bytes:
    return b"\xf0\x33\x10\x24" + encode(["bytes32", "bytes"], [epoch_id, data])


def clawback(grant_id: bytes, case_id: bytes) -> bytes:
    return b"\xfc\x69\xc4\xa6" + encode(["bytes32", "bytes32"], [grant_id, case_id])


def close(campaign_id: bytes) -> bytes:
    return b"\x39\xc7\x9e\x0c" + encode(["bytes32"], [campaign_id])


def commit_batch(campaign_id: bytes, root: bytes, count: int) -> bytes:
    return b"\x44\x50\xac\xaf" + encode(["bytes32", "bytes32", "uint16"], [campaign_id, root, count])


def config() -> bytes:
    return b"\x79\x50\x2c\x55"


def decode_config(data: bytes) -> Config:
    raw = decode(["(address,address,address,uint64,uint64,uint64,uint64,uint64)"], data)
    value: Config = Config.of(raw[0])
    return value


def court_contract() -> bytes:
    return b"\x5c\x0d\x82\x37"


def decode_court_contract(data: bytes) -> bytes:
    raw = decode(["address"], data)
    value: bytes = _padded(raw[0])
    return value


def create_grant(nonce: int, terms: GrantTerms) -> bytes:
    return b"\xcb\x89\xd3\xf5" + encode(["uint64", "(address,address,uint64,uint64,(uint64,uint64,uint16))"], [nonce, terms.plain()])


def epoch_of(epoch_id: bytes) -> bytes:
    return b"\xd3\xb8\xfe\x9b" + encode(["bytes32"], [epoch_id])


def decode_epoch_of(data: bytes) -> Epoch:
    raw = decode(["(bytes32,uint32,uint8,uint64,uint64,uint64,uint32,(bytes32,uint32,uint64,bytes32,uint32),address,uint64,uint64,bytes32)"], data)
    value: Epoch = Epoch.of(raw[0])
    return value


def evidence_contract() -> bytes:
    return b"\xa8\x4b\xb8\x16"


def decode_evidence_contract(data: bytes) -> bytes:
    raw = decode(["address"], data)
    value: bytes = _padded(raw[0])
    return value


def expire(epoch_id: bytes) -> bytes:
    return b"\xc6\x44\x17\x98" + encode(["bytes32"], [epoch_id])


def forfeit(batch_id: bytes) -> bytes:
    return b"\xf1\x92\xe9\x1c" + encode(["bytes32"], [batch_id])


def fund(campaign_id: bytes, cash: int, tokens: int) -> bytes:
    return b"\xa3\x81\xd0\x83" + encode(["bytes32", "uint64", "uint64"], [campaign_id, cash, tokens])


def grant_of(grant_id: bytes) -> bytes:
    return b"\x9a\xee\x26\xf1" + encode(["bytes32"], [grant_id])


def decode_grant_of(data: bytes) -> Grant:
    raw = decode(["(address,address,address,uint64,uint64,uint64,uint64,(uint64,uint64,uint16),address,uint64,bool,bool)"], data)
    value: Grant = Grant.of(raw[0])
    return value


def is_claimed(epoch_id: bytes, index: int) -> bytes:
    return b"\xd8\x23\xeb\x7a" + encode(["bytes32", "uint32"], [epoch_id, index])


def decode_is_claimed(data: bytes) -> bool:
    raw = decode(["bool"], data)
    value: bool = raw[0]
    return value


def join(campaign_id: bytes) -> bytes:
    return b"\xad\x67\x7d\x0b" + encode(["bytes32"], [campaign_id])


def open(nonce: int, terms: CampaignTerms) -> bytes:
    return b"\x6c\x5c\x0b\xfa" + encode(["uint64", "(uint8,bytes32,bytes32,bytes32,uint32,uint64,uint32,uint64,uint64,uint64,uint16,address,uint64,(uint64,uint64,uint16))"], [nonce, terms.plain()])


def openings_of(party: bytes) -> bytes:
    return b"\x4c\xa6\xce\x3e" + encode(["address"], [_address(party)])


def decode_openings_of(data: bytes) -> bytes:
    raw = decode(["bytes"], data)
    value: bytes = raw[0]
    return value


def pay_poster(epoch_id: bytes) -> bytes:
    return b"\x1a\x2c\x82\x91" + encode(["bytes32"], [epoch_id])


def post_epoch(campaign_id: bytes, epoch: int, posting: Posting) -> bytes:
    return b"\x86\x2d\x07\x63" + encode(["bytes32", "uint32", "(bytes32,uint32,uint64,bytes32,uint32)"], [campaign_id, epoch, posting.plain()])


def provide(offset: int, data: bytes) -> bytes:
    return b"\xa3\xa8\x28\x4e" + encode(["uint32", "bytes"], [offset, data])


def refund(campaign_id: bytes) -> bytes:
    return b"\x72\x49\xfb\xb6" + encode(["bytes32"], [campaign_id])


def refute(epoch_id: bytes, fault: int, data: bytes) -> bytes:
    return b"\xef\x44\x5c\x3f" + encode(["bytes32", "uint8", "bytes"], [epoch_id, fault, data])


def renounce(grant_id: bytes) -> bytes:
    return b"\xab\xd7\x68\x8e" + encode(["bytes32"], [grant_id])


def resolve(epoch_id: bytes) -> bytes:
    return b"\x5c\x23\xbd\xf5" + encode(["bytes32"], [epoch_id])


def reveal_batch(batch_id: bytes, seed: bytes, data: bytes) -> bytes:
    return b"\x30\x97\x94\xc4" + encode(["bytes32", "bytes32", "bytes"], [batch_id, seed, data])


def rotate(grant_id: bytes, to: bytes) -> bytes:
    return b"\xcc\xa3\x67\x73" + encode(["bytes32", "address"], [grant_id, _address(to)])


def set_price(campaign_id: bytes, price: int) -> bytes:
    return b"\xdf\x6d\x7a\x6d" + encode(["bytes32", "uint64"], [campaign_id, price])


def suspend(epoch_id: bytes, case_id: bytes) -> bytes:
    return b"\x43\x30\xca\x73" + encode(["bytes32", "bytes32"], [epoch_id, case_id])


def top_up(grant_id: bytes, amount: int) -> bytes:
    return b"\x07\x64\xe1\xcd" + encode(["bytes32", "uint64"], [grant_id, amount])


def withdraw(grant_id: bytes) -> bytes:
    return b"\x8e\x19\x89\x9e" + encode(["bytes32"], [grant_id])


def worker_of(campaign_id: bytes, owner: bytes) -> bytes:
    return b"\xa5\xb0\x84\x96" + encode(["bytes32", "address"], [campaign_id, _address(owner)])


def decode_worker_of(data: bytes) -> Worker:
    raw = decode(["(uint64,uint64)"], data)
    value: Worker = Worker.of(raw[0])
    return value


ABI: list[dict[str, Any]] = [{'inputs': [{'internalType': 'address', 'name': 'token', 'type': 'address'},
             {'internalType': 'address', 'name': 'treasury', 'type': 'address'},
             {'internalType': 'address', 'name': 'court', 'type': 'address'},
             {'internalType': 'uint64', 'name': 'windowSecs', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'postSecs', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'claimSecs', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'rotateSecs', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'postBond', 'type': 'uint64'},
             {'internalType': 'address', 'name': 'evidence', 'type': 'address'}],
  'stateMutability': 'nonpayable',
  'type': 'constructor'},
 {'inputs': [], 'name': 'AlreadyClaimed', 'type': 'error'},
 {'inputs': [], 'name': 'AlreadyExpired', 'type': 'error'},
 {'inputs': [], 'name': 'AlreadyJoined', 'type': 'error'},
 {'inputs': [], 'name': 'AlreadySettled', 'type': 'error'},
 {'inputs': [], 'name': 'BadBatch', 'type': 'error'},
 {'inputs': [], 'name': 'BadCampaign', 'type': 'error'},
 {'inputs': [], 'name': 'BadConfig', 'type': 'error'},
 {'inputs': [], 'name': 'BadCount', 'type': 'error'},
 {'inputs': [], 'name': 'BadEvidence', 'type': 'error'},
 {'inputs': [], 'name': 'BadOffset', 'type': 'error'},
 {'inputs': [], 'name': 'BadOffset', 'type': 'error'},
 {'inputs': [], 'name': 'BadPosting', 'type': 'error'},
 {'inputs': [], 'name': 'BadPrice', 'type': 'error'},
 {'inputs': [], 'name': 'BadSchedule', 'type': 'error'},
 {'inputs': [], 'name': 'BatchExists', 'type': 'error'},
 {'inputs': [], 'name': 'BatchNotCommitted', 'type': 'error'},
 {'inputs': [], 'name': 'CampaignExists', 'type': 'error'},
 {'inputs': [], 'name': 'CampaignIsClosed', 'type': 'error'},
 {'inputs': [], 'name': 'CampaignIsOpen', 'type': 'error'},
 {'inputs': [], 'name': 'CampaignOver', 'type': 'error'},
 {'inputs': [], 'name': 'CaseIsClosed', 'type': 'error'},
 {'inputs': [], 'name': 'CaseNotClosed', 'type': 'error'},
 {'inputs': [], 'name': 'ClaimClosed', 'type': 'error'},
 {'inputs': [], 'name': 'EpochIsPosted', 'type': 'error'},
 {'inputs': [], 'name': 'EpochNotDue', 'type': 'error'},
 {'inputs': [], 'name': 'EpochNotPosted', 'type': 'error'},
 {'inputs': [], 'name': 'EpochNotSuspended', 'type': 'error'},
 {'inputs': [], 'name': 'GrantExists', 'type': 'error'},
 {'inputs': [], 'name': 'GrantIsRenounced', 'type': 'error'},
 {'inputs': [], 'name': 'GrantIsRevoked', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'NotBeneficiary', 'type': 'error'},
 {'inputs': [], 'name': 'NotDue', 'type': 'error'},
 {'inputs': [], 'name': 'NotGrantor', 'type': 'error'},
 {'inputs': [], 'name': 'NotGuilty', 'type': 'error'},
 {'inputs': [], 'name': 'NotJoined', 'type': 'error'},
 {'inputs': [], 'name': 'NotRefuted', 'type': 'error'},
 {'inputs': [], 'name': 'NotSponsor', 'type': 'error'},
 {'inputs': [], 'name': 'NotWorker', 'type': 'error'},
 {'inputs': [], 'name': 'NothingToRefund', 'type': 'error'},
 {'inputs': [], 'name': 'NothingUnvested', 'type': 'error'},
 {'inputs': [], 'name': 'NothingVested', 'type': 'error'},
 {'inputs': [], 'name': 'Overflow', 'type': 'error'},
 {'inputs': [], 'name': 'Overflow', 'type': 'error'},
 {'inputs': [], 'name': 'PoolExhausted', 'type': 'error'},
 {'inputs': [], 'name': 'PostClosed', 'type': 'error'},
 {'inputs': [], 'name': 'RevealClosed', 'type': 'error'},
 {'inputs': [], 'name': 'RevealNotOpen', 'type': 'error'},
 {'inputs': [], 'name': 'TooMuchData', 'type': 'error'},
 {'inputs': [], 'name': 'TooMuchData', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownBatch', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownCampaign', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownCase', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownEpoch', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownGrant', 'type': 'error'},
 {'inputs': [], 'name': 'WindowClosed', 'type': 'error'},
 {'inputs': [], 'name': 'WindowOpen', 'type': 'error'},
 {'inputs': [], 'name': 'WrongCase', 'type': 'error'},
 {'inputs': [], 'name': 'WrongToken', 'type': 'error'},
 {'inputs': [], 'name': 'WrongToken', 'type': 'error'},
 {'inputs': [], 'name': 'ZeroAddress', 'type': 'error'},
 {'inputs': [], 'name': 'ZeroAmount', 'type': 'error'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'epoch', 'type': 'uint32'},
             {'indexed': True, 'internalType': 'address', 'name': 'worker', 'type': 'address'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'root', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint16', 'name': 'count', 'type': 'uint16'}],
  'name': 'BatchCommitted',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'bond', 'type': 'uint64'}],
  'name': 'BatchForfeited',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'seed', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes', 'name': 'judgments', 'type': 'bytes'}],
  'name': 'BatchRevealed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'party', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'length', 'type': 'uint32'}],
  'name': 'BytesProvided',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'closedAt', 'type': 'uint64'}],
  'name': 'CampaignClosed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'funder', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'cash', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'tokens', 'type': 'uint64'}],
  'name': 'CampaignFunded',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'sponsor', 'type': 'address'},
             {'indexed': True, 'internalType': 'uint8', 'name': 'domain', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'rubricRoot', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'goldRoot', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'taskRoot', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'taskCount', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'epochPool', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'epochs', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'epochSecs', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint16', 'name': 'vestBps', 'type': 'uint16'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'price', 'type': 'uint64'}],
  'name': 'CampaignOpened',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'cash', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'tokens', 'type': 'uint64'}],
  'name': 'CampaignRefunded',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'cash', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'tokens', 'type': 'uint64'}],
  'name': 'EpochExpired',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'epoch', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'attempt', 'type': 'uint32'},
             {'indexed': True, 'internalType': 'address', 'name': 'poster', 'type': 'address'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'rewardRoot', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'leafCount', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'totalScore', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'datasetRoot', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'rowCount', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'claimFrom', 'type': 'uint64'}],
  'name': 'EpochPosted',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'attempt', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'fault', 'type': 'uint8'},
             {'indexed': True, 'internalType': 'address', 'name': 'refuter', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'reward', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'postBy', 'type': 'uint64'}],
  'name': 'EpochRefuted',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bool', 'name': 'overturned', 'type': 'bool'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'postBy', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'claimFrom', 'type': 'uint64'}],
  'name': 'EpochResolved',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}],
  'name': 'EpochSuspended',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'grantId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'taken', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'kept', 'type': 'uint64'}],
  'name': 'GrantClawedBack',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'grantId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'grantor', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'beneficiary', 'type': 'address'},
             {'indexed': False, 'internalType': 'address', 'name': 'token', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'startAt', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'cliffSecs', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'durationSecs', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint16', 'name': 'steps', 'type': 'uint16'}],
  'name': 'GrantCreated',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'grantId', 'type': 'bytes32'}],
  'name': 'GrantRenounced',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'grantId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'beneficiary', 'type': 'address'},
             {'indexed': True, 'internalType': 'address', 'name': 'nextBeneficiary', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'rotateAt', 'type': 'uint64'}],
  'name': 'GrantRotated',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'grantId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'funder', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'deposited', 'type': 'uint64'}],
  'name': 'GrantToppedUp',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'grantId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'beneficiary', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'}],
  'name': 'GrantWithdrawn',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'worker', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'price', 'type': 'uint64'}],
  'name': 'Joined',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'poster', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'bond', 'type': 'uint64'}],
  'name': 'PosterPaid',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'price', 'type': 'uint64'}],
  'name': 'PriceSet',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'index', 'type': 'uint32'},
             {'indexed': True, 'internalType': 'address', 'name': 'worker', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'score', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'cash', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'tokens', 'type': 'uint64'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'grantId', 'type': 'bytes32'}],
  'name': 'RewardClaimed',
  'type': 'event'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'}],
  'name': 'batchOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'},
                              {'internalType': 'uint32', 'name': 'epoch', 'type': 'uint32'},
                              {'internalType': 'address', 'name': 'worker', 'type': 'address'},
                              {'internalType': 'bytes32', 'name': 'root', 'type': 'bytes32'},
                              {'internalType': 'uint16', 'name': 'count', 'type': 'uint16'},
                              {'internalType': 'enum IRewards.BatchState', 'name': 'state', 'type': 'uint8'},
                              {'internalType': 'bytes32', 'name': 'seed', 'type': 'bytes32'}],
               'internalType': 'struct IRewards.Batch',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'}],
  'name': 'campaignOf',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'sponsor', 'type': 'address'},
                              {'components': [{'internalType': 'uint8', 'name': 'domain', 'type': 'uint8'},
                                              {'internalType': 'bytes32', 'name': 'rubricRoot', 'type': 'bytes32'},
                                              {'internalType': 'bytes32', 'name': 'goldRoot', 'type': 'bytes32'},
                                              {'internalType': 'bytes32', 'name': 'taskRoot', 'type': 'bytes32'},
                                              {'internalType': 'uint32', 'name': 'taskCount', 'type': 'uint32'},
                                              {'internalType': 'uint64', 'name': 'epochPool', 'type': 'uint64'},
                                              {'internalType': 'uint32', 'name': 'epochs', 'type': 'uint32'},
                                              {'internalType': 'uint64', 'name': 'epochSecs', 'type': 'uint64'},
                                              {'internalType': 'uint64', 'name': 'revealSecs', 'type': 'uint64'},
                                              {'internalType': 'uint64', 'name': 'batchBond', 'type': 'uint64'},
                                              {'internalType': 'uint16', 'name': 'vestBps', 'type': 'uint16'},
                                              {'internalType': 'address', 'name': 'grantToken', 'type': 'address'},
                                              {'internalType': 'uint64', 'name': 'price', 'type': 'uint64'},
                                              {'components': [{'internalType': 'uint64', 'name': 'cliffSecs', 'type': 'uint64'},
                                                              {'internalType': 'uint64', 'name': 'durationSecs', 'type': 'uint64'},
                                                              {'internalType': 'uint16', 'name': 'steps', 'type': 'uint16'}],
                                               'internalType': 'struct IRewards.Schedule',
                                               'name': 'schedule',
                                               'type': 'tuple'}],
                               'internalType': 'struct IRewards.CampaignTerms',
                               'name': 'terms',
                               'type': 'tuple'},
                              {'internalType': 'uint64', 'name': 'openedAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'price', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'leastPrice', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'cashFree', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'tokensFree', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'closedAt', 'type': 'uint64'}],
               'internalType': 'struct IRewards.Campaign',
               'name': 'campaign',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'}, {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'claim',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'grantId', 'type': 'bytes32'}, {'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}],
  'name': 'clawback',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'}],
  'name': 'close',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'},
             {'internalType': 'bytes32', 'name': 'root', 'type': 'bytes32'},
             {'internalType': 'uint16', 'name': 'count', 'type': 'uint16'}],
  'name': 'commitBatch',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'config',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'token', 'type': 'address'},
                              {'internalType': 'address', 'name': 'treasury', 'type': 'address'},
                              {'internalType': 'address', 'name': 'court', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'windowSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'postSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'claimSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'rotateSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'postBond', 'type': 'uint64'}],
               'internalType': 'struct IRewards.Config',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [],
  'name': 'courtContract',
  'outputs': [{'internalType': 'address', 'name': '', 'type': 'address'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'components': [{'internalType': 'address', 'name': 'beneficiary', 'type': 'address'},
                             {'internalType': 'address', 'name': 'token', 'type': 'address'},
                             {'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'startAt', 'type': 'uint64'},
                             {'components': [{'internalType': 'uint64', 'name': 'cliffSecs', 'type': 'uint64'},
                                             {'internalType': 'uint64', 'name': 'durationSecs', 'type': 'uint64'},
                                             {'internalType': 'uint16', 'name': 'steps', 'type': 'uint16'}],
                              'internalType': 'struct IRewards.Schedule',
                              'name': 'schedule',
                              'type': 'tuple'}],
              'internalType': 'struct IRewards.GrantTerms',
              'name': 'terms',
              'type': 'tuple'}],
  'name': 'createGrant',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'}],
  'name': 'epochOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'},
                              {'internalType': 'uint32', 'name': 'epoch', 'type': 'uint32'},
                              {'internalType': 'enum IRewards.EpochState', 'name': 'state', 'type': 'uint8'},
                              {'internalType': 'uint64', 'name': 'cash', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'tokens', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'postBy', 'type': 'uint64'},
                              {'internalType': 'uint32', 'name': 'attempt', 'type': 'uint32'},
                              {'components': [{'internalType': 'bytes32', 'name': 'rewardRoot', 'type': 'bytes32'},
                                              {'internalType': 'uint32', 'name': 'leafCount', 'type': 'uint32'},
                                              {'internalType': 'uint64', 'name': 'totalScore', 'type': 'uint64'},
                                              {'internalType': 'bytes32', 'name': 'datasetRoot', 'type': 'bytes32'},
                                              {'internalType': 'uint32', 'name': 'rowCount', 'type': 'uint32'}],
                               'internalType': 'struct IRewards.Posting',
                               'name': 'posting',
                               'type': 'tuple'},
                              {'internalType': 'address', 'name': 'poster', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'bond', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'claimFrom', 'type': 'uint64'},
                              {'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}],
               'internalType': 'struct IRewards.Epoch',
               'name': 'epoch',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [],
  'name': 'evidenceContract',
  'outputs': [{'internalType': 'address', 'name': '', 'type': 'address'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'}],
  'name': 'expire',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'}],
  'name': 'forfeit',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'},
             {'internalType': 'uint64', 'name': 'cash', 'type': 'uint64'},
             {'internalType': 'uint64', 'name': 'tokens', 'type': 'uint64'}],
  'name': 'fund',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'grantId', 'type': 'bytes32'}],
  'name': 'grantOf',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'grantor', 'type': 'address'},
                              {'internalType': 'address', 'name': 'beneficiary', 'type': 'address'},
                              {'internalType': 'address', 'name': 'token', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'deposited', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'withdrawn', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'createdAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'startAt', 'type': 'uint64'},
                              {'components': [{'internalType': 'uint64', 'name': 'cliffSecs', 'type': 'uint64'},
                                              {'internalType': 'uint64', 'name': 'durationSecs', 'type': 'uint64'},
                                              {'internalType': 'uint16', 'name': 'steps', 'type': 'uint16'}],
                               'internalType': 'struct IRewards.Schedule',
                               'name': 'schedule',
                               'type': 'tuple'},
                              {'internalType': 'address', 'name': 'nextBeneficiary', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'rotateAt', 'type': 'uint64'},
                              {'internalType': 'bool', 'name': 'revoked', 'type': 'bool'},
                              {'internalType': 'bool', 'name': 'renounced', 'type': 'bool'}],
               'internalType': 'struct IRewards.Grant',
               'name': 'grant',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'}, {'internalType': 'uint32', 'name': 'index', 'type': 'uint32'}],
  'name': 'isClaimed',
  'outputs': [{'internalType': 'bool', 'name': '', 'type': 'bool'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'}],
  'name': 'join',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'components': [{'internalType': 'uint8', 'name': 'domain', 'type': 'uint8'},
                             {'internalType': 'bytes32', 'name': 'rubricRoot', 'type': 'bytes32'},
                             {'internalType': 'bytes32', 'name': 'goldRoot', 'type': 'bytes32'},
                             {'internalType': 'bytes32', 'name': 'taskRoot', 'type': 'bytes32'},
                             {'internalType': 'uint32', 'name': 'taskCount', 'type': 'uint32'},
                             {'internalType': 'uint64', 'name': 'epochPool', 'type': 'uint64'},
                             {'internalType': 'uint32', 'name': 'epochs', 'type': 'uint32'},
                             {'internalType': 'uint64', 'name': 'epochSecs', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'revealSecs', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'batchBond', 'type': 'uint64'},
                             {'internalType': 'uint16', 'name': 'vestBps', 'type': 'uint16'},
                             {'internalType': 'address', 'name': 'grantToken', 'type': 'address'},
                             {'internalType': 'uint64', 'name': 'price', 'type': 'uint64'},
                             {'components': [{'internalType': 'uint64', 'name': 'cliffSecs', 'type': 'uint64'},
                                             {'internalType': 'uint64', 'name': 'durationSecs', 'type': 'uint64'},
                                             {'internalType': 'uint16', 'name': 'steps', 'type': 'uint16'}],
                              'internalType': 'struct IRewards.Schedule',
                              'name': 'schedule',
                              'type': 'tuple'}],
              'internalType': 'struct IRewards.CampaignTerms',
              'name': 'terms',
              'type': 'tuple'}],
  'name': 'open',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'party', 'type': 'address'}],
  'name': 'openingsOf',
  'outputs': [{'internalType': 'bytes', 'name': '', 'type': 'bytes'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'}],
  'name': 'payPoster',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'},
             {'internalType': 'uint32', 'name': 'epoch', 'type': 'uint32'},
             {'components': [{'internalType': 'bytes32', 'name': 'rewardRoot', 'type': 'bytes32'},
                             {'internalType': 'uint32', 'name': 'leafCount', 'type': 'uint32'},
                             {'internalType': 'uint64', 'name': 'totalScore', 'type': 'uint64'},
                             {'internalType': 'bytes32', 'name': 'datasetRoot', 'type': 'bytes32'},
                             {'internalType': 'uint32', 'name': 'rowCount', 'type': 'uint32'}],
              'internalType': 'struct IRewards.Posting',
              'name': 'posting',
              'type': 'tuple'}],
  'name': 'postEpoch',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint32', 'name': 'offset', 'type': 'uint32'}, {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'provide',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'}],
  'name': 'refund',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'},
             {'internalType': 'uint8', 'name': 'fault', 'type': 'uint8'},
             {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'refute',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'grantId', 'type': 'bytes32'}],
  'name': 'renounce',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'}],
  'name': 'resolve',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'batchId', 'type': 'bytes32'},
             {'internalType': 'bytes32', 'name': 'seed', 'type': 'bytes32'},
             {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'revealBatch',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'grantId', 'type': 'bytes32'}, {'internalType': 'address', 'name': 'to', 'type': 'address'}],
  'name': 'rotate',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'}, {'internalType': 'uint64', 'name': 'price', 'type': 'uint64'}],
  'name': 'setPrice',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'epochId', 'type': 'bytes32'}, {'internalType': 'bytes32', 'name': 'caseId', 'type': 'bytes32'}],
  'name': 'suspend',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'grantId', 'type': 'bytes32'}, {'internalType': 'uint64', 'name': 'amount', 'type': 'uint64'}],
  'name': 'topUp',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'grantId', 'type': 'bytes32'}],
  'name': 'withdraw',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'campaignId', 'type': 'bytes32'}, {'internalType': 'address', 'name': 'owner', 'type': 'address'}],
  'name': 'workerOf',
  'outputs': [{'components': [{'internalType': 'uint64', 'name': 'price', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'joinedAt', 'type': 'uint64'}],
               'internalType': 'struct IRewards.Worker',
               'name': '',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'}]
