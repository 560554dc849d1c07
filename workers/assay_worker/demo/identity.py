"""The story: a phone's photograph is signed, recorded, edited and found again; a deepfake by the phone's stolen key is accused, judged, punished, flagged."""

from __future__ import annotations

import io
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from assay import did, ids
from assay.commit.disclosure import Credential
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.court import Accusation, Case, Kind
from assay.models.identity import Algorithm, AttestationKind, AttestationTerms, KeyStatus, Role, SourceType
from assay.models.receipt import Receipt
from assay.models.staking import Slashed
from assay.signatures import SoftwareKey
from assay.standing import Standings
from assay.subjects import Holder, key_of, possession
from PIL import Image

from ..media.authority import Authority
from ..media.bounded import Reader
from ..media.check import Verdict, check
from ..media.phone import Phone
from ..media.phone_sensors import photo, voice
from ..media.recording import Recording, add_key, content_of, record
from ..media.registry import ChainRegistry
from ..media.sign import Signer, sign, sign_sidecar
from ..media.soft_binding import soft_binding
from ..media.tools.editor import Editor
from ..media.tools.generator import generate
from ..media.tools.history import History
from ..media.transforms import half_size, jpeg_50
from .hearing import heard
from .mirror import Mirror

COIN = 1_000_000
DAY = 86_400
JURORS = 9
PENALTY = 300 * COIN

Say = Callable[[str], None]


@dataclass(frozen=True)
class Shown:
    """One picture of the story, small, with what was answered about it at the end."""

    name: str
    jpeg: bytes
    verdict: Verdict  # `jpeg` is empty of what is no picture


@dataclass(frozen=True)
class Ended:
    """One chain's end of the story."""

    chain: str
    did: str
    shown: tuple[Shown, ...]
    case: Case
    slashed: int
    voucher_slashed: int
    standing_before: int
    standing_after: int
    receipts: tuple[Receipt, ...]
    balances: dict[str, int]
    agrees: bool


@dataclass
class _Studio:
    """The people, with what they hold."""

    stage: Mirror
    folder: Path
    authority: Authority
    reader: Reader
    people: dict[str, Mirror]
    phone: Phone
    tool: SoftwareKey

    def signer(self, name: str, holder: Holder) -> Signer:
        chain = self.authority.certify(holder.algorithm, holder.public_key, name, prove=holder.prove)
        return Signer(holder.algorithm, holder.public_key, chain, prove=holder.prove)

    def publish(self, plain: Path, holder: Holder, history: History, soft: bytes = ZERO, parents: tuple[Path, ...] = ()) -> tuple[Path, Recording]:
        """Signs a file, a text beside it, and records it; the public pays for the transaction."""
        signer, anchors = self.signer(plain.stem, holder), self.authority.anchors
        if plain.suffix == ".txt":
            signed = sign_sidecar(plain, signer, history, anchors=anchors)
        else:
            signed = sign(plain, plain.with_stem(f"{plain.stem} signed"), signer, history, ingredients=parents, reader=self.reader, anchors=anchors)
        return signed.path, record(self.people["public"], holder, content_of(signed.claim_hash, history, soft))


def soft(path: Path) -> bytes:
    """A picture's soft binding, or none where there is too little in it to be found by."""
    found = soft_binding(path)
    return found.pdq if found.is_telling else ZERO


def play(chain: Sandbox, say: Say = lambda _: None) -> Ended:
    """Runs the story on a fresh chain; only the clock is hurried."""
    stage = Mirror(chain)
    # Certificates are judged by the chain's clock and made by the machine's.
    stage.set_time(max(stage.now(), int(datetime.now(UTC).timestamp())))
    with tempfile.TemporaryDirectory(prefix="assay-demo-") as folder, Reader() as reader:
        names = ("ada", "editor", "city", "reporter", "public", "guardian one", "guardian two", *(f"juror {i}" for i in range(JURORS)))
        people = {n: stage.as_account(n) for n in names}
        for who in people.values():
            stage.faucet(who.account, 1_000 * COIN)
        phone = Phone.create(Path(folder) / "phone", "271828")
        tool = SoftwareKey.from_seed(Algorithm.ED25519, secrets.token_bytes(32))
        return _play(_Studio(stage, Path(folder), Authority.create("Assay demo authority"), reader, people, phone, tool), say)


def _play(studio: _Studio, say: Say) -> Ended:
    stage, people = studio.stage, studio.people
    ada, city = people["ada"], people["city"]
    subject = _enrol(studio, say)
    files = _files(studio, say)
    standing_before = Standings.read(stage).score_ppm(subject)

    stage.set_time(stage.now() + 10 * DAY)
    stolen_at = stage.now()
    fake, told = generate("a minister takes a bribe", (512, 384), seed=7)
    plain = studio.folder / "a deepfake.jpg"
    fake.save(plain, "JPEG", quality=92)
    stolen = studio.phone.capture(plain.read_bytes(), "image/jpeg")
    path, recorded = studio.publish(plain, stolen.key, stolen.history, soft(plain))
    files["a deepfake, signed as a capture by the stolen key"] = path
    say(f"a thief signs a generated picture as a capture with the phone's key, and leaves out that {told.steps[0].tool.name} made it")

    case = _judge(studio, recorded, stolen_at, say)
    voucher = people["public"].identity.punish_voucher(case.case_id, ids.attestation_id(stage.deployment().identity, city.account, 1))
    say(f"the city, which vouched for her, pays {voucher.slashed / COIN:g} USDX of its bond")
    lost, fresh = studio.phone.key(), Phone.create(studio.folder / "new phone", "314159").key()
    ada.identity.rotate_key(subject, key_of(lost), fresh.algorithm, 0, fresh.public_key, possession(stage, subject, fresh))
    say("Ada rotates to a new phone's key; what the old one signed before the theft keeps its status")

    registry = ChainRegistry(stage)
    registry.follow()
    shown = tuple(Shown(name, _small(path), check(path, registry, studio.reader, studio.authority.anchors)) for name, path in files.items())
    for s in shown:
        say(f"{s.name}: {s.verdict.answer.value} ({s.verdict.why[0].words})")
    slashed = sum(e.amount for _, e in stage.events() if isinstance(e, Slashed) and e.owner == ada.account)
    accounts = {n: w.account for n, w in people.items()} | {"treasury": stage.deployment().treasury}
    return Ended(
        chain=stage.name, did=str(did.of(stage, subject)), shown=shown, case=case, slashed=slashed, voucher_slashed=voucher.slashed,
        standing_before=standing_before, standing_after=Standings.read(stage).score_ppm(subject), receipts=tuple(stage.receipts()),
        balances={n: stage.balance(a) for n, a in accounts.items()}, agrees=stage.agrees(list(accounts.values())),
    )  # fmt: skip


