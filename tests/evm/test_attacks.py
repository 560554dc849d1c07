"""Known attacks on contracts that hold money, each tried on these: hostile tokens, impostors, replays, races,
the clock's edges. Spoilt calldata is in test_calldata.py, malformed programs in test_malformed.py."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from assay import errors as e
from assay import ids
from assay.artifacts import bytecode
from assay.evm.deploy import deploy, verify
from assay.evm.generated import compute, staking
from assay.evm.network import EvmNetwork, account_named, address_of
from assay.evm.transport import AnvilTransport, Call, HttpTransport
from assay.models.compute import JobState
from assay.models.staking import SlasherStatus
from eth_abi.abi import decode
from eth_utils.address import to_canonical_address
from web3.types import Nonce
from web3.utils.address import get_create_address

from scripts.vectors import ROOT
from tests.cast import COIN
from tests.evm.arena import (
    ENDED,
    FAULT,
    FAULTED,
    FRESH,
    LOST,
    NEXT,
    OPEN,
    PEOPLE,
    SETTINGS,
    VERBS,
    WON,
    address_in,
    arena,
    by,
    calldata,
    commit_lie,
    create,
    dispute_id,
    forked,
    good_openings,
    held,
    job_id,
    leaf,
    new_network,
    open_dispute,
    owed,
    picture,
    selector,
    send,
    tiny_job,
    transport_of,
    tried,
    turned,
    wait,
)

ANVIL = ROOT / "node_modules" / ".bin" / "anvil"


# Hostile tokens. The programs' own tokens are not; these say what happens if one turns out to be.


def doors(net: EvmNetwork) -> list[tuple[str, bytes]]:
    """Every call that changes something, as a token with roles of its own would make it in the middle of a transfer."""
    token, free = net.deployment().token, ids.fault_id(b"mine".ljust(32))
    own = ids.job_id(net.deployment().compute, token, OPEN)
    terms = compute.Terms(**dict(tiny_job().terms(price=COIN, stake=COIN)))
    root = tiny_job().witness(job_id(net, FRESH)).trace.root
    return [
        *(("staking", data) for data in (
            staking.bond(COIN), staking.unbond(COIN), staking.withdraw(), staking.lock(token, 1), staking.unlock(token, 1),
            staking.slash(token, 1, free, token, 0), staking.sweep(FAULT), staking.propose_slasher(token), staking.activate_slasher(token),
            staking.retire_slasher(token),
        )),
        *(("compute", data) for data in (
            compute.register(compute.Spec(1, 1, 1, 0, 0, bytes(32))), compute.post(NEXT, terms), compute.cancel(own),
            compute.accept(job_id(net, OPEN)), compute.commit(job_id(net, OPEN), root, root, b""), compute.settle(job_id(net, ENDED)),
            compute.challenge(job_id(net, FRESH)), compute.reveal(job_id(net, FRESH), b""), compute.bisect(job_id(net, FRESH), 0, b""),
            compute.provide(job_id(net, FRESH), 0, b"x"), compute.referee(job_id(net, FRESH), b""), compute.time_out(job_id(net, FRESH)),
            compute.refund(job_id(net, FAULTED)), compute.reclaim(dispute_id(net, WON)), compute.reclaim(dispute_id(net, LOST)),
        )),
    ]  # fmt: skip


ACT = "act(address,bytes)"
ARM = "arm((address,bytes)[],bool)"


@cache
def swarm() -> EvmNetwork:
    """The arena with a token that has coins, a stake of which some has matured, an offer and an open job of its own."""
    net = turned(arena(), "SwarmToken")
    d = net.deployment()
    net.faucet(d.token, 100 * COIN)
    terms = compute.Terms(**dict(tiny_job().terms(price=COIN, stake=COIN)))
    spent = calldata("approve(address,uint256)", d.staking[12:], 2**256 - 1), calldata("approve(address,uint256)", d.compute[12:], 2**256 - 1)
    acts = [(d.token, spent[0]), (d.token, spent[1]), (d.staking, staking.bond(20 * COIN)), (d.staking, staking.unbond(2 * COIN)),
            (d.compute, compute.register(compute.Spec(1, 1, 1, 0, 0, bytes(32)))), (d.compute, compute.post(OPEN, terms))]  # fmt: skip
    send(net, "mallory", *((d.token, calldata(ACT, on[12:], what)) for on, what in acts))
    wait(net, SETTINGS.unbond_secs)
    return net


@pytest.mark.parametrize("early", [False, True], ids=["after", "before"])
@pytest.mark.parametrize("verb", VERBS)
def test_a_token_that_calls_back_gains_nothing(verb: str, early: bool) -> None:
    """INV-EVM-1: in the middle of a transfer no call of the same program passes, and one of the other comes to what it would come to after."""
    net, v = forked(swarm()), VERBS[verb]
    d, every = net.deployment(), doors(net)
    send(net, "mallory", (d.token, calldata(ARM, [(address_in(net, name)[12:], data) for name, data in every], early)))
    twin, at = forked(net), net.now() + 10
    net.set_time(at)
    send(net, v.who, (address_in(net, v.contract), v.data(net)))
    (heard,) = decode(["bytes[]"], tried(net, "mallory", d.token, calldata("answers()")).output)
    assert len(heard) in (len(every), 2 * len(every), 3 * len(every))
    passed = []
    for (name, data), answer in zip(every * 3, heard, strict=False):
        if name == v.contract:
            assert answer == b"\0" + selector(e.TransferFailed)
        elif answer[0]:
            passed.append((d.token, calldata(ACT, address_in(net, name)[12:], data)))
    assert passed, "nothing passed, so nothing was shown"
    # The same calls one after another: the verb of an honest token, then what passed.
    send(twin, "mallory", (d.token, calldata(ARM, [], False)))
    twin.set_time(at)
    send(twin, v.who, (address_in(twin, v.contract), v.data(twin)), *passed)
    assert picture(net, [d.token]) == picture(twin, [d.token])
    assert held(net) == owed(net, [d.token], [d.token])


@pytest.mark.parametrize("verb", VERBS)
def test_a_token_that_insists_on_calling_back_fails_the_verb(verb: str) -> None:
    """INV-EVM-1: the second entry is a failed transfer, and so is the first; afterwards everything is still there to be done."""
    net, v = turned(arena(), "ReentrantToken"), VERBS[verb]
    to = address_in(net, v.contract)
    arm = "arm(address,bytes,bool)"
    send(net, "mallory", (net.deployment().token, calldata(arm, to[12:], v.data(net), True)))
    with pytest.raises(e.TransferFailed):
        v.do(net)
    send(net, "mallory", (net.deployment().token, calldata(arm, bytes(20), b"", False)))
    v.do(net)
    assert held(net) == owed(net)


FACES = {"FeeToken": "charge(bool)", "FalseToken": "refuse(bool)", "LyingToken": "pretend(bool)", "BlockingToken": "blockOwner(address,bool)"}


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("verb", VERBS)
def test_a_transfer_that_moves_less_fails_the_verb(verb: str, face: str) -> None:
    """INV-EVM-2: whether the token takes a fee, answers false, answers true and moves nothing, or reverts: the verb fails whole and can be
    repeated once the token is honest again."""
    net, v = turned(arena(), face), VERBS[verb]
    payee = address_in(net, v.contract) if v.payee is None else by(net, v.payee).account

    def be_hostile(on: bool) -> None:
        what = [payee[12:], on] if face == "BlockingToken" else [on]
        send(net, "mallory", (net.deployment().token, calldata(FACES[face], *what)))

    be_hostile(True)
    before = held(net)
    with pytest.raises(e.TransferFailed):
        v.do(net)
    assert held(net) == before == owed(net)
    be_hostile(False)
    v.do(net)
    assert held(net) == owed(net)


@pytest.mark.parametrize("token", ["TestToken", "SilentToken"])
def test_a_token_that_answers_nothing_works(token: str) -> None:
    """INV-EVM-2: a token as USDT is, without return values, is paid in and out as any other."""
    net = forked(arena(token))
    for v in VERBS.values():
        v.do(net)
    assert held(net) == owed(net)
    coins = {name: net.balance(by(net, name).account) for name in PEOPLE}
    assert coins == coins_in_the_end()


def coins_in_the_end() -> dict[str, int]:
    """Everyone's coins once all verbs have passed."""
    prices = {nonce: nonce * COIN for nonce in (OPEN, ENDED, FAULTED, FRESH, WON, LOST)}
    bond = SETTINGS.challenge_bond
    return {
        # what it posted, less what came back by cancel and refund, and what it posts last
        "requester": 1_000 * COIN - sum(prices.values()) + prices[OPEN] + prices[FAULTED] - COIN,
        "provider": 500 * COIN + prices[ENDED] + bond // 2,
        "challenger": 1_000 * COIN - 3 * bond,
        "owner": 900 * COIN + 40 * COIN - COIN,
        "judge": 1_000 * COIN,
        "victim": 1_000 * COIN + 2_500_000,
        "treasury": 1_000 * COIN + 7_500_000 + bond // 2,
        "mallory": 1_000 * COIN,
    }


