"""Runs commands of `rollcall` in process, on a deployment in memory."""

from __future__ import annotations

import atexit
import functools
import json
import shutil
import tempfile
from pathlib import Path

from rollcall_cli.main import main
from tests.fuzz.deployment import ENVIRONMENT
from tests.fuzz.entry import one_line
from tests.fuzz.site import Site

_CODES = frozenset({0, 1, 2, 3})
"""Exit codes of `rollcall_cli.errors`; a traceback has none of its own."""


@functools.cache
def folder() -> Path:
    """Return a folder for files that commands read, which goes with the process."""
    made = Path(tempfile.mkdtemp(prefix="rollcall-fuzz-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    outputs = {
        "instance_id": ENVIRONMENT["INSTANCE_ID"],
        "instance_arn": f"arn:aws:connect:eu-central-1:123456789012:instance/{ENVIRONMENT['INSTANCE_ID']}",
        "upload_bucket": ENVIRONMENT["UPLOAD_BUCKET"],
        "report_bucket": ENVIRONMENT["REPORT_BUCKET"],
        "files_table": ENVIRONMENT["FILES_TABLE"],
        "agents_table": ENVIRONMENT["AGENTS_TABLE"],
        "outcomes_table": ENVIRONMENT["OUTCOMES_TABLE"],
        "failure_queue_url": ENVIRONMENT["FAILURE_QUEUE_URL"],
        "password_secret_prefix": ENVIRONMENT["PASSWORD_SECRET_PREFIX"],
        "function_names": {"ingest": "rollcall-ingest", "provision": "rollcall-provision", "upkeep": "rollcall-upkeep"},
    }
    (made / "outputs.json").write_text(json.dumps(outputs), "utf-8")
    return made


def write(name: str, data: bytes) -> str:
    """Write a file for a command, in place of the last one of its name."""
    file = folder() / name
    file.write_bytes(data)
    return str(file)


def run_command(site: Site, *arguments: str) -> int:
    """Run a command on the deployment; it ends with one of its exit codes, and prints harmless lines."""
    return run_alone(site, *arguments, "--stack-file", str(folder() / "outputs.json"))


def run_alone(site: Site, *arguments: str) -> int:
    """Run a command as it stands."""
    begun = site.told.tell()
    try:
        main(list(arguments))
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    else:
        code = 0
    told = site.told.getvalue()[begun:]
    assert code in _CODES, (code, told)
    assert all(map(one_line, told.replace("\t", " ").split("\n"))), told
    return code
