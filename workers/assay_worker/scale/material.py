"""Tensors on their way between machines: their arrays, which Ray ships without a copy, checked against their root on arrival."""

from __future__ import annotations

from collections.abc import Sequence

from assay.commit.tensor import Tensor, tensors_tree
from assay.errors import AssayError

from ..jobs.bundle import NOTHING
from ..jobs.tensors import Array, ArrayTensor, to_array


class Damaged(AssayError):
    """What arrived is not what was sent: nothing is computed with it, and nothing is concluded from it."""


def packed(tensors: Sequence[Tensor]) -> list[Array]:
    """The tensors' arrays, sharing their memory."""
    return [to_array(t) for t in tensors]


def unpacked(name: str, arrays: Sequence[Array], root: bytes) -> list[Tensor]:
    """The tensors of what `packed` gave. Raises Damaged where they are not the ones of `root`; `name` says what they are."""
    tensors: list[Tensor] = [ArrayTensor.with_root(array) for array in arrays]
    if (tensors_tree(tensors).root if tensors else NOTHING) != root:
        raise Damaged(f"{name}: {len(tensors)} tensors arrived whose root is not {root.hex()}")
    return tensors
