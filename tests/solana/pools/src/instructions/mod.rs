//! One verb a file, but for those that move nothing.

pub mod borrow;
pub mod change;
pub mod deposit;
pub mod initialize;
pub mod redeem;
pub mod repay;

pub use borrow::*;
pub use change::*;
pub use deposit::*;
pub use initialize::*;
pub use redeem::*;
pub use repay::*;
