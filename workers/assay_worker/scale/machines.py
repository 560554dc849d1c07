"""Machines made of namespaces: each has its own network, host name, processes, /dev/shm and /tmp/ray, and shares the kernel and the code.

Two of them, and a cable (a veth pair) between them. Linux, util-linux, iproute2 and root are needed. Nothing has a name outside: a
machine is its first process, which dies with the process that made it, however that ends, and all else goes with it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from assay.errors import AssayError

TOOLS = ("ip", "setpriv", "unshare", "nsenter", "mount", "hostname")
SHARED_MEMORY = "1g"
# Its first process. What is mounted here nobody else sees.
BOOT = f"""
hostname "$0" && mount -t sysfs sysfs /sys && mount -t tmpfs -o size={SHARED_MEMORY} tmpfs /dev/shm && mount -t tmpfs tmpfs /tmp/ray &&
echo up && exec sleep infinity
"""
NEW = ["setpriv", "--pdeathsig", "KILL", "unshare", "--net", "--uts", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]


class NoNamespaces(AssayError):
    """This process may not make machines; the message says what is missing."""


class CommandFailed(AssayError):
    """A command on a machine failed; the message has its last words."""


class Machine:
    """A running machine. `run` and `start` run a command inside."""

    def __init__(self, name: str, address: str) -> None:
        """Raises NoNamespaces."""
        self.name, self.address = name, address
        self._power = subprocess.Popen([*NEW, "sh", "-c", BOOT, name], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self._power.stdout is not None
        said = self._power.stdout.readline().strip()
        self._power.stdout.close()
        if said != "up":
            self.off()
            raise NoNamespaces(f"no machine could be made of namespaces: {said}; run this as root on a host that allows them")
        self.first = int(Path(f"/proc/{self._power.pid}/task/{self._power.pid}/children").read_text().split()[0])
        self._processes = os.readlink(f"/proc/{self.first}/ns/pid")

    def start(
        self, command: Sequence[str], *, environment: dict[str, str] | None = None, stdout: int | None = None, stderr: int | None = None
    ) -> subprocess.Popen[str]:
        inside = ["nsenter", f"--target={self.first}", "--net", "--uts", "--mount", "--pid", "--", *command]
        own = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}  # of another cluster, outside
        env = own | (environment or {})
        return subprocess.Popen(inside, env=env, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, text=True)

    def run(self, command: Sequence[str], *, environment: dict[str, str] | None = None, timeout: float = 120) -> str:
        """What a command said. Raises CommandFailed."""
        process = self.start(command, environment=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            said, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise CommandFailed(f"{' '.join(command)}: nothing after {timeout:g} s on {self.name}") from None
        if process.returncode:
            raise CommandFailed(f"{' '.join(command)}: exit {process.returncode} on {self.name}: {said[-2_000:]}")
        return said

    def titles(self) -> list[str]:
        """What the processes on this machine call themselves."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if os.readlink(process / "ns/pid") == self._processes:
                    found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip())
            except OSError:  # it has ended meanwhile
                continue
        return found

    def lose_power(self) -> None:
        """Everything here is gone at once, and the cable says nothing of it: no connection is closed."""
        _call("nsenter", f"--target={self.first}", "--net", "ip", "link", "set", "cable", "down")
        self.off()

    def off(self) -> None:
        self._power.kill()
        self._power.wait()


@contextmanager
def two_machines(first: str, second: str, subnet: str = "10.77.0") -> Iterator[tuple[Machine, Machine]]:
    """Two machines of these host names at .1 and .2 of a subnet that exists only between them. Raises NoNamespaces."""
    _check()
    Path("/tmp/ray").mkdir(exist_ok=True)  # both mount their own over it
    with ExitStack() as running:
        machines = []
        for at, name in enumerate((first, second), 1):
            machines.append(Machine(name, f"{subnet}.{at}"))
            running.callback(machines[-1].off)
        one, other = machines
        _call("ip", "link", "add", "cable", "netns", str(one.first), "type", "veth", "peer", "name", "cable", "netns", str(other.first))
        for machine in machines:
            machine.run(["ip", "link", "set", "lo", "up"])
            machine.run(["ip", "addr", "add", f"{machine.address}/24", "dev", "cable"])
            machine.run(["ip", "link", "set", "cable", "up"])
        yield one, other


def _check() -> None:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        raise NoNamespaces(f"not on this machine: {', '.join(missing)}; install util-linux and iproute2, on Linux")
    if os.geteuid():
        raise NoNamespaces("only root may make network namespaces; run this command as root, or in a container with CAP_SYS_ADMIN and CAP_NET_ADMIN")


def _call(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoNamespaces(f"{' '.join(command)}: {done.stderr.strip()}; run this as root on a host that allows network namespaces")
