"""What every verb of identity costs: keys of each algorithm, and claims from trees of a million leaves."""

from __future__ import annotations

from hashlib import sha256

from assay.commit.attestations import attestation_payload, leaf_hash, node_hash
from assay.connect import sandbox
from assay.market import Sandbox
from assay.models.identity import Algorithm, Role

from tests.cast import tick
from tests.registry import COMMITMENT, P256, Registry, content_of, id_of, key_of, registry

HEIGHT = 20
INDEX = 0b10110011100011110000


def identity_costs(target: str) -> dict[str, int]:
    """By verb; keys and records by the key's algorithm."""
    costs = _keys(sandbox(target)) | _recovery(sandbox(target)) | _attestations(sandbox(target)) | _records(sandbox(target))
    return {f"identity_{name}": cost for name, cost in sorted(costs.items())}


def _last(chain: Sandbox) -> int:
    return chain.receipts()[-1].cost


def _keys(chain: Sandbox) -> dict[str, int]:
    people, costs = registry(chain), {}
    people.found(guardians=3, threshold=2)
    costs["create_subject"] = _last(chain)
    for algorithm in Algorithm:
        key = key_of("first", algorithm)
        people.add(key, Role.DEVICE)
        costs[f"add_key_{algorithm.name.lower()}"] = _last(chain)
        content = content_of(algorithm.name)
        people.record(key, content)
        costs[f"record_{algorithm.name.lower()}"] = _last(chain)
    people.rotate(key_of("first", P256), key_of("second", P256))
    costs["rotate_key_p256"] = _last(chain)
    tick(chain)
    people.controller.identity.revoke_key(id_of(key_of("second", P256)), chain.now())
    costs["revoke_key"] = _last(chain)
    return costs


def _recovery(chain: Sandbox) -> dict[str, int]:
    people, costs = registry(chain), {}
    people.found(guardians=3, threshold=2)
    for guardian in (0, 1):
        people.back(guardian, people.room.friend)
        costs["back_recovery"] = _last(chain)
    tick(chain)
    people.controller.identity.cancel_recovery(people.subject_id)
    costs["cancel_recovery"] = _last(chain)
    tick(chain)
    people.controller.identity.change_guardians(people.subject_id, [chain.as_account(f"other {n}").account for n in range(3)], 2)
    costs["change_guardians"] = _last(chain)
    tick(chain, 2 * people.config.recovery_secs)
    people.room.watcher.identity.apply_guardians(people.subject_id)
    costs["apply_guardians"] = _last(chain)
    people.guardians = [chain.as_account(f"other {n}") for n in range(3)]
    for guardian in (0, 1):
        people.back(guardian, people.room.friend)
    tick(chain, people.config.recovery_secs)
    people.room.watcher.identity.recover(people.subject_id)
    costs["recover"] = _last(chain)
    return costs


def _deep(payload: bytes) -> tuple[bytes, bytes]:
    """The root of a tree of 2**20 leaves of which one is known, and that one's path."""
    node, path = leaf_hash(payload), b""
    for level in range(HEIGHT):
        sibling = bytes([level + 1]) * 32
        path += sibling
        node = node_hash(sibling, node) if INDEX >> level & 1 else node_hash(node, sibling)
    return node, path


def _attestations(chain: Sandbox) -> dict[str, int]:
    people, costs = registry(chain), {}
    people.found()
    people.register()
    costs["register_issuer"] = _last(chain)
    for nonce in (1, 2):
        one = people.attest(nonce)
        costs["attest"] = _last(chain)
    tick(chain)
    deadline, terms = chain.now() + 1_000, people.terms(generation=3)
    people.room.watcher.identity.attest_for(people.issuer.account, 3, terms, deadline, people.issuer.identity.sign_attestation(3, terms, deadline))
    costs["attest_for"] = _last(chain)
    root, path = _deep(attestation_payload(people.subject_id, 1, COMMITMENT))
    tick(chain)
    batch_id = people.issuer.identity.attest_batch(4, root, 2**HEIGHT, 1, chain.now() + 1_000_000).batch_id
    costs["attest_batch"] = _last(chain)
    tick(chain)
    people.room.watcher.identity.claim_attestation(batch_id, INDEX, people.subject_id, 1, COMMITMENT, path)
    costs["claim_attestation"] = _last(chain)
    for name, call in (
        ("revoke_attestation", lambda: people.issuer.identity.revoke_attestation(one)),
        ("revoke_in_batch", lambda: people.issuer.identity.revoke_in_batch(batch_id, 7)),
        ("revoke_generation", lambda: people.issuer.identity.revoke_generation(0)),
        ("retire_issuer", lambda: people.issuer.identity.retire_issuer()),
    ):
        tick(chain)
        call()
        costs[name] = _last(chain)
    tick(chain, people.config.exit_secs)
    people.room.watcher.identity.release_issuer(people.issuer.account)
    costs["release_issuer"] = _last(chain)
    return costs


def _records(chain: Sandbox) -> dict[str, int]:
    people, costs = registry(chain), {}
    people.found()
    people.register()
    vouched = people.attest(1)
    key = key_of("phone", P256)
    people.add(key, Role.DEVICE)
    content = content_of("deep", parents=tuple(sha256(bytes([n])).digest() for n in range(4)), soft_binding=b"\x01" * 32, tools=b"\x02" * 32)
    root, path = _deep(content.payload)
    batch_id = people.content_batch_id(key, 1)
    tick(chain)
    people.room.watcher.identity.record_batch(id_of(key), 1, root, 2**HEIGHT, people.sign_batch(key, 1, root, 2**HEIGHT))
    costs["record_batch_p256"] = _last(chain)
    tick(chain)
    content_id = people.room.watcher.identity.claim_record(batch_id, INDEX, content, path).content_id
    costs["claim_record"] = _last(chain)
    costs |= _convictions(people, content_id, id_of(key), vouched)
    return costs


def _convictions(people: Registry, content_id: bytes, key_id: bytes, vouched: bytes) -> dict[str, int]:
    chain, costs = people.chain, {}
    tick(chain)
    case_id = people.convict(content_id)
    people.room.watcher.identity.flag_record(case_id, content_id)
    costs["flag_record"] = _last(chain)
    tick(chain)
    people.room.watcher.identity.punish_voucher(case_id, vouched)
    costs["punish_voucher"] = _last(chain)
    tick(chain)
    case_id = people.convict(key_id)
    people.room.watcher.identity.flag_key(case_id, key_id)
    costs["flag_key"] = _last(chain)
    return costs
