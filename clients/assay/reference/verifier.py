"""verifier as plain objects: the executable spec of market.Verifier. The equation of a proof: groth16.py; public signals: commit/routes.py."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from .. import errors as e
from .. import ids
from ..commit import statement as statements
from ..commit.routes import FIELD, ROUTES, Route, signals_of
from ..models import verifier as m
from ..models.base import ZERO, Event
from ..models.deployment import MAX_SECS
from . import groth16
from .chain import Ledger

ESCROW = b"verifier escrow"  # holds tips

Hook = Callable[[bytes, int, m.Claim], Event]


class VerifierState:
    """What the program stores. Methods take the caller first; `ReferenceVerifier` binds it. `program` is its address (Deployment.verifier).

    `consumers` is what stands on the chain and has an `on_verified`.
    """

    def __init__(self, ledger: Ledger, config: m.VerifierConfig, program: bytes) -> None:
        if config.authority == ZERO:
            raise e.BadConfig
        self.ledger, self.config, self.program = ledger, config, program
        self.models: dict[bytes, m.RegisteredModel] = {}
        self.keys: dict[tuple[bytes, int], bytes] = {}
        self.deliveries: dict[tuple[bytes, bytes], m.Delivery] = {}
        self.requests: dict[bytes, m.ProofRequest] = {}
        self.frozen: set[bytes] = set()
        self.consumers: dict[bytes, Hook] = {}

    # ---- what the verbs share

    def known(self, model_id: bytes) -> m.RegisteredModel:
        if model_id not in self.models:
            raise e.UnknownModel
        return self.models[model_id]

    def _save(self, model: m.RegisteredModel, **changes: object) -> m.RegisteredModel:
        self.models[model.model_id] = model.model_copy(update=changes)
        return self.models[model.model_id]

    def _owned(self, caller: bytes, model_id: bytes) -> m.RegisteredModel:
        model = self.known(model_id)
        if caller != model.owner:
            raise e.NotModelOwner
        self._require_active(model)
        return model

    def _require_active(self, model: m.RegisteredModel) -> None:
        if model.state is m.ModelState.TOMBSTONED:
            raise e.ModelIsTombstoned
        if model.state is m.ModelState.BROKEN:
            raise e.ModelIsBroken

    def _require_open(self, selector: bytes) -> None:
        if selector in self.frozen:
            raise e.RouteIsFrozen

    def usable(self, model_id: bytes) -> m.RegisteredModel:
        """The model, where its proofs count."""
        model = self.known(model_id)
        self._require_active(model)
        self._require_open(model.selector)
        return model

    def _require_key(self, route: Route, key: bytes) -> None:
        if len(key) != route.key_bytes or not groth16.is_key(key[route.parameters :], route.signals):
            raise e.BadVerificationKey

    def require_proof(self, model: m.RegisteredModel, statement: bytes, proof: bytes) -> None:
        """Raises unless the proof holds for the statement (32 bytes) under the model's key."""
        route, key = ROUTES[model.selector], self.keys[model.model_id, model.version]
        signals = signals_of(route, key[: route.parameters], model.model_digest, statement)
        if any(signal >= FIELD for signal in (int.from_bytes(statement, "big"), *signals)):
            raise e.NotInField
        if not groth16.is_proof(proof):
            raise e.MalformedProof
        if not groth16.holds(key[route.parameters :], signals, proof):
            raise e.FalseProof

    def statement_of(self, claim: m.Claim, context: bytes) -> bytes:
        commitment = int.from_bytes(claim.commitment, "big")
        if commitment >= FIELD or claim.observed_at >> m.OBSERVED_AT_BITS:
            raise e.NotInField
        return statements.statement(context, commitment, claim.observed_at, claim.result).to_bytes(32, "big")

    # ---- models

    def register_model(self, caller: bytes, nonce: int, selector: bytes, key: bytes, model_digest: bytes, timelock_secs: int) -> m.ModelRegistered:
        model_id = ids.model_id(self.program, caller, nonce)
        if model_id in self.models:
            raise e.ModelExists
        if selector not in ROUTES:
            raise e.UnknownRoute
        self._require_open(selector)
        if not 1 <= timelock_secs <= MAX_SECS:
            raise e.BadTimelock
        self._require_key(ROUTES[selector], key)
        digest = sha256(key).digest()
        self.models[model_id] = m.RegisteredModel(
            model_id=model_id, owner=caller, selector=selector, timelock_secs=timelock_secs, state=m.ModelState.ACTIVE, version=0,
            key_digest=digest, model_digest=model_digest,
        )  # fmt: skip
        self.keys[model_id, 0] = key
        return self.ledger.log(
            m.ModelRegistered(model_id=model_id, owner=caller, selector=selector, timelock_secs=timelock_secs, key_digest=digest, model_digest=model_digest)
        )

    def propose_key(self, caller: bytes, model_id: bytes, key: bytes, model_digest: bytes) -> m.KeyProposed:
        model = self._owned(caller, model_id)
        self._require_key(ROUTES[model.selector], key)
        active_at, digest = self.ledger.now + model.timelock_secs, sha256(key).digest()
        self.keys[model_id, model.version + 1] = key
        self._save(model, next_key_digest=digest, next_model_digest=model_digest, next_at=active_at)
        return self.ledger.log(m.KeyProposed(model_id=model_id, version=model.version + 1, key_digest=digest, model_digest=model_digest, active_at=active_at))

    def activate_key(self, model_id: bytes) -> m.KeyActivated:
        model = self.known(model_id)
        self._require_active(model)
        if model.next_at == 0:
            raise e.NoKeyProposed
        if self.ledger.now < model.next_at:
            raise e.TimelockOpen
        model = self._save(
            model, version=model.version + 1, key_digest=model.next_key_digest, model_digest=model.next_model_digest,
            next_key_digest=ZERO, next_model_digest=ZERO, next_at=0,
        )  # fmt: skip
        return self.ledger.log(m.KeyActivated(model_id=model_id, version=model.version, key_digest=model.key_digest, model_digest=model.model_digest))

    def tombstone(self, caller: bytes, model_id: bytes) -> m.ModelTombstoned:
        model = self._owned(caller, model_id)
        self._save(model, state=m.ModelState.TOMBSTONED)
        return self.ledger.log(m.ModelTombstoned(model_id=model_id))

    def trip(
        self, model_id: bytes, claim: m.Claim, context: bytes, proof: bytes, other_result: bytes, other_context: bytes, other_proof: bytes
    ) -> m.ModelBroken:
        model = self.usable(model_id)
        if claim.result == other_result:
            raise e.NotContradictory
        self.require_proof(model, self.statement_of(claim, context), proof)
        other = claim.model_copy(update={"result": other_result})
        self.require_proof(model, self.statement_of(other, other_context), other_proof)
        self._save(model, state=m.ModelState.BROKEN)
        return self.ledger.log(
            m.ModelBroken(
                model_id=model_id, version=model.version, commitment=claim.commitment, observed_at=claim.observed_at, result=claim.result,
                other_result=other_result,
            )
        )  # fmt: skip

    def freeze_route(self, caller: bytes, selector: bytes) -> m.RouteFrozen:
        if caller != self.config.authority:
            raise e.NotVerifierAuthority
        if selector not in ROUTES:
            raise e.UnknownRoute
        self._require_open(selector)
        self.frozen.add(selector)
        return self.ledger.log(m.RouteFrozen(selector=selector))

    # ---- proofs

    def verify(self, model_id: bytes, statement: bytes, proof: bytes) -> m.StatementVerified:
        self.require_proof(self.usable(model_id), statement, proof)
        return self.ledger.log(m.StatementVerified(model_id=model_id, statement=statement))

    def delivery(self, consumer: bytes, model_id: bytes) -> m.Delivery:
        return self.deliveries.get((consumer, model_id), m.Delivery())

    def verify_and_call(self, model_id: bytes, consumer: bytes, nonce: int, prover: bytes, claim: m.Claim, proof: bytes) -> m.ConsumerCalled:
        model = self.usable(model_id)
        if consumer not in self.consumers:
            raise e.NotConsumer
        if nonce <= self.delivery(consumer, model_id).nonce:
            raise e.NonceUsed
        domain = ids.consumer_domain(self.program, self.config.chain, consumer)
        statement = self.statement_of(claim, statements.context(domain, model_id, nonce, prover))
        self.require_proof(model, statement, proof)
        self.consumers[consumer](model_id, nonce, claim)
        self.deliveries[consumer, model_id] = m.Delivery(nonce=nonce, prover=prover)
        return self.ledger.log(m.ConsumerCalled(model_id=model_id, consumer=consumer, nonce=nonce, prover=prover, statement=statement))

    # ---- tips for proofs

    def _request(self, request_id: bytes) -> m.ProofRequest:
        if request_id not in self.requests:
            raise e.UnknownRequest
        return self.requests[request_id]

    def request_proof(self, caller: bytes, nonce: int, model_id: bytes, consumer: bytes, tip_high: int, tip_low: int, deadline_at: int) -> m.ProofRequested:
        request_id, now = ids.request_id(self.program, caller, nonce), self.ledger.now
        if request_id in self.requests:
            raise e.RequestExists
        if not 1 <= tip_low <= tip_high:
            raise e.BadTip
        if not now < deadline_at <= now + MAX_SECS:
            raise e.BadDeadline
        self.usable(model_id)
        self.ledger.move(caller, ESCROW, tip_high)
        after_nonce = self.delivery(consumer, model_id).nonce
        self.requests[request_id] = m.ProofRequest(
            request_id=request_id, requester=caller, model_id=model_id, consumer=consumer, tip_high=tip_high, tip_low=tip_low, requested_at=now,
            deadline_at=deadline_at, after_nonce=after_nonce, left=tip_high, state=m.RequestState.OPEN,
        )  # fmt: skip
        return self.ledger.log(
            m.ProofRequested(
                request_id=request_id, requester=caller, nonce=nonce, model_id=model_id, consumer=consumer, tip_high=tip_high, tip_low=tip_low,
                deadline_at=deadline_at, after_nonce=after_nonce,
            )
        )  # fmt: skip

    def collect_tip(self, request_id: bytes) -> m.TipCollected:
        request = self._request(request_id)
        if request.state is not m.RequestState.OPEN:
            raise e.RequestClosed
        delivery = self.delivery(request.consumer, request.model_id)
        if delivery.nonce <= request.after_nonce or delivery.prover == ZERO:
            raise e.NothingDelivered
        if self.ledger.now > request.deadline_at:
            raise e.RequestExpired
        amount = request.tip_down(self.ledger.now)
        left = request.tip_high - amount
        self.requests[request_id] = request.model_copy(update={"left": left, "state": m.RequestState.COLLECTED})
        self.ledger.move(ESCROW, delivery.prover, amount)
        return self.ledger.log(m.TipCollected(request_id=request_id, prover=delivery.prover, amount=amount, left=left))

    def refund_request(self, request_id: bytes) -> m.RequestRefunded:
        request = self._request(request_id)
        if request.state is m.RequestState.OPEN and self.ledger.now <= request.deadline_at:
            raise e.RequestOpen
        if request.left == 0:
            raise e.RequestClosed
        self.requests[request_id] = request.model_copy(update={"left": 0, "state": m.RequestState.REFUNDED})
        self.ledger.move(ESCROW, request.requester, request.left)
        return self.ledger.log(m.RequestRefunded(request_id=request_id, requester=request.requester, amount=request.left))


