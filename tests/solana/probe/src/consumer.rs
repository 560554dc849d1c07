//! A consumer of the verifier, and what it does when it is called: its account's first byte says.

use anchor_lang::prelude::*;
use anchor_lang::solana_program::instruction::Instruction;
use anchor_lang::solana_program::program::invoke;

use crate::ProbeError;

const VERIFIER: Pubkey = pubkey!("CahR1Px3xZhqan1p2kR1ftPiwHyhNPna6umpfrzXvX46");

const REFUSE: u8 = 1;
const REENTER: u8 = 2;
const NEVER_END: u8 = 3;

#[derive(Accounts)]
pub struct OnVerified<'info> {
    /// CHECK: this program's own, so only this program writes to it
    #[account(mut, owner = crate::ID)]
    pub consumer: UncheckedAccount<'info>,
    /// Whose signature says that the verifier calls.
    #[account(seeds = [b"hook", consumer.key().as_ref()], bump, seeds::program = VERIFIER)]
    pub hook: Signer<'info>,
}

/// Behind the first byte the account keeps what it was told last: model, nonce, claim. To reenter, it calls the first of the other accounts
/// with the rest of them and the data that stands behind that.
pub fn take(ctx: Context<OnVerified>, told: &[u8]) -> Result<()> {
    let consumer = &ctx.accounts.consumer;
    let kind = consumer.try_borrow_data()?[0];
    match kind {
        REFUSE => return err!(ProbeError::Refused),
        REENTER => {
            let (program, others) = ctx.remaining_accounts.split_first().ok_or(ProbeError::Refused)?;
            let accounts = others.iter().map(|a| AccountMeta {
                pubkey: *a.key,
                is_signer: a.is_signer,
                is_writable: a.is_writable,
            });
            let call = Instruction {
                program_id: *program.key,
                accounts: accounts.collect(),
                data: consumer.try_borrow_data()?[1 + told.len()..].to_vec(),
            };
            invoke(&call, ctx.remaining_accounts)?;
        }
        NEVER_END => loop {
            std::hint::black_box(kind);
        },
        _ => {}
    }
    consumer.try_borrow_mut_data()?[1..=told.len()].copy_from_slice(told);
    Ok(())
}
