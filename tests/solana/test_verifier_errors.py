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
from solders.keypair import Keypair
from solders.litesvm import LiteSVM

from tests.solana.town import LAMPORTS, Town, allowed, refused
from tests.stories.test_verifier_refusals import REFUSED

ROOT = Path(__file__).resolve().parents[2]


def test_every_error_happens_on_solana() -> None:
    """INV-VERIFIER-11: no error is dead: each is told in a story for every chain, but for one of a deployment."""
    told = {key.split()[1].rstrip(",") for key in REFUSED}
    assert {x.__name__ for x in e.VERIFIER_ERRORS} - told == {"BadConfig"}


def test_every_error_is_raised_by_the_source() -> None:
    """INV-VERIFIER-11."""
    source = "".join(path.read_text() for path in (ROOT / "programs/solana/verifier/src").rglob("*.rs"))
    assert {x.__name__ for x in e.VERIFIER_ERRORS} == set(re.findall(r"VerifierError::(\w+)", source))


def test_errors_have_the_numbers_of_their_list() -> None:
    """INV-VERIFIER-11: the client names a number as the program does."""
    assert {6_000 + at: x.__name__ for at, x in enumerate(e.VERIFIER_ERRORS)} == verifier.ERRORS


def test_a_verifier_has_an_authority_and_is_set_up_once() -> None:
    """BadConfig: nobody may not freeze routes; whoever sets it up first names who may, for good."""
    svm, payer = LiteSVM(), account_named("authority")
    assert isinstance(payer, Keypair)
    svm.add_program_from_file(verifier.PROGRAM, built(BUILT[verifier.PROGRAM]))
    svm.airdrop(payer.pubkey(), LAMPORTS)
    town = Town(svm, keys={payer.pubkey(): payer})
    nobody, somebody = (verifier.initialize(payer=payer.pubkey(), authority=who, chain=bytes(32)) for who in (ZERO, bytes(payer.pubkey())))
    assert refused(town.simulate(nobody)) is e.BadConfig
    assert allowed(town.send(somebody))
    assert not allowed(town.send(somebody))
