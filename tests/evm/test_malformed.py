"""Programs that no honest party writes, and openings that lead nowhere: the referee answers each with a typed refusal, at a bounded cost."""

from __future__ import annotations

import random
import struct
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from assay import errors as e
from assay.commit.merkle import depth, fold_path, leaf_hash, node_hash, path_length
from assay.commit.program import DESCRIPTOR_BYTES, Input, Kind, Map, Operator, Program, Source
from assay.commit.tensor import MAX_VALUES, Dims, DType, dims, header, tensor_leaf, trace_leaf
from assay.evm.generated import compute
from assay.evm.network import EvmNetwork
from assay.models.compute import Phase
from assay.reference.operators import step
from assay.reference.referee import recompute, well_formed
from eth_abi.abi import encode

from tests.cast import COIN
from tests.evm.arena import (
    FRESH,
    NEXT,
    VERBS,
    Try,
    arena,
    by,
    calldata,
    forked,
    good_openings,
    job_id,
    leaf,
    open_dispute,
    tiny_job,
    tried,
)
from tests.jobs import SmallJob, small_job

REVEAL_GAS, RECOMPUTE_GAS, RUBBISH_GAS = 60_000, 250_000, 80_000
HUGE = 2**31 - 1

# Descriptors


def spoilt(raw: bytes, at: int, data: bytes) -> bytes:
    return raw[:at] + data + raw[at + len(data) :]


def shape(*sizes: int) -> bytes:
    return struct.pack("<4I", *sizes)


PLAIN = tiny_job().program.operators[0].encode()
OUTPUT, ATTRIBUTES, INPUTS, INPUT = 4, 20, 36, 22
MOVE = spoilt(spoilt(PLAIN, 0, b"\7\xe4"), ATTRIBUTES, shape(1, 1, 1, 16))

MALFORMED = {
    "an output of nothing": spoilt(PLAIN, OUTPUT, shape(1, 1, 0, 16)),
    "an input of nothing": spoilt(PLAIN, INPUTS + 6, shape(0, 0, 0, 0)),
    "the largest dims everywhere": spoilt(spoilt(PLAIN, OUTPUT, shape(*[HUGE] * 4)), INPUTS + 6, shape(*[HUGE] * 4)),
    "dims whose product wraps": spoilt(PLAIN, OUTPUT, shape(2**16, 2**16, 2**16, 2**16)),
    "all bits of all dims": spoilt(PLAIN, OUTPUT, b"\xff" * 16),
    "one value too many": spoilt(PLAIN, OUTPUT, shape(1, 1, 2, 2**30)),
    "no kind": spoilt(PLAIN, 0, b"\0"),
    "a kind yet to come": spoilt(PLAIN, 0, b"\x09"),
    "the last kind there could be": spoilt(PLAIN, 0, b"\xff"),
    "no function": spoilt(PLAIN, 1, b"\0"),
    "a function yet to come": spoilt(PLAIN, 1, b"\x14"),
    "no type": spoilt(PLAIN, 2, b"\0"),
    "a type yet to come": spoilt(PLAIN, 2, b"\4"),
    "no inputs": spoilt(PLAIN, 3, b"\0"),
    "four inputs": spoilt(PLAIN, 3, b"\4"),
    "as many inputs as a byte can say": spoilt(PLAIN, 3, b"\xff"),
    "an input from nowhere": spoilt(PLAIN, INPUTS, b"\0"),
    "an input from a fourth place": spoilt(PLAIN, INPUTS, b"\4"),
    "its own output as its input": spoilt(PLAIN, INPUTS, b"\1\1" + bytes(4)),
    "an output of a later operator": spoilt(PLAIN, INPUTS, b"\1\1" + b"\xff" * 4),
    "an input of no type": spoilt(PLAIN, INPUTS + 1, b"\0"),
    "an unused input that is not empty": spoilt(PLAIN, INPUTS + INPUT, b"\0" * 21 + b"\1"),
    "a chain over the wrong type": spoilt(spoilt(PLAIN, 0, b"\4\0"), INPUTS + 1, b"\2"),
    "a view of nothing": spoilt(MOVE, ATTRIBUTES, shape(1, 1, 16, 0)),
    "a view too large": spoilt(MOVE, ATTRIBUTES, shape(*[HUGE] * 4)),
}


