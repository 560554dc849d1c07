use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::CourtError;
use crate::events::Contested;
use crate::jury::summon;
use crate::state::{case_state, Case, CourtConfig, CASE_SEED, CONFIG_SEED, ESCROW_SEED, ROUND_SEED};

#[derive(Accounts)]
#[instruction(case_id: [u8; 32])]
pub struct Contest<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, CourtConfig>>,
    #[account(mut, seeds = [CASE_SEED, case_id.as_ref()], bump = case.bump)]
    pub case: Box<Account<'info, Case>>,
    /// CHECK: the case's first round, opened here
    #[account(mut, seeds = [ROUND_SEED, case_id.as_ref(), &[0]], bump)]
    pub round: UncheckedAccount<'info>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [ESCROW_SEED], bump = config.escrow_bump)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Contest>, case_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let contestant = a.caller.key();
    let bond = a.config.case_bond;
    require!(a.case.state == case_state::ACCUSED, CourtError::CaseNotOpen);
    require!(chain::now()? < a.case.due_at, CourtError::ContestClosed);
    require_keys_neq!(contestant, a.case.accuser, CourtError::OwnCase);
    chain::require_funds::<CourtError>(&a.caller_token, &contestant, &a.config.token, bond)?;

    a.case.contestant = contestant;
    let started_at = summon(&mut a.case, &a.config, 0, &a.round, &a.caller, ctx.bumps.round)?;

    chain::take_in(&a.caller_token, &a.escrow, &a.caller, bond)?;

    emit!(Contested {
        case_id,
        contestant,
        started_at
    });
    Ok(())
}
