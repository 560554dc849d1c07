use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::CampaignOpened;
use crate::ids;
use crate::purse;
use crate::state::{Campaign, CampaignTerms, RewardsConfig, CAMPAIGN_SEED, CONFIG_SEED};

#[derive(Accounts)]
#[instruction(nonce: u64)]
pub struct Open<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut, seeds = [CAMPAIGN_SEED, &ids::campaign_id(&config.key(), &caller.key(), nonce)], bump)]
    pub campaign: UncheckedAccount<'info>,
    /// CHECK: the mint of the grant token, by `require_token`; needed where the terms name one
    pub grant_token: Option<UncheckedAccount<'info>>,
    /// CHECK: its purse, by `open_once`
    #[account(mut)]
    pub grant_purse: Option<UncheckedAccount<'info>>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Open>, nonce: u64, terms: CampaignTerms) -> Result<()> {
    let a = &ctx.accounts;
    let sponsor = a.caller.key();
    require!(chain::is_vacant(&a.campaign), RewardsError::CampaignExists);
    require!(terms.are_sound(&a.config.token), RewardsError::BadCampaign);
    if terms.vest_bps > 0 {
        let mint = chain::needed(&a.grant_token)?;
        require_keys_eq!(*mint.key, terms.grant_token, ErrorCode::ConstraintAddress);
        chain::require_token::<RewardsError>(mint)?;
    }

    let campaign_id = ids::campaign_id(&a.config.key(), &sponsor, nonce);
    let mut campaign = Campaign {
        campaign_id,
        sponsor,
        opened_at: chain::now()?,
        price: terms.price,
        least_price: terms.price,
        cash_free: 0,
        tokens_free: 0,
        closed_at: 0,
        bump: ctx.bumps.campaign,
        purse_bump: 0,
        terms,
    };
    let seeds: &[&[u8]] = &[CAMPAIGN_SEED, &campaign_id, &[campaign.bump]];
    chain::open(&a.campaign, &a.caller, 8 + Campaign::INIT_SPACE, &crate::ID, seeds)?;
    if campaign.terms.vest_bps > 0 {
        let config = a.config.to_account_info();
        campaign.purse_bump = purse::open_once(
            chain::needed(&a.grant_purse)?,
            chain::needed(&a.grant_token)?,
            &config,
            &a.caller,
        )?;
    }
    chain::store(&a.campaign, &campaign)?;

    let t = campaign.terms;
    emit!(CampaignOpened {
        campaign_id,
        sponsor,
        domain: t.domain,
        rubric_root: t.rubric_root,
        gold_root: t.gold_root,
        task_root: t.task_root,
        task_count: t.task_count,
        epoch_pool: t.epoch_pool,
        epochs: t.epochs,
        epoch_secs: t.epoch_secs,
        vest_bps: t.vest_bps,
        price: t.price,
    });
    Ok(())
}
