"""Known attacks on identity on Solana: other accounts in its places, and proofs that the chain's own programs verified of something else. What needs no
Solana is in tests/stories/test_identity_attacks.py."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from assay import errors as e
from assay import ids
from assay.artifacts import built
from assay.models.identity import Algorithm, Content, KeyStatus, RecordFlagged
from assay.signatures import ORDERS, SoftwareKey
from assay.solana import pda
from assay.solana.deploy import BUILT
from assay.solana.generated import compute, court, identity, rewards, staking
from assay.solana.network import SolanaNetwork, account_named
from assay.solana.proofs import ED25519, SECP256R1
from assay.solana.transport import SYSTEM_PROGRAM, TOKEN_PROGRAM
from solders.account import Account
from solders.compute_budget import set_compute_unit_limit
from solders.instruction import AccountMeta, Instruction
from solders.message import Message
from solders.pubkey import Pubkey
from solders.system_program import TransferParams, transfer
from solders.transaction import Transaction
from solders.transaction_metadata import FailedTransactionMetadata

from tests.cast import COIN, funded
from tests.registry import content_of, id_of, key_of, registry
from tests.solana import siege
from tests.solana.office import INITIALIZE, MISUSED, SYSVAR, Office, Registered, asked, bare_identity, initialize_identity, told_office
from tests.solana.siege import ANYONE, at_place, copies, need_everything, stand_ins, with_data
from tests.solana.town import EVIL, FAKE_STAKING, LAMPORTS, Case, Town, allowed, code_of, litesvm, refused, svm_of, units

BAD_PROOF = 6_000 + e.IDENTITY_ERRORS.index(e.BadProof)
SEEDS, NOT_ADDRESS, WRONG_OWNER, UNSIGNED, NOT_A_PROGRAM = 2_006, 2_012, 3_007, 3_010, 3_008
SYSVARS = Pubkey.from_string("Sysvar1111111111111111111111111111111111111")
NATIVE = {Algorithm.ED25519: ED25519, Algorithm.P256: SECP256R1}
CALLS = (
    INITIALIZE, "create_subject", "add_key ED25519", "add_key SECP256K1", "add_key P256", "rotate_key", "revoke_key", "change_guardians", "apply_guardians",
    "back_recovery", "cancel_recovery", "recover", "register_issuer", "register_issuer first", "retire_issuer", "release_issuer", "attest", "attest_for",
    "attest_batch", "claim_attestation", "revoke_attestation", "revoke_in_batch", "revoke_generation", "record ED25519", "record P256", "record SECP256K1",
    "record_batch", "claim_record", "flag_record", "flag_key", "punish_voucher",
)  # fmt: skip


# Where another account is as good, and why.
FELLOW, NOTHING_TO_LOCK = "another guardian backs for itself", "nothing is locked, so it is not looked at"
BY_ANYONE = (
    "attest_for", "claim_attestation", "record ED25519", "record P256", "record SECP256K1", "record_batch", "claim_record", "flag_record", "flag_key",
    "punish_voucher",
)  # fmt: skip
OPEN_PLACES = {
    (INITIALIZE, "payer"): ANYONE,
    ("back_recovery", "caller"): FELLOW,
    ("register_issuer", "stake"): NOTHING_TO_LOCK,
    ("register_issuer", "staking_config"): NOTHING_TO_LOCK,
    **{(call, "caller"): ANYONE for call in BY_ANYONE},
}
UNREAD = {"register_issuer": {"stake", "staking_config"}}
# Told by the ids inside and not by the address: of each there is one account, which the program made.
BY_THE_IDS_INSIDE = {
    "add_key": {"subject"}, "rotate_key": {"subject", "old_key"}, "attest": {"subject", "issuer"}, "attest_for": {"subject", "issuer"},
    "attest_batch": {"issuer"}, "claim_attestation": {"subject"}, "release_issuer": {"issuer", "stake"}, "register_issuer": {"issuer"},
    "register_issuer first": {"stake"},
    "record": {"key"}, "record_batch": {"key"}, "flag_record": {"content", "key", "case"}, "flag_key": {"key", "case"}, "punish_voucher": {"stake"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def every_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies are tried with identity's marks and under its address too."""
    monkeypatch.setattr(siege, "KINDS", [*siege.KINDS, *identity.ACCOUNTS])
    monkeypatch.setattr(siege, "OWNERS", siege.OWNERS | {identity.PROGRAM})


