"""Runs the operator's commands in processes of their own that need not import anything first.

An interpreter that has imported all commands, and read what botocore knows of the services, forks for each of them.
`Operator` starts it, as `python -P tests/end_to_end/warm_commands.py SOCKET` with the checkout as
PYTHONPATH, which is how `scripts/rollcall` runs a command.

A request is a JSON document and three file descriptors, for standard input, output and error; the answers are two
lines: the command's process id, then how it ended, as `os.waitstatus_to_exitcode` says it.
"""

from __future__ import annotations

import fcntl
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import termios
from contextlib import suppress
from typing import Any

import boto3
import botocore.loaders
import botocore.session

_SERVICES = ("connect", "dynamodb", "lambda", "s3", "secretsmanager", "sqs")
_NOBODYS = "unused"
_REQUEST_BYTES = 1_000_000
_BACKLOG = 64


def main() -> None:
    """Listen at the socket that the command line names, until standard input ends."""
    request = _serve(sys.argv[1])
    if request is not None:
        from rollcall_cli.main import main as run

        # The interpreter then ends as it does after `python -m rollcall_cli`, with all that waits for its end.
        run(request["arguments"])


def _serve(path: str) -> dict[str, Any] | None:
    """Answer requests. Returns a request in the process that is to run its command, and None in the end."""
    _prepare()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(_BACKLOG)
        print("ready", flush=True)  # noqa: T201
        while sys.stdin.fileno() not in select.select([listener, sys.stdin], [], [])[0]:
            connection, _ = listener.accept()
            with connection:
                if os.fork() == 0:
                    listener.close()
                    return _answer(connection)
            with suppress(ChildProcessError):
                os.waitpid(-1, os.WNOHANG)
    with suppress(ChildProcessError):  # all have been waited for
        while True:
            os.wait()
    return None


def _prepare() -> None:
    """Import and read what commands would import and read, once for all of them."""
    from rollcall_cli.main import COMMANDS

    for command in COMMANDS:
        importlib.import_module(f"rollcall_cli.commands.{command}")
    loader = botocore.loaders.create_loader()
    botocore.session.create_loader = lambda *_: loader
    build: Any = boto3.Session(_NOBODYS, _NOBODYS, region_name="us-east-1").client
    for service in _SERVICES:
        build(service)
    gc.collect()
    gc.freeze()  # else each process would copy all of it as it looks through what it may free


def _answer(connection: socket.socket) -> dict[str, Any]:
    """Start what is asked for and tell how it ends. Returns only in the process that is to run the command."""
    text, descriptors, _, _ = socket.recv_fds(connection, _REQUEST_BYTES, 3)
    request: dict[str, Any] = json.loads(text)
    command = os.fork()
    if command == 0:
        connection.close()
        _become(request, descriptors)
        return request
    for descriptor in descriptors:
        os.close(descriptor)
    with suppress(BrokenPipeError):  # nobody waits any more
        connection.sendall(f"{command}\n".encode())
        _, status = os.waitpid(command, 0)
        connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(request: dict[str, Any], descriptors: list[int]) -> None:
    """Take the streams, the folder, the environment and the terminal that a program is started with."""
    os.setsid()
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    if os.isatty(0):
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115


if __name__ == "__main__":
    main()
