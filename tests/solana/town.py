"""A town on LiteSVM in which every instruction of both programs would succeed, for tests that tamper with them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from unittest.mock import patch

import pytest
from assay import ids
from assay.artifacts import built
from assay.connect import unchecked
from assay.errors import ProtocolError
from assay.models.compute import Phase
from assay.models.deployment import Settings
from assay.solana import floating_point, pda, token
from assay.solana.deploy import BUILT
from assay.solana.generated import compute, court, rewards, staking
from assay.solana.network import SolanaNetwork, account_named
from assay.solana.transport import MAX_UNITS, SYSTEM_PROGRAM, TOKEN_PROGRAM, refusal
from assay_worker.verify.play import challenger_move, provider_move
from assay_worker.verify.witness import Witness
from solders.account import Account
from solders.compute_budget import set_compute_unit_limit
from solders.instruction import AccountMeta, Instruction
from solders.keypair import Keypair
from solders.litesvm import LiteSVM
from solders.message import Message
from solders.pubkey import Pubkey
from solders.transaction import Transaction
from solders.transaction_metadata import FailedTransactionMetadata, SimulatedTransactionInfo, TransactionMetadata

from tests.cast import COIN, SPEC, Stage, dispute_of, funded, openings_of, stage, tick
from tests.jobs import flip

TOKEN_2022 = Pubkey.from_string("TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb")
EVIL = Pubkey.from_bytes(b"an evil program".ljust(32, b"\1"))
FAKE_STAKING = Pubkey.from_bytes(b"a copy of staking".ljust(32, b"\1"))
LAMPORTS = 10**9
PROGRAMS = {program.PROGRAM: name for name, program in (("staking", staking), ("compute", compute), ("court", court), ("rewards", rewards))}
IDL = {program: json.loads(built(f"idl/{program}.json").read_text()) for program in PROGRAMS.values()}
# How the runtime and the system program word a refusal, where no number says it.
REFUSALS = ("InvalidAccountData", "ExternalAccountDataModified", "MissingRequiredSignature", "UninitializedAccount")
Result = TransactionMetadata | SimulatedTransactionInfo | FailedTransactionMetadata


class Recorded(Exception):
    """The client would have sent it."""


def recorded(who: SolanaNetwork, call: Callable[[], object]) -> Instruction:
    """The instruction that the client makes of a call, not sent."""
    kept: list[Instruction] = []

    def keep(_verb: str, _signers: object, instructions: Sequence[Instruction], _units: int | None = None) -> None:
        kept.append(instructions[-1])
        raise Recorded

    with patch.object(who._transport, "send", keep), pytest.raises(Recorded):
        call()
    return kept[0]


def allowed(result: Result) -> bool:
    """Whether it went through. Where it did not, a program said no: it neither crashed nor ran dry."""
    if not isinstance(result, FailedTransactionMetadata):
        return True
    code = code_of(result)
    assert isinstance(code, int) or code.split(".")[-1] in REFUSALS, result
    return False


def refused(result: Result) -> type[ProtocolError]:
    """The error that the client would raise."""
    assert isinstance(result, FailedTransactionMetadata), "it was not refused"
    return type(refusal(result.err(), result.meta().logs(), None))


def meta_of(result: Result) -> TransactionMetadata:
    return result if isinstance(result, TransactionMetadata) else result.meta()


def units(result: Result) -> int:
    return meta_of(result).compute_units_consumed()


def code_of(result: Result) -> int | str:
    """The number by which a program refused, else the runtime's words."""
    assert isinstance(result, FailedTransactionMetadata), "it was not refused"
    err: Any = result.err()
    inner = getattr(err, "err", err)
    return int(inner.code) if hasattr(inner, "code") else str(inner)


@dataclass(frozen=True)
class Place:
    """One account of one instruction, by the IDL."""

    name: str
    signer: bool
    writable: bool
    optional: bool = False


