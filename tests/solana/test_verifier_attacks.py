"""Known attacks on the verifier's program: accounts that stand in for others, a hook that nobody signed for, proofs of something else, and consumers
that mean harm. What is the same on every chain: tests/stories/test_verifier.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from assay import errors as e
from assay import ids
from assay.commit import statement as statements
from assay.commit.routes import EZKL, FIELD, GROTH16, RISC_ZERO, ROUTES, SP1, Route, signals_of
from assay.models.verifier import Claim
from assay.reference.groth16 import PRIME
from assay.solana import pda
from assay.solana.generated import verifier as g
from assay.solana.network import SolanaNetwork, account_named
from assay.solana.transport import SYSTEM_PROGRAM, TOKEN_PROGRAM
from assay.solana.verifier import SolanaVerifier
from solders.account import Account
from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

from tests.cast import tick
from tests.ceremony import Ceremony, g1_bytes, negated, off_subgroup
from tests.consumers import PROBE, consumers, stand_account, told
from tests.solana.town import EVIL, LAMPORTS, Result, Town, allowed, litesvm, meta_of, recorded, refused, svm_of, units
from tests.stories.test_verifier import SAYS_ELSE, STATEMENT, Laboratory, claim, laboratory, said

TAKE, REFUSE, REENTER, NEVER_END = range(4)
C = Ceremony(model_digest=b"\x01".rjust(32, b"\x00"))
PROOF = C.prove(STATEMENT)
MODEL, DELIVERY, CONSUMER, CONSUMER_PROGRAM, HOOK_AT = 2, 3, 4, 5, 6


@dataclass
class Siege:
    chain: SolanaNetwork
    town: Town
    model_id: bytes
    consumer: bytes
    other: bytes

    def verify(self, statement: bytes, proof: bytes, **changes: Any) -> Result:
        sound: dict[str, Any] = {"model": pda.model(self.model_id), "model_id": self.model_id, "statement": statement, "proof": proof}
        ix = g.verify(**(sound | changes))
        return self.town.simulate(ix)

    def register(self, selector: bytes, key: bytes, nonce: int = 9) -> Result:
        mallory = account_named("mallory").pubkey()
        model = pda.model(ids.model_id(self.chain.deployment().verifier, bytes(mallory), nonce))
        ix = g.register_model(owner=mallory, model=model, nonce=nonce, selector=selector, key=key, model_digest=bytes(32), timelock_secs=60)
        return self.town.simulate(ix)

    def context(self, nonce: int = 1, **changes: bytes) -> bytes:
        at = {
            "program": self.chain.deployment().verifier,
            "chain": self.chain.verifier.config().chain,
            "consumer": self.consumer,
            "model": self.model_id,
            "prover": self.chain.as_account("mallory").account,
        } | changes
        return statements.context(ids.consumer_domain(at["program"], at["chain"], at["consumer"]), at["model"], nonce, at["prover"])

    def handed(self, nonce: int = 1, what: Claim | None = None, proof: bytes | None = None, consumer: bytes | None = None, *others: AccountMeta) -> Instruction:
        what, to = what or claim(), consumer or self.consumer
        sound = C.prove(said(what, self.context(nonce, consumer=to))) if proof is None else proof
        mallory = self.chain.as_account("mallory")
        assert isinstance(mallory.verifier, SolanaVerifier)
        return mallory.verifier.call(self.model_id, to, nonce, mallory.account, what, sound, *others)

    def heard(self) -> dict[bytes, tuple[bytes, int, Claim]]:
        return told(self.chain, [self.consumer, self.other])


@pytest.fixture
def siege() -> Siege:
    chain = litesvm()
    lab = laboratory(chain)
    mallory = chain.as_account("mallory")
    town = Town(svm_of(chain), keys={account_named(n).pubkey(): account_named(n) for n in ("owner", "mallory", "authority")})
    assert mallory.account == bytes(account_named("mallory").pubkey())
    return Siege(chain, town, lab.model_id, *consumers(chain))


def swap(ix: Instruction, at: int, account: Pubkey, *, signer: bool = False) -> Instruction:
    metas = list(ix.accounts)
    metas[at] = AccountMeta(account, signer, metas[at].is_writable)
    return Instruction(ix.program_id, bytes(ix.data), metas)


# ---- accounts


def test_a_model_is_an_account_of_the_verifier_and_of_its_id(siege: Siege) -> None:
    """INV-VERIFIER-1: the same bytes under another program's ownership, another kind of account, or another model's, are no model."""
    svm, at = siege.town.svm, pda.model(siege.model_id)
    real = svm.get_account(at)
    assert real is not None
    assert allowed(siege.verify(STATEMENT, PROOF))
    for owner in (EVIL, TOKEN_PROGRAM, PROBE):
        lie = siege.town.put(Account(real.lamports, real.data, owner))
        assert not allowed(siege.verify(STATEMENT, PROOF, model=lie)), owner
    copied = siege.town.put(Account(real.lamports, b"\x01" * 8 + real.data[8:], real.owner))
    for other in (copied, pda.verifier_config(), pda.hook(siege.consumer), g.PROGRAM, siege.town.purse.pubkey()):
        assert not allowed(siege.verify(STATEMENT, PROOF, model=other)), other
    # An account of the system program is no model, whatever it holds.
    assert refused(siege.verify(STATEMENT, PROOF, model=Pubkey.new_unique())) is e.UnknownModel
    second = laboratory_of(siege, nonce=2)
    assert not allowed(siege.verify(STATEMENT, PROOF, model=pda.model(second)))
    assert allowed(siege.verify(STATEMENT, PROOF, model=pda.model(second), model_id=second))


def laboratory_of(siege: Siege, nonce: int) -> bytes:
    tick(siege.chain)
    owner = siege.chain.as_account("owner")
    owner.verifier.register_model(nonce, GROTH16.selector, C.key, C.model_digest, 60)
    return ids.model_id(siege.chain.deployment().verifier, owner.account, nonce)


def test_a_key_that_was_cut_off_proves_nothing(siege: Siege) -> None:
    """INV-VERIFIER-5: no transaction can cut a model's account; were it cut, no proof would count by what is missing."""
    at = pda.model(siege.model_id)
    real = siege.town.svm.get_account(at)
    assert real is not None
    for length in (8, 100, len(real.data) - 576, len(real.data) - 64, len(real.data) - 1):
        siege.town.put(Account(real.lamports, real.data[:length], real.owner), at)
        result = siege.town.send(g.verify(model=at, model_id=siege.model_id, statement=STATEMENT, proof=PROOF))
        assert "Failed" in type(result).__name__, length
    siege.town.put(real, at)
    assert allowed(siege.verify(STATEMENT, PROOF))


