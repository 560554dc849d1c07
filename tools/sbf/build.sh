#!/bin/bash
# Builds Anchor programs to sBPF with nothing but what package registries serve.
#
#   build.sh setup           installs Debian's Rust and LLVM, builds the kit; fast and silent when that is done
#   build.sh prog DIR        builds the program crate in DIR        -> target/deploy/<name of DIR>.so
#   build.sh idl  DIR OUT    writes its IDL                         -> OUT.json, and OUT-legacy.json for anchorpy
#
# Solana's platform tools come from a download host of their own, which many build machines cannot reach. So the route
# here is: rustc emits LLVM bitcode for Solana's target (with a `std` patched to know it), sbf-ld links and optimises it,
# SbfLegalize.cpp rewrites what LLVM's BPF back end refuses, and sbpf-linker turns the BPF object into an sBPF v0 program.
# Where `anchor` and `cargo-build-sbf` are installed, `prog` uses them; SBF_KIT=force keeps to the kit.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
llvm_major=22
llvm=/usr/lib/llvm-$llvm_major
packages=(rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web llvm-$llvm_major-dev g++ pkg-config)

# The kit lives outside target/, keyed by its own sources: `make clean` need not pay for it again.
key=$(cd "$here" && find patch_std.py SbfLegalize.cpp objlink idl -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
kit=$root/.cache/sbf/$key

# Debian's compiler throughout: rustup's, when on PATH, is another version than the sources that get patched.
export PATH=/usr/bin:$PATH RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc
export CARGO_BUILD_JOBS=${CARGO_BUILD_JOBS:-$(nproc)}
locked=()
if [ -n "${CI:-}" ]; then locked=(--locked); fi

die() {
    echo "sbf: $*" >&2
    exit 1
}

official() {
    [ "${SBF_KIT:-}" != force ] && command -v anchor >/dev/null && command -v cargo-build-sbf >/dev/null
}

setup() {
    "$root/scripts/apt.sh" "${packages[@]}"
    [ -e "$kit/ready" ] && return
    mkdir -p "$kit"
    exec 9>"$kit/lock"
    flock 9
    [ -e "$kit/ready" ] && return
    # Bitcode of a newer LLVM cannot be read by an older one.
    rustc -vV | grep -q "^LLVM version: $llvm_major\." || die "$(rustc -vV | grep LLVM), but the kit needs $llvm_major"
    local version
    version=$(rustc -vV | sed -n 's/^release: //p')
    echo "sbf: patching std of Rust $version"
    python3 "$here/patch_std.py" "/usr/src/rustc-$version/library" "$kit/rust-src"
    echo "sbf: compiling the legalising pass"
    g++ -std=c++17 -O1 -fPIC -shared -fno-rtti -I$llvm/include "$here/SbfLegalize.cpp" -o "$kit/SbfLegalize.so" -L$llvm/lib -lLLVM-$llvm_major
    echo "sbf: building the object linker (about a minute)"
    LLVM_SYS_221_PREFIX=$llvm LIBRARY_PATH=$llvm/lib CARGO_TARGET_DIR=$kit/build \
        cargo build -q --locked --release --manifest-path "$here/objlink/Cargo.toml"
    CARGO_TARGET_DIR=$kit/build cargo build -q --locked --manifest-path "$here/idl/Cargo.toml"
    cp "$kit/build/release/sbf-objlink" "$kit/build/debug/sbf-idl" "$kit/"
    rm -rf "$kit/build"
    touch "$kit/ready"
    echo "sbf: ready"
}

# Cargo uplifts every cdylib in the graph, so building a program also puts an entry-less, empty .so of each program it
# depends on where that one's own was. Hence one build a program, its .so copied away under the same lock.
prog() {
    local dir name lib
    dir=$(cd "$1" && pwd)
    shift
    name=$(basename "$dir")
    lib=$(sed -n '/^\[lib\]/,/^\[/s/^name *= *"\(.*\)"/\1/p' "$dir/Cargo.toml")
    [ -n "$lib" ] || die "$dir/Cargo.toml: [lib] has no name"
    mkdir -p "$root/target/deploy"
    exec 8>"$root/target/deploy/.lock"
    flock 8
    if official; then
        (cd "$root" && anchor build --no-idl -p "$lib" "$@")
        cp "$root/target/deploy/$lib.so" "$root/target/deploy/$name.so"
        return
    fi
    setup
    export SBF_KIT_DIR=$kit CARGO_TARGET_DIR=$root/target/sbf
    # build-std on a stable compiler, from our patched sources.
    export RUSTC_BOOTSTRAP=1 __CARGO_TESTS_ONLY_SRC_ROOT=$kit/rust-src/library
    # static-syscalls: Solana's crates then call syscalls by hash, which is how v0 programs do it through relocations.
    # The remapped prefixes keep this machine's paths out of the programs' panic messages.
    export CARGO_TARGET_SBF_SOLANA_UPSTREAM_RUSTFLAGS="-C linker=$here/sbf-ld -C panic=abort --cfg=target_feature=\"static-syscalls\" -A explicit_builtin_cfgs_in_flags --remap-path-prefix=$kit/rust-src=rust --remap-path-prefix=$root=. --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=crates"
    (cd "$dir" && cargo build "${locked[@]}" --release --lib --target "$here/sbf-solana-upstream.json" -Z json-target-spec \
        -Z build-std=std,panic_abort -Z build-std-features=optimize_for_size "$@")
    local built=$CARGO_TARGET_DIR/sbf-solana-upstream/release/lib$lib.so
    [ -s "$built" ] || die "$built is missing or empty: has the program an entry point?"
    cp "$built" "$root/target/deploy/$name.so"
    echo "sbf: target/deploy/$name.so, $(stat -c %s "$built") bytes"
}

idl() {
    setup
    mkdir -p "$(dirname "$2")"
    CARGO_TARGET_DIR=$root/target/host "$kit/sbf-idl" "$1" "$2.json" "$2-legacy.json"
}

case "${1:-}" in
    setup) setup ;;
    prog) shift && prog "$@" ;;
    idl) shift && idl "$@" ;;
    *) sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" && exit 2 ;;
esac
