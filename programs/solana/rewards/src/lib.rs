//! Campaigns in which experts teach models, and vesting grants. Meaning: `market.Rewards` in clients/assay/market.py;
//! behaviour: clients/assay/reference/rewards.py; twin: programs/evm/rewards/IRewards.sol; every byte that is hashed:
//! docs/rewards.md.
//!
//! In an epoch workers commit batches of judgments; after it they reveal them; then anyone posts the roots of rewards and
//! dataset with a bond; within the window anyone refutes them by evidence, or has a case in court suspend them; then
//! leaves are claimed, in cash and into grants.
//!
//! Accounts, by seeds: config `["config"]`, the authority of all purses and the program's name in ids; purse
//! `["purse", mint]`, one token account a mint; campaign `["campaign", campaign_id]`; worker
//! `["worker", campaign_id, worker]`; batch `["batch", batch_id]`; epoch `["epoch", epoch_id]`; claimed
//! `["claimed", epoch_id, page]` (u32 LE), 8,192 leaves a page; openings `["openings", party]`, closed by the call that
//! uses them up; grant `["grant", grant_id]`. Ids are those of clients/assay/ids.py. Amounts are base units of classic SPL
//! tokens of 6 decimals, times are unix seconds.
//!
//! An account that is missing where one is needed is Anchor's `AccountNotInitialized` (`AccountOwnedByWrongProgram`
//! where somebody has sent lamports there) under the name `campaign` (the twin's UnknownCampaign), `batch` (UnknownBatch),
//! `epoch` (UnknownEpoch), `grant` (UnknownGrant), or in `commit_batch` `worker` (NotJoined). Where the twin looks at
//! something else first, so is it here: a worker, a case or a token account may then be any account at all. Who is paid is
//! so at its associated token account.

// Anchor's own code takes what `initialize` takes.
#![allow(clippy::too_many_arguments)]

use anchor_lang::prelude::*;
#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

pub mod claims;
pub mod errors;
pub mod events;
pub mod evidence;
pub mod ids;
pub mod instructions;
pub mod judgments;
pub mod math;
pub mod purse;
pub mod ruling;
pub mod state;
pub mod tree;

pub use instructions::*;
use state::{CampaignTerms, GrantTerms, Posting};

declare_id!("wWqu9ykZ3YLrbcgPdmvdVwZb9zRBnVMbrErf51RdwTB");

#[program]
pub mod assay_rewards {
    use super::*;

    /// Sets the deployment up, once. The EVM's constructor does the same.
    ///
    /// - `treasury`: whose token accounts get forfeited bonds, half of a refuted poster's, and what a clawback takes.
    /// - `court`: the address under which the court slashes, whose rulings count.
    /// - `window_secs`: how long a posting can be refuted or suspended; `post_secs`: how long an epoch waits for one;
    ///   `claim_secs`: how long its leaves can be claimed; `rotate_secs`: how long before a grant's next key takes over;
    ///   each at least 1 and at most ten years.
    /// - `post_bond`: base units that a poster has at stake, at least 1.
    ///
    /// Errors: BadConfig, WrongToken.
    pub fn initialize(
        ctx: Context<Initialize>,
        treasury: Pubkey,
        court: Pubkey,
        window_secs: u64,
        post_secs: u64,
        claim_secs: u64,
        rotate_secs: u64,
        post_bond: u64,
    ) -> Result<()> {
        instructions::initialize::handler(
            ctx,
            treasury,
            court,
            window_secs,
            post_secs,
            claim_secs,
            rotate_secs,
            post_bond,
        )
    }

    /// The caller opens a campaign under the id that its address and `nonce` give. Its first epoch starts now.
    ///
    /// - `terms`: a domain of 1..=8, some tasks, a pool, epochs and a bond, delays of at most ten years. Where `vest_bps` is
    ///   above 0: a grant token that is not the deployment's, a price and a schedule; else none of these, and no accounts
    ///   of a grant token.
    ///
    /// Errors: CampaignExists, BadCampaign, WrongToken (the grant token). Event: CampaignOpened.
    pub fn open(ctx: Context<Open>, nonce: u64, terms: CampaignTerms) -> Result<()> {
        instructions::open::handler(ctx, nonce, terms)
    }

