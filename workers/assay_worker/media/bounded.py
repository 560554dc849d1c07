"""Files are read in another process, with bounds on its memory and time. What comes back is an answer, whatever the file is."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import assay

from .errors import ReaderUnavailable
from .reading_process import ANSWER_BYTES, FIND, OUT_OF_MEMORY, READ, Answer, says
from .settings import NOBODY

START_SECS = 30.0
GRACE_SECS = 5.0  # for the process that forks to say that a fork is gone: beyond it, that process itself is lost
AT_ONCE = 4


@dataclass(frozen=True)
class Bounds:
    """Of one file: address space, and time from when its fork is asked for."""

    memory_bytes: int = 512 * 2**20
    seconds: float = 2.0


class Reader:
    """Reads files in forks of a warm process. Threads may share one; a process that forks itself may not. Close it, or use `with`."""

    def __init__(self, bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        self._lock = threading.Lock()
        self._free = threading.BoundedSemaphore(AT_ONCE)
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def warm(self) -> Self:
        """Starts the process now rather than with the first file."""
        with self._lock:
            self._started()
        return self

    def close(self) -> None:
        """Ends the process. The next file starts another."""
        with self._lock:
            self._end()

    def read(self, media: int, sidecar: int | None = None, anchors: str = NOBODY) -> Answer:
        """What a file (an open descriptor) and its side-car say, for whoever trusts `anchors`."""
        return self._ask(READ, media, sidecar, anchors)

    def find(self, media: int) -> Answer:
        """A picture's soft bindings."""
        return self._ask(FIND, media, None, NOBODY)

    # ---- the process

    def _started(self) -> socket.socket:
        if self._control is not None and self._process is not None and self._process.poll() is None:
            return self._control
        self._end()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        # It needs our packages and nothing else of this process: no secrets that lie in the environment.
        packages = {str(Path(module).resolve().parents[1]) for module in (str(assay.__file__), str(Path(__file__).parent))}
        environment = {"PYTHONPATH": os.pathsep.join(sorted(packages)), "PATH": "", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}
        environment |= {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
        # -P: nothing is imported from the folder that this happens to run in.
        command = [sys.executable, "-P", "-m", "assay_worker.media.reading_process", str(theirs.fileno())]
        try:
            self._process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
            )
        except OSError as error:
            ours.close()
            raise ReaderUnavailable(f"the process that reads files did not start: {error}") from error
        finally:
            theirs.close()
        ours.settimeout(START_SECS)
        with contextlib.suppress(OSError):
            if ours.recv(1) == b"+":
                self._control = ours
                return ours
        ours.close()
        self._end()
        raise ReaderUnavailable("the process that reads files ended as it started; its own words are on standard error")

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE_SECS)
            if self._process.poll() is None:
                os.kill(self._process.pid, signal.SIGKILL)
                self._process.wait()
            self._process = None

    def _ask(self, verb: str, media: int, sidecar: int | None, anchors: str) -> Answer:
        request: dict[str, Any] = {"verb": verb, "anchors": anchors, "memory_bytes": self.bounds.memory_bytes, "seconds": self.bounds.seconds}
        with contextlib.ExitStack() as stack, self._free:
            opened = []
            for name in ("request", "result"):
                opened.append(os.memfd_create(name))
                stack.callback(os.close, opened[-1])
            os.pwrite(opened[0], json.dumps(request).encode(), 0)
            reply, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            stack.callback(reply.close)
            descriptors = [theirs.fileno(), *opened, media, *([] if sidecar is None else [sidecar])]
            try:
                with self._lock:
                    control = self._started()
                    socket.send_fds(control, [b"?"], descriptors)
            except OSError as error:
                raise ReaderUnavailable(f"the process that reads files is gone: {error}") from error
            finally:
                theirs.close()
            reply.settimeout(self.bounds.seconds + GRACE_SECS)
            try:
                ended = reply.recv(65_536)
            except TimeoutError:
                ended = b""
            if not ended:
                with self._lock:
                    if self._control is control:
                        self._end()
                return says("crashed", "the process that reads files was lost with this one")
            return self._answer(json.loads(ended), opened[1])

    def _answer(self, ended: Answer, result: int) -> Answer:
        status, words = ended["status"], ended["stderr"].strip()
        if ended["late"] or status == -signal.SIGXCPU:
            return says("too_slow", f"not read within {self.bounds.seconds:g} s")
        if status == OUT_OF_MEMORY or "memory allocation of" in words:
            return says("too_much_memory", f"not read within {self.bounds.memory_bytes >> 20} MiB of memory")
        if status != 0:
            return says("crashed", f"reading it ended by {f'signal {-status}' if status < 0 else f'status {status}'}: {words}")
        size = os.fstat(result).st_size
        try:
            found: Answer = json.loads(os.pread(result, min(size, ANSWER_BYTES), 0))
            return found
        except ValueError:
            return says("crashed", f"{size} bytes came back that are no answer")
