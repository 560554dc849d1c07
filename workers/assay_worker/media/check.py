"""One of five plain answers about a file, and why: what its manifest says, held against the chain.

VALID_NOW          it is as it was signed, and the key that signed it is in force
VALID_AT_SIGNING   it is as it was signed, and was recorded on chain while the key was in force; since then the key expired, was revoked or flagged
FLAGGED            a final ruling found the record false, or it was made after the key's revocation or compromise took effect
UNKNOWN            nothing is known of it: no manifest and no record that looks like it, or a key or certificate that nobody here vouches for
TAMPERED           it is not as it was signed: a hash or the signature does not hold

The record on chain is the time stamp: a certificate that has expired since is judged as of then. A picture that lost its manifest is looked up by
its soft binding; such an answer is about the record that looks like it, which `binding` says.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from assay import ids
from assay.models.base import Bytes32, Model
from assay.models.identity import ContentRecord, Key, KeyStatus, SourceType
from cryptography import x509

from .authority import is_trusted, load_chain
from .bounded import Reader
from .read import EXPIRY, Likeness, Manifest, Outcome, Reading, likeness, read
from .registry import Alike, Registry
from .soft_binding import NEAR

TURNED_NEAR = NEAR // 2  # seven more looks at the picture: each has to be nearer


class Answer(StrEnum):
    VALID_NOW = "valid now"
    VALID_AT_SIGNING = "valid at signing"
    FLAGGED = "flagged"
    UNKNOWN = "unknown"
    TAMPERED = "tampered"


class Reason(StrEnum):
    """Why, as a code; a verdict's `words` say it in full."""

    KEY_IN_FORCE = "key in force"
    RECORDED = "recorded"
    NOT_RECORDED = "not recorded"
    KEY_EXPIRED = "key expired"
    KEY_REVOKED = "key revoked"
    KEY_FLAGGED = "key flagged"
    CERTIFICATE_EXPIRED = "certificate expired"
    RECORD_FLAGGED = "record flagged"
    AFTER_REVOCATION = "after revocation"
    AFTER_COMPROMISE = "after compromise"
    NO_MANIFEST = "no manifest"
    NOTHING_ALIKE = "nothing alike"
    LOOKS_ALIKE = "looks alike"
    UNREADABLE = "unreadable"
    KEY_UNKNOWN = "key unknown"
    CERTIFICATE_NOT_TRUSTED = "certificate not trusted"
    SOURCE_DIFFERS = "source differs"
    BREACH = "breach"


class Binding(StrEnum):
    """How the file and its record are tied: HARD by the claim's own hashes, SOFT by looking alike."""

    HARD = "hard"
    SOFT = "soft"


class Why(Model):
    reason: Reason
    words: str


class Verdict(Model):
    """`record`, `key`, and the source type that the file claims, where there are any. `distance` (bits of 256) is of a soft binding."""

    answer: Answer
    why: tuple[Why, ...]
    binding: Binding | None = None
    claim_hash: Bytes32 | None = None
    source_type: SourceType | None = None
    record: ContentRecord | None = None
    key: Key | None = None
    distance: int | None = None
    outcome: Outcome = Outcome.READ

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return tuple(w.reason for w in self.why)


def check(path: Path, registry: Registry, reader: Reader, anchors: str, sidecar: Path | None = None) -> Verdict:
    """The answer about a file for whoever trusts `anchors` (PEM) to certify keys, and `registry`'s chain. Never raises over what is in the file."""
    return concluded(path, read(path, reader, sidecar, anchors), registry, reader, anchors)


def concluded(path: Path, reading: Reading, registry: Registry, reader: Reader, anchors: str) -> Verdict:
    """The answer about a file that was read."""
    if reading.manifest is not None:
        verdict = judge(reading.manifest, registry, anchors)
        if verdict.reasons != (Reason.KEY_UNKNOWN,):
            return verdict
        # Signed by nobody that is known: it may be another's content all the same.
        found = recognise(likeness(path, reader), registry, verdict.why)
        return found if found.binding else verdict
    # A manifest that is too much for any reader hides nothing: the picture is looked at all the same.
    bare = Why(reason=Reason.NO_MANIFEST, words="it carries no manifest") if reading.outcome is Outcome.NO_MANIFEST else _unread(reading)
    return recognise(likeness(path, reader), registry, (bare,), reading.outcome)


