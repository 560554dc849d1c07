"""A chain on which everything that moves tokens is about to happen, to be attacked; and what an attacker needs: raw calls at any time,
hostile code in the token's place, and one picture of all claims to compare before and after."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from assay import ids
from assay.artifacts import built, bytecode
from assay.commit.program import Input, Kind, Map, Operator, Program, Source
from assay.commit.tensor import DType, Tensor, dims
from assay.errors import ProtocolError
from assay.evm.deploy import deploy
from assay.evm.generated import compute, staking
from assay.evm.network import EvmNetwork, account_named, address_of
from assay.evm.transport import Call, MemoryTransport, refusal
from assay.models.compute import Dispute, JobState, Phase, Spec
from assay.models.deployment import Deployment, Settings
from assay_worker.verify.witness import Witness
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.cast import COIN
from tests.jobs import SmallJob, flip, floats

SETTINGS = Settings(unbond_secs=100, window_secs=10_000, move_secs=100)
START = 1_700_000_000
PEOPLE = ("requester", "provider", "challenger", "owner", "judge", "victim", "treasury", "mallory")
FAULT = ids.fault_id(b"an earlier case".ljust(32))
# The requester's jobs by what may happen to them next.
OPEN, ENDED, FAULTED, FRESH, WON, LOST = range(1, 7)


@cache
def tiny_job(width: int = 16, rows: int = 1) -> SmallJob:
    """One operator, so that a dispute starts at its descriptor."""
    of = floats(dims(rows, width), [float(at) - 3 for at in range(rows * width)])
    op = Operator(Kind.MAP, DType.F32, of.dims, (Input(Source.INPUT, 0, DType.F32, of.dims),), Map.RELU)
    model = Tensor(DType.I8, dims(1), b"\1")
    return SmallJob(Program((op,)), (model,), (of,))


def new_network(token: str = "TestToken", settings: Settings = SETTINGS, now: int = START) -> EvmNetwork:
    """A chain with the programs deployed upon this token."""
    transport, authority = MemoryTransport(now), account_named("authority")
    transport.fund(address_of(authority)[12:])
    made = [transport.send(authority, [Call("deploy", None, bytecode(t))])[-1].created or b"" for t in (token, "WorkToken")]
    coin, work = (bytes(12) + address for address in made)
    treasury = address_of(account_named("treasury"))
    return EvmNetwork(transport, deploy(transport, authority, treasury, settings, token=coin, grant_token=work))


def transport_of(net: EvmNetwork) -> MemoryTransport:
    transport = net._transport
    assert isinstance(transport, MemoryTransport)
    return transport


def forked(net: EvmNetwork, deployment: Deployment | None = None) -> EvmNetwork:
    """The same chain, to be spoilt."""
    return EvmNetwork(transport_of(net).fork(), deployment or net.deployment())


def runtime(contract: str) -> bytes:
    return bytes.fromhex(json.loads(built(f"evm/{contract}.json").read_text())["deployedBytecode"][2:])


def turned(net: EvmNetwork, contract: str) -> EvmNetwork:
    """The same chain on which the token shows another face, as an upgradeable one can: its balances stay."""
    other = forked(net)
    chain = transport_of(other)._chain
    vm = chain.get_vm()
    vm.state.set_code(other.deployment().token[12:], runtime(contract))
    vm.state.persist()
    chain.header = chain.header.copy(state_root=vm.state.state_root)
    return other


def calldata(signature: str, *arguments: object) -> bytes:
    """A call of a test double's function."""
    kinds, depth, at = [], 0, ""
    for c in signature[signature.index("(") + 1 : -1] + ",":
        depth += (c == "(") - (c == ")")
        if c == "," and not depth:
            kinds.append(at)
            at = ""
        else:
            at += c
    return keccak(text=signature)[:4] + encode([k for k in kinds if k], arguments)


def send(net: EvmNetwork, who: str, *calls: tuple[bytes, bytes]) -> None:
    """Transactions to (address, data) in one block. The address may be of 32 bytes."""
    net.as_account(who)
    transport_of(net).send(account_named(who), [Call("raw", to[-20:], data) for to, data in calls])


