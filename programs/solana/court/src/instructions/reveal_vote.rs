use anchor_lang::prelude::*;

use crate::errors::CourtError;
use crate::events::VoteRevealed;
use crate::ids;
use crate::jury::Jury;
use crate::state::{phase, verdict, Case, CourtConfig, CASE_SEED, CONFIG_SEED};

#[derive(Accounts)]
#[instruction(case_id: [u8; 32])]
pub struct RevealVote<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, CourtConfig>>,
    #[account(seeds = [CASE_SEED, case_id.as_ref()], bump = case.bump)]
    pub case: Box<Account<'info, Case>>,
    /// CHECK: the case's running round, by `Jury::sitting`
    #[account(mut)]
    pub round: UncheckedAccount<'info>,
}

pub(crate) fn handler(ctx: Context<RevealVote>, case_id: [u8; 32], guilty: bool, salt: [u8; 32]) -> Result<()> {
    let a = &ctx.accounts;
    let (juror, round_index) = (a.caller.key(), a.case.round_index);
    let mut data = a.round.try_borrow_mut_data()?;
    let mut jury = Jury::sitting(&a.case, &a.config, &a.round, &mut data, phase::VOTE_REVEAL)?;
    let vote = jury.vote_of(&juror)?;
    require!(vote.vote == verdict::NONE, CourtError::AlreadyRevealed);
    let commitment = ids::vote_commitment(&case_id, round_index, &juror, guilty, &salt);
    require!(vote.commitment == commitment, CourtError::BadVote);

    let seats = vote.seats;
    if guilty {
        vote.vote = verdict::GUILTY;
        jury.progress.guilty_seats += u16::from(seats);
    } else {
        vote.vote = verdict::NOT_GUILTY;
        jury.progress.innocent_seats += u16::from(seats);
    }
    jury.save()?;

    emit!(VoteRevealed {
        case_id,
        round_index,
        juror,
        guilty,
        seats
    });
    Ok(())
}
