"""Subjects, their keys and their guardians, told once and run on the reference, Solana and the EVM."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from assay import errors as e
from assay import ids
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.deployment import MAX_SECS, Settings
from assay.models.identity import Algorithm, KeyStatus, Role
from assay.signatures import ORDERS, SoftwareKey

from tests.cast import tick
from tests.registry import ED25519, P256, SECP256K1, Registry, id_of, key_of, registry

Fresh = Callable[[Settings], Sandbox]
DAY = 86_400
NOWHERE = b"\x09" * 32


def test_a_subject_is_its_founders(chain: Sandbox) -> None:
    """INV-IDENTITY-1: a subject's id comes from its first controller and a nonce, once; guardians are few, distinct, somebody, and not the controller."""
    r = registry(chain)
    me, alice, bob = r.controller.account, chain.as_account("alice").account, chain.as_account("bob").account
    few = [chain.as_account(f"g{n}").account for n in range(6)]
    tick(chain)
    for guardians, threshold in (((), 1), ((alice,), 0), ((alice,), 2), ((alice, alice), 1), ((alice, me), 1), ((ZERO,), 1), (few, 3)):
        with pytest.raises(e.BadGuardians):
            r.controller.identity.create_subject(1, guardians, threshold)
    made = r.controller.identity.create_subject(1, (alice, bob), 2)
    assert (made.subject_id, made.controller, made.guardians, made.threshold) == (r.subject_id, me, 2, 2)
    assert (r.subject.controller, r.subject.guardians, r.subject.backed, r.subject.keys) == (me, (alice, bob), (ZERO, ZERO), ())
    tick(chain)
    with pytest.raises(e.SubjectExists):
        r.controller.identity.create_subject(1)
    tick(chain)
    assert chain.as_account("alice").identity.create_subject(1).subject_id == ids.subject_id(r.program, alice, 1)
    assert chain.identity.subject(NOWHERE) is None


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_a_key_of_each_algorithm_signs(chain: Sandbox, algorithm: Algorithm) -> None:
    """INV-IDENTITY-2: a key is added by its subject's controller, and with its own signature: nobody registers another's."""
    r = registry(chain)
    r.found()
    key = key_of("phone", algorithm)
    for proof in wrong_proofs(r, key):
        tick(chain)
        with pytest.raises(e.BadProof):
            r.controller.identity.add_key(r.subject_id, algorithm, Role.PERSON, 0, key.public_key, proof)
    added = r.add(key, Role.DEVICE, chain.now() + DAY)
    assert (added.key_id, added.subject_id, added.algorithm, added.role, added.public_key) == (id_of(key), r.subject_id, algorithm, 2, key.public_key)
    known = r.key(key)
    assert (known.controller, known.algorithm, known.role, known.public_key) == (r.controller.account, algorithm, Role.DEVICE, key.public_key)
    assert (known.added_at, known.expires_at, known.revoked_at, known.flagged_at) == (chain.now(), added.expires_at, 0, 0)
    assert r.subject.keys == (id_of(key),)


def wrong_proofs(r: Registry, key: SoftwareKey) -> list[bytes]:
    """Another key's, another subject's, another program's, another chain's; too short, too long, empty; one bit off; the same with the other S."""
    sound, key_id = r.possession(key), id_of(key)
    domains = (ids.domain(NOWHERE, r.config.chain), ids.domain(r.program, NOWHERE))
    elsewhere = [key.prove(ids.key_proof(d, r.subject_id, key_id)) for d in domains]
    foreign = [r.possession(key_of("mallory", key.algorithm)), r.possession(key, NOWHERE)]
    bent = [sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :] for at in (0, 31, 32, 63)]
    lengths = [b"", sound[:-1], sound + b"\x00", bytes(len(sound))]
    if key.algorithm is ED25519:
        # S plus the order of the group.
        s = int.from_bytes(sound[32:64], "little") + 2**252 + 27742317777372353535851937790883648493
        return [*elsewhere, *foreign, *bent, *lengths, sound[:32] + s.to_bytes(32, "little")]
    s = ORDERS[key.algorithm] - int.from_bytes(sound[32:64], "big")
    other = bytes([55 - sound[64]]) if key.algorithm is SECP256K1 else b""
    again = [sound[:32] + s.to_bytes(32, "big") + v for v in {other, sound[64:]}]
    return [*elsewhere, *foreign, *bent, *lengths, *again, sound[:64] + (other or b"\x1b")]


