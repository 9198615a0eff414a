"""Asks about processes that a test's subject started."""

import subprocess
import time


def is_gone(pid: int, within_seconds: float = 60.0) -> bool:
    """Whether a process ends soon; one that only waits for its parent to take note has ended."""
    deadline = time.monotonic() + within_seconds
    while time.monotonic() < deadline:
        state = subprocess.run(
            ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout
        if not state.strip() or state.startswith("Z"):
            return True
        time.sleep(0.05)
    return False
