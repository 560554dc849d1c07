"""Every error that the EVM contracts' interfaces name beside a function is raised by that function, and nothing else is written there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from assay import errors as e
from assay import ids
from assay.artifacts import bytecode
from assay.commit.merkle import leaf_hash
from assay.evm.generated import compute as c
from assay.evm.generated import staking as s
from assay.evm.network import EvmNetwork
from assay.evm.transport import refusal
from assay.models.compute import Spec
from assay.models.deployment import Settings

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
    SETTINGS,
    START,
    VERBS,
    address_in,
    approve,
    arena,
    by,
    calldata,
    commit_lie,
    commit_tiny,
    create,
    dispute_id,
    forked,
    good_openings,
    job_id,
    leaf,
    new_network,
    open_dispute,
    send,
    tiny_job,
    transport_of,
    tried,
    turned,
    wait,
)

NOTHING = bytes(32)
MOST = 2**64 - 1
TEN_YEARS = 315_360_000


# Scenes beside the arena and its leaf


@cache
def refusing() -> EvmNetwork:
    """The arena with a token that answers false."""
    net = turned(arena(), "FalseToken")
    send(net, "mallory", (net.deployment().token, calldata("refuse(bool)", True)))
    return net


@cache
def retired() -> EvmNetwork:
    """The arena after the judge, which holds a lock of one coin, and compute were retired."""
    net = forked(arena())
    by(net, "judge").staking.lock(owner(net), COIN)
    for slasher in (by(net, "judge").account, net.deployment().compute):
        net.staking.retire_slasher(slasher)
    return net


@cache
def crowded() -> EvmNetwork:
    """The arena with four slashers, of which the last is proposed, and an owner with four unbondings and none of them mature."""
    net = forked(arena())
    by(net, "owner").staking.withdraw()
    net.staking.propose_slasher(by(net, "mallory").account)
    for _ in range(4):
        by(net, "owner").staking.unbond(COIN)
    return net


@cache
def ruined() -> EvmNetwork:
    """The arena after all of the owner's stake was slashed and swept."""
    net = forked(arena())
    by(net, "judge").staking.slash(owner(net), MOST, ids.fault_id(b"all"), by(net, "judge").account, 0)
    net.staking.sweep(FAULT)
    return net


@cache
def challenged() -> EvmNetwork:
    """The arena with job FRESH challenged: the provider is to reveal its operator."""
    net = forked(arena())
    VERBS["challenge"].do(net)
    return net


@cache
def answered() -> EvmNetwork:
    """The challenger is to choose among the values of a tile."""
    net = forked(challenged())
    witness = tiny_job().witness(job_id(net, FRESH))
    for _ in range(2):
        by(net, "provider").compute.reveal(job_id(net, FRESH), witness.reveal(open_dispute(net, FRESH)))
    return net


@cache
def over() -> EvmNetwork:
    """Everything of the arena's done."""
    net = forked(arena())
    for v in VERBS.values():
        v.do(net)
    return net


AGE = 1_000
LAST = MOST - AGE


@cache
def doomsday() -> EvmNetwork:
    """Near the end of all time that a u64 can say: what starts after LAST would end beyond it. Jobs: 1 accepted, 2 committed, 3 to 6
    disputed, their provider, challenger, anyone (at the honest leaf) and challenger to move."""
    net = new_network(settings=Settings(unbond_secs=AGE, window_secs=AGE, move_secs=AGE), now=LAST - 1_000)
    for name in ("requester", "provider", "challenger"):
        net.faucet(by(net, name).account, 1_000 * COIN)
        approve(net, name)
    requester, provider, challenger = (by(net, name) for name in ("requester", "provider", "challenger"))
    provider.staking.bond(100 * COIN)
    provider.compute.register(Spec(device=1, memory_mib=1, units=1))
    for nonce in range(1, 7):
        requester.compute.post(nonce, tiny_job().terms(price=COIN, stake=COIN, deadline_at=MOST))
        provider.compute.accept(job_id(net, nonce))
    for nonce in range(2, 7):
        commit_tiny(net, nonce)
    for nonce in range(3, 7):
        challenger.compute.challenge(job_id(net, nonce))
    for nonce in range(4, 7):
        witness = tiny_job().witness(job_id(net, nonce))
        for _ in range(2):
            provider.compute.reveal(job_id(net, nonce), witness.reveal(open_dispute(net, nonce)))
    challenger.compute.bisect(job_id(net, 5), 0, tiny_job().outputs()[0].tile(0))
    assert net.now() < LAST
    return net