def test_what_is_no_key_is_refused(chain: Sandbox) -> None:
    """INV-IDENTITY-3: a key has a known algorithm, its length and a known role; then its proof is looked at, and then everything else."""
    r = registry(chain)
    key = key_of("phone")
    add, proof = r.controller.identity.add_key, r.possession(key)
    tick(chain)
    for algorithm, role, public_key in ((0, 1, key.public_key), (4, 1, key.public_key), (1, 1, key.public_key), (3, 1, key.public_key[1:]), (2, 1, b"")):
        with pytest.raises(e.BadKey):
            add(r.subject_id, algorithm, role, 0, public_key, proof)
        with pytest.raises(e.BadKey):
            r.controller.identity.rotate_key(r.subject_id, NOWHERE, algorithm, 0, public_key, proof)
    for sound in (key, key_of("phone", ED25519), key_of("phone", P256)):
        for role in (0, 5):
            with pytest.raises(e.BadKey):
                add(r.subject_id, sound.algorithm, role, 0, sound.public_key, bytes(64))
    # Of the right length, but no point, or one of small order.
    for algorithm, public_key in ((SECP256K1, bytes(64)), (P256, bytes(63) + b"\x01"), (ED25519, bytes([1]) + bytes(31)), (ED25519, b"\xff" * 32)):
        with pytest.raises(e.BadProof):
            add(r.subject_id, algorithm, 1, 0, public_key, (bytes([1]) + bytes(64))[: 65 if algorithm is SECP256K1 else 64])
    # A P-256 key and its proof whose y is another point's: no point, though x and the parity are right.
    p256 = key_of("phone", P256)
    bent = p256.public_key[:40] + bytes([p256.public_key[40] ^ 1]) + p256.public_key[41:]
    digest = ids.key_proof(r.domain, r.subject_id, ids.key_id(P256, bent))
    with pytest.raises(e.BadProof):
        add(r.subject_id, P256, 1, 0, bent, p256.prove(digest))
    with pytest.raises(e.UnknownSubject):
        add(r.subject_id, key.algorithm, 1, 0, key.public_key, proof)
    r.found()
    with pytest.raises(e.BadProof):
        r.room.friend.identity.add_key(r.subject_id, key.algorithm, 1, 0, key.public_key, bytes(65))
    with pytest.raises(e.NotController):
        r.add(key, by=r.room.friend)
    with pytest.raises(e.BadTime):
        r.add(key, expires_at=chain.now() - 10)
    assert r.subject.keys == ()


def test_a_key_is_registered_once_and_sixteen_at_most(chain: Sandbox) -> None:
    """INV-IDENTITY-4: a key is nobody else's ever after, revoked or not; sixteen of a subject are in force, and a revoked one makes room."""
    r = registry(chain)
    r.found()
    keys = [key_of(str(n)) for n in range(17)]
    for key in keys[:16]:
        r.add(key)
    assert r.subject.keys == tuple(map(id_of, keys[:16]))
    with pytest.raises(e.TooManyKeys):
        r.add(keys[16])
    with pytest.raises(e.KeyExists):
        r.add(keys[0])
    tick(chain)
    r.controller.identity.revoke_key(id_of(keys[3]), chain.now())
    assert r.subject.keys == (*map(id_of, keys[:3]), *map(id_of, keys[4:16]))
    with pytest.raises(e.KeyExists):
        r.add(keys[3])
    r.add(keys[16])
    assert r.subject.keys[-1] == id_of(keys[16])
    tick(chain)
    other = r.room.friend.identity.create_subject(1).subject_id
    with pytest.raises(e.KeyExists):
        r.room.friend.identity.add_key(other, SECP256K1, 1, 0, keys[0].public_key, r.possession(keys[0], other))


