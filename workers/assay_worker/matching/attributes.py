"""What is known of a provider: its spec on chain, what bonded auditors attested, and benchmark jobs that it ran.

Auditors are identity's issuers. Each attests by itself, so one that changes its mind voids nothing of what others said; of two that disagree about an
attribute the one with more at stake is believed. A value counts with its attestation in force and its auditor's stake within reach of a slash, and no longer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assay.commit.disclosure import Disclosure
from assay.errors import InputError
from assay.market import Chain
from assay.models.compute import Device, JobState, Spec

Value = bool | int | float | str

# What an auditor attests of a benchmark is "<job id as hex>:<seconds>": the chain says that the work was done, the auditor how long it took.
BENCHMARK = "benchmark."


@dataclass(frozen=True, slots=True)
class Attested:
    """A field of a credential that an auditor attested to a provider's subject, as its holder shows it."""

    attestation_id: bytes
    disclosure: Disclosure


@dataclass(frozen=True, slots=True)
class Attributes:
    """A provider's, as a requester's expression sees them.

    `backing` is what stands behind each attested attribute: base units that a slash of its auditor can reach. `benchmark` is seconds by the benchmark's name.
    """

    spec: Spec
    attested: Mapping[str, Value] = field(default_factory=dict)
    backing: Mapping[str, int] = field(default_factory=dict)
    benchmark: Mapping[str, float] = field(default_factory=dict)

    def for_expression(self) -> dict[str, dict[str, Value]]:
        spec = self.spec
        device: dict[str, Value] = {
            "kind": Device(spec.device).name.lower(), "memory_mib": spec.memory_mib, "units": spec.units, "region": spec.region, "ask": spec.ask,
        }  # fmt: skip
        return {"device": device, "attested": dict(self.attested), "backing": dict(self.backing), "benchmark": dict(self.benchmark)}


def read(chain: Chain, owner: bytes, shown: Iterable[Attested], programs: Mapping[str, bytes] | None = None) -> Attributes:
    """A provider's attributes as the chain has them now. `shown` is what the provider shows of itself: a field that was not attested to a subject that
    the provider controls, that was revoked, that expired, or whose auditor has nothing at stake, is passed over.

    `programs` says which program root is a benchmark of which name; others are passed over.

    Raises InputError for an account that is no registered provider.
    """
    spec = chain.compute.provider(owner)
    if spec is None:
        raise InputError("owner", owner, "a registered provider", "have it call compute.register first")
    attested: dict[str, Value] = {}
    backing: dict[str, int] = {}
    benchmark: dict[str, float] = {}
    # The one with more at stake is believed; of equals the first attestation's id decides, so that everyone reads the same.
    words = sorted(((_behind(chain, owner, word), word) for word in shown), key=lambda w: (-w[0], w[1].attestation_id, w[1].disclosure.name))
    for stake, word in words:
        name = word.disclosure.name
        if stake == 0 or name in backing:
            continue
        if name.startswith(BENCHMARK):
            secs = _measured(chain, owner, word.disclosure.value, (programs or {}).get(name.removeprefix(BENCHMARK)))
            if secs is None:
                continue
            benchmark[name.removeprefix(BENCHMARK)] = secs
        else:
            attested[name] = _typed(word.disclosure.value)
        backing[name] = stake
    return Attributes(spec, attested, backing, benchmark)


def _behind(chain: Chain, owner: bytes, word: Attested) -> int:
    """Base units behind a shown field, 0 where it counts for nothing."""
    attestation = chain.identity.attestation(word.attestation_id)
    if attestation is None or not word.disclosure.holds(attestation.terms.commitment):
        return 0
    if not attestation.in_force(chain.now(), chain.identity.generation_revoked_at(attestation.issuer, attestation.terms.generation)):
        return 0
    subject = chain.identity.subject(attestation.terms.subject_id)
    if subject is None or subject.controller != owner:
        return 0
    issuer, stake = chain.identity.issuer(attestation.issuer), chain.staking.stake(attestation.issuer)
    return min(issuer.locked, stake.reachable) if issuer and stake else 0


def _measured(chain: Chain, owner: bytes, said: str, program_root: bytes | None) -> float | None:
    """The seconds of a benchmark, where the chain has the provider's settled job of that program."""
    job_id, _, secs = said.partition(":")
    try:
        job, took = chain.compute.job(bytes.fromhex(job_id)), float(secs)
    except ValueError:
        return None
    if job is None or job.state is not JobState.SETTLED or job.provider != owner or job.terms.program_root != program_root:
        return None
    return took if 0 < took < float("inf") else None


def _typed(value: str) -> Value:
    """Numbers and truth values as such; everything else is text."""
    try:
        parsed = json.loads(value, parse_constant=lambda _: None)
    except ValueError:
        return value
    return parsed if isinstance(parsed, bool | int | float) else value