@cache
def whales() -> EvmNetwork:
    """Somebody has more coins than an amount can say, and all that a stake can hold bonded."""
    net = new_network()
    whale = by(net, "owner")
    net.faucet(whale.account, 2**66)
    approve(net, "owner")
    whale.staking.bond(MOST)
    return net


def owner(net: EvmNetwork) -> bytes:
    return by(net, "owner").account


# The cases


@dataclass(frozen=True)
class Case:
    """A call by somebody, at a time if that matters."""

    scene: Callable[[], EvmNetwork]
    who: str
    data: Callable[[EvmNetwork], bytes]
    at: Callable[[EvmNetwork], int] | None = None


def post(**changes: object) -> Callable[[EvmNetwork], bytes]:
    return lambda n: c.post(NEXT, c.Terms(**dict(tiny_job().terms(**{"price": COIN, "stake": COIN, **changes}))))


def spec(device: int = 1, memory: int = 1, units: int = 1) -> Callable[[EvmNetwork], bytes]:
    return lambda n: c.register(c.Spec(device, memory, units, 0, 0, NOTHING))


def on(function: Callable[..., bytes], nonce: int, *more: object) -> Callable[[EvmNetwork], bytes]:
    """A call about a job of the requester's."""
    return lambda n: function(job_id(n, nonce), *more)


def due(nonce: int) -> Callable[[EvmNetwork], int]:
    """One second too late for a dispute's move."""
    return lambda n: open_dispute(n, nonce).move_due_at + 1


def posted(**changes: object) -> Callable[[], EvmNetwork]:
    """The arena with one more job, NEXT."""

    def scene() -> EvmNetwork:
        net = forked(arena())
        by(net, "requester").compute.post(NEXT, tiny_job().terms(**{"price": COIN, "stake": COIN, **changes}))
        return net

    return scene


def ends(nonce: int) -> Callable[[EvmNetwork], int]:
    def at(net: EvmNetwork) -> int:
        job = net.compute.job(job_id(net, nonce))
        assert job is not None
        return job.window_ends_at

    return at


def late(net: EvmNetwork) -> int:
    return LAST + 1


def tile(net: EvmNetwork) -> bytes:
    return tiny_job().outputs()[0].tile(0)


def root(net: EvmNetwork, nonce: int) -> bytes:
    return tiny_job().witness(job_id(net, nonce)).trace.root


def reveal_operator(nonce: int, raw: bytes | None = None) -> Callable[[EvmNetwork], bytes]:
    return lambda n: c.reveal(job_id(n, nonce), (raw or tiny_job().program.operators[0].encode()) + tiny_job().outputs()[0].root)


def malformed() -> EvmNetwork:
    """A dispute over a job whose only operator is 102 bytes of nothing."""
    net = posted(program_root=leaf_hash(bytes(102)))()
    by(net, "provider").compute.accept(job_id(net, NEXT))
    by(net, "provider").compute.commit(job_id(net, NEXT), NOTHING, NOTHING, b"")
    by(net, "challenger").compute.challenge(job_id(net, NEXT))
    return net


def lie() -> EvmNetwork:
    net = forked(arena())
    commit_lie(net, NEXT)
    return net


def of_no_job(call: Callable[[bytes], bytes]) -> Callable[[EvmNetwork], bytes]:
    return lambda n: call(NOTHING)


JOB_VERBS: dict[str, Callable[[bytes], bytes]] = {
    "cancel": c.cancel, "accept": c.accept, "commit": lambda j: c.commit(j, j, j, b""), "settle": c.settle, "challenge": c.challenge,
    "reveal": lambda j: c.reveal(j, b""), "bisect": lambda j: c.bisect(j, 0, b""), "provide": lambda j: c.provide(j, 0, b""),
    "referee": lambda j: c.referee(j, b""), "timeOut": c.time_out, "refund": c.refund,
}  # fmt: skip
PAYING = {
    ("bond", "staking"), ("withdraw", "staking"), ("sweep", "staking"), ("post", "compute"), ("cancel", "compute"), ("settle", "compute"),
    ("refund", "compute"), ("challenge", "compute"), ("reclaim", "compute"),
}  # fmt: skip