@dataclass(frozen=True)
class Try:
    """What a call came to without taking effect. `error` is a class name, or "" where it would pass; `gas` is what the execution took."""

    error: str
    gas: int
    output: bytes
    said: str


def tried(net: EvmNetwork, who: str | bytes, to: bytes, data: bytes, at: int | None = None, value: int = 0, gas: int = 30_000_000) -> Try:
    """Rehearses a call by an account, at a time, and leaves no trace."""
    sender = address_of(account_named(who))[12:] if isinstance(who, str) else who[-20:]
    chain = transport_of(net)._chain
    vm = chain.get_vm(at_header=chain.header.copy(timestamp=at or transport_of(net)._time()))
    to = to[-20:]
    done = vm.execute_bytecode(origin=sender, gas_price=0, gas=gas, to=to, sender=sender, value=value, data=data, code=vm.state.get_code(to))
    if not done.is_error:
        return Try("", done.get_gas_used(), bytes(done.output), "")
    why = refusal(bytes(done.output), str(done.error))
    return Try(type(why).__name__, done.get_gas_used(), bytes(done.output), str(why))


@dataclass(frozen=True)
class Verb:
    """Something that moves tokens: who does it, how, whom it pays from the programs (None where it pays in), and the bare call."""

    contract: str
    who: str
    payee: str | None
    do: Callable[[EvmNetwork], object]
    data: Callable[[EvmNetwork], bytes]


def job_id(net: EvmNetwork, nonce: int) -> bytes:
    return ids.job_id(net.deployment().compute, net.as_account("requester").account, nonce)


def dispute_id(net: EvmNetwork, nonce: int) -> bytes:
    return ids.dispute_id(job_id(net, nonce), 0)


def by(net: EvmNetwork, who: str) -> EvmNetwork:
    return net.as_account(who)


NEXT = 99  # the nonce of the job that `post` posts


def _post_data(net: EvmNetwork) -> bytes:
    return compute.post(NEXT, compute.Terms(**dict(tiny_job().terms(price=COIN, stake=COIN))))


VERBS: dict[str, Verb] = {
    "bond": Verb("staking", "owner", None, lambda n: by(n, "owner").staking.bond(COIN), lambda n: staking.bond(COIN)),
    "withdraw": Verb("staking", "owner", "owner", lambda n: by(n, "owner").staking.withdraw(), lambda n: staking.withdraw()),
    "sweep": Verb("staking", "mallory", "treasury", lambda n: by(n, "mallory").staking.sweep(FAULT), lambda n: staking.sweep(FAULT)),
    "post": Verb(
        "compute", "requester", None, lambda n: by(n, "requester").compute.post(NEXT, tiny_job().terms(price=COIN, stake=COIN)), _post_data
    ),
    "cancel": Verb(
        "compute", "requester", "requester",
        lambda n: by(n, "requester").compute.cancel(job_id(n, OPEN)), lambda n: compute.cancel(job_id(n, OPEN)),
    ),
    "settle": Verb(
        "compute", "mallory", "provider",
        lambda n: by(n, "mallory").compute.settle(job_id(n, ENDED)), lambda n: compute.settle(job_id(n, ENDED)),
    ),
    "refund": Verb(
        "compute", "mallory", "requester",
        lambda n: by(n, "mallory").compute.refund(job_id(n, FAULTED)), lambda n: compute.refund(job_id(n, FAULTED)),
    ),
    "challenge": Verb(
        "compute", "challenger", None,
        lambda n: by(n, "challenger").compute.challenge(job_id(n, FRESH)), lambda n: compute.challenge(job_id(n, FRESH)),
    ),
    "reclaim": Verb(
        "compute", "mallory", "provider",
        lambda n: by(n, "mallory").compute.reclaim(dispute_id(n, LOST)), lambda n: compute.reclaim(dispute_id(n, LOST)),
    ),
}  # fmt: skip


def address_in(net: EvmNetwork, contract: str) -> bytes:
    d = net.deployment()
    return {"staking": d.staking, "compute": d.compute, "token": d.token}[contract]


