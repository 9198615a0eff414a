"""Runs `terraform test` and checks that it ran every test there is: an empty run of it succeeds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from scripts.policies.__main__ import TEST as POLICIES
from scripts.policies.__main__ import main as policies

PROJECT = Path(__file__).resolve().parent.parent
TESTS = "tests/terraform"

_DECLARED = re.compile(r'^run\s+"', re.MULTILINE)
_SUMMARY = re.compile(r"(?P<passed>\d+) passed, \d+ failed")


def count_declared(folder: Path) -> int:
    """Counts the `run` blocks of the test files in `folder` and below, but of the one that renders policies."""
    files = (path for path in folder.rglob("*.tftest.hcl") if path != PROJECT / POLICIES)
    return sum(len(_DECLARED.findall(path.read_text("utf-8"))) for path in files)


def shortfall(output: str, declared: int) -> str | None:
    """Says what is wrong with a run of `terraform test` that succeeded.

    Args:
        output: What it printed.
        declared: How many tests there are.

    Returns:
        The complaint; None if every test ran and passed.
    """
    summary = _SUMMARY.search(output)
    passed = int(summary["passed"]) if summary else 0
    if passed == declared > 0:
        return None
    return f"{TESTS} declares {declared} tests and {passed} passed; every *.tftest.hcl must lie directly in that folder"


def main() -> int:
    """Runs the tests and renders the policies.

    Returns:
        0 unless a test failed, fewer ran than the test files declare, or the policies are not those that are written.
    """
    command = [sys.executable, "-m", "scripts.terraform", "test", "-no-color", f"-test-directory={TESTS}"]
    # The policies are planned once, where they are compared: that fails, too, if one of its plans does.
    names = sorted(f"{TESTS}/{path.name}" for path in (PROJECT / TESTS).glob("*.tftest.hcl"))
    command += [f"-filter={name}" for name in names if name != POLICIES]
    result = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=False)
    sys.stdout.write(result.stdout)
    if result.returncode != 0:
        return result.returncode
    complaint = shortfall(result.stdout, count_declared(PROJECT / TESTS))
    if complaint is not None:
        sys.stderr.write(f"{complaint}\n")
        return 1
    return policies(["--check"])


if __name__ == "__main__":
    raise SystemExit(main())
