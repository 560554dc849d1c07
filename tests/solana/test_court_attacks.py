"""Known attacks on the court on Solana, each told as a story. What it does when nobody tampers is in tests/stories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from assay import errors as e
from assay import ids, jury
from assay.artifacts import built
from assay.models.court import Accusation, Phase
from assay.models.deployment import Settings
from assay.solana import pda
from assay.solana.deploy import BUILT
from assay.solana.generated import court, staking
from assay.solana.network import SolanaNetwork, account_named, deploy_sandbox
from assay.solana.transport import SYSTEM_PROGRAM, TOKEN_PROGRAM, MemoryTransport
from solders.account import Account
from solders.instruction import AccountMeta, Instruction
from solders.keypair import Keypair
from solders.pubkey import Pubkey
from solders.system_program import TransferParams, transfer

from tests.cast import COIN, funded, tick
from tests.courtroom import SALT, Courtroom, courtroom
from tests.solana.courthouse import NOW, PHASE, Docket, court_town, rewind, told_docket
from tests.solana.siege import ANYONE, at_place, bare_courts, copies, initialize_court, need_everything, stand_ins, with_data
from tests.solana.town import EVIL, FAKE_STAKING, IDL, LAMPORTS, Case, Town, allowed, code_of, litesvm, purse_account, recorded, refused, svm_of, units

U32_MAX, U64_MAX = 2**32 - 1, 2**64 - 1
SEEDS = 2006  # Anchor's ConstraintSeeds: an account is not the one that the ids say
INITIALIZE = "initialize court"
CALLS = (
    INITIALIZE, "enroll", "enroll first", "resign", "accuse", "contest", "commit_seed", "reveal_seed", "seat", "seat evicting", "commit_vote", "reveal_vote",
    "tally", "tally void", "appeal", "close unanswered", "close convicting", "close acquitting", "release", "release unpaid", "release void", "collect",
    "collect the appellant's",
)  # fmt: skip

# Where another account is as good, and why.
NOBODY_LEAVES, NOTHING_TO_PAY, NOT_PUNISHED = "no seat is taken from anybody", "gets nothing, so it is not looked at", "nobody is slashed"
FELLOW = "whoever sits in the same jury votes, for itself"
OPEN_PLACES = {
    (INITIALIZE, "payer"): ANYONE,
    ("seat", "evicted"): NOBODY_LEAVES,
    ("commit_vote", "caller"): FELLOW,
    ("close unanswered", "caller"): ANYONE,
    ("close convicting", "caller"): ANYONE,
    ("close acquitting", "caller"): ANYONE,
    ("close acquitting", "fault"): NOT_PUNISHED,
    ("release unpaid", "juror_token"): NOTHING_TO_PAY,
    ("release void", "juror_token"): NOTHING_TO_PAY,
}
# Told by the ids inside and not by the address, as in test_attacks.py. Staking's config has none, and there is one; it is read where somebody is slashed.
BY_THE_IDS_INSIDE = {"round", "juror", "evicted"}
PAID_FROM = {"enroll", "accuse", "contest", "commit_seed", "appeal"}
UNREAD = {
    "seat": {"evicted"},
    "release unpaid": {"juror_token", "escrow"},
    "release void": {"juror_token", "escrow"},
    "close acquitting": {"stake", "fault", "staking_config"},
}


@pytest.fixture(scope="module")
def docket() -> Docket:
    return told_docket()


@pytest.fixture(scope="module")
def town(docket: Docket) -> Town:
    return court_town(docket)


@pytest.fixture(scope="module")
def bare() -> Town:
    return bare_courts()


@pytest.fixture
def place(bare: Town, town: Town, call: str) -> tuple[Town, Case]:
    """The town in which a call would work, and the call."""
    where = bare if call == INITIALIZE else town
    return where, where.cases[call]


def test_every_instruction_is_under_attack(town: Town) -> None:
    assert {INITIALIZE, *town.cases} == set(CALLS)
    assert {name.split()[0] for name in CALLS} == {i["name"] for i in IDL["court"]["instructions"]}


@pytest.mark.parametrize("call", CALLS)
def test_what_is_tampered_with_below_works_untampered(place: tuple[Town, Case]) -> None:
    town, case = place
    assert allowed(town.simulate(case.instruction))


@pytest.mark.parametrize("call", CALLS)
def test_no_account_stands_in_for_another(place: tuple[Town, Case], call: str) -> None:
    """INV-SVM-1: in every place of every instruction, every other account of the town is refused: another case or round, another juror, another's
    seed, stake or purse, another type of account, the same account twice, another program, another signer."""
    town, case = place
    passed = stand_ins(town, case)
    assert set(passed) == {name for of, name in OPEN_PLACES if of == call}
    for name, who in passed.items():
        assert OPEN_PLACES[call, name] not in (ANYONE, FELLOW) or who <= town.keys.keys()


@pytest.mark.parametrize("call", CALLS)
def test_no_copy_passes_for_an_account(place: tuple[Town, Case], call: str) -> None:
    """INV-SVM-2: an account with the right bytes is refused where another program owns it, wherever it lies, and so is one of the court's with
    another type's mark. One with the right bytes and owner passes only for a purse to pay from, or where the ids inside tell."""
    town, case = place
    before = town.state()
    passed = copies(town, case, UNREAD.get(call, ()), may_be_vacant=("stake",) if call.startswith("close") else ())
    by_its_content = BY_THE_IDS_INSIDE | ({"caller_token"} if call.split()[0] in PAID_FROM else set()) | ({"token"} if call == INITIALIZE else set())
    opened = {"round"} if call in ("contest", "appeal") else {"juror"} if call in ("enroll", "resign") else set()
    wanted = by_its_content - opened - {name for of, name in OPEN_PLACES if of == call}
    assert passed == {p.name for p, m in zip(case.places, case.instruction.accounts, strict=True) if p.name in wanted and is_there(town, m)}
    assert town.state() == before


