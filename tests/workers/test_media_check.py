"""A file is checked against the chain: five plain answers, each with its reasons."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from assay import ids
from assay.connect import sandbox
from assay.market import Sandbox
from assay.models.court import Accusation, Kind
from assay.models.identity import Algorithm, Content, Role, SourceType
from assay_worker.media.authority import Authority
from assay_worker.media.bounded import Bounds, Reader
from assay_worker.media.check import Answer, Binding, Reason, Verdict, check
from assay_worker.media.claim import MANIFEST_BYTES
from assay_worker.media.read import Outcome, likeness
from assay_worker.media.recording import add_key, record
from assay_worker.media.registry import ChainRegistry
from assay_worker.media.sign import Signed, sign, sign_sidecar
from PIL import Image

from tests.cast import COIN, funded, tick
from tests.darkroom import SAMPLES, Photographer, captured, encoded, heavy_picture, opened, sample, scene, write

DAY = 86_400


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as warm:
        yield warm.warm()


@dataclass
class Desk:
    """Who signs and records (`chain` as one account, `somebody` as another), and who checks."""

    chain: Sandbox
    somebody: Sandbox
    folder: Path
    reader: Reader
    photographer: Photographer
    registry: ChainRegistry
    nonce: int = 0

    @property
    def anchors(self) -> str:
        return self.photographer.authority.anchors

    def enrol(self, who: Photographer, as_: Sandbox | None = None, expires_at: int = 0) -> bytes:
        """A subject with the photographer's key; returns the key's id."""
        account = as_ or self.chain
        tick(self.chain)
        self.nonce += 1
        subject = account.identity.create_subject(self.nonce).subject_id
        return add_key(account, subject, who.key, Role.DEVICE, expires_at).key_id

    def record(self, who: Photographer, signed: Signed, source: SourceType = SourceType.CAPTURE, soft_binding: bytes = bytes(32)) -> bytes:
        """Puts what was signed on chain; returns the content's id."""
        tick(self.chain)
        made = record(self.chain, who.key, Content(claim_hash=signed.claim_hash, soft_binding=soft_binding, source_type=source, tools=bytes(32)))
        assert made.is_new
        return made.content_id

    def rule(self, accused: Sandbox, subject: bytes, since_at: int) -> bytes:
        """A final ruling of guilty: nobody contests the accusation."""
        tick(self.chain)
        accuser = funded(self.chain, "an accuser")
        self.nonce += 1
        accuser.court.accuse(
            self.nonce,
            Accusation(accused=accused.account, subject=subject, kind=Kind.MISUSE, since_at=since_at, penalty=COIN, evidence=bytes(32)),
        )
        case_id = ids.case_id(self.chain.deployment().court, accuser.account, self.nonce)
        case = self.chain.court.case(case_id)
        assert case is not None
        self.chain.set_time(max(case.due_at, self.chain.now() + 1))
        accuser.court.close(case_id)
        return case_id

    def take(self, name: str = "photo.jpg") -> Signed:
        return sign(write(self.folder, name), self.folder / f"signed-{name}", self.photographer.signer, captured())

    def ask(self, path: Path, anchors: str | None = None) -> Verdict:
        self.registry.follow()
        return check(path, self.registry, self.reader, self.anchors if anchors is None else anchors)


@pytest.fixture
def desk(tmp_path: Path, reader: Reader) -> Desk:
    chain = sandbox("reference")
    chain.set_time(int(time.time()))
    signer = funded(chain, "a signer")
    signer.staking.bond(500 * COIN)
    return Desk(signer, funded(chain, "somebody"), tmp_path, reader, Photographer.equipped(), ChainRegistry(signer))


def look(path: Path, reader: Reader) -> bytes:
    found = likeness(path, reader).soft_binding
    assert found is not None
    return found


# ---- valid


