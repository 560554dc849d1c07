"""Random lives of models: after each step the chain and the reference agree on everything (INV-VERIFIER-11)."""

from __future__ import annotations

from typing import ClassVar

from assay import ids
from assay.commit import statement as statements
from assay.commit.routes import EZKL, FIELD, GROTH16, RECEIPT, ROUTES, Route
from assay.models.base import ZERO
from assay.models.verifier import Claim, ModelState, ProofRequest
from assay.reference.verifier import VerifierState
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.ceremony import Ceremony, negated
from tests.consumers import Manner, behave, consumers, told
from tests.invariants.twin import Twin
from tests.stories.test_verifier import SAYS, SAYS_ELSE, claim, said

OWNERS, PEOPLE = ("alice", "bob"), ("alice", "bob", "authority", "carol")
NOWHERE = b"\x09" * 32
MISSING = 7
DIGEST = b"\x01".rjust(32, b"\x00")
# By seed: few, so that the reference checks each pairing once.
CEREMONIES = {(route.name, seed): Ceremony(seed, route, bytes(route.parameters), DIGEST) for route in (GROTH16, EZKL, RECEIPT) for seed in ("one", "other")}
BENT_KEYS = (b"", Ceremony("one").key[:-1], Ceremony("one").key[:-64] + bytes(64), Ceremony("one").key[:192] + 2 * Ceremony("one").key[192:320] + bytes(128))

people = st.sampled_from(PEOPLE)
which = st.integers(0, 9)
mostly = st.sampled_from((True, True, True, True, True, False))
seeds = st.sampled_from(("one", "one", "one", "other"))
routes = st.sampled_from((GROTH16, GROTH16, GROTH16, EZKL, RECEIPT))
waits = st.sampled_from((0, 0, 1, 5, 60))
# What is done to a proof: nothing; to make it another proof of the same; and worse.
turns = st.sampled_from(("", "", "", "negated", "cut", "infinite", "bent"))
tips = st.sampled_from((300, 100, 100, 99, 7, 1, 0, 1_001, 2**64 - 1))
provers = st.sampled_from(("alice", "bob", "carol", ""))
results = st.sampled_from((SAYS, SAYS_ELSE))
claims = st.sampled_from((claim(), claim(SAYS_ELSE), claim(observed_at=2**40), claim(commitment=FIELD.to_bytes(32, "big")), claim(observed_at=2**40 - 1)))


def turned(proof: bytes, turn: str) -> bytes:
    return {
        "": proof, "negated": negated(proof), "cut": proof[:-1], "infinite": bytes(64) + proof[64:], "bent": proof[:100] + b"\x01" + proof[101:],
    }[turn]  # fmt: skip


