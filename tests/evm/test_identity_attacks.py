"""Known attacks on identity on the EVM: signatures in another form or for another contract, issuers that are hostile contracts, calldata that no encoder
makes, a court that lies, and calls that are starved of gas. What needs no EVM is in tests/stories/test_identity_attacks.py."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from assay import ids
from assay.artifacts import built
from assay.commit.attestations import Batch
from assay.evm.generated import court as k
from assay.evm.generated import identity as g
from assay.evm.generated import staking
from assay.evm.identity import _DOMAIN, _TYPES
from assay.evm.network import EvmNetwork, account_named
from assay.models.court import Verdict
from assay.models.identity import Algorithm
from assay.signatures import ORDERS
from eth_abi.abi import encode
from eth_account.messages import encode_typed_data
from eth_utils.address import to_checksum_address

from tests.cast import COIN, tick
from tests.courtroom import Courtroom
from tests.evm.arena import create, forked, new_network, transport_of, tried
from tests.evm.chambers import LAW, allow_all, logs_of
from tests.registry import Registry, content_of, id_of, key_of, registry

KEY, MISUSED, SPARE = key_of("studio"), key_of("misused"), key_of("spare")
U64_MAX = 2**64 - 1
WRONG = b"\x09" * 32
NONCE = 77  # of the issuer's, free
ABI = [f for f in json.loads(built("evm/IIdentity.json").read_text())["abi"] if f["type"] == "function" and f["inputs"]]


@cache
def offices() -> EvmNetwork:
    """A subject with keys and guardians, an issuer that vouches for it, a false record that is flagged and one that is judged. Fork it, do not touch it."""
    net = new_network(settings=LAW)
    r = registry(net)
    r.found(guardians=2, threshold=2)
    for key in (KEY, MISUSED, SPARE, *(key_of("signs", a) for a in Algorithm)):
        r.add(key)
    r.register()
    r.attest(1)
    tick(net)
    r.issuer.identity.attest_batch(2, r.vouched(r.subject_id).root, 1, 0, net.now() + 10**7)
    r.record_batch(KEY, 1, [content_of("batched")])
    for name in ("punished", "flagged"):
        matter = r.record(MISUSED, content_of(name))
        r.convict(matter)
    r.convict(id_of(SPARE))
    r.room.watcher.identity.flag_record(case_of(net, "punished"), false(r, "punished"))
    return net


CASES = {"punished": 2, "flagged": 3, "key": 4}


def the(net: EvmNetwork) -> Registry:
    """Everybody again, on a fork."""
    accuser, accused, friend, watcher, issuer = (net.as_account(n) for n in ("accuser", "accused", "friend", "watcher", "issuer"))
    return Registry(net, Courtroom(net, accuser, accused, friend, watcher, {}, 10), accused, issuer, [net.as_account(f"g{n}") for n in (0, 1)])


def case_of(net: EvmNetwork, name: str) -> bytes:
    return ids.case_id(net.deployment().court, net.as_account("accuser").account, CASES[name])


def false(r: Registry, name: str) -> bytes:
    return r.content_id(MISUSED, content_of(name))


def said(net: EvmNetwork, who: str, data: bytes, **how: int) -> str:
    return tried(net, who, net.deployment().identity, data, **how).error


# ---- what an issuer signs


def terms_of(net: EvmNetwork, **changes: object) -> g.AttestationTerms:
    return g.AttestationTerms(**(dict(the(net).terms()) | changes))


def posted(net: EvmNetwork, signature: bytes, who: str = "issuer") -> bytes:
    return g.attest_for(net.as_account(who).account, NONCE, terms_of(net), U64_MAX, signature)


def typed(net: EvmNetwork, who: str = "issuer", domain: dict[str, Any] | None = None, **changes: Any) -> bytes:
    """An EIP-712 signature by an account of what `posted` posts, but for the changes."""
    d, terms = net.deployment(), terms_of(net)
    true = _DOMAIN | {"chainId": transport_of(net).chain_id, "verifyingContract": to_checksum_address(d.identity[12:])}
    message = {
        "attestationId": ids.attestation_id(d.identity, net.as_account("issuer").account, NONCE), "subjectId": terms.subject_id, "kind": terms.kind,
        "generation": terms.generation, "expiresAt": terms.expires_at, "commitment": terms.commitment, "deadline": U64_MAX,
    }  # fmt: skip
    return bytes(account_named(who).sign_message(encode_typed_data(true | (domain or {}), _TYPES, message | changes)).signature)


def test_a_signature_for_another_chain_or_contract_attests_nothing() -> None:
    """INV-IDENTITY-15: EIP-712's whole domain counts: chain id, contract, name and version; and every field of what is signed, and who signed."""
    net = offices()
    d = net.deployment()
    assert said(net, "mallory", posted(net, typed(net))) == ""
    domains: list[dict[str, Any]] = [
        {"chainId": 1}, {"chainId": 0}, {"chainId": 2**256 - 1}, {"verifyingContract": to_checksum_address(d.court[12:])},
        {"verifyingContract": to_checksum_address(bytes(20))}, {"name": "Assay"}, {"name": "Assay identity "}, {"version": "2"}, {"version": ""},
    ]  # fmt: skip
    for domain in domains:
        assert said(net, "mallory", posted(net, typed(net, domain=domain))) == "BadProof", domain
    changes: list[dict[str, Any]] = [
        {"attestationId": WRONG}, {"attestationId": ids.attestation_id(d.identity, net.as_account("issuer").account, NONCE + 1)}, {"subjectId": WRONG},
        {"kind": 2}, {"generation": 1}, {"expiresAt": 1}, {"commitment": WRONG}, {"deadline": U64_MAX - 1},
    ]  # fmt: skip
    for change in changes:
        assert said(net, "mallory", posted(net, typed(net, **change))) == "BadProof", change
    assert said(net, "mallory", posted(net, typed(net, "mallory"))) == "BadProof"


