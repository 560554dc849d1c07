"""Reading an EVM account from a file: a key in hex, or a keystore. No message ever shows what is in it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from eth_account import Account
from eth_account.signers.local import LocalAccount

from ..errors import InputError

PASSWORD = "ASSAY_KEYSTORE_PASSWORD"


def load(path: Path) -> LocalAccount:
    """The account whose key is in the file. A keystore's password is read from the environment."""
    try:
        text = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as e:
        raise InputError("account", str(path), "a readable file", f"{type(e).__name__}; name the file of the key") from None
    try:
        account: LocalAccount = Account.from_key(_decrypt(text, path) if text.startswith("{") else bytes.fromhex(text.removeprefix("0x")))
    except InputError:
        raise
    except Exception:
        # Libraries quote what they could not read, so nothing of theirs is passed on.
        raise InputError("account", str(path), "a key of 32 bytes in hex, or a keystore", "name the file of the key") from None
    return account


def _decrypt(text: str, path: Path) -> bytes:
    password = os.environ.get(PASSWORD)
    if password is None:
        raise InputError("account", str(path), f"a keystore whose password is in {PASSWORD}", f"set {PASSWORD}")
    return bytes(Account.decrypt(json.loads(text), password))