def is_there(town: Town, meta: AccountMeta) -> bool:
    return (found := town.svm.get_account(meta.pubkey)) is not None and bool(found.data)


@pytest.mark.parametrize("call", CALLS)
def test_who_must_sign_signs(place: tuple[Town, Case], call: str) -> None:
    """INV-SVM-3: a call without a signature, with an account locked that it writes to, or cut short, is refused and changes nothing."""
    town, case = place
    before = town.state()
    need_everything(town, case)
    assert town.state() == before


# ---- one case for another


def test_no_case_stands_in_for_another(docket: Docket, town: Town) -> None:
    """INV-SVM-17: a call that names one case and brings the accounts of another is refused, whatever state the two are in."""
    for call, case in town.cases.items():
        data = bytes(case.instruction.data)
        named = [i for i in docket.ids() if data[8:40] == i]
        assert bool(named) == (call.split()[0] not in ("enroll", "resign", "accuse"))
        for other in (set(docket.ids()) - set(named)) if named else ():
            assert code_of(town.send(with_data(case.instruction, data[:8] + other + data[40:]))) == SEEDS


def test_no_round_stands_in_for_another(docket: Docket, town: Town) -> None:
    """INV-SVM-17: neither the same round of another case nor another round of the same case: jurors of one are not paid for the other."""
    case, room = town.cases["release"], docket.of("closed")
    at, first = at_place(case, "round"), pda.round_of(room.case_id, 0)
    data = bytes(case.instruction.data)
    assert (data[8:40], data[40]) == (room.case_id, 1)
    assert code_of(town.send(case.but(at, AccountMeta(first, False, True)))) == SEEDS
    assert code_of(town.send(with_data(case.instruction, data[:40] + b"\0" + data[41:]))) == SEEDS
    for index in (2, 4, 5, 255):
        beyond = Instruction(case.instruction.program_id, data[:40] + bytes([index]) + data[41:], case.instruction.accounts)
        assert code_of(town.send(beyond)) == SEEDS
        with pytest.raises(e.NotJuror):
            docket.chain.court.release(room.case_id, index, data[41:73])
    for name in ("voting", "disclosing", "counting", "evicting"):
        other = pda.round_of(docket.of(name).case_id, 0)
        for call in ("seat evicting", "commit_vote", "reveal_vote", "tally"):
            tried = town.cases[call]
            if other != tried.instruction.accounts[at_place(tried, "round")].pubkey:
                assert code_of(town.send(tried.but(at_place(tried, "round"), AccountMeta(other, False, True)))) == SEEDS


def test_who_is_put_out_is_who_is_freed(docket: Docket, town: Town) -> None:
    """INV-SVM-18: the evicted juror's account is the one of the highest ticket; nobody is freed, or charged, in its stead."""
    case, jurors = town.cases["seat evicting"], list(docket.room.jurors)
    metas = {p.name: m.pubkey for p, m in zip(case.places, case.instruction.accounts, strict=True)}
    assert metas["juror"] != metas["evicted"]
    for name in ("juror", "evicted"):
        for other in {pda.juror(j) for j in jurors} - {metas[name]}:
            assert code_of(town.send(case.but(at_place(case, name), AccountMeta(other, False, True)))) == SEEDS
        assert not allowed(town.send(case.but(at_place(case, name), AccountMeta(pda.juror(b"\1" * 32), False, True))))
    at = at_place(town.cases["release"], "juror")
    for other in {pda.juror(j) for j in jurors} - {town.cases["release"].instruction.accounts[at].pubkey}:
        assert code_of(town.send(town.cases["release"].but(at, AccountMeta(other, False, True)))) == SEEDS


