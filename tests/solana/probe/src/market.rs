//! A pool of the vault that does whatever its account says, with the vault's signature.

use anchor_lang::prelude::*;
use anchor_lang::solana_program::instruction::Instruction;
use anchor_lang::solana_program::program::invoke_signed;

use crate::ProbeError;

const SEED: &[u8] = b"market";
/// Behind eight bytes: token, purse, debt, units, as any pool begins.
const UNITS: std::ops::Range<usize> = 80..88;
const SCRIPT: usize = 88;
const LAST: usize = 4;

#[derive(Accounts)]
pub struct Called<'info> {
    pub vault: Signer<'info>,
    /// CHECK: this program's own, which signs what it calls
    #[account(mut, seeds = [SEED], bump)]
    pub pool: UncheckedAccount<'info>,
    /// CHECK: whatever the pool says
    #[account(mut)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: who pays or is paid
    #[account(mut)]
    pub other: UncheckedAccount<'info>,
    /// CHECK: the token program
    pub token_program: UncheckedAccount<'info>,
}

/// One call: a program, accounts by their place (0..=4), whether each signs, and the data.
#[derive(AnchorDeserialize)]
struct Step {
    program: Pubkey,
    accounts: Vec<(u8, bool)>,
    data: Vec<u8>,
}

/// The units that it has from then on, and the calls that it makes first.
pub fn play(ctx: Context<Called>) -> Result<()> {
    let (a, bump) = (ctx.accounts, ctx.bumps.pool);
    let places = [
        a.vault.to_account_info(),
        a.pool.to_account_info(),
        a.purse.to_account_info(),
        a.other.to_account_info(),
        a.token_program.to_account_info(),
    ];
    let (units, steps) = <(u64, Vec<Step>)>::deserialize(&mut &a.pool.try_borrow_data()?[SCRIPT..])?;
    for step in steps {
        let named = step.accounts.iter().map(|(at, signs)| (usize::from(*at), *signs));
        require!(named.clone().all(|(at, _)| at <= LAST), ProbeError::UnknownOperation);
        let accounts = named.map(|(at, signs)| AccountMeta {
            pubkey: *places[at].key,
            is_signer: signs,
            is_writable: places[at].is_writable,
        });
        let call = Instruction {
            program_id: step.program,
            accounts: accounts.collect(),
            data: step.data,
        };
        invoke_signed(&call, &places, &[&[SEED, &[bump]]])?;
    }
    a.pool.try_borrow_mut_data()?[UNITS].copy_from_slice(&units.to_le_bytes());
    Ok(())
}
