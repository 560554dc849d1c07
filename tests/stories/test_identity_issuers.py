"""Issuers, what they attest and how they take it back, told once and run on the reference, Solana and the EVM."""

from __future__ import annotations

from hashlib import sha256

import pytest
from assay import errors as e
from assay import ids
from assay.commit.attestations import Batch, attestation_payload
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.identity import MAX_BATCH, AttestationBatch

from tests.cast import COIN, tick
from tests.registry import COMMITMENT, PROFILE, registry

DAY = 86_400
NOWHERE = b"\x09" * 32


def test_an_issuer_has_something_to_lose(chain: Sandbox) -> None:
    """INV-IDENTITY-12: an issuer's stake is locked while it attests and exit_secs after; registering again replaces the profile and locks what is missing."""
    r = registry(chain)
    issuer, rest = r.issuer, r.config.issuer_stake
    tick(chain)
    with pytest.raises(e.UnknownStake):
        issuer.identity.register_issuer(PROFILE)
    issuer.staking.bond(rest - 1)
    tick(chain)
    with pytest.raises(e.InsufficientStake):
        issuer.identity.register_issuer(PROFILE)
    for call in (issuer.identity.retire_issuer, lambda: issuer.identity.release_issuer(issuer.account), lambda: issuer.identity.revoke_generation(0)):
        with pytest.raises(e.UnknownIssuer):
            call()
    issuer.staking.bond(100 * COIN)
    tick(chain)
    assert issuer.identity.register_issuer(PROFILE).locked == rest
    assert r.locked == rest
    tick(chain)
    with pytest.raises(e.InsufficientStake):
        issuer.staking.unbond(100 * COIN)
    assert issuer.identity.register_issuer(NOWHERE).locked == rest
    known = chain.identity.issuer(issuer.account)
    assert known is not None
    assert (known.issuer, known.profile, known.locked, known.leaves_at) == (issuer.account, NOWHERE, rest, 0)
    tick(chain)
    with pytest.raises(e.NotDue):
        r.room.watcher.identity.release_issuer(issuer.account)
    leaves_at = issuer.identity.retire_issuer().leaves_at
    assert leaves_at == chain.now() + r.config.exit_secs
    tick(chain)
    with pytest.raises(e.IssuerIsRetired):
        issuer.identity.retire_issuer()
    chain.set_time(leaves_at - 1)
    with pytest.raises(e.NotDue):
        r.room.watcher.identity.release_issuer(issuer.account)
    chain.set_time(leaves_at)
    assert r.room.watcher.identity.release_issuer(issuer.account).unlocked == rest
    assert r.locked == 0
    tick(chain)
    with pytest.raises(e.NothingToRelease):
        r.room.watcher.identity.release_issuer(issuer.account)
    # One again, with the stake that it has.
    issuer.identity.register_issuer(PROFILE)
    assert r.locked == rest


def test_only_a_slasher_locks(chain: Sandbox) -> None:
    """INV-IDENTITY-13: an identity program that staking's authority retired takes no new issuers; those it has get their stake back."""
    r = registry(chain)
    r.register()
    tick(chain)
    chain.as_account("authority").staking.retire_slasher(r.program)
    r.room.accused.staking.bond(100 * COIN)
    tick(chain)
    with pytest.raises(e.NotSlasher):
        r.room.accused.identity.register_issuer(PROFILE)
    leaves_at = r.issuer.identity.retire_issuer().leaves_at
    chain.set_time(leaves_at)
    assert r.issuer.identity.release_issuer(r.issuer.account).unlocked == r.config.issuer_stake


def test_an_issuer_vouches_for_a_subject(chain: Sandbox) -> None:
    """INV-IDENTITY-14: by a commitment and until a time, once a nonce; nothing but the commitment is on chain."""
    r = registry(chain)
    r.found()
    with pytest.raises(e.UnknownIssuer):
        r.attest(1)
    r.register()
    with pytest.raises(e.UnknownSubject):
        r.attest(1, subject_id=NOWHERE)
    for wrong in ({"kind": 0}, {"commitment": ZERO}, {"expires_at": chain.now() - 5}, {"expires_at": 0}):
        with pytest.raises(e.BadAttestation):
            r.attest(1, **wrong)
    assert chain.identity.attestation(r.attestation_id(1)) is None
    terms = r.terms(kind=255, generation=2**32 - 1, expires_at=2**64 - 1)
    tick(chain)
    made = r.issuer.identity.attest(1, terms)
    assert (made.attestation_id, made.issuer, made.subject_id, made.kind) == (r.attestation_id(1), r.issuer.account, r.subject_id, 255)
    known = r.attestation(r.attestation_id(1))
    assert (known.issuer, known.terms, known.issued_at, known.revoked_at) == (r.issuer.account, terms, chain.now(), 0)
    with pytest.raises(e.AttestationExists):
        r.attest(1, kind=2)
    r.attest(2**64 - 1)
    r.issuer.identity.retire_issuer()
    with pytest.raises(e.IssuerIsRetired):
        r.attest(3)


