"""Known attacks on the verifier's contracts: proofs of something else, points that are none, calls out that are starved, and consumers that mean harm.
What is the same on every chain: tests/stories/test_verifier.py."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from assay import errors as e
from assay import ids
from assay.artifacts import bytecode
from assay.commit import statement as statements
from assay.commit.routes import EZKL, FIELD, GROTH16
from assay.evm.generated import verifier as g
from assay.evm.network import EvmNetwork
from assay.models.verifier import Claim
from assay.reference.groth16 import PRIME
from eth._utils.address import generate_contract_address
from eth_typing import Address
from eth_utils.crypto import keccak

from tests.cast import tick
from tests.ceremony import Ceremony, g1_bytes, negated, off_subgroup
from tests.evm.arena import Try, by, calldata, create, forked, new_network, send, transport_of, tried
from tests.stories.test_verifier import SAYS_ELSE, STATEMENT, claim, laboratory, said

TAKE, REFUSE, REFUSE_AT_LENGTH, TAKE_ALL_GAS, REENTER, REENTER_QUIETLY = range(6)
C = Ceremony(model_digest=b"\x01".rjust(32, b"\x00"))
# More than any of these calls takes, within one transaction of a block.
ENOUGH = 2_000_000


@cache
def founded() -> tuple[EvmNetwork, bytes, bytes]:
    """A registered model and a consumer. Fork it, do not touch it."""
    net = new_network()
    lab = laboratory(net)
    return net, lab.model_id, create(net, "carol", bytecode("Consumer") + net.deployment().verifier)


def at(net: EvmNetwork) -> bytes:
    return net.deployment().verifier


def verify(statement: bytes, proof: bytes) -> bytes:
    return g.verify(founded()[1], statement, proof)


def said_of(data: bytes, net: EvmNetwork | None = None, who: str = "mallory", gas: int = ENOUGH) -> Try:
    net = net or founded()[0]
    return tried(net, who, at(net), data, gas=gas)


def context(net: EvmNetwork, consumer: bytes, nonce: int = 1, **others: bytes) -> bytes:
    """Of a proof for this chain, verifier and model, made for mallory, unless for others."""
    here = {"chain": net.verifier.config().chain, "verifier": at(net), "model": founded()[1], "prover": by(net, "mallory").account} | others
    return statements.context(ids.consumer_domain(here["verifier"], here["chain"], consumer), here["model"], nonce, here["prover"])


def handed(consumer: bytes, nonce: int = 1, what: Claim | None = None, proof: bytes | None = None, salt: int = 0) -> bytes:
    """A call that hands the consumer a claim; proved for it, unless another proof is given."""
    net, model_id, _ = founded()
    what = what or claim()
    sound = C.prove(said(what, context(net, consumer, nonce)), salt) if proof is None else proof
    prover = by(net, "mallory").account
    return g.verify_and_call(model_id, consumer, nonce, prover, g.Claim(what.commitment, what.observed_at, what.result), sound)


def behaving(manner: int, call: bytes = b"") -> tuple[EvmNetwork, bytes]:
    net, _, consumer = founded()
    net = forked(net)
    send(net, "carol", (consumer, calldata("behave(uint8,bytes)", manner, call)))
    return net, consumer


def count(net: EvmNetwork, consumer: bytes, what: str = "calls()") -> int:
    return int.from_bytes(transport_of(net).call(consumer[12:], calldata(what)), "big")


# ---- proofs of something else


def test_a_signal_has_one_name_though_the_precompile_takes_two() -> None:
    """INV-VERIFIER-4: S + r is the same scalar for the curve; it is refused, as are r and all ones."""
    proof = C.prove(STATEMENT)
    assert said_of(verify(STATEMENT, proof)).error == ""
    for other in (int.from_bytes(STATEMENT, "big") + FIELD, FIELD, 2**256 - 1):
        assert said_of(verify(other.to_bytes(32, "big"), proof)).error == "NotInField"


def test_a_key_of_another_route_takes_other_signals() -> None:
    """INV-VERIFIER-4: with a signal too many or too few the key is another key, and proofs for it do not hold here."""
    other = Ceremony(route=EZKL, model_digest=C.model_digest)
    net = founded()[0]
    digest = C.model_digest
    for selector, key in ((GROTH16.selector, other.key), (EZKL.selector, C.key)):
        assert said_of(g.register_model(9, selector, key, digest, 60), net).error == "BadVerificationKey"
    assert said_of(verify(STATEMENT, other.prove(STATEMENT))).error == "FalseProof"


def swapped(point: bytes) -> bytes:
    """A point of G2 with the real part of its coordinates first, as other tools write it."""
    return point[32:64] + point[:32] + point[96:] + point[64:96]


def test_coordinates_in_another_order_are_another_point() -> None:
    """INV-VERIFIER-6: a point of G2 whose coordinates stand the other way around is none; so are a proof's and a key's."""
    proof = C.prove(STATEMENT)
    assert said_of(verify(STATEMENT, proof[:64] + swapped(proof[64:192]) + proof[192:])).error == "MalformedProof"
    for start in (64, 192, 320):
        key = C.key[:start] + swapped(C.key[start : start + 128]) + C.key[start + 128 :]
        assert said_of(g.register_model(9, GROTH16.selector, key, bytes(32), 60)).error == "BadVerificationKey"


def test_points_that_are_none_are_refused_wherever_they_stand() -> None:
    """INV-VERIFIER-5, INV-VERIFIER-6: off the curve, out of the subgroup, at infinity, or with a coordinate that is not below the prime."""
    proof, key = C.prove(STATEMENT), C.key
    none_g1 = {"off": g1_bytes(5)[:32] + g1_bytes(6)[32:], "infinity": bytes(64), "prime": PRIME.to_bytes(32, "big") * 2, "ones": b"\xff" * 64}
    none_g2 = {"subgroup": off_subgroup(), "infinity": bytes(128), "prime": PRIME.to_bytes(32, "big") * 4, "ones": b"\xff" * 128}
    for start, wrong in ((0, none_g1), (64, none_g2), (192, none_g1)):
        for name, point in wrong.items():
            bent = proof[:start] + point + proof[start + len(point) :]
            assert said_of(verify(STATEMENT, bent)).error == "MalformedProof", (start, name)
    for start, wrong in ((0, none_g1), (64, none_g2), (192, none_g2), (320, none_g2), (448, none_g1), (512, none_g1)):
        for name, point in wrong.items():
            bent = key[:start] + point + key[start + len(point) :]
            assert said_of(g.register_model(9, GROTH16.selector, bent, bytes(32), 60)).error == "BadVerificationKey", (start, name)
    for word in range(8):
        aliased = proof[: 32 * word] + (int.from_bytes(proof[32 * word : 32 * word + 32], "big") + PRIME).to_bytes(32, "big") + proof[32 * word + 32 :]
        assert said_of(verify(STATEMENT, aliased)).error == "MalformedProof", word


@pytest.mark.parametrize("sign", ["delta", "-delta"])
def test_a_key_that_proves_anything_is_refused(sign: str) -> None:
    """INV-VERIFIER-5: with gamma = delta, C = -IC and A, B = alpha, beta would prove every statement; with gamma = -delta, C = IC."""
    gamma = C.key[192:320]
    delta = gamma if sign == "delta" else negated(g1_bytes(1) + gamma + g1_bytes(1))[64:192]
    key = C.key[:320] + delta + C.key[448:]
    assert said_of(g.register_model(9, GROTH16.selector, key, bytes(32), 60)).error == "BadVerificationKey"


# ---- bytes that no encoder makes


def test_calldata_that_no_encoder_makes() -> None:
    """INV-VERIFIER-2: what follows a call changes nothing; what is cut short, or has bits beyond its type, reaches no verb."""
    net, _, consumer = founded()
    data = handed(consumer)
    assert said_of(data).error == said_of(data + b"\x01" * 65).error == ""
    assert said_of(verify(STATEMENT, C.prove(STATEMENT)) + b"\x01" * 7).error == ""
    for cut in (1, 32, 256, 288, len(data) - 4, len(data)):
        assert said_of(data[:-cut] if cut < len(data) else b"").error != ""
    # consumer (20 bytes), nonce (8), prover (20), observed_at (8) and result (the first 8), then where the proof stands
    for word, byte in ((1, 0), (1, 11), (2, 23), (3, 0), (3, 11), (5, 23), (6, 8), (6, 31), (7, 0)):
        where = 4 + 32 * word + byte
        assert data[where] == 0
        assert said_of(data[:where] + b"\x01" + data[where + 1 :]).error == "Unrecognised", (word, byte)
    assert said_of(b"", net).error != ""


def test_no_coin_and_no_other_call_gets_in() -> None:
    """The contract holds no coin, and answers nothing that its interface lacks: there is no owner, pause or upgrade to call."""
    net, _, _ = founded()
    assert tried(net, "mallory", at(net), verify(STATEMENT, C.prove(STATEMENT)), value=1).error != ""
    for name in ("initialize(address)", "transferOwnership(address)", "owner()", "pause()", "upgradeToAndCall(address,bytes)", "setAuthority(address)"):
        assert said_of(keccak(text=name)[:4] + bytes(64)).error != ""


# ---- calls out that are starved


def gas_borders(call: Callable[[int], Try], low: int, high: int) -> set[str]:
    """What a call comes to on the way from too little gas to enough: evenly spaced, and at each border between two outcomes."""
    step = (high - low) // 16
    seen = {gas: call(gas).error for gas in range(low, high + step, step)}
    for one in sorted(seen)[:-1]:
        below, above = one, one + step
        while above - below > 64 and seen[below] != seen[above]:
            middle = (below + above) // 2
            seen[middle] = call(middle).error
            below, above = (middle, above) if seen[middle] == seen[below] else (below, middle)
    return set(seen.values())


def test_a_starved_precompile_never_makes_a_false_proof_count() -> None:
    """INV-VERIFIER-1: with any amount of gas a false proof is refused, and a true one counts or is refused."""
    true, false = verify(STATEMENT, C.prove(STATEMENT)), verify(said(claim(SAYS_ELSE), bytes(18)), C.prove(STATEMENT))
    need = said_of(true).gas
    refusals = gas_borders(lambda gas: said_of(false, gas=gas), 21_000, need + 20_000)
    assert refusals <= {"FalseProof", "MalformedProof", "Unrecognised"}
    assert "FalseProof" in refusals
    assert gas_borders(lambda gas: said_of(true, gas=gas), need - 5_000, need + 20_000) <= {"", "MalformedProof", "Unrecognised"}


def test_a_starved_precompile_never_calls_a_consumer() -> None:
    """INV-VERIFIER-3: with any amount of gas, a consumer is called for what was proved, or the call is refused as a whole."""
    net, _, consumer = founded()
    proof = C.prove(said(claim(), context(net, consumer)))
    false = handed(consumer, what=claim(SAYS_ELSE), proof=proof)
    need = said_of(handed(consumer, proof=proof)).gas
    assert "" not in gas_borders(lambda gas: said_of(false, gas=gas), 21_000, need + 100_000)
    for gas in range(need - 60_000, need + 1_000, 5_000):
        assert said_of(handed(consumer, proof=proof), gas=gas).error in ("", "MalformedProof", "Unrecognised")


def test_starved_checks_register_no_bad_key() -> None:
    """INV-VERIFIER-5: with any amount of gas, a key whose point is none is refused, and no model has half a key."""
    wrong = g.register_model(9, GROTH16.selector, C.key[:64] + off_subgroup() + C.key[192:], bytes(32), 60)
    need = said_of(g.register_model(9, GROTH16.selector, C.key, bytes(32), 60)).gas
    assert "" not in gas_borders(lambda gas: said_of(wrong, gas=gas), 40_000, need + 20_000)


# ---- proofs that were used, or were made for others


def test_a_proof_serves_once_whatever_it_is_turned_into() -> None:
    """INV-VERIFIER-2, INV-VERIFIER-3: again, negated, or made anew for the same statement, it finds its nonce used."""
    net, consumer = behaving(TAKE)
    proof = C.prove(said(claim(), context(net, consumer)))
    assert said_of(handed(consumer, proof=negated(proof)), net).error == ""
    send(net, "mallory", (at(net), handed(consumer, proof=proof)))
    assert (count(net, consumer), net.verifier.delivery(consumer, founded()[1]).nonce) == (1, 1)
    for again in (proof, negated(proof), C.prove(said(claim(), context(net, consumer)), salt=1)):
        assert said_of(handed(consumer, proof=again), net).error == "NonceUsed"
    assert said_of(handed(consumer, 0), net).error == "NonceUsed"
    assert said_of(handed(consumer, 2**64 - 1), net).error == ""
    assert count(net, consumer) == 1


def test_a_proof_for_another_is_false_here() -> None:
    """INV-VERIFIER-3, INV-VERIFIER-13: another chain's, verifier's, consumer's, model's, nonce's or prover's, and of another claim."""
    net, _, consumer = founded()
    here = net.verifier.config().chain
    others = {
        "chain": context(net, consumer, chain=bytes(31) + bytes([here[31] ^ 1])),
        "verifier": context(net, consumer, verifier=consumer),
        "consumer": context(net, at(net)),
        "model": context(net, consumer, model=bytes(32)),
        "nonce": context(net, consumer, nonce=2),
        "prover": context(net, consumer, prover=by(net, "carol").account),
        "nobody": context(net, consumer, prover=bytes(32)),
        "no context": bytes(18),
    }
    for name, made_for in others.items():
        assert said_of(handed(consumer, proof=C.prove(said(claim(), made_for)))).error == "FalseProof", name
    right = C.prove(said(claim(), context(net, consumer)))
    for what in (claim(SAYS_ELSE), claim(observed_at=1_800_000_001), claim(commitment=(8).to_bytes(32, "big"))):
        assert said_of(handed(consumer, what=what, proof=right)).error == "FalseProof"
    for what in (claim(observed_at=2**40), claim(commitment=FIELD.to_bytes(32, "big"))):
        assert said_of(handed(consumer, what=what, proof=right)).error == "NotInField"


def test_the_same_verifier_elsewhere_is_another() -> None:
    """INV-VERIFIER-3: where a fork of the chain has another number, its proofs are other proofs."""
    net, model_id, consumer = founded()
    data = handed(consumer)
    other = forked(net)
    chain = transport_of(other)._chain
    chain.chain_id += 1
    assert said_of(data, other).error == "FalseProof"
    assert said_of(g.verify(model_id, STATEMENT, C.prove(STATEMENT)), other).error == ""


# ---- consumers


def test_only_a_contract_is_a_consumer() -> None:
    """NotConsumer: a person, nobody, a precompile; and a contract without on_verified refuses by itself."""
    net, _, _ = founded()
    for nobody in (by(net, "carol").account, bytes(31) + b"\x08", b"\x00" * 12 + b"\x07" * 20):
        assert said_of(handed(nobody)).error == "NotConsumer"
    for other in (net.deployment().token, at(net), net.deployment().staking):
        assert said_of(handed(other)).error == "Unrecognised"


def test_nobody_but_the_verifier_calls_a_consumer() -> None:
    """INV-VERIFIER-3: what the consumer checks is who calls; a direct call is refused by it."""
    net, model_id, consumer = founded()
    words = model_id + (1).to_bytes(32, "big") + claim().commitment + claim().observed_at.to_bytes(32, "big") + claim().result.ljust(32, b"\x00")
    data = keccak(text="onVerified(bytes32,uint64,(bytes32,uint64,bytes8))")[:4] + words
    assert tried(net, "mallory", consumer, data).said == "only the verifier"
    assert tried(net, at(net), consumer, data).error == ""


@pytest.mark.parametrize("manner", [REFUSE, REFUSE_AT_LENGTH, TAKE_ALL_GAS])
def test_a_consumer_that_refuses_leaves_the_nonce_unused(manner: int) -> None:
    """INV-VERIFIER-10: its own words come through; a payload of 100,000 bytes or all gas taken does not make it count."""
    net, consumer = behaving(manner)
    done = said_of(handed(consumer), net)
    assert (done.error, len(done.output)) == ("Unrecognised", {REFUSE: 36, REFUSE_AT_LENGTH: 100_000, TAKE_ALL_GAS: 0}[manner])
    assert manner != REFUSE or done.output == keccak(text="Unwanted(uint256)")[:4] + (7).to_bytes(32, "big")
    with pytest.raises(e.ProtocolError):
        send(net, "mallory", (at(net), handed(consumer)))
    assert (count(net, consumer), net.verifier.delivery(consumer, founded()[1]).nonce) == (0, 0)
    send(net, "carol", (consumer, calldata("behave(uint8,bytes)", TAKE, b"")))
    assert said_of(handed(consumer), net).error == ""


def test_a_consumer_that_reenters_finds_the_nonce_used() -> None:
    """INV-VERIFIER-3: within its call the nonce counts already; with the next nonce and a proof for it, it is called again, in order."""
    _, _, consumer = founded()
    net, _ = behaving(REENTER, handed(consumer))
    assert said_of(handed(consumer), net).error == "NonceUsed"
    net, _ = behaving(REENTER_QUIETLY, handed(consumer))
    send(net, "mallory", (at(net), handed(consumer)))
    assert (count(net, consumer), count(net, consumer, "reentered()")) == (1, 0)
    net, _ = behaving(REENTER, handed(consumer, 2))
    send(net, "mallory", (at(net), handed(consumer)))
    # What came last is what the consumer was told before the outer call ended, and remembered as such.
    assert (count(net, consumer), net.verifier.delivery(consumer, founded()[1]).nonce) == (2, 2)


# ---- models


def test_a_model_that_ended_ends_for_every_consumer() -> None:
    """INV-VERIFIER-8: tombstoned, broken or frozen, no proof of it reaches a consumer."""
    _, model_id, consumer = founded()
    contrary = (claim(), bytes(18), C.prove(STATEMENT), SAYS_ELSE, bytes(18), C.prove(said(claim(SAYS_ELSE), bytes(18))))
    ends: dict[str, Callable[[EvmNetwork], object]] = {
        "ModelIsTombstoned": lambda net: by(net, "owner").verifier.tombstone(model_id),
        "ModelIsBroken": lambda net: by(net, "mallory").verifier.trip(model_id, *contrary),
        "RouteIsFrozen": lambda net: by(net, "authority").verifier.freeze_route(GROTH16.selector),
    }
    for error, end in ends.items():
        net = forked(founded()[0])
        tick(net)
        end(net)
        for data in (handed(consumer), verify(STATEMENT, C.prove(STATEMENT))):
            assert said_of(data, net).error == error


def test_a_ripe_proposal_that_is_replaced_ripens_anew() -> None:
    """INV-VERIFIER-7: the owner cannot wait out the timelock with one key and bring another into force."""
    net, model_id = forked(founded()[0]), founded()[1]
    owner, second, third = by(net, "owner"), Ceremony("second"), Ceremony("third")
    tick(net)
    ripe = owner.verifier.propose_key(model_id, second.key, bytes(32)).active_at
    net.set_time(ripe)
    assert said_of(g.activate_key(model_id), net).error == ""
    owner.verifier.propose_key(model_id, third.key, bytes(32))
    assert said_of(g.activate_key(model_id), net).error == "TimelockOpen"
    assert said_of(verify(STATEMENT, C.prove(STATEMENT)), net).error == ""
    assert said_of(verify(STATEMENT, second.prove(STATEMENT)), net).error == "FalseProof"
    net.set_time(ripe + 90_000)
    by(net, "mallory").verifier.activate_key(model_id)
    assert net.verifier.key(model_id, 1) == third.key
    assert said_of(g.activate_key(model_id), net).error == "NoKeyProposed"


def test_a_key_cannot_be_run_or_destroyed() -> None:
    """INV-VERIFIER-5: the contract that keeps a key stops at its first byte, whatever the key's bytes would do as code."""
    net, model_id, _ = founded()
    transport = transport_of(net)
    vm = transport._chain.get_vm()
    kept = [address for address in _created(net) if vm.state.get_code(address) == b"\x00" + C.key]
    assert len(kept) == 1
    assert tried(net, "mallory", kept[0], b"").gas == 0
    assert net.verifier.key(model_id, 0) == C.key


def _created(net: EvmNetwork) -> list[bytes]:
    """Addresses of what the verifier created."""
    return [generate_contract_address(Address(at(net)[12:]), nonce) for nonce in range(4)]
