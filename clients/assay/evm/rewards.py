"""market.Rewards on the EVM."""

from __future__ import annotations

from ..models import rewards as m
from ..models.base import ZERO
from .generated import rewards as g
from .session import Session, plain
from .transport import address20


class EvmRewards:
    """market.Rewards for one account."""

    def __init__(self, session: Session) -> None:
        self._s, self._at, self._rules = session, session.rewards, session.deployment.settings

    def config(self) -> m.RewardsConfig:
        return m.RewardsConfig(**plain(g.decode_config(self._s.read(self._at, g.config()))))

    def campaign(self, campaign_id: bytes) -> m.Campaign | None:
        raw = g.decode_campaign_of(self._s.read(self._at, g.campaign_of(campaign_id)))
        return m.Campaign(**plain(raw) | {"campaign_id": campaign_id}) if raw.opened_at else None

    def worker(self, campaign_id: bytes, owner: bytes) -> m.Worker | None:
        address20("owner", owner)
        raw = g.decode_worker_of(self._s.read(self._at, g.worker_of(campaign_id, owner)))
        return m.Worker(**plain(raw) | {"campaign_id": campaign_id, "worker": owner}) if raw.joined_at else None

    def batch(self, batch_id: bytes) -> m.Batch | None:
        raw = g.decode_batch_of(self._s.read(self._at, g.batch_of(batch_id)))
        return m.Batch(**plain(raw) | {"batch_id": batch_id}) if raw.state else None

    def epoch(self, epoch_id: bytes) -> m.Epoch | None:
        raw = g.decode_epoch_of(self._s.read(self._at, g.epoch_of(epoch_id)))
        return m.Epoch(**plain(raw) | {"epoch_id": epoch_id}) if raw.state else None

    def is_claimed(self, epoch_id: bytes, index: int) -> bool:
        return g.decode_is_claimed(self._s.read(self._at, g.is_claimed(epoch_id, index)))

    def openings(self, party: bytes) -> bytes:
        address20("party", party)
        return g.decode_openings_of(self._s.read(self._at, g.openings_of(party)))

    def grant(self, grant_id: bytes) -> m.Grant | None:
        raw = g.decode_grant_of(self._s.read(self._at, g.grant_of(grant_id)))
        return m.Grant(**plain(raw) | {"grant_id": grant_id}) if any(raw.grantor) else None

    # ---- campaigns

    def open(self, nonce: int, terms: m.CampaignTerms) -> m.CampaignOpened:
        address20("terms.grant_token", terms.grant_token)
        given = g.CampaignTerms(**dict(terms) | {"schedule": _schedule(terms.schedule)})
        return self._s.write("open", self._at, g.open(nonce, given), m.CampaignOpened)

    def fund(self, campaign_id: bytes, cash: int, tokens: int = 0) -> m.CampaignFunded:
        pays = {self._s.token: cash}
        campaign = self.campaign(campaign_id) if tokens else None
        if campaign is not None and campaign.terms.grant_token != ZERO:
            pays[campaign.terms.grant_token[12:]] = tokens
        return self._s.write("fund", self._at, g.fund(campaign_id, cash, tokens), m.CampaignFunded, pays=pays)

    def set_price(self, campaign_id: bytes, price: int) -> m.PriceSet:
        return self._s.write("set_price", self._at, g.set_price(campaign_id, price), m.PriceSet)

    def close(self, campaign_id: bytes) -> m.CampaignClosed:
        return self._s.write("close", self._at, g.close(campaign_id), m.CampaignClosed)

    def refund(self, campaign_id: bytes) -> m.CampaignRefunded:
        return self._s.write("refund", self._at, g.refund(campaign_id), m.CampaignRefunded)

    def join(self, campaign_id: bytes) -> m.Joined:
        return self._s.write("join", self._at, g.join(campaign_id), m.Joined)

    # ---- judgments

    def commit_batch(self, campaign_id: bytes, root: bytes, count: int) -> m.BatchCommitted:
        campaign = self.campaign(campaign_id)
        bond = campaign.terms.batch_bond if campaign else 0
        return self._s.write("commit_batch", self._at, g.commit_batch(campaign_id, root, count), m.BatchCommitted, pays=bond)

    def provide(self, offset: int, data: bytes) -> m.BytesProvided:
        return self._s.write("provide", self._at, g.provide(offset, data), m.BytesProvided)

    def reveal_batch(self, batch_id: bytes, seed: bytes, data: bytes) -> m.BatchRevealed:
        return self._s.write("reveal_batch", self._at, g.reveal_batch(batch_id, seed, data), m.BatchRevealed)

    def forfeit(self, batch_id: bytes) -> m.BatchForfeited:
        return self._s.write("forfeit", self._at, g.forfeit(batch_id), m.BatchForfeited)

    # ---- epochs

    def post_epoch(self, campaign_id: bytes, epoch: int, posting: m.Posting) -> m.EpochPosted:
        data = g.post_epoch(campaign_id, epoch, g.Posting(**dict(posting)))
        return self._s.write("post_epoch", self._at, data, m.EpochPosted, pays=self._rules.post_bond)

    def refute(self, epoch_id: bytes, fault: int, data: bytes) -> m.EpochRefuted:
        return self._s.write("refute", self._at, g.refute(epoch_id, fault, data), m.EpochRefuted)

    def suspend(self, epoch_id: bytes, case_id: bytes) -> m.EpochSuspended:
        return self._s.write("suspend", self._at, g.suspend(epoch_id, case_id), m.EpochSuspended)

    def resolve(self, epoch_id: bytes) -> m.EpochResolved:
        return self._s.write("resolve", self._at, g.resolve(epoch_id), m.EpochResolved)

    def pay_poster(self, epoch_id: bytes) -> m.PosterPaid:
        return self._s.write("pay_poster", self._at, g.pay_poster(epoch_id), m.PosterPaid)

    def claim(self, epoch_id: bytes, data: bytes) -> m.RewardClaimed:
        return self._s.write("claim", self._at, g.claim(epoch_id, data), m.RewardClaimed)

    def expire(self, epoch_id: bytes) -> m.EpochExpired:
        return self._s.write("expire", self._at, g.expire(epoch_id), m.EpochExpired)

    # ---- grants

    def create_grant(self, nonce: int, terms: m.GrantTerms) -> m.GrantCreated:
        address20("terms.beneficiary", terms.beneficiary)
        token = address20("terms.token", terms.token)
        given = g.GrantTerms(**dict(terms) | {"schedule": _schedule(terms.schedule)})
        return self._s.write("create_grant", self._at, g.create_grant(nonce, given), m.GrantCreated, pays={token: terms.amount})

    def top_up(self, grant_id: bytes, amount: int) -> m.GrantToppedUp:
        grant = self.grant(grant_id)
        pays = {grant.token[12:]: amount} if grant else {}
        return self._s.write("top_up", self._at, g.top_up(grant_id, amount), m.GrantToppedUp, pays=pays)

    def withdraw(self, grant_id: bytes) -> m.GrantWithdrawn:
        return self._s.write("withdraw", self._at, g.withdraw(grant_id), m.GrantWithdrawn)

    def rotate(self, grant_id: bytes, to: bytes) -> m.GrantRotated:
        address20("to", to)
        return self._s.write("rotate", self._at, g.rotate(grant_id, to), m.GrantRotated)

    def clawback(self, grant_id: bytes, case_id: bytes) -> m.GrantClawedBack:
        return self._s.write("clawback", self._at, g.clawback(grant_id, case_id), m.GrantClawedBack)

    def renounce(self, grant_id: bytes) -> m.GrantRenounced:
        return self._s.write("renounce", self._at, g.renounce(grant_id), m.GrantRenounced)


def _schedule(s: m.Schedule) -> g.Schedule:
    return g.Schedule(**dict(s))
