"""Known attacks on rewards on Solana, each told as a story. What it does when nobody tampers is in tests/stories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from assay import errors as e
from assay import ids
from assay.artifacts import built
from assay.models.base import ZERO
from assay.models.deployment import Settings
from assay.models.rewards import Fault, GrantTerms, Posting
from assay.solana import pda
from assay.solana.deploy import BUILT
from assay.solana.generated import court, rewards
from assay.solana.network import SolanaNetwork, account_named, deploy_sandbox
from assay.solana.transport import SYSTEM_PROGRAM, TOKEN_PROGRAM, MemoryTransport
from solders.account import Account
from solders.instruction import AccountMeta, Instruction
from solders.keypair import Keypair
from solders.pubkey import Pubkey
from solders.system_program import TransferParams, transfer

from tests.cast import COIN, tick
from tests.classroom import SEED, classroom, hybrid
from tests.courtroom import courtroom
from tests.solana.courthouse import NOW
from tests.solana.schoolhouse import LINEAR, School, rewards_town, told_school
from tests.solana.siege import ANYONE, at_place, bare_courts, copies, initialize_rewards, is_left_out, need_everything, stand_ins, with_data
from tests.solana.town import (
    EVIL,
    IDL,
    LAMPORTS,
    TOKEN_2022,
    Case,
    Town,
    allowed,
    code_of,
    litesvm,
    mint_account,
    purse_account,
    recorded,
    refused,
    svm_of,
)

U16_MAX, U32_MAX, U64_MAX = 2**16 - 1, 2**32 - 1, 2**64 - 1
SEEDS, WRONG_OWNER, WRONG_MARK, WRONG_ADDRESS = 2006, 3007, 3002, 2012  # Anchor's names for an account that is not the one
INITIALIZE = "initialize rewards"
CALLS = (
    INITIALIZE, "open", "open for grants", "open for a new token", "fund", "fund in cash", "fund in tokens", "set_price", "close", "refund", "refund of cash",
    "join", "commit_batch", "commit_batch first", "provide", "provide first", "reveal_batch", "reveal_batch provided", "forfeit", "post_epoch", "refute SUM",
    "refute DUPLICATE", "refute COUNT", "refute ROW", "refute ROW_TWICE", "suspend", "resolve", "resolve upheld", "pay_poster", "claim", "claim provided",
    "claim again", "claim beside another", "claim in cash", "expire", "expire unposted", "create_grant", "create_grant of a new token", "top_up", "withdraw",
    "withdraw by the new key", "rotate", "clawback", "renounce",
)  # fmt: skip

# Where another account is as good, and why.
NOTHING_TO_PAY, NO_TOKENS, NO_BATCH = "nothing is paid there, so it is not looked at", "no tokens are meant", "this fault is of no batch"
OWN_OPENINGS, OWN_PURSE = "the caller's own, which it does not use", "the caller's other purse of that token"
OPEN_PLACES = {
    (INITIALIZE, "payer"): ANYONE,
    ("open", "grant_token"): NO_TOKENS,
    ("open", "grant_purse"): NO_TOKENS,
    ("fund in cash", "caller_grant_token"): NO_TOKENS,
    ("fund in cash", "grant_purse"): NO_TOKENS,
    ("fund in tokens", "caller_token"): NOTHING_TO_PAY,
    ("refund of cash", "sponsor_grant_token"): NO_TOKENS,
    ("refund of cash", "grant_purse"): NO_TOKENS,
    ("refute SUM", "batch"): NO_BATCH,
    ("refute DUPLICATE", "batch"): NO_BATCH,
    ("refute ROW_TWICE", "batch"): NO_BATCH,
    ("refute DUPLICATE", "openings"): OWN_OPENINGS,
    ("refute COUNT", "openings"): OWN_OPENINGS,
    ("refute ROW", "openings"): OWN_OPENINGS,
    ("refute ROW_TWICE", "openings"): OWN_OPENINGS,
    ("resolve upheld", "treasury_token"): NOTHING_TO_PAY,
    ("claim", "caller"): ANYONE,
    ("claim again", "caller"): ANYONE,
    ("claim beside another", "caller"): ANYONE,
    ("claim in cash", "caller"): ANYONE,
    ("claim in cash", "grant"): NO_TOKENS,
    ("create_grant of a new token", "caller_token"): OWN_PURSE,
}
# Told by the ids inside and not by the address, as in test_attacks.py.
BY_THE_IDS_INSIDE = {
    ("commit_batch", "epoch"), ("refute COUNT", "batch"), ("refute ROW", "batch"), ("suspend", "case"), ("resolve", "case"), ("resolve upheld", "case"),
    ("clawback", "case"), ("claim", "worker"), ("claim provided", "worker"), ("claim again", "worker"), ("claim again", "grant"),
    ("claim beside another", "worker"), ("claim beside another", "claimed"), ("claim in cash", "worker"),
}  # fmt: skip
PAID_FROM = {"fund", "commit_batch", "post_epoch", "create_grant", "top_up"}
# What lies there is not read: it only has to be the purse's address, or is written over, or nothing moves.
UNREAD = {
    "open for grants": {"grant_purse"}, "fund in tokens": {"caller_token", "purse"}, "fund in cash": {"caller_grant_token"}, "provide": {"openings"},
    "resolve upheld": {"treasury_token", "purse"}, "refute DUPLICATE": {"batch"}, "refute ROW_TWICE": {"batch"}, "refute SUM": {"batch"},
}  # fmt: skip


@pytest.fixture(scope="module")
def school() -> School:
    return told_school()


@pytest.fixture(scope="module")
def town(school: School) -> Town:
    return rewards_town(school)


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
    assert {name.split()[0] for name in CALLS} == {i["name"] for i in IDL["rewards"]["instructions"]}


@pytest.mark.parametrize("call", CALLS)
def test_what_is_tampered_with_below_works_untampered(place: tuple[Town, Case]) -> None:
    town, case = place
    assert allowed(town.simulate(case.instruction))


@pytest.mark.parametrize("call", CALLS)
def test_no_account_stands_in_for_another(place: tuple[Town, Case], call: str) -> None:
    """INV-SVM-1: in every place of every instruction, every other account of the town is refused: another's campaign, epoch, batch, page, grant,
    openings or purse, a case about something else, another type of account, the same account twice, another program, another signer."""
    town, case = place
    passed = stand_ins(town, case)
    assert set(passed) == {name for of, name in OPEN_PLACES if of == call}
    for name, who in passed.items():
        assert OPEN_PLACES[call, name] != ANYONE or who <= town.keys.keys()
        assert OPEN_PLACES[call, name] not in (OWN_OPENINGS, OWN_PURSE) or len(who) == 1


@pytest.mark.parametrize("call", CALLS)
def test_no_copy_passes_for_an_account(place: tuple[Town, Case], call: str) -> None:
    """INV-SVM-2: an account with the right bytes is refused where another program owns it, wherever it lies, and so is one of ours with another
    type's mark. One with the right bytes and owner passes only for a purse to pay from, or where the ids inside tell."""
    town, case = place
    before = town.state()
    passed = copies(town, case, UNREAD.get(call, ()), may_be_vacant=("batch",) if call.startswith("refute") else ())
    own_purses = {"caller_token", "caller_grant_token"} if call.split()[0] in PAID_FROM else set[str]()
    there = {p.name for p in case.places if not is_left_out(case, p)} - UNREAD.get(call, set())
    assert passed == own_purses & there | {name for of, name in BY_THE_IDS_INSIDE if of == call}
    assert town.state() == before


