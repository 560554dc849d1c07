"""Known attacks on the vault on Solana: other accounts in its places, signatures that are handed on, and pools whose program is an enemy's. What needs no
Solana is in tests/stories/test_vault_attacks.py."""

from __future__ import annotations

from functools import cache

import pytest
from assay import errors as e
from assay.artifacts import built
from assay.models.vault import MAX_POOLS, Features
from assay.models.verifier import Claim
from assay.solana import pda
from assay.solana.generated import vault as g
from assay.solana.generated import verifier
from assay.solana.network import account_named
from assay.solana.transport import SYSTEM_PROGRAM, TOKEN_PROGRAM
from assay.solana.vault import pool_accounts
from assay.units import U64_MAX
from solders.account import Account
from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey
from solders.transaction_metadata import FailedTransactionMetadata

from tests.cast import COIN, tick
from tests.ceremony import Ceremony
from tests.consumers import PROBE, stand_account
from tests.solana import siege
from tests.solana.siege import ANYONE, copies, need_everything, stand_ins
from tests.solana.strongroom import (
    CALLS,
    INITIALIZE,
    OF_POOLS,
    OTHER,
    POOL,
    PURSE,
    VAULT,
    HostilePool,
    Step,
    Strongroom,
    bare_strongroom,
    busy_strongroom,
    hostile_strongroom,
    initialize_vault,
    strongroom,
    transfer,
)
from tests.solana.town import EVIL, LAMPORTS, Case, Town, allowed, meta_of, purse_account, recorded
from tests.treasury import Treasury

REENTER = 2
HOOK_AT = 6


