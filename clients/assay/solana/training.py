"""market.Training on Solana."""

from __future__ import annotations

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

from .. import ids
from ..errors import InputError
from ..models import training as m
from ..models.base import ZERO
from . import pda
from .generated import training as g
from .provided import Provided
from .session import Session, fields_of, key
from .transport import MAX_UNITS


class SolanaTraining:
    """market.Training for one account.

    Accounts whose address depends on others are looked up first. Where those are unknown, any address will do: the program refuses before it looks.
    """

    def __init__(self, session: Session) -> None:
        self._s = session
        self._config, self._purse, self._program = pda.training_config(), pda.training_purse(), bytes(pda.training_config())
        self._provided = Provided(session, pda.training_openings, self._provide, lambda data: g.Openings.decode(data, 8)[0].data, m.TensorsProvided)

    def config(self) -> m.TrainingConfig:
        data = self._s.read(self._config)
        if data is None:
            raise InputError("deployment.training", self._s.deployment.training, "deployed", "deploy it with scripts/deploy.py")
        return m.TrainingConfig(**fields_of(g.TrainingConfig.decode(data, 8)[0]))

    def run(self, run_id: bytes) -> m.Run | None:
        key("run_id", run_id)
        data = self._s.read(pda.run(run_id))
        return None if data is None else m.Run(**fields_of(g.Run.decode(data, 8)[0]))

    def round(self, run_id: bytes, round_index: int) -> m.Round | None:
        key("run_id", run_id)
        data = self._s.read(pda.training_round(run_id, round_index))
        return None if data is None else m.Round(**fields_of(g.Round.decode(data, 8)[0]))

    def proposal(self, run_id: bytes, round_index: int, seat: int) -> m.Proposal | None:
        data = self._s.read(self._proposal(run_id, round_index, seat))
        return None if data is None else m.Proposal(**fields_of(g.Proposal.decode(data, 8)[0]))

    def doubted(self, run_id: bytes, round_index: int, seat: int, job_id: bytes) -> m.Doubt | None:
        data = self._s.read(self._doubt(run_id, round_index, seat, job_id))
        return None if data is None else m.Doubt(**fields_of(g.Doubt.decode(data, 8)[0]))

    def openings(self, party: bytes) -> bytes:
        key("party", party)
        return self._provided.of(party)

    @staticmethod
    def _proposal(run_id: bytes, round_index: int, seat: int) -> Pubkey:
        key("run_id", run_id)
        return pda.proposal(ids.proposal_id(run_id, round_index, seat))

    @staticmethod
    def _doubt(run_id: bytes, round_index: int, seat: int, job_id: bytes) -> Pubkey:
        key("run_id", run_id)
        key("job_id", job_id)
        return pda.doubt(ids.doubt_id(ids.proposal_id(run_id, round_index, seat), job_id))

    # ---- a run and its seats

    def open(self, nonce: int, terms: m.RunTerms) -> m.RunOpened:
        programs = tuple(g.RunProgram(**dict(program)) for program in terms.programs)
        ix = g.open(
            caller=self._s.caller, config=self._config, run=pda.run(ids.run_id(self._program, self._s.account, nonce)),
            caller_token=self._s.caller_token, purse=self._purse, nonce=nonce, terms=g.RunTerms(**dict(terms) | {"programs": programs}),
        )  # fmt: skip
        return self._s.write("open", [ix], m.RunOpened)

    def join(self, run_id: bytes) -> m.SeatTaken:
        key("run_id", run_id)
        ix = g.join(
            caller=self._s.caller, config=self._config, run=pda.run(run_id), caller_token=self._s.caller_token, purse=self._purse, run_id=run_id
        )  # fmt: skip
        return self._s.write("join", [ix], m.SeatTaken)

    def leave_run(self, run_id: bytes) -> m.SeatLeft:
        key("run_id", run_id)
        ix = g.leave_run(
            caller=self._s.caller, config=self._config, run=pda.run(run_id), caller_token=self._s.caller_token, purse=self._purse, run_id=run_id
        )  # fmt: skip
        return self._s.write("leave_run", [*self._s.opened(self._s.account), ix], m.SeatLeft)

    def reclaim(self, run_id: bytes) -> m.RestReclaimed:
        run = self.run(run_id)
        sponsor = run.sponsor if run else ZERO
        ix = g.reclaim(config=self._config, run=pda.run(run_id), sponsor_token=self._s.token_account(sponsor), purse=self._purse, run_id=run_id)
        return self._s.write("reclaim", [*(self._s.opened(sponsor) if run else []), ix], m.RestReclaimed)

    # ---- a round

    def propose(self, run_id: bytes, round_index: int, work: m.Work) -> m.WorkProposed:
        run = self.run(run_id)
        owners = [seat.owner for seat in run.seats] if run else []
        seat = owners.index(self._s.account) if self._s.account in owners else 0
        ix = g.propose(
            caller=self._s.caller, run=pda.run(run_id), round=pda.training_round(run_id, round_index), proposal=self._proposal(run_id, round_index, seat),
            run_id=run_id, round_index=round_index, work=g.Work(**dict(work)),
        )  # fmt: skip
        return self._s.write("propose", [ix], m.WorkProposed)

    def witness(self, run_id: bytes, round_index: int, seen: int) -> m.UpdatesWitnessed:
        key("run_id", run_id)
        ix = g.witness(
            caller=self._s.caller, run=pda.run(run_id), round=pda.training_round(run_id, round_index), run_id=run_id, round_index=round_index, seen=seen
        )  # fmt: skip
        return self._s.write("witness", [ix], m.UpdatesWitnessed)

    def close_round(self, run_id: bytes, round_index: int) -> m.RoundClosed:
        round_ = self.round(run_id, round_index)
        seats = [at for at in range(m.MAX_SEATS) if round_ and round_.proposed >> at & 1]
        ix = g.close_round(config=self._config, run=pda.run(run_id), round=pda.training_round(run_id, round_index), run_id=run_id, round_index=round_index)
        proposals = [AccountMeta(self._proposal(run_id, round_index, at), False, False) for at in seats]
        return self._s.write("close_round", [Instruction(ix.program_id, bytes(ix.data), [*ix.accounts, *proposals])], m.RoundClosed)

    def collect(self, run_id: bytes, round_index: int, seat: int) -> m.WorkPaid:
        run = self.run(run_id)
        is_seat = run is not None and seat < len(run.seats)
        owner = run.seats[seat].owner if run is not None and is_seat else ZERO
        ix = g.collect(
            config=self._config, run=pda.run(run_id), proposal=self._proposal(run_id, round_index, seat), round=pda.training_round(run_id, round_index),
            owner=key("owner", owner), owner_token=self._s.token_account(owner), purse=self._purse, run_id=run_id, round_index=round_index, seat=seat,
        )  # fmt: skip
        return self._s.write("collect", [*(self._s.opened(owner) if is_seat else []), ix], m.WorkPaid)

    # ---- doubts

    def doubt(self, run_id: bytes, round_index: int, seat: int, job_id: bytes) -> m.WorkDoubted:
        ix = g.doubt(
            caller=self._s.caller, config=self._config, run=pda.run(run_id), proposal=self._proposal(run_id, round_index, seat),
            doubt=self._doubt(run_id, round_index, seat, job_id), job=pda.job(job_id), run_id=run_id, round_index=round_index, seat=seat, job_id=job_id,
        )  # fmt: skip
        return self._s.write("doubt", [ix], m.WorkDoubted)

    def resolve(self, run_id: bytes, round_index: int, seat: int, job_id: bytes, data: bytes) -> m.DoubtResolved:
        doubt = self.doubted(run_id, round_index, seat, job_id)
        doubter, treasury = doubt.doubter if doubt else ZERO, self._s.deployment.treasury

        def calls(data: bytes) -> list[Instruction]:
            ix = g.resolve(
                caller=self._s.caller, config=self._config, run=pda.run(run_id), proposal=self._proposal(run_id, round_index, seat),
                doubt=self._doubt(run_id, round_index, seat, job_id), job=pda.job(job_id), openings=self._provided.held(data),
                doubter=key("doubter", doubter), doubter_token=self._s.token_account(doubter), treasury_token=self._s.token_account(treasury),
                purse=self._purse, run_id=run_id, round_index=round_index, seat=seat, job_id=job_id, data=data,
            )  # fmt: skip
            return [*(self._s.opened(doubter, treasury) if doubt else []), ix]

        return self._provided.call("resolve", calls, data, m.DoubtResolved, MAX_UNITS)

    def provide(self, offset: int, data: bytes) -> m.TensorsProvided:
        return self._provided.provide(offset, data)

    def _provide(self, offset: int, data: bytes) -> Instruction:
        return g.provide(caller=self._s.caller, openings=pda.training_openings(self._s.account), offset=offset, data=data)
