use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;
use assay_staking::openings::{Given, OPENINGS_SEED};

use crate::errors::RewardsError;
use crate::events::BatchRevealed;
use crate::judgments;
use crate::state::{
    batch_state, Batch, Campaign, Openings, RewardsConfig, BATCH_SEED, CAMPAIGN_SEED, CONFIG_SEED, PURSE_SEED,
};

#[derive(Accounts)]
#[instruction(batch_id: [u8; 32])]
pub struct RevealBatch<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    #[account(mut, seeds = [BATCH_SEED, batch_id.as_ref()], bump = batch.bump)]
    pub batch: Box<Account<'info, Batch>>,
    #[account(seeds = [CAMPAIGN_SEED, batch.campaign_id.as_ref()], bump = campaign.bump)]
    pub campaign: Box<Account<'info, Campaign>>,
    /// What the caller has provided; needed where `data` is empty.
    #[account(mut, seeds = [OPENINGS_SEED, caller.key().as_ref()], bump = openings.bump)]
    pub openings: Option<Box<Account<'info, Openings>>>,
    /// CHECK: a token account of the caller, by `pay_out`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED, config.token.as_ref()], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<RevealBatch>, batch_id: [u8; 32], seed: [u8; 32], data: Vec<u8>) -> Result<()> {
    let a = ctx.accounts;
    let (worker, terms) = (a.caller.key(), &a.campaign.terms);
    require_keys_eq!(worker, a.batch.worker, RewardsError::NotWorker);
    require!(a.batch.state == batch_state::COMMITTED, RewardsError::BatchNotCommitted);
    let (now, epoch) = (chain::now()?, a.batch.epoch);
    require!(now >= a.campaign.reveal_from(epoch), RewardsError::RevealNotOpen);
    require!(now < a.campaign.reveal_until(epoch), RewardsError::RevealClosed);
    let given = Given::of(&data, a.openings.as_deref());
    let sound = judgments::are_sound(given.bytes(), a.batch.count, terms.task_count);
    require!(sound, RewardsError::BadBatch);
    let root = judgments::root(&batch_id, &seed, given.bytes());
    require!(root == a.batch.root, RewardsError::BadBatch);

    (a.batch.state, a.batch.seed) = (batch_state::REVEALED, seed);

    let (config, bond) = (a.config.to_account_info(), terms.batch_bond);
    a.config
        .pay_out(&config, &a.purse, a.config.token, &a.caller_token, &worker, bond)?;
    let judgments = given.bytes().to_vec();
    given.use_up(&a.caller)?;

    emit!(BatchRevealed {
        batch_id,
        seed,
        judgments
    });
    Ok(())
}
