//! A program that computes, so that tests compare its results on chain with Python's, that takes claims from the verifier, and that is a pool
//! of the vault.
//!
//! To probe another kind of arithmetic: a module with its loop over operands, an instruction here that calls it.

use anchor_lang::prelude::*;
use anchor_lang::solana_program::program::set_return_data;
#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

mod consumer;
mod float;
mod integer;
mod market;

use consumer::*;
use market::*;

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

    /// The verifier's call of a consumer. The claim's fields stand one by one, as they do in its bytes.
    pub fn on_verified(
        ctx: Context<OnVerified>,
        model_id: [u8; 32],
        nonce: u64,
        commitment: [u8; 32],
        observed_at: u64,
        result: [u8; 8],
    ) -> Result<()> {
        let mut told = vec![];
        (model_id, nonce, commitment, observed_at, result).serialize(&mut told)?;
        consumer::take(ctx, &told)
    }

    /// The vault's call of a pool: what comes of it, the pool's account says.
    pub fn deposit(ctx: Context<Called>, _assets: u64) -> Result<()> {
        market::play(ctx)
    }

    /// The same.
    pub fn redeem(ctx: Context<Called>, _units: u64, _receiver: Pubkey) -> Result<()> {
        market::play(ctx)
    }
}

#[error_code]
pub enum ProbeError {
    #[msg("no such kind or operation, or a broken pair")]
    UnknownOperation,
    #[msg("the consumer does not want it")]
    Refused,
}

#[derive(Accounts)]
pub struct Nothing {}