    /// The caller adds `cash` of the deployment's token and `tokens` of the campaign's grant token, not both 0.
    ///
    /// Errors: UnknownCampaign, CampaignIsClosed, ZeroAmount, WrongToken (tokens for a campaign that pays none),
    /// InsufficientFunds, Overflow, TransferFailed. Event: CampaignFunded.
    pub fn fund(ctx: Context<Fund>, campaign_id: [u8; 32], cash: u64, tokens: u64) -> Result<()> {
        instructions::fund::handler(ctx, campaign_id, cash, tokens)
    }

    /// The sponsor changes the price, above 0, for workers that join from now on.
    ///
    /// Errors: UnknownCampaign, NotSponsor, CampaignIsClosed, BadPrice. Event: PriceSet.
    pub fn set_price(ctx: Context<SetPrice>, campaign_id: [u8; 32], price: u64) -> Result<()> {
        instructions::set_price::handler(ctx, campaign_id, price)
    }

    /// The sponsor ends the campaign: nobody joins or commits any more. What is under way goes on.
    ///
    /// Errors: UnknownCampaign, NotSponsor, CampaignIsClosed. Event: CampaignClosed.
    pub fn close(ctx: Context<Close>, campaign_id: [u8; 32]) -> Result<()> {
        instructions::close::handler(ctx, campaign_id)
    }

    /// Anyone has the sponsor of a closed campaign paid what no epoch has reserved; again after an epoch has expired.
    ///
    /// Errors: UnknownCampaign, CampaignIsOpen, NothingToRefund, TransferFailed. Event: CampaignRefunded.
    pub fn refund(ctx: Context<Refund>, campaign_id: [u8; 32]) -> Result<()> {
        instructions::refund::handler(ctx, campaign_id)
    }

    /// The caller accepts the campaign's terms; the price is locked for it and its grant's schedule starts.
    ///
    /// Errors: UnknownCampaign, CampaignIsClosed, AlreadyJoined. Event: Joined.
    pub fn join(ctx: Context<Join>, campaign_id: [u8; 32]) -> Result<()> {
        instructions::join::handler(ctx, campaign_id)
    }

    /// A worker commits its one batch of the running epoch, with the campaign's bond. The first batch of an epoch reserves
    /// the epoch's pool, and its worker pays the rent of the epoch's account.
    ///
    /// - `root`: over `count` (1..=256) hidden judgments.
    ///
    /// Errors: UnknownCampaign, NotJoined, CampaignIsClosed, CampaignOver, BadCount, BatchExists, Overflow, PoolExhausted,
    /// InsufficientFunds, TransferFailed. Event: BatchCommitted.
    pub fn commit_batch(ctx: Context<CommitBatch>, campaign_id: [u8; 32], root: [u8; 32], count: u16) -> Result<()> {
        instructions::commit_batch::handler(ctx, campaign_id, root, count)
    }

    /// The caller lays down bytes for its next `reveal_batch`, `refute` or `claim` whose `data` is empty, in an account of
    /// its own whose rent it pays and gets back by that call.
    ///
    /// - `offset`: 0 to start afresh, else the length so far. At most 8,192 bytes in all.
    ///
    /// Errors: BadOffset, TooMuchData. Event: BytesProvided.
    pub fn provide(ctx: Context<Provide>, offset: u32, data: Vec<u8>) -> Result<()> {
        instructions::provide::handler(ctx, offset, data)
    }

