"""A forged tile: judged on chain by one number of one operator, its provider slashed; and a picture bought tile by tile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from assay import ids
from assay.commit.program import Kind, Map, Operator, Program
from assay.connect import sandbox
from assay.errors import InputError
from assay.market import Sandbox
from assay.models.compute import Job, JobState, Outcome
from assay_worker.cheats import forged_accumulator, forged_operator
from assay_worker.commands import commands
from assay_worker.evidence import Evidence, witness_of
from assay_worker.jobs.bundle import JobBundle
from assay_worker.jobs.render import commands as render_commands
from assay_worker.jobs.render.scene import Picture
from assay_worker.jobs.render.tiles import Tile, tile_bundle
from assay_worker.jobs.store import Store
from assay_worker.provider import Provider
from assay_worker.verify.play import challenger_move, provider_move
from assay_worker.verify.witness import Witness
from PIL import Image
from typer.testing import CliRunner

from tests.cast import COIN, SPEC, dispute_of, funded, job_of, tick

PICTURE = Picture.cornell(width=12, height=10, samples=2, bounces=1)
TILE = Tile(4, 6, 6, 4)
Conduct = Callable[[Witness, Job], Witness]


def first(program: Program, is_it: Callable[[Operator], bool]) -> int:
    return next(at for at, op in enumerate(program.operators) if is_it(op))


def operators() -> dict[str, int]:
    """One operator of each kind that a tile's program has, by what it does there."""
    program = tile_bundle(PICTURE, TILE).program
    return {
        "a ray's length": first(program, lambda op: op.function == Map.RSQRT),
        "a turn to rows": first(program, lambda op: op.kind is Kind.MOVE),
        "the nearest": first(program, lambda op: op.kind is Kind.MAX_F32),
        "which is nearest": first(program, lambda op: op.function == Map.EXP_SUB),
        "its colour": first(program, lambda op: op.kind is Kind.MATMUL_F32),
        "a lamp's near half": first(program, lambda op: op.function == Map.TANH),
        "a pixel's sum": first(program, lambda op: op.kind is Kind.SUM_F32),
        "the picture": len(program.operators) - 1,
    }


@dataclass
class Studio:
    """Somebody who orders a tile, a renderer who may cheat, and a challenger who renders it too."""

    chain: Sandbox
    conduct: Conduct = field(default=lambda witness, job: witness)

    def __post_init__(self) -> None:
        self.requester, self.provider, self.challenger = (funded(self.chain, name) for name in ("requester", "provider", "challenger"))
        tick(self.chain)
        self.provider.compute.register(SPEC)
        tick(self.chain)
        self.provider.staking.bond(500 * COIN)
        self.bundle = tile_bundle(PICTURE, TILE)
        tick(self.chain)
        self.job_id = self.requester.compute.post(1, self.bundle.terms(20 * COIN, 50 * COIN, self.chain.now() + 3_600)).job_id
        tick(self.chain)
        self.provider.compute.accept(self.job_id)
        self.honest = witness_of(self.bundle, self.job_id)
        self.shown = self.conduct(self.honest, job_of(self.chain, self.job_id))
        tick(self.chain)
        self.provider.compute.commit(self.job_id, *self.shown.commitment)

    def dispute(self, belief: Witness) -> None:
        tick(self.chain)
        self.challenger.compute.challenge(self.job_id)
        while job_of(self.chain, self.job_id).state is JobState.DISPUTED:
            tick(self.chain)
            assert challenger_move(self.challenger, self.job_id, belief) or provider_move(self.provider, self.job_id, self.shown)

    def slashed(self) -> None:
        """The requester has its price back, the challenger half of the stake, the provider the loss."""
        assert dispute_of(self.chain, self.job_id).outcome is Outcome.PROVIDER_LOST
        assert job_of(self.chain, self.job_id).state is JobState.FAULTED
        fault = self.chain.staking.fault(ids.fault_id(dispute_of(self.chain, self.job_id).dispute_id))
        assert fault is not None
        assert (fault.amount, fault.reward, fault.beneficiary) == (50 * COIN, 25 * COIN, self.challenger.account)
        stake = self.chain.staking.stake(self.provider.account)
        assert stake is not None
        assert (stake.bonded, stake.locked) == (450 * COIN, 0)


