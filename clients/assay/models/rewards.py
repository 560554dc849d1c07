"""State and events of rewards (meaning: market.Rewards)."""

from __future__ import annotations

from enum import IntEnum

from .base import U8, U16, U32, U64, ZERO, Address, Bps, Bytes, Bytes32, Event, Model
from .compute import MAX_OPENINGS as MAX_OPENINGS

MAX_BATCH = 256
MAX_STEPS = 1_000
MAX_SCORE = 10_000  # of one judgment
ONE_TOKEN = 1_000_000  # base units: what a campaign's price is for


class Domain(IntEnum):
    MEDICINE = 1
    LAW = 2
    ENGINEERING = 3
    FINANCE = 4
    SCIENCE = 5
    EDUCATION = 6
    ENVIRONMENT = 7
    MAPPING = 8


class RewardsConfig(Model):
    """`court` is the address under which the court slashes: whose rulings count."""

    token: Address
    treasury: Address
    court: Address
    window_secs: U64
    post_secs: U64
    claim_secs: U64
    rotate_secs: U64
    post_bond: U64


class Schedule(Model):
    """Nothing before `cliff_secs` from the start, everything after `duration_secs`, and in between a linear share of what was deposited,
    or with `steps` > 0 that many equal steps."""

    cliff_secs: U64
    duration_secs: U64
    steps: U16 = 0


class CampaignTerms(Model):
    """What a sponsor asks for and pays. Roots commit to files (docs/rewards.md): the rubric with its question forms, the gold items, the tasks.

    Each epoch of `epoch_secs` in which anybody works pays `epoch_pool` base units in all, `vest_bps` of it as tokens of `grant_token` at the
    worker's price, into a grant on `schedule`. `batch_bond` is lost by a worker that commits a batch and does not reveal it within
    `reveal_secs` after the epoch's end. `price` is base units of the deployment's token for a million base units of the grant token; with
    `vest_bps` 0, price, grant token and schedule are all zero.
    """

    domain: U8
    rubric_root: Bytes32
    gold_root: Bytes32
    task_root: Bytes32
    task_count: U32
    epoch_pool: U64
    epochs: U32
    epoch_secs: U64
    reveal_secs: U64
    batch_bond: U64
    vest_bps: Bps = 0
    grant_token: Address = ZERO
    price: U64 = 0
    schedule: Schedule = Schedule(cliff_secs=0, duration_secs=0)


class Campaign(Model):
    """`price` is what the next worker that joins is promised, `least_price` the lowest there ever was. `cash_free` and `tokens_free` are not
    reserved for an epoch. `closed_at` is 0 while it takes work."""

    campaign_id: Bytes32
    sponsor: Address
    terms: CampaignTerms
    opened_at: U64
    price: U64
    least_price: U64
    cash_free: U64 = 0
    tokens_free: U64 = 0
    closed_at: U64 = 0

    def epoch_at(self, now: int) -> int:
        """The epoch that `now` (not before opened_at) falls in; terms.epochs or more where all are over."""
        return (now - self.opened_at) // self.terms.epoch_secs

    def reveal_from(self, epoch: int) -> int:
        return self.opened_at + (epoch + 1) * self.terms.epoch_secs


class Worker(Model):
    """`price` was locked when the worker joined; its grant starts then."""

    campaign_id: Bytes32
    worker: Address
    price: U64
    joined_at: U64


class BatchState(IntEnum):
    COMMITTED = 1
    REVEALED = 2
    FORFEITED = 3


class Batch(Model):
    batch_id: Bytes32
    campaign_id: Bytes32
    epoch: U32
    worker: Address
    root: Bytes32
    count: U16
    state: BatchState
    seed: Bytes32 = ZERO


class EpochState(IntEnum):
    OPEN = 1
    POSTED = 2
    SUSPENDED = 3
    EXPIRED = 4


class Posting(Model):
    """`reward_root` is a sum tree of keccak256 over `leaf_count` leaves whose scores add up to `total_score`, `dataset_root` a tree of sha256
    over `row_count` rows, zero where there are none (docs/rewards.md)."""

    reward_root: Bytes32
    leaf_count: U32
    total_score: U64
    dataset_root: Bytes32 = ZERO
    row_count: U32 = 0


class Epoch(Model):
    """`cash` and `tokens` are what is left of the epoch's reserve. `attempt` counts the postings that were refuted. `post_by` and `claim_from` are
    unix s; `posting`, `poster` and `claim_from` are of the last posting. `bond` is what the poster has at stake, 0 once it is paid out."""

    epoch_id: Bytes32
    campaign_id: Bytes32
    epoch: U32
    state: EpochState
    cash: U64
    tokens: U64
    post_by: U64
    attempt: U32 = 0
    posting: Posting = Posting(reward_root=ZERO, leaf_count=0, total_score=0)
    poster: Address = ZERO
    bond: U64 = 0
    claim_from: U64 = 0
    case_id: Bytes32 = ZERO


class Fault(IntEnum):
    """What evidence against a posting shows (docs/rewards.md, "Refuting")."""

    SUM = 1
    DUPLICATE = 2
    COUNT = 3
    ROW = 4
    ROW_TWICE = 5


