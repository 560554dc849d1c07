"""State and events of matching (meaning: market.Matching)."""

from __future__ import annotations

from enum import IntEnum

from .base import U8, U16, U32, U64, Address, Bps, Bytes, Bytes32, Event, Model
from .compute import ANY_DEVICE, ANY_REGION
from .compute import MAX_OPENINGS as MAX_OPENINGS

MAX_LEAVES = 65_536
# What a listing names is hashed, and put into its event, as a whole.
MAX_ALLOWED = 64


class MatchingConfig(Model):
    """`window_secs`: how long leaves of an assignment are demanded, and it is refuted, from its posting on. `answer_secs`: how long a demand waits.
    `seen_secs`: how old what an assignment was made from may be. `accept_secs`: how long a matched provider has. `fallback_secs`: how long a
    listing is the matchers' alone. `lapse_bps` of an offer's bond is what silence costs, `reward_bps` of a bond the accuser's."""

    token: Address
    treasury: Address
    compute: Address
    window_secs: U64
    answer_secs: U64
    seen_secs: U64
    accept_secs: U64
    fallback_secs: U64
    offer_bond: U64
    assignment_bond: U64
    demand_bond: U64
    lapse_bps: Bps
    reward_bps: Bps


class Offer(Model):
    """What a provider takes: the spec that it had registered at compute, for `ask` a job at least, and no more than `capacity` jobs that it has not
    accepted yet (`live` are). `capacity` is 0 where the offer was taken back, declined under or lapsed under. `changed_at`: when anything but
    `live` last did. It is never forgotten, so that nobody can deny what it said when an assignment was made."""

    provider: Address
    changed_at: U64
    ask: U64
    device: U8
    memory_mib: U32
    units: U16
    region: U16
    capacity: U16
    live: U16
    bond: U64


class ListingState(IntEnum):
    OPEN = 1
    MATCHED = 2
    CLOSED = 3


class Listing(Model):
    """A job of compute that waits for a provider: its terms, and whom the requester allows (`allowed_count` 0: everyone). `provider` is who may accept it,
    zero while OPEN. `changed_at`: when its state last changed."""

    job_id: Bytes32
    provider: Address
    requester: Address
    state: ListingState
    changed_at: U64
    accept_by: U64
    price: U64
    deadline_at: U64
    device: U8
    memory_mib: U32
    units: U16
    region: U16
    allowed_root: Bytes32
    allowed_count: U16

    def met_by(self, offer: Offer) -> bool:
        """Whether an offer satisfies the job's needs."""
        return (
            self.device in (ANY_DEVICE, offer.device)
            and offer.memory_mib >= self.memory_mib
            and offer.units >= self.units
            and self.region in (ANY_REGION, offer.region)
        )


class AssignmentTerms(Model):
    """Two trees (docs/matching.md): `jobs_count` jobs in order of their ids, each with its provider and dual, and `offers_count` offers in order of
    their providers, each with its price of a slot. `rent` is the sum of both: what jobs pay for slots is what all slots cost. `seen_at` is the
    second at whose end they were what the chain said."""

    seen_at: U64
    rent: U64
    jobs_root: Bytes32
    jobs_count: U32
    offers_root: Bytes32
    offers_count: U32


class AssignmentState(IntEnum):
    POSTED = 1
    REFUTED = 2
    CLOSED = 3


class Assignment(Model):
    """`window_ends_at`: until then it can be refuted; later than `window_secs` after `posted_at` where a demand moved it. `demands` are unanswered."""

    assignment_id: Bytes32
    matcher: Address
    terms: AssignmentTerms
    state: AssignmentState
    posted_at: U64
    window_ends_at: U64
    demands: U32
    bond: U64


class Leaves(IntEnum):
    """Which of an assignment's trees."""

    JOBS = 1
    OFFERS = 2


class Demand(Model):
    """Somebody asked to see a leaf."""

    demand_id: Bytes32
    assignment_id: Bytes32
    leaves: Leaves
    index: U32
    demander: Address
    bond: U64
    due_at: U64


class Fault(IntEnum):
    """What can be wrong with an assignment (docs/matching.md, "Faults")."""

    ORDER = 1
    OMISSION = 2
    EDGE = 3
    JOB = 4
    OFFER = 5
    PAIR = 6
    STRANGER = 7
    SLOT = 8
    BARRED = 9


# The fault of an assignment of which a leaf was not shown in time.
SILENCE = 0


class Release(IntEnum):
    """How a match ended."""

    DONE = 1
    DECLINED = 2
    LAPSED = 3


class Offered(Event):
    provider: Address
    ask: U64
    device: U8
    memory_mib: U32
    units: U16
    region: U16
    capacity: U16
    bond: U64


class OfferRetracted(Event):
    provider: Address
    bond: U64


class JobListed(Event):
    job_id: Bytes32
    requester: Address
    allowed_root: Bytes32
    allowed: Bytes


class AssignmentPosted(Event):
    assignment_id: Bytes32
    matcher: Address
    nonce: U64
    terms: AssignmentTerms
    window_ends_at: U64


class LeafDemanded(Event):
    assignment_id: Bytes32
    leaves: U8
    index: U32
    demander: Address
    due_at: U64
    window_ends_at: U64


class LeafShown(Event):
    assignment_id: Bytes32
    leaves: U8
    index: U32
    data: Bytes


class DemandExpired(Event):
    assignment_id: Bytes32
    leaves: U8
    index: U32
    demander: Address


class AssignmentRefuted(Event):
    assignment_id: Bytes32
    fault: U8
    accuser: Address
    reward: U64
    remainder: U64


class AssignmentClosed(Event):
    assignment_id: Bytes32
    matcher: Address
    bond: U64


class JobMatched(Event):
    """`assignment_id` is zero where the provider took the job itself."""

    job_id: Bytes32
    provider: Address
    assignment_id: Bytes32
    accept_by: U64


class MatchEnded(Event):
    """`penalty` left the provider's bond; `provider` is zero where there was no match."""

    job_id: Bytes32
    provider: Address
    how: U8
    penalty: U64


class EvidenceProvided(Event):
    party: Address
    length: U32


EVENTS: tuple[type[Event], ...] = (
    Offered, OfferRetracted, JobListed, AssignmentPosted, LeafDemanded, LeafShown, DemandExpired, AssignmentRefuted, AssignmentClosed, JobMatched, MatchEnded,
    EvidenceProvided,
)  # fmt: skip
