"""Known attacks on matching by accounts: each account of each verb is exchanged for a forgery, for another of its kind, and for nothing; signatures are left
out; programs that are not matching name providers. What is the same on every chain: tests/stories/test_matching*.py."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from assay import ids
from assay.commit.matches import NOBODY, Allowed
from assay.models.matching import Fault, Leaves
from assay.solana import pda
from assay.solana.generated import matching as g
from assay.solana.network import SolanaNetwork, account_named
from assay.solana.transport import SYSTEM_PROGRAM, TOKEN_PROGRAM
from solders.account import Account
from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

from tests.cast import COIN, tick
from tests.marketplace import Rival, rival
from tests.solana.town import EVIL, LAMPORTS, Town, allowed, litesvm, purse_account, recorded, svm_of

NAMES = ("requester", "matcher", "watcher", "carla", "dan", "eve", "mallory", "authority")
Scene = tuple[Rival, SolanaNetwork, Callable[[], object]]


def as_(r: Rival, name: str) -> SolanaNetwork:
    who = r.m.chain.as_account(name)
    assert isinstance(who, SolanaNetwork)
    return who


def start() -> Rival:
    r = rival(litesvm())
    for owner in (as_(r, "mallory").account, r.m.chain.deployment().treasury):
        r.m.chain.faucet(owner, 1_000 * COIN)
    return r


def posted(r: Rival) -> bytes:
    return r.m.assign(r.book)


def final(r: Rival) -> bytes:
    assignment_id = posted(r)
    r.m.pass_window(assignment_id)
    return assignment_id


def awarded(r: Rival) -> bytes:
    """The rich job's provider."""
    return r.m.award(final(r), r.book, r.rich)


def of_rich(r: Rival) -> SolanaNetwork:
    provider = awarded(r)
    return as_(r, next(name for name, who in r.m.providers.items() if who.account == provider))


def offering(r: Rival) -> Scene:
    who = as_(r, "dan")
    who.matching.retract()
    return r, who, lambda: who.matching.offer(3)


def retracting(r: Rival) -> Scene:
    who = as_(r, "eve")
    return r, who, who.matching.retract


def listing(r: Rival) -> Scene:
    job, who = r.m.post(12), as_(r, "requester")
    return r, who, lambda: who.matching.list_job(job, 1, Allowed([r.carla]).data)


def assigning(r: Rival) -> Scene:
    who = as_(r, "matcher")
    tick(r.m.chain)
    return r, who, lambda: who.matching.assign(77, r.book.terms())


def demanding(r: Rival) -> Scene:
    a, who = posted(r), as_(r, "watcher")
    return r, who, lambda: who.matching.demand(a, Leaves.OFFERS, 0)


def answering(r: Rival) -> Scene:
    a, who = posted(r), as_(r, "matcher")
    r.m.demand(a, Leaves.JOBS, 1)
    return r, who, lambda: who.matching.answer(a, Leaves.JOBS, 1, r.book.job_tree.shown(1))


def expiring(r: Rival) -> Scene:
    a, who = posted(r), as_(r, "watcher")
    due = r.m.demand(a, Leaves.JOBS, 1)
    r.m.chain.set_time(due + 1)
    return r, who, lambda: who.matching.expire(a, Leaves.JOBS, 1)


def refuting(r: Rival) -> Scene:
    """An edge: every record is looked at. The matcher says that nobody gets anything."""
    empty = r.book
    for leaf in r.book.jobs:
        empty = empty.with_job(leaf.job_id, provider=NOBODY, slot=0, dual=0, rent=0)
    for sold in r.book.offers:
        empty = empty.with_offer(sold.provider, slot_price=0)
    a, who = r.m.assign(empty), as_(r, "watcher")
    evidence = empty.job(r.rich) + empty.offer(r.dan)
    return r, who, lambda: who.matching.refute(a, Fault.EDGE, evidence)


def closing(r: Rival) -> Scene:
    a, who = final(r), as_(r, "matcher")
    return r, who, lambda: who.matching.close(a)