@pytest.mark.parametrize("call", CALLS)
def test_who_must_sign_signs(place: tuple[Town, Case], call: str) -> None:
    """INV-SVM-3: a call without a signature, with an account locked that it writes to, or cut short, is refused and changes nothing."""
    town, case = place
    before = town.state()
    need_everything(town, case)
    assert town.state() == before


def test_what_need_not_be_there_is_missed_where_it_is_needed(town: Town) -> None:
    """INV-SVM-3: accounts that some calls do without are asked for by those that do not: no reward without its grant, no evidence without its
    batch, no tokens without their purse."""
    tried = 0
    for case in town.cases.values():
        for at, p in enumerate(case.places):
            if p.optional and not is_left_out(case, p) and (case.name, p.name) not in OPEN_PLACES:
                without = case.but(at, AccountMeta(rewards.PROGRAM, False, False))
                assert not allowed(town.send(without)), f"{case.name} without {p.name}"
                tried += 1
    assert tried >= 15


# ---- one thing for another


def test_nothing_stands_in_for_another_by_its_id(school: School, town: Town) -> None:
    """INV-SVM-17: a call that names one campaign, epoch, batch, grant or case and brings another's accounts is refused."""
    by_place = {
        "campaign": set[bytes](),
        "epoch": set[bytes](),
        "batch": set[bytes](),
        "grant": set(school.grants.values()),
        "case": set(school.cases.values()),
    }
    for name in school.terms:
        room = school.of(name)
        by_place["campaign"].add(room.campaign_id)
        by_place["epoch"].add(room.epoch_id())
        by_place["batch"] |= {room.batch_id(expert) for expert in room.experts}
    tried = set()
    for call, case in town.cases.items():
        data = bytes(case.instruction.data)
        for at in (8, 40):
            for known in by_place.values():
                if (named := data[at : at + 32]) in known:
                    tried.add(call)
                    for other in known - {named}:
                        assert code_of(town.send(with_data(case.instruction, data[:at] + other + data[at + 32 :]))) == SEEDS, call
    assert {name.split()[0] for name in town.cases} - {name.split()[0] for name in tried} == {"open", "provide", "create_grant"}


