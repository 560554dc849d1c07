"""Input checks of rewards."""

from __future__ import annotations

from itertools import pairwise

from ..commit import judgments
from ..commit.sumtree import SIBLING_BYTES
from ..errors import InputError
from ..market import Chain, Rewards
from ..models import rewards as r
from ..models.base import ZERO
from ..models.deployment import MAX_SECS
from ..units import U64_MAX, Amount
from .arguments import U32_MAX, Amounts, bytes32, data_of, said_by, somebody, whole

MAX_HEIGHT = 32
LEAF = 4 + 44
ROW = 4 + judgments.ROW_BYTES
# How long the evidence of a fault is without its paths, and a path's step (docs/rewards.md, "Refuting").
EVIDENCE: dict[int, tuple[tuple[int, ...], int]] = {
    r.Fault.SUM: ((1 + 4 + 44 + 8, 1 + 4 + 80 + 8), SIBLING_BYTES),
    r.Fault.DUPLICATE: ((2 * LEAF,), SIBLING_BYTES),
    r.Fault.COUNT: ((LEAF,), SIBLING_BYTES),
    r.Fault.ROW: ((ROW, ROW + judgments.JUDGMENT_BYTES), 32),
    r.Fault.ROW_TWICE: ((2 * ROW,), 32),
}


