"""Made by scripts/gen.py from target/idl/matching.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import ClassVar

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

PROGRAM = Pubkey.from_string("BwNj3EAqXEtZGW4qJ5WuB9DPNt5xu1v7P6ZwSBWVzy6C")
_SYSTEM_PROGRAM = Pubkey.from_string("11111111111111111111111111111111")
_TOKEN_PROGRAM = Pubkey.from_string("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")
_LENGTH = Struct("<I")

# code -> name, as Anchor numbers them
ERRORS: dict[int, str] = {
    6000: "WrongToken",
    6001: "InsufficientFunds",
    6002: "TransferFailed",
    6003: "Overflow",
    6004: "BadConfig",
    6005: "NotRegistered",
    6006: "UnknownJob",
    6007: "NotRequester",
    6008: "NotProvider",
    6009: "JobNotOpen",
    6010: "DeadlinePassed",
    6011: "NeedsNotMet",
    6012: "BadOffset",
    6013: "TooMuchData",
    6014: "NotDue",
    6015: "MoveTooLate",
    6016: "WindowOpen",
    6017: "WindowClosed",
    6018: "NotRefuted",
    6019: "BadEvidence",
    6020: "BadCapacity",
    6021: "UnknownOffer",
    6022: "NothingOffered",
    6023: "OfferInUse",
    6024: "NamesAnother",
    6025: "ListingExists",
    6026: "UnknownListing",
    6027: "BadAllowed",
    6028: "AssignmentExists",
    6029: "UnknownAssignment",
    6030: "BadAssignment",
    6031: "BadView",
    6032: "AssignmentNotOpen",
    6033: "AssignmentIsRefuted",
    6034: "NoSuchLeaf",
    6035: "DemandExists",
    6036: "UnknownDemand",
    6037: "DemandsOpen",
    6038: "NotAssigned",
    6039: "ListingNotOpen",
    6040: "ChangedSince",
    6041: "NotAllowed",
    6042: "AskTooHigh",
    6043: "OfferIsFull",
    6044: "MatchersFirst",
    6045: "NotMatched",
}


_ASSIGNMENT_0 = Struct("<32s32s")
_ASSIGNMENT_2 = Struct("<BQQIQB")


@dataclass(frozen=True, slots=True)
class Assignment:
    DISCRIMINATOR: ClassVar[bytes] = b"\x6a\xc9\x6e\x33\x59\xaa\x49\x1f"
    assignment_id: bytes
    matcher: bytes
    terms: AssignmentTerms
    state: int
    posted_at: int
    window_ends_at: int
    demands: int
    bond: int
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Assignment, int]:
        (assignment_id, matcher,) = _ASSIGNMENT_0.unpack_from(_data, _at)
        _at += _ASSIGNMENT_0.size
        terms, _at = AssignmentTerms.decode(_data, _at)
        (state, posted_at, window_ends_at, demands, bond, bump,) = _ASSIGNMENT_2.unpack_from(_data, _at)
        _at += _ASSIGNMENT_2.size
        return cls(assignment_id, matcher, terms, state, posted_at, window_ends_at, demands, bond, bump), _at

    def encode(self) -> bytes:
        return _ASSIGNMENT_0.pack(self.assignment_id, self.matcher) + self.terms.encode() + _ASSIGNMENT_2.pack(self.state, self.posted_at, self.window_ends_at, self.demands, self.bond, self.bump)


_ASSIGNMENT_CLOSED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class AssignmentClosed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x3d\x91\x87\x1a\x77\x84\x19\x48"
    assignment_id: bytes
    matcher: bytes
    bond: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[AssignmentClosed, int]:
        (assignment_id, matcher, bond,) = _ASSIGNMENT_CLOSED_0.unpack_from(_data, _at)
        _at += _ASSIGNMENT_CLOSED_0.size
        return cls(assignment_id, matcher, bond), _at

    def encode(self) -> bytes:
        return _ASSIGNMENT_CLOSED_0.pack(self.assignment_id, self.matcher, self.bond)


_ASSIGNMENT_POSTED_0 = Struct("<32s32sQ")
_ASSIGNMENT_POSTED_2 = Struct("<Q")


@dataclass(frozen=True, slots=True)
class AssignmentPosted:
    DISCRIMINATOR: ClassVar[bytes] = b"\x6c\xe3\x8b\xbf\x21\x1e\x5b\x7b"
    assignment_id: bytes
    matcher: bytes
    nonce: int
    terms: AssignmentTerms
    window_ends_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[AssignmentPosted, int]:
        (assignment_id, matcher, nonce,) = _ASSIGNMENT_POSTED_0.unpack_from(_data, _at)
        _at += _ASSIGNMENT_POSTED_0.size
        terms, _at = AssignmentTerms.decode(_data, _at)
        (window_ends_at,) = _ASSIGNMENT_POSTED_2.unpack_from(_data, _at)
        _at += _ASSIGNMENT_POSTED_2.size
        return cls(assignment_id, matcher, nonce, terms, window_ends_at), _at

    def encode(self) -> bytes:
        return _ASSIGNMENT_POSTED_0.pack(self.assignment_id, self.matcher, self.nonce) + self.terms.encode() + _ASSIGNMENT_POSTED_2.pack(self.window_ends_at)


_ASSIGNMENT_REFUTED_0 = Struct("<32sB32sQQ")


@dataclass(frozen=True, slots=True)
class AssignmentRefuted:
    DISCRIMINATOR: ClassVar[bytes] = b"\x34\xf8\x32\x7c\x40\xc5\xfc\xf7"
    assignment_id: bytes
    fault: int
    accuser: bytes
    reward: int
    remainder: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[AssignmentRefuted, int]:
        (assignment_id, fault, accuser, reward, remainder,) = _ASSIGNMENT_REFUTED_0.unpack_from(_data, _at)
        _at += _ASSIGNMENT_REFUTED_0.size
        return cls(assignment_id, fault, accuser, reward, remainder), _at

    def encode(self) -> bytes:
        return _ASSIGNMENT_REFUTED_0.pack(self.assignment_id, self.fault, self.accuser, self.reward, self.remainder)


_ASSIGNMENT_TERMS_0 = Struct("<QQ32sI32sI")


@dataclass(frozen=True, slots=True)
class AssignmentTerms:
    seen_at: int
    rent: int
    jobs_root: bytes
    jobs_count: int
    offers_root: bytes
    offers_count: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[AssignmentTerms, int]:
        (seen_at, rent, jobs_root, jobs_count, offers_root, offers_count,) = _ASSIGNMENT_TERMS_0.unpack_from(_data, _at)
        _at += _ASSIGNMENT_TERMS_0.size
        return cls(seen_at, rent, jobs_root, jobs_count, offers_root, offers_count), _at

    def encode(self) -> bytes:
        return _ASSIGNMENT_TERMS_0.pack(self.seen_at, self.rent, self.jobs_root, self.jobs_count, self.offers_root, self.offers_count)


_DEMAND_0 = Struct("<32s32sBI32sQQB")


@dataclass(frozen=True, slots=True)
class Demand:
    DISCRIMINATOR: ClassVar[bytes] = b"\x92\xd9\x9e\xc8\x33\x19\x6a\x40"
    demand_id: bytes
    assignment_id: bytes
    leaves: int
    index: int
    demander: bytes
    bond: int
    due_at: int
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Demand, int]:
        (demand_id, assignment_id, leaves, index, demander, bond, due_at, bump,) = _DEMAND_0.unpack_from(_data, _at)
        _at += _DEMAND_0.size
        return cls(demand_id, assignment_id, leaves, index, demander, bond, due_at, bump), _at

    def encode(self) -> bytes:
        return _DEMAND_0.pack(self.demand_id, self.assignment_id, self.leaves, self.index, self.demander, self.bond, self.due_at, self.bump)


_DEMAND_EXPIRED_0 = Struct("<32sBI32s")


@dataclass(frozen=True, slots=True)
class DemandExpired:
    DISCRIMINATOR: ClassVar[bytes] = b"\x64\x92\x11\xde\xae\x3d\x88\x69"
    assignment_id: bytes
    leaves: int
    index: int
    demander: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[DemandExpired, int]:
        (assignment_id, leaves, index, demander,) = _DEMAND_EXPIRED_0.unpack_from(_data, _at)
        _at += _DEMAND_EXPIRED_0.size
        return cls(assignment_id, leaves, index, demander), _at

    def encode(self) -> bytes:
        return _DEMAND_EXPIRED_0.pack(self.assignment_id, self.leaves, self.index, self.demander)


_EVIDENCE_PROVIDED_0 = Struct("<32sI")


@dataclass(frozen=True, slots=True)
class EvidenceProvided:
    DISCRIMINATOR: ClassVar[bytes] = b"\x29\x38\x53\x87\x6a\x9f\xfa\xbb"
    party: bytes
    length: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[EvidenceProvided, int]:
        (party, length,) = _EVIDENCE_PROVIDED_0.unpack_from(_data, _at)
        _at += _EVIDENCE_PROVIDED_0.size
        return cls(party, length), _at

    def encode(self) -> bytes:
        return _EVIDENCE_PROVIDED_0.pack(self.party, self.length)


_JOB_LISTED_0 = Struct("<32s32s32s")


@dataclass(frozen=True, slots=True)
class JobListed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x20\x90\x97\x89\x06\xea\xf2\x39"
    job_id: bytes
    requester: bytes
    allowed_root: bytes
    allowed: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[JobListed, int]:
        (job_id, requester, allowed_root,) = _JOB_LISTED_0.unpack_from(_data, _at)
        _at += _JOB_LISTED_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        allowed = _data[_at + 4 : _at + 4 + _length]
        _at += 4 + _length
        return cls(job_id, requester, allowed_root, allowed), _at

    def encode(self) -> bytes:
        return _JOB_LISTED_0.pack(self.job_id, self.requester, self.allowed_root) + _LENGTH.pack(len(self.allowed)) + self.allowed


_JOB_MATCHED_0 = Struct("<32s32s32sQ")


@dataclass(frozen=True, slots=True)
class JobMatched:
    DISCRIMINATOR: ClassVar[bytes] = b"\xf8\x54\x80\xa3\x89\xfe\x21\xe6"
    job_id: bytes
    provider: bytes
    assignment_id: bytes
    accept_by: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[JobMatched, int]:
        (job_id, provider, assignment_id, accept_by,) = _JOB_MATCHED_0.unpack_from(_data, _at)
        _at += _JOB_MATCHED_0.size
        return cls(job_id, provider, assignment_id, accept_by), _at

    def encode(self) -> bytes:
        return _JOB_MATCHED_0.pack(self.job_id, self.provider, self.assignment_id, self.accept_by)


_LEAF_DEMANDED_0 = Struct("<32sBI32sQQ")


@dataclass(frozen=True, slots=True)
class LeafDemanded:
    DISCRIMINATOR: ClassVar[bytes] = b"\xfb\xb6\x2a\x5f\xb2\x9c\x13\xc5"
    assignment_id: bytes
    leaves: int
    index: int
    demander: bytes
    due_at: int
    window_ends_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[LeafDemanded, int]:
        (assignment_id, leaves, index, demander, due_at, window_ends_at,) = _LEAF_DEMANDED_0.unpack_from(_data, _at)
        _at += _LEAF_DEMANDED_0.size
        return cls(assignment_id, leaves, index, demander, due_at, window_ends_at), _at

    def encode(self) -> bytes:
        return _LEAF_DEMANDED_0.pack(self.assignment_id, self.leaves, self.index, self.demander, self.due_at, self.window_ends_at)


_LEAF_SHOWN_0 = Struct("<32sBI")


@dataclass(frozen=True, slots=True)
class LeafShown:
    DISCRIMINATOR: ClassVar[bytes] = b"\xa3\xdd\x83\x7e\x16\x82\x92\x46"
    assignment_id: bytes
    leaves: int
    index: int
    data: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[LeafShown, int]:
        (assignment_id, leaves, index,) = _LEAF_SHOWN_0.unpack_from(_data, _at)
        _at += _LEAF_SHOWN_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        data = _data[_at + 4 : _at + 4 + _length]
        _at += 4 + _length
        return cls(assignment_id, leaves, index, data), _at

    def encode(self) -> bytes:
        return _LEAF_SHOWN_0.pack(self.assignment_id, self.leaves, self.index) + _LENGTH.pack(len(self.data)) + self.data


_LISTING_0 = Struct("<32s32s32sBQQQQBIHH32sHB")


@dataclass(frozen=True, slots=True)
class Listing:
    DISCRIMINATOR: ClassVar[bytes] = b"\xda\x20\x32\x49\x2b\x86\x1a\x3a"
    job_id: bytes
    provider: bytes
    requester: bytes
    state: int
    changed_at: int
    accept_by: int
    price: int
    deadline_at: int
    device: int
    memory_mib: int
    units: int
    region: int
    allowed_root: bytes
    allowed_count: int
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Listing, int]:
        (job_id, provider, requester, state, changed_at, accept_by, price, deadline_at, device, memory_mib, units, region, allowed_root, allowed_count, bump,) = _LISTING_0.unpack_from(_data, _at)
        _at += _LISTING_0.size
        return cls(job_id, provider, requester, state, changed_at, accept_by, price, deadline_at, device, memory_mib, units, region, allowed_root, allowed_count, bump), _at

    def encode(self) -> bytes:
        return _LISTING_0.pack(self.job_id, self.provider, self.requester, self.state, self.changed_at, self.accept_by, self.price, self.deadline_at, self.device, self.memory_mib, self.units, self.region, self.allowed_root, self.allowed_count, self.bump)


_MATCH_ENDED_0 = Struct("<32s32sBQ")


@dataclass(frozen=True, slots=True)
class MatchEnded:
    DISCRIMINATOR: ClassVar[bytes] = b"\x0d\x6e\x46\x14\x8f\xc7\xcf\x42"
    job_id: bytes
    provider: bytes
    how: int
    penalty: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[MatchEnded, int]:
        (job_id, provider, how, penalty,) = _MATCH_ENDED_0.unpack_from(_data, _at)
        _at += _MATCH_ENDED_0.size
        return cls(job_id, provider, how, penalty), _at

    def encode(self) -> bytes:
        return _MATCH_ENDED_0.pack(self.job_id, self.provider, self.how, self.penalty)


_MATCHING_CONFIG_0 = Struct("<32s32s32s")
_MATCHING_CONFIG_2 = Struct("<BBB")


@dataclass(frozen=True, slots=True)
class MatchingConfig:
    DISCRIMINATOR: ClassVar[bytes] = b"\x7e\xa6\x41\x7c\x78\x17\xb6\x65"
    token: bytes
    treasury: bytes
    compute: bytes
    rules: Rules
    bump: int
    namer_bump: int
    purse_bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[MatchingConfig, int]:
        (token, treasury, compute,) = _MATCHING_CONFIG_0.unpack_from(_data, _at)
        _at += _MATCHING_CONFIG_0.size
        rules, _at = Rules.decode(_data, _at)
        (bump, namer_bump, purse_bump,) = _MATCHING_CONFIG_2.unpack_from(_data, _at)
        _at += _MATCHING_CONFIG_2.size
        return cls(token, treasury, compute, rules, bump, namer_bump, purse_bump), _at

    def encode(self) -> bytes:
        return _MATCHING_CONFIG_0.pack(self.token, self.treasury, self.compute) + self.rules.encode() + _MATCHING_CONFIG_2.pack(self.bump, self.namer_bump, self.purse_bump)


_OFFER_0 = Struct("<32sQQBIHHHHQB")


@dataclass(frozen=True, slots=True)
class Offer:
    DISCRIMINATOR: ClassVar[bytes] = b"\xd7\x58\x3c\x47\xaa\xa2\x49\xe5"
    provider: bytes
    changed_at: int
    ask: int
    device: int
    memory_mib: int
    units: int
    region: int
    capacity: int
    live: int
    bond: int
    bump: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Offer, int]:
        (provider, changed_at, ask, device, memory_mib, units, region, capacity, live, bond, bump,) = _OFFER_0.unpack_from(_data, _at)
        _at += _OFFER_0.size
        return cls(provider, changed_at, ask, device, memory_mib, units, region, capacity, live, bond, bump), _at

    def encode(self) -> bytes:
        return _OFFER_0.pack(self.provider, self.changed_at, self.ask, self.device, self.memory_mib, self.units, self.region, self.capacity, self.live, self.bond, self.bump)


_OFFER_RETRACTED_0 = Struct("<32sQ")


@dataclass(frozen=True, slots=True)
class OfferRetracted:
    DISCRIMINATOR: ClassVar[bytes] = b"\x08\x85\xa7\x11\xb9\x08\xea\x78"
    provider: bytes
    bond: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[OfferRetracted, int]:
        (provider, bond,) = _OFFER_RETRACTED_0.unpack_from(_data, _at)
        _at += _OFFER_RETRACTED_0.size
        return cls(provider, bond), _at

    def encode(self) -> bytes:
        return _OFFER_RETRACTED_0.pack(self.provider, self.bond)


_OFFERED_0 = Struct("<32sQBIHHHQ")


@dataclass(frozen=True, slots=True)
class Offered:
    DISCRIMINATOR: ClassVar[bytes] = b"\x4f\x7f\x0d\xd9\xb2\xea\x01\x38"
    provider: bytes
    ask: int
    device: int
    memory_mib: int
    units: int
    region: int
    capacity: int
    bond: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Offered, int]:
        (provider, ask, device, memory_mib, units, region, capacity, bond,) = _OFFERED_0.unpack_from(_data, _at)
        _at += _OFFERED_0.size
        return cls(provider, ask, device, memory_mib, units, region, capacity, bond), _at

    def encode(self) -> bytes:
        return _OFFERED_0.pack(self.provider, self.ask, self.device, self.memory_mib, self.units, self.region, self.capacity, self.bond)


_OPENINGS_0 = Struct("<32sB")


@dataclass(frozen=True, slots=True)
class Openings:
    DISCRIMINATOR: ClassVar[bytes] = b"\x45\x33\x6c\x2f\x06\x48\x9e\x07"
    party: bytes
    bump: int
    data: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Openings, int]:
        (party, bump,) = _OPENINGS_0.unpack_from(_data, _at)
        _at += _OPENINGS_0.size
        (_length,) = _LENGTH.unpack_from(_data, _at)
        data = _data[_at + 4 : _at + 4 + _length]
        _at += 4 + _length
        return cls(party, bump, data), _at

    def encode(self) -> bytes:
        return _OPENINGS_0.pack(self.party, self.bump) + _LENGTH.pack(len(self.data)) + self.data


_RULES_0 = Struct("<QQQQQQQQHH")


@dataclass(frozen=True, slots=True)
class Rules:
    window_secs: int
    answer_secs: int
    seen_secs: int
    accept_secs: int
    fallback_secs: int
    offer_bond: int
    assignment_bond: int
    demand_bond: int
    lapse_bps: int
    reward_bps: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Rules, int]:
        (window_secs, answer_secs, seen_secs, accept_secs, fallback_secs, offer_bond, assignment_bond, demand_bond, lapse_bps, reward_bps,) = _RULES_0.unpack_from(_data, _at)
        _at += _RULES_0.size
        return cls(window_secs, answer_secs, seen_secs, accept_secs, fallback_secs, offer_bond, assignment_bond, demand_bond, lapse_bps, reward_bps), _at

    def encode(self) -> bytes:
        return _RULES_0.pack(self.window_secs, self.answer_secs, self.seen_secs, self.accept_secs, self.fallback_secs, self.offer_bond, self.assignment_bond, self.demand_bond, self.lapse_bps, self.reward_bps)


Account = Assignment | Demand | Listing | MatchingConfig | Offer | Openings
ACCOUNTS: dict[bytes, type[Account]] = {
    Assignment.DISCRIMINATOR: Assignment,
    Demand.DISCRIMINATOR: Demand,
    Listing.DISCRIMINATOR: Listing,
    MatchingConfig.DISCRIMINATOR: MatchingConfig,
    Offer.DISCRIMINATOR: Offer,
    Openings.DISCRIMINATOR: Openings,
}


def decode_account(data: bytes) -> Account | None:
    """The account that `data` holds, or None where it is none of this program's."""
    kind = ACCOUNTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


