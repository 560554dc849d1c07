"""market.Verifier on Solana."""

from __future__ import annotations

from solders.instruction import AccountMeta, Instruction

from .. import ids
from ..commit.routes import EZKL, G1_BYTES, RISC_ZERO, ROUTES, SP1
from ..errors import InputError
from ..models import verifier as m
from ..models.base import ZERO
from . import pda
from .generated import verifier as g
from .session import Session, plain
from .session import key as address
from .vault import consumer_accounts

# Some of their signals are the same for every statement of a model: a point that they are folded into stands behind each key.
FOLDED = (RISC_ZERO, SP1, EZKL)
# A pairing of four, two of them for a trip; a consumer adds its own.
VERIFY_UNITS, TRIP_UNITS, CALL_UNITS = 200_000, 400_000, 1_400_000


class SolanaVerifier:
    """market.Verifier for one account. A model's keys stand behind it in its own account."""

    def __init__(self, session: Session) -> None:
        self._s, self._program = session, session.deployment.verifier

    def _config(self) -> g.VerifierConfig:
        data = self._s.read(pda.verifier_config())
        if data is None:
            raise InputError("deployment.verifier", self._program, "deployed", "deploy it with scripts/deploy.py")
        return g.VerifierConfig.decode(data, 8)[0]

    def config(self) -> m.VerifierConfig:
        raw = self._config()
        return m.VerifierConfig(token=raw.token, authority=raw.authority, chain=raw.chain)

    def model(self, model_id: bytes) -> m.RegisteredModel | None:
        address("model_id", model_id)
        data = self._s.read(pda.model(model_id))
        if data is None:
            return None
        values = plain(g.RegisteredModel.decode(data, 8)[0])
        del values["bump"]
        return m.RegisteredModel(**values | {"state": m.ModelState(values["state"])})

    def key(self, model_id: bytes, version: int) -> bytes | None:
        address("model_id", model_id)
        data = self._s.read(pda.model(model_id))
        if data is None:
            return None
        raw, head = g.RegisteredModel.decode(data, 8)
        route = ROUTES[raw.selector]
        start = head + version * (route.key_bytes + (G1_BYTES if route in FOLDED else 0))
        found = data[start : start + route.key_bytes]
        return found if len(found) == route.key_bytes else None

    def delivery(self, consumer: bytes, model_id: bytes) -> m.Delivery:
        address("consumer", consumer)
        address("model_id", model_id)
        data = self._s.read(pda.delivery(consumer, model_id))
        if data is None:
            return m.Delivery()
        raw = g.Delivery.decode(data, 8)[0]
        return m.Delivery(nonce=raw.nonce, prover=raw.prover)

    def request(self, request_id: bytes) -> m.ProofRequest | None:
        address("request_id", request_id)
        data = self._s.read(pda.proof_request(request_id))
        if data is None:
            return None
        values = plain(g.ProofRequest.decode(data, 8)[0])
        return m.ProofRequest(**values | {"state": m.RequestState(values["state"])})

    def is_frozen(self, selector: bytes) -> bool:
        return selector in self._config().frozen

    def register_model(self, nonce: int, selector: bytes, key: bytes, model_digest: bytes, timelock_secs: int) -> m.ModelRegistered:
        model_id = ids.model_id(self._program, self._s.account, nonce)
        ix = g.register_model(
            owner=self._s.caller, model=pda.model(model_id), nonce=nonce, selector=selector, key=key, model_digest=model_digest,
            timelock_secs=timelock_secs,
        )  # fmt: skip
        # No limit of units: with one, the longest key would not fit.
        return self._s.write("register_model", [ix], m.ModelRegistered)

    def propose_key(self, model_id: bytes, key: bytes, model_digest: bytes) -> m.KeyProposed:
        ix = g.propose_key(owner=self._s.caller, model=pda.model(model_id), model_id=model_id, key=key, model_digest=model_digest)
        return self._s.write("propose_key", [ix], m.KeyProposed)

    def activate_key(self, model_id: bytes) -> m.KeyActivated:
        return self._s.write("activate_key", [g.activate_key(model=pda.model(model_id), model_id=model_id)], m.KeyActivated)

    def tombstone(self, model_id: bytes) -> m.ModelTombstoned:
        return self._s.write("tombstone", [g.tombstone(owner=self._s.caller, model=pda.model(model_id), model_id=model_id)], m.ModelTombstoned)

    def trip(
        self, model_id: bytes, claim: m.Claim, context: bytes, proof: bytes, other_result: bytes, other_context: bytes, other_proof: bytes
    ) -> m.ModelBroken:
        ix = g.trip(
            model=pda.model(model_id), model_id=model_id, claim=_said(claim), context=context, proof=proof, other_result=other_result,
            other_context=other_context, other_proof=other_proof,
        )  # fmt: skip
        return self._s.write("trip", [ix], m.ModelBroken, TRIP_UNITS)

    def freeze_route(self, selector: bytes) -> m.RouteFrozen:
        return self._s.write("freeze_route", [g.freeze_route(authority=self._s.caller, selector=selector)], m.RouteFrozen)

    def verify(self, model_id: bytes, statement: bytes, proof: bytes) -> m.StatementVerified:
        ix = g.verify(model=pda.model(model_id), model_id=model_id, statement=statement, proof=proof)
        return self._s.write("verify", [ix], m.StatementVerified, VERIFY_UNITS)

    def verify_and_call(self, model_id: bytes, consumer: bytes, nonce: int, prover: bytes, claim: m.Claim, proof: bytes) -> m.ConsumerCalled:
        accounts = consumer_accounts(self._s) if consumer == self._s.deployment.vault else []
        ix = self.call(model_id, consumer, nonce, prover, claim, proof, *accounts)
        return self._s.write("verify_and_call", [ix], m.ConsumerCalled, CALL_UNITS)

    def call(self, model_id: bytes, consumer: bytes, nonce: int, prover: bytes, claim: m.Claim, proof: bytes, *accounts: AccountMeta) -> Instruction:
        """The instruction that hands a claim over; `accounts` are what the consumer needs besides itself."""
        at = address("consumer", consumer)
        ix = g.verify_and_call(
            caller=self._s.caller, model=pda.model(model_id), delivery=pda.delivery(consumer, model_id), consumer=at,
            consumer_program=self._s.transport.owner(at), hook=pda.hook(consumer), model_id=model_id, nonce=nonce, prover=prover, claim=_said(claim),
            proof=proof,
        )  # fmt: skip
        return Instruction(ix.program_id, bytes(ix.data), [*ix.accounts, *accounts])

    def request_proof(self, nonce: int, model_id: bytes, consumer: bytes, tip_high: int, tip_low: int, deadline_at: int) -> m.ProofRequested:
        address("consumer", consumer)
        request_id = ids.request_id(self._program, self._s.account, nonce)
        ix = g.request_proof(
            caller=self._s.caller, request=pda.proof_request(request_id), model=pda.model(model_id), delivery=pda.delivery(consumer, model_id),
            caller_token=self._s.caller_token, nonce=nonce, model_id=model_id, consumer=consumer, tip_high=tip_high, tip_low=tip_low,
            deadline_at=deadline_at,
        )  # fmt: skip
        return self._s.write("request_proof", [ix], m.ProofRequested)

    def collect_tip(self, request_id: bytes) -> m.TipCollected:
        request = self.request(request_id)
        consumer, model_id = (request.consumer, request.model_id) if request else (ZERO, ZERO)
        prover = self.delivery(consumer, model_id).prover
        ix = g.collect_tip(
            request=pda.proof_request(request_id), delivery=pda.delivery(consumer, model_id), prover_token=self._s.token_account(prover),
            request_id=request_id,
        )  # fmt: skip
        # Nobody's account is opened before there is something to pay into it.
        is_due = request is not None and request.state is m.RequestState.OPEN and prover != ZERO
        return self._s.write("collect_tip", [*(self._s.opened(prover) if is_due else []), ix], m.TipCollected)

    def refund_request(self, request_id: bytes) -> m.RequestRefunded:
        request = self.request(request_id)
        requester = request.requester if request else ZERO
        ix = g.refund_request(request=pda.proof_request(request_id), requester_token=self._s.token_account(requester), request_id=request_id)
        return self._s.write("refund_request", [*(self._s.opened(requester) if request else []), ix], m.RequestRefunded)


def _said(claim: m.Claim) -> g.Claim:
    return g.Claim(commitment=claim.commitment, observed_at=claim.observed_at, result=claim.result)
