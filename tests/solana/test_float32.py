"""INV-FLOAT-3: the Solana program's float32, run by the SVM, gives the hardware's bits, for compute units to spare."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field

import numpy as np
import pytest
from assay.commit.program import Map
from assay.reference import float32
from solders.instruction import Instruction
from solders.keypair import Keypair
from solders.litesvm import LiteSVM
from solders.message import Message
from solders.pubkey import Pubkey
from solders.transaction import Transaction
from solders.transaction_metadata import TransactionMetadata

from scripts import vectors

PROBE = Pubkey.from_string("ALoMYWhVvW9CcdRe7F8qZnPdqHMgBmbTqaTdTqitJwnJ")
FLOATS = hashlib.sha256(b"global:floats").digest()[:8]
CHAIN = 128
TILE = 64
# Operands of 20 bytes that a transaction of 1,232 has room for.
BATCH = 50

# Compute units of a referee's steps, the call of a program aside: ordinary values, and whatever a losing side thinks of.
DOT_UNITS, DOT_UNITS_AT_WORST = 8_000, 12_000
MAP_UNITS = {Map.GELU: 1_500, Map.EXP: 1_400, Map.TANH: 1_700, Map.ERF: 1_200, Map.DIV: 100, Map.SQRT: 100}
MAP_UNITS_AT_WORST = 3_000


@dataclass
class Floats:
    """The probe program's float32 on a chain of its own."""

    chain: LiteSVM = field(default_factory=LiteSVM)
    payer: Keypair = field(default_factory=Keypair)
    empty_call: int = 0

    def __post_init__(self) -> None:
        self.chain.add_program_from_file(PROBE, vectors.ROOT / "target" / "deploy" / "probe.so")
        self.chain.airdrop(self.payer.pubkey(), 10**12)
        self.empty_call = self.call(0, bytes(20))[1]

    def call(self, operation: int, operands: bytes) -> tuple[bytes, int]:
        """What the program returns, and the units that it took beyond an operation that does nothing."""
        data = FLOATS + struct.pack("<BI", operation, len(operands)) + operands
        message = Message([Instruction(PROBE, data, [])], self.payer.pubkey())
        self.chain.expire_blockhash()
        result = self.chain.send_transaction(Transaction([self.payer], message, self.chain.latest_blockhash()))
        assert isinstance(result, TransactionMetadata), result
        returned: bytes = result.return_data().data  # type: ignore[attr-defined]  # missing in solders' stubs
        return returned, result.compute_units_consumed() - self.empty_call

    def apply(self, operation: int, args: vectors.Bits) -> vectors.Bits:
        runs = []
        for at in range(0, args.shape[1], BATCH):
            batch = args[:, at : at + BATCH].T.astype("<u4")
            # Solana strips the zeros from the end of what is returned.
            runs.append(self.call(operation, batch.tobytes())[0].ljust(4 * len(batch), b"\0"))
        return np.frombuffer(b"".join(runs), "<u4").astype(np.uint32)

    def last(self, kind: int, acc: int, a: bytes, b: bytes) -> tuple[int, int]:
        """A chain's last accumulator, and its units."""
        returned, units = self.call(CHAIN + kind, struct.pack("<I", acc) + a + b)
        return int.from_bytes(returned, "little"), units


@pytest.fixture(scope="module")
def floats() -> Floats:
    return Floats()


def normal(rng: np.random.Generator, n: int) -> vectors.Bits:
    return rng.standard_normal(n).astype(np.float32).view(np.uint32)


@pytest.mark.parametrize("operation", vectors.OPERATIONS, ids=vectors.NAMES.__getitem__)
def test_every_operation_gives_the_hardwares_bits(floats: Floats, operation: int) -> None:
    args = vectors.operands(operation, 2_800, seed=3)
    truth = vectors.oracle().apply(operation, args)
    assert vectors.differences(args, truth, floats.apply(operation, args)) == []


@pytest.mark.parametrize("length", [1, 13, TILE])
@pytest.mark.parametrize("kind", vectors.CHAINS)
def test_a_chain_is_its_terms_one_after_another(floats: Floats, kind: int, length: int) -> None:
    acc, a, b = vectors.chains(kind, 200, length, seed=3)
    truth = vectors.oracle().chain(kind, acc, a, b)
    chains = zip(acc.tolist(), map(bytes, a), map(bytes, b), strict=True)
    assert [floats.last(kind, *chain)[0] for chain in chains] == truth.tolist()


@pytest.mark.parametrize("function", [0, 20, 31, 127])
def test_a_number_that_names_no_function_gives_zero(floats: Floats, function: int) -> None:
    assert not floats.apply(function, vectors.operands(1, 14, seed=3)).any()


def test_a_chunk_of_a_dot_product_is_cheap(floats: Floats) -> None:
    rng = np.random.default_rng(3)
    for acc in normal(rng, 20).tolist():
        a, b = normal(rng, TILE).tobytes(), normal(rng, TILE).tobytes()
        assert floats.last(vectors.DOT_F32, acc, a, b)[1] <= DOT_UNITS


@pytest.mark.parametrize("kind", [vectors.DOT_F32, vectors.SUM_F32])
def test_no_operands_make_a_chunk_dear(floats: Floats, kind: int) -> None:
    acc, a, b = vectors.chains(kind, 100, TILE, seed=6)
    for chain in zip(acc.tolist(), map(bytes, a), map(bytes, b), strict=True):
        assert floats.last(kind, *chain)[1] <= DOT_UNITS_AT_WORST


@pytest.mark.parametrize("function", MAP_UNITS, ids=lambda f: f.name)
def test_a_map_is_cheap(floats: Floats, function: Map) -> None:
    rng = np.random.default_rng(6)
    for a, b in zip(normal(rng, 40).tolist(), normal(rng, 40).tolist(), strict=True):
        # A square root wants no sign.
        a &= float32.MAGNITUDE if function == Map.SQRT else 0xFFFF_FFFF
        assert floats.call(function, struct.pack("<5I", a, b, 0, 0, 0))[1] <= MAP_UNITS[function]


@pytest.mark.parametrize("function", list(Map), ids=lambda f: f.name)
def test_no_operands_make_a_map_dear(floats: Floats, function: Map) -> None:
    for row in vectors.operands(function, 140, seed=6).T.tolist():
        assert floats.call(function, struct.pack("<5I", *row))[1] <= MAP_UNITS_AT_WORST
