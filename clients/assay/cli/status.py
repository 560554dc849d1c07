"""`assay status`: what a chain's deployment holds, what a job is at."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ..ids import dispute_id
from ..models.compute import Dispute, Job
from .options import Key, On, id32, joined

commands = typer.Typer()


@commands.command()
def status(on: On, key: Key = None, job: Annotated[str | None, typer.Option(help="a job's id, 64 hex digits")] = None) -> None:
    """Shows the deployment and the account, or one job with its dispute."""
    chain = joined(on, key)
    console = Console()
    if job is not None:
        found = chain.compute.job(id32("job", job))
        if found is None:
            console.print(f"no job {job}")
            raise typer.Exit(1)
        _show(console, found)
        if found.attempts:
            d = chain.compute.dispute(dispute_id(found.job_id, found.attempts - 1))
            if d is not None:
                _show(console, d)
        return
    t = Table(title=chain.name, title_justify="left", show_header=False)
    stands = chain.deployment()
    t.add_row("account", chain.account.hex())
    t.add_row(f"balance, base units of {stands.token_symbol}", f"{chain.balance(chain.account):,}")
    stake = chain.staking.stake(chain.account)
    t.add_row("bonded / locked", f"{stake.bonded:,} / {stake.locked:,}" if stake else "never bonded")
    for field in ("staking", "compute", "token", "treasury", "authority"):
        t.add_row(field, getattr(stands, field).hex())
    for name, value in stands.settings.model_dump().items():
        t.add_row(name, f"{value:,}")
    console.print(t)


def _show(console: Console, model: Job | Dispute) -> None:
    t = Table(title=type(model).__name__, title_justify="left", show_header=False)
    for name, value in model.model_dump().items():
        t.add_row(name, value.hex() if isinstance(value, bytes) else str(value))
    console.print(t)
