//! One verb a file: its accounts, then its body in the order check, effect, interaction, log.

pub mod accept;
pub mod bisect;
pub mod cancel;
pub mod challenge;
pub mod commit;
pub mod initialize;
pub mod post;
pub mod provide;
pub mod reclaim;
pub mod referee;
pub mod refund;
pub mod register;
pub mod reveal;
pub mod settle;
pub mod time_out;

pub use accept::*;
pub use bisect::*;
pub use cancel::*;
pub use challenge::*;
pub use commit::*;
pub use initialize::*;
pub use post::*;
pub use provide::*;
pub use reclaim::*;
pub use referee::*;
pub use refund::*;
pub use register::*;
pub use reveal::*;
pub use settle::*;
pub use time_out::*;
