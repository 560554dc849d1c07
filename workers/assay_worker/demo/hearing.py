"""A case before a jury, from the first seed to the last juror's pay, as the demos need it."""

from __future__ import annotations

from hashlib import sha256

from assay import ids, jury
from assay.models.court import Case, Phase

from .mirror import Mirror


def heard(stage: Mirror, case_id: bytes, jurors: dict[bytes, Mirror], watcher: Mirror) -> Case:
    """One round before a jury of seven, and the case's end. One juror in seven is not convinced."""
    salt, config = sha256(b"the demo's salt").digest(), stage.court.config()
    watcher.court.commit_seed(case_id, ids.seed_commitment(case_id, 0, watcher.account, salt))
    started = stage.court.round(case_id, 0)
    assert started is not None

    def to(phase: Phase) -> None:
        stage.set_time(started.started_at + phase * config.phase_secs)

    to(Phase.SEED_REVEAL)
    watcher.court.reveal_seed(case_id, salt)
    to(Phase.SEATING)
    jury.seat(watcher, case_id)
    seated = stage.court.round(case_id, 0)
    assert seated is not None
    # Of one seat, so that as much is lost on every chain; of seven seats, two a juror at most, one juror has one.
    doubts = next(v.juror for v in seated.votes if v.seats == 1)
    to(Phase.VOTE_COMMIT)
    for v in seated.votes:
        jurors[v.juror].court.commit_vote(case_id, ids.vote_commitment(case_id, 0, v.juror, v.juror != doubts, salt))
    to(Phase.VOTE_REVEAL)
    for v in seated.votes:
        jurors[v.juror].court.reveal_vote(case_id, v.juror != doubts, salt)
    to(Phase.OVER)
    tallied = watcher.court.tally(case_id)
    stage.set_time(tallied.appeal_by)
    watcher.court.close(case_id)
    for v in seated.votes:
        watcher.court.release(case_id, 0, v.juror)
    watcher.court.collect(case_id, watcher.account)
    case = stage.court.case(case_id)
    assert case is not None
    return case
