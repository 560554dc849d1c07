//! One verb a file: its accounts, then its body in the order check, effect, interaction, log.

pub mod answer;
pub mod assign;
pub mod award;
pub mod close;
pub mod decline;
pub mod demand;
pub mod expire;
pub mod initialize;
pub mod list_job;
pub mod offer;
pub mod provide;
pub mod refute;
pub mod release;
pub mod retract;
pub mod take;

pub use answer::*;
pub use assign::*;
pub use award::*;
pub use close::*;
pub use decline::*;
pub use demand::*;
pub use expire::*;
pub use initialize::*;
pub use list_job::*;
pub use offer::*;
pub use provide::*;
pub use refute::*;
pub use release::*;
pub use retract::*;
pub use take::*;
