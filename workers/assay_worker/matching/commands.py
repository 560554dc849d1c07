"""`assay match`: offers, listings, and the two loops of a market: the matcher's and the watcher's."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Annotated, Protocol

import typer
from assay.cli.options import Key, On, id32, joined
from assay.commit.disclosure import Disclosure
from assay.commit.matches import Allowed
from assay.errors import InputError, ProtocolError
from assay.market import Chain
from assay.models.matching import Offered
from rich.console import Console

from .attributes import Attested, read
from .matcher import Matcher
from .needs import Needs
from .watcher import Watcher

commands = typer.Typer(no_args_is_help=True, help="Bring jobs to the providers that do them best, and check whoever says so.")

Published = Annotated[Path, typer.Option("--published", help="directory where matchers publish their leaves")]
Shown = Annotated[Path | None, typer.Option(help="directory of what providers show of themselves: <address as hex>.json, a list of {attestation, disclosure}")]
Poll = Annotated[float, typer.Option(help="seconds between looks at the chain")]
Once = Annotated[bool, typer.Option("--once", help="take one turn and stop")]


@commands.command("offer")
def offer(capacity: int, on: On, key: Key = None) -> None:
    """Offers to take CAPACITY jobs at a time, with the spec and the ask of `assay provider register`."""
    Console().print(joined(on, key).matching.offer(capacity).model_dump_json(), soft_wrap=True)


@commands.command("retract")
def retract(on: On, key: Key = None) -> None:
    """Takes the offer and its bond back."""
    Console().print(joined(on, key).matching.retract().model_dump_json(), soft_wrap=True)


@commands.command("list")
def list_job(job: str, on: On, needs: Annotated[str | None, typer.Option(help="an expression; without it everyone may who meets the terms")] = None,
             shown: Shown = None, key: Key = None) -> None:  # fmt: skip
    """Has JOB, whose terms name the matching program, matched: to those providers with an offer that satisfy NEEDS."""
    chain, job_id = joined(on, key), id32("job", job)
    if needs is None:
        event = chain.matching.list_job(job_id, 0, b"")
    else:
        wanted = Needs(needs)
        allowed = Allowed(_chosen(chain, wanted, shown))
        event = chain.matching.list_job(job_id, allowed.count, allowed.data)
    Console().print(event.model_dump_json(), soft_wrap=True)


def _chosen(chain: Chain, needs: Needs, shown: Path | None) -> list[bytes]:
    """Whom the needs allow of those that made an offer."""
    offered = {event.provider for _, event in chain.events() if isinstance(event, Offered)}
    chosen = needs.choose({owner: read(chain, owner, _words(owner, shown)) for owner in sorted(offered)})
    if not chosen:
        raise InputError("needs", needs.source, "an expression that some provider with an offer satisfies", "ask for less, or wait for offers")
    return chosen


def _words(owner: bytes, shown: Path | None) -> list[Attested]:
    path = shown / f"{owner.hex()}.json" if shown else None
    if path is None or not path.exists():
        return []
    try:
        said = json.loads(path.read_text())
        return [Attested(bytes.fromhex(word["attestation"]), Disclosure.from_json(json.dumps(word["disclosure"]))) for word in said]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("shown", str(path), "a list of {attestation, disclosure}", "ask the provider for it again") from error


class Turns(Protocol):
    """Whoever works by turns."""

    def turn(self) -> list[str]: ...


@commands.command("run")
def run(on: On, published: Published, poll: Poll = 5.0, once: Once = False, key: Key = None) -> None:
    """Posts the best assignment of all that waits, shows what is demanded of it, and has its matches awarded. Killed at any point, it goes on where it was."""
    _turns(Matcher(joined(on, key), published), poll, once)


@commands.command("watch")
def watch(on: On, published: Published, poll: Poll = 5.0, once: Once = False, key: Key = None) -> None:
    """Checks every assignment, refutes what is false, demands what is not shown."""
    _turns(Watcher(joined(on, key), published), poll, once)


def _turns(who: Turns, poll: float, once: bool) -> None:
    console = Console()
    while True:
        try:
            for line in who.turn():
                console.print(line, soft_wrap=True)
        except ProtocolError as refused:
            # Somebody was faster, or the clock passed a bound between the look and the call: the next turn looks anew.
            console.print(f"refused: {type(refused).__name__}", soft_wrap=True)
        if once:
            return
        time.sleep(poll)
