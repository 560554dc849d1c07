use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use crate::chain::{self, Purse};
use crate::errors::StakingError;
use crate::events::Withdrawn;
use crate::state::{Stake, StakingConfig, CONFIG_SEED, STAKE_SEED, VAULT_SEED};

#[derive(Accounts)]
pub struct Withdraw<'info> {
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, StakingConfig>>,
    #[account(mut, seeds = [STAKE_SEED, caller.key().as_ref()], bump = stake.bump)]
    pub stake: Box<Account<'info, Stake>>,
    /// CHECK: the caller's token account, by `pay_out`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [VAULT_SEED], bump = config.vault_bump)]
    pub vault: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Withdraw>) -> Result<()> {
    let now = chain::now()?;
    let a = ctx.accounts;
    let owner = a.stake.owner;
    let matured = a
        .stake
        .unbondings
        .iter()
        .filter(|u| u.unlock_at <= now)
        .try_fold(0u64, |sum, u| sum.checked_add(u.amount));
    let amount = matured.ok_or(StakingError::Overflow)?;
    require!(amount > 0, StakingError::NothingToWithdraw);

    a.stake.unbondings.retain(|u| u.unlock_at > now);

    let config_info = a.config.to_account_info();
    let vault = Purse {
        account: &a.vault,
        authority: &config_info,
        seeds: &[CONFIG_SEED, &[a.config.bump]],
        mint: a.config.token,
    };
    vault.pay_out::<StakingError>(&a.caller_token, &owner, amount)?;

    emit!(Withdrawn { owner, amount });
    Ok(())
}
