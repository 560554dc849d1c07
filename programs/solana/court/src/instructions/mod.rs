//! One verb a file: its accounts, then its body in the order check, effect, interaction, log.

pub mod accuse;
pub mod appeal;
pub mod close;
pub mod collect;
pub mod commit_seed;
pub mod commit_vote;
pub mod contest;
pub mod enroll;
pub mod initialize;
pub mod release;
pub mod resign;
pub mod reveal_seed;
pub mod reveal_vote;
pub mod seat;
pub mod tally;

pub use accuse::*;
pub use appeal::*;
pub use close::*;
pub use collect::*;
pub use commit_seed::*;
pub use commit_vote::*;
pub use contest::*;
pub use enroll::*;
pub use initialize::*;
pub use release::*;
pub use resign::*;
pub use reveal_seed::*;
pub use reveal_vote::*;
pub use seat::*;
pub use tally::*;
