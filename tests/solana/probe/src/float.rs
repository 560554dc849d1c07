//! The referee's float32, as the compute program has it.

#[path = "../../../../programs/solana/compute/src/float32.rs"]
mod float32;

/// Operations beside the MAP functions, numbered as in tests/vectors/oracle.c.
const LT: u8 = 32;
const GT: u8 = 33;
const FROM_I32: u8 = 34;
const TO_I8: u8 = 35;
const CANONICAL: u8 = 36;
/// A chain is this plus the number of its kind of operator.
const CHAIN: u8 = 128;

/// One u32 an operand of five (a, b, c, s0, s1), or the one accumulator that a chain (acc, run a, run b) ends with.
pub fn results(op: u8, operands: &[u8]) -> Option<Vec<u8>> {
    if op >= CHAIN {
        let (acc, runs) = operands.split_first_chunk()?;
        let acc = u32::from_le_bytes(*acc);
        let (a, b) = runs.split_at(runs.len() / 2);
        let acc = match op - CHAIN {
            2 => float32::dot_i8(acc, a, b),
            3 => float32::dot_f32(acc, a, b),
            4 => float32::sum_f32(acc, a),
            5 => float32::max_f32(acc, a),
            _ => return None,
        };
        return Some(acc.to_le_bytes().to_vec());
    }
    let mut out = Vec::with_capacity(operands.len() / 5);
    for operand in operands.chunks_exact(20) {
        let value = |at: usize| Some(u32::from_le_bytes(operand[4 * at..4 * at + 4].try_into().ok()?));
        let (a, b) = (value(0)?, value(1)?);
        let result = match op {
            LT => float32::lt(a, b) as u32,
            GT => float32::gt(a, b) as u32,
            FROM_I32 => float32::from_i32(a),
            TO_I8 => float32::to_i8(a),
            CANONICAL => float32::canonical(a),
            _ => float32::apply_map(op, a, b, value(2)?, value(3)?, value(4)?),
        };
        out.extend_from_slice(&result.to_le_bytes());
    }
    Some(out)
}
