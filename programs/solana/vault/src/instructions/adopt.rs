use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::VaultError;
use crate::events::PolicyAdopted;
use crate::state::{Position, Vault, MAX_POOLS, VAULT};

#[derive(Accounts)]
pub struct Adopt<'info> {
    #[account(mut, address = VAULT)]
    pub vault: Box<Account<'info, Vault>>,
}

pub(crate) fn handler(ctx: Context<Adopt>) -> Result<()> {
    let v = &mut ctx.accounts.vault;
    require!(v.adopt_at != 0, VaultError::NoProposal);
    require!(chain::now()? >= v.adopt_at, VaultError::TimelockOpen);
    let is_same: [bool; MAX_POOLS] = std::array::from_fn(|i| v.policy.pools[i].pool == v.proposal.pools[i].pool);
    let is_free = v.positions.iter().zip(is_same).all(|(p, same)| same || p.units == 0);
    require!(is_free, VaultError::PoolInUse);

    for (position, same) in v.positions.iter_mut().zip(is_same) {
        if !same {
            *position = Position::default();
        }
    }
    // What was seen of other pools is no history of these.
    if is_same.contains(&false) {
        v.observed_from = v.observed + 1;
    }
    v.policy = std::mem::take(&mut v.proposal);
    v.adopt_at = 0;

    emit!(PolicyAdopted {
        model_id: v.policy.model_id,
        guardian: v.policy.guardian
    });
    Ok(())
}
