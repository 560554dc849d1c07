"""What a referee and a descent make of bytes that mean harm: malformed programs, contradictory shapes, second preimages, rubbish."""

from __future__ import annotations

import random
import struct
from dataclasses import dataclass, replace

import pytest
from assay import errors as e
from assay import ids
from assay.commit.merkle import Tree, fold_path, leaf_hash, node_hash, path_length
from assay.commit.program import DESCRIPTOR_BYTES, MAP_INPUTS, Input, Kind, Map, Operator, Source
from assay.commit.tensor import Dims, DType, dims, tensor_leaf, trace_leaf
from assay.models.compute import Phase
from assay.reference import referee
from assay.reference.operators import step
from assay.solana import pda
from assay.solana.generated import compute
from assay.solana.network import SolanaNetwork, account_named
from assay.solana.transport import logged
from solders.account import Account
from solders.instruction import Instruction
from solders.pubkey import Pubkey
from solders.transaction_metadata import FailedTransactionMetadata

from tests.cast import Stage, dispute_of, openings_of, stage
from tests.solana.town import LAMPORTS, Result, Town, allowed, busy_town, leaf_stage, litesvm, meta_of, recorded, refused, svm_of, units

ONE_OPERATOR = {"op_count": 1, "model_count": 0, "input_count": 0, "model_root": bytes(32), "input_root": bytes(32)}


def one_operator(shape: tuple[int, ...], root: bytes) -> tuple[SolanaNetwork, Stage, Operator]:
    """A disputed job of one operator whose provider committed to `root` as its output's."""
    chain = litesvm()
    s, of = stage(chain), dims(*shape)
    op = Operator(Kind.MAP, DType.F32, of, (Input(Source.INPUT, 0, DType.F32, of),), Map.RELU)
    s.post(**ONE_OPERATOR, program_root=leaf_hash(op.encode()))
    s.accept()
    leaf = trace_leaf(s.job_id, op.header, root)
    s.provider.compute.commit(s.job_id, leaf, leaf, b"")
    s.challenge()
    s.provider.compute.reveal(s.job_id, op.encode() + root)
    return chain, s, op


def test_a_node_is_no_leaf_and_a_leaf_no_node() -> None:
    """INV-SVM-10: 64 bytes are a tile of sixteen values or two hashes, as the shape says and not as the provider likes."""
    left, right = leaf_hash(b"left"), leaf_hash(b"right")
    _, s, _ = one_operator((1, 16), node_hash(left, right))
    assert dispute_of(s.chain, s.job_id).phase is Phase.TILE
    with pytest.raises(e.BadReveal):
        s.provider.compute.reveal(s.job_id, left + right)
    _, s, _ = one_operator((2, 16), leaf_hash(left + right))
    assert dispute_of(s.chain, s.job_id).phase is Phase.TILES
    with pytest.raises(e.BadReveal):
        s.provider.compute.reveal(s.job_id, left + right)
    _, s, _ = one_operator((2, 16), node_hash(left, right))
    assert len(s.provider.compute.reveal(s.job_id, left + right).data) == 64


