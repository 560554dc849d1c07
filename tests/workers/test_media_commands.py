"""`assay authority`, `assay sign`, `assay check` and `assay serve`: from a folder with a photograph to an exit code."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from assay import ids, keyfile
from assay.cli.main import root
from assay.connect import sandbox
from assay.errors import AssayError, InputError
from assay.market import Sandbox
from assay.models.identity import Algorithm, Recorded, Role, SourceType
from assay.signatures import SoftwareKey
from assay_worker.media import bounded, commands
from assay_worker.media.bounded import Reader
from assay_worker.media.errors import OutputExists
from assay_worker.media.recording import add_key
from PIL import Image
from typer.testing import CliRunner, Result

from tests.cast import funded, tick
from tests.darkroom import encoded, sample, scene, write


@dataclass
class Shell:
    """A command line whose --chain is the reference chain of the test."""

    chain: Sandbox
    folder: Path
    key: SoftwareKey
    key_id: bytes

    def run(self, *words: object) -> Result:
        said = CliRunner().invoke(root, [str(w) for w in words])
        if said.exception is not None and not isinstance(said.exception, SystemExit | AssayError):
            raise said.exception
        return said

    def done(self, *words: object) -> str:
        said = self.run(*words)
        assert said.exit_code == 0, (said.output, said.exception)
        return said.output

    def refused(self, *words: object) -> AssayError:
        said = self.run(*words)
        assert isinstance(said.exception, AssayError), said.output
        return said.exception

    def sign(self, path: Path, *words: object) -> str:
        return self.done(*self.signing(path), *words)

    def signing(self, path: Path) -> tuple[object, ...]:
        tick(self.chain)
        return ("sign", path, "--file", self.folder / "key.pem", "--certificate", self.folder / "chain.pem", "--chain", "here", "--trust", self.root)

    @property
    def root(self) -> Path:
        return self.folder / "authority" / "root.pem"

    def check(self, path: Path, *words: object) -> tuple[str, int]:
        said = self.run("check", path, "--chain", "here", "--trust", self.root, *words)
        return said.output.splitlines()[0], said.exit_code

    def records(self) -> int:
        return sum(isinstance(e, Recorded) for _, e in self.chain.events())


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as warm:
        yield warm.warm()


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Reader) -> Shell:
    # The process that reads takes half a second to start; one does for all commands here.
    monkeypatch.setattr(bounded, "Reader", lambda: nullcontext(reader))
    chain = sandbox("reference")
    chain.set_time(int(time.time()))
    who = funded(chain, "ada")
    monkeypatch.setattr(commands, "joined", lambda on, key: who)
    made = SoftwareKey.from_seed(Algorithm.P256, bytes(31) + b"\x07")
    keyfile.save(made, tmp_path / "key.pem")
    subject = who.identity.create_subject(1).subject_id
    tick(chain)
    add_key(who, subject, made, Role.PERSON)
    shell = Shell(who, tmp_path, made, ids.key_id(made.algorithm, made.public_key))
    shell.done("authority", "make", tmp_path / "authority", "--name", "a test authority")
    shell.done("authority", "certify", tmp_path / "authority", tmp_path / "key.pem", "ada", "--out", tmp_path / "chain.pem")
    return shell


# ---- the authority


def test_an_authority_is_made_once_and_its_keys_are_its_owners(shell: Shell) -> None:
    for name in ("root-key.pem", "intermediate-key.pem"):
        assert (shell.folder / "authority" / name).stat().st_mode & 0o777 == 0o600
    assert isinstance(shell.refused("authority", "make", shell.folder / "authority"), InputError)
    again = shell.refused("authority", "certify", shell.folder / "authority", shell.folder / "key.pem", "ada", "--out", shell.folder / "chain.pem")
    assert "a new file" in str(again)


# ---- sign, and check what was signed


def test_a_photograph_is_signed_recorded_and_checked(shell: Shell) -> None:
    photo, out = write(shell.folder, "photo.jpg"), shell.folder / "signed.jpg"
    before = photo.read_bytes()
    said = shell.sign(photo, "--out", out)
    assert f"{out}: signed" in said
    assert "is on chain" in said
    assert photo.read_bytes() == before
    assert shell.check(out) == ("valid now", 0)
    stripped = shell.folder / "stripped.jpg"
    Image.open(out).resize((320, 240)).save(stripped, quality=60)
    assert shell.check(stripped) == ("valid now (by its looks)", 0)


def test_a_retry_finds_the_file_and_the_record(shell: Shell) -> None:
    photo, out = write(shell.folder, "photo.jpg"), shell.folder / "signed.jpg"
    # It stopped before it could record.
    shell.sign(photo, "--out", out, "--no-record")
    signed = out.read_bytes()
    assert shell.check(out) == ("valid now", 0)
    assert shell.records() == 0
    second = shell.sign(photo, "--out", out)
    assert "was signed by this key before" in second
    assert "is on chain" in second
    third = shell.sign(photo, "--out", out)
    assert "was on chain before" in third
    assert re.findall(r"record [0-9a-f]{64}", second) == re.findall(r"record [0-9a-f]{64}", third)
    assert out.read_bytes() == signed
    assert shell.records() == 1
    assert "repeat the same arguments" in str(shell.refused(*shell.signing(photo), "--out", out, "--source", "generated"))


def test_another_file_is_never_written_over(shell: Shell) -> None:
    photo, out = write(shell.folder, "photo.jpg"), shell.folder / "signed.jpg"
    shell.sign(photo, "--out", out)
    other = shell.folder / "other.jpg"
    other.write_bytes(encoded(scene(5), "JPEG"))
    kept = out.read_bytes()
    assert isinstance(shell.refused(*shell.signing(other), "--out", out), OutputExists)
    assert isinstance(shell.refused(*shell.signing(photo), "--out", other), OutputExists)
    assert out.read_bytes() == kept


def test_a_file_changes_only_if_told_in_place(shell: Shell) -> None:
    photo = write(shell.folder, "photo.png")
    assert "--in-place" in str(shell.refused(*shell.signing(photo)))
    assert "not both" in str(shell.refused(*shell.signing(photo), "--in-place", "--out", shell.folder / "x.png"))
    assert photo.read_bytes() == sample("photo.png")
    assert "is on chain" in shell.sign(photo, "--in-place")
    assert shell.check(photo) == ("valid now", 0)
    again = shell.sign(photo, "--in-place")
    assert "was signed by this key before" in again
    assert "was on chain before" in again


def test_any_other_file_has_its_manifest_beside_it(shell: Shell) -> None:
    text = shell.folder / "story.txt"
    text.write_text("I saw it myself.\n")
    assert "left out for this format" in str(shell.refused(*shell.signing(text), "--out", shell.folder / "x.txt"))
    assert "story.txt.c2pa: signed" in shell.sign(text)
    assert shell.check(text) == ("valid now", 0)
    assert "was on chain before" in shell.sign(text)
    moved = shell.folder / "elsewhere.c2pa"
    (shell.folder / "story.txt.c2pa").rename(moved)
    assert shell.check(text)[1] == 1
    assert shell.check(text, "--sidecar", moved) == ("valid now", 0)
    text.write_text("I saw nothing.\n")
    assert shell.check(text, "--sidecar", moved) == ("tampered", 1)


def test_an_edit_names_what_it_was_made_from(shell: Shell) -> None:
    photo, out = write(shell.folder, "photo.jpg"), shell.folder / "signed.jpg"
    first = re.findall(r"record ([0-9a-f]{64})", shell.sign(photo, "--out", out))[0]
    small = shell.folder / "small.jpg"
    Image.open(out).resize((100, 75)).save(small)
    assert "given for what was edited" in str(shell.refused(*shell.signing(small), "--out", shell.folder / "e.jpg", "--source", "edited"))
    said = shell.sign(small, "--out", shell.folder / "e.jpg", "--source", "edited", "--parent", out, "--tool", "GIMP/3.0")
    record = shell.chain.identity.content(bytes.fromhex(re.findall(r"record ([0-9a-f]{64})", said)[0]))
    assert record is not None
    assert record.content.parents == (bytes.fromhex(first),)
    assert record.content.source_type == SourceType.EDITED
    assert shell.check(shell.folder / "e.jpg") == ("valid now", 0)


def test_nothing_is_written_for_a_key_that_cannot_record(shell: Shell) -> None:
    photo, out = write(shell.folder, "photo.jpg"), shell.folder / "signed.jpg"
    stranger = SoftwareKey.from_seed(Algorithm.ED25519, bytes(31) + b"\x08")
    keyfile.save(stranger, shell.folder / "stranger.pem")
    shell.done("authority", "certify", shell.folder / "authority", shell.folder / "stranger.pem", "nobody", "--out", shell.folder / "stranger-chain.pem")
    words = ("sign", photo, "--file", shell.folder / "stranger.pem", "--certificate", shell.folder / "stranger-chain.pem", "--out", out)
    assert "a subject has registered" in str(shell.refused(*words, "--chain", "here"))
    tick(shell.chain)
    shell.chain.identity.revoke_key(shell.key_id, shell.chain.now())
    assert "it is revoked" in str(shell.refused(*shell.signing(photo), "--out", out))
    assert "of this key" in str(shell.refused(*words[:5], shell.folder / "chain.pem", *words[6:], "--chain", "here"))
    assert not out.exists()
    assert "signed" in shell.done(*words, "--no-record")
    assert shell.check(out) == ("unknown", 1)


def test_the_other_answers_are_exit_code_one_and_say_why(shell: Shell) -> None:
    photo, out = write(shell.folder, "photo.jpg"), shell.folder / "signed.jpg"
    assert shell.check(photo) == ("unknown", 1)
    shell.sign(photo, "--out", out)
    assert shell.run("check", out, "--chain", "here").output.splitlines()[0] == "unknown"  # it trusts no authority
    tick(shell.chain, 10)
    shell.chain.identity.revoke_key(shell.key_id, shell.chain.now())
    assert shell.check(out) == ("valid at signing", 0)
    late = shell.folder / "late.jpg"
    shell.run("sign", photo, "--file", shell.folder / "key.pem", "--certificate", shell.folder / "chain.pem", "--no-record", "--out", late)
    assert shell.check(late) == ("flagged", 1)
    broken = bytearray(out.read_bytes())
    broken[-1_000] ^= 1
    out.write_bytes(broken)
    said = shell.run("check", out, "--chain", "here", "--trust", shell.root, "--json")
    told = json.loads(said.output)
    assert (said.exit_code, told["answer"], told["why"][0]["reason"]) == (1, "tampered", "breach")
    assert isinstance(shell.refused("check", shell.folder / "none.jpg", "--chain", "here"), InputError)
    assert isinstance(shell.refused("check", out, "--chain", "here", "--trust", photo), InputError)


def test_an_index_that_is_kept_is_used_again(shell: Shell) -> None:
    photo, out, index = write(shell.folder, "photo.jpg"), shell.folder / "signed.jpg", shell.folder / "index.sqlite"
    shell.sign(photo, "--out", out)
    for _ in range(2):
        assert shell.check(photo, "--index", index) == ("valid now (by its looks)", 0)
    assert index.stat().st_size > 0


# ---- serve


def test_the_page_is_served_by_a_process_of_its_own(tmp_path: Path) -> None:
    port = 20_000 + os.getpid() % 20_000
    command = [sys.executable, "-c", "from assay.cli import app; app()", "serve", "--chain", "reference", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})
    try:
        end = time.monotonic() + 40
        while time.monotonic() < end and process.poll() is None:
            try:
                assert httpx.get(f"http://127.0.0.1:{port}/healthz").json()["status"] == "ok"
                break
            except httpx.TransportError:
                time.sleep(0.2)
        told = httpx.post(f"http://127.0.0.1:{port}/check", content=sample("photo.jpg"), timeout=60).json()
        assert told["answer"] == "unknown"
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, -signal.SIGTERM)


def test_serving_refuses_limits_that_could_not_work(shell: Shell) -> None:
    for words in (("--max-mib", 0), ("--max-mib", 4_096), ("--at-once", 0)):
        assert isinstance(shell.refused("serve", "--chain", "here", *words), InputError)
