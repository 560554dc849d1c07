"""Verifier's input checks."""

from __future__ import annotations

from ..errors import InputError
from ..market import Verifier
from ..models import verifier as v
from ..models.deployment import MAX_SECS
from ..units import U64_MAX
from .arguments import U32_MAX, bytes32, data_of, somebody, whole

SELECTOR_BYTES, RESULT_BYTES, CONTEXT_BYTES = 4, 8, 18
# No route's key is longer than 896 bytes, and no proof than 256: what is wrong within these is the program's to refuse.
MAX_KEY, MAX_PROOF = 1_024, 512


def exact(field: str, value: bytes, length: int, remedy: str) -> bytes:
    if not isinstance(value, bytes) or len(value) != length:
        raise InputError(field, value, f"{length} bytes", remedy)
    return value


def selector_of(value: bytes) -> bytes:
    return exact("selector", value, SELECTOR_BYTES, "take it from commit.routes")


class CheckedVerifier:
    """market.Verifier around any other. Claims are models and have checked their own fields."""

    def __init__(self, inner: Verifier) -> None:
        self._inner = inner

    def config(self) -> v.VerifierConfig:
        return self._inner.config()

    def model(self, model_id: bytes) -> v.RegisteredModel | None:
        return self._inner.model(bytes32("model_id", model_id))

    def key(self, model_id: bytes, version: int) -> bytes | None:
        return self._inner.key(bytes32("model_id", model_id), whole("version", version, U32_MAX))

    def delivery(self, consumer: bytes, model_id: bytes) -> v.Delivery:
        return self._inner.delivery(bytes32("consumer", consumer), bytes32("model_id", model_id))

    def request(self, request_id: bytes) -> v.ProofRequest | None:
        return self._inner.request(bytes32("request_id", request_id))

    def is_frozen(self, selector: bytes) -> bool:
        return self._inner.is_frozen(selector_of(selector))

    def register_model(self, nonce: int, selector: bytes, key: bytes, model_digest: bytes, timelock_secs: int) -> v.ModelRegistered:
        whole("timelock_secs", timelock_secs, MAX_SECS, 1)
        return self._inner.register_model(
            whole("nonce", nonce, U64_MAX), selector_of(selector), data_of("key", key, MAX_KEY), bytes32("model_digest", model_digest), timelock_secs
        )

    def propose_key(self, model_id: bytes, key: bytes, model_digest: bytes) -> v.KeyProposed:
        return self._inner.propose_key(bytes32("model_id", model_id), data_of("key", key, MAX_KEY), bytes32("model_digest", model_digest))

    def activate_key(self, model_id: bytes) -> v.KeyActivated:
        return self._inner.activate_key(bytes32("model_id", model_id))

    def tombstone(self, model_id: bytes) -> v.ModelTombstoned:
        return self._inner.tombstone(bytes32("model_id", model_id))

    def trip(
        self, model_id: bytes, claim: v.Claim, context: bytes, proof: bytes, other_result: bytes, other_context: bytes, other_proof: bytes
    ) -> v.ModelBroken:
        for field, said in (("context", context), ("other_context", other_context)):
            exact(field, said, CONTEXT_BYTES, "make it with commit.statement.context")
        exact("other_result", other_result, RESULT_BYTES, "pass a result as a claim has it")
        return self._inner.trip(
            bytes32("model_id", model_id), claim, context, data_of("proof", proof, MAX_PROOF), other_result, other_context,
            data_of("other_proof", other_proof, MAX_PROOF),
        )  # fmt: skip

    def freeze_route(self, selector: bytes) -> v.RouteFrozen:
        return self._inner.freeze_route(selector_of(selector))

    def verify(self, model_id: bytes, statement: bytes, proof: bytes) -> v.StatementVerified:
        return self._inner.verify(bytes32("model_id", model_id), bytes32("statement", statement), data_of("proof", proof, MAX_PROOF))

    def verify_and_call(self, model_id: bytes, consumer: bytes, nonce: int, prover: bytes, claim: v.Claim, proof: bytes) -> v.ConsumerCalled:
        whole("nonce", nonce, U64_MAX, 1)
        return self._inner.verify_and_call(
            bytes32("model_id", model_id), somebody("consumer", consumer), nonce, bytes32("prover", prover), claim, data_of("proof", proof, MAX_PROOF)
        )  # fmt: skip

    def request_proof(self, nonce: int, model_id: bytes, consumer: bytes, tip_high: int, tip_low: int, deadline_at: int) -> v.ProofRequested:
        whole("tip_high", tip_high, U64_MAX, 1)
        whole("tip_low", tip_low, tip_high, 1)
        return self._inner.request_proof(
            whole("nonce", nonce, U64_MAX), bytes32("model_id", model_id), somebody("consumer", consumer), tip_high, tip_low,
            whole("deadline_at", deadline_at, U64_MAX, 1),
        )  # fmt: skip

    def collect_tip(self, request_id: bytes) -> v.TipCollected:
        return self._inner.collect_tip(bytes32("request_id", request_id))

    def refund_request(self, request_id: bytes) -> v.RequestRefunded:
        return self._inner.refund_request(bytes32("request_id", request_id))
