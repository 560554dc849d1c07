"""Known attacks on Solana programs, each told as a story. What the programs do when nobody tampers is in tests/stories."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from assay import errors as e
from assay import ids
from assay.artifacts import built
from assay.models.compute import Terms
from assay.models.deployment import Settings
from assay.solana import pda
from assay.solana.deploy import BUILT
from assay.solana.generated import compute, staking
from assay.solana.network import SolanaNetwork, account_named, deploy_sandbox
from assay.solana.transport import SYSTEM_PROGRAM, TOKEN_PROGRAM, MemoryTransport
from assay_worker.verify.play import challenger_move, provider_move
from solders.account import Account
from solders.instruction import AccountMeta, Instruction
from solders.message import Message
from solders.pubkey import Pubkey
from solders.system_program import TransferParams, transfer
from solders.transaction import Transaction

from tests.cast import COIN, SPEC, Stage, dispute_of, funded, openings_of, stage, tick
from tests.jobs import flip
from tests.solana.town import (
    EVIL,
    FAKE_STAKING,
    IDL,
    LAMPORTS,
    TOKEN_2022,
    Case,
    Town,
    allowed,
    bare_town,
    busy_town,
    code_of,
    initialize_compute,
    initialize_staking,
    leaf_stage,
    litesvm,
    meta_of,
    purse_account,
    recorded,
    refused,
    svm_of,
    to_the_leaf,
)

U64_MAX = 2**64 - 1
INITIALIZE = ("initialize staking", "initialize compute")
CALLS = (
    *INITIALIZE, "bond", "bond first", "unbond", "withdraw", "lock", "unlock", "slash", "sweep", "propose_slasher", "activate_slasher", "retire_slasher",
    "register", "register first", "post", "cancel", "accept", "commit", "settle", "challenge", "reveal", "bisect", "provide", "provide first", "referee",
    "time_out of a deadline", "time_out of a move", "refund", "reclaim by the challenger", "reclaim by the provider",
)  # fmt: skip

# Where another account is as good, and why.
ANYONE, NOTHING_TO_PAY, NO_DISPUTE = "anyone may, and pays", "gets nothing, so it is not looked at", "there is no dispute to look at"
NAMES_NOBODY = "the job names no program, so nobody asks one (what a job that does asks: test_matching_attacks.py)"
OPEN_PLACES = {
    ("initialize staking", "payer"): ANYONE,
    ("initialize compute", "payer"): ANYONE,
    ("slash", "payer"): ANYONE,
    ("accept", "naming"): NAMES_NOBODY,
    ("time_out of a deadline", "caller"): ANYONE,
    ("time_out of a move", "caller"): ANYONE,
    ("time_out of a deadline", "dispute"): NO_DISPUTE,
    ("reclaim by the challenger", "provider_token"): NOTHING_TO_PAY,
    ("reclaim by the challenger", "treasury_token"): NOTHING_TO_PAY,
    ("reclaim by the provider", "challenger_token"): NOTHING_TO_PAY,
}
# Told by the ids inside and not by the address. Only the program opens such accounts, and only at their addresses, so a copy of one
# that the program itself owns cannot come to be; that it would pass shows that owner and ids are what is checked.
BY_THE_IDS_INSIDE = {
    ("lock", "stake"), ("unlock", "stake"), ("slash", "stake"), ("settle", "stake"), ("referee", "stake"), ("time_out of a deadline", "stake"),
    ("time_out of a move", "stake"), ("reveal", "dispute"), ("bisect", "dispute"), ("provide", "dispute"), ("provide first", "dispute"),
    ("referee", "dispute"), ("time_out of a move", "dispute"), ("provide", "opening"),
}  # fmt: skip


@pytest.fixture(scope="module")
def towns() -> tuple[Town, Town]:
    return bare_town(), busy_town()


@pytest.fixture
def town(towns: tuple[Town, Town]) -> Town:
    return towns[1]


@pytest.fixture
def place(towns: tuple[Town, Town], call: str) -> tuple[Town, Case]:
    """The town in which a call would work, and the call."""
    where = towns[call not in INITIALIZE]
    return where, where.cases[call]


def test_every_instruction_is_under_attack(towns: tuple[Town, Town]) -> None:
    calls = {**towns[0].cases, **towns[1].cases}
    assert set(calls) == set(CALLS)
    described = [(p, i["name"]) for p in ("staking", "compute") for i in IDL[p]["instructions"]]
    programs = {"staking": staking.PROGRAM, "compute": compute.PROGRAM}
    attacked = {(c.instruction.program_id, name.split()[0]) for name, c in calls.items()}
    assert attacked == {(programs[p], name) for p, name in described}


@pytest.mark.parametrize("call", CALLS)
def test_what_is_tampered_with_below_works_untampered(place: tuple[Town, Case]) -> None:
    town, case = place
    assert allowed(town.simulate(case.instruction))


@pytest.mark.parametrize("call", CALLS)
def test_no_account_stands_in_for_another(place: tuple[Town, Case], call: str) -> None:
    """INV-SVM-1: in every place of every instruction, every other account of the town is refused and nothing changes: someone else's stake,
    job, dispute, opening or purse, another type of account, the same account twice, a purse of another token or token program, a program
    that is not the one, a signer that is not the one."""
    town, case = place
    before = town.state()
    for at, (p, meta) in enumerate(zip(case.places, case.instruction.accounts, strict=True)):
        others = sorted(town.known - {meta.pubkey}, key=bytes)
        tampered = [(other, case.but(at, AccountMeta(other, meta.is_signer and other in town.keys, meta.is_writable))) for other in others]
        if (call, p.name) in OPEN_PLACES:
            passed = {other for other, ix in tampered if allowed(town.simulate(ix))}
            assert passed
            assert OPEN_PLACES[call, p.name] != ANYONE or passed <= town.keys.keys()
            continue
        for other, ix in tampered:
            assert not allowed(town.send(ix)), f"{call}: {other} passed for {p.name}"
    assert town.state() == before


@pytest.mark.parametrize("call", CALLS)
def test_no_copy_passes_for_an_account(place: tuple[Town, Case], call: str) -> None:
    """INV-SVM-2: an account with the right bytes is refused where another program owns it, wherever it lies, and so is one of ours with
    another type's mark. One with the right bytes and owner passes only for a purse of the same owner to pay from, or where the ids inside tell."""
    town, case = place
    before = town.state()
    for at, (p, meta) in enumerate(zip(case.places, case.instruction.accounts, strict=True)):
        real = town.svm.get_account(meta.pubkey)
        if real is None or not real.data or real.executable or OPEN_PLACES.get((call, p.name)):
            continue
        for owner in {EVIL, SYSTEM_PROGRAM, TOKEN_PROGRAM, TOKEN_2022, staking.PROGRAM, compute.PROGRAM} - {real.owner}:
            stolen = Account(real.lamports, real.data, owner)
            for address in (town.put(stolen), town.put(stolen, meta.pubkey)):
                ix = case.but(at, AccountMeta(address, meta.is_signer, meta.is_writable))
                assert not allowed(town.simulate(ix)), f"{call}: {p.name} of {owner}"
            town.put(real, meta.pubkey)
        if real.owner != TOKEN_PROGRAM and (call, p.name) != ("register", "provider"):  # which is written over
            kinds = [*staking.ACCOUNTS, *compute.ACCOUNTS, bytes(8)]
            for mark in kinds:
                if mark != real.data[:8]:
                    town.put(Account(real.lamports, mark + real.data[8:], real.owner), meta.pubkey)
                    assert not allowed(town.simulate(case.instruction)), f"{call}: {p.name} marked {mark.hex()}"
            town.put(real, meta.pubkey)
        copy = case.but(at, AccountMeta(town.put(real), meta.is_signer, meta.is_writable))
        paid_from = p.name == "caller_token" and call.split()[0] in ("bond", "post", "challenge")
        by_its_content = paid_from or p.name == "token" or (call, p.name) in BY_THE_IDS_INSIDE
        assert allowed(town.simulate(copy)) == by_its_content, f"{call}: a copy for {p.name}"
    assert town.state() == before


