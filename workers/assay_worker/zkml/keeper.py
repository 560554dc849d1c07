"""Keeps a vault at work: observes its pools when it is time, proves what the model says of the last observation, and hands the proof in.

Nothing is kept here: what is to be done is read from the chain each time, and an observation serves one claim, so that whoever is killed at any point,
or runs beside another keeper, repeats nothing. Proofs are made for the keeper's own account: whoever copies one pays its tips to the keeper.
"""

from __future__ import annotations

from dataclasses import dataclass

from assay import ids
from assay.commit import statement as statements
from assay.errors import (
    InputError,
    NonceUsed,
    NothingDelivered,
    ObservedRecently,
    RequestClosed,
    RequestExpired,
    StaleObservation,
    WindowNotFull,
)
from assay.market import Chain
from assay.models.vault import WINDOW, PoolsObserved
from assay.models.vault import Observation as Seen
from assay.models.verifier import Claim, ConsumerCalled, ModelState, ProofRequest, ProofRequested, RequestState, TipCollected

from .model import Observation
from .prover import Circuit, Proof, prove


@dataclass(frozen=True)
class Proved:
    """What the model says of an observation, with its proof: ready to be handed in by anybody, once. Tips for it are the prover's."""

    nonce: int
    prover: bytes
    claim: Claim
    proof: bytes


def inputs_of(seen: Seen) -> Observation:
    """What the ring shows the model: rate, utilisation and liquidity of each pool, and the caps."""
    values = tuple(value for f in seen.means for value in (f.rate_bps, f.utilisation_bps, f.liquidity))
    return Observation(seen.observed_at, values, seen.caps_bps)


def context_of(chain: Chain, model_id: bytes, nonce: int) -> bytes:
    """What a proof for this chain's vault, made for the chain's account, is bound to."""
    stands = chain.deployment()
    domain = ids.consumer_domain(stands.verifier, chain.verifier.config().chain, stands.vault)
    return statements.context(domain, model_id, nonce, chain.account)


class Keeper:
    """Works for the vault of one chain with the circuit of its model. The chain's account pays for transactions, and is paid what tips there are.
    `least_tip` (base units): what a proof has to be worth at the moment to be made at all."""

    def __init__(self, chain: Chain, circuit: Circuit, least_tip: int = 0) -> None:
        self.chain, self.circuit, self.least_tip = chain, circuit, least_tip
        self._cursor = 0
        self._asked: list[bytes] = []

    def requests(self) -> list[ProofRequest]:
        """The open requests for a proof of the vault's model."""
        vault, model_id = self.chain.deployment().vault, self.chain.vault.vault().policy.model_id
        for cursor, event in self.chain.events(self._cursor):
            self._cursor = cursor + 1
            if isinstance(event, ProofRequested) and event.consumer == vault:
                self._asked.append(event.request_id)
        now = self.chain.now()
        known = [request for request in map(self.chain.verifier.request, self._asked) if request is not None]
        # None of the others opens again.
        known = [request for request in known if request.state is RequestState.OPEN and now <= request.deadline_at]
        self._asked = [request.request_id for request in known]
        return [request for request in known if request.model_id == model_id]

    def observe(self) -> PoolsObserved | None:
        """Observes the pools, where it is time to."""
        try:
            return self.chain.vault.observe()
        except ObservedRecently:
            return None

    def prove(self) -> Proved | None:
        """Proves what the model says of the last observation; None where that was used, or the window is not full yet."""
        vault = self.chain.vault.vault()
        model_id, nonce = vault.policy.model_id, vault.observed
        seen = self.chain.vault.observation(nonce)
        if seen is None or nonce < vault.observed_from + WINDOW:
            return None
        model = self.chain.verifier.model(model_id)
        if model is None or model.state is not ModelState.ACTIVE or model.key_digest != self.circuit.key.digest:
            raise InputError("circuit", self.circuit.name, "the one whose key is in force", "take the circuit of the vault's policy")
        if nonce <= self.chain.verifier.delivery(self.chain.deployment().vault, model_id).nonce:
            return None
        if self.least_tip and self.tips() < self.least_tip:
            return None
        made: Proof = prove(self.circuit, context_of(self.chain, model_id, nonce), inputs_of(seen))
        claim = Claim(
            commitment=made.commitment.to_bytes(32, "big"), observed_at=made.observed_at, result=statements.weights_result(made.result)
        )  # fmt: skip
        return Proved(nonce, self.chain.account, claim, made.data)

    def tips(self) -> int:
        """What a proof that is delivered now is paid."""
        now = self.chain.now()
        return sum(request.tip_down(now) for request in self.requests())

    def hand_in(self, proved: Proved) -> ConsumerCalled | None:
        """Hands a proof in; None where another keeper was faster or it came too late. Errors: as market.Verifier.verify_and_call."""
        stands = self.chain.deployment()
        model_id = self.chain.vault.vault().policy.model_id
        try:
            return self.chain.verifier.verify_and_call(model_id, stands.vault, proved.nonce, proved.prover, proved.claim, proved.proof)
        except (NonceUsed, StaleObservation, WindowNotFull):
            return None

    def collect(self) -> list[TipCollected]:
        """Collects the tips of what this account delivered last, whether in this run or before it was killed."""
        collected = []
        for request in self.requests():
            delivery = self.chain.verifier.delivery(request.consumer, request.model_id)
            if delivery.prover != self.chain.account or delivery.nonce <= request.after_nonce:
                continue
            try:
                collected.append(self.chain.verifier.collect_tip(request.request_id))
            except (NothingDelivered, RequestClosed, RequestExpired):
                continue  # somebody had it paid before, or it came too late
        return collected

    def step(self) -> ConsumerCalled | None:
        """One round: observe, prove, hand in."""
        self.observe()
        proved = self.prove()
        return None if proved is None else self.hand_in(proved)
