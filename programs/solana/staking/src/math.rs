//! Arithmetic without accounts.

use crate::state::Stake;

const BPS: u128 = 10_000;

/// `bps` (at most 10,000) of `amount`, rounded towards zero: for who gains.
pub fn share_down(amount: u64, bps: u16) -> u64 {
    debug_assert!(u128::from(bps) <= BPS);
    (u128::from(amount) * u128::from(bps) / BPS) as u64
}

/// Takes `amount` out of a stake that holds it: bonded first, then unbondings from the newest. An emptied unbonding is
/// removed, so that it holds no slot.
pub fn take(stake: &mut Stake, amount: u64) {
    let from_bonded = amount.min(stake.bonded);
    stake.bonded -= from_bonded;
    let mut rest = amount - from_bonded;
    while let Some(newest) = stake.unbondings.last_mut().filter(|_| rest > 0) {
        let part = rest.min(newest.amount);
        rest -= part;
        newest.amount -= part;
        if newest.amount == 0 {
            stake.unbondings.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Unbonding;

    fn stake(bonded: u64, unbondings: &[u64]) -> Stake {
        let unbondings = unbondings
            .iter()
            .map(|amount| Unbonding {
                amount: *amount,
                unlock_at: 9,
            })
            .collect();
        Stake {
            owner: Default::default(),
            bonded,
            locks: [0; 4],
            unbondings,
            bump: 0,
        }
    }

    #[test]
    fn shares_round_down_and_do_not_overflow() {
        assert_eq!(share_down(3, 5_000), 1);
        assert_eq!(share_down(u64::MAX, 10_000), u64::MAX);
        assert_eq!(share_down(u64::MAX, 1), u64::MAX / 10_000);
    }

    #[test]
    fn a_slash_takes_bonded_stake_first_and_the_newest_unbonding_next() {
        for (amount, bonded, left) in [
            (4, 6, vec![3, 5]),
            (10, 0, vec![3, 5]),
            (12, 0, vec![3, 3]),
            (15, 0, vec![3]),
            (17, 0, vec![1]),
            (18, 0, vec![]),
        ] {
            let mut s = stake(10, &[3, 5]);
            take(&mut s, amount);
            assert_eq!(s.bonded, bonded);
            assert_eq!(s.unbondings.iter().map(|u| u.amount).collect::<Vec<_>>(), left);
            assert_eq!(s.reachable(), 18 - u128::from(amount));
        }
    }

    #[test]
    fn locks_beyond_the_bond_leave_nothing_free() {
        let mut s = stake(10, &[]);
        s.locks = [u64::MAX, u64::MAX, 0, 0];
        assert_eq!(s.free(), 0);
        s.locks = [4, 3, 0, 0];
        assert_eq!(s.free(), 3);
    }
}
