"""The people of a case: who accuses, who contests, and the jurors, who are told what to vote."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assay import ids, jury
from assay.errors import NothingToCollect
from assay.market import Sandbox
from assay.models.court import Accusation, Case, CourtConfig, Kind, Phase, Round, Seated, Tallied

from tests.cast import COIN, funded, tick

SALT = b"salt".ljust(32, b"\x07")
SUBJECT = b"a picture".ljust(32, b"\x00")


@dataclass
class Courtroom:
    """A bonded accused, an accuser, a friend who contests, a watcher who does what anyone may, and jurors with seats."""

    chain: Sandbox
    accuser: Sandbox
    accused: Sandbox
    friend: Sandbox
    watcher: Sandbox
    jurors: dict[bytes, Sandbox]
    nonce: int = 1

    @property
    def config(self) -> CourtConfig:
        return self.chain.court.config()

    @property
    def case_id(self) -> bytes:
        return ids.case_id(self.chain.deployment().court, self.accuser.account, self.nonce)

    @property
    def case(self) -> Case:
        case = self.chain.court.case(self.case_id)
        assert case is not None
        return case

    @property
    def round(self) -> Round:
        r = self.chain.court.round(self.case_id, self.case.round_index)
        assert r is not None
        return r

    def accusation(self, **changes: object) -> Accusation:
        plain = Accusation(
            accused=self.accused.account, subject=SUBJECT, kind=Kind.MISUSE, since_at=self.chain.now() - 1_000, penalty=100 * COIN, evidence=bytes(32)
        )
        return Accusation(**(plain.model_dump() | changes))

    def accuse(self, **changes: object) -> bytes:
        tick(self.chain)
        self.accuser.court.accuse(self.nonce, self.accusation(**changes))
        return self.case_id

    def contest(self) -> None:
        tick(self.chain)
        self.friend.court.contest(self.case_id)

    def to(self, phase: Phase) -> None:
        """Waits for the beginning of a phase of the running round."""
        starts = self.round.started_at + phase * self.config.phase_secs
        self.chain.set_time(max(starts, self.chain.now() + 1))

    def seed(self, *contributors: Sandbox) -> None:
        """Each contributes to the draw, and reveals."""
        for who in contributors:
            tick(self.chain)
            who.court.commit_seed(self.case_id, ids.seed_commitment(self.case_id, self.case.round_index, who.account, SALT))
        self.to(Phase.SEED_REVEAL)
        for who in contributors:
            tick(self.chain)
            who.court.reveal_seed(self.case_id, SALT)

    def draw(self) -> list[Seated]:
        """Up to a full jury."""
        self.seed(self.watcher)
        self.to(Phase.SEATING)
        return jury.seat(self.watcher, self.case_id)

    def vote(self, says: Callable[[bytes], bool | None], silent: Iterable[bytes] = ()) -> None:
        """Every juror votes as `says` (None: not at all), and all but the silent reveal."""
        number, votes = self.case.round_index, self.round.votes
        self.to(Phase.VOTE_COMMIT)
        for v in votes:
            if (guilty := says(v.juror)) is not None:
                tick(self.chain)
                self.jurors[v.juror].court.commit_vote(self.case_id, ids.vote_commitment(self.case_id, number, v.juror, guilty, SALT))
        self.to(Phase.VOTE_REVEAL)
        for v in votes:
            if (guilty := says(v.juror)) is not None and v.juror not in silent:
                tick(self.chain)
                self.jurors[v.juror].court.reveal_vote(self.case_id, guilty, SALT)
        self.to(Phase.OVER)

    def tally(self) -> Tallied:
        tick(self.chain)
        return self.watcher.court.tally(self.case_id)

    def hear(self, says: Callable[[bytes], bool | None]) -> Tallied:
        """A whole round."""
        self.draw()
        self.vote(says)
        return self.tally()

    def close(self) -> Case:
        self.chain.set_time(max(self.case.due_at, self.chain.now() + 1))
        self.watcher.court.close(self.case_id)
        return self.case

    def pay_all(self) -> None:
        """Everyone is released and paid, who has anything to come."""
        case = self.case
        for number in range(case.round_index + 1):
            r = self.chain.court.round(self.case_id, number)
            for v in r.votes if r else ():
                tick(self.chain)
                self.watcher.court.release(self.case_id, number, v.juror)
        parties = dict.fromkeys((case.accuser, case.contestant, self.config.treasury, *case.appellants))
        for party in parties:
            tick(self.chain)
            try:
                self.watcher.court.collect(self.case_id, party)
            except NothingToCollect:
                continue


def courtroom(chain: Sandbox, jurors: int = 8, seats: int = 2, bonded: int = 300) -> Courtroom:
    """Jurors j0… have `seats` seats each; the accused has bonded."""
    accuser, accused, friend, watcher = (funded(chain, name) for name in ("accuser", "accused", "friend", "watcher"))
    sitting = [funded(chain, f"j{i}") for i in range(jurors)]
    room = Courtroom(chain, accuser, accused, friend, watcher, {j.account: j for j in sitting})
    if bonded:
        tick(chain)
        room.accused.staking.bond(bonded * COIN)
    for j in sitting:
        tick(chain)
        j.court.enroll(seats)
    return room
