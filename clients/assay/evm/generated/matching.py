"""Made by scripts/gen.py from target/evm/Matching.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from eth_abi.abi import decode, encode


def _padded(address: str) -> bytes:
    return bytes(12) + bytes.fromhex(address[2:])


def _address(padded: bytes) -> bytes:
    return padded[-20:]


# selector -> name
ERRORS: dict[bytes, str] = {
    b"\x7a\xd0\xde\x30": "AskTooHigh",
    b"\x2c\xd1\x20\xeb": "AssignmentExists",
    b"\xe8\xd3\xa0\x22": "AssignmentIsRefuted",
    b"\xca\x38\xb0\xf6": "AssignmentNotOpen",
    b"\x3f\xa8\x6a\x9d": "BadAllowed",
    b"\xe6\xbc\x37\x64": "BadAssignment",
    b"\x74\x77\x0d\xed": "BadCapacity",
    b"\x07\xcc\x32\x1c": "BadConfig",
    b"\x57\xaa\x51\xca": "BadEvidence",
    b"\xdf\x7a\xf0\xc0": "BadOffset",
    b"\xdf\x7a\xf0\xc0": "BadOffset",
    b"\x52\x2a\xaf\xec": "BadView",
    b"\x43\xe5\x56\x29": "ChangedSince",
    b"\x70\xf6\x5c\xaa": "DeadlinePassed",
    b"\x78\xd3\xfc\xa6": "DemandExists",
    b"\x03\xfb\xc6\xbe": "DemandsOpen",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\x35\x66\x80\xb7": "InsufficientFunds",
    b"\xd7\x6e\xbd\x0f": "JobNotOpen",
    b"\x28\x91\x9e\x17": "ListingExists",
    b"\x68\xc3\xd2\x92": "ListingNotOpen",
    b"\x1d\x1a\x63\xf0": "MatchersFirst",
    b"\xdc\x06\x66\x41": "MoveTooLate",
    b"\x8f\x84\xcf\xe2": "NamesAnother",
    b"\x22\xa5\xad\x1f": "NeedsNotMet",
    b"\xde\xa7\x83\x81": "NoSuchLeaf",
    b"\x3d\x69\x3a\xda": "NotAllowed",
    b"\x68\x9f\x0d\x83": "NotAssigned",
    b"\x47\xa2\x37\x5f": "NotDue",
    b"\x25\x54\x24\x6c": "NotMatched",
    b"\x34\x80\xe2\xb2": "NotProvider",
    b"\xe2\x52\xb7\xc1": "NotRefuted",
    b"\xab\xa4\x73\x39": "NotRegistered",
    b"\xe3\x9d\xa5\x9e": "NotRequester",
    b"\xcf\x4d\x3f\xf5": "NothingOffered",
    b"\x79\x0c\x8f\x86": "OfferInUse",
    b"\x1a\x61\x5c\x84": "OfferIsFull",
    b"\x35\x27\x8d\x12": "Overflow",
    b"\x35\x27\x8d\x12": "Overflow",
    b"\x15\xeb\x29\xee": "TooMuchData",
    b"\x15\xeb\x29\xee": "TooMuchData",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\x90\xb8\xec\x18": "TransferFailed",
    b"\xb8\x59\x4a\x40": "UnknownAssignment",
    b"\x3b\x7a\x22\xb8": "UnknownDemand",
    b"\x40\x8c\x42\x95": "UnknownJob",
    b"\xaf\x21\xe1\x6c": "UnknownListing",
    b"\x52\xc5\x5a\x2e": "UnknownOffer",
    b"\x2f\x23\xcf\xcd": "WindowClosed",
    b"\xa4\x22\x9f\xab": "WindowOpen",
    b"\xa0\xf3\xfe\xea": "WrongToken",
    b"\xa0\xf3\xfe\xea": "WrongToken",
}


@dataclass(frozen=True, slots=True)
class Config:
    token: bytes
    treasury: bytes
    compute: bytes
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
    def of(cls, raw: Sequence[Any]) -> Config:
        return cls(_padded(raw[0]), _padded(raw[1]), _padded(raw[2]), raw[3], raw[4], raw[5], raw[6], raw[7], raw[8], raw[9], raw[10], raw[11], raw[12])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.token), _address(self.treasury), _address(self.compute), self.window_secs, self.answer_secs, self.seen_secs, self.accept_secs, self.fallback_secs, self.offer_bond, self.assignment_bond, self.demand_bond, self.lapse_bps, self.reward_bps,)


@dataclass(frozen=True, slots=True)
class AssignmentTerms:
    seen_at: int
    rent: int
    jobs_root: bytes
    jobs_count: int
    offers_root: bytes
    offers_count: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> AssignmentTerms:
        return cls(raw[0], raw[1], raw[2], raw[3], raw[4], raw[5])

    def plain(self) -> tuple[Any, ...]:
        return (self.seen_at, self.rent, self.jobs_root, self.jobs_count, self.offers_root, self.offers_count,)


@dataclass(frozen=True, slots=True)
class Assignment:
    assignment_id: bytes
    matcher: bytes
    terms: AssignmentTerms
    state: int
    posted_at: int
    window_ends_at: int
    demands: int
    bond: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Assignment:
        return cls(raw[0], _padded(raw[1]), AssignmentTerms.of(raw[2]), raw[3], raw[4], raw[5], raw[6], raw[7])

    def plain(self) -> tuple[Any, ...]:
        return (self.assignment_id, _address(self.matcher), self.terms.plain(), self.state, self.posted_at, self.window_ends_at, self.demands, self.bond,)


@dataclass(frozen=True, slots=True)
class Demand:
    demand_id: bytes
    assignment_id: bytes
    leaves: int
    index: int
    demander: bytes
    bond: int
    due_at: int

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Demand:
        return cls(raw[0], raw[1], raw[2], raw[3], _padded(raw[4]), raw[5], raw[6])

    def plain(self) -> tuple[Any, ...]:
        return (self.demand_id, self.assignment_id, self.leaves, self.index, _address(self.demander), self.bond, self.due_at,)


@dataclass(frozen=True, slots=True)
class Listing:
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

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Listing:
        return cls(raw[0], _padded(raw[1]), _padded(raw[2]), raw[3], raw[4], raw[5], raw[6], raw[7], raw[8], raw[9], raw[10], raw[11], raw[12], raw[13])

    def plain(self) -> tuple[Any, ...]:
        return (self.job_id, _address(self.provider), _address(self.requester), self.state, self.changed_at, self.accept_by, self.price, self.deadline_at, self.device, self.memory_mib, self.units, self.region, self.allowed_root, self.allowed_count,)


@dataclass(frozen=True, slots=True)
class Offer:
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

    @classmethod
    def of(cls, raw: Sequence[Any]) -> Offer:
        return cls(_padded(raw[0]), raw[1], raw[2], raw[3], raw[4], raw[5], raw[6], raw[7], raw[8], raw[9])

    def plain(self) -> tuple[Any, ...]:
        return (_address(self.provider), self.changed_at, self.ask, self.device, self.memory_mib, self.units, self.region, self.capacity, self.live, self.bond,)


@dataclass(frozen=True, slots=True)
class AssignmentClosed:
    TOPIC: ClassVar[bytes] = b"\x80\xd5\x93\x59\x05\x1c\x4c\xbd\x77\x09\x8c\x15\x10\x51\x0a\xcd\xb8\x2b\x6d\xa2\x6b\xbc\x65\xfb\x53\x14\x22\xc5\x50\xa1\x88\x6c"
    assignment_id: bytes
    matcher: bytes
    bond: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> AssignmentClosed:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class AssignmentPosted:
    TOPIC: ClassVar[bytes] = b"\x77\x14\x45\xa0\x37\x48\x14\x2c\x18\x0b\xbd\x45\xf8\x09\xe4\x6c\xe2\xdb\x68\x36\x31\xf4\x3b\xcc\xca\x18\xe9\x57\x49\x68\x43\x55"
    assignment_id: bytes
    matcher: bytes
    nonce: int
    terms: AssignmentTerms
    window_ends_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> AssignmentPosted:
        raw = decode(["uint64", "(uint64,uint64,bytes32,uint32,bytes32,uint32)", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], AssignmentTerms.of(raw[1]), raw[2])


@dataclass(frozen=True, slots=True)
class AssignmentRefuted:
    TOPIC: ClassVar[bytes] = b"\x63\x9e\x22\x30\xe1\x11\x61\x3a\x96\xf1\x11\x2e\x4f\x1b\x09\xc9\xb3\x58\x91\xe9\x19\x65\x4e\x90\xa1\x94\x97\x31\xb5\x70\x57\xc2"
    assignment_id: bytes
    fault: int
    accuser: bytes
    reward: int
    remainder: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> AssignmentRefuted:
        raw = decode(["uint8", "uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], _padded(decode(["address"], topics[2])[0]), raw[1], raw[2])


@dataclass(frozen=True, slots=True)
class DemandExpired:
    TOPIC: ClassVar[bytes] = b"\xea\x08\x94\x86\x1c\x31\x71\xdd\x98\xcd\x61\xbc\x6a\xf6\xed\xbf\x7b\x6e\xca\x74\xef\xad\x1c\xf8\x58\x06\x25\x75\xa1\x83\x44\x51"
    assignment_id: bytes
    leaves: int
    index: int
    demander: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> DemandExpired:
        raw = decode(["uint8", "uint32"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], _padded(decode(["address"], topics[2])[0]))


@dataclass(frozen=True, slots=True)
class EvidenceProvided:
    TOPIC: ClassVar[bytes] = b"\xc5\x6c\x6d\xa1\x49\x0e\xae\x09\x09\x41\x86\x31\x76\x1a\x46\xb2\x17\x2a\x25\xe5\x1e\x0c\xdf\x74\x1d\x2e\x91\x07\xe7\x33\xb5\xf4"
    party: bytes
    length: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> EvidenceProvided:
        raw = decode(["uint32"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class JobListed:
    TOPIC: ClassVar[bytes] = b"\xd9\x21\xbf\xc4\xfa\xb5\x38\xa6\x31\x82\x03\x8d\x28\x22\x60\xd2\x32\x0e\x52\x16\xbd\x03\xb2\x9e\xb7\x0e\xbe\x6b\x4c\x24\x20\x78"
    job_id: bytes
    requester: bytes
    allowed_root: bytes
    allowed: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> JobListed:
        raw = decode(["bytes32", "bytes"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class JobMatched:
    TOPIC: ClassVar[bytes] = b"\x4a\xce\x9e\xf8\xf2\x9b\x02\x72\xda\x91\x23\x78\xc6\xad\xb4\x8c\xb9\xe2\x53\x70\x28\x55\x1d\x37\x45\x3a\x15\xea\xb5\x79\x61\xdd"
    job_id: bytes
    provider: bytes
    assignment_id: bytes
    accept_by: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> JobMatched:
        raw = decode(["uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), decode(["bytes32"], topics[3])[0], raw[0])


@dataclass(frozen=True, slots=True)
class LeafDemanded:
    TOPIC: ClassVar[bytes] = b"\xc5\xfc\x09\xac\xda\x1b\x7d\x8f\x82\x8e\x82\xe9\x75\x7a\xb2\xc1\xeb\xf4\x37\xfe\xc4\xcd\x26\xd3\x84\xac\x6a\xcf\x02\x06\xce\xad"
    assignment_id: bytes
    leaves: int
    index: int
    demander: bytes
    due_at: int
    window_ends_at: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> LeafDemanded:
        raw = decode(["uint8", "uint32", "uint64", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], _padded(decode(["address"], topics[2])[0]), raw[2], raw[3])


@dataclass(frozen=True, slots=True)
class LeafShown:
    TOPIC: ClassVar[bytes] = b"\xf5\xc9\xec\x03\xc2\x29\x03\xc2\xdd\x27\x55\x6d\xe7\xd1\x16\x2d\x19\xf2\x59\x88\x12\x78\xe2\x7d\x7b\xeb\x24\xed\x45\x1e\x1e\x8f"
    assignment_id: bytes
    leaves: int
    index: int
    data: bytes

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> LeafShown:
        raw = decode(["uint8", "uint32", "bytes"], data)
        return cls(decode(["bytes32"], topics[1])[0], raw[0], raw[1], raw[2])


@dataclass(frozen=True, slots=True)
class MatchEnded:
    TOPIC: ClassVar[bytes] = b"\x3d\x21\x73\x5a\x46\x74\xa1\xf8\x3c\x63\xff\x1c\x9e\x3f\x78\x15\xec\xa4\x03\xbd\x08\x3a\x82\xb7\x7e\x71\x60\x05\xec\x0c\x10\xe2"
    job_id: bytes
    provider: bytes
    how: int
    penalty: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> MatchEnded:
        raw = decode(["uint8", "uint64"], data)
        return cls(decode(["bytes32"], topics[1])[0], _padded(decode(["address"], topics[2])[0]), raw[0], raw[1])


@dataclass(frozen=True, slots=True)
class OfferRetracted:
    TOPIC: ClassVar[bytes] = b"\xc9\xc5\x51\xf3\x1e\xed\x4b\x2a\xfb\xfa\x6e\x3e\x17\x01\x1b\x8a\x96\x9e\x39\x88\xeb\xd4\x5a\xf5\xe6\x68\x10\x0b\xfa\x4f\x5e\x51"
    provider: bytes
    bond: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> OfferRetracted:
        raw = decode(["uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0])


@dataclass(frozen=True, slots=True)
class Offered:
    TOPIC: ClassVar[bytes] = b"\x50\x17\xfb\xe3\x8c\xf9\x26\x05\xf7\x07\xa5\xd5\x29\xda\x37\x94\x0a\x43\x71\x9d\xbb\xea\xd3\xd9\x4d\x53\x13\xd8\x9f\xbe\x5d\xc9"
    provider: bytes
    ask: int
    device: int
    memory_mib: int
    units: int
    region: int
    capacity: int
    bond: int

    @classmethod
    def decode(cls, topics: Sequence[bytes], data: bytes) -> Offered:
        raw = decode(["uint64", "uint8", "uint32", "uint16", "uint16", "uint16", "uint64"], data)
        return cls(_padded(decode(["address"], topics[1])[0]), raw[0], raw[1], raw[2], raw[3], raw[4], raw[5], raw[6])


Event = AssignmentClosed | AssignmentPosted | AssignmentRefuted | DemandExpired | EvidenceProvided | JobListed | JobMatched | LeafDemanded | LeafShown | MatchEnded | OfferRetracted | Offered
EVENTS: dict[bytes, type[Event]] = {
    AssignmentClosed.TOPIC: AssignmentClosed,
    AssignmentPosted.TOPIC: AssignmentPosted,
    AssignmentRefuted.TOPIC: AssignmentRefuted,
    DemandExpired.TOPIC: DemandExpired,
    EvidenceProvided.TOPIC: EvidenceProvided,
    JobListed.TOPIC: JobListed,
    JobMatched.TOPIC: JobMatched,
    LeafDemanded.TOPIC: LeafDemanded,
    LeafShown.TOPIC: LeafShown,
    MatchEnded.TOPIC: MatchEnded,
    OfferRetracted.TOPIC: OfferRetracted,
    Offered.TOPIC: Offered,
}


def decode_event(topics: Sequence[bytes], data: bytes) -> Event | None:
    """The event that a log holds, or None where it is none of this contract's."""
    kind = EVENTS.get(bytes(topics[0])) if topics else None
    return kind.decode(topics, data) if kind else None


