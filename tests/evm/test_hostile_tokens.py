"""Hostile tokens under court and rewards: the deployment's own, should it turn out to be one, and a campaign's, which its sponsor brings."""

from __future__ import annotations

from functools import cache

import pytest
from assay import errors as e
from assay import ids
from assay.artifacts import bytecode
from assay.evm.generated import court as k
from assay.evm.generated import rewards as r
from assay.evm.generated import staking
from assay.evm.network import EvmNetwork
from eth_abi.abi import decode

from tests.cast import COIN
from tests.classroom import SEED
from tests.evm.arena import by, calldata, create, forked, selector, send, tried
from tests.evm.chambers import (
    CALLED,
    CLAIMED,
    COIN_MOVES,
    DUE,
    MOVES,
    NEXT,
    TOKEN_MOVES,
    address_of_program,
    allow_all,
    campaign_terms,
    case_id,
    chambers,
    comes_to,
    faced,
    grant_terms,
    granted_id,
    make,
    own_grant,
    purses,
    school,
    slots,
)

MOST = 2**64 - 1


def doors(net: EvmNetwork) -> list[tuple[str, bytes]]:
    """Every verb of court and rewards, as a token would call it in the middle of a transfer, and what makes it an owner."""
    token = net.deployment().token
    more = [
        ("court", k.close(case_id(net, CALLED))), ("court", k.tally(case_id(net, CALLED))), ("court", k.seat(case_id(net, CALLED), token, 0)),
        ("court", k.commit_vote(case_id(net, CALLED), SEED)), ("court", k.reveal_vote(case_id(net, CALLED), True, SEED)),
        ("rewards", r.open(NEXT, campaign_terms(net))),
        ("rewards", r.join(school(net).campaign_id)), ("rewards", r.close(school(net).campaign_id)), ("rewards", r.set_price(school(net).campaign_id, 1)),
        ("rewards", r.provide(0, b"x")), ("rewards", r.suspend(school(net).epoch_id(CLAIMED), case_id(net, CALLED))),
        ("rewards", r.expire(school(net).epoch_id(DUE))), ("rewards", r.rotate(own_grant(net), token)), ("rewards", r.renounce(own_grant(net))),
        ("staking", staking.bond(COIN)), ("staking", staking.slash(token, 1, SEED, token, 0)),
    ]  # fmt: skip
    return [*((m.contract, m.data(net)) for m in MOVES.values()), *more]


ACT = "act(address,bytes)"
ARM = "arm((address,bytes)[],bool)"


@cache
def swarm(kind: str, armed: tuple[bool, ...] = ()) -> EvmNetwork:
    """The chambers with a token, the deployment's or the campaigns', that has coins and spends them as it likes; armed to do so early or late."""
    token = getattr(chambers().deployment(), kind)
    if armed:
        net = forked(swarm(kind))
        every = [(address_of_program(net, name)[12:], data) for name, data in doors(net)]
        send(net, "mallory", (token, calldata(ARM, every, armed[0])))
        return net
    net = faced(chambers(), token, "SwarmToken")
    d = net.deployment()
    net.faucet(token, 100 * COIN)
    for spender in (d.court, d.rewards, d.staking):
        send(net, "mallory", (token, calldata(ACT, d.token[12:], calldata("approve(address,uint256)", spender[12:], 2**256 - 1))))
    return net


@pytest.mark.parametrize("early", [False, True], ids=["after", "before"])
@pytest.mark.parametrize(("verb", "kind"), [*((v, "token") for v in COIN_MOVES), *((v, "grant_token") for v in TOKEN_MOVES)])
def test_a_token_that_calls_back_gains_nothing(verb: str, kind: str, early: bool) -> None:
    """INV-EVM-17: in the middle of a transfer no call of the same program passes; one of another comes to what it would come to after."""
    net, twin, m = forked(swarm(kind, (early,))), forked(swarm(kind)), MOVES[verb]
    token, every, at = getattr(net.deployment(), kind), doors(twin), net.now() + 10
    net.set_time(at)
    make(net, verb)
    (heard,) = decode(["bytes[]"], tried(net, "mallory", token, calldata("answers()")).output)
    assert len(heard) in (len(every), 2 * len(every))
    passed = []
    for (name, data), answer in zip(every * 2, heard, strict=False):
        if name == m.contract:
            assert answer == b"\0" + selector(e.TransferFailed)
        elif answer[0]:
            passed.append((token, calldata(ACT, address_of_program(net, name)[12:], data)))
    assert passed, "nothing passed, so nothing was shown"
    twin.set_time(at)
    send(twin, m.who, (address_of_program(twin, m.contract), m.data(twin)), *passed)
    assert slots(net) == slots(twin)
    for of in (net.deployment().token, net.deployment().grant_token):
        assert purses(net, of, token) == purses(twin, of, token)


@pytest.mark.parametrize("kind", ["token", "grant_token"])
def test_a_token_that_insists_on_calling_back_fails_the_verb(kind: str) -> None:
    """INV-EVM-17: the second entry is a failed transfer, and so is the first; afterwards everything is still there to be done."""
    moves = COIN_MOVES if kind == "token" else TOKEN_MOVES
    token = getattr(chambers().deployment(), kind)
    net = faced(chambers(), token, "ReentrantToken")
    before = slots(net)
    for verb in moves:
        m = MOVES[verb]
        to = address_of_program(net, m.contract)
        send(net, "mallory", (token, calldata("arm(address,bytes,bool)", to[12:], m.data(net), True)))
        assert comes_to(net, verb) == "TransferFailed"
    send(net, "mallory", (token, calldata("arm(address,bytes,bool)", bytes(20), b"", False)))
    assert {comes_to(net, verb) for verb in moves} == {""}
    assert slots(net) == before


