use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::CourtError;
use crate::events::Appealed;
use crate::jury::summon;
use crate::state::{case_state, Case, CourtConfig, CASE_SEED, CONFIG_SEED, ESCROW_SEED, ROUND_SEED};

#[derive(Accounts)]
#[instruction(case_id: [u8; 32])]
pub struct Appeal<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, CourtConfig>>,
    #[account(mut, seeds = [CASE_SEED, case_id.as_ref()], bump = case.bump)]
    pub case: Box<Account<'info, Case>>,
    /// CHECK: the case's next round, opened here
    #[account(mut, seeds = [ROUND_SEED, case_id.as_ref(), &[case.round_index + 1]], bump)]
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

pub(crate) fn handler(ctx: Context<Appeal>, case_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let appellant = a.caller.key();
    require!(a.case.state == case_state::RULED, CourtError::CaseNotRuled);
    // Where no round is left, this was over when the last one was.
    require!(chain::now()? < a.case.due_at, CourtError::AppealClosed);
    let bond = a.config.appeal_bond(a.case.round_index);
    chain::require_funds::<CourtError>(&a.caller_token, &appellant, &a.config.token, bond)?;

    let against = a.case.verdict;
    a.case.appellants.push(appellant);
    a.case.appealed.push(against);
    let round_index = a.case.round_index + 1;
    let started_at = summon(
        &mut a.case,
        &a.config,
        round_index,
        &a.round,
        &a.caller,
        ctx.bumps.round,
    )?;

    chain::take_in(&a.caller_token, &a.escrow, &a.caller, bond)?;

    emit!(Appealed {
        case_id,
        round_index,
        appellant,
        bond,
        started_at
    });
    Ok(())
}
