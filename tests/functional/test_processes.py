"""A process that is interrupted or asked to end comes to its end before its owner goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from scripts.terraform.initialise import PROJECT
from tests.end_to_end.recovery import wait_until
from tests.processes import end_well, is_gone, run_in_good_order

WRITES_ITS_STATE = """
import signal, sys, time
from pathlib import Path
def end(*_):
    time.sleep(1)
    Path("state").write_text("whole")
    sys.exit(1)
signal.signal(signal.SIGINT, end)
Path("ready").touch()
time.sleep(60)
"""


OWNER = """
import sys
from pathlib import Path
from scripts.interruptions import interrupt_on_signals, undisturbed
from tests.processes import run_in_good_order
interrupt_on_signals("Stopping.")
try:
    run_in_good_order([sys.executable, "-c", sys.argv[1]], Path.cwd(), seconds=60)
finally:
    with undisturbed():
        Path("taken away").touch()
"""


def test_an_interruption_waits_until_the_process_has_written_its_state(tmp_path: Path) -> None:
    def interrupt() -> None:
        deadline = time.monotonic() + 60
        while not (tmp_path / "ready").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        run_in_good_order([sys.executable, "-c", WRITES_ITS_STATE], tmp_path, seconds=60, capture=True)
    thread.join()

    assert (tmp_path / "state").read_text() == "whole"


@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_second_one_breaks_off_nothing(tmp_path: Path, second: signal.Signals) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, WRITES_ITS_STATE],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_until((tmp_path / "ready").exists, "the process")
    owner.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    owner.send_signal(second)
    _, said = owner.communicate(timeout=60)

    assert (tmp_path / "state").read_text() == "whole"
    assert (tmp_path / "taken away").exists()
    assert said.count("Stopping.") == 1


def test_otherwise_it_is_as_subprocess_does(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; print('out'); sys.stderr.write('err'); sys.exit(3)"]

    done = run_in_good_order(command, tmp_path, seconds=60, capture=True)

    assert done.returncode == 3
    assert sorted(done.stdout.split()) == ["err", "out"]


IGNORES_REQUESTS = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], stdout=subprocess.DEVNULL)
print(child.pid, flush=True)
time.sleep(60)
"""


def test_who_does_not_end_when_asked_is_killed_with_its_group_and_waited_for() -> None:
    command = [sys.executable, "-c", IGNORES_REQUESTS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())

        with pytest.raises(subprocess.TimeoutExpired):
            end_well(process, 0.1, signal.SIGTERM)

        assert process.returncode == -signal.SIGKILL
    assert is_gone(child)
