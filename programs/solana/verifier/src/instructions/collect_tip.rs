use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::VerifierError;
use crate::events::TipCollected;
use crate::state::{escrow, request_state, Delivery, ProofRequest, VerifierConfig, CONFIG, ESCROW};

#[derive(Accounts)]
pub struct CollectTip<'info> {
    #[account(address = CONFIG)]
    pub config: Account<'info, VerifierConfig>,
    /// CHECK: by `ProofRequest::of`
    #[account(mut)]
    pub request: UncheckedAccount<'info>,
    /// CHECK: by `Delivery::of`; vacant before the first
    pub delivery: UncheckedAccount<'info>,
    /// CHECK: a token account of the prover, by `pay_out`
    #[account(mut)]
    pub prover_token: UncheckedAccount<'info>,
    /// CHECK: by its address
    #[account(mut, address = ESCROW)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<CollectTip>, request_id: [u8; 32]) -> Result<()> {
    let (a, now) = (&ctx.accounts, chain::now()?);
    let mut request = ProofRequest::of(&a.request, &request_id)?;
    require!(request.state == request_state::OPEN, VerifierError::RequestClosed);
    let delivery = Delivery::of(&a.delivery, &request.consumer, &request.model_id)?;
    let is_delivered = delivery.nonce > request.after_nonce && delivery.prover != Pubkey::default();
    require!(is_delivered, VerifierError::NothingDelivered);
    require!(now <= request.deadline_at, VerifierError::RequestExpired);

    let (prover, amount) = (delivery.prover, request.tip_down(now)?);
    request.left = request.tip_high - amount;
    request.state = request_state::COLLECTED;
    chain::store(&a.request, &*request)?;

    let authority = a.config.to_account_info();
    let tips = escrow(&a.escrow, &authority, a.config.token);
    tips.pay_out::<VerifierError>(&a.prover_token, &prover, amount)?;

    emit!(TipCollected {
        request_id,
        prover,
        amount,
        left: request.left
    });
    Ok(())
}