def test_every_account_of_a_call_is_held_to_its_place(siege: Siege) -> None:
    """INV-VERIFIER-3: another config, delivery, consumer program or hook in its place is refused; so is a second writer of an account."""
    sound = siege.handed()
    assert allowed(siege.town.simulate(sound))
    others = pda.delivery(siege.other, siege.model_id)
    config = siege.town.svm.get_account(pda.verifier_config())
    assert config is not None
    wrong = {
        "a copy of the config": swap(sound, 1, siege.town.put(config)),
        "another consumer's delivery": swap(sound, DELIVERY, others),
        "the model as delivery": swap(sound, DELIVERY, pda.model(siege.model_id)),
        "anybody as delivery": swap(sound, DELIVERY, Pubkey.new_unique()),
        "another program": swap(sound, CONSUMER_PROGRAM, TOKEN_PROGRAM),
        "the system program": swap(sound, CONSUMER_PROGRAM, SYSTEM_PROGRAM),
        "the verifier": swap(sound, CONSUMER_PROGRAM, g.PROGRAM),
        "another hook": swap(sound, HOOK_AT, Pubkey.new_unique()),
        "another consumer's hook": swap(sound, HOOK_AT, pda.hook(siege.other)),
        "another consumer": swap(sound, CONSUMER, Pubkey.from_bytes(siege.other)),
    }
    for name, ix in wrong.items():
        assert not allowed(siege.town.simulate(ix)), name
    assert refused(siege.town.simulate(wrong["another program"])) is e.NotConsumer
    for at in range(len(sound.accounts)):
        meta = sound.accounts[at]
        if meta.is_writable:
            metas = [AccountMeta(m.pubkey, m.is_signer, m.is_writable and m.pubkey != meta.pubkey) for m in sound.accounts]
            assert not allowed(siege.town.simulate(Instruction(g.PROGRAM, bytes(sound.data), metas))), at
    for length in range(len(sound.accounts)):
        assert not allowed(siege.town.simulate(Instruction(g.PROGRAM, bytes(sound.data), sound.accounts[:length]))), length