def constructor(rules: Config, assignments: bytes) -> bytes:
    """What follows the bytecode."""
    return encode(["(address,address,address,uint64,uint64,uint64,uint64,uint64,uint64,uint64,uint64,uint16,uint16)", "address"], [rules.plain(), _address(assignments)])


def answer(assignment_id: bytes, leaves: int, index: int, data: bytes) -> bytes:
    return b"\x5c\x93\x5b\x98" + encode(["bytes32", "uint8", "uint32", "bytes"], [assignment_id, leaves, index, data])


def assign(nonce: int, terms: AssignmentTerms) -> bytes:
    return b"\xb8\x05\xee\x55" + encode(["uint64", "(uint64,uint64,bytes32,uint32,bytes32,uint32)"], [nonce, terms.plain()])


def assignment_of(assignment_id: bytes) -> bytes:
    return b"\x87\x25\xaa\x17" + encode(["bytes32"], [assignment_id])


def decode_assignment_of(data: bytes) -> Assignment:
    raw = decode(["(bytes32,address,(uint64,uint64,bytes32,uint32,bytes32,uint32),uint8,uint64,uint64,uint32,uint64)"], data)
    value: Assignment = Assignment.of(raw[0])
    return value


def assignments_contract() -> bytes:
    return b"\xde\xec\xc3\x7a"