@pytest.mark.parametrize("algorithm", [Algorithm.P256, Algorithm.ED25519])
@pytest.mark.parametrize("name", SAMPLES)
def test_what_was_signed_and_recorded_is_valid(desk: Desk, algorithm: Algorithm, name: str) -> None:
    desk.photographer = Photographer.equipped(algorithm=algorithm)
    desk.enrol(desk.photographer)
    signed = desk.take(name)
    content_id = desk.record(desk.photographer, signed)
    verdict = desk.ask(signed.path)
    assert verdict.answer is Answer.VALID_NOW
    assert verdict.reasons == (Reason.KEY_IN_FORCE, Reason.RECORDED)
    assert verdict.binding is Binding.HARD
    assert verdict.claim_hash == signed.claim_hash
    assert verdict.source_type is SourceType.CAPTURE
    assert verdict.record is not None
    assert verdict.record.content_id == content_id


def test_a_text_is_valid_by_its_side_car(desk: Desk) -> None:
    desk.enrol(desk.photographer)
    text = desk.folder / "story.txt"
    text.write_text("It was a bright cold day in April.\n")
    signed = sign_sidecar(text, desk.photographer.signer, captured())
    desk.record(desk.photographer, signed)
    assert desk.ask(text).answer is Answer.VALID_NOW
    text.write_text("It was a bright cold day in May.\n")
    assert desk.ask(text).answer is Answer.TAMPERED


def test_what_nobody_recorded_is_worth_what_its_key_is_worth_now(desk: Desk) -> None:
    key_id = desk.enrol(desk.photographer, expires_at=desk.chain.now() + DAY)
    signed = desk.take()
    assert desk.ask(signed.path).reasons == (Reason.KEY_IN_FORCE, Reason.NOT_RECORDED)
    assert desk.ask(signed.path).answer is Answer.VALID_NOW
    tick(desk.chain, 2 * DAY)
    assert desk.ask(signed.path).answer is Answer.UNKNOWN
    desk.chain.identity.revoke_key(key_id, desk.chain.now() - DAY)
    assert desk.ask(signed.path).answer is Answer.FLAGGED


@pytest.mark.parametrize("lapse", ["expires", "is revoked", "is flagged"])
def test_a_key_that_lapsed_later_was_valid_at_signing(desk: Desk, lapse: str) -> None:
    key_id = desk.enrol(desk.photographer, expires_at=desk.chain.now() + 60 * DAY)
    signed = desk.take()
    desk.record(desk.photographer, signed)
    tick(desk.chain, DAY)
    match lapse:
        case "expires":
            tick(desk.chain, 60 * DAY)
        case "is revoked":
            desk.chain.identity.revoke_key(key_id, desk.chain.now())
        case "is flagged":
            desk.chain.identity.flag_key(desk.rule(desk.chain, key_id, desk.chain.now()), key_id)
    verdict = desk.ask(signed.path)
    reason = {"expires": Reason.KEY_EXPIRED, "is revoked": Reason.KEY_REVOKED, "is flagged": Reason.KEY_FLAGGED}[lapse]
    assert (verdict.answer, verdict.reasons) == (Answer.VALID_AT_SIGNING, (reason, Reason.RECORDED))


def test_the_record_is_the_time_stamp_of_a_certificate_that_expired_since(desk: Desk) -> None:
    short = Photographer.equipped("somebody in a hurry", authority=desk.photographer.authority, since=datetime.now(UTC) - timedelta(seconds=60), valid_secs=65)
    desk.enrol(short)
    signed = sign(write(desk.folder, "photo.jpg"), desk.folder / "out.jpg", short.signer, captured())
    desk.chain.set_time(int(time.time()) + 1)
    desk.record(short, signed)
    assert desk.ask(signed.path).answer is Answer.VALID_NOW
    time.sleep(5)
    desk.chain.set_time(int(time.time()) + 2)
    verdict = desk.ask(signed.path)
    assert (verdict.answer, verdict.reasons) == (Answer.VALID_AT_SIGNING, (Reason.KEY_IN_FORCE, Reason.RECORDED, Reason.CERTIFICATE_EXPIRED))


# ---- flagged