@pytest.fixture(scope="module")
def office() -> Office:
    return told_office()


@pytest.fixture(scope="module")
def bare() -> Registered:
    return bare_identity()


@pytest.fixture
def place(bare: Registered, office: Office, call: str) -> tuple[Registered, Case]:
    where = bare if call == INITIALIZE else office.town
    return where, where.cases[call]


def test_every_instruction_is_under_attack(office: Office) -> None:
    assert {INITIALIZE, *office.town.cases} == set(CALLS)


@pytest.mark.parametrize("call", CALLS)
def test_what_is_tampered_with_below_works_untampered(place: tuple[Registered, Case]) -> None:
    town, case = place
    assert allowed(town.simulate(case.instruction))


@pytest.mark.parametrize("call", CALLS)
def test_no_account_stands_in_for_another(place: tuple[Registered, Case], call: str) -> None:
    """INV-SVM-1: in every place of every instruction, every other account of the town is refused: another subject, key, issuer, attestation, case or
    finding, another type of account, another program, another signer."""
    town, case = place
    passed = stand_ins(town, case)
    assert set(passed) == {name for of, name in OPEN_PLACES if of == call}
    for name, who in passed.items():
        assert OPEN_PLACES[call, name] == NOTHING_TO_LOCK or who <= town.keys.keys()


@pytest.mark.parametrize("call", CALLS)
def test_no_copy_passes_for_an_account(place: tuple[Registered, Case], call: str) -> None:
    """INV-SVM-2: an account with the right bytes is refused where another program owns it, wherever it lies, and so is one with another type's mark.
    One with the right bytes and owner, as no transaction could make it, passes only where the ids inside tell."""
    town, case = place
    before = town.state()
    told = BY_THE_IDS_INSIDE.get(call, BY_THE_IDS_INSIDE.get(call.split()[0], set()))
    assert copies(town, case, UNREAD.get(call, ())) == told
    assert town.state() == before


@pytest.mark.parametrize("call", CALLS)
def test_who_must_sign_signs(place: tuple[Registered, Case], call: str) -> None:
    """INV-SVM-3: a call without a signature, with an account locked that it writes to, or cut short, is refused and changes nothing."""
    town, case = place
    before = town.state()
    need_everything(town, case)
    assert town.state() == before


# ---- proofs: what the native programs verified, and of what


def native(
    algorithm: Algorithm, key: SoftwareKey, digest: bytes, proof: bytes, indices: tuple[int, int, int] = (0xFFFF,) * 3, extra: bytes = b"", **changes: Any
) -> Instruction:
    """The native program's instruction about one signature; `changes` are of its head: count, padding, and how far its parts lie from their places."""
    shown = key.public_key if algorithm is Algorithm.ED25519 else bytes([2 + (key.public_key[63] & 1)]) + key.public_key[:32]
    gap = changes.get("gap", b"")
    key_at = 16 + len(gap)
    numbers = [key_at + len(shown), indices[0], key_at, indices[1], key_at + len(shown) + 64, 32, indices[2]]
    head = bytes([changes.get("count", 1), changes.get("padding", 0)]) + b"".join(n.to_bytes(2, "little") for n in numbers)
    accounts = [AccountMeta(EVIL, False, False)] if changes.get("account") else []
    return Instruction(NATIVE[algorithm], head + gap + shown + proof + digest + extra, accounts)


@pytest.fixture(scope="module", params=[Algorithm.ED25519, Algorithm.P256], ids=lambda a: a.name)
def signed(request: pytest.FixtureRequest) -> Signing:
    return Signing(request.param)