@dataclass
class Board:
    """One dispute whose job and state are set by force to what any program could have led to; nothing is decided, only simulated."""

    chain: SolanaNetwork
    stage: Stage
    town: Town
    job: compute.Job
    dispute: compute.Dispute

    @classmethod
    def new(cls) -> Board:
        chain = litesvm()
        s, town = stage(chain), Town(svm_of(chain))
        town.keys |= {account_named(n).pubkey(): account_named(n) for n in ("provider", "challenger")}
        s.post(**ONE_OPERATOR, program_root=bytes(32))
        s.accept()
        s.provider.compute.commit(s.job_id, bytes(32), bytes(32), b"")
        s.challenge()
        job, _ = compute.Job.decode(chain._transport.account(pda.job(s.job_id)) or b"", 8)
        dispute, _ = compute.Dispute.decode(chain._transport.account(pda.dispute(ids.dispute_id(s.job_id, 0))) or b"", 8)
        return cls(chain, s, town, job, dispute)

    def set(self, job: compute.Job, dispute: compute.Dispute) -> None:
        for address, value in ((pda.job(job.job_id), job), (pda.dispute(dispute.dispute_id), dispute)):
            old = self.town.svm.get_account(address)
            assert old is not None
            self.town.put(Account(old.lamports, (value.DISCRIMINATOR + value.encode()).ljust(len(old.data), b"\0"), old.owner), address)

    def reveal(self, raw: bytes, index: int, count: int) -> Result:
        """The provider reveals `raw` as the program's operator `index` of `count`."""
        path = bytes(32 * path_length(index, count))
        root = fold_path(leaf_hash(raw), index, count, path)
        assert root is not None
        head = raw[2:3] + raw[4:20]
        terms = replace(self.job.terms, op_count=count, program_root=root)
        at = replace(self.dispute, phase=int(Phase.OPERATOR), level=0, index=index, node=trace_leaf(self.job.job_id, head, bytes(32)))
        self.set(replace(self.job, terms=terms), at)
        provider = Pubkey.from_bytes(self.stage.provider.account)
        address = pda.dispute(at.dispute_id)
        data = raw + path + bytes(32)
        return self.town.simulate(
            compute.reveal(caller=provider, config=pda.compute_config(), job=pda.job(at.job_id), dispute=address, job_id=at.job_id, data=data)
        )

    def referee(self, job: compute.Job, dispute: compute.Dispute, data: bytes) -> Result:
        """The challenger has the leaf recomputed from `data`, which it has laid down."""
        self.set(job, dispute)
        party = self.stage.challenger.account
        address = pda.opening(dispute.dispute_id, party)
        bump = Pubkey.find_program_address([b"opening", dispute.dispute_id, party], compute.PROGRAM)[1]
        opening = compute.Opening(dispute.dispute_id, party, bump, data)
        self.town.put(Account(LAMPORTS, opening.DISCRIMINATOR + opening.encode(), compute.PROGRAM), address)
        who = self.chain.as_account("challenger")
        return self.town.simulate(recorded(who, lambda: who.compute.referee(job.job_id, b"")))


@pytest.fixture(scope="module")
def board() -> Board:
    return Board.new()


SHAPES = [
    (1, 1, 1, 1), (1, 1, 1, 64), (1, 1, 2, 65), (3, 1, 4, 5), (2, 2, 2, 2), (1, 1, 1, 2**31 - 1), (2**31 - 1, 1, 1, 1), (1, 2**31 - 1, 1, 1),
    (1, 1, 2**31 - 1, 1), (46_340, 1, 46_340, 1), (1, 32_768, 1, 65_535), (1, 1, 32_768, 65_535), (1, 1, 1, 131_072),
]  # fmt: skip
# What an operator must not be, and the bytes that make it so.
MALFORMED: dict[str, tuple[int, bytes]] = {
    "unknown kind 0": (0, b"\0"), "unknown kind 9": (0, b"\x09"), "unknown kind 255": (0, b"\xff"), "unknown type": (2, b"\x04"), "no type": (2, b"\0"),
    "no inputs": (3, b"\0"), "four inputs": (3, b"\4"), "255 inputs": (3, b"\xff"), "no rows": (4, bytes(4)), "no columns": (16, bytes(4)),
    "no dims": (4, bytes(16)), "2**31 - 1 everywhere": (4, b"\xff\xff\xff\x7f" * 4), "2**32 - 1 everywhere": (4, b"\xff" * 16),
    "2**31 values": (4, struct.pack("<4I", 2, 2**15, 2**15, 1)), "a product of 2**64": (4, struct.pack("<4I", 2**16, 2**16, 2**16, 2**16)),
    "an input of no dims": (42, bytes(16)), "an input of 2**31 - 1 everywhere": (42, b"\xff\xff\xff\x7f" * 4), "no source": (36, b"\0"),
    "an unknown source": (36, b"\4"), "an input of unknown type": (37, b"\4"), "itself as its input": (36, b"\1\1" + (3).to_bytes(4, "little")),
    "a later operator as its input": (36, b"\1\1\xff\xff\xff\xff"), "more than its inputs": (80, b"\1"), "the last byte": (101, b"\1"),
    "no function": (1, b"\0"), "function 20": (1, b"\x14"), "function 255": (1, b"\xff"), "nothing but ones": (0, b"\xff" * 102), "nothing": (0, bytes(102)),
}  # fmt: skip
PLAIN = Operator(Kind.MAP, DType.F32, dims(2, 2), tuple(Input(Source.OPERATOR, k, DType.F32, dims(2, 2)) for k in (0, 1)), Map.ADD)


@pytest.mark.parametrize("fault", MALFORMED)
def test_a_malformed_operator_is_refused_by_name(board: Board, fault: str) -> None:
    """INV-SVM-11: an operator out of bounds in any number ends in BadOperator, at a bounded cost, never in a crash."""
    at, said = MALFORMED[fault]
    raw = PLAIN.encode()
    result = board.reveal(raw[:at] + said + raw[at + len(said) :], 3, 4)
    assert refused(result) is e.BadOperator
    assert units(result) < 20_000
    assert allowed(board.reveal(raw, 3, 4))
    assert not allowed(board.reveal(raw[:-1], 3, 4))
    assert allowed(board.reveal(raw, 65_535, 65_536))


