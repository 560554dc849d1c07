"""A Solana node cuts a transaction's logs at 10,000 bytes, and with them the events of whoever fills them up first."""

from __future__ import annotations

from pathlib import Path

from assay.models.compute import Committed, JobState
from assay.solana.network import account_named
from assay_worker.evidence import Evidence
from assay_worker.jobs.store import Store
from assay_worker.queue import Queue
from assay_worker.run import turn
from assay_worker.verifier import Verifier

from tests.cast import job_of, stage, tick
from tests.jobs import flip
from tests.solana.town import litesvm, recorded


def test_nobody_hides_a_lie_from_a_verifier_by_drowning_its_event(tmp_path: Path) -> None:
    """INV-WORKER-2: a verifier follows a job from its posting on, and looks at its state."""
    chain = litesvm()
    s = stage(chain)
    s.post()
    s.accept()
    verifier = Verifier(s.challenger, Evidence(Store(tmp_path / "store")))
    queue = Queue(tmp_path / "queue.sqlite", chain.name)
    turn(verifier, queue)
    provider = chain.as_account("provider")
    lie = s.job.witness(s.job_id, s.job.outputs({1: flip(1)}))
    tick(chain)
    noise = recorded(provider, lambda: provider.staking.bond(1))
    commit = recorded(provider, lambda: provider.compute.commit(s.job_id, *lie.commitment))
    done = chain._transport.send("commit", [account_named("provider")], [*[noise] * 17, commit], 1_400_000)
    assert done.size <= 1_232
    assert job_of(chain, s.job_id).state is JobState.COMMITTED
    assert not any(isinstance(event, Committed) for _, event in chain.events()), "the node kept the event: this story is about one that does not"
    verifier.evidence = Told(s.job.witness(s.job_id))  # type: ignore[assignment]
    tick(chain)
    turn(verifier, queue)
    assert job_of(chain, s.job_id).state is JobState.DISPUTED
    queue.close()


class Told:
    """Evidence whose job was run elsewhere."""

    def __init__(self, witness: object) -> None:
        self._witness = witness

    def witness(self, _: object) -> object:
        return self._witness