@pytest.mark.parametrize("call", CALLS)
def test_who_must_sign_signs(place: tuple[Town, Case], call: str) -> None:
    """INV-SVM-3: an instruction without a signature that it asks for, with an account locked that it writes to, or with accounts missing, is
    refused and changes nothing."""
    town, case = place
    before = town.state()
    metas = case.instruction.accounts
    for p, meta in zip(case.places, metas, strict=True):
        same = [AccountMeta(m.pubkey, m.is_signer and m.pubkey != meta.pubkey, m.is_writable) for m in metas]
        if p.signer:
            assert not allowed(town.send(case.with_metas(same))), f"{call}: {p.name} did not sign"
        locked = [AccountMeta(m.pubkey, m.is_signer, m.is_writable and m.pubkey != meta.pubkey) for m in metas]
        if p.writable and not (p.name == "opening" and call == "referee"):
            assert not allowed(town.send(case.with_metas(locked))), f"{call}: {p.name} was locked"
    for length in range(len(metas)):
        result = town.send(case.with_metas(metas[:length]))
        assert not allowed(result), f"{call}: {length} accounts"
    assert town.state() == before
    data = bytes(case.instruction.data)
    for cut in {0, 7, 8, len(data) - 1} - {len(data)}:
        assert not allowed(town.simulate(Instruction(case.instruction.program_id, data[:cut], metas))), f"{call}: {cut} bytes"


