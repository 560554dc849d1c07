"""Models, proofs and those who rely on them, told once and run on the reference, Solana and the EVM."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from assay import errors as e
from assay import ids
from assay.commit import routes
from assay.commit import statement as statements
from assay.commit.routes import EZKL, FIELD, GROTH16, RECEIPT, RISC_ZERO, ROUTES, SP1, Route
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.deployment import MAX_SECS
from assay.models.verifier import Claim, ConsumerCalled, Delivery, ModelState, RegisteredModel
from assay.reference.groth16 import PRIME

from tests.cast import tick
from tests.ceremony import Ceremony, g1_bytes, negated, off_subgroup

DAY = 86_400
SAYS = statements.weights_result([4_000, 3_000, 2_000, 1_000])
SAYS_ELSE = statements.weights_result([0, 0, 0, 10_000])


@dataclass
class Laboratory:
    """An owner with a registered model, and anybody."""

    chain: Sandbox
    ceremony: Ceremony
    nonce: int = 1

    def __post_init__(self) -> None:
        self.owner, self.anyone = self.chain.as_account("owner"), self.chain.as_account("anyone")

    @property
    def model_id(self) -> bytes:
        return ids.model_id(self.chain.deployment().verifier, self.owner.account, self.nonce)

    @property
    def model(self) -> RegisteredModel:
        model = self.chain.verifier.model(self.model_id)
        assert model is not None
        return model

    def register(self, **changes: object) -> None:
        tick(self.chain)
        c = self.ceremony
        sound: dict[str, Any] = {"selector": c.route.selector, "key": c.key, "model_digest": c.model_digest, "timelock_secs": DAY}
        self.owner.verifier.register_model(self.nonce, **(sound | changes))

    def context(self, consumer: bytes, nonce: int = 1, prover: bytes | None = None) -> bytes:
        """Of a proof made for anyone's account, unless it is another's."""
        domain = ids.consumer_domain(self.chain.deployment().verifier, self.chain.verifier.config().chain, consumer)
        return statements.context(domain, self.model_id, nonce, self.anyone.account if prover is None else prover)

    def deliver(self, consumer: bytes, nonce: int = 1, prover: bytes | None = None, sender: Sandbox | None = None) -> ConsumerCalled:
        """Somebody, mostly the prover, hands a consumer a true proof."""
        tick(self.chain)
        made_for = self.anyone.account if prover is None else prover
        proof = self.ceremony.prove(said(claim(), self.context(consumer, nonce, made_for)))
        return (sender or self.anyone).verifier.verify_and_call(self.model_id, consumer, nonce, made_for, claim(), proof)

    def verify(self, statement: bytes, proof: bytes) -> None:
        tick(self.chain)
        self.anyone.verifier.verify(self.model_id, statement, proof)


def laboratory(chain: Sandbox, route: Route = GROTH16, nonce: int = 1) -> Laboratory:
    lab = Laboratory(chain, Ceremony(route=route, parameters=bytes(range(route.parameters)), model_digest=b"\x01".rjust(32, b"\x00")), nonce)
    lab.register()
    return lab


def claim(result: bytes = SAYS, **changes: object) -> Claim:
    sound: dict[str, Any] = {"commitment": (7).to_bytes(32, "big"), "observed_at": 1_800_000_000, "result": result}
    return Claim(**(sound | changes))


def said(claim: Claim, context: bytes) -> bytes:
    return statements.statement(context, int.from_bytes(claim.commitment, "big"), claim.observed_at, claim.result).to_bytes(32, "big")


STATEMENT = said(claim(), bytes(18))


@pytest.mark.parametrize("route", ROUTES.values(), ids=lambda r: r.name)
def test_a_model_is_registered_and_what_it_proves_holds(chain: Sandbox, route: Route) -> None:
    """INV-VERIFIER-1: a proof holds for its statement and for no other, on every route."""
    lab = laboratory(chain, route)
    model = lab.model
    assert (model.state, model.version, model.selector, model.owner) == (ModelState.ACTIVE, 0, route.selector, lab.owner.account)
    assert chain.verifier.key(lab.model_id, 0) == lab.ceremony.key
    lab.verify(STATEMENT, lab.ceremony.prove(STATEMENT))
    with pytest.raises(e.FalseProof):
        lab.verify(said(claim(SAYS_ELSE), bytes(18)), lab.ceremony.prove(STATEMENT))
    with pytest.raises(e.UnknownModel):
        lab.anyone.verifier.verify(ZERO, STATEMENT, lab.ceremony.prove(STATEMENT))
    with pytest.raises(e.ModelExists):
        lab.register()


def test_no_byte_of_a_proof_can_be_bent(chain: Sandbox) -> None:
    """INV-VERIFIER-2: a bit anywhere, a byte too few or too many, and the proof is refused; the same statement's other proofs hold."""
    lab = laboratory(chain)
    proof = lab.ceremony.prove(STATEMENT)
    for at in range(0, 256, 16):
        bent = proof[:at] + bytes([proof[at] ^ 1 << at % 8]) + proof[at + 1 :]
        with pytest.raises((e.MalformedProof, e.FalseProof)):
            lab.verify(STATEMENT, bent)
    for other in (b"", proof[:-1], proof + b"\x00", proof[:64] + proof[192:]):
        with pytest.raises(e.MalformedProof):
            lab.verify(STATEMENT, other)
    lab.verify(STATEMENT, negated(proof))
    lab.verify(STATEMENT, lab.ceremony.prove(STATEMENT, salt=1))


