"""The people of the stories, with money in their pockets, and the turns they take."""

from __future__ import annotations

from dataclasses import dataclass

from assay import ids
from assay.commit.tensor import Tensor
from assay.market import Sandbox
from assay.models.compute import Dispute, Job, JobState, Spec
from assay_worker.verify.play import challenger_move, current_dispute, provider_move, revealed_trace, revelations
from assay_worker.verify.witness import Witness

from tests.jobs import SmallJob, small_job

COIN = 1_000_000
SPEC = Spec(device=1, memory_mib=16_384, units=2, region=756, ask=COIN)


def funded(chain: Sandbox, name: str, coins: int = 1_000) -> Sandbox:
    """An account by name that holds `coins` whole tokens."""
    who = chain.as_account(name)
    chain.faucet(who.account, coins * COIN)
    return who


def tick(chain: Sandbox, secs: int = 1) -> None:
    chain.set_time(chain.now() + secs)


def job_of(chain: Sandbox, job_id: bytes) -> Job:
    job = chain.compute.job(job_id)
    assert job is not None
    return job


def openings_of(chain: Sandbox, job_id: bytes, witness: Witness) -> bytes:
    """What the referee needs, from a witness and from what the dispute brought to light."""
    d = dispute_of(chain, job_id)
    return witness.openings(d, revealed_trace(job_of(chain, job_id), revelations(chain, d.dispute_id)))


def dispute_of(chain: Sandbox, job_id: bytes) -> Dispute:
    d = current_dispute(chain, job_of(chain, job_id))
    assert d is not None
    return d


@dataclass
class Stage:
    """A requester, a bonded provider and a challenger around one small job."""

    chain: Sandbox
    requester: Sandbox
    provider: Sandbox
    challenger: Sandbox
    job: SmallJob
    nonce: int = 1

    @property
    def job_id(self) -> bytes:
        return ids.job_id(self.chain.deployment().compute, self.requester.account, self.nonce)

    @property
    def parties(self) -> tuple[Sandbox, ...]:
        return (self.requester, self.provider, self.challenger)

    def post(self, **changes: object) -> bytes:
        tick(self.chain)
        return self.requester.compute.post(self.nonce, self.job.terms(**changes)).job_id

    def accept(self) -> None:
        tick(self.chain)
        self.provider.compute.accept(self.job_id)

    def commit(self, outputs: list[Tensor] | None = None) -> Witness:
        """The provider commits to a trace over `outputs`, the honest ones if None."""
        witness = self.job.witness(self.job_id, outputs)
        tick(self.chain)
        self.provider.compute.commit(self.job_id, *witness.commitment)
        return witness

    def up_to_commit(self, outputs: list[Tensor] | None = None) -> Witness:
        self.post()
        self.accept()
        return self.commit(outputs)

    def challenge(self) -> None:
        tick(self.chain)
        self.challenger.compute.challenge(self.job_id)

    def fight(self, provider: Witness, challenger: Witness) -> Dispute:
        """Both sides play until the dispute is decided."""
        for _ in range(200):
            if job_of(self.chain, self.job_id).state is not JobState.DISPUTED:
                return dispute_of(self.chain, self.job_id)
            tick(self.chain)
            assert challenger_move(self.challenger, self.job_id, challenger) or provider_move(self.provider, self.job_id, provider)
        raise AssertionError("the dispute does not end")


def stage(chain: Sandbox, job: SmallJob | None = None) -> Stage:
    """Everyone funded, the provider registered and bonded with 500 coins."""
    s = Stage(chain, funded(chain, "requester"), funded(chain, "provider"), funded(chain, "challenger"), job or small_job())
    tick(chain)
    s.provider.compute.register(SPEC)
    tick(chain)
    s.provider.staking.bond(500 * COIN)
    return s
