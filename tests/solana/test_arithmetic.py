"""INV-SBF-1: what the sBPF route makes of integer arithmetic is what Python's integers say."""

from __future__ import annotations

import hashlib
import itertools
import random
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from solders.instruction import AccountMeta, Instruction
from solders.keypair import Keypair
from solders.litesvm import LiteSVM
from solders.message import Message
from solders.pubkey import Pubkey
from solders.transaction import Transaction
from solders.transaction_metadata import TransactionMetadata

ROOT = Path(__file__).resolve().parents[2]
PROBE = Pubkey.from_string("ALoMYWhVvW9CcdRe7F8qZnPdqHMgBmbTqaTdTqitJwnJ")

KINDS = {"u64": (0, 64, False), "i64": (1, 64, True), "u128": (2, 128, False), "i128": (3, 128, True)}
KINDS |= {"u32": (4, 32, False), "i32": (5, 32, True)}
FINE, OVERFLOW, ZERO_DIVISOR = range(3)
RANDOM_PAIRS = 400


def quotient(a: int, b: int) -> int:
    """Rounds toward zero, as Rust does and Python's // does not."""
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


Operation = Callable[[int, int, int], int]
OPERATIONS: dict[str, Operation] = {
    "add": lambda a, b, bits: a + b,
    "sub": lambda a, b, bits: a - b,
    "mul": lambda a, b, bits: a * b,
    "div": lambda a, b, bits: quotient(a, b),
    "rem": lambda a, b, bits: a - b * quotient(a, b),
    "shl": lambda a, b, bits: a << ((b & 0xFFFF_FFFF) % bits),
    "shr": lambda a, b, bits: a >> ((b & 0xFFFF_FFFF) % bits),
}


def wrapped(value: int, bits: int, signed: bool) -> int:
    value &= (1 << bits) - 1
    return value - (1 << bits) if signed and value >> (bits - 1) else value


def expected(op: str, a: int, b: int, bits: int, signed: bool) -> tuple[int, int]:
    if op in ("div", "rem") and b == 0:
        return ZERO_DIVISOR, 0
    if op in ("shl", "shr"):
        # Rust calls a shift overflowed for its count alone, never for the bits that it drops.
        fault = OVERFLOW if (b & 0xFFFF_FFFF) >= bits else FINE
        return fault, wrapped(OPERATIONS[op](a, b, bits), bits, signed)
    if op == "rem" and signed and (a, b) == (-(1 << (bits - 1)), -1):
        return OVERFLOW, 0  # the remainder fits, the quotient beside it does not
    exact = OPERATIONS[op](a, b, bits)
    value = wrapped(exact, bits, signed)
    return (FINE if value == exact else OVERFLOW), value


def edges(bits: int, signed: bool) -> list[int]:
    powers = {1 << n for n in (1, 7, 8, 31, 32, 33, 63, 64, 65, 95, 96, 127) if n < bits}
    near = {0, 3, 10_000, (1 << bits) - 1, (1 << bits) // 3} | {p + d for p in powers for d in (-1, 0, 1)}
    return sorted({wrapped(sign * v, bits, signed) for v in near for sign in (1, -1)})


def operands(op: str, bits: int, signed: bool) -> list[tuple[int, int]]:
    rng = random.Random(f"{op}{bits}{signed}")
    if op in ("shl", "shr"):
        counts = [*range(bits + 2), 2 * bits, (1 << 31) - 1, wrapped(-1, bits, signed)]
        pairs = list(itertools.product(rng.sample(edges(bits, signed), 8), counts))
        return pairs + [(wrapped(rng.getrandbits(bits), bits, signed), n) for n in counts]
    pairs = list(itertools.product(edges(bits, signed), edges(bits, signed)))

    def any_size() -> int:
        return wrapped(rng.choice((1, -1)) * rng.getrandbits(rng.randint(1, bits)), bits, signed)

    return pairs + [(any_size(), any_size()) for _ in range(RANDOM_PAIRS)]


class Probe:
    """The probe program on a chain of its own."""

    def __init__(self) -> None:
        self.chain = LiteSVM()
        self.chain.add_program_from_file(PROBE, ROOT / "target/deploy/probe.so")
        self.payer = Keypair()
        self.chain.airdrop(self.payer.pubkey(), 10**12)

    def call(self, name: str, data: bytes) -> bytes:
        """What the instruction `name` returns, without the zeros that Solana strips from the end."""
        discriminator = hashlib.sha256(f"global:{name}".encode()).digest()[:8]
        metas: list[AccountMeta] = []
        message = Message([Instruction(PROBE, discriminator + data, metas)], self.payer.pubkey())
        self.chain.expire_blockhash()
        result = self.chain.send_transaction(Transaction([self.payer], message, self.chain.latest_blockhash()))
        assert isinstance(result, TransactionMetadata), result
        returned: bytes = result.return_data().data  # type: ignore[attr-defined]  # missing in solders' stubs
        return returned


@pytest.fixture(scope="module")
def probe() -> Probe:
    return Probe()


def batches(pairs: list[tuple[int, int]], width: int) -> Iterator[list[tuple[int, int]]]:
    # A transaction carries 1,232 bytes and returns 1,024.
    size = min(900 // (2 * width), 1024 // (width + 1))
    for start in range(0, len(pairs), size):
        yield pairs[start : start + size]


@pytest.mark.parametrize("op", OPERATIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_integers_agree_with_python(probe: Probe, kind: str, op: str) -> None:
    number, bits, signed = KINDS[kind]
    width = bits // 8
    for batch in batches(operands(op, bits, signed), width):
        packed = b"".join(v.to_bytes(width, "little", signed=signed) for pair in batch for v in pair)
        code = list(OPERATIONS).index(op)
        returned = probe.call("integers", struct.pack("<BBI", number, code, len(packed)) + packed)
        returned = returned.ljust(len(batch) * (width + 1), b"\0")
        for at, (a, b) in enumerate(batch):
            result = returned[at * (width + 1) : (at + 1) * (width + 1)]
            got = result[0], int.from_bytes(result[1:], "little", signed=signed)
            assert got == expected(op, a, b, bits, signed), f"{kind} {a} {op} {b}"
