"""The server as a child process, and the environment of its clients."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from local_aws.client import LocalAws, LocalAwsError
from local_aws.tests.functional.support import World, wait_for

ROOT = Path(__file__).resolve().parents[4]

HOSTILE = {
    "AWS_PROFILE": "production",
    "AWS_DEFAULT_PROFILE": "production",
    "AWS_SESSION_TOKEN": "somebody-elses",
    "AWS_CONFIG_FILE": "/nonexistent/config",
    "AWS_ENDPOINT_URL_S3": "http://192.0.2.1",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
    "AWS_USE_FIPS_ENDPOINT": "true",
    "HTTP_PROXY": "http://192.0.2.1:3128",
    "http_proxy": "http://192.0.2.1:3128",
}


def _gone(pid: int) -> bool:
    # A zombie of ours would still answer.
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def _start_worker(server: LocalAws, tmp_path: Path) -> int:
    """Let a function report its process id and then stay busy."""
    world = World(server.environment(), tmp_path)
    source = (
        "import os, time\ndef handler(event, context):\n"
        "    open(os.environ['JOURNAL'], 'a').write(str(os.getpid()) + '\\n')\n    time.sleep(60)\n"
    )
    function = world.function(source, world.role(), Timeout=90)
    client: Any = world.client("lambda")
    client.invoke(FunctionName=function, InvocationType="Event", Payload="{}")
    return int(wait_for(lambda: world.journal(function).exists() and world.journal(function).read_text()))


@pytest.mark.parametrize("client", ["boto3", "cli"])
def test_clients_reach_only_the_server_whatever_their_environment(
    server: LocalAws, monkeypatch: pytest.MonkeyPatch, client: str
) -> None:
    for name, value in HOSTILE.items():
        monkeypatch.setenv(name, value)
    environment = {**os.environ, **server.environment()}
    program = "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'], boto3.client('s3').list_buckets())"
    # The CLI's entry point, which works from any directory of the virtual environment.
    cli = "import sys; from awscli.clidriver import main; sys.exit(main())"
    commands = {
        "boto3": [sys.executable, "-c", program],
        "cli": [sys.executable, "-c", cli, "sts", "get-caller-identity"],
    }
    done = subprocess.run(commands[client], env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert "arn:aws:iam::000000000000:user/deployer" in done.stdout, done.stderr


def test_ready_file_and_attach(server: LocalAws) -> None:
    ready = json.loads((server.data_dir / "server.json").read_text())
    assert ready["endpoint"] == server.endpoint == f"http://127.0.0.1:{ready['port']}"
    assert LocalAws.attach(server.data_dir / "server.json").environment() == server.environment()


def test_attach_says_that_nothing_runs(tmp_path: Path) -> None:
    with pytest.raises(LocalAwsError, match="Start one first"):
        LocalAws.attach(tmp_path / "server.json")


def test_a_failed_start_shows_the_log(tmp_path: Path, server: LocalAws) -> None:
    port = int(server.endpoint.rpartition(":")[2])
    with pytest.raises(LocalAwsError, match="Address already in use"):
        LocalAws(tmp_path, port=port)


def test_a_stop_ends_the_server_and_busy_workers(tmp_path: Path) -> None:
    with LocalAws(tmp_path / "data") as running:
        worker = _start_worker(running, tmp_path)
        started = time.monotonic()
    assert time.monotonic() - started < 10
    wait_for(lambda: _gone(running.pid) and _gone(worker))
    assert not (tmp_path / "data" / "server.json").exists()


def test_a_killed_server_takes_busy_workers_with_it(tmp_path: Path) -> None:
    running = LocalAws(tmp_path / "data")
    try:
        worker = _start_worker(running, tmp_path)
        os.kill(running.pid, signal.SIGKILL)
        wait_for(lambda: _gone(worker))
    finally:
        running.stop()


OWNER = """
import sys, time
from pathlib import Path
from local_aws.client import LocalAws
server = LocalAws(Path(sys.argv[1]), detached=sys.argv[2] == "detached")
print(server.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("how", ["owned", "detached"])
def test_a_killed_owner_takes_the_server_with_it_unless_detached(tmp_path: Path, how: str) -> None:
    command = [sys.executable, "-c", OWNER, str(tmp_path), how]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        owner.kill()
    if how == "owned":
        wait_for(lambda: _gone(pid))
        return
    attached = LocalAws.attach(tmp_path / "server.json")
    assert attached.controls.calls() == {}
    attached.stop()
    assert _gone(pid)
