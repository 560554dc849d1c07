"""Campaigns, judgments and epochs of rewards as plain objects: the executable spec of market.Rewards. Grants: grants.py."""

from __future__ import annotations

from itertools import pairwise

from .. import errors as e
from .. import ids
from ..commit import judgments
from ..commit.sumtree import reward_down
from ..models import rewards as m
from ..models.base import ZERO
from ..models.deployment import MAX_SECS
from ..units import BPS, U64_MAX, share_down
from .chain import Ledger, checked
from .court import CourtState
from .evidence import Reader, is_faulty, opened_leaf
from .grants import PURSE, GrantState, is_schedule
from .openings import Openings

HALF = 5_000


class RewardsState(GrantState):
    """What the program stores. Methods take the caller first; `ReferenceRewards` binds it."""

    def __init__(self, ledger: Ledger, court: CourtState, config: m.RewardsConfig, program: bytes) -> None:
        delays = (config.window_secs, config.post_secs, config.claim_secs, config.rotate_secs)
        if not all(1 <= secs <= MAX_SECS for secs in delays) or config.post_bond == 0:
            raise e.BadConfig
        super().__init__(ledger, court, config, program)
        self.campaigns: dict[bytes, m.Campaign] = {}
        self.workers: dict[tuple[bytes, bytes], m.Worker] = {}
        self.batches: dict[bytes, m.Batch] = {}
        self.epochs: dict[bytes, m.Epoch] = {}
        self.claimed: set[tuple[bytes, int]] = set()
        self.openings = Openings[bytes]()

    # ---- what the verbs share

    def campaign(self, campaign_id: bytes) -> m.Campaign:
        if campaign_id not in self.campaigns:
            raise e.UnknownCampaign
        return self.campaigns[campaign_id]

    def batch(self, batch_id: bytes) -> m.Batch:
        if batch_id not in self.batches:
            raise e.UnknownBatch
        return self.batches[batch_id]

    def epoch(self, epoch_id: bytes) -> m.Epoch:
        if epoch_id not in self.epochs:
            raise e.UnknownEpoch
        return self.epochs[epoch_id]

    def _save(self, campaign: m.Campaign, **changes: object) -> m.Campaign:
        self.campaigns[campaign.campaign_id] = campaign.model_copy(update=changes)
        return self.campaigns[campaign.campaign_id]

    def _save_epoch(self, epoch: m.Epoch, **changes: object) -> m.Epoch:
        self.epochs[epoch.epoch_id] = epoch.model_copy(update=changes)
        return self.epochs[epoch.epoch_id]

    def _pay(self, to: bytes, amount: int, token: bytes | None = None) -> None:
        self.ledger.move(PURSE, to, amount, token)

    # ---- campaigns

    def open(self, caller: bytes, nonce: int, t: m.CampaignTerms) -> m.CampaignOpened:
        campaign_id = ids.campaign_id(self.program, caller, nonce)
        if campaign_id in self.campaigns:
            raise e.CampaignExists
        if not 1 <= t.domain <= max(m.Domain) or 0 in (t.task_count, t.epoch_pool, t.epochs, t.batch_bond) or t.vest_bps > BPS:
            raise e.BadCampaign
        if not (1 <= t.epoch_secs <= MAX_SECS and 1 <= t.reveal_secs <= MAX_SECS):
            raise e.BadCampaign
        if t.vest_bps:
            if t.price == 0 or not is_schedule(t.schedule) or t.grant_token in (ZERO, self.config.token):
                raise e.BadCampaign
            self.ledger.require_token(t.grant_token)
        elif (t.price, t.grant_token, t.schedule) != (0, ZERO, m.Schedule(cliff_secs=0, duration_secs=0)):
            raise e.BadCampaign
        self.campaigns[campaign_id] = m.Campaign(
            campaign_id=campaign_id, sponsor=caller, terms=t, opened_at=self.ledger.now, price=t.price, least_price=t.price
        )
        return self.ledger.log(
            m.CampaignOpened(
                campaign_id=campaign_id, sponsor=caller, domain=t.domain, rubric_root=t.rubric_root, gold_root=t.gold_root, task_root=t.task_root,
                task_count=t.task_count, epoch_pool=t.epoch_pool, epochs=t.epochs, epoch_secs=t.epoch_secs, vest_bps=t.vest_bps, price=t.price,
            )
        )  # fmt: skip

    def fund(self, caller: bytes, campaign_id: bytes, cash: int, tokens: int) -> m.CampaignFunded:
        campaign = self.campaign(campaign_id)
        if campaign.closed_at:
            raise e.CampaignIsClosed
        if cash == 0 and tokens == 0:
            raise e.ZeroAmount
        if tokens and campaign.terms.vest_bps == 0:
            raise e.WrongToken
        self.ledger.require(caller, cash)
        if tokens:
            self.ledger.require(caller, tokens, campaign.terms.grant_token)
        self._save(campaign, cash_free=checked(campaign.cash_free + cash), tokens_free=checked(campaign.tokens_free + tokens))
        self.ledger.move(caller, PURSE, cash)
        if tokens:
            self.ledger.move(caller, PURSE, tokens, campaign.terms.grant_token)
        return self.ledger.log(m.CampaignFunded(campaign_id=campaign_id, funder=caller, cash=cash, tokens=tokens))

    def set_price(self, caller: bytes, campaign_id: bytes, price: int) -> m.PriceSet:
        campaign = self.campaign(campaign_id)
        if caller != campaign.sponsor:
            raise e.NotSponsor
        if campaign.closed_at:
            raise e.CampaignIsClosed
        if price == 0 or campaign.terms.vest_bps == 0:
            raise e.BadPrice
        self._save(campaign, price=price, least_price=min(campaign.least_price, price))
        return self.ledger.log(m.PriceSet(campaign_id=campaign_id, price=price))

    def close(self, caller: bytes, campaign_id: bytes) -> m.CampaignClosed:
        campaign = self.campaign(campaign_id)
        if caller != campaign.sponsor:
            raise e.NotSponsor
        if campaign.closed_at:
            raise e.CampaignIsClosed
        self._save(campaign, closed_at=self.ledger.now)
        return self.ledger.log(m.CampaignClosed(campaign_id=campaign_id, closed_at=self.ledger.now))

    def refund(self, campaign_id: bytes) -> m.CampaignRefunded:
        campaign = self.campaign(campaign_id)
        if not campaign.closed_at:
            raise e.CampaignIsOpen
        cash, tokens = campaign.cash_free, campaign.tokens_free
        if cash == 0 and tokens == 0:
            raise e.NothingToRefund
        self._save(campaign, cash_free=0, tokens_free=0)
        self._pay(campaign.sponsor, cash)
        if tokens:
            self._pay(campaign.sponsor, tokens, campaign.terms.grant_token)
        return self.ledger.log(m.CampaignRefunded(campaign_id=campaign_id, cash=cash, tokens=tokens))

    # ---- judgments

    def join(self, caller: bytes, campaign_id: bytes) -> m.Joined:
        campaign = self.campaign(campaign_id)
        if campaign.closed_at:
            raise e.CampaignIsClosed
        if (campaign_id, caller) in self.workers:
            raise e.AlreadyJoined
        self.workers[campaign_id, caller] = m.Worker(campaign_id=campaign_id, worker=caller, price=campaign.price, joined_at=self.ledger.now)
        return self.ledger.log(m.Joined(campaign_id=campaign_id, worker=caller, price=campaign.price))

    def commit_batch(self, caller: bytes, campaign_id: bytes, root: bytes, count: int) -> m.BatchCommitted:
        campaign = self.campaign(campaign_id)
        t = campaign.terms
        if (campaign_id, caller) not in self.workers:
            raise e.NotJoined
        if campaign.closed_at:
            raise e.CampaignIsClosed
        number = campaign.epoch_at(self.ledger.now)
        if number >= t.epochs:
            raise e.CampaignOver
        if not 1 <= count <= m.MAX_BATCH:
            raise e.BadCount
        batch_id = ids.batch_id(campaign_id, number, caller)
        if batch_id in self.batches:
            raise e.BatchExists
        epoch_id = ids.epoch_id(campaign_id, number)
        epoch = self.epochs.get(epoch_id)
        # A lower price promised since the epoch's first batch asks for more tokens behind it.
        cash = 0 if epoch else t.epoch_pool - share_down(t.epoch_pool, t.vest_bps)
        needed = checked(share_down(t.epoch_pool, t.vest_bps) * m.ONE_TOKEN // campaign.least_price) if t.vest_bps else 0
        tokens = needed - (epoch.tokens if epoch else 0)
        if campaign.cash_free < cash or campaign.tokens_free < tokens:
            raise e.PoolExhausted
        self.ledger.require(caller, t.batch_bond)
        if epoch is None:
            post_by = campaign.reveal_from(number) + t.reveal_secs + self.config.post_secs
            epoch = m.Epoch(epoch_id=epoch_id, campaign_id=campaign_id, epoch=number, state=m.EpochState.OPEN, cash=0, tokens=0, post_by=post_by)
        self._save_epoch(epoch, cash=epoch.cash + cash, tokens=epoch.tokens + tokens)
        self._save(campaign, cash_free=campaign.cash_free - cash, tokens_free=campaign.tokens_free - tokens)
        self.batches[batch_id] = m.Batch(
            batch_id=batch_id, campaign_id=campaign_id, epoch=number, worker=caller, root=root, count=count, state=m.BatchState.COMMITTED
        )
        self.ledger.move(caller, PURSE, t.batch_bond)
        return self.ledger.log(m.BatchCommitted(batch_id=batch_id, campaign_id=campaign_id, epoch=number, worker=caller, root=root, count=count))

    def provide(self, caller: bytes, offset: int, data: bytes) -> m.BytesProvided:
        return self.ledger.log(m.BytesProvided(party=caller, length=self.openings.provide(caller, offset, data)))

    def reveal_batch(self, caller: bytes, batch_id: bytes, seed: bytes, data: bytes) -> m.BatchRevealed:
        batch = self.batch(batch_id)
        campaign = self.campaigns[batch.campaign_id]
        if caller != batch.worker:
            raise e.NotWorker
        if batch.state is not m.BatchState.COMMITTED:
            raise e.BatchNotCommitted
        starts = campaign.reveal_from(batch.epoch)
        if self.ledger.now < starts:
            raise e.RevealNotOpen
        if self.ledger.now >= starts + campaign.terms.reveal_secs:
            raise e.RevealClosed
        said = self.openings.given(caller, data)
        records = judgments.split(said)
        tasks = [judgments.parsed(r)[0] for r in records]
        ordered = all(a < b for a, b in pairwise(tasks))
        if len(said) != batch.count * judgments.JUDGMENT_BYTES or not ordered or tasks[-1] >= campaign.terms.task_count:
            raise e.BadBatch
        if judgments.batch_tree(batch_id, seed, records).root != batch.root:
            raise e.BadBatch
        self.openings.use_up(caller, data)
        self.batches[batch_id] = batch.model_copy(update={"state": m.BatchState.REVEALED, "seed": seed})
        self._pay(caller, campaign.terms.batch_bond)
        return self.ledger.log(m.BatchRevealed(batch_id=batch_id, seed=seed, judgments=said))

    def forfeit(self, batch_id: bytes) -> m.BatchForfeited:
        batch = self.batch(batch_id)
        campaign = self.campaigns[batch.campaign_id]
        if batch.state is not m.BatchState.COMMITTED:
            raise e.BatchNotCommitted
        if self.ledger.now < campaign.reveal_from(batch.epoch) + campaign.terms.reveal_secs:
            raise e.NotDue
        self.batches[batch_id] = batch.model_copy(update={"state": m.BatchState.FORFEITED})
        self._pay(self.config.treasury, campaign.terms.batch_bond)
        return self.ledger.log(m.BatchForfeited(batch_id=batch_id, bond=campaign.terms.batch_bond))

    # ---- epochs

    def post_epoch(self, caller: bytes, campaign_id: bytes, number: int, p: m.Posting) -> m.EpochPosted:
        campaign = self.campaign(campaign_id)
        epoch = self.epoch(ids.epoch_id(campaign_id, number))
        if self.ledger.now < campaign.reveal_from(number) + campaign.terms.reveal_secs:
            raise e.EpochNotDue
        if epoch.state is m.EpochState.EXPIRED:
            raise e.AlreadyExpired
        if epoch.state is not m.EpochState.OPEN:
            raise e.EpochIsPosted
        if self.ledger.now >= epoch.post_by:
            raise e.PostClosed
        if 0 in (p.leaf_count, p.total_score) or (p.row_count == 0) != (p.dataset_root == ZERO):
            raise e.BadPosting
        self.ledger.require(caller, self.config.post_bond)
        claim_from = checked(self.ledger.now + self.config.window_secs)
        self._save_epoch(epoch, state=m.EpochState.POSTED, posting=p, poster=caller, bond=self.config.post_bond, claim_from=claim_from, case_id=ZERO)
        self.ledger.move(caller, PURSE, self.config.post_bond)
        return self.ledger.log(
            m.EpochPosted(
                epoch_id=epoch.epoch_id, campaign_id=campaign_id, epoch=number, attempt=epoch.attempt, poster=caller, reward_root=p.reward_root,
                leaf_count=p.leaf_count, total_score=p.total_score, dataset_root=p.dataset_root, row_count=p.row_count, claim_from=claim_from,
            )
        )  # fmt: skip

    def _reopen(self, epoch: m.Epoch) -> int:
        """Throws a posting away; there is a whole time again to post another."""
        post_by = checked(self.ledger.now + self.config.post_secs)
        self._save_epoch(epoch, state=m.EpochState.OPEN, attempt=epoch.attempt + 1, post_by=post_by, bond=0, claim_from=0)
        return post_by

    def refute(self, caller: bytes, epoch_id: bytes, fault: int, data: bytes) -> m.EpochRefuted:
        epoch = self.epoch(epoch_id)
        if epoch.state not in (m.EpochState.POSTED, m.EpochState.SUSPENDED):
            raise e.EpochNotPosted
        # A sham accusation must not use the window up.
        if epoch.state is m.EpochState.POSTED and self.ledger.now >= epoch.claim_from:
            raise e.WindowClosed
        if not is_faulty(epoch, fault, self.openings.given(caller, data), self.batches.get):
            raise e.NotRefuted
        self.openings.use_up(caller, data)
        reward = share_down(epoch.bond, HALF)
        post_by = self._reopen(epoch)
        self._pay(caller, reward)
        self._pay(self.config.treasury, epoch.bond - reward)
        return self.ledger.log(m.EpochRefuted(epoch_id=epoch_id, attempt=epoch.attempt, fault=fault, refuter=caller, reward=reward, post_by=post_by))

    def suspend(self, epoch_id: bytes, case_id: bytes) -> m.EpochSuspended:
        epoch = self.epoch(epoch_id)
        if epoch.state is not m.EpochState.POSTED:
            raise e.EpochNotPosted
        if self.ledger.now >= epoch.claim_from:
            raise e.WindowClosed
        case = self.court.known(case_id)
        # Ids can be foreseen: a case from before this window may have its contest behind it.
        if case.accusation.subject != ids.posting_id(epoch_id, epoch.attempt) or case.accused_at < epoch.claim_from - self.config.window_secs:
            raise e.WrongCase
        if case.is_closed:
            raise e.CaseIsClosed
        self._save_epoch(epoch, state=m.EpochState.SUSPENDED, case_id=case_id)
        return self.ledger.log(m.EpochSuspended(epoch_id=epoch_id, case_id=case_id))

    def resolve(self, epoch_id: bytes) -> m.EpochResolved:
        epoch = self.epoch(epoch_id)
        if epoch.state is not m.EpochState.SUSPENDED:
            raise e.EpochNotSuspended
        case = self.court.known(epoch.case_id)
        if not case.is_closed:
            raise e.CaseNotClosed
        if case.is_guilty:
            post_by, claim_from = self._reopen(epoch), 0
            # The accuser has its part of what the court took; the bond must not wait for anybody's account.
            self._pay(self.config.treasury, epoch.bond)
        else:
            # A lost accusation leaves the next one a whole window.
            post_by, claim_from = epoch.post_by, checked(self.ledger.now + self.config.window_secs)
            self._save_epoch(epoch, state=m.EpochState.POSTED, claim_from=claim_from)
        return self.ledger.log(m.EpochResolved(epoch_id=epoch_id, case_id=epoch.case_id, overturned=case.is_guilty, post_by=post_by, claim_from=claim_from))

    def pay_poster(self, epoch_id: bytes) -> m.PosterPaid:
        epoch = self.epoch(epoch_id)
        if epoch.state not in (m.EpochState.POSTED, m.EpochState.EXPIRED) or epoch.claim_from == 0:
            raise e.EpochNotPosted
        if self.ledger.now < epoch.claim_from:
            raise e.WindowOpen
        if epoch.bond == 0:
            raise e.AlreadySettled
        self._save_epoch(epoch, bond=0)
        self._pay(epoch.poster, epoch.bond)
        return self.ledger.log(m.PosterPaid(epoch_id=epoch_id, poster=epoch.poster, bond=epoch.bond))

    def claim(self, caller: bytes, epoch_id: bytes, data: bytes) -> m.RewardClaimed:
        epoch = self.epoch(epoch_id)
        campaign = self.campaigns[epoch.campaign_id]
        t, p = campaign.terms, epoch.posting
        if epoch.state is not m.EpochState.POSTED:
            raise e.EpochNotPosted
        if self.ledger.now < epoch.claim_from:
            raise e.WindowOpen
        if self.ledger.now >= epoch.claim_from + self.config.claim_secs:
            raise e.ClaimClosed
        index, leaf, before = opened_leaf(p, Reader(self.openings.given(caller, data)), last=True)
        if (epoch_id, index) in self.claimed:
            raise e.AlreadyClaimed
        worker = self.workers.get((epoch.campaign_id, leaf.worker))
        if worker is None:
            raise e.NotJoined
        vest_pool = share_down(t.epoch_pool, t.vest_bps)
        cash = reward_down(t.epoch_pool - vest_pool, before, leaf.score, p.total_score)
        tokens = reward_down(vest_pool, before, leaf.score, p.total_score) * m.ONE_TOKEN // worker.price if t.vest_bps else 0
        grant_id = ids.grant_id(self.program, epoch.campaign_id, leaf.worker, 0)
        grant = self.grants.get(grant_id)
        # Whose grant was clawed back earns no more of it; and who fills a grant up must not keep its worker from the cash. The tokens stay with the epoch.
        if tokens == 0 or (grant is not None and (grant.revoked or grant.deposited + tokens > U64_MAX)):
            tokens, grant_id = 0, ZERO
        self.openings.use_up(caller, data)
        self.claimed.add((epoch_id, index))
        self._save_epoch(epoch, cash=checked(epoch.cash - cash), tokens=checked(epoch.tokens - tokens))
        if tokens:
            fresh = m.Grant(
                grant_id=grant_id, grantor=campaign.sponsor, beneficiary=leaf.worker, token=t.grant_token, deposited=0, withdrawn=0,
                created_at=self.ledger.now, start_at=worker.joined_at, schedule=t.schedule,
            )  # fmt: skip
            grant = grant or fresh
            self.grants[grant_id] = grant.model_copy(update={"deposited": grant.deposited + tokens})
        self._pay(leaf.worker, cash)
        return self.ledger.log(
            m.RewardClaimed(epoch_id=epoch_id, index=index, worker=leaf.worker, score=leaf.score, cash=cash, tokens=tokens, grant_id=grant_id)
        )

    def expire(self, epoch_id: bytes) -> m.EpochExpired:
        epoch = self.epoch(epoch_id)
        if epoch.state is m.EpochState.EXPIRED:
            raise e.AlreadyExpired
        unposted = epoch.state is m.EpochState.OPEN and self.ledger.now >= epoch.post_by
        unclaimed = epoch.state is m.EpochState.POSTED and self.ledger.now >= epoch.claim_from + self.config.claim_secs
        if not (unposted or unclaimed):
            raise e.NotDue
        campaign = self.campaigns[epoch.campaign_id]
        self._save(campaign, cash_free=checked(campaign.cash_free + epoch.cash), tokens_free=checked(campaign.tokens_free + epoch.tokens))
        self._save_epoch(epoch, state=m.EpochState.EXPIRED, cash=0, tokens=0)
        return self.ledger.log(m.EpochExpired(epoch_id=epoch_id, cash=epoch.cash, tokens=epoch.tokens))


class ReferenceRewards:
    """market.Rewards for one caller."""

    def __init__(self, state: RewardsState, caller: bytes) -> None:
        self._state, self._caller = state, caller

    def config(self) -> m.RewardsConfig:
        return self._state.config

    def campaign(self, campaign_id: bytes) -> m.Campaign | None:
        return self._state.campaigns.get(campaign_id)

    def worker(self, campaign_id: bytes, owner: bytes) -> m.Worker | None:
        return self._state.workers.get((campaign_id, owner))

    def batch(self, batch_id: bytes) -> m.Batch | None:
        return self._state.batches.get(batch_id)

    def epoch(self, epoch_id: bytes) -> m.Epoch | None:
        return self._state.epochs.get(epoch_id)

    def is_claimed(self, epoch_id: bytes, index: int) -> bool:
        return (epoch_id, index) in self._state.claimed

    def openings(self, party: bytes) -> bytes:
        return self._state.openings.of(party)

    def grant(self, grant_id: bytes) -> m.Grant | None:
        return self._state.grants.get(grant_id)

    def open(self, nonce: int, terms: m.CampaignTerms) -> m.CampaignOpened:
        return self._state.open(self._caller, nonce, terms)

    def fund(self, campaign_id: bytes, cash: int, tokens: int = 0) -> m.CampaignFunded:
        return self._state.fund(self._caller, campaign_id, cash, tokens)

    def set_price(self, campaign_id: bytes, price: int) -> m.PriceSet:
        return self._state.set_price(self._caller, campaign_id, price)

    def close(self, campaign_id: bytes) -> m.CampaignClosed:
        return self._state.close(self._caller, campaign_id)

    def refund(self, campaign_id: bytes) -> m.CampaignRefunded:
        return self._state.refund(campaign_id)

    def join(self, campaign_id: bytes) -> m.Joined:
        return self._state.join(self._caller, campaign_id)

    def commit_batch(self, campaign_id: bytes, root: bytes, count: int) -> m.BatchCommitted:
        return self._state.commit_batch(self._caller, campaign_id, root, count)

    def provide(self, offset: int, data: bytes) -> m.BytesProvided:
        return self._state.provide(self._caller, offset, data)

    def reveal_batch(self, batch_id: bytes, seed: bytes, data: bytes) -> m.BatchRevealed:
        return self._state.reveal_batch(self._caller, batch_id, seed, data)

    def forfeit(self, batch_id: bytes) -> m.BatchForfeited:
        return self._state.forfeit(batch_id)

    def post_epoch(self, campaign_id: bytes, epoch: int, posting: m.Posting) -> m.EpochPosted:
        return self._state.post_epoch(self._caller, campaign_id, epoch, posting)

    def refute(self, epoch_id: bytes, fault: int, data: bytes) -> m.EpochRefuted:
        return self._state.refute(self._caller, epoch_id, fault, data)

    def suspend(self, epoch_id: bytes, case_id: bytes) -> m.EpochSuspended:
        return self._state.suspend(epoch_id, case_id)

    def resolve(self, epoch_id: bytes) -> m.EpochResolved:
        return self._state.resolve(epoch_id)

    def pay_poster(self, epoch_id: bytes) -> m.PosterPaid:
        return self._state.pay_poster(epoch_id)

    def claim(self, epoch_id: bytes, data: bytes) -> m.RewardClaimed:
        return self._state.claim(self._caller, epoch_id, data)

    def expire(self, epoch_id: bytes) -> m.EpochExpired:
        return self._state.expire(epoch_id)

    def create_grant(self, nonce: int, terms: m.GrantTerms) -> m.GrantCreated:
        return self._state.create_grant(self._caller, nonce, terms)

    def top_up(self, grant_id: bytes, amount: int) -> m.GrantToppedUp:
        return self._state.top_up(self._caller, grant_id, amount)

    def withdraw(self, grant_id: bytes) -> m.GrantWithdrawn:
        return self._state.withdraw(self._caller, grant_id)

    def rotate(self, grant_id: bytes, to: bytes) -> m.GrantRotated:
        return self._state.rotate(self._caller, grant_id, to)

    def clawback(self, grant_id: bytes, case_id: bytes) -> m.GrantClawedBack:
        return self._state.clawback(grant_id, case_id)

    def renounce(self, grant_id: bytes) -> m.GrantRenounced:
        return self._state.renounce(self._caller, grant_id)
