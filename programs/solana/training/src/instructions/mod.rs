//! One verb a file: its accounts, then its body in the order check, effect, interaction, log.

pub mod close_round;
pub mod collect;
pub mod doubt;
pub mod initialize;
pub mod join;
pub mod leave_run;
pub mod open;
pub mod propose;
pub mod provide;
pub mod reclaim;
pub mod resolve;
pub mod witness;

pub use close_round::*;
pub use collect::*;
pub use doubt::*;
pub use initialize::*;
pub use join::*;
pub use leave_run::*;
pub use open::*;
pub use propose::*;
pub use provide::*;
pub use reclaim::*;
pub use resolve::*;
pub use witness::*;
