"""A keeper that works for tips: real proofs of the committed circuit, requests found on the chain, tips collected, at once or after it was killed."""

from __future__ import annotations

import pytest
from assay import ids
from assay.commit.routes import GROTH16
from assay.connect import sandbox
from assay.market import Sandbox
from assay.models.verifier import RequestState
from assay_worker.zkml.keeper import Keeper
from assay_worker.zkml.prover import Circuit

from tests.cast import COIN, tick
from tests.treasury import Treasury, treasury

HIGH, LOW, SECS = 8 * COIN, 2 * COIN, 40_000


@pytest.fixture(params=["reference", "solana:litesvm", "evm:pyevm"])
def chain(request: pytest.FixtureRequest) -> Sandbox:
    return sandbox(request.param)


def working_for(t: Treasury) -> tuple[Circuit, bytes]:
    """The vault's policy takes to the committed circuit's model."""
    circuit, owner, nonce = Circuit.named(), t.owner, 7
    tick(t.chain)
    owner.verifier.register_model(nonce, GROTH16.selector, circuit.key.data, circuit.model.digest, 2 * 86_400)
    model_id = ids.model_id(t.chain.deployment().verifier, owner.account, nonce)
    t.adopt(model_id=model_id)
    t.observe(10)
    return circuit, model_id


def test_a_keeper_proves_where_it_pays_and_collects(chain: Sandbox) -> None:
    """INV-VERIFIER-14: it makes no proof for less than it asks; what it delivered is paid to it, though it was killed in between."""
    t = treasury(chain, observed=False)
    circuit, model_id = working_for(t)
    keeper = Keeper(t.keeper, circuit, least_tip=5 * COIN)
    assert keeper.prove() is None
    assert keeper.tips() == 0

    def ask(nonce: int, high: int = HIGH) -> bytes:
        tick(chain)
        return t.alice.verifier.request_proof(nonce, model_id, t.address, high, LOW, chain.now() + SECS).request_id

    ask(1, high=3 * COIN)
    assert keeper.prove() is None
    second = ask(2)
    assert 10 * COIN < keeper.tips() <= 11 * COIN
    before = chain.balance(t.keeper.account)
    event = keeper.step()
    assert event is not None
    assert event.prover == t.keeper.account

    # Killed here: what comes after knows only the chain.
    tick(chain, 1_000)
    again = Keeper(t.keeper, circuit, least_tip=5 * COIN)
    paid = again.collect()
    assert [tip.prover for tip in paid] == [t.keeper.account] * 2
    assert chain.balance(t.keeper.account) == before + sum(tip.amount for tip in paid)
    assert again.collect() == []
    request = chain.verifier.request(second)
    assert request is not None
    assert (request.state, request.left) == (RequestState.COLLECTED, HIGH - paid[1].amount)

    # Another's delivery is another's tip.
    ask(3)
    assert (again.collect(), keeper.collect()) == ([], [])
    assert again.prove() is None  # the observation has served
