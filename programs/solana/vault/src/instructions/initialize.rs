use anchor_lang::prelude::*;
use anchor_spl::token::{self, spl_token, Token};
use assay_staking::chain;

use crate::errors::VaultError;
use crate::state::{Vault, VaultConfig, PURSE, PURSE_SEEDS, SHARE, SHARE_SEEDS, VAULT, VAULT_SEEDS};
use crate::worth::BPS;

const SHARE_DECIMALS: u8 = 9;
const MAX_GAIN_BPS: u32 = 1_000_000;

#[derive(Accounts)]
pub struct Initialize<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    /// CHECK: opened here, so it must be vacant
    #[account(mut, address = VAULT)]
    pub vault: UncheckedAccount<'info>,
    /// CHECK: opened here
    #[account(mut, address = SHARE)]
    pub share: UncheckedAccount<'info>,
    /// CHECK: opened here
    #[account(mut, address = PURSE)]
    pub purse: UncheckedAccount<'info>,
    /// CHECK: the mint, by `require_token`
    pub token: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler(
    ctx: Context<Initialize>,
    verifier: Pubkey,
    owner: Pubkey,
    timelock_secs: u64,
    observe_secs: u64,
    gain_bps: u32,
    step_bps: u16,
) -> Result<()> {
    let a = &ctx.accounts;
    let delays = [timelock_secs, observe_secs];
    let are_bounded = delays.iter().all(|secs| (1..=chain::MAX_SECS).contains(secs));
    let is_owned = owner != Pubkey::default();
    require!(are_bounded && is_owned, VaultError::BadConfig);
    let are_shares = (1..=BPS).contains(&step_bps.into()) && (1..=MAX_GAIN_BPS).contains(&gain_bps);
    require!(are_shares, VaultError::BadConfig);
    // Models are read from the verifier's accounts, so no other address would be true.
    require_keys_eq!(verifier, assay_verifier::state::CONFIG, VaultError::BadConfig);
    chain::require_token::<VaultError>(&a.token)?;

    let vault = Vault {
        config: VaultConfig {
            token: a.token.key(),
            share: SHARE,
            owner,
            verifier,
            timelock_secs,
            observe_secs,
            gain_bps,
            step_bps,
        },
        observed_from: 1,
        ..Vault::default()
    };
    // Fails where the address is taken: what was set up once stays.
    chain::open(&a.vault, &a.payer, Vault::SPACE, &crate::ID, VAULT_SEEDS)?;
    chain::store(&a.vault, &vault)?;
    chain::open_purse(&a.purse, &a.token, &a.vault, &a.payer, PURSE_SEEDS)?;
    let space = <spl_token::state::Mint as anchor_lang::solana_program::program_pack::Pack>::LEN;
    chain::open(&a.share, &a.payer, space, &token::ID, SHARE_SEEDS)?;
    let accounts = token::InitializeMint2 {
        mint: a.share.to_account_info(),
    };
    token::initialize_mint2(CpiContext::new(token::ID, accounts), SHARE_DECIMALS, &VAULT, None)
}
