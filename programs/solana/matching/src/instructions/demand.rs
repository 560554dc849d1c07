use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::MatchingError;
use crate::events::LeafDemanded;
use crate::ids;
use crate::state::{Assignment, Demand, MatchingConfig, CONFIG_SEED, DEMAND_SEED, PURSE_SEED};

#[derive(Accounts)]
#[instruction(assignment_id: [u8; 32], leaves: u8, index: u32)]
pub struct MakeDemand<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, MatchingConfig>>,
    /// CHECK: by `Assignment::posted`
    #[account(mut)]
    pub assignment: UncheckedAccount<'info>,
    /// CHECK: opened here, by its seeds
    #[account(mut, seeds = [DEMAND_SEED, &ids::demand_id(&assignment_id, leaves, index)], bump)]
    pub demand: UncheckedAccount<'info>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<MakeDemand>, assignment_id: [u8; 32], leaves: u8, index: u32) -> Result<()> {
    let a = &ctx.accounts;
    let (demander, now, rules) = (a.caller.key(), chain::now()?, &a.config.rules);
    let mut assignment = Assignment::posted(&a.assignment, &assignment_id)?;
    // What was posted at a time that this overflows from was refused then.
    let closes_at = assignment.posted_at.saturating_add(rules.window_secs);
    require!(now < closes_at, MatchingError::WindowClosed);
    let there = assignment.terms.count(leaves).is_some_and(|count| index < count);
    require!(there, MatchingError::NoSuchLeaf);
    require!(chain::is_vacant(&a.demand), MatchingError::DemandExists);
    let bond = rules.demand_bond;
    chain::require_funds::<MatchingError>(&a.caller_token, &demander, &a.config.token, bond)?;
    let due_at = now.checked_add(rules.answer_secs).ok_or(MatchingError::Overflow)?;
    // What is shown at the last moment can still be refuted.
    let ends = due_at.checked_add(rules.answer_secs).ok_or(MatchingError::Overflow)?;

    let demand_id = ids::demand_id(&assignment_id, leaves, index);
    let seeds: &[&[u8]] = &[DEMAND_SEED, &demand_id, &[ctx.bumps.demand]];
    chain::open(&a.demand, &a.caller, 8 + Demand::INIT_SPACE, &crate::ID, seeds)?;
    let demand = Demand {
        demand_id,
        assignment_id,
        leaves,
        index,
        demander,
        bond,
        due_at,
        bump: ctx.bumps.demand,
    };
    chain::store(&a.demand, &demand)?;
    assignment.demands = assignment.demands.checked_add(1).ok_or(MatchingError::Overflow)?;
    assignment.window_ends_at = assignment.window_ends_at.max(ends);
    chain::store(&a.assignment, &assignment)?;

    chain::take_in(&a.caller_token, &a.purse, &a.caller, bond)?;

    emit!(LeafDemanded {
        assignment_id,
        leaves,
        index,
        demander,
        due_at,
        window_ends_at: assignment.window_ends_at,
    });
    Ok(())
}
