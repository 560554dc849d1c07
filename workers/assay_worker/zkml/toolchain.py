"""Runs circom and snarkjs, each in a process of its own that is bounded in time and memory. Needed to compile and to prove, never to verify."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from assay.errors import AssayError, InputError

ROOT = Path(__file__).resolve().parents[3]
CIRCUITS = ROOT / "circuits"
MODULES = ROOT / "node_modules"


class ToolFailed(AssayError):
    """circom or snarkjs ended with an error, or was stopped at its bounds."""

    def __init__(self, tool: str, reason: str) -> None:
        super().__init__(f"{tool}: {reason}")
        self.tool, self.reason = tool, reason


@dataclass(frozen=True)
class Tools:
    """Where node and its packages are, and what a run may take."""

    modules: Path = MODULES
    timeout_secs: float = 60.0
    memory_mib: int = 2_048

    def within(self, timeout_secs: float) -> Tools:
        return replace(self, timeout_secs=timeout_secs)

    def script(self, relative: str) -> Path:
        path = self.modules / relative
        if not path.is_file():
            raise InputError("node_modules", str(path), "installed", "run `npm ci` in a checkout of Assay, or name the folder that has snarkjs and circom2")
        return path

    def node(self, script: Path, *arguments: str, given: str | None = None, cwd: Path | None = None) -> str:
        """What a script prints. Raises ToolFailed where it fails or takes too long."""
        node = shutil.which("node")
        if node is None:
            raise InputError("node", None, "on the PATH", "install Node.js 20 or later")
        # The heap is V8's own bound; what WebAssembly and buffers take besides counts as data.
        bounded = f'ulimit -d {2 * self.memory_mib * 1024} && exec nice -n 5 "$@"'
        command = ["sh", "-c", bounded, "sh", node, f"--max-old-space-size={self.memory_mib}", str(script), *arguments]
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
        try:
            printed, errors = process.communicate(given, self.timeout_secs)
        except BaseException as stopped:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            if isinstance(stopped, subprocess.TimeoutExpired):
                raise ToolFailed(script.name, f"stopped after {self.timeout_secs:g} s") from None
            raise
        if process.returncode != 0:
            said = [line for line in (errors + printed).splitlines() if line.strip()]
            raise ToolFailed(script.name, " | ".join(said[-6:]) or f"ended with {process.returncode}")
        return printed

    def snarkjs(self, *arguments: str, cwd: Path | None = None) -> str:
        return self.node(self.script("snarkjs/build/cli.cjs"), *arguments, cwd=cwd)

    def circom(self, source: Path, out: Path, *libraries: Path, options: tuple[str, ...] = ("--r1cs", "--wasm", "--sym", "--O2")) -> None:
        """Compiles a circuit: out/NAME.r1cs, out/NAME.sym and out/NAME_js/NAME.wasm. Includes are looked for in `libraries`, or in our own and circomlib."""
        out.mkdir(parents=True, exist_ok=True)
        # circom2 sees the file system through WASI: from the root, every path is one below.
        given = [argument for folder in libraries or (CIRCUITS, self.modules) for argument in ("-l", _below_root(folder))]
        self.node(self.script("circom2/cli.js"), _below_root(source), *options, *given, "-o", _below_root(out), cwd=Path("/"))


def _below_root(path: Path) -> str:
    return os.path.relpath(path.resolve(), "/")