def forged_case(school: School, subject: bytes, case_id: bytes) -> bytes:
    """A closed case that finds guilty, as the court would write it."""
    plain = court.Case.decode(school.chain._transport.account(pda.case(school.cases["plagiarised"])) or b"", 8)[0]
    case = replace(plain, case_id=case_id, state=4, verdict=2, accused_at=0, accusation=replace(plain.accusation, subject=subject))
    return case.DISCRIMINATOR + case.encode()


@pytest.mark.parametrize("call", ["suspend", "resolve", "resolve upheld", "clawback"])
def test_an_impostor_courts_ruling_is_no_ruling(school: School, town: Town, call: str) -> None:
    """INV-SVM-23: a case counts where the court's program owns it: not one of another program, of a copy of the court, or of nobody, though it
    says guilty, bears the right id and is about the right thing."""
    case, named = town.cases[call], {"suspend": "suspending", "resolve": "overturned", "resolve upheld": "upheld", "clawback": "plagiarised"}[call]
    case_id = school.cases[named]
    real = court.Case.decode(school.chain._transport.account(pda.case(case_id)) or b"", 8)[0]
    data, at = forged_case(school, real.accusation.subject, case_id), at_place(case, "case")
    fake_court = Pubkey.from_bytes(b"a copy of the court".ljust(32, b"\1"))
    for owner in (EVIL, fake_court, rewards.PROGRAM, TOKEN_PROGRAM):
        for address in (None, Pubkey.find_program_address([b"case", case_id], fake_court)[0]):
            impostor = town.put(Account(LAMPORTS, data, owner), address)
            assert code_of(town.send(case.but(at, AccountMeta(impostor, False, False)))) == WRONG_OWNER
    nobodys = town.put(Account(LAMPORTS, data, SYSTEM_PROGRAM))
    assert refused(town.send(case.but(at, AccountMeta(nobodys, False, False)))) is e.UnknownCase
    for other in set(school.cases.values()) - {case_id}:
        assert code_of(town.send(case.but(at, AccountMeta(pda.case(other), False, False)))) == SEEDS
    assert code_of(town.send(case.but(at, AccountMeta(pda.court_config(), False, False)))) == WRONG_MARK
    assert allowed(town.simulate(case.instruction))


def test_nobody_says_which_court_it_is(bare: Town) -> None:
    """INV-SVM-23: rewards is set up with the court whose accounts it reads, or not at all."""
    payer, mint = setting_up(bare)
    for other in (ZERO, bytes(pda.court_config()), bytes(court.PROGRAM), bytes(payer), bytes(Pubkey.find_program_address([b"slasher"], EVIL)[0])):
        assert refused(bare.send(initialize_rewards(payer, mint, court=other))) is e.BadConfig


