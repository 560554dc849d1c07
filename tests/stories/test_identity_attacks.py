"""Attacks on identity that need no chain's own tricks, told once and run on the reference, Solana and the EVM."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import pytest
from assay import errors as e
from assay import ids
from assay.commit.attestations import Batch, attestation_payload
from assay.commit.keccak import keccak
from assay.market import Sandbox
from assay.models import identity as m
from assay.models.base import ZERO
from assay.models.deployment import Settings
from assay.models.identity import KeyStatus

from tests.cast import COIN, funded, tick
from tests.registry import COMMITMENT, PROFILE, Registry, content_of, id_of, key_of, registry

Fresh = Callable[[Settings], Sandbox]
KEY = key_of("studio")
U32_MAX, U64_MAX = 2**32 - 1, 2**64 - 1
NOWHERE = b"\x09" * 32


@dataclass
class Ring:
    """Who plays together: the forger, and the accuser that it hired."""

    r: Registry

    def worth(self) -> int:
        """All that the ring has, staked or not."""
        total = 0
        for who in (self.r.controller, self.r.room.accuser):
            stake = self.r.chain.staking.stake(who.account)
            total += self.r.chain.balance(who.account) + (stake.bonded + sum(u.amount for u in stake.unbondings) if stake else 0)
        return total


def vouched(chain: Sandbox) -> tuple[Registry, bytes]:
    """A subject with a key, and an issuer that vouches for it."""
    r = registry(chain)
    r.found()
    r.add(KEY)
    r.register()
    mine = r.attest(1)
    tick(chain, 100)
    return r, mine


def flagged(r: Registry, content_id: bytes, **changes: object) -> bytes:
    """A ruling about a content, carried out."""
    case_id = r.convict(content_id, **changes)
    r.room.watcher.identity.flag_record(case_id, content_id)
    tick(r.chain)
    return case_id


# ---- proofs that were made for something else


def test_a_watched_key_is_not_registered_by_who_watched(chain: Sandbox) -> None:
    """INV-IDENTITY-2: whoever sees a key's proof on its way registers the key neither under a subject of its own nor under the victim's."""
    r = registry(chain)
    r.found()
    mallory = chain.as_account("mallory")
    hers = mallory.identity.create_subject(1).subject_id
    seen = r.possession(KEY)
    tick(chain)
    with pytest.raises(e.BadProof):
        mallory.identity.add_key(hers, KEY.algorithm, 1, 0, KEY.public_key, seen)
    with pytest.raises(e.NotController):
        mallory.identity.add_key(r.subject_id, KEY.algorithm, 1, 0, KEY.public_key, seen)
    old = key_of("hers")
    mallory.identity.add_key(hers, old.algorithm, 1, 0, old.public_key, r.possession(old, hers))
    tick(chain)
    with pytest.raises(e.BadProof):
        mallory.identity.rotate_key(hers, id_of(old), KEY.algorithm, 0, KEY.public_key, seen)
    with pytest.raises(e.UnknownKey):
        r.controller.identity.rotate_key(r.subject_id, id_of(old), KEY.algorithm, 0, KEY.public_key, seen)
    assert r.add(KEY).subject_id == r.subject_id
    # Its holder itself cannot have it twice, and nobody can have it after it was revoked.
    tick(chain)
    with pytest.raises(e.KeyExists):
        mallory.identity.add_key(hers, KEY.algorithm, 1, 0, KEY.public_key, r.possession(KEY, hers))
    r.controller.identity.revoke_key(id_of(KEY), chain.now())
    tick(chain)
    with pytest.raises(e.KeyExists):
        mallory.identity.add_key(hers, KEY.algorithm, 1, 0, KEY.public_key, r.possession(KEY, hers))
    with pytest.raises(e.KeyExists):
        r.add(KEY)


def test_a_proof_of_elsewhere_is_none(chain: Sandbox) -> None:
    """INV-IDENTITY-18: what a key signed for another chain, another deployment, another subject, key or verb proves nothing here."""
    r = registry(chain)
    r.found()
    content, key_id = content_of("picture"), id_of(KEY)
    domains = {
        "another chain": ids.domain(r.program, sha256(b"another chain").digest()),
        "another program": ids.domain(NOWHERE, r.config.chain),
        "swapped": ids.domain(r.config.chain, r.program),
    }
    for other in domains.values():
        tick(chain)
        with pytest.raises(e.BadProof):
            r.controller.identity.add_key(r.subject_id, KEY.algorithm, 1, 0, KEY.public_key, KEY.prove(ids.key_proof(other, r.subject_id, key_id)))
    for digest in (ids.key_proof(r.domain, NOWHERE, key_id), ids.key_proof(r.domain, r.subject_id, NOWHERE), ids.key_proof(r.domain, key_id, r.subject_id)):
        with pytest.raises(e.BadProof):
            r.controller.identity.add_key(r.subject_id, KEY.algorithm, 1, 0, KEY.public_key, KEY.prove(digest))
    r.add(KEY)
    content_id, batch_id = r.content_id(KEY, content), r.content_batch_id(KEY, 1)
    there = ids.content_id(NOWHERE, key_id, content.claim_hash)
    for digest in (
        *(ids.content_proof(other, content_id, content.payload) for other in domains.values()),
        ids.content_proof(r.domain, there, content.payload), ids.content_proof(r.domain, batch_id, content.payload),
        ids.key_proof(r.domain, r.subject_id, key_id), content.digest, content.claim_hash, content_id,
        ids.content_batch_proof(r.domain, content_id, content.digest, 1),
    ):  # fmt: skip
        with pytest.raises(e.BadProof):
            r.room.watcher.identity.record(key_id, content, KEY.prove(digest))
    tree = Batch([content.payload])
    for digest in (
        *(ids.content_batch_proof(other, batch_id, tree.root, 1) for other in domains.values()),
        ids.content_batch_proof(r.domain, r.content_batch_id(KEY, 2), tree.root, 1), ids.content_batch_proof(r.domain, batch_id, tree.root, 2),
        ids.content_proof(r.domain, batch_id, tree.root),
    ):  # fmt: skip
        with pytest.raises(e.BadProof):
            r.room.watcher.identity.record_batch(key_id, 1, tree.root, 1, KEY.prove(digest))
    # One key's signature is not another's, not even of the same subject.
    other_key = key_of("other")
    r.add(other_key)
    with pytest.raises(e.BadProof):
        r.room.watcher.identity.record(id_of(other_key), content, r.signed(KEY, content))
    assert r.record(KEY, content) == content_id


def test_a_key_that_is_not_in_force_records_nothing_however_it_ended(chain: Sandbox) -> None:
    """INV-IDENTITY-20: rotated, revoked as of its first second, expired at this second or flagged; and what it signed before its end and nobody recorded
    is recorded no more."""
    r = registry(chain)
    r.found()
    rotated, revoked, short, misused = (key_of(name) for name in ("rotated", "revoked", "short", "misused"))
    for key in (rotated, revoked, misused):
        r.add(key)
    r.rotate(rotated, key_of("next"))
    tick(chain)
    r.controller.identity.revoke_key(id_of(revoked), r.key(revoked).added_at)
    flagged(r, r.record(misused, content_of("false")), penalty=0)
    r.add(short, expires_at=chain.now() + 50)
    chain.set_time(r.key(short).expires_at)
    for key in (rotated, revoked, short, misused):
        for call in (lambda k: r.room.watcher.identity.record(id_of(k), content_of("late"), r.signed(k, content_of("late"))), one_batch(r)):
            with pytest.raises(e.KeyNotInForce):
                call(key)
    statuses = [r.key(key).status(chain.now()) for key in (rotated, revoked, short, misused)]
    assert statuses == [KeyStatus.REVOKED, KeyStatus.REVOKED, KeyStatus.EXPIRED, KeyStatus.FLAGGED]


def one_batch(r: Registry) -> Callable[[object], object]:
    def post(key: object) -> object:
        assert isinstance(key, type(KEY))
        return r.room.watcher.identity.record_batch(id_of(key), 1, NOWHERE, 1, r.sign_batch(key, 1, NOWHERE, 1))

    return post


# ---- who answers


def test_a_backdated_revocation_washes_nothing(chain: Sandbox) -> None:
    """INV-IDENTITY-23: a signer that repudiates as of before its lie is convicted for it all the same, its key is flagged, and its voucher pays."""
    r, mine = vouched(chain)
    content_id = r.record(KEY, content_of("false"))
    tick(chain, 50)
    r.controller.identity.revoke_key(id_of(KEY), r.key(KEY).added_at)
    assert r.recorded(content_id).signer == r.controller.account
    case_id = flagged(r, content_id)
    tick(chain)
    with pytest.raises(e.KeyIsRevoked):
        r.controller.identity.revoke_key(id_of(KEY), r.key(KEY).added_at)
    with pytest.raises(e.BadTime):
        r.controller.identity.revoke_key(id_of(KEY), r.key(KEY).added_at - 1)
    assert r.recorded(content_id).flagged
    assert r.key(KEY).status(chain.now()) is KeyStatus.FLAGGED
    assert r.room.watcher.identity.punish_voucher(case_id, mine).slashed == 20 * COIN


def test_a_new_controller_dodges_no_ruling(chain: Sandbox) -> None:
    """INV-IDENTITY-24: the signer of a record stays its signer when guardians of its own hand the subject to somebody with nothing; a case against that
    somebody is about nothing that it signed."""
    r = registry(chain)
    r.found(guardians=1, threshold=1)
    r.add(KEY)
    content_id = r.record(KEY, content_of("false"))
    straw = chain.as_account("straw")
    chain.set_time(r.back(0, straw).recovery_at)
    straw.identity.recover(r.subject_id)
    tick(chain)
    straw.identity.revoke_key(id_of(KEY), chain.now())
    wrong = r.convict(content_id, accused=straw.account, penalty=0)
    with pytest.raises(e.WrongCase):
        r.room.watcher.identity.flag_record(wrong, content_id)
    case_id = r.convict(content_id)
    fault = chain.staking.fault(ids.fault_id(case_id))
    assert fault is not None
    assert (fault.owner, fault.amount) == (r.controller.account, 100 * COIN)
    tick(chain)
    assert r.room.watcher.identity.flag_record(case_id, content_id).key_id == id_of(KEY)


def test_a_ruling_is_used_for_what_it_is_about_and_once(chain: Sandbox) -> None:
    """INV-IDENTITY-23: not for another record of the same signer, not for the key that signed it, not for a record that came later, not twice; and no
    ruling reaches further back than the key."""
    r = registry(chain)
    r.found()
    r.add(KEY)
    one, two = (r.record(KEY, content_of(name)) for name in ("one", "two"))
    flag = r.room.watcher.identity
    # Of all before it was there, accused in good time by who foresaw the id.
    ahead = content_of("three")
    foreseen = r.convict(r.content_id(KEY, ahead), penalty=0)
    about_one = r.convict(one, penalty=0, since_at=0)
    about_nothing = r.convict(NOWHERE, penalty=0)
    three = r.record(KEY, ahead)
    tick(chain)
    for case_id, content_id in ((about_one, two), (about_nothing, two), (foreseen, three), (foreseen, one)):
        with pytest.raises(e.WrongCase):
            flag.flag_record(case_id, content_id)
    for case_id in (about_one, about_nothing, foreseen):
        with pytest.raises(e.WrongCase):
            flag.flag_key(case_id, id_of(KEY))
        assert chain.identity.finding(case_id) is None
    assert flag.flag_record(about_one, one).flagged_at == r.key(KEY).added_at
    tick(chain)
    for content_id in (one, two):
        with pytest.raises(e.AlreadyFlagged):
            flag.flag_record(about_one, content_id)
    assert [r.recorded(c).flagged for c in (one, two, three)] == [True, False, False]


def test_accusing_oneself_does_not_pay(chain: Sandbox) -> None:
    """INV-IDENTITY-29: a forger that got itself attested, accuses itself by a friend, and has its voucher punished, ends with less than it had; what the
    voucher lost is the treasury's."""
    r, mine = vouched(chain)
    ring, treasury = Ring(r), chain.balance(chain.deployment().treasury)
    before, content_id = ring.worth(), r.record(KEY, content_of("false"))
    case_id = flagged(r, content_id)
    paid = r.room.watcher.identity.punish_voucher(case_id, mine)
    tick(chain)
    r.room.pay_all()
    for fault_id in (ids.fault_id(case_id), paid.fault_id):
        tick(chain)
        r.room.watcher.staking.sweep(fault_id)
    assert paid.slashed == 20 * COIN
    assert ring.worth() < before
    assert chain.balance(chain.deployment().treasury) - treasury == 20 * COIN + before - ring.worth()