def commit_tiny(net: EvmNetwork, nonce: int, job: SmallJob | None = None) -> None:
    witness = (job or tiny_job()).witness(job_id(net, nonce))
    by(net, "provider").compute.commit(job_id(net, nonce), witness.trace.root, witness.trace.root, b"")


def approve(net: EvmNetwork, who: str) -> None:
    """The habit of many: the programs may take all of it, for good."""
    d = net.deployment()
    send(net, who, *((d.token, calldata("approve(address,uint256)", spender[12:], 2**256 - 1)) for spender in (d.staking, d.compute)))


def wait(net: EvmNetwork, secs: int) -> None:
    net.set_time(net.now() + secs)


def free_a_place(net: EvmNetwork) -> None:
    """Takes identity off staking's list of slashers by force: with it and the arena's judge, nobody more could be proposed."""
    staked, third = net.deployment().staking[12:], 2
    chain = transport_of(net)._chain
    vm = chain.get_vm()
    assert vm.state.get_storage(staked, third) & (2**160 - 1) == int.from_bytes(net.deployment().identity, "big")
    vm.state.set_storage(staked, third, 0)
    vm.state.persist()
    chain.header = chain.header.copy(state_root=vm.state.state_root)


@cache
def arena(token: str = "TestToken") -> EvmNetwork:
    """The chain on which every verb of VERBS passes next. Fork it, do not touch it."""
    net = new_network(token)
    free_a_place(net)
    for name in PEOPLE:
        net.faucet(by(net, name).account, 1_000 * COIN)
        approve(net, name)
    requester, provider, challenger, owner, judge = (by(net, n) for n in ("requester", "provider", "challenger", "owner", "judge"))
    net.staking.propose_slasher(judge.account)
    owner.staking.bond(100 * COIN)
    provider.staking.bond(500 * COIN)
    provider.compute.register(Spec(device=1, memory_mib=1, units=1))
    wait(net, 2 * SETTINGS.unbond_secs)
    judge.staking.activate_slasher(judge.account)
    judge.staking.slash(owner.account, 10 * COIN, FAULT, by(net, "victim").account, 2_500)
    owner.staking.unbond(40 * COIN)
    for nonce in (OPEN, ENDED, FAULTED, FRESH, WON, LOST):
        late = net.now() + 20 if nonce == FAULTED else 2_000_000_000
        requester.compute.post(nonce, tiny_job().terms(price=nonce * COIN, stake=nonce * COIN, deadline_at=late))
    for nonce in (ENDED, FAULTED, FRESH, WON, LOST):
        provider.compute.accept(job_id(net, nonce))
    for nonce in (ENDED, WON, LOST):
        commit_tiny(net, nonce)
    for nonce in (WON, LOST):
        challenger.compute.challenge(job_id(net, nonce))
    witness = tiny_job().witness(job_id(net, LOST))
    for _ in range(2):
        d = net.compute.dispute(dispute_id(net, LOST))
        assert d is not None
        provider.compute.reveal(d.job_id, witness.reveal(d))
    wait(net, SETTINGS.move_secs + 1)
    for nonce in (FAULTED, WON, LOST):
        challenger.compute.time_out(job_id(net, nonce))
    wait(net, SETTINGS.window_secs)
    commit_tiny(net, FRESH)
    return net


def picture(net: EvmNetwork, others: Sequence[bytes] = ()) -> dict[str, object]:
    """Every balance and every claim."""
    d, out = net.deployment(), dict[str, object]()
    people = {name: address_of(account_named(name)) for name in PEOPLE}
    for name, owner in [*people.items(), *((o.hex(), o) for o in others)]:
        out[f"{name}'s coins"] = net.balance(owner)
        out[f"{name}'s stake"] = net.staking.stake(owner)
        out[f"{name}'s spec"] = net.compute.provider(owner)
    for name in ("staking", "compute"):
        out[f"{name}'s coins"] = net.balance(address_in(net, name))
    for poster in (people["requester"], *others):
        for nonce in (OPEN, ENDED, FAULTED, FRESH, WON, LOST, NEXT):
            job = ids.job_id(net.deployment().compute, poster, nonce)
            out[f"job {nonce} of {poster.hex()}"] = net.compute.job(job)
            out[f"its dispute {nonce} of {poster.hex()}"] = net.compute.dispute(ids.dispute_id(job, 0))
            out[f"its fault {nonce} of {poster.hex()}"] = [net.staking.fault(ids.fault_id(x)) for x in (job, ids.dispute_id(job, 0))]
    out["fault"] = net.staking.fault(FAULT)
    out["slashers"] = net.staking.config()
    assert d.treasury == people["treasury"]
    return out


