//! What the program stores: the models of clients/assay/models/court.py, and PDAs' bumps.

use anchor_lang::prelude::*;
use assay_staking::chain::{self, Purse};
use bytemuck::{Pod, Zeroable};

use crate::errors::CourtError;

pub const CONFIG_SEED: &[u8] = b"config";
pub const ESCROW_SEED: &[u8] = b"escrow";
pub const SLASHER_SEED: &[u8] = b"slasher";
pub const JUROR_SEED: &[u8] = b"juror";
pub const CASE_SEED: &[u8] = b"case";
pub const ROUND_SEED: &[u8] = b"round";
pub const SECRET_SEED: &[u8] = b"seed";

pub const MAX_SEATS: u32 = 63;
pub const MAX_ROUNDS: u8 = 5;
pub const MAX_APPEALS: usize = MAX_ROUNDS as usize - 1;
pub const MAX_REWARD_BPS: u16 = 5_000;
/// So that no sum of what a case holds can overflow.
pub const MAX_BOND: u64 = 1 << 40;
/// The same, where there may be 2**32 of them.
pub const MAX_SEED_BOND: u64 = 1 << 31;
pub const TICKET_BYTES: usize = 12;

/// Values of `Case::state`.
pub mod case_state {
    pub const ACCUSED: u8 = 1;
    pub const HEARD: u8 = 2;
    pub const RULED: u8 = 3;
    pub const CLOSED: u8 = 4;
}

/// Values of `Case::verdict` and `Vote::vote`.
pub mod verdict {
    pub const NONE: u8 = 0;
    pub const NOT_GUILTY: u8 = 1;
    pub const GUILTY: u8 = 2;
}

/// Where a round stands: each lasts `phase_secs`, the last for ever.
pub mod phase {
    pub const SEED_COMMIT: u64 = 0;
    pub const SEED_REVEAL: u64 = 1;
    pub const SEATING: u64 = 2;
    pub const VOTE_COMMIT: u64 = 3;
    pub const VOTE_REVEAL: u64 = 4;
    pub const OVER: u64 = 5;
}

#[account]
#[derive(InitSpace)]
pub struct CourtConfig {
    pub token: Pubkey,
    pub treasury: Pubkey,
    pub contest_secs: u64,
    pub phase_secs: u64,
    pub case_bond: u64,
    pub seed_bond: u64,
    pub seat_stake: u64,
    pub max_penalty: u64,
    pub jurors: u8,
    pub max_rounds: u8,
    pub reward_bps: u16,
    pub bump: u8,
    pub escrow_bump: u8,
    pub slasher_bump: u8,
}

impl CourtConfig {
    /// The address under which this program slashes.
    pub fn slasher(&self) -> Result<Pubkey> {
        let seeds: &[&[u8]] = &[SLASHER_SEED, &[self.slasher_bump]];
        Pubkey::create_program_address(seeds, &crate::ID).map_err(|_| ErrorCode::ConstraintSeeds.into())
    }

    /// The places that a round has.
    pub fn seats_of(&self, round_index: u8) -> u32 {
        ((u32::from(self.jurors) + 1) << round_index) - 1
    }

    /// What it costs to appeal against what this round said.
    pub fn appeal_bond(&self, round_index: u8) -> u64 {
        self.case_bond << (round_index + 1)
    }

    /// Pays `owner` out of the escrow. `this` is the account that holds this config.
    pub fn pay_out<'info>(
        &self,
        this: &AccountInfo<'info>,
        escrow: &AccountInfo<'info>,
        to: &AccountInfo<'info>,
        owner: &Pubkey,
        amount: u64,
    ) -> Result<()> {
        let purse = Purse {
            account: escrow,
            authority: this,
            seeds: &[CONFIG_SEED, &[self.bump]],
            mint: self.token,
        };
        purse.pay_out::<CourtError>(to, owner, amount)
    }
}

/// `seats` it has paid for, of which `seated` serve; drawn in rounds whose seeds were committed after `since_at`.
#[account]
#[derive(InitSpace)]
pub struct Juror {
    pub juror: Pubkey,
    pub seats: u32,
    pub seated: u32,
    pub since_at: u64,
    pub bump: u8,
}

