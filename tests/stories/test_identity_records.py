"""Contents that keys sign, and what happens when a court finds one false, told once and run on the reference, Solana and the EVM."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest
from assay import errors as e
from assay import ids
from assay.commit.attestations import Batch
from assay.commit.keccak import keccak
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.court import Verdict
from assay.models.deployment import Settings
from assay.models.identity import MAX_BATCH, Algorithm, ContentBatch, Finding, KeyStatus, SourceType

from tests.cast import COIN, tick
from tests.registry import PROFILE, Registry, content_of, id_of, key_of, registry

Fresh = Callable[[Settings], Sandbox]
NOWHERE = b"\x09" * 32
KEY = key_of("studio")


def signing(chain: Sandbox, jurors: int = 0) -> Registry:
    """A subject with a key."""
    r = registry(chain, jurors)
    r.found()
    r.add(KEY)
    return r


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_anyone_records_what_a_key_signed(chain: Sandbox, algorithm: Algorithm) -> None:
    """INV-IDENTITY-18: the key's signature binds everything that is said of a content; once a claim; who added the key answers for it."""
    r = registry(chain)
    r.found()
    key = key_of("studio", algorithm)
    content = content_of("picture", soft_binding=b"\x01" * 32, tools=b"\x02" * 32, parents=(b"\x03" * 32, b"\x04" * 32, b"\x05" * 32, b"\x06" * 32))
    record, proof = r.room.watcher.identity.record, r.signed(key, content)
    tick(chain)
    with pytest.raises(e.UnknownKey):
        record(id_of(key), content, proof)
    r.add(key)
    tick(chain)
    changes = {"soft_binding": ZERO, "tools": ZERO, "source_type": SourceType.CAPTURE, "claim_hash": NOWHERE, "parents": content.parents[:3]}
    for field, value in changes.items():
        with pytest.raises(e.BadProof):
            record(id_of(key), content.model_copy(update={field: value}), proof)
    for wrong in (b"", proof[:-1], proof + b"\x00", proof[:32] + bytes([proof[32] ^ 1]) + proof[33:], bytes(len(proof))):
        with pytest.raises(e.BadProof):
            record(id_of(key), content, wrong)
    made = record(id_of(key), content, proof)
    assert made.content_id == r.content_id(key, content)
    known = r.recorded(made.content_id)
    assert (known.key_id, known.content, known.signer, known.recorded_at, known.flagged) == (id_of(key), content, r.controller.account, chain.now(), False)
    tick(chain)
    with pytest.raises(e.ContentExists):
        record(id_of(key), content, proof)


def test_what_is_no_content_is_refused(chain: Sandbox) -> None:
    """INV-IDENTITY-19: a content names its claim, a known source and four parents at most; the signature is looked at before."""
    r = signing(chain)
    wrong = ({"claim_hash": ZERO}, {"source_type": 0}, {"source_type": 5}, {"parents": (NOWHERE,) * 5})
    for changes in wrong:
        with pytest.raises(e.BadContent):
            r.record(KEY, content_of("picture", **changes))
        with pytest.raises(e.BadProof):
            r.room.watcher.identity.record(id_of(KEY), content_of("picture", **changes), bytes(65))
    assert chain.identity.content(NOWHERE) is None


def test_only_a_key_in_force_records(chain: Sandbox) -> None:
    """INV-IDENTITY-20: an expired or a revoked key records nothing new; what it recorded before keeps its worth."""
    r = registry(chain)
    r.found()
    short, stolen = key_of("short"), key_of("stolen")
    r.add(short, expires_at=chain.now() + 100)
    r.add(stolen)
    first = r.record(short, content_of("one"))
    chain.set_time(r.key(short).expires_at)
    with pytest.raises(e.KeyNotInForce):
        r.room.watcher.identity.record(id_of(short), content_of("two"), r.signed(short, content_of("two")))
    r.record(stolen, content_of("two"))
    tick(chain)
    r.controller.identity.revoke_key(id_of(stolen), chain.now())
    with pytest.raises(e.KeyNotInForce):
        r.record(stolen, content_of("three"))
    with pytest.raises(e.KeyNotInForce):
        r.record_batch(stolen, 1, [content_of("three")])
    assert r.key(short).status(r.recorded(first).recorded_at) is KeyStatus.VALID
    assert r.key(short).status(chain.now()) is KeyStatus.EXPIRED


