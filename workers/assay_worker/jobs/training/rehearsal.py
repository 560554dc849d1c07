"""A whole run on a sandbox: rounds on chain, a seat that does less, one that lies, one that is late, and a job that settles who was right.

python -m assay_worker.jobs.training.rehearsal [--chain reference] [--rounds 4] [--local-steps 20]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import assay
import typer
from assay.market import Sandbox
from assay.models.compute import Device, JobState, Spec
from assay.models.training import MAX_SEATS, Proposal, RunTerms, SeatState, WorkPaid
from rich.console import Console
from rich.table import Table

from ...evidence import Evidence
from ...provider import Conduct as Shown
from ...provider import Provider
from ...provider import honest as shows_all
from ...verifier import Verifier
from ..store import Store
from .compression import FourBit, Vector
from .local import Settings, with_parameters
from .models import Mlp
from .optimisers import AdamW
from .plan import Plan
from .rounds import Conduct, Course, Follower, Seat, honest, lazy, replayed

COIN = 1_000_000
POOL, STAKE, PRICE = 1_000 * COIN, 40 * COIN, COIN
# A job can be settled within the next round's proposals, so that who is refuted takes no part in it.
PROPOSE_SECS, WITNESS_SECS = 10_800, 300
SPEC = Spec(device=Device.CPU, memory_mib=4_096, units=1, ask=PRICE)


@dataclass(frozen=True)
class Part:
    """How a seat behaves: which program it runs, what it makes of it and from which round on, in which rounds its updates reach nobody in time."""

    kind: int = 0
    conduct: Conduct = honest
    lies_from: int = 0
    late_in: frozenset[int] = frozenset()


@dataclass
class Rehearsal:
    """A run with seats by name, a watcher that follows it, and a provider that runs again what is doubted."""

    chain: Sandbox
    course: Course
    parts: Mapping[str, Part]
    store: Store
    updates: list[dict[int, bytes]] = field(default_factory=list)
    proposals: dict[tuple[int, int], Proposal] = field(default_factory=dict)
    nonce: int = 0

    def __post_init__(self) -> None:
        self.sponsor, self.watcher, self.provider = (self._funded(name) for name in ("sponsor", "watcher", "provider"))
        self._bonded(self.provider)
        self._tick()
        self.run_id = self.sponsor.training.open(1, self._terms()).run_id
        self.accounts: dict[str, Sandbox] = {}
        for name in self.parts:
            self.accounts[name] = self._funded(name)
            self._tick()
            self.accounts[name].training.join(self.run_id)
        self.seats = {
            name: Seat(self.course, self.accounts[name], self.run_id, self.store, kind=part.kind, conduct=honest if part.lies_from else part.conduct)
            for name, part in self.parts.items()
        }
        self.follower = Follower(self.course, self.watcher, self.run_id, self.store)

    def _terms(self) -> RunTerms:
        first = self.course.bundle(self.course.first, 0, 0, 0)
        return RunTerms(
            pool=POOL, stake=STAKE, starts_at=self.chain.now() + 3_600, propose_secs=PROPOSE_SECS, witness_secs=WITNESS_SECS,
            rounds=self.course.settings.rounds, seats=len(self.parts), model_count=len(first.model), state_root=first.model_root,
            programs=self.course.run_programs(),
        )  # fmt: skip

    @property
    def terms(self) -> RunTerms:
        run = self.chain.training.run(self.run_id)
        assert run is not None
        return run.terms

    def state_of(self, name: str) -> SeatState:
        run = self.chain.training.run(self.run_id)
        assert run is not None
        return run.seats[self.seats[name].place].state

    # ---- rounds

    def play(self) -> frozenset[int]:
        """One round: who can still take part proposes, and is a witness of what reached it; the round is closed, and all go on by it."""
        index = self.follower.round_index
        self._to(self.terms.ends_at(index) - self.terms.round_secs)
        left = {name: seat for name, seat in self.seats.items() if self.state_of(name) is SeatState.ACTIVE}
        sent = {}
        for name, seat in left.items():
            part = self.parts[name]
            if part.lies_from and index == part.lies_from:
                seat.turn(part.conduct)
            self._tick()
            sent[seat.place] = seat.propose()
        late = {self.seats[name].place for name, part in self.parts.items() if index in part.late_in}
        everybody = (*self.seats.values(), self.follower)
        for place, update in sent.items():
            for who in everybody if place not in late else ():
                who.receive(index, place, update)
            proposal = self.chain.training.proposal(self.run_id, index, place)
            assert proposal is not None
            self.proposals[index, place] = proposal
        self._to(self.terms.ends_at(index) - self.terms.witness_secs)
        for seat in left.values():
            self._tick()
            seat.witness()
        self._to(self.terms.ends_at(index))
        self.watcher.training.close_round(self.run_id, index)
        included = self.follower.absorb()
        for seat in self.seats.values():
            seat.absorb()
        self.updates.append({place: sent[place] for place in included})
        return included

    # ---- doubts

    def audit(self, round_index: int) -> list[Proposal]:
        """The proposals of a round that an honest run does not give."""
        return [p for (index, _), p in self.proposals.items() if index == round_index and not self.follower.agrees(p)]

    def again(self, proposal: Proposal, shows: Shown = shows_all) -> bytes:
        """The watcher orders a proposal's work, the provider does it as it does any job and commits, and the watcher doubts the seat with it."""
        self.nonce += 1
        self._tick()
        deadline_at = self.chain.now() + 3_600
        job_id = self.follower.order(proposal, self.nonce, price=PRICE, deadline_at=deadline_at, provider=self.provider.account)
        self.runner = Provider(self.provider, SPEC, Evidence(self.store), shows)
        while self._state(job_id) in (JobState.OPEN, JobState.ACCEPTED):
            self._tick()
            self.runner.step(job_id)
        self._tick()
        self.follower.doubt(proposal, job_id)
        return job_id

    def settle(self, proposal: Proposal, job_id: bytes) -> bool:
        """To the end of the job and of the doubt: whether the seat is refuted. A seat whose work is right looks after itself, by compute's disputes."""
        name = next(n for n, seat in self.seats.items() if seat.place == proposal.seat)
        guard = Verifier(self.accounts[name], Evidence(self.store))
        while (refuted := self.follower.resolve(proposal, job_id)) is None:
            job = self.chain.compute.job(job_id)
            assert job is not None
            self._tick()
            guard.step(job_id)
            self._tick()
            self.runner.step(job_id)
            if self._state(job_id) is JobState.COMMITTED:
                self._to(job.window_ends_at)
        return refuted

    # ---- the end

    def end(self) -> dict[str, int]:
        """Once the last window is over: everybody is paid, seats leave, the sponsor gets its rest. What each seat earned."""
        last = self.terms.rounds - 1
        self._to(self.terms.ends_at(last) + self.chain.training.config().window_secs)
        for index, place in self.proposals:
            self._tick()
            self.watcher.training.collect(self.run_id, index, place)
        for name, account in self.accounts.items():
            if self.state_of(name) is SeatState.ACTIVE:
                self._tick()
                account.training.leave_run(self.run_id)
        self._tick()
        self.watcher.training.reclaim(self.run_id)
        earned = dict.fromkeys(self.accounts, 0)
        names = {account.account: name for name, account in self.accounts.items()}
        for _, event in self.chain.events():
            if isinstance(event, WorkPaid):
                earned[names[event.owner]] += event.amount
        return earned

    def replay(self) -> Vector:
        """The parameters that the record leads to, in one process."""
        *_, last = replayed(self.course, self.updates)
        return last

    def loss(self, parameters: Vector) -> tuple[float, float]:
        """On the digits held back: loss, and share of hits."""
        s = self.course.settings
        return s.data.loss(s.plan.parameters(with_parameters(s.plan, s.plan.initial(s.seed), parameters)))

    # ---- within

    def _state(self, job_id: bytes) -> JobState | None:
        job = self.chain.compute.job(job_id)
        return None if job is None else job.state

    def _funded(self, name: str) -> Sandbox:
        who = self.chain.as_account(name)
        self.chain.faucet(who.account, 2_000 * COIN)
        return who

    def _bonded(self, who: Sandbox) -> None:
        self._tick()
        who.compute.register(SPEC)
        self._tick()
        who.staking.bond(500 * COIN)

    def _tick(self) -> None:
        self.chain.set_time(self.chain.now() + 1)

    def _to(self, at: int) -> None:
        self.chain.set_time(max(self.chain.now() + 1, at))


