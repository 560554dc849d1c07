"""Known attacks on training on Solana: other accounts in its places, copies, jobs that no compute program has, and what is left out. What it does when
nobody tampers is in tests/stories."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from assay import errors as e
from assay import ids
from assay.artifacts import built
from assay.commit.merkle import Tree
from assay.commit.tensor import tensor_leaf, trace_leaf
from assay.models.base import ZERO
from assay.models.compute import JobState
from assay.models.training import RunProgram, Work
from assay.solana import pda
from assay.solana.generated import compute
from assay.solana.generated import training as g
from assay.solana.network import SolanaNetwork, account_named
from assay.solana.transport import SYSTEM_PROGRAM
from solders.account import Account
from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey
from solders.system_program import TransferParams, transfer

from tests.cast import COIN, tick
from tests.cohort import NOWHERE, POOL, STAKE, Cohort, cohort, joined, lesson, opened, run_terms, shown
from tests.solana import siege
from tests.solana.siege import ANYONE, copies, need_everything, stand_ins
from tests.solana.town import EVIL, LAMPORTS, Case, Place, Town, add_lookalikes, allowed, code_of, litesvm, recorded, svm_of

SEEDS, TOO_FEW = 2006, 3005  # Anchor's names for an account that is not the one, and for one that is not there
PEOPLE = ("sponsor", "watcher", "ann", "ben", "authority")
# Where another account of the town is as good, and why.
FELLOW = "whoever has a seat too witnesses, for itself"
OPEN_PLACES = {("witness", "caller"): FELLOW, ("doubt", "caller"): ANYONE, ("resolve", "caller"): ANYONE}
# Where a copy at another address passes: told by the ids inside, which only the program that owns it writes; or any purse of the caller's.
BY_THE_IDS_INSIDE = {("doubt", "job"), ("resolve", "job"), ("close_round", "proposal")}
# Its mark is written with each piece, so whatever is there before is not read. Only the program writes there.
WRITTEN_AFRESH = {"provide": {"openings"}}
PAID_FROM = {("open", "caller_token"), ("join", "caller_token")}
INSTRUCTIONS = {i["name"]: i["accounts"] for i in json.loads(built("idl/training.json").read_text())["instructions"]}


@pytest.fixture(autouse=True)
def every_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies are tried with training's marks and under its address too."""
    monkeypatch.setattr(siege, "KINDS", [*siege.KINDS, *g.ACCOUNTS])
    monkeypatch.setattr(siege, "OWNERS", siege.OWNERS | {g.PROGRAM})


@dataclass
class Besieged:
    """A run that is told to its end; each call is attacked before it is made."""

    chain: SolanaNetwork
    town: Town

    def case(self, call: Callable[[], object]) -> Case:
        ix = recorded(self.chain, call)
        (name,) = (kind for kind in INSTRUCTIONS if bytes(ix.data[:8]) == _mark(kind))
        flags = ("signer", "writable", "optional")
        places = [Place(a["name"], *(a.get(flag, False) for flag in flags)) for a in INSTRUCTIONS[name]]
        places += [Place("proposal", False, False)] * (len(ix.accounts) - len(places))
        self.town.known |= {m.pubkey for m in ix.accounts}
        return Case(name, ix, tuple(places))

    def withstands(self, name: str, call: Callable[[], object]) -> None:
        tick(self.chain)
        case = self.case(call)
        assert case.name == name
        assert allowed(self.town.simulate(case.instruction)), name
        assert {(case.name, place) for place in stand_ins(self.town, case)} <= set(OPEN_PLACES)
        copied = {(case.name, place) for place in copies(self.town, case, WRITTEN_AFRESH.get(name, ()))}
        assert copied == {(name, place) for name, place in BY_THE_IDS_INSIDE | PAID_FROM if name == case.name}
        need_everything(self.town, case)
        call()


def _mark(name: str) -> bytes:
    (described,) = (i for i in json.loads(built("idl/training.json").read_text())["instructions"] if i["name"] == name)
    return bytes(described["discriminator"])


