"""Random lives of campaigns and grants: after each step the chain and the reference agree on everything (INV-REWARDS-15)."""

from __future__ import annotations

from typing import Any, ClassVar

from assay import ids
from assay.commit import judgments
from assay.commit.sumtree import Leaf
from assay.market import Sandbox
from assay.models.base import ZERO, Event
from assay.models.court import Accusation
from assay.models.deployment import Settings
from assay.models.rewards import BatchState, CampaignTerms, EpochState, GrantTerms, Schedule
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.classroom import SEED, Files
from tests.invariants.twin import Twin

EXPERTS = ("e0", "e1", "e2")
PEOPLE = ("sponsor", "poster", "checker", *EXPERTS)
people, experts = st.sampled_from(PEOPLE), st.sampled_from(EXPERTS)
number = st.integers(0, 4)
SHORT = Settings(
    unbond_secs=50, window_secs=60, contest_secs=40, phase_secs=100, case_bond=20, seed_bond=3, seat_stake=10, max_penalty=0, post_bond=31,
    post_secs=300, claim_secs=400, rotate_secs=50,
)  # fmt: skip
SCHEDULES = (Schedule(cliff_secs=0, duration_secs=500), Schedule(cliff_secs=100, duration_secs=500), Schedule(cliff_secs=0, duration_secs=500, steps=7))


