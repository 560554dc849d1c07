"""One account's hold on the programs of one chain: what EvmStaking and EvmCompute have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from eth_abi.abi import encode
from eth_account.signers.local import LocalAccount

from ..errors import Unrecognised
from ..models import compute as c
from ..models import staking as s
from ..models.base import Event
from ..models.deployment import Deployment
from ..models.receipt import Receipt
from .generated import compute, staking
from .transport import Call, Log, Transport, address20

E = TypeVar("E", bound=Event)

# ERC-20, of which we call four functions.
ALLOWANCE, APPROVE, BALANCE_OF, MINT = b"\xdd\x62\xed\x3e", b"\x09\x5e\xa7\xb3", b"\x70\xa0\x82\x31", b"\x40\xc1\x0f\x19"

_MODELS: dict[str, type[Event]] = {e.__name__: e for e in (*s.EVENTS, *c.EVENTS)}


def padded(address: bytes) -> bytes:
    """20 bytes as our 32."""
    return bytes(12) + address


def plain(value: Any) -> Any:
    """A generated value as what a model is made of."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    return value


def event(raw: Any) -> Event:
    """The model of a generated event."""
    return _MODELS[type(raw).__name__](**plain(raw))


class Session:
    """The account, the deployment and the transport. `receipts` is shared by a sandbox's accounts."""

    def __init__(self, transport: Transport, signer: LocalAccount, deployment: Deployment, receipts: list[Receipt]) -> None:
        self.transport, self.signer, self.deployment, self.receipts = transport, signer, deployment, receipts
        self.account = padded(bytes.fromhex(signer.address[2:]))
        self.staking = address20("deployment.staking", deployment.staking)
        self.compute = address20("deployment.compute", deployment.compute)
        self.token = address20("deployment.token", deployment.token)

    def write(self, verb: str, to: bytes, data: bytes, kind: type[E], *, pays: int = 0) -> E:
        """Makes the call and gives the event of this kind that it emitted. `pays` tokens are approved first where the allowance is short."""
        calls = [Call(verb, to, data)]
        if pays and self.allowance(to) < pays:
            calls.insert(0, Call("approve", self.token, APPROVE + encode(["address", "uint256"], [to, pays])))
        done = self.transport.send(self.signer, calls)
        self.receipts += [Receipt(verb=d.verb, tx=d.tx, cost=d.gas, size=d.size) for d in done]
        for e in self.decoded(done[-1].logs):
            if isinstance(e, kind):
                return e
        raise Unrecognised(f"{verb} succeeded without a {kind.__name__} event", tx=done[-1].tx)

    def read(self, to: bytes, data: bytes) -> bytes:
        return self.transport.call(to, data)

    def decode(self, log: Log) -> Event | None:
        raw: Any = None
        if log.address == self.staking:
            raw = staking.decode_event(log.topics, log.data)
        elif log.address == self.compute:
            raw = compute.decode_event(log.topics, log.data)
        return None if raw is None else event(raw)

    def decoded(self, logs: Sequence[Log]) -> Iterator[Event]:
        yield from (e for e in map(self.decode, logs) if e is not None)

    def events(self, since: int) -> Iterator[tuple[int, Event]]:
        for cursor, log in self.transport.logs((self.staking, self.compute), since):
            e = self.decode(log)
            if e is not None:
                yield cursor, e

    def allowance(self, spender: bytes) -> int:
        got = self.read(self.token, ALLOWANCE + encode(["address", "address"], [self.account[12:], spender]))
        return int.from_bytes(got, "big")

    def balance(self, owner: bytes) -> int:
        return int.from_bytes(self.read(self.token, BALANCE_OF + encode(["address"], [address20("owner", owner)])), "big")
