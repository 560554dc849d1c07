"""A file's story: the answer about it in plain words, who signed it, when, how and of what it was made, and what a court ruled.

Everything from inside the file is text that its maker chose: it is cut to a length, and characters that only change how others look are taken out.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from assay import did
from assay.market import Chain
from assay.models.base import ZERO, Bytes32, Model
from assay.models.court import Kind
from assay.models.court import Verdict as Ruling
from assay.models.identity import AttestationKind, ContentRecord, Key, SourceType
from assay.standing import Standings, Vouched
from cryptography import x509
from cryptography.x509.oid import NameOID
from pydantic import Field

from ..check import Answer, Binding, Verdict, Why
from ..read import Manifest, Reading
from ..tools.history import PARAMETERS, canonical
from .chronicle import Chronicle
from .plain import plain

STEPS, PARAMETERS_SHOWN = 64, 12
GENERATIONS, ANCESTORS = 6, 32

SAID: dict[tuple[Answer, bool], tuple[str, str]] = {
    (Answer.VALID_NOW, False): ("As it was signed", "Nothing in it has changed since it was signed, and the key that signed it is in force."),
    (Answer.VALID_AT_SIGNING, False): (
        "Good when it was signed",
        "Nothing in it has changed, and it was recorded while its key was in force. What has lapsed since does not undo that.",
    ),
    (Answer.FLAGGED, False): ("Do not rely on it", "It is as it was signed, but a ruling, or the end of its key, speaks against it."),
    (Answer.UNKNOWN, False): ("Nothing is known of it", "That says nothing against it, and nothing for it."),
    (Answer.TAMPERED, False): ("Not as it was signed", "It was changed after it was signed, or carries what belongs to another file."),
    (Answer.VALID_NOW, True): ("It looks like a content on record", "It proves nothing by itself. What it looks like was signed by a key in force."),
    (Answer.VALID_AT_SIGNING, True): ("It looks like a content on record", "It proves nothing by itself. What it looks like was good when it was signed."),
    (Answer.FLAGGED, True): ("It looks like something flagged", "It proves nothing by itself. What speaks against what it looks like is told below."),
}


class Step(Model):
    """`when` is the signer's word."""

    action: str
    tool: str
    source_type: str = ""
    when: str = ""
    parameters: dict[str, str] = Field(default_factory=dict)


class Part(Model):
    """What the file says it was made of; `claim_hash` where that carries a manifest of its own."""

    title: str
    relationship: str
    claim_hash: Bytes32 | None


class Said(Model):
    """What the file's manifest says. `steps_recorded`: whether its steps are those that the record stands for (None: there is no record)."""

    title: str
    tools: tuple[str, ...]
    source_type: str
    steps: tuple[Step, ...]
    omitted: int
    parts: tuple[Part, ...]
    is_embedded: bool
    claim_hash: Bytes32
    steps_recorded: bool | None = None


class Voucher(Model):
    """An issuer's attestation of the signer. `locked` base units answer for it."""

    issuer: Bytes32
    kind: str
    locked: int
    issued_at: int
    expires_at: int
    in_force: bool


class Signer(Model):
    """Whose key it is. Times are unix seconds, 0 where they do not hold; `status` is as of now. `certificate` is the name in it, which its authority gave."""

    did: str
    subject_id: Bytes32
    key_id: Bytes32
    algorithm: str
    role: str
    status: str
    added_at: int
    expires_at: int
    revoked_at: int
    flagged_at: int
    vouchers: tuple[Voucher, ...]
    standing_ppm: int
    certificate: str = ""


class Ancestor(Model):
    """A record that went into this. `status` is of its key when it was recorded; `parents` are cut where the tree is large."""

    content_id: Bytes32
    known: bool
    source_type: str = ""
    recorded_at: int = 0
    flagged: bool = False
    status: str = ""
    did: str = ""
    parents: tuple[Ancestor, ...] = ()
    omitted: int = 0


class Record(Model):
    content_id: Bytes32
    source_type: str
    recorded_at: int
    flagged: bool
    signer: Bytes32
    claim_hash: Bytes32
    soft_binding: Bytes32 | None
    tools: Bytes32 | None
    parents: tuple[Ancestor, ...]


class CaseTold(Model):
    """`about`: the record, the key, or another record by which the key was flagged. `penalty` in base units."""

    case_id: Bytes32
    about: str
    kind: str
    state: str
    ruling: str
    accused_at: int
    since_at: int
    guilty_seats: int
    innocent_seats: int
    rounds: int
    penalty: int
    carried_out: bool