def test_coins_that_are_given_away_change_nobodys_claims() -> None:
    """INV-EVM-3: the programs keep books; what lies with them unasked is nobody's."""
    plain, gifted = forked(arena()), forked(arena())
    d = gifted.deployment()
    gift = 77 * COIN
    for to in (d.staking, d.compute):
        gifted.faucet(to, gift)
    for net in (plain, gifted):
        for v in VERBS.values():
            v.do(net)
    after = picture(gifted)
    for name in ("staking's coins", "compute's coins"):
        after[name] = int(str(after[name])) - gift
    assert after == picture(plain)


def test_forced_ether_changes_nothing_and_sent_ether_is_refused() -> None:
    """INV-EVM-3: no function takes ether, no state depends on it."""
    net = forked(arena())
    plain = forked(net)
    transport = transport_of(net)
    vm = transport._chain.get_vm()
    for to in (net.deployment().staking, net.deployment().compute):
        # PUSH20 to SELFDESTRUCT, with a coin in hand: the ether cannot be refused.
        done = vm.execute_bytecode(
            origin=bytes(20), gas_price=0, gas=10**6, to=bytes(19) + b"\5", sender=bytes(20), value=0, data=b"", code=b"\x73" + to[12:] + b"\xff"
        )
        assert not done.is_error
        vm.state.set_balance(to[12:], vm.state.get_balance(to[12:]) + 10**18)
    vm.state.persist()
    transport._chain.header = transport._chain.header.copy(state_root=vm.state.state_root)
    for v in VERBS.values():
        refused = tried(net, v.who, address_in(net, v.contract), v.data(net), value=1)
        assert (refused.error, refused.output) == ("Unrecognised", b"")
        for chain in (net, plain):
            v.do(chain)
    for contract in ("staking", "compute"):
        assert tried(net, "mallory", address_in(net, contract), b"", value=1).error == "Unrecognised"
    assert picture(net) == picture(plain)


