//! One verb a file: its accounts, then its body in the order check, effect, interaction, log.

pub mod activate_key;
pub mod freeze_route;
pub mod initialize;
pub mod propose_key;
pub mod register_model;
pub mod tombstone;
pub mod trip;
pub mod verify;
pub mod verify_and_call;

pub use activate_key::*;
pub use freeze_route::*;
pub use initialize::*;
pub use propose_key::*;
pub use register_model::*;
pub use tombstone::*;
pub use trip::*;
pub use verify::*;
pub use verify_and_call::*;
