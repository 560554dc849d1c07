"""A proof that a circuit made, of a model that was trained, is what both chains' verifiers take: nothing here knows the ceremony's waste."""

from __future__ import annotations

from functools import cache

import pytest
from assay import errors as e
from assay import ids
from assay.commit import statement as statements
from assay.commit.routes import GROTH16
from assay.connect import sandbox
from assay.market import Sandbox
from assay_worker.zkml.model import Observation
from assay_worker.zkml.prover import Circuit, Proof, prove

from tests.cast import funded, tick

DAY = 86_400
POOLS = (450, 8_000, 1_200_000, 620, 9_100, 350_000, 300, 4_000, 9_000_000, 1_250, 9_700, 80_000)
SEEN = Observation(1_800_000_000, POOLS, (4_000, 4_000, 5_000, 2_000))


@cache
def circuit() -> Circuit:
    return Circuit.named("allocator")


@cache
def proved(context: bytes) -> Proof:
    return prove(circuit(), context, SEEN)


@pytest.fixture(params=["reference", "solana:litesvm", "evm:pyevm"])
def chain(request: pytest.FixtureRequest) -> Sandbox:
    return sandbox(request.param)


def test_a_real_proof_holds_on_chain_and_no_other_says_so(chain: Sandbox) -> None:
    """INV-VERIFIER-1, INV-VERIFIER-2: for its statement, as bound to its context, and for nothing else."""
    owner = funded(chain, "owner")
    tick(chain)
    model_id = owner.verifier.register_model(1, GROTH16.selector, circuit().key.data, circuit().model.digest, DAY).model_id
    made = proved(bytes(range(18)))
    said = made.statement.to_bytes(32, "big")
    assert made.statement == SEEN.statement(circuit().model, bytes(range(18)))
    tick(chain)
    assert owner.verifier.verify(model_id, said, made.data).statement == said
    weights = statements.weights_result(made.result)
    other = bytes([weights[0] ^ 1]) + weights[1:]
    lie = statements.statement(bytes(range(18)), made.commitment, SEEN.observed_at, other).to_bytes(32, "big")
    elsewhere = statements.statement(bytes(18), made.commitment, SEEN.observed_at, weights).to_bytes(32, "big")
    for wrong in (lie, elsewhere):
        tick(chain)
        with pytest.raises(e.FalseProof):
            owner.verifier.verify(model_id, wrong, made.data)
    tick(chain)
    with pytest.raises((e.FalseProof, e.MalformedProof)):
        owner.verifier.verify(model_id, said, made.data[:-1] + bytes([made.data[-1] ^ 1]))


def test_the_context_binds_a_proof_to_one_use() -> None:
    """INV-VERIFIER-3, INV-VERIFIER-13: another nonce, consumer, chain or prover is another context, and so another statement."""
    used = {
        statements.context(ids.consumer_domain(bytes([p]) * 32, bytes([c]) * 32, bytes([v]) * 32), bytes(32), n, bytes([by]) * 32)
        for p in range(2) for c in range(2) for v in range(2) for n in range(2) for by in range(2)
    }  # fmt: skip
    assert len(used) == 32