def free(n: EvmNetwork) -> bytes:
    return ids.fault_id(b"free".ljust(32))


STAKING: dict[str, Case] = {
    "bond ZeroAmount": Case(arena, "owner", lambda n: s.bond(0)),
    "bond InsufficientFunds": Case(arena, "nobody", lambda n: s.bond(1)),
    "bond Overflow": Case(whales, "owner", lambda n: s.bond(1)),
    "unbond UnknownStake": Case(arena, "victim", lambda n: s.unbond(1)),
    "unbond ZeroAmount": Case(arena, "owner", lambda n: s.unbond(0)),
    "unbond InsufficientStake": Case(arena, "owner", lambda n: s.unbond(51 * COIN)),
    "unbond TooManyUnbondings": Case(crowded, "owner", lambda n: s.unbond(1)),
    "unbond Overflow": Case(doomsday, "provider", lambda n: s.unbond(1), late),
    "withdraw UnknownStake": Case(arena, "victim", lambda n: s.withdraw()),
    "withdraw NothingToWithdraw": Case(crowded, "owner", lambda n: s.withdraw()),
    "lock NotSlasher": Case(arena, "authority", lambda n: s.lock(owner(n), 1)),
    "lock NotSlasher when retired": Case(retired, "judge", lambda n: s.lock(owner(n), 1)),
    "lock NotSlasher when proposed": Case(crowded, "mallory", lambda n: s.lock(owner(n), 1)),
    "lock UnknownStake": Case(arena, "judge", lambda n: s.lock(by(n, "victim").account, 1)),
    "lock ZeroAmount": Case(arena, "judge", lambda n: s.lock(owner(n), 0)),
    "lock InsufficientStake": Case(arena, "judge", lambda n: s.lock(owner(n), 51 * COIN)),
    "unlock NotSlasher": Case(arena, "mallory", lambda n: s.unlock(owner(n), 1)),
    "unlock UnknownStake": Case(arena, "judge", lambda n: s.unlock(by(n, "victim").account, 1)),
    "unlock ZeroAmount": Case(retired, "judge", lambda n: s.unlock(owner(n), 0)),
    "unlock LockTooLarge": Case(retired, "judge", lambda n: s.unlock(owner(n), COIN + 1)),
    "slash FaultAlreadySlashed": Case(arena, "judge", lambda n: s.slash(owner(n), 1, FAULT, owner(n), 0)),
    "slash NotSlasher": Case(arena, "authority", lambda n: s.slash(owner(n), 1, free(n), owner(n), 0)),
    "slash NotSlasher when proposed": Case(crowded, "mallory", lambda n: s.slash(owner(n), 1, free(n), owner(n), 0)),
    "slash ZeroAmount": Case(arena, "judge", lambda n: s.slash(owner(n), 0, free(n), owner(n), 0)),
    "slash RewardTooHigh": Case(arena, "judge", lambda n: s.slash(owner(n), 1, free(n), owner(n), 5_001)),
    "slash UnknownStake": Case(arena, "judge", lambda n: s.slash(by(n, "victim").account, 1, free(n), owner(n), 0)),
    "slash LockTooLarge": Case(retired, "judge", lambda n: s.slash(owner(n), COIN + 1, free(n), owner(n), 0)),
    "slash NothingToSlash": Case(ruined, "judge", lambda n: s.slash(owner(n), 1, free(n), owner(n), 0)),
    "sweep UnknownFault": Case(arena, "mallory", lambda n: s.sweep(free(n))),
    "sweep AlreadySwept": Case(ruined, "mallory", lambda n: s.sweep(FAULT)),
    "proposeSlasher NotAuthority": Case(arena, "judge", lambda n: s.propose_slasher(owner(n))),
    "proposeSlasher SlasherExists": Case(retired, "authority", lambda n: s.propose_slasher(by(n, "judge").account)),
    "proposeSlasher TooManySlashers": Case(crowded, "authority", lambda n: s.propose_slasher(owner(n))),
    "proposeSlasher Overflow": Case(doomsday, "authority", lambda n: s.propose_slasher(owner(n)), late),
    "activateSlasher UnknownSlasher": Case(arena, "mallory", lambda n: s.activate_slasher(owner(n))),
    "activateSlasher SlasherNotProposed": Case(arena, "mallory", lambda n: s.activate_slasher(by(n, "judge").account)),
    "activateSlasher TimelockOpen": Case(crowded, "mallory", lambda n: s.activate_slasher(by(n, "mallory").account)),
    "retireSlasher NotAuthority": Case(arena, "judge", lambda n: s.retire_slasher(by(n, "judge").account)),
    "retireSlasher UnknownSlasher": Case(arena, "authority", lambda n: s.retire_slasher(owner(n))),
    "retireSlasher SlasherIsRetired": Case(retired, "authority", lambda n: s.retire_slasher(by(n, "judge").account)),
    "reachableOf UnknownStake": Case(arena, "mallory", lambda n: s.reachable_of(by(n, "victim").account)),
}
COMPUTE: dict[str, Case] = {
    "register BadSpec without a device": Case(arena, "provider", spec(device=0)),
    "register BadSpec of an unknown device": Case(arena, "provider", spec(device=4)),
    "register BadSpec without memory": Case(arena, "provider", spec(memory=0)),
    "register BadSpec without units": Case(arena, "provider", spec(units=0)),
    "post JobExists": Case(over, "requester", post()),
    "post ZeroPrice": Case(arena, "requester", post(price=0)),
    "post ZeroStake": Case(arena, "requester", post(stake=0)),
    "post BadTerms without operators": Case(arena, "requester", post(op_count=0)),
    "post BadTerms of too many operators": Case(arena, "requester", post(op_count=65_537)),
    "post BadTerms of too many tensors": Case(arena, "requester", post(model_count=65_537)),
    "post BadTerms of too many inputs": Case(arena, "requester", post(input_count=2**32 - 1)),
    "post DeadlinePassed": Case(arena, "requester", post(deadline_at=START)),
    "post InsufficientFunds": Case(arena, "nobody", post()),
    "cancel NotRequester": Case(arena, "provider", on(c.cancel, OPEN)),
    "cancel JobNotOpen": Case(arena, "requester", on(c.cancel, FRESH)),
    "accept NotRegistered": Case(arena, "owner", on(c.accept, OPEN)),
    "accept UnknownStake": Case(lambda: registered("victim"), "victim", on(c.accept, OPEN)),
    "accept JobNotOpen": Case(arena, "provider", on(c.accept, FRESH)),
    "accept DeadlinePassed": Case(posted(), "provider", on(c.accept, NEXT), lambda n: 2_000_000_000),
    "accept NotNamed": Case(lambda: posted(provider=owner(arena()))(), "provider", on(c.accept, NEXT)),
    "accept NeedsNotMet by its device": Case(posted(device=2), "provider", on(c.accept, NEXT)),
    "accept NeedsNotMet by its memory": Case(posted(memory_mib=2), "provider", on(c.accept, NEXT)),
    "accept NeedsNotMet by its units": Case(posted(units=2), "provider", on(c.accept, NEXT)),
    "accept NeedsNotMet by its region": Case(posted(region=756), "provider", on(c.accept, NEXT)),
    "accept NotSlasher": Case(retired, "provider", on(c.accept, OPEN)),
    "accept InsufficientStake": Case(posted(stake=501 * COIN), "provider", on(c.accept, NEXT)),
    "commit NotProvider": Case(doomsday, "challenger", on(lambda j: c.commit(j, j, j, b""), 1)),
    "commit NotProvider before there is one": Case(arena, "provider", on(lambda j: c.commit(j, j, j, b""), OPEN)),
    "commit JobNotAccepted": Case(arena, "provider", on(lambda j: c.commit(j, j, j, b""), FRESH)),
    "commit DeadlinePassed": Case(doomsday, "provider", on(lambda j: c.commit(j, j, j, b""), 1), lambda n: MOST + 1),
    "commit BadOpening": Case(doomsday, "provider", on(lambda j: c.commit(j, j, NOTHING, b""), 1)),
    "commit Overflow": Case(doomsday, "provider", on(lambda j: c.commit(j, j, j, b""), 1), late),
    "settle JobNotCommitted": Case(over, "mallory", on(c.settle, ENDED)),
    "settle WindowOpen": Case(arena, "mallory", on(c.settle, FRESH)),
    "challenge JobNotCommitted": Case(arena, "challenger", on(c.challenge, ENDED + 1)),
    "challenge WindowClosed": Case(arena, "challenger", on(c.challenge, FRESH), ends(FRESH)),
    "challenge InsufficientFunds": Case(arena, "nobody", on(c.challenge, FRESH)),
    "challenge Overflow": Case(doomsday, "challenger", on(c.challenge, 2), late),
    "reveal JobNotDisputed": Case(arena, "provider", reveal_operator(FRESH)),
    "reveal NotProvider": Case(challenged, "challenger", reveal_operator(FRESH)),
    "reveal NotYourTurn": Case(answered, "provider", reveal_operator(FRESH)),
    "reveal NotYourTurn at the leaf": Case(leaf, "provider", reveal_operator(NEXT)),
    "reveal MoveTooLate": Case(challenged, "provider", reveal_operator(FRESH), due(FRESH)),
    "reveal Overflow": Case(doomsday, "provider", reveal_operator(3), late),
    "reveal BadReveal": Case(challenged, "provider", on(c.reveal, FRESH, b"")),
    "reveal BadOpening": Case(challenged, "provider", reveal_operator(FRESH, bytes(102))),
    "reveal BadOperator": Case(malformed, "provider", reveal_operator(NEXT, bytes(102))),
    "bisect JobNotDisputed": Case(lie, "challenger", on(c.bisect, NEXT, 0, b"")),
    "bisect NotChallenger": Case(answered, "provider", lambda n: c.bisect(job_id(n, FRESH), 0, tile(n))),
    "bisect NotYourTurn": Case(challenged, "challenger", lambda n: c.bisect(job_id(n, FRESH), 0, tile(n))),
    "bisect MoveTooLate": Case(answered, "challenger", lambda n: c.bisect(job_id(n, FRESH), 0, tile(n)), due(FRESH)),
    "bisect Overflow": Case(doomsday, "challenger", lambda n: c.bisect(job_id(n, 4), 0, tile(n)), late),
    "bisect BadReveal": Case(answered, "challenger", lambda n: c.bisect(job_id(n, FRESH), 0, bytes(64))),
    "bisect BadChoice": Case(answered, "challenger", lambda n: c.bisect(job_id(n, FRESH), 16, tile(n))),
    "provide JobNotDisputed": Case(arena, "challenger", on(c.provide, FRESH, 0, b"x")),
    "provide NotAtReferee": Case(answered, "challenger", on(c.provide, FRESH, 0, b"x")),
    "provide MoveTooLate": Case(leaf, "challenger", on(c.provide, NEXT, 0, b"x"), due(NEXT)),
    "provide BadOffset": Case(leaf, "challenger", on(c.provide, NEXT, 1, b"x")),
    "provide TooMuchData": Case(leaf, "challenger", on(c.provide, NEXT, 0, bytes(8_193))),
    "referee JobNotDisputed": Case(arena, "challenger", on(c.referee, FRESH, b"")),
    "referee NotAtReferee": Case(answered, "challenger", on(c.referee, FRESH, b"")),
    "referee MoveTooLate": Case(leaf, "challenger", lambda n: c.referee(job_id(n, NEXT), good_openings(n)), due(NEXT)),
    "referee BadOpening": Case(leaf, "challenger", on(c.referee, NEXT, b"")),
    "referee Overflow": Case(doomsday, "challenger", lambda n: c.referee(job_id(n, 5), tiny_job().witness(job_id(n, 5)).openings(open_dispute(n, 5))), late),
    "timeOut NotDue of an open job": Case(arena, "mallory", on(c.time_out, OPEN)),
    "timeOut NotDue of an accepted one": Case(doomsday, "mallory", on(c.time_out, 1)),
    "timeOut NotDue of a move": Case(challenged, "mallory", on(c.time_out, FRESH)),
    "timeOut Overflow": Case(doomsday, "mallory", on(c.time_out, 6), due(6)),
    "refund JobNotFaulted": Case(over, "mallory", on(c.refund, FAULTED)),
    "reclaim UnknownDispute": Case(arena, "mallory", lambda n: c.reclaim(NOTHING)),
    "reclaim DisputeOpen": Case(challenged, "mallory", lambda n: c.reclaim(dispute_id(n, FRESH))),
    "reclaim AlreadyReclaimed": Case(over, "mallory", lambda n: c.reclaim(dispute_id(n, LOST))),
}
COMPUTE |= {f"{name} UnknownJob": Case(arena, "mallory", of_no_job(call)) for name, call in JOB_VERBS.items()}
for name, contract in sorted(PAYING):
    {"staking": STAKING, "compute": COMPUTE}[contract][f"{name} TransferFailed"] = Case(refusing, VERBS[name].who, VERBS[name].data)