def test_an_issuer_does_not_leave_before_it_is_punished(chain: Sandbox) -> None:
    """INV-IDENTITY-12: who retires in the second of the lie has its stake locked until after the ruling; it neither takes it out nor hides it by
    registering again."""
    r, mine = vouched(chain)
    content_id = r.record(KEY, content_of("false"))
    tick(chain)
    leaves_at = r.issuer.identity.retire_issuer().leaves_at
    tick(chain)
    with pytest.raises(e.NotDue):
        r.room.watcher.identity.release_issuer(r.issuer.account)
    with pytest.raises(e.InsufficientStake):
        r.issuer.staking.unbond(200 * COIN + 1)
    with pytest.raises(e.IssuerIsRetired):
        r.attest(2)
    r.issuer.identity.revoke_attestation(mine)
    tick(chain)
    r.issuer.identity.revoke_generation(0)
    case_id = flagged(r, content_id)
    assert chain.now() < leaves_at
    assert r.room.watcher.identity.punish_voucher(case_id, mine).slashed == 20 * COIN
    assert r.locked == 80 * COIN
    chain.set_time(leaves_at)
    assert r.room.watcher.identity.release_issuer(r.issuer.account).unlocked == 80 * COIN
    tick(chain)
    with pytest.raises(e.NothingToRelease):
        r.room.watcher.identity.release_issuer(r.issuer.account)


