"""Known attacks on the vault's contracts: pools that call back, take, lie or fail in their views, starved calls, calldata that no encoder makes. What needs
no EVM is in tests/stories/test_vault_attacks.py."""

from __future__ import annotations

from functools import cache
from unittest.mock import patch

import pytest
from assay import errors as e
from assay.artifacts import bytecode
from assay.connect import unchecked
from assay.evm.generated import vault as g
from assay.evm.network import EvmNetwork
from assay.evm.session import Session
from assay.models.vault import WINDOW, PoolLimits
from eth_abi.abi import decode
from eth_utils.crypto import keccak

from tests.cast import COIN, tick
from tests.ceremony import Ceremony
from tests.evm.arena import by, calldata, create, forked, selector, send, transport_of, tried
from tests.treasury import SOUND, Treasury, treasury

# What a second entry is told (programs/evm/staking/SingleEntry.sol).
GUARDED = selector(e.TransferFailed)
MOST = 2**256 - 1
# The places of the policy's pools.
PLAIN, FALLEN, GREEDY, REENTRANT = range(4)
GROUPS = (6_000, 6_000, 0, 0)
ENOUGH = 6_000_000


def at(net: EvmNetwork) -> bytes:
    return net.deployment().vault


def of(net: EvmNetwork) -> Treasury:
    """The people of that chain's vault."""
    owner, guardian, keeper, alice, bob = (by(net, name) for name in ("authority", "guardian", "keeper", "alice", "bob"))
    return Treasury(net, Ceremony(), owner, guardian, keeper, alice, bob)


def pool(net: EvmNetwork, i: int) -> bytes:
    return of(net).vault.policy.pools[i].pool


