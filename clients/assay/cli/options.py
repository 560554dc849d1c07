"""Options that several commands share."""

from __future__ import annotations

import json
import os
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console

from ..connect import connect
from ..errors import InputError
from ..market import Chain
from ..models.base import Event, Model
from ..units import Amount, Token

M = TypeVar("M", bound=IntEnum)

On = Annotated[
    str,
    typer.Option("--chain", help="solana:localnet, evm:localnet, solana:devnet, evm:sepolia or a URL (solana+http://…, evm+http://…)", envvar="ASSAY_CHAIN"),
]
Key = Annotated[str | None, typer.Option("--key", help="the account: a keypair's file, or on a localnet a name", envvar="ASSAY_KEY")]


def joined(on: str, key: str | None) -> Chain:
    """A connection as the key's account."""
    return connect(on, account=key, deployment=os.environ.get("ASSAY_DEPLOYMENT"))


def id32(field: str, text: str) -> bytes:
    """32 bytes from hex. Raises InputError for anything else."""
    try:
        raw = bytes.fromhex(text.removeprefix("0x"))
    except ValueError:
        raw = b""
    if len(raw) != 32:
        raise InputError(field, text, "64 hex digits", "copy it from `assay requester post` or an event")
    return raw


def base_units(chain: Chain, text: str) -> int:
    """Whole tokens as people write them, in base units. Every token here has 6 decimals."""
    stands = chain.deployment()
    return int(Amount.parse(text, Token(stands.token_symbol, 6, stands.token)))


def member(field: str, text: str, of: type[M], remedy: str = "write one of them") -> M:
    """A member of an enumeration by its name in small letters."""
    if text.upper() not in of.__members__:
        raise InputError(field, text, f"one of {', '.join(m.name.lower() for m in of)}", remedy)
    return of[text.upper()]


def fields_of(path: Path, field: str = "file") -> dict[str, Any]:
    """The fields of a JSON file, for a model to check."""
    try:
        fields = json.loads(path.read_text())
    except (OSError, ValueError) as e:
        raise InputError(field, str(path), "readable JSON", str(e)) from None
    if not isinstance(fields, dict):
        raise InputError(field, str(path), "a JSON object", "write the fields by name")
    return fields


def shown(model: Model | None, what: str) -> None:
    """Prints what was found; where nothing was, says so and ends with 1."""
    if model is None:
        Console().print(f"no such {what}")
        raise typer.Exit(1)
    Console().print(model.model_dump_json(indent=2), highlight=False, soft_wrap=True)


def said(event: Event) -> None:
    """Prints what a call did."""
    Console().print(f"[bold]{type(event).__name__}[/] {event.model_dump_json()}", highlight=False, soft_wrap=True)
