"""Starts local AWS as a child process, or attaches to one that runs."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from local_aws.client.admin import Controls
from local_aws.client.end_process import end_process, end_process_by_id
from local_aws.client.environment import client_environment

_READY_FILE = "server.json"
_LOG_FILE = "server.log"
_START_SECONDS = 60.0
_STOP_SECONDS = 15.0


class LocalAwsError(RuntimeError):
    """The server did not start, or is not there; the message holds the end of its log."""


class LocalAws:
    """A running server. As a context manager it is stopped at the end of the block.

    Args:
        data_dir: Where the server keeps its log, `server.json` and Lambda code; made if absent.
        port: Loopback port; 0 takes a free one.
        auth: Whether IAM is enforced.
        shards: Shards of each DynamoDB stream.
        connect_quota_factor: Multiplies Connect's request quotas; None switches throttling off.
        retry_seconds: First pause before a failed Lambda invocation is tried again.
        code_dir: Where Lambda code is unpacked and compiled; servers may share it. None takes a folder in `data_dir`.
        detached: Whether the server outlives this process; otherwise it ends with it, however that ends.

    Attributes:
        endpoint: The server's URL.
        data_dir: As given, made absolute.
        pid: The server's process id.
        controls: Client of its admin API.

    Raises:
        LocalAwsError: It did not become ready within a minute, or died.
    """

    endpoint: str
    data_dir: Path
    pid: int
    controls: Controls

    def __init__(
        self,
        data_dir: Path,
        *,
        port: int = 0,
        auth: bool = True,
        shards: int = 2,
        connect_quota_factor: float | None = 1.0,
        retry_seconds: float = 0.2,
        code_dir: Path | None = None,
        detached: bool = False,
    ) -> None:
        self.data_dir = data_dir.resolve()
        self.data_dir.mkdir(parents=True, exist_ok=True)
        factor = "off" if connect_quota_factor is None else str(connect_quota_factor)
        command = [sys.executable, "-m", "local_aws", "--data-dir", str(self.data_dir), "--port", str(port)]
        command += ["--shards", str(shards), "--connect-quota-factor", factor, "--retry-seconds", str(retry_seconds)]
        command += [] if code_dir is None else ["--code-dir", str(code_dir.resolve())]
        command += [] if auth else ["--no-auth"]
        command += [] if detached else ["--stop-with-stdin"]
        (self.data_dir / _READY_FILE).unlink(missing_ok=True)
        with (self.data_dir / _LOG_FILE).open("ab") as log:
            self._child: subprocess.Popen[bytes] | None = subprocess.Popen(  # noqa: S603 - our own command line
                command,
                # The package may lie in a checkout that is not installed.
                env={**os.environ, "PYTHONPATH": _python_path()},
                stdin=subprocess.DEVNULL if detached else subprocess.PIPE,
                stdout=log,
                stderr=log,
                # Ctrl-C in a terminal must not reach the server: its owner stops it, after its own clean-up.
                start_new_session=True,
            )
        try:
            self._adopt(self._wait_until_ready(self._child))
        except BaseException:
            self._end(self._child)
            raise

    @classmethod
    def attach(cls, server_json: Path) -> Self:
        """Speak to a server that runs already.

        Args:
            server_json: The ready file in its data directory.

        Raises:
            LocalAwsError: The file is not there, or its process is gone.
        """
        try:
            ready = json.loads(server_json.read_text())
            os.kill(ready["pid"], 0)
        except (OSError, ValueError) as error:
            raise LocalAwsError(f"No local AWS runs for {server_json}: {error}. Start one first.") from error
        server = cls.__new__(cls)
        server.data_dir = server_json.resolve().parent
        server._child = None
        server._adopt(ready)
        return server

    def _adopt(self, ready: dict[str, Any]) -> None:
        self.endpoint = ready["endpoint"]
        self.pid = ready["pid"]
        self.controls = Controls(self.endpoint)
        self._access_key_id: str = ready["access_key_id"]
        self._secret_access_key: str = ready["secret_access_key"]

    def _wait_until_ready(self, child: subprocess.Popen[bytes]) -> dict[str, Any]:
        ready_file = self.data_dir / _READY_FILE
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if ready_file.exists():
                ready: dict[str, Any] = json.loads(ready_file.read_text())
                return ready
            if child.poll() is not None:
                raise LocalAwsError(f"Local AWS ended with status {child.returncode}.\n{self._log_tail()}")
            time.sleep(0.02)
        raise LocalAwsError(f"Local AWS was not ready within {_START_SECONDS:g} s.\n{self._log_tail()}")

    def _log_tail(self) -> str:
        log = self.data_dir / _LOG_FILE
        lines = log.read_text(errors="replace").splitlines()[-40:]
        return "\n".join([f"The end of {log}:", *lines])

    def environment(self) -> dict[str, str]:
        """Variables that, laid over any environment, make boto3, the AWS CLI and Terraform reach only this server."""
        config = self.data_dir / "aws-config"
        return client_environment(self.endpoint, self._access_key_id, self._secret_access_key, config)

    def stop(self) -> None:
        """Stop the server and wait until it is gone; nothing happens if it is gone already."""
        if self._child is None:
            end_process_by_id(self.pid, _STOP_SECONDS)
            return
        self._end(self._child)

    @staticmethod
    def _end(child: subprocess.Popen[bytes]) -> None:
        end_process(child, _STOP_SECONDS)
        if child.stdin is not None:
            child.stdin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _python_path() -> str:
    here = str(Path(__file__).resolve().parents[2])
    given = os.environ.get("PYTHONPATH")
    return f"{here}{os.pathsep}{given}" if given else here
