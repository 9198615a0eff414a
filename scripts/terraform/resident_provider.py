"""Keeps the AWS provider running for several Terraform commands on one configuration.

Terraform starts its providers anew two or three times in each command, and in `terraform test` for each run. The AWS
provider takes longer to start and to build its schema than most commands take for their work. Providers can be started
once and attached to instead: https://developer.hashicorp.com/terraform/plugin/debugging.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from scripts.terraform.errors import TerraformSetupError
from scripts.terraform.lockfile import AWS, LOCK_FILE, locked_providers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PROJECT = Path(__file__).resolve().parents[2]

_ATTACH = "TF_REATTACH_PROVIDERS"
_SAID = re.compile(rf"{_ATTACH}='(?P<value>.+)'")

_SECONDS_TO_START = 120.0
_SECONDS_TO_STOP = 10.0

_LOGS = ("PROVIDER", "SDK", "SDK_FRAMEWORK", "SDK_HELPER_SCHEMA", "SDK_MUX", "SDK_PROTO")
_LOGS_OFF = {f"TF_LOG_{log}": "OFF" for log in _LOGS}
"""A provider that nobody started but us would write a line for each call: megabytes in a minute."""

_CERTIFICATES = "AWS_CA_BUNDLE"
"""Local AWS speaks plain HTTP, and with certificates of its own the provider can't be configured a second time."""


@contextlib.contextmanager
def resident_provider(
    root: Path, data_dir: Path, environment: Mapping[str, str], *, whole_schema: bool = False
) -> Iterator[dict[str, str]]:
    """Starts the AWS provider that an initialised configuration uses, and stops it at the end of the block.

    Only for commands that run one after another and configure one provider: a running provider has room for one
    configuration, so two of them, such as aliases for two regions, would get into each other's way.

    Args:
        root: The root module; the provider opens the files that resources name from there.
        data_dir: What `initialise` was given; it holds the provider.
        environment: For the provider, which reads its credentials and endpoints from there.
        whole_schema: Whether commands read the schema of all of the provider's types, and not by `schema_relay` of
            those alone that files of the root name. That pays where one command makes thousands of calls.

    Yields:
        The variables, to be added to those of a Terraform command, by which it finds the provider.

    Raises:
        TerraformSetupError: The provider is not there, or did not say where it can be reached.
    """
    binary = _installed(root, data_dir)
    if binary is None:
        raise TerraformSetupError(f"{data_dir} holds no AWS provider: run `terraform init` there first")
    log = data_dir / "resident-provider.log"
    with contextlib.ExitStack() as running:
        output = running.enter_context(log.open("wb"))
        process = subprocess.Popen(
            [str(binary.absolute()), "-debug"],
            cwd=root,
            env={name: value for name, value in environment.items() if name != _CERTIFICATES} | _LOGS_OFF,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that Ctrl-C reaches Terraform first, which may still need it
        )
        running.callback(_stop, process)
        attached = _where_it_listens(process, log)
        if not whole_schema:
            address = attached[AWS]["Addr"]
            folders = root.absolute(), data_dir.absolute()
            address["String"] = running.enter_context(_relay(address["String"], *folders, log, output))
        yield {_ATTACH: json.dumps(attached)}


@contextlib.contextmanager
def _relay(provider: str, root: Path, data_dir: Path, log: Path, output: BinaryIO) -> Iterator[str]:
    """Stand between Terraform and a provider, and return the socket on which the relay listens."""
    with tempfile.TemporaryDirectory(prefix="rollcall-") as sockets:  # a socket's path must not be long
        own = f"{sockets}/relay"
        with subprocess.Popen(
            [sys.executable, "-m", "scripts.terraform.schema_relay", provider, own, str(root), str(data_dir)],
            cwd=_PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            start_new_session=True,
        ) as process:
            try:
                assert process.stdout is not None  # noqa: S101 - asked for above
                if not process.stdout.readline():
                    raise TerraformSetupError(f"the relay to the AWS provider did not start: {log} has what it said")
                yield own
            finally:
                _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _installed(root: Path, data_dir: Path) -> Path | None:
    """Finds the provider of the version that is locked: the folder may hold another of an earlier run."""
    lock = root / LOCK_FILE
    locked = [provider for provider in locked_providers(lock) if provider.address == AWS] if lock.is_file() else []
    found = [data_dir.glob(f"providers/{AWS}/{provider.version}/*/terraform-provider-aws_v*") for provider in locked]
    return next(iter(sorted(itertools.chain(*found))), None)


def _where_it_listens(process: subprocess.Popen[bytes], log: Path) -> dict[str, Any]:
    deadline = time.monotonic() + _SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        if said := _SAID.search(log.read_text("utf-8", errors="replace")):
            attached: dict[str, Any] = json.loads(said["value"])
            return attached
        time.sleep(0.05)
    raise TerraformSetupError(f"the AWS provider did not start: {log} has what it said")
