"""Every verb of the verifier with every error that it names, on a chain where each can happen; what is refused leaves no trace, so one chain serves for all."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from assay import errors as e
from assay import ids
from assay.commit import statement as statements
from assay.commit.routes import EZKL, FIELD, GROTH16
from assay.market import Sandbox, Verifier
from assay.models.base import ZERO
from assay.models.deployment import MAX_SECS
from assay.models.verifier import Claim
from assay.reference.network import ReferenceNetwork

from scripts.vectors import ROOT
from tests.cast import tick
from tests.ceremony import Ceremony
from tests.consumers import Manner, behave, consumers
from tests.stories.test_verifier import SAYS, SAYS_ELSE, STATEMENT, claim, said

C, OTHER = Ceremony(), Ceremony("other")
PROOF, CONTRARY = C.prove(STATEMENT), C.prove(said(claim(SAYS_ELSE), bytes(18)))
UNBOUND, LATE = claim(commitment=FIELD.to_bytes(32, "big")), claim(observed_at=2**40)
ACTIVE, TOMBSTONED, BROKEN, FROZEN, CHANGING, NONE = range(1, 7)
# Requests: one that nothing was delivered for, one whose deadline passed, one that was collected, one that was refunded, and none yet.
WAITING, EXPIRED, COLLECTED, REFUNDED, NEW = range(1, 6)


@dataclass
class Scene:
    """A model at rest, one for each end, one whose key changes; a consumer that was called with nonce 1."""

    chain: Sandbox
    consumer: bytes

    def by(self, name: str) -> Verifier:
        return self.chain.as_account(name).verifier

    def model(self, nonce: int) -> bytes:
        return ids.model_id(self.chain.deployment().verifier, self.chain.as_account("owner").account, nonce)

    def register(self, nonce: int = NONE, **changes: Any) -> object:
        sound: dict[str, Any] = {"selector": GROTH16.selector, "key": C.key, "model_digest": ZERO, "timelock_secs": 86_400}
        return self.by("owner").register_model(nonce, **(sound | changes))

    def propose(self, model: int, who: str = "owner", key: bytes = OTHER.key) -> object:
        return self.by(who).propose_key(self.model(model), key, ZERO)

    def verify(self, model: int, statement: bytes = STATEMENT, proof: bytes = PROOF) -> object:
        return self.by("anyone").verify(self.model(model), statement, proof)

    def trip(self, model: int, what: Claim | None = None, proof: bytes = PROOF, other: bytes = SAYS_ELSE, other_proof: bytes = CONTRARY) -> object:
        return self.by("anyone").trip(self.model(model), what or claim(), bytes(18), proof, other, bytes(18), other_proof)

    def call(self, model: int, nonce: int = 2, what: Claim | None = None, proof: bytes | None = None, consumer: bytes | None = None) -> object:
        domain = ids.consumer_domain(self.chain.deployment().verifier, self.chain.verifier.config().chain, self.consumer)
        prover = self.chain.as_account("prover").account
        sound = proof or C.prove(said(claim(), statements.context(domain, self.model(model), nonce, prover)))
        return self.by("anyone").verify_and_call(self.model(model), consumer or self.consumer, nonce, prover, what or claim(), sound)

    def request_id(self, nonce: int) -> bytes:
        return ids.request_id(self.chain.deployment().verifier, self.chain.as_account("requester").account, nonce)

    def request(self, model: int, nonce: int = NEW, who: str = "requester", high: int = 10, low: int = 4, secs: int = 1_000) -> object:
        return self.by(who).request_proof(nonce, self.model(model), self.consumer, high, low, self.chain.now() + secs)

    def collect(self, nonce: int) -> object:
        return self.by("anyone").collect_tip(self.request_id(nonce))

    def refund(self, nonce: int) -> object:
        return self.by("anyone").refund_request(self.request_id(nonce))


def scene(chain: Sandbox) -> Scene:
    reference = chain if isinstance(chain, ReferenceNetwork) else None
    if reference:
        made = chain.as_account("a consumer").account
        behave(chain, reference, made, Manner.TAKE)
    else:
        (made,) = consumers(chain, count=1)
    s = Scene(chain, made)
    for nonce in (ACTIVE, TOMBSTONED, BROKEN, CHANGING):
        tick(chain)
        s.register(nonce)
    tick(chain)
    s.register(FROZEN, selector=EZKL.selector, key=Ceremony(route=EZKL).key)
    chain.faucet(chain.as_account("requester").account, 1_000)
    for end in (
        lambda: s.request(ACTIVE, EXPIRED, secs=1),
        lambda: s.request(ACTIVE, COLLECTED),
        lambda: s.request(CHANGING, REFUNDED, secs=1),
        lambda: s.by("owner").tombstone(s.model(TOMBSTONED)),
        lambda: s.trip(BROKEN),
        lambda: s.by("authority").freeze_route(EZKL.selector),
        lambda: s.propose(CHANGING),
        lambda: s.call(ACTIVE, 1),
        lambda: s.request(ACTIVE, WAITING, secs=100_000),
        lambda: s.collect(COLLECTED),
        lambda: s.refund(REFUNDED),
    ):
        tick(chain)
        end()
    return s


REFUSED: dict[str, Callable[[Scene], object]] = {
    "register_model ModelExists": lambda s: s.register(ACTIVE),
    "register_model ModelExists, by another key": lambda s: s.register(TOMBSTONED, key=OTHER.key),
    "register_model UnknownRoute": lambda s: s.register(selector=b"none"),
    "register_model RouteIsFrozen": lambda s: s.register(selector=EZKL.selector, key=Ceremony(route=EZKL).key),
    "register_model BadTimelock": lambda s: s.register(timelock_secs=0),
    "register_model BadTimelock, of a lifetime": lambda s: s.register(timelock_secs=2**64 - 1),
    "register_model BadVerificationKey": lambda s: s.register(key=C.key[:-64] + bytes(64)),
    "register_model BadVerificationKey, of another route": lambda s: s.register(key=Ceremony(route=EZKL).key),
    "propose_key UnknownModel": lambda s: s.propose(NONE),
    "propose_key NotModelOwner": lambda s: s.propose(ACTIVE, "anyone"),
    "propose_key NotModelOwner, the authority": lambda s: s.propose(ACTIVE, "authority"),
    "propose_key ModelIsTombstoned": lambda s: s.propose(TOMBSTONED),
    "propose_key ModelIsBroken": lambda s: s.propose(BROKEN),
    "propose_key BadVerificationKey": lambda s: s.propose(ACTIVE, key=C.key[:-1]),
    "activate_key UnknownModel": lambda s: s.by("anyone").activate_key(s.model(NONE)),
    "activate_key ModelIsTombstoned": lambda s: s.by("anyone").activate_key(s.model(TOMBSTONED)),
    "activate_key ModelIsBroken": lambda s: s.by("anyone").activate_key(s.model(BROKEN)),
    "activate_key NoKeyProposed": lambda s: s.by("anyone").activate_key(s.model(ACTIVE)),
    "activate_key TimelockOpen": lambda s: s.by("anyone").activate_key(s.model(CHANGING)),
    "activate_key TimelockOpen, for the owner": lambda s: s.by("owner").activate_key(s.model(CHANGING)),
    "tombstone UnknownModel": lambda s: s.by("owner").tombstone(s.model(NONE)),
    "tombstone NotModelOwner": lambda s: s.by("authority").tombstone(s.model(ACTIVE)),
    "tombstone ModelIsTombstoned": lambda s: s.by("owner").tombstone(s.model(TOMBSTONED)),
    "tombstone ModelIsBroken": lambda s: s.by("owner").tombstone(s.model(BROKEN)),
    "trip UnknownModel": lambda s: s.trip(NONE),
    "trip ModelIsTombstoned": lambda s: s.trip(TOMBSTONED),
    "trip ModelIsBroken": lambda s: s.trip(BROKEN),
    "trip RouteIsFrozen": lambda s: s.trip(FROZEN),
    "trip NotContradictory": lambda s: s.trip(ACTIVE, other=SAYS, other_proof=PROOF),
    "trip NotInField": lambda s: s.trip(ACTIVE, UNBOUND),
    "trip NotInField, too late": lambda s: s.trip(ACTIVE, LATE),
    "trip MalformedProof": lambda s: s.trip(ACTIVE, proof=b""),
    "trip MalformedProof, of the other": lambda s: s.trip(ACTIVE, other_proof=CONTRARY + b"\x00"),
    "trip FalseProof": lambda s: s.trip(ACTIVE, proof=CONTRARY),
    "trip FalseProof, of the other": lambda s: s.trip(ACTIVE, other_proof=PROOF),
    "freeze_route NotVerifierAuthority": lambda s: s.by("owner").freeze_route(GROTH16.selector),
    "freeze_route UnknownRoute": lambda s: s.by("authority").freeze_route(b"none"),
    "freeze_route RouteIsFrozen": lambda s: s.by("authority").freeze_route(EZKL.selector),
    "verify UnknownModel": lambda s: s.verify(NONE),
    "verify ModelIsTombstoned": lambda s: s.verify(TOMBSTONED),
    "verify ModelIsBroken": lambda s: s.verify(BROKEN),
    "verify RouteIsFrozen": lambda s: s.verify(FROZEN),
    "verify NotInField": lambda s: s.verify(ACTIVE, (int.from_bytes(STATEMENT, "big") + FIELD).to_bytes(32, "big")),
    "verify MalformedProof": lambda s: s.verify(ACTIVE, proof=bytes(64) + PROOF[64:]),
    "verify FalseProof": lambda s: s.verify(ACTIVE, proof=CONTRARY),
    "verify FalseProof, of a key that only waits": lambda s: s.verify(CHANGING, proof=OTHER.prove(STATEMENT)),
    "verify_and_call UnknownModel": lambda s: s.call(NONE),
    "verify_and_call ModelIsTombstoned": lambda s: s.call(TOMBSTONED),
    "verify_and_call ModelIsBroken": lambda s: s.call(BROKEN),
    "verify_and_call RouteIsFrozen": lambda s: s.call(FROZEN),
    "verify_and_call NotConsumer": lambda s: s.call(ACTIVE, consumer=s.chain.as_account("anyone").account),
    "verify_and_call NonceUsed": lambda s: s.call(ACTIVE, 1),
    "verify_and_call NonceUsed, zero": lambda s: s.call(ACTIVE, 0),
    "verify_and_call NotInField": lambda s: s.call(ACTIVE, what=UNBOUND),
    "verify_and_call NotInField, too late": lambda s: s.call(ACTIVE, what=LATE),
    "verify_and_call MalformedProof": lambda s: s.call(ACTIVE, proof=PROOF[:-1]),
    "verify_and_call FalseProof": lambda s: s.call(ACTIVE, proof=PROOF),
    "request_proof RequestExists": lambda s: s.request(ACTIVE, WAITING),
    "request_proof RequestExists, though it was refunded": lambda s: s.request(ACTIVE, REFUNDED),
    "request_proof BadTip": lambda s: s.request(ACTIVE, low=0),
    "request_proof BadTip, that rises": lambda s: s.request(ACTIVE, high=3),
    "request_proof BadTip, of nothing": lambda s: s.request(ACTIVE, high=0, low=0),
    "request_proof BadDeadline": lambda s: s.request(ACTIVE, secs=0),
    "request_proof BadDeadline, of a lifetime": lambda s: s.request(ACTIVE, secs=MAX_SECS + 10),
    "request_proof BadDeadline, beyond all time": lambda s: s.by("requester").request_proof(NEW, s.model(ACTIVE), s.consumer, 10, 4, 2**64 - 1),
    "request_proof UnknownModel": lambda s: s.request(NONE),
    "request_proof ModelIsTombstoned": lambda s: s.request(TOMBSTONED),
    "request_proof ModelIsBroken": lambda s: s.request(BROKEN),
    "request_proof RouteIsFrozen": lambda s: s.request(FROZEN),
    "request_proof InsufficientFunds": lambda s: s.request(ACTIVE, high=1_001),
    "request_proof InsufficientFunds, of all there can be": lambda s: s.request(ACTIVE, high=2**64 - 1),
    "request_proof InsufficientFunds, of somebody who has none": lambda s: s.request(ACTIVE, who="anyone"),
    "collect_tip UnknownRequest": lambda s: s.collect(NEW),
    "collect_tip RequestClosed": lambda s: s.collect(COLLECTED),
    "collect_tip RequestClosed, refunded": lambda s: s.collect(REFUNDED),
    "collect_tip NothingDelivered": lambda s: s.collect(WAITING),
    "collect_tip RequestExpired": lambda s: s.collect(EXPIRED),
    "refund_request UnknownRequest": lambda s: s.refund(NEW),
    "refund_request RequestOpen": lambda s: s.refund(WAITING),
    "refund_request RequestClosed": lambda s: s.refund(REFUNDED),
}


# A token that refuses to move: the attack tests have one (tests/{solana,evm}/test_proof_requests_attacks.py).
PAYING = ("request_proof", "collect_tip", "refund_request")


def documented() -> set[tuple[str, str]]:
    """(verb, error) as market.Verifier says."""
    found = set()
    for verb, method in inspect.getmembers(Verifier, inspect.isfunction):
        told = re.search(r"Errors: (.*?)\.( Event|$)", " ".join((inspect.getdoc(method) or "").split()))
        found |= {(verb, word) for word in re.findall(r"\w+", told[1] if told else "") if word in e.BY_NAME}
    return found


def test_every_refusal_is_told_and_every_told_one_happens(chain: Sandbox) -> None:
    """INV-VERIFIER-8: what market.Verifier names, and nothing else, is what each verb refuses with, on every chain; and it changes nothing."""
    assert {(key.split()[0], key.split()[1].rstrip(",")) for key in REFUSED} == documented() - {(verb, "TransferFailed") for verb in PAYING}
    s = scene(chain)
    told, models = list(chain.events()), [chain.verifier.model(s.model(n)) for n in range(1, 7)]
    requests = [chain.verifier.request(s.request_id(n)) for n in range(1, 6)]
    for what, call in REFUSED.items():
        tick(chain)
        with pytest.raises(e.ProtocolError) as refused:
            call(s)
        assert type(refused.value).__name__ == what.split()[1].rstrip(","), what
    assert list(chain.events()) == told
    assert [chain.verifier.model(s.model(n)) for n in range(1, 7)] == models
    assert [chain.verifier.request(s.request_id(n)) for n in range(1, 6)] == requests
    assert chain.balance(chain.as_account("requester").account) == 1_000 - 4 * 10 + 10
    assert chain.verifier.delivery(s.consumer, s.model(ACTIVE)).nonce == 1
    tick(chain)
    assert s.call(ACTIVE)


def test_the_interface_names_the_same_errors() -> None:
    """INV-VERIFIER-8: the Solidity interface and the Solana program's documents say of each verb what market.Verifier says."""
    solidity = (ROOT / "programs/evm/verifier/IVerifier.sol").read_text()
    found = set()
    for block, name in re.findall(r"((?:    ///[^\n]*\n)+)    function (\w+)\(", solidity):
        text = re.search(r"Errors: (.*?)\.\s( ?Event|$)", " ".join(re.sub(r"\s*///", " ", block).split()) + " ")
        verb = re.sub(r"(?=[A-Z])", "_", name).lower()
        found |= {(verb, word) for word in re.findall(r"\w+", text[1] if text else "") if word in e.BY_NAME}
    assert found == documented()
