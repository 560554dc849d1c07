"""Compiles the EVM programs and the tests' doubles into target/evm/<Contract>.json.

Each folder of a program is one unit, compiled again only when a source that it reaches, the compiler or a setting changed.
An artifact holds contractName, sourceName, abi, bytecode and deployedBytecode. Warnings are errors.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = ROOT / "programs/evm"
DOUBLES = ROOT / "tests/evm/contracts"
OUT = ROOT / "target/evm"
SOLC = ROOT / ".cache/solc/solc"

SETTINGS: dict[str, Any] = {
    "optimizer": {"enabled": True, "runs": 200},
    "evmVersion": "cancun",
    # Without the hash of the metadata the same sources give the same bytes in every folder.
    "metadata": {"bytecodeHash": "none"},
}
# Units that the default pipeline cannot compile ("stack too deep"), or not within the limit of a contract's size. The other pipeline takes
# three times as long.
VIA_IR: frozenset[str] = frozenset({"identity", "rewards", "vault", "verifier"})
# Doubles are not deployed anywhere that limits the size of code.
SIZE_WARNINGS = {"5574", "3860"}

IMPORT = re.compile(r"""^\s*import\s+(?:[^"';]*?from\s+)?["']([^"']+)["']""", re.MULTILINE)


@dataclass
class Unit:
    """Sources that are compiled together: those of one folder, or the doubles."""

    name: str
    sources: list[Path]
    reach: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        for source in self.sources:
            self.follow(source)

    def follow(self, source: Path) -> None:
        if source in self.reach:
            return
        self.reach.add(source)
        for imported in IMPORT.findall(source.read_text()):
            if imported.startswith("."):
                target = (source.parent / imported).resolve()
            elif (ROOT / imported).exists():
                target = ROOT / imported
            else:
                continue  # a package's: its version is in the lock file, which the key covers
            if target.exists():
                self.follow(target)

    @property
    def settings(self) -> dict[str, Any]:
        return {**SETTINGS, "viaIR": self.name in VIA_IR}

    def key(self) -> str:
        digest = hashlib.sha256(json.dumps(self.settings, sort_keys=True).encode())
        for path in [ROOT / "package-lock.json", Path(__file__), *sorted(self.reach)]:
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
        return digest.hexdigest()


def units() -> Iterable[Unit]:
    for folder in sorted(path for path in PROGRAMS.glob("**/") if not any(part.startswith(".") for part in path.relative_to(PROGRAMS).parts)):
        if sources := sorted(folder.glob("*.sol")):
            yield Unit(str(folder.relative_to(PROGRAMS)), sources)
    if sources := sorted(DOUBLES.rglob("*.sol")):
        yield Unit("doubles", sources)


def compile_unit(unit: Unit) -> dict[str, dict[str, Any]]:
    """The unit's artifacts by contract name."""
    names = [str(source.relative_to(ROOT)) for source in unit.sources]
    output = ["abi", "evm.bytecode.object", "evm.bytecode.linkReferences", "evm.deployedBytecode.object"]
    request = {
        "language": "Solidity",
        "sources": {name: {"content": (ROOT / name).read_text()} for name in names},
        "settings": {**unit.settings, "outputSelection": {name: {"*": output} for name in names}},
    }
    command: list[str | Path] = [SOLC, "--standard-json", "--base-path", ROOT, "--include-path", ROOT / "node_modules"]
    answer = subprocess.run(command, input=json.dumps(request), capture_output=True, text=True, cwd=ROOT, check=False)
    if answer.returncode:
        raise SystemExit(f"solc failed on {unit.name}:\n{answer.stderr}")
    # The native executable puts a notice about its pipeline before the answer; the answer is the first object.
    result = json.loads(answer.stdout[answer.stdout.index("{") :])
    faults = [
        fault for fault in result.get("errors", []) if fault["severity"] != "info" and not (unit.name == "doubles" and fault.get("errorCode") in SIZE_WARNINGS)
    ]
    if faults:
        raise SystemExit("\n".join(fault["formattedMessage"] for fault in faults) + f"\n{unit.name}: does not compile")
    artifacts: dict[str, dict[str, Any]] = {}
    for source in names:
        for contract, compiled in result["contracts"].get(source, {}).items():
            if contract in artifacts:
                raise SystemExit(f"{contract} is defined twice in {unit.name}")
            evm = compiled["evm"]
            if evm["bytecode"]["linkReferences"]:
                raise SystemExit(f"{contract} needs a deployed library: make its functions internal")
            artifacts[contract] = {
                "contractName": contract,
                "sourceName": source,
                "abi": compiled["abi"],
                "bytecode": "0x" + evm["bytecode"]["object"],
                "deployedBytecode": "0x" + evm["deployedBytecode"]["object"],
            }
    return artifacts


def main() -> None:
    if not SOLC.exists():
        raise SystemExit(f"no {SOLC.relative_to(ROOT)}: run make setup")
    OUT.mkdir(parents=True, exist_ok=True)
    stamp = OUT / ".built.json"
    before: dict[str, Any] = json.loads(stamp.read_text()) if stamp.exists() else {}
    built: dict[str, dict[str, Any]] = {}
    for unit in units():
        key = unit.key()
        old = before.get(unit.name, {})
        if old.get("key") == key and all((OUT / f"{name}.json").exists() for name in old["contracts"]):
            built[unit.name] = old
            continue
        start = time.monotonic()
        artifacts = compile_unit(unit)
        for name, artifact in artifacts.items():
            (OUT / f"{name}.json").write_text(json.dumps(artifact, indent=1) + "\n")
        built[unit.name] = {"key": key, "contracts": sorted(artifacts)}
        print(f"evm: {unit.name}: {len(artifacts)} contracts, {time.monotonic() - start:.1f} s", flush=True)
        stamp.write_text(json.dumps(before | built))
    names = [name for unit in built.values() for name in unit["contracts"]]
    if twice := {name for name in names if names.count(name) > 1}:
        stamp.unlink(missing_ok=True)
        raise SystemExit(f"defined in two units, so one would hide the other: {', '.join(sorted(twice))}")
    for path in OUT.glob("*.json"):
        if path != stamp and path.stem not in names:
            path.unlink()
    stamp.write_text(json.dumps(built))


if __name__ == "__main__":
    main()
