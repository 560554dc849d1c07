"""The process that reads files: it is started once, forks for every file, and each fork has its own bounds and dies with its file.

`python -m assay_worker.media.reading_process <descriptor>` serves requests from a socket: the parent is `bounded.Reader`. This process itself never looks into
a file. A fork gets the file as a descriptor, so it needs no path; it answers into another, and ends. When it has ended, however it did, this process
says how over the request's own socket. So whatever a file does to its fork, the next file meets a fresh one. Forks are made ahead of need: a file
does not wait for one to be made and to touch its memory for the first time.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import math
import os
import resource
import select
import signal
import socket
import sys
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

import c2pa
from assay.errors import InputError
from assay.models.identity import Algorithm
from assay.signatures import SoftwareKey

from .authority import Authority
from .claim import MANIFEST_BYTES, Signature, claims
from .errors import MalformedManifest, TruncatedMedia
from .formats import HEAD, PNG, Format, check_whole, detect
from .settings import NOBODY, settings

ANSWER_BYTES = 16 * 2**20
STDERR_BYTES = 400
OUT_OF_MEMORY = 97  # exit status: Python could not have the memory it asked for
READ, FIND = "read", "find"
SPARE = 3  # forks that wait for a file
QUIET_SECS = 0.03
EMPTY_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)  # fmt: skip

Answer = dict[str, Any]


def says(outcome: str, detail: str) -> Answer:
    return {"outcome": outcome, "detail": detail[:STDERR_BYTES]}


# ---- in a fork


def read(media: BinaryIO, sidecar: bytes | None, anchors: str) -> Answer:
    """What C2PA's library says of a file, and the claim and key that this package finds itself."""
    form = detect(media.read(HEAD))
    media.seek(0)
    if sidecar is not None and len(sidecar) > MANIFEST_BYTES:
        return says("manifest_too_large", f"the side-car has {len(sidecar)} bytes, more than {MANIFEST_BYTES}")
    with c2pa.Context.from_dict(settings(anchors)) as context:
        try:
            reader = _opened(media, form, sidecar, context)
        except c2pa.C2paError.ManifestNotFound:
            return says("no_manifest", "the file carries no manifest")
        except c2pa.C2paError.NotSupported:
            return says("no_manifest", "a manifest cannot be in a file of this kind, and none was beside it")
        except c2pa.C2paError as error:
            return _unreadable(media, form, str(error))
        with reader:
            report = json.loads(reader.json())
            store = io.BytesIO()
            reader.resource_to_stream(report["active_manifest"], store)
            is_embedded = reader.is_embedded()
    return report_of(report, store.getvalue(), form, is_embedded)


def _opened(media: BinaryIO, form: Format, sidecar: bytes | None, context: c2pa.Context) -> c2pa.Reader:
    """A side-car counts where there is no manifest inside."""
    if sidecar is None:
        return c2pa.Reader(form.mime, media, context=context)
    if form.embeds:
        with contextlib.suppress(c2pa.C2paError.ManifestNotFound):
            return c2pa.Reader(form.mime, media, context=context)
        media.seek(0)
    return c2pa.Reader(form.mime, media, sidecar, context=context)


def _unreadable(media: BinaryIO, form: Format, error: str) -> Answer:
    try:
        check_whole(media, form)
    except TruncatedMedia as truncated:
        return says("truncated", f"{truncated} ({error})")
    return says("unreadable", error)


def report_of(report: Answer, store: bytes, form: Format, is_embedded: bool) -> Answer:
    """The answer about a file with a manifest."""
    if len(store) > MANIFEST_BYTES:
        return says("manifest_too_large", f"the manifest has {len(store)} bytes, more than {MANIFEST_BYTES}")
    label = report["active_manifest"]
    manifest = report["manifests"][label]
    found = claims(store)
    claim = found[label]
    key, certificates, note = None, [], ""
    try:
        signature = Signature.of(claim)
        key, certificates = signature.key(claim), [b64encode(c).decode() for c in signature.certificates]
    except MalformedManifest as error:
        note = str(error)
    results = report.get("validation_results", {})
    deltas = [d.get("validationDeltas", {}) for d in results.get("ingredientDeltas") or []]
    failures = [failure for part in (results.get("activeManifest", {}), *deltas) for failure in part.get("failure", [])]
    ingredients = [
        {
            "title": str(i.get("title", "")),
            "relationship": str(i.get("relationship", "")),
            "claim_hash": found[i["active_manifest"]].claim_hash.hex() if i.get("active_manifest") in found else None,
        }
        for i in manifest.get("ingredients", [])
    ]
    actions = [a for x in manifest.get("assertions", []) if str(x.get("label", "")).startswith("c2pa.actions") for a in x.get("data", {}).get("actions", [])]
    return says("read", note) | {
        "mime": form.mime,
        "label": label,
        "state": report.get("validation_state", "Invalid"),
        "failures": [{"code": str(f.get("code", "")), "explanation": str(f.get("explanation", ""))} for f in failures],
        "claim_hash": claim.claim_hash.hex(),
        "algorithm": key[0] if key else None,
        "public_key": key[1].hex() if key else None,
        "certificates": certificates,
        "title": manifest.get("title"),
        "generator": [f"{g.get('name', '')} {g.get('version', '')}".strip() for g in manifest.get("claim_generator_info", [])],
        "actions": actions,
        "ingredients": ingredients,
        "is_embedded": is_embedded,
    }


