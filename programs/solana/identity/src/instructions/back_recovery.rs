use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::RecoveryBacked;
use crate::state::{IdentityConfig, Subject, CONFIG, SUBJECT_SEED};

#[derive(Accounts)]
#[instruction(subject_id: [u8; 32])]
pub struct BackRecovery<'info> {
    pub caller: Signer<'info>,
    #[account(address = CONFIG)]
    pub config: Box<Account<'info, IdentityConfig>>,
    #[account(mut, seeds = [SUBJECT_SEED, subject_id.as_ref()], bump = subject.bump)]
    pub subject: Box<Account<'info, Subject>>,
}

pub(crate) fn handler(ctx: Context<BackRecovery>, subject_id: [u8; 32], controller: Pubkey) -> Result<()> {
    let a = ctx.accounts;
    let (guardian, subject) = (a.caller.key(), &mut a.subject);
    let at = subject.guardians.iter().position(|g| *g == guardian);
    let at = at.ok_or(IdentityError::NotGuardian)?;
    require_keys_neq!(controller, Pubkey::default(), IdentityError::ZeroAddress);

    subject.backed[at] = controller;
    let (backers, threshold) = (subject.backers(&controller), usize::from(subject.threshold));
    if subject.recovery_at > 0 && subject.backers(&subject.recovery_to) < threshold {
        (subject.recovery_to, subject.recovery_at) = (Pubkey::default(), 0);
    }
    if subject.recovery_at == 0 && backers >= threshold {
        let due_at = chain::now()?.checked_add(a.config.recovery_secs);
        subject.recovery_to = controller;
        subject.recovery_at = due_at.ok_or(IdentityError::Overflow)?;
    }

    let is_next = subject.recovery_to == controller;
    emit!(RecoveryBacked {
        subject_id,
        guardian,
        controller,
        backers: backers as u8,
        recovery_at: if is_next { subject.recovery_at } else { 0 }
    });
    Ok(())
}
