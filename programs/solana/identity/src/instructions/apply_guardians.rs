use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::GuardiansChanged;
use crate::state::{Subject, SUBJECT_SEED};

#[derive(Accounts)]
#[instruction(subject_id: [u8; 32])]
pub struct ApplyGuardians<'info> {
    #[account(mut, seeds = [SUBJECT_SEED, subject_id.as_ref()], bump = subject.bump)]
    pub subject: Box<Account<'info, Subject>>,
}

pub(crate) fn handler(ctx: Context<ApplyGuardians>, subject_id: [u8; 32]) -> Result<()> {
    let subject = &mut ctx.accounts.subject;
    require!(subject.guardians_at > 0, IdentityError::NoGuardianChange);
    // A recovery that is on its way ends first.
    let is_due = chain::now()? >= subject.guardians_at && subject.recovery_at == 0;
    require!(is_due, IdentityError::NotDue);

    subject.guardians = std::mem::take(&mut subject.next_guardians);
    subject.threshold = subject.next_threshold;
    subject.drop_recovery();
    subject.drop_guardian_change();

    emit!(GuardiansChanged {
        subject_id,
        guardians: subject.guardians.len() as u8,
        threshold: subject.threshold
    });
    Ok(())
}
