"""The server process: one socket, one event loop, ready file, orderly stop."""

import asyncio
import json
import logging
import os
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local_aws.server.settings import HOST, REGION, Settings, prepare_environment

READY_FILE = "server.json"
LOG_FILE = "server.log"

_logger = logging.getLogger("local_aws")


@dataclass(frozen=True)
class _Credentials:
    access_key_id: str
    secret_access_key: str


def run(settings: Settings) -> None:
    """Serve until SIGTERM, SIGINT or, if asked for, the end of standard input; then end the process.

    Raises:
        OSError: The port is taken or the data directory can't be written.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    (settings.data_dir / READY_FILE).unlink(missing_ok=True)
    logging.basicConfig(
        filename=settings.data_dir / LOG_FILE,
        level=logging.INFO,
        format="%(asctime)s %(levelname)s [%(name)s] %(message)s",
    )
    root_key = secrets.token_hex(16)
    # asyncio sends small packets at once only where it is told that the protocol is TCP.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, settings.port))
        listener.listen(128)
        port = int(listener.getsockname()[1])
        prepare_environment(settings, port, root_key)
        try:
            asyncio.run(_serve(settings, listener, port, root_key))
        except BaseException:
            _logger.exception("Local AWS failed")
            raise
        finally:
            (settings.data_dir / READY_FILE).unlink(missing_ok=True)
            _stop_workers()
            logging.shutdown()
    # Threads that still serve a call (a delay asked for, a slow handler) must not hold the process.
    sys.stdout.flush()
    os._exit(0)


async def _serve(settings: Settings, listener: socket.socket, port: int, root_key: str) -> None:
    # Imported late: these import ministack, which reads the environment that `prepare_environment` has just set.
    import uvicorn

    from local_aws.faults import Faults
    from local_aws.server.gateway import build_gateway

    faults = Faults()
    server = uvicorn.Server(
        uvicorn.Config(
            build_gateway(settings, faults),
            # Parses requests with httptools where that is installed, else with h11, which is slower and pure Python.
            http="auto",
            ws="auto",
            lifespan="on",
            log_config=None,
            log_level=logging.WARNING,
            access_log=False,
            proxy_headers=False,
            # ministack's answers have the headers that AWS's have.
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=1,
            # Idle connections stay open, until the client closes them. If the server closed one just as a request
            # arrives, the request would be served, but the client would see a broken connection and send it again.
            timeout_keep_alive=24 * 60 * 60,
        )
    )
    loop = asyncio.get_running_loop()
    # SIGTERM and SIGINT stop uvicorn, which raises them again when it has ended: they are to do no more than that.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)

    def stop() -> None:
        server.should_exit = True

    if settings.stop_with_stdin:
        threading.Thread(target=_wait_for_end_of_input, args=(loop, stop), daemon=True).start()
    serving = asyncio.create_task(server.serve([listener]))
    try:
        endpoint = f"http://{HOST}:{port}"
        starting = asyncio.create_task(asyncio.to_thread(_create_deployer, endpoint, root_key))
        await asyncio.wait({serving, starting}, return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():
            return
        faults.reset_calls()
        _announce(settings.data_dir, endpoint, port, starting.result())
        print(f"Local AWS listens on {endpoint} (log: {settings.data_dir / LOG_FILE})", flush=True)  # noqa: T201
    finally:
        if sys.exc_info()[0] is not None:
            stop()
        await serving


def _wait_for_end_of_input(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    loop.call_soon_threadsafe(stop)


def _create_deployer(endpoint: str, root_key: str) -> _Credentials:
    """Create the administrator whose keys clients get. The root user's would bypass every policy."""
    import boto3

    iam = boto3.client(
        "iam",
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=root_key,
        aws_secret_access_key=root_key,
    )
    iam.create_user(UserName="deployer")
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_user_policy(UserName="deployer", PolicyName="administrator", PolicyDocument=policy)
    key = iam.create_access_key(UserName="deployer")["AccessKey"]
    return _Credentials(key["AccessKeyId"], key["SecretAccessKey"])


def _announce(data_dir: Path, endpoint: str, port: int, credentials: _Credentials) -> None:
    # One file for both AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, so that the user's profiles are never read.
    (data_dir / "aws-config").write_text(
        f"[default]\nregion = {REGION}\naws_access_key_id = {credentials.access_key_id}\n"
        f"aws_secret_access_key = {credentials.secret_access_key}\n"
    )
    ready: dict[str, Any] = {
        "endpoint": endpoint,
        "port": port,
        "pid": os.getpid(),
        "access_key_id": credentials.access_key_id,
        "secret_access_key": credentials.secret_access_key,
    }
    unfinished = data_dir / f"{READY_FILE}.new"
    unfinished.write_text(json.dumps(ready, indent=2) + "\n")
    unfinished.replace(data_dir / READY_FILE)


def _stop_workers() -> None:
    runtime = sys.modules.get("ministack.core.lambda_runtime")
    if runtime is not None:
        runtime.reset()
