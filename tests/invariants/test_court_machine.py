"""Random lives of cases: after each step the chain and the reference agree on everything (INV-COURT-15)."""

from __future__ import annotations

from typing import ClassVar

from assay import ids, jury
from assay.market import Sandbox
from assay.models.base import ZERO, Event
from assay.models.court import Accusation, CaseState, Phase
from assay.models.deployment import Settings
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.invariants.twin import Twin

JURORS = ("j0", "j1", "j2", "j3")
PEOPLE = ("alice", "bob", "carol", *JURORS)
people = st.sampled_from(PEOPLE)
which = st.integers(0, 5)
SALT = b"s" * 32
SHORT = Settings(
    unbond_secs=50, contest_secs=40, phase_secs=100, case_bond=20, seed_bond=3, seat_stake=10, max_penalty=100, jurors=3, max_rounds=2,
)  # fmt: skip


class CourtMachine(RuleBasedStateMachine):
    target: ClassVar[str]

    @initialize()
    def deploy(self) -> None:
        self.twin = Twin(self.target, PEOPLE, 10_000, SHORT)
        self.cases: list[bytes] = []
        for who in JURORS:
            self.twin.do(who, lambda c: c.court.enroll(3))
        self.twin.do("bob", lambda c: c.staking.bond(150))
        for kind in (1, 2):
            self.accuse("alice", 100, False, kind)

    # ---- what the rules share

    @property
    def reference(self) -> Sandbox:
        return self.twin.reference

    def name_of(self, account: bytes) -> str:
        return next(name for name in PEOPLE if self.twin.address(name) == account)

    def pick(self, at: int) -> bytes:
        """Seldom a case that does not exist."""
        return self.cases[at % len(self.cases)] if at else ZERO

    def to(self, case_id: bytes, phase: Phase) -> None:
        """Waits for a phase of the case's round, if it is still to come."""
        case = self.reference.court.case(case_id)
        if case is not None and case.state is CaseState.HEARD:
            self.twin.wait(max(0, case.due_at + phase * SHORT.phase_secs - self.reference.now()))

    # ---- jurors

    @rule(who=people, seats=st.integers(0, 4))
    def enroll(self, who: str, seats: int) -> None:
        self.twin.do(who, lambda c: c.court.enroll(seats))

    @rule(who=people, seats=st.integers(0, 2))
    def resign(self, who: str, seats: int) -> None:
        self.twin.do(who, lambda c: c.court.resign(seats))

    # ---- cases

    @rule(who=st.sampled_from(("alice", "alice", "carol")), penalty=st.sampled_from((0, 30, 100, 101)), old=st.booleans(), kind=st.integers(0, 4))
    def accuse(self, who: str, penalty: int, old: bool, kind: int) -> None:
        nonce = 0 if old else len(self.cases)
        a = Accusation(accused=self.twin.address("bob"), subject=SALT, kind=kind, since_at=self.twin.chain.now(), penalty=penalty, evidence=SALT)
        done = self.twin.do(who, lambda c: c.court.accuse(nonce, a))
        if isinstance(done, Event):
            self.cases.append(ids.case_id(self.reference.deployment().court, self.twin.address(who), nonce))

    @rule(who=people, at=which)
    def contest(self, who: str, at: int) -> None:
        case_id = self.pick(at)
        self.twin.do(who, lambda c: c.court.contest(case_id))

    @rule(who=st.sampled_from(("alice", "j0", "carol")), at=which, right=st.booleans(), reveal=st.booleans())
    def seed(self, who: str, at: int, right: bool, reveal: bool) -> None:
        case_id = self.pick(at)
        case = self.reference.court.case(case_id)
        mine = ids.seed_commitment(case_id, case.round_index if case else 0, self.twin.address(who), SALT)
        self.twin.do(who, lambda c: c.court.commit_seed(case_id, mine if right else SALT))
        if reveal:
            self.to(case_id, Phase.SEED_REVEAL)
            self.twin.do(who, lambda c: c.court.reveal_seed(case_id, SALT))

    @rule(at=which, juror=people, unit=st.integers(0, 3))
    def seat(self, at: int, juror: str, unit: int) -> None:
        case_id = self.pick(at)
        self.to(case_id, Phase.SEATING)
        self.sit(case_id, self.twin.address(juror), unit)

    def sit(self, case_id: bytes, owner: bytes, unit: int) -> None:
        self.twin.do("carol", lambda c: c.court.seat(case_id, owner, unit))

    @rule(at=which, says=st.lists(st.sampled_from((True, True, False, None)), min_size=4, max_size=4), backwards=st.booleans(), silent=st.integers(0, 9))
    def hear(self, at: int, says: list[bool | None], backwards: bool, silent: int) -> None:
        """A round that gets to its end, whatever the jurors say."""
        case_id = self.pick(at)
        case = self.reference.court.case(case_id)
        if case is not None and case.state is CaseState.ACCUSED:
            self.contest("carol", at)
            self.seed("carol", at, right=True, reveal=True)
        case = self.reference.court.case(case_id)
        if case is None or case.state is not CaseState.HEARD:
            return
        self.to(case_id, Phase.SEATING)
        if self.reference.now() - case.due_at < (Phase.SEATING + 1) * SHORT.phase_secs:
            drawn = jury.tickets(self.reference, case_id, jury.enrolled(self.reference))[:6]
            for _, owner, unit in reversed(drawn) if backwards else drawn:
                self.sit(case_id, owner, unit)
        for phase in (Phase.VOTE_COMMIT, Phase.VOTE_REVEAL):
            self.to(case_id, phase)
            for i, who in enumerate(JURORS):
                self.vote(who, at, says[i], reveal=phase is Phase.VOTE_REVEAL and i != silent)
        self.to(case_id, Phase.OVER)
        self.twin.do("bob", lambda c: c.court.tally(case_id))

    def vote(self, who: str, at: int, says: bool | None, *, reveal: bool) -> None:
        case_id = self.pick(at)
        case = self.reference.court.case(case_id)
        if case is None or says is None:
            return
        mine = ids.vote_commitment(case_id, case.round_index, self.twin.address(who), says, SALT)
        if reveal:
            self.twin.do(who, lambda c: c.court.reveal_vote(case_id, says, SALT))
        else:
            self.twin.do(who, lambda c: c.court.commit_vote(case_id, mine))

    @rule(who=people, at=which, says=st.booleans(), reveal=st.booleans())
    def vote_at_any_time(self, who: str, at: int, says: bool, reveal: bool) -> None:
        self.vote(who, at, says, reveal=reveal)

    @rule(at=which)
    def tally(self, at: int) -> None:
        case_id = self.pick(at)
        self.twin.do("alice", lambda c: c.court.tally(case_id))

    @rule(who=people, at=which)
    def appeal(self, who: str, at: int) -> None:
        case_id = self.pick(at)
        self.twin.do(who, lambda c: c.court.appeal(case_id))

    @rule(at=which, says=st.booleans())
    def appeal_and_hear(self, at: int, says: bool) -> None:
        self.hear(at, [says, says, True, False], backwards=True, silent=9)
        self.appeal("alice", at)
        self.seed("carol", at, right=True, reveal=True)
        self.hear(at, [says, True, says, False], backwards=False, silent=9)
        self.close(at, wait=True)
        self.release(at, 0)

    @rule(at=which, wait=st.booleans())
    def close(self, at: int, wait: bool) -> None:
        case_id = self.pick(at)
        case = self.reference.court.case(case_id)
        if wait and case is not None and case.state in (CaseState.ACCUSED, CaseState.RULED):
            self.twin.wait(max(0, case.due_at - self.reference.now()))
        self.twin.do("alice", lambda c: c.court.close(case_id))

    @rule(at=which, number=st.integers(0, 2))
    def release(self, at: int, number: int) -> None:
        case_id = self.pick(at)
        for owner in map(self.twin.address, JURORS):
            self.let_go(case_id, number, owner)

    def let_go(self, case_id: bytes, number: int, owner: bytes) -> None:
        self.twin.do("alice", lambda c: c.court.release(case_id, number, owner))

    @rule(at=which, party=st.sampled_from(("alice", "bob", "carol", "treasury")))
    def collect(self, at: int, party: str) -> None:
        case_id = self.pick(at)
        to = self.reference.deployment().treasury if party == "treasury" else self.twin.address(party)
        self.twin.do("bob", lambda c: c.court.collect(case_id, to))

    @rule(secs=st.sampled_from((1, 40, 100, 250)))
    def wait(self, secs: int) -> None:
        self.twin.wait(secs)


class SolanaCourt(CourtMachine):
    target = "solana:litesvm"


class EvmCourt(CourtMachine):
    target = "evm:pyevm"


TestSolanaCourt = SolanaCourt.TestCase
TestEvmCourt = EvmCourt.TestCase
TestSolanaCourt.settings = settings(max_examples=40, stateful_step_count=30)
TestEvmCourt.settings = settings(max_examples=5, stateful_step_count=25)
