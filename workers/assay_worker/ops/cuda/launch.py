"""The operators on an NVIDIA GPU, through the driver API of cuda-bindings.

Where there is no driver, no device or none new enough, everything here raises NoDevice: no result ever comes from
anywhere but the device's own memory.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from types import TracebackType
from typing import Any, Self

import numpy as np
from assay.commit import Operator
from assay.errors import AssayError
from cuda.bindings import driver

from ..operators import Array
from . import plan as planning
from .compile import architectures, check, compile_cubin, compile_ptx
from .plan import Plan


class NoDevice(AssayError):
    """No GPU can run the kernels here; the message says what is missing. Use the CPU operators: the bits are the same."""


class DeviceFailed(AssayError):
    """The driver refused a call or the device failed in it: there is no result."""


class Device:
    """One GPU with the kernels loaded: a `Machine`. Close it, or use it in a `with`."""

    def __init__(self, ordinal: int = 0) -> None:
        """Raises NoDevice."""
        self.name, self.capability = _found(ordinal)
        (self._handle,) = _called(driver.cuDeviceGet, ordinal)
        with ExitStack() as undo:
            (self._context,) = _called(driver.cuDevicePrimaryCtxRetain, self._handle)
            undo.callback(driver.cuDevicePrimaryCtxRelease, self._handle)
            self._use()
            self._code = np.frombuffer(_code_for(self.capability), "u1")
            (self._module,) = _called(driver.cuModuleLoadData, self._code.ctypes.data)
            undo.callback(driver.cuModuleUnload, self._module)
            self._undo = undo.pop_all()

    def close(self) -> None:
        self._undo.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def launch(self, plan: Plan, inputs: Sequence[Array], output: Array) -> None:
        """Copies the inputs over, runs the kernel, waits, copies the output back. Raises DeviceFailed."""
        self._use()
        with ExitStack() as held:
            pointers = [held.enter_context(_allocated(a.nbytes)) for a in (*inputs, output)]
            for array, pointer in zip(inputs, pointers, strict=False):
                _called(driver.cuMemcpyHtoD, pointer, array.ctypes.data, array.nbytes)
            params, places = plan.parameters([int(p) for p in pointers])
            block = ctypes.create_string_buffer(params, len(params))
            slots = (ctypes.c_void_p * len(places))(*[ctypes.addressof(block) + place for place in places])
            (kernel,) = _called(driver.cuModuleGetFunction, self._module, plan.entry.encode())
            _called(driver.cuLaunchKernel, kernel, plan.blocks, 1, 1, plan.threads, 1, 1, 0, 0, ctypes.addressof(slots), 0)
            _called(driver.cuCtxSynchronize)
            _called(driver.cuMemcpyDtoH, output.ctypes.data, pointers[-1], output.nbytes)

    def _use(self) -> None:
        """The context is the calling thread's, and another library may have set its own."""
        _called(driver.cuCtxSetCurrent, self._context)


def execute(op: Operator, arrays: Sequence[Array]) -> Array:
    """`assay_worker.ops.execute` on the first GPU. Raises NoDevice where there is none, DeviceFailed where it fails.

    Every call moves its inputs to the device and its output back.
    """
    return planning.run(first_device(), op, arrays)


def tile_leaves(array: Array) -> bytes:
    """`assay_worker.ops.tile_leaves` on the first GPU; errors as for `execute`."""
    return planning.tile_leaves(first_device(), array)


def merkle_root(leaves: bytes) -> bytes:
    """`assay_worker.ops.merkle_root` on the first GPU; errors as for `execute`."""
    return planning.merkle_root(first_device(), leaves)


@cache
def first_device() -> Device:
    """The process' first GPU, opened once. Raises NoDevice."""
    return Device()


def _found(ordinal: int) -> tuple[str, int]:
    """The device's name and compute capability (75, 80, ..). Raises NoDevice."""
    try:
        status, *_ = driver.cuInit(0)
    except (RuntimeError, OSError) as e:  # cuda-bindings' words for a libcuda that cannot be loaded
        raise NoDevice(f"no NVIDIA driver: {e}") from None
    if status != driver.CUresult.CUDA_SUCCESS:
        raise NoDevice(f"the NVIDIA driver finds no device: {status.name}")
    (count,) = _called(driver.cuDeviceGetCount)
    if not 0 <= ordinal < count:
        raise NoDevice(f"device {ordinal} of {count}")
    (handle,) = _called(driver.cuDeviceGet, ordinal)
    (name,) = _called(driver.cuDeviceGetName, 256, handle)
    attribute = driver.CUdevice_attribute
    (major,) = _called(driver.cuDeviceGetAttribute, attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, handle)
    (minor,) = _called(driver.cuDeviceGetAttribute, attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, handle)
    shown, capability = name.split(b"\0")[0].decode(errors="replace"), 10 * major + minor
    if capability < architectures()[0]:
        raise NoDevice(f"{shown} is of compute capability {major}.{minor}; the kernels need 7.5")
    return shown, capability


def _code_for(capability: int) -> bytes:
    """Machine code where this NVRTC knows the device, else PTX of the newest older one for the driver to translate."""
    if capability in architectures():
        return compile_cubin(f"sm_{capability}")
    ptx = compile_ptx(f"compute_{max(a for a in architectures() if a < capability)}")
    check(ptx)
    return ptx.encode() + b"\0"


@contextmanager
def _allocated(size: int) -> Iterator[Any]:
    (pointer,) = _called(driver.cuMemAlloc, size)
    try:
        yield pointer
    finally:
        driver.cuMemFree(pointer)


def _called(function: Any, *arguments: Any) -> tuple[Any, ...]:
    """The results of a driver call. Raises DeviceFailed where it did not succeed."""
    status, *results = function(*arguments)
    if status != driver.CUresult.CUDA_SUCCESS:
        raise DeviceFailed(f"{getattr(function, '__name__', function)}: {status.name}")
    return tuple(results)