def test_a_delivery_of_other_bytes_is_none(siege: Siege) -> None:
    """INV-VERIFIER-3: a delivery is the verifier's own account of this consumer and model, though it stood at the right address."""
    siege.town.send(siege.handed())
    at = pda.delivery(siege.consumer, siege.model_id)
    real = siege.town.svm.get_account(at)
    assert real is not None
    # The type's mark, the consumer, and the model.
    for bent in (0, 8, 40):
        data = bytearray(real.data)
        data[bent] ^= 1
        siege.town.put(Account(real.lamports, bytes(data), real.owner), at)
        assert not allowed(siege.town.simulate(siege.handed(2)))
    siege.town.put(Account(real.lamports, real.data, EVIL), at)
    assert not allowed(siege.town.simulate(siege.handed(2)))
    siege.town.put(real, at)
    assert allowed(siege.town.simulate(siege.handed(2)))


def test_a_delivery_that_somebody_paid_for_can_still_be_opened(siege: Siege) -> None:
    """INV-VERIFIER-3: lamports at an address that is not yet open stop nobody; the same of a model to be."""
    at = pda.delivery(siege.consumer, siege.model_id)
    siege.town.svm.airdrop(at, LAMPORTS)
    assert allowed(siege.town.send(siege.handed()))
    assert siege.chain.verifier.delivery(siege.consumer, siege.model_id).nonce == 1
    owner = siege.chain.as_account("owner").account
    siege.town.svm.airdrop(pda.model(ids.model_id(siege.chain.deployment().verifier, owner, 2)), LAMPORTS)
    assert siege.chain.verifier.model(laboratory_of(siege, nonce=2)) is not None


def test_nothing_is_set_up_twice(siege: Siege) -> None:
    """INV-VERIFIER-8: config and models are opened once: another authority, chain or owner does not come after."""
    mallory = siege.chain.as_account("mallory")
    payer = Pubkey.from_bytes(mallory.account)
    mint = Pubkey.from_bytes(siege.chain.deployment().token)
    assert not allowed(siege.town.simulate(g.initialize(payer=payer, token=mint, authority=mallory.account, chain=bytes(32))))
    owner = siege.chain.as_account("owner")
    again = recorded(owner, lambda: owner.verifier.register_model(1, GROTH16.selector, Ceremony("mine").key, bytes(32), 60))
    assert refused(siege.town.simulate(again)) is e.ModelExists
    stolen = g.register_model(
        owner=payer, model=pda.model(siege.model_id), nonce=1, selector=GROTH16.selector, key=C.key, model_digest=bytes(32), timelock_secs=60
    )  # fmt: skip
    assert refused(siege.town.simulate(stolen)) is e.ModelExists
    elsewhere = g.register_model(
        owner=payer, model=pda.model(b"\x07" * 32), nonce=1, selector=GROTH16.selector, key=C.key, model_digest=bytes(32), timelock_secs=60
    )  # fmt: skip
    assert not allowed(siege.town.simulate(elsewhere))


def test_only_who_signs_is_owner_or_authority(siege: Siege) -> None:
    """INV-VERIFIER-7: the owner's and the authority's addresses without their signatures open nothing."""
    owner, authority = siege.chain.as_account("owner"), siege.chain.as_account("authority")
    calls = (
        recorded(owner, lambda: owner.verifier.tombstone(siege.model_id)),
        recorded(owner, lambda: owner.verifier.propose_key(siege.model_id, C.key, bytes(32))),
        recorded(authority, lambda: authority.verifier.freeze_route(GROTH16.selector)),
    )
    for ix, error in zip(calls, (e.NotModelOwner, e.NotModelOwner, e.NotVerifierAuthority), strict=True):
        assert allowed(siege.town.simulate(ix))
        silent = [AccountMeta(m.pubkey, False, m.is_writable) for m in ix.accounts]
        assert not allowed(siege.town.simulate(Instruction(ix.program_id, bytes(ix.data), silent)))
        assert refused(siege.town.simulate(swap(ix, 0, account_named("mallory").pubkey(), signer=True))) is error


