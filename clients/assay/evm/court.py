"""market.Court on the EVM."""

from __future__ import annotations

from ..models import court as m
from .generated import court as g
from .session import Session, plain
from .transport import address20


class EvmCourt:
    """market.Court for one account."""

    def __init__(self, session: Session) -> None:
        self._s, self._at, self._rules = session, session.court, session.deployment.settings

    def config(self) -> m.CourtConfig:
        return m.CourtConfig(**plain(g.decode_config(self._s.read(self._at, g.config()))))

    def juror(self, owner: bytes) -> m.Juror | None:
        address20("owner", owner)
        raw = g.decode_juror_of(self._s.read(self._at, g.juror_of(owner)))
        return m.Juror(**plain(raw)) if raw.since_at else None

    def case(self, case_id: bytes) -> m.Case | None:
        raw = g.decode_case_of(self._s.read(self._at, g.case_of(case_id)))
        return m.Case(**plain(raw)) if raw.state else None

    def round(self, case_id: bytes, round_index: int) -> m.Round | None:
        raw = g.decode_round_of(self._s.read(self._at, g.round_of(case_id, round_index)))
        if not raw.started_at:
            return None
        found = plain(raw)
        # The contract keeps the seats in a heap and the votes as they came.
        found["seats"] = sorted(found["seats"], key=lambda s: s["ticket"])
        found["votes"] = sorted(found["votes"], key=lambda v: v["juror"])
        return m.Round(**found)

    def enroll(self, seats: int) -> m.Enrolled:
        return self._s.write("enroll", self._at, g.enroll(seats), m.Enrolled, pays=seats * self._rules.seat_stake)

    def resign(self, seats: int) -> m.Resigned:
        return self._s.write("resign", self._at, g.resign(seats), m.Resigned)

    def accuse(self, nonce: int, accusation: m.Accusation) -> m.Accused:
        address20("accusation.accused", accusation.accused)
        data = g.accuse(nonce, g.Accusation(**dict(accusation)))
        return self._s.write("accuse", self._at, data, m.Accused, pays=self._rules.case_bond)

    def contest(self, case_id: bytes) -> m.Contested:
        return self._s.write("contest", self._at, g.contest(case_id), m.Contested, pays=self._rules.case_bond)

    def commit_seed(self, case_id: bytes, commitment: bytes) -> m.SeedCommitted:
        return self._s.write("commit_seed", self._at, g.commit_seed(case_id, commitment), m.SeedCommitted, pays=self._rules.seed_bond)

    def reveal_seed(self, case_id: bytes, secret: bytes) -> m.SeedRevealed:
        return self._s.write("reveal_seed", self._at, g.reveal_seed(case_id, secret), m.SeedRevealed)

    def seat(self, case_id: bytes, juror: bytes, unit: int) -> m.Seated:
        address20("juror", juror)
        return self._s.write("seat", self._at, g.seat(case_id, juror, unit), m.Seated)

    def commit_vote(self, case_id: bytes, commitment: bytes) -> m.VoteCommitted:
        return self._s.write("commit_vote", self._at, g.commit_vote(case_id, commitment), m.VoteCommitted)

    def reveal_vote(self, case_id: bytes, guilty: bool, salt: bytes) -> m.VoteRevealed:
        return self._s.write("reveal_vote", self._at, g.reveal_vote(case_id, guilty, salt), m.VoteRevealed)

    def tally(self, case_id: bytes) -> m.Tallied:
        return self._s.write("tally", self._at, g.tally(case_id), m.Tallied)

    def appeal(self, case_id: bytes) -> m.Appealed:
        case = self.case(case_id)
        bond = self.config().appeal_bond(case.round_index) if case else 0
        return self._s.write("appeal", self._at, g.appeal(case_id), m.Appealed, pays=bond)

    def close(self, case_id: bytes) -> m.CaseClosed:
        return self._s.write("close", self._at, g.close(case_id), m.CaseClosed)

    def release(self, case_id: bytes, round_index: int, juror: bytes) -> m.JurorReleased:
        address20("juror", juror)
        return self._s.write("release", self._at, g.release(case_id, round_index, juror), m.JurorReleased)

    def collect(self, case_id: bytes, party: bytes) -> m.Collected:
        address20("party", party)
        return self._s.write("collect", self._at, g.collect(case_id, party), m.Collected)
