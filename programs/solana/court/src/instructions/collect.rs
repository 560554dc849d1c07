use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use crate::errors::CourtError;
use crate::events::Collected;
use crate::math::dues;
use crate::state::{Case, CourtConfig, CASE_SEED, CONFIG_SEED, ESCROW_SEED};

#[derive(Accounts)]
#[instruction(case_id: [u8; 32])]
pub struct Collect<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, CourtConfig>>,
    #[account(mut, seeds = [CASE_SEED, case_id.as_ref()], bump = case.bump)]
    pub case: Box<Account<'info, Case>>,
    /// CHECK: the party's associated token account, by `pay_out`
    #[account(mut)]
    pub party_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [ESCROW_SEED], bump = config.escrow_bump)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Collect>, case_id: [u8; 32], party: Pubkey) -> Result<()> {
    let a = ctx.accounts;
    require!(a.case.is_closed(), CourtError::CaseNotClosed);
    let (mut amount, mut collected) = (0, a.case.collected);
    for (role, (who, due)) in dues(&a.config, &a.case).into_iter().enumerate() {
        let bit = 1 << role;
        if who == party && collected & bit == 0 {
            amount += due;
            collected |= bit;
        }
    }
    require!(amount > 0, CourtError::NothingToCollect);

    a.case.collected = collected;

    let this = a.config.to_account_info();
    a.config.pay_out(&this, &a.escrow, &a.party_token, &party, amount)?;

    emit!(Collected { case_id, party, amount });
    Ok(())
}