def test_who_puts_itself_out_serves_as_before() -> None:
    """INV-SVM-18: where both places hold the same juror's account, its count is what it was."""
    chain = litesvm(Settings(jurors=1, max_rounds=1))
    room = courtroom(chain, jurors=1, seats=3)
    (juror,) = room.jurors
    room.accuse()
    room.contest()
    room.seed(room.watcher)
    room.to(Phase.SEATING)
    for _, _, unit in reversed(jury.tickets(chain, room.case_id, jury.enrolled(chain))):
        room.watcher.court.seat(room.case_id, juror, unit)
        found = chain.court.juror(juror)
        assert found is not None
        assert (found.seats, found.seated) == (3, 1)
    assert [v.seats for v in room.round.votes] == [1]


# ---- who pretends to be a program


def test_nobody_slashes_in_the_courts_name(town: Town) -> None:
    """INV-SVM-19: the court's slasher is an address without a key: named without its signature, or under another program, it takes nobody's stake."""
    accused, thief = account_named("accused"), account_named("thief")
    fault = ids.fault_id(b"no such case".ljust(32))
    take = staking.slash(
        slasher=pda.court_slasher(), payer=thief.pubkey(), config=pda.staking_config(), fault=pda.fault(fault), stake=pda.stake(bytes(accused.pubkey())),
        owner=bytes(accused.pubkey()), amount=COIN, fault_id=fault, beneficiary=bytes(thief.pubkey()), reward_bps=5_000,
    )  # fmt: skip
    before = town.state()
    unsigned = [AccountMeta(m.pubkey, m.is_signer and m.pubkey in town.keys, m.is_writable) for m in take.accounts]
    assert code_of(town.send(Instruction(take.program_id, bytes(take.data), unsigned))) == 3010
    for other in (Pubkey.find_program_address([b"slasher"], EVIL)[0], pda.court_config(), pda.court_escrow()):
        metas = [AccountMeta(other, False, False), *unsigned[1:]]
        assert code_of(town.send(Instruction(take.program_id, bytes(take.data), metas))) == 3010
    metas = [AccountMeta(thief.pubkey(), True, False), *unsigned[1:]]
    assert refused(town.send(Instruction(take.program_id, bytes(take.data), metas))) is e.NotSlasher
    assert town.state() == before


def test_a_copy_of_the_court_is_no_court() -> None:
    """INV-SVM-19: the court's own code at another address does nothing, so no case of its making exists."""
    chain = litesvm()
    room, fake = courtroom(chain, jurors=1), Pubkey.from_bytes(b"a copy of the court".ljust(32, b"\1"))
    svm_of(chain).add_program_from_file(fake, built(BUILT[court.PROGRAM]))
    town = Town(svm_of(chain))
    town.keys |= {k.pubkey(): k for k in map(account_named, ("accuser", "authority"))}
    mint = Pubkey.from_bytes(chain.deployment().token)
    accuse = recorded(chain.as_account("accuser"), lambda: room.accuser.court.accuse(1, room.accusation()))
    for ix in (initialize_court(account_named("authority").pubkey(), mint), accuse):
        assert code_of(town.send(Instruction(fake, bytes(ix.data), ix.accounts))) == 4100
    assert allowed(town.send(accuse))


@pytest.mark.parametrize("call", ["close unanswered", "close convicting"])
def test_the_court_calls_no_other_staking(town: Town, call: str) -> None:
    """INV-SVM-19: another program in staking's place is refused before it is called."""
    case = town.cases[call]
    town.svm.add_program_from_file(FAKE_STAKING, built(BUILT[staking.PROGRAM]))
    for other in (FAKE_STAKING, court.PROGRAM, TOKEN_PROGRAM, SYSTEM_PROGRAM, EVIL):
        # Once as it is, once with the stake that lies at that program's address.
        stake = Pubkey.find_program_address([b"stake", bytes(account_named("accused").pubkey())], other)[0]
        metas = list(case.instruction.accounts)
        metas[at_place(case, "staking_program")] = AccountMeta(other, False, False)
        for address in (pda.stake(bytes(account_named("accused").pubkey())), stake):
            metas[at_place(case, "stake")] = AccountMeta(address, False, True)
            assert code_of(town.send(case.with_metas(metas))) in (3008, SEEDS)


def test_nothing_is_set_up_twice(docket: Docket, town: Town) -> None:
    """INV-SVM-5: after `initialize` nobody, its caller included, changes the court's constants or empties its escrow."""
    mint = Pubkey.from_bytes(docket.chain.deployment().token)
    before = town.state()
    for name in ("thief", "authority"):
        payer = account_named(name).pubkey()
        for settings in (Settings(), Settings(contest_secs=1, phase_secs=1)):
            assert not allowed(town.send(initialize_court(payer, mint, settings, treasury=bytes(payer))))
    assert town.state() == before


