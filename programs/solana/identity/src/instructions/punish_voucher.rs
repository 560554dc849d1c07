use anchor_lang::prelude::*;
use assay_staking::chain;
use assay_staking::cpi;
use assay_staking::math::share_down;
use assay_staking::program::AssayStaking;
use assay_staking::state::Fault;

use crate::errors::IdentityError;
use crate::events::VoucherPunished;
use crate::ids;
use crate::staking::Staking;
use crate::state::{
    Attestation, Finding, IdentityConfig, Issuer, ATTESTATION_SEED, CONFIG, FINDING_SEED, ISSUER_SEED, SLASHER,
};

#[derive(Accounts)]
#[instruction(case_id: [u8; 32], attestation_id: [u8; 32])]
pub struct PunishVoucher<'info> {
    /// Pays the rent of the fault's account.
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(address = CONFIG)]
    pub config: Box<Account<'info, IdentityConfig>>,
    #[account(seeds = [FINDING_SEED, case_id.as_ref()], bump = finding.bump)]
    pub finding: Box<Account<'info, Finding>>,
    #[account(seeds = [ATTESTATION_SEED, attestation_id.as_ref()], bump = attestation.bump)]
    pub attestation: Box<Account<'info, Attestation>>,
    #[account(mut, seeds = [ISSUER_SEED, attestation.issuer.as_ref()], bump = issuer.bump)]
    pub issuer: Box<Account<'info, Issuer>>,
    /// CHECK: the attestation's, by `Issuer::revoked_at`
    pub generation: UncheckedAccount<'info>,
    /// CHECK: the issuer's stake, by staking
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: staking's account of the fault, by staking
    #[account(mut)]
    pub fault: UncheckedAccount<'info>,
    /// CHECK: signs to staking
    #[account(address = SLASHER)]
    pub slasher: UncheckedAccount<'info>,
    /// CHECK: by staking
    pub staking_config: UncheckedAccount<'info>,
    pub staking_program: Program<'info, AssayStaking>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<PunishVoucher>, case_id: [u8; 32], attestation_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let (finding, attestation, issuer) = (&a.finding, &a.attestation, a.issuer.issuer);
    let revoked_at = a.issuer.revoked_at(&a.generation, attestation.terms.generation)?;
    let is_about = attestation.terms.subject_id == finding.subject_id;
    let vouched = is_about && attestation.is_in_force(finding.at, revoked_at);
    require!(vouched, IdentityError::NotVouched);

    let amount = share_down(finding.penalty, a.config.voucher_bps);
    let fault_id = ids::voucher_fault(&case_id, &issuer);
    a.issuer.locked = a.issuer.locked.saturating_sub(amount);

    let accounts = cpi::accounts::Slash {
        slasher: a.slasher.to_account_info(),
        payer: a.caller.to_account_info(),
        config: a.staking_config.to_account_info(),
        fault: a.fault.to_account_info(),
        stake: a.stake.to_account_info(),
        system_program: a.system_program.to_account_info(),
    };
    let staking = Staking {
        program: &a.staking_program,
        slasher: &a.slasher,
        config: &a.staking_config,
        stake: &a.stake,
    };
    let (accuser, reward_bps) = (finding.accuser, a.config.reward_bps);
    staking.signed(accounts, |call| {
        cpi::slash(call, issuer, amount, fault_id, accuser, reward_bps)
    })?;
    let slashed = chain::load::<Fault>(&a.fault)?.amount;

    emit!(VoucherPunished {
        case_id,
        attestation_id,
        issuer,
        fault_id,
        slashed
    });
    Ok(())
}
