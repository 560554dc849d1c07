"""Input checks of matching."""

from __future__ import annotations

from itertools import pairwise

from ..commit import matches
from ..commit.sumtree import SIBLING_BYTES
from ..errors import InputError
from ..market import Chain, Matching
from ..models import matching as g
from ..units import U64_MAX
from .arguments import bytes32, data_of, said_by, whole

U16_MAX = 2**16 - 1
MAX_STEPS = (g.MAX_LEAVES - 1).bit_length()
SHOWN_BYTES = {g.Leaves.JOBS: matches.JOB_BYTES, g.Leaves.OFFERS: matches.OFFER_BYTES}


def leaves_of(value: int) -> g.Leaves:
    if whole("leaves", value, 255) not in list(g.Leaves):
        raise InputError("leaves", value, "1 (jobs) or 2 (offers)", "pass a models.matching.Leaves")
    return g.Leaves(value)


def leaf_index(value: int) -> int:
    return whole("index", value, g.MAX_LEAVES - 1)


class CheckedMatching:
    """market.Matching around any other. Terms are models and have checked their own fields' widths."""

    def __init__(self, inner: Matching, chain: Chain) -> None:
        self._inner, self._chain = inner, chain

    def config(self) -> g.MatchingConfig:
        return self._inner.config()

    def standing_offer(self, provider: bytes) -> g.Offer | None:
        return self._inner.standing_offer(bytes32("provider", provider))

    def listing(self, job_id: bytes) -> g.Listing | None:
        return self._inner.listing(bytes32("job_id", job_id))

    def assignment(self, assignment_id: bytes) -> g.Assignment | None:
        return self._inner.assignment(bytes32("assignment_id", assignment_id))

    def demanded(self, assignment_id: bytes, leaves: int, index: int) -> g.Demand | None:
        return self._inner.demanded(bytes32("assignment_id", assignment_id), leaves_of(leaves), leaf_index(index))

    def openings(self, party: bytes) -> bytes:
        return self._inner.openings(bytes32("party", party))

    def offer(self, capacity: int) -> g.Offered:
        return self._inner.offer(whole("capacity", capacity, U16_MAX, 1))

    def retract(self) -> g.OfferRetracted:
        return self._inner.retract()

    def list_job(self, job_id: bytes, allowed_count: int, data: bytes) -> g.JobListed:
        whole("allowed_count", allowed_count, g.MAX_ALLOWED)
        # Nothing may have been provided before.
        if data_of("data", data) and len(data) != 32 * allowed_count:
            raise InputError("data", f"{len(data)} bytes", f"{32 * allowed_count} bytes for {allowed_count} addresses", "make it with commit.matches.Allowed")
        if not all(a < b for a, b in pairwise(data[i : i + 32] for i in range(0, len(data), 32))):
            raise InputError("data", data, "addresses in ascending order, each once", "make it with commit.matches.Allowed")
        return self._inner.list_job(bytes32("job_id", job_id), allowed_count, data)

    def assign(self, nonce: int, terms: g.AssignmentTerms) -> g.AssignmentPosted:
        whole("nonce", nonce, U64_MAX)
        whole("terms.jobs_count", terms.jobs_count, g.MAX_LEAVES, 1)
        whole("terms.offers_count", terms.offers_count, g.MAX_LEAVES, 1)
        said_by("terms.seen_at", terms.seen_at, self._chain.now())
        return self._inner.assign(nonce, terms)

    def demand(self, assignment_id: bytes, leaves: int, index: int) -> g.LeafDemanded:
        return self._inner.demand(bytes32("assignment_id", assignment_id), leaves_of(leaves), leaf_index(index))

    def answer(self, assignment_id: bytes, leaves: int, index: int, data: bytes) -> g.LeafShown:
        payload = SHOWN_BYTES[leaves_of(leaves)]
        steps, rest = divmod(len(data_of("data", data)) - payload, SIBLING_BYTES)
        if rest or not 0 <= steps <= MAX_STEPS:
            raise InputError("data", f"{len(data)} bytes", f"{payload} bytes and {SIBLING_BYTES} a sibling", "make it with commit.matches.LeafTree.shown")
        return self._inner.answer(bytes32("assignment_id", assignment_id), leaves, leaf_index(index), data)

    def expire(self, assignment_id: bytes, leaves: int, index: int) -> g.DemandExpired:
        return self._inner.expire(bytes32("assignment_id", assignment_id), leaves_of(leaves), leaf_index(index))

    def refute(self, assignment_id: bytes, fault: int, data: bytes) -> g.AssignmentRefuted:
        if whole("fault", fault, 255) not in list(g.Fault):
            known = ", ".join(f"{f.value} {f.name}" for f in g.Fault)
            raise InputError("fault", fault, f"one of {known}", "pass a models.matching.Fault; silence is for expire")
        return self._inner.refute(bytes32("assignment_id", assignment_id), fault, data_of("data", data))

    def close(self, assignment_id: bytes) -> g.AssignmentClosed:
        return self._inner.close(bytes32("assignment_id", assignment_id))

    def award(self, assignment_id: bytes, data: bytes) -> g.JobMatched:
        return self._inner.award(bytes32("assignment_id", assignment_id), data_of("data", data))

    def take(self, job_id: bytes, data: bytes) -> g.JobMatched:
        return self._inner.take(bytes32("job_id", job_id), data_of("data", data))

    def decline(self, job_id: bytes) -> g.MatchEnded:
        return self._inner.decline(bytes32("job_id", job_id))

    def release(self, job_id: bytes) -> g.MatchEnded:
        return self._inner.release(bytes32("job_id", job_id))

    def provide(self, offset: int, data: bytes) -> g.EvidenceProvided:
        return self._inner.provide(whole("offset", offset, g.MAX_OPENINGS), data_of("data", data))
