"""Jobs on disk, each thing once, under the root that the chain knows it by.

    programs/<program root>     the descriptors
    lists/<model or input root> header (17) || tensor root (32), one a tensor
    tensors/<tensor's leaf>     the tensor's values
    results/<job id>            header (17) || the result's values, as its provider delivered them

A name is a promise about the content: everything read is hashed again and compared with its name, so what a disk or a neighbour
changed is never computed with. A file appears under its name complete or not at all, whenever the process or the machine dies.
"""

from __future__ import annotations

import os
import struct
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from assay.commit.merkle import Tree
from assay.commit.program import Program
from assay.commit.tensor import DType, Tensor, dims, tensor_leaf, trace_leaf
from assay.errors import AssayError, InputError
from assay.models.compute import Job, Terms
from numpy.typing import NDArray

from .bundle import NOTHING, JobBundle
from .tensors import NUMPY, ArrayTensor

_ENTRY = struct.Struct("<B4I32s")
_HEADER = struct.Struct("<B4I")


class NotStored(AssayError):
    """The store has no file of this name; `path` is where it would be."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: not in the store; save the job that it belongs to")
        self.path = path


class Corrupted(AssayError):
    """A file's content is not what its name promises; `path` names it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}; delete it and save its job again")
        self.path = path


class Store:
    """A directory of jobs. Many processes may use it at once: files are only ever added, and two that add the same write the same."""

    def __init__(self, directory: Path | str) -> None:
        self.directory = Path(directory)

    def save(self, bundle: JobBundle) -> None:
        """Writes what is not there yet. Returns once it is on the disk. Raises OSError where the disk refuses."""
        for tensors, root in ((bundle.model, bundle.model_root), (bundle.inputs, bundle.input_root)):
            for t in tensors:
                self._write(self._tensor(tensor_leaf(t.header, t.root)), t.data)
            if tensors:
                self._write(self._list(root), b"".join(t.header + t.root for t in tensors))
        self._write(self._program(bundle.program.root), bundle.program.encode())

    def load(self, terms: Terms) -> JobBundle:
        """The job that `terms` commit to, verified against them. Raises NotStored or Corrupted, which name the file."""
        program = self.load_program(terms.program_root)
        model, inputs = self.load_tensors(terms.model_root), self.load_tensors(terms.input_root)
        bundle = JobBundle(program, model, inputs)
        if not bundle.matches(terms):
            counts = (terms.op_count, terms.model_count, terms.input_count)
            raise InputError("terms", counts, "the counts of the job that the roots name", "do not accept this job")
        return bundle

    def load_program(self, root: bytes) -> Program:
        """The program of this root. Raises NotStored or Corrupted."""
        path = self._program(root)
        try:
            program = Program.decode(_read(path))
        except InputError as fault:
            raise Corrupted(path, str(fault)) from None
        if program.root != root:
            raise Corrupted(path, "its root is not its name")
        return program

    def load_tensors(self, root: bytes) -> list[Tensor]:
        """The tensors of a model or input root; none for the zero root. Raises NotStored or Corrupted."""
        if root == NOTHING:
            return []
        path = self._list(root)
        raw = _read(path)
        if not raw or len(raw) % _ENTRY.size:
            raise Corrupted(path, f"{len(raw)} bytes are no list of tensors")
        entries = [raw[i : i + _ENTRY.size] for i in range(0, len(raw), _ENTRY.size)]
        if Tree([tensor_leaf(entry[:17], entry[17:]) for entry in entries]).root != root:
            raise Corrupted(path, "its root is not its name")
        return [self._load_tensor(entry) for entry in entries]

    def save_result(self, job_id: bytes, result: Tensor) -> None:
        """Delivers a job's result. Returns once it is on the disk."""
        self._write(self._result(job_id), result.header + bytes(result.data))

    def load_result(self, job: Job) -> Tensor:
        """The result that a job's provider committed to, verified against `job.result_root`. Raises NotStored or Corrupted.

        That it is what was committed to says nothing about whether it is right: that is what the challenge window is for.
        """
        path = self._result(job.job_id)
        raw = _read(path)
        try:
            dtype, *shape = _HEADER.unpack_from(raw)
            of, to = DType(dtype), dims(*shape)
            values = np.frombuffer(raw[_HEADER.size :], NUMPY[of])  # a copy: 17 bytes on, no value would be aligned
            tensor = ArrayTensor.with_root(values.reshape(to))
        except (ValueError, InputError, struct.error) as fault:
            raise Corrupted(path, str(fault)) from None
        if trace_leaf(job.job_id, tensor.header, tensor.root) != job.result_root:
            raise Corrupted(path, "it is not what the provider committed to")
        return tensor

    def _load_tensor(self, entry: bytes) -> Tensor:
        dtype, *shape, root = _ENTRY.unpack(entry)
        path = self._tensor(tensor_leaf(entry[:17], entry[17:]))
        try:
            of, to = DType(dtype), dims(*shape)
        except (ValueError, InputError) as fault:
            raise Corrupted(path, str(fault)) from None
        try:
            values: NDArray[Any] = np.fromfile(path, NUMPY[of])
        except FileNotFoundError:
            raise NotStored(path) from None
        if values.size != to.values or path.stat().st_size != to.values * of.size:
            raise Corrupted(path, f"it does not hold {to.values} values of {of.name}")
        tensor = ArrayTensor.with_root(values.reshape(to))
        if tensor.root != root:
            raise Corrupted(path, "its root is not its name")
        return tensor

    def _result(self, job_id: bytes) -> Path:
        return self.directory / "results" / job_id.hex()

    def _program(self, root: bytes) -> Path:
        return self.directory / "programs" / root.hex()

    def _list(self, root: bytes) -> Path:
        return self.directory / "lists" / root.hex()

    def _tensor(self, leaf: bytes) -> Path:
        return self.directory / "tensors" / leaf.hex()

    def _write(self, path: Path, data: bytes | memoryview) -> None:
        # A file of another size is a damaged one: only then is it written over.
        if path.exists() and path.stat().st_size == len(data):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".tmp", delete=False) as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        _sync_directory(path.parent)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotStored(path) from None


def _sync_directory(directory: Path) -> None:
    """A rename is on the disk only once its directory is."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
