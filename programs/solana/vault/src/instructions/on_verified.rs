use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;
use assay_verifier::Claim;

use crate::errors::VaultError;
use crate::events::Rebalanced;
use crate::look::{self, Desk, Silence};
use crate::pools;
use crate::state::{Vault, HOOK, MAX_GROUPS, MAX_POOLS, PURSE, VAULT, WINDOW};
use crate::worth::{share_down, BPS};

#[derive(Accounts)]
pub struct OnVerified<'info> {
    #[account(mut, address = VAULT)]
    pub vault: Box<Account<'info, Vault>>,
    /// CHECK: the verifier's, which signs, by `handler`
    pub hook: UncheckedAccount<'info>,
    /// CHECK: where the vault's funds are
    #[account(mut, address = PURSE)]
    pub purse: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler<'info>(
    ctx: Context<'info, OnVerified<'info>>,
    model_id: [u8; 32],
    nonce: u64,
    claim: Claim,
) -> Result<()> {
    let (account, a) = (ctx.accounts.vault.to_account_info(), ctx.accounts);
    let is_verifier = a.hook.is_signer && *a.hook.key == HOOK;
    require!(is_verifier, VaultError::NotVerifier);
    a.vault.require_policy()?;
    require!(model_id == a.vault.policy.model_id, VaultError::WrongModel);
    require_observation(&a.vault, &account, nonce, &claim)?;
    require!(a.vault.policy.max_move_bps > 0, VaultError::AllocationPaused);
    let weights = require_weights(&a.vault, &claim.result)?;
    let (markets, _) = pools::passed(&a.vault.policy, ctx.remaining_accounts)?;
    look::sync(&mut a.vault, &markets, Silence::Fails)?;

    let total = a.vault.total();
    let desk = Desk {
        vault: &account,
        purse: &a.purse,
        markets,
    };
    let (moved_in, moved_out) = allocate(&desk, &mut a.vault, total, &weights)?;
    look::again(&mut a.vault, &desk.markets)?;
    // A base unit a pool is rounding.
    let lost = share_down(total, a.vault.policy.max_loss_bps) + MAX_POOLS as u128;
    require!(a.vault.total() + lost >= total, VaultError::LossTooHigh);

    emit!(Rebalanced {
        observation: nonce,
        model_id,
        result: claim.result,
        moved_in,
        moved_out,
        total: a.vault.total().min(u64::MAX.into()) as u64
    });
    Ok(())
}

/// The claim is about an observation of the pools in force, of a full window and recent.
fn require_observation(v: &Vault, account: &AccountInfo, index: u64, claim: &Claim) -> Result<()> {
    let observation = Vault::observation(account, index)?.ok_or(VaultError::UnknownObservation)?;
    require!(index >= v.observed_from + WINDOW, VaultError::WindowNotFull);
    let (now, observed_at) = (chain::now()?, observation.observed_at);
    require!(now <= observed_at + v.policy.max_age_secs, VaultError::StaleObservation);
    let is_same = claim.observed_at == observed_at && claim.commitment == observation.commitment()?;
    require!(is_same, VaultError::WrongObservation);
    Ok(())
}

/// The result's four weights, within the caps.
fn require_weights(v: &Vault, result: &[u8; 8]) -> Result<[u16; MAX_POOLS]> {
    let weights: [u16; MAX_POOLS] = std::array::from_fn(|i| u16::from_be_bytes([result[2 * i], result[2 * i + 1]]));
    let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
    let weighed = || v.policy.pools.iter().zip(weights);
    let is_within = weighed().all(|(p, weight)| weight <= if p.is_open() { p.cap_bps } else { 0 });
    require!(sum <= BPS && is_within, VaultError::CapExceeded);
    for group in 0..MAX_GROUPS {
        let together = weighed().filter(|(p, _)| usize::from(p.group) == group);
        let together: u32 = together.map(|(_, weight)| u32::from(weight)).sum();
        let is_within = together <= v.policy.group_caps_bps[group].into();
        require!(is_within, VaultError::GroupCapExceeded);
    }
    Ok(weights)
}

/// Moves the pools towards their weights: out of those that hold more, then into those that hold less. Gives what went in and
/// what came out.
fn allocate(desk: &Desk, v: &mut Vault, total: u128, weights: &[u16; MAX_POOLS]) -> Result<(u64, u64)> {
    let policy = v.policy;
    let mut moves: [i128; MAX_POOLS] = std::array::from_fn(|i| {
        let limits = &policy.pools[i];
        let target = share_down(total, weights[i]).min(limits.cap.into());
        if limits.is_open() {
            target as i128 - i128::from(v.positions[i].recorded)
        } else {
            0
        }
    });
    // A step towards the target, in proportion, so that what satisfies the caps at both ends does between them.
    let longest = moves.iter().map(|by| by.unsigned_abs()).max().unwrap_or(0);
    let most = share_down(total, policy.max_move_bps);
    if longest > most {
        moves = moves.map(|by| by.signum() * (by.unsigned_abs() * most / longest) as i128);
    }
    let (mut moved_in, mut moved_out) = (0u64, 0u64);
    for (i, by) in moves.iter().enumerate().filter(|(_, by)| **by < 0) {
        // No more than what counts there.
        let assets = by.unsigned_abs() as u64;
        let units = desk.stated(v, i)?.units_for(assets, v.positions[i].units);
        let got = desk.pull(v, i, units)?;
        moved_out = moved_out.checked_add(got).ok_or(VaultError::Overflow)?;
    }
    for (i, by) in moves.iter().enumerate().filter(|(_, by)| **by > 0) {
        let (limits, position) = (&policy.pools[i], &v.positions[i]);
        let most = share_down(total, limits.cap_bps).min(limits.cap.into());
        let room = most.saturating_sub(position.recorded.max(position.invested).into());
        let assets = by.unsigned_abs().min(v.idle.into()).min(room) as u64;
        moved_in = moved_in
            .checked_add(desk.put(v, i, assets)?)
            .ok_or(VaultError::Overflow)?;
    }
    Ok((moved_in, moved_out))
}
