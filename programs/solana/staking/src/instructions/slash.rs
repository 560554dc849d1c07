use anchor_lang::prelude::*;

use crate::chain;
use crate::errors::StakingError;
use crate::events::Slashed;
use crate::math::{share_down, take};
use crate::state::{slasher_status, Fault, Stake, StakingConfig, CONFIG_SEED, FAULT_SEED, MAX_REWARD_BPS};

#[derive(Accounts)]
#[instruction(owner: Pubkey, amount: u64, fault_id: [u8; 32])]
pub struct Slash<'info> {
    pub slasher: Signer<'info>,
    /// Pays the rent of the fault's account: a slasher is an address that holds no lamports.
    #[account(mut)]
    pub payer: Signer<'info>,
    #[account(seeds = [CONFIG_SEED], bump = config.bump)]
    pub config: Box<Account<'info, StakingConfig>>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut, seeds = [FAULT_SEED, fault_id.as_ref()], bump)]
    pub fault: UncheckedAccount<'info>,
    /// CHECK: by `Stake::of`, after everything that is looked at before
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<Slash>,
    owner: Pubkey,
    amount: u64,
    fault_id: [u8; 32],
    beneficiary: Pubkey,
    reward_bps: u16,
) -> Result<()> {
    let a = &ctx.accounts;
    let slasher = a.slasher.key();
    require!(chain::is_vacant(&a.fault), StakingError::FaultAlreadySlashed);
    let at = a.config.active_or_retired(&slasher)?;
    require!(amount > 0, StakingError::ZeroAmount);
    require!(reward_bps <= MAX_REWARD_BPS, StakingError::RewardTooHigh);
    let mut stake = Stake::of(&a.stake, &owner)?;
    let retired = a.config.slashers[at].status == slasher_status::RETIRED;
    require!(!retired || amount <= stake.locks[at], StakingError::LockTooLarge);
    let taken = u64::try_from(stake.reachable()).map_or(amount, |reachable| reachable.min(amount));
    require!(taken > 0, StakingError::NothingToSlash);

    take(&mut stake, taken);
    stake.locks[at] = stake.locks[at].saturating_sub(amount);
    let locked = stake.locks[at];
    chain::store(&a.stake, &stake)?;
    let reward = share_down(taken, reward_bps);
    let bump = ctx.bumps.fault;
    chain::open(
        &a.fault,
        &a.payer,
        8 + Fault::INIT_SPACE,
        &crate::ID,
        &[FAULT_SEED, &fault_id, &[bump]],
    )?;
    let fault = Fault {
        fault_id,
        owner,
        slasher,
        amount: taken,
        beneficiary,
        reward,
        swept: false,
        bump,
    };
    chain::store(&a.fault, &fault)?;

    emit!(Slashed {
        fault_id,
        owner,
        slasher,
        amount: taken,
        beneficiary,
        reward,
        locked
    });
    Ok(())
}
