"""`assay key`: subjects, their keys and guardians."""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from .. import did, ids, keyfile, subjects
from ..errors import InputError
from ..models.identity import Algorithm, Role
from ..signatures import SoftwareKey
from .options import Key, On, id32, joined, member, said

commands = typer.Typer()
key_commands = typer.Typer(no_args_is_help=True, help="Subjects, their keys and guardians.")
commands.add_typer(key_commands, name="key")

Guardians = Annotated[list[str] | None, typer.Option("--guardian", help="an account, 64 hex digits; at most five")]
Until = Annotated[int, typer.Option("--expires-at", help="unix seconds; 0 is never")]


@key_commands.command()
def make(file: Path, algorithm: Annotated[str, typer.Option(help="ed25519, secp256k1 or p256")] = "p256") -> None:
    """Makes a key in FILE (mode 0600; encrypted where ASSAY_KEY_PASSWORD is set). Nothing is sent."""
    made = SoftwareKey.from_seed(member("algorithm", algorithm, Algorithm), secrets.token_bytes(32))
    keyfile.save(made, file)
    Console().print(f"key {ids.key_id(made.algorithm, made.public_key).hex()} is in {file}", soft_wrap=True)


@key_commands.command()
def subject(on: On, nonce: int, guardian: Guardians = None, threshold: int = 0, key: Key = None) -> None:
    """Creates a subject that this account controls. The same NONCE again is refused, so a retry is safe."""
    chain = joined(on, key)
    event = chain.identity.create_subject(nonce, [id32("guardian", g) for g in guardian or []], threshold)
    said(event)
    Console().print(str(did.of(chain, event.subject_id)), highlight=False, soft_wrap=True)


@key_commands.command()
def add(
    subject: str, file: Path, on: On, role: Annotated[str, typer.Option(help="person, device, tool or organisation")], expires_at: Until = 0, key: Key = None
) -> None:
    """Adds the key in FILE to SUBJECT."""
    chain, subject_id, held = joined(on, key), id32("subject", subject), keyfile.load(file)
    proof = subjects.possession(chain, subject_id, held)
    said(chain.identity.add_key(subject_id, held.algorithm, member("role", role, Role), expires_at, held.public_key, proof))


@key_commands.command()
def rotate(subject: str, old: str, file: Path, on: On, expires_at: Until = 0, key: Key = None) -> None:
    """Puts the key in FILE in the place of the subject's key OLD."""
    chain, subject_id, held = joined(on, key), id32("subject", subject), keyfile.load(file)
    proof = subjects.possession(chain, subject_id, held)
    said(chain.identity.rotate_key(subject_id, id32("old", old), held.algorithm, expires_at, held.public_key, proof))


@key_commands.command()
def revoke(
    which: Annotated[str, typer.Argument(metavar="KEY")], on: On, since: Annotated[int, typer.Option(help="unix seconds; 0 is now")] = 0, key: Key = None
) -> None:
    """Revokes KEY as of a time."""
    chain = joined(on, key)
    said(chain.identity.revoke_key(id32("key", which), since or chain.now()))


@key_commands.command()
def guardians(subject: str, on: On, guardian: Guardians = None, threshold: int = 0, apply: bool = False, key: Key = None) -> None:
    """Proposes other guardians, or with --apply has the proposed ones take office."""
    chain, subject_id = joined(on, key), id32("subject", subject)
    if apply:
        said(chain.identity.apply_guardians(subject_id))
    else:
        said(chain.identity.change_guardians(subject_id, [id32("guardian", g) for g in guardian or []], threshold))


@key_commands.command()
def recover(
    subject: str, on: On, to: Annotated[str, typer.Option(help="as a guardian: the new controller, 64 hex digits")] = "", cancel: bool = False, key: Key = None
) -> None:
    """Backs a new controller as a guardian (--to), calls a recovery off as the controller (--cancel), or carries out one that is due."""
    chain, subject_id = joined(on, key), id32("subject", subject)
    if to:
        said(chain.identity.back_recovery(subject_id, id32("to", to)))
    elif cancel:
        said(chain.identity.cancel_recovery(subject_id))
    else:
        said(chain.identity.recover(subject_id))


@key_commands.command()
def show(what: Annotated[str, typer.Argument(help="a key's or a subject's id, or a did:assay")], on: On, key: Key = None) -> None:
    """Shows a key with its status, or a subject as its DID document."""
    chain, console = joined(on, key), Console()
    if not what.startswith(did.METHOD):
        wanted = id32("what", what)
        found = chain.identity.key(wanted)
        if found is not None:
            console.print(found.model_dump_json(indent=2), highlight=False, soft_wrap=True)
            console.print(f"{found.status(chain.now()).name.lower()} as of {datetime.fromtimestamp(chain.now()).astimezone().isoformat()}")
            return
        what = str(did.of(chain, wanted))
    resolved = did.resolve(chain, what)
    console.print(json.dumps(resolved["didDocument"] or resolved["didResolutionMetadata"], indent=2), highlight=False, soft_wrap=True)
    if resolved["didDocument"] is None:
        raise typer.Exit(1)


@key_commands.command()
def flag(
    case: str, on: On, record: str = "", which: Annotated[str, typer.Option("--about-key", help="the key that the case is about")] = "", key: Key = None
) -> None:
    """Has a final ruling carried out: flags a --record and its key, or a key."""
    chain = joined(on, key)
    if bool(record) == bool(which):
        raise InputError("record", record, "given, or --about-key, and not both", "say what the case is about")
    said(
        chain.identity.flag_record(id32("case", case), id32("record", record))
        if record
        else chain.identity.flag_key(id32("case", case), id32("about-key", which))
    )


@key_commands.command()
def punish(case: str, attestation: str, on: On, key: Key = None) -> None:
    """Has the issuer of ATTESTATION pay its share of a ruling that was carried out."""
    said(joined(on, key).identity.punish_voucher(id32("case", case), id32("attestation", attestation)))
