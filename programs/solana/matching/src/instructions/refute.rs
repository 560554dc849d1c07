use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;
use assay_staking::openings::{Given, OPENINGS_SEED};

use crate::errors::MatchingError;
use crate::events::AssignmentRefuted;
use crate::evidence::{self, Records};
use crate::math::share_down;
use crate::state::{
    self, assignment_state, Assignment, Listing, MatchingConfig, Offer, Openings, CONFIG_SEED, NAMER_SEED, PURSE_SEED,
};

#[derive(Accounts)]
pub struct Refute<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, MatchingConfig>>,
    /// CHECK: by `Assignment::posted`
    #[account(mut)]
    pub assignment: UncheckedAccount<'info>,
    /// CHECK: compute's job that the evidence is about, by `state::is_open`
    pub job: Option<UncheckedAccount<'info>>,
    /// CHECK: the listing that the evidence is about, by `Listing::find`
    pub listing: Option<UncheckedAccount<'info>>,
    /// CHECK: the offer that the evidence is about, by `Offer::find`
    pub offer: Option<UncheckedAccount<'info>>,
    /// What the caller has provided; needed where `data` is empty.
    #[account(mut, seeds = [OPENINGS_SEED, caller.key().as_ref()], bump = openings.bump)]
    pub openings: Option<Box<Account<'info, Openings>>>,
    /// CHECK: the caller's associated token account, by `pay_out`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: the treasury's associated token account, by `pay_out`
    #[account(mut)]
    pub treasury_token: UncheckedAccount<'info>,
    /// CHECK: by its seeds
    #[account(mut, seeds = [PURSE_SEED], bump = config.purse_bump)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: by its seeds; signs for the purse
    #[account(seeds = [NAMER_SEED], bump = config.namer_bump)]
    pub namer: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

struct Passed<'a, 'info> {
    accounts: &'a Refute<'info>,
    window_ends_at: u64,
}

impl Records for Passed<'_, '_> {
    fn listing(&self, job_id: &[u8; 32]) -> Result<Option<Listing>> {
        Listing::find(chain::needed(&self.accounts.listing)?, job_id)
    }

    fn offer(&self, provider: &[u8; 32]) -> Result<Option<Offer>> {
        Offer::find(chain::needed(&self.accounts.offer)?, provider)
    }

    fn is_open(&self, job_id: &[u8; 32]) -> Result<bool> {
        state::is_open(chain::needed(&self.accounts.job)?, job_id)
    }

    fn matched_by(&self) -> Result<u64> {
        let accept_secs = self.accounts.config.rules.accept_secs;
        let sum = self.window_ends_at.checked_add(accept_secs);
        sum.ok_or(MatchingError::Overflow.into())
    }
}

pub(crate) fn handler(ctx: Context<Refute>, assignment_id: [u8; 32], fault: u8, data: Vec<u8>) -> Result<()> {
    let a = &*ctx.accounts;
    let accuser = a.caller.key();
    let mut assignment = Assignment::posted(&a.assignment, &assignment_id)?;
    require!(chain::now()? < assignment.window_ends_at, MatchingError::WindowClosed);
    let given = Given::of(&data, a.openings.as_deref());
    let passed = Passed {
        accounts: a,
        window_ends_at: assignment.window_ends_at,
    };
    let is_faulty = evidence::is_faulty(&assignment.terms, fault, given.bytes(), &passed)?;
    require!(is_faulty, MatchingError::NotRefuted);

    let reward = share_down(assignment.bond, a.config.rules.reward_bps);
    let remainder = assignment.bond - reward;
    (assignment.state, assignment.bond) = (assignment_state::REFUTED, 0);
    chain::store(&a.assignment, &assignment)?;

    a.config
        .pay_out(&a.namer, &a.purse, &a.caller_token, &accuser, reward)?;
    let (to, treasury) = (&a.treasury_token, &a.config.treasury);
    a.config.pay_out(&a.namer, &a.purse, to, treasury, remainder)?;
    given.use_up(&a.caller)?;

    emit!(AssignmentRefuted {
        assignment_id,
        fault,
        accuser,
        reward,
        remainder
    });
    Ok(())
}
