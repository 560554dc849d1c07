#!/usr/bin/env python3
"""patch_std.py SOURCE DEST: copies Debian's Rust library sources and makes their `std` buildable for os=solana.

Upstream's `std` does not know Solana's target. Each patch is a replacement of a text that must be there: another
version of Rust that moved one fails here, loudly, and not in a program.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ALLOCATOR = """use crate::alloc::{GlobalAlloc, Layout, System};
// Programs define their own #[global_allocator]; the system one has nothing to give.
#[stable(feature = "alloc_system_type", since = "1.28.0")]
unsafe impl GlobalAlloc for System {
    #[inline]
    unsafe fn alloc(&self, _layout: Layout) -> *mut u8 {
        crate::ptr::null_mut()
    }
    #[inline]
    unsafe fn dealloc(&self, _ptr: *mut u8, _layout: Layout) {}
}
"""

# Every node must get the same result, so hash maps get the same keys.
HASH_KEYS = """pub fn hashmap_random_keys() -> (u64, u64) {
    (0x5bd1_e995, 0x1b87_3593)
}
"""

# A panic calls the program's custom_panic, then aborts. Upstream's counts panics in a writable static, and a program
# with a writable static is refused by the loader.
PANIC = """pub fn panic_handler(info: &core::panic::PanicInfo<'_>) -> ! {
    #[cfg(target_os = "solana")]
    {
        unsafe extern "Rust" {
            fn custom_panic(info: &core::panic::PanicInfo<'_>);
        }
        unsafe { custom_panic(info) };
        crate::intrinsics::abort()
    }
    #[cfg(not(target_os = "solana"))]
    std_panic_handler(info)
}

#[cfg(not(any(test, doctest)))]
#[allow(dead_code)]
fn std_panic_handler(info: &core::panic::PanicInfo<'_>) -> ! {"""

OUT_OF_MEMORY = """pub fn rust_oom(layout: Layout) -> ! {
    #[cfg(target_os = "solana")]
    panic!("memory allocation of {} bytes failed", layout.size());
    #[cfg(not(target_os = "solana"))]"""

PANIC_PAYLOAD = """    force_no_backtrace: bool,
) -> ! {
    if cfg!(target_os = "solana") {
        panic!("{payload}");
    }
    let must_abort"""

RANDOM_STATE = """pub fn new() -> RandomState {
        if cfg!(target_os = "solana") {
            let (k0, k1) = crate::sys::random::hashmap_random_keys();
            return RandomState { k0, k1 };
        }"""


def patch(std: Path) -> None:
    def replace(file: str, old: str, new: str, count: int = 1) -> None:
        path = std / file
        text = path.read_text()
        if old not in text:
            raise SystemExit(f"patch_std: {path} has no {old!r}: this Rust is not the one the kit was made for")
        path.write_text(text.replace(old, new, count))

    every = -1
    # The target is known, and takes the paths of those without an operating system.
    replace("build.rs", '|| target_os == "zkvm"', '|| target_os == "zkvm"\n        || target_os == "solana"')
    replace("src/sys/alloc/mod.rs", '    target_arch = "riscv64",\n', '    target_arch = "riscv64",\n    target_arch = "bpf",\n')
    replace(
        "src/sys/alloc/mod.rs",
        '    target_os = "zkvm" => {',
        '    target_os = "solana" => {\n        mod solana;\n    }\n    target_os = "zkvm" => {',
    )
    (std / "src/sys/alloc/solana.rs").write_text(ALLOCATOR)
    known = 'target_os = "zkvm",\n        target_os = "solana",'
    replace("src/sys/thread_local/mod.rs", 'target_os = "zkvm",', known, every)
    replace("src/sys/io/error/mod.rs", 'target_os = "zkvm",', known)
    replace("src/sys/random/mod.rs", 'target_os = "vexos",', 'target_os = "vexos",\n        target_os = "solana",', every)

    random = std / "src/sys/random/unsupported.rs"
    before, found, _ = random.read_text().partition("pub fn hashmap_random_keys")
    if not found:
        raise SystemExit(f"patch_std: {random} defines no hashmap_random_keys")
    random.write_text(before.replace("use crate::ptr;\n", "") + HASH_KEYS)
    replace("src/hash/random.rs", "pub fn new() -> RandomState {", RANDOM_STATE)

    replace("src/panicking.rs", "pub fn panic_handler(info: &core::panic::PanicInfo<'_>) -> ! {", PANIC)
    replace("src/panicking.rs", "    force_no_backtrace: bool,\n) -> ! {\n    let must_abort", PANIC_PAYLOAD)
    replace(
        "src/panicking.rs",
        "#[used(compiler)]\npub static EMPTY_PANIC",
        '#[cfg_attr(not(target_os = "solana"), used(compiler))]\npub static EMPTY_PANIC',
    )
    replace("src/alloc.rs", "pub fn rust_oom(layout: Layout) -> ! {", OUT_OF_MEMORY)


def main() -> None:
    source, dest = map(Path, sys.argv[1:3])
    if dest.exists():
        shutil.rmtree(dest)
    shutil.copytree(source, dest / "library", symlinks=True)
    patch(dest / "library" / "std")


main()