# ---- who pretends to be a program


def test_nobody_slashes_in_computes_name(town: Town) -> None:
    """INV-SVM-4: compute's slasher is an address without a key: named without its signature, with a signature of nothing, or under another
    program, it takes nobody's stake."""
    victim, thief = account_named("victim"), account_named("thief")
    fault = ids.fault_id(b"no such fault".ljust(32))
    take = staking.slash(
        slasher=pda.slasher(), payer=thief.pubkey(), config=pda.staking_config(), fault=pda.fault(fault), stake=pda.stake(bytes(victim.pubkey())),
        owner=bytes(victim.pubkey()), amount=COIN, fault_id=fault, beneficiary=bytes(thief.pubkey()), reward_bps=5_000,
    )  # fmt: skip
    before = town.state()
    unsigned = Instruction(
        take.program_id, bytes(take.data), [AccountMeta(m.pubkey, m.is_signer and m.pubkey in town.keys, m.is_writable) for m in take.accounts]
    )
    assert code_of(town.send(unsigned)) == 3010
    forged = Transaction.new_unsigned(Message.new_with_blockhash([take], thief.pubkey(), town.svm.latest_blockhash()))
    result = town.svm.send_transaction(forged)
    assert "SignatureFailure" in str(code_of(result))
    lookalike = Pubkey.find_program_address([b"slasher"], FAKE_STAKING)[0]
    metas = [AccountMeta(lookalike, False, False), *unsigned.accounts[1:]]
    assert code_of(town.send(Instruction(take.program_id, bytes(take.data), metas))) == 3010
    metas = [AccountMeta(thief.pubkey(), True, False), *unsigned.accounts[1:]]
    assert refused(town.send(Instruction(take.program_id, bytes(take.data), metas))) is e.NotSlasher
    assert town.state() == before


@pytest.mark.parametrize("call", ["accept", "settle", "referee", "time_out of a deadline", "time_out of a move"])
def test_compute_calls_no_other_staking(place: tuple[Town, Case], call: str) -> None:
    """INV-SVM-4: another program in staking's place is refused before it is called, though it be staking's own code at another address."""
    town, case = place
    at = [p.name for p in case.places].index("staking_program")
    for other in (FAKE_STAKING, compute.PROGRAM, TOKEN_PROGRAM, SYSTEM_PROGRAM, EVIL):
        result = town.send(case.but(at, AccountMeta(other, False, False)))
        assert code_of(result) == 3008
        assert not any(f"Program {other} invoke" in line for line in meta_of(result).logs() if other != compute.PROGRAM)


