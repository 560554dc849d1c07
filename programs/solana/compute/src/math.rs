//! Arithmetic without accounts.

pub use assay_staking::math::share_down;

/// What a decided dispute's bond pays.
#[derive(Debug, PartialEq, Eq)]
pub struct BondShares {
    pub challenger: u64,
    pub provider: u64,
    pub treasury: u64,
}

/// All of a bond to the challenger that won; else half, rounded down, to the provider and the rest to the treasury.
pub fn bond_shares(bond: u64, provider_lost: bool) -> BondShares {
    if provider_lost {
        return BondShares {
            challenger: bond,
            provider: 0,
            treasury: 0,
        };
    }
    let provider = share_down(bond, 5_000);
    BondShares {
        challenger: 0,
        provider,
        treasury: bond - provider,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bond_is_paid_out_whole() {
        assert_eq!(
            bond_shares(5, true),
            BondShares {
                challenger: 5,
                provider: 0,
                treasury: 0
            }
        );
        assert_eq!(
            bond_shares(5, false),
            BondShares {
                challenger: 0,
                provider: 2,
                treasury: 3
            }
        );
    }
}