def test_points_that_are_none_are_refused(chain: Sandbox) -> None:
    """INV-VERIFIER-6: coordinates are canonical, points on their curve, in the subgroup, and not at infinity."""
    lab = laboratory(chain)
    proof = lab.ceremony.prove(STATEMENT)
    a, b, c = proof[:64], proof[64:192], proof[192:]
    wrong = {
        "A at infinity": bytes(64) + b + c,
        "B at infinity": a + bytes(128) + c,
        "C at infinity": a + b + bytes(64),
        "A off the curve": g1_bytes(5)[:32] + g1_bytes(6)[32:] + b + c,
        "B off the curve": a + b[:64] + b[64:96] + b[96:127] + bytes([b[127] ^ 1]) + c,
        "B out of the subgroup": a + off_subgroup() + c,
        "A's x + q": alias(a[:32]) + a[32:] + b + c,
        "C's y + q": a + b + c[:32] + alias(c[32:]),
    }
    for bent in wrong.values():
        with pytest.raises(e.MalformedProof):
            lab.verify(STATEMENT, bent)


def alias(coordinate: bytes) -> bytes:
    """Another name of the same coordinate."""
    return (int.from_bytes(coordinate, "big") + PRIME).to_bytes(32, "big")


def test_a_signal_has_one_name(chain: Sandbox) -> None:
    """INV-VERIFIER-4: what is not below the field's order is refused, though the curve would take it for the same number."""
    lab = laboratory(chain)
    proof = lab.ceremony.prove(STATEMENT)
    with pytest.raises(e.NotInField):
        lab.verify((int.from_bytes(STATEMENT, "big") + FIELD).to_bytes(32, "big"), proof)
    for changes in ({"commitment": FIELD.to_bytes(32, "big")}, {"observed_at": 2**40}):
        with pytest.raises(e.NotInField):
            lab.anyone.verifier.trip(lab.model_id, claim(**changes), bytes(18), proof, SAYS_ELSE, bytes(18), proof)
    other = Laboratory(chain, Ceremony(route=SP1, model_digest=b"\xff" * 32), nonce=2)
    other.register()
    with pytest.raises(e.NotInField):
        other.verify(STATEMENT, other.ceremony.prove(STATEMENT))


def test_keys_that_would_prove_anything_are_refused(chain: Sandbox) -> None:
    """INV-VERIFIER-5: gamma is not delta nor its opposite; points are valid and not at infinity; the length is the route's."""
    lab = Laboratory(chain, Ceremony())
    key = lab.ceremony.key
    alpha, beta, gamma, ic = key[:64], key[64:192], key[192:320], key[448:]
    wrong = {
        "gamma is delta": alpha + beta + gamma + gamma + ic,
        "gamma is -delta": alpha + beta + gamma + negated(alpha + gamma + alpha)[64:192] + ic,
        "a signal is not bound": key[:-64] + bytes(64),
        "alpha at infinity": bytes(64) + key[64:],
        "beta at infinity": alpha + bytes(128) + key[192:],
        "beta out of the subgroup": alpha + off_subgroup() + key[192:],
        "alpha off the curve": g1_bytes(5)[:32] + g1_bytes(6)[32:] + key[64:],
        "alpha's x + q": alias(alpha[:32]) + key[32:],
        "a signal too many": key + g1_bytes(5),
        "a signal too few": key[:-64],
        "a byte too many": key + b"\x00",
        "nothing": b"",
    }
    for bent in wrong.values():
        with pytest.raises(e.BadVerificationKey):
            lab.register(key=bent)
    with pytest.raises(e.BadVerificationKey):
        lab.register(selector=SP1.selector)
    with pytest.raises(e.UnknownRoute):
        lab.register(selector=b"\x00\x00\x00\x01")
    for secs in (0, MAX_SECS + 1):
        with pytest.raises(e.BadTimelock):
            lab.register(timelock_secs=secs)
    assert chain.verifier.model(lab.model_id) is None