def owed(net: EvmNetwork, owners: Sequence[bytes] = (), posters: Sequence[bytes] = ()) -> tuple[int, int]:
    """What staking and compute owe by their own books: stakes and slashes not swept; prices in escrow and bonds not reclaimed."""
    owners = [*(address_of(account_named(name)) for name in PEOPLE), *owners]
    posters = [address_of(account_named("requester")), *posters]
    stakes = [s for s in map(net.staking.stake, owners) if s is not None]
    vault = sum(s.bonded + sum(u.amount for u in s.unbondings) for s in stakes)
    escrow = 0
    faults = {FAULT}
    paid = (JobState.SETTLED, JobState.REFUNDED, JobState.CANCELLED)
    for poster in posters:
        for nonce in (OPEN, ENDED, FAULTED, FRESH, WON, LOST, NEXT):
            job = net.compute.job(ids.job_id(net.deployment().compute, poster, nonce))
            if job is None:
                continue
            escrow += 0 if job.state in paid else job.terms.price
            faults.add(ids.fault_id(job.job_id))
            for attempt in range(job.attempts):
                d = net.compute.dispute(ids.dispute_id(job.job_id, attempt))
                assert d is not None
                escrow += 0 if d.reclaimed else d.bond
                faults.add(ids.fault_id(d.dispute_id))
    for fault in map(net.staking.fault, faults):
        vault += fault.amount if fault is not None and not fault.swept else 0
    return vault, escrow


def held(net: EvmNetwork) -> tuple[int, int]:
    """What staking and compute have."""
    return net.balance(net.deployment().staking), net.balance(net.deployment().compute)


def selector(error: type[ProtocolError]) -> bytes:
    return keccak(text=f"{error.__name__}()")[:4]


def create(net: EvmNetwork, who: str, code: bytes) -> bytes:
    """A contract of somebody's own; its padded address."""
    by(net, who)
    made = transport_of(net).send(account_named(who), [Call("create", None, code)])[-1].created
    assert made is not None
    return bytes(12) + made


def open_dispute(net: EvmNetwork, nonce: int) -> Dispute:
    """The first dispute over a job of the requester's."""
    d = net.compute.dispute(dispute_id(net, nonce))
    assert d is not None
    return d


def commit_lie(net: EvmNetwork, nonce: int) -> Witness:
    """The requester posts a tiny job, the provider commits to a wrong first value."""
    job = tiny_job()
    by(net, "requester").compute.post(nonce, job.terms(price=COIN, stake=8 * COIN))
    by(net, "provider").compute.accept(job_id(net, nonce))
    lie = job.witness(job_id(net, nonce), job.outputs({0: flip(0)}))
    by(net, "provider").compute.commit(job_id(net, nonce), lie.trace.root, lie.trace.root, b"")
    return lie


@cache
def leaf() -> EvmNetwork:
    """The arena with a dispute over job NEXT, which has come down to its leaf. Fork it, do not touch it."""
    net = forked(arena())
    lie = commit_lie(net, NEXT)
    by(net, "challenger").compute.challenge(job_id(net, NEXT))
    for _ in range(2):
        by(net, "provider").compute.reveal(job_id(net, NEXT), lie.reveal(open_dispute(net, NEXT)))
    by(net, "challenger").compute.bisect(job_id(net, NEXT), 0, lie.outputs[0].tile(0))
    assert open_dispute(net, NEXT).phase is Phase.LEAF
    return net


def good_openings(net: EvmNetwork) -> bytes:
    """What settles the dispute at `leaf`."""
    return tiny_job().witness(job_id(net, NEXT)).openings(open_dispute(net, NEXT))
