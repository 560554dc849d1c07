use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::Recovered;
use crate::state::{Subject, SUBJECT_SEED};

#[derive(Accounts)]
#[instruction(subject_id: [u8; 32])]
pub struct Recover<'info> {
    #[account(mut, seeds = [SUBJECT_SEED, subject_id.as_ref()], bump = subject.bump)]
    pub subject: Box<Account<'info, Subject>>,
}

pub(crate) fn handler(ctx: Context<Recover>, subject_id: [u8; 32]) -> Result<()> {
    let subject = &mut ctx.accounts.subject;
    require!(subject.recovery_at > 0, IdentityError::NoRecovery);
    require!(chain::now()? >= subject.recovery_at, IdentityError::NotDue);

    let controller = subject.recovery_to;
    subject.controller = controller;
    subject.drop_recovery();
    // A change of guardians that the lost controller asked for goes with it.
    subject.drop_guardian_change();

    emit!(Recovered { subject_id, controller });
    Ok(())
}
