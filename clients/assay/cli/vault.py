"""`assay vault`: shares, observations and policies of the vault."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from ..errors import InputError
from ..market import Chain
from ..models.vault import Limits, Policy
from .options import Key, On, base_units, id32, joined, said

commands = typer.Typer()
vault_commands = typer.Typer(no_args_is_help=True, help="Shares, observations and policies of the vault.")
commands.add_typer(vault_commands, name="vault")

InKind = Annotated[bool, typer.Option(help="the exit that no pool can hold up")]
To = Annotated[str, typer.Option("--to", help="who gets it, 64 hex digits; the account itself unless said")]
Shares = Annotated[int, typer.Argument(help="shares in their base units: a billion to a token's worth at the start")]


def receiver(chain: Chain, text: str) -> bytes:
    return id32("to", text) if text else chain.account


def written(field: str, source: Path, of: type[Policy] | type[Limits]) -> Policy | Limits:
    """A policy or limits from a JSON file in the shape of assay.models.vault."""
    try:
        return of.model_validate_json(source.read_text())
    except OSError as e:
        raise InputError(field, str(source), "a readable file", f"{type(e).__name__}; name the file") from None
    except ValidationError as e:
        first = e.errors()[0]
        raise InputError(f"{field}.{'.'.join(map(str, first['loc']))}", first.get("input"), first["msg"], "see assay.models.vault") from None


@vault_commands.command()
def show(on: On, key: Key = None) -> None:
    """Shows policy, funds, positions, and what all shares are worth now."""
    chain, console = joined(on, key), Console()
    console.print(chain.vault.vault().model_dump_json(indent=2), highlight=False, soft_wrap=True)
    worth, mine = chain.vault.total_assets() / 1_000_000, chain.vault.max_withdraw(chain.account) / 1_000_000
    console.print(f"all shares are worth {worth:,.6f}; this account may withdraw {mine:,.6f}")


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
    wanted = written("policy", policy, Policy)
    assert isinstance(wanted, Policy)
    said(joined(on, key).vault.propose(wanted))


@vault_commands.command()
def adopt(on: On, key: Key = None) -> None:
    """Brings a proposed policy into force when its time has come."""
    said(joined(on, key).vault.adopt())


@vault_commands.command()
def lower(limits: Path, on: On, key: Key = None) -> None:
    """Lowers limits to those in a JSON file, as the guardian or the owner."""
    wanted = written("limits", limits, Limits)
    assert isinstance(wanted, Limits)
    said(joined(on, key).vault.lower(wanted))