def _enrol(studio: _Studio, say: Say) -> bytes:
    """Ada is vouched for by the city, her phone's key and the editor's are registered."""
    stage, people = studio.stage, studio.people
    ada, city, editor = people["ada"], people["city"], people["editor"]
    for who in (ada, city):
        who.staking.bond(500 * COIN)
    subject = ada.identity.create_subject(1, [people["guardian one"].account, people["guardian two"].account], 1).subject_id
    for algorithm in (Algorithm.P256, Algorithm.ED25519):
        add_key(ada, subject, studio.phone.key(algorithm), Role.DEVICE)
    workshop = editor.identity.create_subject(1).subject_id
    add_key(editor, workshop, studio.tool, Role.TOOL)
    city.identity.register_issuer(sha256(b"how the city verifies people").digest())
    credential = Credential.of({"name": "Ada", "government_id": "X-1234", "country": "CH"})
    terms = AttestationTerms(
        subject_id=subject, kind=AttestationKind.GOVERNMENT_ID, generation=1, expires_at=stage.now() + 365 * DAY, commitment=credential.commitment
    )
    city.identity.attest(1, terms)
    shown = credential.disclose("country")
    assert shown.holds(terms.commitment)
    say(f"the city vouches for Ada under {stage.identity.config().issuer_stake / COIN:g} USDX of bond; she shows her {shown.name}, and nothing else")
    return subject


def _files(studio: _Studio, say: Say) -> dict[str, Path]:
    """A photograph, an edit of it by another's tool, a copy that lost its metadata; a voice clip, and a text with its side-car."""
    shot = studio.phone.capture(photo(11), "image/jpeg")
    plain = shot.save(studio.folder / "a photograph")
    original, recorded = studio.publish(plain, shot.key, shot.history, soft(plain))
    say(f"the phone's enclave signs what it captured; record {recorded.content_id.hex()[:16]}")
    edit = Editor.open(original, recorded.content_id, SourceType.CAPTURE).crop(32, 24, 480, 360).colour(contrast=1.2)
    history = edit.save(studio.folder / "an edit.jpg")
    edited, second = studio.publish(studio.folder / "an edit.jpg", studio.tool, history, soft(studio.folder / "an edit.jpg"), (original,))
    assert second.content.parents == (recorded.content_id,)
    say(f"an editor's tool crops it and adds its steps ({len(history.steps)}); the record names its parent")
    copy = studio.folder / "a copy.jpg"
    with Image.open(original) as picture:
        jpeg_50(half_size(picture.convert("RGB"))).save(copy, "JPEG", quality=60)
    files = {"the photograph": original, "the edit": edited, "a copy: half the size, compressed, no metadata": copy}
    for name, data, mime in (("a voice clip", voice(3), "audio/wav"), ("a text, with its side-car", b"I saw it myself.\n", "text/plain")):
        clip = studio.phone.capture(data, mime, Algorithm.ED25519)
        files[name], _ = studio.publish(clip.save(studio.folder / name), clip.key, clip.history)
    say("the phone's seed vault signs a voice clip and a text")
    return files


def _judge(studio: _Studio, recorded: Recording, stolen_at: int, say: Say) -> Case:
    """A reporter accuses the record's signer; the jury convicts; the record is flagged, and the key from the theft on."""
    stage, people = studio.stage, studio.people
    ada, reporter = people["ada"], people["reporter"]
    jurors = {who.account: who for n, who in people.items() if n.startswith("juror")}
    for who in jurors.values():
        who.court.enroll(2)
    stage.set_time(stage.now() + DAY)
    charge = Accusation(
        accused=ada.account,
        subject=recorded.content_id,
        kind=Kind.DEEPFAKE,
        since_at=stolen_at,
        penalty=PENALTY,
        evidence=sha256(b"the generator's output").digest(),
    )
    case_id = reporter.court.accuse(1, charge).case_id
    ada.court.contest(case_id)
    say("a reporter accuses the record of being a deepfake; Ada contests: it was not she")
    case = heard(stage, case_id, jurors, reporter)
    people["public"].identity.flag_record(case_id, recorded.content_id)
    key = stage.identity.key(key_of(studio.phone.key()))
    assert key is not None
    assert key.status(stolen_at - 1) is KeyStatus.VALID
    assert key.status(stolen_at) is KeyStatus.FLAGGED
    say("the jury convicts: Ada's stake answers for her phone, the record is flagged, and the key from the day of the theft")
    return case


def _small(path: Path) -> bytes:
    if path.suffix != ".jpg":
        return b""
    buffer = io.BytesIO()
    with Image.open(path) as picture:
        picture.convert("RGB").resize((256, 192)).save(buffer, "JPEG", quality=70)
    return buffer.getvalue()
