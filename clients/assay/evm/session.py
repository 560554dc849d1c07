"""One account's hold on the programs of one chain: what they have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from eth_abi.abi import encode
from eth_account.signers.local import LocalAccount

from ..errors import Unrecognised
from ..models import compute as c
from ..models import court as k
from ..models import identity as i
from ..models import matching as g
from ..models import pools as p
from ..models import rewards as r
from ..models import staking as s
from ..models import training as t
from ..models import vault as w
from ..models import verifier as v
from ..models.base import Event
from ..models.deployment import Deployment
from ..models.receipt import Receipt
from .generated import compute, court, identity, matching, pools, rewards, staking, training, vault, verifier
from .transport import Call, Log, Transport, address20

E = TypeVar("E", bound=Event)

# ERC-20, of which we call four functions.
ALLOWANCE, APPROVE, BALANCE_OF, MINT = b"\xdd\x62\xed\x3e", b"\x09\x5e\xa7\xb3", b"\x70\xa0\x82\x31", b"\x40\xc1\x0f\x19"

_EVENTS = (*s.EVENTS, *c.EVENTS, *k.EVENTS, *r.EVENTS, *i.EVENTS, *v.EVENTS, *w.EVENTS, *p.EVENTS, *g.EVENTS, *t.EVENTS)
_MODELS: dict[str, type[Event]] = {e.__name__: e for e in _EVENTS}


def padded(address: bytes) -> bytes:
    """20 bytes as our 32."""
    return bytes(12) + address


def plain(value: Any) -> Any:
    """A generated value as what a model is made of."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    return [plain(x) for x in value] if isinstance(value, tuple) else value


def event(raw: Any) -> Event | None:
    """The model of a generated event, or None for those that the standards of a token bring."""
    model = _MODELS.get(type(raw).__name__)
    return model(**plain(raw)) if model else None


class Session:
    """The account, the deployment and the transport. `receipts` is shared by a sandbox's accounts."""

    def __init__(self, transport: Transport, signer: LocalAccount, deployment: Deployment, receipts: list[Receipt]) -> None:
        self.transport, self.signer, self.deployment, self.receipts = transport, signer, deployment, receipts
        self.account = padded(bytes.fromhex(signer.address[2:]))
        self.staking = address20("deployment.staking", deployment.staking)
        self.compute = address20("deployment.compute", deployment.compute)
        self.court = address20("deployment.court", deployment.court)
        self.rewards = address20("deployment.rewards", deployment.rewards)
        self.identity = address20("deployment.identity", deployment.identity)
        self.verifier = address20("deployment.verifier", deployment.verifier)
        self.vault = address20("deployment.vault", deployment.vault)
        self.matching = address20("deployment.matching", deployment.matching)
        self.training = address20("deployment.training", deployment.training)
        self.token = address20("deployment.token", deployment.token)
        self._decoders: dict[bytes, Callable[[Sequence[bytes], bytes], Any]] = {
            self.staking: staking.decode_event,
            self.compute: compute.decode_event,
            self.court: court.decode_event,
            self.rewards: rewards.decode_event,
            self.identity: identity.decode_event,
            self.verifier: verifier.decode_event,
            self.vault: vault.decode_event,
            self.matching: matching.decode_event,
            self.training: training.decode_event,
            **{address20("deployment.pools", pool): pools.decode_event for pool in deployment.pools},
        }

    def write(self, verb: str, to: bytes, data: bytes, kind: type[E], *, pays: int | Mapping[bytes, int] = 0) -> E:
        """Makes the call and gives the event of this kind that it emitted. What it pays, of the deployment's token or by token, is approved
        first where the allowance is short."""
        due = {self.token: pays} if isinstance(pays, int) else pays
        short = [(token, amount) for token, amount in due.items() if amount and self.allowance(token, to) < amount]
        approvals = [Call("approve", token, APPROVE + encode(["address", "uint256"], [to, amount])) for token, amount in short]
        done = self.transport.send(self.signer, [*approvals, Call(verb, to, data)])
        self.receipts += [Receipt(verb=d.verb, tx=d.tx, cost=d.gas, size=d.size) for d in done]
        for e in self.decoded(done[-1].logs):
            if isinstance(e, kind):
                return e
        raise Unrecognised(f"{verb} succeeded without a {kind.__name__} event", tx=done[-1].tx)

    def read(self, to: bytes, data: bytes) -> bytes:
        return self.transport.call(to, data)

    def decode(self, log: Log) -> Event | None:
        decoder = self._decoders.get(log.address)
        raw = decoder(log.topics, log.data) if decoder else None
        return None if raw is None else event(raw)

    def decoded(self, logs: Sequence[Log]) -> Iterator[Event]:
        yield from (e for e in map(self.decode, logs) if e is not None)

    def events(self, since: int) -> Iterator[tuple[int, Event]]:
        for cursor, log in self.transport.logs(tuple(self._decoders), since):
            e = self.decode(log)
            if e is not None:
                yield cursor, e

    def allowance(self, token: bytes, spender: bytes) -> int:
        got = self.read(token, ALLOWANCE + encode(["address", "address"], [self.account[12:], spender]))
        return int.from_bytes(got, "big")

    def balance(self, owner: bytes, token: bytes | None = None) -> int:
        at = self.token if token is None else address20("token", token)
        return int.from_bytes(self.read(at, BALANCE_OF + encode(["address"], [address20("owner", owner)])), "big")
