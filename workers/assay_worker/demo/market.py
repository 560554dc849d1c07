"""The story: a picture's tiles are jobs for whoever does them best; a matcher that favours a friend is refuted, and a provider that keeps silent pays."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assay import ids
from assay.commit.disclosure import Credential
from assay.commit.matches import Allowed, JobLeaf, OfferLeaf
from assay.commit.tensor import Tensor
from assay.market import Sandbox
from assay.models.compute import JobState, Spec
from assay.models.identity import AttestationKind, AttestationTerms
from assay.models.matching import ListingState
from assay.models.receipt import Receipt

from ..jobs.render.scene import Picture
from ..jobs.render.tiles import Tile, assemble, image, tile_bundle, tiles
from ..jobs.run import run
from ..matching.attributes import Attested, Attributes, read
from ..matching.batch import Batch
from ..matching.matcher import Matcher, published
from ..matching.needs import Needs
from ..matching.view import Names, View
from ..matching.watcher import Watcher
from .mirror import Mirror

COIN = 1_000_000
DAY = 86_400
EDGE = 12
PICTURE = Picture.cornell().model_copy(update={"width": 2 * EDGE, "height": 2 * EDGE, "samples": 4, "bounces": 2})
# Of each tile: its price in whole coins, and the units that it needs of a machine.
TILES = ((9, 1), (12, 4), (6, 1), (15, 4))
# A provider's ask in whole coins, its units, the jobs it takes at a time, and what an auditor found of it. zoe registered and offers nothing.
PROVIDERS = {"anna": (3, 4, 2, "datacenter"), "boris": (5, 2, 1, "datacenter"), "carla": (2, 4, 1, "basement"), "zoe": (0, 9, 0, "")}
NEEDS = 'device.kind == "cpu" && attested.place == "datacenter" && backing.place >= 100000000'
PEOPLE = ("requester", "auditor", "matcher", "crony", "watcher", *PROVIDERS)

Say = Callable[[str], None]


@dataclass(frozen=True)
class Told:
    """What became of one tile."""

    tile: Tile
    price: int
    provider: str
    state: JobState


@dataclass(frozen=True)
class Ended:
    """One chain's end of the story."""

    chain: str
    tiles: tuple[Told, ...]
    png: bytes
    refuted: str
    penalty: int
    receipts: tuple[Receipt, ...]
    balances: dict[str, int]
    agrees: bool


def play(chain: Sandbox, say: Say = lambda _: None) -> Ended:
    """Runs the story on a fresh chain; only the clock is hurried."""
    with tempfile.TemporaryDirectory() as folder:
        return _played(Mirror(chain), Path(folder), say)


def _played(stage: Mirror, folder: Path, say: Say) -> Ended:
    people = {n: stage.as_account(n) for n in PEOPLE}
    for name in PEOPLE:
        stage.faucet(people[name].account, 1_000 * COIN)
    attributes = _set_up(stage, people)
    jobs = _post(stage, people["requester"], attributes, say)
    watcher = Watcher(people["watcher"], folder)
    _favour(stage, people, folder)
    (refuted,) = watcher.turn()
    say(f"the crony gives the best job to carla, who may not have it: {refuted}")
    matcher = Matcher(people["matcher"], folder)
    say(f"the matcher {', '.join(matcher.turn())}; the watcher finds {len(watcher.turn())} faults")
    _wait(stage, stage.matching.config().window_secs + 1)
    say(f"its window over: {', '.join(matcher.turn())}")
    _work(stage, people["anna"], jobs, say)
    _wait(stage, stage.matching.config().accept_secs + 1)
    penalty = sum(people["watcher"].matching.release(j).penalty for j in jobs.values() if _is_matched(stage, j, people["boris"].account))
    say(f"boris keeps silent: that costs him {penalty / COIN:g} USDX, and his tile waits again")
    _fall_back(stage, people, jobs, say)
    ended = [(tile, stage.compute.job(job_id)) for tile, job_id in jobs.items()]
    results = [(t, _delivered(stage, t, job_id)) for t, job_id in jobs.items()]
    names = {w.account: n for n, w in people.items()}
    told = tuple(Told(t, j.terms.price, names[j.provider], j.state) for t, j in ended if j is not None)
    png = folder / "picture.png"
    image(assemble(PICTURE, results)).resize((16 * EDGE, 16 * EDGE)).save(png, "PNG")
    accounts = {n: w.account for n, w in people.items()} | {"purse": stage.deployment().matching}
    return Ended(
        chain=stage.name, tiles=told, png=png.read_bytes(), refuted=refuted, penalty=penalty, receipts=tuple(stage.receipts()),
        balances={n: stage.balance(a) for n, a in accounts.items()}, agrees=stage.agrees(list(accounts.values())),
    )  # fmt: skip


def _wait(stage: Mirror, secs: int) -> None:
    stage.set_time(stage.now() + secs)


