"""What low communication saves and what it costs: each way to train in processes over the same slow link, beside plain data parallel.

    python -m assay_worker.jobs.training.curve [--steps 640] [--delay-ms 200] [--mbit 100] [--out out/training]

Bytes are what the hub's sockets carried for all workers in both directions. The loss is on digits held back, in float64, after every
round: the survivors' bits are those of a replay in one process, which is checked, and the replay is what is evaluated.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from assay.errors import InputError
from rich.console import Console
from rich.table import Table

from .compression import Codec, Dense, FourBit, TopK
from .link import Link
from .local import Settings, digest, flat, replayed, with_parameters
from .models import Mlp
from .optimisers import AdamW
from .plan import Plan
from .session import Outcome, run_session
from .worker import Conduct

GOAL_BYTES, GOAL_GAP = 146, 0.01
POINTS = 32

# Each way's best of a few tried on seeds 0 and 1 (docs/training.md).
PLAIN = AdamW(7e-3, decay=0.1)
INNER = AdamW(1e-2, decay=0.1)
OUTER_RATE, OUTER_MOMENTUM = 0.7, 0.8


@dataclass(frozen=True)
class Way:
    """One way to train: its settings, and who misbehaves."""

    name: str
    settings: Settings
    conducts: Mapping[int, Conduct]


@dataclass(frozen=True)
class Measured:
    """A way's figures. `curve` are triples of local steps done, bytes so far (in proportion to rounds) and loss."""

    way: Way
    outcome: Outcome
    loss: float
    hits: float
    curve: list[tuple[int, int, float]]

    @property
    def utilisation(self) -> float:
        """The mean share of its time that a worker worked; on a machine of fewer cores than workers, waiting for a core counts as work."""
        shares = self.outcome.utilisation.values()
        return sum(shares) / len(shares)


def ways(steps: int, workers: int, batch: int, seed: int, sharded: bool) -> list[Way]:
    """Plain data parallel first; each way takes `steps` steps on batches of `batch` a worker."""
    model = Mlp((64, 64, 10), batch)
    plain = Settings(workers, steps, 0, Plan(model, PLAIN), Dense(), seed=seed, sharded=sharded)
    low = replace(plain, plan=Plan(model, INNER), outer_rate=OUTER_RATE, outer_momentum=OUTER_MOMENTUM)
    codecs: dict[str, Codec] = {"float32": Dense(), "4 bits": FourBit(), "top 1/8, 4 bits": TopK(1 / 8)}
    found = [Way("data parallel", plain, {})]
    for local_steps in (20, 40):
        for name, codec in codecs.items():
            found.append(Way(f"{local_steps} local steps, {name}", replace(low, rounds=steps // local_steps, local_steps=local_steps, codec=codec), {}))
    hard = replace(low, rounds=steps // 20, local_steps=20, codec=FourBit(), audited=(0, 1), patience_secs=5.0)
    troubled = {1: Conduct(lies_from=3), 2: Conduct(dies_at=hard.rounds // 2), 3: Conduct(late_secs=6.0)}
    return [*found, Way("20 local steps, 4 bits, with a liar, a death and a late one", hard, troubled)]


def measure(way: Way, link: Link | None) -> Measured:
    """Runs one way over the link. Raises InputError where survivors do not hold the replay's bits."""
    outcome, s = run_session(way.settings, way.conducts, link), way.settings
    plan, state, every = s.plan, s.plan.initial(s.seed), max(s.rounds // POINTS, 1)
    curve, last, loss, hits = [], flat(s.plan, state), 0.0, 0.0
    for at, parameters in enumerate(replayed(s, outcome.included), 1):
        if at % every == 0 or at == s.rounds:
            last = parameters
            loss, hits = s.data.loss(plan.parameters(with_parameters(plan, state, last)))
            curve.append((at * max(s.local_steps, 1), outcome.bytes_on_links * at // s.rounds, loss))
    if set(outcome.digests.values()) != {digest(last)}:
        raise InputError("digests", len(outcome.digests), "those of the replay", "a survivor holds other bits: keep this run and look into it")
    return Measured(way, outcome, loss, hits, curve)


def gap(measured: Measured, plain: Measured) -> float:
    """How much higher the loss is than plain data parallel's, as a part of that."""
    return measured.loss / plain.loss - 1


def table(all_measured: list[Measured]) -> Table:
    shown, plain = Table(), all_measured[0]
    for column in ("way", "MB", "fewer", "loss", "gap", "hits", "busy", "secs", "goal"):
        shown.add_column(column, justify="left" if column in ("way", "goal") else "right")
    for m in all_measured:
        fewer, extra = plain.outcome.bytes_on_links / m.outcome.bytes_on_links, gap(m, plain)
        met = "" if m is plain else "met" if fewer >= GOAL_BYTES and extra <= GOAL_GAP else "NOT met"
        figures = f"{m.outcome.bytes_on_links / 1e6:.2f}", f"{fewer:.1f}x", f"{m.loss:.4f}", f"{extra:+.1%}", f"{m.hits:.1%}", f"{m.utilisation:.0%}"
        shown.add_row(m.way.name, *figures, f"{m.outcome.wall_secs:.0f}", met)
    return shown


def report(all_measured: list[Measured], link: Link) -> dict[str, Any]:
    plain = all_measured[0]
    rows = [
        {
            "way": m.way.name,
            "bytes": m.outcome.bytes_on_links,
            "fewer": plain.outcome.bytes_on_links / m.outcome.bytes_on_links,
            "loss": m.loss,
            "gap": gap(m, plain),
            "hits": m.hits,
            "utilisation": m.utilisation,
            "wall_secs": m.outcome.wall_secs,
            "caught": dict(m.outcome.caught),
            "late": dict(m.outcome.late),
            "shares_of_pay": m.outcome.pay(10_000),
            "curve": m.curve,
        }
        for m in all_measured
    ]
    return {"delay_secs": link.delay_secs, "bits_per_sec": link.bits_per_sec, "rows": rows}


def main(
    steps: Annotated[int, typer.Option(help="steps of each worker, in every way; a multiple of 40")] = 640,
    workers: int = 8,
    batch: int = 16,
    seed: int = 2,
    sharded: Annotated[bool, typer.Option(help="each worker has its own part of the data")] = False,
    delay_ms: float = 200,
    mbit: float = 100,
    out: Path = Path("out/training"),
) -> None:
    """Trains the digits in each way over a link of DELAY_MS each direction and MBIT Mbit/s, and prints bytes, loss and use of time."""
    if steps < 160 or steps % 40:
        raise InputError("steps", steps, "a multiple of 40, at least 160", "give both 20 and 40 local steps whole rounds")
    link, console = Link(delay_ms / 1e3, mbit * 1e6), Console(width=None if sys.stdout.isatty() else 140)
    done = []
    for way in ways(steps, workers, batch, seed, sharded):
        console.print(f"running {way.name}", highlight=False)
        done.append(measure(way, link))
        console.print(f"  {done[-1].outcome.bytes_on_links:,} bytes, loss {done[-1].loss:.4f}, {done[-1].outcome.wall_secs:.0f} s", highlight=False)
    console.print(table(done))
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"curve-{'sharded' if sharded else 'shared'}-{seed}.json"
    path.write_text(json.dumps(report(done, link), indent=1) + "\n")
    console.print(path)


if __name__ == "__main__":
    typer.run(main)