def besieged(chain: SolanaNetwork) -> Besieged:
    town = Town(svm_of(chain), keys={account_named(name).pubkey(): account_named(name) for name in PEOPLE})
    chain.faucet(chain.deployment().treasury, COIN)
    return Besieged(chain, town)


def test_every_call_of_a_run_withstands_other_accounts_copies_and_what_is_left_out() -> None:
    chain = litesvm()
    c, b = opened(chain, seats=2, rounds=1), besieged(chain)
    for name in ("ann", "ben"):
        chain.faucet(chain.as_account(name).account, 1_000 * COIN)
        c.seats[name] = chain.as_account(name)
    add_lookalikes(b.town, chain.deployment().token, ("sponsor", "watcher", "ann", "ben"))
    chain.faucet(c.sponsor.account, POOL)
    ann, ben, watcher, sponsor = c.seats["ann"], c.seats["ben"], c.watcher, c.sponsor
    b.withstands("open", lambda: sponsor.training.open(2, run_terms(chain.now(), rounds=1)))
    b.withstands("join", lambda: ann.training.join(c.run_id))
    b.withstands("join", lambda: ben.training.join(c.run_id))
    c.to_proposals()
    b.withstands("propose", lambda: ann.training.propose(c.run_id, 0, c.work("ann")))
    b.withstands("propose", lambda: ben.training.propose(c.run_id, 0, c.work("ben", lie=True)))
    c.to_witnesses()
    b.withstands("witness", lambda: ann.training.witness(c.run_id, 0, 3))
    b.withstands("witness", lambda: ben.training.witness(c.run_id, 0, 3))
    c.past()
    b.withstands("close_round", lambda: watcher.training.close_round(c.run_id, 0))
    job_id, witness = c.again(lesson(1))
    b.withstands("doubt", lambda: watcher.training.doubt(c.run_id, 0, 1, job_id))
    c.settle(job_id)
    data = shown(witness)
    b.withstands("provide", lambda: watcher.training.provide(0, data[:-1]))
    b.withstands("provide", lambda: watcher.training.provide(len(data) - 1, data[-1:]))
    b.withstands("resolve", lambda: watcher.training.resolve(c.run_id, 0, 1, job_id, b""))
    c.past_window()
    b.withstands("collect", lambda: watcher.training.collect(c.run_id, 0, 0))
    c.collect("ben")
    b.withstands("leave_run", lambda: ann.training.leave_run(c.run_id))
    b.withstands("reclaim", lambda: watcher.training.reclaim(c.run_id))
    assert c.run.reclaimed


def doubted(chain: SolanaNetwork) -> tuple[Cohort, bytes, bytes]:
    """A seat whose lie is doubted with a settled job; and what that job shows."""
    c = cohort(chain, "ann", "ben")
    c.proposed("ben")
    c.close()
    job_id, witness = c.again(lesson(1))
    c.doubt("ben", job_id)
    c.settle(job_id)
    tick(chain)
    return c, job_id, shown(witness)


def but(ix: Instruction, at: int, address: Pubkey) -> Instruction:
    metas = list(ix.accounts)
    metas[at] = AccountMeta(address, metas[at].is_signer, metas[at].is_writable)
    return Instruction(ix.program_id, bytes(ix.data), metas)


def test_nobody_uses_up_what_another_provided() -> None:
    """A resolve without data takes the caller's own openings; the sponsor's would save the watcher the rent, and cost the sponsor its."""
    chain = litesvm()
    c, job_id, data = doubted(chain)
    b = besieged(chain)
    c.sponsor.training.provide(0, data)
    tick(chain)
    c.watcher.training.provide(0, data)
    case = b.case(lambda: c.watcher.training.resolve(c.run_id, 0, 1, job_id, b""))
    at = [place.name for place in case.places].index("openings")
    assert allowed(b.town.simulate(case.instruction))
    assert code_of(b.town.simulate(but(case.instruction, at, pda.training_openings(c.sponsor.account)))) == SEEDS
    tick(chain)
    assert c.resolve("ben", job_id)
    assert (chain.training.openings(c.watcher.account), chain.training.openings(c.sponsor.account)) == (b"", data)