    /// The worker reveals its batch after its epoch and gets its bond back.
    ///
    /// - `seed`: what hid the judgments.
    /// - `data`: 20 bytes a judgment, by strictly ascending task; empty for what was provided.
    ///
    /// Errors: UnknownBatch, NotWorker, BatchNotCommitted, RevealNotOpen, RevealClosed, BadBatch, TransferFailed. Event:
    /// BatchRevealed, which carries the judgments.
    pub fn reveal_batch(ctx: Context<RevealBatch>, batch_id: [u8; 32], seed: [u8; 32], data: Vec<u8>) -> Result<()> {
        instructions::reveal_batch::handler(ctx, batch_id, seed, data)
    }

    /// Anyone has the bond of a batch that was not revealed in time sent to the treasury.
    ///
    /// Errors: UnknownBatch, BatchNotCommitted, NotDue, TransferFailed. Event: BatchForfeited.
    pub fn forfeit(ctx: Context<Forfeit>, batch_id: [u8; 32]) -> Result<()> {
        instructions::forfeit::handler(ctx, batch_id)
    }

    /// The caller posts the roots of an epoch whose reveals are over, with the configured bond.
    ///
    /// - `posting`: some leaves and a score above 0; rows where there is a dataset, and only there.
    ///
    /// Errors: UnknownCampaign, UnknownEpoch, EpochNotDue, AlreadyExpired, EpochIsPosted, PostClosed, BadPosting,
    /// InsufficientFunds, Overflow, TransferFailed. Event: EpochPosted.
    pub fn post_epoch(ctx: Context<PostEpoch>, campaign_id: [u8; 32], epoch: u32, posting: Posting) -> Result<()> {
        instructions::post_epoch::handler(ctx, campaign_id, epoch, posting)
    }

    /// Anyone shows a fault of a posting, within its window or while it is suspended. The posting is thrown away; half of
    /// the poster's bond (rounded down) is the caller's, the rest the treasury's.
    ///
    /// - `fault`: 1 SUM, 2 DUPLICATE, 3 COUNT, 4 ROW, 5 ROW_TWICE; COUNT and ROW need the account of the batch that they
    ///   are about, or its address where there is no such batch.
    /// - `data`: the evidence; empty for what was provided.
    ///
    /// Errors: UnknownEpoch, EpochNotPosted, WindowClosed, BadEvidence, NotRefuted, Overflow, TransferFailed. Event:
    /// EpochRefuted.
    pub fn refute(ctx: Context<Refute>, epoch_id: [u8; 32], fault: u8, data: Vec<u8>) -> Result<()> {
        instructions::refute::handler(ctx, epoch_id, fault, data)
    }

    /// Anyone has an open case about a posting hold it up, within its window.
    ///
    /// Errors: UnknownEpoch, EpochNotPosted, WindowClosed, UnknownCase, WrongCase, CaseIsClosed. Event: EpochSuspended.
    pub fn suspend(ctx: Context<Suspend>, epoch_id: [u8; 32], case_id: [u8; 32]) -> Result<()> {
        instructions::suspend::handler(ctx, epoch_id, case_id)
    }

    /// Anyone has the final ruling carried out: guilty throws the posting away and sends its bond to the treasury; anything
    /// else gives it a whole window again.
    ///
    /// Errors: UnknownEpoch, EpochNotSuspended, CaseNotClosed, Overflow, TransferFailed. Event: EpochResolved.
    pub fn resolve(ctx: Context<Resolve>, epoch_id: [u8; 32]) -> Result<()> {
        instructions::resolve::handler(ctx, epoch_id)
    }

    /// Anyone has the poster paid its bond back once the window has closed.
    ///
    /// Errors: UnknownEpoch, EpochNotPosted, WindowOpen, AlreadySettled, TransferFailed. Event: PosterPaid.
    pub fn pay_poster(ctx: Context<PayPoster>, epoch_id: [u8; 32]) -> Result<()> {
        instructions::pay_poster::handler(ctx, epoch_id)
    }

