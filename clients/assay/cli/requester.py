"""`assay requester`: take a job back, have it settled, timed out or refunded. Posting needs a job's material: `assay job post` of the workers."""

from __future__ import annotations

import typer

from .options import Key, On, id32, joined, said

commands = typer.Typer(no_args_is_help=True, help="What a requester does with a posted job.")


@commands.command()
def cancel(job: str, on: On, key: Key = None) -> None:
    """Takes an open job back; its price returns."""
    said(joined(on, key).compute.cancel(id32("job", job)))


@commands.command()
def settle(job: str, on: On, key: Key = None) -> None:
    """Has a job's provider paid after the challenge window."""
    said(joined(on, key).compute.settle(id32("job", job)))


@commands.command()
def time_out(job: str, on: On, key: Key = None) -> None:
    """Punishes whoever let a clock run out."""
    said(joined(on, key).compute.time_out(id32("job", job)))


@commands.command()
def refund(job: str, on: On, key: Key = None) -> None:
    """Pays the price of a faulted job back."""
    said(joined(on, key).compute.refund(id32("job", job)))