def test_a_key_is_rotated(chain: Sandbox) -> None:
    """INV-IDENTITY-5: a new key of the same role takes the old one's place in the list, and the old one is revoked as of now."""
    r = registry(chain)
    r.found()
    old, other, new = key_of("old"), key_of("other"), key_of("new", P256)
    r.add(old, Role.TOOL)
    r.add(other)
    with pytest.raises(e.UnknownKey):
        r.rotate(new, key_of("newer"))
    with pytest.raises(e.NotController):
        r.rotate(old, new, by=r.room.friend)
    with pytest.raises(e.KeyExists):
        r.rotate(old, other)
    with pytest.raises(e.BadTime):
        r.rotate(old, new, expires_at=chain.now() - 10)
    with pytest.raises(e.BadProof):
        r.controller.identity.rotate_key(r.subject_id, id_of(old), P256, 0, new.public_key, r.possession(old)[:64])
    rotated = r.rotate(old, new, 2**64 - 1)
    assert (rotated.old_key_id, rotated.key_id, rotated.role, rotated.expires_at) == (id_of(old), id_of(new), Role.TOOL, r.key(new).expires_at)
    assert r.subject.keys == (id_of(new), id_of(other))
    assert (r.key(old).revoked_at, r.key(new).added_at, r.key(new).role) == (chain.now(), chain.now(), Role.TOOL)
    with pytest.raises(e.KeyIsRevoked):
        r.rotate(old, key_of("newest"))
    # Somebody else's key is unknown to this subject.
    tick(chain)
    theirs = r.room.friend.identity.create_subject(1).subject_id
    third = key_of("third")
    with pytest.raises(e.UnknownKey):
        r.room.friend.identity.rotate_key(theirs, id_of(new), SECP256K1, 0, third.public_key, r.possession(third, theirs))
    with pytest.raises(e.UnknownSubject):
        r.room.friend.identity.rotate_key(NOWHERE, id_of(new), SECP256K1, 0, third.public_key, r.possession(third, NOWHERE))


def test_a_key_is_revoked_since_a_time(chain: Sandbox) -> None:
    """INV-IDENTITY-6: since the key was added or later, and not in the future; said again, only an earlier time; earlier signatures keep their worth."""
    r = registry(chain)
    r.found()
    key = key_of("phone")
    with pytest.raises(e.UnknownKey):
        r.controller.identity.revoke_key(id_of(key), chain.now())
    r.add(key, expires_at=chain.now() + 1_000)
    added = chain.now()
    tick(chain, 100)
    for at in (added - 1, chain.now() + 100):
        with pytest.raises(e.BadTime):
            r.controller.identity.revoke_key(id_of(key), at)
    with pytest.raises(e.NotController):
        r.room.friend.identity.revoke_key(id_of(key), added)
    assert r.controller.identity.revoke_key(id_of(key), added + 50).effective_at == added + 50
    tick(chain)
    with pytest.raises(e.KeyIsRevoked):
        r.controller.identity.revoke_key(id_of(key), added + 50)
    r.controller.identity.revoke_key(id_of(key), added + 20)
    assert r.subject.keys == ()
    times = (added - 1, added, added + 19, added + 20, added + 1_000)
    worth = [KeyStatus.UNKNOWN, KeyStatus.VALID, KeyStatus.VALID, KeyStatus.REVOKED, KeyStatus.REVOKED]
    assert [r.key(key).status(at) for at in times] == worth


