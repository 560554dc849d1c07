use anchor_lang::prelude::*;
use assay_staking::chain;
use assay_staking::openings::{Given, OPENINGS_SEED};

use crate::errors::MatchingError;
use crate::evidence::{opened_job, Reader};
use crate::matched;
use crate::state::{self, assignment_state, Assignment, Listing, MatchingConfig, Offer, Openings, CONFIG_SEED};

#[derive(Accounts)]
pub struct Award<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, MatchingConfig>>,
    /// CHECK: by `Assignment::known`
    pub assignment: UncheckedAccount<'info>,
    /// CHECK: compute's, by `state::is_open`
    pub job: UncheckedAccount<'info>,
    /// CHECK: of the job that `data` opens, by `Listing::known`
    #[account(mut)]
    pub listing: UncheckedAccount<'info>,
    /// CHECK: of the provider that `data` opens, by `Offer::known`
    #[account(mut)]
    pub offer: UncheckedAccount<'info>,
    /// What the caller has provided; needed where `data` is empty.
    #[account(mut, seeds = [OPENINGS_SEED, caller.key().as_ref()], bump = openings.bump)]
    pub openings: Option<Box<Account<'info, Openings>>>,
}

pub(crate) fn handler(ctx: Context<Award>, assignment_id: [u8; 32], data: Vec<u8>) -> Result<()> {
    let a = &ctx.accounts;
    let now = chain::now()?;
    let assignment = Assignment::known(&a.assignment, &assignment_id)?;
    let is_refuted = assignment.state == assignment_state::REFUTED;
    require!(!is_refuted, MatchingError::AssignmentIsRefuted);
    assignment.require_final(now)?;
    let (given, terms) = (Given::of(&data, a.openings.as_deref()), &assignment.terms);
    let mut reader = Reader(given.bytes());
    let job = opened_job(terms, &mut reader)?;
    require!(job.provider != [0; 32], MatchingError::NotAssigned);
    let mut listing = Listing::known(&a.listing, &job.job_id)?;
    let mut offer = Offer::known(&a.offer, &job.provider)?;
    let changed_at = listing.changed_at.max(offer.changed_at);
    require!(changed_at <= terms.seen_at, MatchingError::ChangedSince);
    let is_open = state::is_open(&a.job, &job.job_id)?;
    let accept_secs = a.config.rules.accept_secs;
    let accept_by = matched::require_match(&listing, &offer, is_open, now, accept_secs, &mut reader)?;

    let event = matched::begin(&mut listing, &mut offer, assignment_id, now, accept_by);
    chain::store(&a.listing, &listing)?;
    chain::store(&a.offer, &offer)?;
    given.use_up(&a.caller)?;

    emit!(event);
    Ok(())
}