def test_two_attestations_of_an_issuer_are_one_voucher(chain: Sandbox) -> None:
    """INV-IDENTITY-27: by itself and from a batch, in two generations: it pays once, and no other issuer pays for it."""
    r, mine = vouched(chain)
    other = funded(chain, "another issuer")
    tick(chain)
    other.staking.bond(100 * COIN)
    tick(chain)
    other.identity.register_issuer(PROFILE)
    tree = r.vouched(r.subject_id, r.subject_id)
    tick(chain)
    batch_id = r.issuer.identity.attest_batch(2, tree.root, 2, 1, chain.now() + 10_000_000).batch_id
    theirs = r.attest(1, by=other)
    tick(chain)
    case_id = flagged(r, r.record(KEY, content_of("false")))
    claimed = [
        r.room.watcher.identity.claim_attestation(batch_id, n, r.subject_id, 1, sha256(bytes([n])).digest(), tree.path(n)).attestation_id for n in (0, 1)
    ]
    punish = r.room.watcher.identity.punish_voucher
    tick(chain)
    assert punish(case_id, claimed[1]).issuer == r.issuer.account
    tick(chain)
    for again in (mine, *claimed):
        with pytest.raises(e.FaultAlreadySlashed):
            punish(case_id, again)
    assert punish(case_id, theirs).issuer == other.account
    assert r.locked == 80 * COIN