class RewardsMachine(RuleBasedStateMachine):
    target: ClassVar[str]

    @initialize(vest_bps=st.sampled_from((0, 3_333, 5_000, 10_000)), schedule=st.sampled_from(SCHEDULES))
    def deploy(self, vest_bps: int, schedule: Schedule) -> None:
        self.twin = Twin(self.target, PEOPLE, 10_000, SHORT)
        d = self.reference.deployment()
        vests: dict[str, Any] = {"vest_bps": vest_bps, "grant_token": d.grant_token, "price": 700_000, "schedule": schedule} if vest_bps else {}
        self.terms = CampaignTerms(
            domain=2, rubric_root=ZERO, gold_root=ZERO, task_root=ZERO, task_count=9, epoch_pool=1_001, epochs=9, epoch_secs=200, reveal_secs=150,
            batch_bond=11, **vests,
        )  # fmt: skip
        self.twin.do("sponsor", lambda c: c.rewards.open(1, self.terms))
        self.campaign = ids.campaign_id(d.rewards, self.twin.address("sponsor"), 1)
        self.twin.do("sponsor", lambda c: c.rewards.fund(self.campaign, 3_000, 4_000 if vest_bps else 0))
        for who in EXPERTS:
            self.twin.do(who, lambda c: c.rewards.join(self.campaign))
        self.said: dict[bytes, list[bytes]] = {}
        self.published: dict[bytes, Files] = {}
        self.grants: list[bytes] = [ZERO]
        self.cases = 0
        self.create_grant("sponsor", "e0", 1, 100, schedule, past=False)

    @property
    def reference(self) -> Sandbox:
        return self.twin.reference

    def epoch_id(self, at: int) -> bytes:
        return ids.epoch_id(self.campaign, at)

    def until(self, at: int) -> None:
        self.twin.wait(max(0, at - self.reference.now()))

    # ---- a campaign

    @rule(who=people, cash=st.sampled_from((0, 500, 20_000)), tokens=st.sampled_from((0, 0, 700)))
    def fund(self, who: str, cash: int, tokens: int) -> None:
        self.twin.do(who, lambda c: c.rewards.fund(self.campaign, cash, tokens))

    @rule(who=st.sampled_from(("sponsor", "sponsor", "e0")), price=st.sampled_from((0, 500_000, 900_000)), joins=people)
    def reprice(self, who: str, price: int, joins: str) -> None:
        self.twin.do(who, lambda c: c.rewards.set_price(self.campaign, price))
        self.twin.do(joins, lambda c: c.rewards.join(self.campaign))

    @rule(who=st.sampled_from(PEOPLE), sure=st.integers(0, 5))
    def close(self, who: str, sure: int) -> None:
        if sure == 0 or who != "sponsor":
            self.twin.do(who, lambda c: c.rewards.close(self.campaign))

    @rule(sure=st.integers(0, 3))
    def refund(self, sure: int) -> None:
        if sure == 0:
            self.twin.do("checker", lambda c: c.rewards.refund(self.campaign))

    @rule(who=experts, tasks=st.sets(st.integers(0, 9), min_size=1, max_size=4), count=st.integers(-1, 8))
    def commit(self, who: str, tasks: set[int], count: int) -> None:
        campaign = self.reference.rewards.campaign(self.campaign)
        assert campaign is not None
        batch_id = ids.batch_id(self.campaign, campaign.epoch_at(self.reference.now() + 1), self.twin.address(who))
        records = [judgments.judgment(t, t % 3) for t in sorted(tasks)]
        root = judgments.batch_tree(batch_id, SEED, records).root
        done = self.twin.do(who, lambda c: c.rewards.commit_batch(self.campaign, root, count if count in (0, 7) else len(records)))
        if isinstance(done, Event):
            self.said[batch_id] = records

    def pick(self, which: int) -> bytes:
        """A batch; seldom one that does not exist."""
        return list(self.said)[-which % len(self.said)] if self.said and which else ZERO

    @rule(who=experts, own=st.integers(0, 3), which=st.integers(0, 6), wait=st.booleans(), wrong=st.sampled_from((False, False, True)), piecewise=st.booleans())
    def reveal(self, who: str, own: int, which: int, wait: bool, wrong: bool, piecewise: bool) -> None:
        batch_id = self.pick(which)
        batch = self.reference.rewards.batch(batch_id)
        if batch is not None and own:
            who = next(name for name in EXPERTS if self.twin.address(name) == batch.worker)
        if wait and batch is not None:
            campaign = self.reference.rewards.campaign(self.campaign)
            assert campaign is not None
            self.until(campaign.reveal_from(batch.epoch))
        data = b"".join(self.said.get(batch_id, [bytes(20)]))
        if piecewise:
            self.twin.do(who, lambda c: c.rewards.provide(0, data[:20]))
            self.twin.do(who, lambda c: c.rewards.provide(20, data[20:]))
        self.twin.do(who, lambda c: c.rewards.reveal_batch(batch_id, ZERO if wrong else SEED, b"" if piecewise else data))

    @rule(which=st.integers(0, 6))
    def forfeit(self, which: int) -> None:
        batch_id = self.pick(which)
        self.twin.do("checker", lambda c: c.rewards.forfeit(batch_id))

    def files(self, at: int, liar: int) -> Files:
        """An honest poster's files; a `liar` of 1..3 makes one leaf wrong."""
        leaves, rows = [], []
        for i, who in enumerate(EXPERTS):
            batch = self.reference.rewards.batch(ids.batch_id(self.campaign, at, self.twin.address(who)))
            if batch is not None and batch.state is BatchState.REVEALED:
                leaves.append(Leaf(batch.worker, batch.count, batch.count * (3_000 * i + 1)))
                rows += [judgments.row(batch.batch_id, n, r) for n, r in enumerate(self.said[batch.batch_id])]
        leaves = leaves or [Leaf(self.twin.address("poster"), 1, 1)]
        if liar == 1:
            leaves.append(leaves[0])
        if liar == 2:
            leaves[-1] = Leaf(leaves[-1].worker, leaves[-1].judgments + 1, 1)
        if liar == 3 and rows:
            rows.append(rows[0])
        return Files(leaves, rows)

    @rule(at=number, liar=st.integers(0, 6), wait=st.booleans())
    def post(self, at: int, liar: int, wait: bool) -> None:
        files = self.files(at, liar)
        campaign = self.reference.rewards.campaign(self.campaign)
        assert campaign is not None
        if wait and self.reference.rewards.epoch(self.epoch_id(at)) is not None:
            self.until(campaign.reveal_from(at) + self.terms.reveal_secs)
        done = self.twin.do("poster", lambda c: c.rewards.post_epoch(self.campaign, at, files.posting))
        if isinstance(done, Event):
            self.published[self.epoch_id(at)] = files

    @rule(at=number, fault=st.sampled_from((2, 2, 3, 3, 4, 5)), a=st.integers(0, 3), b=st.integers(0, 3))
    def refute(self, at: int, fault: int, a: int, b: int) -> None:
        if (files := self.published.get(self.epoch_id(at))) is None:
            return
        leaf = lambda i: files.leaf(i % len(files.leaves))  # noqa: E731
        row = lambda i: files.row(i % len(files.rows)) if files.rows else b""  # noqa: E731
        evidence = {2: leaf(a) + leaf(b), 3: leaf(a), 4: row(a), 5: row(a) + row(b)}[fault]
        self.twin.do("checker", lambda c: c.rewards.refute(self.epoch_id(at), fault, evidence))

    @rule(at=number, about=st.sampled_from(("posting", "posting", "grant")), which=st.integers(0, 5), closes=st.booleans())
    def accuse(self, at: int, about: str, which: int, closes: bool) -> None:
        """A case about a posting or a grant, uncontested, and what follows from it."""
        epoch = self.reference.rewards.epoch(self.epoch_id(at))
        grant_id = self.grants[which % len(self.grants)]
        subject = ids.posting_id(self.epoch_id(at), epoch.attempt if epoch else 0) if about == "posting" else grant_id
        self.cases += 1
        a = Accusation(accused=self.twin.address("poster"), subject=subject, kind=4, since_at=0, penalty=0, evidence=ZERO)
        self.twin.do("checker", lambda c: c.court.accuse(self.cases, a))
        case_id = ids.case_id(self.reference.deployment().court, self.twin.address("checker"), self.cases)
        self.twin.do("checker", lambda c: c.rewards.suspend(self.epoch_id(at), case_id))
        if closes:
            self.twin.wait(SHORT.contest_secs)
            self.twin.do("checker", lambda c: c.court.close(case_id))
        self.twin.do("checker", lambda c: c.rewards.resolve(self.epoch_id(at)))
        self.twin.do("checker", lambda c: c.rewards.clawback(grant_id, case_id))

    @rule(at=number, leaf=st.integers(0, 3), wait=st.booleans())
    def claim(self, at: int, leaf: int, wait: bool) -> None:
        files, epoch = self.published.get(self.epoch_id(at)), self.reference.rewards.epoch(self.epoch_id(at))
        if files is None or epoch is None:
            return
        if wait and epoch.state is EpochState.POSTED:
            self.until(epoch.claim_from)
        done = self.twin.do("e0", lambda c: c.rewards.claim(self.epoch_id(at), files.leaf(leaf % len(files.leaves))))
        if isinstance(done, Event) and (grant_id := getattr(done, "grant_id", ZERO)) != ZERO:
            self.grants.append(grant_id)

    @rule(at=number)
    def end_of_epoch(self, at: int) -> None:
        self.twin.do("e1", lambda c: c.rewards.pay_poster(self.epoch_id(at)))
        self.twin.do("e1", lambda c: c.rewards.expire(self.epoch_id(at)))

    @rule(steps=st.integers(2, 3), liar=st.integers(0, 9))
    def work(self, steps: int, liar: int) -> None:
        """An epoch that gets to its claims."""
        campaign = self.reference.rewards.campaign(self.campaign)
        assert campaign is not None
        at = campaign.epoch_at(self.reference.now() + 3)
        for who in EXPERTS[:steps]:
            self.commit(who, {at % 8, 8}, 1)
        for which in range(1, steps + 1):
            self.reveal("e0", 1, which, wait=True, wrong=False, piecewise=False)
        self.post(at, liar, wait=True)
        self.refute(at, 2, 0, steps)
        self.claim(at, 0, wait=True)

    # ---- grants

    @rule(who=people, to=experts, nonce=st.integers(0, 2), amount=st.sampled_from((0, 7, 100)), schedule=st.sampled_from(SCHEDULES), past=st.booleans())
    def create_grant(self, who: str, to: str, nonce: int, amount: int, schedule: Schedule, past: bool) -> None:
        d, start = self.reference.deployment(), 0 if past else self.reference.now()
        token = d.token if nonce else d.grant_token
        terms = GrantTerms(beneficiary=self.twin.address(to), token=token, amount=amount, start_at=start, schedule=schedule)
        done = self.twin.do(who, lambda c: c.rewards.create_grant(nonce, terms))
        if isinstance(done, Event):
            self.grants.append(ids.grant_id(d.rewards, self.twin.address(who), self.twin.address(to), nonce))

    @rule(who=people, which=st.integers(0, 5), amount=st.sampled_from((0, 50, 20_000)))
    def top_up(self, who: str, which: int, amount: int) -> None:
        grant_id = self.grants[which % len(self.grants)]
        self.twin.do(who, lambda c: c.rewards.top_up(grant_id, amount))

    @rule(who=st.sampled_from((*EXPERTS, *EXPERTS, "checker")), which=st.integers(0, 5))
    def withdraw(self, who: str, which: int) -> None:
        grant_id = self.grants[which % len(self.grants)]
        self.twin.do(who, lambda c: c.rewards.withdraw(grant_id))

    @rule(who=experts, to=experts, which=st.integers(0, 5))
    def rotate(self, who: str, to: str, which: int) -> None:
        grant_id = self.grants[which % len(self.grants)]
        self.twin.do(who, lambda c: c.rewards.rotate(grant_id, self.twin.address(to)))

    @rule(who=st.sampled_from(("sponsor", "e0")), which=st.integers(0, 9))
    def renounce(self, who: str, which: int) -> None:
        if which < len(self.grants):
            self.twin.do(who, lambda c: c.rewards.renounce(self.grants[which]))

    @rule(secs=st.sampled_from((1, 40, 100, 300)))
    def wait(self, secs: int) -> None:
        self.twin.wait(secs)


class SolanaRewards(RewardsMachine):
    target = "solana:litesvm"


class EvmRewards(RewardsMachine):
    target = "evm:pyevm"


TestSolanaRewards = SolanaRewards.TestCase
TestEvmRewards = EvmRewards.TestCase
TestSolanaRewards.settings = settings(max_examples=40, stateful_step_count=30)
TestEvmRewards.settings = settings(max_examples=5, stateful_step_count=25)
