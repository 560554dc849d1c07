"""The root command: one app, with what installed packages add to it."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points

import typer
from rich.console import Console

from ..errors import AssayError
from . import audit, campaign, case, issuer, key, model, pay, requester, status, vault

root = typer.Typer(no_args_is_help=True, add_completion=False, help="No coin moves on anyone's word: jobs, stakes and disputes on Solana and the EVM.")
root.add_typer(status.commands)
root.add_typer(audit.commands)
root.add_typer(pay.commands)
root.add_typer(campaign.commands)
root.add_typer(case.commands)
root.add_typer(key.commands)
root.add_typer(issuer.commands)
root.add_typer(model.commands)
root.add_typer(vault.commands)
root.add_typer(requester.commands, name="requester")
for entry in sorted(entry_points(group="assay.commands"), key=lambda e: e.name):
    root.add_typer(entry.load())


def app() -> None:
    """Runs the command line. Errors of ours are one sentence and exit code 1, not a traceback."""
    try:
        root()
    except AssayError as e:
        Console(stderr=True).print(f"[bold red]{type(e).__name__}[/]: {e}", highlight=False)
        sys.exit(1)
