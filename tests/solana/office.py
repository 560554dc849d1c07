"""A town on LiteSVM with subjects, keys, issuers, contents and rulings, in which every instruction of identity would succeed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from unittest.mock import patch

import pytest
from assay import ids
from assay.artifacts import built
from assay.commit.attestations import Batch
from assay.models.deployment import Settings
from assay.models.identity import Algorithm, Role
from assay.signatures import SoftwareKey
from assay.solana import pda
from assay.solana.deploy import BUILT
from assay.solana.generated import compute, court, identity, staking
from assay.solana.network import SolanaNetwork, account_named
from assay.solana.transport import TOKEN_PROGRAM
from solders.instruction import Instruction
from solders.litesvm import LiteSVM
from solders.pubkey import Pubkey

from tests.cast import COIN, funded, tick
from tests.registry import PROFILE, Registry, content_of, id_of, key_of, registry
from tests.solana.town import EVIL, FAKE_STAKING, LAMPORTS, Case, Place, Recorded, Result, Town, litesvm, svm_of

SYSVAR = Pubkey.from_string("Sysvar1nstructions1111111111111111111111111")
INITIALIZE = "initialize identity"
PEOPLE = ("authority", "accuser", "accused", "friend", "watcher", "issuer", "retiree", "newcomer", "thief", "heir", "g0", "g1")
ED, P256, MISUSED, SPARE, PLAIN = key_of("ed", Algorithm.ED25519), key_of("p256", Algorithm.P256), key_of("misused"), key_of("spare"), key_of("plain")
ACCOUNTS = {i["name"]: i["accounts"] for i in json.loads(built("idl/identity.json").read_text())["instructions"]}


@dataclass
class Registered(Town):
    """Where a call carries a proof that a native program verifies, that program's instruction goes before it."""

    proofs: dict[bytes, tuple[Instruction, ...]] = field(default_factory=dict)

    def note(self, name: str, instructions: Sequence[Instruction]) -> None:
        *before, ix = instructions
        flags = ("signer", "writable", "optional")
        places = tuple(Place(a["name"], *(a.get(flag, False) for flag in flags)) for a in ACCOUNTS[name.split()[0]])
        assert len(places) == len(ix.accounts)
        self.cases[name] = Case(name, ix, places)
        self.known |= {m.pubkey for m in ix.accounts}
        if before:
            self.proofs[bytes(ix.data)] = tuple(before)

    def simulate(self, *instructions: Instruction) -> Result:
        return super().simulate(*self.proven(instructions))

    def send(self, *instructions: Instruction) -> Result:
        return super().send(*self.proven(instructions))

    def proven(self, instructions: Sequence[Instruction]) -> list[Instruction]:
        return [x for ix in instructions for x in (*self.proofs.get(bytes(ix.data), ()), ix)]


def asked(who: SolanaNetwork, call: Callable[[], object]) -> list[Instruction]:
    """All instructions that the client makes of a call, not sent."""
    kept: list[Instruction] = []

    def keep(_verb: str, _signers: object, instructions: Sequence[Instruction], _units: int | None = None) -> None:
        kept.extend(instructions)
        raise Recorded

    with patch.object(who._transport, "send", keep), pytest.raises(Recorded):
        call()
    return kept


def initialize_identity(payer: Pubkey, **changes: Any) -> Instruction:
    s = Settings()
    values: dict[str, Any] = {
        "court": bytes(pda.court_slasher()), "chain": b"\7" * 32, "issuer_stake": s.issuer_stake, "exit_secs": s.exit_secs,
        "recovery_secs": s.recovery_secs, "voucher_bps": s.voucher_bps, "reward_bps": s.voucher_reward_bps,
    }  # fmt: skip
    return identity.initialize(payer=payer, **(values | changes))


def bare_identity() -> Registered:
    """Identity stands and nobody has set it up."""
    town = Registered(LiteSVM())
    for program, path in BUILT.items():
        town.svm.add_program_from_file(program, built(path))
    for name in ("authority", "thief"):
        key = account_named(name)
        town.svm.airdrop(key.pubkey(), LAMPORTS)
        town.keys[key.pubkey()] = key
    town.note(INITIALIZE, [initialize_identity(account_named("authority").pubkey())])
    town.known |= {EVIL, account_named("thief").pubkey(), pda.identity_slasher(), pda.court_config(), pda.staking_config(), SYSVAR}
    return town


@dataclass
class Office:
    """The registry with subjects, keys, issuers, contents and rulings at every stage."""

    r: Registry
    town: Registered
    content: dict[str, bytes] = field(default_factory=dict)
    case: dict[str, bytes] = field(default_factory=dict)

    @property
    def chain(self) -> SolanaNetwork:
        assert isinstance(self.r.chain, SolanaNetwork)
        return self.r.chain

    def who(self, name: str) -> SolanaNetwork:
        return self.chain.as_account(name)