def test_a_signature_has_one_form() -> None:
    """INV-IDENTITY-15: high s, v of 0, 1 or beyond, 64 bytes (EIP-2098), none, more, and what leads to no key: BadProof; nobody attests for nobody."""
    net = offices()
    good = typed(net)
    r, s, v = good[:32], int.from_bytes(good[32:64], "big"), good[64]
    order = ORDERS[Algorithm.SECP256K1]
    high = (order - s).to_bytes(32, "big")
    compact = r + (s | (v - 27) << 255).to_bytes(32, "big")
    forms = (
        r + high + bytes([55 - v]), r + high + bytes([v]), *(good[:64] + bytes([n]) for n in (0, 1, v - 27, 29, 255, 55 - v)), compact, good[:64], good[:-2],
        good + b"\0", b"", bytes(65), bytes(64) + b"\x1b", b"\xff" * 65, order.to_bytes(32, "big") + good[32:], good + bytes(32 * 40),
    )  # fmt: skip
    for form in forms:
        assert said(net, "mallory", posted(net, form)) == "BadProof", form.hex()
    for form in (b"", bytes(65), bytes(64) + b"\x1b", b"\xff" * 64 + b"\x1b"):
        nobody = g.attest_for(bytes(32), NONCE, terms_of(net), U64_MAX, form)
        assert said(net, "mallory", nobody) == "BadProof"


