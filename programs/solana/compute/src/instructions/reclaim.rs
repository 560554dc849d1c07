use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain::Purse;

use crate::errors::ComputeError;
use crate::events::Reclaimed;
use crate::math::bond_shares;
use crate::state::{outcome, ComputeConfig, Dispute, CONFIG_SEED, DISPUTE_SEED, ESCROW_SEED};

#[derive(Accounts)]
#[instruction(dispute_id: [u8; 32])]
pub struct Reclaim<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, ComputeConfig>>,
    #[account(mut, seeds = [DISPUTE_SEED, dispute_id.as_ref()], bump = dispute.bump)]
    pub dispute: Box<Account<'info, Dispute>>,
    /// CHECK: a token account of the challenger, by `pay_out`
    #[account(mut)]
    pub challenger_token: UncheckedAccount<'info>,
    /// CHECK: a token account of the provider, by `pay_out`
    #[account(mut)]
    pub provider_token: UncheckedAccount<'info>,
    /// CHECK: a token account of the treasury, by `pay_out`
    #[account(mut)]
    pub treasury_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [ESCROW_SEED], bump = config.escrow_bump)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Reclaim>, dispute_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    require!(a.dispute.outcome != outcome::OPEN, ComputeError::DisputeOpen);
    require!(!a.dispute.reclaimed, ComputeError::AlreadyReclaimed);

    a.dispute.reclaimed = true;
    let shares = bond_shares(a.dispute.bond, a.dispute.outcome == outcome::PROVIDER_LOST);

    let authority = a.config.to_account_info();
    let escrow = Purse {
        account: &a.escrow,
        authority: &authority,
        seeds: &[CONFIG_SEED, &[a.config.bump]],
        mint: a.config.token,
    };
    escrow.pay_out::<ComputeError>(&a.challenger_token, &a.dispute.challenger, shares.challenger)?;
    escrow.pay_out::<ComputeError>(&a.provider_token, &a.dispute.provider, shares.provider)?;
    escrow.pay_out::<ComputeError>(&a.treasury_token, &a.config.treasury, shares.treasury)?;

    emit!(Reclaimed {
        dispute_id,
        to_challenger: shares.challenger,
        to_provider: shares.provider,
        to_treasury: shares.treasury,
    });
    Ok(())
}
