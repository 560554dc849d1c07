use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::MatchingError;
use crate::events::{AssignmentRefuted, DemandExpired};
use crate::ids;
use crate::math::share_down;
use crate::state::{
    assignment_state, fault, Assignment, Demand, MatchingConfig, ASSIGNMENT_SEED, CONFIG_SEED, DEMAND_SEED, NAMER_SEED,
    PURSE_SEED,
};

#[derive(Accounts)]
#[instruction(assignment_id: [u8; 32], leaves: u8, index: u32)]
pub struct Expire<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, MatchingConfig>>,
    #[account(mut, seeds = [ASSIGNMENT_SEED, assignment_id.as_ref()], bump = assignment.bump)]
    pub assignment: Box<Account<'info, Assignment>>,
    #[account(mut, seeds = [DEMAND_SEED, &ids::demand_id(&assignment_id, leaves, index)], bump = demand.bump)]
    pub demand: Box<Account<'info, Demand>>,
    /// CHECK: who gets the demand's rent back, as it says
    #[account(mut)]
    pub demander: UncheckedAccount<'info>,
    /// CHECK: the demander's associated token account, by `pay_out`
    #[account(mut)]
    pub demander_token: UncheckedAccount<'info>,
    /// CHECK: the treasury's associated token account, by `pay_out`
    #[account(mut)]
    pub treasury_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: by its seeds; signs for the purse
    #[account(seeds = [NAMER_SEED], bump = config.namer_bump)]
    pub namer: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Expire>, assignment_id: [u8; 32], leaves: u8, index: u32) -> Result<()> {
    let a = ctx.accounts;
    let (assignment, demand) = (&mut a.assignment, &a.demand);
    let stands = assignment.state == assignment_state::POSTED;
    require!(!stands || chain::now()? > demand.due_at, MatchingError::NotDue);
    let demander = demand.demander;
    require_keys_eq!(a.demander.key(), demander, ErrorCode::ConstraintAddress);

    assignment.demands -= 1;
    let lost = if stands { assignment.bond } else { 0 };
    if stands {
        (assignment.state, assignment.bond) = (assignment_state::REFUTED, 0);
    }

    let reward = share_down(lost, a.config.rules.reward_bps);
    let (to, treasury, remainder) = (&a.treasury_token, &a.config.treasury, lost - reward);
    let due = demand.bond.checked_add(reward).ok_or(MatchingError::Overflow)?;
    a.config
        .pay_out(&a.namer, &a.purse, &a.demander_token, &demander, due)?;
    a.config.pay_out(&a.namer, &a.purse, to, treasury, remainder)?;
    a.demand.close(a.demander.to_account_info())?;

    if stands {
        emit!(AssignmentRefuted {
            assignment_id,
            fault: fault::SILENCE,
            accuser: demander,
            reward,
            remainder
        });
    }
    emit!(DemandExpired {
        assignment_id,
        leaves,
        index,
        demander
    });
    Ok(())
}
