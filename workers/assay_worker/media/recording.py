"""From a signed file to its record on chain: what is said of it, and the key's own signature over that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assay import ids
from assay.errors import ContentExists
from assay.market import Chain
from assay.models.base import ZERO
from assay.models.identity import Content, Key, Role, SourceType
from assay.subjects import Holder, domain, key_of, possession


class Said(Protocol):
    """What a record takes of a history (tools.history.History)."""

    @property
    def source_type(self) -> SourceType: ...

    def tools_digest(self) -> bytes: ...

    def parents(self) -> Sequence[bytes]: ...


@dataclass(frozen=True)
class Recording:
    """`is_new` is False where the chain had the record already."""

    content_id: bytes
    content: Content
    is_new: bool


def add_key(chain: Chain, subject_id: bytes, holder: Holder, role: Role, expires_at: int = 0) -> Key:
    """Adds the holder's key to a subject that the connected account controls. Errors: as market.Identity.add_key."""
    proof = possession(chain, subject_id, holder)
    chain.identity.add_key(subject_id, holder.algorithm, role, expires_at, holder.public_key, proof)
    key = chain.identity.key(key_of(holder))
    assert key is not None
    return key


def content_of(claim_hash: bytes, history: Said, soft_binding: bytes = ZERO) -> Content:
    """What the chain is told of a signed file."""
    return Content(
        claim_hash=claim_hash,
        soft_binding=soft_binding,
        source_type=history.source_type,
        tools=history.tools_digest(),
        parents=tuple(history.parents()),
    )


def record(chain: Chain, holder: Holder, content: Content) -> Recording:
    """Records a content under the holder's key; the connected account only pays. Safe to repeat. Errors: as market.Identity.record."""
    key_id = key_of(holder)
    content_id = ids.content_id(chain.deployment().identity, key_id, content.claim_hash)
    try:
        chain.identity.record(key_id, content, holder.prove(ids.content_proof(domain(chain), content_id, content.payload)))
    except ContentExists:
        return Recording(content_id, content, is_new=False)
    return Recording(content_id, content, is_new=True)
