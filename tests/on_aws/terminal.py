"""Says how far a run is, and asks for a yes."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    """Print a line, or several, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def agreed(yes: bool) -> bool:
    """Whether to begin: said before, or on a terminal now; nobody is asked where there is none."""
    if yes:
        return True
    if not sys.stdin.isatty():
        return False
    sys.stdout.write("Begin? Only yes begins: ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() == "yes"
