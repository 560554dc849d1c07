"""Every verb of identity with every error that it names, on a chain where each can happen; what is refused leaves no trace, so one chain serves for all."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pytest
from assay import errors as e
from assay import ids
from assay.commit.attestations import Batch, attestation_payload
from assay.market import Identity, Sandbox
from assay.models.base import ZERO
from assay.models.deployment import Settings

from scripts.vectors import ROOT
from tests.cast import COIN, tick
from tests.registry import COMMITMENT, PROFILE, SECP256K1, Registry, content_of, id_of, key_of, registry

Fresh = Callable[[Settings], Sandbox]
NOWHERE = b"\x09" * 32
KEY, OLD, SPARE, OTHERS = key_of("studio"), key_of("old"), key_of("spare"), key_of("friend's")
TRUE, FALSE, DOUBTED = content_of("true"), content_of("false"), content_of("doubted")
BAD = content_of("bad", source_type=9)
DELAY = 400 * 86_400


@dataclass
class Scene:
    """One subject at rest (1), one about to be handed over (2), one with sixteen keys (3); issuers of each kind; contents, cases and findings."""

    r: Registry
    people: dict[str, Sandbox]
    leaves: list[tuple[bytes, int, bytes]]
    tree: Batch
    album: Batch
    cases: dict[str, bytes]

    def by(self, name: str) -> Identity:
        return self.people[name].identity

    def subject(self, nonce: int, owner: str = "controller") -> bytes:
        return ids.subject_id(self.r.program, self.people[owner].account, nonce)

    def attested(self, nonce: int, issuer: str = "issuer") -> bytes:
        return ids.attestation_id(self.r.program, self.people[issuer].account, nonce)

    def content(self, content: Any) -> bytes:
        return self.r.content_id(KEY, content)

    @property
    def now(self) -> int:
        return self.r.chain.now()

    def claim(self, index: int, **changes: Any) -> object:
        """Of the issuer's batch."""
        subject_id, kind, commitment = self.leaves[index]
        sound: dict[str, Any] = {
            "batch_id": self.attested(10), "index": index, "subject_id": subject_id, "kind": kind, "commitment": commitment, "path": self.tree.path(index),
        }  # fmt: skip
        return self.by("watcher").claim_attestation(**(sound | changes))

    def add(self, who: str = "controller", subject: bytes | None = None, **changes: Any) -> object:
        subject_id = self.subject(1) if subject is None else subject
        sound: dict[str, Any] = {
            "algorithm": SECP256K1,
            "role": 1,
            "expires_at": 0,
            "public_key": SPARE.public_key,
            "proof": self.r.possession(SPARE, subject_id),
        }
        return self.by(who).add_key(subject_id, **(sound | changes))

    def rotate(self, who: str = "controller", subject: bytes | None = None, old: bytes | None = None, **changes: Any) -> object:
        subject_id = self.subject(1) if subject is None else subject
        sound: dict[str, Any] = {"algorithm": SECP256K1, "expires_at": 0, "public_key": SPARE.public_key, "proof": self.r.possession(SPARE, subject_id)}
        return self.by(who).rotate_key(subject_id, id_of(KEY) if old is None else old, **(sound | changes))

    def post(self, nonce: int, issuer: str = "issuer", late: bool = False, signed: bytes | None = None, **changes: Any) -> object:
        """What the issuer signed, by somebody else."""
        terms, deadline = self.terms(**changes), self.now - 5 if late else self.now + 100
        signature = self.by(issuer).sign_attestation(nonce, terms, deadline) if signed is None else signed
        return self.by("watcher").attest_for(self.people[issuer].account, nonce, terms, deadline, signature)

    def terms(self, **changes: Any) -> Any:
        return self.r.terms(**({"subject_id": self.subject(1)} | changes))

    def batch(self, nonce: int, issuer: str = "issuer", root: bytes = NOWHERE, count: int = 3, generation: int = 0, secs: int = 100) -> object:
        return self.by(issuer).attest_batch(nonce, root, count, generation, self.now + secs)

    def record(self, content: Any, key: Any = KEY, proof: bytes | None = None) -> object:
        return self.by("watcher").record(id_of(key), content, self.r.signed(key, content) if proof is None else proof)

    def records(self, nonce: int, key: Any = KEY, root: bytes = NOWHERE, count: int = 3, proof: bytes | None = None) -> object:
        signed = self.r.sign_batch(key, nonce, root, count) if proof is None else proof
        return self.by("watcher").record_batch(id_of(key), nonce, root, count, signed)

    def open(self, index: int, content: Any, path: bytes | None = None, nonce: int = 1) -> object:
        return self.by("watcher").claim_record(self.r.content_batch_id(KEY, nonce), index, content, self.album.path(index) if path is None else path)


