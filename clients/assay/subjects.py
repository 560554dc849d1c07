"""What keys of identity's subjects sign on a chain (docs/identity.md, "Keys")."""

from __future__ import annotations

from typing import Protocol

from . import ids
from .market import Chain
from .models.identity import Algorithm


class Holder(Protocol):
    """Whoever has a key: a phone, a tool, signatures.SoftwareKey. `prove` signs where the key is."""

    @property
    def algorithm(self) -> Algorithm: ...

    @property
    def public_key(self) -> bytes: ...

    def prove(self, digest: bytes, /) -> bytes: ...


def key_of(holder: Holder) -> bytes:
    """The key's id."""
    return ids.key_id(holder.algorithm, holder.public_key)


def domain(chain: Chain) -> bytes:
    """What keys sign for on this chain."""
    return ids.domain(chain.deployment().identity, chain.identity.config().chain)


def possession(chain: Chain, subject_id: bytes, holder: Holder) -> bytes:
    """The key's signature that whoever adds it to the subject holds it: the proof of `add_key` and `rotate_key`."""
    return holder.prove(ids.key_proof(domain(chain), subject_id, key_of(holder)))
