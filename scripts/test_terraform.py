"""Runs `terraform test` and checks that it ran every test there is: an empty run of it succeeds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TESTS = "tests/terraform"

_DECLARED = re.compile(r'^run\s+"', re.MULTILINE)
_SUMMARY = re.compile(r"(?P<passed>\d+) passed, (?P<failed>\d+) failed")


def main() -> int:
    """Runs the tests; fails when one fails or when fewer ran than the test files declare."""
    declared = sum(len(_DECLARED.findall(path.read_text("utf-8"))) for path in (PROJECT / TESTS).rglob("*.tftest.hcl"))
    command = [sys.executable, "-m", "scripts.terraform", "test", "-no-color", f"-test-directory={TESTS}"]
    result = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=False)
    sys.stdout.write(result.stdout)
    if result.returncode != 0:
        return result.returncode
    summary = _SUMMARY.search(result.stdout)
    passed = int(summary["passed"]) if summary else 0
    if passed == 0 or passed != declared:
        sys.stderr.write(
            f"{TESTS} declares {declared} tests and {passed} passed; "
            "every *.tftest.hcl must lie directly in that folder\n"
        )
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