class Signing:
    """Somebody's key, registered, a content that it never signed, and mallory with a key of her own."""

    def __init__(self, algorithm: Algorithm) -> None:
        self.algorithm, self.key, self.hers = algorithm, key_of("victim", algorithm), key_of("mallory", algorithm)
        chain = litesvm()
        self.r = registry(chain)
        self.r.found()
        self.r.add(self.key)
        self.town = Town(svm_of(chain))
        self.town.keys[account_named("watcher").pubkey()] = account_named("watcher")
        self.content = content_of("wanted")
        self.digest = ids.content_proof(self.r.domain, self.r.content_id(self.key, self.content), self.content.payload)
        # A signature's place is filled with what the victim signed of something else.
        self.elsewhere = ids.content_proof(self.r.domain, self.r.content_id(self.key, content_of("other")), content_of("other").payload)
        self.stale = self.key.prove(self.elsewhere)

    def record(self, proof: bytes, content: Content | None = None) -> Instruction:
        return asked(self.chain("watcher"), lambda: self.chain("watcher").identity.record(id_of(self.key), content or self.content, proof))[-1]

    def chain(self, name: str) -> SolanaNetwork:
        who = self.r.chain.as_account(name)
        assert isinstance(who, SolanaNetwork)
        return who

    def her(self) -> Instruction:
        """What verifies, and is mallory's."""
        return native(self.algorithm, self.hers, self.digest, self.hers.prove(self.digest))

    def true(self, key: SoftwareKey | None = None) -> Instruction:
        """What verifies, and is of the victim's other content."""
        return native(self.algorithm, self.key, self.elsewhere, self.stale)


def noise(s: Signing) -> Instruction:
    payer = account_named("watcher").pubkey()
    return transfer(TransferParams(from_pubkey=payer, to_pubkey=payer, lamports=1))


# By name: the transaction's instructions before and behind ours, and the proof that ours is told. The compute budget's instruction stands first, so the
# first of these has the number 1. All of them pass the native program.
Listing = tuple[list[Instruction], list[Instruction], bytes]
FORGED: dict[str, Callable[[Signing], Listing]] = {
    "nothing verified": lambda s: ([], [], s.stale),
    "another message of the same key": lambda s: ([s.true()], [], s.stale),
    "the same message by another key": lambda s: ([s.her()], [], s.hers.prove(s.digest)),
    "her signature told as the victim's": lambda s: ([s.her()], [], s.stale),
    # The victim's key, the wanted digest and any signature lie where ours would look; what the native program reads lies in the instruction before.
    "all three read elsewhere": lambda s: ([s.true(), native(s.algorithm, s.key, s.digest, s.stale, (1, 1, 1))], [], s.stale),
    "all of hers read elsewhere": lambda s: ([s.her(), native(s.algorithm, s.key, s.digest, s.stale, (1, 1, 1))], [], s.stale),
    "the message read elsewhere": lambda s: ([s.true(), native(s.algorithm, s.key, s.digest, s.stale, (0xFFFF, 0xFFFF, 1))], [], s.stale),
    "signature and message read elsewhere": lambda s: ([s.true(), native(s.algorithm, s.key, s.digest, s.stale, (1, 0xFFFF, 1))], [], s.stale),
    "key and signature read elsewhere": lambda s: ([s.her(), native(s.algorithm, s.key, s.digest, s.stale, (1, 1, 0xFFFF))], [], s.stale),
    "read from the instruction behind ours": lambda s: ([native(s.algorithm, s.key, s.digest, s.stale, (3, 3, 3))], [s.true()], s.stale),
    "no signature at all": lambda s: ([Instruction(NATIVE[s.algorithm], bytes(2), [])], [], s.stale),
    "none counted, all shown": lambda s: ([Instruction(NATIVE[s.algorithm], bytes(2), []), s.true()], [], s.stale),
}
# Its native program refuses to verify nothing.
NOT_FOR_P256 = {"no signature at all", "none counted, all shown"}
# The same of a proof that is true: only the place or the form is wrong.
MISPLACED: dict[str, Callable[[Signing, bytes], tuple[list[Instruction], list[Instruction]]]] = {
    "behind ours": lambda s, p: ([], [native(s.algorithm, s.key, s.digest, p)]),
    "two before ours": lambda s, p: ([native(s.algorithm, s.key, s.digest, p), noise(s)], []),
    "before another proof": lambda s, p: ([native(s.algorithm, s.key, s.digest, p), s.true()], []),
    "with a byte behind": lambda s, p: ([native(s.algorithm, s.key, s.digest, p, extra=b"\0")], []),
    "with another message behind": lambda s, p: ([native(s.algorithm, s.key, s.digest, p, extra=s.elsewhere)], []),
    "with a gap behind the head": lambda s, p: ([native(s.algorithm, s.key, s.digest, p, gap=b"\0")], []),
    "with padding": lambda s, p: ([native(s.algorithm, s.key, s.digest, p, padding=1)], []),
    "with an account": lambda s, p: ([native(s.algorithm, s.key, s.digest, p, account=True)], []),
    "with parts of its copy": lambda s, p: ([native(s.algorithm, s.key, s.digest, p), native(s.algorithm, s.key, s.digest, p, (1, 1, 1))], []),
    "two in one": lambda s, p: ([two_in_one(s, p)], []),
}


