//! One verb a file: its accounts, then its body in the order check, effect, interaction, log.

pub mod adopt;
pub mod collect_claim;
pub mod deposit;
pub mod initialize;
pub mod lower;
pub mod mint;
pub mod observe;
pub mod on_verified;
pub mod propose;
pub mod redeem;
pub mod redeem_in_kind;
pub mod trim;
pub mod withdraw;

pub use adopt::*;
pub use collect_claim::*;
pub use deposit::*;
pub use initialize::*;
pub use lower::*;
pub use observe::*;
pub use on_verified::*;
pub use propose::*;
pub use redeem::*;
pub use redeem_in_kind::*;
pub use trim::*;