def test_a_key_changes_behind_the_timelock(chain: Sandbox) -> None:
    """INV-VERIFIER-7: the owner proposes, the timelock passes, anyone activates; the old key proves until then and no longer."""
    lab = laboratory(chain)
    second = Ceremony(seed="second")
    tick(chain)
    with pytest.raises(e.NotModelOwner):
        lab.anyone.verifier.propose_key(lab.model_id, second.key, ZERO)
    with pytest.raises(e.NoKeyProposed):
        lab.anyone.verifier.activate_key(lab.model_id)
    with pytest.raises(e.BadVerificationKey):
        lab.owner.verifier.propose_key(lab.model_id, second.key[:-1], ZERO)
    lab.owner.verifier.propose_key(lab.model_id, Ceremony(seed="mistake").key, ZERO)
    tick(chain)
    proposed = lab.owner.verifier.propose_key(lab.model_id, second.key, second.model_digest)
    assert (proposed.version, proposed.active_at) == (1, chain.now() + DAY)
    chain.set_time(proposed.active_at - 3)
    lab.verify(STATEMENT, lab.ceremony.prove(STATEMENT))
    with pytest.raises(e.TimelockOpen):
        lab.anyone.verifier.activate_key(lab.model_id)
    chain.set_time(proposed.active_at)
    lab.anyone.verifier.activate_key(lab.model_id)
    assert (lab.model.version, lab.model.next_at, lab.model.key_digest) == (1, 0, proposed.key_digest)
    with pytest.raises(e.FalseProof):
        lab.verify(STATEMENT, lab.ceremony.prove(STATEMENT))
    lab.verify(STATEMENT, second.prove(STATEMENT))
    assert chain.verifier.key(lab.model_id, 1) == second.key


def test_what_was_ended_stays_so(chain: Sandbox) -> None:
    """INV-VERIFIER-8: a tombstone by the owner, a frozen route by the authority: for good."""
    lab = laboratory(chain)
    proof = lab.ceremony.prove(STATEMENT)
    tick(chain)
    with pytest.raises(e.NotModelOwner):
        lab.anyone.verifier.tombstone(lab.model_id)
    lab.owner.verifier.propose_key(lab.model_id, Ceremony(seed="second").key, ZERO)
    tick(chain, DAY)
    lab.owner.verifier.tombstone(lab.model_id)
    tick(chain)
    for call in (
        lambda: lab.owner.verifier.tombstone(lab.model_id),
        lambda: lab.owner.verifier.propose_key(lab.model_id, lab.ceremony.key, ZERO),
        lambda: lab.anyone.verifier.activate_key(lab.model_id),
        lambda: lab.verify(STATEMENT, proof),
        lambda: lab.anyone.verifier.verify_and_call(lab.model_id, lab.anyone.account, 1, ZERO, claim(), proof),
        lambda: lab.anyone.verifier.trip(lab.model_id, claim(), bytes(18), proof, SAYS_ELSE, bytes(18), proof),
    ):
        with pytest.raises(e.ModelIsTombstoned):
            call()
    second = Laboratory(chain, lab.ceremony, nonce=2)
    second.register()
    authority = chain.as_account("authority")
    tick(chain)
    with pytest.raises(e.NotVerifierAuthority):
        lab.owner.verifier.freeze_route(GROTH16.selector)
    with pytest.raises(e.UnknownRoute):
        authority.verifier.freeze_route(b"none")
    authority.verifier.freeze_route(GROTH16.selector)
    assert chain.verifier.is_frozen(GROTH16.selector)
    assert not chain.verifier.is_frozen(EZKL.selector)
    tick(chain)
    for refused in (
        lambda: authority.verifier.freeze_route(GROTH16.selector),
        lambda: second.verify(STATEMENT, proof),
        lambda: lab.anyone.verifier.verify_and_call(second.model_id, lab.anyone.account, 1, ZERO, claim(), proof),
        lambda: lab.anyone.verifier.trip(second.model_id, claim(), bytes(18), proof, SAYS_ELSE, bytes(18), proof),
        lambda: Laboratory(chain, lab.ceremony, nonce=3).register(),
    ):
        with pytest.raises(e.RouteIsFrozen):
            refused()
    other = Laboratory(chain, Ceremony(route=RECEIPT, parameters=bytes(32)), nonce=4)
    other.register()
    other.verify(STATEMENT, other.ceremony.prove(STATEMENT))