# What stands at an issuer's address and is asked for isValidSignature, as bytecode. MAGIC is what says yes.
MAGIC = bytes.fromhex("1626ba7e")
YES = b"\x63" + MAGIC + bytes.fromhex("60e01b5f52")  # mstore(0, MAGIC << 224)
ISSUERS: dict[str, tuple[bytes, bool]] = {
    "says yes": (YES + bytes.fromhex("60205ff3"), True),
    "says yes at length": (YES + bytes.fromhex("6110005ff3"), True),
    "says no": (bytes.fromhex("63ffffffff60e01b5f5260205ff3"), False),
    "says yes in four bytes": (YES + bytes.fromhex("60045ff3"), False),
    "says yes in 31 bytes": (YES + bytes.fromhex("601f5ff3"), False),
    "says yes with a dirty end": (YES + bytes.fromhex("6001601f5360205ff3"), False),
    "says yes at the wrong end": (b"\x63" + MAGIC + bytes.fromhex("5f5260205ff3"), False),
    "says nothing": (bytes.fromhex("00"), False),
    "reverts with yes": (YES + bytes.fromhex("60205ffd"), False),
    "breaks": (bytes.fromhex("fe"), False),
    "burns all gas": (bytes.fromhex("5b5f56"), False),
    "writes first": (bytes.fromhex("60015f55") + YES + bytes.fromhex("60205ff3"), False),
    "logs first": (bytes.fromhex("5f5fa0") + YES + bytes.fromhex("60205ff3"), False),
}


def coded(net: EvmNetwork, address: bytes, code: bytes) -> EvmNetwork:
    """The same chain with this code at an address, as a delegated account can have."""
    other = forked(net)
    chain = transport_of(other)._chain
    vm = chain.get_vm()
    vm.state.set_code(address[-20:], code)
    vm.state.persist()
    chain.header = chain.header.copy(state_root=vm.state.state_root)
    return other


@pytest.mark.parametrize("issuer", ISSUERS)
def test_a_contract_attests_by_its_own_yes(issuer: str) -> None:
    """INV-IDENTITY-15: EIP-1271's magic, in a word, from a call that changed nothing; whatever else it answers, or breaks on, is no signature. Its key,
    where the account has one, signs no more for it."""
    code, is_yes = ISSUERS[issuer]
    net = coded(offices(), offices().as_account("issuer").account, code)
    wanted = "" if is_yes else "BadProof"
    for signature in (b"", typed(offices()), b"\xff" * 1_000):
        assert said(net, "mallory", posted(net, signature), gas=3_000_000) == wanted
    # It is asked about itself alone, and its yes is no issuer's standing.
    assert said(net, "mallory", posted(net, b"", who="friend")) == "BadProof"
    stranger = coded(net, net.as_account("friend").account, ISSUERS["says yes"][0])
    assert said(stranger, "mallory", posted(stranger, b"", who="friend")) == "UnknownIssuer"


def test_a_starved_yes_is_none() -> None:
    """INV-IDENTITY-15: with less gas than the issuer needs to answer there is no attestation, never one without its answer."""
    # It answers after some thousand rounds.
    code = bytes.fromhex("611000") + bytes.fromhex("5b6001900380600357") + YES + bytes.fromhex("60205ff3")
    net = coded(offices(), offices().as_account("issuer").account, code)
    data, to = posted(net, b""), net.deployment().identity
    whole = tried(net, "mallory", to, data)
    assert whole.error == ""
    outcomes = set()
    for gas in range(20_000, whole.gas + 30_000, 10_000):
        logs = logs_of(net, "mallory", to, data, gas=gas)
        outcomes.add(logs is None)
        assert logs is None or len(logs) == 1
    assert outcomes == {True, False}


def test_an_issuer_that_is_asked_cannot_come_back() -> None:
    """INV-IDENTITY-15: it is asked by a static call: a call of its own into identity, to attest or to register, ends there."""
    net = offices()
    to = net.deployment().identity[12:]
    # Copies a call behind its code to memory, makes it, and says yes whether it failed or not.
    for inner in (g.attest(NONCE, terms_of(net)), g.retire_issuer(), g.register_issuer(WRONG)):
        tail = YES + bytes.fromhex("60205ff3")
        head_length = 9 + 37
        head = (
            bytes.fromhex("61") + len(inner).to_bytes(2, "big") + bytes.fromhex("61") + (head_length + len(tail)).to_bytes(2, "big") + bytes.fromhex("5f39")
            + bytes.fromhex("5f5f61") + len(inner).to_bytes(2, "big") + bytes.fromhex("5f5f73") + to + bytes.fromhex("5af150")
        )  # fmt: skip
        padding = bytes.fromhex("5b") * (head_length - len(head))
        hostile = coded(net, net.as_account("issuer").account, head + padding + tail + inner)
        logs = logs_of(hostile, "mallory", to, posted(hostile, b""))
        # The failed call has eaten its share of the gas; what is left is enough to answer.
        assert logs is not None
        assert len(logs) == 1