def test_guardians_give_a_lost_subject_back(chain: Sandbox) -> None:
    """INV-IDENTITY-7: as many guardians as the threshold name another controller after recovery_secs, who has what the subject has; who lost it has nothing."""
    r = registry(chain)
    r.found(guardians=3, threshold=2)
    key, heir = key_of("phone"), chain.as_account("heir")
    r.add(key)
    tick(chain)
    with pytest.raises(e.NotGuardian):
        r.controller.identity.back_recovery(r.subject_id, heir.account)
    with pytest.raises(e.ZeroAddress):
        r.guardians[0].identity.back_recovery(r.subject_id, ZERO)
    with pytest.raises(e.UnknownSubject):
        r.guardians[0].identity.back_recovery(NOWHERE, heir.account)
    assert (r.back(0, heir).backers, r.subject.recovery_at) == (1, 0)
    with pytest.raises(e.NoRecovery):
        heir.identity.recover(r.subject_id)
    backed = r.back(2, heir)
    due = chain.now() + r.config.recovery_secs
    assert (backed.backers, backed.recovery_at, r.subject.recovery_at, r.subject.recovery_to) == (2, due, due, heir.account)
    assert r.subject.backed == (heir.account, ZERO, heir.account)
    chain.set_time(due - 1)
    with pytest.raises(e.NotDue):
        heir.identity.recover(r.subject_id)
    chain.set_time(due)
    assert r.room.watcher.identity.recover(r.subject_id).controller == heir.account
    s = r.subject
    assert (s.controller, s.backed, s.recovery_to, s.recovery_at, s.keys) == (heir.account, (ZERO,) * 3, ZERO, 0, (id_of(key),))
    tick(chain)
    with pytest.raises(e.NotController):
        r.controller.identity.revoke_key(id_of(key), chain.now())
    with pytest.raises(e.NoRecovery):
        heir.identity.recover(r.subject_id)
    with pytest.raises(e.UnknownSubject):
        heir.identity.recover(NOWHERE)
    r.add(key_of("new phone"), by=heir)
    # Who added a key answers for it, whoever has the subject now.
    assert (r.key(key).controller, r.key(key_of("new phone")).controller) == (r.controller.account, heir.account)


def test_a_recovery_falls_with_its_backers(chain: Sandbox) -> None:
    """INV-IDENTITY-8: a recovery that fewer than the threshold back is none; another with enough starts its time anew; the time is not put off by more."""
    r = registry(chain)
    r.found(guardians=3, threshold=2)
    heir, rival = chain.as_account("heir"), chain.as_account("rival")
    r.back(0, heir)
    due = r.back(1, heir).recovery_at
    assert r.back(2, heir).recovery_at == due
    assert r.back(2, rival).recovery_at == 0
    assert (r.subject.recovery_to, r.subject.recovery_at) == (heir.account, due)
    turned = r.back(1, rival)
    assert (turned.backers, turned.recovery_at) == (2, chain.now() + r.config.recovery_secs)
    assert (r.subject.recovery_to, r.subject.recovery_at) == (rival.account, turned.recovery_at)
    r.back(1, heir)
    r.back(0, rival)
    r.back(0, chain.as_account("third"))
    assert (r.subject.recovery_to, r.subject.recovery_at) == (ZERO, 0)