def two_in_one(s: Signing, proof: bytes) -> Instruction:
    """Two heads, both of which speak about the one signature behind them."""
    data = bytes(native(s.algorithm, s.key, s.digest, proof, gap=bytes(14)).data)
    return Instruction(NATIVE[s.algorithm], bytes([2, 0]) + data[2:16] * 2 + data[30:], [])


def said(s: Signing, before: list[Instruction], ours: Instruction, behind: list[Instruction]) -> int | str:
    """The refusal of our instruction; the test fails where the native program refused."""
    result = s.town.simulate(*before, ours, *behind)
    assert isinstance(result, FailedTransactionMetadata), "it was not refused"
    assert result.err().index == 1 + len(before), result  # type: ignore[union-attr]
    return code_of(result)


@pytest.mark.parametrize("attack", FORGED)
def test_no_content_is_recorded_that_its_key_did_not_sign(signed: Signing, attack: str) -> None:
    """INV-IDENTITY-36: whatever else the transaction has verified, and wherever the native program was told to look."""
    before, behind, proof = FORGED[attack](signed)
    if signed.algorithm is Algorithm.P256 and attack in NOT_FOR_P256:
        result = signed.town.simulate(*before, signed.record(proof))
        assert isinstance(result, FailedTransactionMetadata)
        assert result.err().index == 1  # type: ignore[union-attr]
        return
    assert said(signed, before, signed.record(proof), behind) == BAD_PROOF
    assert said(signed, before, signed.record(signed.hers.prove(signed.digest)), behind) == BAD_PROOF


@pytest.mark.parametrize("attack", MISPLACED)
def test_a_proof_stands_in_its_place_alone(signed: Signing, attack: str) -> None:
    """INV-IDENTITY-36: a true one too is refused anywhere but just before ours, in another form, or with anything beside it."""
    proof = signed.key.prove(signed.digest)
    before, behind = MISPLACED[attack](signed, proof)
    assert said(signed, before, signed.record(proof), behind) == BAD_PROOF


def test_the_same_proof_in_its_place_is_one(signed: Signing) -> None:
    """INV-IDENTITY-36: by either way to name the instruction itself, with others around it and said twice; or else the tests above show nothing."""
    proof = signed.key.prove(signed.digest)
    good, ours = native(signed.algorithm, signed.key, signed.digest, proof), signed.record(proof)
    for before in ([good], [good, good], [noise(signed), signed.true(), good], [native(signed.algorithm, signed.key, signed.digest, proof, (1, 1, 1))]):
        assert allowed(signed.town.simulate(*before, ours, noise(signed)))


def test_what_ours_is_told_is_what_was_verified(signed: Signing) -> None:
    """INV-IDENTITY-36: the proof in our own call is that of the native program's, to its last byte, and no shorter or longer."""
    proof = signed.key.prove(signed.digest)
    good = native(signed.algorithm, signed.key, signed.digest, proof)
    for wrong in (b"", proof[:-1], proof + b"\0", proof[32:], bytes(64), proof[:63] + bytes([proof[63] ^ 1]), signed.stale):
        assert said(signed, [good], signed.record(wrong), []) == BAD_PROOF
    for changed in (content_of("wanted", tools=b"\1" * 32), content_of("other")):
        assert said(signed, [good], signed.record(proof, changed), []) == BAD_PROOF