def subject_of(r: Registry, nonce: int) -> bytes:
    return ids.subject_id(r.program, r.controller.account, nonce)


def told_office() -> Office:
    chain = litesvm()
    r = registry(chain)
    for name in PEOPLE:
        chain.as_account(name)
    o = Office(r, Registered(svm_of(chain)))
    o.town.svm.add_program_from_file(FAKE_STAKING, built(BUILT[staking.PROGRAM]))
    r.found(guardians=2, threshold=2)
    for key in (ED, P256, MISUSED, SPARE, PLAIN):
        r.add(key)
    for name in ("retiree", "newcomer", "thief"):
        funded(chain, name)
        tick(chain)
        o.who(name).staking.bond(400 * COIN)
    for name in ("retiree", "thief"):
        tick(chain)
        o.who(name).identity.register_issuer(PROFILE)
    r.register(600)
    for nonce in range(1, 6):
        r.attest(nonce)
        r.attest(nonce, by=o.who("thief"))
    tree = r.vouched(r.subject_id, r.subject_id, r.subject_id)
    for who, nonce in ((r.issuer, 1), (o.who("thief"), 1)):
        tick(chain)
        who.identity.attest_batch(nonce, tree.root, 3, 0, chain.now() + 10_000_000)
    # Another generation was revoked, so that each call has to show whether its own was.
    for who in (r.issuer, o.who("thief")):
        tick(chain)
        who.identity.revoke_generation(5)
    r.record_batch(PLAIN, 1, [content_of(f"batched {n}") for n in range(3)])
    for name in ("punished", "flagged"):
        o.content[name] = r.record(MISUSED, content_of(name))
    for name, matter in (("punished", o.content["punished"]), ("flagged", o.content["flagged"]), ("key", id_of(SPARE)), ("other", b"\7" * 32)):
        o.case[name] = r.accuse(matter, penalty=50 * COIN)
    r.room.close()
    for name in ("punished", "flagged", "key"):
        tick(chain)
        r.room.watcher.court.close(o.case[name])
    tick(chain)
    r.room.watcher.identity.flag_record(o.case["punished"], o.content["punished"])
    tick(chain)
    leaves_at = o.who("retiree").identity.retire_issuer().leaves_at
    chain.set_time(max(leaves_at - 2 * r.config.recovery_secs, chain.now()))
    guardians = [chain.as_account(f"g{n}").account for n in (0, 1)]
    for nonce, threshold in ((2, 1), (3, 2), (4, 1)):
        tick(chain)
        r.controller.identity.create_subject(nonce, guardians, threshold)
    r.controller.identity.change_guardians(subject_of(r, 2), guardians[:1], 1)
    tick(chain)
    o.who("g0").identity.back_recovery(subject_of(r, 4), o.who("heir").account)
    chain.set_time(max(leaves_at, chain.now() + 2 * r.config.recovery_secs))
    o.who("g0").identity.back_recovery(subject_of(r, 3), o.who("heir").account)
    tick(chain)
    town = o.town
    town.keys |= {account_named(name).pubkey(): account_named(name) for name in PEOPLE}
    for name, who, call in calls(o):
        assert isinstance(who, SolanaNetwork)
        town.note(name, asked(who, call))
    town.known |= known(o)
    return o