def test_a_record_that_a_ruling_found_false_is_flagged(desk: Desk) -> None:
    desk.enrol(desk.photographer)
    honest = desk.take()
    desk.record(desk.photographer, honest)
    tick(desk.chain, DAY)
    fake = desk.take("photo.png")
    false_id = desk.record(desk.photographer, fake)
    ruling = desk.rule(desk.chain, false_id, desk.chain.now() - 10)
    desk.chain.identity.flag_record(ruling, false_id)
    assert (desk.ask(fake.path).answer, desk.ask(fake.path).reasons[0]) == (Answer.FLAGGED, Reason.RECORD_FLAGGED)
    # What the key recorded before keeps its status.
    assert desk.ask(honest.path).answer is Answer.VALID_AT_SIGNING


def test_a_record_made_after_the_compromise_or_the_revocation_is_flagged(desk: Desk) -> None:
    key_id = desk.enrol(desk.photographer)
    signed = desk.take()
    tick(desk.chain, DAY)
    desk.record(desk.photographer, signed)
    desk.chain.identity.revoke_key(key_id, desk.chain.now() - 10)
    assert desk.ask(signed.path).reasons[0] is Reason.AFTER_REVOCATION
    desk.chain.identity.flag_key(desk.rule(desk.chain, key_id, desk.chain.now() - DAY), key_id)
    assert desk.ask(signed.path).reasons[0] is Reason.AFTER_COMPROMISE
    assert desk.ask(signed.path).answer is Answer.FLAGGED


# ---- unknown


def test_a_key_that_is_registered_to_nobody_is_unknown(desk: Desk) -> None:
    verdict = desk.ask(desk.take("voice.wav").path)
    assert (verdict.answer, verdict.reasons) == (Answer.UNKNOWN, (Reason.KEY_UNKNOWN,))


def test_a_certificate_from_elsewhere_is_unknown_even_if_the_key_is_registered(desk: Desk) -> None:
    desk.enrol(desk.photographer)
    signed = desk.take()
    desk.record(desk.photographer, signed)
    for anchors in ("", Authority.create("another authority").anchors):
        verdict = desk.ask(signed.path, anchors)
        assert (verdict.answer, verdict.reasons[-1]) == (Answer.UNKNOWN, Reason.CERTIFICATE_NOT_TRUSTED)


def test_a_record_of_the_same_claim_under_another_key_says_nothing(desk: Desk) -> None:
    desk.enrol(desk.photographer)
    thief = Photographer.equipped("a thief", authority=desk.photographer.authority)
    desk.enrol(thief, desk.somebody)
    signed = desk.take()
    desk.record(thief, signed)
    assert desk.ask(signed.path).reasons == (Reason.KEY_IN_FORCE, Reason.NOT_RECORDED)
    mine = desk.record(desk.photographer, signed)
    record = desk.ask(signed.path).record
    assert record is not None
    assert record.content_id == mine


@pytest.mark.parametrize("name", ["photo.jpg", "voice.wav"])
def test_a_file_that_says_nothing_and_looks_like_nothing_is_unknown(desk: Desk, name: str) -> None:
    verdict = desk.ask(write(desk.folder, name))
    assert (verdict.answer, verdict.reasons) == (Answer.UNKNOWN, (Reason.NO_MANIFEST, Reason.NOTHING_ALIKE))


def test_a_file_that_cannot_be_read_is_unknown_and_says_why(desk: Desk) -> None:
    path = desk.folder / "cut.jpg"
    path.write_bytes(sample("photo.jpg")[:300])
    verdict = desk.ask(path)
    assert (verdict.answer, verdict.reasons, verdict.outcome) == (Answer.UNKNOWN, (Reason.UNREADABLE, Reason.NOTHING_ALIKE), Outcome.TRUNCATED)
    with Reader(Bounds(seconds=0.001)) as hasty:
        assert check(desk.take().path, desk.registry, hasty, desk.anchors).outcome is Outcome.TOO_SLOW


