use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::CourtError;
use crate::events::Accused;
use crate::ids;
use crate::state::{case_state, Accusation, Case, CourtConfig, CASE_SEED, CONFIG_SEED, ESCROW_SEED};

#[derive(Accounts)]
#[instruction(nonce: u64)]
pub struct Accuse<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, CourtConfig>>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut, seeds = [CASE_SEED, &ids::case_id(&config.slasher()?, &caller.key(), nonce)], bump)]
    pub case: UncheckedAccount<'info>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [ESCROW_SEED], bump = config.escrow_bump)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Accuse>, nonce: u64, accusation: Accusation) -> Result<()> {
    let a = &ctx.accounts;
    let accuser = a.caller.key();
    let now = chain::now()?;
    require!(chain::is_vacant(&a.case), CourtError::CaseExists);
    let sound = accusation.kind > 0 && accusation.since_at <= now && accusation.accused != accuser;
    require!(sound, CourtError::BadAccusation);
    require!(accusation.penalty <= a.config.max_penalty, CourtError::PenaltyTooHigh);
    let bond = a.config.case_bond;
    chain::require_funds::<CourtError>(&a.caller_token, &accuser, &a.config.token, bond)?;
    let contest_by = now.checked_add(a.config.contest_secs).ok_or(CourtError::Overflow)?;

    let case_id = ids::case_id(&a.config.slasher()?, &accuser, nonce);
    let bump = ctx.bumps.case;
    let seeds: &[&[u8]] = &[CASE_SEED, &case_id, &[bump]];
    chain::open(&a.case, &a.caller, 8 + Case::INIT_SPACE, &crate::ID, seeds)?;
    let case = Case {
        case_id,
        accuser,
        accusation,
        accused_at: now,
        state: case_state::ACCUSED,
        due_at: contest_by,
        bump,
        ..Case::default()
    };
    chain::store(&a.case, &case)?;

    chain::take_in(&a.caller_token, &a.escrow, &a.caller, bond)?;

    let of = case.accusation;
    emit!(Accused {
        case_id,
        accuser,
        accused: of.accused,
        subject: of.subject,
        kind: of.kind,
        since_at: of.since_at,
        penalty: of.penalty,
        evidence: of.evidence,
        contest_by
    });
    Ok(())
}
