//! How a dispute ends, by the referee or by silence. Twin: `_decide` in clients/assay/reference/compute.py.

use anchor_lang::prelude::*;
use assay_staking::chain;

use crate::errors::ComputeError;
use crate::ids;
use crate::staking::{Fault, Staking};
use crate::state::{job_state, outcome, ComputeConfig, Dispute, Job};

/// Marks the outcome on the dispute and the job, then punishes a provider that lost.
pub fn decide<'info>(
    config: &ComputeConfig,
    job: &mut Job,
    d: &mut Dispute,
    dispute: &AccountInfo<'info>,
    provider_lost: bool,
    staking: &Staking<'_, 'info>,
    fault: &Fault<'_, 'info>,
) -> Result<()> {
    if !provider_lost {
        d.outcome = outcome::CHALLENGER_LOST;
        job.state = job_state::COMMITTED;
        job.window_ends_at = chain::now()?
            .checked_add(config.window_secs)
            .ok_or(ComputeError::Overflow)?;
        return chain::store(dispute, d);
    }
    d.outcome = outcome::PROVIDER_LOST;
    job.state = job_state::FAULTED;
    chain::store(dispute, d)?;
    staking.penalise(
        config,
        job,
        job.terms.stake,
        ids::fault_id(&d.dispute_id),
        d.challenger,
        fault,
    )
}
