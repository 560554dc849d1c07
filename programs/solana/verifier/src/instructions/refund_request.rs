use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::VerifierError;
use crate::events::RequestRefunded;
use crate::state::{escrow, request_state, ProofRequest, VerifierConfig, CONFIG, ESCROW};

#[derive(Accounts)]
pub struct RefundRequest<'info> {
    #[account(address = CONFIG)]
    pub config: Account<'info, VerifierConfig>,
    /// CHECK: by `ProofRequest::of`
    #[account(mut)]
    pub request: UncheckedAccount<'info>,
    /// CHECK: a token account of the requester, by `pay_out`
    #[account(mut)]
    pub requester_token: UncheckedAccount<'info>,
    /// CHECK: by its address
    #[account(mut, address = ESCROW)]
    pub escrow: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub(crate) fn handler(ctx: Context<RefundRequest>, request_id: [u8; 32]) -> Result<()> {
    let a = &ctx.accounts;
    let mut request = ProofRequest::of(&a.request, &request_id)?;
    let is_over = request.state != request_state::OPEN || chain::now()? > request.deadline_at;
    require!(is_over, VerifierError::RequestOpen);
    require!(request.left > 0, VerifierError::RequestClosed);

    let (requester, amount) = (request.requester, request.left);
    request.left = 0;
    request.state = request_state::REFUNDED;
    chain::store(&a.request, &*request)?;

    let authority = a.config.to_account_info();
    let tips = escrow(&a.escrow, &authority, a.config.token);
    tips.pay_out::<VerifierError>(&a.requester_token, &requester, amount)?;

    emit!(RequestRefunded {
        request_id,
        requester,
        amount
    });
    Ok(())
}