@pytest.fixture(autouse=True)
def every_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies are tried with the vault's and the verifier's marks and under their addresses too."""
    monkeypatch.setattr(siege, "KINDS", [*siege.KINDS, *g.ACCOUNTS, *verifier.ACCOUNTS])
    monkeypatch.setattr(siege, "OWNERS", siege.OWNERS | {g.PROGRAM, verifier.PROGRAM})


# ---- accounts: owner, seeds and signer of each, of each verb

OPEN_PLACES: dict[tuple[str, str], str] = {
    (INITIALIZE, "payer"): ANYONE,
    ("rebalance", "caller"): ANYONE,
    ("lower", "guardian"): "the owner lowers too",
}
# Told by what is inside and not by the address: anybody's account of the token or of shares, and of the rest the one that its program made.
BY_WHAT_IS_INSIDE: dict[str, set[str]] = {
    INITIALIZE: {"token"},
    **{call: {"source", "target"} for call in ("deposit", "mint")},
    **{call: {"source"} for call in ("withdraw", "withdraw from pools", "redeem", "redeem_in_kind first")},
    "redeem_in_kind": {"source"} | {f"claim {i}" for i in range(MAX_POOLS)},
    "collect_claim": {"claim"},
    "rebalance": {"model", "delivery"},
    "propose": {"model"},
}


@cache
def busy() -> Strongroom:
    """Tamper with it, and leave it as it was."""
    return busy_strongroom()


@cache
def bare() -> Town:
    return bare_strongroom()


@pytest.fixture
def place(call: str) -> tuple[Town, Case]:
    where = bare() if call == INITIALIZE else busy().town
    return where, where.cases[call]


def test_every_instruction_is_under_attack() -> None:
    assert {INITIALIZE, *busy().town.cases} == set(CALLS)


@pytest.mark.parametrize("call", CALLS)
def test_what_is_tampered_with_below_works_untampered(place: tuple[Town, Case]) -> None:
    town, case = place
    assert allowed(town.simulate(case.instruction))


@pytest.mark.parametrize("call", CALLS)
def test_no_account_stands_in_for_another(place: tuple[Town, Case], call: str) -> None:
    """INV-SVM-1: in every place of every instruction, every other account of the room is refused."""
    town, case = place
    passed = stand_ins(town, case)
    assert set(passed) == {name for of, name in OPEN_PLACES if of == call}
    for who in passed.values():
        assert who <= town.keys.keys()


@pytest.mark.parametrize("call", CALLS)
def test_no_copy_passes_for_an_account(place: tuple[Town, Case], call: str) -> None:
    """INV-SVM-2: but for pools, which other programs own and the tests below are about."""
    town, case = place
    before = town.state()
    assert copies(town, case, OF_POOLS) == BY_WHAT_IS_INSIDE.get(call, set())
    assert town.state() == before


@pytest.mark.parametrize("call", CALLS)
def test_who_must_sign_signs(place: tuple[Town, Case], call: str) -> None:
    """INV-SVM-3: but for pools that a call only looks at. Claims are locked by the runtime's word, not by the program's."""
    town, case = place
    before, claims = town.state(), {f"claim {i}" for i in range(MAX_POOLS)}
    need_everything(town, case, OF_POOLS | claims)
    for at, (place_of, meta) in enumerate(zip(case.places, case.instruction.accounts, strict=True)):
        if place_of.name in claims:
            assert isinstance(town.send(case.but(at, AccountMeta(meta.pubkey, False, False))), FailedTransactionMetadata)
    assert town.state() == before


def test_bytes_behind_a_call_change_nothing() -> None:
    """INV-VAULT-4: what follows a call is not read; accounts behind those that it looks at are not touched."""
    town = busy().town
    for name, case in town.cases.items():
        ix, more = case.instruction, AccountMeta(pda.vault_purse(), False, True)
        assert allowed(town.simulate(Instruction(ix.program_id, bytes(ix.data) + b"\x01" * 9, ix.accounts))), name
        assert allowed(town.simulate(Instruction(ix.program_id, bytes(ix.data), [*ix.accounts, more]))), name


def test_nothing_is_set_up_twice() -> None:
    """INV-VAULT-15: another owner, verifier or token does not come after."""
    town = busy().town
    for changes in ({}, {"owner": b"\x07" * 32}):
        again = initialize_vault(account_named("mallory").pubkey(), Pubkey.from_bytes(busy().chain.deployment().token), **changes)
        assert not allowed(town.simulate(again))


# ---- the hook


def test_a_hook_handed_on_moves_nothing() -> None:
    """INV-VAULT-4, INV-VERIFIER-3: a consumer of mallory's own, called with a claim of her own model's, hands the verifier's signature on to the vault."""
    room = strongroom()
    t, mallory, own = room.t, room.who("mallory"), Ceremony(seed="mallory's")
    room.town.svm.add_program_from_file(PROBE, built("deploy/probe.so"))
    tick(t.chain)
    mallory.verifier.register_model(1, own.route.selector, own.key, own.model_digest, 60)
    theirs = Treasury(t.chain, own, mallory, mallory, mallory, mallory, mallory)
    consumer, said = Pubkey.from_bytes(b"\x09" * 32), Claim(commitment=bytes(32), observed_at=1, result=bytes(8))
    lie = t.claim((4_000, 2_000, 2_500, 1_500))
    wanted = g.Claim(commitment=lie.commitment, observed_at=lie.observed_at, result=lie.result)
    stand_account(room.chain, consumer, REENTER)
    outer = recorded(mallory, lambda: theirs.hand_in(1, said, theirs.prove(said, 1, bytes(consumer)), mallory, bytes(consumer)))
    hooks = {room.asked("mallory", lambda c: t.hand_in(t.vault.observed, lie, bytes(256), c)).accounts[HOOK_AT].pubkey, outer.accounts[HOOK_AT].pubkey}
    for hook in hooks:
        inner = g.on_verified(hook=hook, model_id=t.model_id, nonce=t.vault.observed, claim=wanted)
        stand_account(room.chain, consumer, REENTER, bytes(inner.data))
        others = [AccountMeta(g.PROGRAM, False, False), *inner.accounts, *pool_accounts(mallory._session, t.vault.policy)]
        result = room.town.simulate(Instruction(outer.program_id, bytes(outer.data), [*outer.accounts, *others]))
        assert not allowed(result)
        assert any("NotVerifier" in line for line in meta_of(result).logs()), result
    assert all(p.units == 0 for p in t.vault.positions)


