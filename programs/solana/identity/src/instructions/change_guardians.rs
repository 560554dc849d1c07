use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::GuardiansProposed;
use crate::state::{require_guardians, IdentityConfig, Subject, CONFIG, SUBJECT_SEED};

#[derive(Accounts)]
#[instruction(subject_id: [u8; 32])]
pub struct ChangeGuardians<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(address = CONFIG)]
    pub config: Box<Account<'info, IdentityConfig>>,
    #[account(mut, seeds = [SUBJECT_SEED, subject_id.as_ref()], bump = subject.bump)]
    pub subject: Box<Account<'info, Subject>>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<ChangeGuardians>,
    subject_id: [u8; 32],
    guardians: Vec<Pubkey>,
    threshold: u8,
) -> Result<()> {
    let a = ctx.accounts;
    a.subject.require_controller(a.caller.key)?;
    require_guardians(a.caller.key, &guardians, threshold)?;
    // Twice as long as a recovery: whoever stole the controller's key cannot change the guardians before those in office
    // can act.
    let effective_at = (2 * a.config.recovery_secs)
        .checked_add(chain::now()?)
        .ok_or(IdentityError::Overflow)?;

    let count = guardians.len() as u8;
    a.subject.next_guardians = guardians;
    a.subject.next_threshold = threshold;
    a.subject.guardians_at = effective_at;
    a.subject.make_room(&a.subject.to_account_info(), &a.caller)?;

    emit!(GuardiansProposed {
        subject_id,
        guardians: count,
        threshold,
        effective_at
    });
    Ok(())
}
