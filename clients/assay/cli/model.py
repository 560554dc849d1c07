"""`assay model`: verification keys that somebody answers for, and proofs by them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..commit.routes import ROUTES
from ..commit.statement import context as statement_context
from ..errors import InputError
from ..ids import consumer_domain
from ..units import U64_MAX
from .options import Key, On, base_units, id32, joined, said, shown

commands = typer.Typer()
model_commands = typer.Typer(no_args_is_help=True, help="Models by their verification keys, and proofs of what they say.")
commands.add_typer(model_commands, name="model")

BY_NAME = {route.name.lower(): route for route in ROUTES.values()}
PROVER = "whom the proof is made for; the account of --key unless said"
RouteName = Annotated[str, typer.Option("--route", help=", ".join(BY_NAME))]


def selector(name: str) -> bytes:
    """A route's selector by its name in small letters."""
    if name.lower() not in BY_NAME:
        raise InputError("route", name, f"one of {', '.join(BY_NAME)}", "write one of them")
    return BY_NAME[name.lower()].selector


def nonce_of(value: int) -> int:
    if not 1 <= value <= U64_MAX:
        raise InputError("nonce", value, f"a whole number in 1..={U64_MAX}", "take one above the last delivery's")
    return value


def content(field: str, source: Path) -> bytes:
    """A file's bytes, or what its hex digits stand for."""
    try:
        raw = source.read_bytes()
    except OSError as e:
        raise InputError(field, str(source), "a readable file", f"{type(e).__name__}; name the file") from None
    try:
        return bytes.fromhex(raw.decode("ascii").strip().removeprefix("0x"))
    except (UnicodeDecodeError, ValueError):
        return raw


@model_commands.command()
def register(
    verification_key: Path, digest: str, nonce: int, on: On, route: RouteName = "groth16",
    timelock_hours: Annotated[float, typer.Option(help="how long another key waits before it counts")] = 48, key: Key = None,
) -> None:  # fmt: skip
    """Registers a model: the file of its VERIFICATION_KEY (bytes or hex, docs/verifier.md) and its DIGEST. The same NONCE again is refused."""
    chain = joined(on, key)
    data = content("verification_key", verification_key)
    said(chain.verifier.register_model(nonce, selector(route), data, id32("digest", digest), int(timelock_hours * 3_600)))


@model_commands.command()
def propose(model: str, verification_key: Path, digest: str, on: On, key: Key = None) -> None:
    """Proposes another key; it can be activated after the model's timelock."""
    data = content("verification_key", verification_key)
    said(joined(on, key).verifier.propose_key(id32("model", model), data, id32("digest", digest)))


@model_commands.command()
def activate(model: str, on: On, key: Key = None) -> None:
    """Brings a proposed key into force when its time has come."""
    said(joined(on, key).verifier.activate_key(id32("model", model)))


@model_commands.command()
def tombstone(model: str, on: On, key: Key = None) -> None:
    """Ends a model for good."""
    said(joined(on, key).verifier.tombstone(id32("model", model)))


@model_commands.command()
def freeze(on: On, route: RouteName, key: Key = None) -> None:
    """Ends a route for good, as the deployment's authority."""
    said(joined(on, key).verifier.freeze_route(selector(route)))


@model_commands.command()
def verify(model: str, statement: str, proof: Path, on: On, key: Key = None) -> None:
    """Has the chain check the PROOF (a file of 256 bytes, or hex) of a STATEMENT (64 hex digits)."""
    said(joined(on, key).verifier.verify(id32("model", model), id32("statement", statement), content("proof", proof)))


@model_commands.command()
def show(model: str, on: On, key: Key = None) -> None:
    """Shows a model."""
    shown(joined(on, key).verifier.model(id32("model", model)), "model")


@model_commands.command()
def domain(consumer: str, on: On, key: Key = None) -> None:
    """Prints the domain that proofs for CONSUMER are bound to."""
    chain = joined(on, key)
    typer.echo(consumer_domain(chain.deployment().verifier, chain.verifier.config().chain, id32("consumer", consumer)).hex())


@model_commands.command()
def context(consumer: str, model: str, nonce: int, on: On, prover: Annotated[str | None, typer.Option(help=PROVER)] = None, key: Key = None) -> None:
    """Prints the context of a proof of MODEL for CONSUMER under a NONCE."""
    chain = joined(on, key)
    bound = consumer_domain(chain.deployment().verifier, chain.verifier.config().chain, id32("consumer", consumer))
    made_for = chain.account if prover is None else id32("prover", prover)
    typer.echo(statement_context(bound, id32("model", model), nonce_of(nonce), made_for).hex())


@model_commands.command()
def delivery(consumer: str, model: str, on: On, key: Key = None) -> None:
    """Shows nonce and prover of the last claim of MODEL that CONSUMER took."""
    shown(joined(on, key).verifier.delivery(id32("consumer", consumer), id32("model", model)), "delivery")


@model_commands.command("request")
def request_proof(
    consumer: str, model: str, nonce: int, high: str, low: str, on: On,
    hours: Annotated[float, typer.Option(help="until when the tip can be collected")] = 24, key: Key = None,
) -> None:  # fmt: skip
    """Pays in a tip for a proof of MODEL that CONSUMER takes: HIGH whole tokens now, falling to LOW at the end. The same NONCE again is refused."""
    chain = joined(on, key)
    deadline_at = chain.now() + int(hours * 3_600)
    tips = base_units(chain, high), base_units(chain, low)
    said(chain.verifier.request_proof(nonce, id32("model", model), id32("consumer", consumer), *tips, deadline_at))


@model_commands.command()
def requested(request: str, on: On, key: Key = None) -> None:
    """Shows a request for a proof."""
    shown(joined(on, key).verifier.request(id32("request", request)), "request")


@model_commands.command()
def collect(request: str, on: On, key: Key = None) -> None:
    """Has the prover of what was delivered since paid the tip of this moment."""
    said(joined(on, key).verifier.collect_tip(id32("request", request)))


@model_commands.command()
def refund(request: str, on: On, key: Key = None) -> None:
    """Has the requester paid what is left, after the deadline or once the tip was collected."""
    said(joined(on, key).verifier.refund_request(id32("request", request)))
