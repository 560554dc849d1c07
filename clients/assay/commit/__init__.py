"""Commitments and canonical bytes: no chain, no arithmetic, nothing but hashes and layouts."""

from .merkle import Tree, child_count, depth, fold, fold_path, leaf_hash, node_hash, path_length
from .program import Input, Kind, Map, Operator, Program, Source
from .tensor import TILE, Dims, DType, Tensor, check_tile, dims, tensor_leaf, tensors_tree, trace_leaf

__all__ = [
    "TILE", "DType", "Dims", "Input", "Kind", "Map", "Operator", "Program", "Source", "Tensor", "Tree", "check_tile", "child_count", "depth", "dims", "fold",
    "fold_path", "leaf_hash", "node_hash", "path_length", "tensor_leaf", "tensors_tree", "trace_leaf",
]  # fmt: skip
