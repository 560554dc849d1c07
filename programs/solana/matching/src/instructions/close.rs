use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::events::AssignmentClosed;
use crate::state::{assignment_state, Assignment, MatchingConfig, CONFIG_SEED, NAMER_SEED, PURSE_SEED};

#[derive(Accounts)]
pub struct Close<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, MatchingConfig>>,
    /// CHECK: by `Assignment::posted`
    #[account(mut)]
    pub assignment: UncheckedAccount<'info>,
    /// CHECK: the matcher's associated token account, by `pay_out`
    #[account(mut)]
    pub matcher_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: by its seeds; signs for the purse
    #[account(seeds = [NAMER_SEED], bump = config.namer_bump)]
    pub namer: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Close>, assignment_id: [u8; 32]) -> Result<()> {
    let a = &ctx.accounts;
    let mut assignment = Assignment::posted(&a.assignment, &assignment_id)?;
    assignment.require_final(chain::now()?)?;
    let (matcher, bond) = (assignment.matcher, assignment.bond);

    (assignment.state, assignment.bond) = (assignment_state::CLOSED, 0);
    chain::store(&a.assignment, &assignment)?;

    a.config.pay_out(&a.namer, &a.purse, &a.matcher_token, &matcher, bond)?;

    emit!(AssignmentClosed {
        assignment_id,
        matcher,
        bond
    });
    Ok(())
}