def test_a_batch_records_many_contents(chain: Sandbox) -> None:
    """INV-IDENTITY-21: signed once, each claimed by anyone, once, as of when the batch was posted, whatever became of the key since."""
    r = signing(chain)
    contents = [content_of(str(n), parents=(NOWHERE,) * (n % 3)) for n in range(5)]
    odd = [content_of("odd", source_type=9), content_of("none", claim_hash=ZERO)]
    tree = Batch([c.payload for c in (*contents, *odd)])
    batch_id, proof = r.content_batch_id(KEY, 3), r.sign_batch(KEY, 3, tree.root, tree.count)
    post, claim = r.room.watcher.identity.record_batch, r.room.watcher.identity.claim_record
    tick(chain)
    with pytest.raises(e.UnknownKey):
        post(NOWHERE, 3, tree.root, tree.count, proof)
    for nonce, root, count, signature in ((4, tree.root, 7, proof), (3, NOWHERE, 7, proof), (3, tree.root, 6, proof), (3, tree.root, 7, b"")):
        with pytest.raises(e.BadProof):
            post(id_of(KEY), nonce, root, count, signature)
    for root, count in ((ZERO, 7), (tree.root, 0), (tree.root, MAX_BATCH + 1)):
        with pytest.raises(e.BadContent):
            post(id_of(KEY), 3, root, count, r.sign_batch(KEY, 3, root, count))
    with pytest.raises(e.UnknownContent):
        claim(batch_id, 0, contents[0], tree.path(0))
    assert post(id_of(KEY), 3, tree.root, tree.count, proof).batch_id == batch_id
    posted_at = chain.now()
    wanted = ContentBatch(batch_id=batch_id, key_id=id_of(KEY), root=tree.root, count=7, signer=r.controller.account, posted_at=posted_at)
    assert chain.identity.content_batch(batch_id) == wanted
    tick(chain)
    with pytest.raises(e.ContentExists):
        post(id_of(KEY), 3, tree.root, tree.count, proof)
    for index, content, path in (
        (1, contents[0], tree.path(0)), (0, contents[1], tree.path(0)), (0, contents[0], tree.path(0)[32:]), (0, contents[0], b""),
        (0, contents[0], tree.path(0) + bytes(32)), (7, contents[0], tree.path(0)), (0, contents[0], tree.path(0)[1:]),
    ):  # fmt: skip
        with pytest.raises(e.BadOpening):
            claim(batch_id, index, content, path)
    for at, content in enumerate(odd, 5):
        with pytest.raises(e.BadContent):
            claim(batch_id, at, content, tree.path(at))
    r.controller.identity.revoke_key(id_of(KEY), chain.now())
    tick(chain, 100)
    for at, content in enumerate(contents):
        made = claim(batch_id, at, content, tree.path(at))
        known = r.recorded(made.content_id)
        assert (made.content_id, known.content, known.recorded_at, known.signer) == (r.content_id(KEY, content), content, posted_at, r.controller.account)
        tick(chain)
    with pytest.raises(e.ContentExists):
        claim(batch_id, 0, contents[0], tree.path(0))


def test_the_largest_batch_is_claimed(chain: Sandbox) -> None:
    """INV-IDENTITY-22: a content with four parents, twenty siblings deep, still fits a transaction."""
    r = signing(chain)
    content = content_of("deep", soft_binding=NOWHERE, tools=NOWHERE, parents=(NOWHERE,) * 4)
    siblings = [bytes([n]) * 32 for n in range(20)]
    root = Batch([content.payload]).root
    for sibling in siblings:
        root = keccak(b"\x01" + root + sibling)
    tick(chain)
    r.room.watcher.identity.record_batch(id_of(KEY), 1, root, MAX_BATCH, r.sign_batch(KEY, 1, root, MAX_BATCH))
    tick(chain)
    made = r.room.watcher.identity.claim_record(r.content_batch_id(KEY, 1), 0, content, b"".join(siblings))
    assert r.recorded(made.content_id).content == content


