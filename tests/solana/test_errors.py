"""Every error of the programs happens on Solana at least once: most in tests/stories, on every chain; the rest here."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from assay import errors as e
from assay import ids
from assay.models.compute import Spec, Terms
from assay.models.deployment import Settings
from assay.solana import pda
from assay.solana.generated import compute, staking
from assay.solana.network import SolanaNetwork, account_named
from assay.solana.transport import TOKEN_PROGRAM
from solders.account import Account
from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

from tests.cast import COIN, SPEC, Stage, funded, job_of, stage, tick
from tests.solana.town import (
    LAMPORTS,
    Town,
    allowed,
    bare_town,
    initialize_compute,
    initialize_staking,
    litesvm,
    mint_account,
    purse_account,
    recorded,
    refused,
    svm_of,
)

ROOT = Path(__file__).resolve().parents[2]
U64_MAX = 2**64 - 1
FROZEN = 2
Story = Callable[[], None]
WRITTEN: dict[tuple[str, str], Story] = {}
# Said by Anchor before our code runs, as "there is no account" and the account's name; the client gives it the programs' own name.
BY_ANCHOR = {("staking", "UnknownFault"), ("compute", "UnknownStake"), ("compute", "UnknownJob"), ("compute", "UnknownDispute"), ("compute", "NotRegistered")}


def raises(program: str, error: type[e.ProtocolError]) -> Callable[[Story], Story]:
    """Notes which error of which program a story ends in."""

    def note(story: Story) -> Story:
        WRITTEN[program, error.__name__] = story
        return story

    return note


def told_in_stories() -> set[str]:
    """The errors that stories for every chain expect by name."""
    names: set[str] = set()
    for path in (ROOT / "tests/stories").glob("*.py"):
        for story in ast.walk(ast.parse(path.read_text())):
            if isinstance(story, ast.FunctionDef) and {"chain", "fresh"} & {a.arg for a in story.args.args}:
                for call in ast.walk(story):
                    if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.raises":
                        names |= set(re.findall(r"\be\.(\w+)", ast.unparse(call.args[0])))
    return names


def test_every_error_happens_on_solana() -> None:
    """INV-SVM-16: no error is dead: each that a program names is raised by it in some test. (Which program a story means is clear where only
    one has that error; those that both have are told here for each.)"""
    all_of = {(p, x.__name__) for p, errors in (("staking", e.STAKING_ERRORS), ("compute", e.COMPUTE_ERRORS)) for x in errors}
    shared = {x.__name__ for x in e.STAKING_ERRORS} & {x.__name__ for x in e.COMPUTE_ERRORS}
    alone = told_in_stories() - shared
    told = {(p, name) for p, name in all_of if name in alone}
    assert all_of - told - WRITTEN.keys() == set()
    assert WRITTEN.keys() <= all_of


def test_every_error_is_raised_by_the_source_or_by_anchor() -> None:
    """INV-SVM-16."""
    silent = set()
    for program, errors in (("staking", e.STAKING_ERRORS), ("compute", e.COMPUTE_ERRORS)):
        kind = f"{program.capitalize()}Error"
        sources = (ROOT / f"programs/solana/{program}/src").rglob("*.rs")
        said = set(re.findall(rf"(?:{kind}|Self)::(\w+)", "".join(path.read_text() for path in sources)))
        silent |= {(program, x.__name__) for x in errors if x.__name__ not in said}
    assert silent == BY_ANCHOR


# ---- staking


@raises("staking", e.ZeroAmount)
def nothing_is_no_amount() -> None:
    chain, alice, judge = people()
    for call in (
        lambda: alice.staking.bond(0),
        lambda: alice.staking.unbond(0),
        lambda: judge.staking.lock(alice.account, 0),
        lambda: judge.staking.unlock(alice.account, 0),
        lambda: judge.staking.slash(alice.account, 0, ids.fault_id(bytes(32)), judge.account, 0),
    ):
        with pytest.raises(e.ZeroAmount):
            call()
    assert bonded(chain, alice) == 50 * COIN


@raises("staking", e.WrongToken)
def a_stake_is_of_one_token() -> None:
    chain, alice, _ = people()
    town, ix = one_call(chain, "alice", lambda: alice.staking.bond(COIN))
    assert refused(town.send(from_purse(town, ix, 3, foreign_purse(town, alice.account)))) is e.WrongToken


@raises("staking", e.InsufficientFunds)
def nobody_bonds_what_it_has_not() -> None:
    chain, alice, judge = people()
    with pytest.raises(e.InsufficientFunds):
        alice.staking.bond(50 * COIN + 1)
    with pytest.raises(e.InsufficientFunds):
        judge.staking.bond(1)  # its purse was never opened
    assert bonded(chain, judge) == 0


@raises("staking", e.TransferFailed)
def a_purse_that_cannot_move_holds_its_own_up() -> None:
    chain, alice, judge = people()
    town, bond = one_call(chain, "alice", lambda: alice.staking.bond(COIN))
    assert refused(town.send(from_purse(town, bond, 3, own_purse(chain, town, alice.account, FROZEN)))) is e.TransferFailed
    judge.staking.slash(alice.account, 2 * COIN, ids.fault_id(bytes(32)), judge.account, 5_000)
    _, sweep = one_call(chain, "alice", lambda: alice.staking.sweep(ids.fault_id(bytes(32))))
    assert refused(town.send(sweep)) is e.TransferFailed  # neither has a purse; the client opens them first, and that was left out here
    alice.staking.sweep(ids.fault_id(bytes(32)))


@raises("staking", e.Overflow)
def no_time_is_after_the_end_of_time() -> None:
    chain = litesvm()
    alice = funded(chain, "alice", 100)
    alice.staking.bond(COIN)
    # No deployment has such delays: put there by force, sums end in the same name.
    overwrite(Town(svm_of(chain)), pda.staking_config(), lambda data: replace(staking.StakingConfig.decode(data, 8)[0], unbond_secs=U64_MAX - 1_600_000_000))
    for call in (lambda: alice.staking.unbond(1), lambda: chain.staking.propose_slasher(alice.account)):
        with pytest.raises(e.Overflow):
            call()
    # No supply of a token is that large: put there by force, sums end in the same name.
    town = Town(svm_of(chain))
    at = pda.stake(alice.account)
    overwrite(town, at, lambda data: replace(staking.Stake.decode(data, 8)[0], bonded=U64_MAX))
    with pytest.raises(e.Overflow):
        alice.staking.bond(1)
    matured = (staking.Unbonding(U64_MAX, 1), staking.Unbonding(1, 1))
    overwrite(town, at, lambda data: replace(staking.Stake.decode(data, 8)[0], unbondings=matured))
    with pytest.raises(e.Overflow):
        alice.staking.withdraw()


@raises("staking", e.UnknownStake)
def a_stake_that_is_not_there() -> None:
    chain, alice, judge = people()
    stranger = chain.as_account("stranger")
    for call in (
        stranger.staking.withdraw,
        lambda: stranger.staking.unbond(1),
        lambda: judge.staking.lock(stranger.account, 1),
        lambda: judge.staking.unlock(stranger.account, 1),
        lambda: judge.staking.slash(stranger.account, 1, ids.fault_id(bytes(32)), alice.account, 0),
    ):
        with pytest.raises(e.UnknownStake):
            call()


@raises("staking", e.BadConfig)
def staking_is_not_set_up_without_a_delay() -> None:
    town, payer, mint = unset()
    assert refused(town.send(initialize_staking(payer, mint, Settings(), unbond_secs=0))) is e.BadConfig


# ---- compute


@raises("compute", e.WrongToken)
def a_price_is_of_one_token() -> None:
    s, town = committed()
    for who, at, call in (
        ("requester", 3, lambda: s.requester.compute.post(2, s.job.terms())),
        ("challenger", 4, lambda: s.challenger.compute.challenge(s.job_id)),
    ):
        ix = recorded(network(s).as_account(who), call)
        assert refused(town.send(from_purse(town, ix, at, foreign_purse(town, account(who))))) is e.WrongToken


@raises("compute", e.InsufficientFunds)
def nobody_posts_or_challenges_on_credit() -> None:
    s, _ = committed()
    poor = funded(s.chain, "poor", 4)
    with pytest.raises(e.InsufficientFunds):
        poor.compute.challenge(s.job_id)
    with pytest.raises(e.InsufficientFunds):
        poor.compute.post(1, s.job.terms(price=4 * COIN + 1))
    with pytest.raises(e.InsufficientFunds):
        s.chain.as_account("penniless").compute.challenge(s.job_id)


@raises("compute", e.TransferFailed)
def a_purse_that_cannot_be_paid_waits() -> None:
    s, town = committed()
    post = recorded(network(s).as_account("requester"), lambda: s.requester.compute.post(2, s.job.terms()))
    assert refused(town.send(from_purse(town, post, 3, own_purse(network(s), town, s.requester.account, FROZEN)))) is e.TransferFailed
    s.chain.set_time(job_of(s.chain, s.job_id).window_ends_at)
    settle = recorded(network(s).as_account("requester"), lambda: s.requester.compute.settle(s.job_id))
    frozen, unset = own_purse(network(s), town, s.provider.account, FROZEN), Pubkey.new_unique()
    for purse in (frozen, unset):
        assert refused(town.send(from_purse(town, settle, 6, purse))) is e.TransferFailed
    assert s.requester.compute.settle(s.job_id).amount == 20 * COIN


@raises("compute", e.Overflow)
def no_clock_runs_past_the_end_of_time() -> None:
    soon = U64_MAX - 1_700_000_000 - 1_000
    chain = litesvm()
    s = stage(chain)
    overwrite(Town(svm_of(chain)), pda.compute_config(), lambda data: replace(compute.ComputeConfig.decode(data, 8)[0], window_secs=soon, move_secs=soon))
    honest = s.up_to_commit()
    s.challenge()
    tick(s.chain, 2_000)
    with pytest.raises(e.Overflow):
        s.provider.compute.reveal(s.job_id, honest.trace.root)
    s.nonce = 2
    s.post()
    s.accept()
    with pytest.raises(e.Overflow):
        s.commit()


@raises("compute", e.UnknownStake)
def nobody_accepts_without_a_stake() -> None:
    s = stage(litesvm())
    s.post()
    s.challenger.compute.register(SPEC)
    with pytest.raises(e.UnknownStake):
        s.challenger.compute.accept(s.job_id)


@raises("compute", e.BadConfig)
def compute_is_not_set_up_with_constants_out_of_bounds() -> None:
    town, payer, mint = unset()
    for bad in ({"window_secs": 0}, {"move_secs": 0}, {"challenge_bond": 0}, {"reward_bps": 5_001}, {"late_bps": 10_001}, {"reward_bps": 65_535}):
        assert refused(town.send(initialize_compute(payer, mint, Settings(), **bad))) is e.BadConfig
    for good in ({"window_secs": 1, "move_secs": 1, "challenge_bond": 1}, {"reward_bps": 5_000, "late_bps": 10_000}, {"reward_bps": 0, "late_bps": 0}):
        assert allowed(town.simulate(initialize_compute(payer, mint, Settings(), **good)))


@raises("compute", e.BadSpec)
def a_spec_offers_something() -> None:
    chain = litesvm()
    for bad in ({"device": 0}, {"device": 4}, {"device": 255}, {"units": 0}, {"memory_mib": 0}):
        with pytest.raises(e.BadSpec):
            chain.compute.register(SPEC.model_copy(update=bad))
    assert chain.compute.provider(chain.account) is None
    for device in (1, 2, 3):
        assert chain.compute.register(Spec(device=device, memory_mib=1, units=1)).spec.device == device


def refused_terms(error: type[e.ProtocolError], *bad: dict[str, int]) -> None:
    s = stage(litesvm())
    for changes in bad:
        with pytest.raises(error):
            s.requester.compute.post(1, Terms(**(s.job.terms().model_dump() | changes)))
    assert s.chain.compute.job(s.job_id) is None


@raises("compute", e.ZeroPrice)
def a_job_pays_something() -> None:
    refused_terms(e.ZeroPrice, {"price": 0}, {"price": 0, "stake": 0, "op_count": 0})


@raises("compute", e.ZeroStake)
def a_job_is_backed_by_something() -> None:
    refused_terms(e.ZeroStake, {"stake": 0}, {"stake": 0, "op_count": 0})


@raises("compute", e.BadTerms)
def a_job_has_bounded_counts() -> None:
    refused_terms(e.BadTerms, {"op_count": 0}, {"op_count": 65_537}, {"model_count": 65_537}, {"input_count": 65_537}, {"op_count": 0, "deadline_at": 0})
    s = stage(litesvm())
    most = s.job.terms(op_count=65_536, model_count=65_536, input_count=65_536)
    assert s.requester.compute.post(1, most).terms == most


@pytest.mark.parametrize("named", WRITTEN, ids=" ".join)
def test_an_error_that_no_story_tells(named: tuple[str, str]) -> None:
    """INV-SVM-16."""
    WRITTEN[named]()


# ---- what they have in common


def people() -> tuple[SolanaNetwork, Any, Any]:
    """A chain, alice with 50 coins bonded and 50 in her purse, and an active slasher."""
    chain = litesvm()
    alice, judge = funded(chain, "alice", 100), chain.as_account("judge")
    chain.staking.propose_slasher(judge.account)
    tick(chain, chain.staking.config().timelock_secs)
    chain.staking.activate_slasher(judge.account)
    alice.staking.bond(50 * COIN)
    return chain, alice, judge


def committed() -> tuple[Stage, Town]:
    """A job whose window is open."""
    s = stage(litesvm())
    s.up_to_commit()
    town = Town(svm_of(network(s)))
    town.keys |= {account_named(n).pubkey(): account_named(n) for n in ("requester", "provider", "challenger")}
    return s, town


def unset() -> tuple[Town, Pubkey, Pubkey]:
    """Programs that nobody has set up, who will pay for it, and a mint."""
    town = bare_town()
    case = town.cases["initialize staking"]
    return town, case.instruction.accounts[0].pubkey, case.instruction.accounts[3].pubkey


def network(s: Stage) -> SolanaNetwork:
    assert isinstance(s.chain, SolanaNetwork)
    return s.chain


def account(name: str) -> bytes:
    return bytes(account_named(name).pubkey())


def bonded(chain: SolanaNetwork, who: SolanaNetwork) -> int:
    stake = chain.staking.stake(who.account)
    return stake.bonded if stake else 0


def one_call(chain: SolanaNetwork, name: str, call: Callable[[], object]) -> tuple[Town, Instruction]:
    town = Town(svm_of(chain))
    town.keys[account_named(name).pubkey()] = account_named(name)
    return town, recorded(chain.as_account(name), call)


def from_purse(town: Town, ix: Instruction, at: int, purse: Pubkey) -> Instruction:
    """The same call with another purse in its place."""
    metas = list(ix.accounts)
    assert metas[at].is_writable
    metas[at] = AccountMeta(purse, False, True)
    return Instruction(ix.program_id, bytes(ix.data), metas)


def foreign_purse(town: Town, owner: bytes) -> Pubkey:
    """Plenty of another token of 6 decimals."""
    mint = town.put(Account(LAMPORTS, mint_account(6), TOKEN_PROGRAM))
    return town.put(Account(LAMPORTS, purse_account(bytes(mint), owner, 1_000 * COIN), TOKEN_PROGRAM))


def own_purse(chain: SolanaNetwork, town: Town, owner: bytes, state: int) -> Pubkey:
    """A second purse of the deployment's token."""
    return town.put(Account(LAMPORTS, purse_account(chain.deployment().token, owner, 1_000 * COIN, state), TOKEN_PROGRAM))


def overwrite(town: Town, at: Pubkey, change: Callable[[bytes], Any]) -> None:
    """Puts another value into an account by force."""
    old = town.svm.get_account(at)
    assert old is not None
    value = change(bytes(old.data))
    town.put(Account(old.lamports, (value.DISCRIMINATOR + value.encode()).ljust(len(old.data), b"\0"), old.owner), at)