def test_a_friends_ruling_buys_no_voucher_off(chain: Sandbox) -> None:
    """INV-IDENTITY-27: a forger that has itself accused first, for next to nothing, spends nothing of what its voucher owes for the ruling that counts."""
    r, mine = vouched(chain)
    content_id = r.record(KEY, content_of("false"))
    cheap, dear = r.accuse(content_id, penalty=5), r.accuse(content_id)
    r.room.close()
    tick(chain)
    punish, flag = r.room.watcher.identity.punish_voucher, r.room.watcher.identity.flag_record
    r.room.watcher.court.close(cheap)
    flag(cheap, content_id)
    tick(chain)
    assert punish(cheap, mine).slashed == 1
    flag(dear, content_id)
    tick(chain)
    assert punish(dear, mine).slashed == 20 * COIN
    assert r.locked == 80 * COIN - 1


# ---- guardians


def test_guardians_that_could_not_be_outvoted_are_refused(chain: Sandbox) -> None:
    """INV-IDENTITY-1: one guardian counted twice, nobody among them, the controller itself, six, a threshold of nobody or of more than there are."""
    r = registry(chain)
    r.found(guardians=1, threshold=1)
    names = [chain.as_account(f"h{n}").account for n in range(6)]
    wrong: list[tuple[list[bytes], int]] = [
        ([names[0], names[0]], 1), ([names[0], names[1], names[0]], 3), ([ZERO], 1), ([names[0], ZERO], 1), ([r.controller.account], 1),
        (names, 1), (names[:2], 0), (names[:2], 3), (names[:2], 255), ([], 1),
    ]  # fmt: skip
    tick(chain)
    for guardians, threshold in wrong:
        with pytest.raises(e.BadGuardians):
            r.controller.identity.create_subject(2, guardians, threshold)
        with pytest.raises(e.BadGuardians):
            r.controller.identity.change_guardians(r.subject_id, guardians, threshold)
    assert r.subject.guardians_at == 0


