"""The classic SPL token program: the five instructions that we give it, and a balance."""

from __future__ import annotations

from struct import pack

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey
from solders.system_program import CreateAccountParams, create_account

from .pda import token_account
from .transport import SYSTEM_PROGRAM, TOKEN_PROGRAM

ASSOCIATED = Pubkey.from_string("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL")
MINT_SIZE = 82
DECIMALS = 6


def create_mint(payer: Pubkey, mint: Pubkey, authority: Pubkey, rent: int) -> list[Instruction]:
    """A token of 6 decimals that nobody can freeze. `mint` signs."""
    space = create_account(CreateAccountParams(from_pubkey=payer, to_pubkey=mint, lamports=rent, space=MINT_SIZE, owner=TOKEN_PROGRAM))
    return [space, Instruction(TOKEN_PROGRAM, bytes([20, DECIMALS]) + bytes(authority) + b"\0", [AccountMeta(mint, False, True)])]


def open_account(payer: Pubkey, owner: bytes, token: bytes) -> Instruction:
    """Opens the owner's associated account; does nothing where it is open."""
    keys = [
        AccountMeta(payer, True, True),
        AccountMeta(token_account(owner, token), False, True),
        AccountMeta(Pubkey.from_bytes(owner), False, False),
        AccountMeta(Pubkey.from_bytes(token), False, False),
        AccountMeta(SYSTEM_PROGRAM, False, False),
        AccountMeta(TOKEN_PROGRAM, False, False),
    ]
    return Instruction(ASSOCIATED, b"\1", keys)


def mint_to(token: bytes, owner: bytes, amount: int, authority: Pubkey) -> Instruction:
    keys = [
        AccountMeta(Pubkey.from_bytes(token), False, True),
        AccountMeta(token_account(owner, token), False, True),
        AccountMeta(authority, True, False),
    ]
    return Instruction(TOKEN_PROGRAM, b"\7" + pack("<Q", amount), keys)


def amount_in(data: bytes | None) -> int:
    """What a token account holds; nothing where there is none."""
    return int.from_bytes(data[64:72], "little") if data else 0
