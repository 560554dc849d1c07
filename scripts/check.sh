#!/bin/bash
# Formats, lints, types; runs all of them and fails if any failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The compiler that builds the programs also lints them.
export PATH=/usr/bin:$PATH RUSTC=/usr/bin/rustc CARGO_TARGET_DIR=$PWD/target/host
failed=()

check() {
    local name=$1 started=$SECONDS
    shift
    if "$@" >"$log" 2>&1; then
        echo "check: $name, $((SECONDS - started)) s"
    else
        tail -n 200 "$log"
        echo "check: $name FAILED" >&2
        failed+=("$name")
    fi
}

# What gen writes must be what is committed (or, before a commit, what lies there).
generated() {
    local before after
    before=$(digest)
    .venv/bin/python scripts/gen.py || return 1
    after=$(digest)
    [ "$before" = "$after" ] || { echo "generated/ was not what make gen writes; it is now" && return 1; }
}
digest() { find clients -path '*/generated/*' -type f ! -name '*.pyc' -print0 | sort -z | xargs -0r sha256sum; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
check "generated" generated
check "ruff" .venv/bin/ruff check .
check "ruff format" .venv/bin/ruff format --check .
check "mypy" .venv/bin/mypy
check "cargo fmt" cargo fmt --all --check
check "clippy" cargo clippy -q --workspace --all-targets -- -D warnings
check "forge fmt" node_modules/.bin/forge fmt --check
check "solhint" node_modules/.bin/solhint --noPoster --max-warnings 0 'programs/evm/**/*.sol'

if [ ${#failed[@]} != 0 ]; then
    printf 'check: %s failed\n' "${failed[*]}" >&2
    exit 1
fi