def find(media: BinaryIO, _sidecar: bytes | None, _anchors: str) -> Answer:
    """The picture's soft binding, the hashes under which to look for what it may be a copy of, and those of the picture turned and mirrored."""
    from .soft_binding import looks, opened, soft_binding, turned

    try:
        picture = opened(media.read())
        own = soft_binding(picture)
        again = turned(picture)[1:] if own.may_be_copy else []
        return says("found", "") | {
            "soft_binding": own.pdq.hex() if own.is_telling else None,
            "looks": [code.hex() for code in looks(picture)],
            "turned": [code.hex() for code in again],
        }
    except InputError as error:
        return says("no_picture", str(error))


VERBS: dict[str, Callable[[BinaryIO, bytes | None, str], Answer]] = {READ: read, FIND: find}


def _bound(memory_bytes: int, seconds: float) -> None:
    def least(kind: int, value: int) -> None:
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))

    least(resource.RLIMIT_AS, memory_bytes)
    least(resource.RLIMIT_CPU, int(seconds) + 1)
    least(resource.RLIMIT_FSIZE, ANSWER_BYTES)
    least(resource.RLIMIT_CORE, 0)


def answer(request: Answer, result: int, media: int, sidecar: int | None) -> int:
    """Answers one request. Returns the exit status."""
    _bound(request["memory_bytes"], request["seconds"])
    try:
        with open(media, "rb") as file, open(result, "wb") as out:
            beside = None if sidecar is None else open(sidecar, "rb").read(MANIFEST_BYTES + 1)  # noqa: SIM115
            file.seek(0)  # the descriptor shares its place with whoever opened it
            try:
                said = VERBS[request["verb"]](file, beside, request["anchors"])
            except MemoryError:
                raise
            except Exception as error:
                # Whatever a file makes a library raise, it is an answer about the file.
                said = says("unreadable", f"{type(error).__name__}: {error}")
            out.write(json.dumps(said).encode())
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def rehearsal() -> Callable[[], None]:
    """Reads a small signed picture, so that the way of a read is in memory: once in this process, then in every fork while nobody waits for it."""
    authority = Authority.create("rehearsal")
    key = SoftwareKey.from_seed(Algorithm.P256, os.urandom(32))
    chain = authority.certify(key.algorithm, key.public_key, "rehearsal", key.prove)
    created = {"action": "c2pa.created", "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation"}
    definition = {"claim_generator_info": [{"name": "rehearsal"}], "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [created]}}]}
    picture = io.BytesIO()
    with c2pa.Context.from_dict(settings(NOBODY)) as context, c2pa.Builder(definition, context=context) as builder:
        builder.sign(c2pa.Signer.from_callback(key.prove, c2pa.C2paSigningAlg.ES256, chain), PNG.mime, io.BytesIO(EMPTY_PNG), picture)

    def rehearse() -> None:
        with open(os.memfd_create("rehearsal"), "w+b") as file:
            file.write(picture.getvalue())
            file.seek(0)
            json.dumps(read(file, None, authority.anchors))

    return rehearse


def live(requests: socket.socket, rehearse: Callable[[], None]) -> None:
    """A fork's life: one request, or none when this process ends. Says itself when it has answered; if it cannot, the process that forked it does."""
    if not select.select([requests], [], [], 0)[0]:
        rehearse()
    _, descriptors, _, _ = socket.recv_fds(requests, 1, 5)
    if descriptors:
        reply, request, result, media, *rest = descriptors
        asked = json.loads(os.pread(request, os.fstat(request).st_size, 0))
        status = answer(asked, result, media, rest[0] if rest else None)
        socket.socket(fileno=reply).send(ending(status))


def ending(status: int, is_late: bool = False, words: str = "") -> bytes:
    return json.dumps({"status": status, "late": is_late, "stderr": words}).encode()


# ---- the process that forks


@dataclass
class _Fork:
    """`reply` is None while it waits for a file."""

    requests: socket.socket
    stderr: int
    reply: socket.socket | None = None
    deadline: float = math.inf
    is_late: bool = False

    def close(self, status: int) -> None:
        """It has ended: says so to whoever asked."""
        if self.reply is not None:
            words = os.pread(self.stderr, STDERR_BYTES, 0).decode("utf-8", "replace")
            with contextlib.suppress(OSError):  # who asked has its answer, and is gone
                self.reply.send(ending(os.waitstatus_to_exitcode(status), self.is_late, words))
            self.reply.close()
        self.requests.close()
        os.close(self.stderr)


class _Forks:
    def __init__(self, control: socket.socket, rehearse: Callable[[], None]) -> None:
        self.control, self.rehearse = control, rehearse
        self.all: dict[int, _Fork] = {}
        self.woken, self.wake = socket.socketpair()
        for end in (self.woken, self.wake):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.wake.fileno(), warn_on_full_buffer=False)

    def spare(self) -> list[_Fork]:
        return [fork for fork in self.all.values() if fork.reply is None]

    def make(self) -> _Fork:
        """Forks."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        stderr = os.memfd_create("stderr")
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                os.setpgid(0, 0)
                os.dup2(stderr, 2)
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for other in self.all.values():
                    other.requests.close()
                    if other.reply is not None:
                        other.reply.close()
                for end in (self.control, ours, self.woken, self.wake):
                    end.close()
                live(theirs, self.rehearse)
                status = 0
            finally:
                os._exit(status)
        theirs.close()
        self.all[pid] = _Fork(ours, stderr)
        return self.all[pid]

    def take(self) -> bool:
        """Hands one request to a fork. False when the parent is gone."""
        _, descriptors, _, _ = socket.recv_fds(self.control, 1, 5)
        if not descriptors:
            return False
        reply, request, *files = descriptors
        asked = json.loads(os.pread(request, os.fstat(request).st_size, 0))
        fork = next(iter(self.spare()), None) or self.make()
        fork.reply, fork.deadline = socket.socket(fileno=reply), time.monotonic() + asked["seconds"]
        with contextlib.suppress(OSError):  # it has just died: that is said when it is buried
            socket.send_fds(fork.requests, [b"?"], [reply, request, *files])
        for descriptor in (request, *files):
            os.close(descriptor)
        return True

    def bury(self) -> None:
        """Says of each fork that has ended how it did."""
        with contextlib.suppress(BlockingIOError):
            self.woken.recv(4096)
        while self.all:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            self.all.pop(pid).close(status)

    def patience(self) -> float | None:
        """How long nothing has to be done: until a fork is late, or there is time to make one. A fork at work has the processor to itself for a moment."""
        due = min((fork.deadline - time.monotonic() for fork in self.all.values() if not fork.is_late), default=math.inf)
        if len(self.spare()) < SPARE:
            due = min(due, QUIET_SECS if len(self.spare()) < len(self.all) else 0.0)
        return None if due == math.inf else max(0.0, due)

    def serve(self) -> None:
        """Until the parent is gone: takes requests, kills what is late, and keeps forks in hand."""
        while True:
            ready, _, _ = select.select([self.control, self.woken], [], [], self.patience())
            if self.woken in ready:
                self.bury()
            for pid, fork in self.all.items():
                if not fork.is_late and fork.deadline <= time.monotonic():
                    fork.is_late = True
                    os.kill(pid, signal.SIGKILL)
            if self.control in ready:
                if not self.take():
                    break
            elif not ready and len(self.spare()) < SPARE:
                self.make()
        signal.set_wakeup_fd(-1)
        for pid in self.all:
            os.kill(pid, signal.SIGKILL)


def main(descriptor: int) -> None:
    """Loads what forks will use, says that it is ready, and serves."""
    from . import soft_binding  # noqa: F401

    rehearse = rehearsal()
    rehearse()
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=descriptor) as control:
        forks = _Forks(control, rehearse)
        for _ in range(SPARE):
            forks.make()
        control.send(b"+")
        forks.serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
