use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::VerifierError;
use crate::events::ProofRequested;
use crate::ids;
use crate::state::{
    open, request_state, Delivery, ProofRequest, RegisteredModel, VerifierConfig, CONFIG, DELIVERY_SEED, ESCROW,
    REQUEST_SEED,
};

#[derive(Accounts)]
#[instruction(nonce: u64, model_id: [u8; 32], consumer: Pubkey)]
pub struct RequestProof<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(address = CONFIG)]
    pub config: Account<'info, VerifierConfig>,
    /// CHECK: opened here, so it must be vacant
    #[cfg(not(feature = "idl-build"))]
    #[account(mut)]
    pub request: UncheckedAccount<'info>,
    /// The same, as Anchor would read it: its IDL lists no account that nobody reads that way.
    #[cfg(feature = "idl-build")]
    #[account(mut)]
    pub request: Box<Account<'info, ProofRequest>>,
    /// CHECK: by `RegisteredModel::of`
    pub model: UncheckedAccount<'info>,
    /// CHECK: by its seeds and `Delivery::of`; vacant before the first
    #[account(seeds = [DELIVERY_SEED, consumer.as_ref(), model_id.as_ref()], bump)]
    pub delivery: UncheckedAccount<'info>,
    /// CHECK: the caller's token account, by `require_funds`
    #[account(mut)]
    pub caller_token: UncheckedAccount<'info>,
    /// CHECK: by its address
    #[account(mut, address = ESCROW)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<RequestProof>,
    nonce: u64,
    model_id: [u8; 32],
    consumer: Pubkey,
    tip_high: u64,
    tip_low: u64,
    deadline_at: u64,
) -> Result<()> {
    let (a, account) = (&ctx.accounts, ctx.accounts.request.to_account_info());
    let (requester, now) = (a.caller.key(), chain::now()?);
    require!(chain::is_vacant(&account), VerifierError::RequestExists);
    require!((1..=tip_high).contains(&tip_low), VerifierError::BadTip);
    let is_ahead = deadline_at > now && deadline_at - now <= chain::MAX_SECS;
    require!(is_ahead, VerifierError::BadDeadline);
    RegisteredModel::usable(&a.model, &model_id, &a.config)?;
    chain::require_funds::<VerifierError>(&a.caller_token, &requester, &a.config.token, tip_high)?;

    let request = ProofRequest {
        request_id: ids::request_id(&requester, nonce),
        requester,
        model_id,
        consumer,
        tip_high,
        tip_low,
        requested_at: now,
        deadline_at,
        after_nonce: Delivery::of(&a.delivery, &consumer, &model_id)?.nonce,
        left: tip_high,
        state: request_state::OPEN,
    };
    let seeds: &[&[u8]] = &[REQUEST_SEED, &request.request_id];
    open(&account, &a.caller, seeds, 8 + ProofRequest::INIT_SPACE)?;
    chain::store(&account, &request)?;

    chain::take_in(&a.caller_token, &a.escrow, &a.caller, tip_high)?;

    emit!(ProofRequested {
        request_id: request.request_id,
        requester,
        nonce,
        model_id,
        consumer,
        tip_high,
        tip_low,
        deadline_at,
        after_nonce: request.after_nonce
    });
    Ok(())
}
