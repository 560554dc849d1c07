use anchor_lang::prelude::*;

use crate::errors::IdentityError;
use crate::events::RecoveryCancelled;
use crate::state::{Subject, SUBJECT_SEED};

#[derive(Accounts)]
#[instruction(subject_id: [u8; 32])]
pub struct CancelRecovery<'info> {
    pub caller: Signer<'info>,
    #[account(mut, seeds = [SUBJECT_SEED, subject_id.as_ref()], bump = subject.bump)]
    pub subject: Box<Account<'info, Subject>>,
}

pub(crate) fn handler(ctx: Context<CancelRecovery>, subject_id: [u8; 32]) -> Result<()> {
    let subject = &mut ctx.accounts.subject;
    subject.require_controller(ctx.accounts.caller.key)?;
    let guardians = subject.guardians.len();
    let is_backed = subject.backers(&Pubkey::default()) < guardians;
    require!(is_backed, IdentityError::NoRecovery);
    let is_unanimous = guardians >= 2 && subject.recovery_at > 0 && subject.backers(&subject.recovery_to) == guardians;
    require!(!is_unanimous, IdentityError::RecoveryIsUnanimous);

    subject.drop_recovery();

    emit!(RecoveryCancelled { subject_id });
    Ok(())
}