def test_nothing_is_set_up_twice() -> None:
    """INV-SVM-5: after `initialize` nobody, its caller included, changes a constant or empties an account by another."""
    chain = litesvm()
    town, thief, mint = Town(svm_of(chain)), account_named("thief"), Pubkey.from_bytes(chain.deployment().token)
    chain.as_account("thief")
    town.keys |= {k.pubkey(): k for k in (thief, account_named("authority"))}
    town.known |= {pda.staking_config(), pda.staking_vault(), pda.compute_config(), pda.escrow()}
    before = town.state()
    for payer in town.keys:
        for ix in (initialize_staking(payer, mint, Settings(unbond_secs=1)), initialize_compute(payer, mint, Settings(window_secs=1))):
            assert not allowed(town.send(ix))
    assert town.state() == before


# ---- accounts that are opened, closed, or sent something


@pytest.mark.parametrize("dust", [1, 890_880, 10 * LAMPORTS])
def test_dust_keeps_no_account_from_being_opened(dust: int) -> None:
    """INV-SVM-6: lamports sent ahead to any address that the programs will open, one or more than its rent, hold nothing up."""
    transport = MemoryTransport({program: built(path) for program, path in BUILT.items()})
    requester, provider, challenger = (bytes(account_named(n).pubkey()) for n in ("requester", "provider", "challenger"))
    job = ids.job_id(bytes(pda.slasher()), requester, 1)
    first, second = ids.dispute_id(job, 0), ids.dispute_id(job, 1)
    addresses = [
        pda.staking_config(), pda.staking_vault(), pda.compute_config(), pda.escrow(), pda.slasher(), pda.provider(provider), pda.stake(provider), pda.job(job),
        pda.dispute(first), pda.dispute(second), *(pda.opening(d, p) for d in (first, second) for p in (challenger, provider)),
        pda.fault(ids.fault_id(first)), pda.fault(ids.fault_id(second)), pda.fault(ids.fault_id(job)),
    ]  # fmt: skip
    for address in addresses:
        transport.svm.set_account(address, Account(dust, b"", SYSTEM_PROGRAM))
    chain = SolanaNetwork(transport, deploy_sandbox(transport, Settings()))
    s = stage(chain)
    liar = s.up_to_commit(s.job.outputs({1: flip(1)}))
    s.challenge()
    chain.set_time(dispute_of(chain, s.job_id).move_due_at)
    s.provider.compute.reveal(s.job_id, liar.reveal(dispute_of(chain, s.job_id)))
    tick(chain, 601)
    chain.compute.time_out(s.job_id)
    s.challenge()
    s.fight(liar, s.job.witness(s.job_id))
    s.requester.compute.refund(s.job_id)
    for d in (first, second):
        s.requester.compute.reclaim(d)
    s.requester.staking.sweep(ids.fault_id(second))
    assert chain.balance(s.requester.account) == 1_000 * COIN
    opened = [a for a in addresses if (found := transport.svm.get_account(a)) is not None and found.data]
    assert set(addresses) - set(opened) <= {
        pda.slasher(),
        *map(pda.fault, map(ids.fault_id, (first, job))),
        *(pda.opening(d, p) for d in (first, second) for p in (challenger, provider)),
    }
    for address in opened:
        found = transport.svm.get_account(address)
        assert found is not None
        assert found.lamports >= max(dust, transport.rent(len(found.data)))


