const FINE: u8 = 0;
const OVERFLOW: u8 = 1;
const ZERO_DIVISOR: u8 = 2;

/// One result a pair: its fault, then its bytes. None for an unknown `kind` or `op` and for half a pair.
pub fn results(kind: u8, op: u8, pairs: &[u8]) -> Option<Vec<u8>> {
    match kind {
        0 => u64::each(op, pairs),
        1 => i64::each(op, pairs),
        2 => u128::each(op, pairs),
        3 => i128::each(op, pairs),
        4 => u32::each(op, pairs),
        5 => i32::each(op, pairs),
        _ => None,
    }
}

trait Probed: Sized {
    fn each(op: u8, pairs: &[u8]) -> Option<Vec<u8>>;
}

// A macro and not generic code over a trait of numbers: each type's operations are compiled as a program writes them.
macro_rules! probed {
    ($($int:ty),*) => {$(
        impl Probed for $int {
            fn each(op: u8, pairs: &[u8]) -> Option<Vec<u8>> {
                const WIDTH: usize = core::mem::size_of::<$int>();
                if pairs.len() % (2 * WIDTH) != 0 {
                    return None;
                }
                let mut out = Vec::with_capacity(pairs.len() / (2 * WIDTH) * (WIDTH + 1));
                for pair in pairs.chunks_exact(2 * WIDTH) {
                    let a = <$int>::from_le_bytes(pair[..WIDTH].try_into().ok()?);
                    let b = <$int>::from_le_bytes(pair[WIDTH..].try_into().ok()?);
                    if (op == 3 || op == 4) && b == 0 {
                        out.push(ZERO_DIVISOR);
                        out.extend_from_slice(&[0; WIDTH]);
                        continue;
                    }
                    // The count is b's low 32 bits, whichever way b's sign is.
                    let (value, overflowed) = match op {
                        0 => a.overflowing_add(b),
                        1 => a.overflowing_sub(b),
                        2 => a.overflowing_mul(b),
                        3 => a.overflowing_div(b),
                        4 => a.overflowing_rem(b),
                        5 => a.overflowing_shl(b as u32),
                        6 => a.overflowing_shr(b as u32),
                        _ => return None,
                    };
                    out.push(if overflowed { OVERFLOW } else { FINE });
                    out.extend_from_slice(&value.to_le_bytes());
                }
                Some(out)
            }
        }
    )*};
}

probed!(u64, i64, u128, i128, u32, i32);