def disputed(raw: bytes, head: bytes, root: bytes, **changes: object) -> EvmNetwork:
    """A job whose whole program is `raw`, committed to with an output of this header and root, and challenged."""
    net = forked(arena())
    terms = tiny_job().terms(price=COIN, stake=COIN, op_count=1, program_root=leaf_hash(raw), **changes)
    by(net, "requester").compute.post(NEXT, terms)
    by(net, "provider").compute.accept(job_id(net, NEXT))
    trace = trace_leaf(job_id(net, NEXT), head, root)
    by(net, "provider").compute.commit(job_id(net, NEXT), trace, trace, b"")
    by(net, "challenger").compute.challenge(job_id(net, NEXT))
    return net


@pytest.mark.parametrize("fault", MALFORMED)
def test_a_malformed_operator_cannot_be_revealed_nor_recomputed(fault: str) -> None:
    """INV-EVM-10: it is named for what it is, cheaply, wherever it turns up: at the reveal, so that its provider loses by silence, and
    at the referee."""
    raw = MALFORMED[fault]
    assert len(raw) == DESCRIPTOR_BYTES
    net = disputed(raw, raw[2:3] + raw[OUTPUT : OUTPUT + 16], b"r" * 32)
    revealed = tried(net, "provider", net.deployment().compute, compute.reveal(job_id(net, NEXT), raw + b"r" * 32))
    assert revealed.error == "BadOperator"
    assert revealed.gas < REVEAL_GAS
    ruled = recomputed(net, Leaf(program_root=leaf_hash(raw)), raw + bytes(64))
    assert ruled.error == "BadOperator"
    assert ruled.gas < RECOMPUTE_GAS


def test_a_descriptor_that_is_not_the_programs_is_refused() -> None:
    """INV-EVM-10: of another program, cut, or with more after it."""
    net = forked(arena())
    VERBS["challenge"].do(net)
    root = tiny_job().witness(job_id(net, FRESH)).outputs[0].root
    moves = {
        spoilt(PLAIN, 1, b"\x0b") + root: "BadOpening", PLAIN + bytes(32): "BadReveal", PLAIN: "BadReveal", PLAIN + root[:-1]: "BadReveal",
        PLAIN + root + b"\0": "BadReveal", PLAIN + bytes(32) + root: "BadReveal", b"": "BadReveal", bytes(20_000): "BadReveal",
    }  # fmt: skip
    for data, error in moves.items():
        assert tried(net, "provider", net.deployment().compute, compute.reveal(job_id(net, FRESH), data)).error == error


@pytest.mark.parametrize("sizes", [(1, 1, 1, HUGE), (1, 1, HUGE, 1), (HUGE, 1, 1, 1), (1, 1, 46_340, 46_340)])
def test_the_largest_tensors_are_disputed_as_any_other(sizes: tuple[int, int, int, int]) -> None:
    """INV-EVM-10: at the limits themselves nothing overflows: the descent starts where it should."""
    raw = spoilt(spoilt(PLAIN, OUTPUT, shape(*sizes)), INPUTS + 6, shape(*sizes))
    root = node_hash(b"l" * 32, b"r" * 32)
    net = disputed(raw, header(DType.F32, Dims(*sizes)), root)
    by(net, "provider").compute.reveal(job_id(net, NEXT), raw + root)
    d, tiles = open_dispute(net, NEXT), Dims(*sizes).tiles
    assert (d.phase, d.tile_count, d.level, d.row_length, d.node) == (Phase.TILES, tiles, depth(tiles), sizes[3], root)
    wrong = tried(net, "provider", net.deployment().compute, compute.reveal(job_id(net, NEXT), bytes(32 * 8)))
    assert wrong.error == "BadReveal"
    assert wrong.gas < REVEAL_GAS


# The referee, from fabricated commitments


@dataclass
class Leaf:
    """IReferee.Leaf."""

    program_root: bytes
    job_id: bytes = b"j" * 32
    model_root: bytes = bytes(32)
    input_root: bytes = bytes(32)
    trace_root: bytes = bytes(32)
    op_count: int = 1
    model_count: int = 65_536
    input_count: int = 65_536
    op_index: int = 0
    position: int = 0
    chunk: int = 0
    acc_lo: int = 0


def recomputed(net: EvmNetwork, at: Leaf, openings: bytes) -> Try:
    """What the referee's contract says to a leaf and openings of anyone's making."""
    signature = "recompute((bytes32,bytes32,bytes32,bytes32,bytes32,uint32,uint32,uint32,uint32,uint32,uint32,uint32),bytes)"
    words = (
        at.job_id, at.program_root, at.model_root, at.input_root, at.trace_root, at.op_count, at.model_count, at.input_count, at.op_index,
        at.position, at.chunk, at.acc_lo,
    )  # fmt: skip
    referee = tried(net, "mallory", net.deployment().compute, compute.referee_contract()).output
    return tried(net, "mallory", referee, calldata(signature, words, openings))


