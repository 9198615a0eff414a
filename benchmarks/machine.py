"""The machine that is measured on, in general words, and what the system tells about processes."""

from __future__ import annotations

import os
import platform
import resource
import sys
from pathlib import Path
from typing import Any

_PROC = Path("/proc")
_KIB = 1024


def describe() -> dict[str, Any]:
    """Say what kind of machine this is."""
    return {
        "cores": os.cpu_count() or 0,
        "processor": _processor(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def load() -> float:
    """Return how many processes wanted to run in the last minute, on average."""
    return round(os.getloadavg()[0], 2)


def _processor() -> str:
    try:
        lines = (_PROC / "cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def peak_memory_bytes(pid: int | None = None) -> int:
    """Return the resident peak of a process, this one if none is named; 0 for one that can't be looked at.

    `getrusage` is the way only where there is no /proc: on Linux it counts what the parent used before the fork too.
    """
    try:
        status = (_PROC / str(pid or "self") / "status").read_text()
    except OSError:
        if pid is not None:
            return 0
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * _KIB
    return next((int(line.split()[1]) * _KIB for line in status.splitlines() if line.startswith("VmHWM:")), 0)


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that still run; none without /proc."""
    found = []
    for path in _PROC.glob("[0-9]*"):
        try:
            parent = (path / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == pid:
                found.append(int(path.name))
        except (OSError, IndexError):
            continue  # it ended meanwhile
    return found