def test_dust_does_not_hide_that_an_account_is_missing() -> None:
    """INV-SVM-6: where nothing was opened the client says so by name, though somebody sent lamports to the address."""
    chain = litesvm()
    s, nobody, nothing = stage(chain), chain.as_account("nobody"), ids.fault_id(b"nothing".ljust(32))
    s.post()
    for address in (pda.stake(nobody.account), pda.provider(nobody.account), pda.fault(nothing), pda.job(nothing), pda.dispute(nothing)):
        svm_of(chain).set_account(address, Account(LAMPORTS, b"", SYSTEM_PROGRAM))
    for error, call in (
        (e.UnknownStake, lambda: nobody.staking.unbond(1)),
        (e.UnknownStake, nobody.staking.withdraw),
        (e.UnknownFault, lambda: nobody.staking.sweep(nothing)),
        (e.UnknownJob, lambda: nobody.compute.accept(nothing)),
        (e.UnknownJob, lambda: nobody.compute.challenge(nothing)),
        (e.UnknownDispute, lambda: nobody.compute.reclaim(nothing)),
        (e.NotRegistered, lambda: nobody.compute.accept(s.job_id)),
    ):
        with pytest.raises(error):
            call()
    nobody.compute.register(SPEC)
    with pytest.raises(e.UnknownStake):
        nobody.compute.accept(s.job_id)
    assert (nobody.staking.stake(nobody.account), nobody.compute.job(nothing), nobody.compute.dispute(nothing)) == (None, None, None)


def test_a_closed_opening_is_not_revived() -> None:
    """INV-SVM-7: openings end with the call that uses them; lamports sent after it, in the same transaction even, bring nothing back."""
    chain, s, town = leaf_stage()
    good = openings_of(chain, s.job_id, s.job.witness(s.job_id))
    for start in range(0, len(good), 700):
        s.challenger.compute.provide(s.job_id, start, good[start : start + 700])
    caller, d = account_named("challenger").pubkey(), dispute_of(chain, s.job_id).dispute_id
    opening = pda.opening(d, bytes(caller))
    use = recorded(chain.as_account("challenger"), lambda: s.challenger.compute.referee(s.job_id, b""))
    revive = transfer(TransferParams(from_pubkey=caller, to_pubkey=opening, lamports=LAMPORTS))
    again = compute.provide(caller=caller, job=pda.job(s.job_id), dispute=pda.dispute(d), opening=opening, job_id=s.job_id, offset=0, data=b"again")
    for attack in ([use, revive, again], [use, again], [use, use], [use, revive, use]):
        assert not allowed(town.send(*attack))
    assert s.chain.compute.openings(d, bytes(caller)) == good
    assert allowed(town.send(use, revive))
    left = town.svm.get_account(opening)
    assert left is not None
    assert (left.owner, left.data) == (SYSTEM_PROGRAM, b"")
    assert refused(town.send(again)) is e.JobNotDisputed
    assert not allowed(town.send(use))


def test_nobody_writes_into_anothers_openings() -> None:
    """INV-SVM-7: an opening is written to, and used up, by the party whose it is."""
    chain, s, town = leaf_stage()
    s.challenger.compute.provide(s.job_id, 0, b"mine")
    d = dispute_of(chain, s.job_id).dispute_id
    for thief in (s.provider, s.requester):
        for owner in (s.challenger, s.requester):
            if thief is not owner:
                spoil = compute.provide(
                    caller=Pubkey.from_bytes(thief.account), job=pda.job(s.job_id), dispute=pda.dispute(d), opening=pda.opening(d, owner.account),
                    job_id=s.job_id, offset=0, data=b"rubbish",
                )  # fmt: skip
                assert not allowed(town.send(spoil))
    use = recorded(chain.as_account("provider"), lambda: s.provider.compute.referee(s.job_id, b""))
    metas = [*use.accounts[:4], AccountMeta(pda.opening(d, s.challenger.account), False, True), *use.accounts[5:]]
    assert code_of(town.send(Instruction(use.program_id, bytes(use.data), metas))) == 2006
    assert chain.compute.openings(d, s.challenger.account) == b"mine"