def _set_up(stage: Mirror, people: dict[str, Mirror]) -> dict[bytes, Attributes]:
    """Providers register and offer; a bonded auditor says where their machines stand."""
    auditor = people["auditor"]
    auditor.staking.bond(200 * COIN)
    auditor.identity.register_issuer(b"\1" * 32)
    shown: dict[bytes, list[Attested]] = {}
    for nonce, (name, (ask, units, capacity, place)) in enumerate(PROVIDERS.items()):
        who = people[name]
        who.compute.register(Spec(device=1, memory_mib=16_384, units=units, region=756, ask=ask * COIN))
        shown[who.account] = []
        if capacity == 0:
            continue
        who.staking.bond(200 * COIN)
        who.matching.offer(capacity)
        subject_id = who.identity.create_subject(1, [], 0).subject_id
        # Salts are secret in earnest; here they are the same on every chain.
        credential = Credential({"place": (place, bytes([nonce]) * 32)})
        terms = AttestationTerms(
            subject_id=subject_id, kind=AttestationKind.ORGANISATION, generation=0, expires_at=stage.now() + 365 * DAY, commitment=credential.commitment
        )
        attested = auditor.identity.attest(nonce, terms).attestation_id
        shown[who.account].append(Attested(attested, credential.disclose("place")))
    _wait(stage, 1)
    return {owner: read(stage, owner, words) for owner, words in shown.items()}


def _post(stage: Mirror, requester: Mirror, attributes: dict[bytes, Attributes], say: Say) -> dict[Tile, bytes]:
    """A job a tile, for whom the needs allow."""
    allowed = Allowed(Needs(NEEDS).choose(attributes))
    say(f"needs {NEEDS}: {allowed.count} of {len(attributes)} providers will do")
    jobs: dict[Tile, bytes] = {}
    for nonce, (tile, (price, units)) in enumerate(zip(tiles(PICTURE, EDGE), TILES, strict=True), 1):
        terms = tile_bundle(PICTURE, tile).terms(price * COIN, 20 * COIN, stage.now() + 10 * DAY)
        posted = requester.compute.post(nonce, terms.model_copy(update={"provider": stage.deployment().matching, "units": units}))
        requester.matching.list_job(posted.job_id, allowed.count, allowed.data)
        jobs[tile] = posted.job_id
    _wait(stage, 1)
    return jobs


def _favour(stage: Mirror, people: dict[str, Mirror], folder: Path) -> None:
    """The crony's assignment: the best, but that carla gets the dearest job."""
    names, crony = Names(), people["crony"]
    names.follow(event for _, event in stage.events())
    seen_at = stage.now() - 1
    honest = Batch.best(View.read(stage, names, seen_at))
    assert honest is not None
    jobs = [leaf for leaf in honest.jobs.leaves if isinstance(leaf, JobLeaf)]
    offers = [leaf for leaf in honest.offers.leaves if isinstance(leaf, OfferLeaf)]
    dearest = max(range(len(jobs)), key=lambda i: jobs[i].dual + jobs[i].rent)
    listing = stage.matching.listing(jobs[dearest].job_id)
    assert listing is not None
    gain = listing.price - PROVIDERS["carla"][0] * COIN
    free = [OfferLeaf(o.provider, o.capacity, 0) for o in offers]
    favoured = [JobLeaf(j.job_id) for j in jobs]
    favoured[dearest] = JobLeaf(jobs[dearest].job_id, people["carla"].account, 0, gain, 0)
    batch = Batch.of(seen_at, favoured, free)
    nonce = 0
    published(folder, ids.assignment_id(stage.deployment().matching, crony.account, nonce)).write_text(batch.to_json())
    crony.matching.assign(nonce, batch.terms)


def _delivered(stage: Mirror, tile: Tile, job_id: bytes) -> Tensor:
    """The tile's pixels, which are those that the chain has the commitment to."""
    done, job = run(tile_bundle(PICTURE, tile), job_id), stage.compute.job(job_id)
    assert job is not None
    assert done.result_root == job.result_root
    return done.result


def _is_matched(stage: Mirror, job_id: bytes, provider: bytes) -> bool:
    listing = stage.matching.listing(job_id)
    return listing is not None and listing.state is ListingState.MATCHED and listing.provider == provider


def _work(stage: Mirror, who: Mirror, jobs: dict[Tile, bytes], say: Say) -> None:
    """Accepts what it is matched to, renders, commits; anyone settles when nobody disputes."""
    mine = {t: j for t, j in jobs.items() if _is_matched(stage, j, who.account)}
    for tile, job_id in mine.items():
        who.compute.accept(job_id)
        who.matching.release(job_id)
        done = run(tile_bundle(PICTURE, tile), job_id)
        who.compute.commit(job_id, done.result_root, done.root, done.result_path)
    _wait(stage, stage.compute.config().window_secs + 1)
    for job_id in mine.values():
        who.compute.settle(job_id)
    say(f"anna renders {len(mine)} of the tiles and is paid")


def _fall_back(stage: Mirror, people: dict[str, Mirror], jobs: dict[Tile, bytes], say: Say) -> None:
    """No matcher comes: after a while a provider takes what waits itself."""
    who = people["anna"]
    _wait(stage, stage.matching.config().fallback_secs + 1)
    attributes = [w.account for n, w in people.items() if n in ("anna", "boris")]
    allowed = Allowed(attributes)
    waiting = [j for j in jobs.values() if (listing := stage.matching.listing(j)) is not None and listing.state is ListingState.OPEN]
    for job_id in waiting:
        who.matching.take(job_id, allowed.opening(who.account))
        _work(stage, who, jobs, say)
