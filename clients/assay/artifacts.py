"""What `make build` leaves in target/, for whoever deploys. An installed package has none and needs none: it connects to what is deployed."""

from __future__ import annotations

import json
from pathlib import Path

from .errors import InputError

TARGET = Path(__file__).resolve().parents[2] / "target"


def built(relative: str) -> Path:
    """A built file. Raises InputError where the programs are not built."""
    path = TARGET / relative
    if not path.is_file():
        raise InputError("programs", str(path), "built", "run `make build` in a checkout of Assay, or connect to a chain that has them")
    return path


def bytecode(contract: str) -> bytes:
    """A contract's creation code."""
    code = str(json.loads(built(f"evm/{contract}.json").read_text())["bytecode"])
    return bytes.fromhex(code.removeprefix("0x"))
