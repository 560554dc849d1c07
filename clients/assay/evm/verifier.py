"""market.Verifier on the EVM."""

from __future__ import annotations

from ..models import verifier as m
from .generated import verifier as g
from .session import Session, plain
from .transport import address20


class EvmVerifier:
    """market.Verifier for one account."""

    def __init__(self, session: Session) -> None:
        self._s, self._at = session, session.verifier

    def config(self) -> m.VerifierConfig:
        return m.VerifierConfig(**plain(g.decode_config(self._s.read(self._at, g.config()))))

    def model(self, model_id: bytes) -> m.RegisteredModel | None:
        raw = g.decode_model_of(self._s.read(self._at, g.model_of(model_id)))
        return m.RegisteredModel(**plain(raw)) if any(raw.owner) else None

    def key(self, model_id: bytes, version: int) -> bytes | None:
        return g.decode_key_of(self._s.read(self._at, g.key_of(model_id, version))) or None

    def delivery(self, consumer: bytes, model_id: bytes) -> m.Delivery:
        address20("consumer", consumer)
        return m.Delivery(**plain(g.decode_delivery_of(self._s.read(self._at, g.delivery_of(consumer, model_id)))))

    def request(self, request_id: bytes) -> m.ProofRequest | None:
        raw = g.decode_request_of(self._s.read(self._at, g.request_of(request_id)))
        return m.ProofRequest(**plain(raw) | {"state": m.RequestState(raw.state)}) if raw.state else None

    def is_frozen(self, selector: bytes) -> bool:
        return g.decode_is_frozen(self._s.read(self._at, g.is_frozen(selector)))

    def register_model(self, nonce: int, selector: bytes, key: bytes, model_digest: bytes, timelock_secs: int) -> m.ModelRegistered:
        data = g.register_model(nonce, selector, key, model_digest, timelock_secs)
        return self._s.write("register_model", self._at, data, m.ModelRegistered)

    def propose_key(self, model_id: bytes, key: bytes, model_digest: bytes) -> m.KeyProposed:
        return self._s.write("propose_key", self._at, g.propose_key(model_id, key, model_digest), m.KeyProposed)

    def activate_key(self, model_id: bytes) -> m.KeyActivated:
        return self._s.write("activate_key", self._at, g.activate_key(model_id), m.KeyActivated)

    def tombstone(self, model_id: bytes) -> m.ModelTombstoned:
        return self._s.write("tombstone", self._at, g.tombstone(model_id), m.ModelTombstoned)

    def trip(
        self, model_id: bytes, claim: m.Claim, context: bytes, proof: bytes, other_result: bytes, other_context: bytes, other_proof: bytes
    ) -> m.ModelBroken:
        data = g.trip(model_id, _said(claim), context, proof, other_result, other_context, other_proof)
        return self._s.write("trip", self._at, data, m.ModelBroken)

    def freeze_route(self, selector: bytes) -> m.RouteFrozen:
        return self._s.write("freeze_route", self._at, g.freeze_route(selector), m.RouteFrozen)

    def verify(self, model_id: bytes, statement: bytes, proof: bytes) -> m.StatementVerified:
        return self._s.write("verify", self._at, g.verify(model_id, statement, proof), m.StatementVerified)

    def verify_and_call(self, model_id: bytes, consumer: bytes, nonce: int, prover: bytes, claim: m.Claim, proof: bytes) -> m.ConsumerCalled:
        for field, value in (("consumer", consumer), ("prover", prover)):
            address20(field, value)
        data = g.verify_and_call(model_id, consumer, nonce, prover, _said(claim), proof)
        return self._s.write("verify_and_call", self._at, data, m.ConsumerCalled)

    def request_proof(self, nonce: int, model_id: bytes, consumer: bytes, tip_high: int, tip_low: int, deadline_at: int) -> m.ProofRequested:
        address20("consumer", consumer)
        data = g.request_proof(nonce, model_id, consumer, tip_high, tip_low, deadline_at)
        return self._s.write("request_proof", self._at, data, m.ProofRequested, pays=tip_high)

    def collect_tip(self, request_id: bytes) -> m.TipCollected:
        return self._s.write("collect_tip", self._at, g.collect_tip(request_id), m.TipCollected)

    def refund_request(self, request_id: bytes) -> m.RequestRefunded:
        return self._s.write("refund_request", self._at, g.refund_request(request_id), m.RequestRefunded)


def _said(claim: m.Claim) -> g.Claim:
    return g.Claim(commitment=claim.commitment, observed_at=claim.observed_at, result=claim.result)
