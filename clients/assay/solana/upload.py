"""Puts a program on a Solana chain through the upgradeable loader, by plain transactions."""

from __future__ import annotations

from struct import pack

from solders import sysvar
from solders.instruction import AccountMeta, Instruction
from solders.keypair import Keypair
from solders.pubkey import Pubkey
from solders.system_program import CreateAccountParams, create_account

from ..errors import InputError
from ..ids import derive
from .transport import SYSTEM_PROGRAM, RpcTransport

LOADER = Pubkey.from_string("BPFLoaderUpgradeab1e11111111111111111111111")
CHUNK = 900
# What the loader writes before the program's bytes in its two kinds of accounts.
BUFFER_HEAD, PROGRAM_DATA_HEAD, PROGRAM_SIZE = 37, 45, 36


def program_key(name: str) -> Keypair:
    """The key of a program's address. Anyone can make it, and it is good for nothing once the program stands: the upgrade authority is
    the payer's. Where somebody else deployed there first, `upload` says so."""
    return Keypair.from_seed(derive("program", b"/" + name.encode()))


def program_data(program: Pubkey) -> Pubkey:
    return Pubkey.find_program_address([bytes(program)], LOADER)[0]


def uploaded(transport: RpcTransport, program: Pubkey) -> bytes | None:
    """The program's bytes on the chain, or None where there is none."""
    data = transport.account(program_data(program))
    return None if data is None else data[PROGRAM_DATA_HEAD:]


def upload(transport: RpcTransport, payer: Keypair, program: Keypair, elf: bytes) -> bool:
    """Deploys the program, or finds it deployed and gives False. Raises InputError where something else stands at its address."""
    standing = uploaded(transport, program.pubkey())
    if standing is not None:
        # The loader pads with zeros what a program leaves of its account.
        if standing[: len(elf)] != elf or any(standing[len(elf) :]):
            raise InputError("program", str(program.pubkey()), "what was built here, or nothing", "other bytes stand there: build with another program id")
        return False
    buffer = Keypair()
    _write_buffer(transport, payer, buffer, elf)
    create = CreateAccountParams(
        from_pubkey=payer.pubkey(), to_pubkey=program.pubkey(), lamports=transport.rent(PROGRAM_SIZE), space=PROGRAM_SIZE, owner=LOADER
    )
    keys = [
        AccountMeta(payer.pubkey(), True, True),
        AccountMeta(program_data(program.pubkey()), False, True),
        AccountMeta(program.pubkey(), False, True),
        AccountMeta(buffer.pubkey(), False, True),
        AccountMeta(sysvar.RENT, False, False),
        AccountMeta(sysvar.CLOCK, False, False),
        AccountMeta(SYSTEM_PROGRAM, False, False),
        AccountMeta(payer.pubkey(), True, False),
    ]
    transport.send("deploy", [payer, program], [create_account(create), Instruction(LOADER, pack("<IQ", 2, len(elf)), keys)])
    transport.await_slots(2)
    return True


def _write_buffer(transport: RpcTransport, payer: Keypair, buffer: Keypair, elf: bytes) -> None:
    size = BUFFER_HEAD + len(elf)
    create = CreateAccountParams(from_pubkey=payer.pubkey(), to_pubkey=buffer.pubkey(), lamports=transport.rent(size), space=size, owner=LOADER)
    keys = [AccountMeta(buffer.pubkey(), False, True), AccountMeta(payer.pubkey(), False, False)]
    transport.send("deploy", [payer, buffer], [create_account(create), Instruction(LOADER, pack("<I", 0), keys)])
    write = [AccountMeta(buffer.pubkey(), False, True), AccountMeta(payer.pubkey(), True, False)]
    calls = []
    for offset in range(0, len(elf), CHUNK):
        chunk = elf[offset : offset + CHUNK]
        calls.append([Instruction(LOADER, pack("<IIQ", 1, offset, len(chunk)) + chunk, write)])
    transport.send_all("deploy", [payer], calls)
