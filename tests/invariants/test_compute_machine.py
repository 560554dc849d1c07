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
JOBS = 3
jobs = st.integers(0, JOBS - 1)
LIES = (None, (1, 3), (8, 2), (12, 5), (14, 4))


class ComputeMachine(RuleBasedStateMachine):
    target: ClassVar[str]

    @initialize()
    def deploy(self) -> None:
        self.twin = Twin(self.target, PEOPLE, 10_000, SHORT)
        self.job = small_job()
        self.lies: dict[bytes, tuple[int, int] | None] = {}
        for who in ("provider", "rival"):
            self.twin.do(who, lambda c: c.compute.register(Spec(device=1, memory_mib=9, units=1)))
            self.twin.do(who, lambda c: c.staking.bond(1_001))

    def id_of(self, nonce: int) -> bytes:
        return ids.job_id(self.twin.chain.deployment().compute, self.twin.address("requester"), nonce)

    def state(self, nonce: int) -> Job | None:
        return self.twin.reference.compute.job(self.id_of(nonce))

    def dispute(self, nonce: int) -> Dispute | None:
        job = self.state(nonce)
        return self.twin.reference.compute.dispute(ids.dispute_id(job.job_id, job.attempts - 1)) if job and job.attempts else None

    def who_is(self, address: bytes) -> str:
        return next(name for name in PEOPLE if self.twin.address(name) == address)

    def witness(self, job_id: bytes, lie: tuple[int, int] | None) -> Witness:
        return self.job.witness(job_id, self.job.outputs({lie[0]: flip(lie[1])}) if lie else None)

    @rule(nonce=jobs, price=st.integers(1, 60), stake=st.integers(1, 400), lasts=st.sampled_from((0, 30, 1_000)), needs=st.integers(8, 10))
    def post(self, nonce: int, price: int, stake: int, lasts: int, needs: int) -> None:
        terms = self.job.terms(price=price, stake=stake, deadline_at=self.twin.reference.now() + lasts + 1, memory_mib=needs)
        self.twin.do("requester", lambda c: c.compute.post(nonce, terms))

    @rule(who=people, nonce=jobs)
    def accept(self, who: str, nonce: int) -> None:
        self.twin.do(who, lambda c: c.compute.accept(self.id_of(nonce)))

    @rule(nonce=jobs, lie=st.sampled_from(LIES), who=st.one_of(st.none(), people))
    def commit(self, nonce: int, lie: tuple[int, int] | None, who: str | None) -> None:
        job = self.state(nonce)
        if job is None or job.state is not JobState.ACCEPTED:
            return
        w = self.witness(job.job_id, lie)
        last = len(self.job.program.operators) - 1
        outcome = self.twin.do(
            who or self.who_is(job.provider), lambda c: c.compute.commit(job.job_id, w.trace.levels[0][last], w.trace.root, w.trace.path(last))
        )
        if not isinstance(outcome, type):
            self.lies[job.job_id] = lie

    @rule(who=people, nonce=jobs)
    def challenge(self, who: str, nonce: int) -> None:
        self.twin.do(who, lambda c: c.compute.challenge(self.id_of(nonce)))

    @rule(nonce=jobs, steps=st.integers(1, 12), other=st.sampled_from(LIES))
    def play(self, nonce: int, steps: int, other: tuple[int, int] | None) -> None:
        """Both sides make the next moves, the challenger believing `other`."""
        for _ in range(steps):
            d, job = self.dispute(nonce), self.state(nonce)
            if d is None or job is None or d.outcome is not Outcome.OPEN:
                return
            self.move(d, job.job_id, other)

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

    @rule(who=people, nonce=jobs, verb=st.sampled_from(("reveal", "bisect", "provide", "referee")), data=st.binary(max_size=300), n=st.integers(0, 9))
    def blunder(self, who: str, nonce: int, verb: str, data: bytes, n: int) -> None:
        job_id = self.id_of(nonce)
        calls = {
            "reveal": lambda c: c.compute.reveal(job_id, data),
            "bisect": lambda c: c.compute.bisect(job_id, n, data),
            "provide": lambda c: c.compute.provide(job_id, 0 if n < 7 else n, data),
            "referee": lambda c: c.compute.referee(job_id, data),
        }
        self.twin.do(who, calls[verb])

    @rule(who=people, nonce=jobs, verb=st.sampled_from(("settle", "refund", "time_out", "cancel")))
    def close(self, who: str, nonce: int, verb: str) -> None:
        self.twin.do(who, lambda c: getattr(c.compute, verb)(self.id_of(nonce)))

    @rule(who=people, nonce=jobs, attempt=st.integers(0, 1))
    def reclaim(self, who: str, nonce: int, attempt: int) -> None:
        self.twin.do(who, lambda c: c.compute.reclaim(ids.dispute_id(self.id_of(nonce), attempt)))

    @rule(who=people, nonce=jobs, late=st.booleans())
    def sweep(self, who: str, nonce: int, late: bool) -> None:
        subject = self.id_of(nonce) if late else ids.dispute_id(self.id_of(nonce), 0)
        self.twin.do(who, lambda c: c.staking.sweep(ids.fault_id(subject)))

    @rule(who=people, amount=st.integers(1, 900))
    def unbond(self, who: str, amount: int) -> None:
        self.twin.do(who, lambda c: c.staking.unbond(amount))

    @rule(secs=st.sampled_from((1, 19, 20, 21, 100, 1_000)))
    def wait(self, secs: int) -> None:
        self.twin.wait(secs)


class SolanaCompute(ComputeMachine):
    target = "solana:litesvm"


class EvmCompute(ComputeMachine):
    target = "evm:pyevm"


TestSolanaCompute = SolanaCompute.TestCase
TestEvmCompute = EvmCompute.TestCase
TestSolanaCompute.settings = settings(max_examples=60, stateful_step_count=50)
TestEvmCompute.settings = settings(max_examples=10, stateful_step_count=50)
