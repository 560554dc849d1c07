"""Seats a jury: whose tickets are the lowest is plain arithmetic over public state, so anyone can do it, and one honest doer is enough."""

from __future__ import annotations

from collections.abc import Iterable

from . import ids
from .errors import InputError, NoFreeSeat
from .market import Chain
from .models.court import Case, Enrolled, Juror, Phase, Round, Seated


def enrolled(chain: Chain) -> list[Juror]:
    """Everyone who enrolled at the chain's court, as it stands now."""
    owners = dict.fromkeys(event.juror for _, event in chain.events() if isinstance(event, Enrolled))
    return [juror for owner in owners if (juror := chain.court.juror(owner)) is not None]


def tickets(chain: Chain, case_id: bytes, jurors: Iterable[Juror]) -> list[tuple[int, bytes, int]]:
    """The tickets (number, juror, unit) of the case's running round from the lowest up, of those `jurors` that may serve."""
    case, round_ = _running(chain, case_id)
    frozen_at = round_.started_at + chain.court.config().phase_secs
    parties = (case.accuser, case.accusation.accused, case.contestant)
    eligible = [j for j in jurors if j.since_at < frozen_at and j.juror not in parties]
    numbered = (
        (int.from_bytes(ids.ticket(case_id, case.round_index, round_.seed, j.juror, unit), "big"), j.juror, unit) for j in eligible for unit in range(j.seats)
    )
    return sorted(numbered)


def seat(chain: Chain, case_id: bytes, jurors: Iterable[Juror] | None = None) -> list[Seated]:
    """Seats the jury of the case's running round, as the connected account, and leaves alone who sits already. `jurors` are found by the
    chain's events unless said.

    Raises InputError where the case is not in its seating phase. Fewer seats are taken than the round has where fewer are free.
    """
    case, round_ = _running(chain, case_id)
    config = chain.court.config()
    if (chain.now() - round_.started_at) // config.phase_secs != Phase.SEATING:
        raise InputError("case_id", case_id, "in its seating phase", f"it lasts from {round_.started_at + 2 * config.phase_secs} for {config.phase_secs} s")
    wanted, taken, done = config.seats_of(case.round_index), {(s.ticket, s.juror) for s in round_.seats}, []
    sitting = 0
    for number, juror, unit in tickets(chain, case_id, enrolled(chain) if jurors is None else jurors):
        if sitting == wanted:
            break
        if (number, juror) not in taken:
            try:
                done.append(chain.court.seat(case_id, juror, unit))
            except NoFreeSeat:
                continue
        sitting += 1
    return done


def _running(chain: Chain, case_id: bytes) -> tuple[Case, Round]:
    case = chain.court.case(case_id)
    round_ = chain.court.round(case_id, case.round_index) if case is not None else None
    if case is None or round_ is None:
        raise InputError("case_id", case_id, "a contested case", "a case is heard once somebody contests it")
    return case, round_
