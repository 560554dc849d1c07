"""Identity over RPC, on real nodes: the three algorithms (on anvil P-256 by its precompile, on surfnetd by its native program), and the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from assay import did, errors
from assay.connect import sandbox
from assay.models.identity import Algorithm, KeyStatus, Role

from tests.cast import COIN, funded, tick
from tests.localnet.test_programs_rpc import nonce_of, run
from tests.registry import content_of, id_of, key_of, registry

pytestmark = pytest.mark.localnet


def test_keys_of_each_algorithm_sign_over_rpc(target: str) -> None:
    """INV-IDENTITY-2, INV-IDENTITY-18, INV-IDENTITY-23: added with proof, recorded, judged, flagged; a wrong proof is refused by its name."""
    chain = sandbox(target)
    people = registry(chain)
    people.nonce = people.room.nonce = nonce_of(chain)
    people.found()
    for algorithm in Algorithm:
        key = key_of(f"rpc {people.nonce}", algorithm)
        people.add(key, Role.DEVICE)
        content_id = people.record(key, content_of(f"a picture by {algorithm.name}"))
        wrong = bytearray(people.signed(key, content_of("another")))
        wrong[5] ^= 1
        with pytest.raises(errors.BadProof):
            people.room.watcher.identity.record(id_of(key), content_of("another"), bytes(wrong))
    case_id = people.convict(content_id)
    people.room.watcher.identity.flag_record(case_id, content_id)
    assert people.key(key).status(chain.now()) is KeyStatus.FLAGGED
    assert people.recorded(content_id).flagged


def test_the_command_line_vouches_for_a_key(target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`assay key` and `assay issuer` do what the library does, and one field is shown without the others."""
    monkeypatch.setenv("ASSAY_KEY_PASSWORD", "correct horse")
    chain = sandbox(target)
    nonce = nonce_of(chain)
    issuer = funded(chain, "cli issuer")
    funded(chain, "cli ada")
    tick(chain)
    issuer.staking.bond(200 * COIN)
    said = run("key", "subject", str(nonce), "--chain", target, "--key", "cli ada")
    subject = json.loads(said.split(" ", 1)[1].splitlines()[0])["subject_id"]
    assert said.splitlines()[-1].startswith(did.METHOD)
    made = run("key", "make", str(tmp_path / "phone.pem"), "--algorithm", "p256")
    key_id = re.findall(r"key ([0-9a-f]{64})", made)[0]
    run("key", "add", subject, str(tmp_path / "phone.pem"), "--role", "device", "--chain", target, "--key", "cli ada")
    (tmp_path / "policy.txt").write_text("how we verify")
    (tmp_path / "fields.json").write_text('{"email": "ada@example.org", "name": "Ada"}')
    run("issuer", "register", str(tmp_path / "policy.txt"), "--chain", target, "--key", "cli issuer")
    attested = run(
        "issuer", "attest", subject, str(tmp_path / "fields.json"), str(tmp_path / "credential.json"), str(nonce), "--kind", "email",
        "--chain", target, "--key", "cli issuer",
    )  # fmt: skip
    attestation = json.loads(attested.split(" ", 1)[1])["attestation_id"]
    (tmp_path / "shown.json").write_text(run("issuer", "disclose", str(tmp_path / "credential.json"), "email"))
    checked = run("issuer", "check", str(tmp_path / "shown.json"), attestation, "--chain", target, "--key", "cli ada")
    assert "ada@example.org" in checked
    assert "Ada" not in checked
    document = json.loads(run("key", "show", subject, "--chain", target, "--key", "cli ada"))
    assert [m["id"].endswith(key_id) for m in document["verificationMethod"]] == [True]
    run("key", "revoke", key_id, "--chain", target, "--key", "cli ada")
    assert "revoked" in run("key", "show", key_id, "--chain", target, "--key", "cli ada")
