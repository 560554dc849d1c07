//! A program that only computes: tests ask it for results on chain and compare them with Python's.
//!
//! To probe another kind of arithmetic: a module with its loop over operands, an instruction here that calls it.

use anchor_lang::prelude::*;
use anchor_lang::solana_program::program::set_return_data;
#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

mod float;
mod integer;

declare_id!("ALoMYWhVvW9CcdRe7F8qZnPdqHMgBmbTqaTdTqitJwnJ");

#[program]
pub mod assay_probe {
    use super::*;

    /// Integer arithmetic on pairs of operands.
    ///
    /// - `kind`: 0 u64, 1 i64, 2 u128, 3 i128, 4 u32, 5 i32.
    /// - `op`: 0 add, 1 sub, 2 mul, 3 div, 4 rem, 5 shl, 6 shr.
    /// - `pairs`: operands a and b, each little-endian and as wide as `kind`.
    ///
    /// Returns for each pair a fault (0 none, 1 overflow, 2 division by zero) and the wrapped result, as wide as `kind`.
    pub fn integers(_ctx: Context<Nothing>, kind: u8, op: u8, pairs: Vec<u8>) -> Result<()> {
        let results = integer::results(kind, op, &pairs).ok_or(ProbeError::UnknownOperation)?;
        set_return_data(&results);
        Ok(())
    }

    /// The referee's float32 (`float.rs` numbers the operations).
    ///
    /// - `op`: a MAP function or an operation beside them; 128 plus a kind of operator is a chain of that kind.
    /// - `operands`: five u32 each (a, b, c, s0, s1); of a chain its first accumulator and two runs of terms.
    ///
    /// Returns a u32 for each operand, or the chain's last accumulator.
    pub fn floats(_ctx: Context<Nothing>, op: u8, operands: Vec<u8>) -> Result<()> {
        let results = float::results(op, &operands).ok_or(ProbeError::UnknownOperation)?;
        set_return_data(&results);
        Ok(())
    }
}

#[error_code]
pub enum ProbeError {
    #[msg("no such kind or operation, or a broken pair")]
    UnknownOperation,
}

#[derive(Accounts)]
pub struct Nothing {}
