//! What the program stores: the models of clients/assay/models/verifier.py, and PDAs' bumps.

use anchor_lang::derive_program_address;
use anchor_lang::prelude::*;
use assay_staking::chain;
use solana_sha256_hasher::hashv;

use crate::errors::VerifierError;
use crate::groth16;
use crate::routes::{self, Element, Route, ROUTES};

pub const CONFIG_SEED: &[u8] = b"config";
pub const MODEL_SEED: &[u8] = b"model";
pub const NONCE_SEED: &[u8] = b"nonce";
pub const HOOK_SEED: &[u8] = b"hook";

const CONFIG_AT: ([u8; 32], u8) = derive_program_address(&[CONFIG_SEED], &crate::ID.to_bytes());
/// The program's name in ids.
pub const CONFIG: Pubkey = Pubkey::new_from_array(CONFIG_AT.0);
pub const CONFIG_BUMP: u8 = CONFIG_AT.1;

const HOOK_AT: ([u8; 32], u8) = derive_program_address(&[HOOK_SEED], &crate::ID.to_bytes());
/// Who signs the call of a consumer, and nothing else.
pub const HOOK: Pubkey = Pubkey::new_from_array(HOOK_AT.0);
pub const HOOK_BUMP: u8 = HOOK_AT.1;

/// That there are.
const MAX_ROUTES: usize = ROUTES.len();

pub const ACTIVE: u8 = 1;
pub const TOMBSTONED: u8 = 2;
pub const BROKEN: u8 = 3;

/// `authority` may freeze routes, and nothing else. `chain` is in every statement. `frozen` are routes' selectors.
#[account]
#[derive(InitSpace)]
pub struct VerifierConfig {
    pub authority: Pubkey,
    pub chain: [u8; 32],
    #[max_len(MAX_ROUTES)]
    pub frozen: Vec<[u8; 4]>,
}

impl VerifierConfig {
    pub fn require_open(&self, selector: &[u8; 4]) -> Result<()> {
        require!(!self.frozen.contains(selector), VerifierError::RouteIsFrozen);
        Ok(())
    }
}

/// `version` counts the keys that were in force before. The `next_` fields are zero where no key waits. `state`: 1 active,
/// 2 tombstoned, 3 broken. Behind these fields the keys stand in their account.
#[account]
#[derive(Debug, Default, InitSpace)]
pub struct RegisteredModel {
    pub model_id: [u8; 32],
    pub owner: Pubkey,
    pub selector: [u8; 4],
    pub timelock_secs: u64,
    pub state: u8,
    pub version: u32,
    pub key_digest: [u8; 32],
    pub model_digest: [u8; 32],
    pub next_key_digest: [u8; 32],
    pub next_model_digest: [u8; 32],
    pub next_at: u64,
    pub bump: u8,
}

impl RegisteredModel {
    pub const HEAD_BYTES: usize = 8 + Self::INIT_SPACE;

    /// The model of this id.
    pub fn of(account: &AccountInfo, model_id: &[u8; 32]) -> Result<Box<Self>> {
        require!(!chain::is_vacant(account), VerifierError::UnknownModel);
        // Only this program writes accounts of its own, and each at the address of its id.
        let model = Box::new(chain::load::<Self>(account)?);
        require!(model.model_id == *model_id, ErrorCode::ConstraintSeeds);
        Ok(model)
    }

    /// The model of this id, where its proofs count.
    pub fn usable(account: &AccountInfo, model_id: &[u8; 32], config: &VerifierConfig) -> Result<Box<Self>> {
        let model = Self::of(account, model_id)?;
        model.require_active()?;
        config.require_open(&model.selector)?;
        Ok(model)
    }

    /// The model of this id, where this is its owner and nothing has ended it.
    pub fn owned(account: &AccountInfo, model_id: &[u8; 32], caller: &Pubkey) -> Result<Box<Self>> {
        let model = Self::of(account, model_id)?;
        require_keys_eq!(*caller, model.owner, VerifierError::NotModelOwner);
        model.require_active()?;
        Ok(model)
    }

    pub fn require_active(&self) -> Result<()> {
        require!(self.state != TOMBSTONED, VerifierError::ModelIsTombstoned);
        require!(self.state != BROKEN, VerifierError::ModelIsBroken);
        Ok(())
    }