def test_a_native_program_refuses_a_second_writing(signed: Signing) -> None:
    """INV-IDENTITY-36: with the order added to S (Ed25519) or the order less S (P-256), or with the compressed key's other parity, the whole transaction
    falls before ours is asked."""
    proof = signed.key.prove(signed.digest)
    order = {Algorithm.ED25519: 2**252 + 27742317777372353535851937790883648493, **ORDERS}[signed.algorithm]
    if signed.algorithm is Algorithm.ED25519:
        other = proof[:32] + (int.from_bytes(proof[32:], "little") + order).to_bytes(32, "little")
    else:
        other = proof[:32] + (order - int.from_bytes(proof[32:], "big")).to_bytes(32, "big")
    result = signed.town.simulate(native(signed.algorithm, signed.key, signed.digest, other), signed.record(other))
    assert isinstance(result, FailedTransactionMetadata)
    assert result.err().index == 1  # type: ignore[union-attr]


def test_one_verification_serves_one_call(signed: Signing) -> None:
    """INV-IDENTITY-36: a second call in the same transaction stands behind the first one, not behind the proof."""
    proof = signed.key.prove(signed.digest)
    good, ours = native(signed.algorithm, signed.key, signed.digest, proof), signed.record(proof)
    assert said(signed, [good, ours], ours, []) == BAD_PROOF
    # In two pairs the second is known by its id.
    assert said(signed, [good, ours, good], ours, []) == 6_000 + e.IDENTITY_ERRORS.index(e.ContentExists)


def test_no_other_account_stands_for_the_transaction(signed: Signing) -> None:
    """INV-IDENTITY-36: a list of instructions that somebody wrote, under whichever owner, is not the runtime's."""
    forged = bytes(native(signed.algorithm, signed.key, signed.digest, signed.stale).data)
    listing = b"".join(
        (
            (2).to_bytes(2, "little"), (6).to_bytes(2, "little"), (6 + 36 + len(forged)).to_bytes(2, "little"), bytes(2), bytes(NATIVE[signed.algorithm]),
            len(forged).to_bytes(2, "little"), forged, bytes(2), bytes(identity.PROGRAM), bytes(2), (1).to_bytes(2, "little"),
        )
    )  # fmt: skip
    ours = signed.record(signed.stale)
    at = [m.pubkey for m in ours.accounts].index(SYSVAR)
    for owner in (SYSVARS, EVIL, SYSTEM_PROGRAM, identity.PROGRAM):
        fake = signed.town.put(Account(LAMPORTS, listing, owner))
        metas = list(ours.accounts)
        metas[at] = AccountMeta(fake, False, False)
        assert code_of(signed.town.send(Instruction(ours.program_id, bytes(ours.data), metas))) == NOT_ADDRESS


def test_a_second_writing_of_a_recoverable_signature_is_none() -> None:
    """INV-IDENTITY-18: high s with v turned, v below 27 or above 28, r or s of nothing or of the order, 64 bytes, 66 bytes: each is BadProof."""
    s = Signing(Algorithm.SECP256K1)
    proof, order = s.key.prove(s.digest), ORDERS[Algorithm.SECP256K1]
    r, low, v = proof[:32], int.from_bytes(proof[32:64], "big"), proof[64]
    high = (order - low).to_bytes(32, "big")
    wrong = [
        r + high + bytes([55 - v]), r + high + bytes([v]), proof[:64] + bytes([55 - v]), *(proof[:64] + bytes([n]) for n in (0, 1, v - 27, 29, 30, v + 4, 255)),
        bytes(32) + proof[32:], r + bytes(32) + bytes([v]), order.to_bytes(32, "big") + proof[32:], r + order.to_bytes(32, "big") + bytes([v]),
        proof[:64], proof + b"\0", b"\0" + proof, b"", s.hers.prove(s.digest), s.stale, b"\xff" * 65,
    ]  # fmt: skip
    for other in wrong:
        assert code_of(s.town.simulate(s.record(other))) == BAD_PROOF
    assert allowed(s.town.simulate(s.record(proof)))


# ---- who pretends to be a program