class ReferenceVerifier:
    """market.Verifier for one caller."""

    def __init__(self, state: VerifierState, caller: bytes) -> None:
        self._state, self._caller = state, caller

    def config(self) -> m.VerifierConfig:
        return self._state.config

    def model(self, model_id: bytes) -> m.RegisteredModel | None:
        return self._state.models.get(model_id)

    def key(self, model_id: bytes, version: int) -> bytes | None:
        return self._state.keys.get((model_id, version))

    def delivery(self, consumer: bytes, model_id: bytes) -> m.Delivery:
        return self._state.delivery(consumer, model_id)

    def request(self, request_id: bytes) -> m.ProofRequest | None:
        return self._state.requests.get(request_id)

    def is_frozen(self, selector: bytes) -> bool:
        return selector in self._state.frozen

    def register_model(self, nonce: int, selector: bytes, key: bytes, model_digest: bytes, timelock_secs: int) -> m.ModelRegistered:
        return self._state.register_model(self._caller, nonce, selector, key, model_digest, timelock_secs)

    def propose_key(self, model_id: bytes, key: bytes, model_digest: bytes) -> m.KeyProposed:
        return self._state.propose_key(self._caller, model_id, key, model_digest)

    def activate_key(self, model_id: bytes) -> m.KeyActivated:
        return self._state.activate_key(model_id)

    def tombstone(self, model_id: bytes) -> m.ModelTombstoned:
        return self._state.tombstone(self._caller, model_id)

    def trip(
        self, model_id: bytes, claim: m.Claim, context: bytes, proof: bytes, other_result: bytes, other_context: bytes, other_proof: bytes
    ) -> m.ModelBroken:
        return self._state.trip(model_id, claim, context, proof, other_result, other_context, other_proof)

    def freeze_route(self, selector: bytes) -> m.RouteFrozen:
        return self._state.freeze_route(self._caller, selector)

    def verify(self, model_id: bytes, statement: bytes, proof: bytes) -> m.StatementVerified:
        return self._state.verify(model_id, statement, proof)

    def verify_and_call(self, model_id: bytes, consumer: bytes, nonce: int, prover: bytes, claim: m.Claim, proof: bytes) -> m.ConsumerCalled:
        return self._state.verify_and_call(model_id, consumer, nonce, prover, claim, proof)

    def request_proof(self, nonce: int, model_id: bytes, consumer: bytes, tip_high: int, tip_low: int, deadline_at: int) -> m.ProofRequested:
        return self._state.request_proof(self._caller, nonce, model_id, consumer, tip_high, tip_low, deadline_at)

    def collect_tip(self, request_id: bytes) -> m.TipCollected:
        return self._state.collect_tip(request_id)

    def refund_request(self, request_id: bytes) -> m.RequestRefunded:
        return self._state.refund_request(request_id)