class VerifierMachine(RuleBasedStateMachine):
    target: ClassVar[str]

    @initialize()
    def deploy(self) -> None:
        self.twin = Twin(self.target, PEOPLE, 1_000)
        self.program = self.twin.reference.deployment().verifier
        self.consumers = consumers(self.twin.chain, self.twin.reference)
        for nonce, route in enumerate((GROTH16, GROTH16, RECEIPT)):
            self.register(OWNERS[nonce % 2], nonce, route, "one", 60, sound=True)

    # ---- what the rules share

    @property
    def state(self) -> VerifierState:
        return self.twin.reference.verifier_state

    def pick(self, at: int) -> bytes:
        """A model that there is, most of the time."""
        known = list(self.state.models)
        return known[at % len(known)] if known and at != MISSING else NOWHERE

    def owner(self, model_id: bytes, right: bool) -> str:
        model = self.state.models.get(model_id)
        return next((name for name in PEOPLE if model and right and self.twin.address(name) == model.owner), "carol")

    def ceremony(self, model_id: bytes, seed: str = "") -> Ceremony:
        """Whose key is in force, or of this seed on the model's route."""
        model = self.state.models.get(model_id)
        route = ROUTES[model.selector] if model else GROTH16
        held = self.state.keys.get((model_id, model.version)) if model else None
        found = [c for (name, by), c in CEREMONIES.items() if name == route.name and (by == seed if seed else c.key == held)]
        return (found or [CEREMONIES["GROTH16", "one"]])[0]

    def proof(self, model_id: bytes, claim: Claim, context: bytes, turn: str, seed: str = "") -> bytes:
        """Of the claim; nothing proves one that is out of bounds, so another one's then."""
        sound = claim if claim.observed_at < 2**40 and int.from_bytes(claim.commitment, "big") < FIELD else Claim(**(dict(claim) | dict(BASE)))
        return turned(self.ceremony(model_id, seed).prove(said(sound, context)), turn)

    # ---- models

    @rule(who=st.sampled_from(OWNERS), nonce=st.integers(0, 5), route=routes, seed=seeds, secs=st.sampled_from((60, 60, 1, 0, 2**63)), sound=mostly)
    def register(self, who: str, nonce: int, route: Route, seed: str, secs: int, sound: bool) -> None:
        c = CEREMONIES[route.name, seed]
        key = c.key if sound else BENT_KEYS[nonce % len(BENT_KEYS)]
        self.twin.do(who, lambda chain: chain.verifier.register_model(nonce, route.selector, key, DIGEST, secs))

    @rule(at=which)
    def register_on_no_route(self, at: int) -> None:
        self.twin.do("alice", lambda c: c.verifier.register_model(at, b"none", CEREMONIES["GROTH16", "one"].key, ZERO, 60))

    @rule(at=which, seed=st.sampled_from(("one", "other")), right=mostly, sound=mostly)
    def propose_key(self, at: int, seed: str, right: bool, sound: bool) -> None:
        model_id = self.pick(at)
        key = self.ceremony(model_id, seed).key if sound else BENT_KEYS[at % len(BENT_KEYS)]
        self.twin.do(self.owner(model_id, right), lambda c: c.verifier.propose_key(model_id, key, DIGEST))

    @rule(at=which, wait=mostly)
    def activate_key(self, at: int, wait: bool) -> None:
        waiting = [m for m, model in self.state.models.items() if model.next_at]
        model_id = waiting[at % len(waiting)] if waiting and at != MISSING else self.pick(at)
        model = self.state.models.get(model_id)
        if wait and model:
            self.twin.wait(max(0, model.next_at - self.twin.reference.now() - 1))
        self.twin.do("carol", lambda c: c.verifier.activate_key(model_id))

    @rule(at=which, right=st.sampled_from((True, False)))
    def tombstone(self, at: int, right: bool) -> None:
        model_id = self.pick(at)
        self.twin.do(self.owner(model_id, right), lambda c: c.verifier.tombstone(model_id))

    @rule(who=st.sampled_from(("authority", "alice")), selector=st.sampled_from((EZKL.selector, RECEIPT.selector, b"none")))
    def freeze_route(self, who: str, selector: bytes) -> None:
        self.twin.do(who, lambda c: c.verifier.freeze_route(selector))

    # ---- proofs

    @rule(at=which, said_of=results, turn=turns, seed=st.sampled_from(("", "", "one", "other")), alias=st.sampled_from((0, 0, 0, FIELD)))
    def verify(self, at: int, said_of: bytes, turn: str, seed: str, alias: int) -> None:
        model_id, statement = self.pick(at), said(claim(said_of), bytes(18))
        proof = turned(self.ceremony(model_id, seed).prove(said(claim(), bytes(18))), turn)
        named = (int.from_bytes(statement, "big") + alias).to_bytes(32, "big")
        self.twin.do("carol", lambda c: c.verifier.verify(model_id, named, proof))

    @rule(at=which, what=claims, other=results, turn=turns, other_turn=turns)
    def trip(self, at: int, what: Claim, other: bytes, turn: str, other_turn: str) -> None:
        model_id, contexts = self.pick(at), (bytes(18), b"\x01" * 18)
        contrary = what.model_copy(update={"result": other})
        first, second = self.proof(model_id, what, contexts[0], turn), self.proof(model_id, contrary, contexts[1], other_turn)
        self.twin.do("carol", lambda c: c.verifier.trip(model_id, what, contexts[0], first, other, contexts[1], second))

    @rule(
        at=which, consumer=st.integers(0, 2), step=st.sampled_from((1, 1, 1, 2, 0, -1)), what=claims, turn=turns, bound=mostly, wants=mostly, prover=provers,
        honest=mostly,
    )  # fmt: skip
    def verify_and_call(self, at: int, consumer: int, step: int, what: Claim, turn: str, bound: bool, wants: bool, prover: str, honest: bool) -> None:
        model_id = self.pick(at)
        to = self.consumers[consumer] if consumer < 2 else self.twin.address("carol")
        nonce = max(0, self.state.delivery(to, model_id).nonce + step)
        by = self.twin.address(prover) if prover else ZERO
        domain = ids.consumer_domain(self.program, self.state.config.chain, to if bound else self.consumers[1 - consumer % 2])
        # INV-VERIFIER-13: who is not honest puts its name to another's proof.
        proof = self.proof(model_id, what, statements.context(domain, model_id, nonce, by if honest else self.twin.address("authority")), turn)
        if consumer < 2:
            behave(self.twin.chain, self.twin.reference, to, Manner.TAKE if wants else Manner.REFUSE)
        before = told(self.twin.chain, self.consumers)
        done = self.twin.do("carol", lambda c: c.verifier.verify_and_call(model_id, to, nonce, by, what, proof))
        after = told(self.twin.chain, self.consumers)
        # INV-VERIFIER-3: a consumer hears of what was proved for it, and of nothing else.
        assert after == (before if isinstance(done, type) else before | {to: (model_id, nonce, what)})

    # ---- tips

    @rule(
        who=people, nonce=st.integers(0, 4), at=which, consumer=st.integers(0, 2), high=tips, low=tips, secs=st.sampled_from((60, 60, 5, 2, 1, 0, 2**63)),
    )  # fmt: skip
    def request_proof(self, who: str, nonce: int, at: int, consumer: int, high: int, low: int, secs: int) -> None:
        model_id, to = self.pick(at), self.consumers[consumer] if consumer < 2 else self.twin.address("carol")
        # The call is made a second later.
        deadline_at = self.twin.reference.now() + 1 + secs
        self.twin.do(who, lambda c: c.verifier.request_proof(nonce, model_id, to, high, low, deadline_at))

    @rule(at=which, deliver=mostly, ahead=st.sampled_from((0, 0, -1, 0, 1)), part=st.sampled_from((0, 1, 2, 4)))
    def collect_tip(self, at: int, deliver: bool, ahead: int, part: int) -> None:
        """Mostly of a request that is open, after a delivery, now or around its deadline."""
        request = self.pick_request(at) or self.asked(at)
        if deliver and request and request.consumer in self.consumers:
            known = list(self.state.models).index(request.model_id)
            self.verify_and_call(known, self.consumers.index(request.consumer), 1, BASE, "", True, True, "bob", True)
        if request and part:
            end = request.deadline_at + ahead - 1
            self.twin.wait(max(0, (end - self.twin.reference.now()) * part // 4))
        request_id = request.request_id if request else NOWHERE
        self.twin.do("carol", lambda c: c.verifier.collect_tip(request_id))

    @rule(at=which, late=mostly)
    def refund_request(self, at: int, late: bool) -> None:
        request = self.pick_request(at) or self.asked(at)
        if late and request:
            self.twin.wait(max(0, request.deadline_at - self.twin.reference.now()))
        request_id = request.request_id if request else NOWHERE
        self.twin.do("carol", lambda c: c.verifier.refund_request(request_id))

    def pick_request(self, at: int) -> ProofRequest | None:
        """One that holds something, most of the time, or none."""
        every = list(self.state.requests.values())
        known = [request for request in every if request.left] if at % 4 else every
        return known[at % len(known)] if known else None

    def asked(self, at: int) -> ProofRequest | None:
        """A new one for a model that counts, most of the time, where there is one."""
        usable = [m for m, model in self.state.models.items() if model.state is ModelState.ACTIVE and model.selector not in self.state.frozen]
        if not usable or at == MISSING:
            return None
        nonce = 10 + len(self.state.requests)
        self.request_proof("alice", nonce, list(self.state.models).index(usable[at % len(usable)]), at % 2, 10, 3, 60)
        return next(reversed(self.state.requests.values()), None)

    @rule(secs=waits)
    def wait(self, secs: int) -> None:
        self.twin.wait(secs)


BASE = claim()


class SolanaVerifier(VerifierMachine):
    target = "solana:litesvm"


class EvmVerifier(VerifierMachine):
    target = "evm:pyevm"


TestSolanaVerifier = SolanaVerifier.TestCase
TestEvmVerifier = EvmVerifier.TestCase
TestSolanaVerifier.settings = settings(max_examples=4, stateful_step_count=25)
TestEvmVerifier.settings = settings(max_examples=2, stateful_step_count=25)
