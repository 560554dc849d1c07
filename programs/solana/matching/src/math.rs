//! Arithmetic without accounts.

pub use assay_staking::math::share_down;
