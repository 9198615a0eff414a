"""Runs the end-to-end tests against a deployment that stands, in a process of their own, and reads how they ended."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.terraform.initialise import PROJECT
from tests.processes import run_in_good_order

_SECONDS = 3 * 3600.0


@dataclass(frozen=True)
class Ended:
    """How the tests ended.

    Attributes:
        exit_status: pytest's.
        seconds: how long each test took with what was set up for it, by name.
        failed: name → what is said of it.
        left_out: name → why, of the tests that were not run.
    """

    exit_status: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)


def run_tests(home: Path, variables: Mapping[str, Any], tests: Sequence[str], results: Path) -> Ended:
    """Run tests; what they print is shown.

    Args:
        home: of the deployment.
        variables: with which it was applied.
        tests: files, folders or names, as pytest takes them.
        results: where pytest's own results are to go, as XML.
    """
    standing, left_out = home / "standing.json", home / "left_out.json"
    results.unlink(missing_ok=True)
    standing.write_text(json.dumps({"home": str(home), "variables": variables}), "utf-8")
    options = ["--quiet", "--tb=short", f"--junitxml={results}"]
    ours = ["-p", "tests.on_aws.plugin", f"--standing={standing}", f"--left-out={left_out}"]
    command = [sys.executable, "-m", "pytest", *options, *ours, *tests]
    exit_status = run_in_good_order(command, PROJECT, seconds=_SECONDS).returncode
    return read_results(exit_status, results, left_out)


def read_results(exit_status: int, results: Path, left_out: Path) -> Ended:
    """Read the files that pytest left; there may be none if it was broken off."""
    seconds: dict[str, float] = {}
    failed: dict[str, str] = {}
    skipped: dict[str, str] = {}
    cases = ElementTree.parse(results).iter("testcase") if results.is_file() else ()  # noqa: S314 (our own)
    for case in cases:
        name = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
        if (reason := case.find("skipped")) is not None:
            skipped[name] = reason.get("message", "")
            continue
        seconds[name] = round(seconds.get(name, 0.0) + float(case.get("time", 0)), 1)
        for kind in ("failure", "error"):
            if (found := case.find(kind)) is not None:
                failed[name] = found.get("message", "")[:2000]
    listed: dict[str, str] = json.loads(left_out.read_text("utf-8")) if left_out.is_file() else {}
    return Ended(exit_status, seconds, failed, listed | skipped)