@dataclass(frozen=True)
class Case:
    """A call that works, for as long as nobody tampers with it."""

    name: str
    instruction: Instruction
    places: tuple[Place, ...]

    def with_metas(self, metas: Iterable[AccountMeta]) -> Instruction:
        return Instruction(self.instruction.program_id, bytes(self.instruction.data), list(metas))

    def but(self, at: int, meta: AccountMeta) -> Instruction:
        """The call with another account in one place."""
        metas = list(self.instruction.accounts)
        metas[at] = meta
        return self.with_metas(metas)


@dataclass
class Town:
    """The chain, the keys of who lives there, and what works there. A purse of its own pays the fees."""

    svm: LiteSVM
    purse: Keypair = field(default_factory=Keypair)
    keys: dict[Pubkey, Keypair] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    known: set[Pubkey] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.svm.airdrop(self.purse.pubkey(), 1_000 * LAMPORTS)

    def add(self, name: str, instruction: Instruction) -> None:
        """Notes a call that works under its instruction's name, or that and what sets it apart."""
        (described,) = (i for i in IDL[PROGRAMS[instruction.program_id]]["instructions"] if i["name"] == name.split()[0])
        flags = ("signer", "writable", "optional")
        places = tuple(Place(a["name"], *(a.get(flag, False) for flag in flags)) for a in described["accounts"])
        assert len(places) == len(instruction.accounts)
        self.cases[name] = Case(name, instruction, places)
        self.known |= {m.pubkey for m in instruction.accounts}

    def transaction(self, *instructions: Instruction) -> Transaction:
        """Signed by all who have to sign."""
        self.svm.expire_blockhash()
        signers = {m.pubkey: self.keys[m.pubkey] for i in instructions for m in i.accounts if m.is_signer}
        blockhash = self.svm.latest_blockhash()
        message = Message.new_with_blockhash([set_compute_unit_limit(MAX_UNITS), *instructions], self.purse.pubkey(), blockhash)
        return Transaction([self.purse, *signers.values()], message, blockhash)

    def simulate(self, *instructions: Instruction) -> Result:
        try:
            return self.svm.simulate_transaction(self.transaction(*instructions))
        finally:
            # Tests that run after these in the same process compute with floating point.
            floating_point.restore()

    def send(self, *instructions: Instruction) -> Result:
        try:
            return self.svm.send_transaction(self.transaction(*instructions))
        finally:
            floating_point.restore()

    def state(self) -> dict[Pubkey, Account | None]:
        """All accounts but the purse."""
        return {address: self.svm.get_account(address) for address in self.known}

    def put(self, account: Account, at: Pubkey | None = None) -> Pubkey:
        """Puts an account there by force, as no transaction could."""
        at = at or Pubkey.new_unique()
        self.svm.set_account(at, account)
        return at


def svm_of(chain: SolanaNetwork) -> LiteSVM:
    svm: LiteSVM = chain._transport.svm  # type: ignore[attr-defined]
    return svm


def litesvm(settings: Settings | None = None) -> SolanaNetwork:
    chain = unchecked("solana:litesvm", settings=settings)
    assert isinstance(chain, SolanaNetwork)
    return chain


def to_the_leaf(s: Stage, provider: Witness, challenger: Witness) -> None:
    while dispute_of(s.chain, s.job_id).phase is not Phase.LEAF:
        assert challenger_move(s.challenger, s.job_id, challenger) or provider_move(s.provider, s.job_id, provider)


def forge_leaf(s: Stage, op: int) -> None:
    """A job whose provider lied about a value of operator `op`, disputed down to that value."""
    liar = s.up_to_commit(s.job.outputs({op: flip(1)}))
    s.challenge()
    to_the_leaf(s, liar, s.job.witness(s.job_id))


def mint_account(decimals: int, size: int = token.MINT_SIZE) -> bytes:
    """An initialized mint without authorities."""
    return (bytes(36) + (10**15).to_bytes(8, "little") + bytes([decimals, 1]) + bytes(36)).ljust(size, b"\0")


def purse_account(mint: bytes, owner: bytes, amount: int, state: int = 1) -> bytes:
    """A token account; state 1 is initialized, 2 frozen."""
    return mint + owner + amount.to_bytes(8, "little") + bytes(36) + bytes([state]) + bytes(12 + 8 + 36)