def setting_up(bare: Town) -> tuple[Pubkey, Pubkey]:
    """Who pays for setting rewards up, and the mint."""
    case = bare.cases[INITIALIZE]
    payer, mint = (case.instruction.accounts[at_place(case, name)].pubkey for name in ("payer", "token"))
    return payer, mint


def test_no_page_stands_in_for_another(school: School, town: Town) -> None:
    """INV-SVM-24: whether a leaf was claimed is told by the page of its epoch and its index: an empty page of another epoch, a later page of the same,
    or an address where none was opened does not make it unclaimed."""
    other_epoch = school.of("claiming").epoch_id()
    room = school.of("claiming again")
    claimed = recorded(school.chain.as_account("thief"), lambda: school.chain.as_account("thief").rewards.claim(room.epoch_id(), leaf_of(school, 0)))
    assert refused(town.send(claimed)) is e.AlreadyClaimed
    case = town.cases["claim beside another"]
    at = at_place(case, "claimed")
    for ix in (claimed, case.instruction):
        for other in (
            pda.claimed(room.epoch_id(), pda.PAGE_BITS), pda.claimed(room.epoch_id(1), 0), pda.claimed(other_epoch, 0), Pubkey.new_unique(),
        ):  # fmt: skip
            metas = [*ix.accounts[:at], AccountMeta(other, False, True), *ix.accounts[at + 1 :]]
            assert code_of(town.send(Instruction(ix.program_id, bytes(ix.data), metas))) == SEEDS
    page = school.chain._transport.account(pda.claimed(room.epoch_id(), 0)) or b""
    assert (page[8:44], page[44]) == (room.epoch_id() + bytes(4), 1)
    empty = town.put(Account(LAMPORTS, page[:8] + other_epoch + bytes(4 + 1_024), rewards.PROGRAM))
    beyond = town.put(Account(LAMPORTS, page[:40] + b"\1" + bytes(3 + 1_024), rewards.PROGRAM))
    for other in (empty, beyond):
        metas = [*claimed.accounts[:at], AccountMeta(other, False, True), *claimed.accounts[at + 1 :]]
        assert code_of(town.send(Instruction(claimed.program_id, bytes(claimed.data), metas))) == SEEDS


def leaf_of(school: School, index: int) -> bytes:
    return school.terms["claiming again"].files[0].leaf(index)


def test_a_leaf_is_claimed_once_in_one_transaction_too(town: Town) -> None:
    """INV-SVM-24: neither twice as it is, nor once by its bytes and once by what was provided; two leaves of one page are."""
    one, other = town.cases["claim"].instruction, town.cases["claim provided"].instruction
    assert refused(town.simulate(one, one)) is e.AlreadyClaimed
    assert not allowed(town.simulate(other, other))
    assert allowed(town.simulate(one, other))
    again = town.cases["claim again"].instruction
    assert refused(town.simulate(again, again)) is e.AlreadyClaimed


def test_a_grant_is_paid_from_its_own_purse(school: School, town: Town) -> None:
    """INV-SVM-25: a grant's tokens come from, and go to, the purse of its own mint; the deployment's coins are no grant's."""
    coins, other = pda.purse(school.chain.deployment().token), pda.purse(bytes(Pubkey.new_unique()))
    for call in ("top_up", "withdraw", "withdraw by the new key", "clawback"):
        case = town.cases[call]
        for purse in (coins, other, pda.court_escrow(), pda.escrow(), pda.staking_vault()):
            assert code_of(town.send(case.but(at_place(case, "purse"), AccountMeta(purse, False, True)))) == SEEDS
    for call, name in (("fund", "grant_purse"), ("fund", "purse"), ("refund", "grant_purse"), ("refund", "purse")):
        case = town.cases[call]
        swapped = coins if name == "grant_purse" else pda.purse(school.chain.deployment().grant_token)
        assert code_of(town.send(case.but(at_place(case, name), AccountMeta(swapped, False, True)))) == SEEDS