def decode_assignments_contract(data: bytes) -> bytes:
    raw = decode(["address"], data)
    value: bytes = _padded(raw[0])
    return value


def award(assignment_id: bytes, data: bytes) -> bytes:
    return b"\x86\xa0\x09\x5e" + encode(["bytes32", "bytes"], [assignment_id, data])


def close(assignment_id: bytes) -> bytes:
    return b"\x39\xc7\x9e\x0c" + encode(["bytes32"], [assignment_id])


def config() -> bytes:
    return b"\x79\x50\x2c\x55"


def decode_config(data: bytes) -> Config:
    raw = decode(["(address,address,address,uint64,uint64,uint64,uint64,uint64,uint64,uint64,uint64,uint16,uint16)"], data)
    value: Config = Config.of(raw[0])
    return value


def decline(job_id: bytes) -> bytes:
    return b"\x8c\xc7\xd3\xd1" + encode(["bytes32"], [job_id])


def demand(assignment_id: bytes, leaves: int, index: int) -> bytes:
    return b"\x21\x86\x97\x61" + encode(["bytes32", "uint8", "uint32"], [assignment_id, leaves, index])


def demand_of(assignment_id: bytes, leaves: int, index: int) -> bytes:
    return b"\x96\x67\xda\x4f" + encode(["bytes32", "uint8", "uint32"], [assignment_id, leaves, index])


