//! What the program stores: the models of clients/assay/models/identity.py without the ids that addresses say, and PDAs'
//! bumps.

use anchor_lang::derive_program_address;
use anchor_lang::prelude::*;
use assay_court::state::Case;
use assay_staking::chain;

use crate::errors::IdentityError;
use crate::ids;

pub const CONFIG_SEED: &[u8] = b"config";
pub const SLASHER_SEED: &[u8] = b"slasher";
pub const SUBJECT_SEED: &[u8] = b"subject";
pub const KEY_SEED: &[u8] = b"key";
pub const ISSUER_SEED: &[u8] = b"issuer";
pub const GENERATION_SEED: &[u8] = b"generation";
pub const ATTESTATION_SEED: &[u8] = b"attestation";
pub const ATTESTATION_BATCH_SEED: &[u8] = b"attestation_batch";
pub const CONTENT_SEED: &[u8] = b"content";
pub const CONTENT_BATCH_SEED: &[u8] = b"content_batch";
pub const FINDING_SEED: &[u8] = b"finding";

const SLASHER_AT: ([u8; 32], u8) = derive_program_address(&[SLASHER_SEED], &crate::ID.to_bytes());
/// The address under which the program locks and slashes: its name in ids.
pub const SLASHER: Pubkey = Pubkey::new_from_array(SLASHER_AT.0);
pub const SLASHER_BUMP: u8 = SLASHER_AT.1;

const CONFIG_AT: ([u8; 32], u8) = derive_program_address(&[CONFIG_SEED], &crate::ID.to_bytes());
pub const CONFIG: Pubkey = Pubkey::new_from_array(CONFIG_AT.0);
pub const CONFIG_BUMP: u8 = CONFIG_AT.1;

pub const MAX_BPS: u16 = 10_000;
pub const MAX_GUARDIANS: usize = 5;
/// In force at once.
pub const MAX_KEYS: usize = 16;
pub const MAX_PARENTS: usize = 4;
/// The leaves of one root.
pub const MAX_BATCH: u32 = 1 << 20;

/// PERSON, DEVICE, TOOL and ORGANISATION.
pub const ROLES: std::ops::RangeInclusive<u8> = 1..=4;
/// CAPTURE, EDITED, RENDERED and GENERATED.
pub const SOURCE_TYPES: std::ops::RangeInclusive<u8> = 1..=4;

/// `court` is the address under which the court slashes: whose rulings count. `chain` binds signatures.
#[account]
#[derive(InitSpace)]
pub struct IdentityConfig {
    pub court: Pubkey,
    pub chain: [u8; 32],
    pub issuer_stake: u64,
    pub exit_secs: u64,
    pub recovery_secs: u64,
    pub voucher_bps: u16,
    pub reward_bps: u16,
}

/// `keys` are the ids of those not revoked, in the order they were added. `backed[i]` is the controller that guardian i
/// wants, zero where none. `recovery_to` has had enough backers since `recovery_secs` before `recovery_at` (0: there is
/// none). `next_guardians` and `next_threshold` take effect after `guardians_at` (0: no change is under way).
#[account]
#[derive(Debug, Default)]
pub struct Subject {
    pub subject_id: [u8; 32],
    pub controller: Pubkey,
    pub threshold: u8,
    pub guardians: Vec<Pubkey>,
    pub backed: Vec<Pubkey>,
    pub recovery_to: Pubkey,
    pub recovery_at: u64,
    pub next_threshold: u8,
    pub next_guardians: Vec<Pubkey>,
    pub guardians_at: u64,
    pub keys: Vec<[u8; 32]>,
    pub bump: u8,
}

impl Subject {
    /// Without what its lists hold.
    const HEAD_BYTES: usize = 8 + 32 + 32 + 1 + 4 + 4 + 32 + 8 + 1 + 4 + 8 + 4 + 1;

    /// The subject of this id, where the twin looks for it only after other checks.
    pub fn of(account: &AccountInfo, subject_id: &[u8; 32]) -> Result<Self> {
        require!(!chain::is_vacant(account), IdentityError::UnknownSubject);
        let subject: Self = chain::load(account)?;
        require!(subject.subject_id == *subject_id, ErrorCode::ConstraintSeeds);
        Ok(subject)
    }