# Documented for a reason that no caller can bring about: what the referee decodes was decoded when it was revealed.
UNREACHABLE = {("compute", "referee", "BadOperator")}


def registered(name: str) -> EvmNetwork:
    net = forked(arena())
    send(net, name, (net.deployment().compute, spec()(net)))
    return net


CASES = [("staking", key, case) for key, case in STAKING.items()] + [("compute", key, case) for key, case in COMPUTE.items()]


@pytest.mark.parametrize(("contract", "key", "case"), CASES, ids=[key for _, key, _ in CASES])
def test_the_verb_refuses_by_the_name(contract: str, key: str, case: Case) -> None:
    """INV-EVM-14: an error that an interface names beside a function is what that function says."""
    net = case.scene()
    said = tried(net, case.who, address_in(net, contract), case.data(net), at=case.at(net) if case.at else None)
    assert said.error == key.split()[1], said


# Constructors


def constructed(net: EvmNetwork, contract: str, arguments: bytes) -> str:
    """What a constructor says, run at the address of all ones."""
    vm = transport_of(net)._chain.get_vm()
    done = vm.execute_bytecode(
        origin=bytes(20), gas_price=0, gas=30_000_000, to=SELF[12:], sender=bytes(20), value=0, data=b"", code=bytecode(contract) + arguments
    )
    return type(refusal(bytes(done.output))).__name__ if done.is_error else ""