class CheckedRewards:
    """market.Rewards around any other. Terms, schedules and postings are models and have checked their own fields' widths."""

    def __init__(self, inner: Rewards, chain: Chain) -> None:
        self._inner, self._chain, self._amount = inner, chain, Amounts(chain.deployment())

    def config(self) -> r.RewardsConfig:
        return self._inner.config()

    def campaign(self, campaign_id: bytes) -> r.Campaign | None:
        return self._inner.campaign(bytes32("campaign_id", campaign_id))

    def worker(self, campaign_id: bytes, owner: bytes) -> r.Worker | None:
        return self._inner.worker(bytes32("campaign_id", campaign_id), bytes32("owner", owner))

    def batch(self, batch_id: bytes) -> r.Batch | None:
        return self._inner.batch(bytes32("batch_id", batch_id))

    def epoch(self, epoch_id: bytes) -> r.Epoch | None:
        return self._inner.epoch(bytes32("epoch_id", epoch_id))

    def is_claimed(self, epoch_id: bytes, index: int) -> bool:
        return self._inner.is_claimed(bytes32("epoch_id", epoch_id), whole("index", index, U32_MAX))

    def openings(self, party: bytes) -> bytes:
        return self._inner.openings(bytes32("party", party))

    def grant(self, grant_id: bytes) -> r.Grant | None:
        return self._inner.grant(bytes32("grant_id", grant_id))

    # ---- campaigns

    def open(self, nonce: int, terms: r.CampaignTerms) -> r.CampaignOpened:
        whole("nonce", nonce, U64_MAX)
        if terms.domain not in list(r.Domain):
            known = ", ".join(f"{d.value} {d.name}" for d in r.Domain)
            raise InputError("terms.domain", terms.domain, f"one of {known}", "name the field of the experts who will judge")
        for field in ("task_count", "epoch_pool", "epochs", "batch_bond"):
            whole(f"terms.{field}", getattr(terms, field), U64_MAX, 1)
        for field in ("epoch_secs", "reveal_secs"):
            whole(f"terms.{field}", getattr(terms, field), MAX_SECS, 1)
        if terms.vest_bps:
            self._grants(terms)
        else:
            for field, zero in (("price", 0), ("grant_token", ZERO), ("schedule", r.Schedule(cliff_secs=0, duration_secs=0))):
                if (value := getattr(terms, field)) != zero:
                    raise InputError(f"terms.{field}", value, "zero where vest_bps is 0", "say which part vests, or leave it out")
        return self._inner.open(nonce, terms)

    def _grants(self, terms: r.CampaignTerms) -> None:
        """The half of a campaign's terms that says what it pays in grants."""
        whole("terms.price", terms.price, U64_MAX, 1)
        _schedule(terms.schedule)
        if terms.grant_token in (ZERO, self._chain.deployment().token):
            raise InputError("terms.grant_token", terms.grant_token, "a token of 6 decimals other than the deployment's", "name what the grants are in")

    def fund(self, campaign_id: bytes, cash: int | Amount, tokens: int | Amount = 0) -> r.CampaignFunded:
        bytes32("campaign_id", campaign_id)

        def of_campaign() -> bytes:
            campaign = self._inner.campaign(campaign_id)
            return campaign.terms.grant_token if campaign else ZERO

        coins, granted = self._amount("cash", cash, least=0), self._amount("tokens", tokens, of_campaign, least=0)
        if not coins and not granted:
            raise InputError("cash", coins, "above 0 where tokens is 0", "say how much of either to add")
        return self._inner.fund(campaign_id, coins, granted)

    def set_price(self, campaign_id: bytes, price: int | Amount) -> r.PriceSet:
        return self._inner.set_price(bytes32("campaign_id", campaign_id), self._amount("price", price))

    def close(self, campaign_id: bytes) -> r.CampaignClosed:
        return self._inner.close(bytes32("campaign_id", campaign_id))

    def refund(self, campaign_id: bytes) -> r.CampaignRefunded:
        return self._inner.refund(bytes32("campaign_id", campaign_id))

    def join(self, campaign_id: bytes) -> r.Joined:
        return self._inner.join(bytes32("campaign_id", campaign_id))

    # ---- judgments

    def commit_batch(self, campaign_id: bytes, root: bytes, count: int) -> r.BatchCommitted:
        return self._inner.commit_batch(bytes32("campaign_id", campaign_id), bytes32("root", root), whole("count", count, r.MAX_BATCH, 1))

    def provide(self, offset: int, data: bytes) -> r.BytesProvided:
        whole("offset", offset, r.MAX_OPENINGS)
        return self._inner.provide(offset, data_of("data", data, r.MAX_OPENINGS - offset))

    def reveal_batch(self, batch_id: bytes, seed: bytes, data: bytes) -> r.BatchRevealed:
        bytes32("batch_id", batch_id)
        bytes32("seed", seed)
        if len(data_of("data", data, r.MAX_BATCH * judgments.JUDGMENT_BYTES)) % judgments.JUDGMENT_BYTES:
            raise InputError("data", data, f"{judgments.JUDGMENT_BYTES} bytes a judgment", "take them from commit.judgments")
        tasks = [judgments.parsed(record)[0] for record in judgments.split(data)]
        for before, after in pairwise(tasks):
            if before >= after:
                raise InputError("data", data, f"by strictly ascending task; {after} stands after {before}", "reveal what was committed")
        return self._inner.reveal_batch(batch_id, seed, data)

    def forfeit(self, batch_id: bytes) -> r.BatchForfeited:
        return self._inner.forfeit(bytes32("batch_id", batch_id))

    # ---- epochs

    def post_epoch(self, campaign_id: bytes, epoch: int, posting: r.Posting) -> r.EpochPosted:
        bytes32("campaign_id", campaign_id)
        whole("epoch", epoch, U32_MAX)
        for field in ("leaf_count", "total_score"):
            whole(f"posting.{field}", getattr(posting, field), U64_MAX, 1)
        if (posting.row_count == 0) != (posting.dataset_root == ZERO):
            bound = "0 without a dataset's root, and above 0 with one"
            raise InputError("posting.row_count", posting.row_count, bound, "count the dataset's rows")
        return self._inner.post_epoch(campaign_id, epoch, posting)

    def refute(self, epoch_id: bytes, fault: int, data: bytes) -> r.EpochRefuted:
        bytes32("epoch_id", epoch_id)
        if isinstance(fault, bool) or fault not in EVIDENCE:
            raise InputError("fault", fault, f"one of {', '.join(f'{f.value} {f.name}' for f in r.Fault)}", "name what the evidence shows")
        bases, step = EVIDENCE[fault]
        if data_of("data", data) and not any(len(data) >= base and (len(data) - base) % step == 0 for base in bases):
            shown = " or ".join(map(str, bases))
            raise InputError("data", data, f"{shown} bytes and {step} a sibling", 'read docs/rewards.md, "Refuting"')
        return self._inner.refute(epoch_id, int(fault), data)

    def suspend(self, epoch_id: bytes, case_id: bytes) -> r.EpochSuspended:
        return self._inner.suspend(bytes32("epoch_id", epoch_id), bytes32("case_id", case_id))

    def resolve(self, epoch_id: bytes) -> r.EpochResolved:
        return self._inner.resolve(bytes32("epoch_id", epoch_id))

    def pay_poster(self, epoch_id: bytes) -> r.PosterPaid:
        return self._inner.pay_poster(bytes32("epoch_id", epoch_id))

    def claim(self, epoch_id: bytes, data: bytes) -> r.RewardClaimed:
        bytes32("epoch_id", epoch_id)
        if data_of("data", data, LEAF + SIBLING_BYTES * MAX_HEIGHT) and (len(data) < LEAF or (len(data) - LEAF) % SIBLING_BYTES):
            raise InputError("data", data, f"{LEAF} bytes and {SIBLING_BYTES} a sibling", "take it from commit.sumtree.SumTree.claim")
        return self._inner.claim(epoch_id, data)

    def expire(self, epoch_id: bytes) -> r.EpochExpired:
        return self._inner.expire(bytes32("epoch_id", epoch_id))

    # ---- grants

    def create_grant(self, nonce: int, terms: r.GrantTerms) -> r.GrantCreated:
        whole("nonce", nonce, U64_MAX)
        somebody("terms.beneficiary", terms.beneficiary)
        if terms.token == ZERO:
            raise InputError("terms.token", terms.token, "a token of 6 decimals", "name what the grant is in")
        whole("terms.amount", terms.amount, U64_MAX, 1)
        _schedule(terms.schedule)
        said_by("terms.start_at", terms.start_at, self._chain.now() + MAX_SECS)
        return self._inner.create_grant(nonce, terms)

    def top_up(self, grant_id: bytes, amount: int | Amount) -> r.GrantToppedUp:
        bytes32("grant_id", grant_id)

        def of_grant() -> bytes:
            grant = self._inner.grant(grant_id)
            return grant.token if grant else ZERO

        return self._inner.top_up(grant_id, self._amount("amount", amount, of_grant))

    def withdraw(self, grant_id: bytes) -> r.GrantWithdrawn:
        return self._inner.withdraw(bytes32("grant_id", grant_id))

    def rotate(self, grant_id: bytes, to: bytes) -> r.GrantRotated:
        return self._inner.rotate(bytes32("grant_id", grant_id), somebody("to", to))

    def clawback(self, grant_id: bytes, case_id: bytes) -> r.GrantClawedBack:
        return self._inner.clawback(bytes32("grant_id", grant_id), bytes32("case_id", case_id))

    def renounce(self, grant_id: bytes) -> r.GrantRenounced:
        return self._inner.renounce(bytes32("grant_id", grant_id))


def _schedule(s: r.Schedule) -> None:
    whole("terms.schedule.duration_secs", s.duration_secs, MAX_SECS, 1)
    whole("terms.schedule.cliff_secs", s.cliff_secs, s.duration_secs)
    whole("terms.schedule.steps", s.steps, r.MAX_STEPS)