    /// That this is the subject of this id. Its lists are not read: those who only ask after it need not pay for them.
    pub fn require_there(account: &AccountInfo, subject_id: &[u8; 32]) -> Result<()> {
        require!(!chain::is_vacant(account), IdentityError::UnknownSubject);
        require_keys_eq!(*account.owner, crate::ID, ErrorCode::AccountOwnedByWrongProgram);
        let data = account.try_borrow_data()?;
        let Some((discriminator, mut fields)) = data.split_at_checked(Self::DISCRIMINATOR.len()) else {
            return err!(ErrorCode::AccountDiscriminatorNotFound);
        };
        require!(
            discriminator == Self::DISCRIMINATOR,
            ErrorCode::AccountDiscriminatorMismatch
        );
        let found = <[u8; 32]>::deserialize(&mut fields)?;
        require!(found == *subject_id, ErrorCode::ConstraintSeeds);
        Ok(())
    }

    pub fn require_controller(&self, caller: &Pubkey) -> Result<()> {
        require_keys_eq!(*caller, self.controller, IdentityError::NotController);
        Ok(())
    }

    /// The bytes of its account, so many that a change of guardians under way needs no more.
    pub fn space(&self) -> usize {
        let (now, next) = (self.guardians.len(), self.next_guardians.len());
        Self::HEAD_BYTES + 32 * (self.keys.len() + (2 * now + next).max(2 * next))
    }

    /// Has `payer` pay for what its account lacks.
    pub fn make_room<'info>(&self, account: &AccountInfo<'info>, payer: &AccountInfo<'info>) -> Result<()> {
        let space = self.space();
        if space <= account.data_len() {
            return Ok(());
        }
        chain::fund(account, payer, space)?;
        Ok(account.resize(space)?)
    }

    /// How many guardians want this controller.
    pub fn backers(&self, controller: &Pubkey) -> usize {
        self.backed.iter().filter(|backed| *backed == controller).count()
    }

    /// Takes all backing away.
    pub fn drop_recovery(&mut self) {
        self.backed = vec![Pubkey::default(); self.guardians.len()];
        (self.recovery_to, self.recovery_at) = (Pubkey::default(), 0);
    }

    pub fn drop_guardian_change(&mut self) {
        self.next_guardians.clear();
        (self.next_threshold, self.guardians_at) = (0, 0);
    }
}

/// At most five, each another and none of them the controller; the threshold is one that they can reach.
pub fn require_guardians(controller: &Pubkey, guardians: &[Pubkey], threshold: u8) -> Result<()> {
    let count = guardians.len();
    let (nobody, of_them) = (Pubkey::default(), |who| guardians.contains(who));
    let twice = guardians.iter().enumerate().any(|(i, g)| guardians[..i].contains(g));
    let is_sound = count <= MAX_GUARDIANS && !twice && !of_them(&nobody) && !of_them(controller);
    let is_met = (count.min(1)..=count).contains(&usize::from(threshold));
    require!(is_sound && is_met, IdentityError::BadGuardians);
    Ok(())
}

/// `controller` added it. `expires_at`, `revoked_at` and `flagged_at` are 0 where they do not hold; from them on the key
/// is not in force.
#[account]
#[derive(Debug, Default)]
pub struct SubjectKey {
    pub subject_id: [u8; 32],
    pub controller: Pubkey,
    pub algorithm: u8,
    pub role: u8,
    pub public_key: Vec<u8>,
    pub added_at: u64,
    pub expires_at: u64,
    pub revoked_at: u64,
    pub flagged_at: u64,
    pub bump: u8,
}

impl SubjectKey {
    /// The key of this id, where the twin looks for it only after other checks.
    pub fn of(account: &AccountInfo, key_id: &[u8; 32]) -> Result<Self> {
        require!(!chain::is_vacant(account), IdentityError::UnknownKey);
        let key: Self = chain::load(account)?;
        let is_it = ids::key_id(key.algorithm, &key.public_key) == *key_id;
        require!(is_it, ErrorCode::ConstraintSeeds);
        Ok(key)
    }