# ---- calldata that no encoder makes


def samples(net: EvmNetwork) -> dict[str, bytes]:
    """A sound call of every function with arguments."""
    r, some, c = the(net), net.as_account("friend").account, g.Content(**dict(content_of("sample", parents=(WRONG, WRONG))))
    subject, terms, key = r.subject_id, terms_of(net), id_of(KEY)
    return {
        "createSubject": g.create_subject(9, (some,), 1), "addKey": g.add_key(subject, 2, 1, 0, KEY.public_key, bytes(65)),
        "rotateKey": g.rotate_key(subject, key, 2, 0, KEY.public_key, bytes(65)), "revokeKey": g.revoke_key(key, 1),
        "changeGuardians": g.change_guardians(subject, (some,), 1), "applyGuardians": g.apply_guardians(subject),
        "backRecovery": g.back_recovery(subject, some), "cancelRecovery": g.cancel_recovery(subject), "recover": g.recover(subject),
        "registerIssuer": g.register_issuer(WRONG), "releaseIssuer": g.release_issuer(some), "attest": g.attest(9, terms),
        "attestFor": g.attest_for(some, 9, terms, 1, bytes(65)), "attestBatch": g.attest_batch(9, WRONG, 1, 0, U64_MAX),
        "claimAttestation": g.claim_attestation(WRONG, 0, subject, 1, WRONG, bytes(32)), "revokeAttestation": g.revoke_attestation(WRONG),
        "revokeInBatch": g.revoke_in_batch(WRONG, 0), "revokeGeneration": g.revoke_generation(1), "record": g.record(key, c, bytes(65)),
        "recordBatch": g.record_batch(key, 9, WRONG, 1, bytes(65)), "claimRecord": g.claim_record(WRONG, 0, c, bytes(32)),
        "flagRecord": g.flag_record(WRONG, WRONG), "flagKey": g.flag_key(WRONG, key), "punishVoucher": g.punish_voucher(WRONG, WRONG),
        "subjectOf": g.subject_of(subject), "keyOf": g.key_of(key), "issuerOf": g.issuer_of(some), "attestationOf": g.attestation_of(WRONG),
        "attestationBatchOf": g.attestation_batch_of(WRONG), "generationRevokedAt": g.generation_revoked_at(some, 1), "contentOf": g.content_of(WRONG),
        "contentBatchOf": g.content_batch_of(WRONG), "findingOf": g.finding_of(WRONG),
    }  # fmt: skip


BITS = {"address": 160, "uint8": 8, "uint32": 32, "uint64": 64}


def heads(inputs: list[dict[str, Any]]) -> list[str]:
    """The types of a call's head, word by word. A struct with a list in it is elsewhere: its word is an offset."""
    words: list[str] = []
    for i in inputs:
        is_static = i["type"] == "tuple" and not any(c["type"].endswith("[]") for c in i["components"])
        words += heads(i["components"]) if is_static else [i["type"]]
    return words


@pytest.mark.parametrize("name", [f["name"] for f in ABI])
def test_calldata_that_no_encoder_makes_reaches_no_verb(name: str) -> None:
    """INV-IDENTITY-38: a number, address or offset with a bit beyond its type is refused, never cut; so is a call that is cut; what trails is not read."""
    net = offices()
    to, good = net.deployment().identity, samples(net)[name]
    who = "issuer" if name == "attest" else "accused"
    clean = tried(net, who, to, good)
    assert clean.error != "Unrecognised"
    for at, kind in enumerate(heads(next(f for f in ABI if f["name"] == name)["inputs"])):
        if kind == "bytes32":
            continue
        word = int.from_bytes(good[4 + 32 * at : 36 + 32 * at], "big")
        for bit in (BITS[kind], 255) if kind in BITS else (63, 64, 200, 255):
            dirty = good[: 4 + 32 * at] + (word | 1 << bit).to_bytes(32, "big") + good[36 + 32 * at :]
            refused = tried(net, who, to, dirty)
            assert (refused.error, refused.output) == ("Unrecognised", b""), (kind, bit)
    for cut in (4, len(good) - 32):
        refused = tried(net, who, to, good[:cut])
        assert (refused.error, refused.output) == ("Unrecognised", b"")
    for extra in (b"\0", bytes(range(64))):
        trailed = tried(net, who, to, good + extra)
        assert (trailed.error, trailed.output) == (clean.error, clean.output)
    assert tried(net, who, to, good, value=1).output == b""
    assert tried(net, who, to, good, value=1).error == "Unrecognised"