@pytest.mark.parametrize("name", operators())
def test_a_forged_tile_is_disputed_down_to_one_number(chain: Sandbox, name: str) -> None:
    """INV-COMPUTE-7: whichever operator of the path tracer is forged, and whichever ray; the chain computes that one value."""
    at = operators()[name]
    s = Studio(chain, forged_operator(at, 11, 18))
    s.dispute(s.honest)
    d = dispute_of(chain, s.job_id)
    place = 11 % s.bundle.program.operators[at].dims.values
    assert (d.op_index, d.position) == (at, place)
    s.slashed()


def test_another_seeds_tile_is_not_the_one_that_was_ordered(chain: Sandbox) -> None:
    """INV-COMPUTE-7: a tile of the same scene by other random numbers looks as good, and is another."""

    def other(witness: Witness, job: Job) -> Witness:
        return witness_of(JobBundle(witness.program, list(witness.model), tile_bundle(PICTURE.model_copy(update={"seed": 1}), TILE).inputs), job.job_id)

    s = Studio(chain, other)
    s.dispute(s.honest)
    s.slashed()


def test_bent_accumulators_do_not_save_a_forged_colour(chain: Sandbox) -> None:
    """INV-COMPUTE-7: the chain of a product is opened, and its claimed values do not follow from the table and the ray."""
    s = Studio(chain, forged_accumulator(operators()["its colour"]))
    s.dispute(s.honest)
    s.slashed()


@pytest.mark.parametrize("name", ["which is nearest", "its colour", "the picture"])
def test_an_honest_tile_survives_a_challenge(chain: Sandbox, name: str) -> None:
    """INV-COMPUTE-8: whatever a challenger believes that a ray met, the chain's number is the provider's."""
    s = Studio(chain)
    s.dispute(forged_operator(operators()[name], 5)(s.honest, job_of(chain, s.job_id)))
    assert dispute_of(chain, s.job_id).outcome is Outcome.CHALLENGER_LOST
    assert job_of(chain, s.job_id).state is JobState.COMMITTED


def test_a_picture_is_bought_tile_by_tile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Posted by one command, rendered by a provider's own loop, put together by another; again and out of turn does no harm."""
    chain, runner = sandbox("reference"), CliRunner()
    requester, provider = funded(chain, "requester"), funded(chain, "provider")
    monkeypatch.setattr(render_commands, "joined", lambda on, key: requester)
    provider.compute.register(SPEC)
    provider.staking.bond(500 * COIN)
    file, store, out, alone = tmp_path / "box.json", tmp_path / "store", tmp_path / "box.png", tmp_path / "alone.png"
    file.write_text(PICTURE.model_dump_json())
    place = [str(file), "--chain", "reference", "--store", str(store), "--nonce", "40", "--edge", "8"]
    posting, assembling = ["render", "post", "20", "50", *place], ["render", "assemble", *place, "--out", str(out)]

    early = runner.invoke(commands, assembling)
    assert isinstance(early.exception, InputError)
    for _ in range(2):
        said = runner.invoke(commands, posting)
        assert said.exit_code == 0, said.output
    jobs = [ids.job_id(chain.deployment().compute, requester.account, 40 + at) for at in range(4)]
    early = runner.invoke(commands, assembling)
    assert isinstance(early.exception, InputError)
    assert "open" in str(early.exception)

    role = Provider(provider, SPEC, Evidence(Store(store)))
    for job_id in jobs:
        while job_of(chain, job_id).state not in (JobState.COMMITTED, JobState.SETTLED):
            tick(chain)
            role.step(job_id)
    said = runner.invoke(commands, assembling)
    assert said.exit_code == 0, said.output
    assert runner.invoke(commands, ["render", "picture", str(file), "--out", str(alone)]).exit_code == 0
    with Image.open(out) as bought, Image.open(alone) as made:
        assert bought.tobytes() == made.tobytes()

    file.write_text(PICTURE.model_copy(update={"seed": 3}).model_dump_json())
    wrong = runner.invoke(commands, assembling)
    assert isinstance(wrong.exception, InputError)  # the jobs are not of this picture
