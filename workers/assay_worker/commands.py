"""What the workers add to `assay`: provider, verifier, job and demo."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from assay.cli.options import Key, On, base_units, id32, joined
from assay.connect import sandbox
from assay.errors import InputError
from assay.market import Sandbox
from assay.models.compute import JobState, Spec
from rich.console import Console
from rich.logging import RichHandler

from .api.commands import api_commands, receipt_commands
from .demo import compute, compute_report, identity, identity_report, market, market_report, rewards, rewards_report, vault, vault_report
from .evidence import Evidence
from .jobs import minilm
from .jobs.feedback import commands as feedback
from .jobs.feedback import dataset
from .jobs.render.commands import commands as render_commands
from .jobs.store import Store
from .jobs.tensors import to_array
from .jobs.training.commands import commands as training_commands
from .matching.commands import commands as match_commands
from .media.commands import commands as media_commands
from .provider import Provider
from .queue import Queue
from .run import Role, serve
from .scale.cluster import Needs, RayExecutor, amounts
from .scale.task import CPU
from .verifier import Verifier
from .zkml.commands import zkml_commands

commands = typer.Typer()
provider_commands = typer.Typer(no_args_is_help=True, help="Run jobs for pay.")
verifier_commands = typer.Typer(no_args_is_help=True, help="Re-run others' jobs and challenge what is wrong.")
job_commands = typer.Typer(no_args_is_help=True, help="Make and post jobs.")
commands.add_typer(provider_commands, name="provider")
commands.add_typer(verifier_commands, name="verifier")
commands.add_typer(job_commands, name="job")
commands.add_typer(dataset.commands, name="dataset")
commands.add_typer(api_commands, name="api")
commands.add_typer(receipt_commands, name="receipt")
commands.add_typer(feedback.commands)
commands.add_typer(media_commands)
commands.add_typer(match_commands, name="match")
commands.add_typer(zkml_commands, name="zkml")
commands.add_typer(training_commands, name="training")
commands.add_typer(render_commands, name="render")
demo_commands = typer.Typer()
commands.add_typer(demo_commands, name="demo")

StoreFolder = Annotated[Path, typer.Option("--store", help="directory of job material, shared with the requester")]
QueueFile = Annotated[Path, typer.Option("--queue", help="this worker's SQLite file")]
Poll = Annotated[float, typer.Option(help="seconds between looks at the chain when idle")]
OnRay = Annotated[str | None, typer.Option("--ray", metavar="ADDRESS|local", help="run the jobs on a Ray cluster, not in this process")]
Device = Annotated[str, typer.Option(help="with --ray: cpu, or cuda for one GPU a run")]
Copies = Annotated[int, typer.Option(help="with --ray: run each job on so many machines, and conclude nothing where they differ")]
Resource = Annotated[list[str] | None, typer.Option(help="with --ray: NAME=AMOUNT that a run needs of a node, may be repeated")]


def _evidence(store: Path, threads: int, address: str | None, device: str, copies: int, resource: list[str] | None) -> Evidence:
    if address is None:
        return Evidence(Store(store), threads=threads)
    return Evidence(Store(store), executor=RayExecutor(address, Needs(threads, device, amounts(resource or []), copies)))


def _serve(role: Role, queue: Path, poll: float) -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[RichHandler(show_path=False)])
    logging.getLogger("httpx").setLevel(logging.WARNING)
    serve(role, Queue(queue, role.chain.name), poll_secs=poll)


@provider_commands.command("register")
def register(on: On, memory_mib: int, units: int = 1, device: int = 1, region: int = 0, ask: str = "1", key: Key = None) -> None:
    """Offers a machine. DEVICE: 1 CPU, 2 NVIDIA, 3 AMD; ASK: the least price of a job, in whole tokens."""
    chain = joined(on, key)
    event = chain.compute.register(Spec(device=device, memory_mib=memory_mib, units=units, region=region, ask=base_units(chain, ask)))
    Console().print(event.model_dump_json(), soft_wrap=True)


@provider_commands.command("bond")
def bond(amount: str, on: On, key: Key = None) -> None:
    """Bonds AMOUNT whole tokens."""
    chain = joined(on, key)
    Console().print(chain.staking.bond(base_units(chain, amount)).model_dump_json(), soft_wrap=True)


@provider_commands.command("unbond")
def unbond(amount: str, on: On, key: Key = None) -> None:
    """Starts to take AMOUNT whole tokens of free stake out; `withdraw` pays after the unbonding delay."""
    chain = joined(on, key)
    Console().print(chain.staking.unbond(base_units(chain, amount)).model_dump_json(), soft_wrap=True)


@provider_commands.command("withdraw")
def withdraw(on: On, key: Key = None) -> None:
    """Pays out all matured unbondings."""
    Console().print(joined(on, key).staking.withdraw().model_dump_json(), soft_wrap=True)


@provider_commands.command("run")
def run_provider(
    on: On,
    store: StoreFolder,
    queue: QueueFile,
    threads: int = 1,
    poll: Poll = 1.0,
    ray: OnRay = None,
    device: Device = CPU,
    copies: Copies = 1,
    resource: Resource = None,
    key: Key = None,
) -> None:
    """Takes jobs that suit the registered spec, runs them, commits, defends and collects. Killed at any point, it goes on where it was."""
    chain = joined(on, key)
    spec = chain.compute.provider(chain.account)
    if spec is None:
        raise InputError("account", chain.account, "a registered provider", "run `assay provider register` first")
    _serve(Provider(chain, spec, _evidence(store, threads, ray, device, copies, resource)), queue, poll)


@verifier_commands.command("run")
def run_verifier(
    on: On,
    store: StoreFolder,
    queue: QueueFile,
    threads: int = 1,
    poll: Poll = 1.0,
    ray: OnRay = None,
    device: Device = CPU,
    copies: Copies = 1,
    resource: Resource = None,
    key: Key = None,
) -> None:
    """Re-runs every committed job whose material is in the store and disputes what differs."""
    _serve(Verifier(joined(on, key), _evidence(store, threads, ray, device, copies, resource)), queue, poll)


@job_commands.command("embed")
def embed(sentences: Path, on: On, store: StoreFolder, price: str, stake: str, nonce: int, hours: float = 24, key: Key = None) -> None:
    """Posts a job that embeds the lines of SENTENCES with all-MiniLM-L6-v2. The same NONCE again is refused, so a retry is safe."""
    chain = joined(on, key)
    bundle = minilm.job([line for line in sentences.read_text().splitlines() if line.strip()])
    Store(store).save(bundle)
    deadline = chain.now() + int(hours * 3_600)
    event = chain.compute.post(nonce, bundle.terms(base_units(chain, price), base_units(chain, stake), deadline))
    Console().print(f"job {event.job_id.hex()} is posted", soft_wrap=True)


@job_commands.command("result")
def result(job: str, on: On, store: StoreFolder, out: Annotated[Path, typer.Option(help="where to write the values, as .npy")], key: Key = None) -> None:
    """Fetches a job's result, checks it against what the provider committed to, and says how far it can be relied on."""
    chain = joined(on, key)
    found = chain.compute.job(id32("job", job))
    if found is None or found.state not in (JobState.COMMITTED, JobState.DISPUTED, JobState.SETTLED):
        raise InputError("job", job, "a job with a commitment that stands", f"it is {found.state.name.lower() if found else 'unknown'}")
    np.save(out, to_array(Store(store).load_result(found)))
    standing = "final" if found.state is JobState.SETTLED else f"{found.state.name.lower()}, the window ends at {found.window_ends_at}"
    Console().print(f"{out}: {standing}", soft_wrap=True)


