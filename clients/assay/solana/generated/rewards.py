"""Made by scripts/gen.py from target/idl/rewards.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import ClassVar

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

PROGRAM = Pubkey.from_string("wWqu9ykZ3YLrbcgPdmvdVwZb9zRBnVMbrErf51RdwTB")
_SYSTEM_PROGRAM = Pubkey.from_string("11111111111111111111111111111111")
_TOKEN_PROGRAM = Pubkey.from_string("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")
_LENGTH = Struct("<I")

# code -> name, as Anchor numbers them
ERRORS: dict[int, str] = {
    6000: "WrongToken",
    6001: "InsufficientFunds",
    6002: "TransferFailed",
    6003: "Overflow",
    6004: "BadConfig",
    6005: "ZeroAmount",
    6006: "BadOffset",
    6007: "TooMuchData",
    6008: "NotDue",
    6009: "WindowOpen",
    6010: "WindowClosed",
    6011: "UnknownCase",
    6012: "CaseNotClosed",
    6013: "CampaignExists",
    6014: "UnknownCampaign",
    6015: "BadCampaign",
    6016: "CampaignIsClosed",
    6017: "CampaignIsOpen",
    6018: "CampaignOver",
    6019: "NotSponsor",
    6020: "BadPrice",
    6021: "NothingToRefund",
    6022: "PoolExhausted",
    6023: "AlreadyJoined",
    6024: "NotJoined",
    6025: "BadCount",
    6026: "BatchExists",
    6027: "UnknownBatch",
    6028: "NotWorker",
    6029: "BatchNotCommitted",
    6030: "RevealNotOpen",
    6031: "RevealClosed",
    6032: "BadBatch",
    6033: "UnknownEpoch",
    6034: "EpochNotDue",
    6035: "EpochIsPosted",
    6036: "PostClosed",
    6037: "BadPosting",
    6038: "EpochNotPosted",
    6039: "EpochNotSuspended",
    6040: "NotRefuted",
    6041: "BadEvidence",
    6042: "WrongCase",
    6043: "CaseIsClosed",
    6044: "AlreadySettled",
    6045: "AlreadyClaimed",
    6046: "ClaimClosed",
    6047: "AlreadyExpired",
    6048: "GrantExists",
    6049: "UnknownGrant",
    6050: "BadSchedule",
    6051: "ZeroAddress",
    6052: "NotBeneficiary",
    6053: "NotGrantor",
    6054: "NothingVested",
    6055: "GrantIsRevoked",
    6056: "GrantIsRenounced",
    6057: "NotGuilty",
    6058: "NothingUnvested",
}


_BATCH_0 = Struct("<32s32sI32s32sHB32sB")


@dataclass(frozen=True, slots=True)
class Batch:
    DISCRIMINATOR: ClassVar[bytes] = b"\x9c\xc2\x46\x2c\x16\x58\x89\x2c"
    batch_id: bytes
    campaign_id: bytes
    epoch: int
    worker: bytes
    root: bytes
    count: int
    state: int
    seed: bytes
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Batch, int]:
        (batch_id, campaign_id, epoch, worker, root, count, state, seed, bump,) = _BATCH_0.unpack_from(_data, _at)
        _at += _BATCH_0.size
        return cls(batch_id, campaign_id, epoch, worker, root, count, state, seed, bump), _at

    def encode(self) -> bytes:
        return _BATCH_0.pack(self.batch_id, self.campaign_id, self.epoch, self.worker, self.root, self.count, self.state, self.seed, self.bump)


_BATCH_COMMITTED_0 = Struct("<32s32sI32s32sH")


@dataclass(frozen=True, slots=True)
class BatchCommitted:
    DISCRIMINATOR: ClassVar[bytes] = b"\x19\xa2\x1b\xc0\x82\x13\x86\xf7"
    batch_id: bytes
    campaign_id: bytes
    epoch: int
    worker: bytes
    root: bytes
    count: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[BatchCommitted, int]:
        (batch_id, campaign_id, epoch, worker, root, count,) = _BATCH_COMMITTED_0.unpack_from(_data, _at)
        _at += _BATCH_COMMITTED_0.size
        return cls(batch_id, campaign_id, epoch, worker, root, count), _at

    def encode(self) -> bytes:
        return _BATCH_COMMITTED_0.pack(self.batch_id, self.campaign_id, self.epoch, self.worker, self.root, self.count)


_BATCH_FORFEITED_0 = Struct("<32sQ")


@dataclass(frozen=True, slots=True)
class BatchForfeited:
    DISCRIMINATOR: ClassVar[bytes] = b"\xc0\xe0\x92\x26\x83\x12\x7a\x74"
    batch_id: bytes
    bond: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[BatchForfeited, int]:
        (batch_id, bond,) = _BATCH_FORFEITED_0.unpack_from(_data, _at)
        _at += _BATCH_FORFEITED_0.size
        return cls(batch_id, bond), _at

    def encode(self) -> bytes:
        return _BATCH_FORFEITED_0.pack(self.batch_id, self.bond)


_BATCH_REVEALED_0 = Struct("<32s32s")


@dataclass(frozen=True, slots=True)
class BatchRevealed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x8c\x06\xf0\x87\xd1\x8c\x3a\x14"
    batch_id: bytes
    seed: bytes
    judgments: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[BatchRevealed, int]:
        (batch_id, seed,) = _BATCH_REVEALED_0.unpack_from(_data, _at)
        _at += _BATCH_REVEALED_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        judgments = _data[_at + 4 : _at + 4 + _length]
        _at += 4 + _length
        return cls(batch_id, seed, judgments), _at

    def encode(self) -> bytes:
        return _BATCH_REVEALED_0.pack(self.batch_id, self.seed) + _LENGTH.pack(len(self.judgments)) + self.judgments


_BYTES_PROVIDED_0 = Struct("<32sI")


@dataclass(frozen=True, slots=True)
class BytesProvided:
    DISCRIMINATOR: ClassVar[bytes] = b"\x62\xc2\x79\xca\xc6\xc0\x09\xf3"
    party: bytes
    length: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[BytesProvided, int]:
        (party, length,) = _BYTES_PROVIDED_0.unpack_from(_data, _at)
        _at += _BYTES_PROVIDED_0.size
        return cls(party, length), _at

    def encode(self) -> bytes:
        return _BYTES_PROVIDED_0.pack(self.party, self.length)


_CAMPAIGN_0 = Struct("<32s32s")
_CAMPAIGN_2 = Struct("<QQQQQQBB")


@dataclass(frozen=True, slots=True)
class Campaign:
    DISCRIMINATOR: ClassVar[bytes] = b"\x32\x28\x31\x0b\x9d\xdc\xe5\xc0"
    campaign_id: bytes
    sponsor: bytes
    terms: CampaignTerms
    opened_at: int
    price: int
    least_price: int
    cash_free: int
    tokens_free: int
    closed_at: int
    bump: int
    purse_bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Campaign, int]:
        (campaign_id, sponsor,) = _CAMPAIGN_0.unpack_from(_data, _at)
        _at += _CAMPAIGN_0.size
        terms, _at = CampaignTerms.decode(_data, _at)
        (opened_at, price, least_price, cash_free, tokens_free, closed_at, bump, purse_bump,) = _CAMPAIGN_2.unpack_from(_data, _at)
        _at += _CAMPAIGN_2.size
        return cls(campaign_id, sponsor, terms, opened_at, price, least_price, cash_free, tokens_free, closed_at, bump, purse_bump), _at

    def encode(self) -> bytes:
        return _CAMPAIGN_0.pack(self.campaign_id, self.sponsor) + self.terms.encode() + _CAMPAIGN_2.pack(self.opened_at, self.price, self.least_price, self.cash_free, self.tokens_free, self.closed_at, self.bump, self.purse_bump)


_CAMPAIGN_CLOSED_0 = Struct("<32sQ")


@dataclass(frozen=True, slots=True)
class CampaignClosed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x9e\x8f\x80\xfb\x54\x83\x02\x5a"
    campaign_id: bytes
    closed_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[CampaignClosed, int]:
        (campaign_id, closed_at,) = _CAMPAIGN_CLOSED_0.unpack_from(_data, _at)
        _at += _CAMPAIGN_CLOSED_0.size
        return cls(campaign_id, closed_at), _at

    def encode(self) -> bytes:
        return _CAMPAIGN_CLOSED_0.pack(self.campaign_id, self.closed_at)


_CAMPAIGN_FUNDED_0 = Struct("<32s32sQQ")


@dataclass(frozen=True, slots=True)
class CampaignFunded:
    DISCRIMINATOR: ClassVar[bytes] = b"\x2e\x53\xd2\xc9\x6e\xe3\x18\xd4"
    campaign_id: bytes
    funder: bytes
    cash: int
    tokens: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[CampaignFunded, int]:
        (campaign_id, funder, cash, tokens,) = _CAMPAIGN_FUNDED_0.unpack_from(_data, _at)
        _at += _CAMPAIGN_FUNDED_0.size
        return cls(campaign_id, funder, cash, tokens), _at

    def encode(self) -> bytes:
        return _CAMPAIGN_FUNDED_0.pack(self.campaign_id, self.funder, self.cash, self.tokens)


_CAMPAIGN_OPENED_0 = Struct("<32s32sB32s32s32sIQIQHQ")


@dataclass(frozen=True, slots=True)
class CampaignOpened:
    DISCRIMINATOR: ClassVar[bytes] = b"\xbb\xe4\xb5\x63\x4e\xe3\x3e\x47"
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
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[CampaignOpened, int]:
        (campaign_id, sponsor, domain, rubric_root, gold_root, task_root, task_count, epoch_pool, epochs, epoch_secs, vest_bps, price,) = _CAMPAIGN_OPENED_0.unpack_from(_data, _at)
        _at += _CAMPAIGN_OPENED_0.size
        return cls(campaign_id, sponsor, domain, rubric_root, gold_root, task_root, task_count, epoch_pool, epochs, epoch_secs, vest_bps, price), _at

    def encode(self) -> bytes:
        return _CAMPAIGN_OPENED_0.pack(self.campaign_id, self.sponsor, self.domain, self.rubric_root, self.gold_root, self.task_root, self.task_count, self.epoch_pool, self.epochs, self.epoch_secs, self.vest_bps, self.price)


_CAMPAIGN_REFUNDED_0 = Struct("<32sQQ")


@dataclass(frozen=True, slots=True)
class CampaignRefunded:
    DISCRIMINATOR: ClassVar[bytes] = b"\x1f\x0d\x62\x4a\xc4\x0b\x73\xe1"
    campaign_id: bytes
    cash: int
    tokens: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[CampaignRefunded, int]:
        (campaign_id, cash, tokens,) = _CAMPAIGN_REFUNDED_0.unpack_from(_data, _at)
        _at += _CAMPAIGN_REFUNDED_0.size
        return cls(campaign_id, cash, tokens), _at

    def encode(self) -> bytes:
        return _CAMPAIGN_REFUNDED_0.pack(self.campaign_id, self.cash, self.tokens)


_CAMPAIGN_TERMS_0 = Struct("<B32s32s32sIQIQQQH32sQ")


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
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[CampaignTerms, int]:
        (domain, rubric_root, gold_root, task_root, task_count, epoch_pool, epochs, epoch_secs, reveal_secs, batch_bond, vest_bps, grant_token, price,) = _CAMPAIGN_TERMS_0.unpack_from(_data, _at)
        _at += _CAMPAIGN_TERMS_0.size
        schedule, _at = Schedule.decode(_data, _at)
        return cls(domain, rubric_root, gold_root, task_root, task_count, epoch_pool, epochs, epoch_secs, reveal_secs, batch_bond, vest_bps, grant_token, price, schedule), _at

    def encode(self) -> bytes:
        return _CAMPAIGN_TERMS_0.pack(self.domain, self.rubric_root, self.gold_root, self.task_root, self.task_count, self.epoch_pool, self.epochs, self.epoch_secs, self.reveal_secs, self.batch_bond, self.vest_bps, self.grant_token, self.price) + self.schedule.encode()


_EPOCH_0 = Struct("<32s32sIBQQQI")
_EPOCH_2 = Struct("<32sQQ32sB")


@dataclass(frozen=True, slots=True)
class Epoch:
    DISCRIMINATOR: ClassVar[bytes] = b"\x5d\x53\x78\x59\x97\x8a\x98\x6c"
    epoch_id: bytes
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
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Epoch, int]:
        (epoch_id, campaign_id, epoch, state, cash, tokens, post_by, attempt,) = _EPOCH_0.unpack_from(_data, _at)
        _at += _EPOCH_0.size
        posting, _at = Posting.decode(_data, _at)
        (poster, bond, claim_from, case_id, bump,) = _EPOCH_2.unpack_from(_data, _at)
        _at += _EPOCH_2.size
        return cls(epoch_id, campaign_id, epoch, state, cash, tokens, post_by, attempt, posting, poster, bond, claim_from, case_id, bump), _at

    def encode(self) -> bytes:
        return _EPOCH_0.pack(self.epoch_id, self.campaign_id, self.epoch, self.state, self.cash, self.tokens, self.post_by, self.attempt) + self.posting.encode() + _EPOCH_2.pack(self.poster, self.bond, self.claim_from, self.case_id, self.bump)


_EPOCH_EXPIRED_0 = Struct("<32sQQ")


@dataclass(frozen=True, slots=True)
class EpochExpired:
    DISCRIMINATOR: ClassVar[bytes] = b"\x64\x1e\x77\xea\x47\x0d\x2f\xaa"
    epoch_id: bytes
    cash: int
    tokens: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[EpochExpired, int]:
        (epoch_id, cash, tokens,) = _EPOCH_EXPIRED_0.unpack_from(_data, _at)
        _at += _EPOCH_EXPIRED_0.size
        return cls(epoch_id, cash, tokens), _at

    def encode(self) -> bytes:
        return _EPOCH_EXPIRED_0.pack(self.epoch_id, self.cash, self.tokens)


_EPOCH_POSTED_0 = Struct("<32s32sII32s32sIQ32sIQ")


@dataclass(frozen=True, slots=True)
class EpochPosted:
    DISCRIMINATOR: ClassVar[bytes] = b"\xd1\xb3\x64\x36\xef\x3d\x29\x10"
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
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[EpochPosted, int]:
        (epoch_id, campaign_id, epoch, attempt, poster, reward_root, leaf_count, total_score, dataset_root, row_count, claim_from,) = _EPOCH_POSTED_0.unpack_from(_data, _at)
        _at += _EPOCH_POSTED_0.size
        return cls(epoch_id, campaign_id, epoch, attempt, poster, reward_root, leaf_count, total_score, dataset_root, row_count, claim_from), _at

    def encode(self) -> bytes:
        return _EPOCH_POSTED_0.pack(self.epoch_id, self.campaign_id, self.epoch, self.attempt, self.poster, self.reward_root, self.leaf_count, self.total_score, self.dataset_root, self.row_count, self.claim_from)


_EPOCH_REFUTED_0 = Struct("<32sIB32sQQ")


@dataclass(frozen=True, slots=True)
class EpochRefuted:
    DISCRIMINATOR: ClassVar[bytes] = b"\x08\x4c\xa1\x2a\xed\x90\x9c\xcc"
    epoch_id: bytes
    attempt: int
    fault: int
    refuter: bytes
    reward: int
    post_by: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[EpochRefuted, int]:
        (epoch_id, attempt, fault, refuter, reward, post_by,) = _EPOCH_REFUTED_0.unpack_from(_data, _at)
        _at += _EPOCH_REFUTED_0.size
        return cls(epoch_id, attempt, fault, refuter, reward, post_by), _at

    def encode(self) -> bytes:
        return _EPOCH_REFUTED_0.pack(self.epoch_id, self.attempt, self.fault, self.refuter, self.reward, self.post_by)


_EPOCH_RESOLVED_0 = Struct("<32s32s?QQ")


@dataclass(frozen=True, slots=True)
class EpochResolved:
    DISCRIMINATOR: ClassVar[bytes] = b"\x3e\x51\xd4\xdf\xd1\x68\x33\x41"
    epoch_id: bytes
    case_id: bytes
    overturned: bool
    post_by: int
    claim_from: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[EpochResolved, int]:
        (epoch_id, case_id, overturned, post_by, claim_from,) = _EPOCH_RESOLVED_0.unpack_from(_data, _at)
        _at += _EPOCH_RESOLVED_0.size
        return cls(epoch_id, case_id, overturned, post_by, claim_from), _at

    def encode(self) -> bytes:
        return _EPOCH_RESOLVED_0.pack(self.epoch_id, self.case_id, self.overturned, self.post_by, self.claim_from)


_EPOCH_SUSPENDED_0 = Struct("<32s32s")


@dataclass(frozen=True, slots=True)
class EpochSuspended:
    DISCRIMINATOR: ClassVar[bytes] = b"\x0d\x43\x60\x87\x28\xde\x77\x69"
    epoch_id: bytes
    case_id: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[EpochSuspended, int]:
        (epoch_id, case_id,) = _EPOCH_SUSPENDED_0.unpack_from(_data, _at)
        _at += _EPOCH_SUSPENDED_0.size
        return cls(epoch_id, case_id), _at

    def encode(self) -> bytes:
        return _EPOCH_SUSPENDED_0.pack(self.epoch_id, self.case_id)


_GRANT_0 = Struct("<32s32s32s32sQQQQ")
_GRANT_2 = Struct("<32sQ??BB")


@dataclass(frozen=True, slots=True)
class Grant:
    DISCRIMINATOR: ClassVar[bytes] = b"\xa1\xa6\x0b\xcd\xcc\x87\xcd\x36"
    grant_id: bytes
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
    bump: int
    purse_bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Grant, int]:
        (grant_id, grantor, beneficiary, token, deposited, withdrawn, created_at, start_at,) = _GRANT_0.unpack_from(_data, _at)
        _at += _GRANT_0.size
        schedule, _at = Schedule.decode(_data, _at)
        (next_beneficiary, rotate_at, revoked, renounced, bump, purse_bump,) = _GRANT_2.unpack_from(_data, _at)
        _at += _GRANT_2.size
        return cls(grant_id, grantor, beneficiary, token, deposited, withdrawn, created_at, start_at, schedule, next_beneficiary, rotate_at, revoked, renounced, bump, purse_bump), _at

    def encode(self) -> bytes:
        return _GRANT_0.pack(self.grant_id, self.grantor, self.beneficiary, self.token, self.deposited, self.withdrawn, self.created_at, self.start_at) + self.schedule.encode() + _GRANT_2.pack(self.next_beneficiary, self.rotate_at, self.revoked, self.renounced, self.bump, self.purse_bump)


_GRANT_CLAWED_BACK_0 = Struct("<32s32sQQ")


@dataclass(frozen=True, slots=True)
class GrantClawedBack:
    DISCRIMINATOR: ClassVar[bytes] = b"\x73\x92\x96\x09\x27\x0e\xaa\x8d"
    grant_id: bytes
    case_id: bytes
    taken: int
    kept: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[GrantClawedBack, int]:
        (grant_id, case_id, taken, kept,) = _GRANT_CLAWED_BACK_0.unpack_from(_data, _at)
        _at += _GRANT_CLAWED_BACK_0.size
        return cls(grant_id, case_id, taken, kept), _at

    def encode(self) -> bytes:
        return _GRANT_CLAWED_BACK_0.pack(self.grant_id, self.case_id, self.taken, self.kept)


_GRANT_CREATED_0 = Struct("<32s32s32s32sQQQQH")


@dataclass(frozen=True, slots=True)
class GrantCreated:
    DISCRIMINATOR: ClassVar[bytes] = b"\xa2\xfe\x83\x38\x41\xd6\x55\x06"
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
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[GrantCreated, int]:
        (grant_id, grantor, beneficiary, token, amount, start_at, cliff_secs, duration_secs, steps,) = _GRANT_CREATED_0.unpack_from(_data, _at)
        _at += _GRANT_CREATED_0.size
        return cls(grant_id, grantor, beneficiary, token, amount, start_at, cliff_secs, duration_secs, steps), _at

    def encode(self) -> bytes:
        return _GRANT_CREATED_0.pack(self.grant_id, self.grantor, self.beneficiary, self.token, self.amount, self.start_at, self.cliff_secs, self.duration_secs, self.steps)


_GRANT_RENOUNCED_0 = Struct("<32s")


@dataclass(frozen=True, slots=True)
class GrantRenounced:
    DISCRIMINATOR: ClassVar[bytes] = b"\x5d\x99\xb2\x5a\x12\x85\xaf\xab"
    grant_id: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[GrantRenounced, int]:
        (grant_id,) = _GRANT_RENOUNCED_0.unpack_from(_data, _at)
        _at += _GRANT_RENOUNCED_0.size
        return cls(grant_id), _at

    def encode(self) -> bytes:
        return _GRANT_RENOUNCED_0.pack(self.grant_id)


_GRANT_ROTATED_0 = Struct("<32s32s32sQ")


@dataclass(frozen=True, slots=True)
class GrantRotated:
    DISCRIMINATOR: ClassVar[bytes] = b"\x66\x24\xc7\x4d\xfb\x66\x3f\x8f"
    grant_id: bytes
    beneficiary: bytes
    next_beneficiary: bytes
    rotate_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[GrantRotated, int]:
        (grant_id, beneficiary, next_beneficiary, rotate_at,) = _GRANT_ROTATED_0.unpack_from(_data, _at)
        _at += _GRANT_ROTATED_0.size
        return cls(grant_id, beneficiary, next_beneficiary, rotate_at), _at

    def encode(self) -> bytes:
        return _GRANT_ROTATED_0.pack(self.grant_id, self.beneficiary, self.next_beneficiary, self.rotate_at)


_GRANT_TERMS_0 = Struct("<32s32sQQ")


@dataclass(frozen=True, slots=True)
class GrantTerms:
    beneficiary: bytes
    token: bytes
    amount: int
    start_at: int
    schedule: Schedule

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[GrantTerms, int]:
        (beneficiary, token, amount, start_at,) = _GRANT_TERMS_0.unpack_from(_data, _at)
        _at += _GRANT_TERMS_0.size
        schedule, _at = Schedule.decode(_data, _at)
        return cls(beneficiary, token, amount, start_at, schedule), _at

    def encode(self) -> bytes:
        return _GRANT_TERMS_0.pack(self.beneficiary, self.token, self.amount, self.start_at) + self.schedule.encode()


_GRANT_TOPPED_UP_0 = Struct("<32s32sQQ")


@dataclass(frozen=True, slots=True)
class GrantToppedUp:
    DISCRIMINATOR: ClassVar[bytes] = b"\xda\x25\xa8\x85\xf2\x8d\xcb\x72"
    grant_id: bytes
    funder: bytes
    amount: int
    deposited: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[GrantToppedUp, int]:
        (grant_id, funder, amount, deposited,) = _GRANT_TOPPED_UP_0.unpack_from(_data, _at)
        _at += _GRANT_TOPPED_UP_0.size
        return cls(grant_id, funder, amount, deposited), _at

    def encode(self) -> bytes:
        return _GRANT_TOPPED_UP_0.pack(self.grant_id, self.funder, self.amount, self.deposited)


_GRANT_WITHDRAWN_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class GrantWithdrawn:
    DISCRIMINATOR: ClassVar[bytes] = b"\x52\xf7\xfa\xfe\xbc\x7a\x5a\xaf"
    grant_id: bytes
    beneficiary: bytes
    amount: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[GrantWithdrawn, int]:
        (grant_id, beneficiary, amount,) = _GRANT_WITHDRAWN_0.unpack_from(_data, _at)
        _at += _GRANT_WITHDRAWN_0.size
        return cls(grant_id, beneficiary, amount), _at

    def encode(self) -> bytes:
        return _GRANT_WITHDRAWN_0.pack(self.grant_id, self.beneficiary, self.amount)


_JOINED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class Joined:
    DISCRIMINATOR: ClassVar[bytes] = b"\x10\x14\x2c\x30\x84\xbd\x44\x62"
    campaign_id: bytes
    worker: bytes
    price: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Joined, int]:
        (campaign_id, worker, price,) = _JOINED_0.unpack_from(_data, _at)
        _at += _JOINED_0.size
        return cls(campaign_id, worker, price), _at

    def encode(self) -> bytes:
        return _JOINED_0.pack(self.campaign_id, self.worker, self.price)


_OPENINGS_0 = Struct("<32sB")


@dataclass(frozen=True, slots=True)
class Openings:
    DISCRIMINATOR: ClassVar[bytes] = b"\x45\x33\x6c\x2f\x06\x48\x9e\x07"
    party: bytes
    bump: int
    data: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Openings, int]:
        (party, bump,) = _OPENINGS_0.unpack_from(_data, _at)
        _at += _OPENINGS_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        data = _data[_at + 4 : _at + 4 + _length]
        _at += 4 + _length
        return cls(party, bump, data), _at

    def encode(self) -> bytes:
        return _OPENINGS_0.pack(self.party, self.bump) + _LENGTH.pack(len(self.data)) + self.data


_POSTER_PAID_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class PosterPaid:
    DISCRIMINATOR: ClassVar[bytes] = b"\xf7\xf0\x5e\x61\xef\x17\xe6\xb7"
    epoch_id: bytes
    poster: bytes
    bond: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[PosterPaid, int]:
        (epoch_id, poster, bond,) = _POSTER_PAID_0.unpack_from(_data, _at)
        _at += _POSTER_PAID_0.size
        return cls(epoch_id, poster, bond), _at

    def encode(self) -> bytes:
        return _POSTER_PAID_0.pack(self.epoch_id, self.poster, self.bond)


_POSTING_0 = Struct("<32sIQ32sI")


@dataclass(frozen=True, slots=True)
class Posting:
    reward_root: bytes
    leaf_count: int
    total_score: int
    dataset_root: bytes
    row_count: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Posting, int]:
        (reward_root, leaf_count, total_score, dataset_root, row_count,) = _POSTING_0.unpack_from(_data, _at)
        _at += _POSTING_0.size
        return cls(reward_root, leaf_count, total_score, dataset_root, row_count), _at

    def encode(self) -> bytes:
        return _POSTING_0.pack(self.reward_root, self.leaf_count, self.total_score, self.dataset_root, self.row_count)


_PRICE_SET_0 = Struct("<32sQ")


@dataclass(frozen=True, slots=True)
class PriceSet:
    DISCRIMINATOR: ClassVar[bytes] = b"\x98\xba\xc4\x48\x75\xd2\x24\xa0"
    campaign_id: bytes
    price: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[PriceSet, int]:
        (campaign_id, price,) = _PRICE_SET_0.unpack_from(_data, _at)
        _at += _PRICE_SET_0.size
        return cls(campaign_id, price), _at

    def encode(self) -> bytes:
        return _PRICE_SET_0.pack(self.campaign_id, self.price)


_REWARD_CLAIMED_0 = Struct("<32sI32sQQQ32s")


@dataclass(frozen=True, slots=True)
class RewardClaimed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x31\x1c\x57\x54\x9e\x30\xe5\xaf"
    epoch_id: bytes
    index: int
    worker: bytes
    score: int
    cash: int
    tokens: int
    grant_id: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RewardClaimed, int]:
        (epoch_id, index, worker, score, cash, tokens, grant_id,) = _REWARD_CLAIMED_0.unpack_from(_data, _at)
        _at += _REWARD_CLAIMED_0.size
        return cls(epoch_id, index, worker, score, cash, tokens, grant_id), _at

    def encode(self) -> bytes:
        return _REWARD_CLAIMED_0.pack(self.epoch_id, self.index, self.worker, self.score, self.cash, self.tokens, self.grant_id)


_REWARDS_CONFIG_0 = Struct("<32s32s32sQQQQQBB")


@dataclass(frozen=True, slots=True)
class RewardsConfig:
    DISCRIMINATOR: ClassVar[bytes] = b"\x1b\x41\x51\xb6\xa6\x65\xbe\xcf"
    token: bytes
    treasury: bytes
    court: bytes
    window_secs: int
    post_secs: int
    claim_secs: int
    rotate_secs: int
    post_bond: int
    bump: int
    purse_bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RewardsConfig, int]:
        (token, treasury, court, window_secs, post_secs, claim_secs, rotate_secs, post_bond, bump, purse_bump,) = _REWARDS_CONFIG_0.unpack_from(_data, _at)
        _at += _REWARDS_CONFIG_0.size
        return cls(token, treasury, court, window_secs, post_secs, claim_secs, rotate_secs, post_bond, bump, purse_bump), _at

    def encode(self) -> bytes:
        return _REWARDS_CONFIG_0.pack(self.token, self.treasury, self.court, self.window_secs, self.post_secs, self.claim_secs, self.rotate_secs, self.post_bond, self.bump, self.purse_bump)


_SCHEDULE_0 = Struct("<QQH")


@dataclass(frozen=True, slots=True)
class Schedule:
    cliff_secs: int
    duration_secs: int
    steps: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Schedule, int]:
        (cliff_secs, duration_secs, steps,) = _SCHEDULE_0.unpack_from(_data, _at)
        _at += _SCHEDULE_0.size
        return cls(cliff_secs, duration_secs, steps), _at

    def encode(self) -> bytes:
        return _SCHEDULE_0.pack(self.cliff_secs, self.duration_secs, self.steps)


_WORKER_0 = Struct("<32s32sQQB")


@dataclass(frozen=True, slots=True)
class Worker:
    DISCRIMINATOR: ClassVar[bytes] = b"\xe0\x9e\x61\x05\xe0\xf1\x43\x92"
    campaign_id: bytes
    worker: bytes
    price: int
    joined_at: int
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Worker, int]:
        (campaign_id, worker, price, joined_at, bump,) = _WORKER_0.unpack_from(_data, _at)
        _at += _WORKER_0.size
        return cls(campaign_id, worker, price, joined_at, bump), _at

    def encode(self) -> bytes:
        return _WORKER_0.pack(self.campaign_id, self.worker, self.price, self.joined_at, self.bump)


Account = Batch | Campaign | Epoch | Grant | Openings | RewardsConfig | Worker
ACCOUNTS: dict[bytes, type[Account]] = {
    Batch.DISCRIMINATOR: Batch,
    Campaign.DISCRIMINATOR: Campaign,
    Epoch.DISCRIMINATOR: Epoch,
    Grant.DISCRIMINATOR: Grant,
    Openings.DISCRIMINATOR: Openings,
    RewardsConfig.DISCRIMINATOR: RewardsConfig,
    Worker.DISCRIMINATOR: Worker,
}


def decode_account(data: bytes) -> Account | None:
    """The account that `data` holds, or None where it is none of this program's."""
    kind = ACCOUNTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


