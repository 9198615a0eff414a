"""Runs the stages of `make test`, several at a time, and says how long each took and how many tests it ran.

`python -m scripts.run_checks test-unit types --deploying test-lifecycle-destroy`. Stages that deploy wait for Terraform
half of their time, so there are more of them at once, and they come first when they have something to do. The others
work all the time: one for each processor, on what is left. Each stage beyond that makes all of them slower, since they
then take turns in the processors' caches.

At the end it names the tests that took longest. Where the processors are busy all the time, what decides is the
processor time of each stage, which is said too.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROJECT = Path(__file__).resolve().parent.parent
RESULTS = PROJECT / "build" / "test-results"

_WORKING_AT_ONCE = 2
"""As many as CI has processors."""

_DEPLOYING_AT_ONCE = 4

_NICENESS = 5
"""Of stages that work all the time."""

_SLOWEST = 15
"""Tests that are named at the end."""

_OUTER_MAKE = frozenset({"MAKEFLAGS", "MFLAGS", "MAKELEVEL"})
"""What make hands to a make below it; a job server that these stages cannot reach would only raise warnings."""
_SECONDS_TO_STOP = 30.0


@dataclass(frozen=True)
class Outcome:
    """How one stage ended.

    Attributes:
        stage: The make target.
        exit_status: Of make.
        seconds: Wall time.
        processor_seconds: Of the stage and of all that it started and waited for.
        tests: Tests run, None for a stage that runs no pytest.
        failures: Names of the tests that failed or had an error.
        durations: How long each test took in seconds, with what was set up for it, by name.
    """

    stage: str
    exit_status: int
    seconds: float
    processor_seconds: float
    tests: int | None
    failures: tuple[str, ...] = ()
    durations: Mapping[str, float] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether the stage succeeded; one that should run tests and ran none did not."""
        return self.exit_status == 0 and self.tests != 0


class Runner:
    """Runs stages and passes their output on, line by line, each with its stage's name."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._lock = threading.Lock()
        self._stopping = False

    def run(self, stage: str, niceness: int = 0) -> Outcome:
        """Runs one make target to its end.

        Args:
            stage: The target.
            niceness: By how much it stands back for others where processors are scarce, as of `nice`.
        """
        report = RESULTS / f"{stage}.xml"
        report.unlink(missing_ok=True)
        started = time.monotonic()
        with self._lock:
            if self._stopping:
                return Outcome(stage, 130, 0.0, 0.0, None)
            process = subprocess.Popen(
                ["nice", "-n", str(niceness), os.environ.get("MAKE", "make"), "--no-print-directory", stage],
                cwd=PROJECT,
                env={name: value for name, value in os.environ.items() if name not in _OUTER_MAKE},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                start_new_session=True,
            )
            self._running[stage] = process
        assert process.stdout is not None  # noqa: S101 - asked for above
        for line in process.stdout:
            sys.stdout.write(f"[{stage}] {line}")
            sys.stdout.flush()
        _, status, usage = os.wait4(process.pid, 0)
        with self._lock:
            process.returncode = os.waitstatus_to_exitcode(status)
            del self._running[stage]
        seconds, processor_seconds = time.monotonic() - started, usage.ru_utime + usage.ru_stime
        return Outcome(stage, process.returncode, seconds, processor_seconds, *_tests(report))

    def stop(self) -> None:
        """Interrupts every running stage; what is left of it after a while is killed, with all that it started."""
        with self._lock:
            self._stopping = True
            processes = list(self._running.values())
        for process in processes:
            _signal_group(process, signal.SIGINT)
        deadline = time.monotonic() + _SECONDS_TO_STOP
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            _signal_group(process, signal.SIGKILL)


def _signal_group(process: subprocess.Popen[str], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):  # ended in the meantime
        os.killpg(process.pid, number)


def _tests(report: Path) -> tuple[int | None, tuple[str, ...], dict[str, float]]:
    if not report.is_file():
        return None, (), {}
    cases = list(ElementTree.parse(report).getroot().iter("testcase"))  # noqa: S314 - pytest wrote it
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    durations = {_name(case): float(case.get("time", 0)) for case in cases}
    return sum(case.find("skipped") is None for case in cases), tuple(map(_name, failed)), durations


def _name(case: ElementTree.Element) -> str:
    return f"{case.get('classname')}.{case.get('name')}"


def _slowest(outcomes: Sequence[Outcome]) -> list[str]:
    """Lines that name the slowest tests, the slowest first."""
    all_tests = [(seconds, name) for outcome in outcomes for name, seconds in outcome.durations.items()]
    return [f"{seconds:>7.1f}  {name}" for seconds, name in sorted(all_tests, reverse=True)[:_SLOWEST]]


def _print_summary(outcomes: Sequence[Outcome], seconds: float) -> None:
    width = max(len(outcome.stage) for outcome in outcomes)
    lines = ["", "slowest tests, with what was set up for them, in seconds:", *_slowest(outcomes), ""]
    lines.append(f"{'stage':<{width}} {'result':<7} {'seconds':>7} {'processor':>9}  tests")
    for outcome in outcomes:
        result = "passed" if outcome.passed else "FAILED"
        tests = "" if outcome.tests is None else str(outcome.tests)
        figures = f"{outcome.seconds:>7.1f} {outcome.processor_seconds:>9.1f}"
        lines.append(f"{outcome.stage:<{width}} {result:<7} {figures}  {tests}".rstrip())
    failures = [f"{name} ({outcome.stage})" for outcome in outcomes for name in outcome.failures]
    passed = sum(outcome.tests or 0 for outcome in outcomes) - len(failures)
    processor_seconds = sum(outcome.processor_seconds for outcome in outcomes)
    lines += [
        f"{'all':<{width}} {'':<7} {seconds:>7.1f} {processor_seconds:>9.1f}",
        "",
        *failures,
        f"{passed} passed, {len(failures)} failed",
    ]
    if broken := [outcome.stage for outcome in outcomes if not outcome.passed]:
        lines.append(f"failed: {', '.join(broken)}; run one alone with `make {broken[0]}`")
    sys.stdout.write("\n".join(lines) + "\n")


def main(arguments: list[str]) -> int:
    """Runs the stages of a command line, of each kind in the order in which they are given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("working", nargs="*", help="stages that work all the time, the longest first")
    parser.add_argument("--deploying", nargs="+", default=[], help="stages that deploy, the longest first")
    given = parser.parse_args(arguments)
    RESULTS.mkdir(parents=True, exist_ok=True)
    runner = Runner()
    started = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with ThreadPoolExecutor(_DEPLOYING_AT_ONCE) as deploying, ThreadPoolExecutor(_WORKING_AT_ONCE) as working:
        futures = [deploying.submit(runner.run, stage) for stage in given.deploying]
        futures += [working.submit(runner.run, stage, _NICENESS) for stage in given.working]
        try:
            outcomes = [future.result() for future in futures]
        except KeyboardInterrupt:
            runner.stop()
            sys.stderr.write("interrupted; every stage has been stopped\n")
            return 130
    _print_summary(outcomes, time.monotonic() - started)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
