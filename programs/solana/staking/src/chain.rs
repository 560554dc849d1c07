//! What a program needs of its chain: the clock, accounts at addresses of its own, and one token. The other programs
//! use it too. Twin: clients/assay/reference/chain.py.

use anchor_lang::prelude::*;
use anchor_lang::system_program;
use anchor_spl::token::{self, spl_token::state::AccountState, Mint, TokenAccount};

pub const TOKEN_DECIMALS: u8 = 6;
const ASSOCIATED_TOKEN_PROGRAM: Pubkey = pubkey!("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL");

/// Ten years: a delay beyond it is a mistake, and no clock plus it can overflow and so hold up a verdict.
pub const MAX_SECS: u64 = 315_360_000;

/// Unix seconds.
pub fn now() -> Result<u64> {
    Ok(Clock::get()?.unix_timestamp.unsigned_abs())
}

// Accounts.
//
// Anchor's `init` opens an address that already holds lamports by a system instruction that not every cluster knows.
// Where it does not, one lamport sent to the address of the next dispute would keep it from ever being opened, and a
// false claim would be paid. So accounts are opened here by instructions that always were.

/// Whether nothing was opened at this address yet. Lamports that somebody sent there do not count.
pub fn is_vacant(account: &AccountInfo) -> bool {
    *account.owner == system_program::ID
}

/// Opens a vacant account of `space` bytes for `owner`, at the address that `seeds` (with the bump) lead to.
pub fn open<'info>(
    account: &AccountInfo<'info>,
    payer: &AccountInfo<'info>,
    space: usize,
    owner: &Pubkey,
    seeds: &[&[u8]],
) -> Result<()> {
    let signed = &[seeds];
    if account.lamports() == 0 {
        let accounts = system_program::CreateAccount {
            from: payer.clone(),
            to: account.clone(),
        };
        let rent = Rent::get()?.minimum_balance(space);
        let call = CpiContext::new_with_signer(system_program::ID, accounts, signed);
        return system_program::create_account(call, rent, space as u64, owner);
    }
    fund(account, payer, space)?;
    let accounts = system_program::Allocate {
        account_to_allocate: account.clone(),
    };
    system_program::allocate(
        CpiContext::new_with_signer(system_program::ID, accounts, signed),
        space as u64,
    )?;
    let accounts = system_program::Assign {
        account_to_assign: account.clone(),
    };
    system_program::assign(CpiContext::new_with_signer(system_program::ID, accounts, signed), owner)
}

/// Has `payer` add what `account` lacks of the rent for `space` bytes.
pub fn fund<'info>(account: &AccountInfo<'info>, payer: &AccountInfo<'info>, space: usize) -> Result<()> {
    let lacking = Rent::get()?.minimum_balance(space).saturating_sub(account.lamports());
    if lacking == 0 {
        return Ok(());
    }
    let accounts = system_program::Transfer {
        from: payer.clone(),
        to: account.clone(),
    };
    system_program::transfer(CpiContext::new(system_program::ID, accounts), lacking)
}

/// Closes an account of the program's own and gives its rent to `receiver`.
pub fn close<'info>(account: &AccountInfo<'info>, receiver: &AccountInfo<'info>) -> Result<()> {
    let lamports = account.lamports();
    **account.try_borrow_mut_lamports()? = 0;
    **receiver.try_borrow_mut_lamports()? += lamports;
    account.assign(&system_program::ID);
    Ok(account.resize(0)?)
}

/// Reads an account of this type, checking its owner and discriminator. Programs open such accounts at their own
/// addresses only, so the ids inside say which one it is.
pub fn load<T: AccountDeserialize + Owner>(account: &AccountInfo) -> Result<T> {
    require_keys_eq!(*account.owner, T::owner(), ErrorCode::AccountOwnedByWrongProgram);
    // Where it cannot be borrowed, it was given in another place too and is worked on there.
    let data = account.try_borrow_data();
    let data = data.map_err(|_| ErrorCode::ConstraintDuplicateMutableAccount)?;
    T::try_deserialize(&mut &data[..])
}

/// That an account is at the address that these seeds lead to in a program. Gives the bump.
pub fn require_address(account: &AccountInfo, seeds: &[&[u8]], program: &Pubkey) -> Result<u8> {
    let (address, bump) = Pubkey::find_program_address(seeds, program);
    require_keys_eq!(*account.key, address, ErrorCode::ConstraintSeeds);
    Ok(bump)
}

/// An account that this call cannot do without.
pub fn needed<'a, 'info>(account: &'a Option<UncheckedAccount<'info>>) -> Result<&'a AccountInfo<'info>> {
    match account {
        Some(account) => Ok(account),
        None => Err(ErrorCode::ConstraintAccountIsNone.into()),
    }
}

