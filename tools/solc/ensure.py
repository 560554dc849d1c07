"""Makes solc available: to scripts and forge at .cache/solc/solc, to ape where py-solc-x looks.

One that is installed is used, else the native one is downloaded, else the npm package `solc` (the same compiler as
WebAssembly) is dressed up as the executable. ASSAY_SOLC=shim goes straight to the last.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import solcx

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "node_modules/solc"
SHIM = Path(__file__).with_name("shim.js")
LINK = ROOT / ".cache/solc/solc"


def version() -> str:
    """The version that package.json pins."""
    pinned: str = json.loads((ROOT / "package.json").read_text())["devDependencies"]["solc"]
    return pinned


def runs(solc: Path) -> bool:
    """Whether `solc` answers: a shim may outlive the checkout that it loads the compiler from."""
    try:
        said = subprocess.run([solc, "--version"], capture_output=True, text=True, timeout=60, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return False
    return f"Version: {version()}+" in said


def download(solc: Path) -> bool:
    if os.environ.get("ASSAY_SOLC") == "shim":
        return False
    try:
        solcx.install_solc(version(), show_progress=False)
    except Exception as fault:  # no route, a proxy's refusal, no build for this machine: whatever it is, the shim does
        print(f"solc: no native {version()} ({type(fault).__name__}), using the npm package", file=sys.stderr)
        solc.unlink(missing_ok=True)
        return False
    return runs(solc)


def write_shim(solc: Path) -> None:
    installed = json.loads((PACKAGE / "package.json").read_text())["version"]
    if installed != version():
        raise SystemExit(f"solc: node_modules has {installed}, package.json pins {version()}: run npm ci")
    full = subprocess.run(["node", "-p", f"require({json.dumps(str(PACKAGE))}).version()"], capture_output=True, text=True, check=True).stdout.strip()
    text = SHIM.read_text().replace("'@@PACKAGE@@'", json.dumps(str(PACKAGE)))
    solc.unlink(missing_ok=True)
    solc.write_text(text.replace("'@@VERSION@@'", json.dumps(full)))
    solc.chmod(0o755)


def main() -> None:
    solc = solcx.get_solcx_install_folder() / f"solc-v{version()}"
    solc.parent.mkdir(parents=True, exist_ok=True)
    if not runs(solc) and not download(solc):
        write_shim(solc)
        if not runs(solc):
            raise SystemExit(f"solc: {solc} does not run")
    LINK.parent.mkdir(parents=True, exist_ok=True)
    LINK.unlink(missing_ok=True)
    LINK.symlink_to(solc)
    print(f"solc: {version()} at {LINK.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