Event = BatchCommitted | BatchForfeited | BatchRevealed | BytesProvided | CampaignClosed | CampaignFunded | CampaignOpened | CampaignRefunded | EpochExpired | EpochPosted | EpochRefuted | EpochResolved | EpochSuspended | GrantClawedBack | GrantCreated | GrantRenounced | GrantRotated | GrantToppedUp | GrantWithdrawn | Joined | PosterPaid | PriceSet | RewardClaimed
EVENTS: dict[bytes, type[Event]] = {
    BatchCommitted.DISCRIMINATOR: BatchCommitted,
    BatchForfeited.DISCRIMINATOR: BatchForfeited,
    BatchRevealed.DISCRIMINATOR: BatchRevealed,
    BytesProvided.DISCRIMINATOR: BytesProvided,
    CampaignClosed.DISCRIMINATOR: CampaignClosed,
    CampaignFunded.DISCRIMINATOR: CampaignFunded,
    CampaignOpened.DISCRIMINATOR: CampaignOpened,
    CampaignRefunded.DISCRIMINATOR: CampaignRefunded,
    EpochExpired.DISCRIMINATOR: EpochExpired,
    EpochPosted.DISCRIMINATOR: EpochPosted,
    EpochRefuted.DISCRIMINATOR: EpochRefuted,
    EpochResolved.DISCRIMINATOR: EpochResolved,
    EpochSuspended.DISCRIMINATOR: EpochSuspended,
    GrantClawedBack.DISCRIMINATOR: GrantClawedBack,
    GrantCreated.DISCRIMINATOR: GrantCreated,
    GrantRenounced.DISCRIMINATOR: GrantRenounced,
    GrantRotated.DISCRIMINATOR: GrantRotated,
    GrantToppedUp.DISCRIMINATOR: GrantToppedUp,
    GrantWithdrawn.DISCRIMINATOR: GrantWithdrawn,
    Joined.DISCRIMINATOR: Joined,
    PosterPaid.DISCRIMINATOR: PosterPaid,
    PriceSet.DISCRIMINATOR: PriceSet,
    RewardClaimed.DISCRIMINATOR: RewardClaimed,
}


