"""Reading a Solana account from a file as solana-keygen writes it. No message ever shows what is in it."""

from __future__ import annotations

import json
from pathlib import Path

from solders.keypair import Keypair

from ..errors import InputError


def load(path: Path) -> Keypair:
    """The keypair in the file."""
    try:
        text = path.read_text()
    except (OSError, UnicodeDecodeError) as e:
        raise InputError("account", str(path), "a readable file", f"{type(e).__name__}; name the file of the keypair") from None
    try:
        numbers = json.loads(text)
        if not isinstance(numbers, list) or len(numbers) != 64:
            raise ValueError
        return Keypair.from_bytes(bytes(numbers))
    except Exception:
        # Libraries quote what they could not read, so nothing of theirs is passed on.
        raise InputError("account", str(path), "a keypair: a JSON list of 64 numbers", "make one with solana-keygen new") from None
