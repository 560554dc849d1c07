"""`assay api` and `assay receipt`."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Annotated

import typer
from assay.cli.options import Key, On, joined
from assay.errors import InputError
from assay.units import Amount, Token
from rich.console import Console
from rich.logging import RichHandler
from rich.table import Table

api_commands = typer.Typer(no_args_is_help=True, help="Sell inference over HTTP, bought on the market.")
receipt_commands = typer.Typer(no_args_is_help=True, help="Check what an inference API answered.")

JournalFile = Annotated[Path, typer.Option("--journal", help="the API's SQLite file: keys, requests, jobs")]


@api_commands.command("serve")
def serve(
    on: On,
    store: Annotated[Path, typer.Option("--store", help="directory of job material, shared with providers")],
    journal: JournalFile,
    price: Annotated[str, typer.Option(help="what a job pays, in whole tokens")],
    stake: Annotated[str, typer.Option(help="what a provider stakes on a job, in whole tokens")],
    host: str = "127.0.0.1",
    port: int = 8000,
    max_batch: Annotated[int, typer.Option(help="most texts in a request, and in a job")] = 64,
    max_jobs: Annotated[int, typer.Option(help="most jobs that are being answered at once")] = 4,
    max_waiting: Annotated[int, typer.Option(help="most requests that wait; beyond it callers get 429")] = 1_000,
    deadline_secs: Annotated[int, typer.Option(help="how long a provider may take")] = 600,
    patience_secs: Annotated[float, typer.Option(help="how long a caller is kept waiting; the answer is then at /v1/requests")] = 120,
    grace_secs: Annotated[int, typer.Option(help="how long callers are still answered after SIGTERM")] = 30,
    key: Key = None,
) -> None:
    """Serves embeddings; jobs are posted and paid by the key's account. Killed at any point, it goes on where it was."""
    try:
        import uvicorn

        from .app import create
        from .engine import Engine, Offer
        from .metrics import Metrics
    except ModuleNotFoundError as missing:
        raise InputError("api", missing.name, "installed", "pip install 'assay[api]'") from None
    from ..jobs.store import Store
    from .journal import Journal

    if not 1 <= max_batch <= 1_024 or min(max_jobs, max_waiting, deadline_secs, grace_secs) < 1 or patience_secs <= 0:
        raise InputError("limits", [max_batch, max_jobs, max_waiting, deadline_secs], "positive, max_batch at most 1,024", "correct them")
    logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[RichHandler(show_path=False)])
    logging.getLogger("httpx").setLevel(logging.WARNING)
    chain = joined(on, key)
    token = Token(chain.deployment().token_symbol, 6, chain.deployment().token)
    offer = Offer(
        price=int(Amount.parse(price, token)), stake=int(Amount.parse(stake, token)), deadline_secs=deadline_secs, max_batch=max_batch, max_jobs=max_jobs,
        max_waiting=max_waiting,
    )  # fmt: skip
    kept = Journal(journal)
    try:
        app = create(Engine(chain, Store(store), kept, offer, Metrics(kept)), patience_secs=patience_secs)
        uvicorn.run(app, host=host, port=port, timeout_graceful_shutdown=grace_secs, server_header=False, log_config=None)
    finally:
        kept.close()


@api_commands.command("key")
def make_key(
    label: str,
    journal: JournalFile,
    a_minute: Annotated[int, typer.Option(help="requests a minute on average")] = 600,
    burst: Annotated[int, typer.Option(help="requests at once")] = 60,
) -> None:
    """Makes an API key for LABEL and shows it this once; only a salted digest of it is kept."""
    from . import keys
    from .journal import Journal

    if min(a_minute, burst) < 1:
        raise InputError("limits", [a_minute, burst], "at least 1", "correct them")
    kept = Journal(journal)
    print(keys.create(kept, label, a_minute=a_minute, burst=burst))
    kept.close()


@api_commands.command("revoke")
def revoke(key_id: str, journal: JournalFile) -> None:
    """Ends a key by its id (the part between the underscores), at once, also in a running server."""
    from .journal import Journal

    kept = Journal(journal)
    known = kept.revoke(key_id)
    kept.close()
    if not known:
        raise InputError("key_id", key_id, "the id of a key in this journal", "`assay api usage` lists them")
    Console().print(f"{key_id} is revoked")


@api_commands.command("usage")
def usage(journal: JournalFile) -> None:
    """What each key was answered."""
    from .journal import Journal

    kept = Journal(journal)
    table = Table("key", "label", "requests", "texts", "tokens", "revoked")
    for row in kept.usage():
        table.add_row(row.key_id, row.label, f"{row.requests:,}", f"{row.texts:,}", f"{row.tokens:,}", "yes" if row.revoked else "")
    kept.close()
    Console().print(table)


@receipt_commands.command("verify")
def verify(
    answer: Path,
    on: On,
    texts: Annotated[Path | None, typer.Option("--input", help="what was asked: JSON, a text or a list of them")] = None,
    key: Key = None,
) -> None:
    """Checks ANSWER (the API's JSON, with its receipt) against the chain alone, and says how far it can be relied on."""
    from . import receipt

    asked = None
    try:
        found = json.loads(answer.read_text())
        if texts is not None:
            asked = json.loads(texts.read_text())
    except (OSError, ValueError) as fault:
        raise InputError("file", str(answer if texts is None else texts), "readable JSON", str(fault)) from None
    if isinstance(found, dict) and "response" in found:  # as GET /v1/requests gives it
        found = found["response"]
    verified = receipt.verify(found, joined(on, key), [asked] if isinstance(asked, str) else asked)
    console = Console()
    for text in verified.texts:
        console.print(f"vector of {text!r}", highlight=False, markup=False, soft_wrap=True)
    console.print(f"job {verified.job_id.hex()}", soft_wrap=True)
    until = "" if verified.standing == "settled" else f"; disputable until {verified.window_ends_at}"
    console.print(f"{verified.standing}{until}, backed by a stake of {verified.stake:,} base units", soft_wrap=True)
