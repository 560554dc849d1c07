//! One verb a file: its accounts, then its body in the order check, effect, interaction, log.

pub mod activate_slasher;
pub mod bond;
pub mod initialize;
pub mod lock;
pub mod propose_slasher;
pub mod retire_slasher;
pub mod slash;
pub mod sweep;
pub mod unbond;
pub mod unlock;
pub mod withdraw;

pub use activate_slasher::*;
pub use bond::*;
pub use initialize::*;
pub use lock::*;
pub use propose_slasher::*;
pub use retire_slasher::*;
pub use slash::*;
pub use sweep::*;
pub use unbond::*;
pub use unlock::*;
pub use withdraw::*;
