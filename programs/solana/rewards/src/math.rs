//! Arithmetic without accounts.

pub use assay_staking::math::share_down;

use crate::state::{Schedule, ONE_TOKEN};

/// What a leaf earns of `pool`: floor(pool (before + score) / total) - floor(pool before / total), which adds up to the
/// whole pool over all leaves. `before + score` is at most `total`.
pub fn reward_down(pool: u64, before: u64, score: u64, total: u64) -> u64 {
    let share = |sum: u64| u128::from(pool) * u128::from(sum) / u128::from(total);
    (share(before + score) - share(before)) as u64
}

/// The part of `deposited` that has vested by `now`, rounded down.
pub fn vested_down(deposited: u64, start_at: u64, schedule: &Schedule, now: u64) -> u64 {
    if now >= start_at.saturating_add(schedule.duration_secs) {
        return deposited;
    }
    if now < start_at.saturating_add(schedule.cliff_secs) {
        return 0;
    }
    let (elapsed, duration) = (u128::from(now - start_at), u128::from(schedule.duration_secs));
    let whole = u128::from(deposited);
    let vested = match u128::from(schedule.steps) {
        0 => whole * elapsed / duration,
        steps => whole * (elapsed * steps / duration) / steps,
    };
    vested as u64
}

/// The base units of a grant token that are worth `cash` at `price`, rounded down.
pub fn tokens_down(cash: u64, price: u64) -> u128 {
    u128::from(cash) * u128::from(ONE_TOKEN) / u128::from(price)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAX: u64 = u64::MAX;

    // From clients/assay/commit/sumtree.py.
    #[test]
    fn a_leaf_earns_what_the_python_tree_says() {
        for (pool, before, score, total, earned) in [
            (10, 0, 1, 3, 3),
            (10, 1, 1, 3, 3),
            (10, 2, 1, 3, 4),
            (MAX, 0, 1 << 63, MAX, 1 << 63),
            (MAX, 1 << 63, (1 << 63) - 1, MAX, (1 << 63) - 1),
            (60_000_000, 30_000, 24_000, 81_000, 17_777_778),
            (7, 5, 0, 9, 0),
        ] {
            assert_eq!(reward_down(pool, before, score, total), earned);
        }
    }

    // From clients/assay/models/rewards.py.
    #[test]
    fn a_grant_vests_as_the_python_model_says() {
        for (deposited, start_at, (cliff_secs, duration_secs, steps), now, vested) in [
            (1_000, 100, (10, 100, 0), 109, 0),
            (1_000, 100, (10, 100, 0), 110, 100),
            (1_000, 100, (0, 3, 0), 101, 333),
            (1_000, 100, (0, 3, 0), 102, 666),
            (1_000, 100, (0, 3, 0), 103, 1_000),
            (1_000, 100, (0, 100, 4), 124, 0),
            (1_000, 100, (0, 100, 4), 125, 250),
            (1_000, 100, (0, 100, 3), 167, 666),
            (1_001, 100, (0, 100, 3), 166, 333),
            (MAX, 0, (0, 315_360_000, 1_000), 315_359_999, 18_428_297_329_635_842_063),
            (MAX, 0, (0, 315_360_000, 0), 315_359_999, 18_446_744_015_215_309_879),
            (5, 1 << 40, (0, 9, 0), 7, 0),
        ] {
            let schedule = Schedule {
                cliff_secs,
                duration_secs,
                steps,
            };
            assert_eq!(vested_down(deposited, start_at, &schedule, now), vested);
        }
    }

    #[test]
    fn tokens_round_down_and_do_not_overflow() {
        assert_eq!(tokens_down(1, 3), 333_333);
        assert_eq!(tokens_down(MAX, 1), u128::from(MAX) * 1_000_000);
    }
}