def test_openings_of_a_dispute_that_is_over_are_good_for_nothing() -> None:
    """INV-SVM-7: what was laid down for one dispute of a job is not read in its next one."""
    chain = litesvm()
    s = stage(chain)
    honest = s.up_to_commit()
    liar = s.job.witness(s.job_id, s.job.outputs({2: flip(1)}))
    town = Town(svm_of(chain))
    town.keys[account_named("challenger").pubkey()] = account_named("challenger")
    s.challenge()
    to_the_leaf(s, honest, liar)
    first = dispute_of(chain, s.job_id).dispute_id
    good = openings_of(chain, s.job_id, honest)
    s.challenger.compute.provide(s.job_id, 0, good)
    assert provider_move(s.provider, s.job_id, honest)
    s.challenge()
    to_the_leaf(s, honest, liar)
    s.challenger.compute.provide(s.job_id, 0, b"new")
    use = recorded(chain.as_account("challenger"), lambda: s.challenger.compute.referee(s.job_id, b""))
    for old in (pda.opening(first, s.challenger.account), pda.dispute(first)):
        for at in (3, 4):
            metas = [*use.accounts[:at], AccountMeta(old, False, True), *use.accounts[at + 1 :]]
            assert not allowed(town.send(Instruction(use.program_id, bytes(use.data), metas)))
    more = compute.provide(
        caller=Pubkey.from_bytes(s.challenger.account), job=pda.job(s.job_id), dispute=pda.dispute(first), opening=pda.opening(first, s.challenger.account),
        job_id=s.job_id, offset=0, data=b"more",
    )  # fmt: skip
    assert not allowed(town.send(more))
    assert chain.compute.openings(first, s.challenger.account) == good


def test_the_same_transaction_counts_once() -> None:
    """INV-SVM-8: signed bytes that went through do so once: not again with their blockhash, nor after it."""
    chain = litesvm()
    alice = funded(chain, "alice", 10)
    town = Town(svm_of(chain))
    town.keys[account_named("alice").pubkey()] = account_named("alice")
    bond = town.transaction(recorded(chain.as_account("alice"), lambda: alice.staking.bond(COIN)))
    assert allowed(town.svm.send_transaction(bond))
    assert "AlreadyProcessed" in str(code_of(town.svm.send_transaction(bond)))
    town.svm.expire_blockhash()
    assert str(code_of(town.svm.send_transaction(bond))).split(".")[-1] in ("AlreadyProcessed", "BlockhashNotFound")
    assert chain.balance(alice.account) == 9 * COIN


# ---- tokens


def test_only_a_classic_token_of_six_decimals_can_be_set_up(towns: tuple[Town, Town]) -> None:
    """INV-SVM-9: a mint of 9 decimals or of none, one of Token-2022 (whose tokens can take a fee), one that is not set up or none at all."""
    bare, _ = towns
    payer = account_named("authority").pubkey()
    mints = {c.instruction.accounts[[p.name for p in c.places].index("token")].pubkey for c in bare.cases.values()}
    others = [a for a in bare.known - mints if (found := bare.svm.get_account(a)) is not None and not found.executable and found.data]
    assert len(others) == 8
    for other in others:
        for ix in (initialize_staking(payer, other, Settings()), initialize_compute(payer, other, Settings())):
            assert refused(bare.send(ix)) is e.WrongToken


def test_a_token_that_looks_the_same_pays_for_nothing(town: Town) -> None:
    """INV-SVM-9: who holds millions of another token of 6 decimals bonds, posts and challenges nothing with them; nor is anyone paid into
    a purse of it."""
    purses = {a for a in town.known if (found := town.svm.get_account(a)) is not None and found.owner == TOKEN_PROGRAM and len(found.data) == 165}
    ours = bytes(town.svm.get_account(pda.escrow()).data[:32])  # type: ignore[union-attr]
    foreign = {a for a in purses if bytes(town.svm.get_account(a).data[:32]) != ours}  # type: ignore[union-attr]
    assert len(foreign) == 5
    tried = 0
    for case in town.cases.values():
        for at, p in enumerate(case.places):
            if p.name.endswith("_token") and (case.name, p.name) not in OPEN_PLACES:
                for purse in foreign:
                    assert refused(town.send(case.but(at, AccountMeta(purse, False, True)))) is e.WrongToken
                    tried += 1
    assert tried == 13 * len(foreign)


