"""Runs `make test-aws` as it is, with an environment that leads to a local AWS, and checks all that it ends with.

The command knows nothing of local AWS: what is left, it has to find as on AWS; here the server itself is asked as well.
Its reports go elsewhere than those of a run on an account, which stay.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from scripts.terraform.initialise import PROJECT
from tests.servers import start_server

QUOTA_FACTOR = 100.0
"""How many times Connect's quotas are what AWS gives, so that nobody waits for them."""

_SECONDS = 1500


def read_problems(exit_status: int, folder: Path, inventory: dict[str, list[str]], junitxml: Path) -> list[str]:
    """Keep pytest's results, if the run came as far as its tests, and say what is not as it should be.

    Args:
        exit_status: of the command.
        folder: where its reports went.
        inventory: what the server itself has, by kind.
        junitxml: where pytest's results are to go.
    """
    results, report = folder / "results.xml", folder / "report.json"
    if results.is_file():
        shutil.copyfile(results, junitxml)
    if not report.is_file():
        return [f"it ended with status {exit_status} before a report"]
    return problems(exit_status, json.loads(report.read_text("utf-8")), inventory)


def problems(exit_status: int, report: dict[str, Any], inventory: dict[str, list[str]]) -> list[str]:
    """Say what is not as it should be, in words.

    Args:
        exit_status: of the command.
        report: report.json.
        inventory: what the server itself has, by kind.
    """
    found = [*report["problems"], *(f"{test}: {said}" for test, said in report["tests"]["failed"].items())]
    left = {kind: names for kind, names in inventory.items() if names}
    if left:
        found.append(f"the server still has {left}, the command found {report['left']}")
    if report["differences"]:
        found.append(f"answers_of_local_aws.json does not hold: {report['differences']}")
    if exit_status != 0 or not report["passed"]:
        found.append(f"it ended with status {exit_status}")
    return found


def main() -> int:
    """Run it and return 1 if anything is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--junitxml", type=Path, required=True, help="where pytest's results are to go")
    parser.add_argument("tests", nargs="+", help="files of tests that any account can run")
    given = parser.parse_args()
    given.junitxml.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder) / "reports"
        with start_server(Path(folder) / "server", connect_quota_factor=QUOTA_FACTOR) as server:
            choices = [f"REQUESTS_PER_SECOND={2 * QUOTA_FACTOR}", f"TESTS={' '.join(given.tests)}", "YES=1"]
            make = [os.environ.get("MAKE", "make"), "--no-print-directory"]
            command = [*make, "test-aws", *choices, f"FOLDER={reports}"]
            environment = os.environ | server.environment()
            done = subprocess.run(command, cwd=PROJECT, env=environment, check=False, timeout=_SECONDS)
            inventory = server.controls.inventory()
        found = read_problems(done.returncode, reports, inventory, given.junitxml)
    sys.stdout.write("".join(f"FAILED: {problem}\n" for problem in found))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