def test_two_results_of_one_input_break_a_model(chain: Sandbox) -> None:
    """INV-VERIFIER-9: anyone trips the breaker by proofs of two results, in whatever contexts; nothing less trips it."""
    lab = laboratory(chain)
    here, there = b"\x01" * 18, b"\x02" * 18
    honest, lie = said(claim(), here), said(claim(SAYS_ELSE), there)
    first, second = lab.ceremony.prove(honest), lab.ceremony.prove(lie)
    tick(chain)
    with pytest.raises(e.NotContradictory):
        lab.anyone.verifier.trip(lab.model_id, claim(), here, first, SAYS, there, lab.ceremony.prove(said(claim(), there)))
    with pytest.raises(e.FalseProof):
        lab.anyone.verifier.trip(lab.model_id, claim(), here, first, SAYS_ELSE, there, first)
    with pytest.raises(e.FalseProof):
        lab.anyone.verifier.trip(lab.model_id, claim(observed_at=5), here, first, SAYS_ELSE, there, second)
    with pytest.raises(e.MalformedProof):
        lab.anyone.verifier.trip(lab.model_id, claim(), here, b"", SAYS_ELSE, there, second)
    with pytest.raises(e.UnknownModel):
        lab.anyone.verifier.trip(ZERO, claim(), here, first, SAYS_ELSE, there, second)
    broken = lab.anyone.verifier.trip(lab.model_id, claim(), here, first, SAYS_ELSE, there, second)
    assert (broken.result, broken.other_result, lab.model.state) == (SAYS, SAYS_ELSE, ModelState.BROKEN)
    tick(chain)
    for call in (
        lambda: lab.verify(honest, first),
        lambda: lab.owner.verifier.tombstone(lab.model_id),
        lambda: lab.owner.verifier.propose_key(lab.model_id, lab.ceremony.key, ZERO),
        lambda: lab.anyone.verifier.trip(lab.model_id, claim(), here, first, SAYS_ELSE, there, second),
    ):
        with pytest.raises(e.ModelIsBroken):
            call()


def test_only_what_takes_statements_is_called(chain: Sandbox) -> None:
    """INV-VERIFIER-3: an account that is no program is not called, whatever was proved for it."""
    lab = laboratory(chain)
    consumer = lab.anyone.account
    with pytest.raises(e.NotConsumer):
        lab.deliver(consumer)
    assert chain.verifier.delivery(consumer, lab.model_id) == Delivery()


def test_signals_are_the_proof_systems_own() -> None:
    """INV-VERIFIER-12: RISC Zero's claim digest is the published one; a digest is split as its verifier does; each route has its number of signals."""
    published = "14fd85f19032d53ce5ae85f10dab8c6c3f12ae9e11a9c6b778e26cd751170e16"
    assert routes.claim_digest(bytes(range(32)), b"EIP-0045 independent claim oracle KAT").hex() == published
    assert routes.CLAIM_TAG.hex() == "cb1fefcd1f2d9a64975cbbbf6e161e2914434b0cbb9960b84df5d717e86b48af"
    assert routes.OUTPUT_TAG.hex() == "77eafeb366a78b47747de0d7bb176284085ff5564887009a5be63da32d3559d4"
    assert routes.halves(bytes(range(32))) == (0x0F0E0D0C0B0A09080706050403020100, 0x1F1E1D1C1B1A19181716151413121110)
    for route in ROUTES.values():
        assert len(routes.signals_of(route, bytes(route.parameters), bytes(32), STATEMENT)) == route.signals
    assert routes.signals_of(GROTH16, b"", ZERO, STATEMENT) == (int.from_bytes(STATEMENT, "big"),)
    assert routes.signals_of(RISC_ZERO, bytes(63) + b"\x09", ZERO, STATEMENT)[4] == 9
