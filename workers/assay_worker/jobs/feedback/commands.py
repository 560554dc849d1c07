"""`assay quality`: what truth is paid beside each way around it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from assay.errors import InputError
from rich.console import Console
from rich.table import Table

commands = typer.Typer()

Shares = Annotated[list[float] | None, typer.Option(help="the classes' shares, one option each; even for two if left out")]


@commands.command()
def quality(
    workers: int = 40,
    tasks: int = 400,
    redundancy: int = 16,
    prior: Shares = None,
    accuracy: float = 0.85,
    share: Annotated[float, typer.Option(help="part of the workers that deviates")] = 0.3,
    machine: Annotated[float, typer.Option(help="accuracy of what is pasted")] = 0.65,
    gold: Annotated[float, typer.Option(help="part of the tasks whose answer is known")] = 0.1,
    conduct: Annotated[list[str] | None, typer.Option(help="constant, majority, random, copying, colluding, pasted; all if left out")] = None,
    campaigns: int = 30,
    seed: int = 1,
) -> None:
    """Simulates campaigns and prints, for each way to answer and each way to pay, what the truthful and the others get. FAILS marks where truth does not pay
    more at 99 % confidence; docs/quality.md says why."""
    from .simulation import Conduct, Crowd, compare

    crowd = Crowd(workers, tasks, redundancy, tuple(prior or (0.5, 0.5)), accuracy, share, machine, gold)
    names = {c.name.lower(): c for c in Conduct}
    for name in conduct or ():
        if name not in names:
            raise InputError("conduct", name, f"one of {', '.join(names)}", "repeat the option for several")
    chosen = [names[name] for name in conduct or names]
    console = Console(width=None if sys.stdout.isatty() else 120)
    table = Table(title=f"{campaigns} campaigns of {workers} workers, {crowd.deviating} of them deviating, {tasks} tasks, {redundancy} judgments each")
    for column in ("conduct", "paid by", "truthful", "deviating", "difference, 99 %", ""):
        table.add_column(column, no_wrap=True, justify="right" if column in ("truthful", "deviating", "difference, 99 %") else "left")
    rows = compare(crowd, campaigns, seed, chosen)
    for at, row in enumerate(rows):
        first = at == 0 or rows[at - 1].conduct is not row.conduct
        figures = f"{row.truthful:.4f}", f"{row.deviating:.4f}", f"{row.low:+.4f} .. {row.high:+.4f}"
        table.add_row(row.conduct.name.lower() if first else "", row.mechanism.value, *figures, "pays" if row.pays else "FAILS")
        if at + 1 < len(rows) and rows[at + 1].conduct is not row.conduct:
            table.add_section()
    console.print(table)
    for one in chosen:
        console.print(one.value, highlight=False)
    failing = [f"{row.mechanism.value} under {row.conduct.name.lower()}" for row in rows if not row.pays]
    console.print(f"truth does not pay more: {', '.join(failing)}" if failing else "truth pays more everywhere", highlight=False)
