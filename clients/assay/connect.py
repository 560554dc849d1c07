"""One door to every chain."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from pathlib import Path

from .checked import CheckedChain, CheckedSandbox
from .errors import InputError
from .market import Chain, Sandbox
from .models.deployment import Deployment, Settings
from .reference.network import ReferenceNetwork, account_named, reference_deployment

# scripts/localnet.py tells its children where its nodes are.
LOCALNETS = {
    "solana:localnet": os.environ.get("ASSAY_SOLANA_URL", "http://127.0.0.1:8899"),
    "evm:localnet": os.environ.get("ASSAY_EVM_URL", "http://127.0.0.1:8545"),
}
# Public nodes, so that a look around needs no subscription; name your own by its URL.
PUBLIC = {"solana:devnet": "https://api.devnet.solana.com", "evm:sepolia": "https://ethereum-sepolia-rpc.publicnode.com"}
SANDBOXES = ("reference", "solana:litesvm", "evm:pyevm", *LOCALNETS)
SCHEMES = ("solana+http://", "solana+https://", "evm+http://", "evm+https://")


def connect(
    target: str,
    *,
    account: str | Path | None = None,
    settings: Settings | None = None,
    deployment: str | Path | Deployment | None = None,
    finality: str | None = None,
) -> Chain:
    """Connects to a chain as one account.

    - `target`: "reference", "solana:litesvm" or "evm:pyevm" (a new chain in this process), "solana:localnet" or "evm:localnet" (a node on
      this machine), "solana:devnet", "evm:sepolia", or a node's URL behind "solana+" or "evm+": "solana+https://…".
    - `account`: for the first five a name, whose key anyone can make ("authority" unless said); for the others a file: a Solana
      keypair (64 numbers in JSON) or an EVM key (hex, or a keystore whose password is in ASSAY_KEYSTORE_PASSWORD).
    - `settings`: the constants of a new chain's deployment.
    - `deployment`: where the programs stand, as a name in clients/assay/deployments, a file, or itself; for a URL it must be said.
    - `finality`: how sure a write has to be before it counts: "confirmed" (default) or "finalized" on Solana, "latest" (default),
      "safe" or "finalized" on the EVM.

    Raises InputError for what could not work, ConnectionFailed where no node answers or it is another chain than the deployment's.
    """
    if target in SANDBOXES:
        if isinstance(account, Path):
            raise InputError("account", str(account), "a name", "a sandbox makes its own keys; files are for public chains")
        if finality is not None:
            raise InputError("finality", finality, "left out", "a sandbox has one node, and what it did is final")
        return sandbox(target, account=account or "authority", settings=settings, deployment=deployment)
    if target not in PUBLIC and not target.startswith(SCHEMES):
        known = ", ".join((*SANDBOXES, *PUBLIC, *(s + "…" for s in SCHEMES)))
        raise InputError("target", target, f"one of {known}", "name the chain first")
    if settings is not None:
        raise InputError("settings", "given", "left out", "this chain's programs have theirs; scripts/deploy.py sets them")
    if deployment is None and target not in PUBLIC:
        raise InputError("deployment", None, "said for a URL", "name a file that scripts/deploy.py wrote")
    stands = load_deployment(target.replace(":", "-") if deployment is None else deployment)
    if account is None:
        raise InputError("account", None, "a key's file", "public chains know no names")
    kind, url = target[: target.index(":")] if target in PUBLIC else target.split("+")[0], PUBLIC.get(target) or target.split("+", 1)[1]
    if kind == "solana":
        from .solana import keys as solana_keys
        from .solana import network as solana

        return CheckedChain(solana.connect_rpc(url, stands, solana_keys.load(Path(account)), finality or "confirmed"))
    from .evm import keys as evm_keys
    from .evm import network as evm

    return CheckedChain(evm.connect_http(url, stands, evm_keys.load(Path(account)), finality or "latest"))


def sandbox(target: str, *, account: str = "authority", settings: Settings | None = None, deployment: str | Path | Deployment | None = None) -> Sandbox:
    """As `connect`, for a chain of one's own: accounts by name, a faucet, and a clock that can be set."""
    return CheckedSandbox(unchecked(target, account=account, settings=settings, deployment=deployment))


def unchecked(target: str, *, account: str = "authority", settings: Settings | None = None, deployment: str | Path | Deployment | None = None) -> Sandbox:
    """As `sandbox`, but what no program could accept is sent all the same: for tests of the programs' own errors."""
    if target in LOCALNETS:
        if settings is not None:
            raise InputError("settings", "given", "left out", "this chain's programs have theirs; scripts/deploy.py sets them")
        stands = load_deployment(target.replace(":", "-") if deployment is None else deployment)
        if target == "solana:localnet":
            from .solana.network import SolanaNetwork
            from .solana.transport import SurfnetTransport

            return SolanaNetwork(SurfnetTransport(LOCALNETS[target]), stands, account)
        from .evm.network import EvmNetwork
        from .evm.transport import AnvilTransport

        return EvmNetwork(AnvilTransport(LOCALNETS[target]), stands, account)
    if deployment is not None:
        raise InputError("deployment", "given", "left out", "a new chain deploys its own programs")
    if target == "reference":
        return ReferenceNetwork(reference_deployment(settings or Settings()), account=account_named(account))
    if target == "solana:litesvm":
        from .solana.network import SolanaNetwork

        return SolanaNetwork.in_memory(settings, account=account)
    if target == "evm:pyevm":
        from .evm.network import EvmNetwork

        return EvmNetwork.in_memory(settings, account=account)
    raise InputError("target", target, f"one of {', '.join(SANDBOXES)}", "public chains are reached by connect()")


def load_deployment(source: str | Path | Deployment) -> Deployment:
    """A deployment by its name, by its file, or as it is."""
    if isinstance(source, Deployment):
        return source
    path = files(__package__).joinpath("deployments", f"{source}.json") if isinstance(source, str) and "/" not in source else Path(source)
    if isinstance(source, str) and not path.is_file():
        path = Path(source)
    if not path.is_file():
        raise InputError("deployment", str(source), "a name in clients/assay/deployments or a file", "deploy with scripts/deploy.py, which writes one")
    try:
        fields = json.loads(path.read_text())
        return Deployment(**fields)
    except (ValueError, TypeError) as e:
        raise InputError("deployment", str(source), "a deployment in JSON", f"{type(e).__name__}; deploy again with scripts/deploy.py") from None
