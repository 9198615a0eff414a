"""Runs the command that the package's docstring describes."""

from __future__ import annotations

import sys

from scripts.generated_text import DocsError
from scripts.interface.collect import interface_now
from scripts.interface.compare import changes, next_version
from scripts.interface.release import released, store, version_in_project


def main(arguments: list[str]) -> int:
    """Say what has changed since the release, or store the interface of a new one; return the exit code."""
    version, before = released()
    try:
        now = interface_now()
    except DocsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    found = changes(before, now)
    if "--store" not in arguments:
        for change in found:
            sys.stdout.write(f"{change.heading:8} {change.line}\n")
        asked = f"asks for {next_version(version, found)}" if found else "nothing has changed"
        sys.stdout.write(f"Since {version}: {len(found)} changes of the interface; {asked}.\n")
        return 0
    wanted = version_in_project()
    lowest = next_version(version, found)
    if found and _numbers(wanted) < _numbers(lowest):
        sys.stderr.write(f"pyproject.toml says {wanted}; the changes since {version} ask for {lowest} or above.\n")
        return 1
    store(wanted, now)
    return 0


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
