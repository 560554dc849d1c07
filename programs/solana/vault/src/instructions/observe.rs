use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::VaultError;
use crate::events::PoolsObserved;
use crate::observing::{accumulated, means, seen, stepped};
use crate::pools;
use crate::state::{Features, Observation, Vault, VAULT, WINDOW};

#[derive(Accounts)]
pub struct Observe<'info> {
    #[account(mut, address = VAULT)]
    pub vault: Box<Account<'info, Vault>>,
}

pub(crate) fn handler<'info>(ctx: Context<'info, Observe<'info>>) -> Result<()> {
    let (v, now) = (&mut ctx.accounts.vault, chain::now()?);
    let account = v.to_account_info();
    v.require_policy()?;
    let last = Vault::observation(&account, v.observed)?;
    let is_due = last
        .as_ref()
        .is_none_or(|o| now >= o.observed_at + v.config.observe_secs);
    require!(is_due, VaultError::ObservedRecently);
    let (markets, _) = pools::passed(&v.policy, ctx.remaining_accounts)?;

    let last = last.filter(|o| o.index >= v.observed_from);
    let index = v.observed + 1;
    let mut observation = Box::new(Observation {
        index,
        observed_at: now,
        caps_bps: v.policy.caps(v.total()),
        ..Observation::default()
    });
    for (i, market) in markets.iter().enumerate() {
        let (spot, price) = match market {
            Some(market) => seen(market.word(&v.config.token)?, last.as_deref().map(|o| (o, i)), now),
            None => (Features::default(), 0),
        };
        observation.prices[i] = price;
        observation.spots[i] = match &last {
            Some(o) => stepped(&spot, &o.spots[i], v.config.step_bps),
            None => spot,
        };
    }
    observation.means = observation.spots;
    if let Some(last) = &last {
        observation.cumulative = accumulated(last, now);
        let from = index.saturating_sub(WINDOW).max(v.observed_from);
        if let Some(past) = Vault::observation(&account, from)? {
            observation.means = means(&observation.cumulative, &past, now);
        }
    }
    Vault::record(&account, &observation)?;
    v.observed = index;

    let [first, second] = observation.elements();
    emit!(PoolsObserved {
        index,
        observed_at: now,
        first,
        second
    });
    Ok(())
}
