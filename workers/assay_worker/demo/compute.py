"""The story: three providers run a real model's job, one sells another model than it was paid for, a verifier catches it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from assay import ids
from assay.market import Sandbox
from assay.models.compute import Bisected, Challenged, Dispute, Job, JobState, Outcome, Posted, Provided, Refereed, Revealed, Spec
from assay.models.receipt import Receipt

from ..cheats import quantised
from ..evidence import Evidence
from ..jobs import minilm
from ..jobs.bundle import JobBundle
from ..jobs.store import Store
from ..provider import Provider, honest
from ..queue import Queue
from ..run import Role, turn
from ..verifier import Verifier
from .mirror import Mirror

COIN = 1_000_000
DAY = 86_400
PROVIDERS = ("anna", "boris", "carla")
CHEAT = "carla"
PEOPLE = ("requester", *PROVIDERS, "victor")
SENTENCES = (
    ("A claim carries a stake.", "It is accepted unless somebody challenges it.", "One honest party with evidence is enough."),
    ("The glacier has lost a third of its ice since 1980.", "Ice melts faster every decade.", "The quarterly report was late."),
    ("How do I renew my passport?", "Where can I get a new travel document?", "The recipe needs two eggs and a cup of flour."),
)
SPEC = Spec(device=1, memory_mib=16_384, units=1, region=756, ask=COIN)
MOVES = frozenset({"challenge", "reveal", "bisect", "provide", "referee"})

Say = Callable[[str], None]


@dataclass(frozen=True)
class Claim:
    """What became of one provider's claim. Amounts are base units."""

    provider: str
    sentences: tuple[str, ...]
    job: Job
    verdict: str
    paid: int
    slashed: int


@dataclass(frozen=True)
class Ended:
    """One chain's end of the story."""

    chain: str
    claims: tuple[Claim, ...]
    dispute: Dispute
    moves: tuple[Revealed | Bisected | Refereed, ...]
    receipts: tuple[Receipt, ...]
    balances: dict[str, int]
    stakes: dict[str, int]
    agrees: bool
    operators: int = field(default=0)

    @property
    def rounds(self) -> int:
        """A reveal and a choice is a round; the referee's leaf is the last move."""
        return self.dispute.rounds + 1

    @property
    def leaf_cost(self) -> int:
        """Gas or compute units of the call that recomputed the number."""
        return max(r.cost for r in self.receipts if r.verb == "referee")

    @property
    def dispute_receipts(self) -> tuple[Receipt, ...]:
        return tuple(r for r in self.receipts if r.verb in MOVES)


def play(chain: Sandbox, say: Say = lambda _: None) -> Ended:
    """Runs the story on a fresh chain. Real workers with a durable queue each; only the clock is hurried."""
    stage = Mirror(chain)
    people = {name: stage.as_account(name) for name in PEOPLE}
    for who in people.values():
        stage.faucet(who.account, 1_000 * COIN)
    with tempfile.TemporaryDirectory(prefix="assay-demo-") as folder:
        store = Store(Path(folder) / "store")
        say("reading all-MiniLM-L6-v2 and lowering it to operators")
        bundles = [minilm.job(list(batch)) for batch in SENTENCES]
        for bundle in bundles:
            store.save(bundle)
        for name in PROVIDERS:
            people[name].compute.register(SPEC)
            people[name].staking.bond(200 * COIN)
        job_ids = {}
        for nonce, (name, bundle) in enumerate(zip(PROVIDERS, bundles, strict=True)):
            terms = bundle.terms(20 * COIN, 100 * COIN, stage.now() + DAY, device=1, memory_mib=8_192, provider=people[name].account)
            job_ids[name] = people["requester"].compute.post(nonce, terms).job_id
        say(f"three jobs of {len(bundles[0].program.operators)} operators are posted, 20 USDX each in escrow")
        _work(stage, people, store, Path(folder), say)
    return _ended(stage, people, job_ids, bundles)


def _work(stage: Mirror, people: dict[str, Mirror], store: Store, folder: Path, say: Say) -> None:
    roles: dict[str, Role] = {name: Provider(people[name], SPEC, Evidence(store), quantised if name == CHEAT else honest) for name in PROVIDERS}
    roles["victor"] = Verifier(people["victor"], Evidence(store))
    queues = {name: Queue(folder / f"{name}.sqlite", stage.name) for name in roles}
    told = 0
    while True:
        busy = sum(turn(role, queues[name]) for name, role in roles.items())
        told = _tell(stage, people, told, say)
        if busy:
            continue
        if all(not queues[name].open_tasks() for name in PROVIDERS):
            break
        waiting = [j for j in _jobs(stage) if j.state is JobState.COMMITTED]
        stage.set_time(max(min(j.window_ends_at for j in waiting), stage.now() + 1))
        say("the challenge window passes")
    for queue in queues.values():
        queue.close()


def _jobs(stage: Mirror) -> list[Job]:
    found = (stage.compute.job(e.job_id) for _, e in stage.events() if isinstance(e, Posted))
    return [j for j in found if j is not None]


def _tell(stage: Mirror, people: dict[str, Mirror], told: int, say: Say) -> int:
    """Says what happened since the last time."""
    names = {who.account: name for name, who in people.items()}
    for at, e in stage.events(told):
        told = at + 1
        match e:
            case Challenged():
                say(f"{names[e.challenger]} re-ran a job, got another trace and challenges it with {e.bond / COIN:g} USDX")
            case Bisected():
                say(f"round {e.rounds}: the first difference is at {e.choice}")
            case Provided():
                say(f"{names[e.party]} has laid down {e.length} bytes of openings")
            case Refereed():
                say(f"the chain computed {e.computed:#010x}, the provider had claimed {e.claimed:#010x}")
    return told


def _ended(stage: Mirror, people: dict[str, Mirror], job_ids: dict[str, bytes], bundles: list[JobBundle]) -> Ended:
    claims = []
    disputes = [e.dispute_id for _, e in stage.events() if isinstance(e, Challenged)]
    for name, sentences in zip(PROVIDERS, SENTENCES, strict=True):
        job = stage.compute.job(job_ids[name])
        assert job is not None
        fault = stage.staking.fault(ids.fault_id(ids.dispute_id(job.job_id, 0)))
        verdict = "refuted" if fault else "unchallenged"
        paid = job.terms.price if job.state is JobState.SETTLED else 0
        claims.append(Claim(name, sentences, job, verdict, paid, fault.amount if fault else 0))
    (dispute_id,) = disputes
    dispute = stage.compute.dispute(dispute_id)
    assert dispute is not None
    assert dispute.outcome is Outcome.PROVIDER_LOST
    stakes = {name: stage.staking.stake(who.account) for name, who in people.items()}
    accounts = [who.account for who in people.values()] + [stage.deployment().treasury]
    return Ended(
        chain=stage.name,
        claims=tuple(claims),
        dispute=dispute,
        moves=tuple(e for _, e in stage.events() if isinstance(e, Revealed | Bisected | Refereed)),
        receipts=tuple(stage.receipts()),
        balances={name: stage.balance(who.account) for name, who in people.items()} | {"treasury": stage.balance(accounts[-1])},
        stakes={name: s.bonded if s else 0 for name, s in stakes.items()},
        agrees=stage.agrees(accounts),
        operators=len(bundles[0].program.operators),
    )