def decode_demand_of(data: bytes) -> Demand:
    raw = decode(["(bytes32,bytes32,uint8,uint32,address,uint64,uint64)"], data)
    value: Demand = Demand.of(raw[0])
    return value


def expire(assignment_id: bytes, leaves: int, index: int) -> bytes:
    return b"\xfb\x1b\x02\x71" + encode(["bytes32", "uint8", "uint32"], [assignment_id, leaves, index])


def list_job(job_id: bytes, allowed_count: int, data: bytes) -> bytes:
    return b"\xba\x04\x91\xc0" + encode(["bytes32", "uint16", "bytes"], [job_id, allowed_count, data])


def listing_of(job_id: bytes) -> bytes:
    return b"\xdd\xf0\x9f\x1c" + encode(["bytes32"], [job_id])


def decode_listing_of(data: bytes) -> Listing:
    raw = decode(["(bytes32,address,address,uint8,uint64,uint64,uint64,uint64,uint8,uint32,uint16,uint16,bytes32,uint16)"], data)
    value: Listing = Listing.of(raw[0])
    return value


def named(job_id: bytes) -> bytes:
    return b"\xa5\x50\xf8\x6d" + encode(["bytes32"], [job_id])


def decode_named(data: bytes) -> bytes:
    raw = decode(["bytes32"], data)
    value: bytes = raw[0]
    return value