def test_anyone_posts_what_an_issuer_signed(chain: Sandbox) -> None:
    """INV-IDENTITY-15: the issuer's signature binds nonce, terms and deadline; after the deadline it is worth nothing, and it is good for one attestation."""
    r = registry(chain)
    r.found()
    r.register()
    terms, deadline = r.terms(), chain.now() + 100
    signature = r.issuer.identity.sign_attestation(7, terms, deadline)
    assert signature == r.issuer.identity.sign_attestation(7, terms, deadline)
    post, issuer = r.room.watcher.identity.attest_for, r.issuer.account
    tick(chain)
    for field, value in (("kind", 2), ("generation", 1), ("expires_at", terms.expires_at + 1), ("commitment", NOWHERE), ("subject_id", NOWHERE)):
        with pytest.raises(e.BadProof):
            post(issuer, 7, terms.model_copy(update={field: value}), deadline, signature)
    forged = r.room.friend.identity.sign_attestation(7, terms, deadline)
    bent = bytes([signature[0] ^ 1]) + signature[1:]
    for args in (
        (issuer, 8, terms, deadline, signature), (issuer, 7, terms, deadline + 1, signature), (r.room.friend.account, 7, terms, deadline, signature),
        *((issuer, 7, terms, deadline, wrong) for wrong in (forged, bent, signature[:-1], b"")),
    ):  # fmt: skip
        with pytest.raises(e.BadProof):
            post(*args)
    early = r.issuer.identity.sign_attestation(6, terms, deadline - 50)
    chain.set_time(deadline - 49)
    with pytest.raises(e.SignatureExpired):
        post(issuer, 6, terms, deadline - 50, early)
    # To the last second.
    chain.set_time(deadline)
    made = post(issuer, 7, terms, deadline, signature)
    assert (made.attestation_id, made.issuer) == (r.attestation_id(7), issuer)
    tick(chain)
    later = r.issuer.identity.sign_attestation(7, terms, 2**64 - 1)
    with pytest.raises(e.AttestationExists):
        post(issuer, 7, terms, 2**64 - 1, later)
    unknown = r.room.friend.identity.sign_attestation(1, terms, deadline + 100)
    with pytest.raises(e.UnknownIssuer):
        post(r.room.friend.account, 1, terms, deadline + 100, unknown)


def test_a_batch_vouches_for_many(chain: Sandbox) -> None:
    """INV-IDENTITY-16: each leaf under a batch's root is claimed once, by anyone, as of when the batch was posted; nothing else is under it."""
    r = registry(chain)
    r.found()
    mine = r.subject_id
    tree = r.vouched(mine, NOWHERE, mine, mine, mine)
    expires_at = chain.now() + DAY
    post = r.issuer.identity.attest_batch
    tick(chain)
    with pytest.raises(e.UnknownIssuer):
        post(1, tree.root, tree.count, 3, expires_at)
    r.register()
    tick(chain)
    for root, count, until in ((ZERO, 5, expires_at), (tree.root, 0, expires_at), (tree.root, MAX_BATCH + 1, expires_at), (tree.root, 5, chain.now())):
        with pytest.raises(e.BadAttestation):
            post(1, root, count, 3, until)
    batch_id = post(1, tree.root, tree.count, 3, expires_at).batch_id
    posted_at = chain.now()
    wanted = AttestationBatch(batch_id=batch_id, issuer=r.issuer.account, root=tree.root, count=5, generation=3, expires_at=expires_at, posted_at=posted_at)
    assert (batch_id, chain.identity.attestation_batch(batch_id)) == (r.attestation_id(1), wanted)
    tick(chain)
    with pytest.raises(e.AttestationExists):
        post(1, tree.root, tree.count, 4, expires_at)

    claim = r.room.watcher.identity.claim_attestation
    commitments = [sha256(bytes([n])).digest() for n in range(5)]
    with pytest.raises(e.UnknownAttestation):
        claim(NOWHERE, 0, mine, 1, commitments[0], tree.path(0))
    for index, subject, kind, commitment, path in (
        (1, mine, 1, commitments[0], tree.path(0)), (0, NOWHERE, 1, commitments[0], tree.path(0)), (0, mine, 2, commitments[0], tree.path(0)),
        (0, mine, 1, commitments[2], tree.path(0)), (0, mine, 1, commitments[0], tree.path(0)[32:]), (0, mine, 1, commitments[0], b""),
        (0, mine, 1, commitments[0], tree.path(0) + bytes(32)), (5, mine, 1, commitments[4], tree.path(4)), (0, mine, 1, commitments[0], tree.path(0)[:-1]),
    ):  # fmt: skip
        with pytest.raises(e.BadOpening):
            claim(batch_id, index, subject, kind, commitment, path)
    with pytest.raises(e.UnknownSubject):
        claim(batch_id, 1, NOWHERE, 1, commitments[1], tree.path(1))
    tick(chain, 100)
    made = claim(batch_id, 4, mine, 1, commitments[4], tree.path(4))
    assert (made.attestation_id, made.generation, made.expires_at, made.commitment) == (ids.batched_id(batch_id, 4), 3, expires_at, commitments[4])
    known = r.attestation(made.attestation_id)
    assert (known.issuer, known.issued_at, known.terms.subject_id, known.terms.kind) == (r.issuer.account, posted_at, mine, 1)
    tick(chain)
    with pytest.raises(e.AttestationExists):
        claim(batch_id, 4, mine, 1, commitments[4], tree.path(4))
    # What no attestation can be, no batch makes one; and a batch may be as large as the largest.
    for nonce, (kind, commitment) in enumerate(((0, COMMITMENT), (1, ZERO)), 2):
        odd = Batch([attestation_payload(mine, kind, commitment)])
        batch_id = post(nonce, odd.root, 1, 0, expires_at).batch_id
        tick(chain)
        with pytest.raises(e.BadAttestation):
            claim(batch_id, 0, mine, kind, commitment, b"")
    assert post(9, tree.root, MAX_BATCH, 0, 2**64 - 1).count == MAX_BATCH
    tick(chain)
    with pytest.raises(e.BadOpening):
        claim(r.attestation_id(9), MAX_BATCH - 1, mine, 1, COMMITMENT, bytes(32 * 20))


