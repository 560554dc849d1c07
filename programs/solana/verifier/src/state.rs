//! What the program stores: the models of clients/assay/models/verifier.py, and PDAs' bumps.

use anchor_lang::derive_program_address;
use anchor_lang::prelude::*;
use assay_staking::chain::{self, Purse};
use solana_sha256_hasher::hashv;

use crate::errors::VerifierError;
use crate::groth16;
use crate::routes::{self, Element, Route, ROUTES};

pub const CONFIG_SEED: &[u8] = b"config";
pub const MODEL_SEED: &[u8] = b"model";
pub const DELIVERY_SEED: &[u8] = b"delivery";
pub const REQUEST_SEED: &[u8] = b"request";
pub const ESCROW_SEED: &[u8] = b"escrow";
pub const HOOK_SEED: &[u8] = b"hook";

const CONFIG_AT: ([u8; 32], u8) = derive_program_address(&[CONFIG_SEED], &crate::ID.to_bytes());
/// The program's name in ids, and the authority of the escrow.
pub const CONFIG: Pubkey = Pubkey::new_from_array(CONFIG_AT.0);
pub const CONFIG_BUMP: u8 = CONFIG_AT.1;

/// Who signs the calls of one consumer, and nothing else: a consumer can hand a signature on, and another must not take it for its own.
pub fn hook_of(consumer: &Pubkey) -> (Pubkey, u8) {
    Pubkey::find_program_address(&[HOOK_SEED, consumer.as_ref()], &crate::ID)
}

const ESCROW_AT: ([u8; 32], u8) = derive_program_address(&[ESCROW_SEED], &crate::ID.to_bytes());
/// Where tips lie.
pub const ESCROW: Pubkey = Pubkey::new_from_array(ESCROW_AT.0);
pub const ESCROW_BUMP: u8 = ESCROW_AT.1;

/// That there are.
const MAX_ROUTES: usize = ROUTES.len();

pub const ACTIVE: u8 = 1;
pub const TOMBSTONED: u8 = 2;
pub const BROKEN: u8 = 3;

/// Values of `ProofRequest::state`.
pub mod request_state {
    pub const OPEN: u8 = 1;
    pub const COLLECTED: u8 = 2;
    pub const REFUNDED: u8 = 3;
}

/// Tips are in `token`. `authority` may freeze routes, and nothing else. `chain` is in every statement. `frozen` are routes'
/// selectors.
#[account]
#[derive(InitSpace)]
pub struct VerifierConfig {
    pub token: Pubkey,
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
/// 2 tombstoned, 3 broken. Behind these fields the keys stand in their account, each with its folded point where its route has
/// signals that no statement changes.
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
    const HEAD_BYTES: usize = 8 + Self::INIT_SPACE;

    /// Of the account of a model that has one key.
    pub fn bytes(route: &Route) -> usize {
        Self::place(0, route).end
    }

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
    fn place(version: u32, route: &Route) -> std::ops::Range<usize> {
        let start = Self::HEAD_BYTES + version as usize * kept_bytes(route);
        start..start + kept_bytes(route)
    }

    /// Writes a key that passed `require_key` in its place, behind the account of its model, with room that `payer` pays for.
    pub fn keep<'info>(
        account: &AccountInfo<'info>,
        payer: &AccountInfo<'info>,
        version: u32,
        route: &Route,
        key: &[u8],
        model_digest: &[u8; 32],
    ) -> Result<()> {
        let place = Self::place(version, route);
        if account.data_len() < place.end {
            chain::fund(account, payer, place.end)?;
            account.resize(place.end)?;
        }
        let mut data = account.try_borrow_mut_data()?;
        let (bytes, point) = data[place].split_at_mut(key.len());
        bytes.copy_from_slice(key);
        if !route.fixed.is_empty() {
            let (parameters, points) = key.split_at(route.parameters);
            // Of any statement: it is in none of these signals.
            let signals = route.signals_of(parameters, model_digest, &[0; 32]);
            point.copy_from_slice(&groth16::folded(points, &signals, route.fixed)?);
        }
        Ok(())
    }

    /// The proof holds for the statement under the model's key in force.
    pub fn require_proof(&self, account: &AccountInfo, statement: &Element, proof: &[u8]) -> Result<()> {
        let route = Route::of(&self.selector)?;
        let data = account.try_borrow_data()?;
        let kept = &data[Self::place(self.version, route)];
        let (parameters, points) = kept[..key_bytes(route)].split_at(route.parameters);
        let folded = if route.fixed.is_empty() {
            groth16::first_term(points)
        } else {
            &kept[key_bytes(route)..]
        };
        require!(routes::is_element(statement), VerifierError::NotInField);
        let signals = route.signals_of(parameters, &self.model_digest, statement);
        groth16::require_proof(points, folded, &signals, route.fixed, proof)
    }
}

/// The last claim of a model that a consumer took: its nonce, and whom the proof was made for.
#[account]
#[derive(InitSpace)]
pub struct Delivery {
    pub consumer: Pubkey,
    pub model_id: [u8; 32],
    pub nonce: u64,
    pub prover: Pubkey,
}

