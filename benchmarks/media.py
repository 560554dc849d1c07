"""What this package adds to C2PA's library: to signing a photo, and to reading one within bounds and checking it against the chain.

The peer is the library itself (c2pa-python), called with the same key, certificate, actions and settings in the same run, by turns. It reads in the
process that asks, without bounds, and knows no chain.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import c2pa
import numpy as np
from assay.connect import sandbox
from assay.market import Sandbox
from assay.models.identity import Algorithm, Content, Role, SourceType
from assay.signatures import SoftwareKey
from assay_worker.media.authority import Authority
from assay_worker.media.bounded import Reader
from assay_worker.media.check import Answer, check
from assay_worker.media.recording import add_key, record
from assay_worker.media.registry import ChainRegistry
from assay_worker.media.settings import settings
from assay_worker.media.sign import Signer, sign
from assay_worker.media.tools.history import History, Tool
from PIL import Image

ROUNDS = 60
ADDED_MS = 5.0
CHECK_MS = 25.0
PHOTO = "photo of 12 megapixels, JPEG"


def rows() -> list[dict[str, Any]]:
    """The figures: medians, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        return _measured(Path(folder))


def _measured(folder: Path) -> list[dict[str, Any]]:
    authority = Authority.create("a benchmark's authority")
    key = SoftwareKey.from_seed(Algorithm.P256, b"a benchmark's key".ljust(32, b"\0"))
    signer = Signer(key.algorithm, key.public_key, authority.certify(key.algorithm, key.public_key, "a benchmark", key.prove), key.prove)
    history = History.begun(Tool("a phone", "1"), "c2pa.created", SourceType.CAPTURE)
    photo = _photo(folder / "photo.jpg")
    outputs = (folder / f"{number}.jpg" for number in range(10_000))
    context = c2pa.Context.from_dict(settings(authority.anchors))

    def bare_sign() -> None:
        with c2pa.Builder(history.definition(), context=context) as builder:
            native = c2pa.Signer.from_callback(key.prove, c2pa.C2paSigningAlg.ES256, signer.chain)
            builder.sign_file(photo, next(outputs), native)

    ours, theirs = _by_turns(lambda: sign(photo, next(outputs), signer, history), bare_sign)
    signed = sign(photo, folder / "signed.jpg", signer, history)
    chain = sandbox("reference")
    chain.set_time(int(time.time()))
    _record(chain, key, signed.claim_hash)
    registry = ChainRegistry(chain)
    registry.follow()

    def bare_read() -> None:
        with c2pa.Reader(str(signed.path), context=context) as reader:
            reader.json()

    with Reader() as reader:
        reader.warm()
        assert check(signed.path, registry, reader, authority.anchors).answer is Answer.VALID_NOW
        checked, bare = _by_turns(lambda: check(signed.path, registry, reader, authority.anchors), bare_read)
    registry.close()
    return [
        _row("identity-sign", f"{PHOTO}, signed and written", ours, theirs, f"theirs + {ADDED_MS:g} ms", ours - theirs <= ADDED_MS),
        _row("identity-check", f"{PHOTO}, read within bounds and looked up", checked, bare, f"<= {CHECK_MS:g}", checked <= CHECK_MS),
    ]


def _row(name: str, workload: str, ours: float, theirs: float, goal: str, is_met: bool) -> dict[str, Any]:
    return {
        "name": name,
        "workload": workload,
        "peer": f"c2pa-python {version('c2pa-python')}",
        "ours": round(ours, 2),
        "theirs": round(theirs, 2),
        "unit": "ms",
        "ratio": round(ours / theirs, 2),
        "goal": goal,
        "met": is_met,
    }


def _by_turns(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for times, run in zip(taken, (ours, theirs), strict=True):
            start = time.perf_counter()
            run()
            times.append((time.perf_counter() - start) * 1_000)
    mine, bare = (statistics.median(times[3:]) for times in taken)
    return mine, bare


def _photo(path: Path) -> Path:
    """Light and noise, as much of each as a phone's photo has bytes."""
    lot = np.random.default_rng(1)
    coarse = Image.fromarray(lot.integers(0, 256, (24, 32, 3), dtype=np.uint8)).resize((4_032, 3_024), Image.Resampling.BICUBIC)
    grain = lot.normal(0, 3, (3_024, 4_032, 1))
    Image.fromarray(np.clip(np.asarray(coarse) + grain, 0, 255).astype(np.uint8)).save(path, quality=90)
    return path


def _record(chain: Sandbox, key: SoftwareKey, claim_hash: bytes) -> None:
    add_key(chain, chain.identity.create_subject(1).subject_id, key, Role.DEVICE)
    record(chain, key, Content(claim_hash=claim_hash, soft_binding=bytes(32), source_type=SourceType.CAPTURE, tools=bytes(32)))


if __name__ == "__main__":
    for row in rows():
        print(row)