    /// Where a version of the key stands in the account.
    fn place(version: u32, length: usize) -> std::ops::Range<usize> {
        let start = Self::HEAD_BYTES + version as usize * length;
        start..start + length
    }

    /// Writes a key that passed `require_key` in its place, behind the account of its model, with room that `payer` pays for.
    pub fn keep<'info>(
        account: &AccountInfo<'info>,
        payer: &AccountInfo<'info>,
        version: u32,
        key: &[u8],
    ) -> Result<()> {
        let place = Self::place(version, key.len());
        if account.data_len() < place.end {
            chain::fund(account, payer, place.end)?;
            account.resize(place.end)?;
        }
        account.try_borrow_mut_data()?[place].copy_from_slice(key);
        Ok(())
    }

    /// The proof holds for the statement under the model's key in force.
    pub fn require_proof(&self, account: &AccountInfo, statement: &Element, proof: &[u8]) -> Result<()> {
        let route = Route::of(&self.selector)?;
        let data = account.try_borrow_data()?;
        let (parameters, key) = data[Self::place(self.version, key_bytes(route))].split_at(route.parameters);
        require!(routes::is_element(statement), VerifierError::NotInField);
        groth16::require_proof(key, &route.signals_of(parameters, &self.model_digest, statement), proof)
    }
}

/// The last nonce of a model that was used for a consumer.
#[account]
#[derive(InitSpace)]
pub struct Nonce {
    pub consumer: Pubkey,
    pub model_id: [u8; 32],
    pub last: u64,
}

impl Nonce {
    /// The one of this consumer and model, or a new one, which has to be opened.
    pub fn of(account: &AccountInfo, consumer: &Pubkey, model_id: &[u8; 32]) -> Result<Self> {
        if chain::is_vacant(account) {
            return Ok(Self {
                consumer: *consumer,
                model_id: *model_id,
                last: 0,
            });
        }
        let nonce: Self = chain::load(account)?;
        let is_theirs = nonce.consumer == *consumer && nonce.model_id == *model_id;
        require!(is_theirs, ErrorCode::ConstraintSeeds);
        Ok(nonce)
    }

    /// Writes it, opened for `payer`'s lamports where it is new.
    pub fn keep<'info>(&self, account: &AccountInfo<'info>, payer: &AccountInfo<'info>) -> Result<()> {
        if chain::is_vacant(account) {
            let seeds: &[&[u8]] = &[NONCE_SEED, self.consumer.as_ref(), &self.model_id];
            open(account, payer, seeds, 8 + Self::INIT_SPACE)?;
        }
        chain::store(account, self)
    }
}

/// How long a route's keys are.
pub fn key_bytes(route: &Route) -> usize {
    route.parameters + groth16::key_bytes(route.signals)
}

/// A route's key, and its digest.
pub fn require_key(route: &Route, key: &[u8]) -> Result<[u8; 32]> {
    require!(key.len() == key_bytes(route), VerifierError::BadVerificationKey);
    groth16::require_key(&key[route.parameters..], route.signals)?;
    Ok(hashv(&[key]).to_bytes())
}

/// Opens a vacant account at the address of these seeds. Gives the bump.
pub fn open<'info>(
    account: &AccountInfo<'info>,
    payer: &AccountInfo<'info>,
    seeds: &[&[u8]],
    space: usize,
) -> Result<u8> {
    let (address, bump) = Pubkey::find_program_address(seeds, &crate::ID);
    require_keys_eq!(*account.key, address, ErrorCode::ConstraintSeeds);
    chain::open(account, payer, space, &crate::ID, &[seeds, &[&[bump]]].concat())?;
    Ok(bump)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_as_long_as_the_twins() {
        assert_eq!(ROUTES.each_ref().map(key_bytes), [576, 896, 640, 640, 608]);
    }

    #[test]
    fn keys_stand_behind_the_head_one_after_another() {
        let mut head = vec![];
        RegisteredModel::default().try_serialize(&mut head).unwrap();
        assert_eq!(head.len(), RegisteredModel::HEAD_BYTES);
        assert_eq!(RegisteredModel::place(0, 576).start, RegisteredModel::HEAD_BYTES);
        assert_eq!(RegisteredModel::place(0, 576).end, RegisteredModel::place(1, 576).start);
    }
}