def random_operator(rng: random.Random) -> Operator:
    """Well formed, but its shapes may contradict each other in any way. Its inputs are tensors 0, 1, 2 of random sources."""
    kind = rng.choice(list(Kind))
    function = rng.choice(list(Map)) if kind is Kind.MAP else rng.randrange(256)
    count = {Kind.MATMUL_F32: rng.choice((2, 3)), Kind.MATMUL_I8: rng.choice((2, 3)), Kind.ROWDOT_F32: 2, Kind.GATHER: 2}.get(kind, 1)
    count = MAP_INPUTS[Map(function)] if kind is Kind.MAP and rng.random() < 0.5 else rng.randint(1, 3) if kind is Kind.MAP else count
    rows = DType.I8 if kind is Kind.MATMUL_I8 else DType.F32
    shapes = rng.sample(SHAPES, rng.randint(1, 4))
    inputs = tuple(
        Input(rng.choice(list(Source)), k, rows if kind.is_chain and k < 2 else rng.choice(list(DType)), Dims(*rng.choice(shapes))) for k in range(count)
    )
    attributes = rng.choice(SHAPES) if kind is Kind.MOVE else struct.unpack("<4I", rng.randbytes(16))
    return Operator(kind, rng.choice(list(DType)), Dims(*rng.choice(shapes)), inputs, function, attributes)


class Forger:
    """Operands of tensors that nobody could hold: each tile that is asked for is made up, and so are the trees around it."""

    def __init__(self, rng: random.Random, op: Operator) -> None:
        self.rng, self.op, self.read = rng, op, list[tuple[Input, bytes, bytes]]()

    def tile(self, slot: int, index: int) -> bytes:
        of = self.op.inputs[slot]
        if index >= of.dims.tiles:
            raise e.BadOpening
        data = self.rng.randbytes(of.dims.tile_length(index) * of.dtype.size)
        path = self.rng.randbytes(32 * path_length(index, of.dims.tiles))
        root = fold_path(leaf_hash(data), index, of.dims.tiles, path)
        assert root is not None
        self.read.append((of, data + path, root))
        return data

    def close(self, job: compute.Job, count: int) -> tuple[compute.Job, bytes]:
        """The job that these tensors belong to, whose trees have `count` leaves each, and the openings so far."""
        raw = self.op.encode()
        leaves = {source: [self.rng.randbytes(32) for _ in range(4)] for source in Source}
        for of, _, root in self.read:
            leaves[of.source][of.index] = trace_leaf(job.job_id, of.header, root) if of.source is Source.OPERATOR else tensor_leaf(of.header, root)
        # Beyond the four leaves that matter the trees are one unknown node on each level.
        beyond = bytes(32 * (path_length(0, count) - 2))
        trees = {source: Tree(of) for source, of in leaves.items()}
        program = Tree([*(self.rng.randbytes(32) for _ in range(3)), leaf_hash(raw)])

        def root_of(tree: Tree) -> bytes:
            node = tree.root
            for at in range(0, len(beyond), 32):
                node = node_hash(node, beyond[at : at + 32])
            return node

        terms = replace(
            job.terms, op_count=count, model_count=count, input_count=count, program_root=root_of(program), model_root=root_of(trees[Source.MODEL]),
            input_root=root_of(trees[Source.INPUT]),
        )  # fmt: skip
        openings = raw + program.path(3) + beyond + b"".join(opening + trees[of.source].path(of.index) + beyond for of, opening, _ in self.read)
        return replace(job, terms=terms, trace_root=root_of(trees[Source.OPERATOR])), openings


def computed_by(result: Result) -> int:
    (ruling,) = (x for _, data in logged(meta_of(result).logs()) if isinstance(x := compute.decode_event(data), compute.Refereed))
    return ruling.computed