    /// Anyone has a leaf's worker paid: its share of the cash at once, of the vesting part as tokens at its own price into
    /// its grant. The caller pays the rent of the grant's account and of the page of claims, where it is the first.
    ///
    /// - `data`: the leaf's index (4, big-endian), payload (44) and path (40 a sibling); empty for what was provided.
    ///
    /// Errors: UnknownEpoch, EpochNotPosted, WindowOpen, ClaimClosed, BadEvidence, AlreadyClaimed, NotJoined, Overflow,
    /// TransferFailed. Event: RewardClaimed.
    pub fn claim(ctx: Context<Claim>, epoch_id: [u8; 32], data: Vec<u8>) -> Result<()> {
        instructions::claim::handler(ctx, epoch_id, data)
    }

    /// Anyone gives back to the campaign what an epoch still reserves that nobody posted in time, or whose claims are over.
    ///
    /// Errors: UnknownEpoch, AlreadyExpired, NotDue, Overflow. Event: EpochExpired.
    pub fn expire(ctx: Context<Expire>, epoch_id: [u8; 32]) -> Result<()> {
        instructions::expire::handler(ctx, epoch_id)
    }

    /// The caller grants tokens under the id that its address, the beneficiary and `nonce` give.
    ///
    /// - `terms`: for somebody, of a classic SPL token of 6 decimals, more than 0, from a start at most ten years ahead;
    ///   a schedule of 1 s to ten years, a cliff within it, at most 1,000 steps.
    ///
    /// Errors: GrantExists, ZeroAddress, ZeroAmount, BadSchedule, WrongToken, InsufficientFunds, TransferFailed. Event:
    /// GrantCreated.
    pub fn create_grant(ctx: Context<CreateGrant>, nonce: u64, terms: GrantTerms) -> Result<()> {
        instructions::create_grant::handler(ctx, nonce, terms)
    }

    /// The caller adds `amount` > 0 to a grant; the sum vests as if it had always been there.
    ///
    /// Errors: UnknownGrant, GrantIsRevoked, ZeroAmount, InsufficientFunds, Overflow, TransferFailed. Event: GrantToppedUp.
    pub fn top_up(ctx: Context<TopUp>, grant_id: [u8; 32], amount: u64) -> Result<()> {
        instructions::top_up::handler(ctx, grant_id, amount)
    }

    /// The beneficiary takes all that has vested.
    ///
    /// Errors: UnknownGrant, NotBeneficiary, NothingVested, TransferFailed. Event: GrantWithdrawn.
    pub fn withdraw(ctx: Context<Withdraw>, grant_id: [u8; 32]) -> Result<()> {
        instructions::withdraw::handler(ctx, grant_id)
    }

    /// The beneficiary names the key that takes its place after `rotate_secs`; naming the present one calls a rotation off.
    ///
    /// Errors: UnknownGrant, NotBeneficiary, ZeroAddress, Overflow. Event: GrantRotated.
    pub fn rotate(ctx: Context<Rotate>, grant_id: [u8; 32], to: Pubkey) -> Result<()> {
        instructions::rotate::handler(ctx, grant_id, to)
    }

    /// Anyone has a final ruling of guilty about a grant carried out: what had not vested when the accusation was made, and
    /// was not withdrawn, goes to the treasury; the rest is the beneficiary's at once.
    ///
    /// Errors: UnknownGrant, GrantIsRevoked, GrantIsRenounced, UnknownCase, WrongCase, CaseNotClosed, NotGuilty,
    /// NothingUnvested, TransferFailed. Event: GrantClawedBack.
    pub fn clawback(ctx: Context<Clawback>, grant_id: [u8; 32], case_id: [u8; 32]) -> Result<()> {
        instructions::clawback::handler(ctx, grant_id, case_id)
    }

    /// The grantor (of a campaign's grants its sponsor) gives up clawback for good.
    ///
    /// Errors: UnknownGrant, NotGrantor, GrantIsRenounced, GrantIsRevoked. Event: GrantRenounced.
    pub fn renounce(ctx: Context<Renounce>, grant_id: [u8; 32]) -> Result<()> {
        instructions::renounce::handler(ctx, grant_id)
    }
}