def reference(at: Leaf, openings: bytes) -> tuple[str, int]:
    """What the reference says to the same."""
    terms = SimpleNamespace(
        program_root=at.program_root, model_root=at.model_root, input_root=at.input_root,
        op_count=at.op_count, model_count=at.model_count, input_count=at.input_count,
    )  # fmt: skip
    job = SimpleNamespace(terms=terms, trace_root=at.trace_root, job_id=at.job_id)
    dispute = SimpleNamespace(op_index=at.op_index, position=at.position, lo=at.chunk, acc_lo=at.acc_lo)
    try:
        return "", recompute(cast(Any, job), cast(Any, dispute), openings)
    except (e.BadOpening, e.BadOperator) as refused:
        return type(refused).__name__, 0


@dataclass
class Forger:
    """Makes up the tiles that an operator reads, and trees over them. Inputs have different sources, so no root has to serve twice."""

    rng: random.Random
    op: Operator
    leaf: Leaf
    openings: bytes = b""
    roots: dict[Source, bytes] = field(default_factory=dict)

    def tile(self, slot: int, index: int) -> bytes:
        of = self.op.inputs[slot]
        if index >= of.dims.tiles:
            raise e.BadOpening
        length = of.dims.tile_length(index) * of.dtype.size
        data = self.rng.randbytes(length) if self.rng.random() < 0.5 else bytes(length)
        path = self.rng.randbytes(32 * path_length(index, of.dims.tiles))
        root = fold_path(leaf_hash(data), index, of.dims.tiles, path)
        assert root is not None
        leaf = trace_leaf(self.leaf.job_id, of.header, root) if of.source is Source.OPERATOR else tensor_leaf(of.header, root)
        count = {Source.OPERATOR: self.leaf.op_count, Source.MODEL: self.leaf.model_count, Source.INPUT: self.leaf.input_count}[of.source]
        if of.index >= count:
            raise e.BadOpening
        above = self.rng.randbytes(32 * path_length(of.index, count))
        top = fold_path(leaf, of.index, count, above)
        assert top is not None
        self.roots[of.source] = top
        self.openings += data + path + above
        return data


def some_dims(rng: random.Random) -> Dims:
    while True:
        got = Dims(*(rng.choice([1, 1, 1, 2, 3, 63, 64, 65, 700, 46_340, 2**16, HUGE, rng.randrange(1, HUGE)]) for _ in range(4)))
        if got.values <= MAX_VALUES:
            return got


def some_operator(rng: random.Random, index: int) -> Operator:
    """Anything that a chain would take for an operator; its shapes may contradict each other."""
    while True:
        kind = rng.choice(list(Kind))
        out = some_dims(rng)
        sources = rng.sample(list(Source), 3)
        inputs = [
            Input(
                source, rng.randrange(index) if source is Source.OPERATOR else rng.randrange(70_000), rng.choice(list(DType)), rng.choice([out, some_dims(rng)])
            )
            for source in sources[: rng.randint(1, 3)]
        ]
        if kind.is_chain and rng.random() < 0.7:  # rows of equal length get further
            inputs = [i if not at else Input(i.source, i.index, inputs[0].dtype, inputs[0].dims) for at, i in enumerate(inputs)]
        view = out if rng.random() < 0.5 else some_dims(rng)
        op = Operator(kind, rng.choice(list(DType)), out, tuple(inputs), rng.randrange(256), (view.d0, view.d1, view.d2, view.d3))
        if well_formed(op, index):
            return op