def scene(fresh: Fresh) -> Scene:
    r = registry(fresh(Settings(jurors=1, max_rounds=1, exit_secs=DELAY, recovery_secs=DELAY)), jurors=2)
    people = {"controller": r.controller, "issuer": r.issuer, "watcher": r.room.watcher, "friend": r.room.friend, "authority": r.chain.as_account("authority")}
    people |= {name: r.chain.as_account(name) for name in ("heir", "poor", "retired", "pauper")}
    r.found(3, 2)
    for key in (KEY, OLD):
        r.add(key)
    r.controller.identity.revoke_key(id_of(OLD), r.chain.now())
    r.nonce = 2
    r.found(2, 1)
    for guardian in range(2):
        r.back(guardian, people["heir"])
    tick(r.chain)
    r.controller.identity.change_guardians(r.subject_id, (), 0)
    r.nonce = 3
    r.found()
    for n in range(16):
        r.add(key_of(f"many {n}"))
    r.nonce = 1
    people["friend"].identity.create_subject(1)
    theirs = ids.subject_id(r.program, people["friend"].account, 1)
    tick(r.chain)
    people["friend"].identity.add_key(theirs, SECP256K1, 1, 0, OTHERS.public_key, r.possession(OTHERS, theirs))
    leaves = [(r.subject_id, 1, sha256(b"0").digest()), (r.subject_id, 1, sha256(b"1").digest()), (NOWHERE, 1, COMMITMENT), (r.subject_id, 0, COMMITMENT)]
    s = Scene(r, people, leaves, Batch([attestation_payload(*x) for x in leaves]), Batch([c.payload for c in (DOUBTED, BAD, TRUE)]), {})
    issuing(s)
    convicting(s)
    return s


def issuing(s: Scene) -> None:
    """An issuer with an attestation (1), a revoked one (2), a batch (10) of which the second is revoked, and a revoked generation (5); one that is retired."""
    r = s.r
    for name in ("issuer", "poor", "retired"):
        r.chain.faucet(s.people[name].account, 200 * COIN)
        s.people[name].staking.bond(150 * COIN)
        tick(r.chain)
        s.by(name).register_issuer(PROFILE)
    s.by("retired").retire_issuer()
    s.people["watcher"].staking.bond(COIN)
    for nonce in (1, 2):
        r.attest(nonce)
    r.attest(1, s.people["poor"])
    tick(r.chain)
    s.by("issuer").revoke_attestation(s.attested(2))
    s.by("issuer").attest_batch(10, s.tree.root, 4, 0, r.chain.now() + 10**9)
    tick(r.chain)
    s.by("issuer").revoke_in_batch(s.attested(10), 1)
    s.by("issuer").revoke_generation(5)


def convicting(s: Scene) -> None:
    """A content that a ruling found false, its key flagged since; cases in which the jury acquitted, and one that is open; another key's records."""
    r = s.r
    tick(r.chain)
    for content in (TRUE, FALSE):
        r.record(KEY, content)
    album = s.album
    r.room.watcher.identity.record_batch(id_of(KEY), 1, album.root, 3, r.sign_batch(KEY, 1, album.root, 3))
    for name, matter in (("acquitted", s.content(TRUE)), ("key acquitted", id_of(KEY))):
        s.cases[name] = r.accuse(matter)
        r.room.contest()
        r.room.hear(lambda _: False)
        r.room.close()
    s.cases["guilty"] = r.convict(s.content(FALSE))
    s.by("watcher").flag_record(s.cases["guilty"], s.content(FALSE))
    tick(r.chain)
    s.by("watcher").punish_voucher(s.cases["guilty"], s.attested(1, "poor"))
    s.cases["guilty of the key"] = r.convict(id_of(KEY), since_at=r.chain.now())
    s.by("watcher").flag_key(s.cases["guilty of the key"], id_of(KEY))
    s.cases["open"], s.cases["key open"] = r.accuse(s.content(TRUE)), r.accuse(id_of(KEY))


