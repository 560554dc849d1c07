"""market.Rewards on Solana."""

from __future__ import annotations

from solders.instruction import Instruction
from solders.pubkey import Pubkey

from .. import ids
from ..errors import InputError
from ..models import rewards as m
from ..models.base import ZERO
from ..units import BPS
from . import pda
from .generated import rewards as g
from .provided import Provided
from .session import Session, fields_of, key, plain
from .transport import MAX_UNITS

# Where evidence about a leaf or a row names the worker or the batch: behind the index.
_NAMED = slice(4, 36)
# Of a page of what was claimed: discriminator, epoch, page.
_PAGE_HEAD = 8 + 32 + 4


class SolanaRewards:
    """market.Rewards for one account.

    Accounts whose address depends on others are looked up first. Where those are unknown or in another state, any address will do: the
    program refuses before it looks.
    """

    def __init__(self, session: Session) -> None:
        self._s = session
        self._config, self._program = pda.rewards_config(), bytes(pda.rewards_config())
        self._provided = Provided(session, pda.provided, self._provide, lambda data: g.Openings.decode(data, 8)[0].data, m.BytesProvided)

    def config(self) -> m.RewardsConfig:
        data = self._s.read(self._config)
        if data is None:
            raise InputError("deployment.rewards", self._s.deployment.rewards, "deployed", "deploy it with scripts/deploy.py")
        raw = g.RewardsConfig.decode(data, 8)[0]
        return m.RewardsConfig(**fields_of(raw))

    def campaign(self, campaign_id: bytes) -> m.Campaign | None:
        raw = self._campaign(campaign_id)
        if raw is None:
            return None
        schedule = m.Schedule(**plain(raw.terms.schedule))
        terms = m.CampaignTerms(**plain(raw.terms) | {"schedule": schedule})
        return m.Campaign(**fields_of(raw) | {"terms": terms})

    def worker(self, campaign_id: bytes, owner: bytes) -> m.Worker | None:
        key("campaign_id", campaign_id)
        key("owner", owner)
        data = self._s.read(pda.worker(campaign_id, owner))
        return None if data is None else m.Worker(**fields_of(g.Worker.decode(data, 8)[0]))

    def batch(self, batch_id: bytes) -> m.Batch | None:
        raw = self._batch(batch_id)
        if raw is None:
            return None
        return m.Batch(**fields_of(raw) | {"state": m.BatchState(raw.state)})

    def epoch(self, epoch_id: bytes) -> m.Epoch | None:
        raw = self._epoch(epoch_id)
        if raw is None:
            return None
        posting = m.Posting(**plain(raw.posting))
        return m.Epoch(**fields_of(raw) | {"state": m.EpochState(raw.state), "posting": posting})

    def is_claimed(self, epoch_id: bytes, index: int) -> bool:
        key("epoch_id", epoch_id)
        data = self._s.read(pda.claimed(epoch_id, index))
        bit = index % pda.PAGE_BITS
        return data is not None and bool(data[_PAGE_HEAD + bit // 8] >> bit % 8 & 1)

    def openings(self, party: bytes) -> bytes:
        key("party", party)
        return self._provided.of(party)

    def grant(self, grant_id: bytes) -> m.Grant | None:
        raw = self._grant(grant_id)
        if raw is None:
            return None
        return m.Grant(**fields_of(raw) | {"schedule": m.Schedule(**plain(raw.schedule))})

    def _campaign(self, campaign_id: bytes) -> g.Campaign | None:
        key("campaign_id", campaign_id)
        data = self._s.read(pda.campaign(campaign_id))
        return None if data is None else g.Campaign.decode(data, 8)[0]

    def _batch(self, batch_id: bytes) -> g.Batch | None:
        key("batch_id", batch_id)
        data = self._s.read(pda.batch(batch_id))
        return None if data is None else g.Batch.decode(data, 8)[0]

    def _epoch(self, epoch_id: bytes) -> g.Epoch | None:
        key("epoch_id", epoch_id)
        data = self._s.read(pda.epoch(epoch_id))
        return None if data is None else g.Epoch.decode(data, 8)[0]

    def _grant(self, grant_id: bytes) -> g.Grant | None:
        key("grant_id", grant_id)
        data = self._s.read(pda.grant(grant_id))
        return None if data is None else g.Grant.decode(data, 8)[0]

    # ---- campaigns

    def open(self, nonce: int, terms: m.CampaignTerms) -> m.CampaignOpened:
        campaign_id = ids.campaign_id(self._program, self._s.account, nonce)
        vests = terms.grant_token != ZERO
        ix = g.open(
            caller=self._s.caller, config=self._config, campaign=pda.campaign(campaign_id),
            grant_token=Pubkey.from_bytes(terms.grant_token) if vests else None,
            grant_purse=pda.purse(terms.grant_token) if vests else None, nonce=nonce,
            terms=g.CampaignTerms(**dict(terms) | {"schedule": g.Schedule(**dict(terms.schedule))}),
        )  # fmt: skip
        return self._s.write("open", [ix], m.CampaignOpened)

    def fund(self, campaign_id: bytes, cash: int, tokens: int = 0) -> m.CampaignFunded:
        campaign = self._campaign(campaign_id)
        token = self._grant_token(campaign) if tokens else None
        ix = g.fund(
            caller=self._s.caller, config=self._config, campaign=pda.campaign(campaign_id), caller_token=self._s.caller_token, purse=self._purse(),
            caller_grant_token=self._s.token_account(self._s.account, token) if token else None, grant_purse=pda.purse(token) if token else None,
            campaign_id=campaign_id, cash=cash, tokens=tokens,
        )  # fmt: skip
        return self._s.write("fund", [ix], m.CampaignFunded)

    def set_price(self, campaign_id: bytes, price: int) -> m.PriceSet:
        key("campaign_id", campaign_id)
        ix = g.set_price(caller=self._s.caller, campaign=pda.campaign(campaign_id), campaign_id=campaign_id, price=price)
        return self._s.write("set_price", [ix], m.PriceSet)

    def close(self, campaign_id: bytes) -> m.CampaignClosed:
        key("campaign_id", campaign_id)
        ix = g.close(caller=self._s.caller, campaign=pda.campaign(campaign_id), campaign_id=campaign_id)
        return self._s.write("close", [ix], m.CampaignClosed)

    def refund(self, campaign_id: bytes) -> m.CampaignRefunded:
        campaign = self._campaign(campaign_id)
        sponsor = campaign.sponsor if campaign else ZERO
        token = self._grant_token(campaign) if campaign and campaign.tokens_free else None
        paid = self._s.opened(sponsor) if campaign and campaign.cash_free else []
        paid += self._s.opened(sponsor, token=token) if token else []
        ix = g.refund(
            config=self._config, campaign=pda.campaign(campaign_id), sponsor_token=self._s.token_account(sponsor), purse=self._purse(),
            sponsor_grant_token=self._s.token_account(sponsor, token) if token else None, grant_purse=pda.purse(token) if token else None,
            campaign_id=campaign_id,
        )  # fmt: skip
        return self._s.write("refund", [*(paid if campaign and campaign.closed_at else []), ix], m.CampaignRefunded)

    def _purse(self) -> Pubkey:
        return pda.purse(self._s.deployment.token)

    @staticmethod
    def _grant_token(campaign: g.Campaign | None) -> bytes | None:
        return campaign.terms.grant_token if campaign and campaign.terms.vest_bps else None

    # ---- judgments

    def join(self, campaign_id: bytes) -> m.Joined:
        key("campaign_id", campaign_id)
        ix = g.join(caller=self._s.caller, campaign=pda.campaign(campaign_id), worker=pda.worker(campaign_id, self._s.account), campaign_id=campaign_id)
        return self._s.write("join", [ix], m.Joined)

    def commit_batch(self, campaign_id: bytes, root: bytes, count: int) -> m.BatchCommitted:
        key("root", root)
        campaign = self._campaign(campaign_id)
        number = min((self._s.transport.now() - campaign.opened_at) // campaign.terms.epoch_secs, campaign.terms.epochs) if campaign else 0
        ix = g.commit_batch(
            caller=self._s.caller, config=self._config, campaign=pda.campaign(campaign_id), worker=pda.worker(campaign_id, self._s.account),
            epoch=pda.epoch(ids.epoch_id(campaign_id, number)), batch=pda.batch(ids.batch_id(campaign_id, number, self._s.account)),
            caller_token=self._s.caller_token, purse=self._purse(), campaign_id=campaign_id, root=root, count=count,
        )  # fmt: skip
        return self._s.write("commit_batch", [ix], m.BatchCommitted)

    def provide(self, offset: int, data: bytes) -> m.BytesProvided:
        return self._provided.provide(offset, data)

    def _provide(self, offset: int, data: bytes) -> Instruction:
        return g.provide(caller=self._s.caller, openings=pda.provided(self._s.account), offset=offset, data=data)

    def reveal_batch(self, batch_id: bytes, seed: bytes, data: bytes) -> m.BatchRevealed:
        key("seed", seed)
        batch = self._batch(batch_id)
        paid = self._s.opened(self._s.account) if batch and batch.state == m.BatchState.COMMITTED and batch.worker == self._s.account else []

        def calls(data: bytes) -> list[Instruction]:
            ix = g.reveal_batch(
                caller=self._s.caller, config=self._config, campaign=pda.campaign(batch.campaign_id if batch else ZERO), batch=pda.batch(batch_id),
                openings=self._provided.held(data), caller_token=self._s.caller_token, purse=self._purse(), batch_id=batch_id, seed=seed,
                data=data,
            )  # fmt: skip
            return [*paid, ix]

        return self._provided.call("reveal_batch", calls, data, m.BatchRevealed, MAX_UNITS)

    def forfeit(self, batch_id: bytes) -> m.BatchForfeited:
        batch = self._batch(batch_id)
        treasury = self._s.deployment.treasury
        ix = g.forfeit(
            config=self._config, campaign=pda.campaign(batch.campaign_id if batch else ZERO), batch=pda.batch(batch_id),
            treasury_token=self._s.token_account(treasury), purse=self._purse(), batch_id=batch_id,
        )  # fmt: skip
        paid = self._s.opened(treasury) if batch and batch.state == m.BatchState.COMMITTED else []
        return self._s.write("forfeit", [*paid, ix], m.BatchForfeited)

    # ---- epochs

    def post_epoch(self, campaign_id: bytes, epoch: int, posting: m.Posting) -> m.EpochPosted:
        key("campaign_id", campaign_id)
        ix = g.post_epoch(
            caller=self._s.caller, config=self._config, campaign=pda.campaign(campaign_id), epoch_account=pda.epoch(ids.epoch_id(campaign_id, epoch)),
            caller_token=self._s.caller_token, purse=self._purse(), campaign_id=campaign_id, epoch=epoch, posting=g.Posting(**dict(posting)),
        )  # fmt: skip
        return self._s.write("post_epoch", [ix], m.EpochPosted)

    def refute(self, epoch_id: bytes, fault: int, data: bytes) -> m.EpochRefuted:
        epoch = self._epoch(epoch_id)
        treasury, account = self._s.deployment.treasury, self._s.account
        named = self._provided.given(data)[_NAMED].ljust(32, b"\0")
        if fault == m.Fault.COUNT and epoch:
            named = ids.batch_id(epoch.campaign_id, epoch.epoch, named)
        paid = self._s.opened(account, treasury) if epoch and epoch.state in (m.EpochState.POSTED, m.EpochState.SUSPENDED) else []

        def calls(data: bytes) -> list[Instruction]:
            ix = g.refute(
                caller=self._s.caller, config=self._config, epoch=pda.epoch(epoch_id), batch=pda.batch(named), openings=self._provided.held(data),
                caller_token=self._s.caller_token, treasury_token=self._s.token_account(treasury), purse=self._purse(), epoch_id=epoch_id, fault=fault,
                data=data,
            )  # fmt: skip
            return [*paid, ix]

        return self._provided.call("refute", calls, data, m.EpochRefuted)

    def suspend(self, epoch_id: bytes, case_id: bytes) -> m.EpochSuspended:
        key("epoch_id", epoch_id)
        key("case_id", case_id)
        ix = g.suspend(config=pda.rewards_config(), epoch=pda.epoch(epoch_id), case=pda.case(case_id), epoch_id=epoch_id, case_id=case_id)
        return self._s.write("suspend", [ix], m.EpochSuspended)

    def resolve(self, epoch_id: bytes) -> m.EpochResolved:
        epoch = self._epoch(epoch_id)
        treasury = self._s.deployment.treasury
        ix = g.resolve(
            config=self._config, epoch=pda.epoch(epoch_id), case=pda.case(epoch.case_id if epoch else ZERO),
            treasury_token=self._s.token_account(treasury), purse=self._purse(), epoch_id=epoch_id,
        )  # fmt: skip
        paid = self._s.opened(treasury) if epoch and epoch.state == m.EpochState.SUSPENDED else []
        return self._s.write("resolve", [*paid, ix], m.EpochResolved)

    def pay_poster(self, epoch_id: bytes) -> m.PosterPaid:
        epoch = self._epoch(epoch_id)
        poster = epoch.poster if epoch else ZERO
        ix = g.pay_poster(config=self._config, epoch=pda.epoch(epoch_id), poster_token=self._s.token_account(poster), purse=self._purse(), epoch_id=epoch_id)
        return self._s.write("pay_poster", [*(self._s.opened(poster) if epoch and epoch.bond else []), ix], m.PosterPaid)

    def claim(self, epoch_id: bytes, data: bytes) -> m.RewardClaimed:
        epoch = self._epoch(epoch_id)
        campaign_id = epoch.campaign_id if epoch else ZERO
        campaign = self._campaign(campaign_id)
        said = self._provided.given(data)
        index, worker = int.from_bytes(said[: _NAMED.start], "big"), said[_NAMED].ljust(32, b"\0")
        pays_cash = campaign is not None and campaign.terms.vest_bps < BPS
        paid = self._s.opened(worker) if epoch and epoch.state == m.EpochState.POSTED and pays_cash else []

        def calls(data: bytes) -> list[Instruction]:
            ix = g.claim(
                caller=self._s.caller, config=self._config, campaign=pda.campaign(campaign_id), epoch=pda.epoch(epoch_id),
                claimed=pda.claimed(epoch_id, index), worker=pda.worker(campaign_id, worker),
                grant=pda.grant(ids.grant_id(self._program, campaign_id, worker, 0)), openings=self._provided.held(data),
                worker_token=self._s.token_account(worker), purse=self._purse(), epoch_id=epoch_id, data=data,
            )  # fmt: skip
            return [*paid, ix]

        return self._provided.call("claim", calls, data, m.RewardClaimed)

    def expire(self, epoch_id: bytes) -> m.EpochExpired:
        epoch = self._epoch(epoch_id)
        campaign = pda.campaign(epoch.campaign_id if epoch else ZERO)
        ix = g.expire(config=self._config, campaign=campaign, epoch=pda.epoch(epoch_id), epoch_id=epoch_id)
        return self._s.write("expire", [ix], m.EpochExpired)

    # ---- grants

    def create_grant(self, nonce: int, terms: m.GrantTerms) -> m.GrantCreated:
        grant_id = ids.grant_id(self._program, self._s.account, terms.beneficiary, nonce)
        ix = g.create_grant(
            caller=self._s.caller, config=self._config, grant=pda.grant(grant_id), token=Pubkey.from_bytes(terms.token),
            caller_token=self._s.token_account(self._s.account, terms.token), purse=pda.purse(terms.token), nonce=nonce,
            terms=g.GrantTerms(**dict(terms) | {"schedule": g.Schedule(**dict(terms.schedule))}),
        )  # fmt: skip
        return self._s.write("create_grant", [ix], m.GrantCreated)

    def _token_of(self, grant: g.Grant | None) -> bytes:
        return grant.token if grant else self._s.deployment.token

    def top_up(self, grant_id: bytes, amount: int) -> m.GrantToppedUp:
        token = self._token_of(self._grant(grant_id))
        ix = g.top_up(
            caller=self._s.caller, grant=pda.grant(grant_id), caller_token=self._s.token_account(self._s.account, token), purse=pda.purse(token),
            grant_id=grant_id, amount=amount,
        )  # fmt: skip
        return self._s.write("top_up", [ix], m.GrantToppedUp)

    def withdraw(self, grant_id: bytes) -> m.GrantWithdrawn:
        grant, account = self._grant(grant_id), self._s.account
        token = self._token_of(grant)
        ix = g.withdraw(
            caller=self._s.caller, config=self._config, grant=pda.grant(grant_id), caller_token=self._s.token_account(account, token),
            purse=pda.purse(token), grant_id=grant_id,
        )  # fmt: skip
        paid = self._s.opened(account, token=token) if grant and account in (grant.beneficiary, grant.next_beneficiary) else []
        return self._s.write("withdraw", [*paid, ix], m.GrantWithdrawn)

    def rotate(self, grant_id: bytes, to: bytes) -> m.GrantRotated:
        key("grant_id", grant_id)
        key("to", to)
        ix = g.rotate(caller=self._s.caller, config=self._config, grant=pda.grant(grant_id), grant_id=grant_id, to=to)
        return self._s.write("rotate", [ix], m.GrantRotated)

    def clawback(self, grant_id: bytes, case_id: bytes) -> m.GrantClawedBack:
        key("case_id", case_id)
        grant, treasury = self._grant(grant_id), self._s.deployment.treasury
        token = self._token_of(grant)
        ix = g.clawback(
            config=self._config, grant=pda.grant(grant_id), case=pda.case(case_id), treasury_token=self._s.token_account(treasury, token),
            purse=pda.purse(token), grant_id=grant_id, case_id=case_id,
        )  # fmt: skip
        paid = self._s.opened(treasury, token=token) if grant and not (grant.revoked or grant.renounced) else []
        return self._s.write("clawback", [*paid, ix], m.GrantClawedBack)

    def renounce(self, grant_id: bytes) -> m.GrantRenounced:
        key("grant_id", grant_id)
        ix = g.renounce(caller=self._s.caller, grant=pda.grant(grant_id), grant_id=grant_id)
        return self._s.write("renounce", [ix], m.GrantRenounced)
