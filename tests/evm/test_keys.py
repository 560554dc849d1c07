"""Keys on the EVM says of a signature what assay.signatures says, whether the chain has a precompile for P-256 or not, for a gas that a call can pay."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any

import httpx
import pytest
from assay.models.identity import Algorithm
from assay.signatures import L25519, ORDERS, P25519, SMALL_ORDER_Y, SoftwareKey, verify
from eth_abi.abi import decode, encode
from eth_utils.crypto import keccak

ROOT = Path(__file__).resolve().parents[2]
ANVIL = ROOT / "node_modules" / ".bin" / "anvil"
KEYS, HARNESS = ("0x" + byte * 20 for byte in ("f4", "f5"))
DIGEST = sha256(b"what is signed").digest()
P256_P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
ED25519_GAS, SECP256K1_GAS = 170_000, 8_000
# More than secp256k1's, which every chain has a precompile for.
P256_GAS = {"prague": 250_000, "osaka": 7_000}

# RFC 8032, 7.1: tests 1, 2, 3 and SHA(abc).
RFC8032 = (
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", b"",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", b"\x72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", b"\xaf\x82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ("ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf", sha512(b"abc").digest(),
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"),
)  # fmt: skip


class Chain:
    """A node of this test's own, with Keys and what measures it."""

    def __init__(self, client: httpx.Client, hardfork: str) -> None:
        self.client, self.hardfork = client, hardfork
        self.abi: dict[str, Any] = {}
        for address, contract in ((KEYS, "Keys"), (HARNESS, "KeysHarness")):
            artifact = json.loads((ROOT / f"target/evm/{contract}.json").read_text())
            self.abi |= {entry["name"]: (address, entry) for entry in artifact["abi"] if entry["type"] == "function"}
            self.ask("anvil_setCode", address, artifact["deployedBytecode"])

    def ask(self, method: str, *params: object) -> Any:
        answer = self.client.post("/", json={"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).json()
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def call(self, name: str, *args: object) -> tuple[Any, ...]:
        address, entry = self.abi[name]
        takes, gives = ([p["type"] for p in entry[side]] for side in ("inputs", "outputs"))
        data = keccak(text=f"{name}({','.join(takes)})")[:4] + encode(takes, args)
        return decode(gives, bytes.fromhex(self.ask("eth_call", {"to": address, "data": "0x" + data.hex()}, "latest")[2:]))

    def verify(self, algorithm: int, public_key: bytes, digest: bytes, proof: bytes) -> bool:
        """What Keys says. A key of identity's has its algorithm's length."""
        (said,) = self.call("isProof", algorithm, public_key[:32], public_key[32:].ljust(32, b"\x00"), digest, proof)
        return bool(said)

    def agrees(self, algorithm: Algorithm, public_key: bytes, digest: bytes, proof: bytes) -> bool:
        said = self.verify(algorithm, public_key, digest, proof)
        assert said == verify(algorithm, public_key, digest, proof), (algorithm, public_key.hex(), digest.hex(), proof.hex())
        return said


@pytest.fixture(scope="module", params=["prague", "osaka"])
def chain(request: pytest.FixtureRequest) -> Iterator[Chain]:
    """Before Osaka no chain has P-256's precompile."""
    command = [str(ANVIL), "--port", "0", "--hardfork", request.param]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as anvil:
        assert anvil.stdout is not None
        try:
            listening = next(line for line in anvil.stdout if line.startswith("Listening on "))
            with httpx.Client(base_url="http://" + listening.split()[-1], timeout=120) as client:
                yield Chain(client, request.param)
        finally:
            anvil.terminate()


def held(algorithm: Algorithm, name: object = "ada") -> SoftwareKey:
    return SoftwareKey.from_seed(algorithm, sha256(str(name).encode()).digest())


def number(value: int) -> bytes:
    return value.to_bytes(32, "little")


# ---- all three


@pytest.mark.parametrize("algorithm", Algorithm)
def test_a_key_proves_what_it_signed_and_nothing_else(chain: Chain, algorithm: Algorithm) -> None:
    for name in range(12):
        key, digest = held(algorithm, name), sha256(bytes([name])).digest()
        proof = key.prove(digest)
        assert chain.agrees(algorithm, key.public_key, digest, proof)
        assert not chain.agrees(algorithm, key.public_key, DIGEST, proof)
        assert not chain.agrees(algorithm, held(algorithm, "eve").public_key, digest, proof)


@pytest.mark.parametrize("algorithm", Algorithm)
def test_no_bit_of_a_key_a_digest_or_a_proof_can_be_bent(chain: Chain, algorithm: Algorithm) -> None:
    key = held(algorithm)
    parts = [key.public_key, DIGEST, key.prove(DIGEST)]
    for which, part in enumerate(parts):
        for bit in range(which, 8 * len(part), 37):
            bent = bytearray(part)
            bent[bit // 8] ^= 1 << bit % 8
            assert not chain.agrees(algorithm, *[bytes(bent) if at == which else whole for at, whole in enumerate(parts)])


@pytest.mark.parametrize("algorithm", Algorithm)
def test_a_proof_has_one_length(chain: Chain, algorithm: Algorithm) -> None:
    key, proof = held(algorithm), held(algorithm).prove(DIGEST)
    for other in (b"", proof[:-1], proof + b"\x00", proof + proof):
        assert not chain.agrees(algorithm, key.public_key, DIGEST, other)


def test_another_algorithm_is_none(chain: Chain) -> None:
    key = held(Algorithm.P256)
    for algorithm in (0, 1, 2, 4, 255):
        assert not chain.verify(algorithm, key.public_key, DIGEST, key.prove(DIGEST))


def test_an_ed25519_key_has_no_second_half(chain: Chain) -> None:
    """Else one key would have many ids."""
    key = held(Algorithm.ED25519)
    assert not chain.verify(1, key.public_key + DIGEST, DIGEST, key.prove(DIGEST))


# ---- ECDSA


@pytest.mark.parametrize("algorithm", [Algorithm.SECP256K1, Algorithm.P256])
def test_numbers_out_of_bounds_are_refused(chain: Chain, algorithm: Algorithm) -> None:
    key, order = held(algorithm), ORDERS[algorithm]
    proof = key.prove(DIGEST)
    r, s, end = int.from_bytes(proof[:32], "big"), int.from_bytes(proof[32:64], "big"), proof[64:]
    ends = [end] if algorithm is Algorithm.P256 else [b"\x1b", b"\x1c"]
    for a, b in ((r, order - s), (0, s), (r, 0), (order, s), (r, order), (order - r, s), (2**256 - 1, s), (r, 2**256 - 1)):
        assert not any(chain.agrees(algorithm, key.public_key, DIGEST, a.to_bytes(32, "big") + b.to_bytes(32, "big") + v) for v in ends)


def test_secp256k1_says_which_point(chain: Chain) -> None:
    key, proof = held(Algorithm.SECP256K1), held(Algorithm.SECP256K1).prove(DIGEST)
    for v in range(256):
        assert chain.agrees(Algorithm.SECP256K1, key.public_key, DIGEST, proof[:64] + bytes([v])) == (v == proof[64])


def test_p256_of_points_that_are_none(chain: Chain) -> None:
    key, proof = held(Algorithm.P256), held(Algorithm.P256).prove(DIGEST)
    x, y = int.from_bytes(key.public_key[:32], "big"), int.from_bytes(key.public_key[32:], "big")
    for point in ((0, 0), (x, y ^ 1), (y, x), (x, P256_P - y), (P256_P, y), (x, P256_P), (2**256 - 1, 2**256 - 1), (0, y)):
        public_key = b"".join(c.to_bytes(32, "big") for c in point)
        assert not chain.agrees(Algorithm.P256, public_key, DIGEST, proof)


def test_p256_of_keys_next_to_the_base_point(chain: Chain) -> None:
    """Sums of equal, opposite and neutral points, which not every formula survives."""
    order = ORDERS[Algorithm.P256]
    for scalar in (1, 2, 3, 4, 5, 15, 16, 17, order - 1, order - 2, order - 3, (order + 1) // 2):
        key = SoftwareKey.from_seed(Algorithm.P256, ((scalar - 1) % (order - 1)).to_bytes(32, "big"))
        for name in range(3):
            digest = sha256(bytes([name])).digest()
            assert chain.agrees(Algorithm.P256, key.public_key, digest, key.prove(digest))
            assert not chain.agrees(Algorithm.P256, key.public_key, DIGEST, key.prove(digest))


# ---- Ed25519: the curve's own arithmetic, in plain numbers, makes what no honest key does

D25519 = -121665 * pow(121666, -1, P25519) % P25519
Point = tuple[int, int]


def add(a: Point, b: Point) -> Point:
    t = D25519 * a[0] * b[0] * a[1] * b[1] % P25519
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + t, -1, P25519)
    return x % P25519, (a[1] * b[1] + a[0] * b[0]) * pow(1 - t, -1, P25519) % P25519


def times(scalar: int, point: Point) -> Point:
    total = (0, 1)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def decoded(y: int, odd: int) -> Point:
    xx = (y * y - 1) * pow(D25519 * y * y + 1, -1, P25519) % P25519
    x = pow(xx, (P25519 + 3) // 8, P25519)
    if x * x % P25519 != xx:
        x = x * pow(2, (P25519 - 1) // 4, P25519) % P25519
    assert x * x % P25519 == xx
    return (x if x & 1 == odd else P25519 - x) % P25519, y


def encoded(point: Point) -> bytes:
    return number(point[1] | (point[0] & 1) << 255)


BASE = decoded(4 * pow(5, -1, P25519) % P25519, 0)
TORSION = [decoded(y, odd) for y in sorted(SMALL_ORDER_Y) for odd in ((0,) if y in (1, P25519 - 1) else (0, 1))]


def signed(scalar: int, nonce: int, digest: bytes, to_key: Point = (0, 1), to_r: Point = (0, 1)) -> tuple[bytes, bytes, int]:
    """A key of this scalar and its signature with this nonce, each moved by a point of small order; and the hash that ties them."""
    public_key, r = encoded(add(times(scalar, BASE), to_key)), encoded(add(times(nonce, BASE), to_r))
    hashed = int.from_bytes(sha512(r + public_key + digest).digest(), "little")
    return public_key, r + number((nonce + hashed * scalar) % L25519), hashed % L25519


def test_sha512_of_any_length(chain: Chain) -> None:
    for length in (0, 1, 3, 55, 63, 64, 96, 110, 111, 112, 127, 128, 129, 239, 240, 256, 1023):
        message = bytes(at * 7 & 255 for at in range(length))
        assert b"".join(chain.call("digest", message)) == sha512(message).digest()


def test_the_vectors_of_rfc_8032(chain: Chain) -> None:
    for public_key, message, proof in RFC8032:
        key, r, s = bytes.fromhex(public_key), bytes.fromhex(proof[:64]), bytes.fromhex(proof[64:])
        assert chain.call("isSigned", key, r, s, message) == (True,)
        assert chain.call("isSigned", key, r, s, message + b"\x00") == (False,)


def test_ed25519_of_keys_next_to_the_base_point(chain: Chain) -> None:
    for scalar in (1, 2, 3, 8, 15, 16, 17, 32, L25519 - 1, L25519 - 2, L25519 - 16, (L25519 + 1) // 2):
        for nonce in (1, 2, 16, scalar, L25519 - scalar, L25519 - 1):
            public_key, proof, _ = signed(scalar, nonce, DIGEST)
            assert chain.agrees(Algorithm.ED25519, public_key, DIGEST, proof)


def test_a_scalar_beyond_the_order_is_refused(chain: Chain) -> None:
    key = held(Algorithm.ED25519)
    proof = key.prove(DIGEST)
    s = int.from_bytes(proof[32:], "little")
    for beyond in (s + L25519, s + 2 * L25519, s + 7 * L25519, 2**256 - 1, L25519):
        assert not chain.agrees(Algorithm.ED25519, key.public_key, DIGEST, proof[:32] + number(beyond))
    assert not chain.agrees(Algorithm.ED25519, key.public_key, DIGEST, proof[:32] + number(0))


def test_points_of_small_order_sign_nothing(chain: Chain) -> None:
    """As key or as R, in any encoding: with S = 0 or an honest S."""
    honest, proof, _ = signed(7, 9, DIGEST)
    encodings = {number(y | sign << 255) for small in SMALL_ORDER_Y for y in (small, small + P25519) if y < 2**255 for sign in (0, 1)}
    assert len(encodings) == 14
    assert len(TORSION) == 8
    for point in encodings:
        for tail in (number(0), proof[32:]):
            assert not chain.agrees(Algorithm.ED25519, point, DIGEST, proof[:32] + tail)
            assert not chain.agrees(Algorithm.ED25519, honest, DIGEST, point + tail)
            for other in sorted(encodings)[:3]:
                assert not chain.agrees(Algorithm.ED25519, point, DIGEST, other + tail)


def test_a_second_encoding_is_refused(chain: Chain) -> None:
    """y + p for the y that leave room for it: nobody knows such a point's scalar, so only that they are no key can be seen."""
    _, proof, _ = signed(7, 9, DIGEST)
    for y in range(P25519, 2**255):
        for sign in (0, 1):
            assert not chain.agrees(Algorithm.ED25519, number(y | sign << 255), DIGEST, proof)


def test_the_equation_is_without_the_cofactor(chain: Chain) -> None:
    """A key moved by a point of order 8 signs where the hash is a multiple of 8, and else does not; an R that was moved never does."""
    move = next(point for point in TORSION if times(4, point) != (0, 1))
    said = []
    for name in range(40):
        digest = sha256(bytes([name])).digest()
        public_key, proof, hashed = signed(7, 9 + name, digest, to_key=move)
        said.append(chain.agrees(Algorithm.ED25519, public_key, digest, proof))
        assert said[-1] == (hashed % 8 == 0)
    assert 0 < sum(said) < len(said)
    for point in TORSION[1:]:
        public_key, proof, _ = signed(7, 9, DIGEST, to_r=point)
        assert chain.agrees(Algorithm.ED25519, public_key, DIGEST, proof) == (point == (0, 1))


def test_the_table_holds_multiples_of_the_base_point() -> None:
    source = (ROOT / "programs/evm/identity/keys/BasePoint.sol").read_text()
    words = [int(word, 16) for word in re.findall(r'hex"(\w{64})"', source)]
    half = pow(2, -1, P25519)
    expected = []
    for multiple in range(-16, 16):
        x, y = times(multiple % L25519, BASE)
        expected += [(y + x) * half % P25519, (y - x) * half % P25519, D25519 * x * y % P25519]
    assert words == expected


# ---- cost


def test_what_a_check_costs(chain: Chain) -> None:
    def cost(algorithm: Algorithm, name: int) -> int:
        key, digest = held(algorithm, name), sha256(bytes([name])).digest()
        x, y = key.public_key[:32], key.public_key[32:].ljust(32, b"\x00")
        spent, valid = chain.call("gasOf", KEYS, int(algorithm), x, y, digest, key.prove(digest))
        assert valid
        return int(spent)

    ed25519, secp256k1, p256 = ([cost(algorithm, name) for name in range(8)] for algorithm in Algorithm)
    assert max(ed25519) <= ED25519_GAS
    assert max(secp256k1) <= SECP256K1_GAS
    assert max(p256) - min(secp256k1) <= P256_GAS[chain.hardfork]
