use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::events::SubjectCreated;
use crate::ids;
use crate::state::{open, require_guardians, Subject, SUBJECT_SEED};

#[derive(Accounts)]
pub struct CreateSubject<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut)]
    pub subject: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<CreateSubject>, nonce: u64, guardians: Vec<Pubkey>, threshold: u8) -> Result<()> {
    let a = &ctx.accounts;
    let controller = a.caller.key();
    require!(chain::is_vacant(&a.subject), IdentityError::SubjectExists);
    require_guardians(&controller, &guardians, threshold)?;

    let (subject_id, count) = (ids::subject_id(&controller, nonce), guardians.len() as u8);
    let mut subject = Subject {
        subject_id,
        controller,
        threshold,
        backed: vec![Pubkey::default(); guardians.len()],
        guardians,
        ..Subject::default()
    };
    subject.bump = open(&a.subject, &a.caller, &[SUBJECT_SEED, &subject_id], subject.space())?;
    chain::store(&a.subject, &subject)?;

    emit!(SubjectCreated {
        subject_id,
        controller,
        guardians: count,
        threshold
    });
    Ok(())
}
