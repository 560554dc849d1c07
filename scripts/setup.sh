#!/bin/bash
# Installs what this machine lacks to build and test Assay. Fast when nothing is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages=(gcc g++ make)
command -v python3.11 >/dev/null || packages+=(python3 python3-venv python3-dev)
command -v npm >/dev/null || packages+=(nodejs npm)
scripts/apt.sh "${packages[@]}"

# The kit compiles while the environment downloads.
make --no-print-directory -j 2 .cache/stamps/solc sbf
