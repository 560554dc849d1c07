"""Court's input checks."""

from __future__ import annotations

from ..errors import InputError
from ..market import Chain, Court
from ..models import court as k
from ..models.base import ZERO
from ..units import U64_MAX
from .arguments import U32_MAX, bytes32, said_by, whole


class CheckedCourt:
    """market.Court around any other. Accusations are models and have checked their own fields' widths."""

    def __init__(self, inner: Court, chain: Chain) -> None:
        self._inner, self._chain = inner, chain

    def config(self) -> k.CourtConfig:
        return self._inner.config()

    def juror(self, owner: bytes) -> k.Juror | None:
        return self._inner.juror(bytes32("owner", owner))

    def case(self, case_id: bytes) -> k.Case | None:
        return self._inner.case(bytes32("case_id", case_id))

    def round(self, case_id: bytes, round_index: int) -> k.Round | None:
        return self._inner.round(bytes32("case_id", case_id), self._round_index(round_index))

    def enroll(self, seats: int) -> k.Enrolled:
        cost = self._chain.deployment().settings.seat_stake
        return self._inner.enroll(whole("seats", seats, min(U32_MAX, U64_MAX // cost), 1))

    def resign(self, seats: int) -> k.Resigned:
        return self._inner.resign(whole("seats", seats, U32_MAX, 1))

    def accuse(self, nonce: int, accusation: k.Accusation) -> k.Accused:
        a, settings = accusation, self._chain.deployment().settings
        whole("accusation.kind", a.kind, 255, 1)
        whole("accusation.penalty", a.penalty, settings.max_penalty)
        if a.accused == self._chain.account:
            raise InputError("accusation.accused", a.accused, "somebody else than the accuser", "name who did it")
        said_by("accusation.since_at", a.since_at, self._chain.now())
        return self._inner.accuse(whole("nonce", nonce, U64_MAX), a)

    def contest(self, case_id: bytes) -> k.Contested:
        return self._inner.contest(bytes32("case_id", case_id))

    def commit_seed(self, case_id: bytes, commitment: bytes) -> k.SeedCommitted:
        return self._inner.commit_seed(bytes32("case_id", case_id), bytes32("commitment", commitment))

    def reveal_seed(self, case_id: bytes, secret: bytes) -> k.SeedRevealed:
        return self._inner.reveal_seed(bytes32("case_id", case_id), bytes32("secret", secret))

    def seat(self, case_id: bytes, juror: bytes, unit: int) -> k.Seated:
        return self._inner.seat(bytes32("case_id", case_id), bytes32("juror", juror), whole("unit", unit, U32_MAX))

    def commit_vote(self, case_id: bytes, commitment: bytes) -> k.VoteCommitted:
        bytes32("case_id", case_id)
        if bytes32("commitment", commitment) == ZERO:
            raise InputError("commitment", commitment, "other than zero", "take it from ids.vote_commitment")
        return self._inner.commit_vote(case_id, commitment)

    def reveal_vote(self, case_id: bytes, guilty: bool, salt: bytes) -> k.VoteRevealed:
        bytes32("case_id", case_id)
        if not isinstance(guilty, bool):
            raise InputError("guilty", guilty, "True or False", "say what the commitment was made of")
        return self._inner.reveal_vote(case_id, guilty, bytes32("salt", salt))

    def tally(self, case_id: bytes) -> k.Tallied:
        return self._inner.tally(bytes32("case_id", case_id))

    def appeal(self, case_id: bytes) -> k.Appealed:
        return self._inner.appeal(bytes32("case_id", case_id))

    def close(self, case_id: bytes) -> k.CaseClosed:
        return self._inner.close(bytes32("case_id", case_id))

    def release(self, case_id: bytes, round_index: int, juror: bytes) -> k.JurorReleased:
        return self._inner.release(bytes32("case_id", case_id), self._round_index(round_index), bytes32("juror", juror))

    def collect(self, case_id: bytes, party: bytes) -> k.Collected:
        return self._inner.collect(bytes32("case_id", case_id), bytes32("party", party))

    def _round_index(self, round_index: int) -> int:
        return whole("round_index", round_index, self._chain.deployment().settings.max_rounds - 1)