OnChains = Annotated[list[str] | None, typer.Option("--on", help="chains in memory")]
Out = Annotated[Path, typer.Option("--out", help="a folder for the reports")]
IN_MEMORY = ("solana:litesvm", "evm:pyevm")


@demo_commands.callback(invoke_without_command=True)
def every_demo(context: typer.Context, out: Out = Path("out/demo"), chains: OnChains = None) -> None:
    """The protocol's stories on the reference, Solana and the EVM; all of them unless one is named."""
    if context.invoked_subcommand is None:
        compute_demo(out, chains)
        rewards_demo(out, chains)
        identity_demo(out, chains)
        vault_demo(out, chains)
        market_demo(out, chains)


@demo_commands.command("compute")
def compute_demo(out: Out = Path("out/demo"), chains: OnChains = None) -> None:
    """Three providers run a real model's job; one cheats, a verifier catches it, the chain recomputes one number."""
    _tell(chains, compute.play, compute_report, out / "compute")


@demo_commands.command("rewards")
def rewards_demo(out: Out = Path("out/demo"), chains: OnChains = None) -> None:
    """200 workers judge texts, three in ten spam; a wrong posting is refuted, a grant vests and is clawed back by a jury."""
    _tell(chains, rewards.play, rewards_report, out / "rewards")


@demo_commands.command("identity")
def identity_demo(out: Out = Path("out/demo"), chains: OnChains = None) -> None:
    """A phone's photograph is signed, edited and found again; a deepfake by the stolen key is judged, punished and flagged."""
    _tell(chains, identity.play, identity_report, out / "identity")


@demo_commands.command("vault")
def vault_demo(out: Out = Path("out/demo"), chains: OnChains = None) -> None:
    """A trained model moves a vault's deposits by proofs; forged, stale and forbidden claims are refused."""
    _tell(chains, vault.play, vault_report, out / "vault")


@demo_commands.command("market")
def market_demo(out: Out = Path("out/demo"), chains: OnChains = None) -> None:
    """A picture's tiles find the providers that do them best; a matcher that favours a friend is refuted, and who keeps silent pays."""
    _tell(chains, market.play, market_report, out / "market")


def _tell(chains: list[str] | None, play: Callable[[Sandbox, Callable[[str], None]], Any], report: Any, out: Path) -> None:
    console, ended = Console(), []
    for target in chains or IN_MEMORY:
        console.rule(target)
        ended.append(play(sandbox(target), lambda line: console.print(f"  {line}", highlight=False)))
        console.print(report.table(ended[-1]))
    page, same = report.write(ended, out), report.equal(ended)
    console.print(f"equal: {same}   {page}")
    if not same:
        raise typer.Exit(1)