SELF = bytes(12) + b"\1" * 20


def staking_with(net: EvmNetwork, **changes: object) -> str:
    d = net.deployment()
    sound = {"token": d.token, "authority": d.authority, "treasury": d.treasury, "unbond_secs": 1, "slashers_": (d.compute, d.court)}
    return constructed(net, "Staking", s.constructor(**(sound | changes)))  # type: ignore[arg-type]


def compute_with(net: EvmNetwork, **changes: object) -> str:
    d = net.deployment()
    sound = {"token": d.token, "staking": d.staking, "treasury": d.treasury, "window_secs": 1, "move_secs": 1, "challenge_bond": 1,
             "reward_bps": 5_000, "late_bps": 10_000, "referee_": d.staking}  # fmt: skip
    return constructed(net, "Compute", c.constructor(**(sound | changes)))  # type: ignore[arg-type]


# Nobody could ever slash, more than there are places for, and one in two places.
MISTAKEN = [tuple(bytes(31) + bytes([n]) for n in chosen) for chosen in ((), (1, 2, 3, 4, 5), (1, 2, 1))]


def test_a_contract_is_not_built_on_constants_out_of_bounds() -> None:
    """INV-EVM-15: BadConfig, of both contracts; the bounds themselves are fine."""
    net = arena()
    assert (staking_with(net), compute_with(net)) == ("", "")
    assert (staking_with(net, unbond_secs=TEN_YEARS), compute_with(net, window_secs=TEN_YEARS, move_secs=TEN_YEARS)) == ("", "")
    for changes in ({"unbond_secs": 0}, {"unbond_secs": TEN_YEARS + 1}, {"treasury": NOTHING}, {"treasury": SELF}):
        assert staking_with(net, **changes) == "BadConfig"
    for slashers in MISTAKEN:
        assert staking_with(net, slashers_=slashers) == "BadConfig"
    for changes in (
        {"window_secs": 0}, {"window_secs": TEN_YEARS + 1}, {"move_secs": 0}, {"move_secs": MOST}, {"challenge_bond": 0},
        {"reward_bps": 5_001}, {"late_bps": 10_001}, {"reward_bps": 2**16 - 1},
        {"treasury": NOTHING}, {"treasury": SELF},
    ):  # fmt: skip
        assert compute_with(net, **changes) == "BadConfig"