def decode_event(data: bytes) -> Event | None:
    """The event that `data` holds, or None where it is none of this program's."""
    kind = EVENTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


_CLAIM_ARGS_0 = Struct("<32s")


def claim(*, caller: Pubkey, config: Pubkey, epoch: Pubkey, campaign: Pubkey, worker: Pubkey, claimed: Pubkey, grant: Pubkey | None, openings: Pubkey | None, worker_token: Pubkey, purse: Pubkey, epoch_id: bytes, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(epoch, False, True),
        AccountMeta(campaign, False, False),
        AccountMeta(worker, False, False),
        AccountMeta(claimed, False, True),
        AccountMeta(PROGRAM, False, False) if grant is None else AccountMeta(grant, False, True),
        AccountMeta(PROGRAM, False, False) if openings is None else AccountMeta(openings, False, True),
        AccountMeta(worker_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x3e\xc6\xd6\xc1\xd5\x9f\x6c\xd2" + _CLAIM_ARGS_0.pack(epoch_id) + _LENGTH.pack(len(data)) + data, _accounts)


_CLAWBACK_ARGS_0 = Struct("<32s32s")


def clawback(*, config: Pubkey, grant: Pubkey, case: Pubkey, treasury_token: Pubkey, purse: Pubkey, grant_id: bytes, case_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(grant, False, True),
        AccountMeta(case, False, False),
        AccountMeta(treasury_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x6f\x5c\x8e\x4f\x21\xea\x52\x1b" + _CLAWBACK_ARGS_0.pack(grant_id, case_id), _accounts)


_CLOSE_ARGS_0 = Struct("<32s")


def close(*, caller: Pubkey, campaign: Pubkey, campaign_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(campaign, False, True),
    ]
    return Instruction(PROGRAM, b"\x62\xa5\xc9\xb1\x6c\x41\xce\x60" + _CLOSE_ARGS_0.pack(campaign_id), _accounts)


_COMMIT_BATCH_ARGS_0 = Struct("<32s32sH")


def commit_batch(*, caller: Pubkey, config: Pubkey, campaign: Pubkey, worker: Pubkey, epoch: Pubkey, batch: Pubkey, caller_token: Pubkey, purse: Pubkey, campaign_id: bytes, root: bytes, count: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(campaign, False, True),
        AccountMeta(worker, False, False),
        AccountMeta(epoch, False, True),
        AccountMeta(batch, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x1b\xea\x64\xe0\x86\x1f\xa8\x8e" + _COMMIT_BATCH_ARGS_0.pack(campaign_id, root, count), _accounts)


_CREATE_GRANT_ARGS_0 = Struct("<Q")


def create_grant(*, caller: Pubkey, config: Pubkey, grant: Pubkey, token: Pubkey, caller_token: Pubkey, purse: Pubkey, nonce: int, terms: GrantTerms) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(grant, False, True),
        AccountMeta(token, False, False),
        AccountMeta(caller_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x13\x77\xb0\xdf\x2d\x8e\xe1\x9c" + _CREATE_GRANT_ARGS_0.pack(nonce) + terms.encode(), _accounts)


_EXPIRE_ARGS_0 = Struct("<32s")


def expire(*, epoch: Pubkey, campaign: Pubkey, config: Pubkey, epoch_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(epoch, False, True),
        AccountMeta(campaign, False, True),
        AccountMeta(config, False, False),
    ]
    return Instruction(PROGRAM, b"\xf3\x53\xcd\x3a\x39\xc9\xf7\x92" + _EXPIRE_ARGS_0.pack(epoch_id), _accounts)


_FORFEIT_ARGS_0 = Struct("<32s")


def forfeit(*, config: Pubkey, batch: Pubkey, campaign: Pubkey, treasury_token: Pubkey, purse: Pubkey, batch_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(batch, False, True),
        AccountMeta(campaign, False, False),
        AccountMeta(treasury_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x50\x9a\xed\x9e\xf4\xc6\x9a\x09" + _FORFEIT_ARGS_0.pack(batch_id), _accounts)


_FUND_ARGS_0 = Struct("<32sQQ")


def fund(*, caller: Pubkey, config: Pubkey, campaign: Pubkey, caller_token: Pubkey, purse: Pubkey, caller_grant_token: Pubkey | None, grant_purse: Pubkey | None, campaign_id: bytes, cash: int, tokens: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(campaign, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(PROGRAM, False, False) if caller_grant_token is None else AccountMeta(caller_grant_token, False, True),
        AccountMeta(PROGRAM, False, False) if grant_purse is None else AccountMeta(grant_purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xda\xbc\x6f\xdd\x98\x71\xae\x07" + _FUND_ARGS_0.pack(campaign_id, cash, tokens), _accounts)


_INITIALIZE_ARGS_0 = Struct("<32s32sQQQQQ")


def initialize(*, payer: Pubkey, config: Pubkey, purse: Pubkey, token: Pubkey, treasury: bytes, court: bytes, window_secs: int, post_secs: int, claim_secs: int, rotate_secs: int, post_bond: int) -> Instruction:
    _accounts = [
        AccountMeta(payer, True, True),
        AccountMeta(config, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(token, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xaf\xaf\x6d\x1f\x0d\x98\x9b\xed" + _INITIALIZE_ARGS_0.pack(treasury, court, window_secs, post_secs, claim_secs, rotate_secs, post_bond), _accounts)


_JOIN_ARGS_0 = Struct("<32s")


def join(*, caller: Pubkey, campaign: Pubkey, worker: Pubkey, campaign_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(campaign, False, False),
        AccountMeta(worker, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xce\x37\x02\x6a\x71\xdc\x11\xa3" + _JOIN_ARGS_0.pack(campaign_id), _accounts)


_OPEN_ARGS_0 = Struct("<Q")


def open(*, caller: Pubkey, config: Pubkey, campaign: Pubkey, grant_token: Pubkey | None, grant_purse: Pubkey | None, nonce: int, terms: CampaignTerms) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(campaign, False, True),
        AccountMeta(PROGRAM, False, False) if grant_token is None else AccountMeta(grant_token, False, False),
        AccountMeta(PROGRAM, False, False) if grant_purse is None else AccountMeta(grant_purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xe4\xdc\x9b\x47\xc7\xbd\x3c\x2d" + _OPEN_ARGS_0.pack(nonce) + terms.encode(), _accounts)


_PAY_POSTER_ARGS_0 = Struct("<32s")


def pay_poster(*, config: Pubkey, epoch: Pubkey, poster_token: Pubkey, purse: Pubkey, epoch_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(epoch, False, True),
        AccountMeta(poster_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x87\xf0\x95\x9d\x45\x9a\x23\x1c" + _PAY_POSTER_ARGS_0.pack(epoch_id), _accounts)


_POST_EPOCH_ARGS_0 = Struct("<32sI")


def post_epoch(*, caller: Pubkey, config: Pubkey, campaign: Pubkey, epoch_account: Pubkey, caller_token: Pubkey, purse: Pubkey, campaign_id: bytes, epoch: int, posting: Posting) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(campaign, False, False),
        AccountMeta(epoch_account, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x2d\x08\xee\xcd\x5e\x01\xc8\x33" + _POST_EPOCH_ARGS_0.pack(campaign_id, epoch) + posting.encode(), _accounts)


_PROVIDE_ARGS_0 = Struct("<I")


def provide(*, caller: Pubkey, openings: Pubkey, offset: int, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(openings, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xdd\x53\x0f\x73\x8e\x40\xf5\x25" + _PROVIDE_ARGS_0.pack(offset) + _LENGTH.pack(len(data)) + data, _accounts)


_REFUND_ARGS_0 = Struct("<32s")


def refund(*, config: Pubkey, campaign: Pubkey, sponsor_token: Pubkey, purse: Pubkey, sponsor_grant_token: Pubkey | None, grant_purse: Pubkey | None, campaign_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(campaign, False, True),
        AccountMeta(sponsor_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(PROGRAM, False, False) if sponsor_grant_token is None else AccountMeta(sponsor_grant_token, False, True),
        AccountMeta(PROGRAM, False, False) if grant_purse is None else AccountMeta(grant_purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x02\x60\xb7\xfb\x3f\xd0\x2e\x2e" + _REFUND_ARGS_0.pack(campaign_id), _accounts)


_REFUTE_ARGS_0 = Struct("<32sB")


def refute(*, caller: Pubkey, config: Pubkey, epoch: Pubkey, batch: Pubkey | None, openings: Pubkey | None, caller_token: Pubkey, treasury_token: Pubkey, purse: Pubkey, epoch_id: bytes, fault: int, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(epoch, False, True),
        AccountMeta(PROGRAM, False, False) if batch is None else AccountMeta(batch, False, False),
        AccountMeta(PROGRAM, False, False) if openings is None else AccountMeta(openings, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(treasury_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xfe\x81\x3c\xcf\x17\xb0\x0a\x8d" + _REFUTE_ARGS_0.pack(epoch_id, fault) + _LENGTH.pack(len(data)) + data, _accounts)


_RENOUNCE_ARGS_0 = Struct("<32s")


def renounce(*, caller: Pubkey, grant: Pubkey, grant_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(grant, False, True),
    ]
    return Instruction(PROGRAM, b"\xf1\x9d\x8a\xd2\x08\xeb\xbb\x7b" + _RENOUNCE_ARGS_0.pack(grant_id), _accounts)


_RESOLVE_ARGS_0 = Struct("<32s")


def resolve(*, config: Pubkey, epoch: Pubkey, case: Pubkey, treasury_token: Pubkey, purse: Pubkey, epoch_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(epoch, False, True),
        AccountMeta(case, False, False),
        AccountMeta(treasury_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xf6\x96\xec\xce\x6c\x3f\x3a\x0a" + _RESOLVE_ARGS_0.pack(epoch_id), _accounts)


_REVEAL_BATCH_ARGS_0 = Struct("<32s32s")


def reveal_batch(*, caller: Pubkey, config: Pubkey, batch: Pubkey, campaign: Pubkey, openings: Pubkey | None, caller_token: Pubkey, purse: Pubkey, batch_id: bytes, seed: bytes, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(batch, False, True),
        AccountMeta(campaign, False, False),
        AccountMeta(PROGRAM, False, False) if openings is None else AccountMeta(openings, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x2a\xb0\xc4\xa8\x7b\x2f\xc3\x79" + _REVEAL_BATCH_ARGS_0.pack(batch_id, seed) + _LENGTH.pack(len(data)) + data, _accounts)


_ROTATE_ARGS_0 = Struct("<32s32s")


def rotate(*, caller: Pubkey, config: Pubkey, grant: Pubkey, grant_id: bytes, to: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(grant, False, True),
    ]
    return Instruction(PROGRAM, b"\xd9\xa6\xf9\xb0\x03\xd9\xc8\x49" + _ROTATE_ARGS_0.pack(grant_id, to), _accounts)


_SET_PRICE_ARGS_0 = Struct("<32sQ")


def set_price(*, caller: Pubkey, campaign: Pubkey, campaign_id: bytes, price: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(campaign, False, True),
    ]
    return Instruction(PROGRAM, b"\x10\x13\xb6\x08\x95\x53\x48\xb5" + _SET_PRICE_ARGS_0.pack(campaign_id, price), _accounts)


_SUSPEND_ARGS_0 = Struct("<32s32s")


def suspend(*, config: Pubkey, epoch: Pubkey, case: Pubkey, epoch_id: bytes, case_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(epoch, False, True),
        AccountMeta(case, False, False),
    ]
    return Instruction(PROGRAM, b"\x60\xd0\x4b\x6d\x1c\x71\x7e\x82" + _SUSPEND_ARGS_0.pack(epoch_id, case_id), _accounts)


_TOP_UP_ARGS_0 = Struct("<32sQ")


def top_up(*, caller: Pubkey, grant: Pubkey, caller_token: Pubkey, purse: Pubkey, grant_id: bytes, amount: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(grant, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xec\xe1\x60\x09\x3c\x6a\x4d\xd0" + _TOP_UP_ARGS_0.pack(grant_id, amount), _accounts)


_WITHDRAW_ARGS_0 = Struct("<32s")


def withdraw(*, caller: Pubkey, config: Pubkey, grant: Pubkey, caller_token: Pubkey, purse: Pubkey, grant_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(grant, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xb7\x12\x46\x9c\x94\x6d\xa1\x22" + _WITHDRAW_ARGS_0.pack(grant_id), _accounts)
