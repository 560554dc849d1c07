"""The page's server: a file's story as JSON, what it refuses, and what it keeps (nothing)."""

from __future__ import annotations

import base64
import json
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from assay.errors import ConnectionFailed
from assay.market import Sandbox
from assay.models.identity import MAX_PARENTS, AttestationKind, AttestationTerms, Content, Role, SourceType
from assay.standing import Standings
from assay_worker.media.bounded import Reader
from assay_worker.media.claim import MANIFEST_BYTES
from assay_worker.media.page.app import HEADERS, SIDECAR_BYTES, Desk, Limits
from assay_worker.media.page.chronicle import CASES, ISSUERS, OF_AN_ISSUER
from assay_worker.media.page.plain import TEXT, plain
from assay_worker.media.page.story import ANCESTORS
from assay_worker.media.recording import add_key, content_of, record
from assay_worker.media.sign import sign

from tests.cast import COIN, funded, tick
from tests.darkroom import Photographer, captured, heavy_picture, sample, write
from tests.gallery import HOSTILE, Gallery, desk_of, gallery, served


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as warm:
        yield warm.warm()


@dataclass
class House:
    made: Gallery
    url: str

    def post(self, data: bytes, sidecar: bytes = b"", headers: dict[str, str] | None = None) -> httpx.Response:
        beside = {SIDECAR_BYTES: str(len(sidecar))} if sidecar else {}
        return httpx.post(f"{self.url}/check", content=data + sidecar, headers=beside | (headers or {}), timeout=60)

    def story(self, name: str, sidecar: bytes = b"") -> dict[str, Any]:
        answer = self.post(self.made.files[name].read_bytes(), sidecar)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Iterator[House]:
    made = gallery(tmp_path_factory.mktemp("gallery"), reader)
    with served(desk_of(made, reader)) as url:
        yield House(made, url)


def reasons(story: dict[str, Any]) -> list[str]:
    return [w["reason"] for w in story["why"]]


# ---- five answers


@pytest.mark.parametrize(
    ("name", "answer", "why"),
    [
        ("edit", "valid now", ["key in force", "recorded"]),
        ("photograph", "valid at signing", ["key flagged", "recorded"]),
        ("deepfake", "flagged", ["record flagged", "recorded"]),
        ("plain", "unknown", ["no manifest", "nothing alike"]),
        ("tampered", "tampered", ["breach"]),
        ("cut", "unknown", ["unreadable", "nothing alike"]),
        ("film", "flagged", ["key flagged", "not recorded"]),
        ("voice", "valid at signing", ["key flagged", "recorded"]),
    ],
)
def test_each_file_gets_its_answer(house: House, name: str, answer: str, why: list[str]) -> None:
    story = house.story(name)
    assert (story["answer"], reasons(story)) == (answer, why)
    assert story["headline"]
    assert story["summary"]


def test_a_story_says_who_when_how_and_of_what(house: House) -> None:
    story = house.story("smaller edit")
    assert story["signer"]["role"] == "tool"
    assert story["signer"]["certificate"] == "an editor"
    assert story["said"]["steps_recorded"] is True
    assert [s["action"] for s in story["said"]["steps"]] == ["c2pa.opened", "c2pa.resized", "c2pa.transcoded"]
    assert story["said"]["steps"][1]["parameters"] == {"filter": "lanczos", "height": "240", "width": "320"}
    (parent,) = story["record"]["parents"]
    (original,) = parent["parents"]
    assert (parent["content_id"], original["content_id"]) == tuple("0x" + house.made.records[n].hex() for n in ("edit", "photograph"))
    assert (original["source_type"], original["status"], original["flagged"]) == ("capture", "valid", False)


def test_a_story_says_who_vouches_and_what_a_court_ruled(house: House) -> None:
    story = house.story("deepfake")
    (voucher,) = story["signer"]["vouchers"]
    assert (voucher["kind"], voucher["in_force"]) == ("government id", True)
    assert voucher["locked"] == house.made.chain.identity.config().issuer_stake
    assert story["signer"]["standing_ppm"] == Standings.read(house.made.chain).score_ppm(house.made.subject) == 0  # the ruling weighs more
    (case,) = story["cases"]
    assert (case["about"], case["kind"], case["ruling"], case["state"], case["carried_out"]) == ("record", "deepfake", "guilty", "closed", True)
    # The ruling that flagged its key is told of the photograph too, as what it is.
    assert [c["about"] for c in house.story("photograph")["cases"]] == ["another record"]


def test_a_copy_that_lost_its_manifest_is_found_by_its_looks(house: House) -> None:
    story = house.story("copy")
    assert (story["answer"], story["binding"], story["said"]) == ("valid at signing", "soft", None)
    assert 0 < story["distance"] < 31
    assert story["record"]["content_id"] == "0x" + house.made.records["photograph"].hex()


