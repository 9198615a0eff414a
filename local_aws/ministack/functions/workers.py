"""ministack's worker processes, made to run functions as AWS does.

In ministack 1.5.33, unlike on AWS: a worker sees every package of the server's own environment, so a dependency missing
from the zip goes unnoticed; it inherits the shell's variables; it takes no notice of the log level of its
configuration; a raised error loses its type and kills the process, while on AWS the next invocation finds the module as
it was; a deployment kills invocations that are under way; an invocation that logs nothing is held back for 50 ms.
"""

import functools
import queue
import shlex
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from local_aws.ministack.functions.bootstrap import END_OF_LOG
from local_aws.ministack.functions.runtime_packages import link_packages
from local_aws.ministack.functions.unpacked_code import stand_ins

_LOG_SECONDS = 1.0


class _Worker(lambda_runtime.Worker):  # type: ignore[misc] # ministack is untyped here
    """A worker that marks the end of an invocation's log, so that reading it needs no time-out."""

    retired = False

    def __init__(self, func_name: str, config: dict[str, Any], code_zip: bytes) -> None:
        super().__init__(func_name, _with_log_level(config), code_zip)

    def _read_stderr(self) -> None:
        self._proc.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
        super()._read_stderr()

    def _drain_stderr_bounded(self, *_: float, **__: float) -> str:
        lines: list[str] = []
        deadline = time.monotonic() + _LOG_SECONDS
        while (left := deadline - time.monotonic()) > 0:
            try:
                line = self._stderr_queue.get(timeout=left)
            except queue.Empty:
                break
            if line == END_OF_LOG:
                break
            lines.append(line)
        return "\n".join(lines)

    def _drain_stderr(self) -> str:
        return "\n".join(line for line in super()._drain_stderr().splitlines() if line != END_OF_LOG)


def _with_log_level(config: dict[str, Any]) -> dict[str, Any]:
    """Tell the function the application log level of its configuration, as Lambda's environment does.

    https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
    """
    level = config.get("LoggingConfig", {}).get("ApplicationLogLevel")
    if not level:
        return config
    variables = config.get("Environment", {}).get("Variables", {})
    return {**config, "Environment": {"Variables": {**variables, "AWS_LAMBDA_LOG_LEVEL": level}}}


def install(data_dir: Path, code_dir: Path) -> None:
    """Make ministack run Python functions with our bootstrap.

    Args:
        data_dir: Where the runtime's packages and launcher are put.
        code_dir: Where functions' code is unpacked.
    """
    runtime = data_dir / "lambda" / "runtime"
    packages = runtime / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    link_packages(packages)
    launcher = runtime / "python"
    # Isolated and without site-packages: a function sees its zip, the standard library and the runtime's packages.
    # Byte code is written beside the unpacked code, for the function's next worker.
    launcher.write_text(
        "#!/bin/sh\n"
        f"export LOCAL_AWS_RUNTIME_PACKAGES={shlex.quote(str(packages))}\n"
        f'exec {shlex.quote(sys.executable)} -I -S "$@"\n'
    )
    launcher.chmod(0o700)
    script = Path(__file__).with_name("bootstrap.py").read_text()
    original = lambda_runtime._detect_runtime_binary

    def detect(runtime_name: str) -> tuple[str, str]:
        return (str(launcher), script) if runtime_name.startswith("python") else original(runtime_name)

    lambda_runtime._detect_runtime_binary = detect
    lambda_runtime.Worker = _Worker
    lambda_runtime.invalidate_worker = lambda_svc.invalidate_worker = _retire
    lambda_runtime.release_worker = lambda_svc.release_worker = _release
    lambda_svc._execute_function_warm = functools.partial(_execute, stand_ins(code_dir))


def _retire(name: str, qualifier: str | None = None, account: str | None = None, region: str | None = None) -> None:
    """Take a function's workers out of the pool; one that is busy ends after its invocation, as on AWS."""
    wanted = (account, region, name, qualifier)
    idle = []
    with lambda_runtime._lock:
        for key in list(lambda_runtime._workers):
            parts = key.split(":", 3)
            if all(want is None or want == part for want, part in zip(wanted, parts, strict=True)):
                for worker in lambda_runtime._workers.pop(key):
                    worker.retired = True
                    if not worker.in_use:
                        idle.append(worker)
    lambda_runtime.kill_workers(idle)


def _release(worker: Any) -> None:
    if worker is None:
        return
    with lambda_runtime._lock:
        worker.in_use = False
        retired = worker.retired
    if retired:
        lambda_runtime.kill_workers([worker])


def _execute(
    stand_in: Callable[[bytes], bytes], function: dict[str, Any], event: Any, request_id: str
) -> dict[str, Any]:
    """Run one invocation in a worker of the function, a free one or a new one."""
    config = function.get("config") or function
    name = config["FunctionName"]
    version = config.get("Version", "$LATEST")
    # The function may have been deployed again since the caller read its record.
    current = lambda_svc._functions.get(name) if version == "$LATEST" else None
    lambda_svc._ensure_reaper_thread()
    code_zip = (current or function)["code_zip"]
    depth = lambda_svc._invoke_depth.get()
    worker = None
    try:
        if config["Runtime"].startswith("python"):
            code_zip = stand_in(code_zip)
        worker, _ = lambda_runtime.acquire_worker(name, config, code_zip, version)
        answer = worker.invoke(event, request_id, invoked_function_arn=config["FunctionArn"], depth=depth)
    except (OSError, RuntimeError, zipfile.BadZipFile) as error:
        # The environment could not be started, such as for want of memory or with an unreadable zip.
        answer = {"status": "error", "error": f"Runtime failed to start: {error}"}
    finally:
        _release(worker)
    log = answer.get("log", "")
    failure = answer.get("failure")
    if failure is None and answer["status"] == "ok":
        return {"body": answer.get("result"), "log": log}
    if failure is None:
        # The worker was killed at its timeout, or exited: the answer is ministack's own message.
        timed_out = "timed out" in answer["error"]
        kind = "Sandbox.Timedout" if timed_out else "Runtime.ExitError"
        failure = {"errorMessage": f"RequestId: {request_id} Error: {answer['error']}", "errorType": kind}
        log = "\n".join(filter(None, (log, failure["errorMessage"])))
    return {"body": {**failure, "requestId": request_id}, "error": True, "function_error": "Unhandled", "log": log}
