#!/bin/bash
# Builds surfnetd, the Solana node of `make localnet`, once a lock file; prints the binary's path.
# It is some twenty minutes of processor time, so the binary is kept outside target/, where `make clean` leaves it.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
key=$(cd "$here" && cat Cargo.lock Cargo.toml src/main.rs | sha256sum | cut -c1-16)
cache=$root/.cache/surfnetd/$key

if [ ! -x "$cache/surfnetd" ]; then
    mkdir -p "$cache"
    exec 9>"$cache/lock"
    flock 9
fi
if [ ! -x "$cache/surfnetd" ]; then
    "$root/scripts/apt.sh" rustc-web cargo-web libssl-dev pkg-config g++ >&2
    echo "surfnetd: building, some twenty minutes on one core" >&2
    # Debian's OpenSSL instead of a copy built from source: five minutes less. The crates ask for a newer compiler than
    # they need.
    PATH=/usr/bin:$PATH RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc OPENSSL_NO_VENDOR=1 CARGO_TARGET_DIR=$cache/build \
        nice cargo build --release --locked --ignore-rust-version --manifest-path "$here/Cargo.toml" >&2
    cp "$cache/build/release/surfnetd" "$cache/surfnetd.new"
    mv "$cache/surfnetd.new" "$cache/surfnetd"
    rm -rf "$cache/build"
fi
echo "$cache/surfnetd"
