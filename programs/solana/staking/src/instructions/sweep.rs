use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use crate::chain::Purse;
use crate::errors::StakingError;
use crate::events::Swept;
use crate::state::{Fault, StakingConfig, CONFIG_SEED, FAULT_SEED, VAULT_SEED};

#[derive(Accounts)]
#[instruction(fault_id: [u8; 32])]
pub struct Sweep<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, StakingConfig>>,
    #[account(mut, seeds = [FAULT_SEED, fault_id.as_ref()], bump = fault.bump)]
    pub fault: Box<Account<'info, Fault>>,
    /// CHECK: a token account of the fault's beneficiary, by `pay_out`
    #[account(mut)]
    pub beneficiary_token: UncheckedAccount<'info>,
    /// CHECK: a token account of the treasury, by `pay_out`
    #[account(mut)]
    pub treasury_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [VAULT_SEED], bump = config.vault_bump)]
    pub vault: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Sweep>, fault_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    require!(!a.fault.swept, StakingError::AlreadySwept);

    a.fault.swept = true;
    let (beneficiary, reward) = (a.fault.beneficiary, a.fault.reward);
    let remainder = a.fault.amount - reward;

    let config_info = a.config.to_account_info();
    let vault = Purse {
        account: &a.vault,
        authority: &config_info,
        seeds: &[CONFIG_SEED, &[a.config.bump]],
        mint: a.config.token,
    };
    vault.pay_out::<StakingError>(&a.beneficiary_token, &beneficiary, reward)?;
    vault.pay_out::<StakingError>(&a.treasury_token, &a.config.treasury, remainder)?;

    emit!(Swept {
        fault_id,
        beneficiary,
        reward,
        remainder
    });
    Ok(())
}