def test_a_text_comes_with_its_side_car(house: House) -> None:
    text = house.made.files["text"]
    sidecar = text.with_name("story.txt.c2pa").read_bytes()
    assert house.story("text", sidecar)["answer"] == "valid at signing"
    assert house.story("text")["answer"] == "unknown"
    assert house.post(b"It was a bright cold day in May.\n", sidecar).json()["answer"] == "tampered"


# ---- what a file says of itself


def test_a_hostile_title_is_text_and_short(house: House) -> None:
    said = house.story("hostile")["said"]
    assert said["title"] == HOSTILE.replace("\u202e", "")
    assert list(said["steps"][0]["parameters"].values()) == [plain(HOSTILE, 100)]
    assert len(plain("x" * 10_000)) == TEXT
    assert plain([1, {"b": None}]) == '[1, {"b": null}]'
    assert plain("a\u202eb\x00c\u200bd\ne\x1b[1m") == "abcd e[1m"


def test_a_manifest_that_is_too_much_is_an_answer(house: House, tmp_path: Path) -> None:
    heavy = heavy_picture(tmp_path, house.made.ada, 1, MANIFEST_BYTES)
    story = house.post(heavy.read_bytes()).json()
    assert (story["outcome"], story["binding"]) == ("manifest_too_large", "soft")


