"""`assay training`: what low communication saves, that killed workers do no harm, and rounds on a chain."""

from __future__ import annotations

import typer

from . import curve, kills, rehearsal

commands = typer.Typer(no_args_is_help=True, help="Train with many workers over slow links.")
commands.command("curve")(curve.main)
commands.command("kills")(kills.main)
commands.command("rounds")(rehearsal.main)