FACES = {"FeeToken": "charge(bool)", "FalseToken": "refuse(bool)", "LyingToken": "pretend(bool)", "BlockingToken": "blockOwner(address,bool)"}


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("kind", ["token", "grant_token"])
def test_a_transfer_that_moves_less_fails_the_verb(kind: str, face: str) -> None:
    """INV-EVM-18: a fee, an answer of false, a lie or a revert fails the verb whole. A campaign's own token fails what moves it, and nothing
    else: cash, bonds and everything that is not made of it go on."""
    moves = COIN_MOVES if kind == "token" else TOKEN_MOVES
    token = getattr(chambers().deployment(), kind)
    net = faced(chambers(), token, face)

    def be_hostile(on: bool, verb: str) -> None:
        m = MOVES[verb]
        payee = address_of_program(net, m.contract) if m.payee is None else by(net, m.payee).account
        send(net, "mallory", (token, calldata(FACES[face], *([payee[12:], on] if face == "BlockingToken" else [on]))))

    before = slots(net)
    for verb in moves:
        be_hostile(True, verb)
        assert comes_to(net, verb) == "TransferFailed", verb
        if face == "BlockingToken":
            be_hostile(False, verb)
    if kind == "grant_token":
        assert {comes_to(net, verb) for verb in MOVES if verb not in TOKEN_MOVES} == {""}
    be_hostile(False, verb)
    assert {comes_to(net, verb) for verb in moves} == {""}
    assert slots(net) == before


def test_a_token_that_answers_nothing_is_granted_as_any_other() -> None:
    """INV-EVM-18: a grant in a token as USDT is goes in and out."""
    net = forked(chambers())
    silent = create(net, "mallory", bytecode("SilentToken"))
    net.faucet(by(net, "sponsor").account, 10 * COIN, silent)
    allow_all(net, "sponsor", silent)
    send(net, "sponsor", (net.deployment().rewards, r.create_grant(NEXT, grant_terms(net, token=silent, amount=10 * COIN, start_at=0))))
    send(net, "expert1", (net.deployment().rewards, r.withdraw(granted_id(net, NEXT))))
    assert net.balance(by(net, "expert1").account, silent) == 10 * COIN


def test_a_token_that_lies_about_balances_and_decimals_fills_nobodys_purse_but_its_own() -> None:
    """INV-EVM-19: a campaign in a token of thin air holds thin air; coins and other tokens are paid by their own books, to the unit."""
    net = forked(chambers())
    d = net.deployment()
    mirage = create(net, "mallory", bytecode("MirageToken"))
    allow_all(net, "mallory", mirage)
    coins, work = net.balance(d.rewards), net.balance(d.rewards, d.grant_token)
    send(net, "mallory", (d.rewards, r.open(NEXT, campaign_terms(net, grant_token=mirage))))
    made = ids.campaign_id(d.rewards, by(net, "mallory").account, NEXT)
    send(net, "mallory", (mirage, calldata("boast(bool,uint8)", True, 12)))
    send(net, "mallory", (d.rewards, r.fund(made, 0, MOST)), (d.rewards, r.create_grant(NEXT, grant_terms(net, token=d.grant_token))))
    # It no longer passes for a token of six decimals.
    terms = grant_terms(net, token=mirage)
    assert tried(net, "mallory", d.rewards, r.create_grant(98, terms)).error == "WrongToken"
    send(net, "mallory", (mirage, calldata("boast(bool,uint8)", True, 0)))
    # A grant of all that can be said, which cannot be had of anybody else.
    send(net, "mallory", (d.rewards, r.create_grant(98, grant_terms(net, token=mirage, amount=MOST, start_at=0, beneficiary=by(net, "mallory").account))))
    send(net, "mallory", (d.rewards, r.withdraw(ids.grant_id(d.rewards, by(net, "mallory").account, by(net, "mallory").account, 98))))
    send(net, "mallory", (d.rewards, r.close(made)), (d.rewards, r.refund(made)))
    assert (net.balance(d.rewards), net.balance(d.rewards, d.grant_token)) == (coins, work + COIN)
    assert {comes_to(net, verb) for verb in MOVES} == {""}


def test_coins_and_tokens_that_are_given_away_change_nobodys_claims() -> None:
    """INV-EVM-19: court and rewards keep books; what lies with them unasked is nobody's."""
    plain, gifted = forked(chambers()), forked(chambers())
    d = gifted.deployment()
    for to in (d.court, d.rewards):
        for token in (d.token, d.grant_token):
            gifted.faucet(to, 77 * COIN, token)
    # Faucets wait for a block of their own.
    for net in (plain, gifted):
        net.set_time(net.now() + 1)
        send(net, "mallory", (d.token, calldata("approve(address,uint256)", bytes(19) + b"\1", 0)))
        for verb in MOVES:
            make(net, verb)
    assert slots(plain) == slots(gifted)
    for token in (d.token, d.grant_token):
        rich, poor = purses(gifted, token), purses(plain, token)
        assert rich == poor | {"court": poor["court"] + 77 * COIN, "rewards": poor["rewards"] + 77 * COIN}
