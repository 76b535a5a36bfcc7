"""The walls round a worker: what the operating system denies to the process that evaluates.

No new file or socket, no byte written to a file, bounded memory and processor time (resource
limits, everywhere); no network (a namespace of nothing), another user, and no system call but the
few that evaluating needs (Linux, where the system lets us: ``standing`` tells).
"""

import contextlib
import ctypes
import errno
import os
import resource
import signal
from enum import StrEnum
from functools import cache
from importlib import import_module
from types import ModuleType

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_NOBODY = 65534
MIB = 1024 * 1024
LEAST = 256 * MIB
"""What a worker may use beside a store that nearly fills its memory already."""
_CALLS = (
    "read write writev readv sendto recvfrom poll ppoll close fstat lseek "
    "brk mmap munmap mprotect mremap madvise futex set_robust_list rseq membarrier sched_yield "
    "rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall "
    "clock_gettime clock_getres clock_nanosleep gettimeofday nanosleep time "
    "getrandom getrusage getpid gettid exit exit_group"
)
"""What a worker may ask of the kernel: its connection, memory, the time, and to end."""


class Wall(StrEnum):
    """The walls, in the order in which they are built."""

    LIMITS = "limits"
    NETWORK = "network"
    USER = "user"
    CALLS = "calls"


def leave_network() -> bool:
    """Move this process, and those it forks, into a network namespace of nothing (Linux)."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "unshare"):
        return False
    ways = (_CLONE_NEWNET, _CLONE_NEWNET | _CLONE_NEWUSER)  # the first needs privileges
    return any(libc.unshare(way) == 0 for way in ways)


def build_walls(memory_mb: int) -> list[Wall]:
    """Give up all that evaluating a query does not need, for good; say which walls stand."""
    library = seccomp()  # while it may be opened
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_FSIZE, 0)
    limit(resource.RLIMIT_AS, max(memory_mb * MIB, _size() + LEAST))
    standing = [Wall.LIMITS]
    if _become_nobody():
        standing.append(Wall.USER)
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "prctl"):
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    limit(resource.RLIMIT_NOFILE, 0)
    if library and _filter_calls(library):
        standing.append(Wall.CALLS)
    return standing


def standing_walls(memory_mb: int) -> tuple[Wall, ...]:
    """Give the walls that stand round workers here, as a process tells that builds them."""
    seccomp()  # found once, for all workers forked from this process
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            is_user = os.geteuid() != 0  # in a user namespace nobody is told
            walls = [Wall.NETWORK] if leave_network() else []
            walls += [Wall.USER] if is_user else []
            os.write(writer, " ".join([*walls, *build_walls(memory_mb)]).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader, encoding="ascii") as told:  # noqa: PTH123
        stand = told.read().split()
    os.waitpid(process, 0)
    return tuple(wall for wall in Wall if wall in stand)


def _become_nobody() -> bool:
    """Change from root to the user nobody; say whether that was done."""
    if os.geteuid() != 0:
        return False
    try:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    except OSError:  # a root without privileges, as in a container
        return False
    return True


@cache
def seccomp() -> ModuleType | None:
    """Give the library of system call filters; None where the system has none."""
    try:
        return import_module("pyseccomp")
    except (ImportError, RuntimeError, OSError, AttributeError):  # no Linux; no libseccomp
        return None


def _filter_calls(library: ModuleType) -> bool:
    """Deny all threads of this process every system call but those listed (EPERM), for good."""
    try:
        calls = library.SyscallFilter(library.ERRNO(errno.EPERM))
        calls.set_attr(library.Attr.CTL_TSYNC, 1)
        for name in _CALLS.split():
            calls.add_rule(library.ALLOW, name)
        for name, itself in (("prlimit64", 0), ("tgkill", os.getpid())):  # its own limits, abort()
            calls.add_rule(library.ALLOW, name, library.Arg(0, library.EQ, itself))
        calls.load()
    except OSError:  # a kernel without it
        return False
    return True


def _size() -> int:
    """Give the address space in use, in bytes; 0 where the system does not tell."""
    with contextlib.suppress(OSError), open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[0]) * resource.getpagesize()
    return 0


def limit(which: int, value: int) -> None:
    """Lower a limit for good; one that is lower already stays."""
    _, hard = resource.getrlimit(which)
    kept = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (kept, kept))


def allow_processor_time(seconds: float) -> None:
    """Let this process use so many more seconds of processor time, then end it (SIGXCPU)."""
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 2, hard))
