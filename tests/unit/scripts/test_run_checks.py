"""The runner of all checks, with a stand-in for make."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.processes import is_gone

PROJECT = Path(__file__).resolve().parents[3]

FAKE_MAKE = """#!/bin/sh
for stage; do :; done
case "$stage" in
  good) echo "all is well" ;;
  bad) echo "that went wrong"; echo "$JUNIT" > build/test-results/bad.xml; exit 2 ;;
  meet*)
    touch "$MEETING/$stage"
    for try in $(seq 600); do
      [ "$(ls "$MEETING" | wc -l)" -eq 4 ] && exit 0
      sleep 0.1
    done
    exit 1 ;;
  busy) count=0; while [ "$count" -lt 200000 ]; do count=$((count + 1)); done ;;
  slow) sleep 60 & echo "$!" > "$PIDS"; wait ;;
esac
"""

JUNIT = """<testsuites><testsuite>
<testcase classname="tests.unit.test_a" name="test_good" time="0.25"/>
<testcase classname="tests.unit.test_a" name="test_bad[1]" time="61.5"><failure>no</failure></testcase>
<testcase classname="tests.unit.test_a" name="test_broken"><error>no</error></testcase>
<testcase classname="tests.unit.test_a" name="test_left_out"><skipped/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    make = tmp_path / "make"
    make.write_text(FAKE_MAKE)
    make.chmod(0o755)
    (tmp_path / "meeting").mkdir()
    meeting = str(tmp_path / "meeting")
    return {**os.environ, "MEETING": meeting, "MAKE": str(make), "PIDS": str(tmp_path / "pid"), "JUNIT": JUNIT}


def _start(environment: dict[str, str], *stages: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "scripts.run_checks", *stages]
    return subprocess.Popen(
        command, cwd=PROJECT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def test_every_stage_runs_and_one_failure_fails_all(environment: dict[str, str]) -> None:
    with _start(environment, "bad", "good") as process:
        output = process.communicate(timeout=300)[0]
    assert process.returncode == 1
    assert "[good] all is well" in output
    assert "[bad] that went wrong" in output
    assert "tests.unit.test_a.test_bad[1] (bad)\ntests.unit.test_a.test_broken (bad)\n1 passed, 2 failed" in output
    assert "failed: bad; run one alone with `make bad`" in output
    assert "   61.5  tests.unit.test_a.test_bad[1]\n    0.2  tests.unit.test_a.test_good\n" in output


def test_success_ends_with_the_times_of_all_stages(environment: dict[str, str]) -> None:
    with _start(environment, "good", "busy") as process:
        output = process.communicate(timeout=300)[0]
    assert process.returncode == 0
    lines = {words[0]: words[1:] for words in map(str.split, output.splitlines()) if words}
    assert lines["good"][0] == lines["busy"][0] == "passed"
    seconds, processor_seconds = map(float, lines["busy"][1:])
    assert 0 < processor_seconds <= seconds + 0.1


def test_stages_run_beside_each_other(environment: dict[str, str]) -> None:
    """Each of four, two of either kind, waits until all four have begun."""
    with _start(environment, "meet0", "meet1", "--deploying", "meet2", "meet3") as process:
        output = process.communicate(timeout=120)[0]
    assert process.returncode == 0, output


def test_an_interruption_ends_what_a_stage_started(environment: dict[str, str]) -> None:
    with _start(environment, "slow") as process:
        pid_file = Path(environment["PIDS"])
        deadline = time.monotonic() + 300  # on a machine that is busy with much else
        while not (pid_file.exists() and pid_file.read_text().strip()):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=300)
    assert process.returncode == 130
    assert is_gone(int(pid_file.read_text()))
