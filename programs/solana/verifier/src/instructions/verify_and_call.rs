use anchor_lang::prelude::*;
use anchor_lang::solana_program::instruction::Instruction;
use anchor_lang::solana_program::program::invoke_signed;
use anchor_lang::system_program;

use crate::errors::VerifierError;
use crate::events::ConsumerCalled;
use crate::ids;
use crate::state::{hook_of, Delivery, RegisteredModel, VerifierConfig, CONFIG, HOOK_SEED};
use crate::statement::{self, Claim};

/// sha256("global:on_verified"): how Anchor's programs name an instruction.
const ON_VERIFIED: [u8; 8] = [0xa2, 0x05, 0xf6, 0xc5, 0x45, 0x0b, 0x3b, 0xed];

#[derive(Accounts)]
pub struct VerifyAndCall<'info> {
    #[account(mut)]
    pub caller: Signer<'info>,
    #[account(address = CONFIG)]
    pub config: Account<'info, VerifierConfig>,
    /// CHECK: by `RegisteredModel::of`
    pub model: UncheckedAccount<'info>,
    /// CHECK: by `Delivery::of`; vacant before the first
    #[cfg(not(feature = "idl-build"))]
    #[account(mut)]
    pub delivery: UncheckedAccount<'info>,
    /// The same, as Anchor would read it: its IDL lists no account that nobody reads that way.
    #[cfg(feature = "idl-build")]
    #[account(mut)]
    pub delivery: Account<'info, Delivery>,
    /// CHECK: any that a program other than the system's owns
    #[account(mut)]
    pub consumer: UncheckedAccount<'info>,
    /// CHECK: that program
    pub consumer_program: UncheckedAccount<'info>,
    /// CHECK: signs the call, by `handler`
    pub hook: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub(crate) fn handler<'info>(
    ctx: Context<'info, VerifyAndCall<'info>>,
    model_id: [u8; 32],
    nonce: u64,
    prover: Pubkey,
    claim: Claim,
    proof: Vec<u8>,
) -> Result<()> {
    let (a, others) = (&ctx.accounts, ctx.remaining_accounts);
    let (kept, consumer) = (a.delivery.to_account_info(), a.consumer.key());
    let model = RegisteredModel::usable(&a.model, &model_id, &a.config)?;
    let is_consumer = *a.consumer.owner != system_program::ID && a.consumer.owner == a.consumer_program.key;
    require!(is_consumer, VerifierError::NotConsumer);
    let (hook, bump) = hook_of(&consumer);
    require_keys_eq!(*a.hook.key, hook, ErrorCode::ConstraintSeeds);
    let mut delivery = Delivery::of(&kept, &consumer, &model_id)?;
    require!(nonce > delivery.nonce, VerifierError::NonceUsed);
    let domain = ids::consumer_domain(&a.config.chain, &consumer);
    let statement = claim.statement(&statement::context(&domain, &model_id, nonce, &prover))?;
    model.require_proof(&a.model, &statement, &proof)?;

    delivery.nonce = nonce;
    delivery.prover = prover;
    delivery.keep(&kept, &a.caller)?;

    let mut data = ON_VERIFIED.to_vec();
    (model_id, nonce, claim).serialize(&mut data)?;
    let mut accounts = vec![AccountMeta::new(consumer, false), AccountMeta::new_readonly(hook, true)];
    accounts.extend(others.iter().map(|account| AccountMeta {
        pubkey: *account.key,
        is_signer: account.is_signer,
        is_writable: account.is_writable,
    }));
    let mut infos = vec![a.consumer.to_account_info(), a.hook.to_account_info()];
    infos.extend_from_slice(others);
    let call = Instruction {
        program_id: *a.consumer_program.key,
        accounts,
        data,
    };
    invoke_signed(&call, &infos, &[&[HOOK_SEED, consumer.as_ref(), &[bump]]])?;

    emit!(ConsumerCalled {
        model_id,
        consumer,
        nonce,
        prover,
        statement
    });
    Ok(())
}
