"""Shows the cluster on two machines made of namespaces, one of which loses power in the middle of a job.

    python -m assay_worker.scale.namespaces [--jobs 16] [--sentences 32] [--out out/scale.json]

Machine `anna` has the worker, the chain and Ray's head; `boris` only computes, on another instruction set than anna's. The cable is
cut before boris stops: nothing closes a connection, as when a machine loses power.
Exits with 3 and says why where this process may not make namespaces.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from .. import ops
from .machines import CommandFailed, Machine, NoNamespaces, two_machines

HEAD, OTHER = "anna", "boris"
PORT = 6379
OBJECTS = 500_000_000
RAY = [sys.executable, "-m", "ray.scripts.scripts", "start", "--disable-usage-stats", "--num-cpus=1", f"--object-store-memory={OBJECTS}"]
# A machine that does not answer for some three seconds is dead; Ray's own patience is about half a minute.
WATCHFUL = {"RAY_health_check_initial_delay_ms": "1000", "RAY_health_check_period_ms": "1000", "RAY_health_check_timeout_ms": "1000"}
WATCHFUL |= {"RAY_health_check_failure_threshold": "3"}
# What Ray calls a process that runs a job.
RUNNING = "ray::run_order"
BEFORE_THE_OUTAGE = 2


def started(machine: Machine, head: Machine, environment: dict[str, str]) -> None:
    """Starts the machine's Ray node."""
    joining = ["--head", f"--port={PORT}", "--include-dashboard=false"] if machine is head else [f"--address={head.address}:{PORT}"]
    resources = json.dumps({machine.name: 1})
    machine.run([*RAY, *joining, f"--node-ip-address={machine.address}", f"--resources={resources}"], environment=WATCHFUL | environment)


def other_instructions() -> str:
    """The fastest instruction set that is not this machine's best."""
    return [name for name in ops.instruction_sets() if name != ops.instruction_set()][-1]


class Story:
    """What the process inside has said so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process, self.lines = process, list[dict[str, Any]]()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            print(line, end="", file=sys.stderr)
            with suppress(ValueError):  # not of the story: Ray's own words
                self.lines.append(json.loads(line))

    def all(self, what: str, **about: Any) -> list[dict[str, Any]]:
        return [line for line in list(self.lines) if line["said"] == what and all(line.get(name) == value for name, value in about.items())]

    def one(self, what: str) -> dict[str, Any]:
        (line,) = self.all(what)
        return line

    @property
    def going_on(self) -> bool:
        return self._reader.is_alive()

    def ended(self) -> int:
        self._reader.join()
        return self._process.wait()


def show(jobs: int, sentences: int) -> dict[str, Any]:
    """Makes the machines, lets the story happen, cuts boris off in the middle of a job, and returns the report."""
    with two_machines(HEAD, OTHER) as (anna, boris):
        begun = time.monotonic()
        started(anna, anna, {})
        started(boris, anna, {"ASSAY_ISA": other_instructions()})
        up_secs = time.monotonic() - begun
        inside = [sys.executable, "-m", "assay_worker.scale.outage", f"{anna.address}:{PORT}", f"{HEAD},{OTHER}", str(jobs), str(sentences)]
        process = anna.start(inside, environment={"RAY_USAGE_STATS_ENABLED": "0"}, stdout=subprocess.PIPE)
        try:
            story, cut_at = Story(process), 0.0
            while story.going_on:
                if not cut_at and len(story.all("ran", host=OTHER)) >= BEFORE_THE_OUTAGE and any(title.startswith(RUNNING) for title in boris.titles()):
                    cut_at = time.time()
                    boris.lose_power()
                time.sleep(0.005)
            code = story.ended()
        finally:
            process.kill()
            process.wait()
    if code or not cut_at:
        raise CommandFailed(f"the story ended early (exit {code}, outage {'made' if cut_at else 'not made'}): {story.lines[-3:]}")
    return report(story, cut_at, up_secs)


def report(story: Story, cut_at: float, up_secs: float) -> dict[str, Any]:
    """The figures, and whether everything held."""
    embedded, settled, ran = story.one("embedded"), story.one("settled"), story.all("ran")
    pinned = story.all("pinned")
    others = [line for line in ran if line["at"] < cut_at and line["host"] == OTHER]
    moved = story.all("moved")
    ended = [line["at"] for line in ran for lost in moved if line["job"] == lost["job"]]
    roots = [line["root"] for line in [*pinned, story.one("copies")]]
    asked = {(line["asked"], line["host"]) for line in pinned}
    outputs = story.all("outputs")
    held = {
        "pinned jobs ran where they were pinned": asked == {(HEAD, HEAD), (OTHER, OTHER)},
        "two addresses, two instruction sets": len({line["address"] for line in pinned}) == 2 and len({line["computes_on"] for line in pinned}) == 2,
        "every pinned trace root is the embedded run's": set(roots) == {embedded["root"]},
        "two copies ran on two machines": story.one("copies")["hosts"] == sorted((HEAD, OTHER)),
        "jobs were lost with boris, and ran elsewhere": len(moved) + settled["stumbled"] > 0 and len(ended) == len(moved),
        "boris is gone": story.one("nodes")["alive"] == [HEAD],
        "every job was paid for": settled["settled"] == story.one("posted")["jobs"] == len(ran),
        "the verifier's own runs agree with all": settled["agreed"] == settled["settled"],
        "nobody was slashed": settled["slashed"] == 0,
        "a dispute would find every output, also of what boris ran": {line["ran_on"] for line in outputs} == {HEAD, OTHER} and all(o["same"] for o in outputs),
    }
    return {
        "held": held,
        "jobs": len(ran),
        "by_host": story.one("all ran")["by_host"],
        "ran_on_boris_before_the_outage": len(others),
        "lost_with_boris": len(moved),
        "pinned": [{name: line[name] for name in ("asked", "run", "host", "address", "computes_on", "secs")} for line in pinned],
        "bytes_to_boris": {f"{line['run']} job": line["sent"] for line in pinned if line["asked"] == OTHER},
        "bytes_from_boris": {f"{line['run']} job": line["received"] for line in pinned if line["asked"] == OTHER},
        "outputs": [{name: line[name] for name in ("ran_on", "bytes", "secs")} for line in outputs],
        "stumbled": settled["stumbled"],
        "secs": {
            "two nodes up": round(up_secs, 1),
            "all jobs": story.one("all ran")["secs"],
            "outage to its notice": [round(line["at"] - cut_at, 2) for line in moved],
            "outage to the lost jobs' end": [round(at - cut_at, 2) for at in ended],
        },
    }


def _table(found: dict[str, Any]) -> Table:
    table = Table("what", "found")
    for name, value in found.items():
        for part, shown in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, Sequence) else ((name, value),):
            table.add_row(f"{name}: {part}" if part != name else name, str(shown))
    return table


def main(
    jobs: Annotated[int, typer.Option(min=4, help="jobs to run while boris is cut off")] = 24,
    sentences: Annotated[int, typer.Option(min=1, help="sentences a job")] = 16,
    out: Annotated[Path, typer.Option(help="where to write the report")] = Path("out/scale.json"),
) -> None:
    """Two machines of namespaces, one cluster, one outage."""
    console = Console()
    try:
        found = show(jobs, sentences)
    except NoNamespaces as e:
        console.print(str(e), highlight=False, soft_wrap=True)
        raise typer.Exit(3) from None
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, indent=2) + "\n")
    console.print(_table(found))
    console.print(f"equal: {all(found['held'].values())}   {out}")
    if not all(found["held"].values()):
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