# ---- pools whose program is an enemy's


@pytest.fixture
def den() -> tuple[Strongroom, HostilePool]:
    return hostile_strongroom()


GIVEN = 200 * COIN  # what the model gives the hostile pool of a thousand
HOSTILE = (3_000, 2_500, 2_000, 2_000)


def take(amount: int = GIVEN) -> Step:
    """What an honest pool does when it is given that much."""
    return transfer(OTHER, PURSE, VAULT, amount)


def trusting(den: tuple[Strongroom, HostilePool]) -> None:
    """The pool has behaved so far, and has what it was given."""
    room, pool = den
    pool.says(take(), then=GIVEN)
    room.t.rebalance(HOSTILE)
    assert (pool.cash, room.t.vault.positions[3].invested, room.t.vault.positions[3].units) == (GIVEN, GIVEN, GIVEN)
    pool.says(units=GIVEN)
    room.t.observe()


def authority(kind: int) -> Step:
    return Step(((OTHER, False), (VAULT, True)), bytes([6, kind, 1]) + bytes(EVIL))


# By name: what a pool does with the vault's signature, in the middle of a deposit or of a redemption.
GRABS: dict[str, Step] = {
    "takes more than it was given": take(GIVEN + 1),
    "lets itself take the rest later": Step(((OTHER, False), (POOL, False), (VAULT, True)), bytes([4]) + U64_MAX.to_bytes(8, "little")),
    "makes the purse its own": authority(2),
    "makes itself who closes the purse": authority(3),
    "closes the purse": Step(((OTHER, False), (POOL, False), (VAULT, True)), bytes([9])),
    "calls the vault back": Step(((VAULT, True),), bytes(g.adopt().data), g.PROGRAM),
    "has the vault take a claim": Step(((VAULT, True), (POOL, True)), bytes.fromhex("a205f6c5450b3bed") + bytes(88), g.PROGRAM),
}


@pytest.mark.parametrize("grab", GRABS)
def test_a_pool_does_nothing_with_the_vaults_signature_but_take_what_it_was_given(den: tuple[Strongroom, HostilePool], grab: str) -> None:
    """INV-VAULT-13, INV-VAULT-14: a pool that the vault calls has its signature; whatever else it does with it fails the call as a whole, and who calls
    back is not let in."""
    room, pool = den
    purse = room.town.svm.get_account(pda.vault_purse())
    pool.says(GRABS[grab], then=GIVEN)
    with pytest.raises(e.ProtocolError) as refused_in:
        room.t.rebalance(HOSTILE)
    assert room.town.svm.get_account(pda.vault_purse()) == purse
    trusting(den)
    purse, held = room.town.svm.get_account(pda.vault_purse()), room.t.vault
    pool.says(GRABS[grab], transfer(PURSE, OTHER, POOL, GIVEN), units=GIVEN, then=0)
    with pytest.raises(e.ProtocolError) as refused_out:
        room.t.rebalance((3_000, 2_500, 2_000, 0))
    assert (room.town.svm.get_account(pda.vault_purse()), room.t.vault) == (purse, held)
    if "purse" in grab and grab != "closes the purse":
        assert type(refused_in.value) is type(refused_out.value) is e.TransferFailed


def test_a_pool_that_takes_and_gives_nothing_is_a_loss(den: tuple[Strongroom, HostilePool]) -> None:
    """INV-VAULT-3, INV-VAULT-14: measured at once; a claim that costs so much is refused, as is an exit from a pool that pays nothing or takes more."""
    room, pool = den
    t = room.t
    pool.says(take(), then=0)
    with pytest.raises(e.LossTooHigh):
        t.rebalance(HOSTILE)
    trusting(den)
    funds = room.funds
    for steps, error in (((), e.PoolShortfall), ((transfer(PURSE, OTHER, POOL, 1),), e.PoolShortfall), ((take(1),), e.TransferFailed)):
        pool.says(*steps, units=GIVEN, then=0)
        tick(t.chain)
        t.guardian.vault.lower(t.limits(max_move_bps=9_999 - len(steps) - steps.count(take(1))))
        with pytest.raises(error):
            t.alice.vault.redeem(t.shares(t.alice), t.alice.account)
        with pytest.raises((e.LossTooHigh, e.TransferFailed)):
            t.rebalance((3_000, 2_500, 2_000, 0))
    assert room.funds == funds


