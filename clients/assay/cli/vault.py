"""`assay vault`: shares, observations and policies of the vault."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ..market import Chain
from ..models.vault import Limits, Policy
from .options import Key, On, base_units, fields_of, id32, joined, said, shown

commands = typer.Typer()
vault_commands = typer.Typer(no_args_is_help=True, help="Shares, observations and policies of the vault.")
commands.add_typer(vault_commands, name="vault")

InKind = Annotated[bool, typer.Option(help="the exit that no pool can hold up")]
To = Annotated[str, typer.Option("--to", help="who gets it, 64 hex digits; the account itself unless said")]
Shares = Annotated[int, typer.Argument(help="shares in their base units: a billion to a token's worth at the start")]


def receiver(chain: Chain, text: str) -> bytes:
    return id32("to", text) if text else chain.account


@vault_commands.command()
def show(on: On, key: Key = None) -> None:
    """Shows policy, funds, positions, and what all shares are worth now."""
    chain = joined(on, key)
    shown(chain.vault.vault(), "vault")
    worth, mine = chain.vault.total_assets() / 1_000_000, chain.vault.max_withdraw(chain.account) / 1_000_000
    Console().print(f"all shares are worth {worth:,.6f}; this account may withdraw {mine:,.6f}")


@vault_commands.command()
def deposit(amount: str, on: On, to: To = "", key: Key = None) -> None:
    """Deposits AMOUNT whole tokens for shares."""
    chain = joined(on, key)
    said(chain.vault.deposit(base_units(chain, amount), receiver(chain, to)))


@vault_commands.command()
def withdraw(amount: str, on: On, to: To = "", key: Key = None) -> None:
    """Takes AMOUNT whole tokens out for what shares they cost."""
    chain = joined(on, key)
    said(chain.vault.withdraw(base_units(chain, amount), receiver(chain, to)))


@vault_commands.command()
def redeem(shares: Shares, on: On, to: To = "", in_kind: InKind = False, key: Key = None) -> None:
    """Redeems SHARES; with --in-kind for a part of idle funds and a claim on each pool."""
    chain = joined(on, key)
    said(chain.vault.redeem_in_kind(shares, receiver(chain, to)) if in_kind else chain.vault.redeem(shares, receiver(chain, to)))


@vault_commands.command()
def collect(pool: str, on: On, owner: To = "", key: Key = None) -> None:
    """Has a POOL pay what somebody left it with in kind."""
    chain = joined(on, key)
    said(chain.vault.collect_claim(id32("pool", pool), receiver(chain, owner)))


@vault_commands.command()
def observe(on: On, key: Key = None) -> None:
    """Records what the pools show, when it is time to."""
    said(joined(on, key).vault.observe())


@vault_commands.command()
def trim(pool_index: Annotated[int, typer.Argument(min=0, max=3)], on: On, key: Key = None) -> None:
    """Takes out of a pool what counts there above its caps."""
    said(joined(on, key).vault.trim(pool_index))


@vault_commands.command()
def propose(policy: Path, on: On, key: Key = None) -> None:
    """Proposes the POLICY in a JSON file, as the owner."""
    said(joined(on, key).vault.propose(Policy(**fields_of(policy, "policy"))))


@vault_commands.command()
def adopt(on: On, key: Key = None) -> None:
    """Brings a proposed policy into force when its time has come."""
    said(joined(on, key).vault.adopt())


@vault_commands.command()
def lower(limits: Path, on: On, key: Key = None) -> None:
    """Lowers limits to those in a JSON file, as the guardian or the owner."""
    said(joined(on, key).vault.lower(Limits(**fields_of(limits, "limits"))))
