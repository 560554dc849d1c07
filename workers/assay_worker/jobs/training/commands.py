"""`assay training`: what low communication saves, and that killed workers do no harm."""

from __future__ import annotations

import typer

from . import curve, kills

commands = typer.Typer(no_args_is_help=True, help="Train with many workers over slow links.")
commands.command("curve")(curve.main)
commands.command("kills")(kills.main)
