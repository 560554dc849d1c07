use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::EpochResolved;
use crate::ruling;
use crate::state::{epoch_state, Epoch, RewardsConfig, CONFIG_SEED, EPOCH_SEED, PURSE_SEED};

#[derive(Accounts)]
#[instruction(epoch_id: [u8; 32])]
pub struct Resolve<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    #[account(mut, seeds = [EPOCH_SEED, epoch_id.as_ref()], bump = epoch.bump)]
    pub epoch: Box<Account<'info, Epoch>>,
    /// CHECK: the court's that suspends the epoch, by `known`
    pub case: UncheckedAccount<'info>,
    /// CHECK: a token account of the treasury, by `pay_out`
    #[account(mut)]
    pub treasury_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED, config.token.as_ref()], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Resolve>, epoch_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    require!(a.epoch.state == epoch_state::SUSPENDED, RewardsError::EpochNotSuspended);
    let case_id = a.epoch.case_id;
    let case = ruling::known(&a.case, &case_id)?;
    require!(case.is_closed(), RewardsError::CaseNotClosed);
    let (now, bond, overturned) = (chain::now()?, a.epoch.bond, case.is_guilty());

    if overturned {
        a.epoch.reopen(now, a.config.post_secs)?;
        // The accuser has its part of what the court took; the bond must not wait for anybody's account.
        let (config, treasury) = (a.config.to_account_info(), &a.config.treasury);
        a.config
            .pay_out(&config, &a.purse, a.config.token, &a.treasury_token, treasury, bond)?;
    } else {
        // A lost accusation leaves the next one a whole window.
        a.epoch.state = epoch_state::POSTED;
        a.epoch.claim_from = now.checked_add(a.config.window_secs).ok_or(RewardsError::Overflow)?;
    }

    emit!(EpochResolved {
        epoch_id,
        case_id,
        overturned,
        post_by: a.epoch.post_by,
        claim_from: a.epoch.claim_from
    });
    Ok(())
}