impl Delivery {
    /// The one of this consumer and model, or a new one, which has to be opened.
    pub fn of(account: &AccountInfo, consumer: &Pubkey, model_id: &[u8; 32]) -> Result<Self> {
        if chain::is_vacant(account) {
            return Ok(Self {
                consumer: *consumer,
                model_id: *model_id,
                nonce: 0,
                prover: Pubkey::default(),
            });
        }
        let delivery: Self = chain::load(account)?;
        let is_theirs = delivery.consumer == *consumer && delivery.model_id == *model_id;
        require!(is_theirs, ErrorCode::ConstraintSeeds);
        Ok(delivery)
    }

    /// Writes it, opened for `payer`'s lamports where it is new.
    pub fn keep<'info>(&self, account: &AccountInfo<'info>, payer: &AccountInfo<'info>) -> Result<()> {
        if chain::is_vacant(account) {
            let seeds: &[&[u8]] = &[DELIVERY_SEED, self.consumer.as_ref(), &self.model_id];
            open(account, payer, seeds, 8 + Self::INIT_SPACE)?;
        }
        chain::store(account, self)
    }
}

/// A tip for whoever delivers a proof of the model to the consumer: `tip_high` at `requested_at`, `tip_low` at `deadline_at`. What
/// was delivered up to `after_nonce` does not count. `left` of the tip is held here.
#[account]
#[derive(Debug, InitSpace)]
pub struct ProofRequest {
    pub request_id: [u8; 32],
    pub requester: Pubkey,
    pub model_id: [u8; 32],
    pub consumer: Pubkey,
    pub tip_high: u64,
    pub tip_low: u64,
    pub requested_at: u64,
    pub deadline_at: u64,
    pub after_nonce: u64,
    pub left: u64,
    pub state: u8,
}

impl ProofRequest {
    /// The request of this id.
    pub fn of(account: &AccountInfo, request_id: &[u8; 32]) -> Result<Box<Self>> {
        require!(!chain::is_vacant(account), VerifierError::UnknownRequest);
        // Only this program writes accounts of its own, and each at the address of its id.
        let request = Box::new(chain::load::<Self>(account)?);
        require!(request.request_id == *request_id, ErrorCode::ConstraintSeeds);
        Ok(request)
    }

    /// The tip at a time up to the deadline, rounded down: what it fell by is rounded up, so that no prover gets more than is due.
    pub fn tip_down(&self, at: u64) -> Result<u64> {
        let range = u128::from(self.tip_high.saturating_sub(self.tip_low));
        let elapsed = u128::from(at.saturating_sub(self.requested_at));
        let span = u128::from(self.deadline_at.saturating_sub(self.requested_at)).max(1);
        let fell = u64::try_from((range * elapsed).div_ceil(span)).map_err(|_| VerifierError::RequestExpired)?;
        let tip = self.tip_high.checked_sub(fell);
        Ok(tip.ok_or(VerifierError::RequestExpired)?)
    }
}

/// The purse of the tips, of which the config is the authority.
pub fn escrow<'a, 'info>(
    account: &'a AccountInfo<'info>,
    config: &'a AccountInfo<'info>,
    token: Pubkey,
) -> Purse<'a, 'info> {
    Purse {
        account,
        authority: config,
        seeds: &[CONFIG_SEED, &[CONFIG_BUMP]],
        mint: token,
    }
}

/// How long a route's keys are.
pub fn key_bytes(route: &Route) -> usize {
    route.parameters + groth16::key_bytes(route.signals)
}

/// How many bytes a key takes in the account of its model.
fn kept_bytes(route: &Route) -> usize {
    let folded = if route.fixed.is_empty() { 0 } else { groth16::G1 };
    key_bytes(route) + folded
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
        for (route, bytes) in ROUTES.iter().zip([576, 960, 704, 704, 608]) {
            let [first, second] = [0, 1].map(|version| RegisteredModel::place(version, route));
            assert_eq!((first.start, first.len()), (RegisteredModel::HEAD_BYTES, bytes));
            assert_eq!(first.end, second.start);
        }
    }

    #[test]
    fn a_tip_falls_to_its_least() {
        let request = |tip_high, tip_low| ProofRequest {
            request_id: [0; 32],
            requester: Pubkey::default(),
            model_id: [0; 32],
            consumer: Pubkey::default(),
            tip_high,
            tip_low,
            requested_at: 100,
            deadline_at: 103,
            after_nonce: 0,
            left: tip_high,
            state: request_state::OPEN,
        };
        let tips = |high, low| [99, 100, 101, 102, 103].map(|at| request(high, low).tip_down(at).unwrap());
        assert_eq!(tips(10, 5), [10, 10, 8, 6, 5]);
        assert_eq!(tips(7, 7), [7; 5]);
        let two_thirds = u64::MAX - (u64::MAX - 1).div_ceil(3);
        assert_eq!(tips(u64::MAX, 1)[1..3], [u64::MAX, two_thirds]);
        assert_eq!(tips(u64::MAX, 1)[4], 1);
        assert!(request(10, 1).tip_down(u64::MAX).is_err());
    }
}