@cache
def founded() -> EvmNetwork:
    """A vault with a pool of the sandbox's and three that are up to no good yet; a full window, nothing in them. Fork it, do not touch it."""
    net = unchecked("evm:pyevm")
    assert isinstance(net, EvmNetwork)
    t = treasury(net, observed=False)
    coin = net.deployment().token
    bad = [create(net, "mallory", bytecode(name) + coin) for name in ("FallenPool", "GreedyPool", "ReentrantPool")]
    limits = [PoolLimits(pool=p, group=(i + 1) // 2, cap=400 * COIN, cap_bps=3_000) for i, p in enumerate(bad)]
    t.adopt(pools=(t.policy().pools[PLAIN], *limits), group_caps_bps=GROUPS)
    t.observe(WINDOW + 1)
    return net


@cache
def allocated() -> EvmNetwork:
    """The same with funds in each pool, and an observation that no claim was about. Fork it, do not touch it."""
    net = forked(founded())
    of(net).rebalance()
    of(net).observe()
    return net


def spoilt(net: EvmNetwork) -> tuple[EvmNetwork, Treasury]:
    fork = forked(net)
    tick(fork)
    return fork, of(fork)


def viewed(net: EvmNetwork, data: bytes, to: bytes | None = None) -> int:
    return int.from_bytes(transport_of(net).call((to or at(net))[12:], data), "big")


class Recorded(Exception):
    """The client would have sent it."""


def claimed(t: Treasury, weights: tuple[int, ...] = SOUND, index: int | None = None) -> bytes:
    """The call of the verifier that hands a valid claim in."""
    nonce = index or t.vault.observed
    claim, calls = t.claim(weights, nonce), list[bytes]()

    def keep(_session: Session, _verb: str, _to: bytes, data: bytes, *_: object, **__: object) -> None:
        calls.append(data)
        raise Recorded

    proof = t.prove(claim, nonce)
    with patch.object(Session, "write", keep), pytest.raises(Recorded):
        t.hand_in(nonce, claim, proof)
    return calls[0]


# ---- pools that call back


def doors(net: EvmNetwork) -> dict[str, bytes]:
    """Every verb of the vault, as a pool would call it that has shares, claims and an allowance."""
    t, me = of(net), pool(net, REENTRANT)
    limits = g.Limits(**dict(t.limits(max_move_bps=0)))
    nothing = g.Claim(bytes(32), 1, bytes(8))
    policy = dict(t.policy()) | {"pools": tuple(g.PoolLimits(**dict(x)) for x in t.vault.policy.pools)}
    return {
        "deposit": g.deposit(COIN, me), "mint": g.mint(COIN, me), "withdraw": g.withdraw(1, me, me), "redeem": g.redeem(1_000, me, me),
        "redeem_in_kind": g.redeem_in_kind(1_000 * COIN, me), "collect_claim": g.collect_claim(pool(net, PLAIN), me), "observe": g.observe(),
        "on_verified": g.on_verified(t.model_id, 1, nothing), "trim": g.trim(PLAIN), "propose": g.propose(g.Policy(**policy)), "adopt": g.adopt(),
        "lower": g.lower(limits),
    }  # fmt: skip


@cache
def armed() -> EvmNetwork:
    """The pool that calls back has coins, an allowance for the vault, shares and a claim on another pool."""
    net, t = spoilt(allocated())
    me, vault = pool(net, REENTRANT), at(net)
    net.faucet(me, 100 * COIN)
    act = "act(address,bytes)"
    send(net, "mallory", (me, calldata(act, net.deployment().token[12:], calldata("approve(address,uint256)", vault[12:], MOST))))
    send(net, "mallory", (me, calldata(act, vault[12:], g.deposit(20 * COIN, me))))
    send(net, "mallory", (me, calldata(act, vault[12:], g.redeem_in_kind(10_000 * COIN, me))))
    assert t.shares(by(net, "alice")) > 0
    return net


DOORS = (
    "deposit", "mint", "withdraw", "redeem", "redeem_in_kind", "collect_claim", "observe", "on_verified", "trim", "propose", "adopt", "lower", "a claim"
)  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_a_pool_that_calls_back_is_let_in_by_no_door(door: str) -> None:
    """INV-VAULT-13: neither in the middle of a deposit nor of a redemption; whether it insists or not, what the vault holds and owes is the same as if it
    had not tried."""
    if door == "a claim":
        net, t = spoilt(armed())
        t.observe()
        newest = claimed(t, (0, 0, 0, 0))
        to, data, index = net.deployment().verifier, newest, t.vault.observed - 1
    else:
        to, data, index = at(armed()), doors(armed())[door], 0
        net, t = spoilt(armed())
    me = pool(net, REENTRANT)
    t.bob.vault.deposit(1_000 * COIN, t.bob.account)
    calm = forked(net)
    for chain, target in ((net, to[12:]), (calm, bytes(20))):
        send(chain, "mallory", (me, calldata("arm(address,bytes,bool)", target, data, False)))
    # In the middle of a deposit, then of a redemption.
    for weights, at_index in ((SOUND, index), ((3_000, 2_500, 2_000, 0), 0)):
        for chain in (net, calm):
            if not at_index:
                of(chain).observe()
            of(chain).rebalance(weights, at_index or None)
        assert viewed(net, calldata("succeeded()"), me) == 0
        (answer,) = decode(["bytes"], transport_of(net).call(me[12:], calldata("answer()")))
        # Its claim is about an observation that the second claim is about too.
        assert answer[:4] == (selector(e.NonceUsed) if door == "a claim" and not at_index else GUARDED)
    assert viewed(net, calldata("attempts()"), me) == 2
    assert (of(net).vault, net.balance(at(net))) == (of(calm).vault, calm.balance(at(calm)))
    send(net, "mallory", (me, calldata("arm(address,bytes,bool)", to[12:], data, True)))
    t.observe()
    before = t.vault
    with pytest.raises(e.ProtocolError):
        t.rebalance()
    assert t.vault == before


def test_what_is_seen_in_the_middle_is_what_it_was() -> None:
    """INV-VAULT-9: who asks for the price of shares while pools are at work is told the one from before."""
    for ask in (g.total_assets(), g.preview_redeem(10**9), calldata("convertToAssets(uint256)", 10**12)):
        net, t = spoilt(armed())
        me = pool(net, REENTRANT)
        send(net, "mallory", (me, calldata("arm(address,bytes,bool)", at(net)[12:], ask, True)))
        for weights in ((3_000, 2_500, 2_000, 2_000), (3_000, 2_500, 2_000, 0)):
            t.observe()
            t.rebalance(weights)
            (answer,) = decode(["bytes"], transport_of(net).call(me[12:], calldata("answer()")))
            seen, after = int.from_bytes(answer, "big"), viewed(net, ask)
            assert abs(seen - after) <= 8


# ---- pools that take and give what they like


@pytest.mark.parametrize(
    ("taken", "given", "error"),
    [(5_000, 10_000, ""), (0, 10_000, ""), (0, 0, ""), (10_000, 5_000, ""), (10_000, 0, "LossTooHigh"), (10_001, 10_000, "TransferFailed")],
)  # fmt: skip
def test_a_pool_takes_what_it_is_given_and_only_then(taken: int, given: int, error: str) -> None:
    """INV-VAULT-13, INV-VAULT-14: what it took and gave is measured; more than it was given it cannot have, neither then nor later."""
    net, t = spoilt(founded())
    greedy, funds = pool(net, GREEDY), net.balance(at(net))
    send(net, "mallory", (greedy, calldata("claw(uint256,uint256)", taken, given)))
    done = tried(net, "mallory", net.deployment().verifier, claimed(t))
    assert done.error == error
    if error:
        return
    before = net.vault.total_assets()
    t.rebalance()
    spent = 200 * COIN * taken // 10_000
    assert abs(t.vault.positions[GREEDY].invested - spent) <= 2
    assert before - 4 <= net.vault.total_assets() <= before
    for i in range(4):
        allowance = calldata("allowance(address,address)", at(net)[12:], pool(net, i)[12:])
        assert viewed(net, allowance, net.deployment().token) == 0
    send(net, "mallory", (greedy, calldata("take(address)", at(net)[12:])))
    assert funds - net.balance(at(net)) == sum(p.invested for p in t.vault.positions)
    assert net.balance(at(net)) == t.vault.idle


# ---- pools whose views fail

NONE, REVERTS, SPINS, FLOODS = range(4)


def fallen(worth: int, liquidity: int) -> tuple[EvmNetwork, Treasury]:
    net, t = spoilt(allocated())
    send(net, "mallory", (pool(net, FALLEN), calldata("fall(uint8,uint8)", worth, liquidity)))
    tick(net)
    return net, t


@pytest.mark.parametrize("fault", [REVERTS, SPINS, FLOODS])
def test_a_pool_whose_word_fails_holds_nobody_in(fault: int) -> None:
    """INV-VAULT-12, INV-VAULT-22: what would need its word fails; views answer and promise nothing; leaving in kind, observing and governing go on, and none
    of it costs more than a bounded call or two."""
    net, t = fallen(fault, NONE)
    alice, vault = t.alice.account, at(net)
    for data in (g.deposit(COIN, alice), g.mint(COIN, alice), g.withdraw(1, alice, alice), g.redeem(1_000, alice, alice), g.trim(0)):
        assert tried(net, "alice", vault, data, gas=ENOUGH).error == "Unrecognised"
    assert tried(net, "mallory", net.deployment().verifier, claimed(t), gas=ENOUGH).error == "Unrecognised"
    before = t.vault
    for view in ("maxDeposit", "maxMint", "maxWithdraw", "maxRedeem"):
        assert viewed(net, calldata(f"{view}(address)", alice[12:])) == 0
    for view in ("previewDeposit", "previewMint", "previewWithdraw", "previewRedeem", "convertToShares", "convertToAssets"):
        assert viewed(net, calldata(f"{view}(uint256)", 10**9)) > 0
    assert abs(net.vault.total_assets() - sum((before.idle, *(p.recorded for p in before.positions)))) <= COIN
    for data, who in ((g.redeem_in_kind(1_000 * COIN, alice), "alice"), (g.total_assets(), "alice"), (g.max_deposit(alice), "alice")):
        ran = tried(net, who, vault, data, gas=ENOUGH)
        assert (ran.error, ran.gas < 1_500_000) == ("", True)
    assert tried(net, "mallory", vault, g.observe(), at=net.now() + 3_601, gas=ENOUGH).error == ""
    left = t.alice.vault.redeem_in_kind(t.shares(t.alice) // 2, alice)
    assert abs(left.assets - before.idle // 2) <= COIN
    assert abs(net.vault.claim(alice, pool(net, FALLEN)) - before.positions[FALLEN].units // 2) <= 2
    spot = t.observe().spots[FALLEN]
    assert (spot.rate_bps, spot.utilisation_bps) == (0, t.config.step_bps)
    tick(net)
    t.guardian.vault.lower(t.limits(max_move_bps=0))
    send(net, "mallory", (pool(net, FALLEN), calldata("fall(uint8,uint8)", NONE, NONE)))
    tick(net)
    t.alice.vault.redeem(net.vault.max_redeem(alice), alice)


@pytest.mark.parametrize("fault", [REVERTS, SPINS, FLOODS])
def test_a_pool_that_does_not_say_what_it_can_pay_is_not_counted_on(fault: int) -> None:
    """INV-VAULT-11, INV-VAULT-22: what max_withdraw says goes as far as the pools before it, and that can be had."""
    net, t = fallen(NONE, fault)
    alice = t.alice.account
    liquid = net.vault.max_withdraw(alice)
    first = t.vault.positions[PLAIN].recorded
    assert abs(liquid - t.vault.idle - first) <= COIN
    assert tried(net, "alice", at(net), g.withdraw(liquid + COIN, alice, alice), gas=ENOUGH).error == "Unrecognised"
    assert tried(net, "alice", at(net), g.collect_claim(pool(net, FALLEN), alice), gas=ENOUGH).error == "NothingClaimed"
    t.bob.vault.deposit(COIN, t.bob.account)
    t.alice.vault.withdraw(net.vault.max_withdraw(alice), alice)
    tick(net)
    assert t.alice.vault.redeem_in_kind(t.shares(t.alice), alice).assets <= COIN


def test_what_is_no_pool_is_refused() -> None:
    """INV-VAULT-16: the vault itself, a person, a contract without an asset or with another, or one that answers short."""
    net, t = spoilt(founded())
    other = create(net, "mallory", bytecode("Pool") + net.deployment().grant_token)
    for no_pool in (at(net), t.bob.account, net.deployment().token, net.deployment().verifier, other, bytes(31) + b"\x02"):
        pools = (PoolLimits(pool=no_pool, cap=1, cap_bps=1), *t.vault.policy.pools[1:])
        with pytest.raises(e.BadPool):
            t.owner.vault.propose(t.policy(pools=pools, group_caps_bps=GROUPS))


# ---- starved calls


@pytest.mark.parametrize("depth", [0, 30])
def test_a_starved_look_counts_no_loss_away(depth: int) -> None:
    """INV-VAULT-9, INV-VAULT-12: with any amount of gas, a pool that can be looked at is looked at, however deep in its own calls gas ends, or the call is
    refused: nobody leaves in kind at a price from before a loss."""
    net, t = spoilt(founded())
    deep = create(net, "mallory", bytecode("DeepPool") + net.deployment().token)
    pools = t.vault.policy.pools
    t.adopt(pools=(pools[0], PoolLimits(pool=deep, group=1, cap=400 * COIN, cap_bps=3_000), *pools[2:]), group_caps_bps=GROUPS)
    t.observe(WINDOW + 1)
    t.rebalance()
    tick(net)
    t.bob.vault.deposit(1, t.bob.account)
    send(net, "mallory", (deep, calldata("lose(uint64,uint256,uint256)", 100 * COIN, depth, 450_000)))
    right = tried(net, "alice", at(net), g.total_assets(), gas=ENOUGH)
    assert int.from_bytes(right.output, "big") <= 901 * COIN
    answers = [tried(net, "alice", at(net), g.total_assets(), gas=gas) for gas in range(100_000, 1_300_000, 100_000)]
    assert {answer.output for answer in answers if not answer.error} <= {right.output}
    # Who leaves in kind with little gas is owed what anybody is, or does not leave.
    leave, before = g.redeem_in_kind(100_000 * COIN, t.alice.account), net.vault.vault().positions[1]
    owed = []
    for gas in (*range(600_000, 1_500_000, 100_000), ENOUGH):
        fork, _ = spoilt(net)
        transport_of(fork).GAS = gas
        try:
            send(fork, "alice", (at(fork), leave))
        except e.ProtocolError:
            continue
        position = fork.vault.vault().positions[1]
        owed.append((fork.vault.claim(t.alice.account, deep), before.recorded - position.recorded))
    assert len(set(owed)) == 1, owed


# ---- other vaults, other people, other bytes


def test_a_claim_for_another_vault_is_false_here() -> None:
    """INV-VAULT-4: a second vault with the same policy, model, pools and observations takes none of this one's proofs, and this one none of its own."""
    net, t = spoilt(founded())
    d, s = net.deployment(), net.deployment().settings
    observatory = bytes(12) + transport_of(net).call(at(net)[12:], calldata("observatoryContract()"))[-20:]
    arguments = g.constructor(d.token, d.verifier, t.owner.account, s.vault_timelock_secs, s.observe_secs, s.gain_bps, s.step_bps, observatory)
    second = create(net, "authority", bytecode("Vault") + arguments)
    twin = of(EvmNetwork(transport_of(net), d.model_copy(update={"vault": second})))
    policy = {"pools": t.vault.policy.pools, "group_caps_bps": GROUPS}
    twin.adopt(**policy)
    for _ in range(WINDOW + 1):
        tick(net, s.observe_secs)
        t.keeper.vault.observe()
        twin.keeper.vault.observe()
    while t.vault.observed > twin.vault.observed:
        tick(net, s.observe_secs)
        twin.keeper.vault.observe()
    nonce = t.vault.observed
    for mine, theirs in ((t, twin), (twin, t)):
        claim = theirs.claim(index=nonce)
        proof = mine.prove(claim, nonce)
        tick(net)
        with pytest.raises(e.FalseProof):
            theirs.hand_in(nonce, claim, proof)
    assert (t.used, twin.used) == (0, 0)
    twin.hand_in(nonce, twin.claim(index=nonce), twin.prove(twin.claim(index=nonce), nonce))
    assert (t.used, twin.used) == (0, nonce)


def test_nobody_leaves_with_anothers_shares() -> None:
    """INV-VAULT-22: on somebody's behalf only as far as it was allowed, once; by no other door at all."""
    net, t = spoilt(allocated())
    alice, bob, vault = t.alice.account, t.bob.account, at(net)
    thefts = (g.withdraw(1, bob, alice), g.redeem(1_000, bob, alice), calldata("transferFrom(address,address,uint256)", alice[12:], bob[12:], 1))
    assert {tried(net, "bob", vault, data).error for data in thefts} == {"TransferFailed"}
    assert tried(net, "bob", vault, g.redeem_in_kind(COIN, bob)).error == "InsufficientShares"
    send(net, "alice", (vault, calldata("approve(address,uint256)", bob[12:], 5_000)))
    assert tried(net, "bob", vault, g.redeem(5_001, bob, alice)).error == "TransferFailed"
    before, held = net.balance(bob), t.shares(t.alice)
    send(net, "bob", (vault, g.redeem(5_000, bob, alice)))
    assert (held - t.shares(t.alice), net.balance(bob) - before) == (5_000, 5)
    assert tried(net, "bob", vault, g.redeem(1_000, bob, alice)).error == "TransferFailed"


def test_calldata_that_no_encoder_makes() -> None:
    """INV-VAULT-4: what follows a call changes nothing; what is cut short, or has bits beyond its type, reaches no verb."""
    net, t = spoilt(allocated())
    alice = t.alice.account
    send(net, "alice", (net.deployment().token, calldata("approve(address,uint256)", at(net)[12:], MOST)))
    calls: dict[bytes, tuple[str, tuple[tuple[int, int], ...]]] = {
        g.deposit(COIN, alice): ("alice", ((1, 0), (1, 11))),
        g.mint(COIN, alice): ("alice", ((1, 11),)),
        g.withdraw(COIN, alice, alice): ("alice", ((1, 11), (2, 0))),
        g.redeem(COIN, alice, alice): ("alice", ((1, 11), (2, 11))),
        g.redeem_in_kind(COIN, alice): ("alice", ((0, 23), (1, 0))),
        g.lower(g.Limits(**dict(t.limits(max_move_bps=0)))): ("guardian", ((0, 23), (4, 29), (8, 29), (12, 29))),
    }
    for data, (who, dirty) in calls.items():
        assert tried(net, who, at(net), data + b"\x01" * 65).error == "", data[:4].hex()
        for cut in (1, 32, len(data) - 4):
            assert tried(net, who, at(net), data[:-cut]).error != ""
        for word, byte in dirty:
            where = 4 + 32 * word + byte
            assert data[where] == 0
            assert tried(net, who, at(net), data[:where] + b"\x01" + data[where + 1 :]).error == "Unrecognised", (data[:4].hex(), word, byte)
    for beyond in (g.deposit(2**64, alice), g.mint(2**64, alice), g.withdraw(2**64, alice, alice), g.redeem(2**64, alice, alice), g.deposit(MOST, alice)):
        assert tried(net, "alice", at(net), beyond).error == "Overflow"


def test_no_coin_and_no_other_call_gets_in() -> None:
    """The contract holds no coin, and answers nothing that its interface lacks: there is no owner, pause, sweep or upgrade to call."""
    net, t = spoilt(allocated())
    assert tried(net, "alice", at(net), g.deposit(COIN, t.alice.account), value=1).error != ""
    others = ("transferOwnership(address)", "owner()", "pause()", "upgradeToAndCall(address,bytes)", "sweep(address)", "mint(address,uint256)", "burn(uint256)")
    for name in others:
        assert tried(net, "authority", at(net), keccak(text=name)[:4] + bytes(64)).error != "", name
    assert tried(net, "mallory", at(net), b"").error != ""
