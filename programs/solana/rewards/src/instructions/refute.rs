use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;
use assay_staking::openings::{Given, OPENINGS_SEED};

use crate::errors::RewardsError;
use crate::events::EpochRefuted;
use crate::evidence;
use crate::math::share_down;
use crate::state::{epoch_state, Batch, Epoch, Openings, RewardsConfig, CONFIG_SEED, EPOCH_SEED, HALF_BPS, PURSE_SEED};

#[derive(Accounts)]
#[instruction(epoch_id: [u8; 32])]
pub struct Refute<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    #[account(mut, seeds = [EPOCH_SEED, epoch_id.as_ref()], bump = epoch.bump)]
    pub epoch: Box<Account<'info, Epoch>>,
    /// CHECK: the batch that the evidence is about, by `Batch::find`; needed for COUNT and ROW
    pub batch: Option<UncheckedAccount<'info>>,
    /// What the caller has provided; needed where `data` is empty.
    #[account(mut, seeds = [OPENINGS_SEED, caller.key().as_ref()], bump = openings.bump)]
    pub openings: Option<Box<Account<'info, Openings>>>,
    /// CHECK: a token account of the caller, by `pay_out`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: a token account of the treasury, by `pay_out`
    #[account(mut)]
    pub treasury_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED, config.token.as_ref()], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<Refute>, epoch_id: [u8; 32], fault: u8, data: Vec<u8>) -> Result<()> {
    let a = ctx.accounts;
    let (refuter, now) = (a.caller.key(), chain::now()?);
    let is_posted = a.epoch.state == epoch_state::POSTED;
    let is_about = is_posted || a.epoch.state == epoch_state::SUSPENDED;
    require!(is_about, RewardsError::EpochNotPosted);
    // A sham accusation must not use the window up.
    require!(!is_posted || now < a.epoch.claim_from, RewardsError::WindowClosed);
    let given = Given::of(&data, a.openings.as_deref());
    let batch_of = |id: &[u8; 32]| Batch::find(chain::needed(&a.batch)?, id);
    let is_faulty = evidence::is_faulty(&a.epoch, fault, given.bytes(), batch_of)?;
    require!(is_faulty, RewardsError::NotRefuted);
    let (attempt, bond) = (a.epoch.attempt, a.epoch.bond);
    let reward = share_down(bond, HALF_BPS);

    let post_by = a.epoch.reopen(now, a.config.post_secs)?;

    let (config, mint) = (a.config.to_account_info(), a.config.token);
    a.config
        .pay_out(&config, &a.purse, mint, &a.caller_token, &refuter, reward)?;
    let (to, treasury) = (&a.treasury_token, &a.config.treasury);
    a.config.pay_out(&config, &a.purse, mint, to, treasury, bond - reward)?;
    given.use_up(&a.caller)?;

    emit!(EpochRefuted {
        epoch_id,
        attempt,
        fault,
        refuter,
        reward,
        post_by
    });
    Ok(())
}
