"""`assay zkml`: models as circuits."""

from __future__ import annotations

import json
import sys
import time
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer
from assay.cli.options import Key, On, base_units, joined, said
from assay.errors import InputError
from rich.console import Console

zkml_commands = typer.Typer(no_args_is_help=True, help="Make circuits of models, prove and verify what they say.")

Folder = Annotated[Path, typer.Argument(help="the circuit's folder: card, keys, witness generator")]
CircuitFolder = Annotated[Path | None, typer.Option("--circuit", help="the circuit's folder; the committed allocator unless said")]


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
    context: Annotated[str, typer.Option(help="18 bytes in hex: what the proof is bound to (assay model context)")],
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


@zkml_commands.command("compare")
def compare_command(
    count: Annotated[int, typer.Option(help="inputs; some 20 ms each")] = 2_000,
    seed: int = 20_261_000,
    folder: CircuitFolder = None,
    out: Annotated[Path | None, typer.Option("--out", dir_okay=False, help="where to leave the figures as JSON")] = None,
) -> None:
    """Compares what the circuit says with what its integer model says, input by input. Ends with an error where they differ."""
    from .agreement import compare
    from .prover import Circuit

    console, circuit = Console(), Circuit.load(folder) if folder else Circuit.named()

    def told(done: int, different: int) -> None:
        if done % 5_000 == 0 or done == count:
            console.print(f"{done:,} inputs compared, {different:,} differ", highlight=False)

    found = compare(circuit, count, seed, told)
    figures = {
        "circuit": circuit.name, "model_digest": circuit.model.digest.hex(), "seed": seed, "inputs": found.inputs, "different": found.different,
        "distinct_results": found.distinct, "secs": round(found.secs, 1),
    }  # fmt: skip
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(figures, indent=2) + "\n")
    console.print_json(data=figures)
    if found.different:
        raise InputError("circuit", found.differ[0], "one that says what its model says", "compile the model anew")


@zkml_commands.command("backtest")
def backtest_command(
    seeds: Annotated[int, typer.Option(min=1, help="worlds: as many years, each with and without a pool that turns bad")] = 10,
    days: Annotated[int, typer.Option(min=20)] = 365,
    first: Annotated[int, typer.Option(help="the first world's seed")] = 1,
    proofs: Annotated[int, typer.Option(min=0, help="claims of the first world that are proved and verified, some 3 s each; the rest are taken as proved")] = 1,
    deep_cap: Annotated[int, typer.Option(min=0, max=10_000, help="bps of all assets that a deep pool may hold")] = 5_000,
    thin_cap: Annotated[int, typer.Option(min=0, max=10_000, help="and a thin one")] = 3_000,
    thin_group_cap: Annotated[int, typer.Option(min=0, max=10_000, help="and thin ones together")] = 4_500,
    lure_days: Annotated[int, typer.Option(min=1, help="for how long a pool that lures lies about its rate")] = 1,
    gwei: Annotated[float, typer.Option(help="what a unit of gas costs")] = 1.0,
    rollup_gwei: Annotated[float, typer.Option(help="and on a rollup")] = 0.01,
    ether: Annotated[float, typer.Option(help="USDX for an ether")] = 3_000.0,
    micro_lamports: Annotated[float, typer.Option(help="what a compute unit costs")] = 50_000.0,
    sol: Annotated[float, typer.Option(help="USDX for a SOL")] = 150.0,
    out: Annotated[Path, typer.Option("--out", file_okay=False, help="folder for report.json and backtest.svg")] = Path("out/backtest"),
) -> None:
    """Compares the vault with optimisers that nothing bounds and with equal weights, over synthetic years; the prices are assumptions, gas is measured."""
    from rich.progress import Progress

    from .backtest import STRATEGIES, backtest
    from .backtest.costs import Units, venues
    from .backtest.report import Prices, Report
    from .backtest.strategies import Rules
    from .backtest.world import Scenario

    console = Console(width=None if sys.stdout.isatty() else 160)
    prices = Prices(venues(gwei, rollup_gwei, ether, micro_lamports, sol), {family: Units.measured(family) for family in ("evm", "solana")})
    rules = Rules(caps_bps=(deep_cap, thin_cap), group_caps_bps=(10_000, thin_group_cap, 0, 0))
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("years", total=seeds * len(Scenario) * STRATEGIES)
        runs = backtest(range(first, first + seeds), days, rules=rules, proofs=proofs, lure_days=lure_days, told=lambda _: bar.advance(task))
    report = Report(runs, prices)
    assumed = {
        "days": days, "seeds": report.seeds, "proofs": proofs, "lure_days": lure_days, "caps_bps": rules.caps_bps, "group_caps_bps": rules.group_caps_bps,
        "gwei": gwei, "rollup_gwei": rollup_gwei, "ether": ether, "micro_lamports": micro_lamports, "sol": sol,
    }  # fmt: skip
    picture = report.write(out, assumed)
    console.print(report.table())
    for line in report.concluded():
        console.print(line, highlight=False)
    console.print(picture, highlight=False)


@zkml_commands.command("keep")
def keep_command(
    on: On,
    folder: CircuitFolder = None,
    poll: Annotated[float, typer.Option(help="seconds between looks")] = 30.0,
    once: Annotated[bool, typer.Option(help="one round, then end")] = False,
    least_tip: Annotated[str, typer.Option(help="whole tokens; proves only where requests pay as much at the moment")] = "0",
    key: Key = None,
) -> None:
    """Keeps the chain's vault at work: observes, proves, hands in, collects tips. Killed at any point, it goes on where the chain is."""
    from .keeper import Keeper
    from .prover import Circuit

    chain = joined(on, key)
    keeper = Keeper(chain, Circuit.load(folder) if folder else Circuit.named(), base_units(chain, least_tip))
    while True:
        event = keeper.step()
        if event is not None:
            said(event)
        for tip in keeper.collect():
            said(tip)
        if once:
            return
        time.sleep(poll)
