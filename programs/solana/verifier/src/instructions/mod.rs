//! One verb a file: its accounts, then its body in the order check, effect, interaction, log.

pub mod activate_key;
pub mod collect_tip;
pub mod freeze_route;
pub mod initialize;
pub mod propose_key;
pub mod refund_request;
pub mod register_model;
pub mod request_proof;
pub mod tombstone;
pub mod trip;
pub mod verify;
pub mod verify_and_call;

pub use activate_key::*;
pub use collect_tip::*;
pub use freeze_route::*;
pub use initialize::*;
pub use propose_key::*;
pub use refund_request::*;
pub use register_model::*;
pub use request_proof::*;
pub use tombstone::*;
pub use trip::*;
pub use verify::*;
pub use verify_and_call::*;
