"""Runs an EVM node (anvil) and a Solana node (surfnetd) on this machine.

    localnet.py                  runs both until Ctrl-C
    localnet.py -- COMMAND ...   runs both for as long as COMMAND runs, and exits as it does

Tests use it as a context manager: `with localnet() as net: net.evm_url ...`. Every node starts from an empty chain.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[1]
ANVIL = ROOT / "node_modules/.bin/anvil"
SURFNETD = ROOT / "tools/surfnetd/build.sh"
START_SECS = 30.0
STOP_SECS = 5.0


@dataclass(frozen=True)
class Net:
    """Where the nodes answer."""

    evm_url: str
    solana_url: str
    solana_ws_url: str

    def environment(self) -> dict[str, str]:
        """What a child process finds the nodes by."""
        return {
            "ASSAY_EVM_URL": self.evm_url,
            "ASSAY_SOLANA_URL": self.solana_url,
            "ASSAY_SOLANA_WS_URL": self.solana_ws_url,
        }


def ask(url: str, method: str) -> Any:
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": []}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=2) as answer:
        return json.load(answer)["result"]


def must_be_free(port: int) -> None:
    """Another node on the port would answer in the new one's place."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise SystemExit(f"localnet: something already listens on port {port}")


@contextmanager
def node(name: str, command: list[str | Path], url: str, method: str) -> Iterator[None]:
    """Runs a node, waits until it answers `method` and stops it afterwards."""
    with tempfile.TemporaryFile("w+") as log:
        # A session of its own: Ctrl-C reaches us alone, and we stop the nodes in order.
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            await_answer(name, process, log, url, method)
            yield
        finally:
            stop(process)


def await_answer(name: str, process: subprocess.Popen[bytes], log: IO[str], url: str, method: str) -> None:
    deadline = time.monotonic() + START_SECS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            ask(url, method)
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError, KeyError):
            time.sleep(0.05)
    log.seek(0)
    raise SystemExit(f"localnet: {name} did not start:\n{log.read()[-2000:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    # npm's launcher of anvil is a parent of the real one: the signal goes to the whole group.
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(STOP_SECS)
    except ProcessLookupError:
        pass
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def surfnetd() -> str:
    """The binary's path, built first where it is not there yet."""
    return subprocess.run([SURFNETD], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


@contextmanager
def localnet(evm_port: int = 8545, solana_port: int = 8899, solana_ws_port: int = 8900, slot_ms: int = 50) -> Iterator[Net]:
    """Both nodes, stopped at the end whatever happens."""
    net = Net(f"http://127.0.0.1:{evm_port}", f"http://127.0.0.1:{solana_port}", f"ws://127.0.0.1:{solana_ws_port}")
    binary = surfnetd()
    for port in (evm_port, solana_port, solana_ws_port):
        must_be_free(port)
    # osaka has the precompile for P-256, which the passkeys of identities are checked with
    anvil: list[str | Path] = [ANVIL, "--port", str(evm_port), "--hardfork", "osaka", "--silent"]
    solana: list[str | Path] = [binary, "--rpc-port", str(solana_port), "--ws-port", str(solana_ws_port), "--slot-ms", str(slot_ms)]
    with ExitStack() as nodes:
        nodes.enter_context(node("anvil", anvil, net.evm_url, "eth_chainId"))
        nodes.enter_context(node("surfnetd", solana, net.solana_url, "getHealth"))
        yield net


def main() -> int:
    command = sys.argv[2:] if sys.argv[1:2] == ["--"] else []
    # Started in the background a shell makes us deaf to Ctrl-C; a supervisor's polite stop is the same wish.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with localnet() as net:
        if command:
            return subprocess.run(command, env=os.environ | net.environment(), check=False).returncode
        print(f"EVM      {net.evm_url}\nSolana   {net.solana_url}   {net.solana_ws_url}\nCtrl-C stops both", flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            print("stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