def cast(seats: int) -> dict[str, Part]:
    """One seat is late in the second round, one takes the shorter program, one does nothing from the second round on; the others do as they should."""
    parts = {f"seat {i}": Part() for i in range(seats)}
    parts["seat 1"] = Part(kind=1)
    parts["seat 2"] = Part(conduct=lazy, lies_from=1)
    parts["seat 3"] = Part(late_in=frozenset({1}))
    return parts


def rows(r: Rehearsal, console: Console) -> Iterator[tuple[str, ...]]:
    for index in range(r.course.settings.rounds):
        included = r.play()
        doubts = [(p, r.again(p)) for p in r.audit(index)]
        doubted = [p for p, job_id in doubts if r.settle(p, job_id)]
        if doubted:
            console.print(f"round {index}: seats {[p.seat for p in doubted]} claimed what their work does not give; settled by a job each", highlight=False)
        closed = r.chain.training.round(r.run_id, index)
        assert closed is not None
        loss, hits = r.loss(r.follower.parameters)
        yield f"{index}", f"{sorted(included)}", f"{closed.total_work}", f"{loss:.4f}", f"{hits:.1%}"


def main(
    chain: Annotated[str, typer.Option(help="reference, solana:litesvm or evm:pyevm")] = "reference",
    seats: Annotated[int, typer.Option(min=4, max=MAX_SEATS)] = 5,
    rounds: Annotated[int, typer.Option(min=2, max=32)] = 6,
    local_steps: Annotated[int, typer.Option(min=2, max=64, help="of the longer program; the shorter one has half of them")] = 20,
    seed: int = 0,
) -> None:
    """Trains the digits in rounds on a chain, with a liar among the seats, and says who was paid what."""
    console = Console(width=None if sys.stdout.isatty() else 140)
    plan = Plan(Mlp((64, 64, 10), 16), AdamW(1e-2, decay=0.1))
    settings = Settings(seats, rounds, local_steps, plan, FourBit(), outer_rate=0.7, outer_momentum=0.8, seed=seed, sharded=False)
    with tempfile.TemporaryDirectory() as directory:
        r = Rehearsal(assay.sandbox(chain), Course(settings, (local_steps, local_steps // 2)), cast(seats), Store(Path(directory)))
        shown = Table("round", "included", "work", "loss", "hits")
        for row in rows(r, console):
            shown.add_row(*row)
        earned = r.end()
    console.print(shown)
    same = all((seat.parameters == r.replay()).all() for seat in r.seats.values())
    for name, amount in earned.items():
        console.print(f"{name}: {amount / COIN:.6f} coins, {r.state_of(name).name.lower()}", highlight=False)
    console.print(f"all seats hold the replay's bits: {same}; paid {sum(earned.values()) / COIN:.6f} of {POOL // COIN} coins", highlight=False)
    if not same:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