def test_nobody_slashes_in_identitys_name(office: Office) -> None:
    """INV-SVM-19: identity's slasher is an address without a key: named without its signature, or by another program's seeds, it takes nobody's stake."""
    town, thief = office.town, account_named("thief")
    owner, fault = bytes(account_named("issuer").pubkey()), ids.fault_id(b"no ruling".ljust(32))
    take = staking.slash(
        slasher=pda.identity_slasher(), payer=thief.pubkey(), config=pda.staking_config(), fault=pda.fault(fault), stake=pda.stake(owner),
        owner=owner, amount=COIN, fault_id=fault, beneficiary=bytes(thief.pubkey()), reward_bps=5_000,
    )  # fmt: skip
    unsigned = [AccountMeta(m.pubkey, m.is_signer and m.pubkey in town.keys, m.is_writable) for m in take.accounts]
    for other in (pda.identity_slasher(), pda.identity_config(), Pubkey.find_program_address([b"slasher"], EVIL)[0]):
        metas = [AccountMeta(other, False, False), *unsigned[1:]]
        assert code_of(town.send(Instruction(take.program_id, bytes(take.data), metas))) == UNSIGNED
    metas = [AccountMeta(thief.pubkey(), True, False), *unsigned[1:]]
    assert refused(town.send(Instruction(take.program_id, bytes(take.data), metas))) is e.NotSlasher


@pytest.mark.parametrize("call", ["register_issuer first", "register_issuer", "release_issuer", "punish_voucher"])
def test_identity_calls_no_other_staking(office: Office, call: str) -> None:
    """INV-SVM-19: another program in staking's place is refused before it is called, even with accounts of its own."""
    town, case = office.town, office.town.cases[call]
    for other in (FAKE_STAKING, court.PROGRAM, TOKEN_PROGRAM, SYSTEM_PROGRAM, EVIL, identity.PROGRAM):
        metas = list(case.instruction.accounts)
        metas[at_place(case, "staking_program")] = AccountMeta(other, False, False)
        assert code_of(town.send(case.with_metas(metas))) == NOT_A_PROGRAM


def test_a_copy_of_identity_is_no_identity(office: Office) -> None:
    """INV-SVM-19: the program's own code at another address does nothing, so nothing of its making is there."""
    fake, town = Pubkey.from_bytes(b"a copy of identity".ljust(32, b"\1")), office.town
    town.svm.add_program_from_file(fake, built(BUILT[identity.PROGRAM]))
    for ix in (initialize_identity(account_named("authority").pubkey()), town.cases["create_subject"].instruction, town.cases["attest"].instruction):
        assert code_of(town.send(Instruction(fake, bytes(ix.data), ix.accounts))) == 4_100


@pytest.mark.parametrize(("call", "name"), [("flag_record", "flagged"), ("flag_key", "key")])
def test_only_the_courts_own_case_is_a_case(office: Office, call: str, name: str) -> None:
    """INV-IDENTITY-23: the bytes of a final ruling, true or made up, under another program, another deployment of the court or nobody; at the case's
    address or beside it; and every other thing of the court's with a case's id in its place."""
    town, case = office.town, office.town.cases[call]
    real = town.svm.get_account(pda.case(office.case[name]))
    assert real is not None
    at = at_place(case, "case")
    for owner in (
        EVIL,
        FAKE_STAKING,
        identity.PROGRAM,
        staking.PROGRAM,
        rewards.PROGRAM,
        compute.PROGRAM,
        Pubkey.from_bytes(b"another court".ljust(32, b"\1")),
    ):
        fake = town.put(Account(LAMPORTS, real.data, owner))
        assert code_of(town.send(case.but(at, AccountMeta(fake, False, False)))) == WRONG_OWNER
    # Nobody's data under the system program can be there; bare lamports are no case, and nothing is none.
    for address in (town.put(Account(LAMPORTS, b"", SYSTEM_PROGRAM)), Pubkey.new_unique(), account_named("thief").pubkey()):
        assert refused(town.send(case.but(at, AccountMeta(address, False, False)))) is e.UnknownCase
    for other in (pda.court_config(), pda.juror(office.r.room.accuser.account), pda.case(office.case["other"]), pda.case(office.case["punished"])):
        assert not allowed(town.send(case.but(at, AccountMeta(other, False, False))))
    data = bytes(case.instruction.data)
    for other_id in (office.case["other"], office.case["punished"], b"\7" * 32):
        assert not allowed(town.send(with_data(case.instruction, data[:8] + other_id + data[40:])))


