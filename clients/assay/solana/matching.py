"""market.Matching on Solana."""

from __future__ import annotations

from solders.instruction import Instruction
from solders.pubkey import Pubkey

from .. import ids
from ..commit.matches import JOB_BYTES, shown_bytes
from ..errors import InputError
from ..models import matching as m
from ..models.base import ZERO
from . import pda
from .generated import matching as g
from .provided import Provided
from .session import Session, fields_of, key
from .transport import MAX_UNITS


class SolanaMatching:
    """market.Matching for one account. The accounts that evidence is about are those that its leaves name."""

    def __init__(self, session: Session) -> None:
        self._s, self._program = session, bytes(pda.namer())
        self._provided = Provided(session, pda.matching_openings, self._provide, lambda data: g.Openings.decode(data, 8)[0].data, m.EvidenceProvided)

    def config(self) -> m.MatchingConfig:
        data = self._s.read(pda.matching_config())
        if data is None:
            raise InputError("deployment.matching", self._s.deployment.matching, "deployed", "deploy it with scripts/deploy.py")
        fields = fields_of(g.MatchingConfig.decode(data, 8)[0])
        return m.MatchingConfig(**fields.pop("rules"), **fields)

    def standing_offer(self, provider: bytes) -> m.Offer | None:
        key("provider", provider)
        data = self._s.read(pda.offer(provider))
        return None if data is None else m.Offer(**fields_of(g.Offer.decode(data, 8)[0]))

    def listing(self, job_id: bytes) -> m.Listing | None:
        key("job_id", job_id)
        data = self._s.read(pda.listing(job_id))
        return None if data is None else m.Listing(**fields_of(g.Listing.decode(data, 8)[0]))

    def assignment(self, assignment_id: bytes) -> m.Assignment | None:
        key("assignment_id", assignment_id)
        data = self._s.read(pda.assignment(assignment_id))
        return None if data is None else m.Assignment(**fields_of(g.Assignment.decode(data, 8)[0]))

    def demanded(self, assignment_id: bytes, leaves: int, index: int) -> m.Demand | None:
        key("assignment_id", assignment_id)
        data = self._s.read(self._demand(assignment_id, leaves, index))
        return None if data is None else m.Demand(**fields_of(g.Demand.decode(data, 8)[0]))

    def openings(self, party: bytes) -> bytes:
        key("party", party)
        return self._provided.of(party)

    @staticmethod
    def _demand(assignment_id: bytes, leaves: int, index: int) -> Pubkey:
        return pda.demand(ids.demand_id(assignment_id, leaves, index))

    # ---- offers and listings

    def offer(self, capacity: int) -> m.Offered:
        ix = g.offer(
            caller=self._s.caller, config=pda.matching_config(), provider=pda.provider(self._s.account), offer=pda.offer(self._s.account),
            caller_token=self._s.caller_token, purse=pda.matching_purse(), capacity=capacity,
        )  # fmt: skip
        return self._s.write("offer", [ix], m.Offered)

    def retract(self) -> m.OfferRetracted:
        ix = g.retract(
            caller=self._s.caller, config=pda.matching_config(), offer=pda.offer(self._s.account), caller_token=self._s.caller_token,
            purse=pda.matching_purse(), namer=pda.namer(),
        )  # fmt: skip
        return self._s.write("retract", [*self._s.opened(self._s.account), ix], m.OfferRetracted)

    def list_job(self, job_id: bytes, allowed_count: int, data: bytes) -> m.JobListed:
        key("job_id", job_id)

        def calls(data: bytes) -> list[Instruction]:
            return [
                g.list_job(
                    caller=self._s.caller, config=pda.matching_config(), job=pda.job(job_id), listing=pda.listing(job_id),
                    openings=self._provided.held(data), job_id=job_id, allowed_count=allowed_count, data=data,
                )
            ]  # fmt: skip

        return self._provided.call("list_job", calls, data, m.JobListed)

    # ---- assignments

    def assign(self, nonce: int, terms: m.AssignmentTerms) -> m.AssignmentPosted:
        at = pda.assignment(ids.assignment_id(self._program, self._s.account, nonce))
        ix = g.assign(
            caller=self._s.caller, config=pda.matching_config(), assignment=at, caller_token=self._s.caller_token, purse=pda.matching_purse(),
            nonce=nonce, terms=g.AssignmentTerms(**dict(terms)),
        )  # fmt: skip
        return self._s.write("assign", [ix], m.AssignmentPosted)

    def demand(self, assignment_id: bytes, leaves: int, index: int) -> m.LeafDemanded:
        key("assignment_id", assignment_id)
        ix = g.demand(
            caller=self._s.caller, config=pda.matching_config(), assignment=pda.assignment(assignment_id),
            demand=self._demand(assignment_id, leaves, index), caller_token=self._s.caller_token, purse=pda.matching_purse(),
            assignment_id=assignment_id, leaves=leaves, index=index,
        )  # fmt: skip
        return self._s.write("demand", [ix], m.LeafDemanded)

    def answer(self, assignment_id: bytes, leaves: int, index: int, data: bytes) -> m.LeafShown:
        matcher, demander = self._parties(assignment_id, leaves, index)
        ix = g.answer(
            config=pda.matching_config(), assignment=pda.assignment(assignment_id), demand=self._demand(assignment_id, leaves, index),
            demander=key("demander", demander), matcher_token=self._s.token_account(matcher), purse=pda.matching_purse(), namer=pda.namer(),
            assignment_id=assignment_id, leaves=leaves, index=index, data=data,
        )  # fmt: skip
        return self._s.write("answer", [ix], m.LeafShown)

    def expire(self, assignment_id: bytes, leaves: int, index: int) -> m.DemandExpired:
        _, demander = self._parties(assignment_id, leaves, index)
        treasury = self._s.deployment.treasury
        ix = g.expire(
            config=pda.matching_config(), assignment=pda.assignment(assignment_id), demand=self._demand(assignment_id, leaves, index),
            demander=key("demander", demander), demander_token=self._s.token_account(demander), treasury_token=self._s.token_account(treasury),
            purse=pda.matching_purse(), namer=pda.namer(), assignment_id=assignment_id, leaves=leaves, index=index,
        )  # fmt: skip
        opened = self._s.opened(demander, treasury) if demander != ZERO else []
        return self._s.write("expire", [*opened, ix], m.DemandExpired)

    def _parties(self, assignment_id: bytes, leaves: int, index: int) -> tuple[bytes, bytes]:
        """The matcher and who demands the leaf; the zero address where there is none, and the program refuses before it looks."""
        assignment, demand = self.assignment(assignment_id), self.demanded(assignment_id, leaves, index)
        return (assignment.matcher if assignment else ZERO), (demand.demander if demand else ZERO)

    def refute(self, assignment_id: bytes, fault: int, data: bytes) -> m.AssignmentRefuted:
        key("assignment_id", assignment_id)
        job_id, provider = self._named(assignment_id, fault, self._provided.given(data))
        treasury = self._s.deployment.treasury

        def calls(data: bytes) -> list[Instruction]:
            ix = g.refute(
                caller=self._s.caller, config=pda.matching_config(), assignment=pda.assignment(assignment_id), job=pda.job(job_id),
                listing=pda.listing(job_id), offer=pda.offer(provider), openings=self._provided.held(data), caller_token=self._s.caller_token,
                treasury_token=self._s.token_account(treasury), purse=pda.matching_purse(), namer=pda.namer(), assignment_id=assignment_id,
                fault=fault, data=data,
            )  # fmt: skip
            return [*self._s.opened(self._s.account, treasury), ix]

        return self._provided.call("refute", calls, data, m.AssignmentRefuted, MAX_UNITS)

    def _named(self, assignment_id: bytes, fault: int, data: bytes) -> tuple[bytes, bytes]:
        """The job and the provider that evidence is about. Where it is too short any address will do: the program refuses it."""

        def at(start: int) -> bytes:
            return data[start : start + 32].ljust(32, b"\0")

        if fault == m.Fault.OMISSION:
            return (at(1), ZERO) if data[:1] == bytes([m.Leaves.JOBS]) else (ZERO, at(1))
        if fault == m.Fault.OFFER:
            return ZERO, at(4)
        if fault == m.Fault.EDGE:
            assignment, index = self.assignment(assignment_id), int.from_bytes(data[:4], "big")
            count = assignment.terms.jobs_count if assignment else 0
            before = 4 + shown_bytes(JOB_BYTES, index, count) if index < count else 0
            return at(4), at(before + 4)
        return at(4), at(36)

    def close(self, assignment_id: bytes) -> m.AssignmentClosed:
        assignment = self.assignment(assignment_id)
        matcher = assignment.matcher if assignment else ZERO
        ix = g.close(
            config=pda.matching_config(), assignment=pda.assignment(assignment_id), matcher_token=self._s.token_account(matcher),
            purse=pda.matching_purse(), namer=pda.namer(), assignment_id=assignment_id,
        )  # fmt: skip
        opened = self._s.opened(matcher) if assignment and assignment.state == m.AssignmentState.POSTED else []
        return self._s.write("close", [*opened, ix], m.AssignmentClosed)

    # ---- matches

    def award(self, assignment_id: bytes, data: bytes) -> m.JobMatched:
        key("assignment_id", assignment_id)
        said = self._provided.given(data)
        job_id, provider = said[4:36].ljust(32, b"\0"), said[36:68].ljust(32, b"\0")

        def calls(data: bytes) -> list[Instruction]:
            return [
                g.award(
                    caller=self._s.caller, config=pda.matching_config(), assignment=pda.assignment(assignment_id), job=pda.job(job_id),
                    listing=pda.listing(job_id), offer=pda.offer(provider), openings=self._provided.held(data), assignment_id=assignment_id, data=data,
                )
            ]  # fmt: skip

        return self._provided.call("award", calls, data, m.JobMatched)

    def take(self, job_id: bytes, data: bytes) -> m.JobMatched:
        key("job_id", job_id)
        ix = g.take(
            caller=self._s.caller, config=pda.matching_config(), job=pda.job(job_id), listing=pda.listing(job_id), offer=pda.offer(self._s.account),
            job_id=job_id, data=data,
        )  # fmt: skip
        return self._s.write("take", [ix], m.JobMatched)

    def decline(self, job_id: bytes) -> m.MatchEnded:
        key("job_id", job_id)
        ix = g.decline(caller=self._s.caller, job=pda.job(job_id), listing=pda.listing(job_id), offer=pda.offer(self._s.account), job_id=job_id)
        return self._s.write("decline", [ix], m.MatchEnded)

    def release(self, job_id: bytes) -> m.MatchEnded:
        listing = self.listing(job_id)
        requester, treasury = listing.requester if listing else ZERO, self._s.deployment.treasury
        ix = g.release(
            config=pda.matching_config(), job=pda.job(job_id), listing=pda.listing(job_id),
            offer=pda.offer(listing.provider) if listing and listing.provider != ZERO else None, requester_token=self._s.token_account(requester),
            treasury_token=self._s.token_account(treasury), purse=pda.matching_purse(), namer=pda.namer(), job_id=job_id,
        )  # fmt: skip
        opened = self._s.opened(requester, treasury) if listing and listing.state == m.ListingState.MATCHED else []
        return self._s.write("release", [*opened, ix], m.MatchEnded)

    def provide(self, offset: int, data: bytes) -> m.EvidenceProvided:
        return self._provided.provide(offset, data)

    def _provide(self, offset: int, data: bytes) -> Instruction:
        return g.provide(caller=self._s.caller, openings=pda.matching_openings(self._s.account), offset=offset, data=data)