def test_a_pool_that_gives_for_nothing_is_worth_nothing_yet(den: tuple[Strongroom, HostilePool]) -> None:
    """INV-VAULT-9: units that cost nothing count as what went in, and more only over time."""
    room, pool = den
    before = room.t.chain.vault.total_assets()
    pool.says(then=U64_MAX)
    room.t.rebalance(HOSTILE)
    pool.says(units=U64_MAX, debt=U64_MAX)
    position = room.t.vault.positions[3]
    assert (position.units, position.invested, position.recorded) == (U64_MAX, 0, 0)
    assert before - 4 <= room.t.chain.vault.total_assets() <= before
    assert room.funds == room.t.vault.idle


def test_a_pool_that_names_the_vaults_purse_as_its_own_pays_nobody_from_it(den: tuple[Strongroom, HostilePool]) -> None:
    """INV-VAULT-13: collecting a claim, the vault signs and nothing is measured: the pool would pay the claim, and more, out of the vault's own funds."""
    room, pool = den
    t = room.t
    trusting(den)
    tick(t.chain)
    t.alice.vault.redeem_in_kind(t.shares(t.alice) // 10, t.alice.account)
    funds, held = room.funds, t.chain.balance(t.alice.account)
    assert t.chain.vault.claim(t.alice.account, pool.address) > 0
    pool.says(transfer(PURSE, OTHER, VAULT, funds), units=GIVEN, purse=pda.vault_purse())
    with pytest.raises(e.BadPool):
        room.who("mallory").vault.collect_claim(pool.address, t.alice.account)
    assert (room.funds, t.chain.balance(t.alice.account)) == (funds, held)
    # Nor does it count as what it is not: it says nothing, as a pool that is gone.
    with pytest.raises(e.BadPool):
        t.rebalance(HOSTILE)
    tick(t.chain)
    t.alice.vault.redeem_in_kind(t.shares(t.alice), t.alice.account)
    assert room.funds == t.vault.idle + t.vault.surplus


# By name: what is left of a pool that was one when it was proposed.
SILENCES: dict[str, dict[str, object]] = {
    "it names another token": {"mint": b"\x07" * 32},
    "its purse is nobody's": {"purse": Pubkey.new_unique()},
    "its purse is the shares' mint": {"purse": pda.share()},
    "its purse is the vault's": {"purse": pda.vault_purse()},
}
LIES: dict[str, dict[str, int]] = {
    "a fortune was lent": {"units": GIVEN, "debt": U64_MAX},
    "nobody holds any": {"units": 0, "debt": U64_MAX},
    "everybody holds some": {"units": U64_MAX},
    "one unit is all": {"units": 1, "debt": 1},
}


def silent(den: tuple[Strongroom, HostilePool], silence: str) -> None:
    room, pool = den
    if silence in SILENCES:
        pool.says(units=GIVEN, **SILENCES[silence])  # type: ignore[arg-type]
    elif silence == "it is cut short":
        room.town.put(Account(LAMPORTS, bytes(8) + pool.mint, PROBE), Pubkey.from_bytes(pool.address))
    elif silence == "it is gone":
        room.town.put(Account(LAMPORTS, b"", SYSTEM_PROGRAM), Pubkey.from_bytes(pool.address))
    else:
        of = {"another token": bytes(pda.share()), "its program": pool.mint}[silence.removeprefix("its purse is of ")]
        owner = EVIL if silence.endswith("its program") else TOKEN_PROGRAM
        room.town.put(Account(LAMPORTS, purse_account(of, pool.address, GIVEN), owner), pool.purse)


@pytest.mark.parametrize("silence", [*SILENCES, "it is cut short", "it is gone", "its purse is of another token", "its purse is of its program"])
def test_a_pool_that_says_nothing_holds_nobody_in(den: tuple[Strongroom, HostilePool], silence: str) -> None:
    """INV-VAULT-12: it counts as it did for who leaves in kind; nothing else goes in, out or about until it speaks; what it shows is that it has nothing."""
    room, _ = den
    t = room.t
    trusting(den)
    silent(den, silence)
    tick(t.chain)
    for call in (
        lambda: t.bob.vault.deposit(COIN, t.bob.account),
        lambda: t.bob.vault.mint(COIN, t.bob.account),
        lambda: t.alice.vault.withdraw(COIN, t.alice.account),
        lambda: t.alice.vault.redeem(COIN, t.alice.account),
        lambda: t.keeper.vault.trim(0),
        lambda: t.owner.vault.propose(t.policy(pools=t.vault.policy.pools)),
        t.rebalance,
    ):
        with pytest.raises(e.BadPool):
            call()
    before = t.vault
    left = t.alice.vault.redeem_in_kind(t.shares(t.alice) // 2, t.alice.account)
    assert abs(left.assets - before.idle // 2) <= 2
    assert abs(t.chain.vault.claim(t.alice.account, den[1].address) - GIVEN // 2) <= 2
    assert t.observe().spots[3].liquidity < GIVEN // COIN
    seen = t.observe(2).spots[3]
    assert (seen.rate_bps, seen.liquidity) == (0, 0)
    assert seen != Features()


@pytest.mark.parametrize("lie", LIES)
def test_a_pool_that_lies_about_itself_buys_nothing_and_breaks_nothing(den: tuple[Strongroom, HostilePool], lie: str) -> None:
    """INV-VAULT-9: numbers at the end of their type count as little as any other lie, and no sum of theirs fails."""
    room, pool = den
    t = room.t
    trusting(den)
    t.alice.vault.deposit(1, t.alice.account)
    before = t.chain.vault.total_assets()
    pool.says(**LIES[lie])  # type: ignore[arg-type]
    assert t.chain.vault.total_assets() <= before
    tick(t.chain)
    t.bob.vault.deposit(1_000 * COIN, t.bob.account)
    assert t.chain.vault.preview_redeem(t.shares(t.bob)) <= 1_000 * COIN
    tick(t.chain)
    t.alice.vault.withdraw(COIN, t.alice.account)
    t.observe()
    tick(t.chain)
    left = t.bob.vault.redeem_in_kind(t.shares(t.bob), t.bob.account)
    assert left.assets < 1_000 * COIN
    assert room.funds == t.vault.idle + t.vault.surplus


def test_a_purse_of_somebodys_is_no_pool_to_leave_to(den: tuple[Strongroom, HostilePool]) -> None:
    """INV-VAULT-12: a claim is paid to its owner's associated account, whichever account of the owner's the caller or the pool would like."""
    room, pool = den
    t = room.t
    trusting(den)
    tick(t.chain)
    t.alice.vault.redeem_in_kind(t.shares(t.alice) // 10, t.alice.account)
    ix = room.asked("mallory", lambda c: c.vault.collect_claim(pool.address, t.alice.account))
    at = [m.pubkey for m in ix.accounts].index(pda.token_account(t.alice.account, pool.mint))
    for amount in (0, COIN):
        other = room.town.put(Account(LAMPORTS, purse_account(pool.mint, t.alice.account, amount), TOKEN_PROGRAM))
        metas = [AccountMeta(other if n == at else m.pubkey, m.is_signer, m.is_writable) for n, m in enumerate(ix.accounts)]
        assert not allowed(room.town.simulate(Instruction(ix.program_id, bytes(ix.data), metas)))
    assert allowed(room.town.simulate(ix))