class Story(Model):
    """`chain`, `symbol` and `now` say where and when it was read; `steps` of a copy without a manifest are in the original only."""

    answer: Answer
    headline: str
    summary: str
    why: tuple[Why, ...]
    binding: Binding | None
    distance: int | None
    outcome: str
    size: int
    sha256: Bytes32
    said: Said | None
    signer: Signer | None
    record: Record | None
    cases: tuple[CaseTold, ...]
    chain: str
    symbol: str
    now: int


def tell(chain: Chain, chronicle: Chronicle, path: Path, reading: Reading, verdict: Verdict) -> Story:
    """The story of the file at `path`, of which this was read and answered."""
    with path.open("rb") as file:
        digest, size = file_digest(file, "sha256").digest(), file.tell()
    headline, summary = SAID[verdict.answer, verdict.binding is Binding.SOFT]
    teller = _Teller(chain, chronicle)
    said = _said(reading.manifest, verdict) if reading.manifest else None
    signer = teller.signer(verdict.key, reading.manifest if verdict.binding is Binding.HARD else None) if verdict.key else None
    return Story(
        answer=verdict.answer, headline=headline, summary=summary, why=tuple(Why(reason=w.reason, words=plain(w.words, 600)) for w in verdict.why),
        binding=verdict.binding, distance=verdict.distance, outcome=reading.outcome.value, size=size, sha256=digest, said=said,
        signer=signer, record=teller.record(verdict.record) if verdict.record else None, cases=teller.cases(verdict), chain=chain.name,
        symbol=chain.deployment().token_symbol, now=teller.now,
    )  # fmt: skip


# ---- from the file


def _said(manifest: Manifest, verdict: Verdict) -> Said:
    recorded = verdict.record.content.tools if verdict.record and verdict.binding is Binding.HARD else ZERO
    return Said(
        title=plain(manifest.title or ""),
        tools=tuple(plain(g) for g in manifest.generator[:8]),
        source_type=manifest.source_type.name.lower() if manifest.source_type else "",
        steps=tuple(_step(a) for a in manifest.actions[:STEPS]),
        omitted=max(0, len(manifest.actions) - STEPS),
        parts=tuple(Part(title=plain(i.title), relationship=plain(i.relationship, 40), claim_hash=i.claim_hash) for i in manifest.ingredients[:16]),
        is_embedded=manifest.is_embedded,
        claim_hash=manifest.claim_hash,
        steps_recorded=None if recorded == ZERO else _tools_digest(manifest.actions) == recorded,
    )


def _agent(action: dict[str, Any]) -> str:
    agent = action.get("softwareAgent", "")
    if isinstance(agent, dict):
        return plain(f"{agent.get('name', '')} {agent.get('version', '')}".strip())
    return plain(agent)


def _own_parameters(action: dict[str, Any]) -> dict[str, Any]:
    parameters = action.get("parameters")
    own = parameters.get(PARAMETERS, {}) if isinstance(parameters, dict) else {}
    return own if isinstance(own, dict) else {}


def _step(action: dict[str, Any]) -> Step:
    own = list(_own_parameters(action).items())[:PARAMETERS_SHOWN]
    return Step(
        action=plain(action.get("action", ""), 60),
        tool=_agent(action),
        source_type=plain(str(action.get("digitalSourceType", "")).rsplit("/", 1)[-1], 60),
        when=plain(action.get("when", ""), 40),
        parameters={plain(name, 60): plain(value, 100) for name, value in own},
    )


def _tools_digest(actions: Iterable[dict[str, Any]]) -> bytes:
    """What History.tools_digest was, if the actions are its."""
    tools = [{"tool": a.get("softwareAgent"), "action": a.get("action"), "parameters": _own_parameters(a)} for a in actions]
    try:
        return sha256(canonical(tools)).digest()
    except ValueError:  # no JSON that a history could have made
        return ZERO


def _certificate(manifest: Manifest | None) -> str:
    if manifest is None or not manifest.certificates:
        return ""
    try:
        names = x509.load_der_x509_certificate(manifest.certificates[0]).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return plain(str(names[0].value), 80) if names else ""
    except ValueError:
        return ""


# ---- from the chain


def _named(of: type[AttestationKind] | type[Kind] | type[SourceType] | type[Ruling], value: int) -> str:
    """A member in small letters, or the number that has no name."""
    return of(value).name.lower().replace("_", " ") if value in list(of) else f"kind {value}"


