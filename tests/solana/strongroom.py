"""A vault on LiteSVM in which every instruction would succeed, for tests that tamper with them, and a pool that does whatever it is told to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from struct import pack
from typing import Any

from assay.artifacts import built
from assay.models.deployment import Settings
from assay.models.vault import MAX_POOLS, WINDOW, PoolLimits
from assay.solana import pda, token
from assay.solana.deploy import BUILT
from assay.solana.generated import pools, vault, verifier
from assay.solana.network import SolanaNetwork, account_named
from assay.solana.transport import TOKEN_PROGRAM
from solders.account import Account
from solders.instruction import Instruction
from solders.litesvm import LiteSVM
from solders.pubkey import Pubkey

from tests.cast import COIN, tick
from tests.consumers import PROBE
from tests.solana.town import EVIL, LAMPORTS, Case, Place, Town, add_lookalikes, litesvm, mint_account, purse_account, recorded, svm_of
from tests.treasury import DAY, Treasury, treasury

INITIALIZE = "initialize vault"
PEOPLE = ("authority", "guardian", "keeper", "alice", "bob", "mallory")
ACCOUNTS = {
    program: {i["name"]: i["accounts"] for i in json.loads(built(f"idl/{program}.json").read_text())["instructions"]} for program in ("vault", "verifier")
}
# Of each pool that a call looks at.
POOL_PLACES = ("pool", "purse", "program")
OF_POOLS = {f"{name} {i}" for name in POOL_PLACES for i in range(MAX_POOLS)}


def case_of(name: str, ix: Instruction) -> Case:
    """A call, with the places of what stands behind those that the IDL lists: each pool's, then each pool's claim."""
    program, verb = ("verifier", "verify_and_call") if ix.program_id == verifier.PROGRAM else ("vault", name.split()[0])
    named = [(a["name"], a.get("signer", False), a.get("writable", False)) for a in ACCOUNTS[program][verb]]
    behind = list(ix.accounts)[len(named) :]
    names = ["funds", "token_program"] if program == "verifier" else []
    names += [f"{place} {i}" for i in range(MAX_POOLS) for place in POOL_PLACES] + [f"claim {i}" for i in range(MAX_POOLS)]
    named += [(name, False, meta.is_writable) for name, meta in zip(names, behind, strict=False)]
    assert len(named) == len(ix.accounts)
    return Case(name, ix, tuple(Place(*place) for place in named))


def amount_in(town: Town, purse: Pubkey) -> int:
    account = town.svm.get_account(purse)
    return token.amount_in(account.data if account else None)


@dataclass
class Strongroom:
    t: Treasury
    town: Town

    @property
    def chain(self) -> SolanaNetwork:
        assert isinstance(self.t.chain, SolanaNetwork)
        return self.t.chain

    def who(self, name: str) -> SolanaNetwork:
        self.town.keys[account_named(name).pubkey()] = account_named(name)
        return self.chain.as_account(name)

    def asked(self, name: str, call: Callable[[Any], object]) -> Instruction:
        """The instruction that somebody's client makes of a call."""
        who = self.who(name)
        return recorded(who, lambda: call(who))

    @property
    def funds(self) -> int:
        """What is in the vault's purse."""
        return amount_in(self.town, pda.vault_purse())


def entered() -> Strongroom:
    """A treasury's vault, of which nothing was observed yet."""
    chain = litesvm()
    room = Strongroom(treasury(chain, observed=False), Town(svm_of(chain)))
    for name in PEOPLE:
        room.who(name)
    return room


def strongroom() -> Strongroom:
    """With a full window, before any claim."""
    room = entered()
    room.t.observe(WINDOW + 1)
    return room


