"""`assay zkml`: models as circuits."""

from __future__ import annotations

import json
import time
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer
from assay.cli.options import Key, On, joined, said
from assay.errors import InputError
from rich.console import Console

zkml_commands = typer.Typer(no_args_is_help=True, help="Make circuits of models, prove and verify what they say.")

Folder = Annotated[Path, typer.Argument(help="the circuit's folder: card, keys, witness generator")]


class HeadName(Enum):
    ALLOCATE = "allocate"
    SCORES = "scores"


@zkml_commands.command("compile")
def compile_command(
    model: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="an ONNX MLP: Gemm and Relu in turn, at most 4 outputs")],
    calibration: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="CSV of raw inputs; header name:u8, name:u16 or name:u32")],
    out: Annotated[Path, typer.Option("--out", help="folder for the circuit; its name is the circuit's")],
    head: Annotated[HeadName, typer.Option(help="what the statement says: weights in bps under caps, or the scores")] = HeadName.ALLOCATE,
) -> None:
    """Compiles an ONNX MLP to a circuit with the same bits as its integer model."""
    from .compiler import compile_model

    card = compile_model(model, calibration, out, head.value)
    console = Console()
    console.print(f"{card['name']}: {card['constraints']:,} constraints, model digest {card['digest']}")
    console.print(f"largest difference of a score to the float model on the calibration data: {card['largest_score_error']:.2e}")
    console.print("next: python scripts/ceremony.py make, which makes its keys")


@zkml_commands.command("train")
def train_command(
    out: Annotated[Path, typer.Option("--out", help="folder for model.onnx and calibration.csv")],
    seed: int = 20_260_000,
) -> None:
    """Trains the yield vault's model on synthetic pools."""
    from . import training

    trained = training.train(seed)
    training.write(trained, training.calibration(512, seed + 3), out)
    Console().print(f"mean squared error {trained.loss:.5f}, of always saying the mean {trained.baseline:.5f}")


@zkml_commands.command("prove")
def prove_command(
    folder: Folder,
    context: Annotated[str, typer.Option(help="18 bytes in hex: what the proof is bound to")],
    observed_at: Annotated[int, typer.Option(help="unix seconds")],
    inputs: Annotated[str, typer.Option(help="raw inputs, comma-separated, in the card's order")],
    caps: Annotated[str, typer.Option(help="caps in bps, comma-separated, where the circuit allocates")] = "",
) -> None:
    """Proves what a model says of an observation."""
    from .model import Observation
    from .prover import Circuit, prove

    try:
        values, bounds = (tuple(int(value) for value in given.split(",") if value) for given in (inputs, caps))
        bound = bytes.fromhex(context)
    except ValueError as wrong:
        raise InputError("inputs", str(wrong), "whole numbers, and a context in hex", "correct them") from None
    made = prove(Circuit.load(folder), bound, Observation(observed_at, values, bounds))
    typer.echo(
        json.dumps(
            {"proof": made.data.hex(), "statement": f"{made.statement:064x}", "commitment": f"{made.commitment:064x}", "result": list(made.result)},
            indent=1,
        )
    )


@zkml_commands.command("verify")
def verify_command(
    folder: Folder,
    statement: Annotated[str, typer.Option(help="32 bytes in hex")],
    proof: Annotated[str, typer.Option(help="256 bytes in hex")],
) -> None:
    """Checks a proof, without node."""
    from .groth16 import verify
    from .prover import Circuit

    try:
        said, data = int(statement, 16), bytes.fromhex(proof)
    except ValueError as wrong:
        raise InputError("proof", str(wrong), "hex", "correct it") from None
    if not verify(Circuit.load(folder).key, said, data):
        raise InputError("proof", data, "a proof of this statement", "take both from whoever proved it")
    typer.echo("the proof holds")


@zkml_commands.command("keep")
def keep_command(
    on: On,
    folder: Annotated[Path | None, typer.Option("--circuit", help="the circuit's folder; the committed allocator unless said")] = None,
    poll: Annotated[float, typer.Option(help="seconds between looks")] = 30.0,
    once: Annotated[bool, typer.Option(help="one round, then end")] = False,
    key: Key = None,
) -> None:
    """Keeps the chain's vault at work: observes, proves, hands in. Killed at any point, it goes on where the chain is."""
    from .keeper import Keeper
    from .prover import Circuit

    keeper = Keeper(joined(on, key), Circuit.load(folder) if folder else Circuit.named())
    while True:
        event = keeper.step()
        if event is not None:
            said(event)
        if once:
            return
        time.sleep(poll)
