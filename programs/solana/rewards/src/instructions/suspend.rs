use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::RewardsError;
use crate::events::EpochSuspended;
use crate::ids;
use crate::ruling;
use crate::state::{epoch_state, Epoch, RewardsConfig, CONFIG_SEED, EPOCH_SEED};

#[derive(Accounts)]
#[instruction(epoch_id: [u8; 32])]
pub struct Suspend<'info> {
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, RewardsConfig>>,
    #[account(mut, seeds = [EPOCH_SEED, epoch_id.as_ref()], bump = epoch.bump)]
    pub epoch: Box<Account<'info, Epoch>>,
    /// CHECK: the court's, by `known`
    pub case: UncheckedAccount<'info>,
}

pub(crate) fn handler(ctx: Context<Suspend>, epoch_id: [u8; 32], case_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    require!(a.epoch.state == epoch_state::POSTED, RewardsError::EpochNotPosted);
    require!(chain::now()? < a.epoch.claim_from, RewardsError::WindowClosed);
    let case = ruling::known(&a.case, &case_id)?;
    let subject = ids::posting_id(&epoch_id, a.epoch.attempt);
    // Ids can be foreseen: a case from before this window may have its contest behind it.
    let window_from = a.epoch.claim_from.saturating_sub(a.config.window_secs);
    let is_ours = case.accusation.subject == subject && case.accused_at >= window_from;
    require!(is_ours, RewardsError::WrongCase);
    require!(!case.is_closed(), RewardsError::CaseIsClosed);

    (a.epoch.state, a.epoch.case_id) = (epoch_state::SUSPENDED, case_id);

    emit!(EpochSuspended { epoch_id, case_id });
    Ok(())
}