    /// Opens its account under this id.
    pub fn open<'info>(
        mut self,
        account: &AccountInfo<'info>,
        payer: &AccountInfo<'info>,
        key_id: &[u8; 32],
    ) -> Result<()> {
        self.bump = open(account, payer, &[KEY_SEED, key_id], self.space())?;
        chain::store(account, &self)
    }

    fn space(&self) -> usize {
        8 + 32 + 32 + 1 + 1 + (4 + self.public_key.len()) + 4 * 8 + 1
    }

    /// Whether a signature of `now` counts.
    pub fn is_in_force(&self, now: u64) -> bool {
        let ends = [self.expires_at, self.revoked_at, self.flagged_at];
        now >= self.added_at && ends.iter().all(|end| *end == 0 || now < *end)
    }

    /// Flags it from `since` on, or from when it is flagged already. Gives that time.
    pub fn flag(&mut self, since: u64) -> u64 {
        let before = if self.flagged_at == 0 { since } else { self.flagged_at };
        self.flagged_at = since.min(before);
        self.flagged_at
    }
}

/// Never, or in the future.
pub fn require_expiry(expires_at: u64, now: u64) -> Result<()> {
    require!(expires_at == 0 || expires_at > now, IdentityError::BadTime);
    Ok(())
}

/// `locked` of its stake answers for what it attests. `leaves_at` is 0 while it may attest, and then the time from which
/// it may have its stake back. No generation from `revoked_below` on was revoked.
#[account]
#[derive(InitSpace, Debug, Default)]
pub struct Issuer {
    pub issuer: Pubkey,
    pub profile: [u8; 32],
    pub locked: u64,
    pub leaves_at: u64,
    pub revoked_below: u64,
    pub bump: u8,
}

impl Issuer {
    /// The issuer at this address, where the twin looks for it only after other checks.
    pub fn of(account: &AccountInfo, issuer: &Pubkey) -> Result<Self> {
        require!(!chain::is_vacant(account), IdentityError::UnknownIssuer);
        let found: Self = chain::load(account)?;
        require_keys_eq!(found.issuer, *issuer, ErrorCode::ConstraintSeeds);
        Ok(found)
    }

    /// When it revoked a generation, 0 where it did not. `account` is the generation's, and not looked at where none so
    /// high was revoked.
    pub fn revoked_at(&self, account: &AccountInfo, generation: u32) -> Result<u64> {
        if u64::from(generation) >= self.revoked_below {
            return Ok(0);
        }
        let number = generation.to_le_bytes();
        let seeds: &[&[u8]] = &[GENERATION_SEED, self.issuer.as_ref(), &number];
        chain::require_address(account, seeds, &crate::ID)?;
        if chain::is_vacant(account) {
            return Ok(0);
        }
        Ok(chain::load::<Generation>(account)?.revoked_at)
    }
}

/// What an issuer revoked as a whole.
#[account]
#[derive(InitSpace)]
pub struct Generation {
    pub revoked_at: u64,
}

/// `commitment` is the root over salted fields. `generation` is the issuer's own count: all of one can be revoked at once.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Debug, Default, PartialEq, Eq)]
pub struct AttestationTerms {
    pub subject_id: [u8; 32],
    pub kind: u8,
    pub generation: u32,
    pub expires_at: u64,
    pub commitment: [u8; 32],
}

/// `revoked_at` is 0 while it is not revoked by itself; its generation may be. One revoked in a batch before it was
/// claimed has a zero subject.
#[account]
#[derive(InitSpace, Debug, Default)]
pub struct Attestation {
    pub issuer: Pubkey,
    pub terms: AttestationTerms,
    pub issued_at: u64,
    pub revoked_at: u64,
    pub bump: u8,
}

impl Attestation {
    /// Whether it held at `at`, where its generation was revoked at `generation_revoked_at` (0: never).
    pub fn is_in_force(&self, at: u64, generation_revoked_at: u64) -> bool {
        let ends = [self.terms.expires_at, self.revoked_at, generation_revoked_at];
        at >= self.issued_at && ends.iter().all(|end| *end == 0 || at < *end)
    }
}

/// `count` attestations under one keccak root.
#[account]
#[derive(InitSpace)]
pub struct AttestationBatch {
    pub issuer: Pubkey,
    pub root: [u8; 32],
    pub count: u32,
    pub generation: u32,
    pub expires_at: u64,
    pub posted_at: u64,
    pub bump: u8,
}

