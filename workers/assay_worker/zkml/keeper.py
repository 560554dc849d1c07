"""Keeps a vault at work: observes its pools when it is time, proves what the model says of the last observation, and hands the proof in.

Nothing is kept here: what is to be done is read from the chain each time, and an observation serves one claim, so that whoever is killed at any point,
or runs beside another keeper, repeats nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from assay import ids
from assay.commit import statement as statements
from assay.errors import InputError, NonceUsed, ObservedRecently, StaleObservation, WindowNotFull
from assay.market import Chain
from assay.models.vault import WINDOW, PoolsObserved
from assay.models.vault import Observation as Seen
from assay.models.verifier import Claim, ConsumerCalled, ModelState

from .model import Observation
from .prover import Circuit, Proof, prove


@dataclass(frozen=True)
class Proved:
    """What the model says of an observation, with its proof: ready to be handed in by anybody, once."""

    nonce: int
    claim: Claim
    proof: bytes


def inputs_of(seen: Seen) -> Observation:
    """What the ring shows the model: rate, utilisation and liquidity of each pool, and the caps."""
    values = tuple(value for f in seen.means for value in (f.rate_bps, f.utilisation_bps, f.liquidity))
    return Observation(seen.observed_at, values, seen.caps_bps)


def context_of(chain: Chain, model_id: bytes, nonce: int) -> bytes:
    """What a proof for this chain's vault is bound to."""
    stands = chain.deployment()
    return statements.context(ids.consumer_domain(stands.verifier, chain.verifier.config().chain, stands.vault), model_id, nonce)


class Keeper:
    """Works for the vault of one chain with the circuit of its model. `account` only pays for transactions."""

    def __init__(self, chain: Chain, circuit: Circuit) -> None:
        self.chain, self.circuit = chain, circuit

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
        if nonce <= self.chain.verifier.nonce(self.chain.deployment().vault, model_id):
            return None
        made: Proof = prove(self.circuit, context_of(self.chain, model_id, nonce), inputs_of(seen))
        claim = Claim(
            commitment=made.commitment.to_bytes(32, "big"), observed_at=made.observed_at, result=statements.weights_result(made.result)
        )  # fmt: skip
        return Proved(nonce, claim, made.data)

    def hand_in(self, proved: Proved) -> ConsumerCalled | None:
        """Hands a proof in; None where another keeper was faster or it came too late. Errors: as market.Verifier.verify_and_call."""
        stands = self.chain.deployment()
        model_id = self.chain.vault.vault().policy.model_id
        try:
            return self.chain.verifier.verify_and_call(model_id, stands.vault, proved.nonce, proved.claim, proved.proof)
        except (NonceUsed, StaleObservation, WindowNotFull):
            return None

    def step(self) -> ConsumerCalled | None:
        """One round: observe, prove, hand in."""
        self.observe()
        proved = self.prove()
        return None if proved is None else self.hand_in(proved)
