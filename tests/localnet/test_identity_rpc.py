"""Keys, an attestation that somebody else posts, and a record that a ruling flags, over RPC, on real nodes: INV-IDENTITY-2, -15, -18, -23, -27."""

from __future__ import annotations

import pytest
from assay import errors as e
from assay.connect import sandbox
from assay.models.identity import Algorithm, KeyStatus

from tests.cast import COIN, tick
from tests.registry import PROFILE, content_of, id_of, key_of, registry

pytestmark = pytest.mark.localnet


def test_a_forger_and_its_voucher_over_rpc(target: str) -> None:
    """From a key of each algorithm to the issuer's slash; what a node refuses has the name that it has everywhere."""
    chain = sandbox(target)
    r = registry(chain)
    # Nodes keep what earlier runs did: the clock is a nonce and a seed that was not used.
    r.nonce = r.room.nonce = chain.now()
    r.found()
    keys = [key_of(f"{r.nonce}", algorithm) for algorithm in Algorithm]
    for key in keys:
        for proof in (key_of("mallory", key.algorithm).prove(bytes(32)), r.possession(key)[:-1]):
            with pytest.raises(e.BadProof):
                r.controller.identity.add_key(r.subject_id, key.algorithm, 1, 0, key.public_key, proof)
        r.add(key)
    assert r.subject.keys == tuple(map(id_of, keys))
    tick(chain)
    r.issuer.staking.bond(300 * COIN)
    r.issuer.identity.register_issuer(PROFILE)
    terms, deadline = r.terms(), chain.now() + 10_000
    signature = r.issuer.identity.sign_attestation(r.nonce, terms, deadline)
    with pytest.raises(e.BadProof):
        r.room.watcher.identity.attest_for(r.issuer.account, r.nonce, terms, deadline + 1, signature)
    attested = r.room.watcher.identity.attest_for(r.issuer.account, r.nonce, terms, deadline, signature).attestation_id
    tick(chain, 10)
    contents = [r.record(key, content_of("picture")) for key in keys]
    case_id = r.convict(contents[0])
    assert r.room.watcher.identity.flag_record(case_id, contents[0]).content_id == contents[0]
    assert r.key(keys[0]).status(r.recorded(contents[0]).recorded_at) is KeyStatus.FLAGGED
    assert r.room.watcher.identity.punish_voucher(case_id, attested).slashed == 20 * COIN
    with pytest.raises(e.KeyNotInForce):
        r.record(keys[0], content_of("another"))
