"""What a party to a dispute knows: the program, the tensors and its own trace; and the moves that follow from them.

A witness is pure: it turns the dispute's state on chain into the next move's bytes, so that a restarted process plays on where it
stood. The honest provider and the honest challenger use the same one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assay.commit.merkle import ARITY, ARITY_BITS, Tree, depth, fold
from assay.commit.program import Operator, Program, Source
from assay.commit.tensor import Tensor, tensors_tree
from assay.models.compute import Dispute, Phase
from assay.reference.operators import accumulators, step


class NothingDisputed(Exception):
    """The revealed data agrees with this witness everywhere: there is no honest choice to make."""


class Witness:
    """A party's knowledge of one job. `outputs` are all operators' outputs, `trace` the tree over their leaves."""

    def __init__(self, program: Program, model: Sequence[Tensor], inputs: Sequence[Tensor], outputs: Sequence[Tensor], trace: Tree) -> None:
        self.program, self.model, self.inputs, self.trace = program, list(model), list(inputs), trace
        self.outputs = outputs  # as they are: a run on another machine leaves them there until one is looked at
        self._trees: dict[Source, Tree] = {Source.OPERATOR: trace}
        self._chains: dict[tuple[int, int], list[int]] = {}

    @property
    def commitment(self) -> tuple[bytes, bytes, bytes]:
        """The result root, the trace root and the result's path: what compute.commit takes after the job's id."""
        last = self.trace.count - 1
        return self.trace.levels[0][last], self.trace.root, self.trace.path(last)

    def source_tree(self, source: Source) -> Tree:
        """The tree over the tensors of a source, built once."""
        if source not in self._trees:
            self._trees[source] = tensors_tree(self.model if source is Source.MODEL else self.inputs)
        return self._trees[source]

    def operands(self, op: Operator) -> list[Tensor]:
        """The tensors that an operator reads, as this party holds them."""
        tables = {Source.OPERATOR: self.outputs, Source.MODEL: self.model, Source.INPUT: self.inputs}
        return [tables[i.source][i.index] for i in op.inputs]

    def chain(self, op_index: int, position: int) -> list[int]:
        """This party's accumulators (one a chunk, after it) behind one output value."""
        key = (op_index, position)
        if key not in self._chains:
            op = self.program.operators[op_index]
            self._chains[key] = accumulators(op, position, self.operands(op))
        return self._chains[key]

    # the provider's moves

    def reveal(self, d: Dispute) -> bytes:
        """The bytes of the provider's next move."""
        match d.phase:
            case Phase.TRACE:
                return b"".join(self.trace.children(d.level, d.index))
            case Phase.OPERATOR:
                op = self.program.operators[d.index]
                return op.encode() + self.program.tree.path(d.index) + self.outputs[d.index].root
            case Phase.TILES:
                return b"".join(self.outputs[d.op_index].tree.children(d.level, d.index))
            case Phase.TILE:
                return self.outputs[d.op_index].tile(d.index)
            case _:
                own = self.chain(d.op_index, d.position)
                return b"".join(own[end - 1].to_bytes(4, "little") for end in segment_ends(d)[:-1])

    # the challenger's moves

    def choose(self, d: Dispute, revealed: bytes) -> int:
        """The first of what was revealed that differs from this party's own. Raises NothingDisputed where nothing does."""
        match d.phase:
            case Phase.TRACE | Phase.TILES:
                tree = self.trace if d.phase is Phase.TRACE else self.outputs[d.op_index].tree
                theirs = [revealed[i : i + 32] for i in range(0, len(revealed), 32)]
                return _first_difference(theirs, tree.children(d.level, d.index))
            case Phase.TILE:
                tensor = self.outputs[d.op_index]
                size = tensor.dtype.size
                own = tensor.tile(d.index)
                return _first_difference(*([raw[i : i + size] for i in range(0, len(raw), size)] for raw in (revealed, own)))
            case _:
                chain = self.chain(d.op_index, d.position)
                return _first_difference([*d.inner, d.acc_hi], [chain[end - 1] for end in segment_ends(d)])

    # anyone's

    def openings(self, d: Dispute, revealed: Mapping[tuple[int, int], bytes] | None = None) -> bytes:
        """What the referee needs to recompute the disputed leaf.

        `revealed` holds the nodes of the committed trace, by (8-ary level, index), that came to light in the dispute. The provider, whose
        own trace is the committed one, leaves it out; anyone else needs it, since beyond the disputed operator the two traces differ.
        """
        op = self.program.operators[d.op_index]
        reader = _Recorder(self, op, revealed or {})
        step(op, d.position, d.lo, d.acc_lo, reader)
        return op.encode() + self.program.tree.path(d.op_index) + b"".join(reader.openings)

    def committed_path(self, index: int, revealed: Mapping[tuple[int, int], bytes]) -> bytes:
        """The path of an agreed leaf in the committed trace: its siblings were revealed on the way to the disputed leaf, or lie in
        subtrees that were agreed, where this party's own are the same."""
        count, binary, out = self.trace.count, 0, []
        while count > 1:
            if index ^ 1 < count:
                out.append(self._committed_node(binary, index ^ 1, revealed))
            index, count, binary = index >> 1, (count + 1) >> 1, binary + 1
        return b"".join(out)

    def _committed_node(self, binary: int, index: int, revealed: Mapping[tuple[int, int], bytes]) -> bytes:
        level, spread = divmod(binary, ARITY_BITS)
        width = len(self.trace.levels[level * ARITY_BITS])
        parts = range(index << spread, min((index + 1) << spread, width))
        return fold([revealed.get((level, at), self.trace.levels[level * ARITY_BITS][at]) for at in parts])


class _Recorder:
    """Operands that note each tile read, with its paths: the openings come out in exactly the referee's order."""

    def __init__(self, witness: Witness, op: Operator, revealed: Mapping[tuple[int, int], bytes]) -> None:
        self._witness, self._op, self._revealed, self._tensors = witness, op, revealed, witness.operands(op)
        self.openings: list[bytes] = []

    def tile(self, slot: int, index: int) -> bytes:
        of, tensor = self._op.inputs[slot], self._tensors[slot]
        data = tensor.tile(index)
        if of.source is Source.OPERATOR:
            source_path = self._witness.committed_path(of.index, self._revealed)
        else:
            source_path = self._witness.source_tree(of.source).path(of.index)
        self.openings.append(data + tensor.tree.path(index) + source_path)
        return data


def segment_ends(d: Dispute) -> list[int]:
    """The chunk indices at which the segments of a disputed run end."""
    stride = ARITY ** (depth(d.hi - d.lo) - 1)
    return [min(at + stride, d.hi) for at in range(d.lo, d.hi, stride)]


def _first_difference(theirs: Sequence[object], own: Sequence[object]) -> int:
    for at, (a, b) in enumerate(zip(theirs, own, strict=True)):
        if a != b:
            return at
    raise NothingDisputed
