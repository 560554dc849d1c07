"""market.Training on the EVM."""

from __future__ import annotations

from ..models import training as m
from .generated import training as g
from .session import Session, plain
from .transport import address20


class EvmTraining:
    """market.Training for one account."""

    def __init__(self, session: Session) -> None:
        self._s, self._at = session, session.training

    def config(self) -> m.TrainingConfig:
        return m.TrainingConfig(**plain(g.decode_config(self._s.read(self._at, g.config()))))

    def run(self, run_id: bytes) -> m.Run | None:
        raw = g.decode_run_of(self._s.read(self._at, g.run_of(run_id)))
        return m.Run(**plain(raw)) if any(raw.sponsor) else None

    def round(self, run_id: bytes, round_index: int) -> m.Round | None:
        raw = g.decode_round_of(self._s.read(self._at, g.round_of(run_id, round_index)))
        return m.Round(**plain(raw)) if raw.proposed else None

    def proposal(self, run_id: bytes, round_index: int, seat: int) -> m.Proposal | None:
        raw = g.decode_proposal_of(self._s.read(self._at, g.proposal_of(run_id, round_index, seat)))
        return m.Proposal(**plain(raw)) if any(raw.run_id) else None

    def doubted(self, run_id: bytes, round_index: int, seat: int, job_id: bytes) -> m.Doubt | None:
        raw = g.decode_doubt_of(self._s.read(self._at, g.doubt_of(run_id, round_index, seat, job_id)))
        return m.Doubt(**plain(raw)) if any(raw.doubter) else None

    def openings(self, party: bytes) -> bytes:
        address20("party", party)
        return g.decode_openings_of(self._s.read(self._at, g.openings_of(party)))

    # ---- a run and its seats

    def open(self, nonce: int, terms: m.RunTerms) -> m.RunOpened:
        programs = tuple(g.RunProgram(**dict(program)) for program in terms.programs)
        data = g.open(nonce, g.RunTerms(**{**dict(terms), "programs": programs}))
        return self._s.write("open", self._at, data, m.RunOpened, pays=terms.pool)

    def join(self, run_id: bytes) -> m.SeatTaken:
        run = self.run(run_id)
        return self._s.write("join", self._at, g.join(run_id), m.SeatTaken, pays=run.terms.stake if run else 0)

    def leave_run(self, run_id: bytes) -> m.SeatLeft:
        return self._s.write("leave_run", self._at, g.leave_run(run_id), m.SeatLeft)

    def reclaim(self, run_id: bytes) -> m.RestReclaimed:
        return self._s.write("reclaim", self._at, g.reclaim(run_id), m.RestReclaimed)

    # ---- a round

    def propose(self, run_id: bytes, round_index: int, work: m.Work) -> m.WorkProposed:
        return self._s.write("propose", self._at, g.propose(run_id, round_index, g.Work(**dict(work))), m.WorkProposed)

    def witness(self, run_id: bytes, round_index: int, seen: int) -> m.UpdatesWitnessed:
        return self._s.write("witness", self._at, g.witness(run_id, round_index, seen), m.UpdatesWitnessed)

    def close_round(self, run_id: bytes, round_index: int) -> m.RoundClosed:
        return self._s.write("close_round", self._at, g.close_round(run_id, round_index), m.RoundClosed)

    def collect(self, run_id: bytes, round_index: int, seat: int) -> m.WorkPaid:
        return self._s.write("collect", self._at, g.collect(run_id, round_index, seat), m.WorkPaid)

    # ---- doubts

    def doubt(self, run_id: bytes, round_index: int, seat: int, job_id: bytes) -> m.WorkDoubted:
        return self._s.write("doubt", self._at, g.doubt(run_id, round_index, seat, job_id), m.WorkDoubted)

    def resolve(self, run_id: bytes, round_index: int, seat: int, job_id: bytes, data: bytes) -> m.DoubtResolved:
        return self._s.write("resolve", self._at, g.resolve(run_id, round_index, seat, job_id, data), m.DoubtResolved)

    def provide(self, offset: int, data: bytes) -> m.TensorsProvided:
        return self._s.write("provide", self._at, g.provide(offset, data), m.TensorsProvided)