def test_the_controller_calls_a_recovery_off(chain: Sandbox) -> None:
    """INV-IDENTITY-9: as long as not all guardians, two at least, back it: against all of them it has no say."""
    r = registry(chain)
    heir = chain.as_account("heir")
    with pytest.raises(e.UnknownSubject):
        r.controller.identity.cancel_recovery(r.subject_id)
    r.found(guardians=2, threshold=1)
    tick(chain)
    with pytest.raises(e.NoRecovery):
        r.controller.identity.cancel_recovery(r.subject_id)
    r.back(0, heir)
    tick(chain)
    with pytest.raises(e.NotController):
        heir.identity.cancel_recovery(r.subject_id)
    assert r.controller.identity.cancel_recovery(r.subject_id).subject_id == r.subject_id
    assert (r.subject.backed, r.subject.recovery_to, r.subject.recovery_at) == ((ZERO, ZERO), ZERO, 0)
    r.back(0, heir)
    due = r.back(1, heir).recovery_at
    tick(chain)
    with pytest.raises(e.RecoveryIsUnanimous):
        r.controller.identity.cancel_recovery(r.subject_id)
    chain.set_time(due)
    r.room.watcher.identity.recover(r.subject_id)
    assert r.subject.controller == heir.account
    # One guardian alone is never unanimous: it would own the subject.
    r.nonce = 2
    r.found(guardians=1, threshold=1)
    r.back(0, heir)
    tick(chain)
    r.controller.identity.cancel_recovery(r.subject_id)
    assert r.subject.recovery_at == 0


def test_guardians_are_changed_slowly(chain: Sandbox) -> None:
    """INV-IDENTITY-10: a change takes twice as long as a recovery, waits for one that is on its way, and falls with the controller that asked for it."""
    r = registry(chain)
    alice, heir = chain.as_account("alice"), chain.as_account("heir")
    tick(chain)
    for call in (lambda: r.controller.identity.change_guardians(r.subject_id, (), 0), lambda: r.controller.identity.apply_guardians(r.subject_id)):
        with pytest.raises(e.UnknownSubject):
            call()
    r.found(guardians=2, threshold=1)
    tick(chain)
    with pytest.raises(e.NoGuardianChange):
        alice.identity.apply_guardians(r.subject_id)
    with pytest.raises(e.NotController):
        alice.identity.change_guardians(r.subject_id, (heir.account,), 1)
    with pytest.raises(e.BadGuardians):
        r.controller.identity.change_guardians(r.subject_id, (r.controller.account,), 1)
    r.controller.identity.change_guardians(r.subject_id, (), 0)
    tick(chain)
    proposed = r.controller.identity.change_guardians(r.subject_id, (alice.account,), 1)
    assert proposed.effective_at == chain.now() + 2 * r.config.recovery_secs
    assert (r.subject.next_guardians, r.subject.next_threshold, r.subject.guardians_at) == ((alice.account,), 1, proposed.effective_at)
    assert len(r.subject.guardians) == 2
    chain.set_time(proposed.effective_at - 1)
    with pytest.raises(e.NotDue):
        alice.identity.apply_guardians(r.subject_id)
    r.back(0, heir)
    tick(chain, DAY)
    with pytest.raises(e.NotDue):
        alice.identity.apply_guardians(r.subject_id)
    r.controller.identity.cancel_recovery(r.subject_id)
    tick(chain)
    assert alice.identity.apply_guardians(r.subject_id).guardians == 1
    s = r.subject
    assert (list(s.guardians), s.threshold, list(s.backed), s.guardians_at) == ([alice.account], 1, [ZERO], 0)
    tick(chain)
    with pytest.raises(e.NotGuardian):
        r.guardians[0].identity.back_recovery(r.subject_id, heir.account)
    # Whoever stole the controller's key cannot have its own guardians before the true ones have given the subject back.
    r.controller.identity.change_guardians(r.subject_id, (heir.account,), 1)
    tick(chain)
    due = alice.identity.back_recovery(r.subject_id, heir.account).recovery_at
    chain.set_time(due)
    alice.identity.recover(r.subject_id)
    assert (r.subject.next_guardians, r.subject.next_threshold, r.subject.guardians_at) == ((), 0, 0)


def test_constants_out_of_bounds_are_no_deployment(fresh: Fresh) -> None:
    """INV-IDENTITY-11: no delay is nothing or so long that twice of it is a mistake; an issuer has something to lose."""
    for wrong in (Settings(issuer_stake=0), Settings(recovery_secs=MAX_SECS // 2 + 1), Settings(voucher_reward_bps=9_900)):
        with pytest.raises(e.BadConfig):
            fresh(wrong)