def test_a_contract_is_not_built_on_a_token_of_other_decimals() -> None:
    """INV-EVM-15: WrongToken, of both contracts: 18 decimals, an address without code, a contract that is no token."""
    net = new_network()
    wide = create(net, "authority", bytecode("WideToken"))
    for token in (wide, b"\0" * 31 + b"\x99", NOTHING, net.deployment().compute, owner(net)):
        assert staking_with(net, token=token) == "WrongToken"
        assert compute_with(net, token=token) == "WrongToken"


def test_dirty_and_short_arguments_build_nothing() -> None:
    """INV-EVM-15: a constructor decodes as strictly as a function."""
    net = arena()
    d = net.deployment()
    sound = s.constructor(d.token, d.authority, d.treasury, 1, (d.compute,))
    assert constructed(net, "Staking", sound[:-1]) == "Unrecognised"
    for word in range(7):
        assert constructed(net, "Staking", sound[: 32 * word] + b"\1" + sound[32 * word + 1 :]) == "Unrecognised"


# A stake larger than any one payment


def test_no_stake_is_too_large_to_leave() -> None:
    """INV-EVM-16: unbondings that together pass 2**64 - 1 are paid one withdrawal after the other, and none is stranded."""
    net = forked(whales())
    whale = by(net, "owner")
    before = net.balance(whale.account)
    whale.staking.unbond(MOST)
    whale.staking.bond(MOST)
    whale.staking.unbond(MOST)
    wait(net, SETTINGS.unbond_secs)
    assert whale.staking.withdraw().amount == MOST
    assert whale.staking.withdraw().amount == MOST
    assert net.balance(whale.account) == before + MOST
    with pytest.raises(e.NothingToWithdraw):
        whale.staking.withdraw()


