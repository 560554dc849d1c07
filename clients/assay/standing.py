"""The standing of whoever signs contents: from attestations that bonded issuers made and from final rulings, and nothing else (docs/identity.md, "Standing").

Nobody rates anybody. An issuer's word weighs what it has at stake today, so a thousand issuers that have nothing locked weigh nothing, and one
that was punished weighs less. Everything is whole numbers, so whoever reads the same chain gets the same score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from .errors import InputError
from .market import Chain
from .models.base import ZERO, Event
from .models.identity import Attested, Finding, KeyAdded, KeyFlagged, KeyRotated, RecordFlagged

MILLION = 1_000_000
HORIZON_SECS = 2 * 365 * 86_400  # after this a finding counts for nothing
HALF = 1_000_000_000  # base units of issuers' stake behind a subject that earn half of the standing that there is


@dataclass(frozen=True, slots=True)
class Vouched:
    """An issuer's word for a subject, in force, with what the issuer has locked (base units)."""

    issuer: bytes
    subject_id: bytes
    locked: int


@dataclass(frozen=True, slots=True)
class Standings:
    """Every subject's at a time."""

    vouched: Mapping[bytes, Mapping[bytes, int]]
    found: Mapping[bytes, tuple[Finding, ...]]
    now: int

    @classmethod
    def of(cls, words: Iterable[Vouched], findings: Iterable[Finding], now: int) -> Standings:
        """An issuer counts once for a subject, however often it attested."""
        by: dict[bytes, dict[bytes, int]] = {}
        for w in words:
            by.setdefault(w.subject_id, {})[w.issuer] = w.locked
        found: dict[bytes, list[Finding]] = {}
        for f in findings:
            found.setdefault(f.subject_id, []).append(f)
        return cls(by, {s: tuple(all_) for s, all_ in found.items()}, now)

    @classmethod
    def read(cls, chain: Chain, events: Iterable[Event] | None = None) -> Standings:
        """From a chain: its events say what there is, its state what still holds."""
        listed = [e for _, e in chain.events()] if events is None else list(events)
        now, words, findings = chain.now(), [], []
        # An issuer attests often: what holds of all its words is asked once.
        revoked = cache(chain.identity.generation_revoked_at)

        @cache
        def behind(issuer: bytes) -> int:
            # Another slasher may have taken what identity has locked: a word weighs what a slash can reach.
            known, stake = chain.identity.issuer(issuer), chain.staking.stake(issuer)
            return min(known.locked, stake.reachable) if known and stake else 0

        keys: dict[bytes, None] = {}
        for event in listed:
            if isinstance(event, Attested):
                attestation, revoked_at = chain.identity.attestation(event.attestation_id), revoked(event.issuer, event.generation)
                if attestation is not None and attestation.in_force(now, revoked_at):
                    words.append(Vouched(event.issuer, event.subject_id, behind(event.issuer)))
            elif isinstance(event, KeyAdded | KeyRotated):
                keys[event.key_id] = None
            elif isinstance(event, RecordFlagged | KeyFlagged):
                finding = chain.identity.finding(event.case_id)
                if finding is not None:
                    findings.append(finding)
        told = {f.subject_id for f in findings}
        for subject_id in {w.subject_id for w in words}:
            subject = chain.identity.subject(subject_id)
            keys |= dict.fromkeys(subject.keys if subject else ())
        for key in map(chain.identity.key, keys):
            # On Solana a forger can drown the event of its own ruling; the key's state cannot be drowned.
            if key is not None and key.flagged_at and key.subject_id not in told:
                findings.append(Finding(case_id=ZERO, subject_id=key.subject_id, matter=key.key_id, at=key.flagged_at, penalty=0, accuser=ZERO))
        return cls.of(words, findings, now)

    def score_ppm(self, subject_id: bytes, at_stake: int = MILLION) -> int:
        """Trust in what a subject signs, 0 (a stranger, or a liar) up to but never reaching 1,000,000, where believing it wrongly would cost
        `at_stake` base units.

        A finding counts at least as much against as `at_stake`, or as its penalty where that is more, times ten; it fades over two years.
        """
        if at_stake < 1:
            raise InputError("at_stake", at_stake, "above 0", "trust is about something")
        behind = sum(self.vouched.get(subject_id, {}).values())
        against = 0
        for f in self.found.get(subject_id, ()):
            left = max(HORIZON_SECS - max(self.now - f.at, 0), 0)
            against += 10 * max(f.penalty, at_stake, HALF) * left // HORIZON_SECS
        if behind <= against:
            return 0
        return (behind - against) * MILLION // (behind - against + HALF)