def test_a_final_ruling_flags_a_record_and_its_key(chain: Sandbox) -> None:
    """INV-IDENTITY-23: only a final ruling of guilty, about this record, against who answers for it, opened when it was there; from the time that the
    ruling says the key is worth nothing, and what it signed before keeps its worth."""
    r = signing(chain)
    before = r.record(KEY, content_of("before"))
    tick(chain, 100)
    false = r.record(KEY, content_of("false"))
    since = r.recorded(false).recorded_at
    flag = r.room.watcher.identity.flag_record
    with pytest.raises(e.UnknownContent):
        flag(NOWHERE, NOWHERE)
    with pytest.raises(e.UnknownCase):
        flag(NOWHERE, false)
    case_id = r.accuse(false, since_at=since - 10)
    tick(chain)
    with pytest.raises(e.CaseNotClosed):
        flag(case_id, false)
    with pytest.raises(e.WrongCase):
        flag(case_id, before)
    with pytest.raises(e.UnknownFinding):
        r.room.watcher.identity.punish_voucher(case_id, NOWHERE)
    r.room.close()
    tick(chain)
    made = flag(case_id, false)
    assert (made.key_id, made.case_id, made.flagged_at, r.recorded(false).flagged, r.recorded(before).flagged) == (id_of(KEY), case_id, since - 10, True, False)
    wanted = Finding(case_id=case_id, subject_id=r.subject_id, matter=false, at=since, penalty=100 * COIN, accuser=r.room.accuser.account)
    assert chain.identity.finding(case_id) == wanted
    statuses = [r.key(KEY).status(r.recorded(c).recorded_at) for c in (before, false)]
    assert statuses == [KeyStatus.VALID, KeyStatus.FLAGGED]
    tick(chain)
    with pytest.raises(e.AlreadyFlagged):
        flag(case_id, false)
    with pytest.raises(e.KeyNotInForce):
        r.record(KEY, content_of("after"))
    # A later ruling of an older misuse moves the flag back, never forward; and never beyond when the key was added.
    assert flag(r.convict(before, since_at=0), before).flagged_at == r.key(KEY).added_at
    assert flag(r.convict(false), false).flagged_at == r.key(KEY).added_at


def test_a_ruling_is_about_what_was_there(chain: Sandbox) -> None:
    """INV-IDENTITY-24: a case that is older than the record, or against somebody else, flags nothing; who lost the subject answers for what it signed."""
    r = signing(chain)
    content = content_of("picture")
    content_id = r.content_id(KEY, content)
    early = r.convict(content_id)
    r.record(KEY, content)
    flag = r.room.watcher.identity.flag_record
    tick(chain)
    with pytest.raises(e.WrongCase):
        flag(early, content_id)
    innocent = r.convict(content_id, accused=r.room.friend.account)
    with pytest.raises(e.WrongCase):
        flag(innocent, content_id)
    # Since a time after it was recorded: the record was false when it was made.
    case_id = r.convict(content_id, since_at=chain.now())
    assert flag(case_id, content_id).flagged_at == r.recorded(content_id).recorded_at


def says_guilty(_: bytes) -> bool:
    return True


def says_innocent(_: bytes) -> bool:
    return False


def test_an_acquittal_flags_nothing(fresh: Fresh) -> None:
    """INV-IDENTITY-25: who is not found guilty is not; a jury decides where somebody contests."""
    r = signing(fresh(Settings(jurors=1, max_rounds=1)), jurors=2)
    content_id = r.record(KEY, content_of("picture"))
    for says, verdict in ((says_innocent, Verdict.NOT_GUILTY), (says_guilty, Verdict.GUILTY)):
        case_id = r.accuse(content_id)
        r.room.contest()
        r.room.hear(says)
        assert r.room.close().verdict is verdict
        tick(r.chain)
        if verdict is Verdict.GUILTY:
            assert r.room.watcher.identity.flag_record(case_id, content_id).case_id == case_id
        else:
            with pytest.raises(e.NotGuilty):
                r.room.watcher.identity.flag_record(case_id, content_id)
            with pytest.raises(e.WrongCase):
                r.room.watcher.identity.flag_key(case_id, id_of(KEY))


