"""How often a jury is wrong, on the reference: INV-COURT-16."""

from __future__ import annotations

import random

from assay import ids, jury
from assay.connect import unchecked
from assay.models.court import CaseState, Phase, Verdict
from assay.models.deployment import Settings
from assay.reference.court import ESCROW

from tests.cast import COIN
from tests.courtroom import SALT, Courtroom, courtroom
from tests.invariants.twin import owed_by_court

CASES = 1_000
HOSTILE = 33  # of a hundred jurors
SEATS = 5  # of each


def test_a_third_of_hostile_seats_wins_hardly_ever() -> None:
    """INV-COURT-16: a thousand cases; the honest appeal every wrong ruling, the hostile half of the right ones: at most 1 % end wrong, and not a
    unit is lost."""
    chain = unchecked("reference", settings=Settings(phase_secs=100, contest_secs=100))
    room = courtroom(chain, jurors=100, seats=SEATS, bonded=0)
    everyone, hostile = list(room.jurors), set(list(room.jurors)[:HOSTILE])
    for who in (room.accuser, room.friend):
        chain.faucet(who.account, 10**6 * COIN)
    supply = sum(chain.ledger.balances.values())  # type: ignore[attr-defined]
    rng, wrong, rounds = random.Random(6), 0, 0
    for nonce in range(CASES):
        room.nonce, truth = nonce, rng.random() < 0.5
        room.accuse(penalty=0)
        room.contest()
        while True:
            rounds += 1
            hear(room, hostile, truth, rng)
            right = room.case.verdict is (Verdict.GUILTY if truth else Verdict.NOT_GUILTY)
            gives_up = right and rng.random() < 0.5
            if gives_up or room.case.round_index + 1 == room.config.max_rounds:
                break
            (room.accuser if truth != right else room.friend).court.appeal(room.case_id)
        wrong += not right
        room.close()
        assert room.case.state is CaseState.CLOSED
        room.pay_all()
        # Whoever lost seats pays for new ones, so that a third stays a third.
        for account in everyone:
            juror = chain.court.juror(account)
            assert juror is not None
            if juror.seats < SEATS:
                lost = SEATS - juror.seats
                chain.faucet(account, lost * 5 * COIN)
                supply += lost * 5 * COIN
                room.jurors[account].court.enroll(lost)
    assert sum(chain.ledger.balances.values()) == supply  # type: ignore[attr-defined]
    assert chain.balance(ESCROW) == owed_by_court(chain.court_state) == 100 * SEATS * 5 * COIN  # type: ignore[attr-defined]
    print(f"{wrong} of {CASES} final rulings are wrong, {rounds / CASES:.2f} rounds a case")
    assert wrong <= CASES // 100


def hear(room: Courtroom, hostile: set[bytes], truth: bool, rng: random.Random) -> None:
    """A round whose seed nobody knew; the hostile vote for what is wrong."""
    secret, watcher, number = rng.randbytes(32), room.watcher, room.case.round_index
    watcher.court.commit_seed(room.case_id, ids.seed_commitment(room.case_id, number, watcher.account, secret))
    room.to(Phase.SEED_REVEAL)
    watcher.court.reveal_seed(room.case_id, secret)
    room.to(Phase.SEATING)
    jury.seat(watcher, room.case_id, [j for a in room.jurors if (j := room.chain.court.juror(a)) is not None])
    room.to(Phase.VOTE_COMMIT)
    votes = room.round.votes
    for v in votes:
        says = truth != (v.juror in hostile)
        room.jurors[v.juror].court.commit_vote(room.case_id, ids.vote_commitment(room.case_id, number, v.juror, says, SALT))
    room.to(Phase.VOTE_REVEAL)
    for v in votes:
        room.jurors[v.juror].court.reveal_vote(room.case_id, truth != (v.juror in hostile), SALT)
    room.to(Phase.OVER)
    room.tally()