# Impostors.


def test_nobody_spends_anothers_approval() -> None:
    """INV-EVM-4: coins are taken from the caller alone, however much others have approved."""
    net = forked(arena())
    for v in (VERBS["bond"], VERBS["post"], VERBS["challenge"]):
        assert tried(net, "nobody", address_in(net, v.contract), v.data(net)).error == "InsufficientFunds"
        # The caller counts, not who signed: a contract that the owner was lured into calling has nothing either.
        puppet = create(net, "mallory", bytecode("SwarmToken"))
        lured = tried(net, v.who, puppet, calldata(ACT, address_in(net, v.contract)[12:], v.data(net)))
        assert lured.error == "InsufficientFunds"
    assert held(net) == owed(net)


def slasher_calls(owner: bytes, thief: bytes) -> tuple[bytes, ...]:
    fault = ids.fault_id(thief)
    return staking.lock(owner, 1), staking.unlock(owner, 1), staking.slash(owner, 1, fault, thief, 5_000)


def test_a_contract_that_pretends_to_be_a_slasher_is_none() -> None:
    """INV-EVM-4: the address that calls is what was registered: not the code it runs, not who signed, not a look-alike of compute."""
    net = forked(arena())
    d, provider = net.deployment(), by(net, "provider").account
    puppet = create(net, "mallory", bytecode("SwarmToken"))
    for data in slasher_calls(provider, puppet):
        assert tried(net, "mallory", d.staking, data).error == "NotSlasher"
        # the registered judge and the authority sign, a stranger's contract calls
        for signer in ("judge", "authority", "mallory"):
            assert tried(net, signer, puppet, calldata(ACT, d.staking[12:], data)).error == "NotSlasher"
    # compute's own code at another address, over the same staking and token
    referee = tried(net, "mallory", d.compute, compute.referee_contract()).output[-20:]
    s = SETTINGS
    arguments = compute.constructor(d.token, d.staking, d.treasury, s.window_secs, s.move_secs, s.challenge_bond, s.reward_bps, s.late_bps, bytes(12) + referee)
    twin = create(net, "mallory", bytecode("Compute") + arguments)
    send(net, "requester", (d.token, calldata("approve(address,uint256)", twin[12:], 2**256 - 1)), (twin, VERBS["post"].data(net)))
    send(net, "provider", (twin, compute.register(compute.Spec(1, 1, 1, 0, 0, bytes(32)))))
    posted = ids.job_id(twin, by(net, "requester").account, NEXT)
    assert tried(net, "provider", twin, compute.accept(posted)).error == "NotSlasher"
    assert tried(net, "requester", twin, compute.cancel(posted)).error == ""