@pytest.mark.parametrize("decimals", [0, 5, 7, 9, 255])
def test_no_grant_is_of_a_token_of_other_decimals(school: School, town: Town, decimals: int) -> None:
    """INV-SVM-25: nor is a campaign's."""
    refuses_mint(school, town, Account(LAMPORTS, mint_account(decimals), TOKEN_PROGRAM), e.WrongToken)


@pytest.mark.parametrize(
    "mint",
    [
        Account(LAMPORTS, mint_account(6), TOKEN_2022),
        Account(LAMPORTS, mint_account(6, 278), TOKEN_2022),
        Account(LAMPORTS, mint_account(6), EVIL),
        Account(LAMPORTS, mint_account(6), SYSTEM_PROGRAM),
        Account(LAMPORTS, mint_account(6, 165), TOKEN_PROGRAM),
        Account(LAMPORTS, bytes(44) + bytes([6, 0]) + bytes(36), TOKEN_PROGRAM),
    ],
    ids=["token-2022", "token-2022 with extensions", "another program's", "nobody's", "a purse's length", "not initialized"],
)
def test_no_grant_is_of_a_token_of_another_program(school: School, town: Town, mint: Account) -> None:
    """INV-SVM-25: a token that can take a fee, or be frozen by what it is, is granted by nobody."""
    refuses_mint(school, town, mint, e.WrongToken)


def refuses_mint(school: School, town: Town, account: Account, error: type[e.ProtocolError]) -> None:
    mint, sponsor = bytes(town.put(account)), school.room.sponsor
    owner = Account(2_039_280, purse_account(mint, sponsor.account, 10 * COIN), account.owner)
    town.put(owner, pda.token_account(sponsor.account, mint))
    terms = GrantTerms(beneficiary=school.room.experts[0].account, token=mint, amount=COIN, start_at=NOW, schedule=LINEAR)
    with pytest.raises(error):
        sponsor.rewards.create_grant(98, terms)
    with pytest.raises(error):
        sponsor.rewards.open(98, hybrid(school.chain, grant_token=mint))
    grant = town.cases["create_grant"]
    # The terms name one mint, the account is another: the good one in the bad one's place.
    lying = bytes(grant.instruction.data).replace(school.chain.deployment().grant_token, mint)
    assert code_of(town.send(with_data(grant.instruction, lying))) == WRONG_ADDRESS


# ---- openings


def test_nobody_uses_or_spoils_anothers_openings(school: School, town: Town) -> None:
    """INV-SVM-7: what a party laid down is written to, used and closed by that party alone."""
    b, checker, poster, newcomer = (bytes(account_named(n).pubkey()) for n in ("expert1", "checker", "poster", "newcomer"))
    for call, own in (("reveal_batch provided", b), ("refute SUM", checker), ("claim provided", poster), ("provide", b), ("provide first", newcomer)):
        case = town.cases[call]
        for other in {pda.provided(who) for who in (b, checker, poster)} - {pda.provided(own)}:
            assert code_of(town.send(case.but(at_place(case, "openings"), AccountMeta(other, False, True)))) == SEEDS
    thief = account_named("thief").pubkey()
    for call in ("refute SUM", "claim provided"):
        case = town.cases[call]
        assert code_of(town.send(case.but(at_place(case, "caller"), AccountMeta(thief, True, True)))) == SEEDS
        nothing = case.but(at_place(case, "openings"), AccountMeta(rewards.PROGRAM, False, False))
        assert refused(town.send(nothing)) is e.BadEvidence
    case = town.cases["reveal_batch provided"]
    assert refused(town.send(case.but(at_place(case, "openings"), AccountMeta(rewards.PROGRAM, False, False)))) is e.BadBatch
    assert [len(school.chain.rewards.openings(who)) for who in (b, checker)] == [60, len(school.evidence[Fault.SUM])]


