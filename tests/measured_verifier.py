"""What every verb of the verifier costs, and a verification on each route."""

from __future__ import annotations

from assay import ids
from assay.commit.routes import ROUTES
from assay.connect import unchecked
from assay.market import Sandbox

from tests.cast import COIN, funded, tick
from tests.ceremony import Ceremony
from tests.consumers import consumers
from tests.stories.test_verifier import DAY, SAYS_ELSE, STATEMENT, claim, laboratory, said


def verifier_costs(target: str) -> dict[str, int]:
    """By verb; keys and proofs by the route's name."""
    return {f"verifier_{name}": cost for name, cost in sorted((_routes(unchecked(target)) | _life(unchecked(target))).items())}


def _last(chain: Sandbox) -> int:
    return chain.receipts()[-1].cost


def _routes(chain: Sandbox) -> dict[str, int]:
    costs = {}
    for nonce, route in enumerate(ROUTES.values()):
        lab = laboratory(chain, route, nonce)
        costs[f"register_model_{route.name.lower()}"] = _last(chain)
        lab.verify(STATEMENT, lab.ceremony.prove(STATEMENT))
        costs[f"verify_{route.name.lower()}"] = _last(chain)
    tick(chain)
    chain.as_account("authority").verifier.freeze_route(route.selector)
    costs["freeze_route"] = _last(chain)
    return costs


def _life(chain: Sandbox) -> dict[str, int]:
    """A model that changes its key, serves a consumer and breaks; and one that is buried."""
    lab, costs = laboratory(chain), {}
    buried = laboratory(chain, nonce=2)
    (consumer,) = consumers(chain, count=1)
    second = Ceremony("second", model_digest=lab.ceremony.model_digest)
    proofs, prover = [second.prove(said(claim(), lab.context(consumer, nonce))) for nonce in (1, 2)], lab.anyone.account
    requester = funded(chain, "requester")
    request = ids.request_id(chain.deployment().verifier, requester.account, 1)
    other = second.prove(said(claim(SAYS_ELSE), bytes(18)))
    for name, call in (
        ("propose_key", lambda: lab.owner.verifier.propose_key(lab.model_id, second.key, second.model_digest)),
        ("activate_key", lambda: lab.anyone.verifier.activate_key(lab.model_id)),
        ("first_call", lambda: lab.anyone.verifier.verify_and_call(lab.model_id, consumer, 1, prover, claim(), proofs[0])),
        ("request_proof", lambda: requester.verifier.request_proof(1, lab.model_id, consumer, 2 * COIN, COIN, chain.now() + 10 * DAY)),
        ("verify_and_call", lambda: lab.anyone.verifier.verify_and_call(lab.model_id, consumer, 2, prover, claim(), proofs[1])),
        ("collect_tip", lambda: lab.anyone.verifier.collect_tip(request)),
        ("refund_request", lambda: lab.anyone.verifier.refund_request(request)),
        ("trip", lambda: lab.anyone.verifier.trip(lab.model_id, claim(), lab.context(consumer, 1), proofs[0], SAYS_ELSE, bytes(18), other)),
        ("tombstone", lambda: buried.owner.verifier.tombstone(buried.model_id)),
    ):
        tick(chain, DAY)
        call()
        costs[name] = _last(chain)
    return costs