def test_a_guardian_that_was_removed_has_no_say(chain: Sandbox) -> None:
    """INV-IDENTITY-10: neither does what it backed before; a guardian that is proposed has none yet."""
    r = registry(chain)
    r.found(guardians=2, threshold=2)
    g0, g1, g2 = (chain.as_account(f"g{n}") for n in range(3))
    mallory = chain.as_account("mallory")
    r.back(0, mallory)
    tick(chain)
    at = r.controller.identity.change_guardians(r.subject_id, [g2.account, g1.account], 2).effective_at
    tick(chain)
    with pytest.raises(e.NotGuardian):
        g2.identity.back_recovery(r.subject_id, mallory.account)
    chain.set_time(at - 1)
    with pytest.raises(e.NotDue):
        mallory.identity.apply_guardians(r.subject_id)
    chain.set_time(at)
    mallory.identity.apply_guardians(r.subject_id)
    tick(chain)
    with pytest.raises(e.NotGuardian):
        g0.identity.back_recovery(r.subject_id, mallory.account)
    made = g1.identity.back_recovery(r.subject_id, mallory.account)
    assert (made.backers, made.recovery_at) == (1, 0)
    with pytest.raises(e.NoRecovery):
        mallory.identity.recover(r.subject_id)
    with pytest.raises(e.NoGuardianChange):
        mallory.identity.apply_guardians(r.subject_id)


