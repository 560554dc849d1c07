"""What an issuer verified, committed to so that its holder can show one field of it and no other (docs/identity.md, "Attestations").

A field's leaf is salt (32) || the name's length (1) || name || value, in UTF-8; fields stand in the order of their names. The commitment is
sha256("assay/commitment/v1" || root || count as u32 little-endian) over their keccak tree.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import InputError
from ..ids import derive
from .attestations import Batch, folded

SALT_BYTES = 32


def _leaf(salt: bytes, name: str, value: str) -> bytes:
    encoded = name.encode()
    if not 1 <= len(encoded) <= 255:
        raise InputError("name", name, "1 to 255 bytes of UTF-8", "shorten the field's name")
    return salt + bytes([len(encoded)]) + encoded + value.encode()


def _commitment(root: bytes, count: int) -> bytes:
    return derive("commitment", root, count.to_bytes(4, "little"))


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One field of a credential, with what shows that it is: hand this to whoever may see it."""

    name: str
    value: str
    salt: bytes
    index: int
    count: int
    path: bytes

    def holds(self, commitment: bytes) -> bool:
        """Whether the commitment (32 bytes, Attestation.terms.commitment) has this field."""
        if len(self.salt) != SALT_BYTES:
            return False
        root = folded(_leaf(self.salt, self.name, self.value), self.index, self.count, self.path)
        return root is not None and _commitment(root, self.count) == commitment

    def to_json(self) -> str:
        shown = {"name": self.name, "value": self.value, "salt": self.salt.hex(), "index": self.index, "count": self.count, "path": self.path.hex()}
        return json.dumps(shown, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Disclosure:
        """Raises InputError for anything that `to_json` did not write."""
        try:
            d = json.loads(text)
            return cls(str(d["name"]), str(d["value"]), bytes.fromhex(d["salt"]), int(d["index"]), int(d["count"]), bytes.fromhex(d["path"]))
        except (ValueError, KeyError, TypeError) as e:
            raise InputError("disclosure", text[:60], "what Disclosure.to_json writes", "ask its holder for it again") from e


class Credential:
    """Fields with their salts: the holder's secret file. Whoever has a salt can try values; without it a commitment tells nothing."""

    def __init__(self, fields: Mapping[str, tuple[str, bytes]]) -> None:
        if not fields:
            raise InputError("fields", fields, "at least one field", "say what was verified")
        self.fields = dict(sorted(fields.items()))
        self._tree = Batch([_leaf(salt, name, value) for name, (value, salt) in self.fields.items()])

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Credential:
        """A credential with fresh salts."""
        return cls({name: (value, secrets.token_bytes(SALT_BYTES)) for name, value in values.items()})

    @property
    def commitment(self) -> bytes:
        """What the issuer attests."""
        return _commitment(self._tree.root, self._tree.count)

    def disclose(self, name: str) -> Disclosure:
        """One field, to be shown."""
        if name not in self.fields:
            raise InputError("name", name, f"one of {', '.join(self.fields)}", "disclose a field that was attested")
        index = list(self.fields).index(name)
        value, salt = self.fields[name]
        return Disclosure(name, value, salt, index, self._tree.count, self._tree.path(index))

    def to_json(self) -> str:
        return json.dumps({name: {"value": value, "salt": salt.hex()} for name, (value, salt) in self.fields.items()}, indent=2)

    @classmethod
    def from_json(cls, text: str) -> Credential:
        """Raises InputError for anything that `to_json` did not write."""
        try:
            return cls({str(n): (str(f["value"]), bytes.fromhex(f["salt"])) for n, f in json.loads(text).items()})
        except (ValueError, KeyError, TypeError, AttributeError) as e:
            raise InputError("credential", text[:60], "what Credential.to_json writes", "take the file that the issuer gave you") from e
