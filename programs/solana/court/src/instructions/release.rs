use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::CourtError;
use crate::events::JurorReleased;
use crate::jury::Jury;
use crate::state::{Case, CourtConfig, Juror, CASE_SEED, CONFIG_SEED, ESCROW_SEED};

#[derive(Accounts)]
#[instruction(case_id: [u8; 32])]
pub struct Release<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, CourtConfig>>,
    #[account(seeds = [CASE_SEED, case_id.as_ref()], bump = case.bump)]
    pub case: Box<Account<'info, Case>>,
    /// CHECK: the round, by `Jury::of`; a vacant one has no jurors
    #[account(mut)]
    pub round: UncheckedAccount<'info>,
    /// CHECK: the juror, by `Juror::of`
    #[account(mut)]
    pub juror: UncheckedAccount<'info>,
    /// CHECK: the juror's associated token account, by `pay_out`
    #[account(mut)]
    pub juror_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [ESCROW_SEED], bump = config.escrow_bump)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Release>, case_id: [u8; 32], round_index: u8, juror: Pubkey) -> Result<()> {
    let a = &ctx.accounts;
    require!(a.case.is_closed(), CourtError::CaseNotClosed);
    require!(!chain::is_vacant(&a.round), CourtError::NotJuror);
    let mut data = a.round.try_borrow_mut_data()?;
    let mut jury = Jury::of(&a.round, &mut data, &case_id, round_index)?;
    let void = jury.progress.void;
    let vote = jury.vote_of(&juror)?;
    require!(vote.released == 0, CourtError::AlreadyReleased);
    let mut freed = Juror::of(&a.juror, &juror)?;

    vote.released = 1;
    let returned = if void || vote.vote == a.case.verdict {
        vote.seats
    } else {
        0
    };
    // What the seats share is no more than the pot.
    let paid = if void { 0 } else { u64::from(returned) * a.case.pay };
    freed.seats -= u32::from(vote.seats - returned);
    freed.seated -= u32::from(vote.seats);
    chain::store(&a.juror, &freed)?;

    let this = a.config.to_account_info();
    a.config.pay_out(&this, &a.escrow, &a.juror_token, &juror, paid)?;

    emit!(JurorReleased {
        case_id,
        round_index,
        juror,
        returned,
        paid
    });
    Ok(())
}