def test_a_round_is_closed_over_all_its_proposals_and_no_others() -> None:
    """Who closes a round chooses neither whom to leave out nor whom to count twice."""
    chain = litesvm()
    c = cohort(chain, "ann", "ben")
    c.proposed()
    c.past()
    b = besieged(chain)
    case = b.case(lambda: c.watcher.training.close_round(c.run_id, 0))
    assert allowed(b.town.simulate(case.instruction))
    *before, ann, ben = case.instruction.accounts
    for proposals, code in (([ann], TOO_FEW), ([ben, ann], SEEDS), ([ann, ann], SEEDS), ([ann, ben, ben], TOO_FEW), ([], TOO_FEW)):
        assert code_of(b.town.simulate(case.with_metas([*before, *proposals]))) == code
    c.close()
    assert c.round().included == 0b11


def test_a_lamport_at_an_address_to_come_holds_nothing_up() -> None:
    """Anybody can send some to where a run, a proposal or a doubt will lie."""
    chain = litesvm()
    c, sender = opened(chain, seats=2), account_named("authority")

    def sent_to(*addresses: Pubkey) -> None:
        for address in addresses:
            chain._transport.send("transfer", [sender], [transfer(TransferParams(from_pubkey=sender.pubkey(), to_pubkey=address, lamports=LAMPORTS // 1_000))])

    sent_to(pda.run(ids.run_id(chain.deployment().training, c.sponsor.account, 2)))
    chain.faucet(c.sponsor.account, POOL)
    tick(chain)
    c.run_id = c.sponsor.training.open(2, run_terms(chain.now(), seats=2)).run_id
    for name in ("ann", "ben"):
        chain.faucet(chain.as_account(name).account, STAKE)
        tick(chain)
        chain.as_account(name).training.join(c.run_id)
        c.seats[name] = chain.as_account(name)
    sent_to(pda.training_round(c.run_id, 0), pda.proposal(ids.proposal_id(c.run_id, 0, 1)))
    c.proposed("ben")
    c.close()
    job_id, _ = c.again(lesson(1))
    sent_to(pda.doubt(ids.doubt_id(ids.proposal_id(c.run_id, 0, 1), job_id)))
    c.doubt("ben", job_id)
    assert c.seat("ben").doubts == 1


def test_a_forged_job_shows_nothing() -> None:
    """What looks like a settled job and lies at its address, but belongs to another program, is none."""
    chain = litesvm()
    c = cohort(chain, "ann", "ben")
    c.proposed()
    c.close()
    job_id, _ = c.again(lesson(1))
    c.settle(job_id)
    b = besieged(chain)
    tick(chain)
    case = b.case(lambda: c.watcher.training.doubt(c.run_id, 0, 1, job_id))
    at = [place.name for place in case.places].index("job")
    real = b.town.svm.get_account(pda.job(job_id))
    assert real is not None
    assert allowed(b.town.simulate(case.instruction))
    for owner in (g.PROGRAM, EVIL, SYSTEM_PROGRAM):
        lies = b.town.put(Account(real.lamports, real.data, owner))
        assert not allowed(b.town.simulate(but(case.instruction, at, lies)))
    # Another job's account under this job's id.
    other, _ = c.again(lesson(0))
    assert code_of(b.town.simulate(but(case.instruction, at, pda.job(other)))) == SEEDS
    assert c.purse == POOL + 2 * STAKE


def test_the_longest_opening_is_read() -> None:
    """128 tensors at the end of a trace of 65,535 operators, and the 15 siblings left of them: within what one transaction may use. No job as long is run
    here, so its account is put there by force."""
    chain = litesvm()
    program, count, op_count = RunProgram(program_root=NOWHERE, op_count=65_535, input_count=0, work=1), 128, 65_535
    c = joined(opened(chain, seats=2, rounds=1, model_count=count, programs=(program,), state_root=NOWHERE), "ann", "ben")
    c.to_proposals()
    honest, wrong = (ids.work_claim(ids.proposal_id(c.run_id, 0, 0), root) for root in (_root(count), NOWHERE))
    for name, claim in (("ann", honest), ("ben", wrong)):
        tick(chain)
        work = Work(program=0, base_root=NOWHERE, input_root=NOWHERE, update_hash=NOWHERE, claim=claim)
        c.seats[name].training.propose(c.run_id, 0, work)
    job_id, _ = c.again(lesson(1))
    b = besieged(chain)
    tensors = _tensors(count)
    trace = Tree([bytes(32)] * (op_count - count) + [trace_leaf(job_id, header, root) for header, root in tensors])
    real = b.town.svm.get_account(pda.job(job_id))
    assert real is not None
    job, _ = compute.Job.decode(real.data, 8)
    terms = replace(
        job.terms, op_count=op_count, model_count=count, input_count=0, program_root=NOWHERE, model_root=NOWHERE, input_root=NOWHERE
    )  # fmt: skip
    forged = replace(job, terms=terms, state=JobState.SETTLED, trace_root=trace.root)
    b.town.put(Account(real.lamports, (job.DISCRIMINATOR + forged.encode()).ljust(len(real.data), b"\0"), real.owner), pda.job(job_id))
    data = b"".join(header + root for header, root in tensors) + trace.tail_path(count)
    assert len(data) == 49 * 128 + 32 * 15
    for name, refuted in (("ann", False), ("ben", True)):
        c.doubt(name, job_id)
        assert c.resolve(name, job_id, data) is refuted
    assert max(r.cost for r in chain.receipts() if r.verb == "resolve") < 200_000


def _tensors(count: int) -> list[tuple[bytes, bytes]]:
    return [(bytes([at]) * 17, bytes([at]) * 32) for at in range(count)]


def _root(count: int) -> bytes:
    return Tree([tensor_leaf(header, root) for header, root in _tensors(count)]).root


def test_the_fullest_round_is_closed() -> None:
    """16 seats that all proposed other work and saw each other: what one transaction holds and may use."""
    chain = litesvm()
    names = [f"seat {at}" for at in range(16)]
    c = cohort(chain, *names)
    c.to_proposals()
    honest = c.work(names[0])
    for at, name in enumerate(names):
        tick(chain)
        c.seats[name].training.propose(c.run_id, 0, honest.model_copy(update={"input_root": bytes([at]) * 32}))
    c.to_witnesses()
    for name in names:
        c.witness(name, names)
    assert c.close().included == 0xFFFF
    (cost,) = (r.cost for r in chain.receipts() if r.verb == "close_round")
    assert cost < 200_000


def test_training_is_set_up_once_and_for_our_compute_alone() -> None:
    """Jobs are read from compute's accounts: under another name of it no doubt could be told from a lie."""
    chain = litesvm()
    payer = account_named("sponsor")
    chain.as_account("sponsor")

    def initialize(**changes: Any) -> None:
        sound: dict[str, Any] = {"treasury": ZERO, "compute": chain.deployment().compute, "window_secs": 1, "reward_bps": 5_000} | changes
        token = Pubkey.from_bytes(chain.deployment().token)
        ix = g.initialize(payer=payer.pubkey(), config=pda.training_config(), purse=pda.training_purse(), token=token, **sound)
        chain._transport.send("initialize", [payer], [ix])

    for changes in ({"compute": chain.deployment().court}, {"window_secs": 0}, {"window_secs": 315_360_001}, {"reward_bps": 5_001}):
        with pytest.raises(e.BadConfig):
            initialize(**changes)
    with pytest.raises(e.Unrecognised, match="already in use"):
        initialize()
    assert chain.training.config().treasury == chain.deployment().treasury