@pytest.mark.parametrize(("call", "name"), [("reveal_batch provided", "expert1"), ("refute SUM", "checker"), ("claim provided", "poster")])
def test_a_used_opening_is_not_revived(town: Town, call: str, name: str) -> None:
    """INV-SVM-7: openings end with the call that uses them; lamports sent after it, in the same transaction even, bring nothing back, and what is
    laid down afterwards starts from its beginning."""
    use, caller = town.cases[call].instruction, account_named(name).pubkey()
    opening = pda.provided(bytes(caller))
    revive = transfer(TransferParams(from_pubkey=caller, to_pubkey=opening, lamports=LAMPORTS))
    more = rewards.provide(caller=caller, openings=opening, offset=len(found_data(town, opening)), data=b"more")
    afresh = rewards.provide(caller=caller, openings=opening, offset=0, data=b"afresh")
    for attack in ([use, use], [use, revive, use], [use, more], [use, revive, more], [use, afresh, use]):
        assert not allowed(town.send(*attack))
    assert allowed(town.simulate(use, revive))
    assert allowed(town.simulate(use, revive, afresh))
    assert allowed(town.simulate(use, afresh))


def found_data(town: Town, address: Pubkey) -> bytes:
    found = town.svm.get_account(address)
    assert found is not None
    return rewards.Openings.decode(found.data, 8)[0].data


def test_the_rent_of_openings_goes_back_to_their_party(town: Town) -> None:
    """INV-SVM-7: whoever lays bytes down has the rent back with their use, and no lamport is made."""
    who = account_named("checker").pubkey()
    before, use = town.svm.get_account(who), town.cases["refute SUM"].instruction
    held = town.svm.get_account(pda.provided(bytes(who)))
    assert before is not None
    assert held is not None
    result = town.svm.simulate_transaction(town.transaction(use))
    after = dict(result.post_accounts())[who]  # type: ignore[union-attr]
    assert after.lamports == before.lamports + held.lamports


# ---- accounts that are opened, closed, or sent something


@pytest.mark.parametrize("dust", [1, 890_880, 10 * LAMPORTS])
def test_dust_keeps_no_account_from_being_opened(dust: int) -> None:
    """INV-SVM-6: lamports sent ahead to any address that rewards will open, one or more than its rent, hold nothing up."""
    transport = MemoryTransport({program: built(path) for program, path in BUILT.items()})
    sponsor, expert, checker = (bytes(account_named(n).pubkey()) for n in ("sponsor", "expert0", "checker"))
    tokens = [bytes(account_named(n).pubkey()) for n in ("token", "grant_token")]
    config = bytes(pda.rewards_config())
    campaign = ids.campaign_id(config, sponsor, 1)
    epoch = ids.epoch_id(campaign, 0)
    opened = [
        pda.rewards_config(), *map(pda.purse, tokens), pda.campaign(campaign), pda.worker(campaign, expert), pda.batch(ids.batch_id(campaign, 0, expert)),
        pda.epoch(epoch), pda.claimed(epoch, 0), pda.grant(ids.grant_id(config, campaign, expert, 0)), pda.grant(ids.grant_id(config, sponsor, expert, 7)),
    ]  # fmt: skip
    closed = [pda.provided(expert), pda.provided(checker)]
    for address in (*opened, *closed):
        transport.svm.set_account(address, Account(dust, b"", SYSTEM_PROGRAM))
    chain = SolanaNetwork(transport, deploy_sandbox(transport, Settings()))
    room = classroom(chain, hybrid(chain), experts=1)
    room.open()
    records = room.commit(room.experts[0])
    room.to_reveals()
    tick(chain)
    room.experts[0].rewards.provide(0, b"".join(records))
    room.experts[0].rewards.reveal_batch(room.batch_id(room.experts[0]), SEED, b"")
    room.to_posting()
    files = room.files()
    room.post(files)
    room.to_claims()
    room.checker.rewards.provide(0, files.leaf(0))
    assert room.checker.rewards.claim(room.epoch_id(), b"").tokens == 60 * COIN
    terms = GrantTerms(beneficiary=expert, token=tokens[1], amount=COIN, start_at=0, schedule=LINEAR)
    grant_id = room.sponsor.rewards.create_grant(7, terms).grant_id
    assert room.experts[0].rewards.withdraw(grant_id).amount == COIN
    for address in opened:
        found = transport.svm.get_account(address)
        assert found is not None
        assert found.data
        assert found.lamports >= max(dust, transport.rent(len(found.data)))
    assert all(not transport.account(address) for address in closed)