def test_lengths_inside_are_what_they_say() -> None:
    """INV-IDENTITY-38: keys, proofs, parents and guardians end where their length says; a length that none could send is refused."""
    net = offices()
    r = the(net)
    new = key_of("new")
    proof = r.possession(new)
    whole = g.add_key(r.subject_id, 2, 1, 0, new.public_key, proof)
    assert said(net, "accused", whole) == ""
    at = whole.index((64).to_bytes(32, "big") + new.public_key)
    for length, error in ((63, "BadKey"), (32, "BadKey"), (0, "BadKey"), (65, "BadKey"), (U64_MAX, "Unrecognised"), (2**255, "Unrecognised")):
        assert said(net, "accused", whole[:at] + length.to_bytes(32, "big") + whole[at + 32 :]) == error
    proof_at = whole.index((65).to_bytes(32, "big") + proof[:32])
    for length, error in ((64, "BadProof"), (66, "BadProof"), (0, "BadProof"), (U64_MAX, "Unrecognised"), (2**256 - 1, "Unrecognised")):
        assert said(net, "accused", whole[:proof_at] + length.to_bytes(32, "big") + whole[proof_at + 32 :]) == error
    content = content_of("parents", parents=(WRONG,) * 4)
    kept = g.record(id_of(KEY), g.Content(**dict(content)), r.signed(KEY, content))
    assert said(net, "mallory", kept) == ""
    parents_at = kept.index((4).to_bytes(32, "big") + WRONG)
    for length, error in ((3, "BadProof"), (0, "BadProof"), (5, "BadProof"), (2**32, "Unrecognised"), (2**256 - 1, "Unrecognised")):
        assert said(net, "mallory", kept[:parents_at] + length.to_bytes(32, "big") + kept[parents_at + 32 :]) == error
    # The source type lies inside the struct.
    source_at = kept.index((3).to_bytes(32, "big"))
    for word in (3 | 1 << 8, 3 | 1 << 255):
        assert said(net, "mallory", kept[:source_at] + word.to_bytes(32, "big") + kept[source_at + 32 :]) == "Unrecognised"


def test_a_number_of_parents_that_wraps_round_is_no_content() -> None:
    """INV-IDENTITY-19: 256 parents, whose number is nothing in the byte that is signed, are refused though the key signed those bytes; from a batch too."""
    net = forked(offices())
    r = the(net)
    plain = content_of("many")
    payload = plain.payload[:-1] + b"\0" + WRONG * 256
    many = g.Content(**(dict(plain) | {"parents": (WRONG,) * 256}))
    proof = KEY.prove(ids.content_proof(r.domain, r.content_id(KEY, plain), payload))
    assert said(net, "mallory", g.record(id_of(KEY), many, proof)) == "BadContent"
    tree = Batch([payload])
    tick(net)
    r.room.watcher.identity.record_batch(id_of(KEY), 5, tree.root, 1, r.sign_batch(KEY, 5, tree.root, 1))
    assert said(net, "mallory", g.claim_record(r.content_batch_id(KEY, 5), 0, many, b"")) == "BadContent"


