"""Every error of the verifier happens on Solana: tests/stories/test_verifier_refusals.py tells all that a chain of its own can meet; the rest is here."""

from __future__ import annotations

import re
from pathlib import Path

from assay import errors as e
from assay.artifacts import built
from assay.models.base import ZERO
from assay.solana.deploy import BUILT
from assay.solana.generated import verifier
from assay.solana.network import account_named
from assay.solana.transport import TOKEN_PROGRAM
from solders.account import Account
from solders.instruction import Instruction
from solders.keypair import Keypair
from solders.litesvm import LiteSVM
from solders.pubkey import Pubkey

from tests.solana.town import LAMPORTS, TOKEN_2022, Town, allowed, mint_account, refused
from tests.stories.test_verifier_refusals import REFUSED

ROOT = Path(__file__).resolve().parents[2]


def test_every_error_happens_on_solana() -> None:
    """INV-VERIFIER-11: no error is dead: each is told in a story for every chain, but for those of a deployment and of a token that does not move."""
    told = {key.split()[1].rstrip(",") for key in REFUSED}
    assert {x.__name__ for x in e.VERIFIER_ERRORS} - told == {"BadConfig", "WrongToken", "TransferFailed"}


def test_every_error_is_raised_by_the_source() -> None:
    """INV-VERIFIER-11."""
    source = "".join(path.read_text() for path in (ROOT / "programs/solana/verifier/src").rglob("*.rs"))
    said = set(re.findall(r"VerifierError::(\w+)", source)) | set(re.findall(r"= Self::(\w+);", source))
    assert {x.__name__ for x in e.VERIFIER_ERRORS} == said


def test_errors_have_the_numbers_of_their_list() -> None:
    """INV-VERIFIER-11: the client names a number as the program does."""
    assert {6_000 + at: x.__name__ for at, x in enumerate(e.VERIFIER_ERRORS)} == verifier.ERRORS


def test_a_verifier_has_an_authority_and_is_set_up_once() -> None:
    """BadConfig: nobody may not freeze routes; WrongToken: tips are in a token of 6 decimals; whoever sets it up first names both, for good."""
    svm, payer = LiteSVM(), account_named("authority")
    assert isinstance(payer, Keypair)
    svm.add_program_from_file(verifier.PROGRAM, built(BUILT[verifier.PROGRAM]))
    svm.airdrop(payer.pubkey(), LAMPORTS)
    town = Town(svm, keys={payer.pubkey(): payer})
    mints = {decimals: town.put(Account(LAMPORTS, mint_account(decimals), TOKEN_PROGRAM)) for decimals in (6, 9)}
    alien = town.put(Account(LAMPORTS, mint_account(6), TOKEN_2022))

    def initialize(who: bytes, mint: Pubkey) -> Instruction:
        return verifier.initialize(payer=payer.pubkey(), token=mint, authority=who, chain=bytes(32))

    somebody = initialize(bytes(payer.pubkey()), mints[6])
    assert refused(town.simulate(initialize(ZERO, mints[6]))) is e.BadConfig
    for mint in (mints[9], alien, payer.pubkey(), verifier.PROGRAM):
        assert refused(town.simulate(initialize(bytes(payer.pubkey()), mint))) is e.WrongToken
    assert allowed(town.send(somebody))
    assert not allowed(town.send(somebody))