def test_a_final_ruling_flags_a_key(chain: Sandbox) -> None:
    """INV-IDENTITY-26: about the key, against who added it; from the time that the ruling says, not before it was added."""
    r = registry(chain)
    r.found(guardians=1, threshold=1)
    r.add(KEY)
    added, key_id = chain.now(), id_of(KEY)
    flag = r.room.watcher.identity.flag_key
    tick(chain, 100)
    with pytest.raises(e.UnknownKey):
        flag(NOWHERE, NOWHERE)
    with pytest.raises(e.UnknownCase):
        flag(NOWHERE, key_id)
    case_id = r.accuse(key_id, since_at=added + 50)
    tick(chain)
    with pytest.raises(e.CaseNotClosed):
        flag(case_id, key_id)
    r.room.close()
    tick(chain)
    assert flag(case_id, key_id).flagged_at == added + 50
    finding = chain.identity.finding(case_id)
    assert finding is not None
    assert (finding.matter, finding.at, finding.subject_id) == (key_id, added + 50, r.subject_id)
    assert [r.key(KEY).status(at) for at in (added + 49, added + 50)] == [KeyStatus.VALID, KeyStatus.FLAGGED]
    tick(chain)
    with pytest.raises(e.AlreadyFlagged):
        flag(case_id, key_id)
    heir = chain.as_account("heir")
    chain.set_time(r.back(0, heir).recovery_at)
    heir.identity.recover(r.subject_id)
    # The heir controls the subject now, and has added no key yet: it answers for none.
    named = r.convict(key_id, accused=heir.account, since_at=added + 70)
    with pytest.raises(e.WrongCase):
        flag(named, key_id)
    assert flag(r.convict(key_id, since_at=added - 10_000), key_id).flagged_at == added
    other = r.convict(key_id, accused=r.room.friend.account)
    with pytest.raises(e.WrongCase):
        flag(other, key_id)


def test_who_vouched_for_a_forger_pays(chain: Sandbox) -> None:
    """INV-IDENTITY-27: voucher_bps of the penalty, once for each ruling and issuer, for the treasury; an issuer that lost some attests no more
    until it has made it up."""
    r = signing(chain)
    r.register()
    mine = r.attest(1)
    r.room.friend.identity.create_subject(1)
    elsewhere = r.attest(2, subject_id=ids.subject_id(r.program, r.room.friend.account, 1))
    short = r.attest(3, expires_at=chain.now() + 20)
    tick(chain, 100)
    content_id = r.record(KEY, content_of("false"))
    late = r.attest(4)
    case_id = r.convict(content_id)
    punish = r.room.watcher.identity.punish_voucher
    with pytest.raises(e.UnknownFinding):
        punish(case_id, mine)
    r.room.watcher.identity.flag_record(case_id, content_id)
    tick(chain)
    with pytest.raises(e.UnknownAttestation):
        punish(case_id, NOWHERE)
    for not_for_it in (elsewhere, short, late):
        with pytest.raises(e.NotVouched):
            punish(case_id, not_for_it)
    paid = punish(case_id, mine)
    fault_id = ids.voucher_fault(r.program, case_id, r.issuer.account)
    assert (paid.issuer, paid.fault_id, paid.slashed) == (r.issuer.account, fault_id, 20 * COIN)
    known, fault = chain.identity.issuer(r.issuer.account), chain.staking.fault(fault_id)
    assert known is not None
    assert fault is not None
    assert (known.locked, r.locked) == (80 * COIN, 80 * COIN)
    assert (fault.amount, fault.reward, fault.beneficiary, fault.slasher) == (20 * COIN, 0, r.room.accuser.account, r.program)
    tick(chain)
    with pytest.raises(e.FaultAlreadySlashed):
        punish(case_id, mine)
    # Another ruling takes its share again, as it does from the signer.
    again = r.convict(content_id)
    r.room.watcher.identity.flag_record(again, content_id)
    tick(chain)
    assert punish(again, mine).slashed == 20 * COIN
    assert r.locked == 60 * COIN
    with pytest.raises(e.IssuerUnderbonded):
        r.attest(5)
    with pytest.raises(e.IssuerUnderbonded):
        r.issuer.identity.attest_batch(5, NOWHERE, 1, 0, chain.now() + 100)
    assert r.issuer.identity.register_issuer(PROFILE).locked == 100 * COIN
    r.attest(5)


