//! The entry points of `tests/vectors/oracle.c`, answered by the Solana program's float32.

#[path = "../../../../programs/solana/compute/src/float32.rs"]
mod float32;

use std::slice::from_raw_parts;

/// # Safety
/// `args` points at five runs of `n` values one after another (a, b, c, s0, s1), `out` at room for `n`.
#[no_mangle]
pub unsafe extern "C" fn apply(op: u32, n: usize, args: *const u32, out: *mut u32) {
    let args = from_raw_parts(args, 5 * n);
    for i in 0..n {
        let [a, b, c, s0, s1] = [0, 1, 2, 3, 4].map(|k| args[k * n + i]);
        *out.add(i) = match op {
            32 => float32::lt(a, b) as u32,
            33 => float32::gt(a, b) as u32,
            34 => float32::from_i32(a),
            35 => float32::to_i8(a),
            36 => float32::canonical(a),
            _ => float32::apply_map(op as u8, a, b, c, s0, s1),
        };
    }
}

/// # Safety
/// `a` and `b` point at `n` chains of `bytes` bytes each, `acc` at `n` accumulators that are replaced by the results.
#[no_mangle]
pub unsafe extern "C" fn chain(kind: u32, n: usize, bytes: usize, acc: *mut u32, a: *const u8, b: *const u8) {
    for i in 0..n {
        let (x, y) = (
            from_raw_parts(a.add(i * bytes), bytes),
            from_raw_parts(b.add(i * bytes), bytes),
        );
        let acc = &mut *acc.add(i);
        *acc = match kind {
            2 => float32::dot_i8(*acc, x, y),
            4 => float32::sum_f32(*acc, x),
            5 => float32::max_f32(*acc, x),
            _ => float32::dot_f32(*acc, x, y),
        };
    }
}
