#!/bin/bash
# Installs what this machine lacks to build and test Assay. Fast when nothing is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages=(gcc g++ make)
# Debian's python3 comes without venv and without the headers that the operators compile against.
python=$(command -v python3.11 || command -v python3 || true)
[ -n "$python" ] && "$python" - 2>/dev/null <<'PYTHON' || packages+=(python3 python3-venv python3-dev)
import ensurepip, pathlib, sysconfig, venv
assert pathlib.Path(sysconfig.get_path("include"), "Python.h").exists()
PYTHON
command -v npm >/dev/null || packages+=(nodejs npm)
# The page of `assay serve` is tested in a real browser.
command -v chromium >/dev/null || command -v google-chrome >/dev/null || packages+=(chromium)
scripts/apt.sh "${packages[@]}"

# The kit compiles while the environment downloads.
make --no-print-directory -j 2 .cache/stamps/solc sbf