# ---- the hook


def test_nobody_signs_as_the_hook(siege: Siege) -> None:
    """INV-VERIFIER-3: a consumer called without the verifier refuses: the hook did not sign, or another account did."""
    mallory = account_named("mallory").pubkey()
    data = bytes.fromhex("a205f6c5450b3bed") + siege.model_id + (1).to_bytes(8, "little")
    data += claim().commitment + claim().observed_at.to_bytes(8, "little") + claim().result
    consumer = AccountMeta(Pubkey.from_bytes(siege.consumer), is_signer=False, is_writable=True)
    for hook in (AccountMeta(pda.hook(siege.consumer), False, False), AccountMeta(mallory, True, False)):
        assert not allowed(siege.town.simulate(Instruction(PROBE, data, [consumer, hook])))
    assert siege.heard() == {}


def test_a_signature_that_is_handed_on_says_nothing_to_another(siege: Siege) -> None:
    """INV-VERIFIER-3: a consumer of mallory's is called with its own hook's signature and calls the next one with it, which does not listen."""
    data = bytes.fromhex("a205f6c5450b3bed") + siege.model_id + (1).to_bytes(8, "little")
    data += claim(SAYS_ELSE).commitment + claim().observed_at.to_bytes(8, "little") + SAYS_ELSE
    victim = AccountMeta(Pubkey.from_bytes(siege.consumer), is_signer=False, is_writable=True)
    stand_account(siege.chain, Pubkey.from_bytes(siege.other), REENTER, data)
    program = AccountMeta(PROBE, is_signer=False, is_writable=False)
    for hook in (pda.hook(siege.other), pda.hook(siege.consumer)):
        others = [program, victim, AccountMeta(hook, is_signer=False, is_writable=False)]
        assert not allowed(siege.town.simulate(siege.handed(1, None, None, siege.other, *others)))
    assert siege.heard() == {}
    # To itself the signature says what it said before.
    own = AccountMeta(Pubkey.from_bytes(siege.other), is_signer=False, is_writable=True)
    stand_account(siege.chain, own.pubkey, TAKE)
    assert allowed(siege.town.send(siege.handed(1, None, None, siege.other)))
    assert siege.heard() == {siege.other: (siege.model_id, 1, claim())}


def test_only_an_account_of_a_program_is_a_consumer(siege: Siege) -> None:
    """NotConsumer: a person, an address of nobody; accounts of programs that have no on_verified refuse by themselves."""
    for nobody in (siege.chain.as_account("mallory").account, bytes(Pubkey.new_unique())):
        assert refused(siege.town.simulate(siege.handed(consumer=nobody))) is e.NotConsumer
    for other in (siege.chain.deployment().token, bytes(pda.staking_config()), bytes(pda.verifier_config()), bytes(pda.model(siege.model_id))):
        assert not allowed(siege.town.simulate(siege.handed(consumer=other)))


def test_an_account_that_changed_hands_is_another_programs_consumer(siege: Siege) -> None:
    """INV-VERIFIER-3: the program called is the account's owner at that moment, not what the caller says."""
    ix = siege.handed()
    stand_account(siege.chain, Pubkey.from_bytes(siege.consumer), TAKE, owner=TOKEN_PROGRAM)
    assert refused(siege.town.simulate(ix)) is e.NotConsumer


# ---- proofs


def test_a_proof_serves_once_whatever_it_is_turned_into(siege: Siege) -> None:
    """INV-VERIFIER-2, INV-VERIFIER-3: again, negated, or made anew for the same statement, it finds its nonce used."""
    proof = C.prove(said(claim(), siege.context()))
    assert allowed(siege.town.simulate(siege.handed(proof=negated(proof))))
    assert allowed(siege.town.send(siege.handed(proof=proof)))
    assert siege.heard() == {siege.consumer: (siege.model_id, 1, claim())}
    for again in (proof, negated(proof), C.prove(said(claim(), siege.context()), salt=1)):
        assert refused(siege.town.simulate(siege.handed(proof=again))) is e.NonceUsed
    assert refused(siege.town.simulate(siege.handed(0))) is e.NonceUsed
    assert allowed(siege.town.send(siege.handed(2**64 - 1)))
    assert refused(siege.town.simulate(siege.handed(2**64 - 1))) is e.NonceUsed
    assert siege.chain.verifier.delivery(siege.other, siege.model_id).nonce == 0