/// sha256 of a C2PA claim, the content's perceptual hash (zero: none), where it comes from, sha256 over the tools that made
/// it (zero: none) and what it was made of.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    pub claim_hash: [u8; 32],
    pub soft_binding: [u8; 32],
    pub source_type: u8,
    pub tools: [u8; 32],
    pub parents: Vec<[u8; 32]>,
}

impl Content {
    /// claim_hash || soft_binding || source_type (1) || tools || the number of parents (1) || parents.
    pub fn payload(&self) -> Vec<u8> {
        [
            &self.claim_hash[..],
            &self.soft_binding,
            &[self.source_type],
            &self.tools,
            &[self.parents.len() as u8],
            self.parents.as_flattened(),
        ]
        .concat()
    }

    pub fn require_good(&self) -> Result<()> {
        let is_known = self.claim_hash != [0; 32] && SOURCE_TYPES.contains(&self.source_type);
        require!(is_known && self.parents.len() <= MAX_PARENTS, IdentityError::BadContent);
        Ok(())
    }
}

/// `signer` controlled the key's subject at `recorded_at` and answers for it. `flagged`: a final ruling found it false.
#[account]
#[derive(Debug, Default)]
pub struct ContentRecord {
    pub key_id: [u8; 32],
    pub content: Content,
    pub signer: Pubkey,
    pub recorded_at: u64,
    pub flagged: bool,
    pub bump: u8,
}

impl ContentRecord {
    /// The record of this id, where the twin looks for it only after other checks.
    pub fn of(account: &AccountInfo, content_id: &[u8; 32]) -> Result<Self> {
        require!(!chain::is_vacant(account), IdentityError::UnknownContent);
        let record: Self = chain::load(account)?;
        let is_it = ids::content_id(&record.key_id, &record.content.claim_hash) == *content_id;
        require!(is_it, ErrorCode::ConstraintSeeds);
        Ok(record)
    }

    /// Opens its account under this id.
    pub fn open<'info>(
        &mut self,
        account: &AccountInfo<'info>,
        payer: &AccountInfo<'info>,
        content_id: &[u8; 32],
    ) -> Result<()> {
        self.bump = open(account, payer, &[CONTENT_SEED, content_id], self.space())?;
        chain::store(account, self)
    }

    fn space(&self) -> usize {
        8 + 32 + (3 * 32 + 1 + 4 + 32 * self.content.parents.len()) + 32 + 8 + 1 + 1
    }
}

/// `count` contents under one keccak root, signed once.
#[account]
#[derive(InitSpace)]
pub struct ContentBatch {
    pub key_id: [u8; 32],
    pub root: [u8; 32],
    pub count: u32,
    pub signer: Pubkey,
    pub posted_at: u64,
    pub bump: u8,
}

/// What a final ruling found, carried out: about `matter` (a content's or a key's id) of a subject, as of `at`.
#[account]
#[derive(InitSpace)]
pub struct Finding {
    pub subject_id: [u8; 32],
    pub matter: [u8; 32],
    pub at: u64,
    pub penalty: u64,
    pub accuser: Pubkey,
    pub bump: u8,
}

impl Finding {
    /// Opens the account of what this case found.
    pub fn open<'info>(
        account: &AccountInfo<'info>,
        payer: &AccountInfo<'info>,
        case: &Case,
        subject_id: [u8; 32],
        at: u64,
    ) -> Result<()> {
        let seeds = [FINDING_SEED, &case.case_id];
        let finding = Self {
            subject_id,
            matter: case.accusation.subject,
            at,
            penalty: case.accusation.penalty,
            accuser: case.accuser,
            bump: open(account, payer, &seeds, 8 + Self::INIT_SPACE)?,
        };
        chain::store(account, &finding)
    }
}

/// A batch has a root, and leaves within their bounds.
pub fn is_batch(root: &[u8; 32], count: u32) -> bool {
    *root != [0; 32] && (1..=MAX_BATCH).contains(&count)
}

