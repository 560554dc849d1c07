//! Bonds that back claims. Meaning: `market.Staking` in clients/assay/market.py; behaviour:
//! clients/assay/reference/staking.py; twin: programs/evm/staking/IStaking.sol.
//!
//! A slash marks stake as lost and moves nothing; `sweep` pays. Only registered slashers lock and slash. One that is
//! proposed waits as long as an unbonding does, so that whoever disagrees can leave before it is active.
//!
//! Accounts, by seeds: config `["config"]`; vault `["vault"]`, the token account that holds everything (its authority
//! is the config); stake `["stake", owner]`; fault `["fault", fault_id]`. Amounts are base units of one classic SPL
//! token of 6 decimals, times are unix seconds. An account that is missing where one is needed is Anchor's
//! `AccountNotInitialized` (`AccountOwnedByWrongProgram` where somebody has sent lamports there) under the name `stake`
//! (the twin's UnknownStake) or `fault` (UnknownFault), unless the twin checks something before; then it is the error
//! itself.

use anchor_lang::prelude::*;
#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

pub mod chain;
pub mod errors;
pub mod events;
pub mod instructions;
pub mod math;
pub mod openings;
pub mod state;

pub use instructions::*;

declare_id!("EscmBxrVGdRZjuyFMtNhSkyNvhkfhaTPXqybZVovzyte");

#[program]
pub mod assay_staking {
    use super::*;

    /// Sets the deployment up, once. The EVM's constructor does the same.
    ///
    /// - `authority`: proposes and retires slashers, and can do nothing else.
    /// - `treasury`: whose token account gets what of a slash is nobody's reward.
    /// - `unbond_secs`: how long an unbonding takes and a proposed slasher waits, at least 1.
    /// - `slashers`: the first slashers, 1..=4 and no two the same, active from the start: with none, nothing could run
    ///   for as long as that.
    ///
    /// Errors: BadConfig, WrongToken.
    pub fn initialize(
        ctx: Context<Initialize>,
        authority: Pubkey,
        treasury: Pubkey,
        unbond_secs: u64,
        slashers: Vec<Pubkey>,
    ) -> Result<()> {
        instructions::initialize::handler(ctx, authority, treasury, unbond_secs, slashers)
    }

    /// The caller adds `amount` > 0 of its tokens to its stake, which is opened at the first time.
    ///
    /// Errors: ZeroAmount, InsufficientFunds, Overflow, TransferFailed. Event: Bonded.
    pub fn bond(ctx: Context<Bond>, amount: u64) -> Result<()> {
        instructions::bond::handler(ctx, amount)
    }

    /// The caller starts to take `amount` > 0 of unlocked stake out. Until it is withdrawn a slash can still take it.
    ///
    /// Errors: UnknownStake, ZeroAmount, InsufficientStake (more than is free), TooManyUnbondings (four are pending),
    /// Overflow. Event: Unbonded.
    pub fn unbond(ctx: Context<Unbond>, amount: u64) -> Result<()> {
        instructions::unbond::handler(ctx, amount)
    }

    /// The caller is paid all its unbondings that have matured.
    ///
    /// Errors: UnknownStake, NothingToWithdraw, TransferFailed. Event: Withdrawn.
    pub fn withdraw(ctx: Context<Withdraw>) -> Result<()> {
        instructions::withdraw::handler(ctx)
    }

    /// An active slasher, which signs, sets `amount` > 0 of `owner`'s free stake aside behind a claim.
    ///
    /// Errors: NotSlasher, UnknownStake, ZeroAmount, InsufficientStake. Event: Locked, with the slasher's total.
    pub fn lock(ctx: Context<Lock>, owner: Pubkey, amount: u64) -> Result<()> {
        instructions::lock::handler(ctx, owner, amount)
    }

    /// An active or retired slasher frees `amount` > 0 of what it has locked of `owner`'s stake.
    ///
    /// Errors: NotSlasher, UnknownStake, ZeroAmount, LockTooLarge. Event: Unlocked, with what stays locked.
    pub fn unlock(ctx: Context<Unlock>, owner: Pubkey, amount: u64) -> Result<()> {
        instructions::unlock::handler(ctx, owner, amount)
    }

    /// An active or retired slasher takes `amount` > 0, or all there is, from `owner`: first what is bonded, then
    /// unbondings from the newest, matured or not. Its own lock is used up by `amount` as far as it goes; a retired one
    /// can take no more than its lock.
    ///
    /// - `fault_id`: what was proved, by its 32-byte id; each is slashed for once.
    /// - `beneficiary`: who proved it, paid `reward_bps` (at most 5,000) of what was taken, rounded down, by `sweep`.
    ///
    /// The payer pays the rent of the fault's account. Errors: FaultAlreadySlashed, NotSlasher, ZeroAmount,
    /// RewardTooHigh, UnknownStake, LockTooLarge (retired), NothingToSlash. Event: Slashed.
    pub fn slash(
        ctx: Context<Slash>,
        owner: Pubkey,
        amount: u64,
        fault_id: [u8; 32],
        beneficiary: Pubkey,
        reward_bps: u16,
    ) -> Result<()> {
        instructions::slash::handler(ctx, owner, amount, fault_id, beneficiary, reward_bps)
    }

    /// Anyone has what was slashed for `fault_id` paid out, once: the reward to the beneficiary, the rest to the
    /// treasury. An account that gets nothing need not exist.
    ///
    /// Errors: UnknownFault, AlreadySwept, TransferFailed. Event: Swept.
    pub fn sweep(ctx: Context<Sweep>, fault_id: [u8; 32]) -> Result<()> {
        instructions::sweep::handler(ctx, fault_id)
    }

    /// The authority proposes a slasher by the address that will sign: a program's PDA.
    ///
    /// Errors: NotAuthority, SlasherExists, TooManySlashers (four), Overflow. Event: SlasherProposed.
    pub fn propose_slasher(ctx: Context<ProposeSlasher>, slasher: Pubkey) -> Result<()> {
        instructions::propose_slasher::handler(ctx, slasher)
    }

    /// Anyone activates a proposed slasher whose time has come.
    ///
    /// Errors: UnknownSlasher, SlasherNotProposed, TimelockOpen. Event: SlasherActivated.
    pub fn activate_slasher(ctx: Context<ActivateSlasher>, slasher: Pubkey) -> Result<()> {
        instructions::activate_slasher::handler(ctx, slasher)
    }

    /// The authority forbids a slasher new locks. It can still slash or free what it has locked, so that open disputes
    /// end.
    ///
    /// Errors: NotAuthority, UnknownSlasher, SlasherIsRetired. Event: SlasherRetired.
    pub fn retire_slasher(ctx: Context<RetireSlasher>, slasher: Pubkey) -> Result<()> {
        instructions::retire_slasher::handler(ctx, slasher)
    }
}
