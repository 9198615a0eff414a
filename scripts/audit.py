"""Asks OSV whether weaknesses are known of the pinned packages: `python -m scripts.audit`.

https://osv.dev has those of the Python Packaging Advisory Database and of GitHub. Where it can't be reached nothing is
known, which is said and is no failure: a checkout has to build without a network.
"""

from __future__ import annotations

import argparse
import http.client
import json
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PROJECT = Path(__file__).resolve().parent.parent
OSV = "https://api.osv.dev/v1/query"

_SECONDS_TO_ANSWER = 15
_SECONDS_FOR_A_FILE = 600


@dataclass(frozen=True)
class Weakness:
    """A weakness that is known of a pinned package.

    Attributes:
        package: Its name.
        version: The version that is pinned.
        names: Under which it is known, for example of PYSEC and CVE.
        fixed_in: Versions that are without it; none if there is none yet.
    """

    package: str
    version: str
    names: tuple[str, ...]
    fixed_in: tuple[str, ...]

    def __str__(self) -> str:
        fix = f"fixed in {', '.join(self.fixed_in)}" if self.fixed_in else "not fixed yet"
        return f"{self.package} {self.version}: {', '.join(self.names)}, {fix}"


def all_pins(project: Path) -> list[Path]:
    """Gives the files of what runs: in the functions, on the machine of who builds, and in CI."""
    tools = [project / "requirements" / name for name in ("dev.txt", "policy-scan.txt")]
    return [*sorted((project / "lambda_src" / "requirements").glob("*.txt")), *tools]


class AuditError(Exception):
    """The question got no answer that can be read; the message says what there was instead."""


def why_out_of_reach(osv: str) -> str | None:
    """Says why OSV can't be asked; None if it answers as it should.

    A proxy that answers in its place does not, whatever it says.
    """
    question = {"package": {"name": "pip", "ecosystem": "PyPI"}, "version": "1.0"}
    request = urllib.request.Request(osv, json.dumps(question).encode(), method="POST")  # noqa: S310 - given by us
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS_TO_ANSWER) as answer:  # noqa: S310
            return None if isinstance(json.load(answer), dict) else "the answer is not OSV's"
    except (OSError, http.client.HTTPException) as error:  # no way there, or no 2xx
        return str(error)
    except ValueError:
        return "the answer is not OSV's"


def find_weaknesses(pins: Path, osv: str) -> dict[str, list[Weakness]]:
    """Asks about each package that a file pins.

    Args:
        pins: A requirements file with hashes.
        osv: Address of OSV's query.

    Returns:
        What is known of each package, by name and version.

    Raises:
        AuditError: pip-audit broke off, with the last that it said.
    """
    command = [sys.executable, "-m", "pip_audit", "--vulnerability-service=osv", f"--osv-url={osv}", "--format=json"]
    command += ["--disable-pip", "--require-hashes", "--progress-spinner=off", f"--timeout={_SECONDS_TO_ANSWER}"]
    command += [f"--requirement={pins}"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS_FOR_A_FILE)
    try:
        packages = json.loads(ended.stdout)["dependencies"]
    except ValueError:
        raise AuditError((ended.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]) from None
    if passed_over := [package["name"] for package in packages if "skip_reason" in package]:
        raise AuditError(f"pip-audit passed over {', '.join(passed_over)}")
    return {
        f"{package['name']} {package['version']}": [
            Weakness(package["name"], package["version"], (one["id"], *one["aliases"]), tuple(one["fix_versions"]))
            for one in package["vulns"]
        ]
        for package in packages
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Asks about all pins.

    Returns:
        1 if a weakness is known, or the question broke off; also if OSV is out of reach and an answer is required.
    """
    parser = argparse.ArgumentParser(description="Ask OSV whether weaknesses are known of the pinned packages.")
    parser.add_argument("pins", nargs="*", type=Path, help="requirements files with hashes (default: all of Rollcall)")
    parser.add_argument("--osv", default=OSV, help="address of OSV's query, or of a mirror (default: %(default)s)")
    parser.add_argument("--required", action="store_true", help="fail where OSV is out of reach")
    chosen = parser.parse_args(arguments)
    pins = chosen.pins or all_pins(PROJECT)
    if (why := why_out_of_reach(chosen.osv)) is not None:
        sys.stderr.write(f"not audited: {chosen.osv} is out of reach: {why}\n")
        return 1 if chosen.required else 0
    known: dict[str, list[Weakness]] = {}
    try:
        for path in pins:
            known |= find_weaknesses(path, chosen.osv)
    except AuditError as error:
        sys.stderr.write(f"the audit broke off: {path}: {error}\n")
        return 1
    weaknesses = [weakness for package in sorted(known) for weakness in known[package]]
    sys.stdout.write("".join(f"{weakness}\n" for weakness in weaknesses))
    sys.stdout.write(f"packages asked about: {len(known)}, known weaknesses: {len(weaknesses)}\n")
    return 1 if weaknesses else 0


if __name__ == "__main__":
    raise SystemExit(main())