def test_nothing_is_set_up_twice(office: Office) -> None:
    """INV-SVM-5: after `initialize` nobody, its caller included, changes identity's constants or its chain."""
    town, before = office.town, office.town.state()
    for name in ("thief", "authority"):
        for changes in ({}, {"recovery_secs": 1}, {"chain": b"\1" * 32}):
            assert not allowed(town.send(initialize_identity(account_named(name).pubkey(), **changes)))
    assert town.state() == before


BAD_CONFIG = 6_000 + e.IDENTITY_ERRORS.index(e.BadConfig)


def test_no_stranger_sets_up_another_court(bare: Registered) -> None:
    """INV-SVM-5: whoever is first at `initialize` cannot name a court of its own, or constants out of bounds."""
    thief = account_named("thief").pubkey()
    for changes in (
        {"court": bytes(thief)}, {"court": bytes(EVIL)}, {"court": bytes(court.PROGRAM)}, {"court": bytes(32)}, {"issuer_stake": 0}, {"exit_secs": 0},
        {"exit_secs": 2**64 - 1}, {"recovery_secs": 0}, {"recovery_secs": 2**64 - 1}, {"voucher_bps": 10_001}, {"reward_bps": 5_001},
    ):  # fmt: skip
        assert code_of(bare.send(initialize_identity(thief, **changes))) == BAD_CONFIG


# ---- accounts that are opened twice, or sent something


def is_free(town: Town, address: Pubkey) -> bool:
    found = town.svm.get_account(address)
    return found is None or not (found.lamports or found.data)


@pytest.mark.parametrize("dust", [1, 890_880, 10 * LAMPORTS])
def test_dust_keeps_no_account_from_being_opened(office: Office, dust: int) -> None:
    """INV-SVM-6: lamports sent ahead to any address that identity will open, one or more than its rent, neither hold it up nor pass for it."""
    opened = set()
    for name, case in office.town.cases.items():
        for meta in case.instruction.accounts:
            if meta.is_writable and is_free(office.town, meta.pubkey):
                office.town.put(Account(dust, b"", SYSTEM_PROGRAM), meta.pubkey)
                assert allowed(office.town.simulate(case.instruction)), (name, meta.pubkey)
                office.town.put(Account(0, b"", SYSTEM_PROGRAM), meta.pubkey)
                opened.add(name.split()[0])
    assert opened == {
        "create_subject", "add_key", "rotate_key", "register_issuer", "attest", "attest_for", "attest_batch", "claim_attestation", "revoke_in_batch",
        "revoke_generation", "record", "record_batch", "claim_record", "flag_record", "flag_key", "punish_voucher",
    }  # fmt: skip


def test_dust_does_not_hide_that_an_account_is_missing() -> None:
    """INV-SVM-6: where nothing was opened it is said by name, though somebody sent lamports to the address."""
    chain = litesvm()
    r = registry(chain)
    r.found()
    nothing, nobody = b"\7" * 32, chain.as_account("nobody")
    key = key_of("nobody's")
    for address in (pda.subject(nothing), pda.subject_key(nothing), pda.issuer(nobody.account), pda.content(nothing), pda.case(nothing)):
        svm_of(chain).set_account(address, Account(LAMPORTS, b"", SYSTEM_PROGRAM))
    proof = r.possession(key, nothing)
    unknown: list[tuple[type[e.ProtocolError], Callable[[], object]]] = [
        (e.UnknownSubject, lambda: nobody.identity.add_key(nothing, key.algorithm, 1, 0, key.public_key, proof)),
        (e.UnknownSubject, partial(nobody.identity.recover, nothing)),
        (e.UnknownSubject, partial(nobody.identity.back_recovery, nothing, nobody.account)),
        (e.UnknownKey, partial(nobody.identity.revoke_key, nothing, 0)),
        (e.UnknownKey, partial(nobody.identity.flag_key, nothing, nothing)),
        (e.UnknownIssuer, nobody.identity.retire_issuer),
        (e.UnknownIssuer, partial(nobody.identity.release_issuer, nobody.account)),
        (e.UnknownIssuer, partial(nobody.identity.attest, 1, r.terms())),
        (e.UnknownContent, partial(nobody.identity.flag_record, nothing, nothing)),
    ]
    for error, call in unknown:
        with pytest.raises(error):
            call()
    assert (chain.identity.subject(nothing), chain.identity.key(nothing), chain.identity.issuer(nobody.account)) == (None, None, None)


