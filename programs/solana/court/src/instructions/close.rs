use anchor_lang::prelude::*;
use assay_staking::chain;
use assay_staking::cpi;
use assay_staking::program::AssayStaking;
use assay_staking::state::{Stake, StakingConfig, FAULT_SEED, STAKE_SEED};

use crate::errors::CourtError;
use crate::events::CaseClosed;
use crate::ids;
use crate::math::{coherent, pot};
use crate::state::{case_state, verdict, Case, CourtConfig, CASE_SEED, CONFIG_SEED, SLASHER_SEED};

#[derive(Accounts)]
#[instruction(case_id: [u8; 32])]
pub struct Close<'info> {
    /// Pays the rent of the fault's account.
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, CourtConfig>>,
    #[account(mut, seeds = [CASE_SEED, case_id.as_ref()], bump = case.bump)]
    pub case: Box<Account<'info, Case>>,
    /// CHECK: the accused's, at staking's address for it: one that never bonded has nothing there
    #[account(
        mut,
        seeds = [STAKE_SEED, case.accusation.accused.as_ref()],
        bump,
        seeds::program = staking_program.key(),
    )]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: staking's account of the fault, by staking
    #[account(mut)]
    pub fault: UncheckedAccount<'info>,
    /// CHECK: by its seeds; signs to staking
    #[account(seeds = [SLASHER_SEED], bump = config.slasher_bump)]
    pub slasher: UncheckedAccount<'info>,
    pub staking_config: Box<Account<'info, StakingConfig>>,
    pub staking_program: Program<'info, AssayStaking>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Close>, case_id: [u8; 32]) -> Result<()> {
    let a = ctx.accounts;
    let now = chain::now()?;
    let (accused, ruled) = (a.case.state == case_state::ACCUSED, a.case.state == case_state::RULED);
    require!((accused || ruled) && now >= a.case.due_at, CourtError::NotDue);
    let verdict = if accused { verdict::GUILTY } else { a.case.verdict };
    let pot = pot(&a.config, &a.case, verdict)?;
    let pay = pot.checked_div(coherent(&a.case, verdict)).unwrap_or(0);

    a.case.state = case_state::CLOSED;
    a.case.verdict = verdict;
    a.case.due_at = now;
    a.case.pot = pot;
    a.case.pay = pay;

    let slashed = if verdict == verdict::GUILTY {
        punish(a, &case_id)?
    } else {
        0
    };

    emit!(CaseClosed {
        case_id,
        verdict,
        slashed,
        pot,
        pay
    });
    Ok(())
}

/// What the accused's stake loses. That there is none, that the court may slash no more, or that another slasher has used
/// the fault's id up, must not hold a ruling up.
fn punish(a: &Close, case_id: &[u8; 32]) -> Result<u64> {
    let (accused, penalty) = (a.case.accusation.accused, a.case.accusation.penalty);
    // Staking's own address of the fault: what stands there was slashed under its id by another slasher.
    let fault_seeds: &[&[u8]] = &[FAULT_SEED, &ids::fault_id(case_id)];
    let (fault, _) = Pubkey::find_program_address(fault_seeds, a.staking_program.key);
    require!(penalty == 0 || a.fault.key() == fault, ErrorCode::ConstraintSeeds);
    if penalty == 0
        || !chain::is_vacant(&a.fault)
        || chain::is_vacant(&a.stake)
        || a.staking_config.active(a.slasher.key).is_err()
    {
        return Ok(0);
    }
    let reachable = Stake::of(&a.stake, &accused)?.reachable();
    let slashed = u64::try_from(reachable).map_or(penalty, |reachable| reachable.min(penalty));
    if slashed == 0 {
        return Ok(0);
    }
    let accounts = cpi::accounts::Slash {
        slasher: a.slasher.to_account_info(),
        payer: a.caller.to_account_info(),
        config: a.staking_config.to_account_info(),
        fault: a.fault.to_account_info(),
        stake: a.stake.to_account_info(),
        system_program: a.system_program.to_account_info(),
    };
    let seeds: &[&[u8]] = &[SLASHER_SEED, &[a.config.slasher_bump]];
    let signed = &[seeds];
    let call = CpiContext::new_with_signer(a.staking_program.key(), accounts, signed);
    let (fault_id, beneficiary) = (ids::fault_id(case_id), a.case.accuser);
    cpi::slash(call, accused, penalty, fault_id, beneficiary, a.config.reward_bps)?;
    Ok(slashed)
}
