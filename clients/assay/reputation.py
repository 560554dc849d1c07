"""Reputation: a bounded, fading score of what was settled and refereed, from a chain's events and nothing else. Nobody's opinion is an input.

It changes how often a provider's work is re-run, never below the rate at which every deviation loses money (audit.least_rate), and the order
in which providers are matched. It never changes whether a claim can be disputed, or what is slashed. Derivation: docs/audits.md, "Reputation".
Everything is whole numbers, so whoever reads the same events gets the same score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .audit import MILLION, Economics, least_rate
from .errors import InputError
from .models.base import ZERO, Event
from .models.compute import Accepted, Committed, Posted, Refereed, Settled, Spec, TimedOut

HORIZON_SECS = 90 * 86_400  # after this an outcome counts for nothing
HALF = 20  # that many settled jobs of a price, all fresh, earn half of the trust that there is
WRONG = 100  # a wrong result undoes that many fresh jobs,
LATE = 5  # a missed deadline that many


@dataclass(frozen=True, slots=True)
class Outcome:
    """One job's end for its provider: `weight` is 1 for a settled job, minus WRONG or minus LATE else. `at` is when it was due."""

    job_id: bytes
    provider: bytes
    price: int
    weight: int
    at: int


def outcomes(events: Iterable[Event]) -> list[Outcome]:
    """What was settled, refereed or timed out against a provider, in order. All other events serve only to say whose job it was and when.

    A commitment's own window dates its outcome, so that a sham dispute, which opens a fresh one, moves nothing.
    """
    posted: dict[bytes, Posted] = {}
    provider: dict[bytes, bytes] = {}
    due: dict[bytes, int] = {}
    found: dict[bytes, Outcome] = {}
    for e in events:
        match e:
            case Posted():
                posted[e.job_id] = e
                due[e.job_id] = e.terms.deadline_at
            case Accepted():
                provider[e.job_id] = e.provider
            case Committed():
                due[e.job_id] = e.window_ends_at
            case Settled() | Refereed(provider_lost=True) | TimedOut(provider_lost=True) if e.job_id not in provider:
                raise InputError("events", e.job_id, "all events of the chain, from the first on", "pass chain.events(0)")
            case Settled():
                found[e.job_id] = Outcome(e.job_id, e.provider, e.amount, 1, due[e.job_id])
            case Refereed(provider_lost=True) | TimedOut(provider_lost=True):
                weight = -LATE if isinstance(e, TimedOut) and e.dispute_id == ZERO else -WRONG
                found[e.job_id] = Outcome(e.job_id, provider[e.job_id], posted[e.job_id].terms.price, weight, due[e.job_id])
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Reputations:
    """Every provider's outcomes at a time."""

    of: Mapping[bytes, tuple[Outcome, ...]]
    now: int

    @classmethod
    def read(cls, events: Iterable[Event], now: int) -> Reputations:
        """From a chain's events: `Reputations.read((e for _, e in chain.events()), chain.now())`."""
        by: defaultdict[bytes, list[Outcome]] = defaultdict(list)
        for o in outcomes(events):
            by[o.provider].append(o)
        return cls({who: tuple(own) for who, own in by.items()}, now)

    def score_ppm(self, provider: bytes, price: int) -> int:
        """Trust in a provider for a job of `price` base units, 0 (a stranger, or a cheat) up to but never reaching 1,000,000.

        A settled job counts by its price, but never for more than one job of the price at stake; a fault counts at least as one of that
        price. So many cheap jobs are little evidence about a dear one, and one cheap cheat is full evidence against.
        """
        if price < 1:
            raise InputError("price", price, "above 0", "trust is about a job of some price")
        total = 0
        for o in self.of.get(provider, ()):
            left = max(HORIZON_SECS - max(self.now - o.at, 0), 0)
            counted = min(o.price, price) if o.weight > 0 else max(o.price, price)
            total += o.weight * counted * left
        if total <= 0:
            return 0
        return total * MILLION // (total + HALF * price * HORIZON_SECS)

    def rate_ppm(self, provider: bytes, e: Economics, stake: int, reward_bps: int, stranger_ppm: int = MILLION) -> int:
        """How often this provider's work on a job of `e.price` is re-run: a stranger's rate, falling with the score towards the least rate at
        which every deviation loses money, and never below it. Raises InputError where no rate will do."""
        floor = least_rate(e, stake, reward_bps)
        if not 0 <= stranger_ppm <= MILLION:
            raise InputError("stranger_ppm", stranger_ppm, f"0..={MILLION}", "it is a probability in parts per million")
        above = max(stranger_ppm - floor, 0)
        return floor + -(-above * (MILLION - self.score_ppm(provider, e.price)) // MILLION)

    def ranked(self, offers: Mapping[bytes, Spec], price: int) -> list[bytes]:
        """Providers in the order in which a job of `price` is offered to them: by score, then by what they ask, then by address."""
        return sorted(offers, key=lambda who: (-self.score_ppm(who, price), offers[who].ask, who))