def test_a_proof_for_another_is_false_here(siege: Siege) -> None:
    """INV-VERIFIER-3, INV-VERIFIER-13: another chain's, verifier's, consumer's, model's, nonce's or prover's, and of another claim."""
    others = {
        "chain": siege.context(chain=bytes(32)),
        "verifier": siege.context(program=bytes(g.PROGRAM)),
        "consumer": siege.context(consumer=siege.other),
        "model": siege.context(model=bytes(32)),
        "nonce": siege.context(2),
        "prover": siege.context(prover=siege.chain.as_account("owner").account),
        "nobody": siege.context(prover=bytes(32)),
        "no context": bytes(18),
    }
    for name, made_for in others.items():
        assert refused(siege.town.simulate(siege.handed(proof=C.prove(said(claim(), made_for))))) is e.FalseProof, name
    right = C.prove(said(claim(), siege.context()))
    for what in (claim(SAYS_ELSE), claim(observed_at=1_800_000_001), claim(commitment=(8).to_bytes(32, "big"))):
        assert refused(siege.town.simulate(siege.handed(what=what, proof=right))) is e.FalseProof
    for what in (claim(observed_at=2**40), claim(commitment=FIELD.to_bytes(32, "big"))):
        assert refused(siege.town.simulate(siege.handed(what=what, proof=right))) is e.NotInField
    assert siege.heard() == {}


def test_a_signal_has_one_name_and_a_key_its_own_signals(siege: Siege) -> None:
    """INV-VERIFIER-4: S + r, r and all ones are refused; a key with a signal too many is another route's, and its proofs do not hold."""
    for other in (int.from_bytes(STATEMENT, "big") + FIELD, FIELD, 2**256 - 1):
        assert refused(siege.verify(other.to_bytes(32, "big"), PROOF)) is e.NotInField
    longer = Ceremony(route=EZKL, model_digest=C.model_digest)
    for selector, key in ((GROTH16.selector, longer.key), (EZKL.selector, C.key)):
        assert refused(siege.register(selector, key)) is e.BadVerificationKey
    assert refused(siege.verify(STATEMENT, longer.prove(STATEMENT))) is e.FalseProof


def swapped(point: bytes) -> bytes:
    """A point of G2 with the real part of its coordinates first, as other tools write it."""
    return point[32:64] + point[:32] + point[96:] + point[64:96]


def test_points_that_are_none_are_refused_wherever_they_stand(siege: Siege) -> None:
    """INV-VERIFIER-5, INV-VERIFIER-6: off the curve, out of the subgroup, at infinity, in another order, or not below the prime, where the
    syscalls would let the two bits above it pass."""
    none_g1 = {"off": g1_bytes(5)[:32] + g1_bytes(6)[32:], "infinity": bytes(64), "prime": PRIME.to_bytes(32, "big") * 2, "ones": b"\xff" * 64}
    none_g2 = {"subgroup": off_subgroup(), "infinity": bytes(128), "prime": PRIME.to_bytes(32, "big") * 4, "ones": b"\xff" * 128}
    for start, wrong in ((0, none_g1), (64, none_g2 | {"order": swapped(PROOF[64:192])}), (192, none_g1)):
        bits = {f"bit {bit}": bytes([PROOF[start] | bit]) + PROOF[start + 1 : start + 64] for bit in (0x40, 0x80)}
        for name, point in (wrong | bits).items():
            bent = PROOF[:start] + point + PROOF[start + len(point) :]
            assert refused(siege.verify(STATEMENT, bent)) is e.MalformedProof, (start, name)
    for start in (0, 64, 192, 320, 448, 512):
        wrong = none_g2 | {"order": swapped(C.key[start : start + 128])} if 64 <= start < 448 else none_g1
        bits = {f"bit {bit}": bytes([C.key[start] | bit]) + C.key[start + 1 : start + 64] for bit in (0x40, 0x80)}
        for name, point in (wrong | bits).items():
            bent = C.key[:start] + point + C.key[start + len(point) :]
            assert refused(siege.register(GROTH16.selector, bent)) is e.BadVerificationKey, (start, name)
    gamma = C.key[192:320]
    for delta in (gamma, negated(g1_bytes(1) + gamma + g1_bytes(1))[64:192]):
        assert refused(siege.register(GROTH16.selector, C.key[:320] + delta + C.key[448:])) is e.BadVerificationKey


