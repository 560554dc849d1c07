"""Options that several commands share."""

from __future__ import annotations

import os
from typing import Annotated

import typer
from rich.console import Console

from ..connect import connect
from ..errors import InputError
from ..market import Chain
from ..models.base import Event
from ..units import Amount, Token

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


def said(event: Event) -> None:
    """Prints what a call did."""
    Console().print(f"[bold]{type(event).__name__}[/] {event.model_dump_json()}", highlight=False, soft_wrap=True)