def awarding(r: Rival) -> Scene:
    a, who = final(r), as_(r, "watcher")
    provider = r.book.leaf(r.rich).provider
    return r, who, lambda: who.matching.award(a, r.book.job(r.rich) + r.m.allowed(r.rich, provider))


def taking(r: Rival) -> Scene:
    who = as_(r, "dan")
    r.m.chain.set_time(r.m.chain.now() + r.m.config.fallback_secs + 1)
    return r, who, lambda: who.matching.take(r.rich, b"")


def declining(r: Rival) -> Scene:
    who = of_rich(r)
    return r, who, lambda: who.matching.decline(r.rich)


def lapsing(r: Rival) -> Scene:
    awarded(r)
    r.m.chain.set_time(r.m.chain.now() + r.m.config.accept_secs + 1)
    who = as_(r, "watcher")
    return r, who, lambda: who.matching.release(r.rich)


def providing(r: Rival) -> Scene:
    who = as_(r, "watcher")
    return r, who, lambda: who.matching.provide(0, b"evidence")


def accepting(r: Rival) -> Scene:
    who = of_rich(r)
    return r, who, lambda: who.compute.accept(r.rich)


SCENES: dict[str, Callable[[Rival], Scene]] = {
    "offer": offering, "retract": retracting, "list_job": listing, "assign": assigning, "demand": demanding, "answer": answering, "expire": expiring,
    "refute": refuting, "close": closing, "award": awarding, "take": taking, "decline": declining, "release": lapsing, "provide": providing,
    "accept": accepting,
}  # fmt: skip


@cache
def scene(name: str) -> tuple[Rival, Town, Instruction]:
    """The chain, and an instruction that would go through. Only simulated, so that it stays so."""
    r, who, call = SCENES[name](start())
    town = Town(svm_of(who), keys={account_named(n).pubkey(): account_named(n) for n in NAMES})
    ix = recorded(who, call)
    assert allowed(town.simulate(ix)), name
    return r, town, ix


def exchanged(ix: Instruction, at: int, account: Pubkey, signs: bool | None = None) -> Instruction:
    metas = list(ix.accounts)
    metas[at] = AccountMeta(account, metas[at].is_signer if signs is None else signs, metas[at].is_writable)
    return Instruction(ix.program_id, bytes(ix.data), metas)


def places(ix: Instruction) -> list[int]:
    """Where accounts stand that are neither programs, signers nor left out."""
    programs = (SYSTEM_PROGRAM, TOKEN_PROGRAM, ix.program_id)
    return [i for i, meta in enumerate(ix.accounts) if not meta.is_signer and meta.pubkey not in programs]


@pytest.mark.parametrize("name", SCENES)
def test_a_forged_account_in_any_place_is_refused(name: str) -> None:
    """INV-MATCH-20: the same bytes at another address, of an evil program or of the same one, and an empty address, in each place."""
    _, town, ix = scene(name)
    for at in places(ix):
        real = town.svm.get_account(ix.accounts[at].pubkey)
        forgeries = [Pubkey.new_unique()]
        if real is not None and real.data:
            forgeries += [town.put(Account(LAMPORTS, real.data, owner)) for owner in (EVIL, SYSTEM_PROGRAM)]
            forgeries.append(town.put(Account(LAMPORTS, bytes(len(real.data)), real.owner)))
        for forged in forgeries:
            assert not allowed(town.simulate(exchanged(ix, at, forged))), (at, ix.accounts[at].pubkey, forged)


@pytest.mark.parametrize("name", SCENES)
def test_who_did_not_sign_did_nothing(name: str) -> None:
    """INV-MATCH-20"""
    _, town, ix = scene(name)
    for at, meta in enumerate(ix.accounts):
        if meta.is_signer:
            assert not allowed(town.simulate(exchanged(ix, at, meta.pubkey, signs=False)))


@pytest.mark.parametrize("name", [n for n in SCENES if n not in ("offer", "assign", "provide")])
def test_another_of_its_kind_is_refused(name: str) -> None:
    """INV-MATCH-20: another job, listing or offer of this very market in each place."""
    r, town, ix = scene(name)
    others = [pda.job(r.poor), pda.listing(r.poor), pda.offer(r.eve), pda.listing(r.closed), pda.job(r.closed), pda.matching_config()]
    for at in places(ix):
        for other in others:
            if other != ix.accounts[at].pubkey:
                assert not allowed(town.simulate(exchanged(ix, at, other))), (at, other)