impl Juror {
    /// The owner's, where the twin looks for it only after other checks.
    pub fn of(account: &AccountInfo, owner: &Pubkey) -> Result<Self> {
        require!(!chain::is_vacant(account), CourtError::UnknownJuror);
        let juror: Self = chain::load(account)?;
        require_keys_eq!(juror.juror, *owner, ErrorCode::ConstraintSeeds);
        Ok(juror)
    }
}

/// Against `accused`, about `subject`, as of `since_at`. `penalty` base units of the accused's stake are at risk;
/// `evidence` is the sha256 of a file that the accuser publishes.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Debug, Default, PartialEq, Eq)]
pub struct Accusation {
    pub accused: Pubkey,
    pub subject: [u8; 32],
    pub kind: u8,
    pub since_at: u64,
    pub penalty: u64,
    pub evidence: [u8; 32],
}

/// `contestant` is zero and `verdict` NONE until there is one. `due_at` is the end of the contest (ACCUSED), the start of
/// the round (HEARD), the end of the right to appeal (RULED) or the time of closing (CLOSED). `seats`, `guilty_seats` and
/// `innocent_seats` count all rounds that were not void. `pot` is what was lost so far; once closed, what the coherent
/// seats share, at `pay` each. `appealed[i]` is the verdict that `appellants[i]` appealed against. `collected` has a bit
/// a role that was paid: 0 accuser, 1 contestant, 2 treasury, 3 + i appellant i.
#[account]
#[derive(InitSpace, Debug, Default)]
pub struct Case {
    pub case_id: [u8; 32],
    pub accuser: Pubkey,
    pub accusation: Accusation,
    pub accused_at: u64,
    pub state: u8,
    pub due_at: u64,
    pub contestant: Pubkey,
    pub round_index: u8,
    pub verdict: u8,
    pub guilty_seats: u16,
    pub innocent_seats: u16,
    pub seats: u16,
    pub pot: u64,
    pub pay: u64,
    #[max_len(MAX_APPEALS)]
    pub appellants: Vec<Pubkey>,
    #[max_len(MAX_APPEALS)]
    pub appealed: Vec<u8>,
    pub collected: u8,
    pub bump: u8,
}

impl Case {
    /// Whether the ruling is final.
    pub fn is_closed(&self) -> bool {
        self.state == case_state::CLOSED
    }

    /// Whether a final ruling says so.
    pub fn is_guilty(&self) -> bool {
        self.is_closed() && self.verdict == verdict::GUILTY
    }

    pub fn is_contested(&self) -> bool {
        self.contestant != Pubkey::default()
    }
}

/// What a contributor committed to; gone once it is revealed.
#[account]
#[derive(InitSpace)]
pub struct Seed {
    pub commitment: [u8; 32],
    pub bump: u8,
}

/// How far a round has come. `seed` is the xor of what was revealed; `taken` of the round's seats are; `void`: they
/// never were all taken.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub case_id: [u8; 32],
    pub round_index: u8,
    pub started_at: u64,
    pub seeds_committed: u32,
    pub seeds_revealed: u32,
    pub seed: [u8; 32],
    pub taken: u8,
    pub guilty_seats: u16,
    pub innocent_seats: u16,
    pub void: bool,
}

/// `ticket` is a big-endian number; the lowest are the jury.
#[repr(C)]
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub struct Seat {
    pub ticket: [u8; TICKET_BYTES],
    pub juror: Pubkey,
}

/// `commitment` is zero before, `vote` NONE until it is revealed; `released` is 0 or 1.
#[repr(C)]
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub struct Vote {
    pub juror: Pubkey,
    pub seats: u8,
    pub commitment: [u8; 32],
    pub vote: u8,
    pub released: u8,
}

/// Both lists are as long as the round has seats: of `seats` the first `progress.taken` are, by ticket; a vote of 0 seats
/// is a free place among the votes, which have no order.
#[account]
#[derive(Debug, PartialEq, Eq)]
pub struct Round {
    pub progress: Progress,
    pub seats: Vec<Seat>,
    pub votes: Vec<Vote>,
}

impl Round {
    /// The bytes of an account of so many seats.
    pub fn space(seats: usize) -> usize {
        8 + Progress::INIT_SPACE + 4 + seats * size_of::<Seat>() + 4 + seats * size_of::<Vote>()
    }
}
