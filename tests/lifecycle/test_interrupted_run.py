"""`make test-aws` that is ended in the middle of its first apply takes away what it has made by then."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_aws.client import LocalAws
from scripts.terraform.initialise import PROJECT
from tests.end_to_end.recovery import wait_until
from tests.servers import start_server

_SECONDS = 600


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LocalAws]:
    with start_server(tmp_path / "server", connect_quota_factor=100.0) as server:
        yield server


def started(server: LocalAws, folder: Path) -> subprocess.Popen[str]:
    """Start the command; what it prints is written to a file in the folder."""
    with (folder / "printed").open("w") as printed:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.on_aws", "--yes", "--requests-per-second=200", f"--folder={folder}"],
            cwd=PROJECT,
            env=os.environ | server.environment() | {"PYTHONPATH": f"{PROJECT}:{PROJECT}/lambda_src"},
            stdout=printed,
            stderr=subprocess.STDOUT,
            text=True,
        )


def test_a_run_that_is_ended_half_way_leaves_nothing(server: LocalAws, tmp_path: Path) -> None:
    with started(server, tmp_path) as run:
        wait_until(
            lambda: run.poll() is not None or server.controls.inventory()["lambda_functions"],
            "the first functions",
            seconds=_SECONDS,
        )
        made = server.controls.inventory()
        run.send_signal(signal.SIGTERM)
        time.sleep(1)
        run.send_signal(signal.SIGTERM)  # by whoever has lost patience
        assert run.wait(_SECONDS) == 130, (tmp_path / "printed").read_text()

    assert made["connect_instances"]
    assert {kind: names for kind, names in server.controls.inventory().items() if names} == {}
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["problems"] == ["interrupted"]
    assert report["passed"] is False
    assert not any(report["left"].values())
    assert report["tests"]["seconds"] == {}
    assert f"Nothing is left of {report['name']}." in (tmp_path / "printed").read_text()