def test_a_slasher_retired_before_its_day_never_had_one() -> None:
    """INV-EVM-4: whoever disagrees with a proposal and has it retired is safe from it for good."""
    net = forked(arena())
    d, mallory, provider = net.deployment(), by(net, "mallory").account, by(net, "provider").account
    net.staking.propose_slasher(mallory)
    assert {tried(net, "mallory", d.staking, data).error for data in slasher_calls(provider, mallory)} == {"NotSlasher"}
    net.staking.retire_slasher(mallory)
    wait(net, 2 * SETTINGS.unbond_secs)
    with pytest.raises(e.SlasherNotProposed):
        net.staking.activate_slasher(mallory)
    with pytest.raises(e.SlasherExists):
        net.staking.propose_slasher(mallory)
    errors = [tried(net, "mallory", d.staking, data).error for data in slasher_calls(provider, mallory)]
    assert errors == ["NotSlasher", "LockTooLarge", "LockTooLarge"]


def test_a_second_deployment_knows_nothing_of_the_first() -> None:
    """INV-EVM-5: ids, stakes and offers of one deployment mean nothing to another at another address."""
    net = forked(arena())
    transport, authority = transport_of(net), account_named("authority")
    second = deploy(transport, authority, net.deployment().treasury, SETTINGS, token=net.deployment().token)
    other = EvmNetwork(transport, second)
    strange = {
        "UnknownJob": [f(job_id(net, n)) for n in (OPEN, ENDED, FAULTED, FRESH, WON)
                       for f in (compute.cancel, compute.accept, compute.settle, compute.refund, compute.challenge, compute.time_out)],
        "UnknownDispute": [compute.reclaim(dispute_id(net, n)) for n in (WON, LOST)],
    }  # fmt: skip
    for error, calls in strange.items():
        assert {tried(other, "mallory", second.compute, data).error for data in calls} == {error}
    assert tried(other, "mallory", second.staking, staking.sweep(FAULT)).error == "UnknownFault"
    assert tried(other, "owner", second.staking, staking.withdraw()).error == "UnknownStake"
    assert other.staking.stake(by(net, "provider").account) is None
    assert other.compute.provider(by(net, "provider").account) is None
    assert held(other) == (0, 0)
    assert held(net) == owed(net)


def test_a_deployment_whose_compute_locks_elsewhere_is_not_taken_for_sound() -> None:
    """INV-EVM-5: compute can be registered with one staking and lock in another, where its stakes are nobody's: verifying says so."""
    net = new_network()
    transport, d, s = transport_of(net), net.deployment(), SETTINGS
    authority = account_named("authority")
    verify(transport, d, authority)
    referee = tried(net, "mallory", d.compute, compute.referee_contract()).output
    at = get_create_address(authority.address, Nonce(transport.nonce(address_of(authority)[12:]) + 1))
    pair = bytes(12) + to_canonical_address(at)
    honest = create(net, "authority", bytecode("Staking") + staking.constructor(d.token, d.authority, d.treasury, s.unbond_secs, (pair, d.court, d.identity)))
    arguments = compute.constructor(d.token, d.staking, d.treasury, s.window_secs, s.move_secs, s.challenge_bond, s.reward_bps, s.late_bps, referee)
    assert create(net, "authority", bytecode("Compute") + arguments) == pair
    with pytest.raises(e.InputError, match="staking"):
        verify(transport, d.model_copy(update={"staking": honest, "compute": pair}), authority)


