"""What every call of a town has to withstand: other accounts in its places, copies of its own, and what is left out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from assay.models.deployment import Settings
from assay.solana import pda
from assay.solana.generated import compute, court, rewards, staking
from assay.solana.transport import SYSTEM_PROGRAM, TOKEN_PROGRAM
from solders.account import Account
from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

from tests.solana.town import EVIL, TOKEN_2022, Case, Place, Town, allowed, bare_town

# Why another account in a place may be as good.
ANYONE = "anyone may, and pays"
OWNERS = {EVIL, SYSTEM_PROGRAM, TOKEN_PROGRAM, TOKEN_2022, staking.PROGRAM, compute.PROGRAM, court.PROGRAM, rewards.PROGRAM}
KINDS = [*staking.ACCOUNTS, *compute.ACCOUNTS, *court.ACCOUNTS, *rewards.ACCOUNTS, bytes(8)]


def is_left_out(case: Case, place: Place) -> bool:
    """Whether an account that need not be there is not: its program's own address stands for it."""
    return place.optional and dict(zip(case.places, case.instruction.accounts, strict=True))[place].pubkey == case.instruction.program_id


def stand_ins(town: Town, case: Case) -> dict[str, set[Pubkey]]:
    """Which other accounts of the town passed, by the places that they passed in. Nobody else's account is changed by those that did not."""
    passed: dict[str, set[Pubkey]] = {}
    for at, (place, meta) in enumerate(zip(case.places, case.instruction.accounts, strict=True)):
        for other in town.known - {meta.pubkey}:
            tampered = case.but(at, AccountMeta(other, meta.is_signer and other in town.keys, place.writable))
            if allowed(town.simulate(tampered)):
                passed.setdefault(place.name, set()).add(other)
    return passed


def copies(town: Town, case: Case, unread: Collection[str], may_be_vacant: Collection[str] = ()) -> set[str]:
    """The places in which a copy with the right owner passes. One under another owner or with another type's mark passes nowhere but in
    places that are not read. An account of the system program, which with data nobody could put there, is none where there may be none."""
    passed: set[str] = set()
    for at, (place, meta) in enumerate(zip(case.places, case.instruction.accounts, strict=True)):
        real = town.svm.get_account(meta.pubkey)
        if real is None or not real.data or real.executable or place.name in unread or is_left_out(case, place):
            continue
        for owner in OWNERS - {real.owner} - ({SYSTEM_PROGRAM} if place.name in may_be_vacant else set()):
            stolen = Account(real.lamports, real.data, owner)
            for address in (None, meta.pubkey):
                lies = town.put(stolen, address)
                result = town.simulate(case.but(at, AccountMeta(lies, meta.is_signer, meta.is_writable)))
                town.put(real, meta.pubkey)
                assert not allowed(result), f"{case.name}: {place.name} of {owner}"
        if real.owner != TOKEN_PROGRAM:
            for mark in KINDS:
                if mark != real.data[:8]:
                    town.put(Account(real.lamports, mark + real.data[8:], real.owner), meta.pubkey)
                    result = town.simulate(case.instruction)
                    town.put(real, meta.pubkey)
                    assert not allowed(result), f"{case.name}: {place.name} marked {mark.hex()}"
        if allowed(town.simulate(case.but(at, AccountMeta(town.put(real), meta.is_signer, meta.is_writable)))):
            passed.add(place.name)
    return passed


def need_everything(town: Town, case: Case, unwritten: Collection[str] = ()) -> None:
    """Without a signature that it asks for, with an account locked that it writes to, cut short by an account or by a byte, a call is refused."""
    metas = case.instruction.accounts
    for place, meta in zip(case.places, metas, strict=True):
        if place.signer:
            silent = [AccountMeta(m.pubkey, m.is_signer and m.pubkey != meta.pubkey, m.is_writable) for m in metas]
            assert not allowed(town.send(case.with_metas(silent))), f"{case.name}: {place.name} did not sign"
        if place.writable and not is_left_out(case, place) and place.name not in unwritten:
            locked = [AccountMeta(m.pubkey, m.is_signer, m.is_writable and m.pubkey != meta.pubkey) for m in metas]
            assert not allowed(town.send(case.with_metas(locked))), f"{case.name}: {place.name} was locked"
    for length in range(len(metas)):
        assert not allowed(town.send(case.with_metas(metas[:length]))), f"{case.name}: {length} accounts"
    data = bytes(case.instruction.data)
    for cut in {0, 7, 8, len(data) - 1} - {len(data)}:
        assert not allowed(town.send(Instruction(case.instruction.program_id, data[:cut], metas))), f"{case.name}: {cut} bytes"


def bare_courts() -> Town:
    """Court and rewards stand and nobody has set them up."""
    town = bare_town()
    payer, mint = (town.cases["initialize staking"].instruction.accounts[at].pubkey for at in (0, 3))
    town.cases.clear()
    town.add("initialize court", initialize_court(payer, mint))
    town.add("initialize rewards", initialize_rewards(payer, mint))
    return town


def initialize_court(payer: Pubkey, mint: Pubkey, s: Settings | None = None, **changes: Any) -> Instruction:
    constants = {"contest_secs", "phase_secs", "case_bond", "seed_bond", "seat_stake", "max_penalty", "jurors", "max_rounds", "reward_bps"}
    values: dict[str, Any] = {"treasury": bytes(payer), **(s or Settings()).model_dump(include=constants)}
    return court.initialize(
        payer=payer, config=pda.court_config(), escrow=pda.court_escrow(), slasher=pda.court_slasher(), token=mint, **(values | changes)
    )  # fmt: skip


def initialize_rewards(payer: Pubkey, mint: Pubkey, s: Settings | None = None, **changes: Any) -> Instruction:
    constants = {"window_secs", "post_secs", "claim_secs", "rotate_secs", "post_bond"}
    values: dict[str, Any] = {"treasury": bytes(payer), "court": bytes(pda.court_slasher()), **(s or Settings()).model_dump(include=constants)}
    return rewards.initialize(payer=payer, config=pda.rewards_config(), purse=pda.purse(bytes(mint)), token=mint, **(values | changes))


def with_data(ix: Instruction, data: bytes) -> Instruction:
    return Instruction(ix.program_id, data, ix.accounts)


def at_place(case: Case, name: str) -> int:
    return [p.name for p in case.places].index(name)