@pytest.mark.parametrize("seed", range(12))
def test_shapes_that_contradict_each_other_crash_no_referee(board: Board, seed: int) -> None:
    """INV-SVM-12: for any well-formed operator, whatever its shapes, and openings that are all true, the referee gives the number that the
    reference gives, or BadOpening where that does; never a crash, and never dearer than a tenth of what a transaction may cost."""
    rng = random.Random(seed)
    ends: set[bool] = set()
    for _ in range(20):
        op = random_operator(rng)
        assert referee.well_formed(op, 3)
        position = rng.choice((0, op.dims.values - 1, rng.randrange(op.dims.values)))
        lo = rng.choice((0, op.chunks - 1, rng.randrange(op.chunks)))
        acc = rng.randrange(2**32)
        forger = Forger(rng, op)
        try:
            expected = step(op, position, lo, acc, forger)
        except e.BadOpening:
            expected = None
        job, openings = forger.close(board.job, rng.choice((4, 65_536)))
        at = replace(
            board.dispute, phase=int(Phase.LEAF), op_index=3, kind=int(op.kind), dtype=int(op.dtype), tile_count=op.dims.tiles,
            row_length=op.dims.d3, chunks=op.chunks, position=position, lo=lo, hi=lo + 1, acc_lo=acc, acc_hi=0,
        )  # fmt: skip
        result = board.referee(job, at, openings if expected is not None else openings + rng.randbytes(1_500))
        ends.add(expected is None)
        if expected is None:
            assert refused(result) is e.BadOpening, op
        else:
            assert allowed(result), op
            assert computed_by(result) == expected, op
        assert units(result) < 140_000
    assert ends == {True, False}


def test_any_descriptor_is_taken_or_refused_as_the_reference_does(board: Board) -> None:
    """INV-SVM-11."""
    ends: set[bool] = set()
    for seed in range(250):
        rng = random.Random(seed)
        raw = bytearray(random_operator(rng).encode())
        for _ in range(rng.randrange(4)):
            raw[rng.choice((0, 1, 2, 3, rng.randrange(DESCRIPTOR_BYTES)))] = rng.choice((0, 1, 3, 4, 9, 20, 127, 255, rng.randrange(256)))
        try:
            good = referee.well_formed(Operator.decode(bytes(raw)), 3)
        except e.InputError:
            good = False
        result = board.reveal(bytes(raw), 3, 4)
        assert allowed(result) == good, raw.hex()
        assert good or refused(result) is e.BadOperator
        ends.add(good)
    assert ends == {True, False}


@pytest.mark.parametrize("op", [0, 1, 12])
def test_a_heap_of_rubbish_stops_at_its_first_byte(op: int) -> None:
    """INV-SVM-13: 8,192 bytes of openings, all that there can be, of rubbish or of the right ones and rubbish behind, are laid down, read and
    refused within the memory and the units that a program has; then the right ones are taken."""
    chain, s, town = leaf_stage(op)
    good = openings_of(chain, s.job_id, s.job.witness(s.job_id))
    who, rng = chain.as_account("challenger"), random.Random(op)
    for heap in (rng.randbytes(8_192), good.ljust(8_192, b"\0"), good + rng.randbytes(8_192 - len(good)), bytes(8_192)):
        for start in range(0, 8_192, 800):
            who.compute.provide(s.job_id, start, heap[start : start + 800])
        for more in (b"", b"\xff" * 700):
            result = town.send(whole(who, s, more))
            assert refused(result) in (e.BadOpening, e.BadOperator)
            assert units(result) < 100_000
        with pytest.raises(e.TooMuchData):
            who.compute.provide(s.job_id, 8_192, b"x")
    for start in range(0, len(good), 800):
        who.compute.provide(s.job_id, start, good[start : start + 800])
    assert who.compute.referee(s.job_id, b"").provider_lost


def whole(who: SolanaNetwork, s: Stage, data: bytes) -> Instruction:
    """The call of the referee with what was provided and `data`, which is not split."""
    job, current = who.compute._current(s.job_id)
    return who.compute._referee(job, s.job_id, current, True, data)


def test_a_length_that_lies_is_refused() -> None:
    """INV-SVM-13: arguments that say they are longer than they are, by one or by gigabytes, fail and change nothing."""
    town = busy_town()
    before = town.state()
    for call, at in (("reveal", 40), ("bisect", 41), ("provide", 44), ("referee", 40), ("commit", 104)):
        case = town.cases[call]
        data = bytes(case.instruction.data)
        length = int.from_bytes(data[at : at + 4], "little")
        assert length == len(data) - at - 4
        for lie in (length + 1, 1_023, 32_768, 2**20, 2**31, 2**32 - 1):
            lying = data[:at] + lie.to_bytes(4, "little") + data[at + 4 :]
            assert isinstance(town.send(Instruction(case.instruction.program_id, lying, case.instruction.accounts)), FailedTransactionMetadata)
    assert town.state() == before
