"""What LiteSVM leaves of this process's floating point, put in order again.

Running a transaction leaves the x87's registers marked as in use (as MMX code does that does not end in EMMS). Whatever computes there afterwards gets NaN:
numpy's long doubles, and the norms that OpenBLAS's eigenvalues start from. So EMMS is executed after each transaction.
"""

from __future__ import annotations

import ctypes
import mmap
import platform
from collections.abc import Callable

EMMS_RET = b"\x0f\x77\xc3"


def _emms() -> Callable[[], None]:
    if platform.machine().lower() not in ("x86_64", "amd64"):
        return lambda: None
    try:
        page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    except OSError:  # a hardened kernel; then whoever mixes LiteSVM and long doubles sees numpy's own warning
        return lambda: None
    page.write(EMMS_RET)
    call = ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(page)))

    def restore() -> None:
        """Marks the x87's registers as free. Holds on to the page that the code is in."""
        assert not page.closed
        call()

    return restore


restore: Callable[[], None] = _emms()