class _Teller:
    def __init__(self, chain: Chain, chronicle: Chronicle) -> None:
        self.chain, self.chronicle, self.now = chain, chronicle, chain.now()

    def signer(self, key: Key, manifest: Manifest | None) -> Signer:
        vouchers = [v for e in self.chronicle.attested(key.subject_id) if (v := self._voucher(e.attestation_id)) is not None]
        words = [Vouched(v.issuer, key.subject_id, v.locked) for v in vouchers if v.in_force]
        findings = [f for e in self.chronicle.findings(key.subject_id) if (f := self.chain.identity.finding(e.case_id)) is not None]
        standing = Standings.of(words, findings, self.now).score_ppm(key.subject_id)
        return Signer(
            did=str(did.of(self.chain, key.subject_id)), subject_id=key.subject_id, key_id=key.key_id, algorithm=did.CURVES[key.algorithm],
            role=key.role.name.lower(), status=key.status(self.now).name.lower(), added_at=key.added_at, expires_at=key.expires_at,
            revoked_at=key.revoked_at, flagged_at=key.flagged_at, vouchers=tuple(sorted(vouchers, key=lambda v: (not v.in_force, -v.locked, -v.issued_at))[:8]),
            standing_ppm=standing, certificate=_certificate(manifest),
        )  # fmt: skip

    def _voucher(self, attestation_id: bytes) -> Voucher | None:
        found = self.chain.identity.attestation(attestation_id)
        issuer = self.chain.identity.issuer(found.issuer) if found else None
        if found is None or issuer is None:
            return None
        revoked_at = self.chain.identity.generation_revoked_at(found.issuer, found.terms.generation)
        return Voucher(
            issuer=found.issuer, kind=_named(AttestationKind, found.terms.kind), locked=issuer.locked, issued_at=found.issued_at,
            expires_at=found.terms.expires_at, in_force=found.in_force(self.now, revoked_at),
        )  # fmt: skip

    def record(self, record: ContentRecord) -> Record:
        content, left = record.content, [ANCESTORS]
        return Record(
            content_id=record.content_id, source_type=_named(SourceType, content.source_type), recorded_at=record.recorded_at, flagged=record.flagged,
            signer=record.signer, claim_hash=content.claim_hash, soft_binding=None if content.soft_binding == ZERO else content.soft_binding,
            tools=None if content.tools == ZERO else content.tools, parents=tuple(self._ancestor(p, 1, left) for p in content.parents),
        )  # fmt: skip

    def _ancestor(self, content_id: bytes, generation: int, left: list[int]) -> Ancestor:
        """A record can name any 32 bytes as its parents, itself among them: what ends the walk is its length and the number of its records."""
        left[0] -= 1
        found = self.chain.identity.content(content_id)
        key = self.chain.identity.key(found.key_id) if found else None
        if found is None or key is None:
            return Ancestor(content_id=content_id, known=False)
        parents = found.content.parents if generation < GENERATIONS else ()
        shown = tuple(self._ancestor(p, generation + 1, left) for p in parents if left[0] > 0)
        return Ancestor(
            content_id=content_id, known=True, source_type=_named(SourceType, found.content.source_type), recorded_at=found.recorded_at, flagged=found.flagged,
            status=key.status(found.recorded_at).name.lower(), did=str(did.of(self.chain, key.subject_id)), parents=shown,
            omitted=len(found.content.parents) - len(shown),
        )  # fmt: skip

    def cases(self, verdict: Verdict) -> tuple[CaseTold, ...]:
        """Those about the record, about its key, and about other records by which its key was flagged."""
        about: dict[bytes, str] = {}
        if verdict.record:
            about |= dict.fromkeys(self.chronicle.cases(verdict.record.content_id), "record")
        if verdict.key:
            of_key = dict.fromkeys(self.chronicle.cases(verdict.key.key_id), "key")
            about = dict.fromkeys((e.case_id for e in self.chronicle.flags(verdict.key.key_id)), "another record") | of_key | about
        told = [t for case_id, which in about.items() if (t := self._case(case_id, which)) is not None]
        return tuple(sorted(told, key=lambda c: (not c.carried_out, -c.accused_at)))

    def _case(self, case_id: bytes, about: str) -> CaseTold | None:
        case = self.chain.court.case(case_id)
        if case is None:
            return None
        charge = case.accusation
        return CaseTold(
            case_id=case_id, about=about, kind=_named(Kind, charge.kind), state=case.state.name.lower(), ruling=_named(Ruling, case.verdict),
            accused_at=case.accused_at, since_at=charge.since_at, guilty_seats=case.guilty_seats, innocent_seats=case.innocent_seats,
            rounds=case.round_index + 1 if case.seats else 0, penalty=charge.penalty, carried_out=self.chain.identity.finding(case_id) is not None,
        )  # fmt: skip