REFUSED: dict[str, Callable[[Scene], object]] = {
    "create_subject SubjectExists": lambda s: s.by("controller").create_subject(1),
    "create_subject BadGuardians": lambda s: s.by("controller").create_subject(9, (s.people["heir"].account,), 2),
    "add_key BadKey": lambda s: s.add(role=5, proof=b""),
    "add_key BadProof": lambda s: s.add(who="friend", proof=bytes(65)),
    "add_key UnknownSubject": lambda s: s.add(subject=NOWHERE),
    "add_key NotController": lambda s: s.add(who="friend"),
    "add_key KeyExists": lambda s: s.add(public_key=OLD.public_key, proof=s.r.possession(OLD)),
    "add_key BadTime": lambda s: s.add(subject=s.subject(3), expires_at=s.now - 10),
    "add_key TooManyKeys": lambda s: s.add(subject=s.subject(3)),
    "rotate_key BadKey": lambda s: s.rotate(algorithm=1),
    "rotate_key BadProof": lambda s: s.rotate(subject=NOWHERE, proof=b""),
    "rotate_key UnknownSubject": lambda s: s.rotate(subject=NOWHERE),
    "rotate_key NotController": lambda s: s.rotate(who="friend", old=NOWHERE),
    "rotate_key UnknownKey": lambda s: s.rotate(old=NOWHERE),
    "rotate_key UnknownKey that is another's": lambda s: s.rotate(old=id_of(OTHERS)),
    "rotate_key KeyIsRevoked": lambda s: s.rotate(old=id_of(OLD), expires_at=s.now - 10),
    "rotate_key KeyExists": lambda s: s.rotate(public_key=OTHERS.public_key, proof=s.r.possession(OTHERS), expires_at=s.now - 10),
    "rotate_key BadTime": lambda s: s.rotate(expires_at=s.now - 10),
    "revoke_key UnknownKey": lambda s: s.by("controller").revoke_key(NOWHERE, 0),
    "revoke_key NotController": lambda s: s.by("friend").revoke_key(id_of(KEY), 0),
    "revoke_key BadTime": lambda s: s.by("controller").revoke_key(id_of(OLD), s.now + 100),
    "revoke_key KeyIsRevoked": lambda s: s.by("controller").revoke_key(id_of(OLD), s.now - 10),
    "change_guardians UnknownSubject": lambda s: s.by("controller").change_guardians(NOWHERE, (), 1),
    "change_guardians NotController": lambda s: s.by("friend").change_guardians(s.subject(1), (), 1),
    "change_guardians BadGuardians": lambda s: s.by("controller").change_guardians(s.subject(1), (), 1),
    "apply_guardians UnknownSubject": lambda s: s.by("watcher").apply_guardians(NOWHERE),
    "apply_guardians NoGuardianChange": lambda s: s.by("watcher").apply_guardians(s.subject(1)),
    "apply_guardians NotDue": lambda s: s.by("watcher").apply_guardians(s.subject(2)),
    "back_recovery UnknownSubject": lambda s: s.by("watcher").back_recovery(NOWHERE, ZERO),
    "back_recovery NotGuardian": lambda s: s.by("watcher").back_recovery(s.subject(1), ZERO),
    "back_recovery ZeroAddress": lambda s: s.r.chain.as_account("g0").identity.back_recovery(s.subject(1), ZERO),
    "cancel_recovery UnknownSubject": lambda s: s.by("watcher").cancel_recovery(NOWHERE),
    "cancel_recovery NotController": lambda s: s.by("watcher").cancel_recovery(s.subject(2)),
    "cancel_recovery NoRecovery": lambda s: s.by("controller").cancel_recovery(s.subject(1)),
    "cancel_recovery RecoveryIsUnanimous": lambda s: s.by("controller").cancel_recovery(s.subject(2)),
    "recover UnknownSubject": lambda s: s.by("watcher").recover(NOWHERE),
    "recover NoRecovery": lambda s: s.by("watcher").recover(s.subject(1)),
    "recover NotDue": lambda s: s.by("watcher").recover(s.subject(2)),
    "register_issuer UnknownStake": lambda s: s.by("pauper").register_issuer(PROFILE),
    "register_issuer InsufficientStake": lambda s: s.by("watcher").register_issuer(PROFILE),
    "retire_issuer UnknownIssuer": lambda s: s.by("controller").retire_issuer(),
    "retire_issuer IssuerIsRetired": lambda s: s.by("retired").retire_issuer(),
    "release_issuer UnknownIssuer": lambda s: s.by("watcher").release_issuer(s.people["heir"].account),
    "release_issuer NotDue": lambda s: s.by("watcher").release_issuer(s.people["retired"].account),
    "release_issuer NotDue of who stays": lambda s: s.by("watcher").release_issuer(s.people["issuer"].account),
    "attest AttestationExists": lambda s: s.by("issuer").attest(1, s.terms(kind=0)),
    "attest UnknownIssuer": lambda s: s.by("friend").attest(1, s.terms(kind=0)),
    "attest IssuerIsRetired": lambda s: s.by("retired").attest(1, s.terms(kind=0)),
    "attest IssuerUnderbonded": lambda s: s.by("poor").attest(9, s.terms(kind=0)),
    "attest GenerationIsRevoked": lambda s: s.by("issuer").attest(9, s.terms(subject_id=NOWHERE, generation=5)),
    "attest UnknownSubject": lambda s: s.by("issuer").attest(9, s.terms(subject_id=NOWHERE, kind=0)),
    "attest BadAttestation": lambda s: s.by("issuer").attest(9, s.terms(kind=0)),
    "attest_for BadProof": lambda s: s.post(1, late=True, signed=b""),
    "attest_for SignatureExpired": lambda s: s.post(1, late=True),
    "attest_for AttestationExists": lambda s: s.post(1),
    "attest_for UnknownIssuer": lambda s: s.post(1, "friend"),
    "attest_for IssuerIsRetired": lambda s: s.post(1, "retired"),
    "attest_for IssuerUnderbonded": lambda s: s.post(9, "poor"),
    "attest_for GenerationIsRevoked": lambda s: s.post(9, generation=5),
    "attest_for UnknownSubject": lambda s: s.post(9, subject_id=NOWHERE),
    "attest_for BadAttestation": lambda s: s.post(9, commitment=ZERO),
    "attest_batch AttestationExists": lambda s: s.batch(10, count=0),
    "attest_batch UnknownIssuer": lambda s: s.batch(1, "friend", count=0),
    "attest_batch IssuerIsRetired": lambda s: s.batch(1, "retired", count=0),
    "attest_batch IssuerUnderbonded": lambda s: s.batch(1, "poor", count=0),
    "attest_batch GenerationIsRevoked": lambda s: s.batch(11, generation=5, count=0),
    "attest_batch BadAttestation": lambda s: s.batch(11, root=ZERO),
    "claim_attestation UnknownAttestation": lambda s: s.claim(0, batch_id=s.attested(1)),
    "claim_attestation AttestationExists": lambda s: s.claim(1, path=b""),
    "claim_attestation BadOpening": lambda s: s.claim(2, path=b""),
    "claim_attestation UnknownSubject": lambda s: s.claim(2),
    "claim_attestation BadAttestation": lambda s: s.claim(3),
    "revoke_attestation UnknownAttestation": lambda s: s.by("watcher").revoke_attestation(s.attested(10)),
    "revoke_attestation NotIssuer": lambda s: s.by("poor").revoke_attestation(s.attested(2)),
    "revoke_attestation AttestationIsRevoked": lambda s: s.by("issuer").revoke_attestation(s.attested(2)),
    "revoke_in_batch UnknownAttestation": lambda s: s.by("watcher").revoke_in_batch(s.attested(1), 9),
    "revoke_in_batch NotIssuer": lambda s: s.by("poor").revoke_in_batch(s.attested(10), 4),
    "revoke_in_batch BadOpening": lambda s: s.by("issuer").revoke_in_batch(s.attested(10), 4),
    "revoke_in_batch AttestationExists": lambda s: s.by("issuer").revoke_in_batch(s.attested(10), 1),
    "revoke_generation UnknownIssuer": lambda s: s.by("friend").revoke_generation(5),
    "revoke_generation GenerationIsRevoked": lambda s: s.by("issuer").revoke_generation(5),
    "record UnknownKey": lambda s: s.record(BAD, SPARE, b""),
    "record BadProof": lambda s: s.record(BAD, proof=bytes(65)),
    "record BadContent": lambda s: s.record(BAD),
    "record ContentExists": lambda s: s.record(TRUE),
    "record KeyNotInForce": lambda s: s.record(content_of("late")),
    "record_batch UnknownKey": lambda s: s.records(1, SPARE, proof=b""),
    "record_batch BadProof": lambda s: s.records(1, count=0, proof=b""),
    "record_batch BadContent": lambda s: s.records(1, count=0),
    "record_batch ContentExists": lambda s: s.records(1),
    "record_batch KeyNotInForce": lambda s: s.records(2),
    "claim_record UnknownContent": lambda s: s.open(0, BAD, b"", nonce=2),
    "claim_record BadOpening": lambda s: s.open(1, BAD, b""),
    "claim_record BadContent": lambda s: s.open(1, BAD),
    "claim_record ContentExists": lambda s: s.open(2, TRUE),
    "flag_record AlreadyFlagged": lambda s: s.by("watcher").flag_record(s.cases["guilty"], NOWHERE),
    "flag_record UnknownContent": lambda s: s.by("watcher").flag_record(NOWHERE, NOWHERE),
    "flag_record UnknownCase": lambda s: s.by("watcher").flag_record(NOWHERE, s.content(TRUE)),
    "flag_record WrongCase": lambda s: s.by("watcher").flag_record(s.cases["open"], s.content(FALSE)),
    "flag_record CaseNotClosed": lambda s: s.by("watcher").flag_record(s.cases["open"], s.content(TRUE)),
    "flag_record NotGuilty": lambda s: s.by("watcher").flag_record(s.cases["acquitted"], s.content(TRUE)),
    "flag_key AlreadyFlagged": lambda s: s.by("watcher").flag_key(s.cases["guilty"], NOWHERE),
    "flag_key UnknownKey": lambda s: s.by("watcher").flag_key(NOWHERE, NOWHERE),
    "flag_key UnknownCase": lambda s: s.by("watcher").flag_key(NOWHERE, id_of(KEY)),
    "flag_key WrongCase": lambda s: s.by("watcher").flag_key(s.cases["key open"], id_of(OLD)),
    "flag_key CaseNotClosed": lambda s: s.by("watcher").flag_key(s.cases["key open"], id_of(KEY)),
    "flag_key NotGuilty": lambda s: s.by("watcher").flag_key(s.cases["key acquitted"], id_of(KEY)),
    "punish_voucher UnknownFinding": lambda s: s.by("watcher").punish_voucher(s.cases["open"], NOWHERE),
    "punish_voucher UnknownAttestation": lambda s: s.by("watcher").punish_voucher(s.cases["guilty"], s.attested(10)),
    "punish_voucher NotVouched": lambda s: s.by("watcher").punish_voucher(s.cases["guilty"], s.attested(2)),
    "punish_voucher FaultAlreadySlashed": lambda s: s.by("watcher").punish_voucher(s.cases["guilty"], s.attested(1, "poor")),
}
# What takes another chain than that of all the others: a released issuer, staking without identity, a share that rounds to nothing, a stake that is gone.
# test_identity_issuers.py and test_identity_records.py tell of them.
ELSEWHERE = {
    ("release_issuer", "NothingToRelease"), ("register_issuer", "NotSlasher"), ("punish_voucher", "ZeroAmount"), ("punish_voucher", "NothingToSlash"),
}  # fmt: skip
# Identity is a slasher before anybody can be an issuer, and stays one.
NEVER = {("punish_voucher", "NotSlasher")}