class GrantTerms(Model):
    """`amount` base units of `token` (6 decimals) for `beneficiary`, vesting from `start_at` (unix s, past or at most ten years ahead)."""

    beneficiary: Address
    token: Address
    amount: U64
    start_at: U64
    schedule: Schedule


class Grant(Model):
    """`deposited` and `withdrawn` are totals. A rotation counts from `rotate_at` on (0: none). A revoked grant's deposit is what was kept."""

    grant_id: Bytes32
    grantor: Address
    beneficiary: Address
    token: Address
    deposited: U64
    withdrawn: U64
    created_at: U64
    start_at: U64
    schedule: Schedule
    next_beneficiary: Address = ZERO
    rotate_at: U64 = 0
    revoked: bool = False
    renounced: bool = False

    def vested(self, now: int) -> int:
        """What has vested by `now` (unix s), rounded down."""
        return vested_down(self.deposited, self.start_at, self.schedule, now, self.revoked)

    def holder(self, now: int) -> bytes:
        """Who may withdraw at `now`."""
        return self.next_beneficiary if self.rotate_at and now >= self.rotate_at else self.beneficiary


def vested_down(deposited: int, start_at: int, schedule: Schedule, now: int, revoked: bool = False) -> int:
    """The part of `deposited` that has vested by `now`, rounded down."""
    if revoked or now >= start_at + schedule.duration_secs:
        return deposited
    if now < start_at + schedule.cliff_secs:
        return 0
    elapsed = now - start_at
    if schedule.steps == 0:
        return deposited * elapsed // schedule.duration_secs
    return deposited * (elapsed * schedule.steps // schedule.duration_secs) // schedule.steps


class CampaignOpened(Event):
    campaign_id: Bytes32
    sponsor: Address
    domain: U8
    rubric_root: Bytes32
    gold_root: Bytes32
    task_root: Bytes32
    task_count: U32
    epoch_pool: U64
    epochs: U32
    epoch_secs: U64
    vest_bps: U16
    price: U64


class CampaignFunded(Event):
    campaign_id: Bytes32
    funder: Address
    cash: U64
    tokens: U64


class PriceSet(Event):
    campaign_id: Bytes32
    price: U64


class CampaignClosed(Event):
    campaign_id: Bytes32
    closed_at: U64


class CampaignRefunded(Event):
    campaign_id: Bytes32
    cash: U64
    tokens: U64


class Joined(Event):
    campaign_id: Bytes32
    worker: Address
    price: U64


class BatchCommitted(Event):
    batch_id: Bytes32
    campaign_id: Bytes32
    epoch: U32
    worker: Address
    root: Bytes32
    count: U16


class BytesProvided(Event):
    party: Address
    length: U32


class BatchRevealed(Event):
    batch_id: Bytes32
    seed: Bytes32
    judgments: Bytes


class BatchForfeited(Event):
    batch_id: Bytes32
    bond: U64


class EpochPosted(Event):
    epoch_id: Bytes32
    campaign_id: Bytes32
    epoch: U32
    attempt: U32
    poster: Address
    reward_root: Bytes32
    leaf_count: U32
    total_score: U64
    dataset_root: Bytes32
    row_count: U32
    claim_from: U64


class EpochRefuted(Event):
    epoch_id: Bytes32
    attempt: U32
    fault: U8
    refuter: Address
    reward: U64
    post_by: U64


class EpochSuspended(Event):
    epoch_id: Bytes32
    case_id: Bytes32


class EpochResolved(Event):
    epoch_id: Bytes32
    case_id: Bytes32
    overturned: bool
    post_by: U64
    claim_from: U64


class PosterPaid(Event):
    epoch_id: Bytes32
    poster: Address
    bond: U64


class RewardClaimed(Event):
    epoch_id: Bytes32
    index: U32
    worker: Address
    score: U64
    cash: U64
    tokens: U64
    grant_id: Bytes32


class EpochExpired(Event):
    epoch_id: Bytes32
    cash: U64
    tokens: U64


class GrantCreated(Event):
    grant_id: Bytes32
    grantor: Address
    beneficiary: Address
    token: Address
    amount: U64
    start_at: U64
    cliff_secs: U64
    duration_secs: U64
    steps: U16


class GrantToppedUp(Event):
    grant_id: Bytes32
    funder: Address
    amount: U64
    deposited: U64


class GrantWithdrawn(Event):
    grant_id: Bytes32
    beneficiary: Address
    amount: U64


class GrantRotated(Event):
    grant_id: Bytes32
    beneficiary: Address
    next_beneficiary: Address
    rotate_at: U64


class GrantClawedBack(Event):
    grant_id: Bytes32
    case_id: Bytes32
    taken: U64
    kept: U64


class GrantRenounced(Event):
    grant_id: Bytes32


EVENTS: tuple[type[Event], ...] = (
    CampaignOpened, CampaignFunded, PriceSet, CampaignClosed, CampaignRefunded, Joined, BatchCommitted, BytesProvided, BatchRevealed, BatchForfeited,
    EpochPosted, EpochRefuted, EpochSuspended, EpochResolved, PosterPaid, RewardClaimed, EpochExpired, GrantCreated, GrantToppedUp, GrantWithdrawn,
    GrantRotated, GrantClawedBack, GrantRenounced,
)  # fmt: skip