def leaf_stage(op: int = 1) -> tuple[SolanaNetwork, Stage, Town]:
    """A dispute that has come down to a forged value of operator `op`."""
    chain = litesvm()
    s = stage(chain)
    forge_leaf(s, op)
    town = Town(svm_of(chain))
    town.keys |= {account_named(n).pubkey(): account_named(n) for n in ("requester", "provider", "challenger")}
    return chain, s, town


def busy_town() -> Town:
    """People, stakes, slashers, and jobs at every stage of their lives."""
    chain = litesvm()
    town = Town(svm_of(chain))
    town.svm.add_program_from_file(FAKE_STAKING, built(BUILT[staking.PROGRAM]))

    def who(name: str) -> SolanaNetwork:
        town.keys[account_named(name).pubkey()] = account_named(name)
        return chain.as_account(name)

    free_a_place(town)
    s, deployment = stage(chain), chain.deployment()
    authority, judge, second, victim, thief = (who(name) for name in ("authority", "judge", "second", "victim", "thief"))
    for name in ("requester", "provider", "challenger", "treasury", "newcomer"):
        who(name)
    for owner in (victim, thief):
        funded(chain, "victim" if owner is victim else "thief")
    chain.faucet(deployment.treasury, COIN)
    s.provider.staking.bond(450 * COIN)
    thief.staking.bond(500 * COIN)
    thief.compute.register(SPEC)
    for slasher in (judge, second):
        authority.staking.propose_slasher(slasher.account)
    tick(chain, chain.staking.config().timelock_secs)
    authority.staking.activate_slasher(judge.account)
    victim.staking.bond(900 * COIN)
    for at, owner in enumerate((victim, thief)):
        owner.staking.unbond(10 * COIN)
        judge.staking.lock(owner.account, 50 * COIN)
        judge.staking.slash(owner.account, COIN, ids.fault_id(bytes([at]) * 32), (thief, victim)[at].account, 5_000)
    tick(chain, deployment.settings.unbond_secs)

    # jobs on which time has worked: the window of 1 and the clocks of 2 and 3 have run out
    s.up_to_commit()
    s.nonce = 2
    s.post(deadline_at=chain.now() + 100)
    s.accept()
    s.nonce = 3
    s.up_to_commit()
    s.challenge()
    tick(chain, deployment.settings.window_secs)
    # a dispute that the provider lost, and one that it won
    s.nonce = 4
    forge_leaf(s, 1)
    challenger_move(s.challenger, s.job_id, s.job.witness(s.job_id))
    s.nonce = 5
    honest = s.up_to_commit()
    s.challenge()
    s.fight(honest, s.job.witness(s.job_id, s.job.outputs({2: flip(1)})))
    # open, accepted, committed; the provider's turn, the challenger's turn, the leaf
    s.nonce = 6
    s.post()
    s.nonce = 7
    s.post()
    s.accept()
    s.nonce = 8
    s.up_to_commit()
    s.nonce = 9
    at_9 = s.up_to_commit()
    s.challenge()
    s.nonce = 10
    at_10 = s.up_to_commit(s.job.outputs({1: flip(1)}))
    s.challenge()
    provider_move(s.provider, s.job_id, at_10)
    s.nonce = 11
    forge_leaf(s, 1)
    openings = openings_of(chain, s.job_id, s.job.witness(s.job_id))
    for start in range(0, len(openings), 700):
        s.challenger.compute.provide(s.job_id, start, openings[start : start + 700])
    s.provider.compute.provide(s.job_id, 0, b"the provider's own")
    _add_staking(town, chain)
    _add_compute(town, s, at_9, at_10)

    mint = deployment.token
    town.known |= {pda.stake(bytes(k)) for k in town.keys} | {pda.provider(bytes(k)) for k in town.keys}
    town.known |= {pda.token_account(bytes(k), mint) for k in town.keys} | set(town.keys)
    # the thief's purses of other tokens: one that looks the same, and ours as the other token program would keep it
    add_lookalikes(town, mint, ("thief", "requester", "provider", "challenger", "victim"))
    town.known |= {FAKE_STAKING, EVIL, compute.PROGRAM}
    return town


