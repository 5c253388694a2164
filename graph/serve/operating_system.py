"""What the server asks of the operating system beyond Python's portable part, and which limits hold where.

Everything imports everywhere; what a system does not have does nothing there, and `LIMITS` says so.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from regesta.graph.serve.workers import sandbox

if TYPE_CHECKING:
    import subprocess

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

#: Limit -> how it holds on Linux, macOS and Windows; the table of docs/operations.md.
LIMITS: Mapping[str, tuple[str, str, str]] = {
    "time of a query": (
        "killed at the deadline of processor time",
        "killed at the deadline",
        "killed at the deadline",
    ),
    "memory of a query": ("RLIMIT_AS", "none", "none"),
    "network of a worker": ("seccomp, else a network namespace", "none", "none"),
    "programs a worker may start": ("seccomp", "none", "none"),
    "workers end with the server": (
        "at once, however it dies",
        "when their line closes",
        "when their line closes",
    ),
    "long queries step back": ("niceness", "niceness", "none"),
    "memory in /metrics": ("/proc", "0", "0"),
}
_PR_SET_PDEATHSIG = 1
#: Niceness of what may wait: queries that run long, and the text index made beforehand.
LOWER = 10


def die_with_parent() -> None:
    """Be killed when the server dies, however it dies (Linux); elsewhere a worker ends when its line
    closes."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() == 1 and os.environ.get("REGESTA_PARENT", "1") != "1":
            os._exit(0)


def no_network() -> str:
    """Give up sockets and starting programs for good; says how: "seccomp", "namespace" or "" when this system
    allows neither."""
    return sandbox.no_network() if sys.platform == "linux" else ""


def limit_memory(more: int) -> None:
    """From here on the process may map `more` bytes beyond what it has mapped now; beyond that allocation
    fails and it dies alone (Linux)."""
    if resource is None or sys.platform != "linux":
        return
    with open("/proc/self/statm", encoding="ascii") as status:
        mapped = int(status.read().split()[0]) * resource.getpagesize()
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (mapped + more, resource.RLIM_INFINITY))


def lift_memory_limit() -> None:
    """Take the limit away, to open another store."""
    if resource is not None and sys.platform == "linux":
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def resident(pids: Iterable[int]) -> int:
    """Resident memory of processes, bytes; 0 for those that are gone, and where there is no /proc."""
    total = 0
    if resource is not None:
        for pid in pids:
            with contextlib.suppress(OSError, ValueError, IndexError):
                pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
                total += pages * resource.getpagesize()
    return total


def processor_seconds(pid: int) -> float | None:
    """The processor time a process has used, seconds; None where there is no /proc, or no such process."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return None
    user, system = said.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def be_nice() -> None:
    """Let other processes go first, from here on."""
    if hasattr(os, "nice"):
        os.nice(LOWER)


def lower(pid: int) -> bool:
    """Let other processes go before this one, however nice the server is itself; whether that could be
    said."""
    return hasattr(os, "getpriority") and _set_niceness(pid, _own_niceness() + LOWER)


def raise_again(pid: int) -> bool:
    """Let a process be as this one is; False when this user may not raise one."""
    return hasattr(os, "getpriority") and _set_niceness(pid, _own_niceness())


def _own_niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


def _set_niceness(pid: int, value: int) -> bool:
    if not hasattr(os, "setpriority"):
        return False
    try:
        os.setpriority(os.PRIO_PROCESS, pid, value)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def runs(pid: int) -> bool:
    """Whether there is a process of that id; where that cannot be told, True."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


#: Exit codes of a process that the memory limit (or the kernel, for want of memory) ended.
OUT_OF_MEMORY = frozenset(
    -getattr(signal, name) for name in ("SIGABRT", "SIGKILL", "SIGBUS") if hasattr(signal, name)
)


def ignore_hangup() -> None:
    """Go on when the terminal's line is gone; logrotate and the like send it to every daemon."""
    if hasattr(signal, "SIGHUP"):
        with contextlib.suppress(ValueError):  # not the main thread
            signal.signal(signal.SIGHUP, signal.SIG_IGN)


def may_take_over(listener: socket.socket) -> None:
    """Let a listening socket take an address that a closed connection still holds. Windows does so unasked,
    and there the option would let two servers share a port."""
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)


def start_on_a_line(module: str, arguments: Sequence[str]) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """Start `python -m MODULE LINE ARGUMENT...` with a socket to talk to it by; it takes its end by
    `line_end(LINE)`."""
    import subprocess  # workers start no others

    ours, theirs = socket.socketpair()
    with theirs:
        word = "-" if sys.platform == "win32" else str(theirs.fileno())
        process = subprocess.Popen(
            [sys.executable, "-m", module, word, *arguments],
            pass_fds=() if sys.platform == "win32" else (theirs.fileno(),),
            stdin=subprocess.PIPE if sys.platform == "win32" else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )
        if sys.platform == "win32" and process.stdin is not None:
            process.stdin.write(theirs.share(process.pid))
            process.stdin.close()
    return process, ours


def line_end(word: str) -> socket.socket:
    """The socket a process was started on."""
    if sys.platform == "win32":
        return socket.fromshare(sys.stdin.buffer.read())
    return socket.socket(fileno=int(word))