/// Opens a vacant account of the program's at the address of these seeds. Gives the bump.
pub fn open<'info>(
    account: &AccountInfo<'info>,
    payer: &AccountInfo<'info>,
    seeds: &[&[u8]],
    space: usize,
) -> Result<u8> {
    let bump = chain::require_address(account, seeds, &crate::ID)?;
    let signing = [bump];
    let seeds = [seeds, &[&signing]].concat();
    chain::open(account, payer, space, &crate::ID, &seeds)?;
    Ok(bump)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somebody(byte: u8) -> Pubkey {
        Pubkey::from([byte; 32])
    }

    fn packed(account: &impl AccountSerialize) -> usize {
        let mut bytes = vec![];
        account.try_serialize(&mut bytes).unwrap();
        bytes.len()
    }

    #[test]
    fn a_subject_takes_the_space_that_it_says() {
        for (now, next, keys) in [(0, 0, 0), (1, 0, 2), (5, 0, 16), (5, 5, 16), (0, 5, 3), (1, 3, 0)] {
            let mut subject = Subject {
                guardians: vec![somebody(1); now],
                backed: vec![somebody(2); now],
                next_guardians: vec![somebody(3); next],
                keys: vec![[4; 32]; keys],
                ..Subject::default()
            };
            let space = subject.space();
            assert!(packed(&subject) <= space);
            subject.guardians = std::mem::take(&mut subject.next_guardians);
            subject.drop_recovery();
            assert_eq!(packed(&subject), subject.space());
            assert!(packed(&subject) <= space || next == 0);
        }
    }

    #[test]
    fn guardians_are_few_and_others_and_reach_their_threshold() {
        let [one, two, three] = [1, 2, 3].map(somebody);
        let six: Vec<Pubkey> = (10..16).map(somebody).collect();
        let controller = somebody(9);
        let is_sound = |guardians: &[Pubkey], threshold| require_guardians(&controller, guardians, threshold).is_ok();
        assert!(is_sound(&[], 0) && !is_sound(&[], 1));
        assert!(!is_sound(&[one, two, three], 0) && is_sound(&[one, two, three], 1));
        assert!(is_sound(&[one, two, three], 3) && !is_sound(&[one, two, three], 4));
        assert!(!is_sound(&[one, two, one], 1) && !is_sound(&[one, controller], 1));
        assert!(!is_sound(&[one, Pubkey::default()], 1));
        assert!(is_sound(&six[..5], 5) && !is_sound(&six, 5));
    }

    #[test]
    fn a_key_is_in_force_until_the_first_of_its_ends() {
        let key = |expires_at, revoked_at, flagged_at| SubjectKey {
            added_at: 10,
            expires_at,
            revoked_at,
            flagged_at,
            ..SubjectKey::default()
        };
        assert!(key(0, 0, 0).is_in_force(10) && key(0, 0, 0).is_in_force(u64::MAX));
        assert!(!key(0, 0, 0).is_in_force(9));
        for ended in [key(20, 0, 0), key(0, 20, 0), key(0, 0, 20), key(30, 20, 25)] {
            assert!(ended.is_in_force(19) && !ended.is_in_force(20));
        }
    }

    #[test]
    fn a_key_is_flagged_from_the_earliest_time_that_was_said() {
        let mut key = SubjectKey::default();
        assert_eq!([20, 30, 10].map(|since| key.flag(since)), [20, 20, 10]);
    }

    #[test]
    fn an_attestation_holds_from_its_issue_to_the_first_of_its_ends() {
        let mut attestation = Attestation {
            issued_at: 10,
            ..Attestation::default()
        };
        attestation.terms.expires_at = 40;
        assert!(attestation.is_in_force(10, 0) && attestation.is_in_force(39, 0));
        assert!(!attestation.is_in_force(9, 0) && !attestation.is_in_force(40, 0));
        assert!(attestation.is_in_force(29, 30) && !attestation.is_in_force(30, 30));
        attestation.revoked_at = 20;
        assert!(attestation.is_in_force(19, 30) && !attestation.is_in_force(20, 30));
    }

    #[test]
    fn records_take_the_space_that_they_are_opened_with() {
        let mut record = ContentRecord::default();
        let empty = packed(&record);
        record.content.parents = vec![[1; 32]; MAX_PARENTS];
        assert_eq!(packed(&record), empty + 32 * MAX_PARENTS);
        assert_eq!(empty, record.space() - 32 * MAX_PARENTS);
        let key = SubjectKey {
            public_key: vec![1; 64],
            ..SubjectKey::default()
        };
        assert_eq!(packed(&key), key.space());
    }
}