def test_two_generations_of_compute_can_share_one_staking() -> None:
    """INV-EVM-5: compute is replaced by proposing its successor as a slasher; a requester that goes on counting nonces from one must not
    leave the successor's verdicts without a fault id to slash under."""
    net = forked(arena())
    d, s = net.deployment(), SETTINGS
    referee = tried(net, "mallory", d.compute, compute.referee_contract()).output
    arguments = compute.constructor(d.token, d.staking, d.treasury, s.window_secs, s.move_secs, s.challenge_bond, s.reward_bps, s.late_bps, referee)
    heir = create(net, "authority", bytecode("Compute") + arguments)
    net.staking.propose_slasher(heir)
    wait(net, 2 * SETTINGS.unbond_secs)
    net.staking.activate_slasher(heir)
    assert net.staking.fault(ids.fault_id(job_id(net, FAULTED))) is not None  # under the first compute the provider was late
    terms = compute.Terms(**dict(tiny_job().terms(price=COIN, stake=COIN, deadline_at=net.now() + 20)))
    approval = (d.token, calldata("approve(address,uint256)", heir[12:], 2**256 - 1))
    send(net, "requester", approval, (heir, compute.post(FAULTED, terms)))
    job = ids.job_id(heir, by(net, "requester").account, FAULTED)
    send(net, "provider", (heir, compute.register(compute.Spec(1, 1, 1, 0, 0, bytes(32)))), (heir, compute.accept(job)))
    wait(net, 21)
    assert tried(net, "requester", heir, compute.time_out(job)).error == ""


# Replays.