def test_a_manifest_that_is_too_much_does_not_hide_the_picture(desk: Desk) -> None:
    desk.enrol(desk.photographer)
    signed = desk.take("photo.png")
    content_id = desk.record(desk.photographer, signed, soft_binding=look(signed.path, desk.reader))
    path = heavy_picture(desk.folder, desk.photographer, 1, MANIFEST_BYTES)
    verdict = desk.ask(path)
    assert (verdict.outcome, verdict.binding) == (Outcome.MANIFEST_TOO_LARGE, Binding.SOFT)
    assert verdict.reasons[:2] == (Reason.UNREADABLE, Reason.LOOKS_ALIKE)
    assert verdict.record is not None
    assert verdict.record.content_id == content_id


# ---- tampered


def test_a_file_that_was_changed_is_tampered(desk: Desk) -> None:
    desk.enrol(desk.photographer)
    signed = desk.take()
    desk.record(desk.photographer, signed)
    whole = signed.path.read_bytes()
    for place in (len(whole) - 1_000, whole.index(b"digitalCapture"), whole.index(b"a phone")):
        changed = bytearray(whole)
        changed[place] ^= 1
        path = desk.folder / "changed.jpg"
        path.write_bytes(changed)
        verdict = desk.ask(path)
        assert (verdict.answer, verdict.reasons) == (Answer.TAMPERED, (Reason.BREACH,))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_changed_byte_of_what_is_shown_or_heard_is_tampered(desk: Desk, name: str) -> None:
    desk.enrol(desk.photographer)
    signed = desk.take(name)
    desk.record(desk.photographer, signed)
    whole = bytearray(signed.path.read_bytes())
    middle = sample(name)[len(sample(name)) * 3 // 4 :][:64]
    whole[whole.index(middle) + 20] ^= 1
    signed.path.write_bytes(whole)
    assert desk.ask(signed.path).answer is Answer.TAMPERED


def test_no_changed_byte_is_valid_and_shows_something_else(desk: Desk) -> None:
    """Some bytes of a manifest are filling that nobody signs: a file in which only those differ is still what was signed."""
    desk.enrol(desk.photographer)
    signed = desk.take()
    desk.record(desk.photographer, signed)
    whole, lot = signed.path.read_bytes(), random.Random(1)
    shown = Image.open(io.BytesIO(whole)).tobytes()
    path, answers = desk.folder / "changed.jpg", set()
    for _ in range(150):
        changed = bytearray(whole)
        changed[lot.randrange(len(whole))] ^= 1 << lot.randrange(8)
        path.write_bytes(changed)
        verdict = desk.ask(path)
        answers.add(verdict.answer)
        if verdict.answer is Answer.VALID_NOW:
            assert verdict.claim_hash == signed.claim_hash
            assert Image.open(path).tobytes() == shown
    assert answers <= {Answer.TAMPERED, Answer.UNKNOWN, Answer.VALID_NOW}
    assert Answer.TAMPERED in answers


def test_a_manifest_from_another_file_is_tampered(desk: Desk) -> None:
    desk.enrol(desk.photographer)
    true = desk.folder / "true.txt"
    true.write_text("true")
    signed = sign_sidecar(true, desk.photographer.signer, captured())
    desk.record(desk.photographer, signed)
    false = desk.folder / "false.txt"
    false.write_text("false")
    false.with_name("false.txt.c2pa").write_bytes(signed.manifest)
    assert desk.ask(true).answer is Answer.VALID_NOW
    assert desk.ask(false).answer is Answer.TAMPERED


# ---- a copy without its manifest


def test_a_stripped_resized_recompressed_copy_is_recognised(desk: Desk) -> None:
    desk.enrol(desk.photographer)
    signed = desk.take()
    content_id = desk.record(desk.photographer, signed, soft_binding=look(signed.path, desk.reader))
    copy = desk.folder / "copy.jpg"
    picture = Image.open(io.BytesIO(signed.path.read_bytes()))
    copy.write_bytes(encoded(picture.resize((320, 240)), "JPEG", quality=60))
    verdict = desk.ask(copy)
    assert (verdict.answer, verdict.binding) == (Answer.VALID_NOW, Binding.SOFT)
    assert verdict.reasons == (Reason.NO_MANIFEST, Reason.LOOKS_ALIKE, Reason.KEY_IN_FORCE, Reason.RECORDED)
    assert verdict.record is not None
    assert verdict.record.content_id == content_id
    assert verdict.distance is not None
    # The same lying on its side; and another picture.
    copy.write_bytes(encoded(picture.transpose(Image.Transpose.ROTATE_90), "PNG"))
    assert desk.ask(copy).binding is Binding.SOFT
    copy.write_bytes(encoded(scene(7), "JPEG"))
    assert desk.ask(copy).reasons == (Reason.NO_MANIFEST, Reason.NOTHING_ALIKE)


def test_a_copy_signed_by_a_stranger_is_recognised_and_its_first_record_counts(desk: Desk) -> None:
    """Whoever strips a flagged picture and signs it anew, or records its likeness again, does not wash it."""
    desk.enrol(desk.photographer)
    fake = desk.take()
    its_look = look(fake.path, desk.reader)
    false_id = desk.record(desk.photographer, fake, soft_binding=its_look)
    desk.chain.identity.flag_record(desk.rule(desk.chain, false_id, desk.chain.now() - 10), false_id)
    washer = Photographer.equipped("a washer", authority=desk.photographer.authority)
    desk.enrol(washer, desk.somebody)
    stranger = Photographer.equipped("a stranger", authority=desk.photographer.authority)
    bare = write(desk.folder, "photo.jpg")
    unknown = sign(bare, desk.folder / "unknown.jpg", stranger.signer, captured())
    copy = desk.folder / "copy.jpg"
    copy.write_bytes(encoded(scene().resize((400, 300)), "JPEG", quality=40))
    nearer = look(copy, desk.reader)
    assert nearer != its_look
    for number in range(20):
        again = sign(bare, desk.folder / f"again-{number}.jpg", washer.signer, captured())
        desk.record(washer, again, soft_binding=nearer)
    for path in (bare, unknown.path, copy):
        verdict = desk.ask(path)
        assert (verdict.answer, verdict.binding) == (Answer.FLAGGED, Binding.SOFT)
        assert verdict.record is not None
        assert verdict.record.content_id == false_id


# ---- histories


def test_an_edit_is_valid_and_says_what_it_was_made_from(desk: Desk) -> None:
    desk.enrol(desk.photographer)
    original = desk.take()
    edited = desk.folder / "edited.png"
    edited.write_bytes(encoded(scene().crop((0, 0, 400, 300)), "PNG"))
    out = desk.folder / "edited-signed.png"
    signed = sign(
        edited, out, desk.photographer.signer, opened(original.path.read_bytes()), ingredients=[original.path], reader=desk.reader, anchors=desk.anchors
    )
    desk.record(desk.photographer, signed, SourceType.EDITED)
    verdict = desk.ask(out)
    assert (verdict.answer, verdict.source_type) == (Answer.VALID_NOW, SourceType.EDITED)


def test_a_record_that_names_another_source_than_the_claim_is_told(desk: Desk) -> None:
    desk.enrol(desk.photographer)
    signed = sign(write(desk.folder, "photo.jpg"), desk.folder / "made.jpg", desk.photographer.signer, captured(SourceType.GENERATED))
    desk.record(desk.photographer, signed, SourceType.CAPTURE)
    assert Reason.SOURCE_DIFFERS in desk.ask(signed.path).reasons


# ---- the index


def test_the_index_is_kept_and_goes_on_where_it_was(desk: Desk) -> None:
    desk.enrol(desk.photographer)
    index = desk.folder / "records.sqlite"
    first = desk.take()
    desk.record(desk.photographer, first, soft_binding=sha256(b"a look").digest())
    registry = ChainRegistry(desk.chain, index)
    assert registry.follow() == 1
    registry.close()
    second = desk.take("photo.png")
    desk.record(desk.photographer, second)
    again = ChainRegistry(desk.chain, index)
    assert again.follow() == 1
    assert again.follow() == 0
    assert [r.content.claim_hash for signed in (first, second) for r in again.records(signed.claim_hash)] == [first.claim_hash, second.claim_hash]
    assert again.records(bytes(32)) == []
    assert [a.distance for a in again.alike([sha256(b"a look").digest()], 0)] == [0]
    again.close()
