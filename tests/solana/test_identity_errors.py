"""Every error of identity happens on Solana: tests/stories/test_identity_refusals.py tells all that a chain of its own can meet; the rest is here."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from assay import errors as e
from assay.models.base import ZERO
from assay.models.deployment import Settings
from assay.models.identity import Algorithm
from assay.solana import pda, proofs
from assay.solana.generated import identity
from assay.solana.network import SolanaNetwork
from assay.solana.transport import SYSTEM_PROGRAM, refusal
from solders.compute_budget import ID as COMPUTE_BUDGET

from tests.cast import tick
from tests.registry import content_of, id_of, key_of, registry
from tests.solana.test_errors import overwrite
from tests.solana.town import Town, litesvm, svm_of
from tests.stories.test_identity_refusals import ELSEWHERE, REFUSED

ROOT = Path(__file__).resolve().parents[2]
U64_MAX = 2**64 - 1
# Said by Anchor before our code runs, as "there is no account" and the account's name; the client gives it the program's own name.
BY_ANCHOR = {"UnknownAttestation", "UnknownFinding"}


def test_every_error_happens_on_solana() -> None:
    """INV-IDENTITY-34: no error is dead: each is told in a story for every chain, but for two of these here and of a deployment."""
    told = {key.split()[1] for key in REFUSED} | {error for _, error in ELSEWHERE}
    assert {x.__name__ for x in e.IDENTITY_ERRORS} - told == {"Overflow", "BadConfig"}


def test_every_error_is_raised_by_the_source_or_by_anchor() -> None:
    """INV-IDENTITY-34."""
    source = "".join(path.read_text() for path in (ROOT / "programs/solana/identity/src").rglob("*.rs"))
    said = set(re.findall(r"(?:IdentityError|Self)::(\w+)", source))
    assert {x.__name__ for x in e.IDENTITY_ERRORS} - said == BY_ANCHOR


def test_errors_have_the_numbers_of_their_list() -> None:
    """INV-IDENTITY-34: the client names a number as the program does."""
    assert {6_000 + at: x.__name__ for at, x in enumerate(e.IDENTITY_ERRORS)} == identity.ERRORS


def test_no_clock_runs_past_the_end_of_time() -> None:
    """INV-IDENTITY-35: no deployment has such delays: put there by force, sums end in Overflow and change nothing."""
    chain = litesvm(Settings())
    r = registry(chain)
    r.found(guardians=1, threshold=1)
    r.register()
    before = r.subject
    change(chain, recovery_secs=U64_MAX // 2, exit_secs=U64_MAX)
    tick(chain)
    with pytest.raises(e.Overflow):
        r.controller.identity.change_guardians(r.subject_id, (), 0)
    change(chain, recovery_secs=U64_MAX)
    with pytest.raises(e.Overflow):
        r.back(0, chain.as_account("heir"))
    with pytest.raises(e.Overflow):
        r.issuer.identity.retire_issuer()
    assert r.subject == before
    change(chain, recovery_secs=1, exit_secs=1)
    assert r.back(0, chain.as_account("heir")).recovery_at == chain.now() + 1


def test_a_proof_that_the_chain_refuses_is_a_bad_proof() -> None:
    """INV-IDENTITY-36: the native program fails before ours speaks, wherever it stands in the transaction; others' failures keep their names."""
    for native in (proofs.ED25519, proofs.SECP256R1):
        for at, calls in ((0, [native, identity.PROGRAM]), (1, [COMPUTE_BUDGET, native, identity.PROGRAM])):
            assert type(refusal({"InstructionError": [at, {"Custom": 2}]}, [], None, calls)) is e.BadProof
            other = refusal({"InstructionError": [at + 1, {"Custom": 2}]}, [], None, calls)
            assert type(other) is e.Unrecognised
    for err in ("BlockhashNotFound", None, {"InsufficientFundsForRent": {"account_index": 0}}, {"InstructionError": [7, {"Custom": 2}]}):
        assert type(refusal(err, [], None, [proofs.ED25519])) is e.Unrecognised
    assert type(refusal({"InstructionError": [0, {"Custom": 2}]}, [], None, [SYSTEM_PROGRAM])) is e.Unrecognised


def test_a_proof_is_brought_only_where_the_program_looks_for_it() -> None:
    """INV-IDENTITY-36: what has not the length of a key or a proof goes without, and secp256k1 always does."""
    digest = bytes(32)
    for algorithm in Algorithm:
        key = key_of("any", algorithm)
        brought = proofs.proven(algorithm, key.public_key, digest, key.prove(digest))
        assert [ix.program_id for ix in brought] == {1: [proofs.ED25519], 2: [], 3: [proofs.SECP256R1]}[algorithm]
        for proof in (b"", key.prove(digest)[:-1], key.prove(digest) + b"\x00"):
            assert proofs.proven(algorithm, key.public_key, digest, proof) == []
        assert proofs.proven(algorithm, key.public_key[1:], digest, key.prove(digest)) == []
    assert proofs.proven(4, bytes(32), digest, bytes(64)) == []


def test_each_call_costs_less_than_the_network_allows_unasked() -> None:
    """INV-IDENTITY-37: no verb of identity asks for more than the 200,000 units that an instruction has by itself."""
    chain = litesvm(Settings())
    r = registry(chain)
    r.found(guardians=5, threshold=5)
    for algorithm in Algorithm:
        key = key_of("any", algorithm)
        r.add(key)
        r.record(key, content_of("picture", parents=(b"\x01" * 32,) * 4))
    r.record_batch(key_of("any"), 1, [content_of(str(n)) for n in range(9)])
    r.register()
    r.attest(1)
    assert chain.identity.key(id_of(key_of("any"))) is not None
    assert chain.identity.finding(ZERO) is None
    assert max(receipt.cost for receipt in chain.receipts()) < 200_000


def change(chain: SolanaNetwork, **changes: Any) -> None:
    overwrite(Town(svm_of(chain)), pda.identity_config(), lambda data: replace(identity.IdentityConfig.decode(data, 8)[0], **changes))