@pytest.mark.parametrize("seed", range(4))
def test_the_referee_agrees_with_the_reference_on_whatever_can_be_committed(seed: int) -> None:
    """INV-EVM-11: any descriptor that decodes, any leaf, dims up to the limits, trees of any depth: the same value or the same refusal,
    never a panic, within a bounded gas."""
    rng = random.Random(seed)
    net = arena()
    seen: dict[str, int] = {}
    for _ in range(60):
        index = rng.randrange(1, 65_536)
        op = some_operator(rng, index)
        at = Leaf(b"", op_count=rng.randrange(index + 1, 65_537), op_index=index, position=rng.choice([0, rng.randrange(op.dims.values), 2**32 - 1]))
        at.chunk = rng.choice([0, rng.randrange(op.chunks), op.chunks - 1])
        at.acc_lo = rng.getrandbits(32)
        program_path = rng.randbytes(32 * path_length(index, at.op_count))
        root = fold_path(leaf_hash(op.encode()), index, at.op_count, program_path)
        assert root is not None
        forger = Forger(rng, op, at)
        try:
            step(op, at.position, at.chunk, at.acc_lo, forger)
        except e.BadOpening:
            forger.openings += rng.randbytes(200)
        at.program_root, at.model_root = root, forger.roots.get(Source.MODEL, bytes(32))
        at.input_root, at.trace_root = forger.roots.get(Source.INPUT, bytes(32)), forger.roots.get(Source.OPERATOR, bytes(32))
        openings = op.encode() + program_path + forger.openings
        ours, theirs = reference(at, openings), recomputed(net, at, openings)
        assert theirs.error == ours[0], (op, at)
        assert not theirs.output or theirs.error or int.from_bytes(theirs.output, "big") == ours[1], (op, at)
        assert theirs.gas < RECOMPUTE_GAS
        seen[theirs.error] = seen.get(theirs.error, 0) + 1
        # One bit elsewhere, and nothing opens.
        place = rng.randrange(len(openings))
        turned = spoilt(openings, place, bytes([openings[place] ^ 1 << rng.randrange(8)]))
        assert recomputed(net, at, turned).error == reference(at, turned)[0] != ""
    assert seen.get("", 0) > 5
    assert seen.get("BadOpening", 0) > 5


def test_random_descriptors_are_read_as_the_reference_reads_them() -> None:
    """INV-EVM-11: bytes of any kind, each field's edges more often than not."""
    rng = random.Random(1)
    net = arena()
    seen = set()
    for _ in range(250):
        raw = bytearray(rng.choice([PLAIN, MOVE, *(op.encode() for op in small_job().program.operators)]))
        for _ in range(rng.randint(0, 3)):
            place = rng.choice([0, 1, 2, 3, 36, 37, 58, 59, rng.randrange(DESCRIPTOR_BYTES)])
            raw[place] = rng.choice([0, 1, 2, 3, 4, 8, 9, 19, 20, 127, 128, 255])
        at = Leaf(leaf_hash(bytes(raw)), position=rng.getrandbits(31))
        openings = bytes(raw) + rng.randbytes(rng.choice([0, 64, 600]))
        ruled = recomputed(net, at, openings)
        assert (ruled.error, ruled.gas < RECOMPUTE_GAS) == (reference(at, openings)[0], True), raw.hex()
        seen.add(ruled.error)
    assert seen == {"BadOperator", "BadOpening"}


# Second preimages: a leaf shown as a node, a node shown as a leaf. A tile of 16 float32 is as long as two hashes.


def test_a_leaf_is_not_a_node() -> None:
    """INV-EVM-12: 64 bytes of values, committed to as one tile, cannot be revealed as two children."""
    pair = b"a" * 32 + b"b" * 32
    two = tiny_job(rows=2)
    raw = two.program.operators[0].encode()
    net = disputed(raw, header(DType.F32, dims(2, 16)), leaf_hash(pair))
    by(net, "provider").compute.reveal(job_id(net, NEXT), raw + leaf_hash(pair))
    assert open_dispute(net, NEXT).phase is Phase.TILES
    assert tried(net, "provider", net.deployment().compute, compute.reveal(job_id(net, NEXT), pair)).error == "BadReveal"
    assert leaf_hash(pair) != node_hash(pair[:32], pair[32:])


def test_a_node_is_not_a_leaf() -> None:
    """INV-EVM-12: two hashes, committed to as a node, cannot be revealed as a tile, nor opened as one before the referee."""
    pair = b"a" * 32 + b"b" * 32
    node = node_hash(pair[:32], pair[32:])
    net = disputed(PLAIN, header(DType.F32, dims(16)), node)
    by(net, "provider").compute.reveal(job_id(net, NEXT), PLAIN + node)
    assert open_dispute(net, NEXT).phase is Phase.TILE
    assert tried(net, "provider", net.deployment().compute, compute.reveal(job_id(net, NEXT), pair)).error == "BadReveal"
    for root, error in ((node, "BadOpening"), (leaf_hash(pair), "")):
        at = Leaf(leaf_hash(PLAIN), input_count=1, input_root=tensor_leaf(header(DType.F32, dims(16)), root))
        assert recomputed(net, at, PLAIN + pair).error == error