def add_lookalikes(town: Town, mint: bytes, names: Iterable[str], amount: int = 1_000 * COIN) -> Pubkey:
    """Purses of another token that looks the same, and of ours as the other token program would keep it. Gives that token's mint."""
    lookalike = town.put(Account(LAMPORTS, mint_account(6), TOKEN_PROGRAM))
    for name in names:
        whose = bytes(account_named(name).pubkey())
        town.known.add(town.put(Account(LAMPORTS, purse_account(bytes(lookalike), whose, amount), TOKEN_PROGRAM)))
        town.known.add(town.put(Account(LAMPORTS, purse_account(mint, whose, amount), TOKEN_2022)))
    town.known |= {lookalike, Pubkey.from_bytes(mint), TOKEN_2022, token.ASSOCIATED}
    return lookalike


def free_a_place(town: Town) -> None:
    """Takes the court off staking's list of slashers by force: with it and the two of the town's own, nobody more could be proposed."""
    old = town.svm.get_account(pda.staking_config())
    assert old is not None
    config, _ = staking.StakingConfig.decode(old.data, 8)
    data = config.DISCRIMINATOR + replace(config, slashers=config.slashers[:1]).encode()
    town.put(Account(old.lamports, data.ljust(len(old.data), b"\0"), old.owner), pda.staking_config())


def _add_staking(town: Town, chain: SolanaNetwork) -> None:
    authority, judge, second, victim, thief = (chain.as_account(n) for n in ("authority", "judge", "second", "victim", "thief"))
    poor = chain.as_account("challenger")
    fault = ids.fault_id(b"new".ljust(32))
    for name, who, call in (
        ("bond", victim, lambda: victim.staking.bond(COIN)),
        ("bond first", poor, lambda: poor.staking.bond(COIN)),
        ("unbond", victim, lambda: victim.staking.unbond(COIN)),
        ("withdraw", victim, lambda: victim.staking.withdraw()),
        ("lock", judge, lambda: judge.staking.lock(victim.account, COIN)),
        ("unlock", judge, lambda: judge.staking.unlock(victim.account, COIN)),
        ("slash", judge, lambda: judge.staking.slash(victim.account, COIN, fault, thief.account, 5_000)),
        ("sweep", thief, lambda: thief.staking.sweep(ids.fault_id(bytes(32)))),
        ("propose_slasher", authority, lambda: authority.staking.propose_slasher(thief.account)),
        ("activate_slasher", thief, lambda: thief.staking.activate_slasher(second.account)),
        ("retire_slasher", authority, lambda: authority.staking.retire_slasher(judge.account)),
    ):
        town.add(name, recorded(who, call))
    town.known |= {pda.fault(ids.fault_id(bytes([n]) * 32)) for n in (0, 1)}


