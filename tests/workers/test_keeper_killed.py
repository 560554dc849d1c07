"""A keeper's process, killed by SIGKILL wherever it is, on a chain that lives on: nothing is lost, and nothing is done twice."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from assay.commit.routes import GROTH16
from assay.evm.network import EvmNetwork, deploy_sandbox
from assay.evm.transport import AnvilTransport
from assay.models.deployment import Settings
from assay.models.vault import PoolsObserved, Rebalanced
from assay.models.verifier import ConsumerCalled, TipCollected
from assay_worker.zkml.prover import Circuit

from scripts.localnet import ANVIL, node
from tests.cast import COIN, funded, tick
from tests.treasury import DAY, Treasury, treasury

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
KILLS = 6


@dataclass
class Kept:
    """A vault on a node of its own, whose policy's model is the committed circuit, and the command that keeps it."""

    t: Treasury
    environment: dict[str, str]
    requests: int = 0

    def start(self) -> subprocess.Popen[str]:
        command = [str(Path(sys.executable).parent / "assay"), "zkml", "keep", "--chain", "evm:localnet", "--key", "keeper", "--once"]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def whole(self) -> float:
        """A round that nobody interrupts; how long it took."""
        started = time.monotonic()
        process = self.start()
        said, _ = process.communicate(timeout=300)
        assert process.returncode == 0, said
        return time.monotonic() - started

    def killed(self, after: float) -> bool:
        """Whether it was still at work."""
        process = self.start()
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        return process.returncode < 0

    def an_hour_passes(self) -> None:
        """It is time to observe, and somebody asks for a proof of what will be seen."""
        t = self.t
        tick(t.chain, t.config.observe_secs)
        t.keeper.pools[0].accrue()
        self.requests += 1
        t.bob.verifier.request_proof(self.requests, t.model_id, t.address, 2 * COIN, 2 * COIN, t.chain.now() + DAY)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with node("anvil", [ANVIL, "--port", str(port), "--hardfork", "osaka", "--silent"], url, "eth_chainId"):
        transport = AnvilTransport(url)
        chain = EvmNetwork(transport, deploy_sandbox(transport, Settings()))
        (tmp_path / "deployment.json").write_text(chain.deployment().model_dump_json())
        funded(chain, "bob", 1_000)
        t, circuit = treasury(chain, observed=False), Circuit.named()
        t.nonce = 2
        t.owner.verifier.register_model(t.nonce, GROTH16.selector, circuit.key.data, circuit.model.digest, 2 * DAY)
        t.adopt()
        t.observe(8)
        yield Kept(t, os.environ | {"ASSAY_EVM_URL": url, "ASSAY_DEPLOYMENT": str(tmp_path / "deployment.json")})


def test_a_keeper_killed_at_any_moment_loses_nothing_and_repeats_nothing(kept: Kept) -> None:
    """INV-WORKER-5, INV-VAULT-6: each observation moves the funds once at most, each tip is paid once, and the last observation is not forgotten."""
    t, rng = kept.t, random.Random(1)
    start, paid = t.vault.observed, t.chain.balance(t.keeper.account)
    kept.an_hour_passes()
    whole = kept.whole()
    assert t.used == t.vault.observed == start + 1
    kills = 0
    for _ in range(KILLS):
        # Half of the time it is started again within the hour, and finds what the one before it left.
        if rng.random() < 0.5 or t.used == t.vault.observed:
            kept.an_hour_passes()
        kills += kept.killed(rng.uniform(0.1, 1.0) * whole)
    assert kills >= KILLS // 2
    kept.an_hour_passes()
    kept.whole()
    events = [event for _, event in t.chain.events()]
    observed = [event.index for event in events if isinstance(event, PoolsObserved)]
    assert observed == list(range(1, t.vault.observed + 1))
    moved = [event.observation for event in events if isinstance(event, Rebalanced)]
    assert moved == sorted(set(moved)) == [event.nonce for event in events if isinstance(event, ConsumerCalled)]
    assert (moved[0], moved[-1], t.used) == (start + 1, t.vault.observed, t.vault.observed)
    tips = [event.request_id for event in events if isinstance(event, TipCollected)]
    assert len(tips) == len(set(tips)) == kept.requests
    assert t.chain.balance(t.keeper.account) == paid + 2 * COIN * kept.requests
    assert t.chain.balance(t.address) == t.vault.idle + t.vault.surplus
    assert t.chain.vault.total_assets() >= 1_000 * COIN - 4 * len(moved)