# ---- what a ruling takes


def closing(before: Callable[[Courtroom], None] = lambda _: None, **changes: object) -> tuple[SolanaNetwork, Courtroom, Town, Case]:
    """A case that nobody contested, on its last day, and the call that closes it."""
    chain = litesvm()
    room = courtroom(chain, jurors=0, bonded=0)
    before(room)
    room.accuse(**changes)
    chain.set_time(room.case.due_at)
    town = Town(svm_of(chain))
    town.keys[account_named("watcher").pubkey()] = account_named("watcher")
    town.add("close", recorded(chain.as_account("watcher"), lambda: room.watcher.court.close(room.case_id)))
    return chain, room, town, town.cases["close"]


def test_a_ruling_needs_no_stake_but_looks_for_it_where_it_is() -> None:
    """INV-SVM-20: a stake that was never opened, though lamports lie at its address, holds no ruling up; and no caller spares the accused by
    bringing another's stake, none, or one that lies elsewhere."""
    chain, room, town, case = closing(lambda room: funded_stake(room, "friend"))
    at = at_place(case, "stake")
    for other in (pda.stake(room.friend.account), pda.stake(b"\1" * 32), Pubkey.new_unique(), account_named("watcher").pubkey(), pda.staking_config()):
        assert code_of(town.send(case.but(at, AccountMeta(other, False, True)))) == SEEDS
    town.put(Account(LAMPORTS, b"", SYSTEM_PROGRAM), pda.stake(room.accused.account))
    assert allowed(town.send(case.instruction))
    assert room.case.is_guilty
    assert chain.staking.fault(ids.fault_id(room.case_id)) is None


def funded_stake(room: Courtroom, name: str) -> None:
    funded(room.chain, name).staking.bond(100 * COIN)


def test_the_accused_is_not_spared_by_a_forged_config() -> None:
    """INV-SVM-20: a config that says that the court is retired is staking's own or none."""
    chain, room, town, case = closing(lambda room: funded_stake(room, "accused"))
    real = town.svm.get_account(pda.staking_config())
    assert real is not None
    config, _ = staking.StakingConfig.decode(real.data, 8)
    retired = replace(config, slashers=tuple(replace(s, status=3) for s in config.slashers))
    data = (config.DISCRIMINATOR + retired.encode()).ljust(len(real.data), b"\0")
    at = at_place(case, "staking_config")
    for owner in (EVIL, court.PROGRAM, SYSTEM_PROGRAM, FAKE_STAKING):
        forged = town.put(Account(LAMPORTS, data, owner))
        assert not allowed(town.send(case.but(at, AccountMeta(forged, False, False))))
    for other in (pda.stake(room.accused.account), pda.court_config(), pda.compute_config(), pda.staking_vault()):
        assert not allowed(town.send(case.but(at, AccountMeta(other, False, False))))
    assert allowed(town.send(case.instruction))
    fault = chain.staking.fault(ids.fault_id(room.case_id))
    assert fault is not None
    assert fault.amount == 100 * COIN


def test_a_retired_court_rules_and_takes_nothing() -> None:
    """INV-SVM-20: retired between accusation and ruling, it closes the case whatever lies in the places of fault and stake's purse."""
    chain, room, town, case = closing(lambda room: funded_stake(room, "accused"))
    chain.as_account("authority").staking.retire_slasher(chain.deployment().court)
    assert not allowed(town.send(case.but(at_place(case, "stake"), AccountMeta(pda.stake(room.friend.account), False, True))))
    assert allowed(town.send(case.instruction))
    stake = chain.staking.stake(room.accused.account)
    assert stake is not None
    assert (room.case.is_guilty, stake.bonded) == (True, 100 * COIN)
    assert chain.staking.fault(ids.fault_id(room.case_id)) is None


def test_a_penalty_of_nothing_takes_nothing() -> None:
    """INV-SVM-20."""
    chain, room, town, case = closing(lambda room: funded_stake(room, "accused"), penalty=0)
    assert allowed(town.send(case.but(at_place(case, "fault"), AccountMeta(Pubkey.new_unique(), False, True))))
    stake = chain.staking.stake(room.accused.account)
    assert stake is not None
    assert (room.case.is_guilty, stake.bonded) == (True, 100 * COIN)


# ---- accounts that are opened, closed, or sent something