def test_dust_does_not_hide_that_an_account_is_missing() -> None:
    """INV-SVM-6: where nothing was opened the client says so by name, though somebody sent lamports to the address."""
    chain = litesvm()
    room, nobody, nothing = classroom(chain, experts=1), chain.as_account("nobody"), ids.fault_id(b"nothing".ljust(32))
    room.open()
    room.commit(room.experts[0])
    for address in (
        pda.campaign(nothing), pda.epoch(nothing), pda.batch(nothing), pda.grant(nothing), pda.case(nothing), pda.worker(room.campaign_id, nobody.account),
        pda.provided(nobody.account), pda.epoch(room.epoch_id(1)),
    ):  # fmt: skip
        svm_of(chain).set_account(address, Account(LAMPORTS, b"", SYSTEM_PROGRAM))
    posting = Posting(reward_root=ZERO, leaf_count=1, total_score=1)
    said: list[tuple[type[e.ProtocolError], Callable[[], object]]] = [
        (e.UnknownCampaign, lambda: nobody.rewards.fund(nothing, 1)),
        (e.UnknownCampaign, lambda: nobody.rewards.join(nothing)),
        (e.UnknownCampaign, lambda: nobody.rewards.close(nothing)),
        (e.UnknownCampaign, lambda: nobody.rewards.refund(nothing)),
        (e.UnknownCampaign, lambda: nobody.rewards.set_price(nothing, 1)),
        (e.UnknownCampaign, lambda: nobody.rewards.commit_batch(nothing, ZERO, 1)),
        (e.UnknownCampaign, lambda: nobody.rewards.post_epoch(nothing, 0, posting)),
        (e.NotJoined, lambda: nobody.rewards.commit_batch(room.campaign_id, ZERO, 1)),
        (e.UnknownBatch, lambda: nobody.rewards.forfeit(nothing)),
        (e.UnknownBatch, lambda: nobody.rewards.reveal_batch(nothing, SEED, b"x")),
        (e.UnknownEpoch, lambda: nobody.rewards.post_epoch(room.campaign_id, 1, posting)),
        (e.UnknownEpoch, lambda: nobody.rewards.expire(nothing)),
        (e.UnknownEpoch, lambda: nobody.rewards.claim(nothing, b"x")),
        (e.UnknownEpoch, lambda: nobody.rewards.refute(nothing, 1, b"x")),
        (e.UnknownEpoch, lambda: nobody.rewards.resolve(nothing)),
        (e.UnknownEpoch, lambda: nobody.rewards.pay_poster(nothing)),
        (e.UnknownEpoch, lambda: nobody.rewards.suspend(nothing, nothing)),
        (e.UnknownGrant, lambda: nobody.rewards.withdraw(nothing)),
        (e.UnknownGrant, lambda: nobody.rewards.top_up(nothing, 1)),
        (e.UnknownGrant, lambda: nobody.rewards.rotate(nothing, nothing)),
        (e.UnknownGrant, lambda: nobody.rewards.renounce(nothing)),
        (e.UnknownGrant, lambda: nobody.rewards.clawback(nothing, nothing)),
    ]
    for error, call in said:
        with pytest.raises(error):
            call()
    assert (chain.rewards.campaign(nothing), chain.rewards.epoch(nothing), chain.rewards.grant(nothing)) == (None, None, None)
    assert chain.rewards.openings(nobody.account) == b""


def test_nothing_is_set_up_twice(school: School, town: Town) -> None:
    """INV-SVM-5: after `initialize` nobody changes a constant of rewards or opens another purse by it."""
    before = town.state()
    mint, granted = (Pubkey.from_bytes(t) for t in (school.chain.deployment().token, school.chain.deployment().grant_token))
    for name in ("thief", "authority"):
        payer = account_named(name).pubkey()
        for token in (mint, granted):
            for s in (Settings(), Settings(window_secs=1)):
                assert not allowed(town.send(initialize_rewards(payer, token, s)))
    assert town.state() == before


# ---- tokens


def test_only_a_classic_token_of_six_decimals_can_be_set_up(bare: Town) -> None:
    """INV-SVM-9."""
    payer, mint = setting_up(bare)
    others = [a for a in bare.known - {mint} if (found := bare.svm.get_account(a)) is not None and not found.executable and found.data]
    assert len(others) == 8
    for other in others:
        assert refused(bare.send(initialize_rewards(payer, other))) is e.WrongToken


