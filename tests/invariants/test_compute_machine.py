"""Random lives of jobs and disputes: after each step the chain and the reference agree on everything (INV-COMPUTE-16)."""

from __future__ import annotations

from typing import ClassVar

from assay import ids
from assay.market import Chain
from assay.models.compute import Dispute, Job, JobState, Outcome, Phase, Spec, Turn
from assay.models.deployment import Settings
from assay_worker.verify.play import last_revealed, revelations
from assay_worker.verify.witness import NothingDisputed, Witness
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.invariants.twin import Twin
from tests.jobs import flip, small_job

PEOPLE = ("requester", "provider", "rival", "verifier")
people = st.sampled_from(PEOPLE)
SHORT = Settings(unbond_secs=500, window_secs=100, move_secs=20, challenge_bond=31, late_bps=333, reward_bps=4_999)
# Which of the jobs posted so far; one more names a job that was never posted.
jobs = st.integers(0, 7)
LIES = (None, (1, 3), (8, 2), (12, 5), (14, 4))


class ComputeMachine(RuleBasedStateMachine):
    target: ClassVar[str]

    @initialize(lie=st.sampled_from(LIES))
    def deploy(self, lie: tuple[int, int] | None) -> None:
        self.twin = Twin(self.target, PEOPLE, 10_000, SHORT)
        self.job = small_job()
        self.posted = 0
        self.lies: dict[bytes, tuple[int, int] | None] = {}
        for who in ("provider", "rival"):
            self.twin.do(who, lambda c: c.compute.register(Spec(device=1, memory_mib=9, units=1)))
            self.twin.do(who, lambda c: c.staking.bond(2_001))
        self.launch("provider", 40, 100, lie)

    def id_of(self, job: int) -> bytes:
        nonce = job % (self.posted + 1)
        return ids.job_id(self.twin.chain.deployment().compute, self.twin.address("requester"), nonce)

    def state(self, job: int) -> Job | None:
        return self.twin.reference.compute.job(self.id_of(job))

    def dispute(self, job: int) -> Dispute | None:
        found = self.state(job)
        return self.twin.reference.compute.dispute(ids.dispute_id(found.job_id, found.attempts - 1)) if found and found.attempts else None

    def who_is(self, address: bytes) -> str:
        return next(name for name in PEOPLE if self.twin.address(name) == address)

    def witness(self, job_id: bytes, lie: tuple[int, int] | None) -> Witness:
        return self.job.witness(job_id, self.job.outputs({lie[0]: flip(lie[1])}) if lie else None)

    @rule(price=st.integers(1, 60), stake=st.integers(1, 200), lasts=st.sampled_from((0, 30, 5_000)), needs=st.integers(8, 10), again=st.booleans())
    def post(self, price: int, stake: int, lasts: int, needs: int, again: bool) -> None:
        nonce = self.posted - 1 if again and self.posted else self.posted
        terms = self.job.terms(price=price, stake=stake, deadline_at=self.twin.reference.now() + lasts + 1, memory_mib=needs)
        self.posted += not isinstance(self.twin.do("requester", lambda c: c.compute.post(nonce, terms)), type)

    @rule(who=people, job=jobs)
    def accept(self, who: str, job: int) -> None:
        self.twin.do(who, lambda c: c.compute.accept(self.id_of(job)))

    @rule(job=jobs, lie=st.sampled_from(LIES), who=st.one_of(st.none(), people))
    def commit(self, job: int, lie: tuple[int, int] | None, who: str | None) -> None:
        found = self.state(job)
        if found is None or found.state is not JobState.ACCEPTED:
            return
        w = self.witness(found.job_id, lie)
        outcome = self.twin.do(who or self.who_is(found.provider), lambda c: c.compute.commit(found.job_id, *w.commitment))
        if not isinstance(outcome, type):
            self.lies[found.job_id] = lie

    @rule(who=st.sampled_from(("provider", "rival")), price=st.integers(1, 60), stake=st.integers(1, 200), lie=st.sampled_from(LIES))
    def launch(self, who: str, price: int, stake: int, lie: tuple[int, int] | None) -> None:
        """A job is posted, accepted and committed to in one go, so that disputes come about."""
        job = self.posted
        self.post(price, stake, 5_000, 9, False)
        self.accept(who, job)
        self.commit(job, lie, None)

    @rule(who=people, job=jobs)
    def challenge(self, who: str, job: int) -> None:
        self.twin.do(who, lambda c: c.compute.challenge(self.id_of(job)))

    @rule(job=jobs, steps=st.integers(1, 40), other=st.sampled_from(LIES))
    def play(self, job: int, steps: int, other: tuple[int, int] | None) -> None:
        """Both sides make the next moves, the challenger believing `other`; a verifier challenges first if nobody has."""
        found = self.state(job)
        if found is not None and found.state is JobState.COMMITTED:
            self.challenge("verifier", job)
        for _ in range(steps):
            d, found = self.dispute(job), self.state(job)
            if d is None or found is None or d.outcome is not Outcome.OPEN:
                return
            self.move(d, found.job_id, other)

    def move(self, d: Dispute, job_id: bytes, other: tuple[int, int] | None) -> None:
        own = self.witness(job_id, self.lies[job_id])
        if d.phase is Phase.LEAF:
            openings = own.openings(d)
            self.twin.do("verifier", lambda c: c.compute.referee(job_id, openings))
        elif d.turn is Turn.PROVIDER:
            data = own.reveal(d)
            self.twin.do(self.who_is(d.provider), lambda c: c.compute.reveal(job_id, data))
        else:
            revealed = b"" if d.phase is Phase.CHAIN else last_revealed(revelations(self.reference(), d.dispute_id))
            try:
                choice = self.witness(job_id, other).choose(d, revealed)
            except NothingDisputed:
                choice = 0
            self.twin.do(self.who_is(d.challenger), lambda c: c.compute.bisect(job_id, choice, revealed))

    def reference(self) -> Chain:
        return self.twin.reference

    @rule(who=people, job=jobs, verb=st.sampled_from(("reveal", "bisect", "provide", "referee")), data=st.binary(max_size=300), n=st.integers(0, 9))
    def blunder(self, who: str, job: int, verb: str, data: bytes, n: int) -> None:
        job_id = self.id_of(job)
        calls = {
            "reveal": lambda c: c.compute.reveal(job_id, data),
            "bisect": lambda c: c.compute.bisect(job_id, n, data),
            "provide": lambda c: c.compute.provide(job_id, 0 if n < 7 else n, data),
            "referee": lambda c: c.compute.referee(job_id, data),
        }
        self.twin.do(who, calls[verb])

    @rule(who=people, job=jobs, verb=st.sampled_from(("settle", "refund", "time_out", "cancel")))
    def close(self, who: str, job: int, verb: str) -> None:
        self.twin.do(who, lambda c: getattr(c.compute, verb)(self.id_of(job)))

    @rule(who=people, job=jobs, attempt=st.integers(0, 1))
    def reclaim(self, who: str, job: int, attempt: int) -> None:
        self.twin.do(who, lambda c: c.compute.reclaim(ids.dispute_id(self.id_of(job), attempt)))

    @rule(who=people, job=jobs, late=st.booleans())
    def sweep(self, who: str, job: int, late: bool) -> None:
        subject = self.id_of(job) if late else ids.dispute_id(self.id_of(job), 0)
        self.twin.do(who, lambda c: c.staking.sweep(ids.fault_id(subject)))

    @rule(who=people, amount=st.integers(1, 200))
    def unbond(self, who: str, amount: int) -> None:
        self.twin.do(who, lambda c: c.staking.unbond(amount))

    @rule(secs=st.sampled_from((1, 2, 5, 19, 20, 21, 100)))
    def wait(self, secs: int) -> None:
        self.twin.wait(secs)


class SolanaCompute(ComputeMachine):
    target = "solana:litesvm"


class EvmCompute(ComputeMachine):
    target = "evm:pyevm"


TestSolanaCompute = SolanaCompute.TestCase
TestEvmCompute = EvmCompute.TestCase
TestSolanaCompute.settings = settings(max_examples=80, stateful_step_count=50)
TestEvmCompute.settings = settings(max_examples=20, stateful_step_count=50)