def test_a_payment_goes_where_its_owner_looks(town: Town) -> None:
    """INV-SVM-9: whoever has somebody paid does not choose which of the payee's purses it is: not one that a thief may close, nor any other."""
    case, provider, thief = town.cases["settle"], account_named("provider"), account_named("thief")
    mint = bytes(town.svm.get_account(pda.escrow()).data[:32])  # type: ignore[union-attr]
    plain = purse_account(mint, bytes(provider.pubkey()), 0)
    trap = plain[:129] + (1).to_bytes(4, "little") + bytes(thief.pubkey())  # who may close it
    at = [p.name for p in case.places].index("provider_token")
    for fields in (plain, trap):
        other = town.put(Account(2_039_280, bytes(fields), TOKEN_PROGRAM))
        assert not allowed(town.send(case.but(at, AccountMeta(other, False, True))))
    assert allowed(town.simulate(case.instruction))


# ---- clocks and numbers at their ends


def test_clocks_turn_at_the_second_they_name(town: Town) -> None:
    """INV-SVM-14: at the second a clock names the one side still may, or the other already may, never both and never neither."""
    requester = bytes(account_named("requester").pubkey())

    def read(kind: Any, address: Pubkey) -> Any:
        account = town.svm.get_account(address)
        assert account is not None
        return kind.decode(account.data, 8)[0]

    job = {n: read(compute.Job, pda.job(ids.job_id(bytes(pda.slasher()), requester, n))) for n in range(1, 12)}
    due = {n: read(compute.Dispute, pda.dispute(ids.dispute_id(job[n].job_id, 0))).move_due_at for n in (3, 9, 10, 11)}
    unlocks = read(staking.Stake, pda.stake(bytes(account_named("victim").pubkey()))).unbondings[0].unlock_at
    active = read(staking.StakingConfig, pda.staking_config()).slashers[2].active_at
    present = town.svm.get_clock()
    # (call, its last or first second, whether it is the last, what it gets a second beyond)
    for call, at, is_last, error in (
        ("challenge", job[8].window_ends_at - 1, True, e.WindowClosed),
        ("settle", job[1].window_ends_at, False, e.WindowOpen),
        ("accept", job[6].terms.deadline_at - 1, True, e.DeadlinePassed),
        ("commit", job[7].terms.deadline_at, True, e.DeadlinePassed),
        ("time_out of a deadline", job[2].terms.deadline_at + 1, False, e.NotDue),
        ("reveal", due[9], True, e.MoveTooLate),
        ("bisect", due[10], True, e.MoveTooLate),
        ("provide", due[11], True, e.MoveTooLate),
        ("referee", due[11], True, e.MoveTooLate),
        ("time_out of a move", due[3] + 1, False, e.NotDue),
        ("withdraw", unlocks, False, e.NothingToWithdraw),
        ("activate_slasher", active, False, e.TimelockOpen),
    ):
        clock = town.svm.get_clock()
        for second, right in ((at, True), (at + (1 if is_last else -1), False)):
            clock.unix_timestamp = second
            town.svm.set_clock(clock)
            result = town.simulate(town.cases[call].instruction)
            assert allowed(result) if right else refused(result) is error, f"{call} at {second - at:+}"
    town.svm.set_clock(present)


