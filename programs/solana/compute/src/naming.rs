//! Jobs may name a program instead of a provider: then whom it names may accept. Matching is one; any other may be
//! (docs/matching.md). Twin: programs/evm/compute/INamer.sol.

use anchor_lang::prelude::*;
use anchor_lang::system_program;

/// The authority of such a program, which terms name.
const NAMER_SEED: &[u8] = b"namer";
/// Of Anchor's account type `Listing`: the first 8 bytes of sha256("account:Listing").
const DISCRIMINATOR: [u8; 8] = [218, 32, 50, 73, 43, 134, 26, 58];
const JOB: usize = 8;
const PROVIDER: usize = JOB + 32;
const END: usize = PROVIDER + 32;

/// Whether the account is one of the program whose namer the job names, and says that this provider may accept it. Its program alone can
/// write to it.
pub fn is_named(account: &Option<UncheckedAccount>, named: &Pubkey, job_id: &[u8; 32], provider: &Pubkey) -> bool {
    let Some(account) = account else {
        return false;
    };
    if *account.owner == system_program::ID {
        return false;
    }
    if Pubkey::find_program_address(&[NAMER_SEED], account.owner).0 != *named {
        return false;
    }
    let Ok(data) = account.try_borrow_data() else {
        return false;
    };
    data.get(..END).is_some_and(|said| {
        said[..JOB] == DISCRIMINATOR && said[JOB..PROVIDER] == *job_id && said[PROVIDER..] == provider.to_bytes()
    })
}