/// Writes an account back. Only the program that owns it can.
pub fn store<T: AccountSerialize>(account: &AccountInfo, value: &T) -> Result<()> {
    let mut data = account.try_borrow_mut_data()?;
    value.try_serialize(&mut &mut data[..])
}

// The token.

/// What a program's own errors call the faults of its token.
pub trait TokenErrors: Into<Error> + Sized {
    const WRONG_TOKEN: Self;
    const INSUFFICIENT_FUNDS: Self;
    const TRANSFER_FAILED: Self;
}

/// The mint is of the classic token program (which takes no fee) and of 6 decimals.
pub fn require_token<E: TokenErrors>(mint: &AccountInfo) -> Result<()> {
    match load::<Mint>(mint) {
        Ok(mint) if mint.decimals == TOKEN_DECIMALS => Ok(()),
        _ => Err(E::WRONG_TOKEN.into()),
    }
}

/// Opens a program's own token account, under the authority of one of its PDAs.
pub fn open_purse<'info>(
    purse: &AccountInfo<'info>,
    mint: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    payer: &AccountInfo<'info>,
    seeds: &[&[u8]],
) -> Result<()> {
    open(purse, payer, TokenAccount::LEN, &token::ID, seeds)?;
    let accounts = token::InitializeAccount3 {
        account: purse.clone(),
        mint: mint.clone(),
        authority: authority.clone(),
    };
    token::initialize_account3(CpiContext::new(token::ID, accounts))
}

/// The owner's token account holds `amount` that can move. One that was never opened holds nothing.
pub fn require_funds<E: TokenErrors>(account: &AccountInfo, owner: &Pubkey, mint: &Pubkey, amount: u64) -> Result<()> {
    let held = held::<E>(account, owner, mint)?;
    if held.as_ref().map_or(0, |p| p.amount) < amount {
        return Err(E::INSUFFICIENT_FUNDS.into());
    }
    require_moves::<E>(held)
}

/// Moves tokens in, from an account that passed `require_funds` and by its owner's signature.
pub fn take_in<'info>(
    from: &AccountInfo<'info>,
    to: &AccountInfo<'info>,
    owner: &AccountInfo<'info>,
    amount: u64,
) -> Result<()> {
    let accounts = token::Transfer {
        from: from.clone(),
        to: to.clone(),
        authority: owner.clone(),
    };
    token::transfer(CpiContext::new(token::ID, accounts), amount)
}

/// Where a program's tokens are and who signs for them.
pub struct Purse<'a, 'info> {
    pub account: &'a AccountInfo<'info>,
    pub authority: &'a AccountInfo<'info>,
    pub seeds: &'a [&'a [u8]],
    pub mint: Pubkey,
}

impl<'info> Purse<'_, 'info> {
    /// Moves tokens out to the associated token account of `owner`. Nothing is asked of the account where there is nothing to move.
    pub fn pay_out<E: TokenErrors>(&self, to: &AccountInfo<'info>, owner: &Pubkey, amount: u64) -> Result<()> {
        if amount == 0 {
            return Ok(());
        }
        require_moves::<E>(held::<E>(to, owner, &self.mint)?)?;
        // Anyone may have anyone paid, so the caller must not choose which of the payee's accounts it is.
        require_keys_eq!(
            to.key(),
            associated_purse(owner, &self.mint),
            ErrorCode::ConstraintAssociated
        );
        let accounts = token::Transfer {
            from: self.account.clone(),
            to: to.clone(),
            authority: self.authority.clone(),
        };
        token::transfer(CpiContext::new_with_signer(token::ID, accounts, &[self.seeds]), amount)
    }
}

fn associated_purse(owner: &Pubkey, mint: &Pubkey) -> Pubkey {
    let seeds = [owner.as_ref(), token::ID.as_ref(), mint.as_ref()];
    Pubkey::find_program_address(&seeds, &ASSOCIATED_TOKEN_PROGRAM).0
}

fn held<E: TokenErrors>(account: &AccountInfo, owner: &Pubkey, mint: &Pubkey) -> Result<Option<TokenAccount>> {
    if is_vacant(account) {
        return Ok(None);
    }
    let purse: TokenAccount = load(account)?;
    if purse.mint != *mint {
        return Err(E::WRONG_TOKEN.into());
    }
    require_keys_eq!(purse.owner, *owner, ErrorCode::ConstraintTokenOwner);
    Ok(Some(purse))
}

fn require_moves<E: TokenErrors>(held: Option<TokenAccount>) -> Result<()> {
    if held.is_some_and(|p| p.state == AccountState::Initialized) {
        return Ok(());
    }
    Err(E::TRANSFER_FAILED.into())
}