def test_who_stole_the_controllers_key_is_slower_than_the_guardians(chain: Sandbox) -> None:
    """INV-IDENTITY-9: the thief proposes guardians of its own in the first second, asks again, and cancels; guardians that act by the half of its time win."""
    r = registry(chain)
    r.found(guardians=2, threshold=2)
    thief, heir = r.controller, chain.as_account("heir")
    accomplice = chain.as_account("accomplice")
    tick(chain)
    at = thief.identity.change_guardians(r.subject_id, [accomplice.account], 1).effective_at
    chain.set_time(at - r.config.recovery_secs - 2)
    r.back(0, heir)
    due = r.back(1, heir).recovery_at
    assert due == at
    chain.set_time(at)
    with pytest.raises(e.NotDue):
        thief.identity.apply_guardians(r.subject_id)
    with pytest.raises(e.RecoveryIsUnanimous):
        thief.identity.cancel_recovery(r.subject_id)
    assert thief.identity.change_guardians(r.subject_id, [], 0).effective_at == at + 2 * r.config.recovery_secs
    heir.identity.recover(r.subject_id)
    tick(chain)
    assert (r.subject.controller, r.subject.guardians_at, r.subject.next_guardians) == (heir.account, 0, ())
    with pytest.raises(e.NoGuardianChange):
        thief.identity.apply_guardians(r.subject_id)
    for call in (
        lambda: thief.identity.change_guardians(r.subject_id, [], 0), lambda: thief.identity.cancel_recovery(r.subject_id), lambda: r.add(KEY, by=thief),
    ):  # fmt: skip
        with pytest.raises(e.NotController):
            call()
    with pytest.raises(e.NotGuardian):
        accomplice.identity.back_recovery(r.subject_id, accomplice.account)


def test_a_recovery_is_called_off_to_its_last_second(chain: Sandbox) -> None:
    """INV-IDENTITY-9: one guardian of two takes over alone only from a controller that never looks; called off when it is due, nothing of it is left."""
    r = registry(chain)
    r.found(guardians=2, threshold=1)
    mallory = chain.as_account("mallory")
    for late in (-1, 0, 100):
        due = r.back(0, mallory).recovery_at
        chain.set_time(due - 2)
        with pytest.raises(e.NotDue):
            mallory.identity.recover(r.subject_id)
        chain.set_time(due + late)
        r.controller.identity.cancel_recovery(r.subject_id)
        tick(chain)
        with pytest.raises(e.NoRecovery):
            mallory.identity.recover(r.subject_id)
        assert (r.subject.recovery_at, r.subject.recovery_to, r.subject.backed) == (0, ZERO, (ZERO, ZERO))
    with pytest.raises(e.NoRecovery):
        r.controller.identity.cancel_recovery(r.subject_id)


def test_backing_does_not_age_for_somebody_else(chain: Sandbox) -> None:
    """INV-IDENTITY-8: guardians that go over to another controller a second before the time start it anew; nobody comes in on another's clock."""
    r = registry(chain)
    r.found(guardians=3, threshold=2)
    heir, mallory = chain.as_account("heir"), chain.as_account("mallory")
    r.back(0, heir)
    due = r.back(1, heir).recovery_at
    chain.set_time(due - 4)
    assert r.back(2, mallory).recovery_at == 0
    made = r.back(1, mallory)
    assert (made.backers, made.recovery_at) == (2, chain.now() + r.config.recovery_secs)
    chain.set_time(due)
    with pytest.raises(e.NotDue):
        mallory.identity.recover(r.subject_id)
    # Back again: the heir's time starts anew as well.
    again = r.back(1, heir)
    assert again.recovery_at == chain.now() + r.config.recovery_secs
    assert r.subject.recovery_to == heir.account


# ---- attestations


def test_nobody_sits_on_an_issuers_nonce(chain: Sandbox) -> None:
    """INV-IDENTITY-14: ids are the issuer's own; under one, nothing is said twice, neither the same nor something else, neither by hand nor by signature."""
    r, mine = vouched(chain)
    mallory = funded(chain, "mallory")
    tick(chain)
    with pytest.raises(e.UnknownIssuer):
        r.attest(2, by=mallory)
    mallory.staking.bond(100 * COIN)
    tick(chain)
    mallory.identity.register_issuer(PROFILE)
    assert r.attest(2, by=mallory) != r.attest(2)
    tick(chain)
    for terms in (r.terms(), r.terms(kind=9), r.terms(generation=7)):
        with pytest.raises(e.AttestationExists):
            r.issuer.identity.attest(1, terms)
        with pytest.raises(e.AttestationExists):
            mallory.identity.attest_for(r.issuer.account, 1, terms, U64_MAX, r.issuer.identity.sign_attestation(1, terms, U64_MAX))
        with pytest.raises(e.BadProof):
            mallory.identity.attest_for(r.issuer.account, 3, terms, U64_MAX, mallory.identity.sign_attestation(3, terms, U64_MAX))
    with pytest.raises(e.NotIssuer):
        mallory.identity.revoke_attestation(mine)
    assert r.attestation(mine).terms.kind == 1


