"""did:assay: a subject's document says which keys are in force, and nothing that is not."""

from __future__ import annotations

from hashlib import sha256

import pytest
from assay import did, ids
from assay.connect import sandbox
from assay.errors import InputError
from assay.market import Sandbox
from assay.models.identity import Algorithm, Role
from assay.signatures import SoftwareKey
from assay.subjects import possession
from hypothesis import given
from hypothesis import strategies as st


def held(algorithm: Algorithm) -> SoftwareKey:
    return SoftwareKey.from_seed(algorithm, sha256(b"ada").digest())


def add(who: Sandbox, subject_id: bytes, key: SoftwareKey, role: Role) -> bytes:
    key_id = ids.key_id(key.algorithm, key.public_key)
    who.identity.add_key(subject_id, key.algorithm, role, 0, key.public_key, possession(who, subject_id, key))
    return key_id


def test_a_document_names_the_keys_in_force() -> None:
    ada = sandbox("reference").as_account("ada")
    subject_id = ada.identity.create_subject(1).subject_id
    person, phone, old = (add(ada, subject_id, held(a), r) for a, r in zip(Algorithm, (Role.PERSON, Role.DEVICE, Role.TOOL), strict=True))
    ada.identity.revoke_key(old, ada.now())
    name = str(did.of(ada, subject_id))
    resolved = did.resolve(ada, name)
    document = resolved["didDocument"]
    assert [m["id"] for m in document["verificationMethod"]] == [f"{name}#{person.hex()}", f"{name}#{phone.hex()}"] == document["assertionMethod"]
    assert document["authentication"] == [f"{name}#{person.hex()}"]
    assert [m["publicKeyJwk"]["crv"] for m in document["verificationMethod"]] == ["Ed25519", "secp256k1"]


def test_what_is_no_did_and_what_is_nobody() -> None:
    chain = sandbox("reference")
    assert did.resolve(chain, "did:web:example.org")["didResolutionMetadata"] == {"error": "invalidDid"}
    assert did.resolve(chain, str(did.of(chain, bytes(32))))["didResolutionMetadata"] == {"error": "notFound"}
    elsewhere = did.Did("eip155:1", chain.deployment().identity, bytes(32))
    assert did.resolve(chain, str(elsewhere))["didResolutionMetadata"] == {"error": "notFound"}


@given(
    chain=st.sampled_from(["eip155:31337", "solana:EtWTRABZaYq6iMfeYKouRu166VU2xqa1", "reference"]),
    program=st.binary(min_size=32, max_size=32),
    subject=st.binary(min_size=32, max_size=32),
)
def test_an_identifier_comes_back_as_it_was(chain: str, program: bytes, subject: bytes) -> None:
    there = did.Did(chain, program[12:].rjust(32, b"\x00") if chain.startswith("eip155") else program, subject)
    assert did.Did.parse(str(there)) == there


@pytest.mark.parametrize(
    "text",
    [
        "",
        "did:assay:",
        "did:assay:eip155:1:0x00:00",
        "did:assay:eip155:1:0x" + "00" * 19 + ":" + "00" * 32,
        "did:assay:solana:x:0OIl:" + "00" * 32,
        "did:assay:a:b:" + "zz" * 32,
    ],
)
def test_what_is_malformed_is_named(text: str) -> None:
    with pytest.raises(InputError, match="did"):
        did.Did.parse(text)
