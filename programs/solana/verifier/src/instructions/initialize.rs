use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use assay_staking::chain;

use crate::errors::VerifierError;
use crate::state::{VerifierConfig, CONFIG, CONFIG_BUMP, CONFIG_SEED, ESCROW, ESCROW_BUMP, ESCROW_SEED};

#[derive(Accounts)]
pub struct Initialize<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut, address = CONFIG)]
    pub config: UncheckedAccount<'info>,
    /// CHECK: opened here
    #[account(mut, address = ESCROW)]
    pub escrow: UncheckedAccount<'info>,
    /// CHECK: the mint, by `require_token`
    pub token: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(ctx: Context<Initialize>, authority: Pubkey, chain: [u8; 32]) -> Result<()> {
    let a = &ctx.accounts;
    require_keys_neq!(authority, Pubkey::default(), VerifierError::BadConfig);
    chain::require_token::<VerifierError>(&a.token)?;

    let config = VerifierConfig {
        token: a.token.key(),
        authority,
        chain,
        frozen: vec![],
    };
    // Fails where the address is taken: what was set up once stays.
    chain::open(
        &a.config,
        &a.payer,
        8 + VerifierConfig::INIT_SPACE,
        &crate::ID,
        &[CONFIG_SEED, &[CONFIG_BUMP]],
    )?;
    chain::store(&a.config, &config)?;
    chain::open_purse(&a.escrow, &a.token, &a.config, &a.payer, &[ESCROW_SEED, &[ESCROW_BUMP]])
}
