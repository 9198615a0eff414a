"""The command `local-aws`, also `python -m local_aws`: runs the server in the foreground."""

import argparse
from pathlib import Path

from local_aws.server.serve import run
from local_aws.server.settings import Settings


def _factor(text: str) -> float | None:
    if text == "off":
        return None
    try:
        factor = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is neither a number nor 'off'") from None
    if factor <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} must be above 0; 'off' switches throttling off")
    return factor


def parse_arguments(arguments: list[str] | None = None) -> Settings:
    """Read the command line.

    Args:
        arguments: Words after the program's name; None takes the process's own.
    """
    parser = argparse.ArgumentParser(prog="local-aws", description="AWS on one loopback port.")
    parser.add_argument("--data-dir", type=Path, required=True, help="log, server.json and Lambda code go here")
    parser.add_argument("--code-dir", type=Path, help="Lambda code goes here, which servers may share")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free port")
    parser.add_argument("--no-auth", action="store_true", help="let every request pass, whoever signed it")
    parser.add_argument("--shards", type=int, default=2, help="shards of each DynamoDB stream")
    parser.add_argument("--connect-quota-factor", type=_factor, default=1.0, metavar="F|off")
    parser.add_argument("--retry-seconds", type=float, default=0.2, help="first pause before a Lambda retry")
    parser.add_argument("--ttl-seconds", type=float, default=1.0, help="pause between searches for expired items")
    parser.add_argument("--stop-with-stdin", action="store_true", help="stop when standard input ends")
    given = parser.parse_args(arguments)
    if given.shards < 1:
        parser.error("--shards must be at least 1")
    return Settings(
        data_dir=given.data_dir.resolve(),
        port=given.port,
        auth=not given.no_auth,
        shards=given.shards,
        connect_quota_factor=given.connect_quota_factor,
        retry_seconds=given.retry_seconds,
        ttl_seconds=given.ttl_seconds,
        code_dir=given.code_dir and given.code_dir.resolve(),
        stop_with_stdin=given.stop_with_stdin,
    )


def main() -> None:
    """Run the server that the command line asks for until it is stopped."""
    run(parse_arguments())
