"""The project's certificate authority: whom it certifies, what it keeps, and which chains lead to it."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from assay.errors import InputError
from assay.models.identity import Algorithm
from assay.signatures import SoftwareKey
from assay_worker.media.authority import C2PA_SIGNING, Authority, is_trusted, load_chain, public_key_of
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256


def now() -> datetime:
    """Asked each time: a suite runs longer than certificates are backdated."""
    return datetime.now(UTC)


def key(algorithm: Algorithm = Algorithm.P256, seed: int = 1) -> SoftwareKey:
    return SoftwareKey.from_seed(algorithm, bytes([seed]) * 32)


def certified(authority: Authority, who: SoftwareKey) -> list[x509.Certificate]:
    return load_chain(authority.certify(who.algorithm, who.public_key, "did:assay:somebody", who.prove))


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.create("a test authority")


@pytest.mark.parametrize("algorithm", [Algorithm.P256, Algorithm.ED25519])
def test_a_certificate_is_of_the_key_and_of_c2pas_profile(authority: Authority, algorithm: Algorithm) -> None:
    end, intermediate = certified(authority, key(algorithm))
    assert public_key_of(end) == (algorithm, key(algorithm).public_key)
    assert [u.dotted_string for u in end.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value] == [C2PA_SIGNING]
    usage = end.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.digital_signature
    assert not usage.value.key_cert_sign
    assert not end.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert intermediate == authority.intermediate


def test_nobody_has_anothers_key_certified(authority: Authority) -> None:
    mine, anothers = key(seed=1), key(seed=2)
    with pytest.raises(InputError, match="a signature by this key"):
        authority.certify(anothers.algorithm, anothers.public_key, "me", mine.prove)
    # What it signed for one name is no proof for another, nor for another authority.
    proof = mine.prove(authority.challenge(mine.algorithm, mine.public_key, "me"))
    assert authority.certify(mine.algorithm, mine.public_key, "me", lambda _: proof)
    for other, name in ((authority, "you"), (Authority.create("another"), "me")):
        with pytest.raises(InputError):
            other.certify(mine.algorithm, mine.public_key, name, lambda _: proof)


@pytest.mark.parametrize(
    ("algorithm", "public_key"), [(Algorithm.SECP256K1, bytes(64)), (Algorithm.P256, bytes(64)), (Algorithm.P256, bytes(63)), (Algorithm.ED25519, bytes(31))]
)
def test_what_is_no_key_for_c2pa_is_refused(authority: Authority, algorithm: Algorithm, public_key: bytes) -> None:
    with pytest.raises(InputError) as refused:
        authority.certify(algorithm, public_key, "a name", lambda message: message)
    assert refused.value.field == "public_key"


def test_names_and_times_are_within_bounds(authority: Authority) -> None:
    who = key()
    for name in ("", "x" * 65):
        with pytest.raises(InputError, match="name"):
            authority.certify(who.algorithm, who.public_key, name, who.prove)
    for secs in (0, 6 * 365 * 86_400):
        with pytest.raises(InputError, match="valid_secs"):
            authority.certify(who.algorithm, who.public_key, "a name", who.prove, valid_secs=secs)


def test_an_authority_is_kept_where_only_its_owner_reads_it(authority: Authority, tmp_path: Path) -> None:
    folder = tmp_path / "authority"
    authority.save(folder)
    assert {p.name: stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()} == dict.fromkeys(
        ("root.pem", "root-key.pem", "intermediate.pem", "intermediate-key.pem"), 0o600
    )
    again = Authority.open(folder)
    assert again.anchors == authority.anchors
    assert is_trusted(certified(again, key()), [authority.root], now())
    with pytest.raises(InputError, match="without an authority in it"):
        authority.save(folder)
    (folder / "root-key.pem").chmod(0o644)
    with pytest.raises(InputError, match="readable by its owner alone"):
        Authority.open(folder)
    with pytest.raises(InputError, match="an authority's folder"):
        Authority.open(tmp_path)


def test_keys_are_never_put_into_a_repository(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    with pytest.raises(InputError, match="outside any git repository"):
        authority.save(tmp_path / "deep" / "inside")
    assert not (tmp_path / "deep").exists()


# ---- trust


def test_a_chain_is_trusted_through_its_root_and_no_other(authority: Authority) -> None:
    chain, other = certified(authority, key()), Authority.create("another")
    assert is_trusted(chain, [other.root, authority.root], now())
    assert is_trusted([*chain, authority.root], [authority.root], now())
    assert is_trusted(chain, [authority.intermediate], now())
    for anchors in ([], [other.root], [other.intermediate]):
        assert not is_trusted(chain, anchors, now())
    assert not is_trusted([], [authority.root], now())
    assert not is_trusted(chain[:1], [authority.root], now())
    assert not is_trusted([chain[0], other.intermediate], [authority.root, other.root], now())


def test_a_chain_is_trusted_while_each_certificate_is_in_force(authority: Authority) -> None:
    chain = certified(authority, key())
    assert is_trusted(chain, [authority.root], now() + timedelta(days=364))
    assert not is_trusted(chain, [authority.root], now() + timedelta(days=366))
    assert not is_trusted(chain, [authority.root], now() - timedelta(days=1))


def test_an_end_entity_signs_no_certificate(authority: Authority) -> None:
    """The holder of a certificate makes one for somebody else with it."""
    holder = key()
    end, intermediate = certified(authority, holder)
    victim = certified(authority, key(seed=2))[0]
    forged = (
        x509.CertificateBuilder()
        .subject_name(victim.subject)
        .issuer_name(end.subject)
        .public_key(victim.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(end.not_valid_before_utc)
        .not_valid_after(end.not_valid_after_utc)
    ).sign(holder.private, SHA256())
    assert not is_trusted([forged, end, intermediate], [authority.root], now())


def test_a_self_signed_certificate_is_trusted_by_nobody() -> None:
    alone = Authority.create("alone")
    assert not is_trusted([alone.root], [alone.root], now())