Event = AssignmentClosed | AssignmentPosted | AssignmentRefuted | DemandExpired | EvidenceProvided | JobListed | JobMatched | LeafDemanded | LeafShown | MatchEnded | OfferRetracted | Offered
EVENTS: dict[bytes, type[Event]] = {
    AssignmentClosed.DISCRIMINATOR: AssignmentClosed,
    AssignmentPosted.DISCRIMINATOR: AssignmentPosted,
    AssignmentRefuted.DISCRIMINATOR: AssignmentRefuted,
    DemandExpired.DISCRIMINATOR: DemandExpired,
    EvidenceProvided.DISCRIMINATOR: EvidenceProvided,
    JobListed.DISCRIMINATOR: JobListed,
    JobMatched.DISCRIMINATOR: JobMatched,
    LeafDemanded.DISCRIMINATOR: LeafDemanded,
    LeafShown.DISCRIMINATOR: LeafShown,
    MatchEnded.DISCRIMINATOR: MatchEnded,
    OfferRetracted.DISCRIMINATOR: OfferRetracted,
    Offered.DISCRIMINATOR: Offered,
}


def decode_event(data: bytes) -> Event | None:
    """The event that `data` holds, or None where it is none of this program's."""
    kind = EVENTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


_ANSWER_ARGS_0 = Struct("<32sBI")


