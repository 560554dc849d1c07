"""Builds the Solana programs: target/deploy/<program>.so and target/idl/<program>.json, <program>-legacy.json.

A program is built again only when its sources, those of a program it depends on, the lock file or the kit changed.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "tools/sbf/build.sh"
STAMPS = ROOT / "target/solana"
SHARED = ["Cargo.toml", "Cargo.lock", "tools/sbf"]
# Deployed by tests and sandboxes only; they have IDLs all the same, so that they are called as any program is.
DOUBLES = [ROOT / "tests/solana/probe", ROOT / "tests/solana/pools"]


def programs() -> list[Path]:
    """The programs' folders, those that others depend on first."""
    found = [*DOUBLES, *(manifest.parent for manifest in (ROOT / "programs/solana").glob("*/Cargo.toml"))]
    return sorted(found, key=lambda program: (len(reach(program)), program.name))


def reach(program: Path) -> set[Path]:
    """The folder and those of the programs that it depends on."""
    dependencies = tomllib.loads((program / "Cargo.toml").read_text()).get("dependencies", {})
    folders = {program}
    for needed in dependencies.values():
        if isinstance(needed, dict) and "path" in needed:
            folders |= reach((program / needed["path"]).resolve())
    return folders


def key(program: Path) -> str:
    digest = hashlib.sha256()
    for folder in [*sorted(reach(program)), *(ROOT / shared for shared in SHARED)]:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if path.is_file():
                digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def run(*command: str | Path) -> None:
    """Runs a step of the kit and shows what it said only if it failed, or if asked to by VERBOSE."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode or os.environ.get("VERBOSE"):
        print(done.stdout, flush=True)
    if done.returncode:
        raise SystemExit(f"solana: {' '.join(map(str, command))} failed")
    # Cargo's warnings are in the way of nothing but the eye: clippy turns each into a failure of `make check`.
    for warning in re.findall(r"^(warning: unused.*)$", done.stdout, re.MULTILINE):
        print(f"solana: {warning}", flush=True)


def main() -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    for program in programs():
        name = program.name
        stamp, wanted = STAMPS / name, key(program)
        outputs = [ROOT / f"target/deploy/{name}.so", *(ROOT / f"target/idl/{name}{form}.json" for form in ("", "-legacy"))]
        if stamp.exists() and stamp.read_text() == wanted and all(output.exists() for output in outputs):
            continue
        started = time.monotonic()
        print(f"solana: building {name}", flush=True)
        run(BUILD, "prog", program)
        run(BUILD, "idl", program, ROOT / f"target/idl/{name}")
        # Not `wanted`: the first build of all writes Cargo.lock.
        stamp.write_text(key(program))
        print(f"solana: {name}: {outputs[0].stat().st_size:,} bytes, {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
