"""One account's hold on the programs of one chain: what the classes that speak to them have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from solders.compute_budget import set_compute_unit_limit
from solders.hash import Hash
from solders.instruction import Instruction
from solders.keypair import Keypair
from solders.message import Message
from solders.pubkey import Pubkey

from ..errors import InputError, Unrecognised
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
from .pda import matching_purse, token_account, training_purse, vault_purse
from .token import amount_in, open_account
from .transport import MAX_TRANSACTION, Transport

E = TypeVar("E", bound=Event)

_MODELS: dict[str, type[Event]] = {
    e.__name__: e for e in (*s.EVENTS, *c.EVENTS, *k.EVENTS, *r.EVENTS, *i.EVENTS, *v.EVENTS, *w.EVENTS, *p.EVENTS, *g.EVENTS, *t.EVENTS)
}
_DECODE: dict[Pubkey, Callable[[bytes], Any]] = {
    program.PROGRAM: program.decode_event for program in (staking, compute, court, rewards, identity, verifier, vault, pools, matching, training)
}
# A signature and the count of them, before the message.
_SIGNED = 65


def plain(value: Any) -> Any:
    """A generated value as what a model is made of."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    return tuple(plain(x) for x in value) if isinstance(value, tuple) else value


def fields_of(raw: Any) -> dict[str, Any]:
    """A generated account as the fields of its model, without the bumps of addresses."""
    return {name: value for name, value in plain(raw).items() if not name.endswith("bump")}


def event(program: Pubkey, data: bytes) -> Event | None:
    """The model of an event that a program logged, or None where it logged something else."""
    raw = _DECODE[program](data)
    return None if raw is None else _MODELS[type(raw).__name__](**plain(raw))


def key(field: str, value: bytes) -> Pubkey:
    """32 bytes as an address."""
    if len(value) != 32:
        raise InputError(field, value, "32 bytes", "an address or an id of this chain")
    return Pubkey.from_bytes(value)


class Session:
    """The account, the deployment and the transport. `receipts` is shared by a sandbox's accounts."""

    def __init__(self, transport: Transport, signer: Keypair, deployment: Deployment, receipts: list[Receipt]) -> None:
        self.transport, self.signer, self.deployment, self.receipts = transport, signer, deployment, receipts
        self.caller = signer.pubkey()
        self.account = bytes(self.caller)
        self.caller_token = self.token_account(self.account)

    def write(self, verb: str, instructions: Sequence[Instruction], kind: type[E], units: int | None = None) -> E:
        """Makes the transaction and gives the event of this kind that it emitted."""
        done = self.transport.send(verb, [self.signer], instructions, units)
        self.receipts.append(Receipt(verb=verb, tx=done.tx, cost=done.units, size=done.size))
        for program, data in done.data:
            e = event(program, data)
            if isinstance(e, kind):
                return e
        raise Unrecognised(f"{verb} succeeded without a {kind.__name__} event", tx=done.tx)

    def read(self, address: Pubkey) -> bytes | None:
        """The data of an account that a program opened, or None."""
        data = self.transport.account(address)
        return data or None

    def token_account(self, owner: bytes, token: bytes | None = None) -> Pubkey:
        """The owner's account of a token, the deployment's unless said."""
        return token_account(owner, token or self.deployment.token)

    def opened(self, *owners: bytes, token: bytes | None = None) -> list[Instruction]:
        """What opens the token accounts that these owners lack, so that they can be paid."""
        mint = token or self.deployment.token
        lacking = {o: None for o in owners if self.transport.account(token_account(o, mint)) is None}
        return [open_account(self.caller, o, mint) for o in lacking]

    def room(self, instructions: Sequence[Instruction], units: int | None = None) -> int:
        """How many bytes of data fit a transaction with these instructions, the last of which has none yet."""
        body = [*([set_compute_unit_limit(units)] if units else []), *instructions]
        used = _SIGNED + len(bytes(Message.new_with_blockhash(body, self.caller, Hash.default())))
        # The instruction's length takes a second byte once it passes 127.
        return MAX_TRANSACTION - used - 1

    def events(self, since: int) -> Iterator[tuple[int, Event]]:
        for cursor, program, data in self.transport.events(since):
            e = event(program, data)
            if e is not None:
                yield cursor, e

    def balance(self, owner: bytes, token: bytes | None = None) -> int:
        key("owner", owner)
        # These programs' funds lie in accounts of their own, not in those that anybody can open for them.
        purses = {self.deployment.vault: vault_purse(), self.deployment.matching: matching_purse(), self.deployment.training: training_purse()}
        own = purses.get(owner) if token in (None, self.deployment.token) else None
        return amount_in(self.transport.account(own or self.token_account(owner, token)))
