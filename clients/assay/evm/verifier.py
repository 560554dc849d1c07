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

    def nonce(self, consumer: bytes, model_id: bytes) -> int:
        address20("consumer", consumer)
        return g.decode_nonce_of(self._s.read(self._at, g.nonce_of(consumer, model_id)))

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

    def verify_and_call(self, model_id: bytes, consumer: bytes, nonce: int, claim: m.Claim, proof: bytes) -> m.ConsumerCalled:
        address20("consumer", consumer)
        data = g.verify_and_call(model_id, consumer, nonce, _said(claim), proof)
        return self._s.write("verify_and_call", self._at, data, m.ConsumerCalled)


def _said(claim: m.Claim) -> g.Claim:
    return g.Claim(commitment=claim.commitment, observed_at=claim.observed_at, result=claim.result)