def test_bytes_behind_a_call_change_nothing(siege: Siege) -> None:
    """INV-VERIFIER-2: a call with a byte too few is refused; what follows one is not read."""
    ix = g.verify(model=pda.model(siege.model_id), model_id=siege.model_id, statement=STATEMENT, proof=PROOF)
    data = bytes(ix.data)
    for cut in (1, 256, 260, 292, len(data) - 8, len(data)):
        assert not allowed(siege.town.simulate(Instruction(ix.program_id, data[:-cut], ix.accounts)))
    assert allowed(siege.town.simulate(Instruction(ix.program_id, data + b"\x01" * 9, ix.accounts)))
    assert not allowed(siege.town.simulate(Instruction(ix.program_id, b"\x01" * 8 + data[8:], ix.accounts)))


# ---- consumers


def test_a_consumer_that_refuses_leaves_the_nonce_unused(siege: Siege) -> None:
    """INV-VERIFIER-10: though it was opened within the same call; the proof serves when the consumer wants it."""
    at = Pubkey.from_bytes(siege.consumer)
    ix = siege.handed()
    for kind in (REFUSE, NEVER_END, REENTER):
        stand_account(siege.chain, at, kind)
        assert "Failed" in type(siege.town.send(ix)).__name__
        assert siege.chain.verifier.delivery(siege.consumer, siege.model_id).nonce == 0
        assert siege.town.svm.get_account(pda.delivery(siege.consumer, siege.model_id)) is None
    stand_account(siege.chain, at, TAKE)
    assert allowed(siege.town.send(ix))


def test_a_consumer_cannot_call_the_verifier_in_turn(siege: Siege) -> None:
    """INV-VERIFIER-3: Solana lets no program back in; neither with the same nonce nor with the next."""
    for nonce in (1, 2):
        inner = siege.handed(nonce)
        stand_account(siege.chain, Pubkey.from_bytes(siege.consumer), REENTER, bytes(inner.data))
        others = [AccountMeta(g.PROGRAM, False, False), *inner.accounts]
        result = siege.town.simulate(siege.handed(1, None, None, None, *others))
        assert "Failed" in type(result).__name__
        assert any("reentrancy" in line.lower() for line in meta_of(result).logs()), result


# ---- models


def test_a_model_that_ended_ends_for_every_consumer(siege: Siege) -> None:
    """INV-VERIFIER-8: tombstoned, broken or frozen, no proof of it reaches a consumer."""
    at = pda.model(siege.model_id)
    model, config = siege.town.svm.get_account(at), siege.town.svm.get_account(pda.verifier_config())
    assert model is not None
    assert config is not None
    mallory, owner, authority = (siege.chain.as_account(n) for n in ("mallory", "owner", "authority"))
    other = C.prove(said(claim(SAYS_ELSE), bytes(18)))
    ends: tuple[tuple[type[e.ProtocolError], Callable[[], object]], ...] = (
        (e.ModelIsTombstoned, lambda: owner.verifier.tombstone(siege.model_id)),
        (e.ModelIsBroken, lambda: mallory.verifier.trip(siege.model_id, claim(), bytes(18), PROOF, SAYS_ELSE, bytes(18), other)),
        (e.RouteIsFrozen, lambda: authority.verifier.freeze_route(GROTH16.selector)),
    )
    for error, end in ends:
        tick(siege.chain)
        end()
        assert refused(siege.town.simulate(siege.handed())) is error
        assert refused(siege.verify(STATEMENT, PROOF)) is error
        siege.town.put(model, at)
        siege.town.put(config, pda.verifier_config())
        assert allowed(siege.verify(STATEMENT, PROOF))