def test_a_tensor_is_not_one_of_other_dims() -> None:
    """INV-EVM-12: the same bytes in other dims or of another type have another leaf, so no descriptor can reread what was agreed."""
    net, data = arena(), bytes(64)
    at = Leaf(b"", input_count=1, input_root=tensor_leaf(header(DType.F32, dims(16)), leaf_hash(data)))
    for raw, error in (
        (PLAIN, ""), (spoilt(PLAIN, INPUTS + 1, b"\2"), "BadOpening"), (spoilt(PLAIN, INPUTS + 6, shape(1, 1, 16, 1)), "BadOpening"),
        (spoilt(spoilt(PLAIN, INPUTS + 1, b"\3"), INPUTS + 6, shape(1, 1, 1, 64)), "BadOpening"), (spoilt(PLAIN, INPUTS + 2, b"\1"), "BadOpening"),
        (spoilt(PLAIN, INPUTS, b"\2"), "BadOpening"),
    ):  # fmt: skip
        at.program_root = leaf_hash(raw)
        assert recomputed(net, at, raw + data).error == error


def test_an_inner_node_is_not_a_result() -> None:
    """INV-EVM-12: with two operators the trace's root cannot stand for its last leaf, nor its first leaf for the last."""
    net = forked(arena())
    one = tiny_job()
    (op,) = one.program.operators
    two = SmallJob(Program((op, replace(op, function=Map.EXP))), one.model, one.inputs)
    by(net, "requester").compute.post(NEXT, two.terms(price=COIN, stake=COIN))
    by(net, "provider").compute.accept(job_id(net, NEXT))
    trace = two.witness(job_id(net, NEXT)).trace
    first, last = trace.levels[0]
    for result, root, path in ((trace.root, trace.root, b""), (first, trace.root, last), (last, node_hash(last, first), first), (last, trace.root, b"")):
        refused = tried(net, "provider", net.deployment().compute, compute.commit(job_id(net, NEXT), result, root, path))
        assert refused.error == "BadOpening"
    assert tried(net, "provider", net.deployment().compute, compute.commit(job_id(net, NEXT), last, trace.root, first)).error == ""


# Cost


def test_rubbish_costs_its_sender_little_and_nobody_else_anything() -> None:
    """INV-EVM-13: 8,192 bytes of rubbish end in a refusal for little gas; laid down by another party they make nobody's call dearer."""
    net = forked(leaf())
    to, job, good = net.deployment().compute, job_id(net, NEXT), good_openings(net)
    honest = tried(net, "challenger", to, compute.referee(job, good))
    assert honest.error == ""
    floats = struct.pack("<I", 0x00000001) * 2_048  # subnormals, the dearest to compute with
    for rubbish in (bytes(8_192), b"\xff" * 8_192, random.Random(2).randbytes(8_192), floats):
        for data in (rubbish, good[:DESCRIPTOR_BYTES] + rubbish[DESCRIPTOR_BYTES:], good + rubbish[len(good) :]):
            assert len(data) == 8_192
            refused = tried(net, "provider", to, compute.referee(job, data))
            assert refused.error == "BadOpening"
            assert refused.gas < RUBBISH_GAS
    by(net, "provider").compute.provide(job, 0, floats)
    assert tried(net, "provider", to, compute.referee(job, good)).error == "BadOpening"
    again = tried(net, "challenger", to, compute.referee(job, good))
    assert (again.error, again.gas) == ("", honest.gas)
    # and its author starts afresh for one word
    by(net, "provider").compute.provide(job, 0, good)
    assert tried(net, "provider", to, compute.referee(job, b"")).error == ""


def test_a_call_with_too_little_gas_decides_nothing() -> None:
    """INV-EVM-13: whoever starves a hash or the referee of gas gets a revert, not a verdict."""
    net = leaf()
    to, data = net.deployment().compute, compute.referee(job_id(net, NEXT), good_openings(net))
    needed = tried(net, "mallory", to, data).gas
    for gas in range(2_000, needed, needed // 40):
        assert tried(net, "mallory", to, data, gas=gas).error == "Unrecognised"
    assert tried(net, "mallory", to, data, gas=needed * 2).error == ""


def test_the_calls_here_are_made_of_what_they_seem() -> None:
    """The plain operator that the others spoil is sound, and so is the way the referee is called."""
    assert Operator.decode(PLAIN) == tiny_job().program.operators[0]
    assert Operator.decode(PLAIN).function == Map.RELU
    assert calldata("f(uint8,(bytes32,uint32)[],bytes)", 1, [], b"")[4:] == encode(["uint8", "(bytes32,uint32)[]", "bytes"], [1, [], b""])
    assert len(set(MALFORMED.values())) == len(MALFORMED)