def test_a_leaf_has_one_place_and_a_node_is_no_leaf(chain: Sandbox) -> None:
    """INV-IDENTITY-16: neither beyond the count nor at another's index, whatever count was posted with the root; a pair of hashes says nothing."""
    r, _ = vouched(chain)
    said = [(r.subject_id, n, sha256(bytes([n])).digest()) for n in (1, 2, 3)]
    tree = Batch([attestation_payload(*one) for one in said])
    counts = dict.fromkeys((1, 2, 3, 4), r.issuer.identity)
    tick(chain)
    batches = {count: who.attest_batch(count, tree.root, count, 0, chain.now() + 10_000_000).batch_id for count, who in counts.items()}
    claim = r.room.watcher.identity.claim_attestation
    tick(chain)
    opened = set()
    for count, batch_id in batches.items():
        for index in (0, 1, 2, 3, U32_MAX):
            for at, one in enumerate(said):
                try:
                    claim(batch_id, index, *one, tree.path(at))
                    opened.add((count, index, at))
                except (e.BadOpening, e.AttestationExists):
                    continue
    # Whoever posts a root with another count puts other leaves within reach, each at one place still, and no index holds two.
    assert opened == {(3, 0, 0), (3, 1, 1), (3, 2, 2), (2, 1, 2), (4, 0, 0), (4, 1, 1)}
    # A node's two halves as somebody's subject and commitment: the tags of leaf and node keep them apart, and so does the kind between them.
    left, right = (keccak(b"\x00" + attestation_payload(*one)) for one in said[:2])
    for kind in (0, 1, left[-1]):
        with pytest.raises(e.BadOpening):
            claim(batches[2], 0, left, kind, right, keccak(b"\x00" + attestation_payload(*said[2])))
        with pytest.raises(e.BadOpening):
            claim(batches[1], 0, left, kind, right, b"")
    # Said at two places, it is two attestations of one issuer; each by its own index, once.
    twice = Batch([attestation_payload(*said[0])] * 2)
    tick(chain)
    batch_id = r.issuer.identity.attest_batch(9, twice.root, 2, 0, chain.now() + 10_000_000).batch_id
    tick(chain)
    made = {claim(batch_id, index, *said[0], twice.path(0)).attestation_id for index in (0, 1)}
    assert made == {ids.batched_id(batch_id, 0), ids.batched_id(batch_id, 1)}
    with pytest.raises(e.AttestationExists):
        claim(batch_id, 1, *said[0], twice.path(1))


def test_what_was_revoked_in_a_batch_is_not_claimed(chain: Sandbox) -> None:
    """INV-IDENTITY-17: nor revoked twice, nor vouching for anybody, nor by somebody else's word or beyond the count."""
    r, _ = vouched(chain)
    tree = r.vouched(r.subject_id, r.subject_id)
    tick(chain)
    batch_id = r.issuer.identity.attest_batch(2, tree.root, 2, 0, chain.now() + 10_000_000).batch_id
    tick(chain)
    with pytest.raises(e.NotIssuer):
        r.room.watcher.identity.revoke_in_batch(batch_id, 0)
    for beyond in (2, 3, U32_MAX):
        with pytest.raises(e.BadOpening):
            r.issuer.identity.revoke_in_batch(batch_id, beyond)
    gone = r.issuer.identity.revoke_in_batch(batch_id, 0).attestation_id
    tick(chain)
    with pytest.raises(e.AttestationExists):
        r.room.watcher.identity.claim_attestation(batch_id, 0, r.subject_id, 1, sha256(b"\0").digest(), tree.path(0))
    with pytest.raises(e.AttestationExists):
        r.issuer.identity.revoke_in_batch(batch_id, 0)
    with pytest.raises(e.AttestationIsRevoked):
        r.issuer.identity.revoke_attestation(gone)
    case_id = flagged(r, r.record(KEY, content_of("false")))
    with pytest.raises(e.NotVouched):
        r.room.watcher.identity.punish_voucher(case_id, gone)
    assert not r.attestation(gone).in_force(chain.now())