def offer(capacity: int) -> bytes:
    return b"\xc5\xcd\x4c\xce" + encode(["uint16"], [capacity])


def offer_of(provider: bytes) -> bytes:
    return b"\x56\x1b\xc1\xf4" + encode(["address"], [_address(provider)])


def decode_offer_of(data: bytes) -> Offer:
    raw = decode(["(address,uint64,uint64,uint8,uint32,uint16,uint16,uint16,uint16,uint64)"], data)
    value: Offer = Offer.of(raw[0])
    return value


def openings_of(party: bytes) -> bytes:
    return b"\x4c\xa6\xce\x3e" + encode(["address"], [_address(party)])


def decode_openings_of(data: bytes) -> bytes:
    raw = decode(["bytes"], data)
    value: bytes = raw[0]
    return value


def provide(offset: int, data: bytes) -> bytes:
    return b"\xa3\xa8\x28\x4e" + encode(["uint32", "bytes"], [offset, data])


def refute(assignment_id: bytes, fault: int, data: bytes) -> bytes:
    return b"\xef\x44\x5c\x3f" + encode(["bytes32", "uint8", "bytes"], [assignment_id, fault, data])


def release(job_id: bytes) -> bytes:
    return b"\x67\xd4\x2a\x8b" + encode(["bytes32"], [job_id])


def retract() -> bytes:
    return b"\x47\xf5\x7b\x32"


def take(job_id: bytes, data: bytes) -> bytes:
    return b"\xa8\xe7\x4b\x2a" + encode(["bytes32", "bytes"], [job_id, data])


