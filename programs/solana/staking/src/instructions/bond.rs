use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use crate::chain;
use crate::errors::StakingError;
use crate::events::Bonded;
use crate::state::{Stake, StakingConfig, CONFIG_SEED, MAX_SLASHERS, STAKE_SEED, VAULT_SEED};

#[derive(Accounts)]
pub struct Bond<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, StakingConfig>>,
    /// CHECK: opened here the first time, else loaded as what it must be
    #[account(mut, seeds = [STAKE_SEED, caller.key().as_ref()], bump)]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [VAULT_SEED], bump = config.vault_bump)]
    pub vault: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Bond>, amount: u64) -> Result<()> {
    let a = &ctx.accounts;
    let owner = a.caller.key();
    require!(amount > 0, StakingError::ZeroAmount);
    chain::require_funds::<StakingError>(&a.caller_token, &owner, &a.config.token, amount)?;

    let mut stake = if chain::is_vacant(&a.stake) {
        let bump = ctx.bumps.stake;
        let seeds: &[&[u8]] = &[STAKE_SEED, owner.as_ref(), &[bump]];
        chain::open(&a.stake, &a.caller, 8 + Stake::INIT_SPACE, &crate::ID, seeds)?;
        Stake {
            owner,
            bonded: 0,
            locks: [0; MAX_SLASHERS],
            unbondings: vec![],
            bump,
        }
    } else {
        chain::load(&a.stake)?
    };
    stake.bonded = stake.bonded.checked_add(amount).ok_or(StakingError::Overflow)?;
    chain::store(&a.stake, &stake)?;

    chain::take_in(&a.caller_token, &a.vault, &a.caller, amount)?;

    emit!(Bonded {
        owner,
        amount,
        bonded: stake.bonded
    });
    Ok(())
}