@pytest.mark.parametrize("dust", [1, 890_880, 10 * LAMPORTS])
def test_dust_keeps_no_account_from_being_opened(dust: int) -> None:
    """INV-SVM-6: lamports sent ahead to any address that the court will open, one or more than its rent, hold nothing up."""
    transport = MemoryTransport({program: built(path) for program, path in BUILT.items()})
    who = {n: bytes(account_named(n).pubkey()) for n in ("accuser", "accused", "friend", "watcher", "j0", "j1")}
    case_id = ids.case_id(bytes(pda.court_slasher()), who["accuser"], 1)
    opened = [
        pda.court_config(), pda.court_escrow(), pda.case(case_id), *(pda.round_of(case_id, i) for i in (0, 1)), pda.juror(who["j0"]), pda.juror(who["j1"]),
        pda.fault(ids.fault_id(case_id)), pda.stake(who["accused"]),
    ]  # fmt: skip
    closed = [pda.seed(case_id, i, who[n]) for i in (0, 1) for n in ("watcher", "friend")]
    for address in (*opened, *closed, pda.court_slasher()):
        transport.svm.set_account(address, Account(dust, b"", SYSTEM_PROGRAM))
    chain = SolanaNetwork(transport, deploy_sandbox(transport, Settings(jurors=1, max_rounds=2)))
    room = courtroom(chain, jurors=2, seats=4)
    room.accuse()
    room.contest()
    room.hear(lambda _: True)
    tick(chain)
    room.friend.court.appeal(room.case_id)
    room.seed(room.friend, room.watcher)
    room.to(Phase.SEATING)
    jury.seat(room.watcher, room.case_id)
    room.vote(lambda _: True)
    room.tally()
    room.close()
    room.pay_all()
    assert room.case.is_guilty
    assert chain.balance(room.accuser.account) == 1_005 * COIN
    for address in opened:
        found = transport.svm.get_account(address)
        assert found is not None
        assert found.data
        assert found.lamports >= max(dust, transport.rent(len(found.data)))
    assert all(not transport.account(address) for address in closed)


def test_dust_does_not_hide_that_an_account_is_missing() -> None:
    """INV-SVM-6: where nothing was opened the client says so by name, though somebody sent lamports to the address."""
    chain = litesvm()
    room, nothing = courtroom(chain, jurors=0), ids.fault_id(b"nothing".ljust(32))
    nobody = chain.as_account("nobody")
    room.accuse()
    room.contest()
    for address in (pda.case(nothing), pda.round_of(nothing, 0), pda.juror(nobody.account), pda.seed(room.case_id, 0, nobody.account)):
        svm_of(chain).set_account(address, Account(LAMPORTS, b"", SYSTEM_PROGRAM))
    verbs = (nobody.court.contest, nobody.court.tally, nobody.court.appeal, nobody.court.close)
    unknown: list[Callable[[], object]] = [partial(verb, nothing) for verb in verbs]
    unknown += [
        lambda: nobody.court.commit_seed(nothing, SALT), lambda: nobody.court.reveal_seed(nothing, SALT), lambda: nobody.court.seat(nothing, SALT, 0),
        lambda: nobody.court.commit_vote(nothing, SALT), lambda: nobody.court.reveal_vote(nothing, True, SALT),
        lambda: nobody.court.release(nothing, 0, SALT), lambda: nobody.court.collect(nothing, SALT),
    ]  # fmt: skip
    for call in unknown:
        with pytest.raises(e.UnknownCase):
            call()
    with pytest.raises(e.UnknownJuror):
        nobody.court.resign(1)
    room.to(Phase.SEED_REVEAL)
    with pytest.raises(e.UnknownSeed):
        nobody.court.reveal_seed(room.case_id, SALT)
    room.to(Phase.SEATING)
    with pytest.raises(e.UnknownJuror):
        nobody.court.seat(room.case_id, nobody.account, 0)
    assert (chain.court.case(nothing), chain.court.juror(nobody.account), chain.court.round(nothing, 0)) == (None, None, None)


def test_a_revealed_seed_is_not_revived() -> None:
    """INV-SVM-21: a seed ends with its reveal; lamports sent after it, in the same transaction even, bring neither it nor its bond back."""
    chain = litesvm()
    room = courtroom(chain, jurors=0)
    room.accuse()
    room.contest()
    for who in (room.watcher, room.friend):
        who.court.commit_seed(room.case_id, ids.seed_commitment(room.case_id, 0, who.account, SALT))
    town, caller = Town(svm_of(chain)), account_named("watcher").pubkey()
    town.keys[caller] = account_named("watcher")
    commit = recorded(chain.as_account("watcher"), lambda: room.watcher.court.commit_seed(room.case_id, SALT))
    room.to(Phase.SEED_REVEAL)
    reveal = recorded(chain.as_account("watcher"), lambda: room.watcher.court.reveal_seed(room.case_id, SALT))
    seed = pda.seed(room.case_id, 0, room.watcher.account)
    revive = transfer(TransferParams(from_pubkey=caller, to_pubkey=seed, lamports=LAMPORTS))
    for attack in ([reveal, reveal], [reveal, revive, reveal], [reveal, commit], [reveal, revive, commit], [reveal, commit, reveal]):
        assert not allowed(town.send(*attack))
    assert room.round.seeds_revealed == 0
    assert allowed(town.send(reveal, revive))
    left = town.svm.get_account(seed)
    assert left is not None
    assert (left.owner, left.data) == (SYSTEM_PROGRAM, b"")
    assert refused(town.send(reveal)) is e.UnknownSeed
    assert (room.round.seeds_committed, room.round.seeds_revealed) == (2, 1)
    assert chain.balance(room.watcher.account) == 1_000 * COIN