def calls(o: Office) -> Iterator[tuple[str, Any, Callable[[], object]]]:
    """By name: who calls, and what."""
    r, c = o.r, o.r.controller
    watcher, issuer, newcomer, retiree = r.room.watcher, r.issuer, o.who("newcomer"), o.who("retiree")
    s, now = r.subject_id, o.chain.now()
    terms, tree = r.terms(), r.vouched(s, s, s)
    batch_id, content = r.attestation_id(1), content_of("new")
    contents = [content_of(f"batched {n}") for n in range(3)]
    of_contents = Batch([x.payload for x in contents])
    signature = issuer.identity.sign_attestation(8, terms, now + 1_000)

    def adds(key: SoftwareKey) -> Callable[[], object]:
        return lambda: c.identity.add_key(s, key.algorithm, Role.PERSON, 0, key.public_key, r.possession(key))

    def records(key: SoftwareKey) -> Callable[[], object]:
        return lambda: watcher.identity.record(id_of(key), content, r.signed(key, content))

    yield "create_subject", newcomer, lambda: newcomer.identity.create_subject(1, [o.who("g0").account], 1)
    for algorithm in Algorithm:
        key = key_of("new", algorithm)
        yield f"add_key {algorithm.name}", c, adds(key)
    new = key_of("newer", Algorithm.ED25519)
    yield "rotate_key", c, lambda: c.identity.rotate_key(s, id_of(PLAIN), new.algorithm, 0, new.public_key, r.possession(new))
    yield "revoke_key", c, lambda: c.identity.revoke_key(id_of(PLAIN), now)
    yield "change_guardians", c, lambda: c.identity.change_guardians(s, [o.who("heir").account], 1)
    yield "apply_guardians", watcher, lambda: watcher.identity.apply_guardians(subject_of(r, 2))
    yield "back_recovery", o.who("g0"), lambda: o.who("g0").identity.back_recovery(s, o.who("heir").account)
    yield "cancel_recovery", c, lambda: c.identity.cancel_recovery(subject_of(r, 3))
    yield "recover", watcher, lambda: watcher.identity.recover(subject_of(r, 4))
    yield "register_issuer", issuer, lambda: issuer.identity.register_issuer(b"\1" * 32)
    yield "register_issuer first", newcomer, lambda: newcomer.identity.register_issuer(PROFILE)
    yield "retire_issuer", issuer, lambda: issuer.identity.retire_issuer()
    yield "release_issuer", watcher, lambda: watcher.identity.release_issuer(retiree.account)
    yield "attest", issuer, lambda: issuer.identity.attest(9, terms)
    yield "attest_for", watcher, lambda: watcher.identity.attest_for(issuer.account, 8, terms, now + 1_000, signature)
    yield "attest_batch", issuer, lambda: issuer.identity.attest_batch(9, tree.root, 3, 0, now + 1_000)
    yield "claim_attestation", watcher, lambda: watcher.identity.claim_attestation(batch_id, 1, s, 1, sha256(b"\1").digest(), tree.path(1))
    yield "revoke_attestation", issuer, lambda: issuer.identity.revoke_attestation(r.attestation_id(2))
    yield "revoke_in_batch", issuer, lambda: issuer.identity.revoke_in_batch(batch_id, 2)
    yield "revoke_generation", issuer, lambda: issuer.identity.revoke_generation(3)
    for key in (ED, P256, PLAIN):
        yield f"record {key.algorithm.name}", watcher, records(key)
    proof = r.sign_batch(P256, 2, of_contents.root, 3)
    yield "record_batch", watcher, lambda: watcher.identity.record_batch(id_of(P256), 2, of_contents.root, 3, proof)
    yield "claim_record", watcher, lambda: watcher.identity.claim_record(r.content_batch_id(PLAIN, 1), 1, contents[1], of_contents.path(1))
    yield "flag_record", watcher, lambda: watcher.identity.flag_record(o.case["flagged"], o.content["flagged"])
    yield "flag_key", watcher, lambda: watcher.identity.flag_key(o.case["key"], id_of(SPARE))
    yield "punish_voucher", watcher, lambda: watcher.identity.punish_voucher(o.case["punished"], r.attestation_id(3))


def known(o: Office) -> set[Pubkey]:
    """What lies about: everybody's accounts of every kind, and other programs'."""
    r, people = o.r, [bytes(account_named(n).pubkey()) for n in PEOPLE]
    issuers = [bytes(account_named(n).pubkey()) for n in ("issuer", "retiree", "thief")]
    out = {account_named(n).pubkey() for n in PEOPLE} | {pda.stake(p) for p in people} | {pda.issuer(p) for p in issuers}
    out |= {pda.subject(subject_of(r, n)) for n in range(1, 6)} | {pda.subject_key(id_of(k)) for k in (ED, P256, MISUSED, SPARE, PLAIN)}
    out |= {pda.generation(p, n) for p in issuers for n in (0, 3, 5)}
    for p in issuers:
        out |= {pda.attestation(ids.attestation_id(r.program, p, n)) for n in range(1, 6)}
        out.add(pda.attestation_batch(ids.attestation_id(r.program, p, 1)))
    out |= {pda.content(c) for c in o.content.values()} | {pda.content_batch(r.content_batch_id(PLAIN, 1))}
    for case_id in o.case.values():
        out |= {pda.case(case_id), pda.finding(case_id), pda.fault(ids.fault_id(case_id))}
    out |= {FAKE_STAKING, EVIL, court.PROGRAM, compute.PROGRAM, staking.PROGRAM, identity.PROGRAM, TOKEN_PROGRAM, SYSVAR}
    return out | {
        pda.staking_config(),
        pda.court_config(),
        pda.court_slasher(),
        pda.slasher(),
        pda.identity_slasher(),
        pda.identity_config(),
        pda.staking_vault(),
    }


CALLS = (
    INITIALIZE, "create_subject", "add_key ED25519", "add_key SECP256K1", "add_key P256", "rotate_key", "revoke_key", "change_guardians", "apply_guardians",
    "back_recovery", "cancel_recovery", "recover", "register_issuer", "register_issuer first", "retire_issuer", "release_issuer", "attest", "attest_for",
    "attest_batch", "claim_attestation", "revoke_attestation", "revoke_in_batch", "revoke_generation", "record ED25519", "record P256", "record SECP256K1",
    "record_batch", "claim_record", "flag_record", "flag_key", "punish_voucher",
)  # fmt: skip