# Whether all of it is here

SOURCES = [*sorted((ROOT / "tests/stories").glob("test_*.py")), *sorted((ROOT / "tests/evm").glob("test_*.py"))]
ERRORS = [("staking", x.__name__) for x in e.STAKING_ERRORS] + [("compute", x.__name__) for x in e.COMPUTE_ERRORS]
BOTH = {x.__name__ for x in e.STAKING_ERRORS} & {x.__name__ for x in e.COMPUTE_ERRORS}


@pytest.mark.parametrize(("contract", "error"), ERRORS)
def test_every_error_has_a_test(contract: str, error: str) -> None:
    """INV-EVM-14: an error that no test raises fails here by its name. One that both contracts have needs a test of each."""
    case = re.compile(rf'^    "\w+ {error}\b', re.MULTILINE)
    raised = re.compile(rf"raises\([^\n]*\be\.{error}\b")
    constructor = re.compile(rf'{contract}_with\(.*\) == "{error}"')
    if error in BOTH:
        mine = {key.split()[1] for of, key, _ in CASES if of == contract}
        assert error in mine or constructor.search(Path(__file__).read_text()), f"no test makes {contract} say {error}"
    else:
        assert any(p.search(path.read_text()) for path in SOURCES for p in (case, raised, constructor)), f"no test raises {error}"


def documented(contract: str) -> set[tuple[str, str, str]]:
    """(contract, function, error) as the interface's comments say."""
    source = (ROOT / f"programs/evm/{contract}/I{contract.capitalize()}.sol").read_text()
    known = {entry for _, entry in ERRORS}
    found = set()
    for comment, function in re.findall(r"((?:^ +///[^\n]*\n)+) +function (\w+)", source, re.MULTILINE):
        text = " ".join(line.strip().removeprefix("///").strip() for line in comment.splitlines())
        said = re.search(r"@dev Errors: (.*?)(?:\. Events?:|\. Twin|\. ?@|\.$)", text)
        found |= {(contract, function, word) for word in re.findall(r"\w+", said[1] if said else "") if word in known}
    return found


@pytest.mark.parametrize("contract", ["staking", "compute"])
def test_the_interface_says_what_can_go_wrong_and_no_more(contract: str) -> None:
    """INV-EVM-14: each error documented beside a function has its case, each case is documented."""
    cases = {(of, key.split()[0], key.split()[1]) for of, key, _ in CASES if of == contract}
    said = documented(contract)
    assert len(said) > 40
    unreachable = {x for x in UNREACHABLE if x[0] == contract}
    assert said - cases == unreachable
    assert cases - said == set()
