"""`assay render`: pictures by tiles, here or on the market."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from assay import ids
from assay.cli.options import Key, On, base_units, fields_of, joined
from assay.commit.tensor import Tensor
from assay.errors import InputError
from assay.models.base import ZERO
from assay.models.compute import JobState
from rich.console import Console

from ..run import run
from ..store import Store
from .scene import Picture
from .tiles import Tile, assemble, image, tile_bundle, tiles

commands = typer.Typer(no_args_is_help=True, help="Render pictures by tiles, each a job that anyone can dispute.")

PictureFile = Annotated[Path | None, typer.Argument(help="a picture's JSON, as `assay render scene` writes it; Cornell's box where none is given")]
Edge = Annotated[int, typer.Option(help="pixels of a tile's side")]
Nonce = Annotated[int, typer.Option(help="of the first tile's job; the next tiles have the next ones")]
StoreFolder = Annotated[Path, typer.Option("--store", help="directory of job material, shared with the provider")]
Out = Annotated[Path, typer.Option("--out", help="where to write the picture, as .png")]

STANDING = (JobState.COMMITTED, JobState.DISPUTED, JobState.SETTLED)


def _picture(file: Path | None) -> Picture:
    return Picture.cornell() if file is None else Picture(**fields_of(file, "picture"))


@commands.command("scene")
def scene() -> None:
    """Prints Cornell's box with its camera as JSON, to be changed and rendered."""
    print(Picture.cornell().model_dump_json(indent=1))


@commands.command("picture")
def picture_command(out: Out, picture: PictureFile = None, edge: Edge = 32, threads: int = 1) -> None:
    """Renders a picture on this machine, by the same programs as the market's providers."""
    wanted, started, parts, operators = _picture(picture), time.perf_counter(), list[tuple[Tile, Tensor]](), 0
    for tile in tiles(wanted, edge):
        bundle = tile_bundle(wanted, tile)
        operators = len(bundle.program.operators)
        parts.append((tile, run(bundle, ZERO, threads=threads, keep=False).result))
    took = time.perf_counter() - started
    _save(wanted, parts, out)
    rays = wanted.width * wanted.height * wanted.samples
    Console().print(f"{out}: {len(parts)} tiles of {operators} operators, {rays:,} camera rays in {took:.1f} s", soft_wrap=True)


@commands.command("post")
def post(
    on: On, store: StoreFolder, price: str, stake: str, nonce: Nonce, picture: PictureFile = None, edge: Edge = 32, hours: float = 24, key: Key = None
) -> None:
    """Posts a job a tile, each for PRICE against STAKE whole tokens. What was posted already is not posted again, so a retry is safe."""
    chain, wanted, console = joined(on, key), _picture(picture), Console()
    deadline = chain.now() + int(hours * 3_600)
    for at, tile in enumerate(tiles(wanted, edge)):
        job_id = ids.job_id(chain.deployment().compute, chain.account, nonce + at)
        if chain.compute.job(job_id) is None:
            bundle = tile_bundle(wanted, tile)
            Store(store).save(bundle)
            chain.compute.post(nonce + at, bundle.terms(base_units(chain, price), base_units(chain, stake), deadline))
        console.print(f"tile {tile.left},{tile.top}: job {job_id.hex()}", soft_wrap=True)


@commands.command("assemble")
def assemble_command(on: On, store: StoreFolder, nonce: Nonce, out: Out, picture: PictureFile = None, edge: Edge = 32, key: Key = None) -> None:
    """Puts the tiles of a posted picture together, each checked against its job's terms and commitment."""
    chain, wanted = joined(on, key), _picture(picture)
    parts, final = list[tuple[Tile, Tensor]](), 0
    for at, tile in enumerate(tiles(wanted, edge)):
        job = chain.compute.job(ids.job_id(chain.deployment().compute, chain.account, nonce + at))
        if job is None or not tile_bundle(wanted, tile).matches(job.terms):
            raise InputError("nonce", nonce + at, f"a job of the tile at {tile.left},{tile.top}", "name the picture, edge, nonce and key that were posted")
        if job.state not in STANDING:
            raise InputError("nonce", nonce + at, "a job with a commitment that stands", f"it is {job.state.name.lower()}")
        parts.append((tile, Store(store).load_result(job)))
        final += job.state is JobState.SETTLED
    _save(wanted, parts, out)
    Console().print(f"{out}: {len(parts)} tiles, {final} of them final", soft_wrap=True)


def _save(picture: Picture, parts: list[tuple[Tile, Tensor]], out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    image(assemble(picture, parts)).save(out, "PNG")