ABI: list[dict[str, Any]] = [{'inputs': [{'components': [{'internalType': 'address', 'name': 'token', 'type': 'address'},
                             {'internalType': 'address', 'name': 'treasury', 'type': 'address'},
                             {'internalType': 'address', 'name': 'compute', 'type': 'address'},
                             {'internalType': 'uint64', 'name': 'windowSecs', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'answerSecs', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'seenSecs', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'acceptSecs', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'fallbackSecs', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'offerBond', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'assignmentBond', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'demandBond', 'type': 'uint64'},
                             {'internalType': 'uint16', 'name': 'lapseBps', 'type': 'uint16'},
                             {'internalType': 'uint16', 'name': 'rewardBps', 'type': 'uint16'}],
              'internalType': 'struct IMatching.Config',
              'name': 'rules',
              'type': 'tuple'},
             {'internalType': 'address', 'name': 'assignments', 'type': 'address'}],
  'stateMutability': 'nonpayable',
  'type': 'constructor'},
 {'inputs': [], 'name': 'AskTooHigh', 'type': 'error'},
 {'inputs': [], 'name': 'AssignmentExists', 'type': 'error'},
 {'inputs': [], 'name': 'AssignmentIsRefuted', 'type': 'error'},
 {'inputs': [], 'name': 'AssignmentNotOpen', 'type': 'error'},
 {'inputs': [], 'name': 'BadAllowed', 'type': 'error'},
 {'inputs': [], 'name': 'BadAssignment', 'type': 'error'},
 {'inputs': [], 'name': 'BadCapacity', 'type': 'error'},
 {'inputs': [], 'name': 'BadConfig', 'type': 'error'},
 {'inputs': [], 'name': 'BadEvidence', 'type': 'error'},
 {'inputs': [], 'name': 'BadOffset', 'type': 'error'},
 {'inputs': [], 'name': 'BadOffset', 'type': 'error'},
 {'inputs': [], 'name': 'BadView', 'type': 'error'},
 {'inputs': [], 'name': 'ChangedSince', 'type': 'error'},
 {'inputs': [], 'name': 'DeadlinePassed', 'type': 'error'},
 {'inputs': [], 'name': 'DemandExists', 'type': 'error'},
 {'inputs': [], 'name': 'DemandsOpen', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'InsufficientFunds', 'type': 'error'},
 {'inputs': [], 'name': 'JobNotOpen', 'type': 'error'},
 {'inputs': [], 'name': 'ListingExists', 'type': 'error'},
 {'inputs': [], 'name': 'ListingNotOpen', 'type': 'error'},
 {'inputs': [], 'name': 'MatchersFirst', 'type': 'error'},
 {'inputs': [], 'name': 'MoveTooLate', 'type': 'error'},
 {'inputs': [], 'name': 'NamesAnother', 'type': 'error'},
 {'inputs': [], 'name': 'NeedsNotMet', 'type': 'error'},
 {'inputs': [], 'name': 'NoSuchLeaf', 'type': 'error'},
 {'inputs': [], 'name': 'NotAllowed', 'type': 'error'},
 {'inputs': [], 'name': 'NotAssigned', 'type': 'error'},
 {'inputs': [], 'name': 'NotDue', 'type': 'error'},
 {'inputs': [], 'name': 'NotMatched', 'type': 'error'},
 {'inputs': [], 'name': 'NotProvider', 'type': 'error'},
 {'inputs': [], 'name': 'NotRefuted', 'type': 'error'},
 {'inputs': [], 'name': 'NotRegistered', 'type': 'error'},
 {'inputs': [], 'name': 'NotRequester', 'type': 'error'},
 {'inputs': [], 'name': 'NothingOffered', 'type': 'error'},
 {'inputs': [], 'name': 'OfferInUse', 'type': 'error'},
 {'inputs': [], 'name': 'OfferIsFull', 'type': 'error'},
 {'inputs': [], 'name': 'Overflow', 'type': 'error'},
 {'inputs': [], 'name': 'Overflow', 'type': 'error'},
 {'inputs': [], 'name': 'TooMuchData', 'type': 'error'},
 {'inputs': [], 'name': 'TooMuchData', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'TransferFailed', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownAssignment', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownDemand', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownJob', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownListing', 'type': 'error'},
 {'inputs': [], 'name': 'UnknownOffer', 'type': 'error'},
 {'inputs': [], 'name': 'WindowClosed', 'type': 'error'},
 {'inputs': [], 'name': 'WindowOpen', 'type': 'error'},
 {'inputs': [], 'name': 'WrongToken', 'type': 'error'},
 {'inputs': [], 'name': 'WrongToken', 'type': 'error'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'matcher', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'bond', 'type': 'uint64'}],
  'name': 'AssignmentClosed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'matcher', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'components': [{'internalType': 'uint64', 'name': 'seenAt', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'rent', 'type': 'uint64'},
                             {'internalType': 'bytes32', 'name': 'jobsRoot', 'type': 'bytes32'},
                             {'internalType': 'uint32', 'name': 'jobsCount', 'type': 'uint32'},
                             {'internalType': 'bytes32', 'name': 'offersRoot', 'type': 'bytes32'},
                             {'internalType': 'uint32', 'name': 'offersCount', 'type': 'uint32'}],
              'indexed': False,
              'internalType': 'struct IMatching.AssignmentTerms',
              'name': 'terms',
              'type': 'tuple'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'windowEndsAt', 'type': 'uint64'}],
  'name': 'AssignmentPosted',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'fault', 'type': 'uint8'},
             {'indexed': True, 'internalType': 'address', 'name': 'accuser', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'reward', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'remainder', 'type': 'uint64'}],
  'name': 'AssignmentRefuted',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'leaves', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'index', 'type': 'uint32'},
             {'indexed': True, 'internalType': 'address', 'name': 'demander', 'type': 'address'}],
  'name': 'DemandExpired',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'party', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'length', 'type': 'uint32'}],
  'name': 'EvidenceProvided',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'requester', 'type': 'address'},
             {'indexed': False, 'internalType': 'bytes32', 'name': 'allowedRoot', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'bytes', 'name': 'allowed', 'type': 'bytes'}],
  'name': 'JobListed',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'provider', 'type': 'address'},
             {'indexed': True, 'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'acceptBy', 'type': 'uint64'}],
  'name': 'JobMatched',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'leaves', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'index', 'type': 'uint32'},
             {'indexed': True, 'internalType': 'address', 'name': 'demander', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'dueAt', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'windowEndsAt', 'type': 'uint64'}],
  'name': 'LeafDemanded',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'leaves', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'index', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'LeafShown',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'indexed': True, 'internalType': 'address', 'name': 'provider', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'how', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'penalty', 'type': 'uint64'}],
  'name': 'MatchEnded',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'provider', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'bond', 'type': 'uint64'}],
  'name': 'OfferRetracted',
  'type': 'event'},
 {'anonymous': False,
  'inputs': [{'indexed': True, 'internalType': 'address', 'name': 'provider', 'type': 'address'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'ask', 'type': 'uint64'},
             {'indexed': False, 'internalType': 'uint8', 'name': 'device', 'type': 'uint8'},
             {'indexed': False, 'internalType': 'uint32', 'name': 'memoryMib', 'type': 'uint32'},
             {'indexed': False, 'internalType': 'uint16', 'name': 'units', 'type': 'uint16'},
             {'indexed': False, 'internalType': 'uint16', 'name': 'region', 'type': 'uint16'},
             {'indexed': False, 'internalType': 'uint16', 'name': 'capacity', 'type': 'uint16'},
             {'indexed': False, 'internalType': 'uint64', 'name': 'bond', 'type': 'uint64'}],
  'name': 'Offered',
  'type': 'event'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'},
             {'internalType': 'uint8', 'name': 'leaves', 'type': 'uint8'},
             {'internalType': 'uint32', 'name': 'index', 'type': 'uint32'},
             {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'answer',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint64', 'name': 'nonce', 'type': 'uint64'},
             {'components': [{'internalType': 'uint64', 'name': 'seenAt', 'type': 'uint64'},
                             {'internalType': 'uint64', 'name': 'rent', 'type': 'uint64'},
                             {'internalType': 'bytes32', 'name': 'jobsRoot', 'type': 'bytes32'},
                             {'internalType': 'uint32', 'name': 'jobsCount', 'type': 'uint32'},
                             {'internalType': 'bytes32', 'name': 'offersRoot', 'type': 'bytes32'},
                             {'internalType': 'uint32', 'name': 'offersCount', 'type': 'uint32'}],
              'internalType': 'struct IMatching.AssignmentTerms',
              'name': 'terms',
              'type': 'tuple'}],
  'name': 'assign',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'}],
  'name': 'assignmentOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'matcher', 'type': 'address'},
                              {'components': [{'internalType': 'uint64', 'name': 'seenAt', 'type': 'uint64'},
                                              {'internalType': 'uint64', 'name': 'rent', 'type': 'uint64'},
                                              {'internalType': 'bytes32', 'name': 'jobsRoot', 'type': 'bytes32'},
                                              {'internalType': 'uint32', 'name': 'jobsCount', 'type': 'uint32'},
                                              {'internalType': 'bytes32', 'name': 'offersRoot', 'type': 'bytes32'},
                                              {'internalType': 'uint32', 'name': 'offersCount', 'type': 'uint32'}],
                               'internalType': 'struct IMatching.AssignmentTerms',
                               'name': 'terms',
                               'type': 'tuple'},
                              {'internalType': 'enum IMatching.AssignmentState', 'name': 'state', 'type': 'uint8'},
                              {'internalType': 'uint64', 'name': 'postedAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'windowEndsAt', 'type': 'uint64'},
                              {'internalType': 'uint32', 'name': 'demands', 'type': 'uint32'},
                              {'internalType': 'uint64', 'name': 'bond', 'type': 'uint64'}],
               'internalType': 'struct IMatching.Assignment',
               'name': 'a',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [],
  'name': 'assignmentsContract',
  'outputs': [{'internalType': 'address', 'name': '', 'type': 'address'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'}, {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'award',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'}],
  'name': 'close',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [],
  'name': 'config',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'token', 'type': 'address'},
                              {'internalType': 'address', 'name': 'treasury', 'type': 'address'},
                              {'internalType': 'address', 'name': 'compute', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'windowSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'answerSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'seenSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'acceptSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'fallbackSecs', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'offerBond', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'assignmentBond', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'demandBond', 'type': 'uint64'},
                              {'internalType': 'uint16', 'name': 'lapseBps', 'type': 'uint16'},
                              {'internalType': 'uint16', 'name': 'rewardBps', 'type': 'uint16'}],
               'internalType': 'struct IMatching.Config',
               'name': 'c',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}],
  'name': 'decline',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'},
             {'internalType': 'uint8', 'name': 'leaves', 'type': 'uint8'},
             {'internalType': 'uint32', 'name': 'index', 'type': 'uint32'}],
  'name': 'demand',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'},
             {'internalType': 'uint8', 'name': 'leaves', 'type': 'uint8'},
             {'internalType': 'uint32', 'name': 'index', 'type': 'uint32'}],
  'name': 'demandOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'demandId', 'type': 'bytes32'},
                              {'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'},
                              {'internalType': 'uint8', 'name': 'leaves', 'type': 'uint8'},
                              {'internalType': 'uint32', 'name': 'index', 'type': 'uint32'},
                              {'internalType': 'address', 'name': 'demander', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'bond', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'dueAt', 'type': 'uint64'}],
               'internalType': 'struct IMatching.Demand',
               'name': 'd',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'},
             {'internalType': 'uint8', 'name': 'leaves', 'type': 'uint8'},
             {'internalType': 'uint32', 'name': 'index', 'type': 'uint32'}],
  'name': 'expire',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
             {'internalType': 'uint16', 'name': 'allowedCount', 'type': 'uint16'},
             {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'listJob',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}],
  'name': 'listingOf',
  'outputs': [{'components': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'},
                              {'internalType': 'address', 'name': 'provider', 'type': 'address'},
                              {'internalType': 'address', 'name': 'requester', 'type': 'address'},
                              {'internalType': 'enum IMatching.ListingState', 'name': 'state', 'type': 'uint8'},
                              {'internalType': 'uint64', 'name': 'changedAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'acceptBy', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'price', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'deadlineAt', 'type': 'uint64'},
                              {'internalType': 'uint8', 'name': 'device', 'type': 'uint8'},
                              {'internalType': 'uint32', 'name': 'memoryMib', 'type': 'uint32'},
                              {'internalType': 'uint16', 'name': 'units', 'type': 'uint16'},
                              {'internalType': 'uint16', 'name': 'region', 'type': 'uint16'},
                              {'internalType': 'bytes32', 'name': 'allowedRoot', 'type': 'bytes32'},
                              {'internalType': 'uint16', 'name': 'allowedCount', 'type': 'uint16'}],
               'internalType': 'struct IMatching.Listing',
               'name': 'listing',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}],
  'name': 'named',
  'outputs': [{'internalType': 'bytes32', 'name': '', 'type': 'bytes32'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint16', 'name': 'capacity', 'type': 'uint16'}],
  'name': 'offer',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'provider', 'type': 'address'}],
  'name': 'offerOf',
  'outputs': [{'components': [{'internalType': 'address', 'name': 'provider', 'type': 'address'},
                              {'internalType': 'uint64', 'name': 'changedAt', 'type': 'uint64'},
                              {'internalType': 'uint64', 'name': 'ask', 'type': 'uint64'},
                              {'internalType': 'uint8', 'name': 'device', 'type': 'uint8'},
                              {'internalType': 'uint32', 'name': 'memoryMib', 'type': 'uint32'},
                              {'internalType': 'uint16', 'name': 'units', 'type': 'uint16'},
                              {'internalType': 'uint16', 'name': 'region', 'type': 'uint16'},
                              {'internalType': 'uint16', 'name': 'capacity', 'type': 'uint16'},
                              {'internalType': 'uint16', 'name': 'live', 'type': 'uint16'},
                              {'internalType': 'uint64', 'name': 'bond', 'type': 'uint64'}],
               'internalType': 'struct IMatching.Offer',
               'name': 'offer_',
               'type': 'tuple'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'address', 'name': 'party', 'type': 'address'}],
  'name': 'openingsOf',
  'outputs': [{'internalType': 'bytes', 'name': '', 'type': 'bytes'}],
  'stateMutability': 'view',
  'type': 'function'},
 {'inputs': [{'internalType': 'uint32', 'name': 'offset', 'type': 'uint32'}, {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'provide',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'assignmentId', 'type': 'bytes32'},
             {'internalType': 'uint8', 'name': 'fault', 'type': 'uint8'},
             {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'refute',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}],
  'name': 'release',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'},
 {'inputs': [], 'name': 'retract', 'outputs': [], 'stateMutability': 'nonpayable', 'type': 'function'},
 {'inputs': [{'internalType': 'bytes32', 'name': 'jobId', 'type': 'bytes32'}, {'internalType': 'bytes', 'name': 'data', 'type': 'bytes'}],
  'name': 'take',
  'outputs': [],
  'stateMutability': 'nonpayable',
  'type': 'function'}]
