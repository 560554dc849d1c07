use anchor_lang::prelude::*;
use assay_compute::state::job_state;
use assay_staking::chain;
use assay_staking::openings::{Given, OPENINGS_SEED};

use crate::errors::MatchingError;
use crate::events::JobListed;
use crate::evidence;
use crate::state::{self, listing_state, Listing, MatchingConfig, Openings, CONFIG_SEED, LISTING_SEED};

#[derive(Accounts)]
#[instruction(job_id: [u8; 32])]
pub struct ListJob<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, MatchingConfig>>,
    /// CHECK: compute's, by `state::job`
    pub job: UncheckedAccount<'info>,
    /// CHECK: opened here, by its seeds
    #[account(mut, seeds = [LISTING_SEED, job_id.as_ref()], bump)]
    pub listing: UncheckedAccount<'info>,
    /// What the caller has provided; needed where `data` is empty.
    #[account(mut, seeds = [OPENINGS_SEED, caller.key().as_ref()], bump = openings.bump)]
    pub openings: Option<Box<Account<'info, Openings>>>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<ListJob>, job_id: [u8; 32], allowed_count: u16, data: Vec<u8>) -> Result<()> {
    let a = &ctx.accounts;
    let (requester, bump, now) = (a.caller.key(), ctx.bumps.listing, chain::now()?);
    let job = state::job(&a.job, &job_id)?;
    require_keys_eq!(job.requester, requester, MatchingError::NotRequester);
    require_keys_eq!(job.terms.provider, a.config.namer()?, MatchingError::NamesAnother);
    require!(chain::is_vacant(&a.listing), MatchingError::ListingExists);
    require!(job.state == job_state::OPEN, MatchingError::JobNotOpen);
    require!(job.terms.deadline_at > now, MatchingError::DeadlinePassed);
    // Where everyone is allowed, what the caller may have provided is not for this call.
    let held = a.openings.as_deref().filter(|_| allowed_count > 0);
    let given = Given::of(&data, held);
    let allowed_root = evidence::allowed_root(allowed_count, given.bytes())?;

    let seeds: &[&[u8]] = &[LISTING_SEED, &job_id, &[bump]];
    chain::open(&a.listing, &a.caller, 8 + Listing::INIT_SPACE, &crate::ID, seeds)?;
    let terms = &job.terms;
    let listing = Listing {
        job_id,
        requester,
        state: listing_state::OPEN,
        changed_at: now,
        price: terms.price,
        deadline_at: terms.deadline_at,
        device: terms.device,
        memory_mib: terms.memory_mib,
        units: terms.units,
        region: terms.region,
        allowed_root,
        allowed_count,
        bump,
        ..Listing::default()
    };
    chain::store(&a.listing, &listing)?;
    let allowed = given.bytes().to_vec();
    given.use_up(&a.caller)?;

    emit!(JobListed {
        job_id,
        requester,
        allowed_root,
        allowed
    });
    Ok(())
}
