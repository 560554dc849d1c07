//! What pools show, and what a claim about it commits to. Twin: clients/assay/reference/vault.py.

use anchor_lang::prelude::*;
use assay_verifier::statement::hash_pair;

use crate::pools::Word;
use crate::state::{Features, Observation, MAX_POOLS};
use crate::worth::{share_down, BPS, YEAR_SECS};

/// Whole tokens that liquidity may move a step beyond its share.
const LIQUIDITY_STEP: u64 = 1_000;
const WHOLE: u64 = 1_000_000;

/// How a pool that says nothing counts: lent out, and without cash.
const SILENT: Features = Features {
    rate_bps: 0,
    utilisation_bps: BPS as u16,
    liquidity: 0,
};

/// What a pool shows, and its price, after an observation of the same pools.
pub fn seen(word: Option<Word>, before: Option<(&Observation, usize)>, now: u64) -> (Features, u64) {
    let Some(word) = word else {
        return (SILENT, 0);
    };
    let price = word.price_down();
    let rate = before.map_or(0, |(last, i)| rate_of(price, last.prices[i], now - last.observed_at));
    let features = Features {
        rate_bps: rate,
        utilisation_bps: word.utilisation_bps(),
        liquidity: u32_of(word.cash / WHOLE),
    };
    (features, price)
}

/// What was seen, no further than a step from the last spot.
pub fn stepped(seen: &Features, before: &Features, step_bps: u16) -> Features {
    let step = u64::from(step_bps);
    let liquidity = u64::from(before.liquidity);
    // A part of it.
    let liquidity_step = share_down(u128::from(liquidity), step_bps) as u64 + LIQUIDITY_STEP;
    Features {
        rate_bps: u32_of(bounded(before.rate_bps.into(), seen.rate_bps.into(), step)),
        // Between what was there and what is.
        utilisation_bps: bounded(before.utilisation_bps.into(), seen.utilisation_bps.into(), step) as u16,
        liquidity: u32_of(bounded(liquidity, seen.liquidity.into(), liquidity_step)),
    }
}

/// The sums of an observation after `last`: its spots have stood since.
pub fn accumulated(last: &Observation, now: u64) -> [u64; 3 * MAX_POOLS] {
    let secs = now - last.observed_at;
    std::array::from_fn(|k| {
        let spot = fields(&last.spots[k / 3])[k % 3];
        last.cumulative[k].wrapping_add(spot.wrapping_mul(secs))
    })
}

/// Time-weighted since `past`.
pub fn means(cumulative: &[u64; 3 * MAX_POOLS], past: &Observation, now: u64) -> [Features; MAX_POOLS] {
    let secs = now - past.observed_at;
    // Means of spots: as small as they are.
    let mean = |k: usize| cumulative[k].wrapping_sub(past.cumulative[k]) / secs;
    std::array::from_fn(|i| Features {
        rate_bps: mean(3 * i) as u32,
        utilisation_bps: mean(3 * i + 1) as u16,
        liquidity: mean(3 * i + 2) as u32,
    })
}

impl Observation {
    /// The two elements that its commitment is made of.
    pub fn elements(&self) -> [[u8; 32]; 2] {
        let (mut first, mut second) = ([0; 32], [0; 32]);
        first[4..12].copy_from_slice(&self.observed_at.to_be_bytes());
        write(&mut first[12..22], &self.means[0]);
        write(&mut first[22..], &self.means[1]);
        write(&mut second[4..14], &self.means[2]);
        write(&mut second[14..24], &self.means[3]);
        for (place, cap) in second[24..].chunks_exact_mut(2).zip(self.caps_bps) {
            place.copy_from_slice(&cap.to_be_bytes());
        }
        [first, second]
    }

    pub fn commitment(&self) -> Result<[u8; 32]> {
        let [first, second] = self.elements();
        hash_pair(&first, &second)
    }
}

fn write(place: &mut [u8], features: &Features) {
    place[..4].copy_from_slice(&features.rate_bps.to_be_bytes());
    place[4..6].copy_from_slice(&features.utilisation_bps.to_be_bytes());
    place[6..].copy_from_slice(&features.liquidity.to_be_bytes());
}

fn fields(features: &Features) -> [u64; 3] {
    [
        features.rate_bps.into(),
        features.utilisation_bps.into(),
        features.liquidity.into(),
    ]
}

fn bounded(before: u64, seen: u64, step: u64) -> u64 {
    seen.min(before + step).max(before.saturating_sub(step))
}

/// The yield a year, in bps, that moves a price up from `before` in `secs`; 0 where it fell.
fn rate_of(price: u64, before: u64, secs: u64) -> u32 {
    let risen = u128::from(price.saturating_sub(before)) * BPS * YEAR_SECS;
    u32_of_wide(risen.checked_div(u128::from(before) * u128::from(secs)).unwrap_or(0))
}

fn u32_of(value: u64) -> u32 {
    u32_of_wide(value.into())
}

fn u32_of_wide(value: u128) -> u32 {
    value.min(u32::MAX.into()) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    // The example of docs/circuits.md.
    #[test]
    fn a_commitment_is_what_the_documents_say() {
        let shown = [
            (450, 8000, 1_200_000),
            (620, 9100, 350_000),
            (300, 4000, 9_000_000),
            (1250, 9700, 80_000),
        ];
        let observation = Observation {
            observed_at: 1_800_000_000,
            means: shown.map(|(rate_bps, utilisation_bps, liquidity)| Features {
                rate_bps,
                utilisation_bps,
                liquidity,
            }),
            caps_bps: [4000, 4000, 5000, 2000],
            ..Observation::default()
        };
        let commitment = hex(&observation.commitment().unwrap());
        assert_eq!(
            commitment,
            "2d579d6e6c60c22d2586272bf6198b0aacf8d0b8a2a339ad7d734dd08ce5c6f4"
        );
    }

    #[test]
    fn a_spot_moves_by_a_step() {
        let before = Features {
            rate_bps: 1_000,
            utilisation_bps: 200,
            liquidity: 10_000,
        };
        let high = Features {
            rate_bps: u32::MAX,
            utilisation_bps: 10_000,
            liquidity: u32::MAX,
        };
        let up = stepped(&high, &before, 500);
        assert_eq!((up.rate_bps, up.utilisation_bps, up.liquidity), (1_500, 700, 11_500));
        let down = stepped(&Features::default(), &before, 500);
        assert_eq!((down.rate_bps, down.utilisation_bps, down.liquidity), (500, 0, 8_500));
    }

    #[test]
    fn a_rate_is_what_the_price_rose_in_a_year() {
        assert_eq!(rate_of(1_010, 1_000, 31_536_000), 100);
        assert_eq!(rate_of(999, 1_000, 1) + rate_of(5, 0, 1) + rate_of(5, 1, 0), 0);
        assert_eq!(rate_of(u64::MAX, 1, 1), u32::MAX);
    }
}
