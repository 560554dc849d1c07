//! What a call takes that is too long for a transaction: provided before, piece by piece, into an account of the party's own. Each program has such
//! accounts of a type of its own, all laid out as this: party, bump, data. Twins: clients/assay/reference/openings.py, programs/evm/compute/Openings.sol.

use anchor_lang::prelude::*;

use crate::chain;

pub const OPENINGS_SEED: &[u8] = b"openings";
pub const MAX_OPENINGS: usize = 8_192;

/// Discriminator, party, bump, length.
const PARTY: usize = 8;
const BUMP: usize = PARTY + 32;
const LENGTH: usize = BUMP + 1;
const HEAD: usize = LENGTH + 4;

/// What a program's own errors call the faults of a piece.
pub trait OpeningsErrors: Into<Error> {
    const BAD_OFFSET: Self;
    const TOO_MUCH_DATA: Self;
}

/// A program's type of such accounts.
pub trait Provided: AccountSerialize + AccountDeserialize + Owner + Discriminator + Clone {
    fn data(&self) -> &[u8];
}

/// What a call brings; where it brings nothing, what its caller provided.
pub struct Given<'a, 'info, T: Provided> {
    data: &'a [u8],
    provided: Option<&'a Account<'info, T>>,
}

impl<'a, 'info, T: Provided> Given<'a, 'info, T> {
    pub fn of(data: &'a [u8], openings: Option<&'a Account<'info, T>>) -> Self {
        let provided = openings.filter(|_| data.is_empty());
        Self { data, provided }
    }

    pub fn bytes(&self) -> &'a [u8] {
        self.provided.map_or(self.data, |openings| openings.data())
    }

    /// Provided bytes serve one call: the rent goes back to the caller. The last thing that moves lamports, since a runtime
    /// that is called in between would miss them.
    pub fn use_up(&self, caller: &Signer<'info>) -> Result<()> {
        match self.provided {
            Some(provided) => provided.close(caller.to_account_info()),
            None => Ok(()),
        }
    }
}

/// Lays `data` down at `offset` of the caller's openings, whose address `bump` leads to: opened the first time, then as long as what they hold. Gives
/// their length.
pub fn provide<'info, T: Provided, E: OpeningsErrors>(
    openings: &AccountInfo<'info>,
    caller: &Signer<'info>,
    bump: u8,
    offset: u32,
    data: &[u8],
) -> Result<u32> {
    let (party, program, at) = (caller.key(), T::owner(), offset as usize);
    let is_first = chain::is_vacant(openings);
    let held = if is_first { 0 } else { length(openings, &program)? };
    if at != 0 && at != held {
        return Err(E::BAD_OFFSET.into());
    }
    let length = at.checked_add(data.len()).filter(|length| *length <= MAX_OPENINGS);
    let length = length.ok_or_else(|| E::TOO_MUCH_DATA.into())?;

    let space = HEAD + length;
    if is_first {
        let seeds: &[&[u8]] = &[OPENINGS_SEED, party.as_ref(), &[bump]];
        chain::open(openings, caller, space, &program, seeds)?;
    } else {
        chain::fund(openings, caller, space)?;
        openings.resize(space)?;
    }
    let mut bytes = openings.try_borrow_mut_data()?;
    bytes[..PARTY].copy_from_slice(T::DISCRIMINATOR);
    bytes[PARTY..BUMP].copy_from_slice(party.as_ref());
    bytes[BUMP] = bump;
    bytes[LENGTH..HEAD].copy_from_slice(&(length as u32).to_le_bytes());
    bytes[HEAD + at..].copy_from_slice(data);
    Ok(length as u32)
}

/// How many bytes the account, at the party's own address, holds.
fn length(account: &AccountInfo, program: &Pubkey) -> Result<usize> {
    require_keys_eq!(*account.owner, *program, ErrorCode::AccountOwnedByWrongProgram);
    account
        .data_len()
        .checked_sub(HEAD)
        .ok_or(ErrorCode::AccountDidNotDeserialize.into())
}
