use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::MatchingError;
use crate::events::LeafShown;
use crate::evidence;
use crate::ids;
use crate::state::{Assignment, Demand, MatchingConfig, CONFIG_SEED, NAMER_SEED, PURSE_SEED};

#[derive(Accounts)]
pub struct Answer<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, MatchingConfig>>,
    /// CHECK: by `Assignment::posted`
    #[account(mut)]
    pub assignment: UncheckedAccount<'info>,
    /// CHECK: by `Demand::known`
    #[account(mut)]
    pub demand: UncheckedAccount<'info>,
    /// CHECK: who gets the demand's rent back, as it says
    #[account(mut)]
    pub demander: UncheckedAccount<'info>,
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

pub(crate) fn handler(
    ctx: Context<Answer>,
    assignment_id: [u8; 32],
    leaves: u8,
    index: u32,
    data: Vec<u8>,
) -> Result<()> {
    let a = &ctx.accounts;
    let mut assignment = Assignment::posted(&a.assignment, &assignment_id)?;
    let demand = Demand::known(&a.demand, &ids::demand_id(&assignment_id, leaves, index))?;
    require!(chain::now()? <= demand.due_at, MatchingError::MoveTooLate);
    evidence::require_shown(&assignment.terms, leaves, index, &data)?;
    require_keys_eq!(a.demander.key(), demand.demander, ErrorCode::ConstraintAddress);

    assignment.demands -= 1;
    chain::store(&a.assignment, &assignment)?;

    let (to, matcher) = (&a.matcher_token, &assignment.matcher);
    a.config.pay_out(&a.namer, &a.purse, to, matcher, demand.bond)?;
    chain::close(&a.demand, &a.demander)?;

    emit!(LeafShown {
        assignment_id,
        leaves,
        index,
        data
    });
    Ok(())
}
