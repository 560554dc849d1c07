"""Files with every kind of story, on the reference chain, and a real server that tells them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import uvicorn
from assay.connect import sandbox
from assay.market import Sandbox
from assay.models.court import Accusation, Kind
from assay.models.identity import Algorithm, AttestationKind, AttestationTerms, Role, SourceType
from assay_worker.media.authority import Authority
from assay_worker.media.bounded import Reader
from assay_worker.media.page.app import Desk, Limits, create
from assay_worker.media.recording import add_key, content_of, record
from assay_worker.media.sign import sign, sign_sidecar
from assay_worker.media.soft_binding import soft_binding
from assay_worker.media.tools.editor import Editor
from assay_worker.media.tools.generator import generate
from assay_worker.media.tools.history import History, Step, Tool
from assay_worker.media.transforms import half_size, jpeg_50
from PIL import Image

from tests.cast import COIN, funded, tick
from tests.darkroom import Photographer, captured, encoded, sample, scene, write

DAY = 86_400
HOSTILE = '<img src=x onerror="window.broken=1"><script>window.broken=2</script>\u202egpj.exe'


@dataclass
class Gallery:
    """Ada is vouched for and photographs; an editor edits; a thief uses Ada's phone. `files` by what is to be answered about them."""

    folder: Path
    chain: Sandbox
    authority: Authority
    ada: Photographer
    editor: Photographer
    subject: bytes = b""
    files: dict[str, Path] = field(default_factory=dict)
    records: dict[str, bytes] = field(default_factory=dict)

    def sign(self, name: str, plain: Path, by: Photographer, history: History, reader: Reader, parents: tuple[Path, ...] = (), soft: bool = True) -> Path:
        """Signs and records a picture under a name."""
        out = self.folder / f"{name}.jpg"
        signed = sign(plain, out, by.signer, history, ingredients=parents, reader=reader, anchors=self.authority.anchors)
        self.files[name] = out
        binding = soft_binding(plain).pdq if soft else bytes(32)
        tick(self.chain)
        self.records[name] = record(self.chain, by.key, content_of(signed.claim_hash, history, binding)).content_id
        return out


def gallery(folder: Path, reader: Reader) -> Gallery:
    chain = sandbox("reference")
    chain.set_time(int(time.time()))
    who = {name: funded(chain, name) for name in ("ada", "the city", "a workshop", "a reporter", "public")}
    authority = Authority.create("a test authority")
    phone, tool = Photographer.equipped("ada's phone", authority=authority), Photographer.equipped("an editor", Algorithm.ED25519, authority)
    made = Gallery(folder, who["public"], authority, phone, tool)
    _enrol(made, who)
    first = write(folder, "photo.jpg")
    original = made.sign("photograph", first, made.ada, captured(), reader)

    edit = Editor.open(original, made.records["photograph"], SourceType.CAPTURE).crop(40, 20, 600, 440).colour(contrast=1.2)
    history = edit.save(folder / "edit-plain.jpg")
    edited = made.sign("edit", folder / "edit-plain.jpg", made.editor, history, reader, (original,))
    again = Editor.open(edited, made.records["edit"], SourceType.EDITED).resize(320, 240)
    history = again.save(folder / "smaller-plain.jpg")
    made.sign("smaller edit", folder / "smaller-plain.jpg", made.editor, history, reader, (edited,), soft=False)

    made.files["copy"] = folder / "copy.jpg"
    with Image.open(original) as picture:
        jpeg_50(half_size(picture.convert("RGB"))).save(made.files["copy"], "JPEG", quality=60)
    made.files["tampered"] = folder / "tampered.jpg"
    whole = bytearray(original.read_bytes())
    whole[-1_000] ^= 1
    made.files["tampered"].write_bytes(whole)
    made.files["plain"] = folder / "plain.jpg"
    made.files["plain"].write_bytes(encoded(scene(77), "JPEG"))
    made.files["cut"] = folder / "cut.jpg"
    made.files["cut"].write_bytes(sample("photo.jpg")[:300])

    stranger, odd = Photographer.equipped("a stranger", authority=authority), write(folder, "photo.png")
    tools = History((Step("c2pa.created", Tool(HOSTILE[:60], "1"), SourceType.RENDERED, {HOSTILE: HOSTILE}),))
    made.files["hostile"] = sign(odd, folder / "hostile.png", stranger.signer, tools, title=HOSTILE).path
    made.files["film"] = sign(write(folder, "film.mp4"), folder / "signed-film.mp4", made.ada.signer, captured()).path

    voice = sign(write(folder, "voice.wav"), folder / "voice-signed.wav", made.ada.signer, captured())
    made.files["voice"] = voice.path
    tick(chain)
    record(made.chain, made.ada.key, content_of(voice.claim_hash, captured()))
    text = folder / "story.txt"
    text.write_text("It was a bright cold day in April.\n")
    beside = sign_sidecar(text, made.ada.signer, captured())
    made.files["text"] = text
    tick(chain)
    record(made.chain, made.ada.key, content_of(beside.claim_hash, captured()))

    _deepfake(made, who, reader)
    return made


def _enrol(made: Gallery, who: dict[str, Sandbox]) -> None:
    ada, city, workshop = who["ada"], who["the city"], who["a workshop"]
    for account in (ada, city):
        account.staking.bond(500 * COIN)
    made.subject = ada.identity.create_subject(1).subject_id
    add_key(ada, made.subject, made.ada.key, Role.DEVICE)
    add_key(workshop, workshop.identity.create_subject(1).subject_id, made.editor.key, Role.TOOL)
    city.identity.register_issuer(sha256(b"how the city verifies people").digest())
    until = made.chain.now() + 365 * DAY
    terms = AttestationTerms(subject_id=made.subject, kind=AttestationKind.GOVERNMENT_ID, generation=1, expires_at=until, commitment=sha256(b"salted").digest())
    city.identity.attest(1, terms)
    tick(made.chain, 3 * DAY)


def _deepfake(made: Gallery, who: dict[str, Sandbox], reader: Reader) -> None:
    """Signed as a capture by the stolen phone, accused, uncontested, carried out."""
    tick(made.chain, DAY)
    stolen_at = made.chain.now()
    picture, _ = generate("a minister takes a bribe", (512, 384), seed=7)
    plain = made.folder / "fake-plain.jpg"
    picture.save(plain, "JPEG", quality=92)
    made.sign("deepfake", plain, made.ada, captured(), reader)
    reporter = who["a reporter"]
    charge = Accusation(
        accused=who["ada"].account, subject=made.records["deepfake"], kind=Kind.DEEPFAKE, since_at=stolen_at, penalty=100 * COIN, evidence=bytes(32)
    )
    tick(made.chain)
    case_id = reporter.court.accuse(1, charge).case_id
    case = made.chain.court.case(case_id)
    assert case is not None
    made.chain.set_time(case.due_at + 1)
    reporter.court.close(case_id)
    made.chain.identity.flag_record(case_id, made.records["deepfake"])


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The page on a port of its own; yields its URL."""
    server = uvicorn.Server(uvicorn.Config(create(desk), port=0, log_config=None, server_header=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def desk_of(made: Gallery, reader: Reader, **limits: float) -> Desk:
    return Desk(made.chain, made.authority.anchors, reader, Limits(**({"fresh_secs": 0} | limits)))  # type: ignore[arg-type]