def test_a_token_that_looks_the_same_pays_for_nothing(school: School, town: Town) -> None:
    """INV-SVM-9: nothing is funded, bonded, granted or paid in another token, nor coins with grant tokens."""
    deployment = school.chain.deployment()
    purses = {a for a in town.known if (found := town.svm.get_account(a)) is not None and found.owner == TOKEN_PROGRAM and len(found.data) == 165}
    by_mint = {a: bytes(town.svm.get_account(a).data[:32]) for a in purses}  # type: ignore[union-attr]
    tried = 0
    for case in town.cases.values():
        if "new token" in case.name:
            continue
        for at, p in enumerate(case.places):
            if p.name.endswith("_token") and (case.name, p.name) not in OPEN_PLACES and p.name != "grant_token" and not is_left_out(case, p):
                ours = by_mint[case.instruction.accounts[at].pubkey]
                assert ours in (deployment.token, deployment.grant_token)
                for purse in (a for a, of in by_mint.items() if of != ours):
                    assert refused(town.send(case.but(at, AccountMeta(purse, False, True)))) is e.WrongToken, case.name
                tried += 1
    assert tried == 35


@pytest.mark.parametrize(
    "call",
    ["refund", "refund of cash", "reveal_batch", "forfeit", "refute SUM", "resolve", "pay_poster", "claim", "claim in cash", "withdraw", "clawback"],
)
def test_a_payment_goes_where_its_owner_looks(town: Town, call: str) -> None:
    """INV-SVM-9: whoever has somebody paid does not choose which of the payee's purses it is: not one that a thief may close, nor any other."""
    case = town.cases[call]
    for at, p in enumerate(case.places):
        if p.name.endswith("_token") and not is_left_out(case, p) and (call, p.name) not in OPEN_PLACES:
            real = town.svm.get_account(case.instruction.accounts[at].pubkey)
            assert real is not None
            plain = purse_account(real.data[:32], real.data[32:64], 0)
            trap = plain[:129] + (1).to_bytes(4, "little") + bytes(account_named("thief").pubkey())  # who may close it
            for fields in (plain, trap):
                other = town.put(Account(2_039_280, bytes(fields), TOKEN_PROGRAM))
                assert not allowed(town.send(case.but(at, AccountMeta(other, False, True)))), p.name


# ---- whose it is


def test_a_stranger_signs_for_nobody(town: Town) -> None:
    """INV-SVM-3: every call that names who makes it is refused when a stranger signs in its place, but those that anyone may make."""
    stranger = Keypair()
    town.svm.airdrop(stranger.pubkey(), LAMPORTS)
    town.keys[stranger.pubkey()] = stranger
    for call, case in town.cases.items():
        if "caller" in [p.name for p in case.places] and OPEN_PLACES.get((call, "caller")) != ANYONE:
            result = town.send(case.but(at_place(case, "caller"), AccountMeta(stranger.pubkey(), True, True)))
            assert not allowed(result), call
    del town.keys[stranger.pubkey()]


def test_a_grant_of_one_is_no_grant_of_another_after_a_ruling() -> None:
    """INV-SVM-23: a ruling about one grant takes nothing of another of the same holder, whichever accounts and ids are named."""
    chain = litesvm()
    room, court_room = classroom(chain, experts=1), courtroom(chain, jurors=0)
    terms = GrantTerms(beneficiary=room.experts[0].account, token=chain.deployment().grant_token, amount=COIN, start_at=chain.now(), schedule=LINEAR)
    one, other = (room.sponsor.rewards.create_grant(n, terms).grant_id for n in (1, 2))
    case_id = court_room.accuse(accused=room.experts[0].account, subject=one, penalty=0)
    court_room.close()
    with pytest.raises(e.WrongCase):
        room.checker.rewards.clawback(other, case_id)
    assert room.checker.rewards.clawback(one, case_id).taken > 0
    grant = chain.rewards.grant(other)
    assert grant is not None
    assert (grant.deposited, grant.revoked) == (COIN, False)
