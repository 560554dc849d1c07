"""market.Court on Solana."""

from __future__ import annotations

from solders.instruction import Instruction
from solders.pubkey import Pubkey

from .. import ids
from ..errors import InputError
from ..models import court as m
from ..models.base import ZERO
from . import pda
from .generated import court as g
from .session import Session, fields_of, key, plain


class SolanaCourt:
    """market.Court for one account.

    Accounts whose address depends on the case are looked up first. Where the case is unknown or in another state, any address will do:
    the program refuses before it looks.
    """

    def __init__(self, session: Session) -> None:
        self._s = session

    def config(self) -> m.CourtConfig:
        data = self._s.read(pda.court_config())
        if data is None:
            raise InputError("deployment.court", self._s.deployment.court, "deployed", "deploy it with scripts/deploy.py")
        raw = g.CourtConfig.decode(data, 8)[0]
        return m.CourtConfig(**fields_of(raw))

    def juror(self, owner: bytes) -> m.Juror | None:
        key("owner", owner)
        data = self._s.read(pda.juror(owner))
        return None if data is None else m.Juror(**{k: v for k, v in plain(g.Juror.decode(data, 8)[0]).items() if k != "bump"})

    def case(self, case_id: bytes) -> m.Case | None:
        raw = self._case(case_id)
        if raw is None:
            return None
        values = {k: v for k, v in plain(raw).items() if k != "bump"}
        accusation, appealed = m.Accusation(**values.pop("accusation")), tuple(m.Verdict(v) for v in values.pop("appealed"))
        state, verdict = m.CaseState(values.pop("state")), m.Verdict(values.pop("verdict"))
        return m.Case(**values, accusation=accusation, appealed=appealed, state=state, verdict=verdict)

    def round(self, case_id: bytes, round_index: int) -> m.Round | None:
        key("case_id", case_id)
        if not 0 <= round_index < m.MAX_ROUNDS:
            return None
        data = self._s.read(pda.round_of(case_id, round_index))
        if data is None:
            return None
        raw = g.Round.decode(data, 8)[0]
        values = {k: v for k, v in plain(raw.progress).items() if k not in ("case_id", "round_index", "taken")}
        seats = tuple(m.Seat(ticket=int.from_bytes(s.ticket, "big"), juror=s.juror) for s in raw.seats[: raw.progress.taken])
        votes = (m.Vote(**plain(v) | {"vote": m.Verdict(v.vote), "released": bool(v.released)}) for v in raw.votes if v.seats)
        return m.Round(**values, seats=seats, votes=tuple(sorted(votes, key=lambda v: v.juror)))

    def _case(self, case_id: bytes) -> g.Case | None:
        key("case_id", case_id)
        data = self._s.read(pda.case(case_id))
        return None if data is None else g.Case.decode(data, 8)[0]

    def _round(self, case_id: bytes) -> tuple[int, Pubkey]:
        """The index and the address of the case's running round."""
        case = self._case(case_id)
        index = case.round_index if case else 0
        return index, pda.round_of(case_id, index)

    # jurors

    def enroll(self, seats: int) -> m.Enrolled:
        ix = g.enroll(
            caller=self._s.caller, config=pda.court_config(), juror=pda.juror(self._s.account), caller_token=self._s.caller_token,
            escrow=pda.court_escrow(), seats=seats,
        )  # fmt: skip
        return self._s.write("enroll", [ix], m.Enrolled)

    def resign(self, seats: int) -> m.Resigned:
        ix = g.resign(
            caller=self._s.caller, config=pda.court_config(), juror=pda.juror(self._s.account), caller_token=self._s.caller_token,
            escrow=pda.court_escrow(), seats=seats,
        )  # fmt: skip
        return self._s.write("resign", [*self._s.opened(self._s.account), ix], m.Resigned)

    # a case

    def accuse(self, nonce: int, accusation: m.Accusation) -> m.Accused:
        case_id = ids.case_id(bytes(pda.court_slasher()), self._s.account, nonce)
        ix = g.accuse(
            caller=self._s.caller, config=pda.court_config(), case=pda.case(case_id), caller_token=self._s.caller_token, escrow=pda.court_escrow(),
            nonce=nonce, accusation=g.Accusation(**dict(accusation)),
        )  # fmt: skip
        return self._s.write("accuse", [ix], m.Accused)

    def contest(self, case_id: bytes) -> m.Contested:
        key("case_id", case_id)
        ix = g.contest(
            caller=self._s.caller, config=pda.court_config(), case=pda.case(case_id), round=pda.round_of(case_id, 0),
            caller_token=self._s.caller_token, escrow=pda.court_escrow(), case_id=case_id,
        )  # fmt: skip
        return self._s.write("contest", [ix], m.Contested)

    def commit_seed(self, case_id: bytes, commitment: bytes) -> m.SeedCommitted:
        key("commitment", commitment)
        index, address = self._round(case_id)
        ix = g.commit_seed(
            caller=self._s.caller, config=pda.court_config(), case=pda.case(case_id), round=address, seed=pda.seed(case_id, index, self._s.account),
            caller_token=self._s.caller_token, escrow=pda.court_escrow(), case_id=case_id, commitment=commitment,
        )  # fmt: skip
        return self._s.write("commit_seed", [ix], m.SeedCommitted)

    def reveal_seed(self, case_id: bytes, secret: bytes) -> m.SeedRevealed:
        key("secret", secret)
        index, address = self._round(case_id)
        ix = g.reveal_seed(
            caller=self._s.caller, config=pda.court_config(), case=pda.case(case_id), round=address, seed=pda.seed(case_id, index, self._s.account),
            caller_token=self._s.caller_token, escrow=pda.court_escrow(), case_id=case_id, secret=secret,
        )  # fmt: skip
        return self._s.write("reveal_seed", [*self._s.opened(self._s.account), ix], m.SeedRevealed)

    def seat(self, case_id: bytes, juror: bytes, unit: int) -> m.Seated:
        key("juror", juror)
        _, address = self._round(case_id)
        data = self._s.read(address)
        raw = g.Round.decode(data, 8)[0] if data else None
        # Once all seats are taken the last has to leave; until then its place holds any account.
        leaving = raw.seats[-1].juror if raw and raw.progress.taken == len(raw.seats) else juror
        ix = g.seat(
            config=pda.court_config(), case=pda.case(case_id), round=address, juror_account=pda.juror(juror), evicted=pda.juror(leaving),
            case_id=case_id, juror=juror, unit=unit,
        )  # fmt: skip
        return self._s.write("seat", [ix], m.Seated)

    def commit_vote(self, case_id: bytes, commitment: bytes) -> m.VoteCommitted:
        key("commitment", commitment)
        _, address = self._round(case_id)
        ix = g.commit_vote(caller=self._s.caller, config=pda.court_config(), case=pda.case(case_id), round=address, case_id=case_id, commitment=commitment)
        return self._s.write("commit_vote", [ix], m.VoteCommitted)

    def reveal_vote(self, case_id: bytes, guilty: bool, salt: bytes) -> m.VoteRevealed:
        key("salt", salt)
        _, address = self._round(case_id)
        ix = g.reveal_vote(caller=self._s.caller, config=pda.court_config(), case=pda.case(case_id), round=address, case_id=case_id, guilty=guilty, salt=salt)
        return self._s.write("reveal_vote", [ix], m.VoteRevealed)

    def tally(self, case_id: bytes) -> m.Tallied:
        _, address = self._round(case_id)
        ix = g.tally(config=pda.court_config(), case=pda.case(case_id), round=address, case_id=case_id)
        return self._s.write("tally", [ix], m.Tallied)

    def appeal(self, case_id: bytes) -> m.Appealed:
        index, _ = self._round(case_id)
        ix = g.appeal(
            caller=self._s.caller, config=pda.court_config(), case=pda.case(case_id), round=pda.round_of(case_id, index + 1),
            caller_token=self._s.caller_token, escrow=pda.court_escrow(), case_id=case_id,
        )  # fmt: skip
        return self._s.write("appeal", [ix], m.Appealed)

    # the end

    def close(self, case_id: bytes) -> m.CaseClosed:
        case = self._case(case_id)
        accused = case.accusation.accused if case else ZERO
        ix = g.close(
            caller=self._s.caller, config=pda.court_config(), case=pda.case(case_id), stake=pda.stake(accused), fault=pda.fault(ids.fault_id(case_id)),
            slasher=pda.court_slasher(), staking_config=pda.staking_config(), case_id=case_id,
        )  # fmt: skip
        return self._s.write("close", [ix], m.CaseClosed)

    def release(self, case_id: bytes, round_index: int, juror: bytes) -> m.JurorReleased:
        key("juror", juror)
        case = self._case(case_id)
        ix = g.release(
            config=pda.court_config(), case=pda.case(case_id), round=pda.round_of(case_id, round_index), juror_account=pda.juror(juror),
            juror_token=self._s.token_account(juror), escrow=pda.court_escrow(), case_id=case_id, round_index=round_index, juror=juror,
        )  # fmt: skip
        return self._s.write("release", [*self._paid(case, juror), ix], m.JurorReleased)

    def collect(self, case_id: bytes, party: bytes) -> m.Collected:
        key("party", party)
        case = self._case(case_id)
        ix = g.collect(
            config=pda.court_config(), case=pda.case(case_id), party_token=self._s.token_account(party), escrow=pda.court_escrow(), case_id=case_id,
            party=party,
        )  # fmt: skip
        return self._s.write("collect", [*self._paid(case, party), ix], m.Collected)

    def _paid(self, case: g.Case | None, owner: bytes) -> list[Instruction]:
        """What opens the token account of who is paid, where the case is closed."""
        return self._s.opened(owner) if case is not None and case.state == m.CaseState.CLOSED else []