# ---- with a manifest


def judge(manifest: Manifest, registry: Registry, anchors: str) -> Verdict:
    """The answer about a file whose manifest was read."""
    if manifest.breaches:
        words = "; ".join(f"{f.explanation or f.code} ({f.code})" for f in manifest.breaches[:4])
        return _said(manifest, Answer.TAMPERED, Why(reason=Reason.BREACH, words=f"the file is not as it was signed: {words}"))
    if manifest.algorithm is None or manifest.public_key is None:
        return _said(manifest, Answer.UNKNOWN, Why(reason=Reason.KEY_UNKNOWN, words="signed by a key of a kind that no subject can register"))
    key = registry.key(ids.key_id(manifest.algorithm, manifest.public_key))
    if key is None:
        return _said(manifest, Answer.UNKNOWN, Why(reason=Reason.KEY_UNKNOWN, words="the key that signed it is registered to nobody"))
    # Others may have recorded the same claim under keys of theirs; that says nothing about this signature.
    record = registry.record(key.key_id, manifest.claim_hash)
    now = registry.now()
    answer, why = _of_record(record, key, now) if record else _of_key(key, now)
    trust = _of_certificate(manifest, anchors, record.recorded_at if record else now, now)
    if trust is not None and answer is not Answer.FLAGGED:
        why = (*why, trust)
        if trust.reason is Reason.CERTIFICATE_NOT_TRUSTED:
            answer = Answer.UNKNOWN
        elif answer is Answer.VALID_NOW:
            answer = Answer.VALID_AT_SIGNING
    if record and manifest.source_type is not None and manifest.source_type != record.content.source_type:
        said = SourceType(record.content.source_type).name
        why = (*why, Why(reason=Reason.SOURCE_DIFFERS, words=f"the record says {said}, the signed claim {manifest.source_type.name}"))
    return _said(manifest, answer, *why, record=record, key=key)


def _said(manifest: Manifest, answer: Answer, *why: Why, record: ContentRecord | None = None, key: Key | None = None) -> Verdict:
    return Verdict(
        answer=answer, why=why, binding=Binding.HARD, claim_hash=manifest.claim_hash, source_type=manifest.source_type, record=record, key=key
    )  # fmt: skip


def _of_record(record: ContentRecord, key: Key, now: int) -> tuple[Answer, tuple[Why, ...]]:
    recorded = Why(reason=Reason.RECORDED, words=f"recorded on {_time(record.recorded_at)} by {record.signer.hex()}")
    if record.flagged:
        return Answer.FLAGGED, (Why(reason=Reason.RECORD_FLAGGED, words="a final ruling found the record false"), recorded)
    match key.status(record.recorded_at):
        case KeyStatus.FLAGGED:
            why = Why(reason=Reason.AFTER_COMPROMISE, words=f"recorded after {_time(key.flagged_at)}, from when a final ruling holds the key misused")
        case KeyStatus.VALID:
            return _since(key, now, recorded)
        case _:
            why = Why(reason=Reason.AFTER_REVOCATION, words=f"recorded after the key was no longer in force: {_lapse(key, record.recorded_at).words}")
    return Answer.FLAGGED, (why, recorded)


def _since(key: Key, now: int, recorded: Why) -> tuple[Answer, tuple[Why, ...]]:
    """Of a record made while the key was in force."""
    if key.status(now) is KeyStatus.VALID:
        return Answer.VALID_NOW, (Why(reason=Reason.KEY_IN_FORCE, words="the key that signed it is in force"), recorded)
    return Answer.VALID_AT_SIGNING, (_lapse(key, now), recorded)