def test_an_unknown_selector_is_no_door() -> None:
    """INV-IDENTITY-38: there is no fallback, and nothing to pay."""
    net = offices()
    for data in (b"", b"\0", b"\xff" * 4, bytes(68), g.retire_issuer()[:3]):
        refused = tried(net, "issuer", net.deployment().identity, data)
        assert (refused.error, refused.output) == ("Unrecognised", b"")


# ---- gas


def proofs(net: EvmNetwork, algorithm: Algorithm) -> tuple[bytes, bytes]:
    """A call that records, and one with a proof that is false by one bit."""
    r, key, content = the(net), key_of("signs", algorithm), content_of("starved")
    proof = r.signed(key, content)
    wrong = proof[:40] + bytes([proof[40] ^ 1]) + proof[41:]
    return tuple(g.record(id_of(key), g.Content(**dict(content)), p) for p in (proof, wrong))  # type: ignore[return-value]


@pytest.mark.parametrize("algorithm", list(Algorithm), ids=lambda a: a.name)
def test_a_starved_check_of_a_proof_is_no_proof(algorithm: Algorithm) -> None:
    """INV-IDENTITY-18: EIP-150 leaves the caller a 64th: with whatever gas Keys or a precompile runs dry, a false proof never passes, and a true one
    passes or nothing happens."""
    net = offices()
    to = net.deployment().identity
    true, untrue = proofs(net, algorithm)
    needed = tried(net, "mallory", to, true).gas
    assert tried(net, "mallory", to, untrue).error == "BadProof"
    seen = set()
    for step in range(1, 13):
        gas = needed * step // 10
        seen.add(tried(net, "mallory", to, true, gas=gas).error)
        assert tried(net, "mallory", to, untrue, gas=gas).error in ("BadProof", "Unrecognised")
    assert "" in seen
    assert seen <= {"", "Unrecognised", "BadProof"}
    # What is starved of all but the check itself.
    for gas in range(max(needed - 250_000, 22_000), needed, 30_000):
        assert tried(net, "mallory", to, untrue, gas=gas).error in ("BadProof", "Unrecognised")