# ---- tokens


def test_only_a_classic_token_of_six_decimals_can_be_set_up(bare: Town) -> None:
    """INV-SVM-9."""
    payer = account_named("authority").pubkey()
    mint = bare.cases[INITIALIZE].instruction.accounts[at_place(bare.cases[INITIALIZE], "token")].pubkey
    others = [a for a in bare.known - {mint} if (found := bare.svm.get_account(a)) is not None and not found.executable and found.data]
    assert len(others) == 8
    for other in others:
        assert refused(bare.send(initialize_court(payer, other))) is e.WrongToken


def test_a_token_that_looks_the_same_pays_for_nothing(docket: Docket, town: Town) -> None:
    """INV-SVM-9: no seat, accusation, contest, seed or appeal is paid for with another token, and nobody is paid in one."""
    purses = {a for a in town.known if (found := town.svm.get_account(a)) is not None and found.owner == TOKEN_PROGRAM and len(found.data) == 165}
    foreign = {a for a in purses if bytes(town.svm.get_account(a).data[:32]) != docket.chain.deployment().token}  # type: ignore[union-attr]
    assert len(foreign) == 5
    tried = 0
    for case in town.cases.values():
        for at, p in enumerate(case.places):
            if p.name.endswith("_token") and (case.name, p.name) not in OPEN_PLACES:
                for purse in foreign:
                    assert refused(town.send(case.but(at, AccountMeta(purse, False, True)))) is e.WrongToken
                tried += 1
    assert tried == 11


@pytest.mark.parametrize("call", ["resign", "reveal_seed", "release", "collect", "collect the appellant's"])
def test_a_payment_goes_where_its_owner_looks(docket: Docket, town: Town, call: str) -> None:
    """INV-SVM-9: whoever has somebody paid does not choose which of the payee's purses it is."""
    case = town.cases[call]
    at = next(i for i, p in enumerate(case.places) if p.name.endswith("_token"))
    real = town.svm.get_account(case.instruction.accounts[at].pubkey)
    assert real is not None
    plain = purse_account(docket.chain.deployment().token, real.data[32:64], 0)
    trap = plain[:129] + (1).to_bytes(4, "little") + bytes(account_named("thief").pubkey())  # who may close it
    for fields in (plain, trap):
        other = town.put(Account(2_039_280, bytes(fields), TOKEN_PROGRAM))
        assert not allowed(town.send(case.but(at, AccountMeta(other, False, True))))


# ---- clocks and numbers at their ends


def test_clocks_turn_at_the_second_they_name(docket: Docket, town: Town) -> None:
    """INV-SVM-14: at the second a clock names the one side still may, or the other already may, never both and never neither."""
    started = {name: docket.of(name).round.started_at for name in ("seeding", "revealing", "seating", "evicting", "voting", "disclosing", "counting", "void")}
    due = {name: docket.of(name).case.due_at for name in ("open", "unanswered", "ruled", "convicting", "final")}
    watcher = docket.chain.as_account("watcher")
    calls = {name: case.instruction for name, case in town.cases.items()}
    for name in ("open", "ruled"):
        case_id = docket.of(name).case_id
        calls[f"close the {name}"] = recorded(watcher, partial(watcher.court.close, case_id))
    ends: list[tuple[str, int, bool, type[e.ProtocolError]]] = [
        ("contest", due["open"] - 1, True, e.ContestClosed),
        ("close the open", due["open"], False, e.NotDue),
        ("close unanswered", due["unanswered"], False, e.NotDue),
        ("commit_seed", started["seeding"] + PHASE - 1, True, e.WrongPhase),
        ("reveal_seed", started["revealing"] + PHASE, False, e.WrongPhase),
        ("reveal_seed", started["revealing"] + 2 * PHASE - 1, True, e.WrongPhase),
        ("seat", started["seating"] + 2 * PHASE, False, e.WrongPhase),
        ("seat", started["seating"] + 3 * PHASE - 1, True, e.WrongPhase),
        ("seat evicting", started["evicting"] + 3 * PHASE - 1, True, e.WrongPhase),
        ("commit_vote", started["voting"] + 3 * PHASE, False, e.WrongPhase),
        ("commit_vote", started["voting"] + 4 * PHASE - 1, True, e.WrongPhase),
        ("reveal_vote", started["disclosing"] + 4 * PHASE, False, e.WrongPhase),
        ("reveal_vote", started["disclosing"] + 5 * PHASE - 1, True, e.WrongPhase),
        ("tally", started["counting"] + 5 * PHASE, False, e.NotDue),
        ("tally void", started["void"] + 3 * PHASE, False, e.NotDue),
        ("appeal", due["ruled"] - 1, True, e.AppealClosed),
        ("close the ruled", due["ruled"], False, e.NotDue),
        ("close convicting", due["convicting"], False, e.NotDue),
        ("close acquitting", due["final"], False, e.NotDue),
    ]
    for call, at, is_last, error in ends:
        for second, right in ((at, True), (at + (1 if is_last else -1), False)):
            rewind(docket.chain, second)
            result = town.simulate(calls[call])
            rewind(docket.chain, NOW)
            assert allowed(result) if right else refused(result) is error, f"{call} at {second - at:+}"