@pytest.mark.parametrize("name", ["retract", "answer", "expire", "refute", "close", "release"])
def test_a_purse_that_is_not_the_payees_own_gets_nothing(name: str) -> None:
    """INV-MATCH-20: mallory's, and a second one of the payee's that a caller might choose."""
    r, town, ix = scene(name)
    mint = r.m.chain.deployment().token
    purses = [pda.token_account(who, mint) for who in (as_(r, "mallory").account, as_(r, "matcher").account, as_(r, "watcher").account, as_(r, "eve").account)]
    purses.append(pda.token_account(r.m.chain.deployment().treasury, mint))
    paid = [at for at in places(ix) if ix.accounts[at].pubkey in [*purses, pda.token_account(r.m.requester.account, mint)]]
    assert paid
    for at in paid:
        owner = town.svm.get_account(ix.accounts[at].pubkey)
        second = town.put(Account(LAMPORTS, purse_account(mint, owner.data[32:64] if owner else bytes(32), 0), TOKEN_PROGRAM))
        for other in [pda.token_account(as_(r, "mallory").account, mint), second]:
            assert not allowed(town.simulate(exchanged(ix, at, other))), (at, other)


def test_no_other_program_names_a_provider_of_a_job_that_names_matching() -> None:
    """INV-MATCH-2: a listing that an evil program wrote, to the byte what matching would have, lets nobody accept."""
    r, town, _ = scene("accept")
    mallory = as_(r, "mallory")
    real = town.svm.get_account(pda.listing(r.poor))
    assert real is not None
    forged = bytearray(real.data)
    forged[40:72] = as_(r, "dan").account
    dan = as_(r, "dan")
    tick(r.m.chain)
    ix = recorded(dan, lambda: dan.compute.accept(r.poor))
    at = next(i for i, meta in enumerate(ix.accounts) if meta.pubkey == pda.listing(r.poor))
    assert not allowed(town.simulate(ix))
    for owner in (EVIL, SYSTEM_PROGRAM, Pubkey.from_bytes(mallory.account)):
        false = town.put(Account(LAMPORTS, bytes(forged), owner))
        assert not allowed(town.simulate(exchanged(ix, at, false)))
    # What matching itself would have written is believed: the test forges the right thing.
    town.put(Account(real.lamports, bytes(forged), g.PROGRAM), pda.listing(r.poor))
    assert allowed(town.simulate(ix))
    town.put(real, pda.listing(r.poor))


def test_what_was_set_up_once_stays() -> None:
    """INV-MATCH-20: nobody sets the program up again, with other rules or another treasury."""
    r, town, _ = scene("provide")
    mallory, d = as_(r, "mallory"), r.m.chain.deployment()
    s = d.settings
    rules = g.Rules(
        window_secs=1, answer_secs=1, seen_secs=1, accept_secs=1, fallback_secs=1, offer_bond=1, assignment_bond=1, demand_bond=1, lapse_bps=0,
        reward_bps=s.reward_bps,
    )  # fmt: skip
    ix = g.initialize(
        payer=account_named("mallory").pubkey(), config=pda.matching_config(), namer=pda.namer(), purse=pda.matching_purse(),
        token=Pubkey.from_bytes(d.token), treasury=mallory.account, compute=d.compute, rules=rules,
    )  # fmt: skip
    assert not allowed(town.simulate(ix))


def test_ids_bind_an_assignment_to_its_matcher() -> None:
    """INV-MATCH-20: nobody posts under another's address."""
    r, town, ix = scene("assign")
    other = pda.assignment(ids.assignment_id(r.m.chain.deployment().matching, as_(r, "mallory").account, 77))
    at = next(i for i, meta in enumerate(ix.accounts) if meta.pubkey == pda.assignment(ids.assignment_id(bytes(pda.namer()), r.m.matcher.account, 77)))
    assert not allowed(town.simulate(exchanged(ix, at, other)))