@pytest.fixture(scope="module")
def anvil() -> Iterator[str]:
    with subprocess.Popen([str(ANVIL), "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield "http://" + next(line for line in process.stdout if line.startswith("Listening on ")).split()[-1]
        finally:
            process.terminate()


class Overheard(AnvilTransport):
    """Keeps what is sent, as everyone on the way can."""

    heard = ""

    def rpc(self, method: str, *params: Any) -> Any:
        if method == "eth_sendRawTransaction":
            self.heard = str(params[0])
        return super().rpc(method, *params)


def test_a_signed_transaction_counts_once_and_on_one_chain(anvil: str) -> None:
    """INV-EVM-6: what the client signs names its chain and its turn: no other chain takes it, and this one takes it once.

    On anvil, since py-evm does not look at the chain's id."""
    transport = Overheard(anvil)
    alice = account_named("alice")
    sender = address_of(alice)[12:]

    def start_again(chain_id: int) -> None:
        transport.rpc("anvil_reset")
        transport.rpc("anvil_setChainId", chain_id)
        transport.fund(sender)
        assert (HttpTransport(anvil).chain_id, transport.nonce(sender)) == (chain_id, 0)

    transport.fund(sender)
    transport.send(alice, [Call("any", b"\x11" * 20, b"\1")])
    with pytest.raises(e.Unrecognised, match=r"(?i)nonce too low|already"):
        transport.rpc("eth_sendRawTransaction", transport.heard)
    start_again(77)
    with pytest.raises(e.Unrecognised, match=r"(?i)chain"):
        transport.rpc("eth_sendRawTransaction", transport.heard)
    assert transport.nonce(sender) == 0
    # Nothing else stood in its way:
    start_again(transport.chain_id)
    transport.rpc("eth_sendRawTransaction", transport.heard)
    assert transport.nonce(sender) == 1


@pytest.mark.parametrize("verb", VERBS)
def test_a_payment_is_not_made_twice(verb: str) -> None:
    """INV-EVM-6: repeating a verb, even in the same block, pays nothing more. `bond` alone may be repeated: it takes."""
    net, v = forked(arena()), VERBS[verb]
    to = address_in(net, v.contract)
    again = {"bond": "", "withdraw": "NothingToWithdraw", "sweep": "AlreadySwept", "post": "JobExists", "cancel": "JobNotOpen",
             "settle": "JobNotCommitted", "refund": "JobNotFaulted", "challenge": "JobNotCommitted", "reclaim": "AlreadyReclaimed"}  # fmt: skip
    v.do(net)
    assert tried(net, v.who, to, v.data(net)).error == again[verb]


# Races: whoever reads a waiting transaction and pays for a place before it.


def test_openings_cannot_be_spoilt_by_who_is_faster() -> None:
    """INV-EVM-7: another party that provides first, the same place or the same bytes, changes nothing of what one provides oneself."""
    net = forked(leaf())
    job, good = job_id(net, NEXT), good_openings(net)
    challenger, mallory = by(net, "challenger"), by(net, "mallory")
    mallory.compute.provide(job, 0, b"rubbish")
    challenger.compute.provide(job, 0, good[:50])
    mallory.compute.provide(job, 7, good[50:])
    with pytest.raises(e.BadOpening):
        mallory.compute.referee(job, b"")
    by(net, "provider").compute.provide(job, 0, bytes(8_192))
    challenger.compute.provide(job, 50, good[50:100])
    assert challenger.compute.referee(job, good[100:]).provider_lost


def test_who_copies_a_winning_call_wins_it_for_its_author() -> None:
    """INV-EVM-7: the reward is the challenger's whoever calls the referee; a job's id holds its poster and a commitment its provider."""
    net = forked(leaf())
    job = job_id(net, NEXT)
    by(net, "mallory").compute.referee(job, good_openings(net))
    fault = net.staking.fault(ids.fault_id(dispute_id(net, NEXT)))
    assert fault is not None
    assert (fault.beneficiary, fault.reward) == (by(net, "challenger").account, 4 * COIN)
    with pytest.raises(e.JobNotDisputed):
        by(net, "challenger").compute.referee(job, b"")
    # mallory saw a post and posts the same under the same nonce first: another job
    before = forked(arena())
    by(before, "mallory").compute.post(NEXT, tiny_job().terms(price=COIN, stake=COIN))
    VERBS["post"].do(before)
    # ... and a commitment
    root = tiny_job().witness(job_id(before, NEXT)).trace.root
    by(before, "provider").compute.accept(job_id(before, NEXT))
    with pytest.raises(e.NotProvider):
        by(before, "mallory").compute.commit(job_id(before, NEXT), root, root, b"")


def test_a_liar_that_challenges_itself_first_only_pays_for_time() -> None:
    """INV-EVM-7: a friend's sham dispute delays the honest one by one bond each time, and never ends the window."""
    net = forked(arena())
    wrong = commit_lie(net, NEXT)
    by(net, "mallory").compute.challenge(job_id(net, NEXT))
    with pytest.raises(e.JobNotCommitted):
        by(net, "challenger").compute.challenge(job_id(net, NEXT))
    for _ in range(2):
        by(net, "provider").compute.reveal(job_id(net, NEXT), wrong.reveal(open_dispute(net, NEXT)))
    wait(net, SETTINGS.move_secs + 1)
    by(net, "provider").compute.time_out(job_id(net, NEXT))
    state = net.compute.job(job_id(net, NEXT))
    assert state is not None
    assert (state.state, state.window_ends_at) == (JobState.COMMITTED, net.now() + SETTINGS.window_secs)
    by(net, "challenger").compute.challenge(job_id(net, NEXT))
    paid = by(net, "mallory").compute.reclaim(dispute_id(net, NEXT))
    assert (paid.to_challenger, paid.to_treasury) == (0, SETTINGS.challenge_bond // 2)


# The clock's edges: whoever can choose the second of a block, or stuff blocks until one has passed.


def outcomes(net: EvmNetwork, who: str, to: bytes, data: bytes, around: int) -> list[str]:
    """What a call comes to one second before, at, and one second after a moment."""
    return [tried(net, who, to, data, at=around + off).error for off in (-1, 0, 1)]


def test_at_no_second_do_both_sides_of_a_window_hold() -> None:
    """INV-EVM-9: a commitment can be challenged until the second before its window ends and settled from that second on."""
    net = forked(arena())
    job = net.compute.job(job_id(net, FRESH))
    assert job is not None
    to, ends = net.deployment().compute, job.window_ends_at
    assert outcomes(net, "challenger", to, compute.challenge(job.job_id), ends) == ["", "WindowClosed", "WindowClosed"]
    assert outcomes(net, "mallory", to, compute.settle(job.job_id), ends) == ["WindowOpen", "", ""]


def test_at_no_second_is_a_move_both_in_time_and_overdue() -> None:
    """INV-EVM-9: a move counts up to its due second, silence from the next one on: no block is both, none is neither."""
    net = forked(arena())
    VERBS["challenge"].do(net)
    to, job = net.deployment().compute, job_id(net, FRESH)
    witness = tiny_job().witness(job)

    def due() -> int:
        return open_dispute(net, FRESH).move_due_at

    def held_apart(who: str, data: bytes) -> None:
        assert outcomes(net, who, to, data, due()) == ["", "", "MoveTooLate"]
        assert outcomes(net, "mallory", to, compute.time_out(job), due()) == ["NotDue", "NotDue", ""]

    for _ in range(2):
        move = witness.reveal(open_dispute(net, FRESH))
        held_apart("provider", compute.reveal(job, move))
        # the last second moves, and the other side gets its whole time
        net.set_time(due())
        by(net, "provider").compute.reveal(job, move)
        assert due() == net.now() + SETTINGS.move_secs
    held_apart("challenger", compute.bisect(job, 5, witness.outputs[0].tile(0)))
    at = leaf()
    d = open_dispute(at, NEXT)
    for data in (compute.referee(d.job_id, good_openings(at)), compute.provide(d.job_id, 0, b"x")):
        assert outcomes(at, "mallory", to, data, d.move_due_at) == ["", "", "MoveTooLate"]
    assert outcomes(at, "mallory", to, compute.time_out(d.job_id), d.move_due_at) == ["NotDue", "NotDue", ""]


def test_at_no_second_does_a_deadline_hold_both_ways() -> None:
    """INV-EVM-9: until its deadline a job can be committed to, from the next second on its provider is late; nobody accepts at the deadline."""
    net = forked(arena())
    ends = net.now() + 50
    by(net, "requester").compute.post(NEXT, tiny_job().terms(price=COIN, stake=COIN, deadline_at=ends))
    to, job = net.deployment().compute, job_id(net, NEXT)
    assert outcomes(net, "provider", to, compute.accept(job), ends) == ["", "DeadlinePassed", "DeadlinePassed"]
    by(net, "provider").compute.accept(job)
    root = tiny_job().witness(job).trace.root
    assert outcomes(net, "provider", to, compute.commit(job, root, root, b""), ends) == ["", "", "DeadlinePassed"]
    assert outcomes(net, "mallory", to, compute.time_out(job), ends) == ["NotDue", "NotDue", ""]


def test_a_delay_ends_at_its_second() -> None:
    """INV-EVM-9: an unbonding is paid, and a slasher can be activated, from the announced second on."""
    net = forked(arena())
    to, owner, mallory = net.deployment().staking, by(net, "owner"), by(net, "mallory").account
    wait(net, SETTINGS.unbond_secs + 1)
    owner.staking.withdraw()
    wait(net, 10)
    net.staking.propose_slasher(mallory)
    active_at = net.staking.config().slashers[-1].active_at
    unlock_at = owner.staking.unbond(COIN).unlock_at
    assert outcomes(net, "owner", to, staking.withdraw(), unlock_at) == ["NothingToWithdraw", "", ""]
    assert outcomes(net, "owner", to, staking.activate_slasher(mallory), active_at) == ["TimelockOpen", "", ""]
    assert net.staking.config().slashers[-1].status is SlasherStatus.PROPOSED


def test_whoever_leaves_at_a_proposal_is_out_before_the_slasher_may_act() -> None:
    """INV-EVM-9: a new slasher's timelock gives whoever disagrees the time to see the proposal and to leave."""
    net = forked(arena())
    owner = by(net, "owner")
    owner.staking.withdraw()
    active_at = net.staking.propose_slasher(by(net, "mallory").account).active_at
    unlock_at = owner.staking.unbond(50 * COIN).unlock_at  # in the very next block
    assert unlock_at <= active_at
