use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::MatchingError;
use crate::events::AssignmentPosted;
use crate::ids;
use crate::state::{
    assignment_state, Assignment, AssignmentTerms, MatchingConfig, ASSIGNMENT_SEED, CONFIG_SEED, MAX_LEAVES, PURSE_SEED,
};

#[derive(Accounts)]
#[instruction(nonce: u64)]
pub struct Assign<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, MatchingConfig>>,
    /// CHECK: opened here, by its seeds
    #[account(
        mut,
        seeds = [ASSIGNMENT_SEED, &ids::assignment_id(&config.namer()?, &caller.key(), nonce)],
        bump
    )]
    pub assignment: UncheckedAccount<'info>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Assign>, nonce: u64, terms: AssignmentTerms) -> Result<()> {
    let a = &ctx.accounts;
    let (matcher, now, rules) = (a.caller.key(), chain::now()?, &a.config.rules);
    require!(chain::is_vacant(&a.assignment), MatchingError::AssignmentExists);
    let counts = [terms.jobs_count, terms.offers_count];
    let are_bounded = counts.iter().all(|count| (1..=MAX_LEAVES).contains(count));
    require!(are_bounded, MatchingError::BadAssignment);
    let is_recent = terms.seen_at < now && now - terms.seen_at <= rules.seen_secs;
    require!(is_recent, MatchingError::BadView);
    let bond = rules.assignment_bond;
    chain::require_funds::<MatchingError>(&a.caller_token, &matcher, &a.config.token, bond)?;
    let window_ends_at = now.checked_add(rules.window_secs).ok_or(MatchingError::Overflow)?;

    let assignment_id = ids::assignment_id(&a.config.namer()?, &matcher, nonce);
    let seeds: &[&[u8]] = &[ASSIGNMENT_SEED, &assignment_id, &[ctx.bumps.assignment]];
    chain::open(&a.assignment, &a.caller, 8 + Assignment::INIT_SPACE, &crate::ID, seeds)?;
    let assignment = Assignment {
        assignment_id,
        matcher,
        terms: terms.clone(),
        state: assignment_state::POSTED,
        posted_at: now,
        window_ends_at,
        demands: 0,
        bond,
        bump: ctx.bumps.assignment,
    };
    chain::store(&a.assignment, &assignment)?;

    chain::take_in(&a.caller_token, &a.purse, &a.caller, bond)?;

    emit!(AssignmentPosted {
        assignment_id,
        matcher,
        nonce,
        terms,
        window_ends_at
    });
    Ok(())
}