def answer(*, config: Pubkey, assignment: Pubkey, demand: Pubkey, demander: Pubkey, matcher_token: Pubkey, purse: Pubkey, namer: Pubkey, assignment_id: bytes, leaves: int, index: int, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(assignment, False, True),
        AccountMeta(demand, False, True),
        AccountMeta(demander, False, True),
        AccountMeta(matcher_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(namer, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x48\xd6\x2c\x20\x35\xde\x09\xf4" + _ANSWER_ARGS_0.pack(assignment_id, leaves, index) + _LENGTH.pack(len(data)) + data, _accounts)


_ASSIGN_ARGS_0 = Struct("<Q")


def assign(*, caller: Pubkey, config: Pubkey, assignment: Pubkey, caller_token: Pubkey, purse: Pubkey, nonce: int, terms: AssignmentTerms) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(assignment, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x49\x42\x7d\xcb\x51\x29\x40\x87" + _ASSIGN_ARGS_0.pack(nonce) + terms.encode(), _accounts)


_AWARD_ARGS_0 = Struct("<32s")


def award(*, caller: Pubkey, config: Pubkey, assignment: Pubkey, job: Pubkey, listing: Pubkey, offer: Pubkey, openings: Pubkey | None, assignment_id: bytes, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(assignment, False, False),
        AccountMeta(job, False, False),
        AccountMeta(listing, False, True),
        AccountMeta(offer, False, True),
        AccountMeta(PROGRAM, False, False) if openings is None else AccountMeta(openings, False, True),
    ]
    return Instruction(PROGRAM, b"\xb4\x4a\xa5\x43\xb3\x87\x1b\xca" + _AWARD_ARGS_0.pack(assignment_id) + _LENGTH.pack(len(data)) + data, _accounts)


_CLOSE_ARGS_0 = Struct("<32s")


def close(*, config: Pubkey, assignment: Pubkey, matcher_token: Pubkey, purse: Pubkey, namer: Pubkey, assignment_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(assignment, False, True),
        AccountMeta(matcher_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(namer, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x62\xa5\xc9\xb1\x6c\x41\xce\x60" + _CLOSE_ARGS_0.pack(assignment_id), _accounts)


_DECLINE_ARGS_0 = Struct("<32s")


def decline(*, caller: Pubkey, job: Pubkey, listing: Pubkey, offer: Pubkey, job_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(job, False, False),
        AccountMeta(listing, False, True),
        AccountMeta(offer, False, True),
    ]
    return Instruction(PROGRAM, b"\x18\x39\x5a\xa2\x5b\x5e\xf5\xb1" + _DECLINE_ARGS_0.pack(job_id), _accounts)


_DEMAND_ARGS_0 = Struct("<32sBI")


def demand(*, caller: Pubkey, config: Pubkey, assignment: Pubkey, demand: Pubkey, caller_token: Pubkey, purse: Pubkey, assignment_id: bytes, leaves: int, index: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(assignment, False, True),
        AccountMeta(demand, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x11\xaf\x22\x2b\x58\x2e\x6d\xd0" + _DEMAND_ARGS_0.pack(assignment_id, leaves, index), _accounts)


_EXPIRE_ARGS_0 = Struct("<32sBI")


def expire(*, config: Pubkey, assignment: Pubkey, demand: Pubkey, demander: Pubkey, demander_token: Pubkey, treasury_token: Pubkey, purse: Pubkey, namer: Pubkey, assignment_id: bytes, leaves: int, index: int) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(assignment, False, True),
        AccountMeta(demand, False, True),
        AccountMeta(demander, False, True),
        AccountMeta(demander_token, False, True),
        AccountMeta(treasury_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(namer, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xf3\x53\xcd\x3a\x39\xc9\xf7\x92" + _EXPIRE_ARGS_0.pack(assignment_id, leaves, index), _accounts)


_INITIALIZE_ARGS_0 = Struct("<32s32s")


def initialize(*, payer: Pubkey, config: Pubkey, namer: Pubkey, purse: Pubkey, token: Pubkey, treasury: bytes, compute: bytes, rules: Rules) -> Instruction:
    _accounts = [
        AccountMeta(payer, True, True),
        AccountMeta(config, False, True),
        AccountMeta(namer, False, False),
        AccountMeta(purse, False, True),
        AccountMeta(token, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xaf\xaf\x6d\x1f\x0d\x98\x9b\xed" + _INITIALIZE_ARGS_0.pack(treasury, compute) + rules.encode(), _accounts)


_LIST_JOB_ARGS_0 = Struct("<32sH")


def list_job(*, caller: Pubkey, config: Pubkey, job: Pubkey, listing: Pubkey, openings: Pubkey | None, job_id: bytes, allowed_count: int, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(job, False, False),
        AccountMeta(listing, False, True),
        AccountMeta(PROGRAM, False, False) if openings is None else AccountMeta(openings, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x5e\xa4\x89\x19\x04\x93\xe2\x41" + _LIST_JOB_ARGS_0.pack(job_id, allowed_count) + _LENGTH.pack(len(data)) + data, _accounts)


_OFFER_ARGS_0 = Struct("<H")


def offer(*, caller: Pubkey, config: Pubkey, provider: Pubkey, offer: Pubkey, caller_token: Pubkey, purse: Pubkey, capacity: int) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(provider, False, False),
        AccountMeta(offer, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x35\xcc\x24\x5a\x97\x06\x36\xe7" + _OFFER_ARGS_0.pack(capacity), _accounts)


_PROVIDE_ARGS_0 = Struct("<I")


def provide(*, caller: Pubkey, openings: Pubkey, offset: int, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(openings, False, True),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xdd\x53\x0f\x73\x8e\x40\xf5\x25" + _PROVIDE_ARGS_0.pack(offset) + _LENGTH.pack(len(data)) + data, _accounts)


_REFUTE_ARGS_0 = Struct("<32sB")


def refute(*, caller: Pubkey, config: Pubkey, assignment: Pubkey, job: Pubkey | None, listing: Pubkey | None, offer: Pubkey | None, openings: Pubkey | None, caller_token: Pubkey, treasury_token: Pubkey, purse: Pubkey, namer: Pubkey, assignment_id: bytes, fault: int, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(config, False, False),
        AccountMeta(assignment, False, True),
        AccountMeta(PROGRAM, False, False) if job is None else AccountMeta(job, False, False),
        AccountMeta(PROGRAM, False, False) if listing is None else AccountMeta(listing, False, False),
        AccountMeta(PROGRAM, False, False) if offer is None else AccountMeta(offer, False, False),
        AccountMeta(PROGRAM, False, False) if openings is None else AccountMeta(openings, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(treasury_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(namer, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xfe\x81\x3c\xcf\x17\xb0\x0a\x8d" + _REFUTE_ARGS_0.pack(assignment_id, fault) + _LENGTH.pack(len(data)) + data, _accounts)


_RELEASE_ARGS_0 = Struct("<32s")


def release(*, config: Pubkey, job: Pubkey, listing: Pubkey, offer: Pubkey | None, requester_token: Pubkey, treasury_token: Pubkey, purse: Pubkey, namer: Pubkey, job_id: bytes) -> Instruction:
    _accounts = [
        AccountMeta(config, False, False),
        AccountMeta(job, False, False),
        AccountMeta(listing, False, True),
        AccountMeta(PROGRAM, False, False) if offer is None else AccountMeta(offer, False, True),
        AccountMeta(requester_token, False, True),
        AccountMeta(treasury_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(namer, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xfd\xf9\x0f\xce\x1c\x7f\xc1\xf1" + _RELEASE_ARGS_0.pack(job_id), _accounts)


def retract(*, caller: Pubkey, config: Pubkey, offer: Pubkey, caller_token: Pubkey, purse: Pubkey, namer: Pubkey) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(offer, False, True),
        AccountMeta(caller_token, False, True),
        AccountMeta(purse, False, True),
        AccountMeta(namer, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x2a\xfc\xdf\x2d\x91\xb3\x9f\x9d", _accounts)


_TAKE_ARGS_0 = Struct("<32s")


def take(*, caller: Pubkey, config: Pubkey, job: Pubkey, listing: Pubkey, offer: Pubkey, job_id: bytes, data: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(config, False, False),
        AccountMeta(job, False, False),
        AccountMeta(listing, False, True),
        AccountMeta(offer, False, True),
    ]
    return Instruction(PROGRAM, b"\x95\xe2\x34\x68\x06\x8e\xe6\x27" + _TAKE_ARGS_0.pack(job_id) + _LENGTH.pack(len(data)) + data, _accounts)
