"""What every verb costs on a chain: gas on the EVM, compute units on Solana, over one life of everything."""

from __future__ import annotations

from collections import defaultdict

from assay import ids
from assay.connect import sandbox
from assay.models.compute import Phase

from tests.cast import COIN, Stage, dispute_of, funded, job_of, stage, tick
from tests.jobs import flip
from tests.measured_identity import identity_costs
from tests.measured_matching import matching_costs
from tests.measured_programs import court_costs, rewards_costs
from tests.measured_training import training_costs
from tests.measured_vault import vault_costs
from tests.measured_verifier import verifier_costs

# A rise beyond this is a failure until `make costs` is run and the reason told in the commit.
TOLERANCE = 0.01
LEAVES = {0: "gather", 1: "matmul_f32", 2: "gelu", 3: "move", 4: "sum", 5: "max", 6: "exp_sub", 7: "rowdot", 10: "fma", 12: "matmul_i8"}


def measure(target: str) -> dict[str, int]:
    """The dearest call of each verb; the referee's and the reveals' are told apart by leaf and phase."""
    dearest: defaultdict[str, int] = defaultdict(int)
    for op, leaf in LEAVES.items():
        s = stage(sandbox(target))
        if op == min(LEAVES):
            _governance(s)
            _without_dispute(s)
            s.nonce = 10
        _dispute(s, op)
        for receipt in s.chain.receipts():
            verb = f"referee_{leaf}" if receipt.verb == "referee" else receipt.verb
            dearest[verb] = max(dearest[verb], receipt.cost)
    programs = (court_costs, rewards_costs, identity_costs, verifier_costs, vault_costs, matching_costs, training_costs)
    return dict(sorted(dearest.items())) | {verb: cost for costs in programs for verb, cost in costs(target).items()}


def _governance(s: Stage) -> None:
    chain, authority, court = s.chain, s.chain.as_account("authority"), s.chain.as_account("court")
    tick(chain)
    authority.staking.propose_slasher(court.account)
    tick(chain, chain.staking.config().timelock_secs)
    authority.staking.activate_slasher(court.account)
    bonded = funded(chain, "challenger")
    for call in (
        lambda: bonded.staking.bond(100 * COIN),
        lambda: court.staking.lock(bonded.account, 10 * COIN),
        lambda: court.staking.unlock(bonded.account, COIN),
        lambda: court.staking.slash(bonded.account, 5 * COIN, ids.fault_id(b"c" * 32), s.requester.account, 5_000),
        lambda: s.requester.staking.sweep(ids.fault_id(b"c" * 32)),
        lambda: bonded.staking.unbond(20 * COIN),
    ):
        tick(chain)
        call()
    tick(chain, chain.staking.config().unbond_secs)
    bonded.staking.withdraw()
    tick(chain)
    authority.staking.retire_slasher(court.account)


def _without_dispute(s: Stage) -> None:
    s.post()
    tick(s.chain)
    s.requester.compute.cancel(s.job_id)
    s.nonce = 2
    s.up_to_commit()
    s.chain.set_time(job_of(s.chain, s.job_id).window_ends_at)
    s.requester.compute.settle(s.job_id)
    s.nonce = 3
    s.post(deadline_at=s.chain.now() + 10)
    s.accept()
    tick(s.chain, 20)
    s.requester.compute.time_out(s.job_id)


def _dispute(s: Stage, op: int) -> None:
    liar = s.up_to_commit(s.job.outputs({op: flip(1)}))
    s.challenge()
    d = s.fight(liar, s.job.witness(s.job_id))
    assert d.phase is Phase.LEAF
    assert dispute_of(s.chain, s.job_id).op_index == op
    for pay in (lambda: s.requester.compute.refund(s.job_id), lambda: s.requester.compute.reclaim(d.dispute_id)):
        tick(s.chain)
        pay()