def test_an_issuer_takes_back_what_it_attested(chain: Sandbox) -> None:
    """INV-IDENTITY-17: one by one, one of a batch before it is claimed, or all of a generation; as of now, and nobody else's."""
    r = registry(chain)
    r.found()
    r.register()
    first = r.attest(1)
    issued_at = chain.now()
    tick(chain)
    with pytest.raises(e.UnknownAttestation):
        r.issuer.identity.revoke_attestation(NOWHERE)
    with pytest.raises(e.NotIssuer):
        r.room.friend.identity.revoke_attestation(first)
    assert r.issuer.identity.revoke_attestation(first).attestation_id == first
    revoked_at = chain.now()
    known = r.attestation(first)
    assert [known.in_force(at) for at in (issued_at - 1, issued_at, revoked_at - 1, revoked_at)] == [False, True, True, False]
    tick(chain)
    with pytest.raises(e.AttestationIsRevoked):
        r.issuer.identity.revoke_attestation(first)

    tree = r.vouched(r.subject_id, r.subject_id, r.subject_id)
    batch_id = r.issuer.identity.attest_batch(2, tree.root, 3, 1, chain.now() + DAY).batch_id
    tick(chain)
    with pytest.raises(e.UnknownAttestation):
        r.issuer.identity.revoke_in_batch(NOWHERE, 0)
    with pytest.raises(e.NotIssuer):
        r.room.friend.identity.revoke_in_batch(batch_id, 0)
    with pytest.raises(e.BadOpening):
        r.issuer.identity.revoke_in_batch(batch_id, 3)
    gone = r.issuer.identity.revoke_in_batch(batch_id, 2).attestation_id
    assert gone == ids.batched_id(batch_id, 2)
    known = r.attestation(gone)
    assert (known.terms.subject_id, known.terms.kind, known.terms.commitment, known.revoked_at) == (ZERO, 0, ZERO, chain.now())
    tick(chain)
    with pytest.raises(e.AttestationExists):
        r.issuer.identity.revoke_in_batch(batch_id, 2)
    with pytest.raises(e.AttestationExists):
        r.room.watcher.identity.claim_attestation(batch_id, 2, r.subject_id, 1, sha256(b"\x02").digest(), tree.path(2))
    with pytest.raises(e.AttestationIsRevoked):
        r.issuer.identity.revoke_attestation(gone)
    claimed = r.room.watcher.identity.claim_attestation(batch_id, 1, r.subject_id, 1, sha256(b"\x01").digest(), tree.path(1)).attestation_id

    tick(chain)
    assert r.issuer.identity.revoke_generation(1).generation == 1
    now = chain.now()
    assert (chain.identity.generation_revoked_at(r.issuer.account, 1), chain.identity.generation_revoked_at(r.issuer.account, 0)) == (now, 0)
    known = r.attestation(claimed)
    assert (known.revoked_at, known.in_force(now - 1, now), known.in_force(now, now)) == (0, True, False)
    tick(chain)
    with pytest.raises(e.GenerationIsRevoked):
        r.issuer.identity.revoke_generation(1)
    with pytest.raises(e.GenerationIsRevoked):
        r.attest(3, generation=1)
    with pytest.raises(e.GenerationIsRevoked):
        r.issuer.identity.attest_batch(3, tree.root, 3, 1, chain.now() + DAY)
    # What is in an old batch can still be claimed; it is not in force.
    tick(chain)
    r.room.watcher.identity.claim_attestation(batch_id, 0, r.subject_id, 1, sha256(b"\x00").digest(), tree.path(0))
    r.attest(3, generation=2)
    r.attest(4, generation=0)
    r.issuer.identity.retire_issuer()
    tick(chain)
    assert r.issuer.identity.revoke_generation(2**32 - 1).issuer == r.issuer.account
