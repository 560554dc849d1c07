//! What shares, and profit, are worth. Twin: the functions of clients/assay/models/vault.py. A product beyond 2^128 - 1, which
//! no sums of real funds reach, is taken for that.

/// With one base unit behind them: three decimals more than the token's.
const VIRTUAL_SHARES: u128 = 1_000;
pub const BPS: u128 = 10_000;
pub const YEAR_SECS: u128 = 31_536_000;

pub fn shares_down(assets: u64, total: u128, supply: u64) -> u128 {
    u128::from(assets).saturating_mul(divisor(supply)) / (total + 1)
}

pub fn shares_up(assets: u64, total: u128, supply: u64) -> u128 {
    u128::from(assets).saturating_mul(divisor(supply)).div_ceil(total + 1)
}

pub fn assets_down(shares: u64, total: u128, supply: u64) -> u128 {
    u128::from(shares).saturating_mul(total + 1) / divisor(supply)
}

pub fn assets_up(shares: u64, total: u128, supply: u64) -> u128 {
    u128::from(shares).saturating_mul(total + 1).div_ceil(divisor(supply))
}

/// The part of an amount that goes with so many of all shares.
pub fn part_down(amount: u64, shares: u64, supply: u64) -> u64 {
    // No more than the amount: shares are no more than the supply.
    (u128::from(amount) * u128::from(shares) / divisor(supply)) as u64
}

pub fn share_down(amount: u128, bps: u16) -> u128 {
    amount * u128::from(bps) / BPS
}

/// How much profit on an amount is let in within a time.
pub fn gain_up(amount: u128, gain_bps: u32, secs: u64) -> u128 {
    let weighed = (amount * u128::from(gain_bps)).saturating_mul(u128::from(secs));
    weighed.div_ceil(BPS * YEAR_SECS)
}

fn divisor(supply: u64) -> u128 {
    u128::from(supply) + VIRTUAL_SHARES
}

#[cfg(test)]
mod tests {
    use super::*;

    // From clients/assay/models/vault.py.
    #[test]
    fn rounding_is_against_who_moves() {
        let (total, supply) = (1_000_003, 999_000_001);
        assert_eq!(shares_down(7, total, supply), 6_992);
        assert_eq!(shares_up(7, total, supply), 6_993);
        assert_eq!(assets_down(7_001, total, supply), 7);
        assert_eq!(assets_up(7_001, total, supply), 8);
        assert_eq!(gain_up(1_000_000_007, 10_000, 3_601), 114_187);
    }

    #[test]
    fn the_first_share_costs_what_a_later_one_does() {
        assert_eq!(shares_down(5, 0, 0), 5_000);
        assert_eq!(assets_down(5_000, 5, 5_000), 5);
        assert_eq!(part_down(10, 5_000, 5_000), 8);
    }
}