def test_nothing_comes_into_a_revoked_generation(chain: Sandbox) -> None:
    """INV-IDENTITY-17: neither by hand, nor by what was signed before, nor as a batch; what is claimed of one that is revoked holds never again."""
    r, _ = vouched(chain)
    terms, tree = r.terms(generation=5), r.vouched(r.subject_id)
    signature = r.issuer.identity.sign_attestation(2, terms, U64_MAX)
    tick(chain)
    batch_id = r.issuer.identity.attest_batch(3, tree.root, 1, 5, chain.now() + 10_000_000).batch_id
    tick(chain)
    r.issuer.identity.revoke_generation(5)
    tick(chain)
    with pytest.raises(e.GenerationIsRevoked):
        r.room.watcher.identity.attest_for(r.issuer.account, 2, terms, U64_MAX, signature)
    with pytest.raises(e.GenerationIsRevoked):
        r.issuer.identity.attest(2, terms)
    with pytest.raises(e.GenerationIsRevoked):
        r.issuer.identity.attest_batch(4, tree.root, 1, 5, chain.now() + 10_000_000)
    made = r.room.watcher.identity.claim_attestation(batch_id, 0, r.subject_id, 1, sha256(b"\0").digest(), tree.path(0)).attestation_id
    assert not r.attestation(made).in_force(chain.now(), chain.identity.generation_revoked_at(r.issuer.account, 5))
    case_id = flagged(r, r.record(KEY, content_of("false")))
    with pytest.raises(e.NotVouched):
        r.room.watcher.identity.punish_voucher(case_id, made)
    # Neighbours are untouched.
    assert [chain.identity.generation_revoked_at(r.issuer.account, g) for g in (0, 4, 5, 6)][:2] == [0, 0]
    assert r.attest(5, generation=4) != r.attest(6, generation=6)


def test_numbers_at_their_ends_are_numbers(chain: Sandbox) -> None:
    """INV-IDENTITY-14: nonces, expiries, deadlines and generations of all ones are taken; none wraps round to something that is there already."""
    r, _ = vouched(chain)
    last, far = key_of("last"), key_of("far")
    assert r.controller.identity.create_subject(U64_MAX).subject_id != r.controller.identity.create_subject(0).subject_id
    r.add(far, expires_at=U64_MAX)
    assert r.key(far).status(U64_MAX - 1) is KeyStatus.VALID
    r.add(last, expires_at=chain.now() + 2)
    tree = r.record_batch(far, U64_MAX, [content_of("one")])
    tick(chain)
    claimed = r.room.watcher.identity.claim_record(r.content_batch_id(far, U64_MAX), 0, content_of("one"), tree.path(0))
    assert r.recorded(claimed.content_id).key_id == id_of(far)
    terms = m.AttestationTerms(subject_id=r.subject_id, kind=255, generation=U32_MAX, expires_at=U64_MAX, commitment=COMMITMENT)
    tick(chain)
    made = r.room.watcher.identity.attest_for(
        r.issuer.account, U64_MAX, terms, U64_MAX, r.issuer.identity.sign_attestation(U64_MAX, terms, U64_MAX)
    ).attestation_id
    assert r.attestation(made).terms == terms
    assert r.attestation(made).in_force(U64_MAX - 1)
    tick(chain)
    r.issuer.identity.revoke_generation(U32_MAX)
    assert chain.identity.generation_revoked_at(r.issuer.account, U32_MAX) == chain.now()
    assert chain.identity.generation_revoked_at(r.issuer.account, 0) == 0
    r.attest(2)
    with pytest.raises(e.BadTime):
        r.controller.identity.revoke_key(id_of(far), U64_MAX)