@pytest.mark.parametrize("name", ["flag_record", "flag_key", "punish_voucher", "register_issuer", "release_issuer"])
def test_a_starved_call_is_none(name: str) -> None:
    """INV-IDENTITY-27: no punishment without its slash, no issuer without its lock, no release without its unlock, no flag without the court's word."""
    net = forked(offices())
    r, d, who = the(net), net.deployment(), "mallory"
    if name == "release_issuer":
        net.set_time(r.issuer.identity.retire_issuer().leaves_at)
    if name == "register_issuer":
        who = "friend"
        net.faucet(r.room.friend.account, 1_000 * COIN)
        allow_all(net, who)
        tick(net)
        r.room.friend.staking.bond(200 * COIN)
    data = {
        "flag_record": g.flag_record(case_of(net, "flagged"), false(r, "flagged")), "flag_key": g.flag_key(case_of(net, "key"), id_of(SPARE)),
        "punish_voucher": g.punish_voucher(case_of(net, "punished"), r.attestation_id(1)), "register_issuer": g.register_issuer(WRONG),
        "release_issuer": g.release_issuer(r.issuer.account),
    }[name]  # fmt: skip
    whole = logs_of(net, who, d.identity, data)
    assert whole is not None
    needed, seen = tried(net, who, d.identity, data).gas, set()
    for gas in range(needed // 4, needed * 3 // 2, 2_500):
        logs = logs_of(net, who, d.identity, data, gas=gas)
        seen.add(logs is None)
        assert logs is None or logs == whole
    assert seen == {True, False}
    assert {at for at, _ in whole} == ({d.identity[12:]} if name.startswith("flag") else {d.identity[12:], d.staking[12:]})


# ---- a court that lies


def telling(answer: bytes) -> bytes:
    """Code that answers everything with these bytes."""
    size = b"\x61" + len(answer).to_bytes(2, "big")
    head = size + bytes.fromhex("60105f39") + size + bytes.fromhex("5ff3")
    return head.ljust(16, b"\0") + answer


def ruling(net: EvmNetwork, matter: bytes, **changes: Any) -> bytes:
    """What a court would answer that found the controller guilty about this matter."""
    true = k.decode_case_of(tried(net, "mallory", net.deployment().court, k.case_of(case_of(net, "punished"))).output)
    lie = replace(true, case_id=WRONG, accusation=replace(true.accusation, subject=matter), **changes)
    accusation = "(address,bytes32,uint8,uint64,uint64,bytes32)"
    kind = f"(bytes32,address,{accusation},uint64,uint8,uint64,address,uint8,uint8,uint16,uint16,uint16,uint64,uint64,address[],uint8[],uint8)"
    return encode([kind], [lie.plain()])


def test_only_the_configured_court_is_heard() -> None:
    """INV-IDENTITY-23: a contract that calls everybody guilty is not asked, whoever it says that it is; where the court itself lied, it would be believed:
    whoever deploys chooses it for good."""
    net = offices()
    r = the(net)
    matter = r.content_id(KEY, content_of("innocent"))
    net = forked(net)
    r = the(net)
    r.record(KEY, content_of("innocent"))
    answer = ruling(net, matter, accused_at=net.now())
    lie = telling(answer)
    flag = g.flag_record(WRONG, matter)
    fake = create(net, "mallory", b"\x61" + len(lie).to_bytes(2, "big") + bytes.fromhex("80600a5f395ff3") + lie)
    assert tried(net, "mallory", fake, k.case_of(WRONG)).output == answer
    assert tried(net, "mallory", net.deployment().identity, flag).error == "UnknownCase"
    assert said(net, fake[-20:].hex(), flag) == "UnknownCase"
    assert g.decode_config(tried(net, "mallory", net.deployment().identity, g.config()).output).court == net.deployment().court
    corrupt = coded(net, net.deployment().court, lie)
    assert said(corrupt, "mallory", flag) == ""


def test_a_broken_court_flags_nobody() -> None:
    """INV-IDENTITY-23: an answer that is short, empty, of another form, out of range or a revert is no ruling; one that is not final or not guilty neither."""
    net = offices()
    r = the(net)
    matter = false(r, "flagged")
    court, now = net.deployment().court, net.now()
    good = ruling(net, matter, accused_at=now)
    flag = g.flag_record(WRONG, matter)
    answers = {
        "": good, "Unrecognised": b"", "Unrecognised 1": good[:-32], "Unrecognised 2": good[:320], "Unrecognised 3": b"\xff" * 32 + good[32:],
        "Unrecognised 4": good[:32] + good[32 : 32 + 32 * 9] + (99).to_bytes(32, "big") + good[32 + 32 * 10 :],
        "UnknownCase": ruling(net, matter, accused_at=now, state=0), "CaseNotClosed": ruling(net, matter, accused_at=now, state=1),
        "NotGuilty": ruling(net, matter, accused_at=now, verdict=0), "NotGuilty 1": ruling(net, matter, accused_at=now, verdict=Verdict.NOT_GUILTY),
        "WrongCase": ruling(net, WRONG, accused_at=now), "WrongCase 1": ruling(net, matter, accused_at=0),
    }  # fmt: skip
    for error, answer in answers.items():
        assert said(coded(net, court, telling(answer)), "mallory", flag) == error[: (error + " ").index(" ")], error
    for code in (bytes.fromhex("5f5ffd"), bytes.fromhex("fe"), bytes.fromhex("5b5f56"), b""):
        assert said(coded(net, court, code), "mallory", flag, gas=3_000_000) == "Unrecognised"


def test_nobody_slashes_in_identitys_name() -> None:
    """INV-IDENTITY-27: staking takes identity's own calls alone; a call through identity's address needs identity to make it."""
    net = offices()
    issuer = net.as_account("issuer").account
    for call in (staking.slash(issuer, COIN, WRONG, issuer, 0), staking.lock(issuer, 1), staking.unlock(issuer, 1)):
        assert tried(net, "mallory", net.deployment().staking, call).error == "NotSlasher"
        assert tried(net, "mallory", net.deployment().identity, call).error == "Unrecognised"
