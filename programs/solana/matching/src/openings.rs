//! What a call takes that is too long for a transaction: provided before, piece by piece.

use anchor_lang::prelude::*;

use crate::state::Openings;

/// Discriminator, party, bump, length.
const PARTY: usize = 8;
const BUMP: usize = PARTY + 32;
const LENGTH: usize = BUMP + 1;
pub const HEAD: usize = LENGTH + 4;

/// What a call brings; where it brings nothing, what its caller provided.
pub struct Given<'a, 'info> {
    pub bytes: Vec<u8>,
    provided: Option<&'a Account<'info, Openings>>,
}

impl<'a, 'info> Given<'a, 'info> {
    pub fn of(data: Vec<u8>, openings: Option<&'a Account<'info, Openings>>) -> Self {
        let provided = openings.filter(|_| data.is_empty());
        let bytes = provided.map_or(data, |openings| openings.data.clone());
        Self { bytes, provided }
    }

    /// Provided bytes serve one call: the rent goes back to the caller. The last thing that moves lamports, since a runtime
    /// that is called in between would miss them. Gives the bytes.
    pub fn use_up(self, caller: &Signer<'info>) -> Result<Vec<u8>> {
        if let Some(provided) = self.provided {
            provided.close(caller.to_account_info())?;
        }
        Ok(self.bytes)
    }
}

/// How many bytes the account, at the party's own address, holds.
pub fn length(account: &AccountInfo) -> Result<usize> {
    require_keys_eq!(*account.owner, crate::ID, ErrorCode::AccountOwnedByWrongProgram);
    account
        .data_len()
        .checked_sub(HEAD)
        .ok_or(ErrorCode::AccountDidNotDeserialize.into())
}

/// Writes `data` at `offset`, where the openings of `party` then end. The account has just the space.
pub fn write(account: &AccountInfo, party: &Pubkey, bump: u8, offset: usize, data: &[u8]) -> Result<()> {
    let mut bytes = account.try_borrow_mut_data()?;
    let length = (offset + data.len()) as u32;
    bytes[..PARTY].copy_from_slice(Openings::DISCRIMINATOR);
    bytes[PARTY..BUMP].copy_from_slice(party.as_ref());
    bytes[BUMP] = bump;
    bytes[LENGTH..HEAD].copy_from_slice(&length.to_le_bytes());
    bytes[HEAD + offset..].copy_from_slice(data);
    Ok(())
}