def busy_strongroom() -> Strongroom:
    """Funds in every pool, claims on each, a cap that was lowered, a proposal that is due, an observation that no claim was about."""
    room = strongroom()
    t = room.t
    t.rebalance()
    for who in (t.alice, t.bob):
        tick(t.chain)
        t.alice.vault.deposit(10 * COIN, who.account)
    tick(t.chain)
    t.alice.vault.redeem_in_kind(t.shares(t.alice) // 10, t.alice.account)
    chosen = t.owner.vault.propose(t.policy(max_loss_bps=9)).adopt_at
    t.chain.set_time(chosen)
    t.observe(WINDOW + 1)
    t.guardian.vault.lower(t.limits(caps=(50 * COIN, 500 * COIN, 400 * COIN, 400 * COIN)))
    tick(t.chain, t.config.observe_secs)
    assert t.config.observe_secs < DAY
    for name, caller, call in calls(room):
        room.town.cases[name] = case_of(name, room.asked(caller, call))
    room.town.known |= known(room)
    return room


def calls(room: Strongroom) -> Iterator[tuple[str, str, Callable[[Any], object]]]:
    """By name: who calls, and what."""
    t = room.t
    alice, bob, first, nonce = t.alice.account, t.bob.account, t.pool(0).pool, t.vault.observed
    claim = t.claim()
    proof = t.prove(claim, nonce)
    yield "deposit", "alice", lambda c: c.vault.deposit(COIN, bob)
    yield "mint", "alice", lambda c: c.vault.mint(COIN, bob)
    yield "withdraw", "alice", lambda c: c.vault.withdraw(COIN, bob)
    yield "withdraw from pools", "alice", lambda c: c.vault.withdraw(t.vault.idle + COIN, bob)
    yield "redeem", "alice", lambda c: c.vault.redeem(COIN, bob)
    yield "redeem_in_kind", "alice", lambda c: c.vault.redeem_in_kind(1_000 * COIN, alice)
    yield "redeem_in_kind first", "alice", lambda c: c.vault.redeem_in_kind(1_000 * COIN, bob)
    yield "collect_claim", "mallory", lambda c: c.vault.collect_claim(first, alice)
    yield "observe", "mallory", lambda c: c.vault.observe()
    yield "rebalance", "mallory", lambda c: t.hand_in(nonce, claim, proof, c)
    yield "trim", "mallory", lambda c: c.vault.trim(0)
    yield "propose", "authority", lambda c: c.vault.propose(t.policy())
    yield "adopt", "mallory", lambda c: c.vault.adopt()
    yield "lower", "guardian", lambda c: c.vault.lower(t.limits(max_move_bps=0))


CALLS = (
    INITIALIZE, "deposit", "mint", "withdraw", "withdraw from pools", "redeem", "redeem_in_kind", "redeem_in_kind first", "collect_claim", "observe",
    "rebalance", "trim", "propose", "adopt", "lower",
)  # fmt: skip


def known(room: Strongroom) -> set[Pubkey]:
    """What lies about: everybody's accounts of every kind, other pools', other programs', tokens that look the same."""
    t, stands = room.t, room.chain.deployment()
    people = [bytes(account_named(n).pubkey()) for n in PEOPLE]
    add_lookalikes(room.town, stands.token, ("alice", "bob", "mallory"))
    out = {m.pubkey for case in room.town.cases.values() for m in case.instruction.accounts} | {Pubkey.from_bytes(p) for p in people}
    for mint in (stands.token, bytes(pda.share())):
        out |= {pda.token_account(p, mint) for p in people}
    out |= {pda.pool_claim(p, pool) for p in (t.alice.account, t.bob.account) for pool in stands.pools}
    out |= {pda.verifier_config(), pda.staking_config(), pda.staking_vault(), pda.model(t.model_id), pda.delivery(t.address, t.model_id)}
    return out | {EVIL, TOKEN_PROGRAM, vault.PROGRAM, verifier.PROGRAM, pools.PROGRAM, Pubkey.from_bytes(stands.token), pda.share()}


def initialize_vault(payer: Pubkey, mint: Pubkey, **changes: Any) -> Instruction:
    s = Settings()
    values: dict[str, Any] = {
        "verifier": bytes(pda.verifier_config()), "owner": bytes(payer), "timelock_secs": s.vault_timelock_secs, "observe_secs": s.observe_secs,
        "gain_bps": s.gain_bps, "step_bps": s.step_bps,
    }  # fmt: skip
    return vault.initialize(payer=payer, token=mint, **(values | changes))


def bare_strongroom() -> Town:
    """The vault's program stands and nobody has set it up."""
    town = Town(LiteSVM())
    for program, path in BUILT.items():
        town.svm.add_program_from_file(program, built(path))
    for name in ("authority", "mallory"):
        town.keys[account_named(name).pubkey()] = account_named(name)
        town.svm.airdrop(account_named(name).pubkey(), LAMPORTS)
    owner = account_named("authority").pubkey()
    mint = town.put(Account(LAMPORTS, mint_account(6), TOKEN_PROGRAM))
    others = (Account(LAMPORTS, mint_account(9), TOKEN_PROGRAM), Account(LAMPORTS, purse_account(bytes(mint), bytes(owner), COIN), TOKEN_PROGRAM))
    town.known |= {town.put(account) for account in (*others, Account(LAMPORTS, mint_account(6), EVIL))}
    town.cases[INITIALIZE] = case_of("initialize", initialize_vault(owner, mint))
    town.known |= {m.pubkey for m in town.cases[INITIALIZE].instruction.accounts} | {EVIL, account_named("mallory").pubkey(), pda.verifier_config()}
    return town


# ---- a pool of the probe


MARKET = Pubkey.find_program_address([b"market"], PROBE)[0]
VAULT, POOL, PURSE, OTHER, TOKEN = range(5)


@dataclass(frozen=True)
class Step:
    """A call of the pool's: accounts by their place, and whether each signs."""

    accounts: Sequence[tuple[int, bool]]
    data: bytes
    program: Pubkey = TOKEN_PROGRAM

    def encode(self) -> bytes:
        named = b"".join(bytes([at, signs]) for at, signs in self.accounts)
        return bytes(self.program) + pack("<I", len(self.accounts)) + named + pack("<I", len(self.data)) + self.data


def transfer(source: int, target: int, signer: int, amount: int) -> Step:
    return Step(((source, False), (target, False), (signer, True)), bytes([3]) + amount.to_bytes(8, "little"))


class HostilePool:
    """An account of the probe at which a policy can have a pool. What it says of itself, and what it does when it is called, can be changed."""

    def __init__(self, room: Strongroom) -> None:
        self.room, self.mint = room, room.chain.deployment().token
        room.town.svm.add_program_from_file(PROBE, built("deploy/probe.so"))
        self.purse = room.town.put(Account(LAMPORTS, purse_account(self.mint, bytes(MARKET), 0), TOKEN_PROGRAM))
        self.says()

    @property
    def address(self) -> bytes:
        return bytes(MARKET)

    @property
    def cash(self) -> int:
        return amount_in(self.room.town, self.purse)

    def says(self, *steps: Step, units: int = 0, then: int | None = None, debt: int = 0, purse: Pubkey | None = None, mint: bytes | None = None) -> None:
        """`units` are what it says that there are, and `then` what it says once it was called and has done these steps."""
        head = bytes(8) + (mint or self.mint) + bytes(purse or self.purse) + pack("<QQ", debt, units)
        script = pack("<QI", units if then is None else then, len(steps)) + b"".join(step.encode() for step in steps)
        self.room.town.put(Account(LAMPORTS, head + script, PROBE), MARKET)

    def limits(self, cap: int = 400, cap_bps: int = 2_000) -> PoolLimits:
        return PoolLimits(pool=self.address, group=1, cap=cap * COIN, cap_bps=cap_bps)


def hostile_strongroom() -> tuple[Strongroom, HostilePool]:
    """A vault whose policy names, in the last place, a pool that nobody should trust; nothing is in any pool yet."""
    room = entered()
    pool = HostilePool(room)
    room.t.adopt(pools=(*room.t.policy().pools[:3], pool.limits()))
    room.t.observe(WINDOW + 1)
    return room, pool