def documented() -> set[tuple[str, str]]:
    """(verb, error) as market.Identity says."""
    found = set()
    for verb, method in inspect.getmembers(Identity, inspect.isfunction):
        told = re.search(r"Errors: (.*?)\.( Event|$)", " ".join((inspect.getdoc(method) or "").split()))
        found |= {(verb, word) for word in re.findall(r"\w+", told[1] if told else "") if word in e.BY_NAME}
    return found | {("attest_for", error) for verb, error in found if verb == "attest"}


def test_every_refusal_is_told_and_every_told_one_happens(fresh: Fresh) -> None:
    """INV-IDENTITY-33: each verb refuses by each error that it names, in the order in which it looks, and leaves everything as it was."""
    assert {(key.split()[0], key.split()[1]) for key in REFUSED} | ELSEWHERE | NEVER == documented()
    s = scene(fresh)
    chain, seen = s.r.chain, len(list(s.r.chain.events()))
    for what, call in REFUSED.items():
        tick(chain)
        with pytest.raises(e.ProtocolError) as refused:
            call(s)
        assert type(refused.value).__name__ == what.split()[1], what
    assert len(list(chain.events())) == seen


def test_the_interface_names_the_same_errors() -> None:
    """INV-IDENTITY-33: the EVM's interface names them too, and Overflow where a clock ends."""
    source = (ROOT / "programs/evm/identity/IIdentity.sol").read_text()
    found = set()
    for comment, function in re.findall(r"((?:^ +///[^\n]*\n)+) +function (\w+)", source, re.MULTILINE):
        text = " ".join(line.strip().removeprefix("///").strip() for line in comment.splitlines())
        told = re.search(r"@dev Errors: (.*?)(?:\. Events?:|\. Twin|\. ?@|\.$)", text)
        verb = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", function).lower()
        found |= {(verb, word) for word in re.findall(r"\w+", told[1] if told else "") if word in e.BY_NAME}
    overflows = {(verb, "Overflow") for verb in ("change_guardians", "back_recovery", "retire_issuer")}
    assert found == documented() | overflows
