"""What a local AWS server is started with, and the process environment that ministack reads at import."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

ACCOUNT_ID = "000000000000"
REGION = "us-east-1"
HOST = "127.0.0.1"

# The concurrency that AWS grants a new account. It also bounds the worker processes of one machine.
ACCOUNT_CONCURRENCY = 10

# What the server keeps of its starter's environment. Lambda workers inherit the server's, and neither may meet AWS
# settings, proxies or secrets of the user.
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE")


@dataclass(frozen=True)
class Settings:
    """How one server runs.

    Attributes:
        data_dir: Holds the log, `server.json` and the clients' AWS configuration; state itself stays in memory.
        port: Loopback port; 0 takes a free one.
        auth: Whether requests are authenticated and authorised by IAM.
        shards: Shards of every DynamoDB stream that a mapping reads at once.
        connect_quota_factor: Multiplies Connect's documented request quotas; None switches throttling off.
        retry_seconds: First pause before a failed Lambda invocation is tried again, doubled each time. AWS waits one
            minute, then two, for asynchronous invocations.
        ttl_seconds: Pause between two searches for expired DynamoDB items. AWS takes up to a few days.
        code_dir: Holds unpacked Lambda code; None takes a folder in `data_dir`. Servers may share it, one after another
            or at once: each of them then finds code unpacked and compiled that one before has had.
        stop_with_stdin: Whether the end of standard input stops the server, so that it can't outlive its owner.
    """

    data_dir: Path
    port: int = 0
    auth: bool = True
    shards: int = 2
    connect_quota_factor: float | None = 1.0
    retry_seconds: float = 0.2
    ttl_seconds: float = 1.0
    code_dir: Path | None = None
    stop_with_stdin: bool = False


def prepare_environment(settings: Settings, port: int, root_key: str) -> None:
    """Set this process's environment for ministack; must run before anything of ministack is imported.

    Args:
        settings: How the server runs.
        port: The port that it listens on.
        root_key: Access key id of the account's root, which bypasses IAM; only the server itself uses it.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    scratch = settings.data_dir / "lambda"
    scratch.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(scratch)
    os.environ.clear()
    os.environ.update(
        {
            **kept,
            "AUTH": "true" if settings.auth else "false",
            "AWS_ACCESS_KEY_ID": root_key,
            "AWS_SECRET_ACCESS_KEY": root_key,
            "AWS_EC2_METADATA_DISABLED": "true",
            "GATEWAY_PORT": str(port),
            "HOME": str(scratch),
            "LAMBDA_ACCOUNT_CONCURRENCY": str(ACCOUNT_CONCURRENCY),
            "LAMBDA_EXECUTOR": "local",
            "MINISTACK_ACCOUNT_ID": ACCOUNT_ID,
            "MINISTACK_HOST": HOST,
            "MINISTACK_REGION": REGION,
            "PERSIST_STATE": "0",
            "STATE_DIR": str(scratch),
            "TMPDIR": str(scratch),
        }
    )