def _add_compute(town: Town, s: Stage, at_9: Witness, at_10: Witness) -> None:
    chain = s.chain
    assert isinstance(chain, SolanaNetwork)
    requester, provider, challenger, thief, newcomer = (chain.as_account(n) for n in ("requester", "provider", "challenger", "thief", "newcomer"))
    job = {n: ids.job_id(bytes(pda.slasher()), requester.account, n) for n in range(1, 12)}
    dispute = {n: ids.dispute_id(j, 0) for n, j in job.items()}
    trace = s.job.witness(job[7]).trace
    last = trace.count - 1
    for name, who, call in (
        ("register", provider, lambda: provider.compute.register(SPEC)),
        ("register first", newcomer, lambda: newcomer.compute.register(SPEC)),
        ("post", requester, lambda: requester.compute.post(99, s.job.terms())),
        ("cancel", requester, lambda: requester.compute.cancel(job[6])),
        ("accept", provider, lambda: provider.compute.accept(job[6])),
        ("commit", provider, lambda: provider.compute.commit(job[7], trace.levels[0][last], trace.root, trace.path(last))),
        ("settle", thief, lambda: thief.compute.settle(job[1])),
        ("challenge", challenger, lambda: challenger.compute.challenge(job[8])),
        ("reveal", provider, lambda: provider.compute.reveal(job[9], at_9.reveal(dispute_of(chain, job[9])))),
        ("bisect", challenger, lambda: challenger.compute.bisect(job[10], 0, at_10.reveal(dispute_of(chain, job[10])))),
        ("provide", challenger, lambda: challenger.compute.provide(job[11], 0, b"afresh")),
        ("provide first", requester, lambda: requester.compute.provide(job[11], 0, b"the requester's")),
        ("referee", challenger, lambda: challenger.compute.referee(job[11], b"")),
        ("time_out of a deadline", thief, lambda: thief.compute.time_out(job[2])),
        ("time_out of a move", thief, lambda: thief.compute.time_out(job[3])),
        ("refund", thief, lambda: thief.compute.refund(job[4])),
        ("reclaim by the challenger", thief, lambda: thief.compute.reclaim(dispute[4])),
        ("reclaim by the provider", thief, lambda: thief.compute.reclaim(dispute[5])),
    ):
        town.add(name, recorded(who, call))
    town.known |= {pda.job(j) for j in job.values()} | {pda.dispute(d) for d in dispute.values()}
    town.known |= {pda.opening(dispute[11], p.account) for p in (provider, challenger)} | {pda.fault(ids.fault_id(dispute[4]))}


def bare_town() -> Town:
    """The programs stand and nobody has set them up."""
    town = Town(LiteSVM())
    for program, path in BUILT.items():
        town.svm.add_program_from_file(program, built(path))
    payer, thief = account_named("authority"), account_named("thief")
    for key in (payer, thief):
        town.svm.airdrop(key.pubkey(), LAMPORTS)
        town.keys[key.pubkey()] = key
    mint = town.put(Account(LAMPORTS, mint_account(6), TOKEN_PROGRAM))
    owner, s = bytes(payer.pubkey()), Settings()
    town.add("initialize staking", initialize_staking(payer.pubkey(), mint, s))
    town.add("initialize compute", initialize_compute(payer.pubkey(), mint, s))
    for account in (
        Account(LAMPORTS, mint_account(9), TOKEN_PROGRAM),
        Account(LAMPORTS, mint_account(0), TOKEN_PROGRAM),
        Account(LAMPORTS, mint_account(6), TOKEN_2022),
        Account(LAMPORTS, mint_account(6), EVIL),
        Account(LAMPORTS, mint_account(6), SYSTEM_PROGRAM),
        Account(LAMPORTS, bytes(44) + bytes([6, 0]) + bytes(36), TOKEN_PROGRAM),  # not initialized
        Account(LAMPORTS, purse_account(bytes(mint), owner, COIN), TOKEN_PROGRAM),
        Account(LAMPORTS, mint_account(6, 165), TOKEN_PROGRAM),
    ):
        town.known.add(town.put(account))
    town.known |= {mint, TOKEN_2022, token.ASSOCIATED, EVIL, thief.pubkey(), pda.staking_vault(), pda.escrow()}
    return town


def initialize_staking(payer: Pubkey, mint: Pubkey, s: Settings, **changes: Any) -> Instruction:
    slashers = (bytes(pda.slasher()), bytes(pda.court_slasher()))
    values: dict[str, Any] = {"authority": bytes(payer), "treasury": bytes(payer), "unbond_secs": s.unbond_secs, "slashers": slashers}
    return staking.initialize(payer=payer, config=pda.staking_config(), vault=pda.staking_vault(), token=mint, **(values | changes))


def initialize_compute(payer: Pubkey, mint: Pubkey, s: Settings, **changes: Any) -> Instruction:
    constants = {"window_secs", "move_secs", "challenge_bond", "reward_bps", "late_bps"}
    values: dict[str, Any] = {"treasury": bytes(payer), **s.model_dump(include=constants)}
    return compute.initialize(payer=payer, config=pda.compute_config(), escrow=pda.escrow(), slasher=pda.slasher(), token=mint, **(values | changes))