def test_numbers_at_their_ends_have_names() -> None:
    """INV-SVM-15: seats, units, nonces, penalties and times of all ones are taken or refused by name; none ends in a crash of arithmetic."""
    chain = litesvm(Settings(jurors=1, max_rounds=1))
    room = courtroom(chain, jurors=1, seats=2)
    (juror,) = room.jurors.values()
    chain.faucet(juror.account, 2**63)
    room.accuser.court.accuse(U64_MAX, room.accusation(kind=255, since_at=0, penalty=room.config.max_penalty, subject=b"\xff" * 32, evidence=b"\xff" * 32))
    room.accuse()
    room.contest()
    assert (room.case.accusation.kind, chain.court.config().max_penalty) == (1, 1_000 * COIN)
    plain = room.accusation().model_dump()
    room.seed(room.watcher)
    room.to(Phase.SEATING)
    ends: list[tuple[type[e.ProtocolError], Callable[[], object]]] = [
        (e.CaseExists, lambda: room.accuser.court.accuse(U64_MAX, room.accusation())),
        (e.PenaltyTooHigh, lambda: room.accuser.court.accuse(2, Accusation(**(plain | {"penalty": U64_MAX})))),
        (e.BadAccusation, lambda: room.accuser.court.accuse(2, Accusation(**(plain | {"since_at": U64_MAX})))),
        (e.Overflow, lambda: juror.court.enroll(U32_MAX)),
        (e.Overflow, lambda: juror.court.enroll(U32_MAX - 1)),
        (e.InsufficientFunds, lambda: room.friend.court.enroll(U32_MAX)),
        (e.NotEnoughSeats, lambda: juror.court.resign(U32_MAX)),
        (e.NotEligible, lambda: room.watcher.court.seat(room.case_id, juror.account, U32_MAX)),
        (e.CaseNotClosed, lambda: room.watcher.court.release(room.case_id, 255, juror.account)),
        (e.CaseNotClosed, lambda: room.watcher.court.collect(room.case_id, b"\xff" * 32)),
    ]
    for error, call in ends:
        with pytest.raises(error):
            call()
    assert juror.court.enroll(U32_MAX - 2).seats == U32_MAX
    for unit in (0, 1):  # its seats are new again, so it has no ticket
        with pytest.raises(e.NotEligible):
            room.watcher.court.seat(room.case_id, juror.account, unit)
    assert juror.court.resign(U32_MAX).seats == 0


def test_the_dearest_court_there_can_be_pays_to_the_last_unit() -> None:
    """INV-SVM-15: with every bond at its bound and five rounds, what a case takes in goes out, and no sum passes its number."""
    chain = litesvm(Settings(jurors=3, max_rounds=5, max_penalty=U64_MAX, case_bond=2**40, seat_stake=2**40, seed_bond=2**31))
    people = ("accuser", "accused", "friend", "watcher", "j0", "j1")
    for name in people:
        chain.faucet(chain.as_account(name).account, 2**50)
    room = courtroom(chain, jurors=2, seats=70)
    room.accused.staking.bond(2**49)
    room.accuse(penalty=U64_MAX)
    room.contest()
    room.friend.court.commit_seed(room.case_id, SALT)
    for index in range(5):
        # Verdicts change from round to round, and somebody is wrong in each but the last.
        guilty = {j: index == 4 or (j < max(room.jurors)) == (index % 2 == 0) for j in room.jurors}
        room.hear(guilty.get)
        if index < 4:
            tick(chain)
            (room.friend, room.accuser)[index % 2].court.appeal(room.case_id)
    case = room.close()
    room.pay_all()
    assert case.is_guilty
    escrow = svm_of(chain).get_account(pda.court_escrow())
    assert escrow is not None
    held = sum(j.seats for name in people if (j := chain.court.juror(chain.as_account(name).account))) * 2**40
    assert int.from_bytes(escrow.data[64:72], "little") == held


