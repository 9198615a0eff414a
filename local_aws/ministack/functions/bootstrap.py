"""What runs in a Lambda worker process: imports the handler, then answers one invocation after another.

The server hands this file's text to ministack as the script of its Python workers, so it imports nothing but the
standard library. It speaks ministack's protocol, a JSON document a line: first what to load, then invocations; the
answer to each is a document too.
"""

import contextlib
import importlib
import json
import logging
import os
import sys
import threading
import time
import traceback
from typing import Any

# Printed on standard error after an invocation's log lines; the server reads up to it.
END_OF_LOG = "\x1eend of invocation"

# The file that stands for a function's code and says where it is unpacked.
PLACE_OF_CODE = ".local-aws-code"

# With these, ministack counts how deep functions invoke one another, and stops endless chains as AWS does.
_DEPTH_VARIABLE = "_MINISTACK_INVOKE_DEPTH"
_DEPTH_HEADER = "X-Ministack-Invoke-Depth"


class Context:
    """The handler's second argument; the members are AWS's."""

    identity = None
    client_context = None

    def __init__(self, load: dict[str, Any], invocation: dict[str, Any]) -> None:
        self._deadline = time.monotonic() + invocation["timeout_ms"] / 1000
        self.aws_request_id = invocation["request_id"]
        self.invoked_function_arn = invocation["invoked_function_arn"]
        self.function_name = load["function_name"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = str(load["memory"])
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME", "")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME", "")

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds until the timeout."""
        return max(0, int((self._deadline - time.monotonic()) * 1000))


def _failure(error: BaseException, kind: str | None = None, message: str | None = None) -> dict[str, Any]:
    frames = traceback.format_list(traceback.extract_tb(error.__traceback__)[1:])
    return {
        "errorMessage": str(error) if message is None else message,
        "errorType": kind or type(error).__name__,
        "stackTrace": frames,
    }


def _print_failure(failure: dict[str, Any]) -> None:
    lines = "".join(failure["stackTrace"])
    text = f"[ERROR] {failure['errorType']}: {failure['errorMessage']}"
    sys.stderr.write(f"{text}\nTraceback (most recent call last):\n{lines}" if lines else f"{text}\n")


def _end_with_parent() -> None:
    """End this process when the server is gone, also in the middle of an invocation."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _send_depth() -> None:
    # The function's own botocore if its zip has one, otherwise the runtime's.
    with contextlib.suppress(ImportError):
        handlers = importlib.import_module("botocore.handlers")

        def add_depth(params: dict[str, Any], **_: object) -> None:
            depth = os.environ.get(_DEPTH_VARIABLE)
            if depth:
                params["headers"].setdefault(_DEPTH_HEADER, depth)

        handlers.BUILTIN_HANDLERS.append(("before-call", add_depth))


def _enter_code(load: dict[str, Any]) -> None:
    with open(os.path.join(load["code_dir"], PLACE_OF_CODE), encoding="utf-8") as file:
        load["code_dir"] = file.read()
    os.chdir(load["code_dir"])
    os.environ["LAMBDA_TASK_ROOT"] = load["code_dir"]


def _prepare(load: dict[str, Any], runtime_packages: str) -> None:
    _enter_code(load)
    sys.path[:] = [load["code_dir"], *(path for path in sys.path if path), runtime_packages]
    os.environ["_HANDLER"] = f"{load['module']}.{load['handler']}"
    os.environ["TZ"] = ":UTC"
    os.environ["AWS_EXECUTION_ENV"] = f"AWS_Lambda_python{sys.version_info.major}.{sys.version_info.minor}"
    os.environ.setdefault("AWS_LAMBDA_LOG_GROUP_NAME", f"/aws/lambda/{load['function_name']}")
    time.tzset()
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.stdout = sys.stderr
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("[%(levelname)s]\t%(asctime)s\t%(message)s"))
    logging.getLogger().addHandler(handler)
    # Lambda's runtime for Python sets the root logger's level, and so that of every library.
    if (level := os.environ.get("AWS_LAMBDA_LOG_LEVEL")) in logging.getLevelNamesMapping():
        logging.getLogger().setLevel(str(level))
    _send_depth()


def _load(load: dict[str, Any]) -> tuple[Any, dict[str, Any] | None]:
    """Import the handler: the callable, or what AWS reports when it can't be had."""
    try:
        module = importlib.import_module(load["module"])
    except ImportError as error:
        return None, _failure(
            error, "Runtime.ImportModuleError", f"Unable to import module '{load['module']}': {error}"
        )
    except Exception as error:  # noqa: BLE001 - whatever the module's own code raises is the answer
        return None, _failure(error)
    if not hasattr(module, load["handler"]):
        message = f"Handler '{load['handler']}' missing on module '{load['module']}'"
        return None, {"errorMessage": message, "errorType": "Runtime.HandlerNotFound", "stackTrace": []}
    return getattr(module, load["handler"]), None


def _invoke(handler: Any, load: dict[str, Any], message: dict[str, Any]) -> dict[str, Any]:
    invocation = message["ctx"]
    os.environ.pop(_DEPTH_VARIABLE, None)
    if invocation.get("depth") is not None:
        os.environ[_DEPTH_VARIABLE] = str(invocation["depth"])
    try:
        result = handler(message["event"], Context(load, invocation))
        json.dumps(result)
    except SystemExit as error:
        failure = _failure(error, "Runtime.ExitError", f"Runtime exited with error: exit status {error.code}")
        return {"status": "error", "error": failure["errorMessage"], "failure": failure}
    except Exception as error:  # noqa: BLE001 - the invocation's outcome, not ours
        failure = _failure(error)
        _print_failure(failure)
        return {"status": "ok", "failure": failure}
    return {"status": "ok", "result": result}


def main(runtime_packages: str) -> None:
    """Serve invocations until standard input ends.

    Args:
        runtime_packages: Directory with the packages that AWS's runtime brings along.
    """
    _end_with_parent()
    requests = os.fdopen(os.dup(0), encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # The protocol uses copies of standard input and output, so that what a handler prints or reads can't disturb it.
    os.dup2(2, 1)
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)

    def answer(document: dict[str, Any]) -> None:
        sys.stderr.write(f"{END_OF_LOG}\n")
        sys.stderr.flush()
        answers.write(json.dumps(document) + "\n")
        answers.flush()

    load = json.loads(requests.readline())
    _prepare(load, runtime_packages)
    handler, failure = _load(load)
    answers.write('{"status": "ready"}\n')
    answers.flush()
    for line in requests:
        if failure is not None:
            _print_failure(failure)
            answer({"status": "error", "error": failure["errorMessage"], "failure": failure})
            continue
        answer(_invoke(handler, load, json.loads(line)))


if __name__ == "__main__":
    main(os.environ.pop("LOCAL_AWS_RUNTIME_PACKAGES"))
