"""Vesting grants as plain objects: the executable spec of that half of market.Rewards."""

from __future__ import annotations

from .. import errors as e
from .. import ids
from ..models import rewards as m
from ..models.base import ZERO
from ..models.deployment import MAX_SECS
from .chain import Ledger, checked
from .court import CourtState

PURSE = b"rewards purse".ljust(32, b"\x00")


def is_schedule(s: m.Schedule) -> bool:
    return 1 <= s.duration_secs <= MAX_SECS and s.cliff_secs <= s.duration_secs and s.steps <= m.MAX_STEPS


class GrantState:
    """The grants that the program stores."""

    def __init__(self, ledger: Ledger, court: CourtState, config: m.RewardsConfig, program: bytes) -> None:
        self.ledger, self.court, self.config, self.program = ledger, court, config, program
        self.grants: dict[bytes, m.Grant] = {}

    def grant(self, grant_id: bytes) -> m.Grant:
        if grant_id not in self.grants:
            raise e.UnknownGrant
        return self.grants[grant_id]

    def _save_grant(self, grant: m.Grant, **changes: object) -> None:
        self.grants[grant.grant_id] = grant.model_copy(update=changes)

    def create_grant(self, caller: bytes, nonce: int, t: m.GrantTerms) -> m.GrantCreated:
        grant_id = ids.grant_id(self.program, caller, t.beneficiary, nonce)
        if grant_id in self.grants:
            raise e.GrantExists
        if t.beneficiary == ZERO:
            raise e.ZeroAddress
        if t.amount == 0:
            raise e.ZeroAmount
        if not is_schedule(t.schedule) or t.start_at > self.ledger.now + MAX_SECS:
            raise e.BadSchedule
        self.ledger.require_token(t.token)
        self.ledger.require(caller, t.amount, t.token)
        self.grants[grant_id] = m.Grant(
            grant_id=grant_id, grantor=caller, beneficiary=t.beneficiary, token=t.token, deposited=t.amount, withdrawn=0,
            created_at=self.ledger.now, start_at=t.start_at, schedule=t.schedule,
        )  # fmt: skip
        self.ledger.move(caller, PURSE, t.amount, t.token)
        return self.ledger.log(
            m.GrantCreated(
                grant_id=grant_id, grantor=caller, beneficiary=t.beneficiary, token=t.token, amount=t.amount, start_at=t.start_at,
                cliff_secs=t.schedule.cliff_secs, duration_secs=t.schedule.duration_secs, steps=t.schedule.steps,
            )
        )  # fmt: skip

    def top_up(self, caller: bytes, grant_id: bytes, amount: int) -> m.GrantToppedUp:
        grant = self.grant(grant_id)
        if grant.revoked:
            raise e.GrantIsRevoked
        if amount == 0:
            raise e.ZeroAmount
        self.ledger.require(caller, amount, grant.token)
        deposited = checked(grant.deposited + amount)
        self._save_grant(grant, deposited=deposited)
        self.ledger.move(caller, PURSE, amount, grant.token)
        return self.ledger.log(m.GrantToppedUp(grant_id=grant_id, funder=caller, amount=amount, deposited=deposited))

    def _held(self, caller: bytes, grant_id: bytes) -> m.Grant:
        """The caller's grant, with a rotation that has come due carried out."""
        grant = self.grant(grant_id)
        if caller != grant.holder(self.ledger.now):
            raise e.NotBeneficiary
        if grant.beneficiary != caller:
            return grant.model_copy(update={"beneficiary": caller, "next_beneficiary": ZERO, "rotate_at": 0})
        return grant

    def withdraw(self, caller: bytes, grant_id: bytes) -> m.GrantWithdrawn:
        grant = self._held(caller, grant_id)
        amount = grant.vested(self.ledger.now) - grant.withdrawn
        if amount == 0:
            raise e.NothingVested
        self._save_grant(grant, withdrawn=grant.withdrawn + amount)
        self.ledger.move(PURSE, caller, amount, grant.token)
        return self.ledger.log(m.GrantWithdrawn(grant_id=grant_id, beneficiary=caller, amount=amount))

    def rotate(self, caller: bytes, grant_id: bytes, to: bytes) -> m.GrantRotated:
        grant = self._held(caller, grant_id)
        if to == ZERO:
            raise e.ZeroAddress
        # To the present key: whatever was under way is called off.
        pending, rotate_at = (ZERO, 0) if to == caller else (to, checked(self.ledger.now + self.config.rotate_secs))
        self._save_grant(grant, next_beneficiary=pending, rotate_at=rotate_at)
        return self.ledger.log(m.GrantRotated(grant_id=grant_id, beneficiary=caller, next_beneficiary=to, rotate_at=rotate_at))

    def clawback(self, grant_id: bytes, case_id: bytes) -> m.GrantClawedBack:
        grant = self.grant(grant_id)
        if grant.revoked:
            raise e.GrantIsRevoked
        if grant.renounced:
            raise e.GrantIsRenounced
        case = self.court.known(case_id)
        # Ids can be foreseen: what was accused before it was there, nobody contested.
        if case.accusation.subject != grant_id or case.accused_at < grant.created_at:
            raise e.WrongCase
        if not case.is_closed:
            raise e.CaseNotClosed
        if not case.is_guilty:
            raise e.NotGuilty
        # As of the accusation, so that appeals gain no time; but what was withdrawn stays.
        kept = max(grant.withdrawn, grant.vested(case.accused_at))
        taken = grant.deposited - kept
        if taken == 0:
            raise e.NothingUnvested
        self._save_grant(grant, deposited=kept, revoked=True)
        self.ledger.move(PURSE, self.config.treasury, taken, grant.token)
        return self.ledger.log(m.GrantClawedBack(grant_id=grant_id, case_id=case_id, taken=taken, kept=kept))

    def renounce(self, caller: bytes, grant_id: bytes) -> m.GrantRenounced:
        grant = self.grant(grant_id)
        if caller != grant.grantor:
            raise e.NotGrantor
        if grant.renounced:
            raise e.GrantIsRenounced
        if grant.revoked:
            raise e.GrantIsRevoked
        self._save_grant(grant, renounced=True)
        return self.ledger.log(m.GrantRenounced(grant_id=grant_id))
