use anchor_lang::prelude::*;

use crate::errors::CourtError;
use crate::events::VoteCommitted;
use crate::jury::Jury;
use crate::state::{phase, Case, CourtConfig, CASE_SEED, CONFIG_SEED};

#[derive(Accounts)]
#[instruction(case_id: [u8; 32])]
pub struct CommitVote<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, CourtConfig>>,
    #[account(seeds = [CASE_SEED, case_id.as_ref()], bump = case.bump)]
    pub case: Box<Account<'info, Case>>,
    /// CHECK: the case's running round, by `Jury::sitting`
    #[account(mut)]
    pub round: UncheckedAccount<'info>,
}

pub(crate) fn handler(ctx: Context<CommitVote>, case_id: [u8; 32], commitment: [u8; 32]) -> Result<()> {
    let a = &ctx.accounts;
    let juror = a.caller.key();
    let mut data = a.round.try_borrow_mut_data()?;
    let mut jury = Jury::sitting(&a.case, &a.config, &a.round, &mut data, phase::VOTE_COMMIT)?;
    let vote = jury.vote_of(&juror)?;
    require!(vote.commitment == [0; 32], CourtError::AlreadyVoted);
    require!(commitment != [0; 32], CourtError::BadVote);

    vote.commitment = commitment;

    emit!(VoteCommitted {
        case_id,
        round_index: a.case.round_index,
        juror
    });
    Ok(())
}