def test_a_ripe_proposal_that_is_replaced_ripens_anew(siege: Siege) -> None:
    """INV-VERIFIER-7: the owner cannot wait out the timelock with one key and bring another into force."""
    owner, second, third = siege.chain.as_account("owner"), Ceremony("second"), Ceremony("third")
    tick(siege.chain)
    ripe = owner.verifier.propose_key(siege.model_id, second.key, bytes(32)).active_at
    siege.chain.set_time(ripe)
    activate = g.activate_key(model=pda.model(siege.model_id), model_id=siege.model_id)
    assert allowed(siege.town.simulate(activate))
    owner.verifier.propose_key(siege.model_id, third.key, bytes(32))
    assert refused(siege.town.simulate(activate)) is e.TimelockOpen
    assert allowed(siege.verify(STATEMENT, PROOF))
    assert refused(siege.verify(STATEMENT, second.prove(STATEMENT))) is e.FalseProof
    siege.chain.set_time(ripe + 90_000)
    assert allowed(siege.town.send(activate))
    assert siege.chain.verifier.key(siege.model_id, 1) == third.key
    assert refused(siege.town.simulate(activate)) is e.NoKeyProposed
    assert refused(siege.verify(STATEMENT, PROOF)) is e.FalseProof
    assert allowed(siege.verify(STATEMENT, third.prove(STATEMENT)))


def test_a_verification_takes_few_units(siege: Siege) -> None:
    """A whole verification takes less than 95,000 units, on every route: signals that no statement changes are folded into the key's copy."""
    for nonce, route in enumerate(ROUTES.values(), 10):
        lab = laboratory(siege.chain, route, nonce)
        proof = lab.ceremony.prove(STATEMENT)
        done = siege.verify(STATEMENT, proof, model=pda.model(lab.model_id), model_id=lab.model_id)
        assert allowed(done)
        assert units(done) <= 95_000


@pytest.mark.parametrize("route", [RISC_ZERO, SP1, EZKL], ids=lambda route: route.name)
def test_what_is_folded_into_a_key_is_the_models_own(siege: Siege, route: Route) -> None:
    """INV-VERIFIER-4: a proof with another control root, image or program does not hold; a new key's point is of the new key and digest."""
    lab = laboratory(siege.chain, route, 2)
    at, c = pda.model(lab.model_id), lab.ceremony
    said_to = {"model": at, "model_id": lab.model_id}
    assert allowed(siege.verify(STATEMENT, c.prove(STATEMENT), **said_to))
    signals = list(signals_of(route, c.parameters, c.model_digest, STATEMENT))
    for place in range(route.signals):
        bent = [*signals[:place], signals[place] + 1, *signals[place + 1 :]]
        assert refused(siege.verify(STATEMENT, c.prove_signals(bent), **said_to)) is e.FalseProof, place
    second = Ceremony("second", route, bytes(range(1, route.parameters + 1)), b"\x02".rjust(32, b"\x00"))
    tick(siege.chain)
    lab.owner.verifier.propose_key(lab.model_id, Ceremony("mistake", route, c.parameters, c.model_digest).key, c.model_digest)
    ripe = lab.owner.verifier.propose_key(lab.model_id, second.key, second.model_digest).active_at
    assert allowed(siege.verify(STATEMENT, c.prove(STATEMENT), **said_to))
    siege.chain.set_time(ripe)
    lab.anyone.verifier.activate_key(lab.model_id)
    assert allowed(siege.verify(STATEMENT, second.prove(STATEMENT), **said_to))
    assert refused(siege.verify(STATEMENT, c.prove(STATEMENT), **said_to)) is e.FalseProof
    assert [siege.chain.verifier.key(lab.model_id, version) for version in range(3)] == [c.key, second.key, None]


def test_a_fixed_signal_beyond_the_field_proves_nothing(siege: Siege) -> None:
    """INV-VERIFIER-4: a model may be registered with a control id or a digest that is no element; none of its proofs counts, by whatever name."""
    high = FIELD.to_bytes(32, "big")
    for nonce, c in enumerate((Ceremony(route=RISC_ZERO, parameters=bytes(32) + high), Ceremony(route=SP1, model_digest=high)), 2):
        lab = Laboratory(siege.chain, c, nonce)
        lab.register()
        said_to = {"model": pda.model(lab.model_id), "model_id": lab.model_id}
        signals = signals_of(c.route, c.parameters, c.model_digest, STATEMENT)
        for proof in (c.prove(STATEMENT), c.prove_signals([signal % FIELD for signal in signals])):
            assert refused(siege.verify(STATEMENT, proof, **said_to)) is e.NotInField