OPENS = {
    "create_subject": e.SubjectExists, "add_key SECP256K1": e.KeyExists, "rotate_key": None, "attest": e.AttestationExists, "attest_for": e.AttestationExists,
    "attest_batch": e.AttestationExists, "claim_attestation": e.AttestationExists, "revoke_in_batch": e.AttestationExists,
    "revoke_generation": e.GenerationIsRevoked, "record SECP256K1": e.ContentExists, "record_batch": e.ContentExists, "claim_record": e.ContentExists,
    "flag_record": e.AlreadyFlagged, "flag_key": e.AlreadyFlagged, "punish_voucher": None,
}  # fmt: skip


def test_what_is_opened_is_not_opened_again() -> None:
    """INV-SVM-5: the same call twice, in one transaction or in two, overwrites nothing."""
    o = told_office()
    for name in OPENS:
        case, town = o.town.cases[name], o.town
        twice = town.simulate(case.instruction, case.instruction)
        assert isinstance(twice, FailedTransactionMetadata), name
    for name, error in OPENS.items():
        case, town = o.town.cases[name], o.town
        if name == "rotate_key" or not allowed(town.send(case.instruction)):
            assert name in ("rotate_key", "record SECP256K1"), name  # its key was flagged by then
            continue
        before, again = town.state(), town.send(case.instruction)
        assert not allowed(again)
        assert error is None or refused(again) is error
        assert town.state() == before


# ---- what a node forgets, and what runs out


def test_a_drowned_event_hides_no_flag() -> None:
    """INV-IDENTITY-23: whoever carries its own ruling out behind so much noise that the node cuts the event is flagged all the same, and found so by key,
    content and case."""
    o = told_office()
    chain, r = o.chain, o.r
    watcher = o.who("watcher")
    funded(chain, "watcher")
    flag = asked(watcher, lambda: watcher.identity.flag_record(o.case["flagged"], o.content["flagged"]))
    noise_ = asked(watcher, lambda: watcher.staking.bond(1))
    before = len([event for _, event in chain.events() if isinstance(event, RecordFlagged)])
    done = chain._transport.send("flag_record", [account_named("watcher")], [*noise_ * 17, *flag], 1_400_000)
    assert done.size <= 1_232
    assert len([event for _, event in chain.events() if isinstance(event, RecordFlagged)]) == before, "the node kept the event"
    assert chain.identity.finding(o.case["flagged"]) is not None
    assert r.recorded(o.content["flagged"]).flagged
    assert r.key(MISUSED).status(chain.now()) is KeyStatus.FLAGGED


@pytest.mark.parametrize("call", ["punish_voucher", "flag_record", "record P256", "register_issuer first", "rotate_key"])
def test_a_call_that_runs_out_of_units_did_nothing(office: Office, call: str) -> None:
    """INV-IDENTITY-37: with less than it takes, down to nothing, a call leaves everything as it was; with what it takes, it passes."""
    town, case = office.town, office.town.cases[call]
    needed, before = units(town.simulate(case.instruction)), town.state()
    assert needed < 200_000
    for share in range(0, 100, 9):
        ran_out = town.svm.send_transaction(limited(town, needed * share // 100, *town.proven([case.instruction])))
        assert isinstance(ran_out, FailedTransactionMetadata)
    assert town.state() == before


def limited(town: Registered, most: int, *instructions: Instruction) -> Transaction:
    """A transaction that may take so many units."""
    town.svm.expire_blockhash()
    signers = {m.pubkey: town.keys[m.pubkey] for i in instructions for m in i.accounts if m.is_signer}
    blockhash = town.svm.latest_blockhash()
    message = Message.new_with_blockhash([set_compute_unit_limit(most), *instructions], town.purse.pubkey(), blockhash)
    return Transaction([town.purse, *signers.values()], message, blockhash)