def extremes(s: Stage) -> list[tuple[type[e.ProtocolError] | None, Callable[[], object]]]:
    """Calls with numbers as large as they come, and what they get."""
    provider, requester, challenger, judge, authority = s.provider, s.requester, s.challenger, s.chain.as_account("judge"), s.chain.as_account("authority")
    here, job = provider.account, s.job_id
    fault = ids.fault_id(b"extreme".ljust(32))

    def post(nonce: int, **changes: Any) -> Callable[[], object]:
        return lambda: requester.compute.post(nonce, Terms(**(s.job.terms().model_dump() | changes)))

    return [
        (e.InsufficientFunds, lambda: provider.staking.bond(U64_MAX)),
        (e.InsufficientStake, lambda: provider.staking.unbond(U64_MAX)),
        (e.InsufficientStake, lambda: judge.staking.lock(here, U64_MAX)),
        (e.LockTooLarge, lambda: judge.staking.unlock(here, U64_MAX)),
        (e.RewardTooHigh, lambda: judge.staking.slash(here, U64_MAX, fault, here, 65_535)),
        (e.SlasherExists, lambda: authority.staking.propose_slasher(judge.account)),
        (e.InsufficientFunds, post(2, price=U64_MAX)),
        (e.BadTerms, post(2, op_count=2**32 - 1)),
        (e.BadTerms, post(2, model_count=2**32 - 1)),
        (e.BadTerms, post(2, input_count=65_537)),
        (None, post(U64_MAX, stake=U64_MAX, deadline_at=U64_MAX)),
        (e.InsufficientStake, lambda: provider.compute.accept(ids.job_id(bytes(pda.slasher()), requester.account, U64_MAX))),
        (e.BadSpec, lambda: provider.compute.register(SPEC.model_copy(update={"device": 255}))),
        (None, lambda: provider.compute.register(SPEC.model_copy(update={"memory_mib": 2**32 - 1, "units": 65_535, "ask": U64_MAX}))),
        (None, post(3, price=COIN, stake=COIN, deadline_at=U64_MAX, memory_mib=2**32 - 1, units=65_535)),
        (None, lambda: provider.compute.accept(ids.job_id(bytes(pda.slasher()), requester.account, 3))),
        (e.NotDue, lambda: provider.compute.time_out(ids.job_id(bytes(pda.slasher()), requester.account, 3))),
        (e.BadOffset, lambda: challenger.compute.provide(job, 2**32 - 1, b"x")),
        (None, lambda: judge.staking.slash(here, U64_MAX, fault, requester.account, 5_000)),
        (e.NothingToSlash, lambda: judge.staking.slash(here, U64_MAX, ids.fault_id(fault), here, 5_000)),
        (None, lambda: challenger.staking.sweep(fault)),
        (None, lambda: challenger_move(challenger, job, s.job.witness(job))),
    ]


def test_numbers_at_their_ends_have_names() -> None:
    """INV-SVM-15: amounts, counts, deadlines and nonces of 2**64 - 1 are taken or refused by name; none ends in a crash of arithmetic. Stake
    that another slasher took holds no verdict up."""
    chain, s, _ = leaf_stage()
    judge = chain.as_account("judge")
    chain.staking.propose_slasher(judge.account)
    due = dispute_of(chain, s.job_id).move_due_at
    chain._transport.set_time(chain.now() + chain.staking.config().timelock_secs)  # type: ignore[attr-defined]
    chain.staking.activate_slasher(judge.account)
    chain._transport.set_time(due)  # type: ignore[attr-defined]  # time goes back: the dispute is still open
    for error, call in extremes(s):
        if error is None:
            call()
        else:
            with pytest.raises(error):
                call()
    assert dispute_of(chain, s.job_id).outcome == 1


def test_all_the_coin_there_can_be_goes_in_and_out() -> None:
    """INV-SVM-15: a stake of 2**64 - 1, all that a token can have, is locked, slashed, swept and withdrawn to the last unit."""
    chain = litesvm()
    whale, judge, victim = chain.as_account("whale"), chain.as_account("judge"), chain.as_account("victim")
    chain.faucet(whale.account, U64_MAX)
    chain.staking.propose_slasher(judge.account)
    tick(chain, chain.staking.config().timelock_secs)
    chain.staking.activate_slasher(judge.account)
    assert whale.staking.bond(U64_MAX).bonded == U64_MAX
    judge.staking.lock(whale.account, U64_MAX)
    with pytest.raises(e.InsufficientStake):
        judge.staking.lock(whale.account, 1)
    fault = ids.fault_id(b"all of it".ljust(32))
    half = judge.staking.slash(whale.account, 2**63, fault, victim.account, 5_000)
    assert (half.amount, half.reward, half.locked) == (2**63, 2**62, 2**63 - 1)
    judge.staking.unlock(whale.account, 2**63 - 1)
    whale.staking.unbond(2**63 - 1)
    tick(chain, chain.deployment().settings.unbond_secs)
    whale.staking.withdraw()
    whale.staking.sweep(fault)
    held = [chain.balance(a) for a in (whale.account, victim.account, chain.deployment().treasury)]
    assert held == [2**63 - 1, 2**62, 2**62]