def _of_key(key: Key, now: int) -> tuple[Answer, tuple[Why, ...]]:
    """Of a file that nobody recorded: nothing says when it was signed, so it is worth what its key is worth now."""
    unrecorded = Why(reason=Reason.NOT_RECORDED, words="no record on chain says when it was signed")
    match key.status(now):
        case KeyStatus.VALID:
            return Answer.VALID_NOW, (Why(reason=Reason.KEY_IN_FORCE, words="the key that signed it is in force"), unrecorded)
        case KeyStatus.REVOKED | KeyStatus.FLAGGED:
            return Answer.FLAGGED, (_lapse(key, now), unrecorded)
        case _:
            return Answer.UNKNOWN, (_lapse(key, now), unrecorded)


def _lapse(key: Key, at: int) -> Why:
    match key.status(at):
        case KeyStatus.FLAGGED:
            return Why(reason=Reason.KEY_FLAGGED, words=f"a final ruling holds the key misused from {_time(key.flagged_at)} on")
        case KeyStatus.REVOKED:
            return Why(reason=Reason.KEY_REVOKED, words=f"the key was revoked as of {_time(key.revoked_at)}")
        case KeyStatus.EXPIRED:
            return Why(reason=Reason.KEY_EXPIRED, words=f"the key expired on {_time(key.expires_at)}")
        case _:
            return Why(reason=Reason.KEY_UNKNOWN, words=f"the key was registered only on {_time(key.added_at)}")


def _of_certificate(manifest: Manifest, anchors: str, signed_by: int, now: int) -> Why | None:
    """What is wrong with the certificate of a registered key; None where nothing is. `signed_by`: it was signed no later."""
    roots = load_chain(anchors) if anchors.strip() else []
    try:
        chain = [x509.load_der_x509_certificate(c) for c in manifest.certificates]
    except ValueError:
        chain = []
    other = {f.code for f in manifest.failures} - EXPIRY - {"signingCredential.untrusted"}
    if other or not is_trusted(chain, roots, datetime.fromtimestamp(signed_by, UTC)):
        return Why(reason=Reason.CERTIFICATE_NOT_TRUSTED, words="its certificate comes from none of the authorities that are trusted here")
    if not is_trusted(chain, roots, datetime.fromtimestamp(now, UTC)):
        return Why(reason=Reason.CERTIFICATE_EXPIRED, words=f"its certificate held until {min(c.not_valid_after_utc for c in chain):%Y-%m-%d %H:%M} UTC")
    return None


# ---- without


def recognise(like: Likeness, registry: Registry, why: tuple[Why, ...], outcome: Outcome = Outcome.READ) -> Verdict:
    """The answer about a file by its looks: about the earliest record that looks like it."""
    for alike in registry.alike(like.looks, NEAR) or registry.alike(like.turned, TURNED_NEAR):
        if key := registry.key(alike.record.key_id):
            return _alike(alike, key, registry.now(), why, outcome)
    nothing = Why(reason=Reason.NOTHING_ALIKE, words=f"nothing recorded looks like it{f': {like.detail}' if like.detail else ''}")
    return Verdict(answer=Answer.UNKNOWN, why=(*why, nothing), outcome=outcome)


def _alike(alike: Alike, key: Key, now: int, why: tuple[Why, ...], outcome: Outcome) -> Verdict:
    answer, more = _of_record(alike.record, key, now)
    looks = Why(reason=Reason.LOOKS_ALIKE, words=f"it looks like a recorded content ({alike.distance} of 256 bits differ); that it is the same is not proven")
    return Verdict(
        answer=answer, why=(*why, looks, *more), binding=Binding.SOFT, claim_hash=alike.record.content.claim_hash,
        source_type=SourceType(alike.record.content.source_type), record=alike.record, key=key, distance=alike.distance, outcome=outcome,
    )  # fmt: skip


def _unread(reading: Reading) -> Why:
    return Why(reason=Reason.UNREADABLE, words=f"it could not be read ({reading.outcome.value.replace('_', ' ')}): {reading.detail}")


def _time(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S} UTC"
