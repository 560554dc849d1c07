"""`assay issuer`: vouching for subjects, and showing one field of what was verified."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ..commit.disclosure import Credential, Disclosure
from ..errors import InputError
from ..models.identity import AttestationKind, AttestationTerms
from .options import Key, On, fields_of, id32, joined, member, said

commands = typer.Typer()
issuer_commands = typer.Typer(no_args_is_help=True, help="Vouch for subjects, and show one field of what was verified.")
commands.add_typer(issuer_commands, name="issuer")


@issuer_commands.command()
def register(profile: Path, on: On, key: Key = None) -> None:
    """Becomes an issuer: locks stake. PROFILE is a document that you publish; its sha256 goes on chain."""
    said(joined(on, key).identity.register_issuer(sha256(profile.read_bytes()).digest()))


@issuer_commands.command()
def retire(on: On, key: Key = None) -> None:
    """Attests no more; the stake is locked for a while yet."""
    said(joined(on, key).identity.retire_issuer())


@issuer_commands.command()
def release(issuer: str, on: On, key: Key = None) -> None:
    """Has a retired issuer's stake unlocked."""
    said(joined(on, key).identity.release_issuer(id32("issuer", issuer)))


@issuer_commands.command()
def attest(
    subject: str, fields: Path, credential: Path, on: On, nonce: int, kind: Annotated[str, typer.Option(help="domain, email, government_id or organisation")],
    days: float = 365, generation: int = 0, key: Key = None,
) -> None:  # fmt: skip
    """Attests what FIELDS (a JSON object of texts) says of SUBJECT. CREDENTIAL is written for the subject alone: with it, one field can be shown."""
    chain = joined(on, key)
    verified = member("kind", kind, AttestationKind, "say what was verified")
    if credential.exists():
        raise InputError("credential", str(credential), "a new file", "a credential is never written over: name another")
    made = Credential.of({name: str(value) for name, value in fields_of(fields, "fields").items()})
    # The secret is on disk before the commitment is on chain: a crash between them costs a nonce, not the holder's salts.
    credential.touch(mode=0o600)
    credential.write_text(made.to_json() + "\n")
    expires_at = chain.now() + int(days * 86_400)
    terms = AttestationTerms(subject_id=id32("subject", subject), kind=verified, generation=generation, expires_at=expires_at, commitment=made.commitment)
    said(chain.identity.attest(nonce, terms))


@issuer_commands.command()
def revoke(attestation: str, on: On, key: Key = None) -> None:
    """Revokes an attestation as of now."""
    said(joined(on, key).identity.revoke_attestation(id32("attestation", attestation)))


@issuer_commands.command("revoke-generation")
def revoke_generation(generation: int, on: On, key: Key = None) -> None:
    """Revokes all that this issuer attested in a generation, in one transaction."""
    said(joined(on, key).identity.revoke_generation(generation))


@issuer_commands.command()
def disclose(credential: Path, name: str) -> None:
    """Prints the disclosure of one field, for whoever may see it. Nothing is sent."""
    typer.echo(Credential.from_json(credential.read_text()).disclose(name).to_json())


@issuer_commands.command()
def check(disclosure: Path, attestation: str, on: On, key: Key = None) -> None:
    """Whether a disclosed field is what an attestation in force commits to."""
    chain, shown = joined(on, key), Disclosure.from_json(disclosure.read_text())
    found = chain.identity.attestation(id32("attestation", attestation))
    if found is None or not shown.holds(found.terms.commitment):
        Console().print(f"[bold red]no[/]: {shown.name} is not what this attestation commits to")
        raise typer.Exit(1)
    if not found.in_force(chain.now(), chain.identity.generation_revoked_at(found.issuer, found.terms.generation)):
        Console().print("[bold red]no[/]: the attestation is not in force")
        raise typer.Exit(1)
    Console().print(f"{shown.name} = {shown.value}, attested by {found.issuer.hex()}", highlight=False, soft_wrap=True)
