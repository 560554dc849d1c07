use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use crate::errors::RewardsError;
use crate::events::GrantClawedBack;
use crate::ruling;
use crate::state::{Grant, RewardsConfig, CONFIG_SEED, GRANT_SEED, PURSE_SEED};

#[derive(Accounts)]
#[instruction(grant_id: [u8; 32])]
pub struct Clawback<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    #[account(mut, seeds = [GRANT_SEED, grant_id.as_ref()], bump = grant.bump)]
    pub grant: Box<Account<'info, Grant>>,
    /// CHECK: the court's, by `known`
    pub case: UncheckedAccount<'info>,
    /// CHECK: a token account of the treasury, by `pay_out`
    #[account(mut)]
    pub treasury_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED, grant.token.as_ref()], bump = grant.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Clawback>, grant_id: [u8; 32], case_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    require!(!a.grant.revoked, RewardsError::GrantIsRevoked);
    require!(!a.grant.renounced, RewardsError::GrantIsRenounced);
    let case = ruling::known(&a.case, &case_id)?;
    // Ids can be foreseen: what was accused before it was there, nobody contested.
    let is_ours = case.accusation.subject == grant_id && case.accused_at >= a.grant.created_at;
    require!(is_ours, RewardsError::WrongCase);
    require!(case.is_closed(), RewardsError::CaseNotClosed);
    require!(case.is_guilty(), RewardsError::NotGuilty);
    // As of the accusation, so that appeals gain no time; but what was withdrawn stays.
    let kept = a.grant.withdrawn.max(a.grant.vested(case.accused_at));
    let taken = a.grant.deposited - kept;
    require!(taken > 0, RewardsError::NothingUnvested);

    (a.grant.deposited, a.grant.revoked) = (kept, true);

    let (config, mint) = (a.config.to_account_info(), a.grant.token);
    let (to, treasury) = (&a.treasury_token, &a.config.treasury);
    a.config.pay_out(&config, &a.purse, mint, to, treasury, taken)?;

    emit!(GrantClawedBack {
        grant_id,
        case_id,
        taken,
        kept
    });
    Ok(())
}
