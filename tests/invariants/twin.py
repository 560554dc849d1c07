"""A chain and the reference, driven by the same calls and held equal after each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice

from assay import ids
from assay.commit.routes import ROUTES
from assay.connect import unchecked
from assay.errors import ProtocolError
from assay.market import Sandbox
from assay.models.base import ZERO, Event
from assay.models.compute import JobState, Provided
from assay.models.court import CaseState
from assay.models.deployment import Settings
from assay.models.matching import EvidenceProvided, ListingState
from assay.models.rewards import BatchState, BytesProvided
from assay.models.training import SeatState, TensorsProvided
from assay.models.vault import RING, Vault
from assay.reference import court
from assay.reference.compute import ESCROW
from assay.reference.grants import PURSE
from assay.reference.matching import MatchingState
from assay.reference.network import ReferenceNetwork
from assay.reference.rewards import RewardsState
from assay.reference.staking import VAULT
from assay.reference.training import TrainingState
from assay.reference.verifier import ESCROW as TIPS

Call = Callable[[Sandbox], Event]


class Twin:
    """Runs every call on a chain and on a reference that stands at the same addresses."""

    def __init__(self, target: str, people: tuple[str, ...], coins: int, settings: Settings | None = None) -> None:
        self.chain: Sandbox = unchecked(target, settings=settings)
        self.reference = ReferenceNetwork(self.chain.deployment(), now=self.chain.now(), share=self.chain.vault.config().share)
        self.actors = {name: self.chain.as_account(name) for name in people}
        grant_token = self.chain.deployment().grant_token
        for actor in self.actors.values():
            for token in (None, grant_token):
                self.chain.faucet(actor.account, coins, token)
                self.reference.faucet(actor.account, coins, token)
        self.supply = coins * len(people)
        self._seen = 0
        self._cursor = max((at + 1 for at, _ in self.chain.events()), default=0)
        self.jobs: set[bytes] = set()
        self.faults: set[bytes] = set()
        self.reference.set_time(self.chain.now())
        self.outcomes: Counter[str] = Counter()

    def address(self, name: str) -> bytes:
        return self.actors[name].account

    def wait(self, secs: int) -> None:
        """Moves both clocks."""
        at = max(self.chain.now(), self.reference.now()) + secs
        self.chain.set_time(at)
        self.reference.set_time(at)

    def do(self, who: str, call: Call) -> Event | type[ProtocolError]:
        """Makes the call on both, one second later. They must agree on the event or on the error, and on everything after."""
        self.wait(1)
        ours = _outcome(call, self.reference.at(self.address(who)))
        theirs = _outcome(call, self.actors[who])
        self.outcomes[ours.__name__ if isinstance(ours, type) else type(ours).__name__] += 1
        assert theirs == ours, f"{self.chain.name} says {theirs!r}, the reference {ours!r}"
        pieces = (Provided, BytesProvided, EvidenceProvided, TensorsProvided)
        self.compare(but=() if isinstance(ours, pieces) else pieces)
        return ours

    def compare(self, but: tuple[type[Event], ...] = ()) -> None:
        """Events (but for those by which a client splits a long call), then all state."""
        new = list(self.chain.events(self._cursor))
        self._cursor = new[-1][0] + 1 if new else self._cursor
        new = [(at, event) for at, event in new if not isinstance(event, but)]
        expected = list(islice(self.reference.ledger.events, self._seen, None))
        self._seen += len(expected)
        assert sorted(map(repr, (event for _, event in new))) == sorted(map(repr, expected))
        for event in expected:
            self.jobs |= {event.job_id} if hasattr(event, "job_id") else set()
            self.faults |= {event.fault_id} if hasattr(event, "fault_id") else set()
        for actor in self.actors.values():
            account = actor.account
            for token in (None, self.chain.deployment().grant_token):
                assert self.chain.balance(account, token) == self.reference.balance(account, token)
            assert self.chain.court.juror(account) == self.reference.court.juror(account)
            assert self.chain.staking.stake(account) == self.reference.staking.stake(account)
            assert self.chain.compute.provider(account) == self.reference.compute.provider(account)
        assert self.chain.staking.config() == self.reference.staking.config()
        for job_id in self.jobs:
            job = self.reference.compute.job(job_id)
            assert self.chain.compute.job(job_id) == job
            for attempt in range(job.attempts if job else 0):
                d = ids.dispute_id(job_id, attempt)
                assert self.chain.compute.dispute(d) == self.reference.compute.dispute(d)
        for fault in self.faults:
            assert self.chain.staking.fault(fault) == self.reference.staking.fault(fault)
        compare_court(self.chain, self.reference)
        compare_rewards(self.chain, self.reference)
        compare_identity(self.chain, self.reference)
        compare_verifier(self.chain, self.reference)
        compare_vault(self.chain, self.reference, self.actors.values())
        compare_matching(self.chain, self.reference)
        compare_training(self.chain, self.reference)
        self.conserve()

    def conserve(self) -> None:
        """INV-STAKE-8, INV-COMPUTE-16, INV-VERIFIER-16: not a unit is made or lost; vault and escrow hold exactly what is owed."""
        ledger, staking, compute = self.reference.ledger, self.reference.staking_state, self.reference.compute_state
        for purse in ledger.purses.values():
            assert sum(purse.values()) == self.supply
        unswept = sum(f.amount for f in staking.faults.values() if not f.swept)
        assert ledger.balances[VAULT] == sum(s.reachable for s in staking.stakes.values()) + unswept
        ended = (JobState.SETTLED, JobState.REFUNDED, JobState.CANCELLED)
        prices = sum(j.terms.price for j in compute.jobs.values() if j.state not in ended)
        bonds = sum(d.bond for d in compute.disputes.values() if not d.reclaimed)
        assert ledger.balances[ESCROW] == prices + bonds
        assert ledger.balances[court.ESCROW] == owed_by_court(self.reference.court_state)
        assert ledger.balances[TIPS] == sum(request.left for request in self.reference.verifier_state.requests.values())
        rewards = self.reference.rewards_state
        for token in ledger.purses:
            assert ledger.purses[token][PURSE] == owed_by_rewards(rewards, token)
        assert ledger.balances[self.chain.deployment().matching] == owed_by_matching(self.reference.matching_state)
        assert ledger.balances[self.chain.deployment().training] == owed_by_training(self.reference.training_state)


def compare_court(chain: Sandbox, reference: ReferenceNetwork) -> None:
    """INV-COURT-15: every case and round the same."""
    state = reference.court_state
    for case_id, case in state.cases.items():
        assert chain.court.case(case_id) == case
    for case_id, number in state.rounds:
        assert chain.court.round(case_id, number) == reference.court.round(case_id, number)


def compare_rewards(chain: Sandbox, reference: ReferenceNetwork) -> None:
    """INV-REWARDS-15: every campaign, worker, batch, epoch and grant the same."""
    state = reference.rewards_state
    assert [chain.rewards.campaign(c) for c in state.campaigns] == list(state.campaigns.values())
    assert [chain.rewards.worker(*key) for key in state.workers] == list(state.workers.values())
    assert [chain.rewards.batch(b) for b in state.batches] == list(state.batches.values())
    assert [chain.rewards.epoch(e) for e in state.epochs] == list(state.epochs.values())
    assert [chain.rewards.grant(g) for g in state.grants] == list(state.grants.values())
    assert all(chain.rewards.is_claimed(*key) for key in state.claimed)


def compare_identity(chain: Sandbox, reference: ReferenceNetwork) -> None:
    """INV-IDENTITY-30: every subject, key, issuer, attestation, content, batch and finding the same."""
    state, identity = reference.identity_state, chain.identity
    assert [identity.subject(s) for s in state.subjects] == list(state.subjects.values())
    assert [identity.key(k) for k in state.keys] == list(state.keys.values())
    assert [identity.issuer(i) for i in state.issuers] == list(state.issuers.values())
    assert [identity.attestation(a) for a in state.attestations] == list(state.attestations.values())
    assert [identity.attestation_batch(b) for b in state.attestation_batches] == list(state.attestation_batches.values())
    assert [identity.generation_revoked_at(*key) for key in state.generations] == list(state.generations.values())
    assert [identity.content(c) for c in state.contents] == list(state.contents.values())
    assert [identity.content_batch(b) for b in state.content_batches] == list(state.content_batches.values())
    assert [identity.finding(c) for c in state.findings] == list(state.findings.values())


def compare_verifier(chain: Sandbox, reference: ReferenceNetwork) -> None:
    """INV-VERIFIER-11: every model, key, delivery and request the same, and every route as open."""
    state, verifier = reference.verifier_state, chain.verifier
    assert [verifier.model(m) for m in state.models] == list(state.models.values())
    assert [verifier.key(*version) for version in state.keys] == list(state.keys.values())
    assert [verifier.delivery(*key) for key in state.deliveries] == list(state.deliveries.values())
    assert [verifier.request(r) for r in state.requests] == list(state.requests.values())
    if state.models:
        assert {selector for selector in ROUTES if verifier.is_frozen(selector)} == state.frozen


def compare_vault(chain: Sandbox, reference: ReferenceNetwork, people: Iterable[Sandbox]) -> None:
    """INV-VAULT-21: policy, funds, positions, observations, pools, claims and shares the same."""
    state, address = reference.vault_state, reference.deployment().vault
    for theirs, ours in zip(chain.pools, reference.pools, strict=True):
        if ours.state().units or ours.state().debt:
            assert theirs.state() == ours.state()
            assert theirs.units(address) == ours.units(address)
    if state.vault == Vault():
        return
    assert chain.vault.vault() == state.vault
    assert chain.balance(address) == reference.balance(address)
    for index in {state.vault.observed, max(1, state.vault.observed - RING + 1), max(1, state.vault.observed - RING)}:
        assert chain.vault.observation(index) == reference.vault.observation(index)
    assert [chain.vault.claim(*key) for key in state.claims] == list(state.claims.values())
    share = state.config.share
    assert [chain.balance(who.account, share) for who in people] == [state.shares[who.account] for who in people]


def compare_matching(chain: Sandbox, reference: ReferenceNetwork) -> None:
    """INV-MATCH-19: every offer, listing, assignment and demand the same."""
    state = reference.matching_state
    assert [chain.matching.standing_offer(p) for p in state.offers] == list(state.offers.values())
    assert [chain.matching.listing(j) for j in state.listings] == list(state.listings.values())
    assert [chain.matching.assignment(a) for a in state.assignments] == list(state.assignments.values())
    assert [chain.matching.demanded(d.assignment_id, d.leaves, d.index) for d in state.demands.values()] == list(state.demands.values())


def compare_training(chain: Sandbox, reference: ReferenceNetwork) -> None:
    """INV-TRAIN-19: every run, round, proposal and doubt the same, and none on the chain that was cleared."""
    state = reference.training_state
    assert [chain.training.run(r) for r in state.runs] == list(state.runs.values())
    assert [chain.training.round(*key) for key in state.rounds] == list(state.rounds.values())
    for run_id, index in state.rounds:
        for seat in range(len(state.runs[run_id].seats)):
            assert chain.training.proposal(run_id, index, seat) == reference.training.proposal(run_id, index, seat)
    for doubt in state.doubts.values():
        p = state.proposals[doubt.proposal_id]
        assert chain.training.doubted(p.run_id, p.round_index, p.seat, doubt.job_id) == doubt


def owed_by_court(state: court.CourtState) -> int:
    """INV-COURT-15: what the escrow must hold: seats, bonds of open cases, and of closed ones what nobody fetched yet."""
    config = state.config
    owed = sum(j.seats for j in state.jurors.values()) * config.seat_stake + len(state.seeds) * config.seed_bond
    for case_id, case in state.cases.items():
        rounds = [state.rounds[case_id, i] for i in range(case.round_index + 1) if (case_id, i) in state.rounds]
        # A seed that was never revealed is in the pot once its round is over, and still noted as a seed.
        over = rounds if case.state is not CaseState.HEARD else rounds[:-1]
        owed -= sum(r.seeds_committed - r.seeds_revealed for r in over) * config.seed_bond
        if case.state is not CaseState.CLOSED:
            owed += config.case_bond * (1 + (case.contestant != ZERO)) + case.pot + sum(map(config.appeal_bond, range(len(case.appellants))))
            continue
        owed += sum(due for bit, (_, due) in enumerate(state.dues(case)) if not case.collected >> bit & 1)
        for vote in (v for r in rounds if not r.void for v in r.votes if not v.released):
            owed += vote.seats * (case.pay if vote.vote is case.verdict else -config.seat_stake)
    return owed


def owed_by_rewards(state: RewardsState, token: bytes) -> int:
    """INV-REWARDS-15: what the purse of a token must hold: free and reserved pools, bonds, and grants less what was withdrawn."""
    owed = sum(g.deposited - g.withdrawn for g in state.grants.values() if g.token == token)
    if token == state.config.token:
        bonds = sum(state.campaigns[b.campaign_id].terms.batch_bond for b in state.batches.values() if b.state is BatchState.COMMITTED)
        pools = sum(c.cash_free for c in state.campaigns.values()) + sum(e.cash + e.bond for e in state.epochs.values())
        return owed + bonds + pools
    return owed + sum(c.tokens_free for c in state.campaigns.values()) + sum(e.tokens for e in state.epochs.values())


def owed_by_matching(state: MatchingState) -> int:
    """INV-MATCH-3, INV-MATCH-10, INV-MATCH-19: what the purse must hold: the bonds of offers, assignments and demands. An offer that stands has its
    whole bond, and counts what is matched to it."""
    for offer in state.offers.values():
        assert offer.live == sum(one.provider == offer.provider for one in state.listings.values() if one.state is ListingState.MATCHED)
        assert offer.capacity == 0 or (offer.bond == state.config.offer_bond and offer.live <= offer.capacity)
    for a in state.assignments.values():
        assert a.demands == sum(d.assignment_id == a.assignment_id for d in state.demands.values())
    return sum(o.bond for o in state.offers.values()) + sum(a.bond for a in state.assignments.values()) + sum(d.bond for d in state.demands.values())


def owed_by_training(state: TrainingState) -> int:
    """INV-TRAIN-1, INV-TRAIN-19: what the purse must hold: the stakes of seats that neither left nor are out, and of each pool what was not paid. A seat counts
    its proposals and its doubts."""
    for run in state.runs.values():
        for at, seat in enumerate(run.seats):
            own = {p.proposal_id for p in state.proposals.values() if (p.run_id, p.seat) == (run.run_id, at)}
            assert (seat.proposals, seat.doubts) == (len(own), sum(d.proposal_id in own for d in state.doubts.values()))
    staked = sum(run.terms.stake for run in state.runs.values() for seat in run.seats if seat.state is SeatState.ACTIVE)
    return staked + sum(run.terms.pool - run.paid for run in state.runs.values() if not run.reclaimed)


def _outcome(call: Call, who: Sandbox) -> Event | type[ProtocolError]:
    try:
        return call(who)
    except ProtocolError as e:
        return type(e)
