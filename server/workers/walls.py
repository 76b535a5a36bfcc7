"""The walls round a worker: what the operating system denies to the process that evaluates.

No new file or socket (RLIMIT_NOFILE 0), no byte written to a file, bounded memory and processor
time, no network where a namespace can be made, no privileges. Linux only where it says so; the
resource limits hold everywhere.
"""

import contextlib
import ctypes
import os
import resource
import signal

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_NOBODY = 65534
MIB = 1024 * 1024
LEAST = 256 * MIB
"""What a worker may use beside a store that nearly fills its memory already."""


def leave_network() -> bool:
    """Move this process, and those it forks, into a network namespace of nothing (Linux)."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "unshare"):
        return False
    own = _CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWNET | _CLONE_NEWUSER
    return bool(libc.unshare(own) == 0)


def build_walls(memory_mb: int) -> None:
    """Give up all that evaluating a query does not need; there is no way back."""
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_FSIZE, 0)
    limit(resource.RLIMIT_AS, max(memory_mb * MIB, _size() + LEAST))
    if os.geteuid() == 0:
        with contextlib.suppress(OSError):  # in a user namespace without this user
            os.setgroups([])
            os.setresgid(_NOBODY, _NOBODY, _NOBODY)
            os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "prctl"):
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    limit(resource.RLIMIT_NOFILE, 0)


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