@pytest.mark.parametrize(
    "bad",
    [
        {"contest_secs": 0}, {"contest_secs": U64_MAX}, {"contest_secs": 315_360_001}, {"phase_secs": 0}, {"phase_secs": 63_072_001}, {"phase_secs": U64_MAX},
        {"case_bond": 0}, {"case_bond": 2**40 + 1}, {"seed_bond": 0}, {"seed_bond": 2**31 + 1}, {"seat_stake": 0}, {"seat_stake": U64_MAX}, {"jurors": 0},
        {"jurors": 8}, {"jurors": 255}, {"jurors": 5, "max_rounds": 5}, {"jurors": 65, "max_rounds": 1}, {"max_rounds": 0}, {"max_rounds": 6},
        {"max_rounds": 255}, {"reward_bps": 5_001}, {"reward_bps": 65_535},
    ],
)  # fmt: skip
def test_a_court_out_of_bounds_is_not_set_up(bare: Town, bad: dict[str, Any]) -> None:
    """INV-SVM-15."""
    payer, mint = account_named("authority").pubkey(), bare.cases[INITIALIZE].instruction.accounts[at_place(bare.cases[INITIALIZE], "token")].pubkey
    assert refused(bare.send(initialize_court(payer, mint, **bad))) is e.BadConfig


def test_the_bounds_themselves_are_taken(bare: Town) -> None:
    """INV-SVM-15."""
    payer, mint = account_named("authority").pubkey(), bare.cases[INITIALIZE].instruction.accounts[at_place(bare.cases[INITIALIZE], "token")].pubkey
    goods: tuple[dict[str, Any], ...] = (
        {"contest_secs": 315_360_000, "phase_secs": 63_072_000, "case_bond": 2**40, "seed_bond": 2**31, "seat_stake": 2**40, "max_penalty": U64_MAX},
        {"contest_secs": 1, "phase_secs": 1, "case_bond": 1, "seed_bond": 1, "seat_stake": 1, "max_penalty": 0, "reward_bps": 0, "jurors": 1, "max_rounds": 1},
        {"jurors": 63, "max_rounds": 1}, {"jurors": 3, "max_rounds": 5}, {"reward_bps": 5_000},
    )  # fmt: skip
    for good in goods:
        assert allowed(bare.simulate(initialize_court(payer, mint, **good)))


# ---- what it costs


def test_the_largest_jury_costs_little(capsys: pytest.CaptureFixture[str]) -> None:
    """INV-SVM-22: at 63 seats of 63 jurors, the dearest there can be, a seat, a vote and its reveal cost at most 40,000 units each."""
    chain = litesvm(Settings(jurors=63, max_rounds=1))
    room = courtroom(chain, jurors=64, seats=1)
    room.accuse()
    room.contest()
    room.seed(room.watcher)
    room.to(Phase.SEATING)
    drawn = jury.tickets(chain, room.case_id, jury.enrolled(chain))
    costs = dict.fromkeys(("seat", "commit_vote", "reveal_vote", "tally", "release"), 0)
    for _, juror, unit in reversed(drawn):  # each goes before all others, the last puts one out
        room.watcher.court.seat(room.case_id, juror, unit)
    room.vote(lambda _: True)
    room.tally()
    room.close()
    room.pay_all()
    for receipt in chain.receipts():
        if receipt.verb in costs:
            costs[receipt.verb] = max(costs[receipt.verb], receipt.cost)
    with capsys.disabled():
        print("units at 63 seats:", costs)
    assert max(costs.values()) < 40_000


def test_what_trails_a_call_is_not_read(town: Town) -> None:
    """INV-SVM-13: rubbish behind a call's arguments changes neither what it does nor what it costs by much."""
    for call in ("commit_vote", "reveal_vote", "seat", "tally"):
        ix = town.cases[call].instruction
        plain, longer = town.simulate(ix), town.simulate(with_data(ix, bytes(ix.data) + b"\xff" * 700))
        assert allowed(plain)
        assert allowed(longer)
        assert units(longer) < units(plain) + 2_000


def test_a_stranger_signs_for_nobody(town: Town) -> None:
    """INV-SVM-3: every call that names who makes it is refused when a stranger signs in its place, by a key that the town does not know."""
    stranger = Keypair()
    town.svm.airdrop(stranger.pubkey(), LAMPORTS)
    town.keys[stranger.pubkey()] = stranger
    for call, case in town.cases.items():
        if "caller" in [p.name for p in case.places] and not call.startswith("close"):
            result = town.send(case.but(at_place(case, "caller"), AccountMeta(stranger.pubkey(), True, True)))
            assert not allowed(result), call
    del town.keys[stranger.pubkey()]