def test_a_revoked_attestation_vouches_for_nothing_later(chain: Sandbox) -> None:
    """INV-IDENTITY-28: what was revoked before the fault, alone or with its generation, costs nothing; what was revoked after does, and from a batch too."""
    r = signing(chain)
    r.register(1_000)
    alone, later = r.attest(1), r.attest(2)
    r.attest(3, generation=5)
    grouped = r.attestation_id(3)
    tree = r.vouched(r.subject_id, r.subject_id)
    tick(chain)
    batch_id = r.issuer.identity.attest_batch(4, tree.root, 2, 6, chain.now() + 10_000_000).batch_id
    tick(chain)
    r.issuer.identity.revoke_attestation(alone)
    tick(chain)
    r.issuer.identity.revoke_generation(5)
    content_id = r.record(KEY, content_of("false"))
    tick(chain)
    r.issuer.identity.revoke_attestation(later)
    tick(chain)
    r.issuer.identity.revoke_generation(6)
    case_id = r.convict(content_id)
    r.room.watcher.identity.flag_record(case_id, content_id)
    punish = r.room.watcher.identity.punish_voucher
    tick(chain)
    for revoked in (alone, grouped):
        with pytest.raises(e.NotVouched):
            punish(case_id, revoked)
    claimed = r.room.watcher.identity.claim_attestation(batch_id, 1, r.subject_id, 1, sha256(b"\x01").digest(), tree.path(1)).attestation_id
    tick(chain)
    assert punish(case_id, claimed).slashed == 20 * COIN
    tick(chain)
    with pytest.raises(e.FaultAlreadySlashed):
        punish(case_id, later)


def test_a_voucher_with_nothing_left_pays_nothing(fresh: Fresh) -> None:
    """INV-IDENTITY-29: an issuer that is gone with its stake, or a share that rounds to nothing, is no punishment; a reward for the accuser is the
    deployment's to set."""
    r = signing(fresh(Settings(voucher_bps=1, voucher_reward_bps=2_500, unbond_secs=8 * 86_400)))
    chain = r.chain
    r.register(100)
    mine = r.attest(1)
    contents = [r.record(KEY, content_of(str(n))) for n in range(3)]
    cases = [r.convict(c, penalty=penalty) for c, penalty in zip(contents, (9_999, 40_001 * 10_000 - 1, 100 * COIN), strict=True)]
    for case_id, content_id in zip(cases, contents, strict=True):
        r.room.watcher.identity.flag_record(case_id, content_id)
        tick(chain)
    punish = r.room.watcher.identity.punish_voucher
    with pytest.raises(e.ZeroAmount):
        punish(cases[0], mine)
    paid = punish(cases[1], mine)
    fault = chain.staking.fault(paid.fault_id)
    assert fault is not None
    assert (paid.slashed, fault.reward) == (40_000, 10_000)
    tick(chain)
    chain.set_time(r.issuer.identity.retire_issuer().leaves_at)
    r.issuer.identity.release_issuer(r.issuer.account)
    tick(chain)
    unlock_at = r.issuer.staking.unbond(100 * COIN - 40_000).unlock_at
    chain.set_time(unlock_at)
    r.issuer.staking.withdraw()
    tick(chain)
    with pytest.raises(e.NothingToSlash):
        punish(cases[2], mine)