def test_no_cut_of_a_file_breaks_the_server(house: House) -> None:
    whole = house.made.files["edit"].read_bytes()
    for size in (1, 2, 20, 1_000, len(whole) // 2, len(whole) - 1):
        answer = house.post(whole[:size])
        assert answer.status_code == 200
        assert not answer.json()["answer"].startswith("valid") or answer.json()["binding"] == "soft"


# ---- what is refused


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_what_is_no_upload_is_refused(house: House) -> None:
    assert refusal(house.post(b"")) == (400, "invalid_request")
    for behind in ("4", "5", "-1", "1e3", "x", "9" * 13, "0x4"):
        assert refusal(house.post(b"text", headers={SIDECAR_BYTES: behind})) == (400, "invalid_request")
    assert refusal(house.post(b"text", headers={"Sec-Fetch-Site": "cross-site"})) == (403, "cross_site")
    assert refusal(httpx.get(f"{house.url}/check")) == (405, "not_allowed")
    for path in ("/../../etc/passwd", "/page.py", "/static/page.js", "/docs", "/openapi.json", "/index.html"):
        assert refusal(httpx.get(house.url + path)) == (404, "not_found")


def test_an_upload_is_bounded_whatever_it_says_of_its_length(house: House, reader: Reader) -> None:
    with served(desk_of(house.made, reader, upload_bytes=1_000)) as url:
        small = House(house.made, url)
        assert refusal(small.post(bytes(1_001))) == (413, "too_large")
        assert small.post(bytes(1_000)).status_code == 200
        endless = httpx.post(f"{url}/check", content=(bytes(100) for _ in range(20)), timeout=60)  # chunked: it names no length
        assert refusal(endless) == (413, "too_large")


def test_slow_uploads_end_and_only_so_many_are_taken_at_once(house: House, reader: Reader) -> None:
    with served(desk_of(house.made, reader, at_once=1, upload_secs=1.5)) as url:
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as slow:
            slow.sendall(b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nab")
            time.sleep(0.3)
            busy = House(house.made, url).post(b"text")
            assert refusal(busy) == (429, "busy")
            assert int(busy.headers["retry-after"]) > 0
            slow.settimeout(10)
            assert b" 408 " in slow.recv(4_096).split(b"\r\n")[0]
        assert House(house.made, url).post(b"text").status_code == 200


def test_callers_at_the_same_time_get_their_own_answers(house: House) -> None:
    names = ["edit", "photograph", "deepfake", "tampered", "plain", "copy"]
    answers: dict[str, str] = {}

    def ask(name: str) -> None:
        answers[name] = house.story(name)["answer"]

    threads = [threading.Thread(target=ask, args=(name,)) for name in names]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert [answers[n] for n in names] == ["valid now", "valid at signing", "flagged", "tampered", "unknown", "valid at signing"]


def test_nothing_of_an_upload_is_kept(house: House, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with served(desk_of(house.made, reader, upload_bytes=10**6)) as url:
        guest = House(house.made, url)
        for name in ("edit", "plain", "cut"):
            guest.story(name)
        assert guest.post(bytes(10**6 + 1)).status_code == 413
        (folder,) = tmp_path.iterdir()  # the server's own
        assert list(folder.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


# ---- the rest of the server


def test_every_answer_bears_the_security_headers(house: House) -> None:
    for answer in (httpx.get(house.url), httpx.get(f"{house.url}/page.js"), httpx.get(f"{house.url}/none"), house.post(b""), house.post(b"text")):
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert "server" not in answer.headers
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    page = httpx.get(house.url).text
    assert "http:" not in page
    assert "https:" not in page
    assert "style=" not in page
    assert page.count("<script") == page.count("<script src=") == 1


def test_a_chain_that_does_not_answer_is_said_and_healed(house: House, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> Any:
        raise ConnectionFailed("http://node", "no answer", "start it")

    with served(desk_of(house.made, reader)) as url:
        assert httpx.get(f"{url}/healthz").json() == {"status": "ok", "chain": "reference", "upload_bytes": Limits().upload_bytes}
        with monkeypatch.context() as patched:
            patched.setattr(type(house.made.chain), "events", gone)
            for answer in (httpx.get(f"{url}/healthz"), House(house.made, url).post(b"text")):
                assert refusal(answer) == (503, "unavailable")
                assert "node" not in answer.text
                assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
        assert httpx.get(f"{url}/healthz").status_code == 200


def test_a_did_is_resolved(house: House) -> None:
    did = house.story("edit")["signer"]["did"]
    answer = httpx.get(f"{house.url}/did/{did}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/ld+json")
    document = answer.json()["didDocument"]
    assert document["id"] == did
    (method,) = document["verificationMethod"]
    key = house.made.editor.key.public_key
    assert method["publicKeyJwk"] == {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(key).rstrip(b"=").decode()}
    assert httpx.get(f"{house.url}/did/{did[:-4]}0000").status_code == 404
    assert httpx.get(f"{house.url}/did/did:web:example.org").status_code == 400


def test_parents_that_go_round_end(house: House, reader: Reader, tmp_path: Path) -> None:
    """A record may name any ids as its parents. Its tree is cut, and says so."""
    made, key = house.made, house.made.editor.key
    tick(made.chain)
    layer: tuple[bytes, ...] = (made.records["photograph"],) * 4
    for n in range(8):
        tick(made.chain)
        content = Content(claim_hash=bytes([n + 1]) * 32, soft_binding=bytes(32), source_type=SourceType.EDITED, tools=bytes(32), parents=layer)
        layer = (record(made.chain, key, content).content_id,) * 4
    signed = sign(write(tmp_path, "photo.webp"), tmp_path / "deep.webp", made.editor.signer, captured())
    tick(made.chain)
    record(made.chain, key, content_of(signed.claim_hash, captured()).model_copy(update={"parents": layer}))
    began = time.monotonic()
    story = house.post(signed.path.read_bytes()).json()
    assert time.monotonic() - began < 5
    assert json.dumps(story).count('"known": true') <= ANCESTORS + MAX_PARENTS
    assert any(p["omitted"] for p in story["record"]["parents"])


def test_what_is_kept_in_memory_of_a_subject_is_bounded(house: House, reader: Reader) -> None:
    chronicle = desk_of(house.made, reader).chronicle
    chronicle.follow()
    (event,) = chronicle.attested(house.made.subject)
    for n in range(300):
        chronicle._take(event.model_copy(update={"issuer": (n % 100).to_bytes(32), "attestation_id": n.to_bytes(32)}))
    assert len(chronicle.attested(house.made.subject)) <= ISSUERS * OF_AN_ISSUER
    assert event in chronicle.attested(house.made.subject)  # nobody else pushes an honest issuer out
    assert len(chronicle.cases(house.made.records["deepfake"])) <= 2 * CASES


def test_a_story_is_told_from_every_chain(chain: Sandbox, reader: Reader, tmp_path: Path) -> None:
    chain.set_time(max(chain.now() + 1, int(time.time())))
    who = Photographer.equipped()
    subject = chain.identity.create_subject(1).subject_id
    tick(chain)
    add_key(chain, subject, who.key, Role.PERSON)
    city = funded(chain, "the city")
    city.staking.bond(500 * COIN)
    city.identity.register_issuer(bytes(31) + b"1")
    until = chain.now() + 1_000
    city.identity.attest(1, AttestationTerms(subject_id=subject, kind=AttestationKind.DOMAIN, generation=0, expires_at=until, commitment=bytes(31) + b"2"))
    signed = sign(write(tmp_path, "photo.jpg"), tmp_path / "signed.jpg", who.signer, captured())
    tick(chain)
    record(chain, who.key, content_of(signed.claim_hash, captured()))
    with served(Desk(chain, who.authority.anchors, reader, Limits(fresh_secs=0))) as url:
        story = httpx.post(f"{url}/check", content=signed.path.read_bytes(), timeout=60).json()
        assert (story["answer"], story["chain"], story["signer"]["subject_id"]) == ("valid now", chain.name, "0x" + subject.hex())
        assert story["said"]["steps_recorded"] is True
        assert [(v["kind"], v["in_force"]) for v in story["signer"]["vouchers"]] == [("domain", True)]
        assert story["signer"]["standing_ppm"] == Standings.read(chain).score_ppm(subject) > 0
        assert httpx.get(f"{url}/did/{story['signer']['did']}").status_code == 200


def test_the_upload_has_no_name_on_the_way(house: House) -> None:
    """Whatever a caller sends as a name is not looked at."""
    answer = house.post(sample("photo.png"), headers={"Content-Disposition": 'attachment; filename="../../../../tmp/planted"'})
    assert answer.status_code == 200
    assert not Path(tempfile.gettempdir(), "planted").exists()
